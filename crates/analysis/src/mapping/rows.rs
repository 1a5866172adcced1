//! The rows of the mapping: each parent text with what hangs on it, and groups of Sector texts without one.

use super::links::{LEAST, Links};
use crate::knowledge::Knowledge;
use crate::model::{Index, MappingCell, MappingRow, WorkId};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// A Sector text joins a group without a parent text from this strength on, if it is like another member.
const LEAST_IN_GROUP: f64 = 0.2;
/// … and this like.
const LIKE_A_MEMBER: f64 = 0.25;

/// The adopted works that can stand in a mapping: of bodies with a column, not suppressed, and read or cited somewhere.
/// What stands on a list of titles alone has nothing but its title to be told by.
pub(super) fn mappable(index: &Index, knowledge: &Knowledge) -> Vec<WorkId> {
    let seen: FxHashSet<&WorkId> = [index, &knowledge.known]
        .into_iter()
        .flat_map(|i| {
            let read = i.texts.iter().filter_map(|t| t.work.as_ref());
            let cited = i.citations.iter().flat_map(|c| &c.targets);
            read.chain(cited.filter_map(|t| t.id.as_ref()))
        })
        .collect();
    index
        .works
        .iter()
        .filter(|(id, work)| {
            seen.contains(id)
                && work.kind.is_adopted()
                && work.suppressed.is_none()
                && !work.kind.is_series()
                && knowledge
                    .body(id.head())
                    .is_some_and(|b| b.column.is_some())
        })
        .map(|(id, _)| id.clone())
        .collect()
}

/// Makes the rows.
pub(super) fn build(index: &Index, links: &Links, knowledge: &Knowledge) -> Vec<MappingRow> {
    let is_parent = |n: usize| {
        let body = knowledge.body(links.work(n).head());
        body.is_some_and(|b| b.parent)
    };
    let (parents, sector): (Vec<usize>, Vec<usize>) = links.pool().partition(|n| is_parent(*n));
    let keys: Vec<usize> = parents
        .into_iter()
        .filter(|n| links.work(*n).kind().is_main())
        .collect();
    let mut rows: Vec<MappingRow> = keys
        .into_par_iter()
        .filter_map(|key| {
            let strong = |other: &usize| *other != key && links.strength(key, *other) >= LEAST;
            let members: Vec<usize> = links.pool().filter(strong).collect();
            (!members.is_empty()).then(|| row(index, links, key, &members, knowledge))
        })
        .collect();
    rows.extend(groups(index, links, sector, knowledge));
    rows
}

/// Groups of Sector texts that are more like each other than like any parent text.
fn groups(
    index: &Index,
    links: &Links,
    sector: Vec<usize>,
    knowledge: &Knowledge,
) -> Vec<MappingRow> {
    let mut grouped: FxHashSet<usize> = FxHashSet::default();
    let mut rows = Vec::new();
    let mut keys = sector.clone();
    let order = |n: &usize| {
        let body = links.work(*n).head();
        knowledge.bodies.iter().position(|b| b.id == body)
    };
    // Works of a body have numbers in the order of their ids.
    keys.sort_by_cached_key(|n| (order(n), *n));
    for key in keys {
        let curated = links.curated_with(key);
        if grouped.contains(&key) && curated.is_empty() {
            continue;
        }
        let titles = links.titles(key);
        let others = || sector.iter().copied().filter(|o| *o != key);
        let first: Vec<usize> = others()
            .filter(|o| {
                let alike = !links.same_body(key, *o) && titles[*o] > 0.0;
                curated.contains(o) || (alike && links.strength(key, *o) >= LEAST)
            })
            .collect();
        if first.is_empty() {
            continue;
        }
        let like_a_member = |o: usize| first.iter().any(|m| links.title(o, *m) >= LIKE_A_MEMBER);
        let more = others()
            .filter(|o| titles[*o] >= LEAST_IN_GROUP && !first.contains(o) && like_a_member(*o));
        let mut members: Vec<usize> = first.iter().copied().chain(more).collect();
        members.sort_unstable();
        grouped.extend(&members);
        rows.push(row(index, links, key, &members, knowledge));
    }
    rows
}

/// Takes out rows all of whose works stand in another row, but those of a key that is to be `kept`.
pub(super) fn fold(rows: &mut Vec<MappingRow>, kept: impl Fn(&WorkId) -> bool) {
    let works: Vec<BTreeSet<WorkId>> = rows
        .iter()
        .map(|row| row.cells.values().flatten().map(|c| c.id.clone()).collect())
        .collect();
    let mut rows_with: BTreeMap<&WorkId, Vec<usize>> = BTreeMap::new();
    for (n, works) in works.iter().enumerate() {
        for id in works {
            rows_with.entry(id).or_default().push(n);
        }
    }
    let is_inside = |n: usize| {
        rows_with[&rows[n].key].iter().any(|other| {
            *other != n
                && works[n].is_subset(&works[*other])
                && (works[n].len() < works[*other].len() || *other < n)
        })
    };
    let inside: BTreeSet<WorkId> = (0..rows.len())
        .filter(|n| !kept(&rows[*n].key) && is_inside(*n))
        .map(|n| rows[n].key.clone())
        .collect();
    rows.retain(|row| !inside.contains(&row.key));
}

fn row(
    index: &Index,
    links: &Links,
    key: usize,
    members: &[usize],
    knowledge: &Knowledge,
) -> MappingRow {
    let mut cells: BTreeMap<String, Vec<MappingCell>> = BTreeMap::new();
    let place = |id: &WorkId| {
        let column = knowledge.body(id.head()).and_then(|b| b.column.clone());
        column.unwrap_or_else(|| "other".to_owned())
    };
    let own = links.work(key);
    cells
        .entry(place(own))
        .or_default()
        .push(cell(index, own, 1.0, Vec::new()));
    for member in members {
        let id = links.work(*member);
        let link = links.link(key, *member);
        cells
            .entry(place(id))
            .or_default()
            .push(cell(index, id, link.strength, link.evidence));
    }
    for list in cells.values_mut() {
        // The row's own text first, then the strongest.
        list.sort_by(|a, b| {
            let first = (b.id == *own).cmp(&(a.id == *own));
            first
                .then(b.strength.total_cmp(&a.strength))
                .then_with(|| a.id.cmp(&b.id))
        });
    }
    MappingRow {
        subject: index.title(own).to_owned(),
        key: own.clone(),
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
