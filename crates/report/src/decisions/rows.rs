//! The rows of an edited sheet, each held against what the program had shown: what was decided, added, struck, named.

use super::about::{about, is_text_column, key_of};
use super::book::{day, same};
use super::read::{Reader, Row, known};
use super::{Edit, head, sheet};
use crate::model::{About, Basis, Decision, Verdict, WorkId};
use std::collections::{BTreeMap, BTreeSet};

impl Reader<'_> {
    /// A row that the program wrote.
    pub(super) fn known_row(&mut self, row: &Row, key: &str, shown: &BTreeMap<String, String>) {
        let name = row.sheet.name.clone();
        if let Some(about) = about(&name, key, shown) {
            self.decision(row, about, shown);
        }
        for (column, head) in row.heads.iter().enumerate() {
            let ours = head::OURS.contains(&head.as_str()) || head == head::KEY;
            let text = match shown.contains_key(head) {
                true => row.at(column),
                false => row.sheet.at_joined(row.number, column),
            };
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
            date: day(row.get(head::DATE)).unwrap_or_else(|| trimmed(head::DATE)),
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
            let unread = unread.join(", ");
            self.say(format!("{place}: {unread:?} names no text: kept as it is"));
            self.keep(place, &unread);
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
    pub(super) fn new_row(&mut self, row: &Row, key: &str) {
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
    pub(super) fn gone(&mut self, name: &str, key: &str, shown: &BTreeMap<String, String>) {
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
}
