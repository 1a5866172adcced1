//! What titles and texts are about: their words without endings, rare ones counting more.

use crate::knowledge::{Knowledge, Language};
use crate::model::{Index, PartKind, WorkId};
use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use regex::Regex;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// How alike the titles and the texts of works are, each between 0 (no word in common) and 1. Works go by
/// their place in the list that it was made of.
pub(super) struct Likeness {
    titles: Space,
    texts: Space,
}

/// Words with their weights, of length 1 taken together; ordered by word.
type Vector = Vec<(u32, f64)>;

/// A title stands in the text's vector as often as this: it is short, and says what the text is about.
const TITLE_COUNTS: usize = 6;

impl Likeness {
    /// Reads the titles and the fullest texts of `works`.
    pub(super) fn new(index: &Index, works: &[WorkId], knowledge: &Knowledge) -> Self {
        let reader = Reader::new(index, knowledge);
        let fullest = fullest_texts(index);
        let read: Vec<(Counts, Counts)> = works
            .par_iter()
            .map(|id| {
                let (mut title, mut text) = (Counts::default(), Counts::default());
                reader.words(index.title(id), &mut title);
                let provisions = fullest.get(id).map(|text| &index.texts[*text].provisions);
                for provision in provisions.into_iter().flatten() {
                    reader.words(&provision.text, &mut text);
                }
                (title, text)
            })
            .collect();
        let mut words = Numbers::new(knowledge.titles.language);
        let mut titles = Vec::with_capacity(works.len());
        let mut texts = Vec::with_capacity(works.len());
        for (title, text) in read {
            let title = words.numbered(title);
            let often = title.iter().map(|(word, n)| (*word, n * TITLE_COUNTS));
            texts.push(summed(
                words.numbered(text).into_iter().chain(often).collect(),
            ));
            titles.push(title.into_iter().map(|(word, _)| (word, 1)).collect());
        }
        Likeness {
            titles: Space::new(titles, words.len(), false),
            texts: Space::new(texts, words.len(), true),
        }
    }

    /// How alike the titles of two works are.
    pub(super) fn title(&self, a: usize, b: usize) -> f64 {
        self.titles.product(a, b)
    }

    /// How alike the words of the texts of two works are, titles included.
    pub(super) fn text(&self, a: usize, b: usize) -> f64 {
        self.texts.product(a, b)
    }

    /// How alike the title of `a` is with that of each work.
    pub(super) fn titles(&self, a: usize) -> Vec<f64> {
        self.titles.products(a)
    }

    /// How alike the words of the text of `a` are with those of each work.
    pub(super) fn texts(&self, a: usize) -> Vec<f64> {
        self.texts.products(a)
    }
}

/// Counts of the same word taken together, in the order of the words.
fn summed(mut counts: Vec<(u32, usize)>) -> Vec<(u32, usize)> {
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

/// Vectors of works, and for each word the works that have it.
struct Space {
    vectors: Vec<Vector>,
    holders: Vec<Vec<(u32, f64)>>,
}

impl Space {
    /// Weights the `counts` of words by how rare they are among the works (inverse document frequency), and
    /// makes each vector of length 1. `words`: how many there are.
    fn new(counts: Vec<Vec<(u32, usize)>>, words: usize, drop_unique: bool) -> Self {
        let all = counts.len() as f64;
        let mut frequency = vec![0usize; words];
        for (word, _) in counts.iter().flatten() {
            frequency[*word as usize] += 1;
        }
        let rarity = |word: u32| {
            ((all + 1.0) / (frequency[word as usize] as f64 + 0.5))
                .ln()
                .max(0.0)
        };
        let vectors: Vec<Vector> = counts
            .into_par_iter()
            .map(|counts| {
                let mut vector: Vector = counts
                    .into_iter()
                    .filter(|(word, _)| !drop_unique || frequency[*word as usize] > 1)
                    .map(|(word, n)| (word, (1.0 + (n as f64).ln()) * rarity(word)))
                    .collect();
                let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
                if length > 0.0 {
                    for (_, weight) in &mut vector {
                        *weight /= length;
                    }
                }
                vector
            })
            .collect();
        let mut holders = vec![Vec::new(); words];
        for (work, vector) in (0u32..).zip(&vectors) {
            for (word, weight) in vector {
                holders[*word as usize].push((work, *weight));
            }
        }
        Space { vectors, holders }
    }

    /// The products of one vector with all, by way of the words that it has.
    fn products(&self, a: usize) -> Vec<f64> {
        let mut out = vec![0.0; self.vectors.len()];
        for (word, weight) in self.vectors.get(a).into_iter().flatten() {
            for (work, other) in &self.holders[*word as usize] {
                out[*work as usize] += weight * other;
            }
        }
        out
    }

    fn product(&self, a: usize, b: usize) -> f64 {
        let (Some(a), Some(b)) = (self.vectors.get(a), self.vectors.get(b)) else {
            return 0.0;
        };
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].0.cmp(&b[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += a[i].1 * b[j].1;
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }
}

/// For each work its text with the most words.
pub(super) fn fullest_texts(index: &Index) -> BTreeMap<WorkId, usize> {
    let mut best: BTreeMap<WorkId, (usize, usize)> = BTreeMap::new();
    for (n, text) in index.texts.iter().enumerate() {
        let Some(id) = &text.work else { continue };
        let size: usize = text.provisions.iter().map(|p| p.text.len()).sum();
        let entry = best.entry(id.clone()).or_insert((n, size));
        if size > entry.1 {
            *entry = (n, size);
        }
    }
    best.into_iter().map(|(id, (n, _))| (id, n)).collect()
}

/// Gives words numbers, the same to words that differ in their endings; remembers which word got which, since
/// taking endings off is slow.
struct Numbers {
    stemmer: Stemmer,
    stems: FxHashMap<String, u32>,
    words: FxHashMap<String, u32>,
}

impl Numbers {
    fn new(language: Language) -> Self {
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

    fn numbered(&mut self, counts: Counts) -> Vec<(u32, usize)> {
        let counts = counts.in_order().into_iter();
        summed(counts.map(|(word, n)| (self.number(&word), n)).collect())
    }

    fn len(&self) -> usize {
        self.stems.len()
    }
}

/// How often each word stands in a text.
#[derive(Default)]
struct Counts(FxHashMap<String, (usize, usize)>);

impl Counts {
    fn add(&mut self, word: &str) {
        let next = self.0.len();
        match self.0.get_mut(word) {
            Some((_, count)) => *count += 1,
            None => {
                self.0.insert(word.to_owned(), (next, 1));
            }
        }
    }

    /// The words in the order in which they first came.
    fn in_order(self) -> Vec<(String, usize)> {
        let mut words: Vec<(String, (usize, usize))> = self.0.into_iter().collect();
        words.sort_unstable_by_key(|(_, (first, _))| *first);
        words
            .into_iter()
            .map(|(word, (_, count))| (word, count))
            .collect()
    }
}

/// Turns text into words in lower case, acronyms written out, a name taken as one word, empty words left out.
struct Reader {
    stop: FxHashSet<String>,
    /// The longest where several begin at one place.
    names: Option<AhoCorasick>,
    acronyms: FxHashMap<String, String>,
}

impl Reader {
    fn new(index: &Index, knowledge: &Knowledge) -> Self {
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
            acronyms: acronyms(index).into_iter().collect(),
        }
    }

    /// Counts the words of `text` into `counts`.
    fn words(&self, text: &str, counts: &mut Counts) {
        let mut lower = String::with_capacity(text.len() + 16);
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
        {
            let long = if word.starts_with(char::is_uppercase) {
                let singular = || self.acronyms.get(word.trim_end_matches('s'));
                self.acronyms.get(word).or_else(singular)
            } else {
                None
            };
            if !lower.is_empty() {
                lower.push(' ');
            }
            let word = long.map_or(word, String::as_str);
            if word.is_ascii() {
                let start = lower.len();
                lower.push_str(word);
                lower[start..].make_ascii_lowercase();
            } else {
                lower.push_str(&word.to_lowercase());
            }
        }
        // A name is one word: its parts say nothing ("world", "standardization"), the whole does.
        let mut at = 0;
        for name in self.names.iter().flat_map(|n| n.find_iter(&lower)) {
            self.count(&lower[at..name.start()], counts);
            counts.add(&format!("name{}", name.pattern().as_usize()));
            at = name.end();
        }
        self.count(&lower[at..], counts);
    }

    fn count(&self, text: &str, counts: &mut Counts) {
        for word in text.split(' ') {
            if !word.is_empty() && !self.stop.contains(word) {
                counts.add(word);
            }
        }
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

/// The acronyms that the texts explain themselves: "Internet of things (IoT)".
fn acronyms(index: &Index) -> BTreeMap<String, String> {
    let Ok(bracket) = Regex::new(r"\(([A-Z][A-Za-z0-9]{1,7})\)") else {
        return BTreeMap::new();
    };
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    let provisions = index.texts.iter().flat_map(|t| &t.provisions);
    let texts = provisions
        .filter(|p| p.part != PartKind::Annex)
        .map(|p| p.text.as_str())
        .chain(index.texts.iter().filter_map(|t| t.title.as_deref()));
    for text in texts.filter(|t| t.contains('(')) {
        for found in bracket.captures_iter(text) {
            let (Some(whole), Some(short)) = (found.get(0), found.get(1)) else {
                continue;
            };
            let short = short.as_str().trim_end_matches('s');
            if let Some(long) = long_form(short, &text[..whole.start()]) {
                *seen.entry((short.to_owned(), long)).or_default() += 1;
            }
        }
    }
    let mut best: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for ((short, long), count) in seen {
        let entry = best.entry(short).or_insert((0, String::new()));
        if count > entry.0 {
            *entry = (count, long);
        }
    }
    best.into_iter()
        .map(|(short, (_, long))| (short, long))
        .collect()
}

/// The words before the bracket whose first letters are those of the acronym; small words may stand between.
fn long_form(short: &str, before: &str) -> Option<String> {
    let letters: Vec<char> = short
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if letters.len() < 2 || short.chars().filter(|c| c.is_uppercase()).count() < 2 {
        return None;
    }
    let mut left = letters.len();
    let mut words: Vec<String> = Vec::new();
    for word in before
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .rev()
        .filter(|w| !w.is_empty())
    {
        let word = word.to_lowercase();
        if word.starts_with(letters[left - 1]) {
            left -= 1;
            words.push(word);
            if left == 0 {
                words.reverse();
                return Some(words.join(" "));
            }
        } else if word.len() <= 4 && !words.is_empty() && words.len() < 2 * letters.len() {
            words.push(word);
        } else {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_explained_by_the_words_before_them() {
        for (short, before, want) in [
            (
                "IoT",
                "opportunities of the Internet of things ",
                Some("internet of things"),
            ),
            (
                "SME",
                "small and medium-sized enterprises ",
                Some("small and medium-sized enterprises"),
            ),
            ("ABC", "some other words ", None),
            ("X", "x ", None),
        ] {
            assert_eq!(long_form(short, before).as_deref(), want);
        }
    }
}
