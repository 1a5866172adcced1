//! How alike the resolutions of the parent body are with every work, and which of them is most alike.

use super::likeness::Likeness;
use crate::knowledge::Knowledge;
use crate::model::WorkId;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// For each resolution of the parent body how alike it is with each work: of title, of text.
pub(super) type Parents = FxHashMap<usize, (Vec<f64>, Vec<f64>)>;

/// How alike a work is at best with a resolution of the parent body.
#[derive(Clone, Copy, Default)]
pub(super) struct Best {
    pub(super) title: f64,
    pub(super) text: f64,
}

/// The likeness of the parent body's resolutions with all of the pool.
pub(super) fn likeness_of_parents(
    pool: &[WorkId],
    likeness: &Likeness,
    knowledge: &Knowledge,
) -> Parents {
    let is_parent =
        |id: &WorkId| id.kind().is_main() && knowledge.body(id.head()).is_some_and(|b| b.parent);
    let parents: Vec<usize> = (0..pool.len()).filter(|n| is_parent(&pool[*n])).collect();
    parents
        .into_par_iter()
        .map(|n| (n, (likeness.titles(n), likeness.texts(n))))
        .collect()
}

/// The best likeness of each work of the pool with a resolution of the parent body, itself left out.
pub(super) fn best_likeness(pool: usize, parents: &Parents) -> Vec<Best> {
    let mut keys: Vec<usize> = parents.keys().copied().collect();
    keys.sort_unstable();
    let best_of = |work: usize| {
        let mut best = Best::default();
        for parent in keys.iter().filter(|parent| **parent != work) {
            let (titles, texts) = &parents[parent];
            best.title = best.title.max(titles[work]);
            best.text = best.text.max(texts[work]);
        }
        best
    };
    (0..pool).map(best_of).collect()
}
