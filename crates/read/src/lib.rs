//! Reads files of every kind into a [`resgraph_core::model::Document`].

use resgraph_core::model;

pub mod read;
