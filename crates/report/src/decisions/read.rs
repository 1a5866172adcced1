//! An edited workbook, held against what the program had shown in it.

use super::book::{Book, Sheet, same, squeezed};
use super::memory::{self, Memory};
use super::{Decisions, DecisionsError, Edit, Names, head, sheet};
use crate::knowledge::{Knowledge, parse_yaml};
use crate::model::{About, Basis, Decision, Index, Verdict, WorkId};
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
    let written: Written = match text.trim_start().starts_with('{') {
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
fn known() -> String {
    let words: Vec<String> = Verdict::CHOICES.iter().map(Verdict::to_string).collect();
    format!(
        "{}, or `merge into` and the name of a text",
        words.join(", ")
    )
}

struct Reader<'a> {
    names: Names<'a>,
    memory: Memory,
    is_ours: bool,
    file: &'a str,
    out: Decisions,
}

/// A row of a sheet as it is read.
struct Row<'s> {
    sheet: &'s Sheet,
    number: usize,
    heads: &'s [String],
}

impl Row<'_> {
    fn get(&self, head: &str) -> &str {
        let column = self.heads.iter().position(|h| h == head);
        column.map_or("", |column| self.at(column))
    }

    fn at(&self, column: usize) -> &str {
        self.sheet.rows[self.number]
            .get(column)
            .map_or("", String::as_str)
    }

    fn place(&self, head: &str) -> String {
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

    fn say(&mut self, message: String) {
        self.out.messages.push(format!("{}: {message}", self.file));
    }

    fn keyed(&mut self, sheet: &Sheet, at: usize) {
        let heads: Vec<String> = sheet.rows[at].iter().map(|h| h.trim().to_owned()).collect();
        for above in 0..at {
            for text in sheet.rows[above].iter().filter(|t| !t.trim().is_empty()) {
                let place = sheet.place(above, 0);
                self.out.edits.push(Edit::Loose {
                    place,
                    text: text.clone(),
                });
            }
        }
        // Rows of theirs are read anew, but for those that have become rows of the program.
        let applied = self
            .memory
            .shown
            .get(&sheet.name)
            .cloned()
            .unwrap_or_default();
        let is_applied = |cells: &BTreeMap<String, String>| {
            let subject = cells.get(head::SUBJECT);
            applied
                .values()
                .any(|shown| subject.is_some() && shown.get(head::SUBJECT) == subject)
        };
        self.out.edits.retain(|edit| match edit {
            Edit::Row { sheet: name, cells } => *name != sheet.name || is_applied(cells),
            _ => true,
        });
        let mut met = BTreeSet::new();
        for number in at + 1..sheet.rows.len() {
            let row = Row {
                sheet,
                number,
                heads: &heads,
            };
            if (0..heads.len()).all(|column| row.at(column).trim().is_empty()) {
                continue;
            }
            let key = row.get(head::KEY).trim().to_owned();
            let shown = self
                .memory
                .shown
                .get(&sheet.name)
                .and_then(|rows| rows.get(&key))
                .cloned();
            match shown {
                Some(shown) if met.insert(key.clone()) => self.known_row(&row, &key, &shown),
                _ => self.new_row(&row, &key),
            }
        }
        let shown = self
            .memory
            .shown
            .get(&sheet.name)
            .cloned()
            .unwrap_or_default();
        for (key, cells) in shown.iter().filter(|(key, _)| !met.contains(*key)) {
            self.gone(&sheet.name, key, cells);
        }
    }

    /// A row that the program wrote.
    fn known_row(&mut self, row: &Row, key: &str, shown: &BTreeMap<String, String>) {
        let name = row.sheet.name.clone();
        if let Some(about) = about(&name, key, shown) {
            self.decision(row, about, shown);
        }
        for (column, head) in row.heads.iter().enumerate() {
            let ours = head::OURS.contains(&head.as_str()) || head == head::KEY;
            let text = row.at(column);
            let was = shown.get(head).map_or("", String::as_str);
            if head.is_empty() || ours || same(text, was) {
                continue;
            }
            if name == sheet::ROWS && shown.contains_key(head) && is_text_column(head) {
                self.texts(row, key, head, was, text);
            } else {
                self.forget(&name, key, head);
                self.out.edits.push(Edit::Cell {
                    sheet: name.clone(),
                    key: key.to_owned(),
                    head: head.clone(),
                    text: text.trim().to_owned(),
                });
            }
        }
    }

    /// What was written in that cell before holds no longer.
    fn forget(&mut self, name: &str, row: &str, column: &str) {
        self.out.edits.retain(|edit| {
            !matches!(edit, Edit::Cell { sheet, key, head, .. } if sheet == name && key == row && head == column)
        });
    }

    /// The decision that stands in a row.
    fn decision(&mut self, row: &Row, about: About, shown: &BTreeMap<String, String>) {
        let before = self
            .memory
            .decisions
            .iter()
            .find(|d| d.about == about)
            .cloned();
        let verdict = self.verdict(row, row.get(head::DECISION));
        let trimmed = |head: &str| row.get(head).trim().to_owned();
        let mut decision = Decision {
            decision: verdict,
            by: trimmed(head::BY),
            date: trimmed(head::DATE),
            remark: trimmed(head::REMARK),
            rests_on: Vec::new(),
            suspect: Vec::new(),
            about,
        };
        let check = trimmed(head::CHECK);
        let was_check = shown.get(head::CHECK).map_or("", String::as_str);
        let is_confirmed = check.to_lowercase().starts_with("confirm");
        if !is_confirmed && !same(&check, was_check) && !check.is_empty() {
            // Whatever it means, it is what somebody wrote.
            let place = row.place(head::CHECK);
            self.say(format!(
                "{place}: {check:?} is not `confirmed`: kept as a remark"
            ));
            decision.remark = [decision.remark.as_str(), &check]
                .join(" ")
                .trim()
                .to_owned();
        }
        let is_empty = decision.decision.is_open()
            && decision.by.is_empty()
            && decision.date.is_empty()
            && decision.remark.is_empty();
        if is_empty {
            return;
        }
        decision.rests_on = match before {
            Some(before) if before.decision == decision.decision && !is_confirmed => {
                before.rests_on
            }
            _ => self.basis(&decision.about),
        };
        let place = row.place(head::DECISION);
        self.settle(decision, &place);
    }

    /// Takes a decision of a text, of which Table 1 may say already that it was added or struck.
    fn settle(&mut self, mut decision: Decision, place: &str) {
        let at = self
            .out
            .decisions
            .iter()
            .position(|d| d.about == decision.about);
        let Some(before) = at.map(|at| self.out.decisions.remove(at)) else {
            self.out.decisions.push(decision);
            return;
        };
        match &decision.decision {
            Verdict::Open => decision.decision = before.decision,
            Verdict::Unread(text) => {
                decision.remark = [text, decision.remark.as_str()].join(" ").trim().to_owned();
                decision.decision = before.decision;
            }
            own if *own != before.decision => {
                let (own, row) = (own.clone(), &before.decision);
                self.say(format!(
                    "{place}: `{own}`, but Table 1 says `{row}`: `{own}` holds"
                ));
            }
            _ => {}
        }
        self.out.decisions.push(decision);
    }

    fn verdict(&mut self, row: &Row, text: &str) -> Verdict {
        let marked = self.names.mark(text);
        let verdict =
            marked.unwrap_or_else(|| Verdict::read(text, |name| self.names.one(name, None)));
        if let Verdict::Unread(text) = &verdict {
            let place = row.place(head::DECISION);
            self.say(format!(
                "{place}: {text:?} is no decision: {}; kept as it is",
                known()
            ));
        }
        verdict
    }

    /// The works as they were when the workbook was written.
    fn basis(&self, about: &About) -> Vec<Basis> {
        let row_of = |row: &str| {
            let shown = self.memory.shown.get(sheet::CELLS);
            let cells = shown.into_iter().flatten();
            let of_row =
                cells.filter_map(|(key, _)| key.split_once(' ').filter(|(r, _)| *r == row));
            of_row
                .filter_map(|(_, id)| id.parse().ok())
                .collect::<Vec<WorkId>>()
        };
        let ids = match about {
            About::Row { row } => row_of(row),
            About::Cell { row, id } => {
                let key = key_of(row).parse().ok();
                key.into_iter().chain([id.clone()]).collect()
            }
            About::Candidate { ids } | About::Finding { ids, .. } => ids.clone(),
            About::Work { id } => vec![id.clone()],
        };
        let mut seen = BTreeSet::new();
        let known = ids.iter().filter(|id| seen.insert((*id).clone()));
        let known = known.filter_map(|id| self.memory.works.get(id));
        known
            .filter(|b| b.edition.is_some() || b.wording.is_some())
            .cloned()
            .collect()
    }

    /// A cell of texts that people changed: what they added, what they struck.
    fn texts(&mut self, row: &Row, key: &str, head: &str, was: &str, is: &str) {
        let body = head.split_whitespace().next();
        let (before, _) = self.names.list(was, body);
        let (now, unread) = self.names.list(is, body);
        for id in now.iter().filter(|id| !before.contains(id)) {
            self.cell(key, id, Verdict::Add);
        }
        for id in before.iter().filter(|id| !now.contains(id)) {
            self.cell(key, id, Verdict::Strike);
        }
        if !unread.is_empty() {
            let place = row.place(head);
            self.say(format!(
                "{place}: {:?} names no text: kept as it is",
                unread.join(", ")
            ));
            self.out.edits.push(Edit::Loose {
                place,
                text: unread.join(", "),
            });
        }
    }

    /// Text that was added to a row, or struck from it, in Table 1.
    fn cell(&mut self, row: &str, id: &WorkId, verdict: Verdict) {
        let about = About::Cell {
            row: row.to_owned(),
            id: id.clone(),
        };
        let at = self.out.decisions.iter().position(|d| d.about == about);
        let before = self.memory.decisions.iter().find(|d| d.about == about);
        // Who takes back what was decided before is where the program was.
        let takes_back = before.is_some_and(|before| {
            matches!(
                (&before.decision, &verdict),
                (Verdict::Add, Verdict::Strike) | (Verdict::Strike, Verdict::Add)
            )
        });
        let rests_on = self.basis(&about);
        match at {
            Some(at) if takes_back => {
                self.out.decisions[at].decision = Verdict::Open;
            }
            Some(at) => {
                self.out.decisions[at].decision = verdict;
                self.out.decisions[at].rests_on = rests_on;
            }
            None if takes_back => {}
            None => self.out.decisions.push(Decision {
                about,
                decision: verdict,
                by: String::new(),
                date: String::new(),
                remark: String::new(),
                rests_on,
                suspect: Vec::new(),
            }),
        }
    }

    /// A row that the program did not write, or that stands there twice.
    fn new_row(&mut self, row: &Row, key: &str) {
        let name = row.sheet.name.as_str();
        let decided = !row.get(head::DECISION).trim().is_empty();
        if !self.is_ours && decided {
            self.foreign_row(row);
            return;
        }
        let cells: BTreeMap<String, String> = row
            .heads
            .iter()
            .enumerate()
            .filter(|(column, head)| !head.is_empty() && !row.at(*column).trim().is_empty())
            .map(|(column, head)| (head.clone(), row.at(column).trim().to_owned()))
            .collect();
        // A text that somebody put into a row by a line of its own.
        if name == sheet::CELLS {
            let id = self.names.one(row.get("Text"), None);
            let key = key.split(' ').next().unwrap_or(key);
            let in_row = match key {
                "" => self
                    .names
                    .one(row.get("Row"), None)
                    .map(|id| id.to_string()),
                key => Some(key.to_owned()),
            };
            if let (Some(id), Some(in_row)) = (id, in_row) {
                self.cell(&in_row, &id, Verdict::Add);
                return;
            }
        }
        // A text that the list did not have.
        if name == sheet::OUTCOME
            && decided
            && let Some(id) = self.names.one(row.get("Text"), None)
        {
            self.decision(row, About::Work { id }, &BTreeMap::new());
            return;
        }
        if name == sheet::NO_EQUIVALENT || name == sheet::CANDIDATES || name == sheet::FINDINGS {
            let place = row.sheet.place(row.number, 0);
            self.say(format!(
                "{place}: a row that resgraph did not write: kept as it is"
            ));
        }
        let sheet = name.to_owned();
        let edit = Edit::Row { sheet, cells };
        if !self.out.edits.contains(&edit) {
            self.out.edits.push(edit);
        }
    }

    /// A decision in somebody else's table: of the first text that the row names.
    fn foreign_row(&mut self, row: &Row) {
        let named = (0..row.heads.len()).find_map(|column| {
            let text = row.at(column);
            (!text.trim().is_empty())
                .then(|| self.names.one(text, None))
                .flatten()
        });
        match named {
            Some(id) => self.decision(row, About::Work { id }, &BTreeMap::new()),
            None => {
                let place = row.place(head::DECISION);
                self.say(format!(
                    "{place}: the row names no text that is known: not read"
                ));
            }
        }
    }

    /// A row that the program wrote and that is there no more.
    fn gone(&mut self, name: &str, key: &str, shown: &BTreeMap<String, String>) {
        match (name, about(name, key, shown)) {
            (sheet::ROWS, Some(about)) => {
                let rests_on = self.basis(&about);
                self.out.decisions.push(Decision {
                    about,
                    decision: Verdict::Strike,
                    by: String::new(),
                    date: String::new(),
                    remark: String::new(),
                    rests_on,
                    suspect: Vec::new(),
                });
            }
            (sheet::CELLS, Some(About::Cell { row, id })) => {
                let was = shown.get(head::DECISION).map(|d| Verdict::from(d.clone()));
                match was {
                    // The line of a struck text: the strike is taken back.
                    Some(Verdict::Strike) => {}
                    _ => self.cell(&row, &id, Verdict::Strike),
                }
            }
            (_, Some(about)) => {
                // The line was taken out, the decision with it; but not what the program had not shown.
                let before = self.memory.decisions.iter().find(|d| d.about == about);
                if before.is_some() {
                    let place = super::write::place_of(&about);
                    self.say(format!(
                        "{name}: the line of {place} is gone, and its decision with it"
                    ));
                }
            }
            _ => {}
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
                    self.out.edits.push(Edit::Loose {
                        place,
                        text: text.clone(),
                    });
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

/// The key text of the row of that name: `PP-21.2` is the second row of PP-21.
pub(super) fn key_of(row: &str) -> &str {
    match row.rsplit_once('.') {
        Some((key, number)) if number.chars().all(|c| c.is_ascii_digit()) => key,
        _ => row,
    }
}

/// True for a column that lists texts.
fn is_text_column(head: &str) -> bool {
    !matches!(head, head::SUBJECT | "Texts" | "Evidence")
}

/// The sheets in which that is decided.
fn sheets_of(about: &About) -> &'static [&'static str] {
    match about {
        About::Row { .. } => &[sheet::ROWS],
        About::Cell { .. } => &[sheet::CELLS],
        About::Candidate { .. } => &[sheet::CANDIDATES],
        About::Finding { .. } => &[sheet::FINDINGS],
        About::Work { .. } => &[sheet::NO_EQUIVALENT, sheet::OUTCOME],
    }
}

/// Of what something is decided in a row.
fn about(name: &str, key: &str, shown: &BTreeMap<String, String>) -> Option<About> {
    Some(match name {
        sheet::ROWS => About::Row {
            row: key.to_owned(),
        },
        sheet::CELLS => {
            let (row, id) = key.split_once(' ')?;
            About::Cell {
                row: row.to_owned(),
                id: id.parse().ok()?,
            }
        }
        sheet::CANDIDATES => About::Candidate {
            ids: key
                .split('+')
                .map(str::parse)
                .collect::<Result<_, _>>()
                .ok()?,
        },
        sheet::NO_EQUIVALENT | sheet::OUTCOME => About::Work {
            id: key.parse().ok()?,
        },
        sheet::FINDINGS => {
            let texts = shown.get("Texts").map_or("", String::as_str);
            let texts = texts
                .split([',', '\n'])
                .map(str::trim)
                .filter(|t| !t.is_empty());
            About::Finding {
                code: shown.get("Finding").cloned().unwrap_or_default(),
                fingerprint: key.to_owned(),
                ids: texts.filter_map(|id| id.parse().ok()).collect(),
            }
        }
        _ => return None,
    })
}
