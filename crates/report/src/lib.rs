//! How `resgraph` shows what it found: [`annotate`] writes into the user's Word files, [`report`] makes papers,
//! tables, pages and diagrams; [`export`] writes tables for
//! databases.

use resgraph_analysis::{
    audit, compare, corpus, diff, graph, impact, mapping, plan, reuse, review,
};
use resgraph_core::{knowledge, model, script};
use resgraph_read::read;

pub mod amend;
pub mod annotate;
pub mod decisions;

pub mod report;

pub mod export;
