//! Who a sentence says has adopted a text, before the text: "the Council, in its Resolution 5", "WTSA-16 adopted
//! Resolution 92", "by WTDC-14 (Resolution 45)".

use super::{Member, Named, Phrase};
use crate::cite::class::*;
use crate::model::{Clue, ClueSort, Says};
use std::ops::Range;

/// How far before the text its subject may stand.
const WINDOW: usize = 24;

impl Phrase<'_> {
    /// Gives the members the subject of their sentence as a clue; token `start` is the first of their phrase.
    pub(super) fn take_subject(&self, members: &mut [Member], start: usize) {
        let Some(named) = self.subject(start) else {
            return;
        };
        let body = named.body.map(|body| &self.lexicon.bodies[body]);
        let adopts = body.is_some_and(|body| body.adopts.contains(&self.kind));
        // Numbers of sessions tell whose they are, but for bodies that all have such ones.
        let symbol = body.is_some_and(|body| !body.symbol.is_empty());
        for member in members {
            if member.number.class == SESSION && !symbol {
                continue;
            }
            let (sort, says) = match adopts {
                true => (ClueSort::Subject, named.clue.says.clone()),
                // An edition says more than whoever speaks of the text.
                false if member.edition.is_some() && named.clue.sort != ClueSort::Organ => {
                    (ClueSort::Name, Says::Other)
                }
                false => (ClueSort::Organ, Says::Other),
            };
            let span = named.clue.span;
            member.year = member.year.or(named.year);
            member.clues.push(Clue { sort, says, span });
        }
    }

    fn subject(&self, start: usize) -> Option<Named> {
        let low = self.floor.max(start.saturating_sub(WINDOW));
        let hits = self.all_before(&self.rules.subject, low, start);
        let mut hits = hits.take_while(|hit| !hit.has("nobody"));
        hits.find_map(
            |hit| match (hit.at("last"), hit.at("near"), hit.at("apart")) {
                (Some(its), ..) => self.named_before(its),
                (_, Some(near), _) => {
                    let mut named = self.ending_at(near)?;
                    named.clue.sort = ClueSort::Name;
                    Some(named)
                }
                (.., Some(sign)) => self.in_apposition(sign),
                _ if hit.has("unknown") => self.unknown(hit.get("unknown")?),
                _ => Some(self.other(hit.get("organ")?)),
            },
        )
    }

    /// Somebody of whom nothing is known, in a clause that names nobody else: "the Conference in Busan adopted …".
    fn unknown(&self, name: Range<usize>) -> Option<Named> {
        let parts = |i: usize| !matches!(self.class(i), DOT | SEMICOLON | COLON | QUESTION);
        let clause = self.run_before(name.start, name.start.saturating_sub(WINDOW), parts);
        let gathers =
            |class| is_body(class) || matches!(class, GATHERING | ITU | UNION | OWN_ORGAN);
        let is_alone = !self.any(clause..name.start, gathers);
        is_alone.then(|| self.named(ClueSort::Name, Says::Other, name))
    }

    /// Who is named before the comma or dash that token `sign` is. "Together with WTSA, Resolution 71 …" speaks of two:
    /// a body counts where nothing but its name stands there, and "in the view of the Bank, Resolution 71 …" speaks of the
    /// Bank.
    fn in_apposition(&self, sign: usize) -> Option<Named> {
        let mut named = self.ending_at(sign)?;
        let first = named.tokens.start;
        let has = |is: fn(u8) -> bool| self.any(first..sign, is);
        let gathers = has(|class| matches!(class, GATHERING | GBODY));
        let organ = gathers || has(|class| matches!(class, ORGAN | SMALL_ORGAN));
        let low = self.floor.max(first.saturating_sub(WINDOW));
        let alone = self.before(&self.rules.clause, low, first);
        let is_led = alone.as_ref().is_none_or(|hit| hit.has("led"));
        if named.clue.says == Says::Other && is_led && !gathers {
            named.clue.sort = ClueSort::Name;
        }
        (named.body.is_none() && organ || alone.is_some()).then_some(named)
    }

    /// Who is named right before token `end`, behind the text that was named before.
    fn ending_at(&self, end: usize) -> Option<Named> {
        self.named_in(self.floor.max(end.saturating_sub(WINDOW)), end)
    }

    /// Who is named right before token `end`, from token `low` on.
    fn named_in(&self, low: usize, end: usize) -> Option<Named> {
        let hit = self.before(&self.rules.who, low, end)?;
        if let Some(at) = hit.at("body") {
            return Some(self.named_body(ClueSort::Subject, self.body(at)?, at));
        }
        let name = || hit.get("name").filter(|name| self.is_somebody(name));
        Some(self.other(hit.get("organ").or_else(name)?))
    }

    /// The last one who is named in the sentence before token `end`.
    pub(super) fn named_before(&self, end: usize) -> Option<Named> {
        let parts = |i| !matches!(self.class(i), DOT | SEMICOLON | COLON | QUESTION | QUOTE);
        let low = self.run_before(end, end.saturating_sub(WINDOW), parts);
        let mut ends = (low + 1..=end).rev();
        ends.find_map(|end| self.named_in(low, end))
    }

    fn other(&self, tokens: Range<usize>) -> Named {
        self.named(ClueSort::Organ, Says::Other, tokens)
    }
}
