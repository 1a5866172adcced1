//! The mapping that a workbook shows: ours, or anybody's with a column of subjects and columns of bodies.

use super::book::{Book, Sheet};
use super::{DecisionsError, Names, head, sheet};
use crate::knowledge::Knowledge;
use crate::mapping::{Other, OtherRow};
use crate::model::{Index, Verdict, WorkId};

/// Reads the mapping in the workbook `bytes`, to hold another one against it.
///
/// # Errors
/// A workbook that is damaged, or has no such table.
pub fn mapping_in_workbook(
    file: &str,
    bytes: &[u8],
    index: &Index,
    knowledge: &Knowledge,
) -> Result<Other, DecisionsError> {
    let book = Book::open(file, bytes)?;
    let names = Names::new(index, knowledge);
    let mut other = Other {
        name: file.to_owned(),
        ..Other::default()
    };
    for sheet in &book.sheets {
        // A table of candidates numbers its rows, and that of single texts says why.
        if matches!(sheet.name.as_str(), sheet::CANDIDATES | sheet::CELLS) {
            continue;
        }
        if let Some(table) = Columns::find(sheet, knowledge) {
            other.rows.extend(table.rows(sheet, &names, knowledge));
            break;
        }
    }
    if other.rows.is_empty() {
        return Err(DecisionsError::Damaged {
            file: file.to_owned(),
            message: "no mapping table in it (columns of bodies and one of subjects)".to_owned(),
        });
    }
    if let Some(sheet) = book.sheet(sheet::NO_EQUIVALENT) {
        let rows = sheet.rows.iter().skip(1);
        let texts = rows.filter_map(|row| names.one(row.get(1)?, None));
        other.no_equivalent = texts.collect();
    }
    Ok(other)
}

/// Where the columns of a mapping table are.
struct Columns {
    heads: usize,
    subject: usize,
    /// Columns of texts, each with its body.
    texts: Vec<(usize, Option<String>)>,
    key: Option<usize>,
    decision: Option<usize>,
}

impl Columns {
    fn find(sheet: &Sheet, knowledge: &Knowledge) -> Option<Columns> {
        sheet
            .rows
            .iter()
            .enumerate()
            .take(20)
            .find_map(|(at, row)| {
                let place = |wanted: &str| row.iter().position(|cell| cell.trim() == wanted);
                let subject = row.iter().position(|cell| {
                    let cell = cell.trim().to_lowercase();
                    knowledge.tables.subject.contains(&cell)
                })?;
                let key = place(head::KEY);
                let body = |cell: &str| {
                    let first = cell.split_whitespace().next()?;
                    knowledge.body(first).map(|body| body.id.to_string())
                };
                let mut texts: Vec<(usize, Option<String>)> = row
                    .iter()
                    .enumerate()
                    .filter_map(|(column, cell)| Some((column, Some(body(cell)?))))
                    .collect();
                if texts.len() < 2 {
                    return None;
                }
                // Texts whose bodies have no column of their own stand in one that no body names.
                let others = crate::report::mapping::OTHERS;
                texts.extend(
                    row.iter()
                        .position(|cell| cell.trim() == others)
                        .map(|column| (column, None)),
                );
                Some(Columns {
                    heads: at,
                    subject,
                    texts,
                    key,
                    decision: place(head::DECISION),
                })
            })
    }

    fn rows(&self, sheet: &Sheet, names: &Names, knowledge: &Knowledge) -> Vec<OtherRow> {
        let is_parent = |id: &&WorkId| knowledge.body(id.head()).is_some_and(|b| b.parent);
        let rows = sheet.rows.iter().enumerate().skip(self.heads + 1);
        rows.filter_map(|(number, row)| {
            let cell = |column: usize| row.get(column).map_or("", String::as_str);
            let verdict = self
                .decision
                .map(|column| Verdict::read(cell(column), |n| names.one(n, None)));
            if matches!(verdict, Some(Verdict::MergeInto(_) | Verdict::Strike)) {
                return None;
            }
            let listed = self
                .texts
                .iter()
                .flat_map(|(column, body)| names.list(cell(*column), body.as_deref()).0);
            let ids: Vec<WorkId> = listed.collect();
            let key = self
                .key
                .map_or("", |column| super::about::key_of(cell(column)));
            let named: Option<WorkId> = key.parse().ok();
            let key = named.or_else(|| ids.iter().find(is_parent).or(ids.first()).cloned())?;
            Some(OtherRow {
                subject: cell(self.subject).trim().to_owned(),
                ids: ids.into_iter().filter(|id| *id != key).collect(),
                key,
                line: Some(sheet.first + number + 1),
            })
        })
        .collect()
    }
}
