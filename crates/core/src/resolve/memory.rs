//! What was named so far in a document, which decides what bare numbers and "the same resolution" mean.

use crate::model::{BodyId, Kind, WorkId};
use rustc_hash::FxHashMap;

/// So many of the works named last are kept: "the above resolutions" are two.
const LAST: usize = 4;
/// So many numbers of a document are kept in all, so that a stream without end stays within bounds.
const NUMBERS: usize = 100_000;

/// Texts by their place in the outline; none for what stands in no text.
type Text = Option<usize>;

/// What was named so far.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The works that were named with their body last, by the text that names them.
    named: FxHashMap<Text, Vec<WorkId>>,
    /// The bodies with which a number was named, by text and for the whole document; none for somebody else.
    bodies: FxHashMap<(Text, Kind, String), Vec<Option<BodyId>>>,
    /// A body whose texts are mapped was named.
    pub(super) ours: bool,
}

impl Memory {
    /// What is left for the next piece of a document, in which `open` is the first text; none where no text goes on.
    #[must_use]
    pub fn into_next(self, open: Option<usize>) -> Memory {
        let again = |text: Text| match text {
            None => Some(None),
            text if text == open => Some(Some(0)),
            _ => None,
        };
        let named = self.named.into_iter();
        let bodies = self.bodies.into_iter();
        Memory {
            named: named
                .filter_map(|(t, works)| Some((again(t)?, works)))
                .collect(),
            bodies: bodies
                .filter_map(|((t, kind, n), all)| Some(((again(t)?, kind, n), all)))
                .collect(),
            ours: self.ours,
        }
    }

    /// A work was named with its body in `text`.
    pub(super) fn cite(&mut self, work: &WorkId, text: Text) {
        let last = self.named.entry(text).or_default();
        last.retain(|w| w != work);
        last.push(work.clone());
        if last.len() > LAST {
            last.remove(0);
        }
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

    /// The `wanted` works that were named last in `text`, in order.
    pub(super) fn last(&self, wanted: usize, text: Text) -> &[WorkId] {
        let all = self.named.get(&text).map_or(&[][..], Vec::as_slice);
        &all[all.len().saturating_sub(wanted)..]
    }
}
