//! All proposals in one text: the base with everyone's changes, and where they do not go together.
//!
//! Of the result holds: with all changes taken back it is the base; with those of one proposal accepted and
//! all others taken back it is that proposal. What several proposals change alike is one change that carries
//! all their names; where their changes overlap, the base is struck once and each version stands behind it.

use super::edits::{Edit, Insertion, edits_of};
use super::{Action, Cell, Comparison, Row, Section};
use crate::model::Change;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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

/// Whose a change is: the author that the file names, told apart where two proposals have one of that name.
struct Names {
    columns: Vec<String>,
    /// For each proposal, who signs what the file does not sign: its main author, with the first date.
    main: Vec<(Option<String>, Option<String>)>,
    shared: BTreeSet<String>,
}

impl Names {
    fn of(comparison: &Comparison) -> Self {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for column in &comparison.columns {
            let own: BTreeSet<&str> = column.authors.iter().map(String::as_str).collect();
            for author in own {
                *count.entry(author).or_default() += 1;
            }
        }
        let shared = count.into_iter().filter(|(_, n)| *n > 1);
        let first_date = |column: usize| {
            let rows = comparison.sections.iter().flat_map(|s| &s.rows);
            let mut runs = rows
                .filter_map(|r| r.cells[column].as_ref())
                .flat_map(|c| &c.runs);
            runs.find_map(|r| r.date.clone())
        };
        let columns = comparison.columns.iter().enumerate();
        Names {
            main: columns
                .map(|(at, c)| (c.authors.first().cloned(), first_date(at)))
                .collect(),
            columns: comparison.columns.iter().map(|c| c.name.clone()).collect(),
            shared: shared.map(|(name, _)| name.to_owned()).collect(),
        }
    }

    fn sign(&self, column: usize, author: Option<&str>, date: Option<&str>) -> Signature {
        let name = &self.columns[column];
        let (main, first_date) = &self.main[column];
        let date = date.or(first_date.as_deref().filter(|_| author.is_none()));
        let named = author.filter(|a| !a.trim().is_empty()).or(main.as_deref());
        let author = match named {
            Some(author) if self.shared.contains(author) => format!("{author} ({name})"),
            Some(author) => author.to_owned(),
            None => name.clone(),
        };
        Signature {
            author,
            date: date.map(str::to_owned),
        }
    }

    /// One signature for what several change alike.
    fn together(signatures: impl IntoIterator<Item = Signature>) -> Signature {
        let mut names: Vec<String> = Vec::new();
        let mut date = None;
        for signature in signatures {
            date = date.max(signature.date);
            if !names.contains(&signature.author) {
                names.push(signature.author);
            }
        }
        Signature {
            author: names.join(" + "),
            date,
        }
    }
}

/// What one proposal makes of one paragraph of the base.
struct Own {
    column: usize,
    edits: Vec<Edit>,
    /// Who strikes the whole paragraph, if anybody does.
    strikes: Option<Signature>,
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
    let mut own = Vec::new();
    for (column, cell) in row.cells.iter().enumerate() {
        let Some(cell) = cell else { continue };
        let first = cell.runs.iter().find(|r| r.change.is_some());
        let (author, date) =
            first.map_or((None, None), |r| (r.author.as_deref(), r.date.as_deref()));
        let sign = names.sign(column, author, date);
        if cell.action == Action::Delete {
            own.push(Own {
                column,
                edits: Vec::new(),
                strikes: Some(sign),
            });
            continue;
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
        if !edits.is_empty() {
            own.push(Own {
                column,
                edits,
                strikes: None,
            });
        }
    }
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
    let mut found: Vec<(String, Vec<Signature>, Change)> = Vec::new();
    let mut undecided: Vec<String> = Vec::new();
    for (column, cell) in row.cells.iter().enumerate() {
        let Some(cell) = cell else { continue };
        let first = cell.runs.iter().find(|r| r.change.is_some());
        let (author, date) =
            first.map_or((None, None), |r| (r.author.as_deref(), r.date.as_deref()));
        let unwanted = match cell.action {
            Action::Delete => Change::Inserted,
            _ => Change::Deleted,
        };
        let text = super::without(&cell.runs, unwanted);
        let whole = paragraph_text(cell.label.as_deref(), &text);
        let change = match cell.action {
            Action::Delete => Change::Deleted,
            _ => Change::Inserted,
        };
        if cell.action == Action::Undecided {
            undecided.push(names.columns[column].clone());
        }
        let sign = names.sign(column, author, date);
        match found
            .iter_mut()
            .find(|(t, _, c)| *t == whole && *c == change)
        {
            Some((_, by, _)) => by.push(sign),
            None => found.push((whole, vec![sign], change)),
        }
    }
    let several = found
        .iter()
        .filter(|(_, _, c)| *c == Change::Inserted)
        .count()
        > 1;
    let label = row.cells.iter().flatten().find_map(|c| c.new.as_deref());
    let mut conflict = several.then(|| Conflict {
        clause: place(label),
        base: None,
        versions: versions(row.cells.iter().map(Option::as_ref).enumerate(), names),
    });
    let paragraphs = found.into_iter().map(|(text, by, change)| {
        let sign = Names::together(by);
        MergedParagraph {
            kind,
            pieces: vec![Piece {
                text,
                change: Some((change, sign.clone())),
            }],
            mark: Some((change, sign)),
            conflict: conflict.take(),
        }
    });
    paragraphs.collect()
}

/// Lays the edits of all proposals over one paragraph; gives the pieces, and where the last overlap of edits
/// that do not go together begins.
fn weave(base: &str, own: &[Own]) -> (Vec<Piece>, Option<usize>) {
    let strikers: Vec<Signature> = own.iter().filter_map(|o| o.strikes.clone()).collect();
    let mut all: Vec<(usize, &Edit)> = own
        .iter()
        .flat_map(|o| o.edits.iter().map(move |e| (o.column, e)))
        .collect();
    all.sort_by_key(|(column, e)| (e.start, e.end, *column));
    let mut pieces = Vec::new();
    let (mut at, mut next, mut overlap) = (0, 0, None);
    while next < all.len() {
        let (start, mut end) = (all[next].1.start, all[next].1.end);
        let mut upto = next + 1;
        while upto < all.len() && touches(&all[next..upto], all[upto].1, end) {
            end = end.max(all[upto].1.end);
            upto += 1;
        }
        keep(base, at, start, &strikers, &mut pieces);
        let group = &all[next..upto];
        if region(base, (start, end), group, &strikers, &mut pieces) {
            overlap = Some(start);
        }
        (at, next) = (end, upto);
    }
    keep(base, at, base.len(), &strikers, &mut pieces);
    (joined(pieces), overlap)
}

/// True where an edit overlaps those before it, of other proposals; edits that only meet go together.
fn touches(group: &[(usize, &Edit)], edit: &Edit, end: usize) -> bool {
    edit.start < end || group.iter().any(|(_, e)| e.start == edit.start)
}

fn keep(base: &str, from: usize, to: usize, strikers: &[Signature], pieces: &mut Vec<Piece>) {
    let text = base.get(from..to).unwrap_or_default();
    if text.is_empty() {
        return;
    }
    let change = (!strikers.is_empty())
        .then(|| (Change::Deleted, Names::together(strikers.iter().cloned())));
    pieces.push(Piece {
        text: text.to_owned(),
        change,
    });
}

/// One stretch of the base with the edits that touch each other there; true where they differ.
fn region(
    base: &str,
    (start, end): (usize, usize),
    group: &[(usize, &Edit)],
    strikers: &[Signature],
    pieces: &mut Vec<Piece>,
) -> bool {
    let mut by_column: BTreeMap<usize, Vec<&Edit>> = BTreeMap::new();
    for (column, edit) in group {
        by_column.entry(*column).or_default().push(edit);
    }
    // What each makes of the stretch; equal ones together.
    let mut versions: Vec<(String, Vec<&Vec<&Edit>>)> = Vec::new();
    for edits in by_column.values() {
        let text = applied(base, (start, end), edits);
        match versions.iter_mut().find(|(t, _)| *t == text) {
            Some((_, same)) => same.push(edits),
            None => versions.push((text, vec![edits])),
        }
    }
    if let [(_, same)] = versions.as_slice() {
        alike(base, (start, end), same, strikers, pieces);
        return false;
    }
    let everyone = by_column.values().flatten().map(|e| e.by.clone());
    let all: Vec<Signature> = strikers.iter().cloned().chain(everyone).collect();
    keep(base, start, end, &all, pieces);
    for (text, same) in versions.into_iter().filter(|(t, _)| !t.is_empty()) {
        let by = Names::together(same.iter().filter_map(|edits| author_of(edits)));
        pieces.push(Piece {
            text,
            change: Some((Change::Inserted, by)),
        });
    }
    true
}

/// Who puts something in, or else who strikes.
fn author_of(edits: &[&Edit]) -> Option<Signature> {
    let mut new = edits.iter().flat_map(|e| &e.new);
    let first = edits.first().map(|e| &e.by);
    new.next().map(|n| &n.by).or(first).cloned()
}

/// Edits that all proposals of a stretch make alike: those of the first, under all names.
fn alike(
    base: &str,
    (start, end): (usize, usize),
    same: &[&Vec<&Edit>],
    strikers: &[Signature],
    pieces: &mut Vec<Piece>,
) {
    let Some((first, others)) = same.split_first() else {
        return;
    };
    let theirs: Vec<Signature> = others
        .iter()
        .filter_map(|edits| Some(edits.first()?.by.clone()))
        .collect();
    let with = |own: &Signature| Names::together([own.clone()].into_iter().chain(theirs.clone()));
    let mut at = start;
    for edit in first.iter() {
        keep(base, at, edit.start, strikers, pieces);
        let by: Vec<Signature> = strikers.iter().cloned().chain([with(&edit.by)]).collect();
        keep(base, edit.start, edit.end, &by, pieces);
        for new in &edit.new {
            pieces.push(Piece {
                text: new.text.clone(),
                change: Some((Change::Inserted, with(&new.by))),
            });
        }
        at = edit.end;
    }
    keep(base, at, end, strikers, pieces);
}

fn applied(base: &str, (start, end): (usize, usize), edits: &[&Edit]) -> String {
    let mut out = String::new();
    let mut at = start;
    for edit in edits {
        out.push_str(base.get(at..edit.start).unwrap_or_default());
        out.extend(edit.new.iter().map(|n| n.text.as_str()));
        at = edit.end;
    }
    out.push_str(base.get(at..end).unwrap_or_default());
    out
}

/// Neighbours of one kind are one piece.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if last.change == piece.change => last.text.push_str(&piece.text),
            _ => out.push(piece),
        }
    }
    out
}
