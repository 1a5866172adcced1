//! What titles and texts are about: their words without endings, rare ones counting more.

use super::strays::Strays;
use super::words::{Reader, Words, summed};
use crate::knowledge::Knowledge;
use crate::model::{Index, Provision, WorkId};
use rayon::prelude::*;
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
    pub(super) fn new(
        index: &Index,
        works: &[WorkId],
        strays: &Strays,
        knowledge: &Knowledge,
    ) -> Self {
        let reader = Reader::new(index, knowledge);
        let fullest = fullest_texts(index);
        let read: Vec<Words> = works
            .par_iter()
            .flat_map_iter(|id| {
                let text = fullest.get(id).copied();
                let provisions = text.map(|text| &index.texts[text].provisions);
                let own = |p: &&Provision| !strays.has(text, p.span.start);
                let provisions = provisions.into_iter().flatten().filter(own);
                let texts = provisions.map(|p| p.text.as_str());
                [
                    reader.words(std::iter::once(index.title(id))),
                    reader.words(texts),
                ]
            })
            .collect();
        let (numbered, words) = reader.numbered(&read);
        let mut titles = Vec::with_capacity(works.len());
        let mut texts = Vec::with_capacity(works.len());
        for work in numbered.chunks_exact(2) {
            let (title, text) = (&work[0], &work[1]);
            let often = title.iter().map(|(word, n)| (*word, n * TITLE_COUNTS));
            texts.push(summed(text.iter().copied().chain(often).collect()));
            titles.push(title.iter().map(|(word, _)| (*word, 1)).collect());
        }
        Likeness {
            titles: Space::new(titles, words, false),
            texts: Space::new(texts, words, true),
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
