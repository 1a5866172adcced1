//! Texts that a body adopts under a number of its own: "Resolutions 32, 44 and 54 (Rev. Hammamet, 2016) of
//! WTSA". One phrase, read from its kind word.

mod before;
mod behind;
mod beside;
mod list;
mod subject;
mod written;

use super::class::*;
use super::edition::EditionFound;
use super::lexicon::Says as Term;
use super::number::Number;
use super::{Found, Reader};
use crate::model::{Clue, ClueSort, Kind, MentionForm, Says, Slip, SlipKind, Span};
use crate::script::Gap;

/// One text of the list.
#[derive(Clone)]
struct Member {
    number: Number,
    span: Span,
    /// What is said of this one alone.
    clues: Vec<Clue>,
    /// The year of the conference that is named.
    year: Option<u16>,
    edition: Option<EditionFound>,
    slips: Vec<Slip>,
    /// Further bodies: a text of that number of each.
    both: Vec<Clue>,
}

impl Member {
    fn named(&self) -> bool {
        let names = |c: &Clue| c.says != Says::Other;
        self.clues.iter().any(names)
    }
}

/// What stands before the kind word.
#[derive(Default)]
struct Prefix {
    /// The token that the phrase begins with, where that is not the kind word.
    start: Option<usize>,
    clue: Option<Clue>,
    body: Option<usize>,
    year: Option<u16>,
    /// The body's name is one that organs of others have too.
    generic: bool,
    /// The body adopts no such texts.
    foreign: bool,
    /// Further bodies: a text of that number of each.
    both: Vec<Clue>,
}

/// The phrase around one kind word.
#[derive(Clone, Copy)]
struct Phrase<'a> {
    reader: Reader<'a>,
    kind: Kind,
    /// Its token.
    word: usize,
    class: u8,
    /// No token before this one is part of it.
    floor: usize,
}

/// From the kind word to the first number.
struct First {
    member: Member,
    /// The token of the phrase that comes first.
    start: usize,
    /// The last token so far.
    last: usize,
    /// Members that stand before the word, in Chinese order.
    more: Vec<Member>,
}

/// The mention whose kind word is token `word`.
pub(super) fn mention(reader: Reader, word: usize, floor: usize) -> Option<Found> {
    let Term::Kind(kind, _) = reader.tokens.all[word].says else {
        return None;
    };
    let phrase = Phrase {
        reader,
        kind,
        word,
        class: reader.tokens.class(word),
        floor,
    };
    phrase.read()
}

/// The mention that is a body's symbol and a number: "A/RES/70/125".
pub(super) fn by_symbol(reader: Reader, symbol: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let body = tokens.body(symbol)?;
    let stuck = symbol > 0 && tokens.is_glued(symbol) && tokens.class(symbol - 1) != OPEN;
    let kind = *reader.lexicon.bodies[body].adopts.first()?;
    let number = tokens
        .number(symbol + 1)
        .filter(|_| tokens.is_glued(symbol + 1) && !stuck)?;
    let phrase = Phrase {
        reader,
        kind,
        word: symbol,
        class: KIND,
        floor: symbol,
    };
    let mut member = phrase.member(symbol + 1, number.clone());
    member
        .clues
        .push(phrase.clue(ClueSort::Before, body, symbol));
    let mut members = vec![member];
    let mut last = phrase.letters(&mut members, symbol + 1);
    if let (Some(found), Some(member)) = (phrase.edition(last, Some(body)), members.last_mut()) {
        last = found.end - 1;
        member.edition = Some(found);
    }
    list::share_editions(&mut members);
    let written = phrase.written(members, &Prefix::default());
    Some(Found::new(
        reader,
        symbol..last + 1,
        MentionForm::Cited,
        written,
    ))
}

impl Phrase<'_> {
    fn read(&self) -> Option<Found> {
        let first = match self.inverted() {
            Some(first) => first,
            None => self.first()?,
        };
        let prefix = self.prefix(first.start);
        if prefix.foreign {
            return None;
        }
        let start = prefix.start.unwrap_or(first.start);
        let (mut members, mut last) = self.members(first, &prefix);
        let thereof = self.thereof(last, start);
        if let Some((clue, at)) = &thereof {
            last = *at;
            self.take_clue(&mut members, clue, None, &prefix);
        }
        let is_named =
            prefix.body.is_some() || members.iter().any(|m| m.named() || m.edition.is_some());
        if self.class == KSHORT && !self.abbreviation_counts(is_named, &members)
            || self.kind.is_series() && !is_named
            || prefix.body.is_none() && self.counts(&members, last)
        {
            return None;
        }
        let mut span = start..last + 1;
        let organ = |c: &Clue| c.sort == ClueSort::Organ;
        if !is_named && let Some(found) = self.each_sector(&mut members, &mut span) {
            return Some(found);
        }
        let bodies = prefix.body.is_some() || members.iter().any(Member::named);
        if !bodies && prefix.clue.is_none() {
            self.take_subject(&mut members, start);
        }
        let behind = self.owner_behind(last);
        let mut prefix = prefix;
        // "Council Resolution 5 of ICAO"
        if prefix.generic && behind.as_ref().is_some_and(organ) {
            (prefix.clue, prefix.body) = (None, None);
        }
        let before = prefix.clue.clone().filter(|c| c.says == Says::Other);
        let owner = before
            .or(behind)
            .or_else(|| self.beside(&members, &prefix, &span));
        let mut written = self.written(members, &prefix);
        if let Some(owner) = owner {
            for one in &mut written {
                if !one.clues.iter().any(|c| c.says != Says::Other) {
                    one.clues.push(owner.clone());
                }
            }
        }
        Some(Found::new(self.reader, span, MentionForm::Cited, written))
    }

    fn member(&self, token: usize, number: Number) -> Member {
        let tokens = self.reader.tokens;
        let place = &tokens.all[token];
        let mut slips = Vec::new();
        if number.lookalike {
            let written = tokens.written(token);
            slips.push(Slip::new(SlipKind::Homoglyph, written, &number.text));
        }
        Member {
            number,
            span: Span::new(place.start, place.end),
            clues: Vec::new(),
            year: None,
            edition: None,
            slips,
            both: Vec::new(),
        }
    }

    /// A clue that token `at` gives: that body.
    fn clue(&self, sort: ClueSort, body: usize, at: usize) -> Clue {
        Clue {
            sort,
            says: Says::Body(self.reader.lexicon.bodies[body].id.clone()),
            span: self.reader.span(at..at + 1),
        }
    }

    /// Slips of the kind word itself.
    fn slips_of_word(&self) -> Vec<Slip> {
        let tokens = self.reader.tokens;
        let written = tokens.written(self.word);
        let many = self.class == KINDS;
        let right = self.reader.lexicon.right_word(self.kind, many);
        let mut slips = Vec::new();
        if let Term::Kind(_, Some(meant)) = &tokens.all[self.word].says {
            slips.push(Slip::new(SlipKind::MisspeltWord, written, meant));
        }
        if tokens.confused(self.word) || written.contains(|c: char| c.is_ascii_digit()) {
            slips.push(Slip::new(SlipKind::Homoglyph, written, right));
        }
        slips
    }

    /// Numbers before the word: 第101、102和133号决议.
    fn inverted(&self) -> Option<First> {
        let tokens = self.reader.tokens;
        let from = self.floor.max(self.word.saturating_sub(200));
        let (classes, offset) = tokens.before_of(from, self.word);
        let hit = self.reader.rules.inverted.first(classes, offset)?;
        let list = tokens.tokens_of(hit.get("list")?);
        let start = list.start;
        // "see 5 (1946). Resolution 7 …" is no heading.
        let is_dated = hit.get("dated").is_some();
        if is_dated && !(tokens.begins_line(start) && tokens.number(self.word + 1).is_none()) {
            return None;
        }
        let mut members: Vec<Member> = Vec::new();
        for i in list {
            let Some(number) = tokens.number(i) else {
                continue;
            };
            let before = |n: usize| i.checked_sub(n).map_or(0, |i| tokens.class(i));
            // 2015年12月16日 before a member
            if matches!(tokens.class(i + 1), YEAR_SIGN | MONTH) || before(1) == MONTH {
                continue;
            }
            let sign = before(1 + usize::from(before(1) == ORDINAL_SIGN));
            match members.last_mut().filter(|_| before(1) == OPEN) {
                Some(member) => member.year = number.text.parse().ok(),
                None => {
                    let member = self.member(i, number.clone());
                    if sign == TO {
                        self.fill_range(&mut members, &member);
                    }
                    members.push(member);
                }
            }
        }
        if members.is_empty() {
            return None;
        }
        let mut member = members.remove(0);
        if is_dated {
            member.edition = self.edition(start, None);
        }
        Some(First {
            member,
            start,
            last: self.word,
            more: members,
        })
    }

    /// From the word to the first number.
    fn first(&self) -> Option<First> {
        let tokens = self.reader.tokens;
        let (classes, offset) = tokens.behind_of(self.word);
        let hit = self.reader.rules.first.first(classes, offset)?;
        let number = tokens.tokens_of(hit.get("first")?).start;
        let many = self.class == KINDS;
        let between = &tokens.classes[offset..tokens.all[number].at];
        let broken = between.contains(&b'\n');
        let breaks = between.iter().filter(|c| **c == b'\n').count();
        // "Resolution" over a column, and the first text under it.
        let again = hit.get("again").map(|at| tokens.tokens_of(at).start);
        let is_head = again.is_some_and(|at| tokens.begins_line(at));
        let is_short = self.class == KSHORT;
        let dotted = tokens.class(self.word + 1) == DOT;
        if breaks > 1
            || is_head
            || dotted && !is_short
            || broken && self.is_label(number)
            || broken && !many && self.word > self.floor && tokens.class(self.word - 1) == THIS
        {
            return None;
        }
        let mut member = self.member(number, tokens.number(number)?.clone());
        let mut slips = self.slips_of_word();
        if hit.get("stray").is_some() || hit.get("colon").is_some() {
            // "three resolutions, 2 decisions" counts texts.
            let counted = hit.get("stray").is_some() && self.is_item(number);
            if !many || broken || counted || !slips.is_empty() {
                return None;
            }
            if hit.get("stray").is_some() {
                let all = &tokens.text[tokens.all[self.word].start..member.span.end];
                slips.push(Slip::new(SlipKind::Punctuation, all, ""));
            }
        }
        if let Some(at) = hit.get("weak") {
            let sector = tokens.tokens_of(at).start;
            let body = self.sector_body(sector)?;
            member.clues.push(self.clue(ClueSort::Before, body, sector));
            if tokens.confused(sector) {
                slips.push(Slip::new(SlipKind::Homoglyph, tokens.written(sector), ""));
            }
        }
        if let Some(at) = hit.get("body") {
            let symbol = tokens.tokens_of(at).start;
            let body = tokens.body(symbol)?;
            let adopts = self.reader.lexicon.adopts(body, self.kind);
            if !adopts {
                return None;
            }
            member.clues.push(self.clue(ClueSort::Before, body, symbol));
        }
        if !self.is_number_of_text(number) {
            return None;
        }
        slips.append(&mut member.slips);
        member.slips = slips;
        Some(First {
            member,
            start: self.word,
            last: number,
            more: Vec::new(),
        })
    }

    /// False for "44/2016" and what goes on as another number does.
    fn is_number_of_text(&self, number: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = number + 1;
        if tokens.class(next) == SLASH && tokens.is_glued(next) {
            let spaced = !tokens.is_glued(next + 1);
            return spaced || is_body(tokens.class(next + 1));
        }
        // "3.1" is read as one number; "44.5" too.
        true
    }

    /// The body whose texts have the Sector's name before their number.
    fn sector_body(&self, token: usize) -> Option<usize> {
        let Term::Sector(sector) = &self.reader.tokens.all[token].says else {
            return None;
        };
        let body = *self.reader.lexicon.of_sectors.get(&**sector)?;
        self.reader.lexicon.adopts(body, self.kind).then_some(body)
    }

    /// True where the number on the next line labels an item.
    fn is_label(&self, number: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = number + 1;
        let small = tokens
            .written(self.word)
            .starts_with(|c: char| !c.is_uppercase());
        tokens.gap(next) == Gap::Tab
            || tokens.class(next) == CLOSE && tokens.is_glued(next)
            || tokens.class(next) == DOT
                && tokens.is_glued(next)
                && !(tokens.is_glued(next + 1) && tokens.all.get(next + 1).is_some())
            || small && self.is_item(number)
    }

    /// True where a number is the label of an item: a small word stands behind it.
    fn is_item(&self, number: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = number + 1;
        if tokens.class(next) == CLOSE && tokens.is_glued(next) || tokens.gap(next) == Gap::Tab {
            return true;
        }
        let part = matches!(tokens.class(next), 0 | OF | AND | BY | FROM | THIS);
        let small = next < tokens.all.len()
            && tokens.written(next).starts_with(char::is_lowercase)
            && !tokens.is_glued(next);
        small && !part
    }

    /// Abbreviations are words too: "res. 5", "dec. 5, 2018".
    fn abbreviation_counts(&self, named: bool, members: &[Member]) -> bool {
        let tokens = self.reader.tokens;
        let dotted = tokens.class(self.word + 1) == DOT;
        // "RES12-2" stands at the foot of a page.
        if tokens.is_glued(self.word + 1) && !dotted && !named {
            return false;
        }
        let capital = tokens
            .written(self.word)
            .starts_with(|c: char| !c.is_lowercase());
        match self.kind {
            // "res. 2065 (XX)", "res. 31/49"
            kind if kind.is_main() => {
                let session = |m: &Member| m.number.class == SESSION;
                named || capital || dotted && members.iter().all(session)
            }
            // "WTSA Dec. 5"; "CM 24-02", where the numbers of some body look so, but not "Dec 1998"
            _ => {
                let shaped = |m: &Member| {
                    let lexicon = self.reader.lexicon;
                    m.number.class == SESSION && lexicon.is_number_of(self.kind, &m.number.text)
                };
                let capitals = tokens.written(self.word).chars().all(char::is_uppercase);
                named && capital && dotted || capitals && members.iter().all(shaped)
            }
        }
    }

    /// "a decision 5 years ago": the number counts something.
    fn counts(&self, members: &[Member], last: usize) -> bool {
        let tokens = self.reader.tokens;
        let [member] = members else { return false };
        let (classes, offset) = tokens.behind_of(last);
        member.span.end == tokens.all[last].end
            && self.reader.rules.counts.first(classes, offset).is_some()
    }

    /// "the respective Resolution 1", "Resolution 1 of each Sector": each Sector's assembly has one.
    fn each_sector(
        &self,
        members: &mut [Member],
        span: &mut std::ops::Range<usize>,
    ) -> Option<Found> {
        let reader = self.reader;
        let tokens = reader.tokens;
        let (classes, offset) = tokens.behind_of(span.end - 1);
        let behind = reader.rules.each.first(classes, offset);
        let before = span.start > self.floor && tokens.class(span.start - 1) == EACH;
        if behind.is_none() && !before {
            return None;
        }
        let sort = match &behind {
            Some(hit) => {
                span.end = tokens.token_at(hit.span.1);
                ClueSort::Behind
            }
            None => ClueSort::Before,
        };
        span.start -= usize::from(before);
        let at = span.clone();
        let bodies = 0..reader.lexicon.bodies.len();
        let mut all = Vec::new();
        for member in members {
            for body in bodies.clone().filter(|b| {
                reader.lexicon.bodies[*b].of_sector && reader.lexicon.adopts(*b, self.kind)
            }) {
                let mut one = member.clone();
                let mut clue = self.clue(sort, body, at.start);
                clue.span = reader.span(at.clone());
                one.clues.push(clue);
                all.append(&mut self.written(vec![one], &Prefix::default()));
            }
        }
        Some(Found::new(reader, at, MentionForm::Cited, all))
    }
}
