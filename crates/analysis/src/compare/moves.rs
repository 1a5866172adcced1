//! Clauses that stand elsewhere in a proposal: struck in one place, and the same words new in another.

use super::texts::without;
use super::words::{Weights, Word, words};
use super::{Action, Cell, Section};
use crate::model::Change;

/// A new clause is a moved one from this likeness on.
const MOVED: f64 = 0.85;

struct At {
    section: usize,
    row: usize,
    words: Vec<Word>,
    name: String,
}

/// Marks what moved, in each column.
pub(crate) fn find(sections: &mut [Section], weights: &Weights) {
    let columns = sections.first().map_or(0, |s| s.columns.len());
    for column in 0..columns {
        let struck = of(sections, column, Action::Delete, Change::Inserted);
        let mut added = of(sections, column, Action::Add, Change::Deleted);
        for old in struck {
            let best = added
                .iter()
                .enumerate()
                .map(|(at, new)| (at, like(&old.words, &new.words, weights)))
                .filter(|(_, like)| *like >= MOVED)
                .max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((at, _)) = best else { continue };
            let new = added.remove(at);
            for (place, other) in [(&old, &new), (&new, &old)] {
                if let Some(cell) = cell(sections, place.section, place.row, column) {
                    cell.moved = Some(other.name.clone());
                }
            }
        }
        mark_struck_headings(sections, column);
    }
}

fn like(a: &[Word], b: &[Word], weights: &Weights) -> f64 {
    if a.len().min(b.len()) < 5 {
        return 0.0;
    }
    weights.covered(a, b).min(weights.covered(b, a))
}

fn of(sections: &[Section], column: usize, action: Action, unwanted: Change) -> Vec<At> {
    let mut found = Vec::new();
    for (s, section) in sections.iter().enumerate() {
        for (r, row) in section.rows.iter().enumerate() {
            let Some(cell) = row.cells[column].as_ref().filter(|c| c.action == action) else {
                continue;
            };
            let label = cell.new.as_ref().or(cell.old.as_ref());
            found.push(At {
                section: s,
                row: r,
                words: words(&without(&cell.runs, unwanted)),
                name: format!("{} {}", section.heading, label.map_or("", |l| l.as_str()))
                    .trim()
                    .to_owned(),
            });
        }
    }
    found
}

/// Clauses whose phrase is struck have moved to the section before.
fn mark_struck_headings(sections: &mut [Section], column: usize) {
    for at in 1..sections.len() {
        if !sections[at].columns[column].heading_struck {
            continue;
        }
        let before = sections[at - 1].heading.clone();
        for row in &mut sections[at].rows {
            if let Some(cell) = row.cells[column].as_mut()
                && let Some(new) = &cell.new
            {
                cell.moved = Some(format!("{before} {new}"));
            }
        }
    }
}

fn cell(sections: &mut [Section], section: usize, row: usize, column: usize) -> Option<&mut Cell> {
    sections
        .get_mut(section)?
        .rows
        .get_mut(row)?
        .cells
        .get_mut(column)?
        .as_mut()
}
