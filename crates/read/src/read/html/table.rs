//! Where the cells of a table stand, over spans of columns and rows.

use crate::model::Cell;

/// Browsers take no more: a span of a billion columns is a mistake or an attack.
const WIDEST: u32 = 1000;

/// The tables that are open, and how many there were.
#[derive(Default)]
pub(super) struct Tables {
    open: Vec<Table>,
    count: u32,
}

struct Table {
    /// The cell around the table.
    outer: Option<Cell>,
    id: u32,
    row: u32,
    column: u32,
    /// By column: how many more rows a cell from above reaches down.
    above: Vec<u32>,
}

impl Tables {
    /// Starts a table in the cell `outer`.
    pub(super) fn start(&mut self, outer: Option<Cell>) {
        self.open.push(Table {
            outer,
            id: self.count,
            row: 0,
            column: 0,
            above: Vec::new(),
        });
        self.count = self.count.saturating_add(1);
    }

    /// Ends a table; returns the cell around it.
    pub(super) fn end(&mut self) -> Option<Cell> {
        self.open.pop()?.outer
    }

    /// Starts a row.
    pub(super) fn start_row(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.column = 0;
        }
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.row = table.row.saturating_add(1);
            let next = table.column as usize;
            // Columns behind the last cell of the row are passed by as well.
            for above in table.above.iter_mut().skip(next) {
                *above = above.saturating_sub(1);
            }
        }
    }

    /// The place of the next cell.
    pub(super) fn start_cell(&mut self, columns: u32, rows: u32) -> Option<Cell> {
        let table = self.open.last_mut()?;
        while let Some(above) = table
            .above
            .get_mut(table.column as usize)
            .filter(|a| **a > 0)
        {
            *above -= 1;
            table.column += 1;
        }
        let cell = Cell {
            table: table.id,
            row: table.row,
            column: table.column,
        };
        let end = table.column.saturating_add(columns.clamp(1, WIDEST));
        if table.above.len() < end as usize && end <= 100 * WIDEST {
            table.above.resize(end as usize, 0);
        }
        for above in table
            .above
            .iter_mut()
            .take(end as usize)
            .skip(table.column as usize)
        {
            *above = rows.clamp(1, u32::MAX) - 1;
        }
        table.column = end;
        Some(cell)
    }

    /// The cell around the innermost table.
    pub(super) fn outer_cell(&self) -> Option<Cell> {
        self.open.last().and_then(|t| t.outer)
    }
}
