//! Where in the document part each piece of text stands, for those who want to write into it.

use std::ops::Range;

/// The runs of the document part and the pieces of text in them.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The runs, in the order of their start.
    pub runs: Vec<Run>,
    /// The pieces, in the order of the document's text.
    pub pieces: Vec<Piece>,
}

/// One `w:r` of the document part; all offsets are bytes of the part.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The whole element.
    pub xml: Range<usize>,
    /// Its start tag.
    pub tag: Range<usize>,
    /// Its `w:rPr`, empty where it has none.
    pub properties: Range<usize>,
    /// The child of the paragraph that it stands in: itself, or a tracked change or a link around it.
    pub outer: Range<usize>,
    /// True inside a `w:hyperlink` or a field.
    pub is_linked: bool,
}

/// A piece of text and the place that it comes from.
#[derive(Clone, Debug)]
pub struct Piece {
    /// In the paragraph while it is read, in the document's text afterwards.
    pub text: Range<usize>,
    /// Which run.
    pub run: usize,
    /// The bytes of the part that it comes from; as long as the text where they are the text itself.
    pub xml: Range<usize>,
    /// The start tag of the text element that it stands in; none where it is an element of its own (a tab).
    pub tag: Option<Range<usize>>,
}

impl Trace {
    pub(super) fn add(&mut self, pieces: Vec<Piece>, start: usize) {
        for mut piece in pieces {
            piece.text = start + piece.text.start..start + piece.text.end;
            self.pieces.push(piece);
        }
    }

    /// The pieces that stand in `span` of the document's text.
    pub fn pieces(&self, span: Range<usize>) -> &[Piece] {
        let first = self.pieces.partition_point(|p| p.text.end <= span.start);
        let behind = self.pieces.partition_point(|p| p.text.start < span.end);
        self.pieces.get(first..behind.max(first)).unwrap_or(&[])
    }
}
