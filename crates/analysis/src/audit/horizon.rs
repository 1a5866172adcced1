//! How far what is known reaches. Texts of later conferences than anybody has told us of will be audited too:
//! what may have been adopted there is not for us to call wrong.

use super::Audit;
use crate::model::{BodyId, Citation, Target, WorkId};

/// An edition so many years behind the last known conference is a slip, not a conference to come.
const AHEAD: u16 = 12;

impl Audit<'_> {
    /// How far what is known reaches, in one sentence.
    pub fn horizon(&self) -> String {
        self.knowledge.say_horizon(&self.horizons)
    }

    /// How far what is known reaches, body by body.
    pub fn horizons(&self) -> &[crate::knowledge::Horizon] {
        &self.horizons
    }

    /// The conferences that may have revised or suppressed a work since its latest known edition, in a sentence.
    pub(super) fn horizon_since(&self, id: &WorkId, year: Option<u16>) -> Option<String> {
        let horizon = self.horizons.iter().find(|h| Some(&h.body) == id.body())?;
        let since = self.knowledge.may_have_changed(horizon, year?);
        let names = match &since[..] {
            [] => return None,
            [one] => format!("{one} has"),
            [rest @ .., last] => format!("{} and {last} have", rest.join(", ")),
        };
        Some(format!(
            "{names} met since; what is not known of it here may have changed this."
        ))
    }

    /// True where an edition of that year may be of a conference that we have not been told of: one later than
    /// the last at which the body, or where it is not known anybody, is known to have met.
    pub(super) fn is_to_come(&self, body: Option<&str>, year: u16) -> bool {
        let met = self.knowledge.conferences.iter().filter(|c| c.met);
        met.filter(|c| body.is_none_or(|body| c.body == body))
            .map(|c| c.year)
            .max()
            .is_some_and(|last| year > last && year <= last + AHEAD)
    }

    /// True where a conference of the body met there, or may have met.
    pub(super) fn may_have_met(&self, body: Option<&str>, place: &str, year: u16) -> bool {
        let mut met = self.knowledge.conferences_at(place, year);
        met.any(|c| c.met && Some(c.body.as_str()) == body) || self.is_to_come(body, year)
    }

    /// True where a number may be of a text adopted after those that are known: by the edition that is cited,
    /// by the date of the text that cites it, or because its source names such editions elsewhere.
    pub(super) fn may_be_new(&self, citation: &Citation, target: &Target) -> bool {
        let Some(body) = target.body.as_deref() else {
            return false;
        };
        let of_body = |b: &Option<BodyId>| b.as_deref() == Some(body);
        let known = self.knowledge.known.works.values();
        let years = known
            .filter(|w| of_body(&w.body))
            .flat_map(|w| &w.editions)
            .filter_map(|e| self.year(e));
        let Some(until) = years.max() else {
            return false;
        };
        let own = self.text_around(citation).and_then(|t| t.edition());
        let elsewhere = self
            .index
            .citations
            .iter()
            .filter(|c| c.source == citation.source)
            .flat_map(|c| &c.targets)
            .filter(|t| of_body(&t.body))
            .map(|t| &t.edition)
            .filter(|e| match (&e.place, e.year) {
                (Some(place), Some(year)) => self.may_have_met(Some(body), place, year),
                _ => false,
            });
        let Some(latest) = own
            .into_iter()
            .chain([&target.edition])
            .chain(elsewhere)
            .filter_map(|e| self.year(e))
            .max()
        else {
            return false;
        };
        // Between two conferences a body adopts nothing, if it is one that adopts at conferences.
        (latest > until && !self.knowledge.has_conferences(body))
            || self.is_to_come(Some(body), latest)
            || (self.knowledge.conferences.iter())
                .any(|c| c.met && c.body == body && (until + 1..=latest).contains(&c.year))
    }
}
