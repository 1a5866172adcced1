//! Folds a text, character by character.

use super::letter::{push_folded, simple};
use super::{Break, Folded};
use crate::script::chars::{is_hyphen, is_mark, is_nothing, script};
use crate::script::confusable::{compound_around, read_as, targets};
use crate::script::{Script, Span};
use std::borrow::Cow;

pub(super) struct Builder<'s> {
    source: &'s str,
    text: String,
    breaks: Vec<Break>,
    confused: Vec<Span>,
    /// Where the last character that was written ends in the source.
    end: usize,
    /// Words before this place have been looked through for letters of other alphabets.
    looked: usize,
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Builder {
            source,
            text: String::with_capacity(source.len()),
            breaks: Vec::new(),
            confused: Vec::new(),
            end: 0,
            looked: 0,
        }
    }

    pub(super) fn build(mut self) -> Folded<'s> {
        let mut at = 0;
        while at < self.source.len() {
            at = self.plain(at);
            let Some(c) = self.source[at..].chars().next() else {
                break;
            };
            let mixes = at >= self.looked && may_mix(c);
            at = match mixes.then(|| self.mixed(at)).flatten() {
                Some(behind) => behind,
                None => self.one(at, c),
            };
        }
        if !self.breaks.is_empty() || self.text.len() != self.source.len() {
            self.breaks.push(Break {
                folded: self.text.len(),
                start: self.source.len(),
                end: self.end,
                whole: false,
            });
        }
        Folded {
            source: self.source,
            text: Cow::Owned(self.text),
            breaks: self.breaks,
            confused: self.confused,
        }
    }

    /// Writes the characters from `at` on that fold within ASCII; returns where others begin.
    fn plain(&mut self, at: usize) -> usize {
        let bytes = &self.source.as_bytes()[at..];
        let special = |b: &u8| *b >= 0x80 || matches!(*b, b'\r' | 0x1e | 0x1f | b'`');
        let length = bytes.iter().position(special).unwrap_or(bytes.len());
        if length > 0 {
            self.step(at, false);
            let written = self.text.len();
            self.text.push_str(&self.source[at..at + length]);
            self.text[written..].make_ascii_lowercase();
            self.end = at + length;
        }
        at + length
    }

    /// Writes one character.
    fn one(&mut self, at: usize, c: char) -> usize {
        let behind = at + c.len_utf8();
        if is_nothing(c) || (c == '\r' && self.source[behind..].starts_with('\n')) {
            return behind;
        }
        if is_mark(c) {
            // A mark belongs to its letter.
            if self.end == at {
                self.end = behind;
            }
            return behind;
        }
        self.write(at, c, c);
        behind
    }

    /// Writes the character at `at`, read as `letter`.
    fn write(&mut self, at: usize, written: char, letter: char) {
        let from = self.text.len();
        if let Some(same) = simple(letter) {
            self.text.push(same);
        } else {
            push_folded(letter, &mut self.text);
        }
        let length = self.text.len() - from;
        if length == 0 {
            return;
        }
        let whole = length != written.len_utf8();
        self.step_from(from, at, whole);
        self.end = at + written.len_utf8();
    }

    fn step(&mut self, at: usize, whole: bool) {
        self.step_from(self.text.len(), at, whole);
    }

    /// Notes that `folded` stands for what begins at `at`, where that does not follow from what was before.
    fn step_from(&mut self, folded: usize, at: usize, whole: bool) {
        let follows = match self.breaks.last() {
            None => folded == at,
            Some(last) => !last.whole && last.start + (folded - last.folded) == at,
        };
        if !follows || whole {
            self.breaks.push(Break {
                folded,
                start: at,
                end: self.end,
                whole,
            });
        }
    }

    /// Looks through the word around `at`, parts between hyphens together; where alphabets are mixed in it,
    /// writes it and returns its end.
    fn mixed(&mut self, at: usize) -> Option<usize> {
        let (start, end) = compound_around(self.source, self.looked, at);
        self.looked = end;
        let source: &'s str = self.source;
        let targets = targets(&source[start..end])?;
        self.back_to(start);
        let mut begun = start;
        for (part, target) in source[start..end].split(is_hyphen).zip(targets) {
            let mut odd = false;
            for (offset, c) in part.char_indices() {
                let letter = read_as(c, target);
                if letter == c {
                    self.one(begun + offset, c);
                } else {
                    self.write(begun + offset, c, letter);
                    // A single letter behind a hyphen is written in either alphabet: "МСЭ-T".
                    odd |= target != Some(Script::Cyrillic) || letters(part) > 1;
                }
            }
            let close = begun + part.len();
            if odd {
                self.confused.push(Span::new(begun, close));
            }
            begun = close;
            if let Some(hyphen) = source[close..end].chars().next() {
                begun = self.one(close, hyphen);
            }
        }
        Some(end)
    }

    /// Takes back what was written of the source from `start` on.
    fn back_to(&mut self, start: usize) {
        if self.end <= start {
            return;
        }
        let mut first = None;
        while let Some(last) = self.breaks.pop_if(|last| last.start >= start) {
            first = Some(last);
        }
        let (folded, end) = match (first.filter(|f| f.start == start), self.breaks.last()) {
            (Some(first), _) => (first.folded, first.end),
            (None, Some(last)) => (last.folded + (start - last.start), start),
            (None, None) => (start, start),
        };
        self.end = end;
        self.text.truncate(folded);
    }
}

fn letters(part: &str) -> usize {
    part.chars().filter(|c| script(*c).is_some()).count()
}

/// True for letters of alphabets that others are mixed up with.
fn may_mix(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}') && c.is_alphabetic()
}
