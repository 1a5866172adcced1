//! Where in the runs of a part a change goes.

use super::words::Hunk;
use crate::model::Span;
use crate::read::docx::trace::{Piece, Run, Trace};

pub(super) struct Place {
    /// The runs with the stretches of them that are struck.
    pub(super) struck: Vec<(usize, Span)>,
    /// The run in which words are put in, and behind which place.
    pub(super) put: (usize, usize),
}

pub(super) fn place(xml: &str, trace: &Trace, hunk: &Hunk) -> Result<Place, String> {
    let by_hand =
        || "the text stands in a field, a picture or a form that cannot be changed so".to_owned();
    let mut struck = Vec::new();
    for span in &hunk.struck {
        let pieces = trace.pieces(span.range());
        let covered: usize = pieces
            .iter()
            .map(|p| p.text.end.min(span.end) - p.text.start.max(span.start))
            .sum();
        if covered != span.len() || pieces.iter().any(|p| p.xml.is_empty()) {
            return Err(by_hand());
        }
        for piece in pieces {
            let part = Span::new(
                piece.text.start.max(span.start),
                piece.text.end.min(span.end),
            );
            struck.push((piece.run, part));
        }
    }
    let last = struck.last().map(|(run, span)| (*run, span.end));
    let put = last.or_else(|| {
        let at = hunk.span.start;
        let holds = |p: &&Piece| !p.xml.is_empty() && p.text.start < at && at <= p.text.end;
        let starts = |p: &&Piece| !p.xml.is_empty() && p.text.start == at;
        let piece = trace
            .pieces
            .iter()
            .find(holds)
            .or_else(|| trace.pieces.iter().find(starts))?;
        Some((piece.run, at))
    });
    let put = put.ok_or_else(by_hand)?;
    // A run in which another hangs (a text box) cannot be written anew.
    let runs = struck.iter().map(|(run, _)| *run).chain([put.0]);
    for run in runs {
        let run = &trace.runs[run];
        let inside = &xml[run.xml.clone()];
        if inside.matches("<").count() > 400 || nests(run, trace) || run.xml.is_empty() {
            return Err(by_hand());
        }
    }
    Ok(Place { struck, put })
}

fn nests(run: &Run, trace: &Trace) -> bool {
    trace
        .runs
        .iter()
        .any(|other| other.xml.start > run.xml.start && other.xml.end < run.xml.end)
}
