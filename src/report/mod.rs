//! What leaves the program for people: one model of a paper ([`Report`]) and a writer for each file format.
//!
//! A command builds a [`Report`] and says in which [`Format`] it is wanted; nothing else in the program
//! knows Word, Excel or HTML. Every writer gives the same bytes for the same report.

mod content;
/// DOT text through `graphviz-rust`, with the escaping that it leaves to us.
pub mod dot;

pub use content::{Block, Cell, Heading, Link, Orientation, Paragraph, Report, Run, Table, Tone};
