//! What was named so far in a document, which decides what bare numbers and "the same resolution" mean.

use crate::model::{BodyId, Kind, WorkId};
use rustc_hash::FxHashMap;

/// So many of the texts named last are kept: "the above resolutions" are two.
const LAST: usize = 8;
/// So many numbers of a document are kept in all, so that a stream without end stays within bounds.
const NUMBERS: usize = 100_000;

/// Texts by their place in the outline; none for what stands in no text.
type Text = Option<usize>;

/// What was named so far.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The texts that were named last, by the text that names them; no work where it is not decided which.
    named: FxHashMap<Text, Vec<(Kind, Option<WorkId>)>>,
    /// The bodies with which a number was named, by text and for the whole document; none for somebody else.
    bodies: FxHashMap<(Text, Kind, String), Vec<Option<BodyId>>>,
    /// A body whose texts are mapped was named.
    pub(super) ours: bool,
}

impl Memory {
    /// What is left for the next piece of a document, in which `open` is the first text; none where no text goes on.
    #[must_use]
    pub fn into_next(self, open: Option<usize>) -> Memory {
        let goes_on = |text: Text| text.is_none() || text == open;
        let first = |text: Text| text.map(|_| 0);
        let named = self.named.into_iter().filter(|(t, _)| goes_on(*t));
        let bodies = self.bodies.into_iter().filter(|((t, ..), _)| goes_on(*t));
        Memory {
            named: named.map(|(t, works)| (first(t), works)).collect(),
            bodies: bodies
                .map(|((t, kind, n), all)| ((first(t), kind, n), all))
                .collect(),
            ours: self.ours,
        }
    }

    /// A text of that kind was named in `text`: `work`, or one of which it is not decided.
    pub(super) fn mention(&mut self, kind: Kind, work: Option<&WorkId>, text: Text) {
        let last = self.named.entry(text).or_default();
        last.retain(|(_, w)| w.is_none() || w.as_ref() != work);
        last.push((kind, work.cloned()));
        if last.len() > LAST {
            last.remove(0);
        }
    }

    /// A work was named with its body in `text`.
    pub(super) fn cite(&mut self, work: &WorkId, text: Text) {
        if work.body().is_some() {
            self.name(work.body(), (work.kind(), work.number()), text);
        }
    }

    /// A number was named in `text` as one of `body`; none for somebody else.
    pub(super) fn name(&mut self, body: Option<&BodyId>, (kind, number): (Kind, &str), text: Text) {
        let mut texts = vec![None];
        texts.extend(text.map(Some));
        for text in texts {
            let key = (text, kind, number.to_owned());
            if self.bodies.len() >= NUMBERS && !self.bodies.contains_key(&key) {
                continue;
            }
            let known = self.bodies.entry(key).or_default();
            if !known.iter().any(|b| b.as_ref() == body) {
                known.push(body.cloned());
            }
        }
    }

    /// The bodies with which a number was named in `text`, or outside all texts.
    pub(super) fn bodies(&self, kind: Kind, number: &str, text: Text) -> Option<&[Option<BodyId>]> {
        let key = (text, kind, number.to_owned());
        self.bodies.get(&key).map(Vec::as_slice)
    }

    /// The `wanted` texts of that kind that were named last in `text`, in order; none for one that is not decided.
    pub(super) fn last(&self, kind: Kind, wanted: usize, text: Text) -> Vec<Option<&WorkId>> {
        let all = self.named.get(&text).into_iter().flatten().rev();
        let of_kind = all.filter(|(k, _)| *k == kind).take(wanted);
        let mut last: Vec<_> = of_kind.map(|(_, work)| work.as_ref()).collect();
        last.reverse();
        last
    }
}
