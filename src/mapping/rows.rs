//! The rows of the mapping: each parent text with what hangs on it, and groups of Sector texts without one.

use super::links::{LEAST, Link, Links};
use crate::knowledge::Knowledge;
use crate::model::{Index, Kind, MappingCell, MappingRow, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// A Sector text joins a group without a parent text from this strength on, if it is like another member.
const LEAST_IN_GROUP: f64 = 0.2;
/// … and this like.
const LIKE_A_MEMBER: f64 = 0.25;

/// The adopted works that can stand in a mapping: of bodies with a column, not suppressed.
pub(super) fn mappable(index: &Index, knowledge: &Knowledge) -> Vec<WorkId> {
    index
        .works
        .iter()
        .filter(|(id, work)| {
            work.kind.is_adopted()
                && work.suppressed.is_none()
                && work.kind != Kind::Recommendation
                && knowledge
                    .body(id.body())
                    .is_some_and(|b| b.column.is_some())
        })
        .map(|(id, _)| id.clone())
        .collect()
}

/// Makes the rows. `pool`: see [`mappable`].
pub(super) fn build(
    index: &Index,
    links: &Links,
    pool: &[WorkId],
    knowledge: &Knowledge,
) -> Vec<MappingRow> {
    let column = |id: &WorkId| knowledge.body(id.body()).and_then(|b| b.column.clone());
    let is_parent = |id: &WorkId| knowledge.body(id.body()).is_some_and(|b| b.parent);
    let (parents, sector): (Vec<&WorkId>, Vec<&WorkId>) = pool.iter().partition(|id| is_parent(id));
    let mut rows = Vec::new();
    for key in parents.iter().filter(|id| id.kind() == Kind::Resolution) {
        let mut members: Vec<(WorkId, Link)> = Vec::new();
        for other in pool.iter().filter(|o| *o != *key) {
            let link = links.link(key, other);
            if link.strength >= LEAST {
                members.push((other.clone(), link));
            }
        }
        if !members.is_empty() {
            rows.push(row(index, key, members, &column));
        }
    }
    rows.extend(groups(index, links, &sector, knowledge, &column));
    rows
}

/// Groups of Sector texts that are more like each other than like any parent text.
fn groups(
    index: &Index,
    links: &Links,
    sector: &[&WorkId],
    knowledge: &Knowledge,
    column: &dyn Fn(&WorkId) -> Option<String>,
) -> Vec<MappingRow> {
    let mut grouped: BTreeSet<WorkId> = BTreeSet::new();
    let mut rows = Vec::new();
    let mut keys: Vec<&WorkId> = sector.to_vec();
    keys.sort_by_key(|id| {
        (
            knowledge.bodies.iter().position(|b| b.id == id.body()),
            (*id).clone(),
        )
    });
    for key in keys {
        if grouped.contains(key) {
            continue;
        }
        let others = || sector.iter().filter(|o| **o != key);
        let mut members: BTreeMap<WorkId, Link> = others()
            .filter(|o| o.body() != key.body())
            .map(|o| ((*o).clone(), links.link(key, o)))
            .filter(|(_, link)| link.strength >= LEAST && link.title > 0.0)
            .collect();
        if members.is_empty() {
            continue;
        }
        let first: Vec<WorkId> = members.keys().cloned().collect();
        for other in others().filter(|o| !first.contains(o)) {
            let like_a_member = first.iter().any(|m| links.title(other, m) >= LIKE_A_MEMBER);
            let title = links.title(key, other);
            if like_a_member && title >= LEAST_IN_GROUP {
                members.insert((*other).clone(), links.link(key, other));
            }
        }
        grouped.extend(members.keys().cloned());
        rows.push(row(index, key, members.into_iter().collect(), column));
    }
    rows
}

fn row(
    index: &Index,
    key: &WorkId,
    members: Vec<(WorkId, Link)>,
    column: &dyn Fn(&WorkId) -> Option<String>,
) -> MappingRow {
    let mut cells: BTreeMap<String, Vec<MappingCell>> = BTreeMap::new();
    let place = |id: &WorkId| column(id).unwrap_or_else(|| "other".to_owned());
    cells
        .entry(place(key))
        .or_default()
        .push(cell(index, key, 1.0, Vec::new()));
    for (id, link) in members {
        cells
            .entry(place(&id))
            .or_default()
            .push(cell(index, &id, link.strength, link.evidence));
    }
    for list in cells.values_mut() {
        // The row's own text first, then the strongest.
        list.sort_by(|a, b| {
            let own = (b.id == *key).cmp(&(a.id == *key));
            own.then(b.strength.total_cmp(&a.strength))
                .then(a.id.cmp(&b.id))
        });
    }
    MappingRow {
        subject: index.title(key).to_owned(),
        key: key.clone(),
        cells,
    }
}

fn cell(
    index: &Index,
    id: &WorkId,
    strength: f64,
    evidence: Vec<crate::model::Evidence>,
) -> MappingCell {
    let work = index.works.get(id);
    MappingCell {
        id: id.clone(),
        edition: work
            .and_then(|w| w.editions.last())
            .map(ToString::to_string),
        title: work.and_then(|w| w.title.clone()),
        strength,
        evidence,
    }
}
