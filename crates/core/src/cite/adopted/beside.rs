//! Somebody else who is named in the clause of a text of which nothing says whose it is: "Resolution 52 was approved
//! last year by the Assembly of the Fishers", "in Resolution 46, the Executive Board of the Bank asked". Whoever only
//! receives or helps ("with UNESCO", "requests UNESCO to") says nothing.

use super::{Member, Phrase, Prefix};
use crate::cite::class::*;
use crate::model::{Clue, ClueSort, Says};
use std::ops::Range;

/// So many tokens before and behind the phrase are looked at.
const BEFORE: usize = 24;
const BEHIND: usize = 16;

impl Phrase<'_> {
    /// That somebody, for members that say nothing.
    pub(super) fn beside(
        &self,
        members: &[Member],
        prefix: &Prefix,
        phrase: &Range<usize>,
    ) -> Option<Clue> {
        let silent =
            |m: &Member| m.clues.is_empty() && m.edition.is_none() && m.number.class != SESSION;
        if prefix.clue.is_some() || !members.iter().all(silent) {
            return None;
        }
        let name = self
            .before(phrase.start)
            .or_else(|| self.behind(phrase.end))?;
        Some(Clue {
            sort: ClueSort::Name,
            says: Says::Other,
            span: self.reader.span(name),
        })
    }

    fn before(&self, start: usize) -> Option<Range<usize>> {
        let tokens = self.reader.tokens;
        if tokens.begins_line(start) || self.is_founded(start - 1) {
            return None;
        }
        let mut at = start;
        while let Some(last) = at.checked_sub(1).filter(|i| i + BEFORE >= start) {
            match tokens.class(last) {
                DOT | SEMICOLON | QUESTION => return None,
                class if is_body(class) && class != GBODY => return None,
                _ => {}
            }
            at = match self.somebody_at(last) {
                Some(name) if self.acts(&name) => return Some(name),
                Some(name) => name.start,
                None => last,
            };
        }
        None
    }

    fn behind(&self, end: usize) -> Option<Range<usize>> {
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
        let mut at = end;
        while at < tokens.all.len() && at < end + BEHIND {
            match tokens.class(at) {
                DOT | SEMICOLON | COLON | QUESTION | ON | TO | KIND | KINDS | KSHORT => {
                    return None;
                }
                class if is_body(class) && class != GBODY => return None,
                _ => {}
            }
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
        let gathers = |i| {
            let class = tokens.class(i);
            matches!(class, GATHERING | GBODY) || is_other(class)
        };
        (ends && name.clone().any(gathers)).then_some(name)
    }

    /// The name of somebody else that token `at` is part of: a known one, or words with capitals of which one is that of
    /// an organ.
    pub(super) fn somebody_at(&self, at: usize) -> Option<Range<usize>> {
        let tokens = self.reader.tokens;
        let named = |i: usize| {
            matches!(
                tokens.class(i),
                NAME | CAPS | PLACE | LAW | OTHER | GEN_OTHER
            )
        };
        let organ = |i: usize| {
            matches!(
                tokens.class(i),
                ORGAN | GATHERING | SMALL_ORGAN | GBODY | ORGAN_ADJECTIVE
            )
        };
        let part = |i: usize| named(i) || organ(i) || tokens.class(i) == UNION;
        if !part(at) {
            return None;
        }
        let link = |i: usize| matches!(tokens.class(i), OF | THE | ON | HYPHEN);
        let (mut first, mut last) = (at, at);
        while first > 0 {
            let step = (1..=3)
                .take_while(|n| first >= *n)
                .find(|n| part(first - n));
            match step.filter(|n| (first + 1 - n..first).all(link)) {
                Some(n) => first -= n,
                None => break,
            }
        }
        while let Some(n) = (1..=3).find(|n| part(last + n))
            && (last + 1..last + n).all(link)
        {
            last += n;
        }
        let capital = |i: usize| tokens.written(i).starts_with(char::is_uppercase);
        let mut all = first..=last;
        let known = all.clone().any(|i| is_other(tokens.class(i)));
        let led = |i: usize| i > first && named(i - 1);
        let own = first > 0 && tokens.class(first - 1) == ITU
            || tokens.class(last) == UNION && !led(last);
        let organs = all.clone().any(|i| match tokens.class(i) {
            ORGAN | GATHERING | GBODY => capital(i),
            UNION => led(i),
            _ => false,
        });
        (known || !own && organs && all.any(|i| named(i) || tokens.class(i) == ORGAN_ADJECTIVE))
            .then_some(first..last + 1)
    }

    /// False where the name stands behind a word that makes its bearer one who helps or receives.
    fn acts(&self, name: &Range<usize>) -> bool {
        let tokens = self.reader.tokens;
        let mut first = name.start;
        loop {
            let mut before = first;
            while before > 0 && matches!(tokens.class(before - 1), THE | A | ITU | ORDINAL) {
                before -= 1;
            }
            if before == 0 || tokens.begins_line(before) {
                return true;
            }
            match tokens.class(before - 1) {
                // "with FAO, WHO and UNESCO"
                COMMA | AND if before > 1 => match self.somebody_at(before - 2) {
                    Some(other) if other.end == before - 1 => first = other.start,
                    _ => return tokens.class(before - 1) == COMMA,
                },
                class => {
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
            }
        }
    }
}
