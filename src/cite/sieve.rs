//! Passes over the words that begin nothing: most of any text. One look at three letters rules out most of
//! them, a hash of the whole word nearly all others, and only what is left is read.

use std::collections::BTreeSet;

/// Codes of bytes: 1 to 26 are the letters in either case.
const OTHER: u8 = 0;
const SPACE: u8 = 27;
const STROKE: u8 = 28;
const DIGIT: u8 = 29;
/// Any but the first byte of a character.
const INNER: u8 = 30;
/// The first byte of a character beyond ASCII.
const LEAD: u8 = 31;

/// Longest code of a document or recommendation before its dot or stroke: `AFCP/35A8`.
const CODE: usize = 6;

/// Knows which words may begin a mention.
#[derive(Clone)]
pub(super) struct Sieve {
    codes: [u8; 256],
    /// By the byte before and the byte itself: may a word begin here.
    begins: [bool; 1024],
    /// By the first three codes.
    heads: Box<[bool]>,
    /// By the hash of the word.
    words: Box<[bool]>,
}

impl std::fmt::Debug for Sieve {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sieve")
    }
}

impl Sieve {
    /// A sieve that lets `words` (folded) through, and whatever looks like a code.
    pub(super) fn new(words: &BTreeSet<&str>) -> Self {
        let mut sieve = Sieve {
            codes: std::array::from_fn(|b| code(b as u8)),
            begins: std::array::from_fn(|i| begins((i >> 5) as u8, (i & 31) as u8)),
            heads: vec![false; 1 << 15].into(),
            words: vec![false; 1 << 16].into(),
        };
        let letter = |c: usize| (1..=26).contains(&c);
        for key in 0..1 << 15 {
            let (first, second, third) = (key >> 10, key >> 5 & 31, key & 31);
            let code_like = |c: usize| [OTHER, STROKE, DIGIT, LEAD].map(usize::from).contains(&c);
            // Words of other alphabets, and what may be a code: "X.509", "C17/25", "BT.2020".
            sieve.heads[key] = first == usize::from(LEAD)
                || first == usize::from(STROKE) && second == usize::from(DIGIT)
                || letter(first) && code_like(second)
                || letter(first) && letter(second) && code_like(third);
        }
        for word in words {
            let mut codes = word.bytes().map(|b| usize::from(code(b)));
            let first = codes.next().unwrap_or(0);
            let (second, third) = (codes.next(), codes.next());
            sieve.words[hash(word.as_bytes())] = true;
            for key in 0..1usize << 10 {
                let (b, c) = (key >> 5, key & 31);
                let fits = |want: Option<usize>, is: usize| match want {
                    // An accented letter, or something invisible, may stand for the letter.
                    Some(want) => is == want || is == usize::from(LEAD) || is == usize::from(INNER),
                    None => !letter(is),
                };
                let second_fits = fits(second, b);
                let cut = second.is_none() || b == usize::from(LEAD);
                if second_fits && (cut || fits(third, c)) {
                    sieve.heads[first << 10 | key] = true;
                }
            }
        }
        sieve
    }

    /// Where the next word that may begin a mention stands, from `at` on.
    pub(super) fn next(&self, text: &str, at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let code = |i: usize| bytes.get(i).map_or(OTHER, |b| self.codes[usize::from(*b)]);
        let mut here = at;
        let mut before = here.checked_sub(1).map_or(OTHER, code);
        while here + 2 < bytes.len() {
            let first = self.codes[usize::from(bytes[here])];
            let second = self.codes[usize::from(bytes[here + 1])];
            let third = self.codes[usize::from(bytes[here + 2])];
            let head = usize::from(first) << 10 | usize::from(second) << 5 | usize::from(third);
            let begins = self.begins[usize::from(before) << 5 | usize::from(first)];
            if begins & self.heads[head] {
                match self.word(bytes, at, here) {
                    Ok(start) => return Some(start),
                    Err(end) => {
                        before = code(end - 1);
                        here = end;
                        continue;
                    }
                }
            }
            before = first;
            here += 1;
        }
        // The last two bytes hold no mention but "§" and short words that cite nothing.
        None
    }

    /// Where the mention may begin that the word at `at` is of; if it is of none, where to go on.
    fn word(&self, bytes: &[u8], floor: usize, at: usize) -> Result<usize, usize> {
        if bytes[at] >= 0x80 {
            return Ok(at);
        }
        if bytes[at] == b'/' {
            // "AFCP/35A8": the stroke gives the capitals before it away.
            let capitals = |b: &&u8| b.is_ascii_uppercase();
            let length = bytes[..at]
                .iter()
                .rev()
                .take(CODE)
                .take_while(capitals)
                .count();
            let start = at - length;
            return if length > 0 && start >= floor {
                Ok(start)
            } else {
                Err(at + 1)
            };
        }
        let length = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let end = at + length;
        let behind = bytes.get(end).copied().unwrap_or(b' ');
        if behind >= 0x80 || self.words[hash(&bytes[at..end])] {
            return Ok(at);
        }
        let coded = length <= CODE
            && bytes[at].is_ascii_uppercase()
            && (behind.is_ascii_digit() || matches!(behind, b'.' | b'/' | b'-'));
        if coded { Ok(at) } else { Err(end.max(at + 1)) }
    }
}

fn code(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => byte - b'a' + 1,
        b'A'..=b'Z' => byte - b'A' + 1,
        b' ' | b'\t' | b'\n' | b'\r' => SPACE,
        b'/' => STROKE,
        b'0'..=b'9' => DIGIT,
        0x80..=0xbf => INNER,
        0xc0.. => LEAD,
        _ => OTHER,
    }
}

fn begins(before: u8, first: u8) -> bool {
    let letter = (1..=26).contains(&before);
    letter && first == STROKE || !letter && ((1..=26).contains(&first) || first == LEAD)
}

/// 16 bits of the word's letters in lower case.
fn hash(word: &[u8]) -> usize {
    let mut hash: u32 = 0x811c;
    for byte in word {
        hash = (hash ^ u32::from(byte | 0x20)).wrapping_mul(0x0100_0193);
    }
    (hash >> 16 ^ hash) as usize & 0xffff
}
