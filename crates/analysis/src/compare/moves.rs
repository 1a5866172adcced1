//! Clauses that stand elsewhere in a proposal: struck in one place, and the same words new in another.

use super::texts::without;
use super::words::{Bag, Weights, words};
use super::{Action, Cell, Section};
use crate::model::Change;
use std::collections::HashMap;

/// A new clause is a moved one from this likeness on.
const MOVED: f64 = 0.85;
/// Shorter clauses are moved only where the source says so.
const LEAST_WORDS: usize = 5;
/// Words by which a moved clause is found again.
const TELLING_WORDS: usize = 8;

struct At {
    section: usize,
    row: usize,
    words: Bag,
    length: usize,
    /// The source itself shows a move.
    shown: bool,
    name: String,
}

/// Marks what moved, in each column.
pub(crate) fn find(sections: &mut [Section], weights: &Weights) {
    let columns = sections.first().map_or(0, |s| s.columns.len());
    for column in 0..columns {
        let struck = of(sections, column, Action::Delete, Change::Inserted, weights);
        let added = of(sections, column, Action::Add, Change::Deleted, weights);
        let mut by_word: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, new) in added.iter().enumerate() {
            for word in weights.telling(&new.words, TELLING_WORDS) {
                by_word.entry(word).or_default().push(at);
            }
        }
        let mut taken = vec![false; added.len()];
        for old in struck {
            let telling = weights.telling(&old.words, TELLING_WORDS);
            let mut found: Vec<usize> = telling
                .iter()
                .filter_map(|w| by_word.get(w))
                .flatten()
                .copied()
                .collect();
            found.sort_unstable();
            found.dedup();
            let best = found
                .into_iter()
                .filter(|at| !taken[*at])
                .map(|at| (at, like(&old, &added[at], weights)))
                .filter(|(_, like)| *like >= MOVED)
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let Some((at, _)) = best else { continue };
            taken[at] = true;
            let new = &added[at];
            for (place, other) in [(&old, new), (new, &old)] {
                if let Some(cell) = cell(sections, place.section, place.row, column) {
                    cell.moved = Some(other.name.clone());
                    cell.renumbered = false;
                }
            }
        }
        mark_struck_headings(sections, column);
    }
}

fn like(a: &At, b: &At, weights: &Weights) -> f64 {
    if a.length.min(b.length) < LEAST_WORDS && !(a.shown && b.shown) {
        return 0.0;
    }
    let (there, back) = (
        weights.covered_bag(&a.words, &b.words),
        weights.covered_bag(&b.words, &a.words),
    );
    there.min(back)
}

fn of(
    sections: &[Section],
    column: usize,
    action: Action,
    unwanted: Change,
    weights: &Weights,
) -> Vec<At> {
    let mut found = Vec::new();
    for (s, section) in sections.iter().enumerate() {
        for (r, row) in section.rows.iter().enumerate() {
            let Some(cell) = row.cells[column].as_ref().filter(|c| c.action == action) else {
                continue;
            };
            let label = cell.new.as_ref().or(cell.old.as_ref());
            let words = words(&without(&cell.runs, unwanted));
            found.push(At {
                section: s,
                row: r,
                length: words.len(),
                words: weights.bag(&words),
                shown: cell.shown_as_move,
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
