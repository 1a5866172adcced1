//! Passes over the words that begin nothing: most of any text. The first letters rule out most of them
//! ([`super::heads`]), a hash of the whole word nearly all others, and only what is left is read.

use super::heads::{BATCH, BLOCK, Heads, Masks};
use super::lex::{is_invisible, is_letter};
use super::phrases::Opening;
use super::words::{eight, letters, scattered};
use std::collections::BTreeSet;

/// Longest code of a document or recommendation before its dot or stroke: `AFCP/35A8`.
const CODE: usize = 6;
/// Bits of a hash.
const HASH: u32 = 15;

/// A set of hashes.
type Bits = [u64; 1 << (HASH - 6)];

/// Knows which words may begin a mention.
#[derive(Clone)]
pub(super) struct Sieve {
    heads: Heads,
    /// By the hash of the word.
    words: Box<Bits>,
    /// The same for words that need no second one.
    alone: Box<Bits>,
    /// By the hash of a word and the one behind it.
    pairs: Box<Bits>,
}

impl std::fmt::Debug for Sieve {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sieve")
    }
}

impl Sieve {
    /// A sieve that lets phrases with these `openings` through, and whatever looks like a code.
    pub(super) fn new(openings: &BTreeSet<Opening>) -> Self {
        let none: Box<Bits> = Box::new([0; 1 << (HASH - 6)]);
        let mut sieve = Sieve {
            heads: Heads::new(openings.iter().map(|(word, _)| *word)),
            words: none.clone(),
            alone: none.clone(),
            pairs: none,
        };
        for (word, second) in openings {
            let (word, _) = hash(word);
            set(&mut sieve.words, word);
            match second {
                Some(second) => set(&mut sieve.pairs, pair(word, hash(second).0)),
                None => set(&mut sieve.alone, word),
            }
        }
        sieve
    }

    /// Where in `text` the words stand that may begin a mention.
    pub(super) fn sweep<'a>(&'a self, text: &'a str) -> Sweep<'a> {
        Sweep {
            sieve: self,
            text,
            batch: 0,
            masks: [Masks::default(); BATCH],
            left: 0,
            ahead: 0,
            block: 0,
            hits: 0,
            sure: 0,
            early: None,
        }
    }
}

/// One pass over a text.
pub(super) struct Sweep<'a> {
    sieve: &'a Sieve,
    text: &'a str,
    /// Where the blocks of `masks` begin.
    batch: usize,
    masks: [Masks; BATCH],
    /// Which of `masks` hold something and are not looked at yet.
    left: u64,
    /// Where the next batch begins.
    ahead: usize,
    /// Where the block begins.
    block: usize,
    /// The words of the block that may begin a mention by their heads, and are not looked at yet.
    hits: u64,
    /// Those of them whose letters need not be looked at.
    sure: u64,
    /// A word that begins before the block and may begin a mention by what of it stands in the block.
    early: Option<usize>,
}

impl Sweep<'_> {
    /// The next word from `floor` on that may begin a mention. `floor` never goes back.
    pub(super) fn next(&mut self, floor: usize) -> Option<usize> {
        loop {
            if let Some(early) = self.early.take().filter(|at| *at >= floor) {
                return Some(early);
            }
            while self.hits != 0 {
                let bit = self.hits & self.hits.wrapping_neg();
                self.hits ^= bit;
                let at = self.block + bit.trailing_zeros() as usize;
                if at >= floor && (self.sure & bit != 0 || self.is_word(at)) {
                    return Some(at);
                }
            }
            self.enter()?;
        }
    }

    /// Goes to the next block that holds something; nothing where the text ends.
    fn enter(&mut self) -> Option<()> {
        while self.left == 0 {
            self.batch = self.ahead;
            if self.batch >= self.text.len() {
                return None;
            }
            let bytes = self.text.as_bytes();
            self.left = self.sieve.heads.look(bytes, self.batch, &mut self.masks);
            self.ahead += BATCH * BLOCK;
        }
        let next = self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        self.block = self.batch + next * BLOCK;
        let Masks { heads, codes, high } = self.masks[next];
        (self.hits, self.sure) = (heads, 0);
        self.add_codes(codes);
        self.add_others(high);
        Some(())
    }

    /// Adds the words whose last letters are the capitals at `codes`.
    fn add_codes(&mut self, mut codes: u64) {
        let bytes = self.text.as_bytes();
        while codes != 0 {
            let end = self.block + codes.trailing_zeros() as usize + 1;
            codes &= codes - 1;
            let capitals = bytes[..end].iter().rev().take(CODE + 1);
            let length = capitals.take_while(|b| b.is_ascii_uppercase()).count();
            if length <= CODE {
                self.add(end - length);
            }
        }
    }

    /// Adds the words of the block that have letters beyond ASCII, or something invisible, in or behind them.
    fn add_others(&mut self, mut high: u64) {
        let bytes = self.text.as_bytes();
        while high != 0 {
            let at = self.block + high.trailing_zeros() as usize;
            high &= high - 1;
            let Some(c) = self.text.get(at..).and_then(|t| t.chars().next()) else {
                continue;
            };
            if c == '\u{a0}' {
                continue;
            }
            if is_letter(c) || c == '§' || is_invisible(c) {
                let letters = bytes[..at].iter().rev();
                self.add(at - letters.take_while(|b| b.is_ascii_alphabetic()).count());
            }
        }
    }

    fn add(&mut self, at: usize) {
        match at.checked_sub(self.block) {
            Some(i) => {
                self.hits |= 1 << i;
                self.sure |= 1 << i;
            }
            None => self.early = self.early.or(Some(at)),
        }
    }

    /// True where the word at `at` is one that may begin a mention.
    fn is_word(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at..];
        let (first, length) = hash(rest);
        if !has(&self.sieve.words, first) {
            return false;
        }
        if has(&self.sieve.alone, first) {
            return true;
        }
        // Only where nothing but a space stands between two plain words the second is sure to be this one.
        let [b' ', second @ ..] = &rest[length..] else {
            return true;
        };
        let (behind, length) = hash(second);
        let plain = length > 0 && second.get(length).is_none_or(u8::is_ascii) && second[0] != b'H';
        !plain || has(&self.sieve.pairs, pair(first, behind))
    }
}

fn set(bits: &mut Bits, hash: usize) {
    bits[hash >> 6] |= 1 << (hash & 63);
}

fn has(bits: &Bits, hash: usize) -> bool {
    bits[hash >> 6 & (bits.len() - 1)] >> (hash & 63) & 1 != 0
}

/// The hash of two words by their own.
fn pair(first: usize, second: usize) -> usize {
    (first.rotate_left(5) ^ second) & ((1 << HASH) - 1)
}

/// The hash of the first letters of the word that `bytes` begin with, in lower case; and how many letters it has.
#[inline(always)]
fn hash(bytes: &[u8]) -> (usize, usize) {
    let (first, mut length) = eight(bytes);
    let mut second = 0;
    if length == 8 {
        let more;
        (second, more) = eight(&bytes[8..]);
        length += match more {
            8 => 8 + letters(&bytes[16..]),
            _ => more,
        };
    }
    (scattered(first ^ second.rotate_left(29), HASH), length)
}
