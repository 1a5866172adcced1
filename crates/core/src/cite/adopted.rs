//! Texts that a body adopts under a number of its own: "Resolutions 32, 44 and 54 (Rev. Hammamet, 2016) of
//! WTSA". One phrase, read from its kind word.

mod before;
mod behind;
mod beside;
mod first;
mod list;
mod subject;
mod written;

use super::class::*;
use super::edition::EditionFound;
use super::lexicon::Says as Term;
use super::number::Number;
use super::{Found, Reader};
use crate::model::{Clue, ClueSort, Kind, MentionForm, Says, Slip, SlipKind, Span};

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

    /// The body whose texts have the Sector's name before their number.
    fn sector_body(&self, token: usize) -> Option<usize> {
        let Term::Sector(sector) = &self.reader.tokens.all[token].says else {
            return None;
        };
        let body = *self.reader.lexicon.of_sectors.get(&**sector)?;
        self.reader.lexicon.adopts(body, self.kind).then_some(body)
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
