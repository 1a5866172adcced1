//! The words of `mappings/`, folded and sorted so that the grammar can ask for them fast.

use super::lex::{Lex, Word, WordMap, WordSet, fold_phrase, squeeze};
use super::places::Places;
use super::terms::Terms;
use crate::knowledge::Knowledge;
use crate::model::Kind;
use std::collections::{BTreeSet, HashMap};

/// The first word of a phrase, folded, and the second if there is one.
pub(super) type Opening<'a> = (&'a [u8], Option<&'a [u8]>);

pub(super) fn opening(phrase: &[String]) -> Option<Opening<'_>> {
    let second = phrase.get(1).map(|w| w.as_bytes());
    Some((phrase.first()?.as_bytes(), second))
}

/// Phrases that mean the same, the longest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    phrases: Vec<Vec<String>>,
    first: WordSet,
}

impl Phrases {
    pub(super) fn new(phrases: &[String]) -> Self {
        let mut phrases: Vec<Vec<String>> = phrases.iter().map(|p| fold_phrase(p)).collect();
        phrases.retain(|p| !p.is_empty());
        phrases.sort_by_key(|p| std::cmp::Reverse(p.len()));
        let first = phrases.iter().map(|p| p[0].clone().into_bytes()).collect();
        Phrases { phrases, first }
    }

    /// The end of the longest of them that stands at `at`.
    pub(super) fn at(&self, lex: Lex, at: usize) -> Option<usize> {
        let word = lex.word(at)?;
        if !self.first.contains(word.key()) {
            return None;
        }
        self.phrases
            .iter()
            .filter(|p| word.is(&p[0]))
            .find_map(|p| lex.phrase(at, p))
    }

    /// How they begin.
    pub(super) fn openings(&self) -> impl Iterator<Item = Opening<'_>> {
        self.phrases.iter().filter_map(|p| opening(p))
    }

    /// True where a phrase begins with the word.
    pub(super) fn holds(&self, word: &Word) -> bool {
        self.first.contains(word.key())
    }

    /// The beginning of one of them that ends at `end`.
    pub(super) fn before(&self, lex: Lex, end: usize) -> Option<usize> {
        let word = lex.word_before(end)?;
        self.phrases
            .iter()
            .filter(|p| p.last().is_some_and(|last| word.is(last)))
            .find_map(|p| phrase_before(lex, end, p))
    }
}

/// A word that says which kind of text is named.
#[derive(Clone, Copy, Debug)]
pub(super) struct KindWord {
    pub(super) kind: Kind,
    /// Several texts; unknown for abbreviations.
    pub(super) many: Option<bool>,
    /// An abbreviation.
    pub(super) short: bool,
}

#[derive(Clone, Debug)]
pub(super) struct BodyName {
    pub(super) words: Vec<String>,
    pub(super) body: String,
}

/// Everything of `mappings/` that the grammar asks for.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    kinds: WordMap<KindWord>,
    pub(super) revised: Phrases,
    pub(super) amended: Phrases,
    pub(super) and: Phrases,
    pub(super) through: Phrases,
    pub(super) of: Phrases,
    pub(super) number: Phrases,
    pub(super) this: Phrases,
    /// The longest first.
    names: Vec<BodyName>,
    first: WordSet,
    last: WordSet,
    gatherings: WordSet,
    /// Squeezed conference mark → body, year.
    marks: HashMap<String, (String, u16)>,
    /// What stands between kind and number ("ITU-R"), squeezed → body.
    pub(super) prefixes: Vec<(String, String)>,
    adopts: HashMap<String, Vec<Kind>>,
    /// The bodies under which a Sector's study groups work.
    pub(super) of_sectors: Vec<String>,
    pub(super) places: Places,
    pub(super) terms: Terms,
}

impl Vocabulary {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let words = &knowledge.forms.words;
        let mut vocabulary = Vocabulary {
            kinds: kind_words(knowledge),
            revised: Phrases::new(&words.revised),
            amended: Phrases::new(&words.amended),
            and: Phrases::new(&words.and),
            through: Phrases::new(&words.through),
            of: Phrases::new(&words.of),
            number: Phrases::new(&words.number),
            this: Phrases::new(&words.this),
            names: Vec::new(),
            first: WordSet::default(),
            last: WordSet::default(),
            gatherings: WordSet::default(),
            marks: HashMap::new(),
            prefixes: Vec::new(),
            adopts: HashMap::new(),
            of_sectors: Vec::new(),
            places: Places::new(knowledge),
            terms: Terms::new(knowledge),
        };
        vocabulary.add_bodies(knowledge);
        vocabulary
    }

    fn add_bodies(&mut self, knowledge: &Knowledge) {
        for body in &knowledge.bodies {
            self.adopts.insert(body.id.clone(), body.adopts.clone());
            if body.series {
                continue;
            }
            for name in body.names.iter().chain(&body.short) {
                let words = fold_phrase(name);
                if !words.is_empty() {
                    let body = body.id.clone();
                    self.names.push(BodyName { words, body });
                }
            }
            for word in &body.gathering {
                self.gatherings
                    .extend(fold_phrase(word).into_iter().map(String::into_bytes));
            }
            if body.sector.is_some() {
                self.of_sectors.push(body.id.clone());
            }
            let sector = body.sector.iter();
            for prefix in body.prefix.iter().chain(sector) {
                let squeezed = squeeze(prefix);
                if !self.prefixes.iter().any(|(p, _)| *p == squeezed) {
                    self.prefixes.push((squeezed, body.id.clone()));
                }
            }
        }
        self.names.sort_by_key(|n| std::cmp::Reverse(n.words.len()));
        for name in &self.names {
            self.first
                .extend(name.words.first().cloned().map(String::into_bytes));
            self.last
                .extend(name.words.last().cloned().map(String::into_bytes));
        }
        for conference in &knowledge.conferences {
            for mark in conference.folded_marks() {
                let body = self.adopting(&conference.body, &conference.mark);
                self.marks.entry(mark).or_insert((body, conference.year));
            }
        }
    }

    /// The body whose texts carry the mark: a WARC's are those of the WRC.
    fn adopting(&self, body: &str, mark: &str) -> String {
        if self.adopts.contains_key(body) {
            return body.to_owned();
        }
        let head = fold_phrase(mark).into_iter().next().unwrap_or_default();
        self.names
            .iter()
            .find(|n| n.words.len() == 1 && n.words[0] == head)
            .map_or_else(|| body.to_owned(), |n| n.body.clone())
    }

    /// How every phrase begins at which a mention may be found.
    pub(super) fn openings(&self) -> BTreeSet<Opening<'_>> {
        let mut openings = self.terms.openings();
        openings.extend(self.kinds.keys().map(|w| (w.as_slice(), None)));
        openings
    }

    pub(super) fn kind(&self, word: &Word) -> Option<KindWord> {
        self.kinds.get(word.key()).copied()
    }

    pub(super) fn adopts(&self, body: &str, kind: Kind) -> bool {
        self.adopts
            .get(body)
            .is_some_and(|kinds| kinds.contains(&kind))
    }

    pub(super) fn is_gathering(&self, word: &Word) -> bool {
        self.gatherings.contains(word.key())
    }

    /// The body whose name begins at `at`, and where the name ends.
    pub(super) fn body_at(&self, lex: Lex, at: usize) -> Option<(&str, usize)> {
        let word = lex.word(at)?;
        if !self.first.contains(word.key()) {
            return None;
        }
        self.names
            .iter()
            .filter(|n| word.is(&n.words[0]))
            .find_map(|n| Some((n.body.as_str(), lex.phrase(at, &n.words)?)))
    }

    /// The body whose name ends at `end`, and where the name begins.
    pub(super) fn body_before(&self, lex: Lex, end: usize) -> Option<(&str, usize)> {
        let word = lex.word_before(end)?;
        if !self.last.contains(word.key()) {
            return None;
        }
        self.names
            .iter()
            .filter(|n| n.words.last().is_some_and(|last| word.is(last)))
            .find_map(|n| Some((n.body.as_str(), phrase_before(lex, end, &n.words)?)))
    }

    /// A conference mark at `at` ("WTSA-16", "WRC-2000", "WARC Mob-87"): body, year, end.
    pub(super) fn mark_at(&self, lex: Lex, at: usize) -> Option<(&str, u16, usize)> {
        let word = lex.word(at)?;
        if !self.first.contains(word.key()) {
            return None;
        }
        let mut squeezed = word.text().to_owned();
        let mut here = word.end;
        for _ in 0..2 {
            let mut next = lex.soft_gap(here)?;
            while let Some(past) = lex.hyphen(next) {
                next = lex.soft_gap(past)?;
            }
            if let Some(end) = lex.digits(next) {
                let digits = &lex.text[next..end];
                if digits.len() != 2 && digits.len() != 4 || lex.word(end).is_some() {
                    return None;
                }
                squeezed.push_str(digits);
                if let Some((body, year)) = self.marks.get(&squeezed) {
                    return Some((body, *year, end));
                }
                let (body, past) = self.body_at(lex, at)?;
                let year = session_year(digits)?;
                // "Council 2016" is a session as well as "Council-16"; "Council 16" is not.
                let joined = lex.text[past..next].chars().any(super::lex::is_hyphen);
                return (joined || digits.len() == 4).then_some((body, year, end));
            }
            let second = lex.word(next)?;
            squeezed.push_str(second.text());
            here = second.end;
        }
        None
    }

    /// A conference mark that ends at `end`: body, year, beginning.
    pub(super) fn mark_before(&self, lex: Lex, end: usize) -> Option<(&str, u16, usize)> {
        let bytes = lex.bytes();
        let digits = bytes[..end]
            .iter()
            .rev()
            .take(5)
            .take_while(|b| b.is_ascii_digit())
            .count();
        if digits != 2 && digits != 4 {
            return None;
        }
        let mut here = end - digits;
        for _ in 0..2 {
            while let Some(c) = lex.char_before(here).filter(|c| super::lex::is_hyphen(*c)) {
                here -= c.len_utf8();
            }
            here = lex.gap_before(here)?;
            while let Some(c) = lex.char_before(here).filter(|c| super::lex::is_hyphen(*c)) {
                here -= c.len_utf8();
            }
            let word = lex.word_before(here)?;
            if let Some((body, year, stop)) = self.mark_at(lex, word.start)
                && stop == end
            {
                return Some((body, year, word.start));
            }
            here = word.start;
        }
        None
    }
}

/// `16` → 2016, `92` → 1992, `2016` → 2016.
fn session_year(digits: &str) -> Option<u16> {
    let number: u16 = digits.parse().ok()?;
    match digits.len() {
        2 if number >= 60 => Some(1900 + number),
        2 => Some(2000 + number),
        _ => (1860..=2100).contains(&number).then_some(number),
    }
}

/// The beginning of `phrase` where it ends at `end`.
fn phrase_before(lex: Lex, end: usize, phrase: &[String]) -> Option<usize> {
    let mut here = end;
    for (i, wanted) in phrase.iter().rev().enumerate() {
        if i > 0 {
            here = lex.gap_before(here)?;
            while let Some(c) = lex
                .char_before(here)
                .filter(|c| super::lex::is_hyphen(*c) || "/'’.".contains(*c))
            {
                here = lex.gap_before(here - c.len_utf8())?;
            }
        }
        let word = lex.word_before(here)?;
        if !word.is(wanted) {
            return None;
        }
        here = word.start;
    }
    Some(here)
}

fn kind_words(knowledge: &Knowledge) -> WordMap<KindWord> {
    let mut kinds = WordMap::default();
    for entry in &knowledge.forms.kinds {
        let sorts = [
            (&entry.words, Some(false), false),
            (&entry.many, Some(true), false),
            (&entry.short, None, true),
        ];
        for (words, many, short) in sorts {
            for word in words.iter().flat_map(|w| fold_phrase(w)) {
                let kind = entry.kind;
                kinds.insert(word.into_bytes(), KindWord { kind, many, short });
            }
        }
    }
    kinds
}
