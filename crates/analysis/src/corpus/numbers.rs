//! Which numbers the bodies have come to, so that one beyond them is a slip.

use crate::knowledge::Knowledge;
use crate::model::{BodyId, Index, Kind, WorkId};
use std::collections::BTreeMap;

/// A body needs this many known works before a number beyond them is called unknown.
const ENOUGH: usize = 5;

/// The numbers of the works that have a title or fell, by body and kind, in order.
pub(crate) struct Numbers<'a> {
    knowledge: &'a Knowledge,
    known: BTreeMap<(&'a BodyId, Kind), Vec<u32>>,
}

impl<'a> Numbers<'a> {
    pub(crate) fn new(index: &'a Index, knowledge: &'a Knowledge) -> Self {
        let mut known: BTreeMap<(&BodyId, Kind), Vec<u32>> = BTreeMap::new();
        for (id, work) in &index.works {
            let exists = work.title.is_some() || work.suppressed.is_some();
            if let (true, Some(number), Some(body)) = (exists, plain(id), id.body()) {
                known.entry((body, id.kind())).or_default().push(number);
            }
        }
        known
            .values_mut()
            .for_each(|numbers| numbers.sort_unstable());
        Numbers { knowledge, known }
    }

    /// The highest number that is known of the body of `id`, where that of `id` is beyond it.
    pub(crate) fn exceeded(&self, id: &WorkId) -> Option<u32> {
        let numbers = self.known.get(&(id.body()?, id.kind()))?;
        let (number, highest) = (plain(id)?, *numbers.last()?);
        let is_beyond = numbers.len() >= ENOUGH
            && number > highest
            && !self.knowledge.knows_only_what_is_in_force(id.head());
        is_beyond.then_some(highest)
    }

    /// The works of the same kind that other bodies have under the number of `id`.
    pub(crate) fn elsewhere(&self, id: &WorkId) -> Vec<WorkId> {
        let has = |numbers: &Vec<u32>| plain(id).is_some_and(|n| numbers.binary_search(&n).is_ok());
        let others = self
            .known
            .iter()
            .filter(|((body, kind), n)| Some(*body) != id.body() && *kind == id.kind() && has(n));
        let works = others.map(|((body, kind), _)| WorkId::new(body, *kind, id.number()));
        works.collect()
    }
}

/// The number of a work that is numbered 1, 2, 3 …
fn plain(id: &WorkId) -> Option<u32> {
    id.number().parse().ok()
}
