//! Phrases of `mappings/`, sorted by their words so that one is found at a place without trying all.

use super::lex::{Lex, is_hyphen};
use super::words::{Word, WordMap, fold_phrase};
use crate::knowledge::Pairs;

/// The first word of a phrase, folded, and the second if there is one.
pub(super) type Opening<'a> = (&'a [u8], Option<&'a [u8]>);

pub(super) fn opening(phrase: &[String]) -> Option<Opening<'_>> {
    let second = phrase.get(1).map(|w| w.as_bytes());
    Some((phrase.first()?.as_bytes(), second))
}

/// Phrases with something that each of them says; where several fit, the longest counts.
#[derive(Clone, Debug)]
pub(super) struct PhraseMap<T> {
    phrases: Vec<(Vec<String>, T)>,
    /// Which of them begin with a word, the longest first.
    first: WordMap<Vec<usize>>,
    /// Which of them end with it.
    last: WordMap<Vec<usize>>,
    /// How their first words begin.
    heads: Pairs,
    /// How their last words end.
    tails: Pairs,
}

/// Phrases that mean the same.
pub(super) type Phrases = PhraseMap<()>;

impl<T> PhraseMap<T> {
    pub(super) fn of(mut phrases: Vec<(Vec<String>, T)>) -> Self {
        phrases.retain(|(words, _)| !words.is_empty());
        phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let (mut first, mut last) = (WordMap::<Vec<usize>>::default(), WordMap::default());
        let (mut heads, mut tails) = (Pairs::default(), Pairs::default());
        for (i, (words, _)) in phrases.iter().enumerate() {
            let ends = (&words[0], &words[words.len() - 1]);
            first.of(ends.0).push(i);
            WordMap::<Vec<usize>>::of(&mut last, ends.1).push(i);
            heads.add(ends.0.bytes());
            tails.add(ends.1.bytes().rev());
        }
        PhraseMap {
            phrases,
            first,
            last,
            heads,
            tails,
        }
    }

    /// What the longest of them at `at` says, and its end.
    pub(super) fn find(&self, lex: Lex, at: usize) -> Option<(&T, usize)> {
        if !self.heads.may_be(lex.byte(at), lex.byte(at + 1)) {
            return None;
        }
        self.find_from(lex, &lex.word(at)?)
    }

    /// The same for a place whose first word is known.
    pub(super) fn find_from(&self, lex: Lex, word: &Word) -> Option<(&T, usize)> {
        self.first.get(word)?.iter().find_map(|i| {
            let (words, says) = &self.phrases[*i];
            Some((says, lex.phrase_behind(word.end, &words[1..])?))
        })
    }

    /// The end of the longest of them that stands at `at`.
    pub(super) fn at(&self, lex: Lex, at: usize) -> Option<usize> {
        Some(self.find(lex, at)?.1)
    }

    /// How they begin.
    pub(super) fn openings(&self) -> impl Iterator<Item = Opening<'_>> {
        self.phrases.iter().filter_map(|(words, _)| opening(words))
    }

    /// The words that they begin with.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.phrases.iter().map(|(words, _)| words[0].as_str())
    }

    /// True where a phrase begins with the word at `at`.
    pub(super) fn begins(&self, lex: Lex, at: usize) -> bool {
        self.heads.may_be(lex.byte(at), lex.byte(at + 1))
            && lex.word(at).is_some_and(|w| self.holds(&w))
    }

    /// True where a phrase begins with the word.
    pub(super) fn holds(&self, word: &Word) -> bool {
        self.first.contains(word)
    }

    /// What one of them that ends at `end` says, and its beginning.
    pub(super) fn find_before(&self, lex: Lex, end: usize) -> Option<(&T, usize)> {
        let inner = end.checked_sub(2).map_or(0, |at| lex.byte(at));
        if !self.tails.may_be(lex.byte(end.checked_sub(1)?), inner) {
            return None;
        }
        let word = lex.word_before(end)?;
        self.last.get(&word)?.iter().find_map(|i| {
            let (words, says) = &self.phrases[*i];
            Some((says, phrase_before(lex, end, words)?))
        })
    }

    /// The beginning of one of them that ends at `end`.
    pub(super) fn before(&self, lex: Lex, end: usize) -> Option<usize> {
        Some(self.find_before(lex, end)?.1)
    }
}

impl Phrases {
    pub(super) fn new(phrases: &[String]) -> Self {
        Self::of(phrases.iter().map(|p| (fold_phrase(p), ())).collect())
    }
}

/// The beginning of `phrase` where it ends at `end`.
fn phrase_before(lex: Lex, end: usize, phrase: &[String]) -> Option<usize> {
    let mut here = end;
    for (i, wanted) in phrase.iter().rev().enumerate() {
        if i > 0 {
            here = lex.gap_before(here)?;
            while let Some(c) = lex
                .char_before(here)
                .filter(|c| is_hyphen(*c) || "/'’.".contains(*c))
            {
                here = lex.gap_before(here - c.len_utf8())?;
            }
        }
        let word = lex.word_before(here)?;
        if !word.is(wanted) {
            return None;
        }
        here = word.start;
    }
    Some(here)
}
