//! The exact set-similarity join: every pair of clauses that are alike enough, and no other.
//!
//! Prefix and length filter after AllPairs (Bayardo, Ma, Srikant 2007), positional filter after PPJoin
//! (Xiao, Wang, Lin, Yu 2008). Two sets that share at least `k` members must share one among the first
//! `size − k + 1` of each, in any order that is the same for all sets; with the rarest members first, few
//! candidates are left. For containment the smaller set's prefix is looked up with *all* members of the
//! larger one, since nothing is known of the larger one's size.

use super::grams::Sets;
use super::measure::{Measure, measures};
use super::postings::{Hash, Postings};
use rayon::prelude::*;

/// Two clauses that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The first clause: its place in the list.
    pub a: u32,
    /// The second; greater than the first.
    pub b: u32,
    /// Shared n-grams over all n-grams of the two.
    pub jaccard: f64,
    /// Shared n-grams over those of the clause that has fewer.
    pub containment: f64,
}

/// How alike clauses must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// The least Jaccard similarity, above 0 and up to 1.
    pub jaccard: f64,
    /// The least containment, above 0 and up to 1, that is enough by itself; none: only Jaccard counts.
    pub containment: Option<f64>,
    /// Words in an n-gram.
    pub ngram: usize,
    /// Clauses of fewer words are not looked at.
    pub min_words: usize,
}

impl Default for Threshold {
    fn default() -> Self {
        Threshold {
            jaccard: 0.7,
            containment: Some(0.9),
            ngram: 3,
            min_words: 8,
        }
    }
}

impl Threshold {
    /// How alike provisions must be that stand in one row of a mapping, where it is known that they are on one
    /// subject.
    pub fn within_a_row(&self) -> Threshold {
        Threshold {
            jaccard: self.jaccard.min(0.45),
            containment: self.containment.map(|c| c.min(0.6)),
            ..*self
        }
    }
}

/// A set is paired with so many others of lower rank at most, those most like it: where very many are alike, all of them
/// hang together all the same.
const MOST_PARTNERS: usize = 32;

/// The pairs of sets at the threshold that are `wanted`, by their ranks.
pub(super) fn set_pairs(
    sets: &Sets,
    threshold: &Threshold,
    wanted: impl Fn(&Pair) -> bool + Sync,
) -> Vec<Pair> {
    let join = Join::new(sets, threshold);
    join.of_each(|rank, candidates, found| {
        join.candidates(rank, candidates);
        let first = found.len();
        join.verify(rank, candidates, |x, jaccard, containment| {
            let pair = Pair {
                a: x,
                b: rank,
                jaccard,
                containment,
            };
            if wanted(&pair) {
                found.push(pair);
            }
        });
        if found.len() - first > MOST_PARTNERS {
            found[first..]
                .sort_by(|x: &Pair, y: &Pair| y.jaccard.total_cmp(&x.jaccard).then(x.a.cmp(&y.a)));
            found.truncate(first + MOST_PARTNERS);
        }
    })
}

/// All pairs of clauses of `sets` at the threshold that are `wanted`, ordered by `a`, then `b`.
pub(super) fn pairs(
    sets: &Sets,
    threshold: &Threshold,
    wanted: impl Fn(u32, u32) -> bool + Sync,
) -> Vec<Pair> {
    let join = Join::new(sets, threshold);
    join.of_each(|rank, candidates, found| {
        join.within(rank, &wanted, found);
        join.candidates(rank, candidates);
        join.verify(rank, candidates, |x, jaccard, containment| {
            join.between(x, rank, (jaccard, containment), &wanted, found);
        });
    })
}

struct Join<'a> {
    sets: &'a Sets,
    index: Postings,
    measure: Measure,
}

/// A set that may be alike to the one that is being looked at, and a member that both seem to have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    rank: u32,
    /// Where the member stands in the larger set.
    probed: u32,
    /// Where it stands in the smaller one.
    position: u16,
}

impl<'a> Join<'a> {
    fn new(sets: &'a Sets, threshold: &Threshold) -> Self {
        let measure = Measure::new(threshold.jaccard, threshold.containment);
        Join {
            index: Postings::new(sets, &measure),
            sets,
            measure,
        }
    }

    /// What `find` adds for each set, on all cores, ordered by `a`, then `b`; it gets room for candidates.
    fn of_each(&self, find: impl Fn(u32, &mut Vec<Candidate>, &mut Vec<Pair>) + Sync) -> Vec<Pair> {
        let mut found: Vec<Pair> = (0..self.sets.len())
            .into_par_iter()
            .fold(
                || (Vec::new(), Vec::new()),
                |(mut candidates, mut found), rank| {
                    find(rank, &mut candidates, &mut found);
                    (candidates, found)
                },
            )
            .map(|(_, found)| found)
            .reduce(Vec::new, |mut all, mut more| {
                all.append(&mut more);
                all
            });
        found.par_sort_unstable_by_key(|p| (p.a, p.b));
        found
    }

    /// The clauses that are this set.
    fn within(&self, rank: u32, wanted: &impl Fn(u32, u32) -> bool, found: &mut Vec<Pair>) {
        let clauses = self.sets.clauses(rank);
        if clauses.len() < 2 || !self.measure.accepts((1.0, 1.0)) {
            return;
        }
        for (at, a) in clauses.iter().enumerate() {
            for b in clauses[at + 1..].iter().filter(|b| wanted(*a, **b)) {
                found.push(Pair {
                    a: *a,
                    b: *b,
                    jaccard: 1.0,
                    containment: 1.0,
                });
            }
        }
    }

    /// The sets of lower rank that share a member with that of rank `y` where they must share one.
    fn candidates(&self, y: u32, candidates: &mut Vec<Candidate>) {
        candidates.clear();
        let (sets, measure) = (self.sets, &self.measure);
        let row = sets.row(y);
        let prefix = measure.probed(row.size);
        let first = sets.first_of_size(measure.least_size(row.size));
        for (probed, token) in (row.unstored()..).zip(sets.tokens(y)) {
            let hash = Hash::new(*token);
            let in_prefix = probed < prefix;
            let containable = measure.contains() && self.index.may_contain(hash);
            if !in_prefix && !containable {
                if measure.contains() {
                    continue;
                }
                break;
            }
            // No set shares more members than stand from here on: those before were looked up already.
            let (alike, contained) = measure.greatest_sizes(row.size, row.size - probed);
            let end = if in_prefix {
                y.min(sets.first_of_size(alike.saturating_add(1)))
            } else {
                0
            };
            let end_contained = if containable {
                y.min(sets.first_of_size(contained.saturating_add(1)))
            } else {
                0
            };
            let entries = self.index.of(hash);
            let skipped = if containable {
                0
            } else {
                entries.partition_point(|e| e.rank < first)
            };
            for entry in &entries[skipped..] {
                if entry.rank >= end.max(end_contained) {
                    break;
                }
                let counts = (first..end).contains(&entry.rank)
                    || (entry.rank < end_contained && entry.is_contained());
                if counts && hash.marks(entry) {
                    candidates.push(Candidate {
                        rank: entry.rank,
                        probed,
                        position: entry.position,
                    });
                }
            }
        }
        candidates.sort_unstable();
    }

    /// The clauses of two sets that are alike.
    fn between(
        &self,
        x: u32,
        y: u32,
        (jaccard, containment): (f64, f64),
        wanted: &impl Fn(u32, u32) -> bool,
        found: &mut Vec<Pair>,
    ) {
        for x in self.sets.clauses(x) {
            for y in self.sets.clauses(y).iter().filter(|y| wanted(*x, **y)) {
                found.push(Pair {
                    a: *x.min(y),
                    b: *x.max(y),
                    jaccard,
                    containment,
                });
            }
        }
    }

    /// Calls `found` with those of the candidates that are alike to the set of rank `y`, and how much.
    fn verify(
        &self,
        y: u32,
        candidates: &mut Vec<Candidate>,
        mut found: impl FnMut(u32, f64, f64),
    ) {
        let row = self.sets.row(y);
        let mut done = None;
        for candidate in candidates.drain(..) {
            if done == Some(candidate.rank) {
                continue;
            }
            let smaller = self.sets.row(candidate.rank);
            let needed = self.measure.overlap(smaller.size, row.size);
            // A member at the first place that both have it at: all others stand behind it in both.
            let position = u32::from(candidate.position);
            if (smaller.size - position).min(row.size - candidate.probed) < needed {
                continue;
            }
            let (x_tokens, y_tokens) = (self.sets.tokens(candidate.rank), self.sets.tokens(y));
            let from_y = (candidate.probed - row.unstored()) as usize;
            let from_x = match candidate.position {
                u16::MAX => x_tokens.partition_point(|t| *t < y_tokens[from_y]),
                _ => (position - smaller.unstored()) as usize,
            };
            if x_tokens.get(from_x) != Some(&y_tokens[from_y]) {
                continue;
            }
            done = Some(candidate.rank);
            let Some(shared) = overlap(&x_tokens[from_x..], &y_tokens[from_y..], needed) else {
                continue;
            };
            let (jaccard, containment) = measures(shared, smaller.size, row.size);
            if !self.measure.accepts((jaccard, containment)) {
                continue;
            }
            found(candidate.rank, jaccard, containment);
        }
    }
}

/// How many members two sorted lists share; none as soon as it must be fewer than `needed`.
fn overlap(x: &[u64], y: &[u64], needed: u32) -> Option<u32> {
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    let needed = needed as usize;
    while i < x.len() && j < y.len() {
        if shared + (x.len() - i).min(y.len() - j) < needed {
            return None;
        }
        let (a, b) = (x[i], y[j]);
        shared += usize::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    (shared >= needed).then_some(shared as u32)
}
