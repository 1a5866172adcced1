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
    let elsewhere = Elsewhere::of(clauses);
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
    let in_text = |members: &Vec<usize>| {
        let first = &clauses.standings[members[0]];
        let own_texts = texts_of[first.work].iter();
        let others = own_texts.filter(|t| **t != first.text);
        let parts = others
            .map(|t| &corpus.index.texts[*t])
            .filter(|t| t.provisions.len() >= ENOUGH)
            .flat_map(|t| t.provisions.iter().map(|p| p.part));
        strays(corpus, clauses, &elsewhere, members, &parts.collect())
    };
    by_text.values().filter_map(in_text).collect()
}

/// Where else each clause stands.
struct Elsewhere<'c> {
    /// True for a clause that stands in another text of its own work.
    own: Vec<bool>,
    /// The other works that have it, and its first place there.
    foreign: Vec<BTreeMap<&'c WorkId, usize>>,
}

impl<'c> Elsewhere<'c> {
    fn of(clauses: &Clauses<'c>) -> Self {
        let groups = clauses.groups(&SAME);
        let mut alike: Vec<Vec<usize>> = vec![Vec::new(); groups.members.len()];
        for pair in &groups.pairs {
            alike[pair.a as usize].push(pair.b as usize);
            alike[pair.b as usize].push(pair.a as usize);
        }
        let mut elsewhere = Elsewhere {
            own: vec![false; clauses.len()],
            foreign: vec![BTreeMap::new(); clauses.len()],
        };
        for (members, alike) in groups.members.iter().zip(&alike) {
            let others = alike.iter().flat_map(|g| &groups.members[*g]);
            elsewhere.add(clauses, members, others);
        }
        elsewhere
    }

    /// Takes in where the clauses of one group stand, and those that are like them.
    fn add<'g>(
        &mut self,
        clauses: &Clauses<'c>,
        members: &'g [u32],
        others: impl Iterator<Item = &'g u32>,
    ) {
        // Of each work the texts that have it, each with the first clause.
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
            self.own[clause] = texts.is_some_and(|t| t.keys().any(|text| *text != here.text));
            // What many works say tells nothing of where it belongs.
            if first_of.len() <= MANY {
                let others = first_of.iter().filter(|(work, _)| **work != here.work);
                let first =
                    others.filter_map(|(work, texts)| Some((*work, *texts.values().min()?)));
                self.foreign[clause] = first.collect();
            }
        }
    }
}

/// The clauses of one text, which are `members`, that stand in a text of another work, where that is enough to say so.
/// `parts` are those that another text of its own work has.
fn strays(
    corpus: &Corpus,
    clauses: &Clauses<'_>,
    elsewhere: &Elsewhere<'_>,
    members: &[usize],
    parts: &BTreeSet<PartKind>,
) -> Option<Misplaced> {
    let is_certain = !parts.is_empty();
    let is_own = |c: &&usize| elsewhere.own[**c];
    let can_compare =
        |c: &&usize| !is_certain || parts.contains(&clauses.standings[**c].provision.part);
    let mut of_other: BTreeMap<&WorkId, Vec<usize>> = BTreeMap::new();
    for clause in members.iter().filter(|c| !is_own(c) && can_compare(c)) {
        for work in elsewhere.foreign[*clause].keys() {
            of_other.entry(work).or_default().push(*clause);
        }
    }
    let (other, strays) = of_other
        .into_iter()
        .max_by_key(|(_, strays)| strays.len())?;
    let is_all = strays.len() == members.len();
    let has_own_others = members.iter().filter(is_own).count() < members.len();
    if strays.len() < ENOUGH || !(is_certain && has_own_others || is_all) {
        return None;
    }
    let there = elsewhere.foreign[strays[0]][other];
    // The text of the other work may be the one that is misplaced; then this one is not.
    let first = &clauses.standings[members[0]];
    if !is_certain && !is_fuller(corpus, &clauses.standings[there], first) {
        return None;
    }
    Some(Misplaced {
        strays,
        there,
        provisions: members.len(),
        is_certain,
    })
}

/// True where the text of `a` has more provisions than that of `b`.
fn is_fuller(corpus: &Corpus, a: &Standing<'_>, b: &Standing<'_>) -> bool {
    let count = |s: &Standing<'_>| corpus.index.texts[s.text].provisions.len();
    count(a) > count(b)
}
