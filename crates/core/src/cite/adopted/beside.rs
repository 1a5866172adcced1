//! Somebody else who is named in the clause of a text of which nothing says whose it is: "Resolution 52 was approved
//! last year by the Assembly of the Fishers", "in Resolution 46, the Executive Board of the Bank asked". Whoever only
//! receives or helps ("with UNESCO", "requests UNESCO to") says nothing.

use super::{Member, Phrase};
use crate::cite::class::*;
use crate::cite::inner::is_cyrillic;
use crate::model::{Clue, ClueSort, Says};
use std::ops::Range;

/// So many tokens before and behind the phrase are looked at.
const BEFORE: usize = 24;
const BEHIND: usize = 16;

impl Phrase<'_> {
    /// That somebody, for members that say nothing.
    pub(super) fn beside(&self, members: &[Member], phrase: &Range<usize>) -> Option<Clue> {
        let tokens = self.reader.tokens;
        let silent =
            |m: &Member| m.clues.is_empty() && m.edition.is_none() && m.number.class != SESSION;
        if !members.iter().all(silent) {
            return None;
        }
        let before = self.acting_before(phrase.start);
        // "the gathering of fishers adopted its Resolution 5": whoever it is, none of ours was found to be it.
        let (its, verb) = (phrase.start.wrapping_sub(1), phrase.start.wrapping_sub(2));
        let own = tokens.class(its) == ITS && tokens.class(verb) == ADOPTED;
        let before = before.or_else(|| own.then_some(verb..phrase.start));
        let name = before.or_else(|| self.acting_behind(phrase.end))?;
        Some(self.clue(ClueSort::Name, Says::Other, name))
    }

    fn acting_before(&self, start: usize) -> Option<Range<usize>> {
        let tokens = self.reader.tokens;
        if tokens.begins_line(start) || self.is_founded(start - 1) {
            return None;
        }
        let mut at = start;
        while let Some(last) = at.checked_sub(1).filter(|i| i + BEFORE >= start) {
            let class = tokens.class(last);
            if matches!(class, DOT | SEMICOLON | QUESTION) || is_body(class) && class != GBODY {
                return None;
            }
            at = match self.somebody_at(last) {
                Some(name) if self.acts(&name) => return Some(name),
                Some(name) => name.start,
                None => last,
            };
        }
        None
    }

    fn acting_behind(&self, end: usize) -> Option<Range<usize>> {
        let tokens = self.reader.tokens;
        let goes_on = matches!(
            tokens.class(end),
            COMMA | OPEN | AUX | GOES_ON | ADOPTED | HYPHEN
        );
        // A title stands behind a number that begins a line, and behind a dash.
        let titled = tokens.begins_line(self.word) && !goes_on
            || tokens.class(end) == HYPHEN && !matches!(tokens.class(end + 1), ADOPTED | AUX);
        if titled {
            return self.named_behind_dash(end);
        }
        let ends = |class| match class {
            DOT | SEMICOLON | COLON | QUESTION | ON | TO => true,
            class => is_kind(class) || is_body(class) && class != GBODY,
        };
        let mut at = end;
        while at < tokens.all.len().min(end + BEHIND) && !ends(tokens.class(at)) {
            at = match self.somebody_at(at) {
                Some(name) if self.acts(&name) => return Some(name),
                Some(name) => name.end,
                None => at + 1,
            };
        }
        None
    }

    /// "Resolution 83 – FAO Conference" within a sentence: a gathering is all that stands behind the dash.
    fn named_behind_dash(&self, dash: usize) -> Option<Range<usize>> {
        let tokens = self.reader.tokens;
        let first = dash + 1 + usize::from(tokens.class(dash + 1) == THE);
        if tokens.class(dash) != HYPHEN || tokens.begins_line(self.word) {
            return None;
        }
        let name = self.somebody_at(first).filter(|n| n.start <= first)?;
        let ends = matches!(
            tokens.class(name.end),
            0 | SEMICOLON | DOT | COMMA | CLOSE | QUOTE
        );
        let gathers = |class| matches!(class, GATHERING | GBODY) || is_other(class);
        (ends && tokens.any(name.clone(), gathers)).then_some(name)
    }

    /// The name of somebody else that token `at` is part of.
    pub(super) fn somebody_at(&self, at: usize) -> Option<Range<usize>> {
        self.name_at(at).filter(|name| self.is_somebody(name))
    }

    /// The name that token `at` is part of: words with capitals, those of organs, what links them.
    pub(super) fn name_at(&self, at: usize) -> Option<Range<usize>> {
        let tokens = self.reader.tokens;
        let part = |i: usize| match tokens.class(i) {
            ORGAN | GATHERING | SMALL_ORGAN | GBODY | ORGAN_ADJECTIVE | UNION | GEN_ORGAN => true,
            class => is_named(class),
        };
        if !part(at) {
            return None;
        }
        let links = |mut between: Range<usize>| {
            // Международная морская организация
            let adjectives = tokens.class(between.end) == GEN_ORGAN;
            between.all(|i| match tokens.class(i) {
                WORD => adjectives,
                class => matches!(class, OF | THE | ON | HYPHEN),
            })
        };
        let (mut first, mut last) = (at, at);
        // At most two such words stand between two parts of a name.
        while let Some(part) = (first.saturating_sub(3)..first).rev().find(|i| part(*i))
            && links(part + 1..first)
        {
            first = part;
        }
        while let Some(part) = (last + 1..last + 4).find(|i| part(*i))
            && links(last + 1..part)
        {
            last = part;
        }
        Some(first..last + 1)
    }

    /// True where a name is that of somebody else: a known one, or words of which one is that of an organ.
    pub(super) fn is_somebody(&self, name: &Range<usize>) -> bool {
        let tokens = self.reader.tokens;
        let last = name.end - 1;
        let led = |i: usize| i > name.start && is_named(tokens.class(i - 1));
        let own =
            tokens.class_before(name.start) == ITU || tokens.class(last) == UNION && !led(last);
        let organs = name.clone().any(|i| match tokens.class(i) {
            ORGAN | GATHERING | GBODY => {
                tokens.is_capital(i) || led(i) && is_cyrillic(self.reader, i)
            }
            UNION => led(i),
            GEN_ORGAN => name.len() > 1,
            _ => false,
        });
        let told = |class| is_named(class) || class == ORGAN_ADJECTIVE;
        let known = tokens.any(name.clone(), is_other);
        known || !own && organs && tokens.any(name.clone(), told)
    }

    /// False where the name stands behind a word that makes its bearer one who helps or receives.
    fn acts(&self, name: &Range<usize>) -> bool {
        let tokens = self.reader.tokens;
        let led = |i| matches!(tokens.class(i), THE | A | ITU | ORDINAL);
        let mut first = name.start;
        loop {
            let before = tokens.run_before(first, 0, led);
            if tokens.begins_line(before) {
                return true;
            }
            // "with FAO, WHO and UNESCO"
            let class = tokens.class(before - 1);
            if before < 2 || !matches!(class, COMMA | AND) {
                return matches!(
                    class,
                    OPEN | CLOSE
                        | QUOTE
                        | HYPHEN
                        | GOES_ON
                        | AUX
                        | AS
                        | OF
                        | BY
                        | IN
                        | AT
                        | YEAR
                        | NUMBER
                        | ADOPTED
                        | DECIDING
                        | ADVERB
                        | COLON
                        | SMALL
                );
            }
            match self.somebody_at(before - 2) {
                Some(other) if other.end == before - 1 => first = other.start,
                _ => return class == COMMA,
            }
        }
    }
}

/// True for what stands in names of others.
fn is_named(class: u8) -> bool {
    is_other(class) || matches!(class, NAME | CAPS | PLACE | LAW)
}
