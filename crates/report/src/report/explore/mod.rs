//! The page to look around in: one HTML file that holds the graph, the quoted places, the findings and the
//! mapping, loads nothing, and opens by double click.

mod data;
mod quote;

use crate::diff::Histories;
use crate::graph::WorkGraph;
use crate::model::{Decision, Finding, Index, Mapping};
use crate::report::xml::escaped;
use crate::script::safe_json;

/// What the page shows.
pub struct Explorer<'a> {
    /// Its title.
    pub title: &'a str,
    /// What was read.
    pub index: &'a Index,
    /// The graph of it.
    pub works: &'a WorkGraph,
    /// The short names of all bodies with their full names, in the order that decides colour and shape.
    pub bodies: &'a [(String, String)],
    /// The mapping table, shown beside the graph and linked with it.
    pub mapping: Option<&'a Mapping>,
    /// What the audit found, repeated provisions included.
    pub findings: &'a [Finding],
    /// The editions of each text in time: what each changed, and what may have changed since.
    pub histories: Option<&'a Histories<'a>>,
    /// What people decided: shown with the texts, rows and findings that it is about.
    pub decisions: &'a [Decision],
    /// Where the page is served: its version. It asks there for the version of now, and loads again where
    /// that is another one.
    pub live: Option<u64>,
}

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const D3: &str = include_str!("../../../assets/d3.min.js");
const SCRIPTS: [&str; 8] = [
    include_str!("state.js"),
    include_str!("draw.js"),
    include_str!("filter.js"),
    include_str!("panel.js"),
    include_str!("table.js"),
    include_str!("decisions.js"),
    include_str!("export.js"),
    include_str!("start.js"),
];
const LIVE: &str = include_str!("live.js");

/// The page as HTML. The same input gives the same bytes.
///
/// Works that neither have a text nor a link are left out: nothing is known of them but the number.
pub fn explore(explorer: &Explorer) -> String {
    let known = explorer.works.filtered(
        |at, node| {
            node.has_text
                || explorer
                    .works
                    .graph
                    .neighbors_undirected(at)
                    .next()
                    .is_some()
        },
        |_, _| true,
    );
    // Nothing in the data can end the script element that holds it.
    let data = safe_json(data::data(explorer, &known).to_string()).replace('<', "\\u003c");
    let mut script = format!("'use strict';\n{}", SCRIPTS.concat());
    if let Some(version) = explorer.live {
        script.push_str(&format!("const madeAs = '{version}';\n{LIVE}"));
    }
    let connect = if explorer.live.is_some() {
        " connect-src 'self';"
    } else {
        ""
    };
    let parts = [
        ("{{title}}", escaped(explorer.title)),
        ("{{connect}}", connect.to_owned()),
        ("{{style}}", STYLE.to_owned()),
        ("{{d3}}", D3.to_owned()),
        ("{{data}}", data),
        ("{{script}}", script),
    ];
    fill(PAGE, &parts)
}

/// Puts the parts in their places, in one pass, so that nothing inside a part is taken for a place.
fn fill(page: &str, parts: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some(at) = rest.find("{{") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match parts.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, part)) => {
                out.push_str(part);
                rest = &rest[name.len()..];
            }
            None => {
                out.push_str("{{");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    out
}
