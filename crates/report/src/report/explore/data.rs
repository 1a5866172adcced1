use super::Explorer;
use super::quote::Quotes;
use crate::decisions::place_of;
use crate::diff::Stage;
use crate::graph::{
    Communities, Layout, Point, WorkGraph, communities, layout, page_rank, subjects,
};
use crate::model::{About, Decision, Finding, Mapping, MappingCell, Place, WorkId};
use crate::report::diagram::look;
use crate::report::mapping::row_anchors;
use petgraph::Direction::Incoming;
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Room that a node wants around it, in pixels: enough for its id beside its neighbours' at full size.
const ROOM: f64 = 26.0;

/// All that the page knows, as it is put into it.
pub(super) fn data(explorer: &Explorer, works: &WorkGraph) -> Value {
    let mut bodies: Vec<(String, String)> = explorer.bodies.to_vec();
    for node in works.graph.node_weights() {
        if !bodies.iter().any(|(id, _)| *id == node.body) {
            bodies.push((node.body.clone(), node.body.clone()));
        }
    }
    let looks: Vec<Value> = bodies
        .iter()
        .enumerate()
        .map(|(n, (id, name))| {
            let look = look(n);
            json!({"id": id, "name": name, "line": look.line, "fill": look.fill, "shape": n % 8})
        })
        .collect();
    let groups = communities(works);
    let radius = radii(works);
    let sizes: Vec<f64> = radius.iter().map(|r| r + ROOM).collect();
    let layout = layout(works, &groups, &sizes);
    let quotes = Quotes::new(explorer.index);
    let files: Vec<&str> = explorer
        .index
        .sources
        .iter()
        .map(|s| s.file.as_str())
        .collect();
    let (edges, citations) = edges(explorer, works, &quotes);
    json!({
        "title": explorer.title,
        "bodies": looks,
        "files": files,
        "nodes": nodes(explorer, works, &bodies, &groups, &layout, &radius),
        "communities": circles(&layout),
        "edges": edges,
        "citations": citations,
        "findings": explorer.findings.iter().map(|f| finding(f, &quotes)).collect::<Vec<_>>(),
        "mapping": explorer.mapping.map(|m| mapping(m, explorer.bodies)),
        "decisions": explorer.decisions.iter().map(decision).collect::<Vec<_>>(),
        "ambiguous": works.ambiguous.len(),
    })
}

/// How large each node is drawn.
fn radii(works: &WorkGraph) -> Vec<f64> {
    let graph = &works.graph;
    let cited = |n| graph.edges_directed(n, Incoming).count() as f64;
    let radius = |n| (6.0 + 1.6 * cited(n).sqrt()).min(18.0);
    graph.node_indices().map(radius).collect()
}

/// Middle and radius of each community.
fn circles(layout: &Layout) -> Vec<Value> {
    let circle = |((x, y), r): &(Point, f64)| json!([x, y, r]);
    layout.circles.iter().map(circle).collect()
}

fn nodes(
    explorer: &Explorer,
    works: &WorkGraph,
    bodies: &[(String, String)],
    groups: &Communities,
    layout: &Layout,
    radius: &[f64],
) -> Vec<Value> {
    let graph = &works.graph;
    let places = &layout.places;
    let ranks = page_rank(works);
    let subject_of: BTreeMap<&WorkId, &str> = explorer.mapping.map(subjects).unwrap_or_default();
    graph
        .node_indices()
        .map(|at| {
            let (node, n) = (&graph[at], at.index());
            let body = bodies
                .iter()
                .position(|(id, _)| *id == node.body)
                .unwrap_or(0);
            let work = explorer.index.works.get(&node.id);
            json!({
                "id": node.id, "title": node.title, "body": body, "kind": node.kind.word(),
                "editions": node.editions.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "suppressed": node.suppressed, "text": node.has_text,
                "address": work.and_then(|w| w.address.as_deref()),
                "stages": stages(explorer, &node.id),
                "copy": explorer.index.copy_of(&node.id).map(|copy| copy.to_string()),
                "subject": subject_of.get(&node.id), "community": groups.of[n],
                "rank": (ranks[n] * 1e5).round() / 1e5,
                "x": places[n].0, "y": places[n].1, "r": (radius[n] * 10.0).round() / 10.0,
            })
        })
        .collect()
}

/// What is known of a text's editions beside their names: what each changed, what may have changed since, its end.
fn stages(explorer: &Explorer, id: &WorkId) -> Vec<Value> {
    let stages = explorer.histories.map(|h| h.of(id)).unwrap_or_default();
    let tells = |s: &&Stage| {
        s.change.as_ref().is_some_and(|c| !c.is_empty())
            || !s.met_since.is_empty()
            || s.suppressed.is_some()
    };
    let shown = |s: &Stage| {
        let change = s.change.clone().unwrap_or_default();
        json!({
            "edition": s.edition, "adopted": s.adopted,
            "added": change.added, "removed": change.removed, "reworded": change.reworded,
            "cites_newly": change.cites_newly, "cites_no_more": change.cites_no_more,
            "updated": change.brought_up_to_date, "met_since": s.met_since,
            "suppressed": s.suppressed, "successors": s.successors,
        })
    };
    stages.iter().filter(tells).map(shown).collect()
}

/// The edges, and the citations that they are made of.
fn edges(explorer: &Explorer, works: &WorkGraph, quotes: &Quotes) -> (Vec<Value>, Vec<Value>) {
    let mut citations = Vec::new();
    let mut number_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut edges = Vec::new();
    for edge in works.graph.edge_references() {
        let link = edge.weight();
        let mut quoted = Vec::new();
        for at in &link.citations {
            let Some(citation) = explorer.index.citations.get(*at) else {
                continue;
            };
            let number = *number_of.entry(*at).or_insert_with(|| {
                let place = citation
                    .locator
                    .clone()
                    .unwrap_or_else(|| format!("line {}", citation.line));
                citations.push(json!({
                    "file": citation.source, "place": place, "provision": citation.provision,
                    "raw": citation.raw, "quote": quotes.citation(citation),
                }));
                citations.len() - 1
            });
            quoted.push(number);
        }
        edges.push(json!({
            "from": edge.source().index(), "to": edge.target().index(), "weight": link.weight,
            "stale": link.stale, "title": link.same_title,
            "editions": link.editions.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "citations": quoted,
        }));
    }
    (edges, citations)
}

/// What was decided, with what it is about: in words, and by what the page finds it again.
fn decision(decision: &Decision) -> Value {
    let (mut row, mut cell, mut fingerprint) = (None, None, None);
    let mut ids: Vec<&str> = Vec::new();
    match &decision.about {
        About::Row { row: name } => row = Some(name),
        About::Cell { row: name, id } => {
            row = Some(name);
            cell = Some(id);
            ids.push(id.as_str());
        }
        About::Candidate { ids: all } => ids.extend(all.iter().map(WorkId::as_str)),
        About::Finding {
            fingerprint: print,
            ids: all,
            ..
        } => {
            fingerprint = Some(print);
            ids.extend(all.iter().map(WorkId::as_str));
        }
        About::Work { id } => ids.push(id.as_str()),
    }
    json!({
        "about": place_of(&decision.about), "ids": ids, "row": row, "cell": cell, "fingerprint": fingerprint,
        "candidate": matches!(decision.about, About::Candidate { .. }),
        "decision": decision.decision, "by": decision.by, "date": decision.date, "remark": decision.remark,
        "suspect": decision.suspect,
    })
}

fn finding(finding: &Finding, quotes: &Quotes) -> Value {
    let mut places = vec![place(&finding.place, quotes)];
    places.extend(finding.related.iter().map(|p| place(p, quotes)));
    json!({
        "fingerprint": finding.fingerprint, "code": finding.code, "severity": finding.severity, "ids": finding.ids,
        "message": finding.message, "advice": finding.advice, "places": places,
        "repeat": finding.repeat.as_ref().map(|r| json!({"class": r.class, "containment": r.containment})),
    })
}

fn place(place: &Place, quotes: &Quotes) -> Value {
    let provision = quotes.provision_at(&place.file, place.line);
    let at = place
        .locator
        .clone()
        .unwrap_or_else(|| format!("line {}", place.line));
    json!({
        "file": place.file, "place": at, "message": place.message,
        "provision": provision.map(|p| p.path.as_str()),
        "text": provision.map(|p| p.text.as_str()),
    })
}

/// The rows of the mapping with one column for each that is used.
fn mapping(mapping: &Mapping, bodies: &[(String, String)]) -> Value {
    let used = |column: &str| mapping.rows.iter().any(|r| r.cells.contains_key(column));
    let mut columns: Vec<String> = bodies.iter().map(|(id, _)| id.to_lowercase()).collect();
    columns.push("other".to_owned());
    for row in &mapping.rows {
        for column in row.cells.keys() {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
    }
    columns.retain(|c| used(c));
    let names = row_anchors(mapping);
    let rows: Vec<Value> = mapping
        .rows
        .iter()
        .zip(names)
        .map(|(row, name)| {
            let cells: Map<String, Value> = row
                .cells
                .iter()
                .map(|(column, cells)| (column.clone(), cells.iter().map(cell).collect()))
                .collect();
            json!({"name": name, "subject": row.subject, "key": row.key, "cells": cells})
        })
        .collect();
    json!({
        "columns": columns, "rows": rows, "candidates": mapping.candidates,
        "no_equivalent": mapping.no_equivalent.iter().map(|n| &n.id).collect::<Vec<_>>(),
    })
}

fn cell(cell: &MappingCell) -> Value {
    json!({"id": cell.id, "edition": cell.edition, "strength": cell.strength, "evidence": cell.evidence})
}
