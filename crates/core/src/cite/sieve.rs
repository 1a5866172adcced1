//! Tells paragraphs in which nothing can be cited before they are cut into tokens: prose in Latin letters that has no
//! word with which a phrase begins, or not near it what goes with it. Whatever it does not understand is read.

mod marks;

use super::lexicon::PART;
use crate::script;
use marks::{Mark, Marks, Seen};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Longer words are not looked up: their paragraph is read.
const LONGEST: usize = 40;
/// The letters of a code are no more, and those before "-series".
const LONGEST_CODE: usize = 8;
const LONGEST_SERIES: usize = 3;
/// A word of fewer bytes is one of many other phrases.
const LONG: usize = 5;
/// The first byte of the letters from "À" to "ÿ".
const LATIN: u8 = 0xc3;

/// What the words of terms are that phrases begin with, folded.
#[derive(Clone, Debug)]
pub(super) struct Sieve {
    words: FxHashMap<Box<str>, Marks>,
    /// The second letters of words by their first letter and their length: most words of a text are none of them.
    shapes: [[u32; SHAPES]; 26],
    /// Signs that phrases begin with.
    signs: [bool; 128],
}

/// Words from this length on are told by their letters alone.
const SHAPES: usize = 16;

impl Default for Sieve {
    fn default() -> Self {
        Sieve {
            words: FxHashMap::default(),
            shapes: [[0; SHAPES]; 26],
            signs: [false; 128],
        }
    }
}

impl Sieve {
    /// The sieve of terms: each in pieces, with its classes. It is told by the one of its words that fewest
    /// others have.
    pub(super) fn new<'a>(terms: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let pieces = |term: &'a str| term.split(PART).filter(|piece| !piece.is_empty());
        let terms: Vec<(&str, Vec<u8>)> = terms.collect();
        let mut common: FxHashMap<&str, usize> = FxHashMap::default();
        for piece in terms.iter().flat_map(|(term, _)| pieces(term)) {
            *common.entry(piece).or_default() += 1;
        }
        let mut sieve = Sieve::default();
        for (term, classes) in &terms {
            let marks = Marks::of(classes);
            let telling =
                |piece: &&str| (piece.len() >= LONG, Reverse(common[*piece]), piece.len());
            if let Some(piece) = pieces(term).max_by_key(telling)
                && marks != Marks::default()
            {
                sieve.add(piece, marks);
            }
        }
        sieve
    }

    fn add(&mut self, piece: &str, marks: Marks) {
        let bytes = piece.as_bytes();
        if bytes[0].is_ascii() && !bytes[0].is_ascii_alphabetic() {
            self.signs[usize::from(bytes[0])] = true;
            return;
        }
        self.words.entry(piece.into()).or_default().0 |= marks.0;
        if bytes.iter().all(u8::is_ascii_lowercase) {
            let (first, length, second) = shape(bytes);
            self.shapes[first][length] |= second;
        }
    }

    /// True where nothing can be cited in `text`, a paragraph.
    pub(super) fn is_plain(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut seen = Seen::default();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let length = match byte {
                b' ' | b'\n' | b'\r' | b',' => {
                    at += 1;
                    continue;
                }
                b'a'..=b'z' | b'A'..=b'Z' | LATIN => self.word(text, at, &mut seen),
                _ => self.sign(bytes, at, &mut seen),
            };
            let Some(length) = length.filter(|_| !seen.cites) else {
                return false;
            };
            at += length;
        }
        true
    }

    /// Looks at the digit or sign at `at`; its length, none where it is not understood.
    fn sign(&self, bytes: &[u8], at: usize, seen: &mut Seen) -> Option<usize> {
        let byte = bytes[at];
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        match byte {
            b'0'..=b'9' => {
                seen.mark(Mark::Digit, at);
                // "Res0lution"
                let in_word = at > 0 && bytes[at - 1].is_ascii_alphabetic();
                (!(in_word && next.is_ascii_alphabetic())).then_some(1)
            }
            // Notes, bookmarks, bold print, what no text has.
            b'[' | b']' | b'*' | b'_' | b'~' | b'`' => None,
            _ if byte.is_ascii_control() && !byte.is_ascii_whitespace() => None,
            b'-' if next.is_ascii_whitespace() => None,
            128.. => plain_sign(&bytes[at..]),
            _ if self.signs[usize::from(byte)] => None,
            b'.' if next.is_ascii_whitespace() => {
                seen.end_sentence();
                Some(1)
            }
            b')' => {
                seen.mark(Mark::Bracket, at);
                Some(1)
            }
            b'/' => {
                seen.mark(Mark::Code, at);
                Some(1)
            }
            _ => Some(1),
        }
    }

    /// Looks at the word at `at`; its length, none where it is not understood.
    fn word(&self, text: &str, at: usize, seen: &mut Seen) -> Option<usize> {
        let bytes = &text.as_bytes()[at..];
        let mut length = letters(bytes);
        let mut is_ascii = true;
        // "×" and "÷" are no letters.
        while let [LATIN, letter, rest @ ..] = &bytes[length..]
            && !matches!(letter, 0x97 | 0xb7)
        {
            (length, is_ascii) = (length + 2 + letters(rest), false);
        }
        if length == 0 || length > LONGEST {
            return None;
        }
        let (word, behind) = bytes.split_at(length);
        if word[0].is_ascii_uppercase() && !capitals(word, behind, at, seen) {
            return None;
        }
        let marks = if is_ascii {
            let (first, size, second) = shape(word);
            if self.shapes[first][size] & second == 0 {
                return Some(length);
            }
            let mut small = [0; LONGEST];
            let small = &mut small[..length];
            small.copy_from_slice(word);
            small.make_ascii_lowercase();
            self.words.get(std::str::from_utf8(small).ok()?)
        } else {
            self.words.get(&*script::fold(&text[at..at + length]))
        };
        if let Some(marks) = marks {
            seen.add(*marks, at);
        }
        Some(length)
    }
}

/// How many letters of ASCII `bytes` begin with.
fn letters(bytes: &[u8]) -> usize {
    let other = bytes.iter().position(|b| !b.is_ascii_alphabetic());
    other.unwrap_or(bytes.len())
}

/// Its first letter, its length, so far as it tells, and its second letter as a bit.
fn shape(word: &[u8]) -> (usize, usize, u32) {
    let letter = |at: usize| word.get(at).map_or(26, |b| (b | 0x20) - b'a');
    (letter(0).into(), word.len().min(SHAPES - 1), 1 << letter(1))
}

/// Looks at a word that begins with a capital; false where what stands behind it may make a code of it.
fn capitals(word: &[u8], behind: &[u8], at: usize, seen: &mut Seen) -> bool {
    if word.len() > LONGEST_CODE || !word.iter().all(u8::is_ascii_uppercase) {
        return true;
    }
    let next = behind.first().copied().unwrap_or(b' ');
    if word.len() <= LONGEST_SERIES && (next == b'-' || !next.is_ascii()) {
        return false;
    }
    if word.len() == 1 || word.iter().all(|b| b"IVXLC".contains(b)) {
        seen.mark(Mark::Capital, at);
    }
    let is_glued = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii();
    if next == b'.' && behind.get(1).is_some_and(is_glued) {
        seen.mark(Mark::Code, at);
    }
    // "C26", "TD 60"
    let near = behind.iter().find(|b| !matches!(b, b' ' | b'.' | b'-'));
    match near {
        Some(b'0'..=b'9') => false,
        Some(128..) => {
            seen.mark(Mark::Code, at);
            true
        }
        _ => true,
    }
}

/// The length of a sign at the start of `bytes` that is no letter, number, hyphen or mark: quotation marks, dashes,
/// dots, spaces.
fn plain_sign(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [0xc2, 0xa0, ..] => Some(2),
        // Words may be parted behind a dash that ends a line.
        [0xe2, 0x80, 0x93 | 0x94, b'\n' | b'\r', ..] => None,
        // "–", "—", quotation marks, "…"
        [0xe2, 0x80, 0x93 | 0x94 | 0x98..=0x9d | 0xa6, ..] => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::class::SYMBOL;
    use super::super::{Scanner, Seen};
    use super::*;
    use crate::knowledge::Knowledge;
    use std::path::PathBuf;

    fn is_plain(text: &str) -> bool {
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        Scanner::of(&knowledge).lexicon.sieve.is_plain(text)
    }

    #[test]
    fn prose_is_plain() {
        for text in [
            "",
            "The fishers met at noon and took a boat (a new one) to the lakes.",
            "In 2018 the ferries ran late; this made nobody glad, and the café stayed open.",
            "A decision was made, and \u{201c}the fish\u{201d} were counted \u{2013} twice.",
            "This being said, the part that they had decided to leave out. In 1988 nobody knew of it.",
            "The general telecommunication network of the ITU grew; the second section of it did not.",
        ] {
            assert!(is_plain(text), "{text}");
        }
    }

    #[test]
    fn symbols_of_a_described_body_are_no_prose() {
        let symbol = "conf\u{1f}.\u{1f}res\u{1f}.\u{1f}";
        let sieve = Sieve::new(std::iter::once((symbol, vec![SYMBOL])));
        assert!(!sieve.is_plain("as Conf.Res. 5 asks"));
        assert!(sieve.is_plain("as Conf.Res. asks"));
    }

    /// The texts of the repository, and those of the folders that are named.
    fn texts() -> Vec<String> {
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests");
        let named = ["RESGRAPH_CORPUS", "RESGRAPH_UN", "RESGRAPH_CASES"];
        let named = named.iter().filter_map(std::env::var_os);
        let mut open: Vec<PathBuf> = named.chain([own.into()]).map(PathBuf::from).collect();
        let mut texts = Vec::new();
        while let Some(path) = open.pop() {
            if let Ok(entries) = std::fs::read_dir(&path) {
                open.extend(entries.flatten().map(|entry| entry.path()));
            } else if path.extension().is_some_and(|e| e == "txt" || e == "tsv") {
                texts.extend(std::fs::read_to_string(&path));
            }
        }
        texts
    }

    #[test]
    fn in_what_is_plain_nothing_is_found() {
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        let scanner = Scanner::of(&knowledge);
        let texts = texts();
        let lines = texts.iter().flat_map(|text| text.lines());
        let sieve = &scanner.lexicon.sieve;
        let plain: Vec<&str> = lines.filter(|line| sieve.is_plain(line)).collect();
        assert!(plain.len() > 100, "{} lines are plain", plain.len());
        for line in plain {
            let mut seen = Seen::default();
            scanner.read(line, 0..line.len(), &mut seen);
            assert!(seen.found.is_empty(), "{line}: {:?}", seen.found);
        }
    }

    #[test]
    fn what_may_cite_is_not() {
        for text in [
            "Resolution 44",
            "R\u{e9}solution 44",
            "RES0LUTION 44",
            "Resolu-\ntion 44",
            "Resolu\u{2013}\ntion 44",
            "Resolu\u{1e}\ntion 44",
            "E\u{1e}series",
            "this Decision",
            "resolves 2",
            "instructs the Director of the Telecommunication Standardization Bureau, the Secretary-General and the Directors 4",
            "Resolution of the Plenipotentiary Conference of the International Telecommunication Union 123",
            "item 3 under resolves",
            "Annex B",
            "Article IV",
            "section (b)",
            "Recommendation T.zfec",
            "ITU-T A.Sup1",
            "considering a)",
            "recognizing further above",
            "the Constitution",
            "Annex 2",
            "in the annex above",
            "A/RES/70/1",
            "C26",
            "C\u{a0}26",
            "TD 60",
            "E.164",
            "E-series",
            "No. 5",
            "Резолюция 44",
            "第44号决议",
            "**Res**olution",
            "\u{a7} 4",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }
}
