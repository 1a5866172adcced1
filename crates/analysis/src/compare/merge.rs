//! All proposals in one text: the base with everyone's changes, and where they do not go together.
//!
//! Of the result holds: with all changes taken back it is the base; with those of one proposal accepted and
//! all others taken back it is that proposal. What several proposals change alike is one change that carries
//! all their names; where their changes overlap, the base is struck once and each version stands behind it.

use super::edits::{Edit, Insertion, edits_of};
use super::signatures::Names;
use super::weave::{Own, weave};
use super::{Action, Cell, Comparison, Row, Section};
use crate::model::Change;
use serde::Serialize;

/// Who changed something, and when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signature {
    /// The author, or several joined by ` + `.
    pub author: String,
    /// When, as the source writes it.
    pub date: Option<String>,
}

/// A stretch of a merged paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Inserted or deleted, and by whom.
    pub change: Option<(Change, Signature)>,
}

/// What a merged paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergedKind {
    /// A line of the title.
    Title,
    /// An opening phrase.
    Heading,
    /// A clause, so deep.
    Clause(usize),
    /// A row of a table, its cells parted by tabs.
    TableRow,
}

/// A paragraph of the merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedParagraph {
    /// What it is.
    pub kind: MergedKind,
    /// Its text.
    pub pieces: Vec<Piece>,
    /// Set where the paragraph itself is new or struck.
    pub mark: Option<(Change, Signature)>,
    /// What proposals make of it that does not go together.
    pub conflict: Option<Conflict>,
}

/// Proposals that change one clause in ways that do not go together.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The clause in the base, or where new ones would stand: `resolves 2`.
    pub clause: String,
    /// What the base says; none for a new clause.
    pub base: Option<String>,
    /// What each proposal that changes it makes of it.
    pub versions: Vec<Version>,
}

/// What proposals make of a clause.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Version {
    /// The proposals.
    pub columns: Vec<String>,
    /// The new text; empty where it is struck.
    pub text: String,
}

/// The clauses that proposals change in ways that do not go together.
pub fn conflicts(comparison: &Comparison) -> Vec<Conflict> {
    let merged = merge(comparison);
    merged.into_iter().filter_map(|p| p.conflict).collect()
}

/// The base with the changes of all proposals.
pub fn merge(comparison: &Comparison) -> Vec<MergedParagraph> {
    let names = Names::of(comparison);
    let mut out = Vec::new();
    for section in &comparison.sections {
        let place = |label: Option<&str>| {
            let label = label.filter(|l| *l != "-").unwrap_or_default();
            format!("{} {label}", section.heading).trim().to_owned()
        };
        if !section.heading.is_empty() {
            out.push(heading(section, &names));
        }
        for row in &section.rows {
            let kind = match row.is_table_row {
                true => MergedKind::TableRow,
                false if section.heading.is_empty() => MergedKind::Title,
                false => MergedKind::Clause(row.level),
            };
            match &row.base_text {
                Some(base) if row.base.is_some() => {
                    out.push(base_row(
                        row,
                        base,
                        kind,
                        place(row.base.as_deref()),
                        &names,
                    ));
                }
                _ => out.extend(new_rows(row, kind, &place, &names)),
            }
        }
    }
    out
}

fn heading(section: &Section, names: &Names) -> MergedParagraph {
    let mut own = Vec::new();
    let mut added: Vec<Signature> = Vec::new();
    for (column, of) in section.columns.iter().enumerate() {
        let first = of.heading.iter().find(|r| r.change.is_some());
        let (author, date) =
            first.map_or((None, None), |r| (r.author.as_deref(), r.date.as_deref()));
        let sign = names.sign(column, author, date);
        if !section.in_base && of.has_text {
            added.push(sign);
        } else if of.heading_struck
            || (section.in_base && !of.has_text && is_left_out(section, column))
        {
            own.push(Own {
                column,
                edits: Vec::new(),
                strikes: Some(sign),
            });
        } else if of.has_text && first.is_some() {
            let edits = edits_of(&section.heading, &of.heading, |a, d| {
                names.sign(column, a, d)
            });
            own.push(Own {
                column,
                edits,
                strikes: None,
            });
        }
    }
    if !section.in_base {
        let sign = Names::together(added);
        return MergedParagraph {
            kind: MergedKind::Heading,
            pieces: vec![Piece {
                text: section.heading.clone(),
                change: Some((Change::Inserted, sign.clone())),
            }],
            mark: Some((Change::Inserted, sign)),
            conflict: None,
        };
    }
    let (pieces, _) = weave(&section.heading, &own);
    MergedParagraph {
        kind: MergedKind::Heading,
        pieces,
        mark: struck(&own),
        conflict: None,
    }
}

/// True where a proposal leaves out all clauses that the section has in the base.
fn is_left_out(section: &Section, column: usize) -> bool {
    let mut cells = section
        .rows
        .iter()
        .filter(|r| r.base.is_some())
        .map(|r| r.cells[column].as_ref());
    cells.all(|c| c.is_some_and(|c| c.action == Action::Delete))
}

fn struck(own: &[Own]) -> Option<(Change, Signature)> {
    let by: Vec<Signature> = own.iter().filter_map(|o| o.strikes.clone()).collect();
    (!by.is_empty()).then(|| (Change::Deleted, Names::together(by)))
}

/// A label and a text as one paragraph.
fn paragraph_text(label: Option<&str>, text: &str) -> String {
    match label {
        Some(label) => format!("{label}\t{text}"),
        None => text.to_owned(),
    }
}

/// What a proposal makes of a clause of the base, label and text; nothing where it keeps it.
fn own_of(
    column: usize,
    cell: &Cell,
    label: Option<&str>,
    base: &str,
    names: &Names,
) -> Option<Own> {
    let front = paragraph_text(label, base).len() - base.len();
    let first = cell.runs.iter().find(|r| r.change.is_some());
    let (author, date) = first.map_or((None, None), |r| (r.author.as_deref(), r.date.as_deref()));
    let sign = names.sign(column, author, date);
    if cell.action == Action::Delete {
        return Some(Own {
            column,
            edits: Vec::new(),
            strikes: Some(sign),
        });
    }
    let mut edits = Vec::new();
    let new_label = cell
        .label
        .as_deref()
        .or(label.filter(|_| cell.new.is_some()));
    if new_label != label {
        // Where one label takes the place of another, the tab behind it stays.
        let tab = if label.is_some() && new_label.is_some() {
            ""
        } else {
            "\t"
        };
        edits.push(Edit {
            start: 0,
            end: front - usize::from(tab.is_empty()),
            by: sign.clone(),
            new: new_label.map_or(Vec::new(), |new| {
                vec![Insertion {
                    text: format!("{new}{tab}"),
                    by: sign.clone(),
                }]
            }),
        });
    }
    if cell.action != Action::Keep {
        let found = edits_of(base, &cell.runs, |a, d| names.sign(column, a, d));
        edits.extend(found.into_iter().map(|e| e.shifted(front)));
    }
    (!edits.is_empty()).then_some(Own {
        column,
        edits,
        strikes: None,
    })
}

fn base_row(
    row: &Row,
    base: &str,
    kind: MergedKind,
    clause: String,
    names: &Names,
) -> MergedParagraph {
    let label = row.label.as_deref();
    let whole = paragraph_text(label, base);
    let front = whole.len() - base.len();
    let cells = row.cells.iter().enumerate();
    let own: Vec<Own> = cells
        .filter_map(|(column, cell)| own_of(column, cell.as_ref()?, label, base, names))
        .collect();
    let (pieces, overlaps) = weave(&whole, &own);
    let struck_and_kept = own.iter().any(|o| o.strikes.is_some())
        && own.iter().any(|o| o.edits.iter().any(|e| e.end > front));
    let conflict = (overlaps.is_some_and(|at| at >= front) || struck_and_kept).then(|| Conflict {
        clause,
        base: Some(base.to_owned()),
        versions: versions(
            own.iter().map(|o| (o.column, row.cells[o.column].as_ref())),
            names,
        ),
    });
    MergedParagraph {
        kind,
        pieces,
        mark: struck(&own),
        conflict,
    }
}

fn versions<'a>(
    cells: impl Iterator<Item = (usize, Option<&'a Cell>)>,
    names: &Names,
) -> Vec<Version> {
    let mut found: Vec<Version> = Vec::new();
    for (column, cell) in cells {
        let Some(cell) = cell else { continue };
        let text = match cell.action {
            Action::Delete => String::new(),
            _ => super::without(&cell.runs, Change::Deleted)
                .trim()
                .to_owned(),
        };
        let name = names.columns[column].clone();
        match found.iter_mut().find(|v| v.text == text) {
            Some(version) => version.columns.push(name),
            None => found.push(Version {
                columns: vec![name],
                text,
            }),
        }
    }
    found
}

/// Clauses that only proposals have: equal ones once, the others one behind the other.
fn new_rows(
    row: &Row,
    kind: MergedKind,
    place: &impl Fn(Option<&str>) -> String,
    names: &Names,
) -> Vec<MergedParagraph> {
    let clauses = new_clauses(row, names);
    let inserted = clauses.iter().filter(|c| c.change == Change::Inserted);
    let several = inserted.count() > 1;
    let label = row.cells.iter().flatten().find_map(|c| c.new.as_deref());
    let mut conflict = several.then(|| Conflict {
        clause: place(label),
        base: None,
        versions: versions(row.cells.iter().map(Option::as_ref).enumerate(), names),
    });
    let paragraphs = clauses.into_iter().map(|clause| {
        let mark = (clause.change, Names::together(clause.by));
        MergedParagraph {
            kind,
            pieces: vec![Piece {
                text: clause.text,
                change: Some(mark.clone()),
            }],
            mark: Some(mark),
            conflict: conflict.take(),
        }
    });
    paragraphs.collect()
}

/// A clause that the base has not, and who proposes it.
struct NewClause {
    text: String,
    by: Vec<Signature>,
    change: Change,
}

fn new_clauses(row: &Row, names: &Names) -> Vec<NewClause> {
    let mut found: Vec<NewClause> = Vec::new();
    let cells = row.cells.iter().enumerate();
    for (column, cell) in cells.filter_map(|(column, cell)| Some((column, cell.as_ref()?))) {
        let first = cell.runs.iter().find(|r| r.change.is_some());
        let (author, date) =
            first.map_or((None, None), |r| (r.author.as_deref(), r.date.as_deref()));
        let (change, unwanted) = match cell.action {
            Action::Delete => (Change::Deleted, Change::Inserted),
            _ => (Change::Inserted, Change::Deleted),
        };
        let words = super::without(&cell.runs, unwanted);
        let text = paragraph_text(cell.label.as_deref(), &words);
        let sign = names.sign(column, author, date);
        match found
            .iter_mut()
            .find(|c| c.text == text && c.change == change)
        {
            Some(same) => same.by.push(sign),
            None => found.push(NewClause {
                text,
                by: vec![sign],
                change,
            }),
        }
    }
    found
}
