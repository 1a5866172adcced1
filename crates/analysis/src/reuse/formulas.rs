//! The standing formulas of the house, learned from how many works carry them.

use crate::reuse::{Clauses, Duties, Editions, words};
use std::collections::BTreeSet;

/// So many works say the same only because it is said so in that house …
const WORKS: usize = 6;
/// … and at least one in so many of those at hand.
const SHARE: usize = 40;
/// A clause of more words is a provision, whoever has it.
const WORDS: usize = 20;

/// For each wording whether it is a formula: it points back at its own text, or enough works carry it, with other
/// organs or numbers in it perhaps.
pub(super) fn learn(
    clauses: &Clauses<'_>,
    duties: &Duties,
    works: usize,
    points_back: &[bool],
) -> Vec<bool> {
    // What counts as the same words has one leader, whose links are those of likeness 1.
    let mut leader: Vec<u32> = (0..duties.wordings.len() as u32).collect();
    for link in duties.links.iter().filter(|l| l.jaccard >= 1.0) {
        let first = leader[link.a as usize];
        leader[link.b as usize] = leader[link.b as usize].min(first);
    }
    let mut carriers: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); duties.wordings.len()];
    for (wording, leader) in duties.wordings.iter().zip(&leader) {
        carriers[*leader as usize].extend(&wording.works);
    }
    let enough = WORKS.max(works / SHARE);
    duties
        .wordings
        .iter()
        .zip(&leader)
        .map(|(wording, leader)| {
            let first = wording.items[0] as usize;
            let length = words(&clauses.standings[first].words, Editions::Drop).len();
            points_back[first] || (carriers[*leader as usize].len() >= enough && length < WORDS)
        })
        .collect()
}
