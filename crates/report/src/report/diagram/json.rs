use crate::graph::View;
use crate::script::safe_json;
use serde::Serialize;
use std::fmt;

/// A graph in the form that `networkx.node_link_graph(data, edges="edges")` and d3 read.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NodeLink<'a> {
    /// Citations have a direction.
    pub directed: bool,
    /// All citations of one text by another are one edge.
    pub multigraph: bool,
    /// What is said of the whole.
    pub graph: About<'a>,
    /// The texts, or bodies.
    pub nodes: Vec<Node<'a>>,
    /// Who cites whom.
    pub edges: Vec<Edge<'a>>,
}

/// What is said of a whole graph.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About<'a> {
    /// What it shows.
    pub name: &'a str,
    /// Citations that may mean several works and are not drawn.
    pub ambiguous: usize,
}

/// A work, or all works of a body.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node<'a> {
    /// The id of the work, or the name of the body.
    pub id: &'a str,
    /// The full title; for a body how many texts it has.
    pub title: &'a str,
    /// Who adopted it.
    pub body: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// Its known editions, oldest first.
    pub editions: &'a [String],
    /// Which conference suppressed it.
    pub suppressed: Option<&'a str>,
    /// True where its text was read.
    pub has_text: bool,
    /// The box or column that it stands in.
    pub group: &'a str,
    /// The subject area, or the community around the work that is cited most.
    pub topic: &'a str,
    /// How many of the works shown it cites.
    pub cites: usize,
    /// How many of the works shown cite it.
    pub cited_by: usize,
}

/// All citations of one work by another.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edge<'a> {
    /// The id of the citing work.
    pub source: &'a str,
    /// The id of the cited work.
    pub target: &'a str,
    /// How many citations; 0 where only titles link the two.
    pub weight: u32,
    /// How many of them name an edition although a later one is known.
    pub stale: u32,
    /// How alike the titles are, where a mapping says that they say the same.
    pub same_title: Option<f64>,
    /// The editions cited.
    pub editions: &'a [String],
    /// What decided which work is meant.
    pub evidence: &'a [String],
    /// Where the citations stand: file, line and provision.
    pub places: &'a [String],
}

impl fmt::Display for NodeLink<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_string_pretty(self).map_err(|_| fmt::Error)?;
        writeln!(f, "{}", safe_json(json))
    }
}

/// `view` as node-link JSON.
pub fn node_link(view: &View) -> NodeLink<'_> {
    let nodes = view.nodes.iter().map(|n| Node {
        id: &n.id,
        title: &n.title,
        body: &n.body,
        kind: &n.kind,
        editions: &n.editions,
        suppressed: n.suppressed.as_deref(),
        has_text: n.has_text,
        group: &view.groups[n.group],
        topic: &n.topic,
        cites: n.cites,
        cited_by: n.cited_by,
    });
    let edges = view.edges.iter().map(|e| Edge {
        source: &view.nodes[e.from].id,
        target: &view.nodes[e.to].id,
        weight: e.weight,
        stale: e.stale,
        same_title: e.same_title,
        editions: &e.editions,
        evidence: &e.evidence,
        places: &e.places,
    });
    NodeLink {
        directed: true,
        multigraph: false,
        graph: About {
            name: &view.title,
            ambiguous: view.ambiguous,
        },
        nodes: nodes.collect(),
        edges: edges.collect(),
    }
}
