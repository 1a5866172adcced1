//! Builds the document: its text with the white space folded, its blocks, notes, links and changes.

use super::Element;
use crate::model::{
    Block, BlockKind, Change, ChangeRun, Document, Format, Link, PositionMap, Span,
};
use crate::read::ChangeView;
use crate::read::docx::package::attr;
use crate::read::raised::{is_mark, raised};
use quick_xml::events::BytesStart;

/// White space of XML.
const SPACES: [char; 4] = [' ', '\n', '\r', '\t'];

#[derive(Default)]
pub(super) struct Builder {
    text: String,
    positions: PositionMap,
    blocks: Vec<Block>,
    /// Number elements whose paragraph has not begun yet.
    number: Vec<(String, usize)>,
    in_num: bool,
    /// Paragraphs can nest (a heading with a `p` in it); only the outer one makes a block.
    depth: usize,
    start: usize,
    is_heading: bool,
    /// How many raised elements are open.
    raised: usize,
    view: ChangeView,
    /// The tracked changes that are open, and where each began.
    open_changes: Vec<(Change, usize)>,
    changes: Vec<ChangeRun>,
    /// The links that are open: where each began and where it leads.
    open_links: Vec<(usize, Option<String>)>,
    links: Vec<Link>,
    /// The notes of the open paragraph, and how many of them are open.
    notes: Vec<Note>,
    open_notes: usize,
}

/// A note that waits for the end of its paragraph.
#[derive(Default)]
struct Note {
    marker: Option<String>,
    /// Its paragraphs, as pieces with their places in the source.
    paragraphs: Vec<Vec<(String, usize)>>,
}

impl Builder {
    pub(super) fn new(view: ChangeView) -> Self {
        Builder {
            view,
            ..Builder::default()
        }
    }

    pub(super) fn start(&mut self, element: Element, tag: &BytesStart<'_>) {
        match element {
            Element::Number => self.in_num = true,
            Element::Paragraph => self.start_paragraph(false),
            Element::Heading => self.start_paragraph(true),
            Element::Note => self.start_note(attr(tag, "marker")),
            Element::Raised => self.raised += 1,
            Element::Link => self.start_link(attr(tag, "href")),
            Element::Inserted => self.start_change(Change::Inserted),
            Element::Deleted => self.start_change(Change::Deleted),
            Element::Meta | Element::Other => {}
        }
    }

    pub(super) fn end(&mut self, element: Element) {
        match element {
            Element::Number => self.in_num = false,
            Element::Paragraph | Element::Heading => self.end_paragraph(),
            Element::Note => self.end_note(),
            Element::Raised => self.raised = self.raised.saturating_sub(1),
            Element::Link => self.end_link(),
            Element::Inserted | Element::Deleted => self.end_change(),
            Element::Meta | Element::Other => {}
        }
    }

    fn start_note(&mut self, marker: Option<String>) {
        self.open_notes += 1;
        self.notes.push(Note {
            marker,
            ..Note::default()
        });
    }

    fn end_note(&mut self) {
        self.open_notes = self.open_notes.saturating_sub(1);
        if self.depth == 0 {
            self.add_notes();
        }
    }

    /// Adds the notes of the paragraph that has ended, each a block of its own.
    fn add_notes(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            let mut label = note.marker;
            for paragraph in note.paragraphs {
                self.start = self.text.len();
                for (piece, at) in &paragraph {
                    self.push(piece, *at);
                }
                self.add_block(BlockKind::Note, label.take());
            }
        }
    }

    fn start_change(&mut self, change: Change) {
        self.open_changes.push((change, self.text.len()));
    }

    fn end_change(&mut self) {
        let Some((change, start)) = self.open_changes.pop() else {
            return;
        };
        let span = Span::new(start, self.text.trim_end_matches('\n').len());
        let inside = self.open_changes.iter().any(|(c, _)| *c == Change::Deleted);
        if span.start < span.end && self.view == ChangeView::Both && !inside {
            self.changes.push(ChangeRun {
                span,
                change,
                moved: false,
                author: None,
                date: None,
            });
        }
    }

    fn start_link(&mut self, target: Option<String>) {
        self.open_links.push((self.text.len(), target));
    }

    fn end_link(&mut self) {
        if let Some((start, Some(target))) = self.open_links.pop() {
            let span = Span::new(start, self.text.len());
            if !span.is_empty() && self.open_notes == 0 {
                self.links.push(Link { span, target });
            }
        }
    }

    fn start_paragraph(&mut self, is_heading: bool) {
        if self.open_notes > 0 {
            if let Some(note) = self.notes.last_mut() {
                note.paragraphs.push(Vec::new());
            }
            return;
        }
        self.depth += 1;
        if self.depth > 1 {
            return;
        }
        self.start = self.text.len();
        self.is_heading = is_heading;
        let number = std::mem::take(&mut self.number);
        for (label, at) in &number {
            self.push(label.trim(), *at);
        }
        if let Some((_, at)) = number.last() {
            self.tab(*at);
        }
    }

    fn end_paragraph(&mut self) {
        if self.open_notes > 0 {
            return;
        }
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return;
        }
        let kind = if self.is_heading {
            BlockKind::Heading(1)
        } else {
            BlockKind::Paragraph
        };
        self.add_block(kind, None);
        self.add_notes();
    }

    /// Makes a block of the text since `start`.
    fn add_block(&mut self, kind: BlockKind, label: Option<String>) {
        let end = self.start + self.text[self.start..].trim_end().len();
        if end > self.start {
            self.blocks.push(Block {
                span: Span::new(self.start, end),
                kind,
                label,
                ..Block::default()
            });
        }
        self.text.push('\n');
    }

    pub(super) fn text(&mut self, text: &str, at: usize) {
        let is_hidden = self.open_changes.iter().any(|(c, _)| self.view.hides(*c));
        let mark = (self.raised > 0 && is_mark(text)).then(|| raised(text));
        let text = mark.as_deref().unwrap_or(text);
        if is_hidden {
        } else if self.open_notes > 0 {
            if let Some(note) = self.notes.last_mut() {
                if note.paragraphs.is_empty() {
                    note.paragraphs.push(Vec::new());
                }
                let last = note.paragraphs.len() - 1;
                note.paragraphs[last].push((text.to_owned(), at));
            }
        } else if self.in_num {
            self.number.push((text.to_owned(), at));
        } else if self.depth > 0 {
            self.push(text, at);
        }
    }

    /// Adds text, its white space folded: in XML a line end in a paragraph is a space.
    fn push(&mut self, text: &str, at: usize) {
        let mut from = 0;
        while from < text.len() {
            let rest = &text[from..];
            let words = folded_length(rest);
            if words > 0 {
                self.positions.push_step(self.text.len(), at + from);
                self.text.push_str(&rest[..words]);
            }
            let gap = rest[words..].find(|c| !SPACES.contains(&c));
            let next = gap.map_or(text.len(), |gap| from + words + gap);
            let begins = self.text.len() == self.start || self.text.ends_with([' ', '\t']);
            if next > from + words && !begins {
                self.positions.push_step(self.text.len(), at + from + words);
                self.text.push(' ');
            }
            from = next;
        }
    }

    /// The TAB between the number of a paragraph and its text.
    fn tab(&mut self, at: usize) {
        self.positions.push_step(self.text.len(), at);
        self.text.push('\t');
    }

    pub(super) fn document(mut self, file: &str, source: String) -> Document {
        self.links.sort_by_key(|l| l.span.start);
        self.changes.sort_by_key(|c| c.span.start);
        Document {
            file: file.to_owned(),
            format: Format::AkomaNtoso,
            text: self.text,
            positions: self.positions,
            blocks: self.blocks,
            changes: self.changes,
            links: self.links,
            source_text: source,
            ..Document::default()
        }
    }
}

/// How much of `text` there is before the first white space that is not a single space between words.
fn folded_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_space = |b: &u8| SPACES.contains(&char::from(*b));
    let mut at = 0;
    while let Some(word) = bytes[at..].iter().position(is_space) {
        let end = at + word;
        let goes_on = bytes[end] == b' ' && bytes.get(end + 1).is_some_and(|b| !is_space(b));
        if word == 0 || !goes_on {
            return end;
        }
        at = end + 1;
    }
    bytes.len()
}
