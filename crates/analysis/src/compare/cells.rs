//! The cells of a column: what was read of each clause, with its text as runs.

use super::clause::{Clause, Side};
use super::columns::Form;
use super::decode::{Action, Given, Reading, ReadingKind};
use super::lines::{Line, path};
use super::texts::{self, Marked, Run, without};
use super::words::{Weights, equal_words, same_words, words};
use super::{Cell, base, label};
use crate::model::Change;

/// A clause without label behind a struck one is that one written anew from this likeness on.
const REWRITTEN: f64 = 0.35;
/// A cell and the row it belongs to; `extra` for a new clause that shares a paragraph with a struck one.
pub(super) struct Placed {
    pub(super) line: usize,
    pub(super) cell: Cell,
    pub(super) extra: bool,
    pub(super) struck_label: Option<String>,
}

pub(super) fn place(
    given: &[(usize, Given<'_>)],
    readings: &[Reading],
    lines: &[Line],
    form: Form,
) -> Vec<Placed> {
    let mut placed = Vec::new();
    let (mut old_parents, mut new_parents) = (Vec::new(), Vec::new());
    for ((at, item), reading) in given.iter().zip(readings) {
        let clause = item.clause;
        let full = |own: &Option<String>, parents: &mut Vec<String>| {
            own.as_ref()
                .map(|own| path(Some(own), Some(clause), parents))
        };
        let one = Placing {
            line: &lines[*at],
            clause,
            reading,
            form,
            old: full(&reading.old, &mut old_parents),
            new: full(&reading.new, &mut new_parents),
        };
        // A new clause that shares a paragraph with a struck one comes second.
        for (n, cell) in one.cells().into_iter().enumerate() {
            placed.push(Placed {
                line: *at,
                cell,
                extra: n > 0,
                struck_label: None,
            });
        }
    }
    placed
}

/// A clause that is given, what was read of it, and where it stood and stands.
struct Placing<'a> {
    line: &'a Line,
    clause: &'a Clause,
    reading: &'a Reading,
    form: Form,
    old: Option<String>,
    new: Option<String>,
}

impl Placing<'_> {
    /// Its cells: one, or two where a new clause stands in the paragraph of a struck one.
    fn cells(self) -> Vec<Cell> {
        let (line, clause) = (self.line, self.clause);
        let (old, new) = (self.old.clone(), self.new.clone());
        let base = line.text.as_deref();
        match self.reading.kind {
            ReadingKind::Added if line.unknown => {
                let mut open = self.cell(Action::Undecided, None, new, plain(&clause.text, None));
                open.undecided = Some(
                    "no other column has it and there is no base: it may be old, new or struck"
                        .into(),
                );
                vec![open]
            }
            ReadingKind::Added => {
                let marked = one_sided(clause, Change::Inserted);
                let mut added = self.cell(Action::Add, None, new, marked);
                added.unmarked = self.form == Form::Tracked
                    && clause
                        .side(Change::Inserted)
                        .is_none_or(|old| !old.trim().is_empty());
                vec![added]
            }
            ReadingKind::Struck => {
                let marked = one_sided(clause, Change::Deleted);
                vec![self.cell(Action::Delete, old, None, marked)]
            }
            ReadingKind::Stays => {
                let (marked, unmarked) = marked(base, clause, self.form);
                let action = action(base, clause, &marked, self.form);
                let mut stays = self.cell(action, old, new, marked);
                stays.unmarked = unmarked;
                vec![stays]
            }
            ReadingKind::Replaced => {
                let base = base.unwrap_or_default();
                let second = base::second_clause(base, &clause.text).unwrap_or_default();
                let struck = plain(base, Some(Change::Deleted));
                let added = plain(second, Some(Change::Inserted));
                vec![
                    self.cell(Action::Delete, old, None, struck),
                    self.cell(Action::Add, None, new, added),
                ]
            }
        }
    }

    fn cell(
        &self,
        action: Action,
        old: Option<String>,
        new: Option<String>,
        marked: Marked,
    ) -> Cell {
        let clause = self.clause;
        Cell {
            line: Some(clause.line),
            raw_label: clause.raw_label.clone(),
            renumbered: old.is_some() && new.is_some() && old != new,
            old,
            new,
            action,
            moved: None,
            shown_as_move: clause.sides.iter().any(|s| s.moved),
            label: printed_label(clause, self.reading),
            unmarked: false,
            struck_line: None,
            runs: marked.runs,
            undecided: marked.undecided,
        }
    }
}

fn plain(text: &str, change: Option<Change>) -> Marked {
    Marked {
        runs: vec![Run::new(text, change)],
        undecided: None,
    }
}

/// A clause that is new or struck as a whole, with who did it.
fn one_sided(clause: &Clause, change: Change) -> Marked {
    let unwanted = match change {
        Change::Inserted => Change::Deleted,
        Change::Deleted => Change::Inserted,
    };
    let sides = clause
        .sides
        .iter()
        .filter(|s| s.change != Some(unwanted))
        .cloned();
    let sides: Vec<Side> = sides
        .map(|s| Side {
            change: Some(change),
            ..s
        })
        .collect();
    match sides.iter().all(|s| s.text.trim().is_empty()) {
        true => plain(&clause.text, Some(change)),
        false => texts::from_sides(&sides),
    }
}

/// The label that the proposal prints before the clause.
fn printed_label(clause: &Clause, reading: &Reading) -> Option<String> {
    match (&clause.side_labels, &clause.raw_label, &reading.new) {
        (Some((_, new)), ..) => new.clone(),
        (None, Some(raw), Some(new)) => Some(label::like(raw, new)),
        (None, ..) => None,
    }
}

/// What a proposal makes of a base clause, and whether it does so without a mark: then the base is not what
/// the proposal takes for it, or somebody edited with tracking switched off.
fn marked(base: Option<&str>, clause: &Clause, form: Form) -> (Marked, bool) {
    let marked = match (form, base) {
        (Form::Tracked, Some(base)) if !clause.sides.is_empty() => {
            let theirs = clause.side(Change::Inserted).unwrap_or_default();
            if !equal_words(&words(base), &words(&theirs)) {
                let new = clause.side(Change::Deleted).unwrap_or_default();
                return (texts::from_clean(base, new.trim()), true);
            }
            texts::from_sides(&clause.sides)
        }
        (Form::Tracked, None) if !clause.sides.is_empty() => texts::from_sides(&clause.sides),
        (_, None) => plain(&clause.text, None),
        (Form::Merged, Some(base)) => match same_words(&words(base), &clause.words) {
            true => plain(&clause.text, None),
            false => texts::from_merged(base, &clause.text),
        },
        (_, Some(base)) => texts::from_clean(base, &clause.text),
    };
    (marked, false)
}

fn action(base: Option<&str>, clause: &Clause, marked: &Marked, form: Form) -> Action {
    let unchanged = match (form, base) {
        (_, None) if clause.sides.is_empty() => return Action::Undecided,
        // Where both sides run together, the sign at the end shows nothing.
        (Form::Merged, _) => {
            let old = base.unwrap_or_default();
            same_words(&words(old), &clause.words)
        }
        _ => {
            let (old, new) = (
                without(&marked.runs, Change::Inserted),
                without(&marked.runs, Change::Deleted),
            );
            equal_words(&words(&old), &words(&new))
        }
    };
    match unchanged && marked.undecided.is_none() {
        true => Action::Keep,
        false => Action::Modify,
    }
}

/// A struck clause with a like one without label behind it is one clause written anew.
pub(super) fn join_rewritten(placed: &mut Vec<Placed>, lines: &[Line], weights: &Weights) {
    let mut at = 0;
    while at + 1 < placed.len() {
        let (struck, anew) = (&placed[at].cell, &placed[at + 1].cell);
        let pair = struck.action == Action::Delete
            && anew.action == Action::Add
            && anew.raw_label.is_none()
            && !placed[at + 1].extra;
        if !pair {
            at += 1;
            continue;
        }
        let base = lines[placed[at].line].text.clone().unwrap_or_default();
        let text = without(&anew.runs, Change::Deleted);
        let like = || weights.likeness(&weights.bag(&words(&base)), &weights.bag(&words(&text)));
        if like() >= REWRITTEN {
            let (old, struck_line, line) = (struck.old.clone(), struck.line, placed[at].line);
            let struck_label = struck.raw_label.clone();
            let mut anew = placed.remove(at + 1);
            anew.struck_label = struck_label;
            anew.line = line;
            anew.cell.action = Action::Modify;
            anew.cell.struck_line = struck_line;
            anew.cell.old = old;
            anew.cell.runs = texts::from_clean(&base, &text).runs;
            placed[at] = anew;
        }
        at += 1;
    }
}

/// The cell of a base clause that a proposal without struck text leaves out.
pub(super) fn left_out(at: usize, line: &Line, form: Form) -> Option<Placed> {
    let path = line.path.clone()?;
    Some(Placed {
        line: at,
        extra: false,
        struck_label: None,
        cell: Cell {
            line: None,
            raw_label: None,
            old: (path != "-").then_some(path),
            new: None,
            action: Action::Delete,
            renumbered: false,
            moved: None,
            shown_as_move: false,
            label: None,
            unmarked: form == Form::Tracked,
            struck_line: None,
            runs: plain(
                line.text.as_deref().unwrap_or_default(),
                Some(Change::Deleted),
            )
            .runs,
            undecided: None,
        },
    })
}
