//! A paragraph as the grammar reads it: tokens, each of one class, and the string of their classes.

mod pieces;
mod read;

use super::lexicon::{Lexicon, Says};
use super::number::Number;
use super::papers;
use super::pattern::{Hit, Rules};
use crate::script::Gap;
pub(super) use pieces::Pieces;
use read::Reading;
use std::ops::Range;

/// A word, a number, a sign, or a phrase of the lexicon.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) class: u8,
    /// Where it stands in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its place in the class string.
    pub(super) at: usize,
    /// Its pieces.
    pieces: Range<usize>,
    pub(super) says: Says,
    /// What a number says, by its place in [`Tokens::numbers`].
    number: Option<u32>,
    /// The year of the session that a mark names.
    pub(super) year: Option<u16>,
    /// What stands before it.
    gap: Gap,
}

/// The tokens of one paragraph.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) all: Vec<Token>,
    pub(super) classes: Vec<u8>,
    numbers: Vec<Number>,
    pieces: Pieces<'t>,
}

impl<'t> Tokens<'t> {
    /// The tokens of `text` in `range`.
    pub(super) fn new(
        text: &'t str,
        range: Range<usize>,
        lexicon: &Lexicon,
        codes: &papers::Codes,
    ) -> Self {
        let pieces = Pieces::new(text, range);
        let room = pieces.all.len();
        let tokens = Tokens {
            text,
            all: Vec::with_capacity(room),
            classes: Vec::with_capacity(2 * room),
            numbers: Vec::new(),
            pieces,
        };
        let mut reading = Reading {
            tokens,
            lexicon,
            codes,
        };
        let mut at = 0;
        while at < room {
            at = reading.read(at);
        }
        reading.tokens
    }

    /// The class of the `i`-th token; 0 behind the last.
    pub(super) fn class(&self, i: usize) -> u8 {
        self.all.get(i).map_or(0, |t| t.class)
    }

    /// The class of the token before the `i`-th; 0 before the first.
    pub(super) fn class_before(&self, i: usize) -> u8 {
        i.checked_sub(1).map_or(0, |i| self.class(i))
    }

    /// The `i`-th token, or the one behind it where that is of such a class.
    pub(super) fn past(&self, i: usize, class: u8) -> usize {
        i + usize::from(self.class(i) == class)
    }

    /// True where one of these tokens is of such a class.
    pub(super) fn any(&self, mut tokens: Range<usize>, is: impl Fn(u8) -> bool) -> bool {
        tokens.any(|i| is(self.class(i)))
    }

    /// Where those tokens begin that are so and stand right before the `i`-th, none of them before `floor`.
    pub(super) fn run_before(&self, i: usize, floor: usize, is: impl Fn(usize) -> bool) -> usize {
        let run = (floor..i).rev().take_while(|i| is(*i)).last();
        run.unwrap_or(i)
    }

    /// True where the `i`-th token begins with a capital, or with a small letter.
    pub(super) fn is_capital(&self, i: usize) -> bool {
        i < self.all.len() && self.written(i).starts_with(char::is_uppercase)
    }

    pub(super) fn is_small(&self, i: usize) -> bool {
        i < self.all.len() && self.written(i).starts_with(char::is_lowercase)
    }

    /// The `i`-th token as written.
    pub(super) fn written(&self, i: usize) -> &'t str {
        let token = &self.all[i];
        &self.text[token.start..token.end]
    }

    /// The `i`-th token as compared, without spaces and signs.
    pub(super) fn key(&self, i: usize) -> String {
        self.pieces.squeezed(self.all[i].pieces.clone())
    }

    /// The `i`-th token as compared, where it is a single piece.
    pub(super) fn norm(&self, i: usize) -> &str {
        self.pieces.norm(self.all[i].pieces.start)
    }

    /// True where a letter of another alphabet stands in the token.
    pub(super) fn confused(&self, i: usize) -> bool {
        self.pieces.all[self.all[i].pieces.clone()]
            .iter()
            .any(|p| p.confused)
    }

    /// What stands before the `i`-th token.
    pub(super) fn gap(&self, i: usize) -> Gap {
        self.all.get(i).map_or(Gap::Blank, |t| t.gap)
    }

    /// True where the `i`-th token stands right behind the one before.
    pub(super) fn is_glued(&self, i: usize) -> bool {
        self.gap(i) == Gap::None
    }

    /// True where it stands on a line of its own or begins one.
    pub(super) fn begins_line(&self, i: usize) -> bool {
        i == 0 || self.gap(i) >= Gap::Line
    }

    /// The number that the `i`-th token is.
    pub(super) fn number(&self, i: usize) -> Option<&Number> {
        self.numbers.get(self.all.get(i)?.number? as usize)
    }

    /// The first token at or behind place `at` of the class string.
    pub(super) fn token_at(&self, at: usize) -> usize {
        self.all.partition_point(|t| t.at < at)
    }

    /// The first token that begins at or behind byte `at` of the text.
    pub(super) fn token_from(&self, at: usize) -> usize {
        self.all.partition_point(|t| t.start < at)
    }

    /// The place in the class string behind the `i`-th token, the gap included.
    pub(super) fn place_behind(&self, i: usize) -> Range<usize> {
        self.all[i].at + 1..self.classes.len()
    }

    /// The place from token `from`, with the gap before it, up to the `i`-th, without it.
    pub(super) fn place_before(&self, from: usize, i: usize) -> Range<usize> {
        let first = self.all[from.min(i)].at;
        let gap = first.checked_sub(1).map(|at| self.classes[at]);
        first - usize::from(gap.is_some_and(|c| c.is_ascii_whitespace()))..self.all[i].at
    }

    /// What the first pattern finds that fits on the `i`-th token and what follows.
    pub(super) fn here<'a>(&'a self, rules: &'a Rules, i: usize) -> Option<Hit<'a>> {
        rules.all(self, self.all[i].at..self.classes.len()).next()
    }

    /// What the patterns find that fit right behind the `i`-th token, in order.
    pub(super) fn all_behind<'a>(
        &'a self,
        rules: &'a Rules,
        i: usize,
    ) -> impl Iterator<Item = Hit<'a>> + 'a {
        rules.all(self, self.place_behind(i))
    }

    /// The first of them.
    pub(super) fn behind<'a>(&'a self, rules: &'a Rules, i: usize) -> Option<Hit<'a>> {
        self.all_behind(rules, i).next()
    }

    /// What the patterns find that fit right before the `i`-th token, from token `from` on, in order.
    pub(super) fn all_before<'a>(
        &'a self,
        rules: &'a Rules,
        from: usize,
        i: usize,
    ) -> impl Iterator<Item = Hit<'a>> + 'a {
        rules.all(self, self.place_before(from, i))
    }

    /// The first of them.
    pub(super) fn before<'a>(&'a self, rules: &'a Rules, from: usize, i: usize) -> Option<Hit<'a>> {
        self.all_before(rules, from, i).next()
    }

    /// The token behind the one that ends at byte `end` of the text.
    pub(super) fn following(&self, end: usize) -> Option<usize> {
        let next = self.token_from(end);
        (next > 0 && self.all[next - 1].end == end).then_some(next)
    }

    /// The body that the token names.
    pub(super) fn body(&self, i: usize) -> Option<usize> {
        match self.all.get(i)?.says {
            Says::Body(body) => Some(body),
            _ => None,
        }
    }
}
