//! The side-by-side table: any number of proposals to modify one text, section by section, clause by clause.
//!
//! [`compare`] takes documents: a base and proposals as separate texts, Word files whose tracked changes hold
//! the base, or an existing side-by-side table. Sections and clauses are aligned over all columns in their
//! order; labels and texts in which struck and inserted words run together are taken apart as far as the
//! other columns or the base decide ([`decode`](self), [`texts`](self)), and what stays open is said so.

mod align;
mod base;
mod build;
mod cells;
mod clause;
mod columns;
mod consensus;
mod consequences;
mod dangling;
mod decode;
mod edits;
mod fused;
mod known;
mod label;
mod lines;
mod merge;
mod moves;
mod paragraphs;
mod section;
mod signatures;
mod tables;
mod texts;
mod weave;
mod words;

pub(crate) use align::{Alike, align_columns};
pub use build::compare;
pub use columns::Form;
pub use consequences::{Borrowed, CitationChange, CitationChangeKind, add_borrowed, add_citations};
pub use dangling::Dangling;
pub use decode::Action;
pub use merge::{
    Conflict, MergedKind, MergedParagraph, Piece, Signature, Version, conflicts, merge,
};
pub use paragraphs::without_marks;
pub(crate) use tables::is_side_by_side;
pub use texts::{Run, without};
pub use words::{Bag, Step, Weights, Word, diff, same_words, words};

use crate::knowledge::Proposed;
use crate::model::{Horizons, Problem};
use serde::Serialize;

/// Proposals held side by side.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, Serialize)]
pub struct Comparison {
    /// The file that holds the base; none where it was found out from the proposals.
    pub base: Option<String>,
    /// The proposals, in the order given.
    pub columns: Vec<Column>,
    /// The sections of the text, in order.
    pub sections: Vec<Section>,
    /// What each proposal would newly cite, stop citing, or bring up to date.
    pub citations: Vec<CitationChange>,
    /// References that renumbering leaves dangling.
    pub dangling: Vec<Dangling>,
    /// Text that proposals take over from other texts.
    pub borrowed: Vec<Borrowed>,
    /// Clauses that proposals change in ways that do not go together.
    pub conflicts: Vec<Conflict>,
    /// What could not be read or decided.
    pub problems: Vec<Problem>,
    /// How far what is known reaches.
    #[serde(flatten)]
    pub known: Horizons,
}

/// One proposal.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Who proposes, or the file's name.
    pub name: String,
    /// The heading of the column as written.
    pub heading: String,
    /// MOD, ADD, SUP or NOC, as written.
    pub mark: Option<String>,
    /// What the mark means.
    pub proposes: Option<Proposed>,
    /// The document, as the heading names it.
    pub document: Option<String>,
    /// Its reference: AFCP/35A8/1.
    pub reference: Option<String>,
    /// The file.
    pub file: String,
    /// How it shows its changes.
    pub form: Form,
    /// Who made its tracked changes, those with most text first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// How many clauses it keeps, modifies, adds, deletes and moves, and how many are not decided.
    pub counts: Counts,
}

/// How many clauses a proposal treats in which way; each clause counts once under keep, modify, add, delete,
/// moved or undecided.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Clauses that stay as they are.
    pub keep: usize,
    /// Clauses whose text changes.
    pub modify: usize,
    /// New clauses.
    pub add: usize,
    /// Struck clauses.
    pub delete: usize,
    /// Clauses that stand elsewhere.
    pub moved: usize,
    /// Clauses with a new label in the same place; they are counted above, too.
    pub renumbered: usize,
    /// Clauses of which it is not known.
    pub undecided: usize,
}

impl Counts {
    fn of(&mut self, action: Action) -> &mut usize {
        match action {
            Action::Keep => &mut self.keep,
            Action::Modify => &mut self.modify,
            Action::Add => &mut self.add,
            Action::Delete => &mut self.delete,
            Action::Undecided => &mut self.undecided,
        }
    }
}

/// A section: the clauses under one opening phrase.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The opening phrase in the base; empty for title and opening formula.
    pub heading: String,
    /// True where the base has it.
    pub in_base: bool,
    /// What each column has of it.
    pub columns: Vec<SectionColumn>,
    /// The clauses, aligned.
    pub rows: Vec<Row>,
}

/// What one column has of a section.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct SectionColumn {
    /// The column's name.
    pub column: String,
    /// False where it has nothing.
    pub has_text: bool,
    /// First and last line in its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<(usize, usize)>,
    /// Its opening phrase against that of the base.
    pub heading: Vec<Run>,
    /// True where the phrase is struck and its clauses belong to the section before.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub heading_struck: bool,
    /// True where text was lost at its border.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub incomplete: bool,
    /// Its labels as read, in the order of the lines.
    pub labels: Vec<LabelReading>,
}

/// One printed label and what it stands for.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LabelReading {
    /// Line in the source.
    pub line: usize,
    /// As printed.
    pub raw: Option<String>,
    /// In the base.
    pub old: Option<String>,
    /// In the proposal.
    pub new: Option<String>,
    /// What is done with the clause.
    pub action: Action,
}

/// One clause across all columns.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The label in the base: `a`, `2i` for sub-item i) of 2, `-` without label; none for a new clause.
    pub base: Option<String>,
    /// That label as the base prints it: `a)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The text in the base, where it is known.
    pub base_text: Option<String>,
    /// How deep it stands: 0 for the items of the section, 1 for sub-items …
    pub level: usize,
    /// True for a row of a table, its cells parted by tabs.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_table_row: bool,
    /// One cell a column.
    pub cells: Vec<Option<Cell>>,
}

/// What one proposal does with one clause.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// Line in the source; none for a clause that a text without marks leaves out.
    pub line: Option<usize>,
    /// The label as printed.
    pub raw_label: Option<String>,
    /// The label in the base.
    pub old: Option<String>,
    /// The label in the proposal.
    pub new: Option<String>,
    /// What is done.
    pub action: Action,
    /// True where the label changes.
    pub renumbered: bool,
    /// Where the same text stands otherwise: `considering b`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<String>,
    /// True where the source itself shows a move.
    #[serde(skip)]
    pub(crate) shown_as_move: bool,
    /// The label as the proposal prints it.
    #[serde(skip)]
    pub label: Option<String>,
    /// True where the text differs from the base and the source shows no tracked change.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unmarked: bool,
    /// The line at which the clause is struck before it is written anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub struck_line: Option<usize>,
    /// The text with its changes.
    pub runs: Vec<Run>,
    /// What the source does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undecided: Option<String>,
}

/// Why proposals could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// No text at all.
    #[error(
        "nothing to compare: give a base and proposals, Word files with tracked changes, or a side-by-side table"
    )]
    Nothing,
    /// A single text that shows no changes.
    #[error("{0}: a single text without marked changes; give the proposals to compare it with")]
    Single(String),
}
