//! The words of a text: in lower case and without their endings, acronyms written out, names taken whole.

use super::acronyms::acronyms;
use crate::knowledge::{Knowledge, Language};
use crate::model::Index;
use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The words of a text and how often each stands there; names and acronyms are taken whole.
pub(super) struct Words {
    /// Its words in lower case, one behind the other.
    text: String,
    /// Where each different word stands first, in that order.
    places: Vec<(Range<usize>, usize)>,
    /// The names, by their numbers.
    names: BTreeMap<u32, usize>,
}

/// Turns text into words in lower case, acronyms written out, a name taken as one word, empty words left out.
pub(super) struct Reader {
    special: FxHashMap<String, Special>,
    names: u32,
    acronyms: FxHashMap<String, String>,
    language: Language,
    endings: Vec<String>,
}

/// What is known of a word.
#[derive(Default)]
struct Special {
    /// It says nothing of what a text is about.
    is_empty: bool,
    /// The other words of the names that begin with it, longest first, and the numbers of the names.
    names: Vec<(Vec<String>, u32)>,
}

impl Reader {
    pub(super) fn new(index: &Index, knowledge: &Knowledge) -> Self {
        let bodies = knowledge
            .bodies
            .iter()
            .flat_map(|b| b.names.iter().chain([&b.name]))
            .filter(|n| n.contains(' '));
        let names: BTreeSet<String> = bodies
            .chain(&knowledge.titles.names)
            .map(|n| lower(n))
            .collect();
        let mut special: FxHashMap<String, Special> = FxHashMap::default();
        for word in &knowledge.titles.stop {
            special.entry(word.clone()).or_default().is_empty = true;
        }
        // A name that goes on stands behind its beginning: taken in reverse, the longest comes first.
        for (name, number) in names.iter().rev().zip(0..) {
            let mut words = name.split(' ').map(str::to_owned);
            let first = words.next().unwrap_or_default();
            let begun = &mut special.entry(first).or_default().names;
            begun.push((words.collect(), number));
        }
        Reader {
            special,
            names: u32::try_from(names.len()).unwrap_or(u32::MAX),
            acronyms: acronyms(index)
                .into_iter()
                .map(|(short, long)| (short, lower(&long)))
                .collect(),
            language: knowledge.titles.language,
            endings: knowledge.titles.endings.clone(),
        }
    }

    /// The words of some texts taken together.
    pub(super) fn words<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Words {
        let mut text = String::new();
        let mut all = Vec::new();
        for one in texts {
            push_lower(one, &mut text, &mut all, |word| self.long_form(word));
            // No name goes on in the next text.
            all.push(0..0);
        }
        let mut names = BTreeMap::new();
        let mut places: Vec<(Range<usize>, usize)> = Vec::new();
        let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
        let mut rest = &all[..];
        while let [first, behind @ ..] = rest {
            rest = behind;
            let word = &text[first.clone()];
            let special = self.special.get(word);
            let goes_on = |(words, _): &&(Vec<String>, u32)| {
                behind.len() >= words.len()
                    && words
                        .iter()
                        .zip(behind)
                        .all(|(w, at)| *w == text[at.clone()])
            };
            if let Some((words, name)) = special.and_then(|s| s.names.iter().find(goes_on)) {
                *names.entry(*name).or_default() += 1;
                rest = &behind[words.len()..];
            } else if !word.is_empty() && special.is_none_or(|s| !s.is_empty) {
                let place = *seen.entry(word).or_insert(places.len());
                if place == places.len() {
                    places.push((first.clone(), 0));
                }
                places[place].1 += 1;
            }
        }
        Words {
            text,
            places,
            names,
        }
    }

    /// The word of which `stem` is an adjective ("African" of "Africa"), where both are met; else the stem itself.
    fn root<'s>(&self, stem: &'s str, known: &FxHashSet<&'s str>) -> &'s str {
        let shorter = self
            .endings
            .iter()
            .filter_map(|e| stem.strip_suffix(e.as_str()));
        shorter
            .filter_map(|root| known.get(root).copied())
            .next()
            .unwrap_or(stem)
    }

    /// What the acronym `word`, or its plural, stands for.
    fn long_form(&self, word: &str) -> Option<&str> {
        let singular = || self.acronyms.get(word.trim_end_matches('s'));
        let long = self.acronyms.get(word).or_else(singular);
        long.map(String::as_str)
    }

    /// The words of each text as numbers with how often they stand there, in the order of the numbers; and how many
    /// numbers there are. Words that differ in their endings only have one number, names have the first ones.
    pub(super) fn numbered(&self, texts: &[Words]) -> (Vec<Vec<(u32, usize)>>, usize) {
        let mut different: Vec<&str> = Vec::new();
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        let counts: Vec<Vec<(usize, usize)>> = texts
            .iter()
            .map(|words| {
                let number = |(place, n): &(Range<usize>, usize)| {
                    let word = &words.text[place.clone()];
                    let number = *known.entry(word).or_insert(different.len());
                    if number == different.len() {
                        different.push(word);
                    }
                    (number, *n)
                };
                words.places.iter().map(number).collect()
            })
            .collect();
        // Taking endings off is slow.
        let stems: Vec<_> = different
            .par_iter()
            .map_init(
                || Stemmer::create(algorithm(self.language)),
                |stemmer, word| stemmer.stem(word),
            )
            .collect();
        let known: FxHashSet<&str> = stems.iter().map(AsRef::as_ref).collect();
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let of_word: Vec<u32> = stems
            .iter()
            .map(|stem| {
                let next = u32::try_from(numbers.len()).map_or(u32::MAX, |n| n + self.names);
                *numbers.entry(self.root(stem, &known)).or_insert(next)
            })
            .collect();
        let numbered = texts.par_iter().zip(counts).map(|(words, counts)| {
            let names = words.names.iter().map(|(name, n)| (*name, *n));
            let words = counts.into_iter().map(|(word, n)| (of_word[word], n));
            summed(names.chain(words).collect())
        });
        (numbered.collect(), numbers.len() + self.names as usize)
    }
}

/// The words of `text` in lower case, single spaces between them.
fn lower(text: &str) -> String {
    let mut lower = String::new();
    push_lower(text, &mut lower, &mut Vec::new(), |_| None);
    lower.truncate(lower.trim_end().len());
    lower
}

/// Adds the words of `text` to `lower`, in lower case and each with a space behind it, and their places to `places`;
/// what `long_form` knows another form of, in that form.
fn push_lower<'a>(
    text: &str,
    lower: &mut String,
    places: &mut Vec<Range<usize>>,
    long_form: impl Fn(&str) -> Option<&'a str>,
) {
    let mut rest = text;
    while !rest.is_empty() {
        let (length, capitals) = word_length(rest);
        let (word, behind) = rest.split_at(length);
        rest = &behind[gap_length(behind)..];
        if word.is_empty() {
            continue;
        }
        let start = lower.len();
        // All acronyms have two capitals.
        if capitals >= 2
            && let Some(long) = long_form(word)
        {
            for word in long.split(' ') {
                places.push(lower.len()..lower.len() + word.len());
                lower.push_str(word);
                lower.push(' ');
            }
            continue;
        }
        match word.is_ascii() {
            true => lower.push_str(word),
            false => lower.push_str(&word.to_lowercase()),
        }
        if capitals > 0 {
            lower[start..].make_ascii_lowercase();
        }
        places.push(start..lower.len());
        lower.push(' ');
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

/// Length of the word at the start of `text`, and how many of its letters are capitals of ASCII.
fn word_length(text: &str) -> (usize, usize) {
    let mut capitals = 0;
    for (at, b) in text.bytes().enumerate() {
        match b {
            b'A'..=b'Z' => capitals += 1,
            b'a'..=b'z' | b'0'..=b'9' => {}
            // A letter beyond ASCII may follow.
            0x80.. => {
                let end = text.find(|c: char| !c.is_alphanumeric());
                let end = end.unwrap_or(text.len());
                let behind = text[at..end].bytes().filter(u8::is_ascii_uppercase);
                return (end, capitals + behind.count());
            }
            _ => return (at, capitals),
        }
    }
    (text.len(), capitals)
}

/// Length of what stands before the next word of `text`.
fn gap_length(text: &str) -> usize {
    match text.as_bytes() {
        // Nearly all words are such.
        [b' ', next, ..] if next.is_ascii_alphanumeric() => 1,
        _ => text.find(char::is_alphanumeric).unwrap_or(text.len()),
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
