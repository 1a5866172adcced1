//! The mapping of Sector texts onto the parent body's texts: rows, candidates, evidence, and the comparison
//! with another mapping.

pub mod published;
