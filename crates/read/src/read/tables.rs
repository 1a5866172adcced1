//! Finds rows and columns of the tables in flattened Word text.
//!
//! Each cell starts with a TAB at line start and runs until the next such line; a blank line ends a row,
//! except inside a cell (after a footnote, or in mid-cell). Which of the two a blank line is follows from
//! counting cells against the head of the table.

use super::text::without_bookmarks;
use crate::model::{Cell, Span};

/// For each line the cell that it stands in; nothing at all where the text has none.
pub(super) fn cells(text: &str, lines: &[Span]) -> Vec<Option<Cell>> {
    let begins_cell = |line: &Span| text.as_bytes().get(line.start) == Some(&b'\t');
    if !lines.iter().any(begins_cell) {
        return Vec::new();
    }
    let kinds: Vec<Line> = lines.iter().map(|l| Line::of(&text[l.range()])).collect();
    let mut out = vec![None; lines.len()];
    let mut reader = Reader {
        text,
        lines,
        kinds: &kinds,
        out: &mut out,
    };
    let (mut at, mut table) = (0, 0);
    while at < lines.len() {
        if reader.starts_table(at) {
            at = reader.table(at, table);
            table += 1;
        } else {
            at += 1;
        }
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Starts with a TAB: a cell.
    Cell,
    /// Starts with a space and a TAB: a cell behind a splice, what stood before it is lost.
    SplicedCell,
    /// Starts with a space: text behind a splice.
    SplicedText,
    Text,
    Blank,
}

impl Line {
    fn of(line: &str) -> Self {
        match line.as_bytes().first() {
            Some(b'\t') if is_indented_bullet(line) => Line::Text,
            Some(b'\t') => Line::Cell,
            Some(b' ') if line.trim_start_matches(' ').starts_with('\t') => Line::SplicedCell,
            Some(b' ') => Line::SplicedText,
            None => Line::Blank,
            Some(_) => Line::Text,
        }
    }
}

/// A TAB, a bullet, a TAB: a list item that was indented, not a cell.
fn is_indented_bullet(line: &str) -> bool {
    let mut chars = line.chars().skip(1);
    matches!(chars.next(), Some('•' | '–' | '·' | '▪')) && chars.next() == Some('\t')
}

/// How many lines of text behind a full row may still belong to its last cell.
const LONGEST_TAIL: usize = 40;

struct Reader<'a> {
    text: &'a str,
    lines: &'a [Span],
    kinds: &'a [Line],
    out: &'a mut [Option<Cell>],
}

impl Reader<'_> {
    /// Reads the table that starts at line `start`; returns the line behind it.
    fn table(&mut self, start: usize, table: u32) -> usize {
        let head = self.run(start);
        let mut columns = head;
        let mut at = start;
        let (mut row, mut column) = (0, 0);
        loop {
            // One cell: its first line, then its other lines, until a blank line or the next cell.
            self.out[at] = Some(Cell { table, row, column });
            column += 1;
            at += 1;
            loop {
                match self.kinds.get(at) {
                    // What stood before a splice is lost, and the end of row or table with it.
                    Some(Line::SplicedText) if self.leads_to_head(start, head, at) => {
                        return at;
                    }
                    Some(Line::SplicedCell) => {
                        let lost = columns.saturating_sub(1 + self.run(at + 1));
                        (row, column) =
                            (row + 1, if column >= columns { lost } else { lost.min(1) });
                        break;
                    }
                    Some(Line::Text | Line::SplicedText) => {
                        self.out[at] = Some(Cell {
                            table,
                            row,
                            column: column - 1,
                        });
                        at += 1;
                    }
                    Some(Line::Cell) => break,
                    None => return at,
                    Some(Line::Blank) => {
                        let next = self.after_blanks(at);
                        match self.at_blank(start, head, columns, column, at, next) {
                            Blank::InCell => at = next,
                            Blank::InRow => {
                                at = next;
                                break;
                            }
                            Blank::EndsRow => {
                                at = next;
                                if row == 0 {
                                    // A head of two levels: the second one counts the columns.
                                    columns = columns.max(self.run(at));
                                }
                                (row, column) = (row + 1, 0);
                                break;
                            }
                            Blank::EndsTable => return at,
                        }
                    }
                }
            }
        }
    }

    /// What the blank line at `at` (behind it, `next` is the first line that is not blank) ends, when the
    /// row has `count` cells so far.
    fn at_blank(
        &self,
        start: usize,
        head: u32,
        columns: u32,
        count: u32,
        at: usize,
        next: usize,
    ) -> Blank {
        if next >= self.lines.len() {
            return Blank::EndsTable;
        }
        if self.kinds[next] == Line::Cell {
            if self.repeats_head(start, head, next) {
                return Blank::EndsTable;
            }
            let coming = self.run(next);
            let completes = count < columns && count + coming == columns;
            return if completes {
                Blank::InRow
            } else {
                Blank::EndsRow
            };
        }
        let Some(cell) = self.next_cell(next) else {
            return Blank::EndsTable;
        };
        if self.repeats_head(start, head, cell) {
            return Blank::EndsTable;
        }
        let coming = self.run(cell);
        let starts_row = self.kinds[cell - 1] == Line::Blank;
        let in_cell = if count >= columns {
            // Text behind a full row belongs to its last cell if it hangs on what stands there, has no
            // gap, is short, and leads to another row.
            let has_gap = (at..cell - 1)
                .any(|i| self.kinds[i] == Line::Blank && self.kinds[i + 1] == Line::Blank);
            let hangs_on = !has_gap && !self.is_empty_cell(at - 1) && cell - at <= LONGEST_TAIL;
            hangs_on && starts_row && coming <= columns
        } else if starts_row {
            coming == columns || count + coming == columns
        } else {
            count + coming <= columns
        };
        if in_cell {
            Blank::InCell
        } else {
            Blank::EndsTable
        }
    }

    /// True where a table can start at line `at`: not at a line of running text that lost its label.
    fn starts_table(&self, at: usize) -> bool {
        let free = |i: Option<usize>| {
            i.is_none_or(|i| !matches!(self.kinds.get(i), Some(Line::Text | Line::SplicedText)))
        };
        self.kinds[at] == Line::Cell && (free(at.checked_sub(1)) || free(Some(at + 1)))
    }

    fn next_cell(&self, from: usize) -> Option<usize> {
        (from..self.lines.len()).find(|i| self.kinds[*i] == Line::Cell)
    }

    /// True where the text from line `from` on leads to the head of another such table, or to no cell.
    fn leads_to_head(&self, start: usize, head: u32, from: usize) -> bool {
        let mut cells = (from..self.lines.len())
            .filter(|i| self.kinds[*i] == Line::Cell)
            .peekable();
        if cells.peek().is_none() {
            return true;
        }
        // Cells behind a blank line are rows; others may be lines that lost their label.
        cells
            .take_while(|i| self.repeats_head(start, head, *i) || self.kinds[i - 1] != Line::Blank)
            .any(|i| self.repeats_head(start, head, i))
    }

    /// How many cells start from line `at` on, before a blank line that is followed by a cell.
    fn run(&self, at: usize) -> u32 {
        let mut count = 0;
        for i in at..self.lines.len() {
            match self.kinds[i] {
                Line::Cell if i > at && self.kinds[i - 1] == Line::Blank => break,
                Line::Cell => count += 1,
                // A head, or the last row of a table, is not followed across a blank line into text
                // that leads to another table: one blank and text in mid-cell is all that is allowed.
                Line::Blank if self.kinds.get(i + 1) == Some(&Line::Blank) => break,
                _ => {}
            }
        }
        count
    }

    /// True where the cells from line `at` on say the same as the head of the table.
    fn repeats_head(&self, start: usize, head: u32, at: usize) -> bool {
        head > 1
            && (0..2).all(|i| {
                let (a, b) = (self.lines.get(start + i), self.lines.get(at + i));
                match (a, b) {
                    (Some(a), Some(b)) => self.bare(*a) == self.bare(*b),
                    _ => false,
                }
            })
    }

    /// A line without its bookmarks and white space at the ends.
    fn bare(&self, line: Span) -> &str {
        without_bookmarks(self.text[line.range()].trim())
    }

    fn after_blanks(&self, at: usize) -> usize {
        (at..self.lines.len())
            .find(|i| self.kinds[*i] != Line::Blank)
            .unwrap_or(self.lines.len())
    }

    fn is_empty_cell(&self, at: usize) -> bool {
        self.text[self.lines[at].range()].trim().is_empty()
    }
}

/// What a blank line is.
enum Blank {
    InCell,
    InRow,
    EndsRow,
    EndsTable,
}
