use crate::model::Document;
use calamine::{Reader, open_workbook_auto};
use std::collections::BTreeMap;
use std::path::Path;

/// A table of texts: rows of cells, with the place of each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The file.
    pub file: String,
    /// What stands before it: the name of the sheet, the text above.
    pub context: String,
    /// Where each row stands, and its cells.
    pub rows: Vec<(String, Vec<String>)>,
}

/// Why a file holds no table that can be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {message}")]
pub struct TableError {
    /// The file.
    pub file: String,
    /// What is wrong.
    pub message: String,
}

/// Rows that are read of one table.
const MOST_ROWS: usize = 100_000;
/// Characters above a table that are looked at for its body.
const ABOVE: usize = 600;

/// True for files that hold nothing but tables.
pub fn is_table(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    ["xlsx", "xlsm", "xls", "ods", "csv", "tsv"].contains(&ending.to_lowercase().as_str())
}

/// The tables of an Excel workbook or of a file of comma-separated values.
///
/// # Errors
/// A file that cannot be read or is damaged.
pub fn read_table(path: &Path) -> Result<Vec<Table>, TableError> {
    let file = path.display().to_string();
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    match ending.to_lowercase().as_str() {
        "csv" | "tsv" => Ok(vec![separated(path, &file)?]),
        _ => workbook(path, &file),
    }
}

fn workbook(path: &Path, file: &str) -> Result<Vec<Table>, TableError> {
    let wrong = |error: calamine::Error| TableError {
        file: file.to_owned(),
        message: error.to_string(),
    };
    let mut book = open_workbook_auto(path).map_err(wrong)?;
    let mut tables = Vec::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).map_err(wrong)?;
        let first = range.start().map_or(0, |(row, _)| row as usize);
        let rows = range.rows().take(MOST_ROWS).enumerate().map(|(n, row)| {
            let cells = row.iter().map(|cell| cell.to_string().trim().to_owned());
            (
                format!("{file}, {sheet}, row {}", first + n + 1),
                cells.collect(),
            )
        });
        tables.push(Table {
            file: file.to_owned(),
            context: sheet.clone(),
            rows: rows.collect(),
        });
    }
    Ok(tables)
}

fn separated(path: &Path, file: &str) -> Result<Table, TableError> {
    let wrong = |message: String| TableError {
        file: file.to_owned(),
        message,
    };
    let bytes = std::fs::read(path).map_err(|e| wrong(e.to_string()))?;
    let text =
        String::from_utf8(bytes).map_err(|_| wrong("not UTF-8; save it as CSV UTF-8".into()))?;
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or("");
    let count = |c: char| head.matches(c).count();
    let delimiter = [';', '\t', ',']
        .into_iter()
        .max_by_key(|c| count(*c))
        .unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter as u8)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records().take(MOST_ROWS) {
        let record = record.map_err(|e| wrong(e.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = record.iter().map(|cell| cell.trim().to_owned());
        rows.push((format!("{file}:{line}"), cells.collect()));
    }
    Ok(Table {
        file: file.to_owned(),
        context: String::new(),
        rows,
    })
}

/// The tables of a document (Word, HTML, flattened text).
pub fn tables_of(document: &Document) -> Vec<Table> {
    let mut rows: BTreeMap<(u32, u32), (usize, BTreeMap<u32, String>)> = BTreeMap::new();
    let mut above: BTreeMap<u32, usize> = BTreeMap::new();
    for block in &document.blocks {
        let Some(cell) = block.cell else { continue };
        let text = document.text.get(block.span.range()).unwrap_or("").trim();
        above.entry(cell.table).or_insert(block.span.start);
        let row = rows.entry((cell.table, cell.row));
        let (_, cells) = row.or_insert_with(|| (block.span.start, BTreeMap::new()));
        let held = cells.entry(cell.column).or_default();
        if !held.is_empty() && !text.is_empty() {
            held.push(' ');
        }
        held.push_str(text);
    }
    let mut tables: BTreeMap<u32, Table> = BTreeMap::new();
    for ((table, row), (_, cells)) in rows {
        let from = above.get(&table).copied().unwrap_or(0);
        let table = tables.entry(table).or_insert_with(|| Table {
            file: document.file.clone(),
            context: text_above(&document.text, from),
            rows: Vec::new(),
        });
        let last = cells.keys().next_back().copied().unwrap_or(0);
        let cells = (0..=last).map(|c| cells.get(&c).cloned().unwrap_or_default());
        table.rows.push((
            format!("{}, row {}", document.file, row + 1),
            cells.collect(),
        ));
    }
    tables.into_values().collect()
}

fn text_above(text: &str, at: usize) -> String {
    let mut from = at.saturating_sub(ABOVE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..at).unwrap_or("").to_owned()
}
