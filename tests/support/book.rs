//! A workbook as a person edits it: cells written, rows taken out, rows and columns added.

use calamine::{Data, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

/// A workbook that is being edited.
pub struct Book {
    parts: BTreeMap<String, Vec<u8>>,
    /// Sheets by name: their part, and what stands in them, row by row from the first.
    sheets: BTreeMap<String, (String, Vec<Vec<String>>)>,
}

impl Book {
    /// Opens a file.
    pub fn open(path: &Path) -> Book {
        Book::read(&std::fs::read(path).expect("a workbook"))
    }

    /// Reads a file that the program wrote.
    pub fn read(bytes: &[u8]) -> Book {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("is a workbook");
        let mut sheets = BTreeMap::new();
        for (n, name) in book.sheet_names().into_iter().enumerate() {
            let range = book.worksheet_range(&name).expect("has the sheet");
            let (top, left) = range.start().unwrap_or((0, 0));
            let mut rows = vec![Vec::new(); top as usize];
            for row in range.rows() {
                let mut cells = vec![String::new(); left as usize];
                cells.extend(row.iter().map(|c| match c {
                    Data::Empty => String::new(),
                    other => other.to_string(),
                }));
                rows.push(cells);
            }
            sheets.insert(name, (format!("xl/worksheets/sheet{}.xml", n + 1), rows));
        }
        Book {
            parts: super::parts(bytes),
            sheets,
        }
    }

    /// The row of the heads: the one that has a column `Decision`.
    fn heads(&self, sheet: &str) -> usize {
        let rows = &self.sheets[sheet].1;
        let is_head = |row: &Vec<String>| row.iter().any(|c| c == "Decision");
        rows.iter().position(is_head).expect("the sheet has heads")
    }

    /// The number of the row with that key, and of the column with that head.
    fn place(&self, sheet: &str, key: &str, head: &str) -> (usize, usize) {
        let (heads, rows) = (self.heads(sheet), &self.sheets[sheet].1);
        let column = |head: &str| rows[heads].iter().position(|c| c == head);
        let keys = column("Key").expect("a column of keys");
        let row = rows
            .iter()
            .position(|row| row.get(keys).is_some_and(|k| k == key));
        let row = row.unwrap_or_else(|| panic!("{sheet}: no row {key}"));
        (
            row,
            column(head).unwrap_or_else(|| panic!("{sheet}: no column {head}")),
        )
    }

    /// What a cell says.
    pub fn get(&self, sheet: &str, key: &str, head: &str) -> String {
        let (row, column) = self.place(sheet, key, head);
        self.sheets[sheet].1[row]
            .get(column)
            .cloned()
            .unwrap_or_default()
    }

    /// The keys of a sheet.
    pub fn keys(&self, sheet: &str) -> Vec<String> {
        let (heads, rows) = (self.heads(sheet), &self.sheets[sheet].1);
        let keys = rows[heads]
            .iter()
            .position(|c| c == "Key")
            .expect("a column of keys");
        let rows = rows.iter().skip(heads + 1);
        rows.filter_map(|row| row.get(keys).filter(|k| !k.is_empty()).cloned())
            .collect()
    }

    /// True where a sheet of that name is there.
    pub fn has(&self, sheet: &str) -> bool {
        self.sheets.contains_key(sheet)
    }

    /// All that a sheet says, a line a row.
    pub fn text(&self, sheet: &str) -> String {
        let rows = self.sheets[sheet].1.iter();
        rows.map(|row| row.join(" | "))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// What is written beside cells, a part of the package each.
    pub fn comments(&self) -> Vec<String> {
        let parts = self
            .parts
            .iter()
            .filter(|(name, _)| name.starts_with("xl/comments"));
        let text = |bytes: &Vec<u8>| {
            String::from_utf8_lossy(bytes)
                .replace("&#10;", "\n")
                .replace("\r\n", "\n")
        };
        parts.map(|(_, bytes)| text(bytes)).collect()
    }

    /// Writes a cell.
    pub fn set(&mut self, sheet: &str, key: &str, head: &str, text: &str) {
        let (row, column) = self.place(sheet, key, head);
        self.write(sheet, row, column, text);
    }

    /// Writes the head of a new column; gives its number.
    pub fn add_column(&mut self, sheet: &str, head: &str) -> usize {
        let heads = self.heads(sheet);
        let column = self.sheets[sheet].1[heads].len();
        self.write(sheet, heads, column, head);
        column
    }

    /// Writes a cell of a column without a head of the program, in the row of that key.
    pub fn set_at(&mut self, sheet: &str, key: &str, column: usize, text: &str) {
        let (row, _) = self.place(sheet, key, "Key");
        self.write(sheet, row, column, text);
    }

    /// Adds a row with these cells.
    pub fn add_row(&mut self, sheet: &str, cells: &[(&str, &str)]) {
        let heads = self.heads(sheet);
        let row = self.sheets[sheet].1.len();
        for (head, text) in cells {
            let column = self.sheets[sheet].1[heads].iter().position(|c| c == head);
            self.write(sheet, row, column.expect("a head"), text);
        }
    }

    /// Takes a row out; those below it stay where they are.
    pub fn remove(&mut self, sheet: &str, key: &str) {
        let (row, _) = self.place(sheet, key, "Key");
        let xml = self.xml(sheet);
        let start = xml
            .find(&format!("<row r=\"{}\"", row + 1))
            .expect("the row");
        let end = start + xml[start..].find("</row>").expect("its end") + "</row>".len();
        let mut xml = xml;
        xml.replace_range(start..end, "");
        self.put(sheet, xml);
        self.sheets.get_mut(sheet).expect("the sheet").1[row].clear();
    }

    fn xml(&self, sheet: &str) -> String {
        let part = &self.sheets[sheet].0;
        String::from_utf8(self.parts[part].clone()).expect("is text")
    }

    fn put(&mut self, sheet: &str, xml: String) {
        let part = self.sheets[sheet].0.clone();
        self.parts.insert(part, xml.into_bytes());
    }

    /// Writes a cell by the numbers of its row and column.
    pub fn write(&mut self, sheet: &str, row: usize, column: usize, text: &str) {
        let mut xml = self.xml(sheet);
        let name = format!("{}{}", letters(column), row + 1);
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let cell = format!(
            "<c r=\"{name}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{escaped}</t></is></c>"
        );
        let open = format!("<row r=\"{}\"", row + 1);
        if !xml.contains(&open) {
            let end = xml.find("</sheetData>").expect("the end of the data");
            xml.insert_str(end, &format!("{open}></row>"));
        }
        let start = xml.find(&open).expect("the row");
        let start = start + xml[start..].find('>').expect("its tag") + 1;
        let end = start + xml[start..].find("</row>").expect("its end");
        // The cells of the row, each with its column.
        let mut cells: Vec<(usize, String)> = Vec::new();
        let mut rest = &xml[start..end];
        while let Some(open) = rest.find("<c ") {
            let tag = open + rest[open..].find('>').expect("a tag");
            let end = match rest[..tag].ends_with('/') {
                true => tag + 1,
                false => tag + rest[tag..].find("</c>").expect("its end") + "</c>".len(),
            };
            let own = &rest[open..end];
            let place = own.split('"').nth(1).expect("a place");
            cells.push((number(place), own.to_owned()));
            rest = &rest[end..];
        }
        cells.retain(|(at, _)| *at != column);
        cells.push((column, cell));
        cells.sort_by_key(|(at, _)| *at);
        let row_xml: String = cells.into_iter().map(|(_, cell)| cell).collect();
        xml.replace_range(start..end, &row_xml);
        self.put(sheet, xml);
        let rows = &mut self.sheets.get_mut(sheet).expect("the sheet").1;
        rows.resize(rows.len().max(row + 1), Vec::new());
        let length = rows[row].len().max(column + 1);
        rows[row].resize(length, String::new());
        rows[row][column] = text.to_owned();
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let parts: Vec<(&str, &[u8])> = self
            .parts
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        super::zip(&parts)
    }

    /// Writes the file.
    pub fn save(&self, path: &Path) {
        std::fs::write(path, self.bytes()).expect("written");
    }
}

fn letters(column: usize) -> String {
    let mut out = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        out.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    out.into_iter().rev().collect()
}

fn number(place: &str) -> usize {
    let letters = place.chars().take_while(char::is_ascii_uppercase);
    letters.fold(0, |n, c| n * 26 + (c as usize - 'A' as usize + 1)) - 1
}
