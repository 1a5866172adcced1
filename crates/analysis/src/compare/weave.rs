//! The edits of all proposals laid over one paragraph.

use super::edits::Edit;
use super::merge::{Piece, Signature};
use super::signatures::Names;
use crate::model::Change;
use std::collections::BTreeMap;

/// What one proposal makes of one paragraph of the base.
pub(super) struct Own {
    pub(super) column: usize,
    pub(super) edits: Vec<Edit>,
    /// Who strikes the whole paragraph, if anybody does.
    pub(super) strikes: Option<Signature>,
}

/// Lays the edits of all proposals over one paragraph; gives the pieces, and where the last overlap of edits
/// that do not go together begins.
pub(super) fn weave(base: &str, own: &[Own]) -> (Vec<Piece>, Option<usize>) {
    let strikers: Vec<Signature> = own.iter().filter_map(|o| o.strikes.clone()).collect();
    let mut all: Vec<(usize, &Edit)> = own
        .iter()
        .flat_map(|o| o.edits.iter().map(move |e| (o.column, e)))
        .collect();
    all.sort_by_key(|(column, e)| (e.start, e.end, *column));
    let mut pieces = Vec::new();
    let (mut at, mut next, mut overlap) = (0, 0, None);
    while next < all.len() {
        let (start, mut end) = (all[next].1.start, all[next].1.end);
        let mut upto = next + 1;
        while upto < all.len() && touches(&all[next..upto], all[upto].1, end) {
            end = end.max(all[upto].1.end);
            upto += 1;
        }
        keep(base, at, start, &strikers, &mut pieces);
        let group = &all[next..upto];
        if region(base, (start, end), group, &strikers, &mut pieces) {
            overlap = Some(start);
        }
        (at, next) = (end, upto);
    }
    keep(base, at, base.len(), &strikers, &mut pieces);
    (joined(pieces), overlap)
}

/// True where an edit overlaps those before it, of other proposals; edits that only meet go together.
fn touches(group: &[(usize, &Edit)], edit: &Edit, end: usize) -> bool {
    edit.start < end || group.iter().any(|(_, e)| e.start == edit.start)
}

fn keep(base: &str, from: usize, to: usize, strikers: &[Signature], pieces: &mut Vec<Piece>) {
    let text = base.get(from..to).unwrap_or_default();
    if text.is_empty() {
        return;
    }
    let change = (!strikers.is_empty())
        .then(|| (Change::Deleted, Names::together(strikers.iter().cloned())));
    pieces.push(Piece {
        text: text.to_owned(),
        change,
    });
}

/// One stretch of the base with the edits that touch each other there; true where they differ.
fn region(
    base: &str,
    (start, end): (usize, usize),
    group: &[(usize, &Edit)],
    strikers: &[Signature],
    pieces: &mut Vec<Piece>,
) -> bool {
    let mut by_column: BTreeMap<usize, Vec<&Edit>> = BTreeMap::new();
    for (column, edit) in group {
        by_column.entry(*column).or_default().push(edit);
    }
    // What each makes of the stretch; equal ones together.
    let mut versions: Vec<(String, Vec<&Vec<&Edit>>)> = Vec::new();
    for edits in by_column.values() {
        let text = applied(base, (start, end), edits);
        match versions.iter_mut().find(|(t, _)| *t == text) {
            Some((_, same)) => same.push(edits),
            None => versions.push((text, vec![edits])),
        }
    }
    if let [(_, same)] = versions.as_slice() {
        alike(base, (start, end), same, strikers, pieces);
        return false;
    }
    let everyone = by_column.values().flatten().map(|e| e.by.clone());
    let all: Vec<Signature> = strikers.iter().cloned().chain(everyone).collect();
    keep(base, start, end, &all, pieces);
    for (text, same) in versions.into_iter().filter(|(t, _)| !t.is_empty()) {
        let by = Names::together(same.iter().filter_map(|edits| author_of(edits)));
        pieces.push(Piece {
            text,
            change: Some((Change::Inserted, by)),
        });
    }
    true
}

/// Who puts something in, or else who strikes.
fn author_of(edits: &[&Edit]) -> Option<Signature> {
    let mut new = edits.iter().flat_map(|e| &e.new);
    let first = edits.first().map(|e| &e.by);
    new.next().map(|n| &n.by).or(first).cloned()
}

/// Edits that all proposals of a stretch make alike: those of the first, under all names.
fn alike(
    base: &str,
    (start, end): (usize, usize),
    same: &[&Vec<&Edit>],
    strikers: &[Signature],
    pieces: &mut Vec<Piece>,
) {
    let Some((first, others)) = same.split_first() else {
        return;
    };
    let theirs: Vec<Signature> = others
        .iter()
        .filter_map(|edits| Some(edits.first()?.by.clone()))
        .collect();
    let with = |own: &Signature| Names::together([own.clone()].into_iter().chain(theirs.clone()));
    let mut at = start;
    for edit in first.iter() {
        keep(base, at, edit.start, strikers, pieces);
        let by: Vec<Signature> = strikers.iter().cloned().chain([with(&edit.by)]).collect();
        keep(base, edit.start, edit.end, &by, pieces);
        for new in &edit.new {
            pieces.push(Piece {
                text: new.text.clone(),
                change: Some((Change::Inserted, with(&new.by))),
            });
        }
        at = edit.end;
    }
    keep(base, at, end, strikers, pieces);
}

fn applied(base: &str, (start, end): (usize, usize), edits: &[&Edit]) -> String {
    let mut out = String::new();
    let mut at = start;
    for edit in edits {
        out.push_str(base.get(at..edit.start).unwrap_or_default());
        out.extend(edit.new.iter().map(|n| n.text.as_str()));
        at = edit.end;
    }
    out.push_str(base.get(at..end).unwrap_or_default());
    out
}

/// Neighbours of one kind are one piece.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if last.change == piece.change => last.text.push_str(&piece.text),
            _ => out.push(piece),
        }
    }
    out
}
