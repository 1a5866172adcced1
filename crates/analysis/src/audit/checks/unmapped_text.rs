use super::tables::{entry_place, works};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::WorkId;
use crate::reuse::{Editions, words};
use std::collections::{BTreeMap, BTreeSet};

/// Words of so many letters or fewer ("the", "for") do not tell titles apart.
const SMALL_WORD: usize = 3;

/// Finds texts of the detailed table that stand in no row of the summary, though their title is that of a text
/// of the parent body.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    if audit.mappings.is_empty() {
        return found;
    }
    let is_parent = |id: &WorkId| audit.knowledge.body(id.head()).is_some_and(|b| b.parent);
    let mut titles: BTreeMap<BTreeSet<String>, &WorkId> = BTreeMap::new();
    for (id, work) in &audit.index.works {
        if is_parent(id) && work.suppressed.is_none() {
            titles.entry(telling(audit.index.title(id))).or_insert(id);
        }
    }
    titles.remove(&BTreeSet::new());
    for (source, published) in &audit.mappings {
        let mapped: BTreeSet<&WorkId> = published.rows.iter().flat_map(works).collect();
        let entries = published.texts.iter().flat_map(|r| &r.entries);
        let unmapped = entries.filter(|e| !published.rows.is_empty() && !mapped.contains(&e.id));
        let mut told = BTreeSet::new();
        for entry in unmapped.filter(|e| !is_parent(&e.id)) {
            let title = audit.index.title(&entry.id);
            let Some(parent) = titles
                .get(&telling(title))
                .filter(|_| told.insert(&entry.id))
            else {
                continue;
            };
            let message = format!(
                "{} (\"{title}\") stands in no row of the summary; {parent} has the same title.",
                entry.id
            );
            let place = entry_place(audit, *source, entry);
            let mut draft = Draft::new(Code::UnmappedText, place, entry.id.as_str(), message)
                .ids([entry.id.clone(), (*parent).clone()]);
            let rows = published.rows.iter().chain(&published.texts);
            let there = rows.flat_map(|r| &r.entries).find(|e| e.id == **parent);
            if let Some(there) = there {
                let place = entry_place(audit, *source, there);
                draft = draft.related(place, format!("{parent}, in the tables"));
            }
            found.push(draft);
        }
    }
    found
}

fn telling(title: &str) -> BTreeSet<String> {
    words(title, Editions::Drop)
        .into_iter()
        .filter(|w| w.chars().count() > SMALL_WORD)
        .collect()
}
