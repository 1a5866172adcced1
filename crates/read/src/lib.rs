//! Reads files of every kind into a [`resgraph_core::model::Document`].

use resgraph_core::{limits, model};

pub mod read;
