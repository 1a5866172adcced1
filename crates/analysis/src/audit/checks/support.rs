//! What backs that two works are mapped onto each other.

use crate::audit::Audit;
use crate::model::{Role, WitnessKind, WorkId};
use crate::reuse::{Editions, words};
use std::collections::{BTreeMap, BTreeSet};

/// Titles that share so much of their words say the same.
const SAME_TITLE: f64 = 0.5;
/// Longer words with so many first letters in common are forms of one word.
const STEM: usize = 6;
/// So many telling words in both of them do, too.
const TELLING_WORDS: usize = 2;

/// Who cites whom, and who is called what.
pub(super) struct Support {
    cites: BTreeSet<(WorkId, WorkId)>,
    titles: BTreeMap<WorkId, BTreeSet<String>>,
    /// Works of which a full text was read, so that all that they cite is known.
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
                .filter(|t| t.witness.kind == WitnessKind::Full)
                .filter_map(|t| t.work.clone())
                .collect(),
        }
    }

    /// True where the text of the work was read in full, so that all that it cites is known: an extract without its
    /// reasons may lack the very citation.
    pub(super) fn has_text(&self, id: &WorkId) -> bool {
        self.read.contains(id)
    }

    /// True where one of the two cites the other.
    pub(super) fn cited(&self, a: &WorkId, b: &WorkId) -> bool {
        let pair = |from: &WorkId, to: &WorkId| self.cites.contains(&(from.clone(), to.clone()));
        pair(a, b) || pair(b, a)
    }

    /// True where the titles share half of the telling words of the shorter one, or two of them.
    pub(super) fn has_like_title(&self, a: &WorkId, b: &WorkId) -> bool {
        let (Some(a), Some(b)) = (self.titles.get(a), self.titles.get(b)) else {
            return false;
        };
        let (shorter, shared) = (a.len().min(b.len()), a.intersection(b).count());
        shared >= TELLING_WORDS || (shorter > 0 && shared as f64 >= SAME_TITLE * shorter as f64)
    }

    /// True where the title of the work says what the subject says.
    pub(super) fn fits_subject(&self, id: &WorkId, subject: &str) -> bool {
        let Some(title) = self.titles.get(id) else {
            return false;
        };
        // "regulatory" and "regulators" are forms of one word.
        let stem = |w: &str| w.chars().take(STEM).collect::<String>();
        words(subject, Editions::Keep).iter().any(|w| {
            let is_long = w.chars().count() > STEM;
            title.contains(w) || (is_long && title.iter().any(|t| stem(t) == stem(w)))
        })
    }

    /// True where a citation or the titles link the two.
    pub(super) fn linked(&self, a: &WorkId, b: &WorkId) -> bool {
        self.cited(a, b) || self.has_like_title(a, b)
    }
}
