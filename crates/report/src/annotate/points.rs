//! From a place in the text to a place in the XML at which something can be inserted.

use crate::read::docx::trace::{Piece, Trace};
use std::ops::Range;

/// A place in the document part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point {
    /// The byte.
    pub(super) at: usize,
    /// How the run has to be split there; none between runs.
    pub(super) split: Option<Split>,
}

/// How a run is split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// Which run.
    pub(super) run: usize,
    /// The start tag of the text element to be split as well; none between the children of the run.
    pub(super) text: Option<Range<usize>>,
}

/// The place before byte `at` of the text, which stands in the `n`th piece.
pub(super) fn before(trace: &Trace, n: usize, at: usize) -> Option<Point> {
    let piece = trace.pieces.get(n)?;
    let run = trace.runs.get(piece.run)?;
    let is_first = n == 0 || trace.pieces[n - 1].run != piece.run;
    let offset = at.saturating_sub(piece.text.start);
    if is_whole(piece) || (is_first && offset == 0) {
        return Some(between_runs(run.xml.start));
    }
    let starts_text = piece.tag.as_ref().filter(|tag| tag.end == piece.xml.start);
    let (at, text) = match (&piece.tag, starts_text) {
        (None, _) => (piece.xml.start, None),
        (Some(_), Some(tag)) if offset == 0 => (tag.start, None),
        // A character reference cannot be split, and need not be: it is one character.
        (Some(tag), _) if !is_plain(piece) => (piece.xml.start, Some(tag.clone())),
        (Some(tag), _) => (piece.xml.start + offset, Some(tag.clone())),
    };
    Some(Point {
        at,
        split: Some(Split {
            run: piece.run,
            text,
        }),
    })
}

/// The place behind the text that ends at byte `end`, the last of which stands in the `n`th piece.
pub(super) fn behind(trace: &Trace, n: usize, end: usize) -> Option<Point> {
    let piece = trace.pieces.get(n)?;
    let run = trace.runs.get(piece.run)?;
    let is_end = end >= piece.text.end || !is_plain(piece);
    match trace.pieces.get(n + 1) {
        _ if is_whole(piece) => Some(between_runs(run.xml.end)),
        Some(next) if is_end && next.run == piece.run => before(trace, n + 1, next.text.start),
        _ if is_end => Some(between_runs(run.xml.end)),
        _ => Some(Point {
            at: piece.xml.start + (end - piece.text.start),
            split: Some(Split {
                run: piece.run,
                text: piece.tag.clone(),
            }),
        }),
    }
}

fn between_runs(at: usize) -> Point {
    Point { at, split: None }
}

/// True where the text stands elsewhere, in a note or a text box, and the run is that of its mark.
pub(super) fn is_whole(piece: &Piece) -> bool {
    piece.xml.is_empty()
}

/// True where the XML holds the text as it is.
fn is_plain(piece: &Piece) -> bool {
    piece.tag.is_some() && piece.xml.len() == piece.text.len()
}
