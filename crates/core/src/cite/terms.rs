//! Which term a text begins with.

use super::lexicon::{PART, Term};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The terms of the lexicon, in the order of their letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    all: Vec<Entry>,
    /// Those that begin with a piece: most words of a text begin none.
    firsts: FxHashMap<Box<str>, Beginning>,
}

/// The terms that begin with one piece.
#[derive(Clone, Debug, Default)]
pub(super) struct Beginning {
    /// Their places.
    all: Range<usize>,
    /// With which bytes their second pieces begin, each a bit.
    seconds: u64,
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
            let (first, behind) = key.split_once(PART).unwrap_or((&key, ""));
            let begin = terms.firsts.entry(first.into()).or_default();
            if begin.all.is_empty() {
                begin.all.start = n;
            }
            begin.all.end = n + 1;
            begin.seconds |= bit(behind);
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

    /// Those that begin with `piece`.
    pub(super) fn begin(&self, piece: &str) -> Option<&Beginning> {
        self.firsts.get(piece)
    }

    /// Those that `text`, which is in pieces, begins with, the longest first: what each may be, and its length.
    pub(super) fn at(&self, text: &str) -> impl Iterator<Item = (&[Term], usize)> + use<'_> {
        let first = text.split(PART).next().unwrap_or_default();
        let begin = self.begin(first);
        let all = begin.map(|begin| self.of(begin, first.len(), text));
        all.into_iter().flatten()
    }

    /// The same of those that begin with its first piece, which is so long.
    pub(super) fn of(
        &self,
        begin: &Beginning,
        first: usize,
        text: &str,
    ) -> impl Iterator<Item = (&[Term], usize)> + use<'_> {
        let behind = text.get(first + PART.len_utf8()..).unwrap_or_default();
        let entries = &self.all[begin.all.clone()];
        // Mostly the text goes on as none of them does, and is the piece alone, which stands first, or none.
        let smaller = match begin.seconds & bit(behind) {
            0 => 1,
            _ => entries.partition_point(|e| *e.key <= *text),
        };
        let last = smaller.checked_sub(1);
        let last = last.and_then(|last| self.prefix(begin.all.start + last, text));
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

/// The byte with which a piece begins, as a bit; none for none.
fn bit(piece: &str) -> u64 {
    piece.bytes().next().map_or(0, |byte| 1 << (byte & 63))
}
