//! The words of `mappings/`, folded and sorted so that the grammar can ask for them fast.

use super::lex::Lex;
use super::phrases::{Opening, PhraseMap, Phrases};
use super::places::Places;
use super::terms::{KindWord, Terms};
use super::words::{Word, WordMap, WordSet, fold_phrase, squeeze};
use crate::knowledge::{EditionMarking, Knowledge, Pairs};
use crate::model::Kind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Everything of `mappings/` that the grammar asks for.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    pub(super) revised: Phrases,
    pub(super) amended: Phrases,
    pub(super) and: Phrases,
    pub(super) through: Phrases,
    pub(super) of: Phrases,
    pub(super) from: Phrases,
    pub(super) organs: Phrases,
    pub(super) number: Phrases,
    pub(super) this: Phrases,
    /// The names of the bodies.
    names: PhraseMap<String>,
    /// Those of them that organs of others have too.
    pub(super) generic: Phrases,
    gatherings: WordSet,
    /// Squeezed conference mark → body, year.
    marks: FxHashMap<String, (String, u16)>,
    /// Last word and digits of a mark ("mob87", "app92") → body, year.
    short_marks: FxHashMap<String, (String, u16)>,
    /// Body and the digits of a mark ("WTSA20") → year, whatever the letters of the mark in other languages.
    mark_years: FxHashMap<String, u16>,
    /// What stands between kind and number ("ITU-R"), squeezed → body.
    pub(super) prefixes: Vec<(String, String)>,
    /// How they begin.
    pub(super) prefix_heads: Pairs,
    /// The words of each kind: for one text and for several.
    right_words: Vec<(Kind, String, String)>,
    adopts: FxHashMap<String, Vec<Kind>>,
    /// `A/RES/`, and whose resolutions are called so.
    pub(super) symbols: Vec<(String, String)>,
    /// The letters before the year of a session ("C16"), and whose it is.
    sessions: WordMap<String>,
    /// The bodies that count the versions of their texts.
    pub(super) versions: FxHashSet<String>,
    /// The bodies that mark the editions of their texts by the year alone.
    pub(super) years: FxHashSet<String>,
    /// The bodies under which a Sector's study groups work.
    pub(super) of_sectors: Vec<String>,
    pub(super) places: Places,
    pub(super) terms: Terms,
}

impl Vocabulary {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let words = &knowledge.forms.words;
        let mut vocabulary = Vocabulary {
            revised: Phrases::new(&words.revised),
            amended: Phrases::new(&words.amended),
            and: Phrases::new(&words.and),
            through: Phrases::new(&words.through),
            of: Phrases::new(&words.of),
            from: Phrases::new(&words.from),
            organs: Phrases::new(&words.organs),
            number: Phrases::new(&words.number),
            this: Phrases::new(&words.this),
            names: PhraseMap::of(Vec::new()),
            generic: Phrases::new(&[]),
            gatherings: WordSet::default(),
            marks: FxHashMap::default(),
            short_marks: FxHashMap::default(),
            mark_years: FxHashMap::default(),
            prefixes: Vec::new(),
            prefix_heads: Pairs::default(),
            right_words: right_words(knowledge),
            adopts: FxHashMap::default(),
            symbols: Vec::new(),
            sessions: WordMap::default(),
            versions: FxHashSet::default(),
            years: FxHashSet::default(),
            of_sectors: Vec::new(),
            places: Places::new(knowledge),
            terms: Terms::new(knowledge),
        };
        vocabulary.add_bodies(knowledge);
        vocabulary
    }

    fn add_bodies(&mut self, knowledge: &Knowledge) {
        let mut names = Vec::new();
        let mut generic = Vec::new();
        for body in &knowledge.bodies {
            self.adopts.insert(body.id.to_string(), body.adopts.clone());
            if body.series {
                continue;
            }
            if body.editions == EditionMarking::Year {
                self.years.insert(body.id.to_string());
            }
            if body.editions == EditionMarking::Version {
                self.versions.insert(body.id.to_string());
            }
            let of_body = body.names.iter().chain(&body.short);
            names.extend(of_body.map(|name| (fold_phrase(name), body.id.to_string())));
            for letters in body.session.iter().flat_map(|s| fold_phrase(s)) {
                self.sessions.insert(&letters, body.id.to_string());
            }
            let symbol = body.symbol.iter().map(|s| (s.clone(), body.id.to_string()));
            self.symbols.extend(symbol);
            generic.extend_from_slice(&body.generic);
            for word in &body.gathering {
                fold_phrase(word)
                    .iter()
                    .for_each(|w| self.gatherings.add(w));
            }
            if body.sector.is_some() {
                self.of_sectors.push(body.id.to_string());
            }
            let sector = body.sector.iter();
            for prefix in body.prefix.iter().chain(sector) {
                let squeezed = squeeze(prefix);
                // A gap may stand behind the first letter.
                self.prefix_heads.add(squeezed.bytes());
                self.prefix_heads.add(squeezed.bytes().take(1));
                if !self.prefixes.iter().any(|(p, _)| *p == squeezed) {
                    self.prefixes.push((squeezed, body.id.to_string()));
                }
            }
        }
        self.names = PhraseMap::of(names);
        self.generic = Phrases::new(&generic);
        for conference in &knowledge.conferences {
            for mark in conference.folded_marks() {
                let body = self.adopting(&conference.body, &conference.mark);
                let digits = mark.trim_start_matches(|c: char| !c.is_ascii_digit());
                let key = format!("{body}{digits}");
                if let Some(second) = fold_phrase(&conference.mark).pop() {
                    let second = format!("{second}{digits}");
                    let said = (body.clone(), conference.year);
                    self.short_marks.entry(second).or_insert(said);
                }
                self.mark_years.entry(key).or_insert(conference.year);
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
        let named = self.names.find(Lex { text: &head }, 0);
        let named = named.filter(|(_, end)| *end == head.len());
        named.map_or_else(|| body.to_owned(), |(name, _)| name.clone())
    }

    /// How every phrase begins at which a mention may be found.
    pub(super) fn openings(&self) -> BTreeSet<Opening<'_>> {
        self.terms.openings()
    }

    pub(super) fn kind(&self, word: &Word) -> Option<KindWord> {
        self.terms.opens(word).kind
    }

    /// The right spelling of a misspelt word that says which kind of text is named.
    pub(super) fn right_word(&self, entry: KindWord) -> &str {
        let kind = self
            .right_words
            .iter()
            .find(|(kind, _, _)| *kind == entry.kind);
        kind.map_or(
            "",
            |(_, one, many)| if entry.many == Some(true) { many } else { one },
        )
    }

    pub(super) fn adopts(&self, body: &str, kind: Kind) -> bool {
        self.adopts
            .get(body)
            .is_some_and(|kinds| kinds.contains(&kind))
    }

    pub(super) fn is_gathering(&self, word: &Word) -> bool {
        self.gatherings.contains(word)
    }

    /// The body whose name begins at `at`, and where the name ends.
    pub(super) fn body_at(&self, lex: Lex, at: usize) -> Option<(&str, usize)> {
        let (body, end) = self.names.find(lex, at)?;
        Some((body, end))
    }

    /// The body whose name ends at `end`, and where the name begins.
    pub(super) fn body_before(&self, lex: Lex, end: usize) -> Option<(&str, usize)> {
        let (body, start) = self.names.find_before(lex, end)?;
        Some((body, start))
    }

    /// The body of the Sector whose name stands at `at`, and where the name ends.
    pub(super) fn sector_of(&self, lex: Lex, at: usize) -> Option<(&str, usize)> {
        let mut prefixes = self.prefixes.iter();
        prefixes.find_map(|(prefix, body)| Some((body.as_str(), lex.squeezed(at, prefix)?)))
    }

    /// A conference mark at `at` ("WTSA-16", "WRC-2000", "WARC Mob-87"): body, year, end.
    pub(super) fn mark_at(&self, lex: Lex, at: usize) -> Option<(&str, u16, usize)> {
        if !self.names.begins(lex, at) {
            return None;
        }
        let word = lex.word(at)?;
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
                let known = self.mark_years.get(&format!("{body}{digits}"));
                let year = known.copied().or_else(|| session_year(digits))?;
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

    /// The last word of a mark with its year at `at`, within the brackets of an edition ("Mob-87"): body, year, end.
    pub(super) fn short_mark_at(&self, lex: Lex, at: usize) -> Option<(&str, u16, usize)> {
        let word = lex.word(at).filter(|w| w.capital)?;
        let start = lex.hyphen(word.end)?;
        let end = lex.digits(start).filter(|end| lex.word(*end).is_none())?;
        let key = format!("{}{}", word.text(), &lex.text[start..end]);
        let (body, year) = self.short_marks.get(&key)?;
        Some((body, *year, end))
    }

    /// A session at `at`, within the brackets of an edition ("C16"): body, year, end.
    pub(super) fn session_at(&self, lex: Lex, at: usize) -> Option<(&str, u16, usize)> {
        let word = lex.word(at).filter(|w| w.capital)?;
        let body = self.sessions.get(&word)?;
        let start = lex.hyphen(word.end).unwrap_or(word.end);
        let end = lex.digits(start)?;
        let year = matches!(end - start, 2 | 4).then(|| session_year(&lex.text[start..end]))??;
        lex.word(end).is_none().then_some((body, year, end))
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

fn right_words(knowledge: &Knowledge) -> Vec<(Kind, String, String)> {
    let first = |words: &[String]| words.first().cloned().unwrap_or_default();
    let kinds = knowledge.forms.kinds.iter();
    kinds
        .map(|k| (k.kind, first(&k.words), first(&k.many)))
        .collect()
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
