//! Which term a text begins with.

use super::lexicon::{PART, Term};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The terms of the lexicon, in the order of their letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    all: Vec<Entry>,
    /// Where those stand that begin with a piece: most words of a text begin none.
    firsts: FxHashMap<Box<str>, Range<usize>>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// As it is compared, in pieces.
    key: Box<str>,
    /// What it may be.
    terms: Vec<Term>,
    /// The longest other one that it begins with.
    shorter: Option<usize>,
}

impl Terms {
    /// Of `all`, each in pieces.
    pub(super) fn new(mut all: Vec<(String, Vec<Term>)>) -> Self {
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let mut terms = Terms::default();
        for (n, (key, meanings)) in all.into_iter().enumerate() {
            let range = terms.firsts.entry(first_piece(&key).into()).or_insert(n..n);
            range.end = n + 1;
            let shorter = n.checked_sub(1).and_then(|last| terms.prefix(last, &key));
            terms.all.push(Entry {
                key: key.into(),
                terms: meanings,
                shorter,
            });
        }
        terms
    }

    /// Each with what it may be.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[Term])> {
        self.all.iter().map(|e| (&*e.key, &*e.terms))
    }

    /// Those that `text`, which is in pieces, begins with, the longest first: what each may be, and its length.
    pub(super) fn at(&self, text: &str) -> impl Iterator<Item = (&[Term], usize)> + use<'_> {
        let range = self.firsts.get(first_piece(text));
        let last = range.and_then(|range| {
            let entries = &self.all[range.clone()];
            let smaller = entries.partition_point(|e| *e.key <= *text);
            self.prefix(range.start + smaller.checked_sub(1)?, text)
        });
        let found = std::iter::successors(last, |n| self.all[*n].shorter);
        found.map(|n| (&*self.all[n].terms, self.all[n].key.len()))
    }

    /// The longest that `text` begins with, of the `n`-th and those that it begins with. What stands in order between a
    /// beginning of a text and the text itself has that beginning, too.
    fn prefix(&self, n: usize, text: &str) -> Option<usize> {
        let mut found = std::iter::successors(Some(n), |n| self.all[*n].shorter);
        found.find(|n| text.starts_with(&*self.all[*n].key))
    }
}

/// What stands before the first sign that parts pieces.
fn first_piece(pieces: &str) -> &str {
    let end = pieces.bytes().position(|b| b == PART as u8);
    &pieces[..end.unwrap_or(pieces.len())]
}
