//! Repeated provisions: which clauses say the same, exactly.
//!
//! Clauses go in, pairs come out: [`similar_pairs`] finds *every* pair at a threshold, by an exact join and not
//! by sampling or hashing; [`class`] says in what way the two are alike, [`diff_words`] what differs, and
//! [`clusters`] what belongs together. What a repetition means for the texts is for the audit to say.

mod align;
mod class;
mod clauses;
mod cluster;
mod duties;
mod formulas;
mod glosses;
mod grams;
mod join;
mod judge;
mod measure;
mod misplaced;
mod postings;
mod reader;
mod vocabulary;
mod words;

pub use class::{Piece, Side, class, diff_words};
pub use clauses::{Clauses, Standing};
pub use cluster::{Cluster, clusters};
pub use duties::{Duties, Item, Link, Wording};
pub use formulas::{Formula, Least, Said, formulas, is_short, points_back};
pub use join::{Pair, Threshold};
pub use judge::{Compared, Differs, Judgement, compare, judgement, same_matter};
pub use misplaced::{Misplaced, misplaced};
pub use reader::{Act, Reader, Reading};
pub use words::{Editions, words};

/// A clause to compare.
#[derive(Clone, Copy, Debug)]
pub struct Clause<'a> {
    /// What it says, without its label.
    pub text: &'a str,
    /// Clauses of the same group are not compared with each other; `None` is compared with all. Give the
    /// places of one work the same number to look for what stands in more than one work.
    pub group: Option<u32>,
}

impl AsRef<str> for Clause<'_> {
    fn as_ref(&self) -> &str {
        self.text
    }
}

impl<'a> Clause<'a> {
    /// A clause that is compared with all others.
    pub fn new(text: &'a str) -> Self {
        Clause { text, group: None }
    }
}

/// Finds every pair of clauses whose word n-grams are alike as `threshold` asks, in the order of their places.
///
/// Exact: the pairs are those that comparing each clause with each other one would give, whatever the number
/// of threads. Editions in brackets do not count (see [`class`] for whether they differ).
///
/// ```
/// use resgraph_analysis::reuse::{Clause, Threshold, similar_pairs};
/// let clauses = ["to report each year to the board on the progress of the work",
///     "to plant a tree", "to report each year to the board on the state of the work"].map(Clause::new);
/// let pairs = similar_pairs(&clauses, &Threshold { jaccard: 0.5, ..Threshold::default() });
/// assert_eq!((pairs.len(), pairs[0].a, pairs[0].b), (1, 0, 2));
/// ```
pub fn similar_pairs(clauses: &[Clause<'_>], threshold: &Threshold) -> Vec<Pair> {
    let sets = grams::Sets::new(clauses, threshold.ngram, threshold.min_words);
    let same_group = |a: u32, b: u32| {
        let (a, b) = (clauses[a as usize].group, clauses[b as usize].group);
        a.is_some() && a == b
    };
    join::pairs(&sets, threshold, |a, b| !same_group(a, b))
}

/// Clauses with the same word n-grams taken together, and which of these groups are alike.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// The clauses of each group, in order; a clause that shares nothing with any other is in none.
    pub members: Vec<Vec<u32>>,
    /// Pairs of groups that are alike, by their places in `members`.
    pub pairs: Vec<Pair>,
}

/// As [`similar_pairs`], but with what is the same taken together first: a clause with ten thousand copies is one
/// group and not fifty million pairs. Only pairs of groups that are `wanted` are made, and of a group that is like very
/// many others only those with the most like.
pub fn similar_groups(
    clauses: &[Clause<'_>],
    threshold: &Threshold,
    wanted: impl Fn(&[u32], &[u32], &Pair) -> bool + Sync,
) -> Groups {
    let sets = grams::Sets::new(clauses, threshold.ngram, threshold.min_words);
    Groups {
        members: (0..sets.len())
            .map(|rank| sets.clauses(rank).to_vec())
            .collect(),
        pairs: join::set_pairs(&sets, threshold, |pair| {
            wanted(sets.clauses(pair.a), sets.clauses(pair.b), pair)
        }),
    }
}
