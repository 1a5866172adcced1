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
/// Labels have no more letters: "xxviii".
const LONGEST_LABEL: usize = 6;
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
    /// The sieve of terms: each in pieces, with its classes. It is told by the one of its words that fewest others have,
    /// unless one that tells another term is among them.
    pub(super) fn new<'a>(terms: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let pieces = |term: &'a str| term.split(PART).filter(|piece| !piece.is_empty());
        let mut terms: Vec<(&str, Vec<u8>)> = terms.collect();
        terms.sort_by_key(|(term, _)| (pieces(term).count(), *term));
        let mut common: FxHashMap<&str, usize> = FxHashMap::default();
        for piece in terms.iter().flat_map(|(term, _)| pieces(term)) {
            *common.entry(piece).or_default() += 1;
        }
        let mut sieve = Sieve::default();
        for (term, classes) in &terms {
            let marks = Marks::of(classes);
            let telling =
                |piece: &&str| (piece.len() >= LONG, Reverse(common[*piece]), piece.len());
            let is_told = |piece| sieve.words.get(piece).is_some_and(|m| m.has_all(marks));
            if let Some(piece) = pieces(term).max_by_key(telling)
                && marks != Marks::default()
                && !pieces(term).any(is_told)
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
            b'-' if ends_line(&bytes[at + 1..]) => None,
            128.. => plain_sign(&bytes[at..]),
            _ if self.signs[usize::from(byte)] => None,
            b'.' if next.is_ascii_whitespace() => {
                seen.end_sentence();
                Some(1)
            }
            b')' => {
                seen.mark(Mark::Close, at);
                if ends_label(&bytes[..at]) {
                    seen.mark(Mark::Label, at);
                }
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
        let is_code = length <= LONGEST_CODE && word.iter().all(u8::is_ascii_uppercase);
        if is_code {
            if is_series(word, behind) || is_draft(word, behind) {
                return None;
            }
            mark_capitals(word, behind, at, seen);
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
        // "C26", "TD 60"
        let numbered = is_code && is_numbered(behind);
        match marks {
            Some(_) if numbered => return None,
            Some(marks) => seen.add(*marks, at),
            None => {}
        }
        Some(length)
    }
}

/// The letters of ASCII, asked for at each byte.
const LETTERS: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        letters[byte] = (byte as u8).is_ascii_alphabetic();
        byte += 1;
    }
    letters
};

/// How many letters of ASCII `bytes` begin with.
fn letters(bytes: &[u8]) -> usize {
    let other = bytes.iter().position(|b| !LETTERS[usize::from(*b)]);
    other.unwrap_or(bytes.len())
}

/// Its first letter, its length, so far as it tells, and its second letter as a bit.
fn shape(word: &[u8]) -> (usize, usize, u32) {
    let letter = |at: usize| word.get(at).map_or(26, |b| (b | 0x20) - b'a');
    (letter(0).into(), word.len().min(SHAPES - 1), 1 << letter(1))
}

/// True where capitals and what stands behind them may be the letters of a series: "E-series", "E-, F- and X-series".
fn is_series(word: &[u8], behind: &[u8]) -> bool {
    let next = match behind {
        [b'-', next @ ..] | [0xe2, 0x80, 0x90..=0x95, next @ ..] => next.first().unwrap_or(&b' '),
        _ => return false,
    };
    word.len() <= LONGEST_SERIES && (!next.is_ascii_alphanumeric() || matches!(next, b's' | b'S'))
}

/// True where a number stands behind capitals.
fn is_numbered(behind: &[u8]) -> bool {
    let near = behind.iter().find(|b| !matches!(b, b' ' | b'.' | b'-'));
    near.is_some_and(u8::is_ascii_digit)
}

/// Notes what a word in capitals may be part of.
fn mark_capitals(word: &[u8], behind: &[u8], at: usize, seen: &mut Seen) {
    if word.len() == 1 || word.iter().all(|b| b"IVXLC".contains(b)) {
        seen.mark(Mark::Capital, at);
    }
    let is_glued = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii();
    let stops = behind.starts_with(b".") && behind.get(1).is_some_and(is_glued);
    if stops || behind.first().is_some_and(|b| !b.is_ascii()) {
        seen.mark(Mark::Code, at);
    }
}

/// True for the letters of a recommendation that may stand without a number: "Q.CE-APIMP".
fn is_draft(word: &[u8], behind: &[u8]) -> bool {
    word.len() <= LONGEST_SERIES && matches!(behind, [b'.', b'A'..=b'Z', ..])
}

/// True where `bytes` end as a label does before its bracket: "a", "iv", "12".
fn ends_label(bytes: &[u8]) -> bool {
    let label = bytes.iter().rev().take(LONGEST_LABEL + 1);
    let length = label.take_while(|b| b.is_ascii_alphanumeric()).count();
    (1..=LONGEST_LABEL).contains(&length)
}

/// True where nothing but spaces stands before the end of the line.
fn ends_line(bytes: &[u8]) -> bool {
    let rest = bytes.iter().find(|b| !matches!(b, b' ' | b'\t'));
    rest.is_some_and(|b| matches!(b, b'\n' | b'\r' | 0x0b | 0x0c))
}

/// The length of a sign at the start of `bytes` that is no letter, number or mark: quotation marks, hyphens, dashes,
/// dots, spaces.
fn plain_sign(bytes: &[u8]) -> Option<usize> {
    match bytes {
        // " ", "·"
        [0xc2, 0xa0 | 0xb7, ..] => Some(2),
        // Words may be parted behind a hyphen or dash that ends a line.
        [0xe2, 0x80, 0x90..=0x95, rest @ ..] if ends_line(rest) => None,
        // hyphens, dashes, quotation marks, "•", "…"
        [0xe2, 0x80, 0x90..=0x95 | 0x98..=0x9d | 0xa2 | 0xa6, ..] => Some(3),
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
            "In 1997 they met again, further along the coast; IP-based and ITU\u{2011}T networks grew for many years along the coast, till SG13 met.",
            "The international rivers (and the annex, however) fell \u{2022} and they rose again before anybody knew.",
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
            "E-, F- and X-series",
            "Q.CE-APIMP",
            "the Director to report (resolves)",
            "the Director to report (i. TSBDir)",
            "C19 and C-2000",
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
