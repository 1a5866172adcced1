//! Findings as text: for people, and in the formats that other programs read.

mod people;
mod sarif;

pub use people::people;
pub use sarif::sarif;
