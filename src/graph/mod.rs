//! Who cites whom, as a directed graph of works: [`build()`] makes it of an index; the queries,
//! metrics and communities ask it.
//!
//! Only what is known makes an edge. A citation that may mean several works is kept apart
//! ([`WorkGraph::ambiguous`]) and counted, never drawn.

mod build;
mod communities;
mod metrics;
mod query;

pub use build::{AmbiguousLink, Edge, LeftOut, WorkGraph, WorkNode, build};
pub use communities::{Communities, communities, modularity};
pub use metrics::{betweenness, page_rank};
pub use query::{CoCited, Cycle, Direction, NoSuchWork};

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
