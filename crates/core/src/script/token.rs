//! What a text is read in: words, numbers, runs of Chinese characters, signs.

use super::chars::{is_han, is_note_sign};
use super::fold::Folded;
use super::span::Span;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// A word, a number or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub sort: Sort,
    /// Its place in [`Folded::text`].
    pub at: Range<usize>,
    /// Its place in the source.
    pub span: Span,
    /// What stands before it.
    pub gap: Gap,
    /// A letter of another alphabet stands in it and was read as one of its own.
    pub confused: bool,
}

/// The sorts of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Letters of an alphabet.
    Word,
    /// Digits of any script.
    Number,
    /// Chinese characters, all that stand together.
    Han,
    /// A hyphen or dash of any length.
    Hyphen,
    /// Raised or lowered digits.
    Note,
    /// Any other sign, as it is compared.
    Mark(char),
}

/// The white space before a token, from none to an empty line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// It stands right behind the one before.
    None,
    /// Spaces.
    Space,
    /// A tab among them.
    Tab,
    /// One line end.
    Line,
    /// An empty line, or the beginning of the text.
    Blank,
}

/// Reads tokens; see [`Folded::tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'a, 's> {
    folded: &'a Folded<'s>,
    at: usize,
}

impl<'a, 's> Tokens<'a, 's> {
    pub(super) fn new(folded: &'a Folded<'s>, at: usize) -> Self {
        Tokens { folded, at }
    }
}

impl Iterator for Tokens<'_, '_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let text = self.folded.text();
        let (gap, start) = gap_at(text, self.at);
        let (sort, end) = match small_word(text.as_bytes(), start) {
            Some(end) => (Sort::Word, end),
            None => {
                let sort = sort_of(text[start..].chars().next()?);
                (sort, start + run(&text[start..], sort))
            }
        };
        self.at = end;
        let span = self.folded.span(start..end);
        Some(Token {
            sort,
            at: start..end,
            span,
            gap,
            confused: sort == Sort::Word && self.folded.is_confused(span),
        })
    }
}

/// Where the word ends that begins at `at`, if it is of small letters of ASCII as most are.
fn small_word(bytes: &[u8], at: usize) -> Option<usize> {
    let end = at
        + bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_lowercase())
            .count();
    let behind = bytes.get(end).copied().unwrap_or(b' ');
    (end > at && behind.is_ascii() && !behind.is_ascii_alphabetic()).then_some(end)
}

/// Stands where a page ends in the middle of a sentence: the end of one line, whatever was left out between the pages.
pub const PAGE_TURN: char = '\u{b}';

/// The white space at `at` and where it ends.
fn gap_at(text: &str, at: usize) -> (Gap, usize) {
    // Mostly a space or nothing.
    match &text.as_bytes()[at..] {
        [b' ', b'!'..=0xff, ..] if at > 0 => return (Gap::Space, at + 1),
        [b'!'..=0xff, ..] if at > 0 => return (Gap::None, at),
        _ => {}
    }
    let mut gap = if at == 0 { Gap::Blank } else { Gap::None };
    let mut lines = 0;
    let mut end = at;
    let mut turned = false;
    for b in &text.as_bytes()[at..] {
        match b {
            b' ' => gap = gap.max(Gap::Space),
            b'\t' => gap = gap.max(Gap::Tab),
            b'\n' => {
                lines += 1;
                gap = gap.max(if lines > 1 { Gap::Blank } else { Gap::Line });
            }
            0xb | 0xc | b'\r' => {
                turned |= char::from(*b) == PAGE_TURN;
                gap = gap.max(Gap::Line);
            }
            _ => break,
        }
        end += 1;
    }
    (if turned && at > 0 { Gap::Line } else { gap }, end)
}

fn sort_of(c: char) -> Sort {
    match c {
        'a'..='z' | 'A'..='Z' => Sort::Word,
        '0'..='9' => Sort::Number,
        '-' => Sort::Hyphen,
        _ if c.is_ascii() => Sort::Mark(c),
        _ if is_han(c) => Sort::Han,
        _ if is_note_sign(c) => Sort::Note,
        _ if c.is_alphabetic() => Sort::Word,
        _ => Sort::Mark(c),
    }
}

/// How many bytes of `text` are one token of the sort that begins there.
fn run(text: &str, sort: Sort) -> usize {
    let goes_on = |c: char| match sort {
        Sort::Word => goes_on_in_word(c),
        Sort::Hyphen | Sort::Mark(_) => false,
        _ => sort_of(c) == sort,
    };
    if let Sort::Hyphen | Sort::Mark(_) = sort {
        return text.chars().next().map_or(0, char::len_utf8);
    }
    let bytes = text.as_bytes();
    let plain = match sort {
        Sort::Word => bytes.iter().position(|b| !b.is_ascii_lowercase()),
        Sort::Number => bytes.iter().position(|b| !b.is_ascii_digit()),
        _ => Some(0),
    }
    .unwrap_or(bytes.len());
    if bytes
        .get(plain)
        .is_none_or(|b| *b < 0x80 && sort != Sort::Word)
    {
        return plain;
    }
    let rest = &text[plain..];
    plain + rest.find(|c| !goes_on(c)).unwrap_or(rest.len())
}

fn goes_on_in_word(c: char) -> bool {
    sort_of(c) == Sort::Word || (!c.is_ascii() && is_combining_mark(c))
}

/// Where `term` stands in `text`, both folded, as words of their own.
pub fn find_words(text: &str, term: &str) -> Option<usize> {
    let places = text.match_indices(term).map(|(at, _)| at);
    places
        .filter(|at| is_edge(text, *at))
        .find(|at| is_edge(text, at + term.len()))
}

/// True where no word or number goes on across the place `at` of a folded text; between Chinese characters
/// it is true everywhere.
pub fn is_edge(text: &str, at: usize) -> bool {
    let (Some(before), Some(behind)) = (text[..at].chars().next_back(), text[at..].chars().next())
    else {
        return true;
    };
    match sort_of(before) {
        Sort::Word => !goes_on_in_word(behind),
        Sort::Number => sort_of(behind) != Sort::Number,
        _ => !is_combining_mark(behind) || behind.is_ascii(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(Sort, Gap, &str)> {
        let folded = Folded::new(text);
        let tokens = folded.tokens();
        tokens
            .map(|t| (t.sort, t.gap, &text[t.span.range()]))
            .collect()
    }

    #[test]
    fn texts_are_cut_into_words_numbers_and_signs() {
        use Sort::{Han, Hyphen, Mark, Note, Number, Word};
        assert_eq!(
            tokens("COM5/2²\n2014Dubai"),
            [
                (Word, Gap::Blank, "COM"),
                (Number, Gap::None, "5"),
                (Mark('/'), Gap::None, "/"),
                (Number, Gap::None, "2"),
                (Note, Gap::None, "²"),
                (Number, Gap::Line, "2014"),
                (Word, Gap::None, "Dubai"),
            ]
        );
        assert_eq!(
            tokens("ITU-R第1－8号\tи\n\nво́т"),
            [
                (Word, Gap::Blank, "ITU"),
                (Hyphen, Gap::None, "-"),
                (Word, Gap::None, "R"),
                (Han, Gap::None, "第"),
                (Number, Gap::None, "1"),
                (Hyphen, Gap::None, "－"),
                (Number, Gap::None, "8"),
                (Han, Gap::None, "号"),
                (Word, Gap::Tab, "и"),
                (Word, Gap::Blank, "во́т"),
            ]
        );
        assert_eq!(tokens("संकल्प 7").len(), 2, "vowel signs are letters");
    }

    #[test]
    fn edges_stand_between_words() {
        let edges = |text: &str| {
            let places = text.char_indices().map(|(at, _)| at);
            places.filter(|at| is_edge(text, *at)).collect::<Vec<_>>()
        };
        assert_eq!(edges("ab12-c"), [0, 2, 4, 5]);
        assert_eq!(edges("决议"), [0, 3]);
    }
}
