//! How far what is known reaches. Texts of later conferences than anybody has told us of will be audited too:
//! what may have been adopted there is not for us to call wrong.

use super::{Audit, Code};
use crate::model::{BodyId, Citation, Finding, Horizons, Target, WorkId, has_met};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// An edition so many years behind the last known conference is a slip, not a conference to come.
const AHEAD: u16 = 12;
/// The codes that speak of whether what is cited is in force.
const OF_TIME: [Code; 5] = [
    Code::SuppressedTarget,
    Code::UnknownTarget,
    Code::ImpossibleEdition,
    Code::StaleEdition,
    Code::MixedEditions,
];
/// So many works are named of those that nobody can vouch for.
const NAMED: usize = 12;

/// Works of one body that are cited, and may have been revised or suppressed by conferences of which not all is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotVouchedFor {
    /// The conferences.
    pub met: Vec<String>,
    /// The works.
    pub works: Vec<WorkId>,
    /// True where an edition is cited that is later than all that are known here; false where it is the latest known.
    pub beyond: bool,
}

impl fmt::Display for NotVouchedFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self
            .works
            .iter()
            .take(NAMED)
            .map(|id| id.as_str())
            .collect();
        let more = match self.works.len() - names.len() {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        let what = match self.beyond {
            true => "Cited in an edition later than those known here",
            false => "Not known to be in force still",
        };
        let of = match self.met.as_slice() {
            [] => String::new(),
            met => format!(" (not all is known of {})", met.join(", ")),
        };
        write!(f, "{what}: {}{more}{of}.", names.join(", "))
    }
}

impl Audit<'_> {
    /// How far what is known reaches.
    pub fn horizons(&self) -> &Horizons {
        &self.horizons
    }

    /// What is cited, and no finding speaks of, because nothing here speaks against it, but of which nobody can say that
    /// it is in force: its body has met since, and not all that it did then is known.
    pub(super) fn not_vouched_for(&self, findings: &[Finding]) -> Vec<NotVouchedFor> {
        let told = findings
            .iter()
            .filter(|f| f.code.parse().is_ok_and(|c: Code| OF_TIME.contains(&c)));
        let told: BTreeSet<&WorkId> = told.flat_map(|f| &f.ids).collect();
        let to_come = self.texts_to_come();
        let mut cited: BTreeMap<(usize, bool), BTreeSet<&WorkId>> = BTreeMap::new();
        for (_, target) in self.cited() {
            let Some(id) = target.id.as_ref().filter(|id| !told.contains(id)) else {
                continue;
            };
            let body = self
                .horizons
                .horizon
                .iter()
                .position(|h| Some(&h.body) == id.body());
            let Some(body) = body else { continue };
            // Of a work that nobody has told of, what its body did until then is known.
            let latest = self.editions(id).last().and_then(|e| self.year(e));
            let full = self.horizons.horizon[body].full.as_deref();
            let year = latest.or_else(|| self.knowledge.year_of_mark(full?));
            let cited_year = self.year(&target.edition);
            // Where nothing is known of a body in full, nothing is later than it.
            let beyond = year.is_some() && cited_year > year;
            let since = match year {
                Some(_) => latest,
                None => cited_year,
            };
            let met_again =
                latest.is_some() && to_come.contains_key(&self.horizons.horizon[body].body);
            if beyond || met_again || self.horizon_since(id, since).is_some() {
                cited.entry((body, beyond)).or_default().insert(id);
            }
        }
        let named = |((body, beyond), works): ((usize, bool), BTreeSet<&WorkId>)| NotVouchedFor {
            met: {
                let horizon = &self.horizons.horizon[body];
                let met = horizon.uncertain().map(str::to_owned);
                let more = to_come.get(&horizon.body).into_iter().flatten().cloned();
                met.chain(more).collect()
            },
            works: works.into_iter().cloned().collect(),
            beyond,
        };
        cited.into_iter().map(named).collect()
    }

    /// The conferences of texts at hand that are later than all of their body that are known.
    fn texts_to_come(&self) -> BTreeMap<BodyId, BTreeSet<String>> {
        let mut found: BTreeMap<BodyId, BTreeSet<String>> = BTreeMap::new();
        for text in &self.index.texts {
            let body = text.work.as_ref().and_then(|id| id.body());
            if let (Some(body), Some(edition)) = (body, text.edition())
                && let (Some(place), Some(year)) = (&edition.place, edition.year)
                && self.is_to_come(Some(body.as_str()), year)
            {
                found
                    .entry(body.clone())
                    .or_default()
                    .insert(format!("{place}, {year}"));
            }
        }
        found
    }

    /// The conferences that may have revised or suppressed a work since its latest known edition, in a sentence.
    pub(super) fn horizon_since(&self, id: &WorkId, year: Option<u16>) -> Option<String> {
        let horizon = self.horizons.of_work(id)?;
        let met = has_met(&self.knowledge.may_have_changed(horizon, year?))?;
        Some(format!(
            "{met} since; what is not known of it here may have changed this."
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
