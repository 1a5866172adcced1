//! What several texts say in the same words: standing formulas, and provisions that could be one.

use super::Place;
use crate::corpus::Corpus;
use crate::knowledge::Review;
use crate::model::{PartKind, WorkId};
use crate::reuse::{Clause, Editions, Threshold, similar_pairs, words};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An operative provision of a work.
pub(super) struct Provided {
    pub(super) work: WorkId,
    pub(super) path: String,
    /// The opening verb, and whom it names.
    pub(super) phrase: String,
    /// Verb and words.
    pub(super) whole: String,
    pub(super) place: Place,
}

/// What many texts say in the same words.
#[derive(Clone, Debug, Serialize)]
pub struct Formula {
    /// How the first of them says it.
    pub wording: String,
    /// In which texts.
    pub works: Vec<WorkId>,
}

/// The operative provisions of all works at hand.
pub(super) fn clauses(corpus: &Corpus) -> Vec<Provided> {
    let mut clauses = Vec::new();
    for work in corpus.index.works.keys() {
        for (text, provision) in corpus.index.provisions_of(work) {
            if provision.part != PartKind::Operative {
                continue;
            }
            let source = corpus.index.sources.get(text.source);
            clauses.push(Provided {
                work: work.clone(),
                path: provision.path.clone(),
                phrase: provision.phrase.clone(),
                whole: format!("{} {}", provision.phrase, provision.text)
                    .trim()
                    .to_owned(),
                place: Place {
                    file: source.map(|s| s.file.clone()).unwrap_or_default(),
                    line: provision.line,
                    locator: None,
                    part: None,
                    provision: None,
                },
            });
        }
    }
    clauses
}

/// The standing formulas, each with the places of its clauses in `clauses`.
pub(super) fn formulas(clauses: &[Provided], rules: &Review) -> Vec<(Formula, Vec<usize>)> {
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, clause) in clauses.iter().enumerate() {
        let words = words(&clause.whole, Editions::Drop);
        if !words.is_empty() && words.len() <= rules.formula_words {
            alike.entry(words.join(" ")).or_default().push(n);
        }
    }
    let mut formulas: Vec<(Formula, Vec<usize>)> = Vec::new();
    for places in alike.into_values() {
        let works: BTreeSet<&WorkId> = places.iter().map(|n| &clauses[*n].work).collect();
        if works.len() >= rules.formula_works {
            let formula = Formula {
                wording: clauses[places[0]].whole.clone(),
                works: works.into_iter().cloned().collect(),
            };
            formulas.push((formula, places));
        }
    }
    formulas.sort_by_key(|(formula, _)| std::cmp::Reverse(formula.works.len()));
    formulas
}

/// That a provision stands in another text too.
pub(super) struct Repeated {
    pub(super) path: String,
    /// The other work and the place in it.
    pub(super) other: WorkId,
    pub(super) other_path: String,
    /// How much of the shorter one stands in both.
    pub(super) share: f64,
}

/// By work, its provisions that stand in texts of other series too; formulas are none.
pub(super) fn repeated(
    clauses: &[Provided],
    formulas: &[(Formula, Vec<usize>)],
    of_series: &BTreeMap<&WorkId, usize>,
) -> BTreeMap<WorkId, Vec<Repeated>> {
    let standing: BTreeSet<usize> = formulas.iter().flat_map(|(_, at)| at.clone()).collect();
    let kept: Vec<usize> = (0..clauses.len())
        .filter(|n| !standing.contains(n))
        .collect();
    let mut numbers: BTreeMap<&WorkId, u32> = BTreeMap::new();
    let compared: Vec<Clause> = kept
        .iter()
        .map(|n| {
            let next = numbers.len() as u32;
            let group = *numbers.entry(&clauses[*n].work).or_insert(next);
            Clause {
                text: &clauses[*n].whole,
                group: Some(group),
            }
        })
        .collect();
    let mut found: BTreeMap<WorkId, Vec<Repeated>> = BTreeMap::new();
    for pair in similar_pairs(&compared, &Threshold::default()) {
        let (a, b) = (
            &clauses[kept[pair.a as usize]],
            &clauses[kept[pair.b as usize]],
        );
        let series = |w: &WorkId| of_series.get(w);
        if series(&a.work).is_some() && series(&a.work) == series(&b.work) {
            continue;
        }
        for (one, other) in [(a, b), (b, a)] {
            found.entry(one.work.clone()).or_default().push(Repeated {
                path: one.path.clone(),
                other: other.work.clone(),
                other_path: other.path.clone(),
                share: pair.containment,
            });
        }
    }
    found
}
