//! What leaves the program for people: one model of a paper ([`Report`]) and a writer for each file format.
//!
//! A command builds a [`Report`] and says in which [`Format`] it is wanted; nothing else in the program
//! knows Word, Excel or HTML. Every writer gives the same bytes for the same report.

mod action_plan;
mod comparison;
mod content;
pub mod diagram;
mod difference;
/// DOT text through `graphviz-rust`, with the escaping that it leaves to us.
pub mod dot;
mod excel;
pub mod explore;
mod fact_sheet;
mod file;
mod findings;
mod format;
mod html;
mod impact;
/// The mapping: paper, workbook, diagram, data.
pub mod mapping;
mod mapping_comparison;
mod markdown;
mod outcome;
mod plain;
mod review;
mod stretch;
mod word;
mod xml;

pub use action_plan::{action_plan, add_differences, read_plan, read_plan_workbook};
pub use comparison::comparison;
pub use content::{
    Block, Cell, Heading, Link, Orientation, Paragraph, Report, Run, Signature, Table, Tone,
};
pub use difference::difference;
pub use excel::excel;
pub use fact_sheet::{FactSheet, fact_sheet};
pub use file::{FileError, MEMORY, Prepared, prepare_files, write_file, write_files};
pub use findings::{findings, findings_table, findings_workbook};
pub use format::{Format, RenderError, render};
pub use html::html;
pub use impact::impact;
pub use mapping_comparison::mapping_comparison;
pub use markdown::markdown;
pub use outcome::{outcome_lines, outcome_list, outcome_workbook};
pub use plain::{csv, csv_table, text};
pub use review::review;
pub use word::{WordError, merged_word, word};

/// An address that a reader may safely follow, as it can stand in a link; nothing for other schemes.
fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = url.split_once(':')?.0.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https" | "mailto") {
        return None;
    }
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '"' => out.push_str("%22"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    Some(out)
}

pub use crate::model::counted;

/// A problem as a line of a list: `file:line: message`.
fn problem_line(problem: &crate::model::Problem) -> String {
    let line = problem.line.map(|l| format!(":{l}")).unwrap_or_default();
    format!("{}{line}: {}", problem.file, problem.message)
}
