//! A workbook as rows of words.

use super::DecisionsError;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// The sheets of a workbook, in order.
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
}

/// A sheet.
pub(super) struct Sheet {
    pub(super) name: String,
    /// Row by row from the first that holds something, cell by cell from the first column.
    pub(super) rows: Vec<Vec<String>>,
    /// The number of the first of them, from 0.
    pub(super) first: usize,
}

impl Book {
    /// Reads the workbook `bytes`.
    pub(super) fn open(file: &str, bytes: &[u8]) -> Result<Book, DecisionsError> {
        let wrong = |e: calamine::XlsxError| DecisionsError::Damaged {
            file: file.to_owned(),
            message: e.to_string(),
        };
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
        let mut sheets = Vec::new();
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).map_err(wrong)?;
            let (first, left) = range.start().unwrap_or((0, 0));
            let empty = vec![String::new(); left as usize];
            let rows = range.rows().map(|row| {
                let cells = row.iter().map(words);
                empty.iter().cloned().chain(cells).collect()
            });
            sheets.push(Sheet {
                name,
                rows: rows.collect(),
                first: first as usize,
            });
        }
        Ok(Book { sheets })
    }

    /// The sheet of that name.
    pub(super) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

impl Sheet {
    /// The name of a cell for people: `Table 1!C7`; `row` counts the rows read.
    pub(super) fn place(&self, row: usize, column: usize) -> String {
        let mut letters = Vec::new();
        let mut rest = column + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        format!("{}!{letters}{}", self.name, self.first + row + 1)
    }
}

/// What a cell says, as a person reads it.
fn words(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => unescaped(text),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
            match (hour, minute) {
                (0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
            }
        }
        Data::DateTime(duration) => duration.as_f64().to_string(),
        Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.trim_end_matches("T00:00:00").to_owned()
        }
        Data::Error(error) => error.to_string(),
    }
}

/// Line ends as they are written here.
fn unescaped(text: &str) -> String {
    text.replace("_x000D_", "")
        .replace("\r\n", "\n")
        .replace('\r', "\n")
}

/// The same words with every gap one blank: what a spreadsheet does to gaps is no edit.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True where two cells say the same: the same words, or the same number to two digits.
pub(super) fn same(a: &str, b: &str) -> bool {
    let (a, b) = (squeezed(a), squeezed(b));
    if a == b {
        return true;
    }
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() < 0.0051,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_and_compared_as_people_do() {
        let sheet = Sheet {
            name: "Table 1".into(),
            rows: vec![],
            first: 2,
        };
        assert_eq!(sheet.place(4, 27), "Table 1!AB7");
        assert!(same("a  b\n c", "a b c") && same("0.95", "0.9500001") && same("1", "1.00"));
        assert!(!same("7", "8") && !same("keep", "Keep"));
    }
}
