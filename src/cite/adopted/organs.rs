//! Organs that are none of the bodies: "Executive Board decision 7", "Resolution 5 of the Commission on Fish",
//! "WHO Resolution 3". What they adopt is none of the bodies', whatever the text is about.

use super::Parse;
use crate::cite::lex::{Lex, is_hyphen};
use crate::cite::words::Word;

/// More words than the name of an organ has.
const NAME: usize = 9;
/// Letters of an abbreviation.
const SHORT: std::ops::RangeInclusive<usize> = 2..=8;

impl Parse<'_> {
    /// True where the name of an organ ends at `end`. `shouted`: the kind word behind is in capitals, so that
    /// capitals say nothing.
    pub(super) fn is_organ_before(&self, end: usize, shouted: bool) -> bool {
        let lex = self.lex;
        let behind_number = session_before(lex, end).unwrap_or(end);
        let Some(last) = lex.word_before(behind_number).filter(|w| w.capital) else {
            return false;
        };
        if self.is_abbreviation(&last) {
            return !shouted;
        }
        if behind_number < end {
            return false;
        }
        let mut word = last;
        let mut capitals = 0;
        for _ in 0..NAME {
            let before = word_before(lex, word.start);
            if word.capital && self.words.terms.organ.contains(&word) {
                let alone = capitals == 0
                    && !before
                        .as_ref()
                        .is_some_and(|w| w.capital && !self.is_small(w));
                return !(alone && self.words.is_gathering(&word));
            }
            capitals += usize::from(word.capital);
            match before.filter(|w| w.capital || self.is_small(w)) {
                Some(next) => word = next,
                None => return false,
            }
        }
        false
    }

    /// True where the name of an organ begins at `at`: "Executive Board", "Conference of the Parties", "WHO".
    pub(super) fn is_organ_at(&self, at: usize) -> bool {
        let lex = self.lex;
        let Some(first) = lex.word(at).filter(|w| w.capital) else {
            return false;
        };
        if self.is_abbreviation(&first) {
            return true;
        }
        let mut word = first;
        for count in 0..NAME {
            if self.words.terms.organ.contains(&word) {
                return count > 0 || !self.words.is_gathering(&word) || self.goes_on(word.end);
            }
            match word_behind(lex, word.end).filter(|w| w.capital) {
                Some(next) => word = next,
                None => return false,
            }
        }
        false
    }

    /// True where "of the Parties" stands at `at`, and not "of the Union".
    fn goes_on(&self, at: usize) -> bool {
        let (lex, terms) = (self.lex, &self.words.terms);
        let Some(of) = word_behind(lex, at).filter(|w| terms.of_name.contains(w)) else {
            return false;
        };
        let next = lex.gap(of.end).end;
        if terms.union.at(lex, next).is_some() {
            return false;
        }
        let the = terms.the.at(lex, next).map_or(next, |e| lex.gap(e).end);
        let whose = lex.word(the).filter(|w| w.capital);
        whose.is_some_and(|w| self.words.places.exact(w.text()).is_none())
    }

    /// True where the name of a body between `start` and `end` is part of another one's: "FAO Council", "Council
    /// of Europe", "UN Environment Assembly".
    pub(super) fn is_another(&self, start: usize, end: usize) -> bool {
        let (lex, terms) = (self.lex, &self.words.terms);
        if self.goes_on(end) || self.is_organ_behind(end) {
            return true;
        }
        if self.words.generic.at(lex, start) != Some(end) {
            return false;
        }
        // "See Council Resolution 5": the first word of a sentence is no name.
        word_before(lex, start).is_some_and(|w| {
            w.capital
                && !self.is_small(&w)
                && !terms.no_organ.contains(&w)
                && !terms.provision.holds(&w)
                && (self.is_abbreviation(&w) || word_before(lex, w.start).is_some())
        })
    }

    /// True where "Working Group", "Environment Assembly" stands at `at`.
    fn is_organ_behind(&self, at: usize) -> bool {
        let next = word_behind(self.lex, at).filter(|w| w.capital && !self.is_abbreviation(w));
        next.is_some_and(|w| self.is_organ_at(w.start))
    }

    /// True for "of", "on", "the", "and" within a name, and for "The" before it.
    fn is_small(&self, word: &Word) -> bool {
        let terms = &self.words.terms;
        terms.of_name.contains(word)
            || terms.on_name.contains(word)
            || terms.the.holds(word)
            || self.words.this.holds(word)
            || !word.capital && self.words.and.holds(word)
    }

    /// True for the abbreviation of an organisation: capitals alone, and none that stands there for another reason.
    fn is_abbreviation(&self, word: &Word) -> bool {
        let written = &self.lex.text[word.start..word.end];
        SHORT.contains(&written.len())
            && written.bytes().all(|b| b.is_ascii_uppercase())
            && !self.words.terms.no_organ.contains(word)
    }
}

/// Where the "-5" of "UNEA-5" begins that ends at `end`.
fn session_before(lex: Lex, end: usize) -> Option<usize> {
    let digits = lex.bytes()[..end].iter().rev().take(4);
    let digits = digits.take_while(|b| b.is_ascii_digit()).count();
    let hyphen = lex.char_before(end - digits).filter(|c| is_hyphen(*c))?;
    (digits > 0).then(|| end - digits - hyphen.len_utf8())
}

/// The word before, where nothing but a gap stands between.
fn word_before(lex: Lex, at: usize) -> Option<Word> {
    let before = lex.gap_before(at).filter(|b| *b < at)?;
    lex.word_before(before)
}

/// The word behind, where nothing but a gap stands between.
fn word_behind(lex: Lex, at: usize) -> Option<Word> {
    lex.soft_gap(at)
        .filter(|g| *g > at)
        .and_then(|g| lex.word(g))
}
