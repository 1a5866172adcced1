//! What `resgraph` makes of the citations: [`corpus`], [`graph`], [`reuse`], [`mapping`], [`compare`], [`outcome`], [`plan`],
//! [`audit`], [`impact`], [`diff`], [`learn`], [`describe`], [`review`]. A module may use only those that stand before it.

use resgraph_core::{cite, knowledge, model, outline, resolve, script};
use resgraph_read::read;

pub mod corpus;

pub mod graph;

pub mod reuse;

pub mod mapping;

pub mod compare;

pub mod outcome;

pub mod plan;

pub mod audit;

pub mod impact;

pub mod diff;

pub mod learn;

pub mod describe;

pub mod review;
