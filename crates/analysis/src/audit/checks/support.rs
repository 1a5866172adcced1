//! What backs that two works are mapped onto each other.

use crate::audit::Audit;
use crate::model::{Role, WorkId};
use crate::reuse::{Editions, words};
use std::collections::{BTreeMap, BTreeSet};

/// Titles that share so much of their words say the same.
const SAME_TITLE: f64 = 0.5;

/// Who cites whom, and who is called what.
pub(super) struct Support {
    cites: BTreeSet<(WorkId, WorkId)>,
    titles: BTreeMap<WorkId, BTreeSet<String>>,
    /// Works with a text of their own, so that what they cite can be known.
    read: BTreeSet<WorkId>,
}

impl Support {
    pub(super) fn new(audit: &Audit<'_>) -> Support {
        let mut cites = BTreeSet::new();
        for citation in audit
            .index
            .citations
            .iter()
            .filter(|c| c.role == Role::Citation)
        {
            let Some(from) = &citation.from else { continue };
            for target in &citation.targets {
                // What is ambiguous may be meant.
                for id in target.id.iter().chain(&target.candidates) {
                    cites.insert((from.clone(), id.clone()));
                }
            }
        }
        // Words that stand in many titles ("telecommunication") say little of what a text is about.
        let mut frequency: BTreeMap<String, usize> = BTreeMap::new();
        let titled = || {
            audit
                .index
                .works
                .iter()
                .filter_map(|(id, w)| Some((id, w.title.as_deref()?)))
        };
        for (_, title) in titled() {
            let distinct: BTreeSet<String> = words(title, Editions::Drop).into_iter().collect();
            for word in distinct {
                *frequency.entry(word).or_default() += 1;
            }
        }
        let common = titled().count() / 10;
        let telling = |title: &str| {
            words(title, Editions::Drop)
                .into_iter()
                .filter(|w| {
                    w.chars().count() > 3 && frequency.get(w).is_some_and(|n| *n <= common.max(2))
                })
                .collect()
        };
        Support {
            cites,
            titles: titled()
                .map(|(id, title)| (id.clone(), telling(title)))
                .collect(),
            read: audit
                .index
                .texts
                .iter()
                .filter(|t| !t.provisions.is_empty())
                .filter_map(|t| t.work.clone())
                .collect(),
        }
    }

    /// True where the text of the work was read, so that what it cites is known.
    pub(super) fn has_text(&self, id: &WorkId) -> bool {
        self.read.contains(id)
    }

    /// True where one of the two cites the other.
    pub(super) fn cited(&self, a: &WorkId, b: &WorkId) -> bool {
        let pair = |from: &WorkId, to: &WorkId| self.cites.contains(&(from.clone(), to.clone()));
        pair(a, b) || pair(b, a)
    }

    /// Telling words of both titles over those of the shorter one; 0 where a title is not known.
    pub(super) fn title_likeness(&self, a: &WorkId, b: &WorkId) -> f64 {
        let (Some(a), Some(b)) = (self.titles.get(a), self.titles.get(b)) else {
            return 0.0;
        };
        let shorter = a.len().min(b.len());
        if shorter == 0 {
            return 0.0;
        }
        a.intersection(b).count() as f64 / shorter as f64
    }

    /// True where the title of the work says what the subject says.
    pub(super) fn fits_subject(&self, id: &WorkId, subject: &str) -> bool {
        let Some(title) = self.titles.get(id) else {
            return false;
        };
        words(subject, Editions::Keep)
            .iter()
            .any(|w| title.contains(w))
    }

    /// True where a citation or the titles link the two.
    pub(super) fn linked(&self, a: &WorkId, b: &WorkId) -> bool {
        self.cited(a, b) || self.title_likeness(a, b) >= SAME_TITLE
    }
}
