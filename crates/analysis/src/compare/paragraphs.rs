//! The paragraphs of a document as they are compared: tracked changes apart, marks of flattening dropped.

use super::clause::{Side, side_text};
use crate::model::{BlockKind, Cell, Change, ChangeRun, Document, Span};
use std::borrow::Cow;

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
    /// True for a row of a table inside the text, its cells parted by tabs.
    pub is_row: bool,
    /// True for a footnote or an endnote.
    pub is_note: bool,
}

impl Paragraph {
    /// One side of its changes.
    pub fn side(&self, unwanted: Change) -> Cow<'_, str> {
        match self.sides.is_empty() {
            true => Cow::Borrowed(&self.text),
            false => Cow::Owned(side_text(&self.sides, unwanted)),
        }
    }

    /// The text by which it is told what it is: as it stands in the base, or as it is where it is new.
    pub fn judged(&self) -> Cow<'_, str> {
        let old = self.side(Change::Inserted);
        match old.trim().is_empty() {
            true => self.side(Change::Deleted),
            false => old,
        }
    }

    /// Takes that many bytes off the front, on both sides.
    pub fn cut_front(&mut self, length: usize) {
        self.text.drain(..length);
        let mut left = length;
        for side in &mut self.sides {
            let cut = left.min(side.text.len());
            side.text.drain(..cut);
            left -= cut;
        }
        self.sides.retain(|s| !s.text.is_empty());
    }
}

/// The rows of tables that stand in a text, each as one paragraph with tabs between its cells.
pub(crate) fn join_rows(found: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut last: Option<Cell> = None;
    for mut paragraph in found {
        let cell = paragraph.cell.take();
        let same_row = cell
            .zip(last)
            .filter(|(now, before)| now.table == before.table && now.row == before.row);
        paragraph.is_row = cell.is_some();
        match (same_row, out.last_mut()) {
            (Some((now, before)), Some(row)) => {
                let gap = if now.column == before.column {
                    " "
                } else {
                    "\t"
                };
                row.join(gap, paragraph);
            }
            _ => out.push(paragraph),
        }
        last = cell;
    }
    out
}

impl Paragraph {
    fn join(&mut self, gap: &str, other: Paragraph) {
        self.text.push_str(gap);
        self.text.push_str(&other.text);
        if let Some(first) = other.sides.first().or(self.sides.last()) {
            // What parts two cells is new or struck where all around it is.
            let around = self.sides.iter().chain(&other.sides);
            let change = first
                .change
                .filter(|c| around.clone().all(|s| s.change == Some(*c)));
            let by = first.clone();
            self.sides.push(Side {
                text: gap.to_owned(),
                change,
                ..by
            });
            self.sides.extend(other.sides);
        }
    }
}

/// The paragraphs of a document, with tracked changes taken apart; comments on the text are no text.
pub(crate) fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let lines = crate::model::LineMap::new(document.lines_text());
    let mut found: Vec<Paragraph> = document
        .blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Comment)
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
                is_row: false,
                is_note: block.kind == BlockKind::Note,
            }
        })
        .collect();
    part(document, &mut found);
    found
}

/// Paragraphs that a tracked change has split or joined: the old paragraph and the new ones each become whole, so that what
/// was one holds all of its old words, and what is new stands as new.
fn part(document: &Document, found: &mut [Paragraph]) {
    // From the end: what follows on the second goes with it.
    for at in (1..found.len()).rev() {
        let (before, behind) = found.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), behind.first_mut()) else {
            continue;
        };
        let Some(mark) = changed_at(document, first.span.end) else {
            continue;
        };
        let says = |p: &Paragraph, unwanted| !p.side(unwanted).trim().is_empty();
        let was_split = mark.change == Change::Inserted;
        // Whole paragraphs that are new or gone are neither split nor joined.
        let unwanted = if was_split {
            Change::Inserted
        } else {
            Change::Deleted
        };
        let both = says(first, unwanted) && says(second, unwanted);
        if first.cell != second.cell || first.is_note != second.is_note || !both {
            continue;
        }
        let on_side = |side: &Side, change: Change| Side {
            change: Some(change),
            author: side.change.map_or(&mark.author, |_| &side.author).clone(),
            date: side.change.map_or(&mark.date, |_| &side.date).clone(),
            ..side.clone()
        };
        let of = |change: Change, sides: &[Side]| -> Vec<Side> {
            let other = |side: &&Side| side.change.is_none_or(|c| c == change);
            let own = sides.iter().filter(other);
            own.map(|side| on_side(side, change)).collect()
        };
        let (old, new) = (
            of(Change::Deleted, &second.sides),
            of(Change::Inserted, &second.sides),
        );
        let (gone, stays) = if was_split { (old, new) } else { (new, old) };
        first.sides.extend(gone);
        second.sides = stays;
        for paragraph in [first, second] {
            let text: String = paragraph.sides.iter().map(|s| s.text.as_str()).collect();
            paragraph.text = without_marks(&text);
        }
    }
}

/// The tracked change that covers a place.
fn changed_at(document: &Document, at: usize) -> Option<&ChangeRun> {
    let next = document.changes.partition_point(|c| c.span.end <= at);
    document.changes.get(next).filter(|c| c.span.start <= at)
}

/// The stretch cut at the borders of its tracked changes; empty where the document has none at all.
fn sides_of(document: &Document, span: Span) -> Vec<Side> {
    if document.changes.is_empty() {
        return Vec::new();
    }
    let piece = |from: usize, to: usize, run: Option<&ChangeRun>| Side {
        text: document.text.get(from..to).unwrap_or_default().to_owned(),
        change: run.map(|r| r.change),
        moved: run.is_some_and(|r| r.moved),
        author: run.and_then(|r| r.author.clone()),
        date: run.and_then(|r| r.date.clone()),
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
            sides.push(piece(at, start, None));
        }
        if end > start {
            sides.push(piece(start, end, Some(run)));
            at = end;
        }
    }
    if at < span.end {
        sides.push(piece(at, span.end, None));
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
