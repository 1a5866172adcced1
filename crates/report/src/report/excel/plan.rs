use crate::report::{Block, Report, Table};
use rust_xlsxwriter::Url;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that a sheet can hold.
const MAX_ROWS: usize = 1_048_576;
/// Characters that the name of a sheet can have.
const MAX_NAME: usize = 31;

/// Which tables go on which sheets, under which names, and where the anchors stand.
pub(super) struct Plan<'a> {
    /// The sheet for what is no table.
    pub(super) about: String,
    /// The sheets of the tables, in order.
    pub(super) sheets: Vec<Sheet<'a>>,
    /// The sheet for footnotes.
    pub(super) notes: String,
    /// The sheet for texts that no cell can hold.
    pub(super) long: String,
    anchors: BTreeMap<&'a str, Place>,
}

/// A sheet with a table, or with a part of one that has too many rows.
pub(super) struct Sheet<'a> {
    pub(super) name: String,
    pub(super) table: &'a Table,
    /// Its first row of the table, and the one behind its last.
    pub(super) rows: std::ops::Range<usize>,
}

/// A cell of the workbook.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) sheet: String,
    pub(super) row: u32,
    pub(super) column: u16,
}

impl Place {
    /// A link that leads there.
    pub(super) fn url(&self) -> Url {
        Url::new(format!(
            "internal:'{}'!{}",
            self.sheet.replace('\'', "''"),
            self.cell()
        ))
    }

    /// Its name for people and formulas: `B7`.
    pub(super) fn cell(&self) -> String {
        let mut letters = Vec::new();
        let mut rest = u32::from(self.column) + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        format!("{letters}{}", self.row + 1)
    }
}

impl<'a> Plan<'a> {
    pub(super) fn of(report: &'a Report) -> Plan<'a> {
        let mut taken = BTreeSet::new();
        let about = free_name("About", &mut taken);
        let mut sheets = Vec::new();
        for (number, table) in report.tables().enumerate() {
            let wanted = match (&table.sheet, &table.caption) {
                (Some(name), _) => name.clone(),
                (None, Some(caption)) => caption.split([':', '–']).next().unwrap_or("").into(),
                (None, None) => format!("Table {}", number + 1),
            };
            let room = MAX_ROWS.saturating_sub(table.header.len()).max(1);
            for part in 0..table.rows.len().div_ceil(room).max(1) {
                sheets.push(Sheet {
                    name: free_name(&wanted, &mut taken),
                    table,
                    rows: part * room..((part + 1) * room).min(table.rows.len()),
                });
            }
        }
        Plan {
            notes: free_name("Notes", &mut taken),
            long: free_name("Long texts", &mut taken),
            anchors: anchors(report, &about, &sheets),
            about,
            sheets,
        }
    }

    /// Where an anchor stands.
    pub(super) fn place_of(&self, anchor: &str) -> Option<&Place> {
        self.anchors.get(anchor)
    }
}

fn anchors<'a>(report: &'a Report, about: &str, sheets: &[Sheet<'a>]) -> BTreeMap<&'a str, Place> {
    let mut found = BTreeMap::new();
    for block in &report.blocks {
        if let Block::Heading(heading) = block
            && let Some(anchor) = &heading.anchor
        {
            found.entry(anchor.as_str()).or_insert(Place {
                sheet: about.to_string(),
                row: 0,
                column: 0,
            });
        }
    }
    for sheet in sheets {
        let place = |row: usize, column: usize| Place {
            sheet: sheet.name.clone(),
            row: row as u32,
            column: column as u16,
        };
        if let Some(anchor) = &sheet.table.anchor {
            found.entry(anchor.as_str()).or_insert(place(0, 0));
        }
        let rows = sheet.table.header.iter();
        let rows = rows.chain(&sheet.table.rows[sheet.rows.clone()]);
        for (row, cells) in rows.enumerate() {
            let mut column = 0;
            for cell in cells {
                if let Some(anchor) = &cell.anchor {
                    found.entry(anchor.as_str()).or_insert(place(row, column));
                }
                column += cell.span.max(1);
            }
        }
    }
    found
}

/// A name that Excel takes for a sheet and that no other sheet has, as near to `wanted` as can be.
fn free_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let clean: String = wanted
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => ' ',
            c => c,
        })
        .collect();
    let clean = clean.trim().trim_matches('\'').trim();
    let clean = match clean.to_lowercase().as_str() {
        "" => "Table",
        "history" => "History of texts",
        _ => clean,
    };
    let mut number = 1;
    loop {
        let tail = match number {
            1 => String::new(),
            n => format!(" ({n})"),
        };
        let name = format!("{}{tail}", cut(clean, MAX_NAME - tail.len()));
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

/// The beginning of a text, at most so many UTF-16 units, without blanks or an apostrophe at its end.
fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text
        .char_indices()
        .find(|(_, c)| {
            used += c.len_utf16();
            used > units
        })
        .map_or(text.len(), |(at, _)| at);
    text[..end].trim_end().trim_end_matches('\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_such_as_excel_takes() {
        let mut taken = BTreeSet::new();
        for (wanted, given) in [
            ("Table 1", "Table 1"),
            ("table 1", "table 1 (2)"),
            ("[a]:b*c?/\\", "a  b c"),
            ("'quoted'", "quoted"),
            ("History", "History of texts"),
            ("", "Table"),
            ("\u{1}", "Table (2)"),
            (
                "A very long name of a table that goes on",
                "A very long name of a table tha",
            ),
            (
                "A very long name of a table that goes on",
                "A very long name of a table (2)",
            ),
            (
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
            ),
        ] {
            assert_eq!(free_name(wanted, &mut taken), given, "{wanted:?}");
        }
    }

    #[test]
    fn cells_are_named_by_letters() {
        for (row, column, name) in [
            (0, 0, "A1"),
            (6, 25, "Z7"),
            (0, 26, "AA1"),
            (9, 16383, "XFD10"),
        ] {
            let place = Place {
                sheet: "it's".into(),
                row,
                column,
            };
            assert_eq!(place.cell(), name);
        }
    }
}
