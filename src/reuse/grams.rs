//! Clauses as sets of word n-grams, in the form that the join works on.

use super::words::{Editions, for_each_word};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicU16, Ordering::Relaxed};

/// Clauses a unit of parallel work. A constant, so that the result does not depend on the thread count.
const CHUNK: usize = 8192;

/// Bits of a token that hold the n-gram itself; those above hold its frequency class.
const KEY_BITS: u32 = 58;

/// Counters stop here, so that threads that add at the same moment cannot make one wrap.
const COUNT_CAP: u16 = 60_000;

/// For each clause the set of its n-grams, as numbers that sort by frequency, the rarest first.
///
/// Equal numbers are equal n-grams and the other way round: nothing is hashed away. N-grams that occur once
/// in all clauses are counted, but not stored: nothing can share them.
pub(super) struct Sets {
    tokens: Vec<u64>,
    /// Where the tokens of each clause end.
    ends: Vec<usize>,
    /// How many n-grams each clause has, those not stored included.
    sizes: Vec<u32>,
}

impl Sets {
    /// Reads the n-grams of `texts`; a clause of fewer than `min_words` words gets the empty set. One with
    /// fewer than `n` words, but not too few, is one gram.
    pub(super) fn new(texts: &[&str], n: usize, min_words: usize) -> Sets {
        let words = Words::read(texts, min_words);
        let keys = Keys::new(&words, n.max(1));
        let counts = Counts::new(&words, &keys);
        let chunks: Vec<(Vec<u64>, Vec<u32>, Vec<u32>)> = words
            .chunks
            .par_iter()
            .map(|chunk| {
                let mut tokens = Vec::with_capacity(chunk.words.len());
                let (mut kept, mut sizes) = (Vec::new(), Vec::new());
                let mut set = Vec::new();
                for clause in chunk.clauses() {
                    set.clear();
                    keys.each(clause, |key| set.push(counts.token(key)));
                    set.sort_unstable();
                    set.dedup();
                    let shared = set.partition_point(|t| *t >> KEY_BITS == 0);
                    tokens.extend_from_slice(&set[shared..]);
                    kept.push((set.len() - shared) as u32);
                    sizes.push(set.len() as u32);
                }
                tokens.shrink_to_fit();
                (tokens, kept, sizes)
            })
            .collect();
        drop(words);
        let total = chunks.iter().map(|(tokens, _, _)| tokens.len()).sum();
        let mut sets = Sets {
            tokens: Vec::with_capacity(total),
            ends: Vec::with_capacity(texts.len()),
            sizes: Vec::with_capacity(texts.len()),
        };
        for (tokens, kept, sizes) in chunks {
            let mut end = sets.tokens.len();
            sets.ends.extend(kept.iter().map(|k| {
                end += *k as usize;
                end
            }));
            sets.tokens.extend_from_slice(&tokens);
            sets.sizes.extend_from_slice(&sizes);
        }
        sets
    }

    /// The stored n-grams of a clause, the rarest first.
    pub(super) fn tokens(&self, clause: u32) -> &[u64] {
        let i = clause as usize;
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.tokens[start..self.ends[i]]
    }

    /// How many n-grams the clause has.
    pub(super) fn size(&self, clause: u32) -> u32 {
        self.sizes[clause as usize]
    }

    /// How many clauses.
    pub(super) fn len(&self) -> usize {
        self.sizes.len()
    }
}

/// All words as numbers from 1; 0 stands for "no word" in a gram of too short a clause.
struct Words {
    chunks: Vec<Chunk>,
    vocabulary: usize,
}

/// The words of up to [`CHUNK`] clauses.
struct Chunk {
    words: Vec<u32>,
    ends: Vec<u32>,
}

impl Chunk {
    fn clauses(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| &self.words[start as usize..*end as usize])
    }
}

impl Words {
    fn read(texts: &[&str], min_words: usize) -> Words {
        let read: Vec<(Chunk, Vec<String>)> = texts
            .par_chunks(CHUNK)
            .map(|texts| read_chunk(texts, min_words))
            .collect();
        let mut ids: FxHashMap<String, u32> = FxHashMap::default();
        let mut chunks = Vec::with_capacity(read.len());
        let mut renumbered = Vec::with_capacity(read.len());
        for (chunk, dictionary) in read {
            let of_chunk: Vec<u32> = dictionary
                .into_iter()
                .map(|word| {
                    let next = ids.len() as u32 + 1;
                    *ids.entry(word).or_insert(next)
                })
                .collect();
            chunks.push(chunk);
            renumbered.push(of_chunk);
        }
        chunks
            .par_iter_mut()
            .zip(&renumbered)
            .for_each(|(chunk, ids)| {
                for word in &mut chunk.words {
                    *word = ids[*word as usize];
                }
            });
        Words {
            chunks,
            vocabulary: ids.len(),
        }
    }
}

/// The words of a chunk, numbered by the order in which they occur, and the words themselves.
fn read_chunk(texts: &[&str], min_words: usize) -> (Chunk, Vec<String>) {
    let mut ids: FxHashMap<String, u32> = FxHashMap::default();
    let mut dictionary: Vec<String> = Vec::new();
    let mut chunk = Chunk {
        words: Vec::new(),
        ends: Vec::with_capacity(texts.len()),
    };
    for text in texts {
        let start = chunk.words.len();
        for_each_word(text, Editions::Drop, |word| {
            let id = match ids.get(word) {
                Some(id) => *id,
                None => {
                    let id = dictionary.len() as u32;
                    ids.insert(word.to_owned(), id);
                    dictionary.push(word.to_owned());
                    id
                }
            };
            chunk.words.push(id);
        });
        if chunk.words.len() - start < min_words {
            chunk.words.truncate(start);
        }
        chunk.ends.push(chunk.words.len() as u32);
    }
    chunk.words.shrink_to_fit();
    (chunk, dictionary)
}

/// N-grams as numbers of at most [`KEY_BITS`] bits.
enum Keys {
    /// The words side by side, this many bits each.
    Packed { n: usize, bits: u32 },
    /// Numbered one by one: for vocabularies and lengths that do not fit side by side.
    Numbered {
        n: usize,
        ids: FxHashMap<Box<[u32]>, u64>,
    },
}

impl Keys {
    fn new(words: &Words, n: usize) -> Keys {
        let bits = usize::BITS - words.vocabulary.leading_zeros();
        if bits as usize * n <= KEY_BITS as usize {
            return Keys::Packed { n, bits };
        }
        let mut ids: FxHashMap<Box<[u32]>, u64> = FxHashMap::default();
        for clause in words.chunks.iter().flat_map(Chunk::clauses) {
            for gram in grams(clause, n) {
                if !ids.contains_key(gram) {
                    ids.insert(gram.into(), ids.len() as u64);
                }
            }
        }
        Keys::Numbered { n, ids }
    }

    /// Calls `found` with the number of each n-gram of the clause.
    fn each(&self, clause: &[u32], mut found: impl FnMut(u64)) {
        match self {
            Keys::Packed { n, bits } => {
                for gram in grams(clause, *n) {
                    found(
                        gram.iter()
                            .fold(0, |key, word| key << bits | u64::from(*word)),
                    );
                }
            }
            Keys::Numbered { n, ids } => {
                for gram in grams(clause, *n) {
                    found(ids.get(gram).copied().unwrap_or(0));
                }
            }
        }
    }
}

/// The n-grams of a clause; the whole clause where it is shorter.
fn grams(clause: &[u32], n: usize) -> impl Iterator<Item = &[u32]> {
    let n = n.min(clause.len().max(1));
    clause.windows(n)
}

/// How often n-grams occur. Two may share a counter: that only blurs the order of tokens, which may be any.
struct Counts {
    counters: Vec<AtomicU16>,
}

impl Counts {
    fn new(words: &Words, keys: &Keys) -> Counts {
        let total: usize = words.chunks.iter().map(|c| c.words.len()).sum();
        let size = total.next_power_of_two().clamp(1 << 10, 1 << 25);
        let counts = Counts {
            counters: (0..size).map(|_| AtomicU16::new(0)).collect(),
        };
        words.chunks.par_iter().for_each(|chunk| {
            for clause in chunk.clauses() {
                keys.each(clause, |key| {
                    let counter = counts.counter(key);
                    if counter.load(Relaxed) < COUNT_CAP {
                        counter.fetch_add(1, Relaxed);
                    }
                });
            }
        });
        counts
    }

    fn counter(&self, key: u64) -> &AtomicU16 {
        &self.counters[(scatter(key) >> 32) as usize & (self.counters.len() - 1)]
    }

    /// The n-gram with its frequency class on top: class 0 occurs once in all.
    fn token(&self, key: u64) -> u64 {
        let count = u64::from(self.counter(key).load(Relaxed));
        let class = match count {
            0 | 1 => 0,
            // Two classes an octave are fine enough to tell rare from frequent.
            _ => {
                let octave = u64::from(count.ilog2());
                octave * 2 + (count >> (octave - 1) & 1)
            }
        };
        class << KEY_BITS | key
    }
}

/// Spreads numbers over all 64 bits.
pub(super) fn scatter(key: u64) -> u64 {
    let key = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (key ^ key >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
