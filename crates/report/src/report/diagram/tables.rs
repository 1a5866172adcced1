//! Nodes and edges as two tables, with the column names that Gephi asks for.

use crate::graph::View;
use crate::report::{Cell, Table, csv_table};

/// The two tables as comma-separated values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvTables {
    /// One row a work.
    pub nodes: String,
    /// One row a link.
    pub edges: String,
}

/// The columns of the table of works.
const NODE: [&str; 12] = [
    "Id",
    "Label",
    "Title",
    "Body",
    "Kind",
    "Editions",
    "Suppressed by",
    "Text read",
    "Topic",
    "Cites",
    "Cited by",
    "Focus",
];

/// The columns of the table of links.
const EDGE: [&str; 8] = [
    "Source",
    "Target",
    "Type",
    "Weight",
    "Stale",
    "Title likeness",
    "Editions",
    "Places",
];

/// `view` as tables of nodes and edges.
pub fn csv_tables(view: &View) -> CsvTables {
    let yes = |is: bool| Cell::from(if is { "yes" } else { "" });
    let count = |n: usize| Cell::number(n as f64, 0);
    let mut nodes = Table::new(NODE);
    for node in &view.nodes {
        nodes.row([
            node.id.clone().into(),
            node.id.clone().into(),
            node.title.clone().into(),
            node.body.clone().into(),
            node.kind.clone().into(),
            node.editions.join("; ").into(),
            node.suppressed.clone().unwrap_or_default().into(),
            yes(node.has_text),
            node.topic.clone().into(),
            count(node.cites),
            count(node.cited_by),
            yes(node.focus),
        ]);
    }
    let mut edges = Table::new(EDGE);
    for edge in &view.edges {
        edges.row([
            view.nodes[edge.from].id.clone().into(),
            view.nodes[edge.to].id.clone().into(),
            if edge.is_title_only() {
                "Undirected"
            } else {
                "Directed"
            }
            .into(),
            count(edge.weight as usize),
            count(edge.stale as usize),
            edge.same_title
                .map_or(Cell::empty(), |like| Cell::number(like, 2)),
            edge.editions.join("; ").into(),
            edge.places.join("; ").into(),
        ]);
    }
    CsvTables {
        nodes: csv_table(&nodes),
        edges: csv_table(&edges),
    }
}
