//! The words of a text: in lower case and without their endings, acronyms written out, names taken whole.

use super::acronyms::acronyms;
use crate::knowledge::{Knowledge, Language};
use crate::model::Index;
use aho_corasick::{AhoCorasick, MatchKind};
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Gives words numbers, the same to words that differ in their endings; remembers which word got which, since
/// taking endings off is slow.
pub(super) struct Numbers {
    stemmer: Stemmer,
    stems: FxHashMap<String, u32>,
    words: FxHashMap<String, u32>,
}

impl Numbers {
    pub(super) fn new(language: Language) -> Self {
        Numbers {
            stemmer: Stemmer::create(algorithm(language)),
            stems: FxHashMap::default(),
            words: FxHashMap::default(),
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.words.get(word) {
            return *number;
        }
        let next = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
        let stem = self.stemmer.stem(word).into_owned();
        let number = *self.stems.entry(stem).or_insert(next);
        self.words.insert(word.to_owned(), number);
        number
    }

    /// The numbers of the words of a text, each once, with how often it stands there.
    pub(super) fn numbered(&mut self, words: &Words) -> Vec<(u32, usize)> {
        let places = words.places.iter();
        summed(
            places
                .map(|(place, n)| (self.number(&words.text[place.clone()]), *n))
                .collect(),
        )
    }

    pub(super) fn len(&self) -> usize {
        self.stems.len()
    }
}

/// The words of a text, one behind the other, and how often each stands there.
pub(super) struct Words {
    text: String,
    /// Where each different word stands first, in that order.
    places: Vec<(Range<usize>, usize)>,
}

/// Turns text into words in lower case, acronyms written out, a name taken as one word, empty words left out.
pub(super) struct Reader {
    stop: FxHashSet<String>,
    /// The longest where several begin at one place.
    names: Option<AhoCorasick>,
    acronyms: FxHashMap<String, String>,
}

impl Reader {
    pub(super) fn new(index: &Index, knowledge: &Knowledge) -> Self {
        let mut names: Vec<String> = knowledge
            .bodies
            .iter()
            .flat_map(|b| b.names.iter().chain([&b.name]))
            .filter(|n| n.contains(' '))
            .chain(&knowledge.titles.names)
            .map(|n| n.to_lowercase())
            .collect();
        names.sort_unstable();
        names.dedup();
        Reader {
            stop: knowledge.titles.stop.iter().cloned().collect(),
            names: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(&names)
                .ok(),
            acronyms: acronyms(index),
        }
    }

    /// The words of some texts taken together.
    pub(super) fn words<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Words {
        let mut text = String::new();
        let mut lower = String::new();
        for one in texts {
            lower.clear();
            self.lower(one, &mut lower);
            // A name is one word: its parts say nothing ("world", "standardization"), the whole does.
            let mut at = 0;
            for name in self.names.iter().flat_map(|n| n.find_iter(&lower)) {
                text.push_str(&lower[at..name.start()]);
                text.push_str(&format!(" name{} ", name.pattern().as_usize()));
                at = name.end();
            }
            text.push_str(&lower[at..]);
            text.push(' ');
        }
        let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
        let mut at = 0;
        for word in text.split(' ') {
            if !word.is_empty() && !self.stop.contains(word) {
                counts.entry(word).or_insert((at, 0)).1 += 1;
            }
            at += word.len() + 1;
        }
        let place = |(word, (at, n)): (&str, (usize, usize))| (at..at + word.len(), n);
        let mut places: Vec<(Range<usize>, usize)> = counts.into_iter().map(place).collect();
        places.sort_unstable_by_key(|(place, _)| place.start);
        Words { text, places }
    }

    /// Adds the words of `text` to `lower`, in lower case, single spaces between them.
    fn lower(&self, text: &str, lower: &mut String) {
        let mut rest = text;
        while !rest.is_empty() {
            let (word, behind) = rest.split_at(word_length(rest));
            rest = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
            if word.is_empty() {
                continue;
            }
            if !lower.is_empty() {
                lower.push(' ');
            }
            let start = lower.len();
            match self.long_form(word) {
                Some(long) => lower.push_str(long),
                None if word.is_ascii() => lower.push_str(word),
                None => lower.push_str(&word.to_lowercase()),
            }
            lower[start..].make_ascii_lowercase();
        }
    }

    /// What the acronym `word`, or its plural, stands for.
    fn long_form(&self, word: &str) -> Option<&str> {
        // All of them have two capitals.
        if word.bytes().filter(u8::is_ascii_uppercase).count() < 2 {
            return None;
        }
        let singular = || self.acronyms.get(word.trim_end_matches('s'));
        let long = self.acronyms.get(word).or_else(singular);
        long.map(String::as_str)
    }
}

fn algorithm(language: Language) -> Algorithm {
    match language {
        Language::Arabic => Algorithm::Arabic,
        Language::English => Algorithm::English,
        Language::French => Algorithm::French,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Russian => Algorithm::Russian,
        Language::Spanish => Algorithm::Spanish,
    }
}

/// Length of the word at the start of `text`.
fn word_length(text: &str) -> usize {
    let plain = text.bytes().position(|b| !b.is_ascii_alphanumeric());
    match plain {
        // A letter beyond ASCII may follow.
        Some(at) if !text.as_bytes()[at].is_ascii() => text
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(text.len()),
        Some(at) => at,
        None => text.len(),
    }
}

/// Counts of the same word taken together, in the order of the words.
pub(super) fn summed(mut counts: Vec<(u32, usize)>) -> Vec<(u32, usize)> {
    counts.sort_unstable();
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    counts
}
