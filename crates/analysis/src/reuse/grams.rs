//! Clauses as sets of word n-grams, in the form that the join works on.

use super::vocabulary::{Chunk, read};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicU16, Ordering::Relaxed};

/// Bits of a token that hold the n-gram itself; those above hold its frequency class.
const KEY_BITS: u32 = 58;

/// Counters stop here, so that threads that add at the same moment cannot make one wrap.
const COUNT_CAP: u16 = 60_000;

/// Sets of n-grams, n-grams being numbers that sort by frequency, the rarest first.
///
/// Equal numbers are equal n-grams and the other way round: nothing is hashed away. N-grams that occur once
/// in all clauses are counted, but not stored: nothing can share them. Clauses with the same n-grams are one
/// set. The sets are ranked by size.
pub(super) struct Sets {
    /// The n-grams by chunks of clauses.
    tokens: Vec<Vec<u64>>,
    /// The sets by rank.
    rows: Vec<Row>,
    /// The clauses, set by set.
    clauses: Vec<u32>,
    /// Where the clauses of each set begin; one more at the end.
    starts: Vec<u32>,
    /// Each size that a set has, and the first rank that has it.
    sizes: Vec<(u32, u32)>,
}

/// A set: where its stored n-grams are, and how many it has.
#[derive(Clone, Copy)]
pub(super) struct Row {
    chunk: u32,
    start: u32,
    stored: u32,
    /// How many n-grams the set has, those not stored included.
    pub(super) size: u32,
}

impl Row {
    /// How many n-grams are not stored; they count as the rarest.
    pub(super) fn unstored(&self) -> u32 {
        self.size - self.stored
    }
}

/// The n-grams of a chunk of clauses.
struct Read {
    tokens: Vec<u64>,
    rows: Vec<Row>,
    /// By clause the number to sort sets with: equal for equal sets, and rising with the size.
    keys: Vec<u64>,
}

impl Sets {
    /// Reads the n-grams of `texts`; a clause of fewer than `min_words` words gets the empty set. One with
    /// fewer than `n` words, but not too few, is one gram. Empty sets and those that share nothing with any
    /// other are left out.
    pub(super) fn new<T: AsRef<str> + Sync>(texts: &[T], n: usize, min_words: usize) -> Sets {
        // By the number of texts alone, so that the result does not depend on the thread count.
        let chunk = (texts.len() / 64).clamp(256, 16_384);
        let (words, vocabulary) = read(texts, chunk, min_words);
        let keys = Keys::new(&words, vocabulary, n.max(1));
        let counts = Counts::new(&words, &keys);
        let read: Vec<Read> = words
            .into_par_iter()
            .enumerate()
            .map(|(number, chunk)| Read::new(number as u32, &chunk, &keys, &counts))
            .collect();
        drop((keys, counts));
        Sets::ranked(read, chunk)
    }

    fn ranked(read: Vec<Read>, chunk: usize) -> Sets {
        let mut order: Vec<(u64, u32)> = (0..)
            .zip(read.iter().flat_map(|r| r.keys.iter().zip(&r.rows)))
            .filter(|(_, (_, row))| row.stored > 0)
            .map(|(clause, (key, _))| (*key, clause))
            .collect();
        order.par_sort_unstable();
        let mut sets = Sets {
            tokens: Vec::with_capacity(read.len()),
            rows: Vec::with_capacity(order.len()),
            clauses: Vec::with_capacity(order.len()),
            starts: Vec::with_capacity(order.len() + 1),
            sizes: Vec::new(),
        };
        let mut rows = Vec::with_capacity(read.len());
        for chunk in read {
            sets.tokens.push(chunk.tokens);
            rows.push(chunk.rows);
        }
        let mut last_key = None;
        for (key, clause) in order {
            let row = rows[clause as usize / chunk][clause as usize % chunk];
            let known = last_key == Some(key)
                && sets.rows.last().is_some_and(|last| sets.equal(last, &row));
            last_key = Some(key);
            if !known {
                let rank = sets.rows.len() as u32;
                if sets.sizes.last().is_none_or(|(size, _)| *size < row.size) {
                    sets.sizes.push((row.size, rank));
                }
                sets.starts.push(sets.clauses.len() as u32);
                sets.rows.push(row);
            }
            sets.clauses.push(clause);
        }
        sets.starts.push(sets.clauses.len() as u32);
        sets
    }

    /// True where two sets have the same members; what is not stored is the same in no two.
    fn equal(&self, a: &Row, b: &Row) -> bool {
        a.unstored() == 0 && a.size == b.size && self.of(a) == self.of(b)
    }

    fn of(&self, row: &Row) -> &[u64] {
        let start = row.start as usize;
        &self.tokens[row.chunk as usize][start..start + row.stored as usize]
    }

    /// How many sets.
    pub(super) fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// The set of that rank.
    pub(super) fn row(&self, rank: u32) -> Row {
        self.rows[rank as usize]
    }

    /// The stored n-grams of a set, the rarest first.
    pub(super) fn tokens(&self, rank: u32) -> &[u64] {
        self.of(&self.rows[rank as usize])
    }

    /// The clauses that have these n-grams, in order.
    pub(super) fn clauses(&self, rank: u32) -> &[u32] {
        let rank = rank as usize;
        &self.clauses[self.starts[rank] as usize..self.starts[rank + 1] as usize]
    }

    /// The first rank whose set has at least that size; the number of sets where none has.
    pub(super) fn first_of_size(&self, size: u32) -> u32 {
        let at = self.sizes.partition_point(|(s, _)| *s < size);
        self.sizes.get(at).map_or(self.len(), |(_, rank)| *rank)
    }
}

impl Read {
    fn new(number: u32, chunk: &Chunk, keys: &Keys, counts: &Counts) -> Read {
        let mut read = Read {
            tokens: Vec::with_capacity(chunk.len()),
            rows: Vec::new(),
            keys: Vec::new(),
        };
        let mut set = Vec::new();
        for clause in chunk.clauses() {
            set.clear();
            keys.each(clause, |key| set.push(key));
            for key in &mut set {
                *key = counts.token(*key);
            }
            set.sort_unstable();
            set.dedup();
            let shared = set.partition_point(|t| *t >> KEY_BITS == 0);
            let stored = &set[shared..];
            let size = set.len() as u32;
            let mix = |hash: u64, token: &u64| {
                (hash.rotate_left(5) ^ token).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            };
            let hash = stored.iter().fold(0, mix) >> 32;
            read.rows.push(Row {
                chunk: number,
                start: read.tokens.len() as u32,
                stored: stored.len() as u32,
                size,
            });
            read.keys.push(u64::from(size) << 32 | hash);
            read.tokens.extend_from_slice(stored);
        }
        read.tokens.shrink_to_fit();
        read
    }
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
    fn new(chunks: &[Chunk], vocabulary: usize, n: usize) -> Keys {
        let bits = usize::BITS - vocabulary.leading_zeros();
        if (bits as usize).saturating_mul(n) <= KEY_BITS as usize {
            return Keys::Packed { n, bits };
        }
        let mut ids: FxHashMap<Box<[u32]>, u64> = FxHashMap::default();
        for clause in chunks.iter().flat_map(Chunk::clauses) {
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
                let mask = (1 << (bits * *n as u32)) - 1;
                let first = (*n).min(clause.len());
                let mut key = 0;
                for (read, word) in (1..).zip(clause) {
                    key = (key << bits | u64::from(*word)) & mask;
                    if read >= first {
                        found(key);
                    }
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
    fn new(chunks: &[Chunk], keys: &Keys) -> Counts {
        let total: usize = chunks.iter().map(Chunk::len).sum();
        let size = total.next_power_of_two().clamp(1 << 10, 1 << 25);
        let counts = Counts {
            counters: (0..size).map(|_| AtomicU16::new(0)).collect(),
        };
        chunks.par_iter().for_each(|chunk| {
            let mut places = Vec::new();
            for clause in chunk.clauses() {
                places.clear();
                keys.each(clause, |key| places.push(counts.place(key)));
                // Reading first lets the counters of a clause come from memory side by side; adding, which
                // threads must take turns at, would wait for one after the other.
                places.retain(|p| counts.counters[*p].load(Relaxed) < COUNT_CAP);
                for counter in places.iter().map(|p| &counts.counters[*p]) {
                    if counter.load(Relaxed) < COUNT_CAP {
                        counter.fetch_add(1, Relaxed);
                    }
                }
            }
        });
        counts
    }

    fn place(&self, key: u64) -> usize {
        (scatter(key) >> 32) as usize & (self.counters.len() - 1)
    }

    /// The n-gram with its frequency class on top: class 0 occurs once in all.
    fn token(&self, key: u64) -> u64 {
        let count = u64::from(self.counters[self.place(key)].load(Relaxed));
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
