//! Puts the text of a page in markup together: white space folded as a browser does, a line each block.

use super::ChangeView;
use crate::model::{Block, BlockKind, Cell, Change, ChangeRun, Document, Format, Link, Span};

/// A document while it is being read from markup.
#[derive(Default)]
pub(super) struct Builder {
    document: Document,
    /// Where the open block starts.
    start: usize,
    /// What the open block will be.
    pub(super) block: Block,
    /// Where the last change of the text began, while it is open.
    change: Option<(usize, Change)>,
    /// Which side of changes is wanted.
    view: ChangeView,
    /// True inside a change whose side is not.
    is_hidden: bool,
    /// True where the next block is the first of its cell.
    fresh_cell: bool,
    /// The last space of the text may still be dropped: more follows only if the block does.
    keeps_space: bool,
}

impl Builder {
    pub(super) fn new(view: ChangeView) -> Self {
        Builder {
            view,
            ..Builder::default()
        }
    }

    /// Adds text that stands at byte `source` of the source; `in_step` where it stands there as it is.
    pub(super) fn text(&mut self, text: &str, source: usize, in_step: bool) {
        for (offset, c) in text.char_indices() {
            let at = if in_step { source + offset } else { source };
            self.char(c, at);
        }
    }

    /// Adds one character, which stands at byte `source` of the source.
    pub(super) fn char(&mut self, c: char, source: usize) {
        let is_space = matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{c}') && !self.keeps_space;
        let is_empty = self.document.text.len() == self.start;
        if self.is_hidden || is_space && (is_empty || self.document.text.ends_with(' ')) {
            return;
        }
        if is_empty && self.fresh_cell {
            self.open_cell();
        }
        let c = if is_space { ' ' } else { c };
        let at = self.document.text.len();
        self.document.positions.push_step(at, source);
        self.document.text.push(c);
    }

    fn open_cell(&mut self) {
        self.document.text.push('\t');
        self.start = self.document.text.len();
        self.fresh_cell = false;
        if let Some((start, _)) = &mut self.change {
            *start = self.start;
        }
    }

    /// From here on white space counts, or no more.
    pub(super) fn keep_space(&mut self, keeps: bool) {
        self.keeps_space = keeps;
    }

    /// How far the text has come.
    pub(super) fn len(&self) -> usize {
        self.document.text.len()
    }

    /// Ends the open block, if it holds anything; what follows is another one in the same place.
    pub(super) fn end_block(&mut self) {
        let text = &self.document.text[self.start..];
        let end = self.start + text.trim_end().len();
        if end == self.start {
            self.document.text.truncate(self.start);
            return;
        }
        let front = text.len() - text.trim_start().len();
        let start = self.start + front.min(end - self.start);
        self.document.blocks.push(Block {
            span: Span::new(start, end),
            label: self.block.label.take(),
            ..self.block.clone()
        });
        self.document.text.push('\n');
        self.start = self.document.text.len();
    }

    /// Starts a table cell; what follows stands in it.
    pub(super) fn start_cell(&mut self, cell: Cell) {
        self.end_block();
        self.block.cell = Some(cell);
        self.fresh_cell = true;
    }

    /// Ends a table cell; an empty one is a cell all the same. What follows stands in `outer`.
    pub(super) fn end_cell(&mut self, outer: Option<Cell>) {
        self.end_block();
        if self.fresh_cell {
            self.open_cell();
            self.document.blocks.push(Block {
                span: Span::new(self.start, self.start),
                ..self.block.clone()
            });
            self.document.text.push('\n');
            self.start = self.document.text.len();
        }
        self.block.cell = outer;
    }

    /// Ends a table row with a blank line.
    pub(super) fn end_row(&mut self) {
        self.end_block();
        self.document.text.push('\n');
        self.start = self.document.text.len();
    }

    /// What follows is inserted or deleted, or neither.
    pub(super) fn set_change(&mut self, change: Option<Change>) {
        let end = self.document.text.len();
        if let Some((start, change)) = self.change.take().filter(|(start, _)| *start < end) {
            self.document.changes.push(ChangeRun {
                span: Span::new(start, end),
                change,
                moved: false,
                author: None,
                date: None,
            });
        }
        self.is_hidden = change.is_some_and(|change| self.view.hides(change));
        let is_kept = self.view == ChangeView::Both;
        self.change = change.filter(|_| is_kept).map(|change| (end, change));
    }

    /// Marks the text from `start` to here as a link.
    pub(super) fn link(&mut self, start: usize, target: &str) {
        let span = Span::new(start, self.document.text.trim_end().len());
        if span.start < span.end && !target.is_empty() {
            self.document.links.push(Link {
                span,
                target: target.to_owned(),
            });
        }
    }

    /// True inside a heading.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.block.kind, BlockKind::Heading(_))
    }

    /// The document, read from `source`.
    pub(super) fn finish(mut self, file: &str, format: Format, source: String) -> Document {
        self.end_block();
        self.set_change(None);
        let length = self.document.text.len();
        self.document.changes.retain_mut(|c| {
            c.span.end = c.span.end.min(length);
            !c.span.is_empty()
        });
        self.document.links.sort_by_key(|l| l.span.start);
        Document {
            file: file.to_owned(),
            format,
            source_text: source,
            ..self.document
        }
    }
}
