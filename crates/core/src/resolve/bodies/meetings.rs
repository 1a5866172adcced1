//! Where and when bodies met, and what that says of an edition.

use super::Bodies;
use crate::knowledge::EditionMarking;
use crate::model::{Change, Edition, Kind, Mention, SlipKind, Written};

impl Bodies<'_> {
    /// True for a year up to the last one in which the body is known to have met: of later ones nothing is known.
    pub(super) fn is_past(&self, body: &str, year: Option<u16>) -> bool {
        let met = self.knowledge.conferences.iter().filter(|c| c.body == body);
        let last = met.map(|c| c.year).max();
        year.is_some_and(|year| last.is_some_and(|last| year <= last))
    }

    /// True for the mark of a conference that is known, the name before it left out or not ("Mob-87").
    pub(super) fn is_session(&self, mark: Option<&str>) -> bool {
        let ends = |mark: &str| {
            let short = format!(" {mark}");
            let mut known = self.knowledge.conferences.iter();
            known.any(|c| c.mark.ends_with(&short))
        };
        mark.is_some_and(|mark| self.knowledge.conference_by_mark(mark).is_some() || ends(mark))
    }

    /// True where the edition cannot be one of the body: it never met there or then, and no slip of one digit
    /// explains it.
    pub(in crate::resolve) fn contradicts(
        &self,
        body: &str,
        number: &str,
        edition: &Edition,
    ) -> bool {
        let Some(known) = self.knowledge.body(body) else {
            return false;
        };
        let met = || self.knowledge.conferences.iter().filter(|c| c.body == body);
        match (&edition.place, edition.year, known.editions) {
            (None, None, _) => false,
            (Some(_), _, EditionMarking::Year | EditionMarking::None) => true,
            (None, Some(year), EditionMarking::Year) if !known.dated.is_empty() => {
                known.is_of_year(number, year) == Some(false)
            }
            (None, Some(year), EditionMarking::Year) => {
                let number: Option<u32> = number.parse().ok();
                let since = number.and_then(|n| known.since.range(..=n).next_back());
                since.is_some_and(|(_, first)| year < *first)
            }
            (None, Some(_), EditionMarking::None) => false,
            (None, Some(year), _) => met().next().is_some() && !met().any(|c| c.year == year),
            (Some(place), None, _) => !met().any(|c| c.is_spelt(place)),
            (Some(place), Some(year), _) => {
                !met().any(|c| c.is_spelt(place) && one_digit(c.year, year))
            }
        }
    }

    /// True where a conference met at place and year of the edition. Asked where no body that adopts such texts did.
    pub(in crate::resolve) fn is_of_others(&self, written: &Written) -> bool {
        match (&written.edition.place, written.edition.year) {
            (Some(place), Some(year)) => {
                self.knowledge.conferences_at(place, year).next().is_some()
            }
            _ => false,
        }
    }

    /// The bodies that ever met at `place` and mark their texts with it; where the edition is none that was revised,
    /// in a year that one wrong digit makes of the one that is written.
    pub(super) fn by_place(&self, kind: Kind, place: &str, edition: &Edition) -> Vec<&str> {
        let near = |year: u16| {
            let (one, other) = (year.to_string(), edition.year.unwrap_or(year).to_string());
            one.chars()
                .zip(other.chars())
                .filter(|(a, b)| a != b)
                .count()
                < 2
        };
        let met = self
            .knowledge
            .conferences
            .iter()
            .filter(|c| c.place == place && (edition.rev || near(c.year)));
        let mut bodies: Vec<&str> = Vec::new();
        for conference in met {
            let body = self.knowledge.body(&conference.body);
            let marks = |b: &&crate::knowledge::Body| {
                b.adopts.contains(&kind) && b.editions == EditionMarking::PlaceYear
            };
            if let Some(body) = body.filter(marks)
                && !bodies.contains(&body.id.as_str())
            {
                bodies.push(&body.id);
            }
        }
        bodies
    }

    /// True where a conference of `body` is the one that the edition names.
    pub(super) fn met(&self, body: &str, written: &Written) -> bool {
        match (&written.edition.place, written.edition.year) {
            (Some(place), Some(year)) => self
                .knowledge
                .conferences_at(place, year)
                .any(|c| c.body == body),
            _ => false,
        }
    }

    /// The bodies whose conference place and year name; for a tracked change those that both sides name.
    pub(super) fn by_edition<'a>(
        &'a self,
        kind: Kind,
        number: &str,
        written: &'a Written,
        mention: &'a Mention,
    ) -> Vec<&'a str> {
        let of = |w: &'a Written| -> Vec<&'a str> {
            let (Some(place), Some(year)) = (&w.edition.place, w.edition.year) else {
                return Vec::new();
            };
            let mut found: Vec<&str> = self.knowledge.bodies_at(kind, place, year);
            // Texts of bodies that mark their editions otherwise are not dated so, unless nobody else is.
            let usual = |id: &&str| {
                self.knowledge.body(id).is_some_and(|b| {
                    matches!(
                        b.editions,
                        EditionMarking::PlaceYear | EditionMarking::Version
                    )
                })
            };
            if found.iter().any(usual) {
                found.retain(usual);
            }
            if found.len() > 1 {
                found.retain(|id| self.is_shaped(id, kind, number));
            }
            found
        };
        let mut found = of(written);
        let undecided = written
            .slips
            .iter()
            .any(|s| s.kind == SlipKind::UndecidedRedline);
        if written.change.is_some() && !undecided {
            let other = |w: &&Written| {
                w.number == written.number && w.change.is_some() && w.change != written.change
            };
            if let Some(other) = mention.written.iter().find(other) {
                let both = of(other);
                let shared: Vec<&str> =
                    found.iter().filter(|b| both.contains(b)).copied().collect();
                if !shared.is_empty() {
                    found = shared;
                } else if written.change == Some(Change::Inserted) {
                    found = both;
                }
            }
        }
        found
    }
}

/// True where the two years differ in one digit at most.
pub(super) fn one_digit(one: u16, other: u16) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let differ = one.chars().zip(other.chars()).filter(|(a, b)| a != b);
    one.len() == other.len() && differ.count() < 2
}
