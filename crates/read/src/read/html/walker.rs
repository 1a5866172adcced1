//! What the elements of a page do to the document that is built.

use super::look::{is_mark_text, is_note_mark, is_notes, is_raised, is_unseen};
use super::table::Tables;
use crate::model::{BlockKind, Change};
use crate::read::ChangeView;
use crate::read::builder::Builder;
use crate::read::docx::numbering::number;
use crate::read::raised::sign;
use scraper::ElementRef;
use scraper::node::Element;
use std::str::FromStr;

/// Elements that begin and end a line.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
    "table",
];

/// Goes through the elements and tells the builder what begins, what ends and what is written.
pub(super) struct Walker<'a> {
    pub(super) builder: Builder,
    tables: Tables,
    /// The open lists: the next number and its format, none for bullets.
    lists: Vec<Option<(i64, &'static str)>>,
    changes: Vec<Change>,
    links: Vec<(usize, Option<&'a str>)>,
    /// How many elements are open that are not seen, the outermost counted first.
    unseen: usize,
    /// How many raised elements are open, the outermost the mark of a note.
    raised: usize,
    /// How many elements are open whose text is that of notes.
    notes: usize,
    /// Whether what is read belongs to the text of the page: to its main part, where it has one.
    pub(super) in_main: bool,
}

impl<'a> Walker<'a> {
    pub(super) fn new(view: ChangeView, in_main: bool) -> Self {
        Walker {
            builder: Builder::new(view),
            tables: Tables::default(),
            lists: Vec::new(),
            changes: Vec::new(),
            links: Vec::new(),
            unseen: 0,
            raised: 0,
            notes: 0,
            in_main,
        }
    }

    pub(super) fn char(&mut self, c: char, at: usize) {
        if self.unseen > 0 || !self.in_main {
            return;
        }
        let c = if self.raised > 0 { sign(c) } else { Some(c) };
        if let Some(c) = c {
            self.builder.char(c, at);
        }
    }

    pub(super) fn enter(&mut self, node: ElementRef<'a>) {
        let element = node.value();
        let nested = |names: &[&str]| {
            node.ancestors().any(|a| {
                let name = a.value().as_element().map(|e| e.name());
                name.is_some_and(|n| names.contains(&n))
            })
        };
        if self.unseen > 0 || is_unseen(element, nested) {
            self.unseen += 1;
        } else if self.in_main {
            let is_raised = is_raised(element);
            let is_mark = is_raised && node.children().any(|c| is_note_mark(c.value()));
            if is_raised && (self.raised > 0 || is_mark_text(node.descendants().map(|n| n.value())))
            {
                self.raised += 1;
            }
            self.open(element, is_mark);
        }
    }

    pub(super) fn leave(&mut self, element: &Element) {
        if self.unseen > 0 {
            self.unseen -= 1;
        } else if self.in_main {
            self.close(element);
        }
        if is_raised(element) {
            self.raised = self.raised.saturating_sub(1);
        }
    }

    fn open(&mut self, element: &'a Element, is_note_mark: bool) {
        let name = element.name();
        if is_note_mark {
            self.unseen = 1;
            return;
        }
        if BLOCKS.contains(&name) {
            self.builder.end_block();
        }
        self.notes += usize::from(is_notes(element));
        match name {
            "br" => self.builder.end_block(),
            "pre" => self.builder.keep_space(true),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.builder.block.kind = BlockKind::Heading(name.as_bytes()[1] - b'0');
            }
            "ol" => self.lists.push(Some(numbers_of(element))),
            "ul" | "menu" => self.lists.push(None),
            "li" => self.builder.block.label = Some(self.label(element)),
            "ins" => self.start_change(Change::Inserted),
            "del" | "s" | "strike" => self.start_change(Change::Deleted),
            "a" => self.links.push((self.builder.len(), element.attr("href"))),
            "table" => self.tables.start(self.builder.block.cell.take()),
            "tr" => self.tables.start_row(),
            "td" | "th" => self.start_cell(element),
            _ => {}
        }
        if self.notes > 0 && !self.builder.is_heading() {
            self.builder.block.kind = BlockKind::Note;
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if BLOCKS.contains(&name) {
            self.builder.end_block();
        }
        if is_notes(element) {
            self.notes = self.notes.saturating_sub(1);
        }
        match name {
            "pre" => self.builder.keep_space(false),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.builder.block.kind = BlockKind::Paragraph
            }
            "ol" | "ul" | "menu" => {
                self.lists.pop();
            }
            "li" => self.builder.block.label = None,
            "ins" | "del" | "s" | "strike" => {
                self.changes.pop();
                self.set_change();
            }
            "a" => {
                if let Some((start, Some(href))) = self.links.pop() {
                    self.builder.link(start, href);
                }
            }
            "td" | "th" => {
                let outer = self.tables.outer_cell();
                self.builder.end_cell(outer);
            }
            "tr" => {
                self.tables.end_row();
                self.builder.end_row();
            }
            "table" => self.builder.block.cell = self.tables.end(),
            _ => {}
        }
        if self.notes == 0 && self.builder.block.kind == BlockKind::Note {
            self.builder.block.kind = BlockKind::Paragraph;
        }
    }

    /// The number or sign of the list item that begins.
    fn label(&mut self, item: &Element) -> String {
        match self.lists.last_mut() {
            Some(Some((next, format))) => {
                let at = whole_number(item, "value").unwrap_or(*next);
                *next = at.saturating_add(1);
                number(at, format) + "."
            }
            _ => "•".to_owned(),
        }
    }

    fn start_cell(&mut self, element: &Element) {
        let span = |name| whole_number(element, name).unwrap_or(1);
        if let Some(cell) = self.tables.start_cell(span("colspan"), span("rowspan")) {
            self.builder.start_cell(cell);
        }
    }

    fn start_change(&mut self, change: Change) {
        self.changes.push(change);
        self.set_change();
    }

    fn set_change(&mut self) {
        // A deletion inside an insertion, or around it, is what is gone.
        self.builder.set_change(self.changes.iter().copied().max());
    }
}

/// The number of the first item of a numbered list, and how its numbers are written.
fn numbers_of(list: &Element) -> (i64, &'static str) {
    let format = match list.attr("type") {
        Some("a") => "lowerLetter",
        Some("A") => "upperLetter",
        Some("i") => "lowerRoman",
        Some("I") => "upperRoman",
        _ => "decimal",
    };
    (whole_number(list, "start").unwrap_or(1), format)
}

fn whole_number<N: FromStr>(element: &Element, attribute: &str) -> Option<N> {
    element.attr(attribute)?.trim().parse().ok()
}
