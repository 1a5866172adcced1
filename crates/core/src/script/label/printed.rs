//! Labels as they are printed before a clause.

use super::{Label, suffix};
use crate::script::chars::{digit, is_bullet};

/// What closes a printed label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// "a)"
    Bracket,
    /// "1."
    Dot,
    /// "一、"
    Comma,
    /// "1"
    None,
}

/// A label as it is printed before a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed<'t> {
    /// As written, with the bracket behind it and without one before.
    pub written: &'t str,
    /// The label alone.
    pub body: &'t str,
    /// What it counts, taken alone; nothing where letters ran together ("bc)").
    pub label: Option<Label>,
    /// What closes it.
    pub close: Close,
    /// Where the clause begins: behind it and the white space that follows.
    pub behind: usize,
    /// True where white space, or nothing at all, follows.
    pub apart: bool,
}

impl<'t> Printed<'t> {
    /// The label that `text` begins with. Whether it is one is for the reader of the clause to say where
    /// nothing closes it: "2018 was a year".
    pub fn at(text: &'t str) -> Option<Self> {
        let first = text.chars().next()?;
        if is_bullet(first) {
            let found = Self::closed(text, 0, first.len_utf8(), Close::None, first.len_utf8());
            return found.apart.then_some(found);
        }
        let open = if matches!(first, '(' | '（') {
            first.len_utf8()
        } else {
            0
        };
        let end = open + body_length(&text[open..])?;
        let rest = &text[end..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
        let (close, behind) = match rest[gap..].chars().next() {
            Some(c @ (')' | '）')) if gap == 0 || text[open..end].chars().count() <= 2 => {
                (Close::Bracket, end + gap + c.len_utf8())
            }
            _ if open > 0 => return None,
            Some(c @ ('.' | '．')) if gap == 0 => (Close::Dot, end + c.len_utf8()),
            Some('、') if gap == 0 => (Close::Comma, end + '、'.len_utf8()),
            _ => (Close::None, end),
        };
        Some(Self::closed(text, open, end, close, behind))
    }

    fn closed(text: &'t str, open: usize, end: usize, close: Close, stop: usize) -> Self {
        let rest = &text[stop..];
        let gap = rest.len() - rest.trim_start().len();
        let body = text[open..end].trim();
        Printed {
            written: &text[open..stop],
            body,
            label: Label::read(body),
            close,
            behind: stop + gap,
            apart: gap > 0 || rest.is_empty(),
        }
    }
}

/// The length of the digits, with what is put behind them, or of the letters that `text` begins with, where
/// they can be a label.
fn body_length(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if digit(first).is_some() {
        return Some(number_length(text));
    }
    let end = text
        .find(|c: char| !c.is_alphabetic() && c != 'ـ')
        .unwrap_or(text.len());
    let body = &text[..end];
    if is_plain_word(body.as_bytes()) {
        return None;
    }
    let count = body.chars().filter(|c| *c != 'ـ').count();
    let label = count > 0 && (count <= 2 || !Label::readings(body).is_empty());
    label.then_some(end)
}

/// True for words of ASCII that are no label: neither Roman numerals nor one letter again and again.
fn is_plain_word(word: &[u8]) -> bool {
    let is_letter = |b: &u8| b.is_ascii_alphabetic();
    let is_roman = |b: &u8| b"ivxlcdm".contains(&(b | 0x20));
    let is_same = |b: &u8| b.eq_ignore_ascii_case(&word[0]);
    word.len() > 2
        && word.iter().all(is_letter)
        && !word.iter().all(is_roman)
        && !word.iter().all(is_same)
}

fn number_length(text: &str) -> usize {
    let mut end = 0;
    let mut dot = false;
    for (at, c) in text.char_indices() {
        match c {
            '.' if !dot => dot = true,
            _ if digit(c).is_some() => {
                dot = false;
                end = at + c.len_utf8();
            }
            _ => break,
        }
    }
    let rest = &text[end..];
    let gap = usize::from(rest.starts_with([' ', '-']));
    let word = rest[gap..]
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len() - gap);
    let word = &rest[gap..gap + word];
    let one_letter = gap == 0 && word.len() == 1 && word.is_ascii();
    if suffix(word).is_some() || one_letter {
        end += gap + word.len();
    }
    end
}
