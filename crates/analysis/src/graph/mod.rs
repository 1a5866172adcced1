//! Who cites whom, as a directed graph of works: [`build()`] makes it of an index, [`select()`]
//! takes a part of it, the queries and metrics ask it, and [`view()`] makes it ready to be drawn.
//!
//! Only what is known makes an edge. A citation that may mean several works is kept apart
//! ([`WorkGraph::ambiguous`]) and counted, never drawn.

mod build;
mod communities;
mod layout;
mod metrics;
mod query;
mod reduce;
mod select;
mod view;

pub use build::{AmbiguousLink, Edge, LeftOut, WorkGraph, WorkNode, build};
pub use communities::{Communities, communities, modularity};
pub use layout::{Layout, Point, layout};
pub use metrics::{betweenness, page_rank};
pub use query::{CoCited, Cycle, Direction, NoSuchWork};
pub use select::{SelectError, Selection, select, subjects};
pub use view::{ClusterBy, View, ViewEdge, ViewNode, view};

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
