//! An edited workbook, held against what the program had shown in it.

use super::about::{about, sheets_of};
use super::book::{Book, Sheet, squeezed};
use super::comments::Comment;
use super::memory::{self, Memory};
use super::{Decisions, DecisionsError, Edit, Names, head, sheet};
use crate::knowledge::{Knowledge, parse_yaml};
use crate::model::{Decision, Index, Verdict};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The sheets in which something can be decided.
const KEYED: [&str; 6] = [
    sheet::OUTCOME,
    sheet::ROWS,
    sheet::CELLS,
    sheet::CANDIDATES,
    sheet::NO_EQUIVALENT,
    sheet::FINDINGS,
];
/// Rows among which the heads of a sheet are looked for: people put a line above them.
const HEADS_WITHIN: usize = 10;

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    decisions: Option<Vec<Decision>>,
}

/// Reads decisions from a workbook that `map` wrote and people edited, or from a JSON or YAML file with `decisions`.
///
/// # Errors
/// A file that cannot be read or is damaged; one that holds no decisions.
pub fn load(
    path: &Path,
    index: &Index,
    knowledge: &Knowledge,
) -> Result<Decisions, DecisionsError> {
    let file = path.to_string_lossy().replace('\\', "/");
    let bytes = std::fs::read(path).map_err(|source| DecisionsError::Unreadable {
        file: file.clone(),
        source,
    })?;
    if bytes.starts_with(b"PK") {
        return read_workbook(&file, &bytes, index, knowledge);
    }
    let damaged = |message: String| DecisionsError::Damaged {
        file: file.clone(),
        message,
    };
    let text = String::from_utf8(bytes).map_err(|e| damaged(e.to_string()))?;
    let is_json = text.trim_start().starts_with('{');
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if !is_json && ending != "yaml" && ending != "yml" {
        // Any text is YAML of a kind.
        return Err(DecisionsError::Other(file));
    }
    let written: Written = match is_json {
        true => serde_json::from_str(&text).map_err(|e| damaged(e.to_string()))?,
        false => parse_yaml(&file, &text).map_err(|e| damaged(e.to_string()))?,
    };
    let decisions = written
        .decisions
        .ok_or(DecisionsError::Other(file.clone()))?;
    let unread = decisions.iter().filter_map(|d| match &d.decision {
        Verdict::Unread(text) => Some(format!(
            "{file}: {}: {text:?} is no decision: {}",
            super::write::place_of(&d.about),
            known()
        )),
        _ => None,
    });
    Ok(Decisions {
        messages: unread.collect(),
        decisions,
        ..Decisions::default()
    })
}

/// Reads the workbook `bytes`.
///
/// # Errors
/// A workbook that is damaged, or in which nothing can be decided.
pub fn read_workbook(
    file: &str,
    bytes: &[u8],
    index: &Index,
    knowledge: &Knowledge,
) -> Result<Decisions, DecisionsError> {
    let book = Book::open(file, bytes)?;
    let memory = Memory::read(file, &book)?;
    let is_ours = memory.is_some();
    let memory = memory.unwrap_or_default();
    let mut reader = Reader {
        names: Names::new(index, knowledge),
        out: Decisions {
            edits: memory.edits.clone(),
            ..Decisions::default()
        },
        memory,
        is_ours,
        file,
    };
    let mut found = false;
    // What is written at a text by itself says more than what becomes of it in a row: rows come first.
    let (rows, others): (Vec<_>, Vec<_>) = book.sheets.iter().partition(|s| s.name == sheet::ROWS);
    for sheet in rows.into_iter().chain(others) {
        found |= reader.sheet(sheet);
    }
    if !found {
        return Err(DecisionsError::Other(file.to_owned()));
    }
    reader.missing(&book);
    Ok(reader.out)
}

/// What can be written, in words.
pub(super) fn known() -> String {
    let words: Vec<String> = Verdict::CHOICES.iter().map(Verdict::to_string).collect();
    format!(
        "{}, or `merge into` and the name of a text",
        words.join(", ")
    )
}

pub(super) struct Reader<'a> {
    pub(super) names: Names<'a>,
    pub(super) memory: Memory,
    pub(super) is_ours: bool,
    pub(super) file: &'a str,
    pub(super) out: Decisions,
}

/// A row of a sheet as it is read.
pub(super) struct Row<'s> {
    pub(super) sheet: &'s Sheet,
    pub(super) number: usize,
    pub(super) heads: &'s [String],
}

impl Row<'_> {
    pub(super) fn get(&self, head: &str) -> &str {
        let column = self.heads.iter().position(|h| h == head);
        column.map_or("", |column| match head::OURS.contains(&head) {
            true => self.sheet.at_joined(self.number, column),
            false => self.at(column),
        })
    }

    pub(super) fn at(&self, column: usize) -> &str {
        self.sheet.at(self.number, column)
    }

    /// Cells that stand under no head, with their places.
    fn without_head(&self) -> impl Iterator<Item = (String, &str)> {
        let cells = self.sheet.rows[self.number].iter().enumerate();
        let bare = cells.filter(|(column, text)| {
            !text.trim().is_empty() && self.heads.get(*column).is_none_or(String::is_empty)
        });
        bare.map(|(column, text)| (self.sheet.place(self.number, column), text.as_str()))
    }

    pub(super) fn place(&self, head: &str) -> String {
        let column = self.heads.iter().position(|h| h == head);
        self.sheet.place(self.number, column.unwrap_or(0))
    }
}

impl Reader<'_> {
    /// Reads a sheet; true where something can be decided in it.
    fn sheet(&mut self, sheet: &Sheet) -> bool {
        if sheet.name == memory::SHEET {
            return false;
        }
        let is_known = KEYED.contains(&sheet.name.as_str());
        let is_head = |row: &&Vec<String>| row.iter().any(|cell| cell.trim() == head::DECISION);
        let heads = sheet
            .rows
            .iter()
            .take(HEADS_WITHIN)
            .position(|row| is_head(&row));
        if let Some(at) = heads.filter(|_| is_known || !self.is_ours) {
            self.keyed(sheet, at);
            return true;
        }
        for comment in &sheet.comments {
            self.keep_comment(sheet, comment);
        }
        if is_known && self.is_ours {
            self.say(format!(
                "{}: the heads of its columns are gone; nothing was read from it",
                sheet.name
            ));
        }
        match self.memory.loose.get(&sheet.name) {
            Some(prints) => self.loose(sheet, &prints.clone()),
            None if self.is_ours && !is_known && sheet.name != sheet::KEPT => {
                let is_own = |s: &Sheet| matches!(s.name.as_str(), "Notes" | "Long texts");
                if !is_own(sheet) {
                    self.out
                        .sheets
                        .push((sheet.name.clone(), sheet.rows.clone()));
                }
            }
            None => {}
        }
        false
    }

    pub(super) fn say(&mut self, message: String) {
        self.out.messages.push(format!("{}: {message}", self.file));
    }

    /// Keeps words that stand where the program has no place for them.
    pub(super) fn keep(&mut self, place: String, text: &str) {
        let text = text.to_owned();
        self.out.edits.push(Edit::Loose { place, text });
    }

    /// Keeps a comment on a cell that the program does not know again.
    fn keep_comment(&mut self, sheet: &Sheet, comment: &Comment) {
        let place = sheet.place_of(comment.row, comment.column);
        self.keep(format!("{place}, a comment"), &comment.text);
    }

    /// The rows that the program had shown in a sheet, by their keys.
    fn shown(&self, sheet: &Sheet) -> BTreeMap<String, BTreeMap<String, String>> {
        let rows = self.memory.shown.get(&sheet.name);
        rows.cloned().unwrap_or_default()
    }

    /// Reads a sheet in which something can be decided; the heads of its columns are its row `at`.
    fn keyed(&mut self, sheet: &Sheet, at: usize) {
        let heads: Vec<String> = sheet.rows[at].iter().map(|h| h.trim().to_owned()).collect();
        for above in 0..at {
            for text in sheet.rows[above].iter().filter(|t| !t.trim().is_empty()) {
                self.keep(sheet.place(above, 0), text);
            }
        }
        let shown = self.shown(sheet);
        self.forget_rows(sheet, &shown);
        self.comments(sheet, at, &heads);
        let mut met = BTreeSet::new();
        for number in at + 1..sheet.rows.len() {
            let row = Row {
                sheet,
                number,
                heads: &heads,
            };
            self.keep_without_head(&row);
            if (0..heads.len()).all(|column| row.at(column).trim().is_empty()) {
                continue;
            }
            let key = row.get(head::KEY).trim();
            match shown.get(key) {
                Some(shown) if met.insert(key.to_owned()) => self.known_row(&row, key, shown),
                _ => self.new_row(&row, key),
            }
        }
        for (key, cells) in shown.iter().filter(|(key, _)| !met.contains(*key)) {
            self.gone(&sheet.name, key, cells);
        }
    }

    /// Rows of theirs are read anew, but for those that have become rows of the program.
    fn forget_rows(&mut self, sheet: &Sheet, shown: &BTreeMap<String, BTreeMap<String, String>>) {
        let is_applied = |cells: &BTreeMap<String, String>| {
            let subject = cells.get(head::SUBJECT);
            shown
                .values()
                .any(|shown| subject.is_some() && shown.get(head::SUBJECT) == subject)
        };
        self.out.edits.retain(|edit| match edit {
            Edit::Row { sheet: name, cells } => *name != sheet.name || is_applied(cells),
            _ => true,
        });
    }

    /// Keeps what stands in a row beside all heads.
    fn keep_without_head(&mut self, row: &Row) {
        if !self.is_ours {
            return;
        }
        for (place, text) in row.without_head() {
            self.say(format!(
                "{place}: stands under no head: kept on the sheet {}",
                sheet::KEPT
            ));
            self.keep(place, text);
        }
    }

    /// The comments of a sheet in which something can be decided, by row and column.
    fn comments(&mut self, sheet: &Sheet, at: usize, heads: &[String]) {
        self.out.edits.retain(
            |edit| !matches!(edit, Edit::Comment { sheet: name, .. } if *name == sheet.name),
        );
        let keys = heads.iter().position(|head| head == head::KEY);
        for comment in &sheet.comments {
            let row = comment.row.checked_sub(sheet.first);
            let key = keys
                .zip(row)
                .map_or("", |(keys, row)| sheet.at(row, keys).trim());
            let is_head = row == Some(at);
            let head = heads.get(comment.column).filter(|head| !head.is_empty());
            match head {
                Some(head) if is_head || !key.is_empty() => self.out.edits.push(Edit::Comment {
                    sheet: sheet.name.clone(),
                    key: if is_head { "" } else { key }.to_owned(),
                    head: head.clone(),
                    text: comment.text.clone(),
                }),
                _ => self.keep_comment(sheet, comment),
            }
        }
    }

    /// Words in a sheet that is made anew each time.
    fn loose(&mut self, sheet: &Sheet, prints: &BTreeSet<u32>) {
        for (number, row) in sheet.rows.iter().enumerate() {
            for (column, text) in row.iter().enumerate() {
                let is_new = !text.trim().is_empty()
                    && text.parse::<f64>().is_err()
                    && !text.contains(" … (continued on the sheet")
                    && !prints.contains(&Memory::print(text));
                if is_new {
                    let place = sheet.place(number, column);
                    self.say(format!(
                        "{place}: {:?} was written into a sheet that is made anew each time: kept on the sheet {}",
                        squeezed(text).chars().take(60).collect::<String>(),
                        sheet::KEPT
                    ));
                    self.keep(place, text);
                }
            }
        }
    }

    /// Decisions whose sheet is not there, or whose row the workbook had no place for.
    fn missing(&mut self, book: &Book) {
        for decision in self.memory.decisions.clone() {
            if self.out.of(&decision.about).is_some() {
                continue;
            }
            let had_place = |name: &&str| {
                let rows = self.memory.shown.get(*name).into_iter().flatten();
                let mut abouts = rows.filter_map(|(key, cells)| about(name, key, cells));
                book.sheet(name).is_some() && abouts.any(|of| of == decision.about)
            };
            if !sheets_of(&decision.about).iter().any(had_place) {
                self.out.decisions.push(decision);
            }
        }
        for name in self.memory.shown.keys() {
            if book.sheet(name).is_none() {
                let message = format!(
                    "{}: the sheet {name} is missing: what was decided there before is kept",
                    self.file
                );
                self.out.messages.push(message);
            }
        }
    }
}
