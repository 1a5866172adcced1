//! Side-by-side tables: which are such, and what stands in their columns.

use super::columns::{Form, Proposal, fill, headed};
use super::paragraphs::{Paragraph, paragraphs};
use crate::knowledge::ProposalMarks;
use crate::model::{Document, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// A row of a table: its cells from the left, each with its paragraphs.
pub(super) struct Row {
    cells: Vec<(u32, Vec<Paragraph>)>,
}

impl Row {
    /// The first text of each cell.
    fn heads(&self) -> Vec<(u32, String)> {
        let text = |p: &Vec<Paragraph>| {
            p.iter()
                .map(|p| p.text.trim())
                .find(|t| !t.is_empty())
                .unwrap_or_default()
                .to_owned()
        };
        self.cells
            .iter()
            .map(|(column, p)| (*column, text(p)))
            .collect()
    }

    fn line(&self) -> Option<usize> {
        self.cells
            .iter()
            .flat_map(|(_, p)| p)
            .map(|p| p.line)
            .next()
    }
}

/// The tables of a document by rows.
pub(super) fn tables(found: Vec<Paragraph>) -> BTreeMap<u32, BTreeMap<u32, Row>> {
    let mut tables: BTreeMap<u32, BTreeMap<u32, Row>> = BTreeMap::new();
    for paragraph in found {
        let Some(cell) = paragraph.cell else { continue };
        let rows = tables.entry(cell.table).or_default();
        let row = rows.entry(cell.row).or_insert(Row { cells: Vec::new() });
        match row.cells.iter_mut().find(|(c, _)| *c == cell.column) {
            Some((_, paragraphs)) => paragraphs.push(paragraph),
            None => row.cells.push((cell.column, vec![paragraph])),
        }
    }
    for row in tables.values_mut().flat_map(BTreeMap::values_mut) {
        row.cells.sort_by_key(|(c, _)| *c);
    }
    tables
}

/// True for a document with a table of proposals.
pub(crate) fn is_side_by_side(document: &Document, marks: &ProposalMarks) -> bool {
    let has_cells = document.blocks.iter().any(|b| b.cell.is_some());
    has_cells
        && tables(paragraphs(document))
            .values()
            .any(|rows| names_proposals(rows, marks))
}

/// True where a table's first row names proposals in at least two columns.
pub(super) fn names_proposals(rows: &BTreeMap<u32, Row>, marks: &ProposalMarks) -> bool {
    let heads = rows.values().next().map(Row::heads).unwrap_or_default();
    let named = heads
        .iter()
        .filter(|(_, text)| marks.heads_proposal(text) || marks.heads_base(text));
    named.count() > 1
}

/// The proposals of a side-by-side table, one a column.
pub(super) fn from_table(
    document: &Document,
    source: usize,
    rows: BTreeMap<u32, Row>,
    marks: &ProposalMarks,
    problems: &mut Vec<Problem>,
) -> Vec<Proposal> {
    let mut columns = Columns {
        document,
        source,
        marks,
        losses: document.losses.iter().map(|l| l.span.end).collect(),
        proposals: Vec::new(),
        of_column: Vec::new(),
        paragraphs: Vec::new(),
        lost: BTreeSet::new(),
    };
    let mut rows = rows.into_iter();
    if let Some((_, head)) = rows.next() {
        columns.begin(&head.heads());
    }
    for (number, row) in rows {
        columns.add(number, row, problems);
    }
    columns.filled()
}

/// The columns of a side-by-side table, as far as its rows are read.
struct Columns<'d> {
    document: &'d Document,
    source: usize,
    marks: &'d ProposalMarks,
    /// Where text was lost.
    losses: BTreeSet<usize>,
    proposals: Vec<Proposal>,
    /// Which proposal stands in each column.
    of_column: Vec<usize>,
    /// What was read of each proposal.
    paragraphs: Vec<Vec<Paragraph>>,
    /// Proposals and rows in which text was lost.
    lost: BTreeSet<(usize, u32)>,
}

impl Columns<'_> {
    /// Takes the first row, a proposal a cell.
    fn begin(&mut self, heads: &[(u32, String)]) {
        let headed = |(_, heading): &(u32, String)| self.headed(heading);
        self.proposals = heads.iter().map(headed).collect();
        self.of_column = (0..heads.len()).collect();
        self.paragraphs = vec![Vec::new(); heads.len()];
    }

    fn headed(&self, heading: &str) -> Proposal {
        headed(heading, self.document, self.source, self.marks)
    }

    /// Takes the next row.
    fn add(&mut self, number: u32, row: Row, problems: &mut Vec<Problem>) {
        let (heads, line) = (row.heads(), row.line());
        let told = |line, message: &str| problem(self.document, line, message);
        if heads.len() > 1
            && heads
                .iter()
                .all(|(_, text)| self.marks.heads_proposal(text))
        {
            let message = "the columns change here; they go on under their names";
            problems.push(told(line, message));
            self.name_anew(&heads);
            return;
        }
        let columns = self.of_column.len();
        if heads.iter().any(|(column, _)| *column as usize >= columns) {
            let message = format!(
                "this row has more cells than the table has columns ({columns}); what stands beyond is left out"
            );
            problems.push(told(line, &message));
        }
        for (column, found, spliced) in at_splices(row, &self.losses, columns) {
            let Some(&at) = self.of_column.get(column as usize) else {
                continue;
            };
            if spliced {
                self.lost.insert((at, number));
                let name = &self.proposals[at].name;
                let message = format!(
                    "text was lost here when the file was flattened; the cell is taken for that of “{name}”"
                );
                problems.push(told(found.first().map(|p| p.line), &message));
            }
            self.paragraphs[at].extend(found);
        }
    }

    /// Columns named anew in mid-table: known names keep their column, new ones get one.
    fn name_anew(&mut self, heads: &[(u32, String)]) {
        self.of_column.clear();
        for (_, heading) in heads {
            let new = self.headed(heading);
            let known = self.proposals.iter().position(|p| p.name == new.name);
            self.of_column.push(known.unwrap_or(self.proposals.len()));
            if known.is_none() {
                self.proposals.push(new);
            }
        }
        self.paragraphs.resize(self.proposals.len(), Vec::new());
    }

    /// The proposals, each with what stands in its column.
    fn filled(self) -> Vec<Proposal> {
        let mut proposals = self.proposals;
        let columns = proposals.iter_mut().zip(self.paragraphs).enumerate();
        for (at, (proposal, paragraphs)) in columns {
            fill(proposal, paragraphs, self.marks);
            if proposal.form == Form::Clean && !proposal.is_base {
                proposal.form = Form::Merged;
            }
            for part in &mut proposal.parts {
                part.incomplete = part.row.is_some_and(|row| self.lost.contains(&(at, row)));
            }
        }
        proposals
    }
}

/// The cells of a row: (column, paragraphs, whether text was lost at their beginning). Where text was lost in
/// mid-cell and the columns behind have no cell, the mark between two cells was lost with it.
fn at_splices(
    row: Row,
    losses: &BTreeSet<usize>,
    columns: usize,
) -> Vec<(u32, Vec<Paragraph>, bool)> {
    let taken: BTreeSet<u32> = row.cells.iter().map(|(c, _)| *c).collect();
    let mut cells = Vec::new();
    for (column, paragraphs) in row.cells {
        let mut at = column;
        let mut cell: (u32, Vec<Paragraph>, bool) = (at, Vec::new(), false);
        for paragraph in paragraphs {
            let spliced = losses.contains(&paragraph.span.start);
            let next_is_free = (at as usize + 1) < columns && !taken.contains(&(at + 1));
            if spliced && !cell.1.is_empty() && next_is_free {
                at += 1;
                cells.push(std::mem::replace(&mut cell, (at, Vec::new(), false)));
            }
            cell.2 |= spliced;
            cell.1.push(paragraph);
        }
        cells.push(cell);
    }
    cells
}

fn problem(document: &Document, line: Option<usize>, message: &str) -> Problem {
    Problem {
        unread: false,
        file: document.file.clone(),
        line,
        message: message.to_owned(),
    }
}
