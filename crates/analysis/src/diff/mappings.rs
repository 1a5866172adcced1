//! Two mappings that `map` made.

use super::{CellChange, Difference, Rows, changed_rows};
use crate::model::{Mapping, MappingCell, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// What changed from one made mapping to another: the works and editions of rows, candidates, texts without equivalent.
pub fn diff_mappings(old: &Mapping, new: &Mapping) -> Difference {
    let mut cells = changed_rows(&rows(old), &rows(new));
    for change in revised(old, new) {
        match cells.iter_mut().find(|c| c.key == change.key) {
            Some(there) => there.revised = change.revised,
            None => cells.push(change),
        }
    }
    cells.sort_by(|a, b| a.key.cmp(&b.key));
    let (before, after) = (beside_rows(old), beside_rows(new));
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect();
    Difference {
        cells,
        mapping_added: only(&after, &before),
        mapping_dropped: only(&before, &after),
        known: new.known.clone(),
        ..Difference::default()
    }
}

fn rows(mapping: &Mapping) -> Rows {
    let rows = mapping.rows.iter().map(|row| {
        let ids = row.cells.values().flatten().map(|c| c.id.clone());
        (row.key.clone(), (row.subject.clone(), ids.collect()))
    });
    rows.collect()
}

/// The rows in which works have another edition.
fn revised(old: &Mapping, new: &Mapping) -> Vec<CellChange> {
    let cells = |mapping: &Mapping| -> BTreeMap<(WorkId, WorkId), MappingCell> {
        let rows = mapping.rows.iter();
        let cells = rows.flat_map(|row| {
            let cells = row.cells.values().flatten();
            cells.map(|c| ((row.key.clone(), c.id.clone()), c.clone()))
        });
        cells.collect()
    };
    let before = cells(old);
    let mut found: Vec<CellChange> = Vec::new();
    for ((key, id), cell) in cells(new) {
        let was = before
            .get(&(key.clone(), id.clone()))
            .and_then(|c| c.edition.as_ref());
        let (Some(was), Some(is)) = (was, &cell.edition) else {
            continue;
        };
        if was == is {
            continue;
        }
        let said = format!("{id}: {was} → {is}");
        match found.last_mut().filter(|c| c.key == key) {
            Some(change) => change.revised.push(said),
            None => found.push(CellChange {
                subject: subject(new, &key),
                key,
                added: Vec::new(),
                dropped: Vec::new(),
                revised: vec![said],
            }),
        }
    }
    found
}

fn subject(mapping: &Mapping, key: &WorkId) -> String {
    let row = mapping.rows.iter().find(|r| r.key == *key);
    row.map(|r| r.subject.clone()).unwrap_or_default()
}

/// Candidates and texts without equivalent, each in a line.
fn beside_rows(mapping: &Mapping) -> BTreeSet<String> {
    let candidates = mapping.candidates.iter().map(|c| {
        let ids: Vec<&str> = c.ids.iter().map(|id| id.as_str()).collect();
        format!("{} could: {}", ids.join(", "), c.outcome.words())
    });
    let alone = mapping
        .no_equivalent
        .iter()
        .map(|n| format!("{} has no equivalent", n.id));
    candidates.chain(alone).collect()
}
