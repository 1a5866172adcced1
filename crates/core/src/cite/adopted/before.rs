//! Whose a text is, by what stands before the kind word.

use super::{Named, Phrase};
use crate::cite::class::*;
use crate::cite::pattern::Hit;
use crate::model::{ClueSort, Says};

/// So many tokens before the word are looked at.
pub(super) const WINDOW: usize = 18;

impl Phrase<'_> {
    /// Who is named before `start`, with which the phrase itself begins; perhaps a body that adopts no such texts.
    pub(super) fn who_before(&self, start: usize) -> Option<Named> {
        // A bookmark on a new line begins a heading: what the line before ends with is none of it.
        if self.begins_heading(start) {
            return None;
        }
        // What stands before such a sign is another sentence.
        let parts = |i: usize| !matches!(self.class(i), SEMICOLON | QUESTION);
        let from = self.floor.max(start.saturating_sub(WINDOW));
        let from = self.run_before(start, from, parts);
        let short = self.before(&self.rules.before_short, from, start);
        if let Some(hit) = short.filter(|_| self.class == KSHORT)
            && !self.begins_line(hit.tokens.start)
        {
            return self.somebody(&hit);
        }
        let mut all = self.all_before(&self.rules.before, from, start);
        let named = all.find_map(|hit| self.taken(&hit))?;
        // The mark of another conference says nothing.
        let counts = self.class(named.tokens.start) != MARK || !self.is_foreign(&named);
        counts.then_some(named)
    }

    /// True for a body that adopts no such texts.
    pub(super) fn is_foreign(&self, named: &Named) -> bool {
        named
            .body
            .is_some_and(|body| !self.lexicon.adopts(body, self.kind))
    }

    /// True where a bookmark stands between the line before and the word.
    fn begins_heading(&self, start: usize) -> bool {
        if start == 0 || !self.begins_line(start) {
            return false;
        }
        let between = &self.text[self.all[start - 1].end..self.all[start].start];
        // A line that begins with a space begins behind a splice.
        between.contains("[bookmark") || between.contains("\n ")
    }

    /// What one pattern says; none where it does not count here.
    fn taken(&self, hit: &Hit) -> Option<Named> {
        let many = self.class == KINDS;
        let either = hit.get("both").filter(|_| !many);
        let is_either = either.is_some();
        if let Some(at) = either.or(hit.get("joined")) {
            let both = self.bodies_in(at.clone(), ClueSort::Before);
            // "WTSA and PP Resolution 44" names one of PP; WTDC第1号决议 has no other word for several.
            let told = match is_either {
                true => both.len() > 1,
                false => many || at.end < self.word,
            };
            let named = self.named(ClueSort::Organ, Says::Other, at);
            let named = Named { both, ..named };
            return told.then(|| {
                if is_either {
                    self.of_each(named)
                } else {
                    named
                }
            });
        }
        if let Some(at) = hit.get("this") {
            return Some(self.named_this(at));
        }
        if let Some(at) = hit.at("body").or(hit.at("weak")) {
            return self.body_before(at, !hit.has("body"));
        }
        let named = self.somebody(hit)?;
        self.names_somebody(&named).then_some(named)
    }

    /// True where capitals name somebody: a line in capitals names nobody by them; the label of an item neither.
    fn names_somebody(&self, named: &Named) -> bool {
        let at = &named.tokens;
        let glued = self.is_glued(at.end);
        let first = self.class(at.start);
        let first = matches!(first, CAPS | NAME | ORGAN) || is_other(first);
        let label = self.begins_line(at.start) && at.len() < 3 && !glued && !first;
        let word = self.written(self.word);
        let shouted = word.contains(char::is_uppercase)
            && !word.contains(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let by_capitals = shouted && !glued && !is_other(self.class_before(at.end));
        let apart = !glued && self.begins_line(at.end);
        !(by_capitals || label || apart && named.clue.sort == ClueSort::Name)
    }

    /// "WTSA and WTDC Resolutions 1": the one number is that of a text of each.
    pub(super) fn of_each(&self, mut named: Named) -> Named {
        if named.body.is_none() && named.both.len() > 1 {
            named.clue = named.both.remove(0);
            named.body = self.lexicon.body(&named.clue);
        }
        named
    }

    /// The body or Sector that token `at` names before the word.
    fn body_before(&self, at: usize, weak: bool) -> Option<Named> {
        let class = self.class(at);
        let body = match class {
            SECTOR => self.adopter(at),
            _ => self.body(at),
        }?;
        if class == SESSION_MARK {
            // "C19 Decision 619": the number is long enough to be one of its texts.
            let number = self.number(self.past(self.word + 1, DOT))?;
            if number.text.len() < 3 || !self.lexicon.adopts(body, self.kind) {
                return None;
            }
        }
        let sort = match weak || class == SECTOR {
            true => ClueSort::Sector,
            false => ClueSort::Before,
        };
        Some(self.named_body(sort, body, at))
    }
}
