use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of a [`Document`](super::Document)'s text, in bytes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end` (exclusive).
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// As a range, to index text with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True where nothing is covered.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// True where `at` lies inside.
    pub fn contains(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// True where the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Translates offsets of a document's text into offsets of its source file, where that is text itself
/// (Akoma Ntoso, HTML). Empty where both are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PositionMap {
    /// (offset in the text, offset in the source), both rising; between two entries offsets run in step.
    steps: Vec<(usize, usize)>,
}

impl PositionMap {
    /// From here on text offset `text` stands at source offset `source`. Call in rising order.
    pub fn push(&mut self, text: usize, source: usize) {
        self.steps.push((text, source));
    }

    /// Like [`push`](Self::push), but adds an entry only where the offsets stop running in step.
    pub fn push_step(&mut self, text: usize, source: usize) {
        if self.steps.is_empty() || self.source(text) != source {
            self.push(text, source);
        }
    }

    /// Gives back the room that was made for more than came.
    pub fn shrink_to_fit(&mut self) {
        self.steps.shrink_to_fit();
    }

    /// The source offset of text offset `at`.
    pub fn source(&self, at: usize) -> usize {
        // Most questions are about the end, while a document is read.
        let next = match self.steps.last() {
            Some((text, _)) if *text <= at => self.steps.len(),
            _ => self.steps.partition_point(|(text, _)| *text <= at),
        };
        match next.checked_sub(1).map(|i| self.steps[i]) {
            Some((text, source)) => source + (at - text),
            None => at,
        }
    }

    /// The offset in a text of `length` bytes that stands at source offset `source`; that of the last byte before
    /// it where markup stands there.
    pub fn text(&self, source: usize, length: usize) -> usize {
        if self.is_identity() {
            return source.min(length);
        }
        let (mut from, mut to) = (0, length);
        while from < to {
            let middle = from + (to - from).div_ceil(2);
            if self.source(middle) <= source {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        from
    }

    /// The source span of a text span; its end is that of its last byte, so that markup behind is left out.
    pub fn source_span(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.source(span.start);
            return Span::new(at, at);
        }
        Span::new(self.source(span.start), self.source(span.end - 1) + 1)
    }

    /// True where text and source are the same.
    pub fn is_identity(&self) -> bool {
        self.steps.is_empty()
    }
}

/// Finds line and column of a byte offset; made once a text, in one pass.
#[derive(Clone, Debug, Default)]
pub struct LineMap {
    starts: Vec<usize>,
}

impl LineMap {
    /// Reads the line starts of `text`.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        LineMap { starts }
    }

    /// Line (from 1) in which byte `at` stands.
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }

    /// Line and column, both from 1; columns count characters. `text` is the text the map was made of.
    pub fn line_column(&self, text: &str, at: usize) -> (usize, usize) {
        let line = self.line(at);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let upto = text.get(start..at).unwrap_or("");
        (line, upto.chars().count() + 1)
    }

    /// Byte span of `line` (from 1) without its line end.
    pub fn span(&self, text: &str, line: usize) -> Span {
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(text.len());
        let end = self.starts.get(line).map_or(text.len(), |next| next - 1);
        Span::new(start, end.max(start))
    }
}
