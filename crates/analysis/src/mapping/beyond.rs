//! Numbers that no work of a body can have: what people drew up may name one by a slip.

use crate::knowledge::Knowledge;
use crate::model::{Index, Kind, WorkId};
use std::collections::BTreeMap;

/// So many works of a body must be known before a number beyond them is taken for a slip.
const ENOUGH: usize = 5;

/// The highest number that is known of each body and kind, and how many are.
pub(super) struct Highest<'a>(BTreeMap<(&'a str, Kind), (u32, usize)>);

impl<'a> Highest<'a> {
    /// Of the works that have a title, and of bodies of which not only what is in force is known.
    pub(super) fn new(index: &'a Index, knowledge: &Knowledge) -> Self {
        let mut highest: BTreeMap<(&str, Kind), (u32, usize)> = BTreeMap::new();
        let known = index.works.keys().filter(|id| {
            !index.title(id).is_empty() && !knowledge.knows_only_what_is_in_force(id.head())
        });
        for id in known {
            if let Ok(number) = id.number().parse::<u32>() {
                let (most, count) = highest.entry((id.head(), id.kind())).or_default();
                *most = number.max(*most);
                *count += 1;
            }
        }
        Highest(highest)
    }

    /// True for a number beyond all that are known.
    pub(super) fn is_below(&self, id: &WorkId) -> bool {
        let known = self.0.get(&(id.head(), id.kind()));
        let number = id.number().parse::<u32>().ok();
        known.is_some_and(|(most, count)| *count >= ENOUGH && number > Some(*most))
    }
}
