//! The structure of a document with tracked changes: that of the text as it would stand, with what is struck as a
//! whole beside it.

use super::{Outline, of_text};
use crate::knowledge::Knowledge;
use crate::model::{
    Block, Change, ChangeRun, Document, LineMap, Mention, Provision, Reading, Span, WitnessKind,
};

/// Reads the structure of `doc`; its spans are those of `doc`.
pub(super) fn outline(doc: &Document, mentions: &[Mention], knowledge: &Knowledge) -> Outline {
    let (standing, reading) = standing(doc);
    let moved: Vec<Mention> = mentions
        .iter()
        .map(|m| Mention {
            span: reading.of_document(m.span),
            ..m.clone()
        })
        .collect();
    let mut out = of_text(&standing, &moved, knowledge);
    for list in &mut out.abrogated {
        *list = reading.in_document(*list);
    }
    let lines = LineMap::new(doc.lines_text());
    let line = |at: usize| lines.line(doc.positions.source(at));
    for text in &mut out.texts {
        text.span = reading.in_document(text.span);
        text.line = line(text.span.start);
        let is_changed = runs(doc, text.span).next().is_some();
        text.witness.kind =
            text.kind_of_copy(is_changed || text.witness.kind == WitnessKind::Draft);
        for provision in &mut text.provisions {
            provision.span = with_struck(doc, provision, reading.in_document(provision.span));
            provision.line = line(provision.span.start);
            provision.change = side(doc, provision.span);
        }
    }
    out
}

/// The paragraphs of `doc` without what is struck in them; one that is struck as a whole stays.
fn standing(doc: &Document) -> (Document, Reading) {
    let mut reading = Reading::default();
    let mut blocks = Vec::with_capacity(doc.blocks.len());
    for block in &doc.blocks {
        let start = reading.text.len();
        for piece in kept(doc, block.span) {
            reading.keep(&doc.text, piece);
        }
        let text = &reading.text[start..];
        let front = text.len() - text.trim_start().len();
        let span = Span::new(start + front, start + text.trim_end().len().max(front));
        blocks.push(Block {
            span,
            ..block.clone()
        });
        reading.text.push('\n');
    }
    let standing = Document {
        file: doc.file.clone(),
        format: doc.format,
        text: reading.text.clone(),
        blocks,
        ..Document::default()
    };
    (standing, reading)
}

/// What stays of a stretch; all of it where nothing would.
fn kept(doc: &Document, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut at = span.start;
    for run in runs(doc, span).filter(|c| c.change == Change::Deleted) {
        pieces.push(Span::new(at, run.span.start.max(at)));
        at = at.max(run.span.end);
    }
    pieces.push(Span::new(at.min(span.end), span.end));
    let is_empty = |piece: &Span| doc.text[piece.range()].trim().is_empty();
    match pieces.iter().all(is_empty) {
        true => vec![span],
        false => pieces,
    }
}

/// `span`, that of `provision`, with what is struck right before it (or before its label) and right behind it in its
/// paragraph.
fn with_struck(doc: &Document, provision: &Provision, mut span: Span) -> Span {
    let Some(block) = doc.block_at(span.start) else {
        return span;
    };
    let inside = |run: &&ChangeRun| {
        let is_struck = run.change == Change::Deleted;
        is_struck && block.span.start <= run.span.start && run.span.end <= block.span.end
    };
    let label = provision.labels.last().map_or("", String::as_str);
    let is_gap = |from: usize, to: usize| {
        let between = doc.text[from..to].trim();
        between.is_empty() || between == label
    };
    let first = doc.changes.partition_point(|c| c.span.end <= span.start);
    for run in doc.changes[..first].iter().rev().take_while(inside) {
        if !is_gap(run.span.end, span.start) {
            break;
        }
        span.start = run.span.start;
    }
    let next = doc.changes.partition_point(|c| c.span.start < span.end);
    for run in doc.changes[next..].iter().take_while(inside) {
        if !is_gap(span.end, run.span.start) {
            break;
        }
        span.end = run.span.end;
    }
    span
}

/// The side on which all of `span` stands.
fn side(doc: &Document, span: Span) -> Option<Change> {
    let mut at = span.start;
    let mut sides = runs(doc, span).map(|run| {
        let gap = doc.text.get(at..run.span.start).unwrap_or_default();
        at = run.span.end;
        gap.trim().is_empty().then_some(run.change)
    });
    let first = sides.next()??;
    let is_one = sides.all(|side| side == Some(first));
    let rest = doc.text.get(at..span.end).unwrap_or_default();
    (is_one && rest.trim().is_empty()).then_some(first)
}

/// The words of `span` without what is struck in it; all where it is struck as a whole.
pub(super) fn words(doc: &Document, span: Span) -> String {
    let pieces = kept(doc, span).into_iter();
    pieces.map(|piece| &doc.text[piece.range()]).collect()
}

/// The changes that touch `span`.
fn runs(doc: &Document, span: Span) -> impl Iterator<Item = &ChangeRun> {
    let first = doc.changes.partition_point(|c| c.span.end <= span.start);
    doc.changes[first..]
        .iter()
        .take_while(move |c| c.span.start < span.end)
}
