//! How far what is known reaches: of each body the last conference that is known in full, those known in part, and
//! those of which it is known only that they met.

use super::{Conference, Knowledge};
use crate::model::{BodyId, Day, Edition, Horizon, Horizons, Index, Partly, WorkId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How much is known of what a conference did.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Some of its texts.
    Part,
    /// The titles of all its texts.
    Titles,
    /// All that is in force after it, but not what was in force before.
    InForce,
    /// What it adopted, revised and suppressed.
    Full,
}

/// How much the knowledge holds of one conference (`known` in `texts/`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The body.
    pub body: BodyId,
    /// The conference, by its mark.
    pub conference: String,
    /// How much.
    pub extent: Extent,
    /// The first conference of which as much is known, where it is another.
    pub since: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// The day as of which something is asked, and how it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// `WTSA-16`, `2018-11-16`.
    pub label: String,
    /// What was adopted after this day does not count.
    pub day: Day,
}

/// `WTSA-16 (2016-11-03)`; the day alone where it was asked for.
impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.day.to_string();
        match self.label == day {
            true => f.write_str(&day),
            false => write!(f, "{} ({day})", self.label),
        }
    }
}

impl Knowledge {
    /// How far what is known reaches, for each body of which `mappings/` says so, with the works of `index`.
    pub fn horizons(&self, index: &Index) -> Horizons {
        let bodies = self.bodies.iter().filter(|body| self.has_reach(&body.id));
        Horizons {
            as_of: self.as_of.as_ref().map(ToString::to_string),
            horizon: bodies.map(|body| self.horizon(&body.id, index)).collect(),
        }
    }

    fn horizon(&self, body: &BodyId, index: &Index) -> Horizon {
        let reach = || self.reach.iter().filter(|r| r.body == *body);
        let year = |r: &Reach| self.year_of_mark(&r.conference);
        let full = reach()
            .filter(|r| r.extent >= Extent::InForce)
            .max_by_key(|r| year(r));
        let first = reach().filter_map(year).min();
        let from = full.and_then(year).or(first.map(|y| y.saturating_sub(1)));
        let mut horizon = Horizon {
            body: body.clone(),
            full: full.map(|r| r.conference.clone()),
            part: Vec::new(),
            met_since: Vec::new(),
        };
        let later = |c: &&Conference| c.body == *body && c.met && Some(c.year) > from;
        for conference in self.conferences.iter().filter(later) {
            let told = reach().any(|r| r.conference == conference.mark);
            let texts = texts_of(conference, index);
            if told || !texts.is_empty() {
                horizon.part.push(Partly {
                    conference: conference.mark.clone(),
                    texts,
                });
            } else {
                horizon.met_since.push(conference.mark.clone());
            }
        }
        // A body that has sessions in place of conferences.
        for told in reach().filter(|r| r.extent < Extent::InForce) {
            if self.conference_by_mark(&told.conference).is_none() {
                let of_body = index.works.iter().filter(|(id, _)| id.body() == Some(body));
                let texts = of_body.filter(|(_, w)| !w.editions.is_empty());
                horizon.part.push(Partly {
                    conference: told.conference.clone(),
                    texts: texts.map(|(id, _)| id.clone()).collect(),
                });
            }
        }
        horizon
    }

    /// The conferences of a body that met after an edition of that year and whose texts are not known in full, so
    /// that a later edition may exist.
    pub fn may_have_changed<'a>(&self, horizon: &'a Horizon, year: u16) -> Vec<&'a str> {
        let later = |mark: &&str| self.year_of_mark(mark).is_some_and(|y| y > year);
        horizon.uncertain().filter(later).collect()
    }

    /// The conferences that may have revised or suppressed a work of `index` since its latest edition, for all that is
    /// known.
    pub fn met_since<'a>(&self, known: &'a Horizons, index: &Index, id: &WorkId) -> Vec<&'a str> {
        let work = index.works.get(id).filter(|w| w.suppressed.is_none());
        let latest = work.and_then(|w| w.editions.last());
        let year = latest.and_then(|e| e.year.or_else(|| self.year_of_mark(e.mark.as_deref()?)));
        let horizon = known.of_work(id).zip(year);
        horizon.map_or(Vec::new(), |(h, year)| self.may_have_changed(h, year))
    }

    /// True where of the body's texts only those are known that are in force: a number that is not among them may be
    /// of one that was suppressed.
    pub fn knows_only_what_is_in_force(&self, body: &str) -> bool {
        let mut of_body = self.reach.iter().filter(|r| r.body == *body);
        of_body.any(|r| r.extent == Extent::InForce)
    }

    /// True where it is said how far the texts of the body are known.
    pub fn has_reach(&self, body: &str) -> bool {
        self.reach.iter().any(|r| r.body == *body)
    }

    /// True where all that the conference did is known, so that what is not known does not exist.
    pub fn is_known_in_full(&self, body: &str, conference: &Conference) -> bool {
        self.reach.iter().any(|r| {
            let since = r.since.as_deref().unwrap_or(&r.conference);
            r.body == body
                && r.extent == Extent::Full
                && self
                    .year_of_mark(&r.conference)
                    .is_some_and(|y| conference.year <= y)
                && self
                    .year_of_mark(since)
                    .is_some_and(|y| conference.year >= y)
        })
    }

    /// The year of a conference, or of a session that is marked by letters and year (`C21`).
    pub fn year_of_mark(&self, mark: &str) -> Option<u16> {
        if let Some(conference) = self.conference_by_mark(mark) {
            return Some(conference.year);
        }
        let session = |body: &super::Body| {
            let digits = mark.strip_prefix(body.session.as_deref()?)?;
            let year: u16 = digits.parse().ok()?;
            Some(match digits.len() {
                2 if year < 60 => 2000 + year,
                2 => 1900 + year,
                _ => year,
            })
        };
        self.bodies.iter().find_map(session)
    }

    /// The day of `WTSA-16`, `Dubai, 2018`, `C21`, `2018-11-16`, `2018-11` or `2018`, as of which something is asked.
    pub(super) fn day_of(&self, label: &str) -> Option<Day> {
        let label = label.trim();
        if let Some(conference) = self.conference_by_mark(label) {
            return Some(conference.day());
        }
        if let Some(day) = self.day_at(label) {
            return Some(day);
        }
        if label.starts_with(char::is_alphabetic) {
            return Some(Day::last_of(self.year_of_mark(label)?, None));
        }
        if let Ok(day) = label.parse() {
            return Some(day);
        }
        let (year, month) = match label.split_once('-') {
            Some((year, month)) => (year, Some(month.parse().ok()?)),
            None => (label, None),
        };
        let year: u16 = year.parse().ok()?;
        let sound = (1800..3000).contains(&year) && month.is_none_or(|m| (1..=12).contains(&m));
        sound.then(|| Day::last_of(year, month))
    }

    /// The day of the conferences of a place and a year, where all of them ended on one.
    fn day_at(&self, label: &str) -> Option<Day> {
        let (place, year) = label.rsplit_once([',', ' '])?;
        let place = place.trim_end_matches([',', ' ']);
        let mut days = self
            .conferences_at(place, year.parse().ok()?)
            .map(Conference::day);
        let first = days.next()?;
        days.all(|day| day == first).then_some(first)
    }

    /// The day on which an edition was adopted, as far as that is known: the last day of its conference, or the
    /// first day of its year.
    pub fn adopted_on(&self, body: Option<&str>, edition: &Edition) -> Option<Day> {
        if let Some(mark) = &edition.mark
            && let Some(conference) = self.conference_by_mark(mark)
        {
            return Some(conference.day());
        }
        let year = edition.year?;
        let mut met = self.conferences.iter();
        let conference =
            met.find(|c| body.is_none_or(|body| c.body == body) && c.has_adopted(edition));
        conference
            .map(Conference::day)
            .or_else(|| Some(Day::last_of(year.checked_sub(1)?, None)))
    }

    /// True where the edition was not yet adopted on the day as of which is asked.
    pub fn is_after_as_of(&self, body: Option<&str>, edition: &Edition) -> bool {
        let Some(as_of) = &self.as_of else {
            return false;
        };
        self.adopted_on(body, edition)
            .is_some_and(|day| day > as_of.day)
    }

    /// Forgets what came after the day as of which is asked.
    pub(super) fn forget_later(&mut self) {
        let Some(as_of) = self.as_of.clone() else {
            return;
        };
        for conference in &mut self.conferences {
            conference.met &= conference.day() <= as_of.day;
        }
        let later = |mark: &str| match self.conference_by_mark(mark) {
            Some(conference) => !conference.met,
            None => self
                .year_of_mark(mark)
                .is_some_and(|y| y > as_of.day.year()),
        };
        let mut reach = self.reach.clone();
        for told in &mut reach {
            // What is known of each conference since the first is known of the last before the day, too.
            if later(&told.conference) && told.since.as_deref().is_some_and(|s| !later(s)) {
                let met = self
                    .conferences
                    .iter()
                    .filter(|c| c.body == told.body && c.met);
                if let Some(last) = met.max_by_key(|c| c.day()) {
                    told.conference.clone_from(&last.mark);
                }
            }
        }
        reach.retain(|r| !later(&r.conference));
        self.reach = reach;
        let mut known = std::mem::take(&mut self.known);
        self.forget_later_in(&mut known);
        self.known = known;
    }

    /// Takes out of `index` what came after the day as of which is asked: editions, suppressions, texts and what
    /// they cite, works that did not yet exist.
    pub fn forget_later_in(&self, index: &mut Index) {
        let Some(as_of) = &self.as_of else {
            return;
        };
        let suppressed_later = |mark: &String| match self.conference_by_mark(mark) {
            Some(conference) => conference.day() > as_of.day,
            None => self
                .year_of_mark(mark)
                .is_some_and(|y| y > as_of.day.year()),
        };
        index.works.retain(|_, work| {
            let body = work.body.clone();
            let existed = work.editions.is_empty();
            work.editions
                .retain(|e| !self.is_after_as_of(body.as_deref(), e));
            work.cited
                .retain(|e| !self.is_after_as_of(body.as_deref(), e));
            if work.suppressed.as_ref().is_some_and(suppressed_later) {
                work.suppressed = None;
                work.successors.clear();
            }
            existed || !work.editions.is_empty()
        });
        let body = |id: &Option<WorkId>| id.as_ref().and_then(|id| id.body().cloned());
        let mut kept = Vec::with_capacity(index.texts.len());
        let mut count = 0;
        index.texts.retain(|text| {
            let of = body(&text.work);
            let later = text
                .edition()
                .is_some_and(|e| self.is_after_as_of(of.as_deref(), e));
            kept.push((!later).then_some(count));
            count += usize::from(!later);
            !later
        });
        index.citations.retain_mut(|citation| match citation.text {
            Some(text) => {
                citation.text = kept.get(text).copied().flatten();
                citation.text.is_some()
            }
            None => true,
        });
    }
}

/// The texts that a conference is known to have adopted, revised or suppressed.
fn texts_of(conference: &Conference, index: &Index) -> Vec<WorkId> {
    let of_it = |e: &Edition| match (&e.mark, &e.place) {
        (Some(mark), _) => conference
            .folded_marks()
            .any(|m| m == super::bodies::fold_mark(mark)),
        (None, Some(place)) => e.year == Some(conference.year) && conference.is_spelt(place),
        _ => false,
    };
    let works = index.works.iter();
    works
        .filter(|(id, _)| id.body() == Some(&conference.body))
        .filter(|(_, work)| {
            let suppressed = work.suppressed.as_deref() == Some(conference.mark.as_str());
            suppressed || work.editions.iter().any(of_it)
        })
        .map(|(id, _)| id.clone())
        .collect()
}
