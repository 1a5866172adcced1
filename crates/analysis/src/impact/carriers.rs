//! What still carries the content of a falling text.

use crate::knowledge::Knowledge;
use crate::model::{Index, WorkId};
use crate::reuse::{Duties, Item, Reader, Threshold};
use serde::Serialize;
use std::collections::BTreeSet;

/// A work that stays and says what a falling one says.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Carrier {
    /// The work.
    pub id: WorkId,
    /// Its title.
    pub title: String,
    /// How many of its provisions say what stands in the falling texts, or in the one that takes their place.
    pub provisions: usize,
    /// What says so: the falling text, or the one that takes its place.
    pub of: WorkId,
}

/// The works that carry the content of `ids`, or of what takes or took their place, most first.
pub(super) fn carriers(
    index: &Index,
    ids: &[WorkId],
    into: Option<&WorkId>,
    knowledge: &Knowledge,
) -> Vec<Carrier> {
    let successors = ids.iter().filter_map(|id| index.works.get(id));
    let successors = successors.flat_map(|w| &w.successors);
    let sources: BTreeSet<&WorkId> = ids.iter().chain(into).chain(successors).collect();
    let works: Vec<&WorkId> = index.works.keys().collect();
    let mut items = Vec::new();
    for (work, id) in (0u32..).zip(&works) {
        let provisions = index.text_of(id).map(|t| &t.provisions);
        let worded = provisions
            .into_iter()
            .flatten()
            .filter(|p| !p.text.is_empty());
        items.extend(worded.map(|p| Item {
            text: &p.text,
            phrase: &p.phrase,
            work,
            sort: 0,
        }));
    }
    let threshold = Threshold::default();
    let duties = Duties::new(&items, &Reader::new(knowledge), &threshold, |_, _| false);
    let number = |id: &WorkId| works.binary_search(&id).ok().map(|n| n as u32);
    let mut found: Vec<Carrier> = Vec::new();
    for (work, id) in (0u32..).zip(&works) {
        if sources.contains(id) {
            continue;
        }
        let carried = sources.iter().filter_map(|of| {
            let provisions = duties.alike(work, number(of)?).len();
            (provisions > 0).then(|| Carrier {
                id: (*id).clone(),
                title: index.title(id).to_owned(),
                provisions,
                of: (*of).clone(),
            })
        });
        found.extend(carried.max_by_key(|c| c.provisions));
    }
    found.sort_by(|a, b| {
        b.provisions
            .cmp(&a.provisions)
            .then_with(|| a.id.cmp(&b.id))
    });
    found
}
