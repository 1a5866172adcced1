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
        let silent =
            |m: &Member| m.clues.is_empty() && m.edition.is_none() && m.number.class != SESSION;
        if !members.iter().all(silent) {
            return None;
        }
        let before = self.acting_before(phrase.start);
        // "the gathering of fishers adopted its Resolution 5": whoever it is, none of ours was found to be it.
        let (its, verb) = (phrase.start.wrapping_sub(1), phrase.start.wrapping_sub(2));
        let own = self.class(its) == ITS && self.class(verb) == ADOPTED;
        let before = before.or_else(|| own.then_some(verb..phrase.start));
        let name = before.or_else(|| self.acting_behind(phrase.end))?;
        Some(self.clue(ClueSort::Name, Says::Other, name))
    }

    fn acting_before(&self, start: usize) -> Option<Range<usize>> {
        // "the Committee established by Resolution 5" is no author of it.
        let by = start.saturating_sub(1);
        let founded = by > self.floor && self.class(by) == BY && self.class(by - 1) == ADOPTED;
        if self.begins_line(start) || founded {
            return None;
        }
        let ends = |class| matches!(class, DOT | SEMICOLON | QUESTION) || is_adopter(class);
        let low = start.saturating_sub(BEFORE);
        let first = self.run_before(start, low, |i| !ends(self.class(i)));
        self.acting_in(first..start)
    }

    fn acting_behind(&self, end: usize) -> Option<Range<usize>> {
        let next = self.class(end);
        let goes_on = matches!(next, COMMA | OPEN | AUX | GOES_ON | ADOPTED | HYPHEN);
        // A title stands behind a number that begins a line, and behind a dash.
        let titled = self.begins_line(self.word) && !goes_on
            || next == HYPHEN && !matches!(self.class(end + 1), ADOPTED | AUX);
        if titled {
            return self.named_behind_dash(end);
        }
        let ends = |class| match class {
            DOT | SEMICOLON | COLON | QUESTION | ON | TO => true,
            class => is_kind(class) || is_adopter(class),
        };
        let window = end..self.all.len().min(end + BEHIND);
        let stop = window.clone().find(|i| ends(self.class(*i)));
        self.acting_in(end..stop.unwrap_or(window.end))
    }

    /// Somebody whose name begins or ends there and who acts.
    fn acting_in(&self, mut window: Range<usize>) -> Option<Range<usize>> {
        while let Some(at) = window.next() {
            if let Some(name) = self.somebody_at(at) {
                window.start = name.end;
                let low = name.start.saturating_sub(BEFORE);
                let hit = self.before(&self.rules.acting, low, name.start);
                if hit.is_some_and(|hit| hit.has("acts")) {
                    return Some(name);
                }
            }
        }
        None
    }

    /// "Resolution 83 – FAO Conference" within a sentence: a gathering is all that stands behind the dash.
    fn named_behind_dash(&self, dash: usize) -> Option<Range<usize>> {
        let hit = self.behind(&self.rules.behind_dash, dash - 1)?;
        let name = hit.get("name")?;
        let gathers = |class| matches!(class, GATHERING | GBODY) || is_other(class);
        let within = !self.begins_line(self.word) && self.any(name.clone(), gathers);
        (within && self.is_somebody(&name)).then_some(name)
    }

    /// The name of somebody else that token `at` is part of.
    pub(super) fn somebody_at(&self, at: usize) -> Option<Range<usize>> {
        self.name_at(at).filter(|name| self.is_somebody(name))
    }

    /// The name that token `at` is part of: words with capitals, those of organs, what links them.
    pub(super) fn name_at(&self, at: usize) -> Option<Range<usize>> {
        let part = |i: usize| match self.class(i) {
            ORGAN | GATHERING | SMALL_ORGAN | GBODY | ORGAN_ADJECTIVE | UNION | GEN_ORGAN => true,
            class => is_named(class),
        };
        if !part(at) {
            return None;
        }
        let links = |mut between: Range<usize>| {
            // Международная морская организация
            let adjectives = self.class(between.end) == GEN_ORGAN;
            between.all(|i| match self.class(i) {
                WORD => adjectives,
                class => matches!(class, OF | THE | ON | HYPHEN | APOS),
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
        let last = name.end - 1;
        // "the Students' Union"
        let sign = |i: usize| usize::from(self.class_before(i) == APOS);
        let led = |i: usize| i > name.start + sign(i) && is_named(self.class(i - 1 - sign(i)));
        let own = self.class_before(name.start) == ITU || self.class(last) == UNION && !led(last);
        let organs = name.clone().any(|i| match self.class(i) {
            ORGAN | GATHERING | GBODY => !self.is_small(i) || led(i) && is_cyrillic(self.reader, i),
            UNION => led(i),
            GEN_ORGAN => name.len() > 1,
            _ => false,
        });
        let told = |class| is_named(class) || class == ORGAN_ADJECTIVE;
        let known = self.any(name.clone(), is_other);
        // "the Assembly of the Federation", "the Council of Ministers"
        let organ = |i: &usize| matches!(self.class(*i), ORGAN | GATHERING | GBODY | GEN_ORGAN);
        let whole = |i: usize| self.class(i) == ORGAN && self.written(i).contains(' ');
        let of_organ = name.clone().filter(organ).count() > 1 || name.clone().any(whole);
        known || !own && organs && (of_organ || self.any(name.clone(), told))
    }
}

/// True for the names of bodies that are nobody else's.
fn is_adopter(class: u8) -> bool {
    is_body(class) && class != GBODY
}

/// True for what stands in names of others.
fn is_named(class: u8) -> bool {
    is_other(class) || matches!(class, NAME | CAPS | PLACE | LAW)
}
