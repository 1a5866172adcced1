use crate::graph::View;
use serde_json::{Value, json};

/// `view` as node-link JSON: `networkx.node_link_graph(data, edges="edges")` reads it.
pub fn node_link(view: &View) -> String {
    let nodes: Vec<Value> = view
        .nodes
        .iter()
        .map(|n| {
            json!({
                "id": n.id, "title": n.title, "body": n.body, "kind": n.kind,
                "editions": n.editions, "suppressed": n.suppressed, "has_text": n.has_text,
                "group": view.groups[n.group], "topic": n.topic, "cites": n.cites, "cited_by": n.cited_by,
            })
        })
        .collect();
    let edges: Vec<Value> = view
        .edges
        .iter()
        .map(|e| {
            json!({
                "source": view.nodes[e.from].id, "target": view.nodes[e.to].id,
                "weight": e.weight, "stale": e.stale, "same_title": e.same_title,
                "editions": e.editions, "evidence": e.evidence, "places": e.places,
            })
        })
        .collect();
    let all = json!({
        "directed": true, "multigraph": false,
        "graph": {"name": view.title, "ambiguous": view.ambiguous},
        "nodes": nodes, "edges": edges,
    });
    format!("{all:#}\n")
}
