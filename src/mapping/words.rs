//! What titles and texts are about: their words without endings, rare ones counting more.

use crate::knowledge::{Knowledge, Language};
use crate::model::{Index, PartKind, WorkId};
use regex::Regex;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How alike the titles and the texts of works are, each between 0 (no word in common) and 1.
pub(super) struct Likeness {
    titles: BTreeMap<WorkId, Vector>,
    texts: BTreeMap<WorkId, Vector>,
}

/// Words with their weights, of length 1 taken together; ordered by word.
type Vector = Vec<(u32, f64)>;

/// A title stands in the text's vector as often as this: it is short, and says what the text is about.
const TITLE_COUNTS: usize = 6;

impl Likeness {
    /// Reads the titles and the fullest texts of `works`.
    pub(super) fn new(index: &Index, works: &[WorkId], knowledge: &Knowledge) -> Self {
        let reader = Reader::new(index, knowledge);
        let mut words = Numbers::default();
        let fullest = fullest_texts(index);
        let mut titles = BTreeMap::new();
        let mut texts = BTreeMap::new();
        for id in works {
            let title = reader.words(index.title(id), &mut words);
            let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
            for word in &title {
                *counts.entry(*word).or_default() += TITLE_COUNTS;
            }
            if let Some(text) = fullest.get(id) {
                for provision in &index.texts[*text].provisions {
                    for word in reader.words(&provision.text, &mut words) {
                        *counts.entry(word).or_default() += 1;
                    }
                }
            }
            let set: BTreeSet<u32> = title.into_iter().collect();
            titles.insert(
                id.clone(),
                set.into_iter().map(|w| (w, 1)).collect::<Vec<_>>(),
            );
            texts.insert(id.clone(), counts.into_iter().collect::<Vec<_>>());
        }
        Likeness {
            titles: weighted(titles, false),
            texts: weighted(texts, true),
        }
    }

    /// How alike the titles are.
    pub(super) fn title(&self, a: &WorkId, b: &WorkId) -> f64 {
        product(self.titles.get(a), self.titles.get(b))
    }

    /// How alike the words of the texts are, titles included.
    pub(super) fn text(&self, a: &WorkId, b: &WorkId) -> f64 {
        product(self.texts.get(a), self.texts.get(b))
    }
}

/// Weights words by how rare they are (inverse document frequency), and makes each vector of length 1.
fn weighted(
    counts: BTreeMap<WorkId, Vec<(u32, usize)>>,
    drop_unique: bool,
) -> BTreeMap<WorkId, Vector> {
    let all = counts.len() as f64;
    let mut frequency: BTreeMap<u32, usize> = BTreeMap::new();
    for (word, _) in counts.values().flatten() {
        *frequency.entry(*word).or_default() += 1;
    }
    let rarity = |word: u32| {
        ((all + 1.0) / (frequency[&word] as f64 + 0.5))
            .ln()
            .max(0.0)
    };
    counts
        .into_iter()
        .map(|(id, counts)| {
            let mut vector: Vector = counts
                .into_iter()
                .filter(|(word, _)| !drop_unique || frequency[word] > 1)
                .map(|(word, n)| (word, (1.0 + (n as f64).ln()) * rarity(word)))
                .collect();
            let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
            if length > 0.0 {
                for (_, weight) in &mut vector {
                    *weight /= length;
                }
            }
            (id, vector)
        })
        .collect()
}

fn product(a: Option<&Vector>, b: Option<&Vector>) -> f64 {
    let (Some(a), Some(b)) = (a, b) else {
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

/// Gives words numbers; remembers which word got which, since taking endings off is slow.
#[derive(Default)]
struct Numbers {
    stems: HashMap<String, u32>,
    words: HashMap<String, u32>,
}

impl Numbers {
    fn number(&mut self, word: &str, stemmer: &Stemmer) -> u32 {
        if let Some(number) = self.words.get(word) {
            return *number;
        }
        let next = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
        let number = *self
            .stems
            .entry(stemmer.stem(word).into_owned())
            .or_insert(next);
        self.words.insert(word.to_owned(), number);
        number
    }
}

/// Turns text into words without endings, acronyms written out, a name taken as one word, empty words left out.
struct Reader {
    stemmer: Stemmer,
    stop: BTreeSet<String>,
    names: Vec<String>,
    acronyms: BTreeMap<String, String>,
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
        names.sort_by_key(|n| std::cmp::Reverse(n.len()));
        names.dedup();
        Reader {
            stemmer: Stemmer::create(algorithm(knowledge.titles.language)),
            stop: knowledge.titles.stop.iter().cloned().collect(),
            names,
            acronyms: acronyms(index),
        }
    }

    fn words(&self, text: &str, numbers: &mut Numbers) -> Vec<u32> {
        let mut whole = String::with_capacity(text.len());
        for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let long = self
                .acronyms
                .get(bare)
                .or_else(|| self.acronyms.get(bare.trim_end_matches('s')));
            whole.push_str(long.map_or(bare, String::as_str));
            whole.push(' ');
        }
        let mut lower = whole.to_lowercase();
        lower = lower.split_whitespace().collect::<Vec<_>>().join(" ");
        for (n, name) in self.names.iter().enumerate() {
            // A name is one word: its parts say nothing ("world", "standardization"), the whole does.
            if lower.contains(name.as_str()) {
                lower = lower.replace(name.as_str(), &format!(" name{n} "));
            }
        }
        lower
            .split_whitespace()
            .filter(|w| !self.stop.contains(*w))
            .map(|w| numbers.number(w, &self.stemmer))
            .collect()
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
