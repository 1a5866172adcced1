//! What leaves the program as JSON: the types that are made for it alone, and the schemas of all of them.
//!
//! Most outputs are types of the library as they are (an [`Index`](crate::model::Index), a
//! [`Mapping`](crate::model::Mapping), a [`Finding`](crate::model::Finding) …). Their schemas are in
//! `docs/schemas`, made from the types (feature `schema`), and the program carries them: `resgraph schema NAME`.

mod answers;
mod cited;
mod papers;
#[cfg(feature = "schema")]
mod schemas;

pub use answers::{
    CitedPlace, Explained, HistoryEntry, Known, LinkedPlaces, Links, Orphan, Pair, Ranked, Ring,
    Row, Set, Spoken, StepOf, TextAndLinks, TextNear,
};
pub use cited::{CitedLine, CitedTarget};
pub use papers::{CheckedPlan, WholeDifference};
#[cfg(feature = "schema")]
pub use schemas::schemas;

/// One kind of output: its name, which outputs it describes, and its JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contract {
    /// The name that `resgraph schema` takes.
    pub name: &'static str,
    /// What it describes, by the command that writes it.
    pub about: &'static str,
    /// The schema (JSON Schema, draft 2020-12).
    pub schema: &'static str,
}

macro_rules! contracts {
    ($($name:literal: $about:literal,)*) => {
        /// All of them, by name.
        pub const CONTRACTS: &[Contract] = &[$(Contract {
            name: $name,
            about: $about,
            schema: include_str!(concat!("../../docs/schemas/", $name, ".json")),
        }),*];
    };
}

contracts! {
    "action-plan": "plan: a plan made from the texts",
    "answer": "mcp: every answer",
    "citation": "cite --format jsonl: a line",
    "comparison": "compare: side-by-side.json",
    "difference": "diff: diff.json",
    "finding": "audit --format jsonl: a line",
    "findings": "audit --format json",
    "impact": "impact: impact-ID.json",
    "impacts": "impact --format json, of several groups: a list",
    "index": "index",
    "learnt": "learn --format json",
    "mapping": "map: mapping.json",
    "mapping-comparison": "map --compare: comparison.json",
    "node-link": "graph --format json, as networkx and d3 read it",
    "outcome": "outcome: outcome.json",
    "plan-checked": "plan: a plan that was read, with a verdict on each item",
    "plans": "plan --format json, of several plans: a list, the plan that was made first",
    "query-common": "query common",
    "query-components": "query components",
    "query-cycles": "query cycles",
    "query-history": "query history",
    "query-links": "query cites, query cited-by",
    "query-neighbours": "query neighbours",
    "query-orphans": "query orphans",
    "query-path": "query path",
    "query-top": "query top",
}
