//! What several texts say in the same words: standing formulas, and provisions that could be one.

use super::Place;
use crate::corpus::Corpus;
use crate::knowledge::{Knowledge, Review};
use crate::model::{PartKind, WorkId};
use crate::reuse::{
    self, Clause, Editions, Least, Said, Threshold, points_back, similar_pairs, words,
};
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
pub(super) fn formulas(clauses: &[Provided], judged: &[Judged]) -> Vec<(Formula, Vec<usize>)> {
    let mut alike: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (n, judged) in judged.iter().enumerate() {
        if judged.formula == reuse::Formula::Whole {
            alike.entry(judged.wording).or_default().push(n);
        }
    }
    let mut formulas: Vec<(Formula, Vec<usize>)> = alike
        .into_values()
        .map(|places| {
            let works: BTreeSet<&WorkId> = places.iter().map(|n| &clauses[*n].work).collect();
            let formula = Formula {
                wording: clauses[places[0]].whole.clone(),
                works: works.into_iter().cloned().collect(),
            };
            (formula, places)
        })
        .collect();
    formulas.sort_by_key(|(formula, _)| std::cmp::Reverse(formula.works.len()));
    formulas
}

/// What is known of a clause.
pub(super) struct Judged {
    /// Clauses of one number say the same in the same words.
    wording: u32,
    formula: reuse::Formula,
    /// It speaks of its own text, and means something else in each.
    points_back: bool,
}

/// Judges each clause by how many works say the same.
pub(super) fn judge(clauses: &[Provided], rules: &Review, knowledge: &Knowledge) -> Vec<Judged> {
    let mut works: BTreeMap<&WorkId, u32> = BTreeMap::new();
    let mut numbers: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    let mut said: Vec<Said> = Vec::new();
    let mut wordings = Vec::new();
    for clause in clauses {
        let next = works.len() as u32;
        let work = *works.entry(&clause.work).or_insert(next);
        let words = words(&clause.whole, Editions::Drop);
        let group = *numbers.entry(words.clone()).or_insert(said.len() as u32);
        if group as usize == said.len() {
            let works = BTreeSet::new();
            said.push(Said {
                words,
                group,
                works,
            });
        }
        said[group as usize].works.insert(work);
        wordings.push(group);
    }
    let least = Least {
        works: rules.formula_works,
        most_words: rules.formula_words,
    };
    let formulas = reuse::formulas(&said, least);
    let judged = wordings.into_iter().map(|wording| {
        let words = &said[wording as usize].words;
        Judged {
            wording,
            formula: match words.is_empty() {
                true => reuse::Formula::No,
                false => formulas[wording as usize],
            },
            points_back: points_back(words, knowledge),
        }
    });
    judged.collect()
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

/// By work, its provisions that stand in texts of other series too; formulas are none, nor are clauses that share no
/// more than the beginning that a formula gives them, or that speak each of its own text.
pub(super) fn repeated(
    clauses: &[Provided],
    judged: &[Judged],
    of_series: &BTreeMap<&WorkId, usize>,
) -> BTreeMap<WorkId, Vec<Repeated>> {
    let is_own = |n: &usize| judged[*n].formula == reuse::Formula::No && !judged[*n].points_back;
    let kept: Vec<usize> = (0..clauses.len())
        .filter(|n| judged[*n].formula != reuse::Formula::Whole)
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
        let (a, b) = (kept[pair.a as usize], kept[pair.b as usize]);
        if !is_own(&a) && !is_own(&b) {
            continue;
        }
        let (a, b) = (&clauses[a], &clauses[b]);
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
