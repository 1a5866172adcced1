//! Passes over the words that begin nothing: most of any text. Blocks of bytes are turned into bits, one for
//! each place where a word begins; the first four letters rule out most of these words, a hash of the whole
//! word nearly all others, and only what is left is read.

use super::lex::is_invisible;
use super::vocabulary::Opening;
use std::collections::BTreeSet;

/// Bytes that are looked at together.
const BLOCK: usize = 64;
/// How many of them may begin a word: the first letters of each must lie in the block too.
const STRIDE: usize = BLOCK - HEAD;
/// Letters of a word that are looked at first.
const HEAD: usize = 4;
/// Longest code of a document or recommendation before its dot or stroke: `AFCP/35A8`.
const CODE: usize = 6;
/// Bits of a hash.
const HASH: u32 = 16;

/// By how many letters of a word there are: which bytes of its head count.
const COUNTS: [u32; HEAD + 1] = [0, 0xff, 0xffff, 0x00ff_ffff, 0xffff_ffff];

/// A set of hashes.
type Bits = [u64; 1 << (HASH - 6)];

/// Knows which words may begin a mention.
#[derive(Clone)]
pub(super) struct Sieve {
    /// By the hash of the first letters of a word.
    heads: Box<Bits>,
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
            heads: none.clone(),
            words: none.clone(),
            alone: none.clone(),
            pairs: none,
        };
        for (word, second) in openings {
            let mut head = [0; HEAD];
            for (slot, byte) in head.iter_mut().zip(*word) {
                *slot = *byte;
            }
            set(&mut sieve.heads, mix(u32::from_le_bytes(head)));
            set(&mut sieve.words, hash(word));
            match second {
                Some(second) => set(&mut sieve.pairs, pair(hash(word), hash(second))),
                None => set(&mut sieve.alone, hash(word)),
            }
        }
        sieve
    }

    /// Where in `text` the words stand that may begin a mention.
    pub(super) fn sweep<'a>(&'a self, text: &'a str) -> Sweep<'a> {
        let mut sweep = Sweep {
            sieve: self,
            text,
            block: 0,
            hits: 0,
            sure: 0,
            early: None,
        };
        sweep.fill();
        sweep
    }
}

/// One pass over a text.
pub(super) struct Sweep<'a> {
    sieve: &'a Sieve,
    text: &'a str,
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
            self.block = floor.max(self.block + STRIDE);
            if self.block >= self.text.len() {
                return None;
            }
            self.fill();
        }
    }

    /// Looks at the block.
    fn fill(&mut self) {
        let bytes = self.text.as_bytes();
        let mut padded = [b' '; BLOCK + 1];
        let window = match bytes[self.block..].first_chunk::<{ BLOCK + 1 }>() {
            Some(window) => window,
            None => {
                let rest = &bytes[self.block..];
                padded[..rest.len()].copy_from_slice(rest);
                &padded
            }
        };
        let (letters, codes) = (letters_of(window), codes_of(window));
        let letters = bits(&letters);
        let before = self.block > 0 && bytes[self.block - 1].is_ascii_alphabetic();
        let mut starts = letters & !(letters << 1 | u64::from(before)) & ((1 << STRIDE) - 1);
        let heads = &*self.sieve.heads;
        let mut hits = 0;
        while starts != 0 {
            let i = starts.trailing_zeros();
            starts &= starts - 1;
            let length = (!(letters >> i)).trailing_zeros().min(HEAD as u32);
            let i = i as usize;
            let head = [window[i], window[i + 1], window[i + 2], window[i + 3]];
            let head = (u32::from_le_bytes(head) | 0x2020_2020) & COUNTS[length as usize];
            hits |= u64::from(has(heads, mix(head))) << i;
        }
        self.hits = hits;
        self.sure = 0;
        if any(&codes) != 0 {
            self.add_codes(bits(&codes));
        }
        if any(window) & 0x8080_8080_8080_8080 != 0 {
            self.add_others();
        }
    }

    /// Adds the words whose last letters are the capitals at `codes`.
    fn add_codes(&mut self, codes: u64) {
        let bytes = self.text.as_bytes();
        let mut codes = codes & ((1 << STRIDE) - 1);
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
    fn add_others(&mut self) {
        let bytes = self.text.as_bytes();
        for at in self.block..bytes.len().min(self.block + STRIDE) {
            if bytes[at] < 0xc0 {
                continue;
            }
            let Some(c) = self.text.get(at..).and_then(|t| t.chars().next()) else {
                continue;
            };
            if c.is_alphabetic() || c == '§' || is_invisible(c) {
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
        let (word, rest) = rest.split_at(letters(rest));
        let first = hash(word);
        if !has(&self.sieve.words, first) {
            return false;
        }
        if has(&self.sieve.alone, first) {
            return true;
        }
        // Only where nothing but a space stands between two plain words the second is sure to be this one.
        let [b' ', second @ ..] = rest else {
            return true;
        };
        let length = letters(second);
        let plain = length > 0 && second.get(length).is_none_or(u8::is_ascii) && second[0] != b'H';
        !plain || has(&self.sieve.pairs, pair(first, hash(&second[..length])))
    }
}

/// How many ASCII letters `bytes` begin with.
fn letters(bytes: &[u8]) -> usize {
    let letters = bytes.iter().take_while(|b| b.is_ascii_alphabetic());
    letters.count()
}

/// All bits that are set in any of the eights of the block.
fn any(window: &[u8]) -> u64 {
    let eights = window.as_chunks::<8>().0.iter();
    eights.fold(0, |all, eight| all | u64::from_le_bytes(*eight))
}

/// 1 for each letter.
fn letters_of(window: &[u8; BLOCK + 1]) -> [u8; BLOCK] {
    let mut letters = [0; BLOCK];
    for (letter, byte) in letters.iter_mut().zip(window) {
        *letter = u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
    }
    letters
}

/// 1 for each capital before a digit, dot, stroke or hyphen.
fn codes_of(window: &[u8; BLOCK + 1]) -> [u8; BLOCK] {
    let mut codes = [0; BLOCK];
    for ((code, byte), next) in codes.iter_mut().zip(window).zip(&window[1..]) {
        *code = u8::from(byte.wrapping_sub(b'A') < 26) & u8::from(next.wrapping_sub(b'-') < 13);
    }
    codes
}

/// One bit for each byte, which is 0 or 1.
fn bits(bytes: &[u8; BLOCK]) -> u64 {
    let mut all = 0;
    for (i, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        // Moves the lowest bit of byte n to bit 56 + n.
        let moved = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        all |= moved << (8 * i);
    }
    all
}

fn set(bits: &mut Bits, hash: usize) {
    bits[hash >> 6] |= 1 << (hash & 63);
}

fn has(bits: &Bits, hash: usize) -> bool {
    bits[hash >> 6 & (bits.len() - 1)] >> (hash & 63) & 1 != 0
}

/// The hash of the first letters of a word.
fn mix(head: u32) -> usize {
    (head.wrapping_mul(0x9e37_79b1) >> (32 - HASH)) as usize
}

/// The hash of two words by their own.
fn pair(first: usize, second: usize) -> usize {
    (first.rotate_left(5) ^ second) & ((1 << HASH) - 1)
}

/// The hash of the word's letters in lower case.
fn hash(word: &[u8]) -> usize {
    let mut hash: u32 = 0x811c;
    for byte in word {
        hash = (hash ^ u32::from(byte | 0x20)).wrapping_mul(0x0100_0193);
    }
    (hash >> HASH ^ hash) as usize & ((1 << HASH) - 1)
}
