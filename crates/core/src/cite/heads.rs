//! The first letters of words, looked at in blocks of 64 bytes with whatever wide instructions the machine has.
//!
//! Each of four letters of a word is looked up in a small table that says in which of eight groups of words it
//! stands at that place. Where one group holds all four, the word may be one of it. Of those, one in three words of
//! most texts, the first eight letters are looked up by their hash: one after the other without a branch, since
//! what a processor guesses of words is wrong.

use super::words::{first_eight, scattered};
use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, u8x64};
use std::collections::BTreeSet;

/// Bytes that are looked at together.
pub(super) const BLOCK: usize = 64;
/// Blocks that are looked at in one go.
pub(super) const BATCH: usize = 64;
/// Letters of a word that are looked at together with those of others.
const HEAD: usize = 4;
/// How far behind its first byte a word is looked at.
const AHEAD: usize = 8;
/// Bits of a hash.
const HASH: u32 = 15;
/// Words of a block that are looked at without asking how many there are.
const AT_ONCE: usize = 4;
/// Groups of words: as many as a byte has bits.
const GROUPS: usize = 8;
/// How often the letters from `a` to `z`, and the ends of words, stand at a place of English words, per thousand.
const OFTEN: [u64; 27] = [
    82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24, 67, 75, 19, 1, 60, 63, 91, 28, 10, 24, 2,
    20, 1, 100,
];
/// The most common English words, and how many of a thousand they are.
const COMMON: [(&str, u64); 24] = [
    ("the", 64),
    ("of", 31),
    ("and", 28),
    ("to", 26),
    ("a", 21),
    ("in", 21),
    ("that", 11),
    ("is", 10),
    ("was", 10),
    ("it", 9),
    ("for", 9),
    ("as", 7),
    ("with", 7),
    ("on", 6),
    ("be", 5),
    ("by", 5),
    ("at", 5),
    ("this", 5),
    ("have", 4),
    ("are", 4),
    ("or", 4),
    ("not", 4),
    ("from", 4),
    ("which", 4),
];

/// What stands in a block, a bit for each byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Masks {
    /// A word begins here that may begin a mention.
    pub(super) heads: u64,
    /// A capital before a digit, dot, stroke or hyphen.
    pub(super) codes: u64,
    /// A byte beyond ASCII.
    pub(super) high: u64,
}

/// The first letters of some words.
#[derive(Clone)]
pub(super) struct Heads {
    level: Level,
    /// By place and letter up to `o`: the groups of words that have it there.
    early: [[u8; BLOCK]; HEAD],
    /// The same from `p` on.
    late: [[u8; BLOCK]; HEAD],
    /// By place: the groups of words that end before it.
    short: [u8; HEAD],
    /// By the hash of the first eight letters.
    eights: Box<[u64; 1 << (HASH - 6)]>,
}

impl Heads {
    /// The heads of `words`, which are in lower case and without accents.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a [u8]> + Clone) -> Self {
        let heads: BTreeSet<&[u8]> = words.clone().map(|w| &w[..w.len().min(HEAD)]).collect();
        let mut made = Heads {
            level: Level::new(),
            early: [[0; BLOCK]; HEAD],
            late: [[0; BLOCK]; HEAD],
            short: [0; HEAD],
            eights: Box::new([0; 1 << (HASH - 6)]),
        };
        for word in words {
            let mut letters = [b' '; AHEAD];
            let count = word.len().min(AHEAD);
            letters[..count].copy_from_slice(&word[..count]);
            let hash = scattered(first_eight(letters).0, HASH);
            made.eights[hash >> 6] |= 1 << (hash & 63);
        }
        let mut heads: Vec<&[u8]> = heads.into_iter().filter(|h| !h.is_empty()).collect();
        // Heads of one length that end alike share most letters.
        heads.sort_by_cached_key(|h| (h.len(), h.iter().rev().copied().collect::<Vec<u8>>()));
        for (group, members) in grouped(&heads).into_iter().enumerate() {
            for head in members {
                made.add(head, 1 << group);
            }
        }
        made
    }

    fn add(&mut self, head: &[u8], group: u8) {
        for place in 0..HEAD {
            if let Some(letter) = head.get(place) {
                let table = match letter {
                    ..b'p' => &mut self.early[place],
                    b'p'.. => &mut self.late[place],
                };
                table
                    .iter_mut()
                    .skip(usize::from(letter & 15))
                    .step_by(16)
                    .for_each(|slot| *slot |= group);
                continue;
            }
            // A word ends with its letters; what stands behind is of no interest.
            self.short[place] |= group;
            if place > head.len() {
                for table in [&mut self.early[place], &mut self.late[place]] {
                    table.iter_mut().for_each(|slot| *slot |= group);
                }
            }
        }
    }

    /// Looks at the blocks of `bytes` from `from` on, as many as `masks` has room for; a bit for each that holds
    /// something.
    pub(super) fn look(&self, bytes: &[u8], from: usize, masks: &mut [Masks; BATCH]) -> u64 {
        let rest = &bytes[from.min(bytes.len())..];
        let before = bytes[..bytes.len() - rest.len()].last();
        let before = before.is_some_and(u8::is_ascii_alphabetic);
        let level = self.level;
        if rest.len() > BATCH * BLOCK + BLOCK {
            return dispatch!(level, simd => sifted(simd, self, rest, before, masks));
        }
        let count = rest.len().div_ceil(BLOCK).min(BATCH);
        let mut padded = rest.to_vec();
        padded.resize((count + 1) * BLOCK, b' ');
        let masks = &mut masks[..count];
        dispatch!(level, simd => sifted(simd, self, &padded, before, masks))
    }
}

/// Fills `masks` for the blocks that `bytes` begins with, by four letters of each word and then by eight; a bit for
/// each that holds something.
#[inline(always)]
fn sifted<S: Simd>(simd: S, heads: &Heads, bytes: &[u8], before: bool, masks: &mut [Masks]) -> u64 {
    blocks(simd, heads, bytes, before, masks);
    let mut some = 0;
    for (mask, block) in masks
        .iter_mut()
        .zip(bytes.windows(2 * BLOCK).step_by(BLOCK))
    {
        let mut bits = std::mem::take(&mut mask.heads);
        // The lowest of `bits` where it is one of the words, else none.
        let mut sift = || {
            let at = bits.trailing_zeros() as usize & (BLOCK - 1);
            let one = bits & bits.wrapping_neg();
            bits ^= one;
            let letters = block[at..].first_chunk().map_or(0, |c| first_eight(*c).0);
            let hash = scattered(letters, HASH);
            mask.heads |= one & (heads.eights[hash >> 6] >> (hash & 63) & 1).wrapping_neg();
            bits
        };
        for _ in 1..AT_ONCE {
            sift();
        }
        while sift() != 0 {}
        let found = mask.heads | mask.codes | mask.high;
        some = some >> 1 | u64::from(found != 0) << (BATCH - 1);
    }
    some >> (BATCH - masks.len())
}

/// Fills `masks` for the blocks that `bytes` begins with. `before`: a letter stands before them.
#[inline(always)]
fn blocks<S: Simd>(simd: S, heads: &Heads, bytes: &[u8], mut before: bool, masks: &mut [Masks]) {
    let all = |byte: u8| u8x64::splat(simd, byte);
    let table = |bytes: &[u8; BLOCK]| u8x64::from_slice(simd, bytes);
    let (mut early, mut late, mut short) = ([all(0); HEAD], [all(0); HEAD], [all(0); HEAD]);
    for k in 0..HEAD {
        early[k] = table(&heads.early[k]);
        late[k] = table(&heads.late[k]);
        short[k] = all(heads.short[k]);
    }
    for (i, mask) in masks.iter_mut().enumerate() {
        let Some(window) = bytes[i * BLOCK..].first_chunk::<{ BLOCK + HEAD }>() else {
            return;
        };
        let mut groups = all(0xff);
        let mut letters = 0;
        for k in 0..HEAD {
            let here = u8x64::from_slice(simd, &window[k..k + BLOCK]);
            let small = here | all(0x20);
            let is_letter = (small - all(b'a')).simd_lt(all(26));
            let index = small & all(15);
            let early = early[k].swizzle_dyn_within_blocks(index);
            let late = late[k].swizzle_dyn_within_blocks(index);
            let of_letter = small.simd_ge(all(b'p')).select(late, early);
            groups &= is_letter.select(of_letter, short[k]);
            if k == 0 {
                letters = is_letter.to_bitmask();
            }
        }
        let here = u8x64::from_slice(simd, &window[..BLOCK]);
        let next = u8x64::from_slice(simd, &window[1..=BLOCK]);
        let capital = (here - all(b'A')).simd_lt(all(26));
        let sign = (next - all(b'-')).simd_lt(all(13));
        let starts = letters & !(letters << 1 | u64::from(before));
        before = letters >> (BLOCK - 1) != 0;
        *mask = Masks {
            heads: starts & !groups.simd_eq(all(0)).to_bitmask(),
            codes: (capital & sign).to_bitmask(),
            high: here.simd_ge(all(0x80)).to_bitmask(),
        };
    }
}

/// Parts `heads` into groups of neighbours so that few other words fall into one.
fn grouped<'a, 'h>(heads: &'a [&'h [u8]]) -> Vec<&'a [&'h [u8]]> {
    let n = heads.len();
    // cost[g][i]: the least cost of the first `i` heads in `g` groups, and where the last group begins.
    let mut cost = vec![vec![(u64::MAX, 0); n + 1]; GROUPS + 1];
    cost[0][0].0 = 0;
    for begin in 0..n {
        let mut sets = [Letters::default(); HEAD];
        for end in begin + 1..=n {
            for (place, set) in sets.iter_mut().enumerate() {
                *set |= letters_at(heads[end - 1], place);
            }
            let one = share(&sets);
            for g in 1..=GROUPS {
                let sum = cost[g - 1][begin].0.saturating_add(one);
                if sum < cost[g][end].0 {
                    cost[g][end] = (sum, begin);
                }
            }
        }
    }
    let mut groups = Vec::new();
    let mut end = n;
    let least = (0..=GROUPS).min_by_key(|g| cost[*g][n].0).unwrap_or(0);
    for g in (1..=least).rev() {
        let begin = cost[g][end].1;
        groups.push(&heads[begin..end]);
        end = begin;
    }
    groups
}

/// A bit for each letter, and one for the end of the word.
type Letters = u32;

/// What may stand at `place` of a word that begins with `head`.
fn letters_at(head: &[u8], place: usize) -> Letters {
    match head.get(place) {
        Some(letter) => 1 << letter.wrapping_sub(b'a').min(25),
        None if place == head.len() => 1 << 26,
        None => !0,
    }
}

/// The share of English words, in millionths, whose letters are in the sets at their places.
fn share(sets: &[Letters; HEAD]) -> u64 {
    let of_letters = sets.iter().fold(500_000, |share, set| {
        let sum: u64 = (0..27)
            .filter(|l| set >> l & 1 != 0)
            .map(|l| OFTEN[l])
            .sum();
        share * sum.min(1000) / 1000
    });
    let fits = |word: &&(&str, u64)| {
        let word = word.0.as_bytes();
        (0..HEAD).all(|place| letters_at(word, place) & sets[place] != 0)
    };
    of_letters
        + COMMON
            .iter()
            .filter(fits)
            .map(|(_, often)| often * 1000)
            .sum::<u64>()
}
