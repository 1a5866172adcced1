//! A workbook as rows of words.

use super::DecisionsError;
use super::comments::{Comment, comments};
use calamine::{Data, ExcelDateTime, ExcelDateTimeType, Reader, Xlsx};
use std::collections::BTreeMap;
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
    /// What people put beside its cells.
    pub(super) comments: Vec<Comment>,
    /// Cells of a column that were made one: the column and the first row, and the last row.
    joined: BTreeMap<(usize, usize), usize>,
}

impl Book {
    /// Reads the workbook `bytes`.
    pub(super) fn open(file: &str, bytes: &[u8]) -> Result<Book, DecisionsError> {
        let wrong = |e: calamine::XlsxError| DecisionsError::Damaged {
            file: file.to_owned(),
            message: e.to_string(),
        };
        if is_open_document(bytes) {
            return Err(DecisionsError::Damaged {
                file: file.to_owned(),
                message: "an OpenDocument spreadsheet: save it as Excel workbook (.xlsx), which resgraph reads back"
                    .to_owned(),
            });
        }
        let mut comments = comments(file, bytes)?;
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
            let rows = rows.collect();
            let first = first as usize;
            let joined = book.merge_cells_by_sheet_name(&name).map_err(wrong)?;
            let joined = joined.into_iter().filter_map(|area| {
                let row = |row: u32| (row as usize).checked_sub(first);
                Some((
                    (area.start.1 as usize, row(area.start.0)?),
                    row(area.end.0)?,
                ))
            });
            sheets.push(Sheet {
                rows,
                first,
                comments: comments.remove(&name).unwrap_or_default(),
                joined: joined.collect(),
                name,
            });
        }
        Ok(Book { sheets })
    }

    /// The sheet of that name.
    pub(super) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

/// True for a file of LibreOffice's own: its first part says what it is.
fn is_open_document(bytes: &[u8]) -> bool {
    const KIND: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument";
    let head = &bytes[..bytes.len().min(200)];
    head.windows(KIND.len()).any(|piece| piece == KIND)
}

impl Sheet {
    /// What a cell says.
    pub(super) fn at(&self, row: usize, column: usize) -> &str {
        let cells = self.rows.get(row);
        cells.and_then(|c| c.get(column)).map_or("", String::as_str)
    }

    /// The same; of cells of a column that were made one, each says what the first does.
    pub(super) fn at_joined(&self, row: usize, column: usize) -> &str {
        let above = self.joined.range((column, 0)..=(column, row)).next_back();
        match above.filter(|(_, last)| row <= **last) {
            Some(((_, first), _)) => self.at(*first, column),
            None => self.at(row, column),
        }
    }

    /// The name of a cell for people: `Table 1!C7`; `row` counts the rows read.
    pub(super) fn place(&self, row: usize, column: usize) -> String {
        self.place_of(self.first + row, column)
    }

    /// The same where all rows of the sheet are counted.
    pub(super) fn place_of(&self, row: usize, column: usize) -> String {
        let mut letters = Vec::new();
        let mut rest = column + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        format!("{}!{letters}{}", self.name, row + 1)
    }
}

/// What a spreadsheet counts as days from 1954 to 2119: no year, and no date written without dashes.
const DAYS: std::ops::Range<f64> = 20_000.0..80_000.0;

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

/// The day that a bare number means where a date is asked for: a cell that was typed as a date and lost its format.
pub(super) fn day(text: &str) -> Option<String> {
    let serial: f64 = text.trim().parse().ok().filter(|n| DAYS.contains(n))?;
    let (year, month, day, ..) =
        ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false).to_ymd_hms_milli();
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Line ends as they are written here.
pub(super) fn unescaped(text: &str) -> String {
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
            comments: vec![],
            joined: BTreeMap::new(),
        };
        assert_eq!(sheet.place(4, 27), "Table 1!AB7");
        assert!(same("a  b\n c", "a b c") && same("0.95", "0.9500001") && same("1", "1.00"));
        assert!(!same("7", "8") && !same("keep", "Keep"));
    }
}
