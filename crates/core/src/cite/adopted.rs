//! Texts that a body adopts under a number of its own: "Resolutions 32, 44 and 54 (Rev. Hammamet, 2016) of
//! WTSA". One phrase, read from its kind word.

mod before;
mod behind;
mod beside;
mod first;
mod list;
mod members;
mod subject;

use super::class::*;
use super::edition::EditionFound;
use super::lexicon::Says as Term;
use super::number::Number;
use super::pattern::Hit;
use super::{Found, Reader};
use crate::knowledge::Body;
use crate::model::{Clue, ClueSort, Kind, Says, Slip, SlipKind, Span, Written};
use std::ops::{Deref, Range};

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
    /// The year of the day that is written behind it.
    dated: Option<u16>,
    slips: Vec<Slip>,
    /// Further bodies: a text of that number of each.
    both: Vec<Clue>,
}

impl Member {
    fn new(number: Number, span: Span) -> Self {
        Member {
            number,
            span,
            clues: Vec::new(),
            year: None,
            edition: None,
            dated: None,
            slips: Vec::new(),
            both: Vec::new(),
        }
    }

    fn slip(&mut self, kind: SlipKind, written: &str) {
        self.slips.push(Slip::new(kind, written, ""));
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

impl<'a> Deref for Phrase<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

/// The texts of a phrase, as far as it is read.
struct List {
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
    let body = reader.body(symbol)?;
    let before = reader.class_before(symbol);
    let alone = matches!(before, 0 | OPEN | ORDINAL_SIGN | HAN | BODY);
    let stuck = reader.is_glued(symbol) && !alone;
    if stuck || !reader.is_glued(symbol + 1) {
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
    let mut list = List {
        members: vec![member],
        start: symbol,
        last: symbol + 1,
    };
    phrase.letters(&mut list);
    phrase.take_edition(&mut list, Some(body));
    members::share_editions(&mut list.members);
    let written = phrase.texts(list.members, None);
    Some(Found::cited(reader, symbol..list.last + 1, written))
}

impl Phrase<'_> {
    fn read(&self) -> Option<Found> {
        let mut list = self.inverted().or_else(|| self.first())?;
        let mut before = self.who_before(list.start);
        if before.as_ref().is_some_and(|named| self.is_foreign(named)) {
            return None;
        }
        self.members(&mut list, before.as_ref().and_then(|named| named.body));
        // Of several numbers nobody says whose each is.
        if list.members.len() == 1 {
            before = before.map(|named| self.of_each(named));
        }
        let (mut own, other) = match before {
            Some(named) if named.clue.says == Says::Other => (None, Some(named.clue)),
            own => (own, None),
        };
        let body = own.as_ref().and_then(|named| named.body);
        let start = own.as_ref().map_or(list.start, |named| named.tokens.start);
        if let Some(thereof) = self.thereof(list.last, start) {
            list.last = thereof.tokens.end - 1;
            self.take_named(&mut list.members, &thereof, body);
        }
        let List {
            mut members, last, ..
        } = list;
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
        if !is_named && own.is_none() && other.is_none() {
            self.take_subject(&mut members, start);
        }
        let behind = self.owner_behind(last);
        // "Council Resolution 5 of ICAO": organs of others have that name too.
        let organ = behind.as_ref().is_some_and(|c| c.sort == ClueSort::Organ);
        if organ && body.is_some() && self.class(start) == GBODY {
            own = None;
        }
        let mut owner = other.or(behind);
        if owner.is_none() && own.is_none() {
            owner = self.beside(&members, &span);
        }
        let mut written = self.texts(members, own);
        let silent = |one: &&mut Written| one.clues.iter().all(|c| c.says == Says::Other);
        let gathering = owner
            .is_none()
            .then(|| self.gathering(start, last))
            .flatten();
        for one in written.iter_mut().filter(silent) {
            one.clues.extend(owner.clone());
            one.gathering = gathering.map(str::to_owned);
        }
        Some(Found::cited(self.reader, span, written))
    }

    /// The gathering without a name that is said to have adopted the texts between these tokens.
    fn gathering(&self, start: usize, last: usize) -> Option<&str> {
        let from = self.floor.max(start.saturating_sub(before::WINDOW));
        let before = || self.before(&self.rules.gathering_before, from, start);
        let hit = self.behind(&self.rules.gathering, last);
        let hit = hit.or_else(|| self.actor(last)).or_else(before)?;
        Some(self.written(hit.at("gathering")?))
    }

    /// The text whose number is that token.
    fn member(&self, token: usize) -> Option<Member> {
        let number = self.number(token)?.clone();
        let written = self.written(token);
        let lookalike = number.lookalike;
        let slip = lookalike.then(|| Slip::new(SlipKind::Homoglyph, written, &number.text));
        let slips = slip.into_iter().collect();
        Some(Member {
            slips,
            ..Member::new(number, self.span(token..token + 1))
        })
    }

    fn clue(&self, sort: ClueSort, says: Says, tokens: Range<usize>) -> Clue {
        let span = self.span(tokens);
        Clue { sort, says, span }
    }

    /// A clue that these tokens give: that body.
    fn clue_of(&self, sort: ClueSort, body: usize, tokens: Range<usize>) -> Clue {
        let says = Says::Body(self.lexicon.bodies[body].id.clone());
        self.clue(sort, says, tokens)
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

    /// Somebody else, whom a pattern finds by a name that is theirs, or one that may be.
    fn somebody(&self, hit: &Hit) -> Option<Named> {
        let organ = hit.get("organ").or(hit.get("abbr"));
        let sort = match organ {
            Some(_) => ClueSort::Organ,
            None => ClueSort::Name,
        };
        Some(self.named(sort, Says::Other, organ.or(hit.get("name"))?))
    }

    /// The body that token `at` names.
    fn named_body(&self, sort: ClueSort, body: usize, at: usize) -> Named {
        let says = Says::Body(self.lexicon.bodies[body].id.clone());
        Named {
            body: Some(body),
            year: self.all[at].year,
            ..self.named(sort, says, at..at + 1)
        }
    }

    /// The conference of the text that it stands in.
    fn named_this(&self, tokens: Range<usize>) -> Named {
        self.named(ClueSort::ThisConference, Says::Citing, tokens)
    }

    /// Slips of the kind word itself.
    fn slips_of_word(&self) -> Vec<Slip> {
        let written = self.written(self.word);
        let right = self.forms.word_of(self.kind, self.class == KINDS);
        let right = right.unwrap_or_default();
        let mut slips = Vec::new();
        if let Term::Kind(_, Some(meant)) = &self.all[self.word].says {
            slips.push(Slip::new(SlipKind::MisspeltWord, written, meant));
        }
        if self.confused(self.word) || written.contains(|c: char| c.is_ascii_digit()) {
            slips.push(Slip::new(SlipKind::Homoglyph, written, right));
        }
        slips
    }

    /// The body that a token names, or the assembly of the Sector, where it adopts such texts.
    fn adopter(&self, token: usize) -> Option<usize> {
        let body = match &self.all[token].says {
            Term::Sector(sector) => self.lexicon.of_sector(sector)?,
            Term::Body(body) => *body,
            _ => return None,
        };
        self.lexicon.adopts(body, self.kind).then_some(body)
    }

    /// Abbreviations are words too: "res. 5", "dec. 5, 2018".
    fn abbreviation_counts(&self, named: bool, body: Option<usize>, members: &[Member]) -> bool {
        let dotted = self.class(self.word + 1) == DOT;
        // "RES12-2" and "PP-22/RES130-4" stand at the foot of a page.
        let versions = self.lexicon.is_versioned(body);
        let paged = !versions && members.iter().any(|m| m.number.version.is_some());
        if self.is_glued(self.word + 1) && !dotted && (!named || paged) {
            return false;
        }
        let capital = !self.is_small(self.word);
        match self.kind {
            // "res. 2065 (XX)", "res. 31/49"
            kind if kind.is_main() => {
                let session = |m: &Member| m.number.class == SESSION;
                named || capital || dotted && members.iter().all(session)
            }
            // "WTSA Dec. 5"; "CM 24-02", where the numbers of some body look so, but not "Dec 1998"
            _ => {
                let shaped = |m: &Member| {
                    m.number.class == SESSION
                        && self.lexicon.is_number_of(self.kind, &m.number.text)
                };
                let capitals = self.written(self.word).chars().all(char::is_uppercase);
                named && capital && dotted || capitals && members.iter().all(shaped)
            }
        }
    }

    /// "a decision 5 years ago": the number counts something.
    fn counts(&self, members: &[Member], last: usize) -> bool {
        let ends = |m: &Member| m.span.end == self.all[last].end;
        let hit = self.behind(&self.rules.counts, last);
        let counts = |hit: Hit| self.class == KINDS || !hit.has("tally");
        matches!(members, [member] if ends(member)) && hit.is_some_and(counts)
    }

    /// "the respective Resolution 1", "Resolution 1 of each Sector": each Sector's assembly has one.
    fn each_sector(&self, members: &mut [Member], span: &mut Range<usize>) {
        let behind = self.behind(&self.rules.each, span.end - 1);
        let before = span.start > self.floor && self.class(span.start - 1) == EACH;
        let adopters = self.lexicon.bodies.iter();
        let mut adopters = adopters.filter(|b| b.sector.is_some() && b.adopts.contains(&self.kind));
        let Some(first) = adopters.next().filter(|_| before || behind.is_some()) else {
            return;
        };
        let sort = match behind {
            Some(hit) => {
                span.end = hit.tokens.end;
                ClueSort::Behind
            }
            None => ClueSort::Before,
        };
        span.start -= usize::from(before);
        let clue = |b: &Body| self.clue(sort, Says::Body(b.id.clone()), span.clone());
        let both: Vec<Clue> = adopters.map(clue).collect();
        for member in members {
            member.clues.push(clue(first));
            member.both = both.clone();
        }
    }
}
