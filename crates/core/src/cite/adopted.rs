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
use super::lexicon::{Adopter, Says as Term};
use super::number::Number;
use super::{Found, Reader};
use crate::model::{Clue, ClueSort, Kind, Says, Slip, SlipKind, Span};
use before::Before;
use std::ops::Range;

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
    fn of(number: Number, span: Span) -> Self {
        Member {
            number,
            span,
            clues: Vec::new(),
            year: None,
            edition: None,
            slips: Vec::new(),
            both: Vec::new(),
        }
    }

    fn named(&self) -> bool {
        let names = |c: &Clue| c.says != Says::Other;
        self.clues.iter().any(names)
    }
}

/// Who is named beside a text.
struct Named {
    clue: Clue,
    /// The body that the clue says.
    body: Option<usize>,
    /// The year of the conference.
    year: Option<u16>,
    /// Further bodies: a text of that number of each.
    both: Vec<Clue>,
    /// What of it is part of the phrase.
    tokens: Range<usize>,
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

/// From the kind word to the first number, or the numbers that stand before it.
struct First {
    members: Vec<Member>,
    /// The token of the phrase that comes first.
    start: usize,
    /// The last token so far.
    last: usize,
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
    let alone = matches!(
        tokens.class_before(symbol),
        OPEN | ORDINAL_SIGN | HAN | BODY
    );
    let stuck = symbol > 0 && tokens.is_glued(symbol) && !alone;
    if stuck || !tokens.is_glued(symbol + 1) {
        return None;
    }
    let phrase = Phrase {
        reader,
        kind: *reader.lexicon.bodies[body].adopts.first()?,
        word: symbol,
        class: KIND,
        floor: symbol,
    };
    let mut member = phrase.member(symbol + 1)?;
    let clue = phrase.clue_of(ClueSort::Before, body, symbol..symbol + 1);
    member.clues.push(clue);
    let mut members = vec![member];
    let mut last = phrase.letters(&mut members, symbol + 1);
    phrase.take_edition(&mut members, &mut last, Some(body));
    list::share_editions(&mut members);
    let written = phrase.written(members, None);
    let tokens = symbol..last + 1;
    Some(Found::cited(reader, tokens, written))
}

impl Phrase<'_> {
    fn read(&self) -> Option<Found> {
        let first = self.inverted().or_else(|| self.first())?;
        let before = match self.before(first.start) {
            Before::Foreign => return None,
            Before::Nobody => None,
            Before::Somebody(named) => Some(named),
        };
        let (start, body) = (first.start, before.as_ref().and_then(|b| b.body));
        let (mut members, mut last) = self.members(first, body);
        let mut before = before.map(|named| self.of_each(named, &members));
        let body = before.as_ref().and_then(|b| b.body);
        let is_other = |n: &Named| n.clue.says == Says::Other;
        let own = before.as_ref().filter(|n| !is_other(n));
        let start = own.map_or(start, |n| n.tokens.start);
        if let Some(thereof) = self.thereof(last, start) {
            last = thereof.tokens.end - 1;
            self.take_named(&mut members, &thereof, body);
        }
        let is_named = body.is_some() || members.iter().any(Member::named);
        let is_told = is_named || members.iter().any(|m| m.edition.is_some());
        if self.class == KSHORT && !self.abbreviation_counts(is_told, body, &members)
            || self.kind.is_series() && !is_told
            || body.is_none() && self.counts(&members, last)
        {
            return None;
        }
        let mut span = start..last + 1;
        if !is_told {
            self.each_sector(&mut members, &mut span);
        }
        let is_named = is_named || members.iter().any(Member::named);
        if !is_named && before.is_none() {
            self.take_subject(&mut members, start);
        }
        let behind = self.owner_behind(last);
        // "Council Resolution 5 of ICAO": organs of others have that name too.
        let organ = behind.as_ref().is_some_and(|c| c.sort == ClueSort::Organ);
        if organ && body.is_some() && self.reader.tokens.class(start) == GBODY {
            before = None;
        }
        let other = before.as_ref().filter(|n| is_other(n));
        let mut owner = other.map(|n| n.clue.clone()).or(behind);
        if owner.is_none() && before.is_none() {
            owner = self.beside(&members, &span);
        }
        let mut written = self.written(members, before.filter(|n| !is_other(n)));
        if let Some(owner) = owner {
            for one in &mut written {
                if !one.clues.iter().any(|c| c.says != Says::Other) {
                    one.clues.push(owner.clone());
                }
            }
        }
        Some(Found::cited(self.reader, span, written))
    }

    /// The text whose number is that token.
    fn member(&self, token: usize) -> Option<Member> {
        let tokens = self.reader.tokens;
        let number = tokens.number(token)?.clone();
        let written = tokens.written(token);
        let lookalike = number.lookalike;
        let slip = lookalike.then(|| Slip::new(SlipKind::Homoglyph, written, &number.text));
        let slips = slip.into_iter().collect();
        Some(Member {
            slips,
            ..Member::of(number, self.reader.span(token..token + 1))
        })
    }

    fn clue(&self, sort: ClueSort, says: Says, tokens: Range<usize>) -> Clue {
        let span = self.reader.span(tokens);
        Clue { sort, says, span }
    }

    /// A clue that these tokens give: that body.
    fn clue_of(&self, sort: ClueSort, body: usize, tokens: Range<usize>) -> Clue {
        let id = &self.reader.lexicon.bodies[body].id;
        Clue::of(id, sort, self.reader.span(tokens))
    }

    fn named(&self, sort: ClueSort, says: Says, tokens: Range<usize>) -> Named {
        Named {
            clue: self.clue(sort, says, tokens.clone()),
            body: None,
            year: None,
            both: Vec::new(),
            tokens,
        }
    }

    /// The body that token `at` names.
    fn named_body(&self, sort: ClueSort, body: usize, at: usize) -> Named {
        Named {
            clue: self.clue_of(sort, body, at..at + 1),
            body: Some(body),
            year: self.reader.tokens.all[at].year,
            both: Vec::new(),
            tokens: at..at + 1,
        }
    }

    /// The conference of the text that it stands in.
    fn named_this(&self, tokens: Range<usize>) -> Named {
        self.named(ClueSort::ThisConference, Says::Citing, tokens)
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

    /// The body that a token names, or the assembly of the Sector, where it adopts such texts.
    fn adopter(&self, token: usize) -> Option<usize> {
        let lexicon = self.reader.lexicon;
        let body = match &self.reader.tokens.all[token].says {
            Term::Sector(sector) => *lexicon.of_sectors.get(&**sector)?,
            Term::Body(body) => *body,
            _ => return None,
        };
        lexicon.adopts(body, self.kind).then_some(body)
    }

    /// Abbreviations are words too: "res. 5", "dec. 5, 2018".
    fn abbreviation_counts(&self, named: bool, body: Option<usize>, members: &[Member]) -> bool {
        let tokens = self.reader.tokens;
        let dotted = tokens.class(self.word + 1) == DOT;
        // "RES12-2" and "PP-22/RES130-4" stand at the foot of a page.
        let versions = body.is_some_and(|b| self.reader.lexicon.bodies[b].versions);
        let paged = !versions && members.iter().any(|m| m.number.version.is_some());
        if tokens.is_glued(self.word + 1) && !dotted && (!named || paged) {
            return false;
        }
        let capital = !tokens.is_small(self.word);
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
        let ends = |m: &Member| m.span.end == tokens.all[last].end;
        let rules = &self.reader.rules.counts;
        matches!(members, [member] if ends(member)) && tokens.behind(rules, last).is_some()
    }

    /// "the respective Resolution 1", "Resolution 1 of each Sector": each Sector's assembly has one.
    fn each_sector(&self, members: &mut [Member], span: &mut Range<usize>) {
        let Reader { tokens, rules, .. } = self.reader;
        let behind = tokens.behind(&rules.each, span.end - 1);
        let before = span.start > self.floor && tokens.class(span.start - 1) == EACH;
        let adopters = self.reader.lexicon.bodies.iter();
        let mut adopters = adopters.filter(|b| b.of_sector && b.adopts.contains(&self.kind));
        let Some(first) = adopters.next().filter(|_| before || behind.is_some()) else {
            return;
        };
        let sort = match behind {
            Some(hit) => {
                span.end = tokens.token_at(hit.span.1);
                ClueSort::Behind
            }
            None => ClueSort::Before,
        };
        span.start -= usize::from(before);
        let clue = |b: &Adopter| self.clue(sort, Says::Body(b.id.clone()), span.clone());
        let both: Vec<Clue> = adopters.map(clue).collect();
        for member in members {
            member.clues.push(clue(first));
            member.both = both.clone();
        }
    }
}
