//! The clauses of all texts, with where each stands: what the checks that compare texts work on.

use crate::audit::Audit;
use crate::model::{Place, Provision, WorkId};
use crate::reuse::{Clause, Pair, Threshold, similar_pairs};
use std::collections::BTreeMap;

/// Where a clause stands.
pub(super) struct Standing<'a> {
    /// The work.
    pub(super) work: &'a WorkId,
    /// Which of the index's texts.
    pub(super) text: usize,
    /// The provision.
    pub(super) provision: &'a Provision,
}

/// The clauses of all texts of known works, in the order of texts and places.
pub(super) struct Clauses<'a> {
    pub(super) standings: Vec<Standing<'a>>,
}

impl<'a> Clauses<'a> {
    /// Every provision of every text whose work is known.
    pub(super) fn of_all(audit: &Audit<'a>) -> Self {
        let index = audit.index;
        let mut standings = Vec::new();
        for (number, text) in index.texts.iter().enumerate() {
            let Some(work) = &text.work else { continue };
            for provision in text.provisions.iter().filter(|p| !p.text.is_empty()) {
                standings.push(Standing {
                    work,
                    text: number,
                    provision,
                });
            }
        }
        Clauses { standings }
    }

    pub(super) fn len(&self) -> usize {
        self.standings.len()
    }

    /// The pairs of like clauses, those of one work among them.
    pub(super) fn all_pairs(&self, threshold: &Threshold) -> Vec<Pair> {
        let clauses: Vec<Clause> = self
            .standings
            .iter()
            .map(|s| Clause::new(&s.provision.text))
            .collect();
        similar_pairs(&clauses, threshold)
    }

    /// The pairs of like clauses of different works.
    pub(super) fn pairs_between_works(&self, threshold: &Threshold) -> Vec<Pair> {
        let mut numbers: BTreeMap<&WorkId, u32> = BTreeMap::new();
        let clauses: Vec<Clause> = self
            .standings
            .iter()
            .map(|s| {
                let next = numbers.len() as u32;
                Clause {
                    text: &s.provision.text,
                    group: Some(*numbers.entry(s.work).or_insert(next)),
                }
            })
            .collect();
        similar_pairs(&clauses, threshold)
    }

    /// The place of a clause.
    pub(super) fn place(&self, audit: &Audit<'_>, standing: &Standing<'_>) -> Place {
        let text = &audit.index.texts[standing.text];
        audit.place(
            text.source,
            standing.provision.span,
            standing.provision.line,
        )
    }
}
