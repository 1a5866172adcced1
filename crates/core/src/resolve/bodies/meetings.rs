//! Where and when bodies met, and what that says of an edition.

use super::{Asked, Bodies};
use crate::knowledge::{Body, Conference, EditionMarking};
use crate::model::{Change, Edition, Kind, Mention, SlipKind, Written};
use crate::script::same;

impl Bodies<'_> {
    /// The conferences of a body.
    fn conferences(&self, body: &str) -> impl Iterator<Item = &Conference> {
        let all = self.knowledge.conferences.iter();
        all.filter(move |c| c.body == body)
    }

    /// The conferences that met where and when the edition says.
    pub(super) fn met_at<'a>(
        &'a self,
        edition: &'a Edition,
    ) -> impl Iterator<Item = &'a Conference> {
        let dated = edition.place.as_deref().zip(edition.year).into_iter();
        dated.flat_map(|(place, year)| self.knowledge.conferences_at(place, year))
    }

    /// True for a year up to the last one in which the body is known to have met: of later ones nothing is known.
    pub(super) fn is_past(&self, body: &str, year: Option<u16>) -> bool {
        let last = self.conferences(body).map(|c| c.year).max();
        year.is_some() && year <= last
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

    /// True where the text cannot be one of the body: it never met where or when the edition says, and no slip of one
    /// digit explains it; a day is written by which its texts are not cited; or a gathering adopted it that it is not.
    pub(in crate::resolve) fn contradicts(&self, body: &str, asked: Asked) -> bool {
        let Some(known) = self.knowledge.body(body) else {
            return false;
        };
        let edition = asked.edition();
        let met = |fits: &dyn Fn(&Conference) -> bool| self.conferences(body).any(fits);
        if let Some(word) = &asked.written.gathering
            && self.gathers_otherwise(known, word)
        {
            return true;
        }
        // Texts of conferences are hardly cited by the day alone.
        if let Some(year) = asked.written.dated
            && *edition == Edition::default()
        {
            return match known.editions {
                EditionMarking::PlaceYear | EditionMarking::Mark | EditionMarking::Version => true,
                EditionMarking::Year => !known.may_be_of(asked.number, year),
                EditionMarking::None => false,
            };
        }
        match (&edition.place, edition.year, known.editions) {
            (None, None, _) => false,
            (Some(_), _, EditionMarking::Year | EditionMarking::None) => true,
            (None, Some(year), EditionMarking::Year) => !known.may_be_of(asked.number, year),
            (None, Some(_), EditionMarking::None) => false,
            (None, Some(year), _) => met(&|_| true) && !met(&|c| c.year == year),
            (Some(place), year, _) => {
                !met(&|c| c.is_spelt(place) && year.is_none_or(|year| one_digit(c.year, year)))
            }
        }
    }

    /// True where that is the word for the gatherings of other bodies that have conferences, and none for those of
    /// `body`.
    fn gathers_otherwise(&self, body: &Body, word: &str) -> bool {
        let has = |body: &Body| body.gathering.iter().any(|g| same(g, word));
        let mut others = self.knowledge.bodies.iter();
        let meets = |b: &Body| b.editions == EditionMarking::PlaceYear;
        !has(body) && others.any(|b| meets(b) && has(b))
    }

    /// True where a conference met at place and year of the edition. Asked where no body that adopts such texts did.
    pub(in crate::resolve) fn is_of_others(&self, edition: &Edition) -> bool {
        self.met_at(edition).next().is_some()
    }

    /// The bodies that ever met at `place` and mark their texts with it; where the edition is none that was revised,
    /// in a year that one wrong digit makes of the one that is written.
    pub(super) fn by_place(&self, kind: Kind, place: &str, edition: &Edition) -> Vec<&str> {
        let near = |met: u16| edition.year.is_none_or(|year| one_digit(met, year));
        let marks = |id: &&str| {
            self.is(id, |b| {
                b.adopts.contains(&kind) && b.editions == EditionMarking::PlaceYear
            })
        };
        let met = self.knowledge.conferences.iter();
        let met = met.filter(|c| c.place == place && (edition.rev || near(c.year)));
        let mut bodies: Vec<&str> = Vec::new();
        for body in met.map(|c| c.body.as_str()).filter(marks) {
            if !bodies.contains(&body) {
                bodies.push(body);
            }
        }
        bodies
    }

    /// The bodies whose conference place and year name; for a tracked change those that both sides name.
    pub(super) fn by_edition<'a>(&'a self, asked: Asked<'a>, mention: &'a Mention) -> Vec<&'a str> {
        let written = asked.written;
        let one = self.of_side(asked, written);
        let undecided = |s: &crate::model::Slip| s.kind == SlipKind::UndecidedRedline;
        let is_other = |w: &&Written| {
            w.number == written.number && w.change.is_some() && w.change != written.change
        };
        let changed = written.change.is_some() && !written.slips.iter().any(undecided);
        let mut all = mention.written.iter().filter(|_| changed);
        let Some(other) = all.find(is_other) else {
            return one;
        };
        let other = self.of_side(asked, other);
        let shared = one.iter().filter(|b| other.contains(b)).copied();
        let shared: Vec<&str> = shared.collect();
        match written.change {
            _ if !shared.is_empty() => shared,
            Some(Change::Inserted) => other,
            _ => one,
        }
    }

    /// The bodies whose conference one side of a change names.
    fn of_side<'a>(&'a self, asked: Asked, side: &'a Written) -> Vec<&'a str> {
        let (Some(place), Some(year)) = (&side.edition.place, side.edition.year) else {
            return Vec::new();
        };
        let mut bodies: Vec<&str> = self.knowledge.bodies_at(asked.kind, place, year);
        // Texts of bodies that mark their editions otherwise are not dated so, unless nobody else is.
        let usual = |id: &&str| {
            let dated = [EditionMarking::PlaceYear, EditionMarking::Version];
            self.is(id, |b| dated.contains(&b.editions))
        };
        if bodies.iter().any(usual) {
            bodies.retain(usual);
        }
        if bodies.len() > 1 {
            bodies.retain(|id| self.is_shaped(id, asked));
        }
        bodies
    }
}

/// True where the two years differ in one digit at most.
fn one_digit(one: u16, other: u16) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let differ = one.chars().zip(other.chars()).filter(|(a, b)| a != b);
    one.len() == other.len() && differ.count() < 2
}
