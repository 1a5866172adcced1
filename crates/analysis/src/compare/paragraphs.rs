//! The paragraphs of a document as they are compared: tracked changes apart, marks of flattening dropped.

use super::clause::Side;
use crate::model::{Cell, Document, Span};

/// A paragraph as it comes from a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraph {
    /// The text, both sides.
    pub text: String,
    /// Sides of tracked changes; empty where the source has none.
    pub sides: Vec<Side>,
    /// Label that the source numbers and does not write.
    pub auto_label: Option<String>,
    /// Line (from 1).
    pub line: usize,
    /// Place in the document's text.
    pub span: Span,
    /// The table cell it stands in.
    pub cell: Option<Cell>,
}

/// The paragraphs of a document, with tracked changes taken apart and notes dropped.
pub(crate) fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let lines = crate::model::LineMap::new(document.lines_text());
    document
        .blocks
        .iter()
        .map(|block| {
            let sides = sides_of(document, block.span);
            let text = match sides.is_empty() {
                true => document
                    .text
                    .get(block.span.range())
                    .unwrap_or_default()
                    .to_owned(),
                false => sides.iter().map(|s| s.text.as_str()).collect(),
            };
            Paragraph {
                text: without_marks(&text),
                sides,
                auto_label: block.label.clone(),
                line: lines.line(document.positions.source(block.span.start)),
                span: block.span,
                cell: block.cell,
            }
        })
        .collect()
}

/// The stretch cut at the borders of its tracked changes; empty where the document has none at all.
fn sides_of(document: &Document, span: Span) -> Vec<Side> {
    if document.changes.is_empty() {
        return Vec::new();
    }
    let piece = |from: usize, to: usize, change, moved| Side {
        text: document.text.get(from..to).unwrap_or_default().to_owned(),
        change,
        moved,
    };
    let first = document
        .changes
        .partition_point(|c| c.span.end <= span.start);
    let mut at = span.start;
    let mut sides = Vec::new();
    for run in document.changes[first..]
        .iter()
        .take_while(|c| c.span.start < span.end)
    {
        let (start, end) = (run.span.start.max(at), run.span.end.min(span.end));
        if start > at {
            sides.push(piece(at, start, None, false));
        }
        if end > start {
            sides.push(piece(start, end, Some(run.change), run.moved));
            at = end;
        }
    }
    if at < span.end {
        sides.push(piece(at, span.end, None, false));
    }
    sides
}

/// Drops what flattening leaves of bookmarks and notes: `[bookmark: …]`, `[footnoteRef:3]1`, `[3: 1 …]`.
pub fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        let close = from.find(']');
        let inside = close.map_or("", |c| &from[1..c]);
        let head = inside.split(':').next().unwrap_or_default();
        let is_reference = head == "footnoteRef" || head == "endnoteRef";
        let is_note =
            inside.contains(':') && !head.is_empty() && head.chars().all(|c| c.is_ascii_digit());
        match close {
            Some(close) if head == "bookmark" || is_reference || is_note => {
                rest = &from[close + 1..];
                if is_reference {
                    rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                }
            }
            _ => {
                out.push('[');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residue_of_flattening_is_dropped() {
        assert_eq!(
            without_marks(
                "[bookmark: _Toc1]developing[footnoteRef:3]1 lands [COM5/2] [3: 1 \tThese. ]"
            ),
            "developing lands [COM5/2] "
        );
    }
}
