//! The hidden sheet: what the program showed, on which works, and what was decided before.

use super::book::{Book, squeezed};
use super::{DecisionsError, Edit};
use crate::model::{Basis, Decision, WorkId};
use crate::report::{Cell, Table};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Its name.
pub(super) const SHEET: &str = "resgraph";
/// A cell holds no more than 32,767 units; longer lists go on in the next line.
const MOST: usize = 4_000;

/// What the program remembers in a workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Memory {
    /// Sheet → key of a row → head of a column → what stood there.
    pub(super) shown: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
    /// Of sheets whose rows have no key: fingerprints of all that stood in them.
    pub(super) loose: BTreeMap<String, BTreeSet<u32>>,
    /// The works as they were.
    pub(super) works: BTreeMap<WorkId, Basis>,
    /// What was decided in earlier runs.
    pub(super) decisions: Vec<Decision>,
    /// What else was written in earlier runs.
    pub(super) edits: Vec<Edit>,
}

/// One line of the sheet.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    Shown {
        sheet: String,
        key: String,
        cells: BTreeMap<String, String>,
    },
    Loose {
        sheet: String,
        prints: Vec<u32>,
    },
    Work(Basis),
    Decision(Decision),
    Edit(Edit),
}

impl Memory {
    /// The fingerprint of what a cell says.
    pub(super) fn print(text: &str) -> u32 {
        crc32fast::hash(squeezed(text).as_bytes())
    }

    /// The table of the hidden sheet.
    pub(super) fn table(&self) -> Table {
        let mut lines: Vec<Line> = Vec::new();
        for (sheet, rows) in &self.shown {
            lines.extend(rows.iter().map(|(key, cells)| Line::Shown {
                sheet: sheet.clone(),
                key: key.clone(),
                cells: cells.clone(),
            }));
        }
        for (sheet, prints) in &self.loose {
            let prints: Vec<u32> = prints.iter().copied().collect();
            lines.extend(prints.chunks(MOST / 11).map(|chunk| Line::Loose {
                sheet: sheet.clone(),
                prints: chunk.to_vec(),
            }));
        }
        lines.extend(self.works.values().cloned().map(Line::Work));
        lines.extend(self.decisions.iter().cloned().map(Line::Decision));
        lines.extend(self.edits.iter().cloned().map(Line::Edit));
        let mut table = Table::new([
            "What resgraph showed here, to tell what people changed: leave this sheet as it is",
        ])
        .sheet(SHEET)
        .widths([1]);
        table.hidden = true;
        for line in lines {
            let json = serde_json::to_string(&line).unwrap_or_default();
            let pieces = pieces(&json);
            table.row(pieces.into_iter().map(Cell::from));
        }
        table
    }

    /// Reads the hidden sheet; none where the workbook has none.
    pub(super) fn read(file: &str, book: &Book) -> Result<Option<Memory>, DecisionsError> {
        let Some(sheet) = book.sheet(SHEET) else {
            return Ok(None);
        };
        let mut memory = Memory::default();
        for (n, row) in sheet.rows.iter().enumerate().skip(1) {
            let json: String = row.concat();
            if json.is_empty() {
                continue;
            }
            let line: Line = serde_json::from_str(&json).map_err(|e| DecisionsError::Damaged {
                file: file.to_owned(),
                message: format!("{}: not as resgraph wrote it: {e}", sheet.place(n, 0)),
            })?;
            match line {
                Line::Shown { sheet, key, cells } => {
                    memory.shown.entry(sheet).or_default().insert(key, cells);
                }
                Line::Loose { sheet, prints } => {
                    memory.loose.entry(sheet).or_default().extend(prints);
                }
                Line::Work(basis) => {
                    memory.works.insert(basis.id.clone(), basis);
                }
                Line::Decision(decision) => memory.decisions.push(decision),
                Line::Edit(edit) => memory.edits.push(edit),
            }
        }
        Ok(Some(memory))
    }
}

/// The text in pieces that a cell can hold, whatever is escaped in it.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while rest.len() > MOST {
        let mut at = MOST;
        // A cell loses blanks at its ends in some programs.
        while !rest.is_char_boundary(at) || rest[..at].ends_with(' ') || rest[at..].starts_with(' ')
        {
            at -= 1;
        }
        let (head, tail) = rest.split_at(at);
        out.push(head);
        rest = tail;
    }
    out.push(rest);
    out
}
