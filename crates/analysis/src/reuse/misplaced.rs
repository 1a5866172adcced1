//! Provisions that stand under the heading of another work.

use super::{Clauses, Standing, Threshold};
use crate::corpus::Corpus;
use crate::model::{PartKind, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// So many provisions of another work under a heading are no chance.
const ENOUGH: usize = 3;

/// What stands in more works than these is no sign of where it belongs.
const MANY: usize = 8;

/// How alike provisions must be to be taken for the same.
const SAME: Threshold = Threshold {
    jaccard: 0.8,
    containment: None,
    ngram: 3,
    min_words: 8,
};

/// Provisions that stand under the heading of another work.
#[derive(Clone, Debug)]
pub struct Misplaced {
    /// The clauses, in order.
    pub strays: Vec<usize>,
    /// The first of them where it belongs.
    pub there: usize,
    /// How many provisions the text has.
    pub provisions: usize,
    /// True where the work has another text, which lacks them.
    pub is_certain: bool,
}

/// Finds texts several of whose provisions stand in a text of another work, and not in any other text of their own.
///
/// Only the parts are compared that the other text has too: where it is an excerpt of the operative part, it
/// says nothing of the recitals.
///
/// Where the work has no other text to compare with, all of its provisions must stand in the other work: that
/// is a suspicion.
pub fn misplaced(corpus: &Corpus, clauses: &Clauses<'_>) -> Vec<Misplaced> {
    // For each clause: whether it stands in another text of its work, and the first like clause of each other.
    let mut own = vec![false; clauses.len()];
    let mut foreign: Vec<BTreeMap<&WorkId, usize>> = vec![BTreeMap::new(); clauses.len()];
    let groups = clauses.groups(&SAME);
    let mut alike: Vec<Vec<usize>> = vec![Vec::new(); groups.members.len()];
    for pair in &groups.pairs {
        alike[pair.a as usize].push(pair.b as usize);
        alike[pair.b as usize].push(pair.a as usize);
    }
    for (group, members) in groups.members.iter().enumerate() {
        let others = alike[group].iter().flat_map(|g| &groups.members[*g]);
        let mut first_of: BTreeMap<&WorkId, BTreeMap<usize, usize>> = BTreeMap::new();
        for clause in members.iter().chain(others).map(|c| *c as usize) {
            let standing = &clauses.standings[clause];
            let texts = first_of.entry(standing.work).or_default();
            texts.entry(standing.text).or_insert(clause);
            if first_of.len() > MANY {
                break;
            }
        }
        for clause in members.iter().map(|c| *c as usize) {
            let here = &clauses.standings[clause];
            let texts = first_of.get(here.work);
            own[clause] = texts.is_some_and(|t| t.keys().any(|text| *text != here.text));
            // What many works say tells nothing of where it belongs.
            if first_of.len() <= MANY {
                let others = first_of.iter().filter(|(work, _)| **work != here.work);
                let first =
                    others.filter_map(|(work, texts)| Some((*work, *texts.values().min()?)));
                foreign[clause] = first.collect();
            }
        }
    }
    let mut by_text: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (clause, standing) in clauses.standings.iter().enumerate() {
        by_text.entry(standing.text).or_default().push(clause);
    }
    let mut texts_of: BTreeMap<&WorkId, Vec<usize>> = BTreeMap::new();
    for (number, text) in corpus.index.texts.iter().enumerate() {
        if let Some(work) = &text.work {
            texts_of.entry(work).or_default().push(number);
        }
    }
    let mut found = Vec::new();
    for members in by_text.values() {
        let first = &clauses.standings[members[0]];
        let others = texts_of[first.work].iter().filter(|t| **t != first.text);
        let parts: BTreeSet<PartKind> = others
            .map(|t| &corpus.index.texts[*t])
            .filter(|t| t.provisions.len() >= ENOUGH)
            .flat_map(|t| t.provisions.iter().map(|p| p.part))
            .collect();
        let is_certain = !parts.is_empty();
        let can_compare =
            |c: &usize| !is_certain || parts.contains(&clauses.standings[*c].provision.part);
        let of_own = members.iter().filter(|c| own[**c]).count();
        let mut of_other: BTreeMap<&WorkId, Vec<usize>> = BTreeMap::new();
        for clause in members.iter().filter(|c| !own[**c] && can_compare(c)) {
            for work in foreign[*clause].keys() {
                of_other.entry(work).or_default().push(*clause);
            }
        }
        let Some((other, strays)) = of_other.into_iter().max_by_key(|(_, strays)| strays.len())
        else {
            continue;
        };
        let is_all = strays.len() == members.len();
        if strays.len() < ENOUGH || !(is_certain && of_own < members.len() || is_all) {
            continue;
        }
        let there = foreign[strays[0]][other];
        // The text of the other work may be the one that is misplaced; then this one is not.
        if !is_certain && !is_fuller(corpus, &clauses.standings[there], first) {
            continue;
        }
        found.push(Misplaced {
            strays,
            there,
            provisions: members.len(),
            is_certain,
        });
    }
    found
}

/// True where the text of `a` has more provisions than that of `b`.
fn is_fuller(corpus: &Corpus, a: &Standing<'_>, b: &Standing<'_>) -> bool {
    let count = |s: &Standing<'_>| corpus.index.texts[s.text].provisions.len();
    count(a) > count(b)
}
