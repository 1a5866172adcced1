//! The places of the conferences, in all their spellings, and near misses of them.

use crate::knowledge::Knowledge;
use crate::model::{Edition, Kind};
use crate::script;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A meeting at a place.
#[derive(Clone, Debug)]
pub(super) struct Meeting {
    pub(super) year: u16,
    pub(super) body: String,
    adopts: Vec<Kind>,
}

impl Meeting {
    pub(super) fn adopts(&self, kind: Kind) -> bool {
        self.adopts.contains(&kind)
    }
}

/// All places at which a conference met.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    names: Vec<String>,
    meetings: Vec<Vec<Meeting>>,
    /// Squeezed spelling → place.
    spelt: BTreeMap<String, usize>,
    /// Every spelling as it is written.
    written: Vec<(String, usize)>,
}

/// Letters and digits of `text` as they are compared.
pub(super) fn squeeze(text: &str) -> String {
    let folded = script::fold(text);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Places {
    /// Every spelling as it is written, with its place.
    pub(super) fn spelt(&self) -> impl Iterator<Item = (&str, usize)> {
        self.written.iter().map(|(s, p)| (s.as_str(), *p))
    }

    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut places = Places::default();
        for conference in &knowledge.conferences {
            let canonical = squeeze(&conference.place);
            let id = *places.spelt.entry(canonical).or_insert(places.names.len());
            if id == places.names.len() {
                places.names.push(conference.place.clone());
                places.meetings.push(Vec::new());
                places.written.push((conference.place.clone(), id));
            }
            for spelling in conference.all_spellings() {
                if let Entry::Vacant(free) = places.spelt.entry(squeeze(spelling)) {
                    free.insert(id);
                    places.written.push((spelling.to_owned(), id));
                }
            }
            let body = knowledge.body(&conference.body);
            places.meetings[id].push(Meeting {
                year: conference.year,
                body: conference.body.to_string(),
                adopts: body.map(|b| b.adopts.clone()).unwrap_or_default(),
            });
        }
        places
    }

    /// The place in its canonical spelling.
    pub(super) fn name(&self, place: usize) -> &str {
        &self.names[place]
    }

    pub(super) fn meetings(&self, place: usize) -> &[Meeting] {
        &self.meetings[place]
    }

    /// True where a conference met there in that year.
    pub(super) fn met(&self, place: usize, year: u16) -> bool {
        self.meetings[place].iter().any(|m| m.year == year)
    }

    /// True where the edition names a conference of `body`.
    pub(super) fn is_of(&self, edition: &Edition, body: &str) -> bool {
        let place = edition.place.as_ref().and_then(|p| self.exact(&squeeze(p)));
        place.is_some_and(|p| {
            let mut meetings = self.meetings[p].iter();
            meetings.any(|m| Some(m.year) == edition.year && m.body == body)
        })
    }

    pub(super) fn exact(&self, squeezed: &str) -> Option<usize> {
        self.spelt.get(squeezed).copied()
    }

    /// The places that `squeezed` misses by few letters: one of up to seven, two of longer names. Nearest first.
    pub(super) fn near(&self, squeezed: &str) -> Vec<usize> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (spelling, place) in &self.spelt {
            let limit = if spelling.len() >= 8 { 2 } else { 1 };
            if spelling.chars().count() < 4 || spelling.len().abs_diff(squeezed.len()) > limit {
                continue;
            }
            let distance = strsim::osa_distance(spelling, squeezed);
            if distance <= limit {
                found.push((distance, *place));
            }
        }
        found.sort_unstable();
        let mut seen = FxHashSet::default();
        let places = found.into_iter().map(|(_, place)| place);
        places.filter(|place| seen.insert(*place)).collect()
    }
}
