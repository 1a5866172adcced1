//! Tells paragraphs in which nothing can be cited before they are cut into tokens: prose in Latin letters that has no
//! word with which a phrase begins, or not what goes with it. Whatever it does not understand is read.

use super::class::*;
use super::lexicon::PART;
use crate::script;
use rustc_hash::FxHashMap;

/// Longer words are not looked up: their paragraph is read.
const LONGEST: usize = 40;
/// The letters of a code are no more, and those before "-series".
const LONGEST_CODE: usize = 8;
const LONGEST_SERIES: usize = 3;
/// The first byte of the letters from "À" to "ÿ".
const LATIN: u8 = 0xc3;

/// What the words of terms are that phrases begin with, folded.
#[derive(Clone, Debug)]
pub(super) struct Sieve {
    words: FxHashMap<Box<str>, Seen>,
    /// Signs that phrases begin with.
    signs: [bool; 128],
}

impl Default for Sieve {
    fn default() -> Self {
        Sieve {
            words: FxHashMap::default(),
            signs: [false; 128],
        }
    }
}

/// What a paragraph has, so far as it was looked at, and what a word adds to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seen {
    /// A text may be named, whatever stands beside it.
    text: bool,
    /// A kind: a number goes with it, or what points at a text.
    kind: bool,
    /// A number goes with it.
    numbered: bool,
    /// A place in a text: a label or what points at it goes with it.
    opener: bool,
    /// "this", "above", "the same".
    pointing: bool,
    bracket: bool,
    digit: bool,
    /// A code may stand there: "A.1", "C26", "TD 60", "70/1".
    code: bool,
}

impl Seen {
    /// What a word may be that terms of these classes begin with.
    fn of(classes: &[u8]) -> Self {
        let any = |of: &[u8]| classes.iter().any(|c| of.contains(c));
        Seen {
            text: any(&[BASIC, BASIC_SHORT, ARTICLE, DIVISION, SECTOR]),
            kind: any(&[KIND, KINDS, KSHORT]),
            numbered: any(&[BASIC_NUMBER, NUMBER_SIGN, PAPER, SYMBOL]),
            opener: any(&[OPENER, ADVERB, ACTION, ITEM]),
            pointing: any(&[THIS, ABOVE, SAME, POSITION]),
            ..Seen::default()
        }
    }

    fn add(&mut self, word: Seen) {
        self.text |= word.text;
        self.kind |= word.kind;
        self.numbered |= word.numbered;
        self.opener |= word.opener;
        self.pointing |= word.pointing;
    }

    /// True where nothing can be cited.
    fn is_plain(&self) -> bool {
        let number = self.digit && (self.kind || self.numbered || self.code);
        let place = self.opener && (self.digit || self.bracket || self.pointing);
        !(self.text || number || place || self.kind && self.pointing)
    }
}

impl Sieve {
    /// The sieve of terms: each in pieces, with its classes. It is told by the longest of its words.
    pub(super) fn new<'a>(terms: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let mut sieve = Sieve::default();
        for (term, classes) in terms {
            let seen = Seen::of(&classes);
            if seen == Seen::default() {
                continue;
            }
            let pieces = term.split(PART).max_by_key(|piece| piece.len());
            let Some(longest) = pieces.filter(|piece| !piece.is_empty()) else {
                continue;
            };
            match longest.as_bytes()[0] {
                sign @ ..128 if !sign.is_ascii_alphabetic() => {
                    sieve.signs[usize::from(sign)] = true
                }
                _ => sieve.words.entry(longest.into()).or_default().add(seen),
            }
        }
        sieve
    }

    /// True where nothing can be cited in `text`, a paragraph.
    pub(super) fn is_plain(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut seen = Seen::default();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let length = match byte {
                b'a'..=b'z' | b'A'..=b'Z' | LATIN => self.word(text, at, &mut seen),
                b'0'..=b'9' => {
                    seen.digit = true;
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
                _ => {
                    seen.bracket |= byte == b')';
                    seen.code |= byte == b'/';
                    Some(1)
                }
            };
            let Some(length) = length.filter(|_| !seen.text) else {
                return false;
            };
            at += length;
        }
        seen.is_plain()
    }

    /// Looks at the word at `at`; its length, none where it is not understood.
    fn word(&self, text: &str, at: usize, seen: &mut Seen) -> Option<usize> {
        let bytes = &text.as_bytes()[at..];
        let (mut length, mut is_ascii) = (0, true);
        loop {
            match bytes[length..] {
                [b'a'..=b'z' | b'A'..=b'Z', ..] => length += 1,
                // "×" and "÷" are no letters.
                [LATIN, letter, ..] if letter != 0x97 && letter != 0xb7 => {
                    (length, is_ascii) = (length + 2, false);
                }
                _ => break,
            }
        }
        if length == 0 || length > LONGEST {
            return None;
        }
        let (word, behind) = bytes.split_at(length);
        if length <= LONGEST_CODE && word.iter().all(u8::is_ascii_uppercase) {
            let dash = behind.first().is_some_and(|b| *b == b'-' || !b.is_ascii());
            if dash && length <= LONGEST_SERIES {
                return None;
            }
            let near = behind.iter().find(|b| !matches!(b, b' ' | b'.' | b'-'));
            seen.code |= near.is_some_and(|b| b.is_ascii_digit() || !b.is_ascii());
        }
        let says = if is_ascii {
            let mut small = [0; LONGEST];
            let small = &mut small[..length];
            small.copy_from_slice(word);
            small.make_ascii_lowercase();
            self.words.get(std::str::from_utf8(small).ok()?)
        } else {
            self.words.get(&*script::fold(&text[at..at + length]))
        };
        says.into_iter().for_each(|says| seen.add(*says));
        Some(length)
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
    use super::super::Scanner;
    use super::*;
    use crate::knowledge::Knowledge;

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
            "considering a)",
            "recognizing further above",
            "the Constitution",
            "Annex",
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
