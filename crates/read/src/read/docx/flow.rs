//! A flow of paragraphs and tables: the body, a note, a comment, the inside of a text box.

use super::paragraph::{Paragraph, Tracked};
use super::styles::ListRef;
use crate::model::Cell;
use std::collections::BTreeSet;

/// One flow while it is being read.
#[derive(Default)]
pub(super) struct Flow {
    /// The paragraphs that are done.
    pub(super) out: Vec<Paragraph>,
    /// The paragraph that is being read.
    pub(super) paragraph: Option<Paragraph>,
    /// What it says of itself.
    pub(super) properties: Properties,
    /// A paragraph whose end does not hold: the next one follows on it.
    carry: Option<Paragraph>,
    tables: Vec<Table>,
    /// The complex fields that are open, from the outside in.
    pub(super) fields: Vec<Field>,
    /// True where a paragraph inside a paragraph began it, not a text box.
    pub(super) is_implicit: bool,
}

/// What a paragraph says of itself.
#[derive(Default)]
pub(super) struct Properties {
    pub(super) style: Option<String>,
    pub(super) outline: Option<u8>,
    pub(super) list: ListRef,
    /// Whether its end was inserted or deleted.
    pub(super) mark: Option<Tracked>,
}

/// A complex field (ECMA-376 part 1, 17.16.18): an instruction, then its result.
#[derive(Default)]
pub(super) struct Field {
    pub(super) in_result: bool,
    pub(super) instruction: String,
    /// Where in its paragraph the result starts.
    pub(super) start: usize,
}

struct Table {
    id: u32,
    row: u32,
    /// The grid column at which the next cell starts.
    next: u32,
    cell: Option<Cell>,
    /// True until the first paragraph of the cell.
    is_fresh: bool,
    /// True where the row stands on the side of a change that is not wanted.
    is_hidden: bool,
    /// How many tracked changes were open when the row began.
    changes: usize,
    /// How many paragraphs were done when the row began.
    done: usize,
}

impl Flow {
    /// The flow of a paragraph inside a paragraph.
    pub(super) fn implicit() -> Self {
        Flow {
            is_implicit: true,
            ..Flow::default()
        }
    }

    /// Starts a paragraph, or follows on the one whose end does not hold.
    pub(super) fn start_paragraph(&mut self) {
        let mut paragraph = self
            .carry
            .take()
            .map(Paragraph::continue_with)
            .unwrap_or_default();
        if let Some(table) = self.tables.last_mut().filter(|t| t.cell.is_some()) {
            paragraph.cell = table.cell;
            paragraph.starts_cell |= std::mem::take(&mut table.is_fresh);
        }
        self.paragraph = Some(paragraph);
        self.properties = Properties::default();
    }

    /// Ends a paragraph; where its end does not hold, the next one will follow on it.
    pub(super) fn end_paragraph(&mut self, paragraph: Paragraph, holds: bool) {
        if holds {
            self.out.push(paragraph);
        } else {
            self.carry = Some(paragraph);
        }
    }

    /// Ends what waits for a next paragraph where there is none: at the end of a cell or of the flow.
    pub(super) fn flush(&mut self) {
        self.out.extend(self.carry.take());
    }

    /// Starts a table.
    pub(super) fn start_table(&mut self, id: u32) {
        self.flush();
        self.tables.push(Table {
            id,
            row: 0,
            next: 0,
            cell: None,
            is_fresh: false,
            is_hidden: false,
            changes: 0,
            done: self.out.len(),
        });
    }

    /// Ends a table.
    pub(super) fn end_table(&mut self) {
        self.tables.pop();
    }

    /// Starts a row, with so many tracked changes open.
    pub(super) fn start_row(&mut self, changes: usize) {
        let done = self.out.len();
        if let Some(table) = self.tables.last_mut() {
            table.next = 0;
            table.is_hidden = false;
            (table.changes, table.done) = (changes, done);
        }
    }

    /// Says that the row is on the side of a change that is not wanted.
    pub(super) fn hide_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.is_hidden = true;
        }
    }

    /// Ends a row; returns how many tracked changes were open before it.
    pub(super) fn end_row(&mut self) -> Option<usize> {
        let table = self.tables.last_mut()?;
        if !table.is_hidden {
            table.row += 1;
            if self.out.len() > table.done
                && let Some(last) = self.out.last_mut()
            {
                last.ends_row = true;
            }
        }
        Some(table.changes)
    }

    /// Starts a cell; false where its row is not wanted.
    pub(super) fn start_cell(&mut self, columns: &mut [BTreeSet<u32>]) -> bool {
        let Some(table) = self.tables.last_mut() else {
            return true;
        };
        if table.is_hidden {
            return false;
        }
        table.cell = Some(Cell {
            table: table.id,
            row: table.row,
            column: table.next,
        });
        if let Some(columns) = columns.get_mut(table.id as usize) {
            columns.insert(table.next);
        }
        table.next = table.next.saturating_add(1);
        table.is_fresh = true;
        true
    }

    /// Ends a cell; one without a paragraph gets an empty one, so that the row keeps its cells.
    pub(super) fn end_cell(&mut self) {
        self.flush();
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if table.is_fresh {
            self.out.push(Paragraph {
                cell: table.cell,
                starts_cell: true,
                ..Paragraph::default()
            });
        }
        table.cell = None;
        table.is_fresh = false;
    }

    /// Says that the open cell spans more grid columns, or that the row leaves so many free before its first.
    pub(super) fn widen(&mut self, by: u32) {
        if let Some(table) = self.tables.last_mut() {
            table.next = table.next.saturating_add(by);
        }
    }
}
