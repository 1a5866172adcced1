//! Reads codes character by character within a paragraph, beside its tokens: "E.164", "TD25R1", "A.3.1".

use super::Reader;
use super::tokens::Tokens;
use crate::script::is_hyphen;

/// A place-by-place view of a paragraph.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens<'a>,
}

/// White space between two things.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// Where it ends.
    pub(super) end: usize,
    /// A line ends in it.
    pub(super) broken: bool,
}

/// Letters that stand together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn new(reader: Reader<'a>) -> Self {
        Line {
            text: reader.tokens.text,
            tokens: reader.tokens,
        }
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes().get(at).copied().unwrap_or(0)
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// Past white space at `at`, up to the next token.
    pub(super) fn gap(&self, at: usize) -> Gap {
        let next = self.tokens.token_from(at);
        let Some(token) = self.tokens.all.get(next) else {
            return Gap {
                end: at,
                broken: true,
            };
        };
        // In the middle of a token nothing is a gap.
        let inside = next > 0 && self.tokens.all[next - 1].end > at;
        Gap {
            end: if inside { at } else { token.start },
            broken: !inside && token.start > at && self.tokens.begins_line(next),
        }
    }

    pub(super) fn digits(&self, at: usize) -> Option<usize> {
        let rest = self.bytes().get(at..)?.iter();
        let count = rest.take_while(|b| b.is_ascii_digit()).count();
        (count > 0).then_some(at + count)
    }

    pub(super) fn hyphen(&self, at: usize) -> Option<usize> {
        let c = self.char_at(at).filter(|c| is_hyphen(*c))?;
        Some(at + c.len_utf8())
    }

    /// The letters at `at`.
    pub(super) fn word(&self, at: usize) -> Option<Letters<'a>> {
        let rest = self.text.get(at..)?;
        let length = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        (length > 0).then(|| Letters {
            start: at,
            end: at + length,
            text: &rest[..length],
        })
    }

    /// The end of the token of one of these classes that begins at `at`.
    pub(super) fn class_at(&self, at: usize, classes: &[u8]) -> Option<usize> {
        let token = self.tokens.all.get(self.tokens.token_from(at))?;
        (token.start == at && classes.contains(&token.class)).then_some(token.end)
    }
}
