//! Words as numbers, and the clauses written with them.

use super::words::{Editions, for_each_word};
use rayon::prelude::*;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// The words of some clauses that follow each other, as numbers from 1; 0 is no word.
#[derive(Default)]
pub(super) struct Chunk {
    words: Vec<u32>,
    /// Where the words of each clause end.
    ends: Vec<u32>,
}

impl Chunk {
    /// The words of each clause; none of one that is too short to be looked at.
    pub(super) fn clauses(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| &self.words[start as usize..*end as usize])
    }

    /// How many words in all.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }
}

/// The words of `texts` in chunks of `chunk` clauses, and how many different words there are. A clause of
/// fewer than `min_words` has none.
pub(super) fn read<T: AsRef<str> + Sync>(
    texts: &[T],
    chunk: usize,
    min_words: usize,
) -> (Vec<Chunk>, usize) {
    let read: Vec<(Chunk, Dictionary)> = texts
        .par_chunks(chunk)
        .map(|texts| read_chunk(texts, min_words))
        .collect();
    let mut all = Dictionary::default();
    let (mut chunks, mut renumbered) = (Vec::with_capacity(read.len()), Vec::new());
    for (chunk, own) in read {
        chunks.push(chunk);
        renumbered.push(own.words().map(|w| all.number(w)).collect::<Vec<u32>>());
    }
    chunks
        .par_iter_mut()
        .zip(&renumbered)
        .for_each(|(chunk, numbers)| {
            for word in &mut chunk.words {
                *word = numbers[*word as usize - 1];
            }
        });
    (chunks, all.ends.len())
}

/// The clauses of a chunk, with words numbered by the order in which they occur in it.
fn read_chunk<T: AsRef<str>>(texts: &[T], min_words: usize) -> (Chunk, Dictionary) {
    let mut dictionary = Dictionary::default();
    let mut chunk = Chunk::default();
    for text in texts {
        let start = chunk.words.len();
        for_each_word(text.as_ref(), Editions::Drop, |word| {
            chunk.words.push(dictionary.number(word.as_bytes()));
        });
        if chunk.words.len() - start < min_words {
            chunk.words.truncate(start);
        }
        chunk.ends.push(chunk.words.len() as u32);
    }
    chunk.words.shrink_to_fit();
    (chunk, dictionary)
}

/// Numbers for words, without an allocation a word: an open hash table over one run of letters.
#[derive(Default)]
struct Dictionary {
    /// All words, one behind the other.
    letters: Vec<u8>,
    /// Where each word ends.
    ends: Vec<u32>,
    /// For a place in the table the upper half of the word's hash and its number; 0 where none is.
    slots: Vec<(u32, u32)>,
}

impl Dictionary {
    /// The number of a word, a new one for a word not seen so far.
    fn number(&mut self, word: &[u8]) -> u32 {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let (mut at, tag) = self.place(word);
        loop {
            match self.slots[at] {
                (_, 0) => break,
                (other, number) if other == tag && self.word(number) == word => return number,
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
        self.letters.extend_from_slice(word);
        self.ends.push(self.letters.len() as u32);
        let number = self.ends.len() as u32;
        self.slots[at] = (tag, number);
        number
    }

    fn word(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = if number == 1 {
            0
        } else {
            self.ends[number - 2]
        };
        &self.letters[start as usize..self.ends[number - 1] as usize]
    }

    fn words(&self) -> impl Iterator<Item = &[u8]> {
        (1..=self.ends.len() as u32).map(|number| self.word(number))
    }

    /// Where the search for a word begins, and its tag.
    fn place(&self, word: &[u8]) -> (usize, u32) {
        let mut hasher = FxHasher::default();
        hasher.write(word);
        let hash = hasher.finish();
        (hash as usize & (self.slots.len() - 1), (hash >> 32) as u32)
    }

    fn grow(&mut self) {
        self.slots = vec![(0, 0); (self.slots.len() * 2).max(1 << 8)];
        for number in 1..=self.ends.len() as u32 {
            let (mut at, tag) = self.place(self.word(number));
            while self.slots[at].1 != 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = (tag, number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_word_has_the_same_number_in_every_chunk() {
        let texts: Vec<String> = (0..3000)
            .map(|i| format!("w{} w{} w{i}", i % 7, i % 300))
            .collect();
        let (chunks, count) = read(&texts, 100, 0);
        assert_eq!((chunks.len(), count), (30, 3000));
        let mut of_word = vec![0; 3000];
        for (clause, words) in chunks.iter().flat_map(Chunk::clauses).enumerate() {
            for (word, number) in [clause % 7, clause % 300, clause].into_iter().zip(words) {
                let known = &mut of_word[word];
                assert!(*known == 0 || *known == *number, "w{word}");
                *known = *number;
            }
        }
        of_word.sort_unstable();
        assert!(of_word.iter().copied().eq(1..=3000));
    }

    #[test]
    fn short_clauses_have_no_words() {
        let (chunks, _) = read(&["one two", "one two three", ""], 8, 3);
        let lengths: Vec<usize> = chunks[0].clauses().map(<[u32]>::len).collect();
        assert_eq!(lengths, [0, 3, 0]);
    }
}
