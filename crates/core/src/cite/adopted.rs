//! Texts that a body adopts under a number of its own: "Resolutions 32, 44 and 54 (Rev. Hammamet, 2016) of
//! WTSA". One phrase, read from its kind word.

mod around;
mod behind;
mod list;
mod organs;
mod start;
mod subject;
mod written;

use super::edition::EditionFound;
use super::lex::Lex;
use super::number::{self, Number};
use super::terms::KindWord;
use super::vocabulary::Vocabulary;
use super::words::Word;
use crate::model::{BodyMark, Kind, Mention, MentionForm, Slip, Span, Written};
use start::ToNumber;

/// More members than any list has.
const MEMBERS: usize = 64;

/// One text of the list.
#[derive(Clone)]
struct Member {
    number: Number,
    body: Option<(String, BodyMark)>,
    /// Another body that the phrase names, too.
    against: Option<String>,
    year: Option<u16>,
    edition: Option<EditionFound>,
    slips: Vec<Slip>,
}

/// What stands before the kind word.
#[derive(Default)]
struct Prefix {
    start: Option<usize>,
    body: Option<String>,
    year: Option<u16>,
    /// The body is told by its Sector: "ITU-R Resolution 7".
    of_sector: bool,
    /// Organs of others are called so, too.
    generic: bool,
    /// The body before adopts no such texts.
    foreign: bool,
    /// Who is named before and is none of the bodies.
    elsewhere: Option<Owner>,
}

/// Somebody else, whose text a phrase names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// An organ or an organisation.
    Organ,
    /// What has a capital: it may be part of a body's name that is written in an unknown way.
    Named,
}

/// The phrase whose kind word is `word`, if it names a text by its number. `floor` is the end of the phrase before.
pub(super) fn mention(
    lex: Lex,
    words: &Vocabulary,
    word: &Word,
    entry: KindWord,
    floor: usize,
) -> Option<Mention> {
    let mut parse = Parse {
        lex,
        words,
        kind: entry.kind,
    };
    let first = parse.to_number(word, entry)?;
    if first.broken && parse.is_label(first.at, word) {
        return None;
    }
    let number = parse.number(first.at)?;
    if words.this.before(lex, parse.before(word.start)?).is_some()
        && entry.many != Some(true)
        && first.broken
    {
        return None;
    }
    let prefix = parse.prefix(word, floor);
    if prefix.foreign {
        return None;
    }
    let (mut members, mut end) = parse.members(number, first, entry, &prefix);
    let start = prefix.start.unwrap_or(word.start);
    let mut lost = false;
    match parse.thereof(end, start) {
        Some(Ok(suffix)) => {
            end = suffix.end;
            parse.take_suffix(&mut members, &suffix, entry, &prefix);
        }
        Some(Err(stop)) => (end, lost) = (stop, true),
        None => {}
    }
    if entry.short && !parse.abbreviation_counts(word, &prefix, &members) {
        return None;
    }
    let named = prefix.body.is_some()
        || members
            .iter()
            .any(|m| m.body.is_some() || m.edition.is_some());
    if entry.kind.is_series() && !named {
        return None;
    }
    if prefix.body.is_none() && parse.counts(&members, end) {
        return None;
    }
    let mut mention = Mention {
        span: Span::new(start, end),
        form: MentionForm::Cited,
        written: written::written(entry.kind, members, &prefix),
    };
    if !named {
        parse.each_sector(word, floor, &mut mention);
        if prefix.elsewhere.is_none() {
            parse.take_subject(word, &mut mention.written);
        }
    }
    let behind = parse.owner_behind(end);
    // "Council Resolution 5 of ICAO"
    if behind == Some(Owner::Organ) && prefix.generic {
        mention.written.iter_mut().for_each(|w| w.body = None);
    }
    let owner = prefix.elsewhere.or(behind);
    let owner = owner.or(lost.then_some(Owner::Organ));
    let dated = |w: &Written| w.edition.place.is_some() || w.edition.mark.is_some();
    let dated = mention.written.iter().any(dated);
    if owner == Some(Owner::Organ) || owner.is_some() && !dated {
        for written in mention.written.iter_mut().filter(|w| w.body.is_none()) {
            written.elsewhere = true;
        }
    }
    Some(mention)
}

/// A resolution by its symbol as a document, which begins with `word`: "A/RES/70/125".
pub(super) fn by_symbol(lex: Lex, words: &Vocabulary, word: &Word) -> Option<Mention> {
    let rest = &lex.text[word.start..];
    let mut symbols = words.symbols.iter();
    let (symbol, body) = symbols.find(|(symbol, _)| rest.starts_with(symbol.as_str()))?;
    if lex
        .char_before(word.start)
        .is_some_and(|c| c.is_alphanumeric() || c == '/')
    {
        return None;
    }
    let parse = Parse {
        lex,
        words,
        kind: Kind::main(),
    };
    let number = number::number(lex, word.start + symbol.len())?;
    let edition = parse.edition(number.span.end, Some(body));
    let end = edition.as_ref().map_or(number.span.end, |e| e.end);
    let member = Member {
        number,
        body: Some((body.clone(), BodyMark::Prefix)),
        against: None,
        year: None,
        edition,
        slips: Vec::new(),
    };
    Some(Mention {
        span: Span::new(word.start, end),
        form: MentionForm::Cited,
        written: written::written(Kind::main(), vec![member], &Prefix::default()),
    })
}

struct Parse<'a> {
    lex: Lex<'a>,
    words: &'a Vocabulary,
    kind: Kind,
}

impl Parse<'_> {
    /// "the respective Resolution 1", "Resolution 1 of each Sector": one of each body.
    fn each_sector(&self, word: &Word, floor: usize, mention: &mut Mention) {
        let (lex, terms) = (self.lex, &self.words.terms);
        let before = lex
            .gap_before(word.start)
            .and_then(|at| terms.each.before(lex, at))
            .filter(|start| *start >= floor);
        let behind = lex
            .soft_gap(mention.span.end)
            .and_then(|at| terms.each_behind.at(lex, at));
        if before.is_none() && behind.is_none() {
            return;
        }
        mention.span.start = before.unwrap_or(mention.span.start);
        mention.span.end = behind.unwrap_or(mention.span.end);
        let mark = if behind.is_some() {
            BodyMark::Suffix
        } else {
            BodyMark::Prefix
        };
        for written in std::mem::take(&mut mention.written) {
            for body in self
                .words
                .of_sectors
                .iter()
                .filter(|b| self.words.adopts(b, self.kind))
            {
                mention.written.push(Written {
                    body: Some((body.as_str().into(), mark)),
                    ..written.clone()
                });
            }
        }
    }

    /// Where what stands before `at` ends.
    fn before(&self, at: usize) -> Option<usize> {
        Some(self.lex.gap_before(at).unwrap_or(at))
    }

    /// True where a single number, which ends at `end`, counts what stands behind it: "a decision 5 years ago".
    fn counts(&self, members: &[Member], end: usize) -> bool {
        let lex = self.lex;
        let [member] = members else { return false };
        let next = lex.gap(end).end;
        member.number.span.end == end
            && lex
                .word(next)
                .is_some_and(|w| self.words.terms.units.contains(&w))
    }

    /// True where the number at `at`, on a line of its own, is the label of an item: "1⇥that …", "2) …".
    fn is_label(&self, at: usize, word: &Word) -> bool {
        let Some(end) = self.lex.digits(at) else {
            return false;
        };
        matches!(self.lex.byte(end), b'\t' | b')')
            || self.lex.byte(end) == b'.' && !self.lex.byte(end + 1).is_ascii_alphanumeric()
            || !word.capital && self.is_item(end)
    }

    /// True where an item's text begins at `at`, behind its number: "⇥that", ") to", " to".
    fn is_item(&self, at: usize) -> bool {
        let lex = self.lex;
        let next = lex.gap(at).end;
        let small = |w: &Word| {
            let part_of_phrase = [&self.words.of, &self.words.and]
                .into_iter()
                .any(|p| p.holds(w));
            !w.capital && !part_of_phrase
        };
        matches!(lex.byte(at), b')' | b'\t')
            || next > at && lex.word(next).as_ref().is_some_and(small)
    }

    /// An abbreviation is one only where something beside it says so: "op. 5" may be anything.
    fn abbreviation_counts(&self, word: &Word, prefix: &Prefix, members: &[Member]) -> bool {
        let dotted = self.lex.byte(word.end) == b'.';
        let named = prefix.body.is_some()
            || members
                .iter()
                .any(|m| m.body.is_some() || m.edition.is_some());
        match self.kind {
            kind if kind.is_main() => {
                // "res. 2065 (XX)", "res. 31/49"
                let session = |m: &Member| m.number.text.contains(['/', '(']);
                named || word.capital || dotted && members.iter().all(session)
            }
            _ => named && word.capital && dotted,
        }
    }
}
