//! A paragraph while it is being read, and the document that the paragraphs become.

use super::package::attrs;
use super::trace::{Piece, Trace};
use crate::model::{Block, BlockKind, Cell, Change, ChangeRun, Document, Format, Link, Loss, Span};
use quick_xml::events::BytesStart;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whether and by whom something was inserted or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tracked {
    pub(super) change: Change,
    pub(super) moved: bool,
    pub(super) author: Option<Arc<str>>,
    pub(super) date: Option<Arc<str>>,
}

/// One paragraph; all spans count from its own start.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) kind: BlockKind,
    pub(super) label: Option<String>,
    pub(super) cell: Option<Cell>,
    /// True for the first paragraph of a table cell.
    pub(super) starts_cell: bool,
    /// True for the last paragraph of a table row.
    pub(super) ends_row: bool,
    /// Whether the end of the paragraph was inserted or deleted, and with it the border to the next one.
    pub(super) mark: Option<Tracked>,
    pub(super) changes: Vec<ChangeRun>,
    pub(super) links: Vec<Link>,
    pub(super) losses: Vec<Loss>,
    /// Where in the file its text stands, if that was asked for.
    pub(super) pieces: Vec<Piece>,
    /// How many page breaks stand before it.
    pub(super) breaks_before: u32,
    /// Notes, comments and text boxes that hang on it, in the order of their marks.
    pub(super) after: Vec<Paragraph>,
}

/// The authors and dates of tracked changes: few, and each stands at very many changes.
#[derive(Default)]
pub(super) struct Names(BTreeSet<Arc<str>>);

impl Names {
    fn keep(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.get(name) {
            return Arc::clone(known);
        }
        let kept: Arc<str> = name.into();
        self.0.insert(Arc::clone(&kept));
        kept
    }
}

impl Paragraph {
    /// Adds text on one side of a tracked change, or on none.
    pub(super) fn push(&mut self, text: &str, tracked: Option<&Tracked>) {
        let span = Span::new(self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        let Some(tracked) = tracked else { return };
        self.mark_changed(span, tracked);
    }

    fn mark_changed(&mut self, span: Span, tracked: &Tracked) {
        if let Some(last) = self.changes.last_mut() {
            let is_same = last.change == tracked.change
                && last.moved == tracked.moved
                && last.author == tracked.author
                && last.date == tracked.date;
            if is_same && last.span.end == span.start {
                last.span.end = span.end;
                return;
            }
        }
        self.changes.push(tracked.run(span));
    }

    /// Takes back text from `start` on: white space that Word does not show.
    pub(super) fn truncate(&mut self, start: usize) {
        self.text.truncate(start);
        while self.changes.pop_if(|c| c.span.start >= start).is_some() {}
        if let Some(last) = self.changes.last_mut() {
            last.span.end = last.span.end.min(start);
        }
        while self.pieces.pop_if(|p| p.text.start >= start).is_some() {}
        if let Some(last) = self.pieces.last_mut()
            && last.text.end > start
        {
            if last.xml.len() == last.text.len() {
                last.xml.end -= last.text.end - start;
            }
            last.text.end = start;
        }
    }

    /// Reports something that could not be read.
    pub(super) fn lose(&mut self, message: impl Into<String>) {
        let at = self.text.len();
        self.losses.push(Loss {
            span: Span::new(at, at),
            message: message.into(),
        });
    }

    /// The paragraph that follows on `self` when the border between the two does not hold.
    pub(super) fn continue_with(self) -> Paragraph {
        Paragraph {
            kind: BlockKind::Paragraph,
            label: None,
            mark: None,
            ..self
        }
    }

    /// Makes a paragraph of a note or comment, all of it on one side of a change if its mark is.
    pub(super) fn hang(&mut self, tracked: Option<&Tracked>) {
        if let Some(tracked) = tracked {
            self.changes.clear();
            if !self.text.is_empty() {
                self.changes
                    .push(tracked.run(Span::new(0, self.text.len())));
            }
        }
        for paragraph in &mut self.after {
            paragraph.hang(tracked);
        }
    }
}

impl Tracked {
    /// Reads `w:ins`, `w:del`, `w:moveTo`, `w:moveFrom`, `w:cellIns` or `w:cellDel`.
    pub(super) fn read(name: &str, e: &BytesStart, names: &mut Names) -> Self {
        let [author, date] = attrs(e, ["author", "date"]);
        Tracked {
            change: match name {
                "del" | "moveFrom" | "cellDel" => Change::Deleted,
                _ => Change::Inserted,
            },
            moved: name.starts_with("move"),
            author: author.map(|a| names.keep(&a)),
            date: date.map(|d| names.keep(&d)),
        }
    }

    fn run(&self, span: Span) -> ChangeRun {
        ChangeRun {
            span,
            change: self.change,
            moved: self.moved,
            author: self.author.clone(),
            date: self.date.clone(),
        }
    }
}

/// Puts the paragraphs together: a line each, a TAB before a table cell, a blank line behind a row, as
/// LibreOffice writes a Word file as text, so that what holds for flattened text holds here.
pub(super) struct Assembly {
    document: Document,
    /// By table: the grid columns at which cells start.
    columns: Vec<Vec<u32>>,
    /// The tables met so far: they are numbered as they come, those in notes among the others.
    tables: BTreeMap<u32, u32>,
    trace: Option<Trace>,
    /// True where Word remembers where pages began.
    has_pages: bool,
}

impl Assembly {
    pub(super) fn new(
        file: &str,
        columns: Vec<BTreeSet<u32>>,
        trace: Option<Trace>,
        has_pages: bool,
    ) -> Self {
        Assembly {
            document: Document {
                file: file.to_owned(),
                format: Format::Word,
                ..Document::default()
            },
            columns: columns
                .into_iter()
                .map(|c| c.into_iter().collect())
                .collect(),
            tables: BTreeMap::new(),
            trace,
            has_pages,
        }
    }

    pub(super) fn add(&mut self, paragraph: Paragraph) {
        let text = &mut self.document.text;
        if paragraph.starts_cell {
            text.push('\t');
        }
        let start = text.len();
        text.push_str(&paragraph.text);
        let end = text.len();
        text.push('\n');
        let shift = |span: Span| Span::new(start + span.start, start + span.end);
        for mut change in paragraph.changes {
            change.span = shift(change.span);
            self.document.changes.push(change);
        }
        if let Some(mark) = &paragraph.mark {
            self.document
                .changes
                .push(mark.run(Span::new(end, end + 1)));
        }
        for link in paragraph.links {
            let span = shift(link.span);
            self.document.links.push(Link { span, ..link });
        }
        for loss in paragraph.losses {
            let span = shift(loss.span);
            self.document.losses.push(Loss { span, ..loss });
        }
        if let Some(trace) = &mut self.trace {
            trace.add(paragraph.pieces, start);
        }
        let cell = paragraph.cell.map(|cell| self.place(cell));
        let whole = Block {
            span: Span::new(start, end),
            kind: paragraph.kind,
            cell,
            label: paragraph.label,
            page: self
                .has_pages
                .then(|| paragraph.breaks_before.saturating_add(1)),
        };
        self.blocks(whole, paragraph.starts_cell);
        for mut hanging in paragraph.after {
            hanging.cell = hanging.cell.or(paragraph.cell);
            hanging.starts_cell = false;
            hanging.breaks_before = paragraph.breaks_before;
            self.add(hanging);
        }
        if paragraph.ends_row {
            self.document.text.push('\n');
        }
    }

    /// A block for each line of the paragraph: a line break inside it is one in the flattened text as well.
    fn blocks(&mut self, mut whole: Block, starts_cell: bool) {
        let Document { text, blocks, .. } = &mut self.document;
        let done = blocks.len();
        let mut start = whole.span.start;
        for line in text[whole.span.range()].split('\n') {
            let front = start + line.len() - line.trim_start().len();
            start += line.len() + 1;
            if !line.trim().is_empty() {
                blocks.push(Block {
                    span: Span::new(front, front + line.trim().len()),
                    label: whole.label.take(),
                    ..whole
                });
            }
        }
        // An empty cell is a cell all the same.
        if starts_cell && blocks.len() == done {
            whole.span.end = whole.span.start;
            blocks.push(whole);
        }
    }

    /// The cell with its table numbered and its column counted among those that the table has: Word counts
    /// a finer grid, in which a cell that spans two columns of one row may have none beneath it in another.
    fn place(&mut self, cell: Cell) -> Cell {
        let starts = self.columns.get(cell.table as usize);
        let rank = starts.map_or(0, |s| s.partition_point(|c| *c < cell.column));
        let next = u32::try_from(self.tables.len()).unwrap_or(u32::MAX);
        Cell {
            table: *self.tables.entry(cell.table).or_insert(next),
            column: u32::try_from(rank).unwrap_or(u32::MAX),
            ..cell
        }
    }

    pub(super) fn finish(mut self) -> (Document, Option<Trace>) {
        // Documents stay in memory as long as the run lasts, and there may be thousands of them.
        self.document.shrink_to_fit();
        (self.document, self.trace)
    }
}
