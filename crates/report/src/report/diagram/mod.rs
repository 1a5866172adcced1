//! Diagrams of a [`View`]: pictures for papers, and files for other programs.
//!
//! | format | needs |
//! |---|---|
//! | DOT, Mermaid, GraphML, GEXF, JSON, CSV | nothing |
//! | SVG | nothing: our own drawing ([`columns`]); Graphviz's `dot` where it is chosen |
//! | PNG, PDF | `rsvg-convert` on our own drawing, or `dot`: whichever is there |

pub mod columns;
mod dot;
mod figure;
mod gexf;
mod graphml;
mod json;
mod label;
mod legend;
mod mermaid;
mod programs;
mod style;
mod tables;

pub use dot::dot;
pub use gexf::gexf;
pub use graphml::graphml;
pub use json::{About, Edge, Node, NodeLink, node_link};
pub use mermaid::{MERMAID_LINKS, TooManyLinks, mermaid};
pub use programs::{Drawn, Engine, ProgramError, Programs, draw};
pub use style::{Look, Shape, look};
pub use tables::{CsvTables, csv_tables};

use crate::graph::View;

/// The formats in which a diagram can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum DiagramFormat {
    /// Graphviz text.
    Dot,
    /// A picture that stays sharp.
    Svg,
    /// A picture for slides.
    Png,
    /// A page.
    Pdf,
    /// For Gephi, yEd and networkx.
    Graphml,
    /// For Gephi and networkx.
    Gexf,
    /// Node-link JSON, as networkx and d3 read it.
    Json,
    /// For pages that draw Mermaid.
    Mermaid,
    /// Two tables for Gephi: nodes and edges.
    Csv,
}

/// What the ending of a file asks for.
const ENDINGS: [(&str, DiagramFormat); 11] = [
    ("dot", DiagramFormat::Dot),
    ("gv", DiagramFormat::Dot),
    ("svg", DiagramFormat::Svg),
    ("png", DiagramFormat::Png),
    ("pdf", DiagramFormat::Pdf),
    ("graphml", DiagramFormat::Graphml),
    ("gexf", DiagramFormat::Gexf),
    ("json", DiagramFormat::Json),
    ("mmd", DiagramFormat::Mermaid),
    ("mermaid", DiagramFormat::Mermaid),
    ("csv", DiagramFormat::Csv),
];

impl DiagramFormat {
    /// The format that a file name asks for by its ending.
    pub fn of_path(path: &std::path::Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let hit = ENDINGS.iter().find(|(known, _)| *known == ending);
        hit.map(|(_, format)| *format)
    }

    /// The endings of files that a diagram can be written to.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        ENDINGS.iter().map(|(ending, _)| *ending)
    }

    /// The text of `view` in this format; none for the pictures that other programs draw, and for tables,
    /// which are two files ([`csv_tables`]).
    pub fn text(self, view: &View) -> Option<Result<String, TooManyLinks>> {
        match self {
            DiagramFormat::Dot => Some(Ok(dot(view))),
            DiagramFormat::Graphml => Some(Ok(graphml(view))),
            DiagramFormat::Gexf => Some(Ok(gexf(view))),
            DiagramFormat::Json => Some(Ok(node_link(view).to_string())),
            DiagramFormat::Mermaid => Some(mermaid(view)),
            DiagramFormat::Svg | DiagramFormat::Png | DiagramFormat::Pdf | DiagramFormat::Csv => {
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
