//! `resgraph` reads the resolutions of an organisation, finds what cites what, and shows where they repeat
//! each other, point at dead editions, or can be streamlined.
//!
//! Text goes in at one end; tables, diagrams and findings come out at the other:
//!
//! ```text
//! sources ─read▶ Document ─cite▶ mentions ─outline▶ resolution texts ─resolve▶ citations
//!                                                                         │
//!                                                       Index  ◀──────────┘   (one file; saved and loaded)
//!                                                         │
//!                                                       graph (petgraph)
//!                                                         │
//!                            mapping · audit · impact · diagrams           ◀── reuse (repeated provisions)
//!                                                         │
//!                                                      report
//! ```
//!
//! Each step is a pure function of the one before. *What is written where* ([`cite`]) is kept apart from
//! *what it means* ([`resolve`]), and that from *what we think of it* ([`audit`], [`mapping`]).
//! A module may use only those that stand before it here: [`model`], [`knowledge`], [`read`], [`cite`],
//! [`outline`], [`resolve`], [`corpus`], [`graph`], [`reuse`], [`mapping`], [`compare`], [`outcome`], [`plan`], [`audit`],
//! [`impact`], [`diff`], [`learn`], [`describe`], [`review`], [`annotate`], [`report`], [`export`], [`contract`], [`cli`].

pub use resgraph_analysis::{
    audit, compare, corpus, describe, diff, graph, impact, learn, mapping, outcome, plan, reuse,
    review,
};
pub use resgraph_core::{cite, knowledge, model, outline, resolve, script};
pub use resgraph_read::read;
pub use resgraph_report::{amend, annotate, decisions, export, report};

pub mod cli;
pub mod contract;
