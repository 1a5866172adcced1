//! The exact set-similarity join: every pair of clauses that are alike enough, and no other.
//!
//! Prefix and length filter after AllPairs (Bayardo, Ma, Srikant 2007), positional filter after PPJoin
//! (Xiao, Wang, Lin, Yu 2008). Two sets that share at least `k` members must share one among the first
//! `size − k + 1` of each, in any order that is the same for all sets; with the rarest members first, few
//! candidates are left. Containment has its own join: there the smaller set's prefix is looked up with *all*
//! members of the larger one, since nothing is known of the larger one's size.

use super::grams::{Sets, scatter};
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

/// All pairs of `sets` at the threshold that are `wanted`, ordered by `a`, then `b`.
pub(super) fn pairs(
    sets: &Sets,
    threshold: &Threshold,
    wanted: impl Fn(u32, u32) -> bool + Sync,
) -> Vec<Pair> {
    let ranked = Ranked::new(sets);
    // Nothing at or below zero can be found by what two sets share.
    let jaccard = Measure::Jaccard(threshold.jaccard.max(f64::MIN_POSITIVE));
    let mut found = ranked.join(jaccard, |pair| wanted(pair.a, pair.b));
    if let Some(least) = threshold.containment {
        let measure = Measure::Containment(least.max(f64::MIN_POSITIVE));
        let new = |pair: &Pair| !jaccard.accepts(pair) && wanted(pair.a, pair.b);
        found.extend(ranked.join(measure, new));
    }
    found.par_sort_unstable_by_key(|p| (p.a, p.b));
    found
}

/// Both measures of two sets of the sizes `a` and `b` that share `shared` members.
pub(super) fn measures(shared: u32, a: u32, b: u32) -> (f64, f64) {
    let shared_f = f64::from(shared);
    (
        shared_f / f64::from(a + b - shared),
        shared_f / f64::from(a.min(b)),
    )
}

#[derive(Clone, Copy)]
enum Measure {
    Jaccard(f64),
    Containment(f64),
}

/// `ceil(value)`, but never above it for want of a last bit: a filter may let too much through, the
/// verification is exact.
fn at_least(value: f64) -> u32 {
    (value - 1e-9).ceil().max(1.0) as u32
}

impl Measure {
    fn accepts(self, pair: &Pair) -> bool {
        match self {
            Measure::Jaccard(least) => pair.jaccard >= least,
            Measure::Containment(least) => pair.containment >= least,
        }
    }

    /// Members that a set of size `x` must share with an equal or larger one: as many as with an equal one.
    fn overlap_of_smaller(self, x: u32) -> u32 {
        let x = f64::from(x);
        match self {
            Measure::Jaccard(least) => at_least(2.0 * least / (1.0 + least) * x),
            Measure::Containment(least) => at_least(least * x),
        }
    }

    /// Members that a set of size `y` must share with an equal or smaller one.
    fn overlap_of_larger(self, y: u32) -> u32 {
        match self {
            Measure::Jaccard(least) => at_least(least * f64::from(y)),
            Measure::Containment(_) => 1,
        }
    }

    /// Members that sets of these two sizes must share.
    fn overlap(self, smaller: u32, larger: u32) -> u32 {
        match self {
            Measure::Jaccard(least) => {
                at_least(least / (1.0 + least) * (f64::from(smaller) + f64::from(larger)))
            }
            Measure::Containment(least) => at_least(least * f64::from(smaller)),
        }
    }

    /// The least size of a set that can be alike to one of size `y`.
    fn least_size(self, y: u32) -> u32 {
        match self {
            Measure::Jaccard(least) => at_least(least * f64::from(y)),
            Measure::Containment(_) => 1,
        }
    }
}

/// The sets in the order of their sizes.
struct Ranked<'a> {
    sets: &'a Sets,
    /// Clauses by rank.
    clauses: Vec<u32>,
}

impl<'a> Ranked<'a> {
    fn new(sets: &'a Sets) -> Self {
        let mut clauses: Vec<u32> = (0..sets.len() as u32)
            .filter(|c| !sets.tokens(*c).is_empty())
            .collect();
        clauses.par_sort_unstable_by_key(|c| (sets.size(*c), *c));
        Ranked { sets, clauses }
    }

    fn size(&self, rank: u32) -> u32 {
        self.sets.size(self.clauses[rank as usize])
    }

    fn tokens(&self, rank: u32) -> &'a [u64] {
        self.sets.tokens(self.clauses[rank as usize])
    }

    /// The stored members among the first `size − overlap + 1`, and the position of the first of them.
    fn prefix(&self, rank: u32, overlap: u32) -> (&'a [u64], u32) {
        let (tokens, size) = (self.tokens(rank), self.size(rank));
        let unstored = size - tokens.len() as u32;
        let length = (size + 1).saturating_sub(overlap).saturating_sub(unstored);
        (&tokens[..tokens.len().min(length as usize)], unstored)
    }

    /// All pairs that `measure` accepts and `wanted` wants, in no order.
    fn join(&self, measure: Measure, wanted: impl Fn(&Pair) -> bool + Sync) -> Vec<Pair> {
        let index = Postings::new(self, measure);
        let ranks = self.clauses.len() as u32;
        (0..ranks)
            .into_par_iter()
            // Each piece of work needs a `seen` of its own.
            .with_min_len(self.clauses.len() / 64 + 1)
            .fold(
                || (Vec::new(), Vec::new()),
                |(mut seen, mut found), y| {
                    seen.resize(ranks as usize, 0);
                    self.probe(&index, measure, y, &mut seen, |pair| {
                        if wanted(&pair) {
                            found.push(pair);
                        }
                    });
                    (seen, found)
                },
            )
            .map(|(_, found)| found)
            .reduce(Vec::new, |mut all, mut more| {
                all.append(&mut more);
                all
            })
    }

    /// True where the entry is of this very token: its bucket and mark may be shared.
    fn stands(&self, token: u64, entry: &Posting) -> bool {
        let tokens = self.tokens(entry.rank);
        let unstored = self.size(entry.rank) as usize - tokens.len();
        match entry.position {
            u16::MAX => tokens.binary_search(&token).is_ok(),
            position => tokens.get(usize::from(position) - unstored) == Some(&token),
        }
    }

    /// Finds the sets of lower rank that are alike to that of rank `y`. `seen` holds for each rank the last
    /// `y` that met it, plus one.
    fn probe(
        &self,
        index: &Postings,
        measure: Measure,
        y: u32,
        seen: &mut [u32],
        mut found: impl FnMut(Pair),
    ) {
        let size_y = self.size(y);
        let least = measure.least_size(size_y);
        let first = self.clauses.partition_point(|c| self.sets.size(*c) < least) as u32;
        let (prefix, unstored) = self.prefix(y, measure.overlap_of_larger(size_y));
        for (j, token) in (unstored..).zip(prefix) {
            for entry in index.of(*token, first) {
                if entry.rank >= y {
                    break;
                }
                if seen[entry.rank as usize] == y + 1
                    || entry.mark != mark(*token)
                    || !self.stands(*token, entry)
                {
                    continue;
                }
                seen[entry.rank as usize] = y + 1;
                let size_x = self.size(entry.rank);
                let needed = measure.overlap(size_x, size_y);
                // This is the first member that both have: all others stand behind it in both.
                let rest = (size_x - u32::from(entry.position)).min(size_y - j);
                if rest < needed {
                    continue;
                }
                let Some(shared) = overlap(self.tokens(entry.rank), self.tokens(y), needed) else {
                    continue;
                };
                let (jaccard, containment) = measures(shared, size_x, size_y);
                let (x, y) = (self.clauses[entry.rank as usize], self.clauses[y as usize]);
                let pair = Pair {
                    a: x.min(y),
                    b: x.max(y),
                    jaccard,
                    containment,
                };
                if measure.accepts(&pair) {
                    found(pair);
                }
            }
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

/// For each member the sets that have it in their prefix.
struct Postings {
    /// Where the entries of each bucket begin.
    starts: Vec<u32>,
    entries: Vec<Posting>,
}

#[derive(Clone, Copy, Default)]
struct Posting {
    rank: u32,
    /// Where the member stands in the set; of a very large set the last place that can be told.
    position: u16,
    /// Tells members of one bucket apart, nearly always.
    mark: u16,
}

fn mark(token: u64) -> u16 {
    scatter(token) as u16
}

impl Postings {
    fn new(ranked: &Ranked<'_>, measure: Measure) -> Postings {
        let ranks = 0..ranked.clauses.len() as u32;
        let prefix = |rank| ranked.prefix(rank, measure.overlap_of_smaller(ranked.size(rank)));
        let total: usize = ranks
            .clone()
            .into_par_iter()
            .map(|r| prefix(r).0.len())
            .sum();
        let buckets = total.next_power_of_two().clamp(1 << 8, 1 << 26);
        let mut postings = Postings {
            starts: vec![0; buckets + 1],
            entries: vec![Posting::default(); total],
        };
        for rank in ranks.clone() {
            for token in prefix(rank).0 {
                let bucket = postings.bucket(*token);
                postings.starts[bucket] += 1;
            }
        }
        let mut sum = 0;
        for start in &mut postings.starts {
            sum += *start;
            *start = sum;
        }
        // Filled from the back, so that each start moves down to where it belongs and ranks rise.
        for rank in ranks.rev() {
            let (tokens, unstored) = prefix(rank);
            for (position, token) in (unstored..).zip(tokens) {
                let bucket = postings.bucket(*token);
                postings.starts[bucket] -= 1;
                postings.entries[postings.starts[bucket] as usize] = Posting {
                    rank,
                    position: u16::try_from(position).unwrap_or(u16::MAX),
                    mark: mark(*token),
                };
            }
        }
        postings
    }

    fn bucket(&self, token: u64) -> usize {
        (scatter(token) >> 32) as usize & (self.starts.len() - 2)
    }

    /// The entries of the token's bucket from rank `first` on.
    fn of(&self, token: u64, first: u32) -> &[Posting] {
        let bucket = self.bucket(token);
        let range = self.starts[bucket] as usize..self.starts[bucket + 1] as usize;
        let entries = &self.entries[range];
        &entries[entries.partition_point(|e| e.rank < first)..]
    }
}
