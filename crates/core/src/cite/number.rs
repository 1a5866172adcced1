//! Numbers of texts: `44`, `7-3`, `70/125`, `2665 (XX)`, `[COM5/2]`, `84[COM3-1]`, by the shapes in `forms.yaml`.

use super::class::{self, DECIMAL, DIGITS, NUMBER, SESSION, TEMPORARY, YEAR};
use super::lexicon::Lexicon;
use super::tokens::Pieces;
use crate::knowledge::{self, Lazy};
use crate::script::{beginning, fold, is_hyphen, tidy};

/// Few numbers are longer, in bytes, and none has a space behind so many.
const NEAR: usize = 128;

/// What the names of shapes begin with.
const SORT: &str = "sort";

/// A number as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    /// Its class.
    pub(super) class: u8,
    /// Without leading zeros; a temporary one in brackets.
    pub(super) text: String,
    /// What stands behind its hyphen.
    pub(super) version: Option<String>,
    /// Letters stand in it that look like digits.
    pub(super) lookalike: bool,
    /// The byte behind it.
    pub(super) end: usize,
}

impl Number {
    fn of(digits: &str) -> Self {
        Number {
            class: number_or_year(digits),
            text: unpadded(digits).to_owned(),
            end: digits.len(),
            ..Number::default()
        }
    }
}

/// What numbers look like.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes {
    /// All of them in one expression, each in a group that is named by its place.
    all: Lazy,
    /// Of each its class, and whether its second group is a version.
    sorts: Vec<(u8, bool)>,
}

impl Shapes {
    /// # Errors
    /// A class that nobody knows, a pattern that is no regular expression.
    pub(super) fn new(numbers: &knowledge::Numbers) -> Result<Self, String> {
        let expand = |pattern: &str| {
            // A part may be made of others.
            let rounds = numbers.parts.iter().chain(&numbers.parts);
            rounds.fold(pattern.to_owned(), |made, (name, part)| {
                made.replace(&format!("{{{name}}}"), &format!("(?:{part})"))
            })
        };
        let shapes = numbers.shapes.iter().enumerate().map(|(n, shape)| {
            let (pattern, before) = (expand(&shape.pattern), expand(&shape.before));
            format!("(?P<{SORT}{n}>{pattern})(?:{before})")
        });
        let all = format!("^(?:{})", shapes.collect::<Vec<_>>().join("|"));
        let sorts = numbers.shapes.iter().map(|shape| {
            let unknown = || format!("no class of words is called `{}`", shape.class);
            let class = class::named(&shape.class).ok_or_else(unknown)?;
            Ok((class, shape.version))
        });
        Ok(Shapes {
            sorts: sorts.collect::<Result<_, String>>()?,
            all: Lazy::new(all),
        })
    }

    /// # Errors
    /// A pattern that is no regular expression.
    pub(super) fn check(&self) -> Result<(), regex::Error> {
        self.all.check()
    }

    /// The number at byte `at` of `text`; `stuck`: behind a letter or a digit.
    pub(super) fn at(&self, text: &str, at: usize, stuck: bool) -> Option<Number> {
        let found = text.get(at..).and_then(|rest| {
            let plain = digits(rest).or_else(|| lookalike(rest).filter(|_| !stuck));
            plain.or_else(|| has_digit(rest).then(|| self.read(rest)).flatten())
        })?;
        let end = at + found.end;
        Some(Number { end, ..found })
    }

    fn read(&self, text: &str) -> Option<Number> {
        let all = self.all.get()?;
        let found = all.captures(beginning(text, NEAR))?;
        let mut named = all.capture_names().zip(found.iter());
        let (sort, whole) = named.find_map(|(name, group)| name.zip(group))?;
        let (class, versioned) = *self
            .sorts
            .get(sort.strip_prefix(SORT)?.parse::<usize>().ok()?)?;
        // Groups of others are not there.
        let mut parts = named.filter_map(|(_, group)| Some(plain(group?.as_str(), class)));
        let mut text = parts.next()?;
        let version = versioned.then(|| parts.next()).flatten();
        for part in parts {
            text = text + " " + &part;
        }
        let class = match class {
            NUMBER if version.is_none() => number_or_year(&text),
            class => class,
        };
        Some(Number {
            class,
            text,
            version,
            end: whole.end(),
            lookalike: false,
        })
    }
}

/// The number that begins with the `at`-th piece of the paragraph.
pub(super) fn at(pieces: &Pieces, at: usize, lexicon: &Lexicon) -> Option<Number> {
    let (start, stuck) = pieces.place(at);
    // No number begins with a small letter, but for an "l" that looks like a digit, nor with a sign but a bracket.
    let first = pieces.text.as_bytes()[start];
    let is_other = first.is_ascii_lowercase() || first.is_ascii_punctuation();
    let may_begin = !is_other || matches!(first, b'[' | b'l');
    may_begin.then(|| lexicon.numbers.at(pieces.text, start, stuck))?
}

/// The number that begins with the `at`-th piece and looks as those of some body do ("ES-10/24", "WHA75.12", "1/CP.21"),
/// where it would not be read as a whole otherwise.
pub(super) fn described(pieces: &Pieces, at: usize, lexicon: &Lexicon) -> Option<Number> {
    let (start, stuck) = pieces.place(at);
    let first = pieces.text.as_bytes()[start];
    if stuck || !(first.is_ascii_uppercase() || first.is_ascii_digit()) {
        return None;
    }
    let rest = beginning(&pieces.text[start..], NEAR);
    let end = start + lexicon.number_at(rest)?;
    let plain = match first.is_ascii_digit() {
        true => lexicon.numbers.at(pieces.text, start, stuck),
        false => None,
    };
    // "10-04" is a number of those whose numbers look so, and the fourth version of the tenth text of nobody.
    let whole = |n: &Number| n.end > end || n.end == end && n.version.is_none();
    if plain.is_some_and(|n| whole(&n) || n.class == SESSION) {
        return None;
    }
    Some(Number {
        class: SESSION,
        text: tidy(&pieces.text[start..end]),
        end,
        ..Number::default()
    })
}

/// No more characters stand before the digits of a number: "[EUR-A13-1]".
const LONGEST: usize = 24;

/// True where a letter, a digit or a bracket stands, and a digit before the next space: else no number begins there.
fn has_digit(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    // The first sign beyond the letters of ASCII mostly tells.
    let sign = text.bytes().find(|b| !b.is_ascii_alphabetic());
    if !begins || sign.is_none_or(|b| b == b' ') {
        return false;
    }
    let near = text.chars().take(LONGEST);
    near.take_while(|c| !c.is_whitespace())
        .any(char::is_numeric)
}

/// Digits at the start of `text` behind which no shape goes on: most numbers, for which no expression need be tried.
fn digits(text: &str) -> Option<Number> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &text[digits..];
    let next = behind.trim_start_matches(' ');
    let mut signs = next.bytes();
    let (first, second) = (signs.next(), signs.next());
    let is_small = |byte: Option<u8>| byte.is_some_and(|b| b.is_ascii_lowercase());
    let ends = match first {
        None | Some(b',' | b';' | b':' | b')' | b'\t') => true,
        // "2665\n(XX)"
        Some(b'\n') => !next[1..].trim_start_matches(' ').starts_with('('),
        Some(b'.') => second.is_none_or(|b| b.is_ascii_whitespace()),
        // "44 (Rev. …", "44 (2016)", but not "2665 (XX)"
        Some(b'(') => {
            is_small(second) || is_small(signs.next()) || second.is_some_and(|b| b.is_ascii_digit())
        }
        // "12 May", but not "57/270 B"
        Some(b'A'..=b'Z') => next.len() < behind.len() && is_small(second),
        Some(b'a'..=b'z' | b'0'..=b'9') => next.len() < behind.len(),
        _ => false,
    };
    (ends && (1..=4).contains(&digits)).then(|| Number::of(&text[..digits]))
}

/// A number at the start of `text` of which some digits are written as letters: "4O", "l23", "2O12". Most are digits.
fn lookalike(text: &str) -> Option<Number> {
    let first = text.bytes().next()?;
    if !(first.is_ascii_digit() || b"OIl".contains(&first)) {
        return None;
    }
    let word = text.chars().take(5).take_while(|c| c.is_alphanumeric());
    let digits = word.map(|c| match c {
        'O' | 'o' => Some('0'),
        'I' | 'l' => Some('1'),
        c => Some(c).filter(char::is_ascii_digit),
    });
    let digits = digits.collect::<Option<String>>()?;
    let letters = text[..digits.len()]
        .matches(|c: char| c.is_ascii_alphabetic())
        .count();
    let mostly = digits.len() > letters + usize::from(!first.is_ascii_digit());
    (letters > 0 && mostly && digits.len() <= 4).then(|| Number {
        lookalike: true,
        ..Number::of(&digits)
    })
}

/// A part of a number as it is compared.
fn plain(written: &str, class: u8) -> String {
    let characters = written.chars().filter(|c| *c != '*');
    let folded: String = characters
        .map(|c| match c {
            c if is_hyphen(c) => '-',
            c if c.is_ascii() => c,
            c => fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c),
        })
        .collect();
    match class {
        TEMPORARY => format!("[{}]", folded.to_ascii_uppercase()),
        DECIMAL | DIGITS => folded,
        _ => unpadded(&folded).to_owned(),
    }
}

fn number_or_year(digits: &str) -> u8 {
    match digits.parse::<u16>() {
        Ok(1860..=2100) => YEAR,
        _ => NUMBER,
    }
}

fn unpadded(number: &str) -> &str {
    let bare = number.trim_start_matches('0');
    let padded = number.len() - bare.len();
    match bare.starts_with(|c: char| c.is_ascii_digit()) {
        true => bare,
        false => &number[padded.saturating_sub(1)..],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn numbers_are_told_from_words_and_marks() {
        let known = Knowledge::builtin().expect("mappings/ load").forms.numbers;
        let shapes = Shapes::new(&known).expect("the shapes of numbers");
        let found = shapes.at("7-3 (", 0, false).expect("a version");
        assert_eq!((&*found.text, found.version.as_deref()), ("7", Some("3")));
        for text in ["that", "WTSA-16", "XI/22"] {
            assert_eq!(shapes.at(text, 0, false), None, "{text}");
        }
        // Very many bold pieces are one number.
        let text = "1*".repeat(200_000) + "1";
        let found = shapes.at(&text, 0, false).expect("digits");
        assert_eq!((found.text.len(), found.end), (200_001, text.len()));
    }
}
