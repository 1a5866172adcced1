//! Web pages: what a reader sees of them, navigation left out.
//!
//! The page is parsed as browsers do (html5ever, by scraper); offsets lead back to the source ([`align`]).

mod align;
mod table;

use super::builder::Builder;
use super::docx::numbering::number;
use super::raised::{is_mark, sign};
use super::{ChangeView, ReadError};
use crate::limits;
use crate::model::{BlockKind, Change, Document, Format};
use align::Aligner;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node, Selector};
use table::Tables;

/// Never text on the page.
const UNSEEN: [&str; 17] = [
    "head", "script", "style", "noscript", "template", "nav", "svg", "iframe", "object", "canvas",
    "button", "select", "textarea", "input", "audio", "video", "datalist",
];
/// Roles of site furniture around the text (WAI-ARIA landmarks).
const FURNITURE: [&str; 4] = ["navigation", "banner", "contentinfo", "search"];
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

/// The marks of several notes on one word are no longer than this.
const LONGEST_MARK: usize = 24;

/// Reads a web page.
pub(super) fn read(file: &str, source: String, view: ChangeView) -> Result<Document, ReadError> {
    check_limits(file, &source)?;
    let page = Html::parse_document(&source);
    let only = Selector::parse("main, [role=main]").ok().and_then(|main| {
        let mut found = page.select(&main);
        let first = found.next()?;
        found.next().is_none().then(|| first.id())
    });
    let mut walker = Walker {
        builder: Builder::new(view),
        tables: Tables::default(),
        lists: Vec::new(),
        changes: Vec::new(),
        links: Vec::new(),
        unseen: 0,
        raised: 0,
        notes: 0,
        in_main: only.is_none(),
    };
    let mut aligner = Aligner::new(&source);
    let mut node = page.tree.root();
    // Down, along, up: the tree may be deeper than the stack.
    'walk: loop {
        walker.in_main |= Some(node.id()) == only;
        let mut is_raw = false;
        if let Node::Text(text) = node.value() {
            aligner.node(text, |c, at| walker.char(c, at));
        } else if let Some(element) = ElementRef::wrap(node) {
            walker.enter(element);
            let name = element.value().name();
            is_raw = align::has_raw_text(name);
            if is_raw {
                aligner.skip_raw(name);
            }
        }
        if let Some(child) = node.first_child().filter(|_| !is_raw) {
            node = child;
            continue;
        }
        loop {
            if let Node::Element(element) = node.value() {
                walker.leave(element);
            }
            if Some(node.id()) == only {
                walker.in_main = false;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => break 'walk,
            }
        }
    }
    Ok(walker.builder.finish(file, Format::Html, source))
}

/// The parser takes time with the square of the depth, and of the attributes of an element.
fn check_limits(file: &str, source: &str) -> Result<(), ReadError> {
    let refuse = |message: String| Err(ReadError::new(file, None, message));
    if align::depth(source) > limits::DEPTH {
        return refuse(format!(
            "elements nested deeper than {}: refused",
            limits::DEPTH
        ));
    }
    if align::attributes(source) > limits::ATTRIBUTES {
        let most = limits::ATTRIBUTES;
        return refuse(format!(
            "an element with more than {most} attributes: refused"
        ));
    }
    Ok(())
}

struct Walker<'a> {
    builder: Builder,
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
    in_main: bool,
}

impl<'a> Walker<'a> {
    fn char(&mut self, c: char, at: usize) {
        if self.unseen > 0 || !self.in_main {
            return;
        }
        let c = if self.raised > 0 { sign(c) } else { Some(c) };
        if let Some(c) = c {
            self.builder.char(c, at);
        }
    }

    fn enter(&mut self, node: ElementRef<'a>) {
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

    fn leave(&mut self, element: &Element) {
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
            "ol" => {
                let start = element.attr("start").and_then(|v| v.trim().parse().ok());
                let format = match element.attr("type") {
                    Some("a") => "lowerLetter",
                    Some("A") => "upperLetter",
                    Some("i") => "lowerRoman",
                    Some("I") => "upperRoman",
                    _ => "decimal",
                };
                self.lists.push(Some((start.unwrap_or(1), format)));
            }
            "ul" | "menu" => self.lists.push(None),
            "li" => {
                let value = element
                    .attr("value")
                    .and_then(|v| v.trim().parse::<i64>().ok());
                self.builder.block.label = match self.lists.last_mut() {
                    Some(Some((next, format))) => {
                        let at = value.unwrap_or(*next);
                        *next = at.saturating_add(1);
                        Some(number(at, format) + ".")
                    }
                    _ => Some("•".to_owned()),
                };
            }
            "ins" | "del" | "s" | "strike" => {
                self.changes.push(if name == "ins" {
                    Change::Inserted
                } else {
                    Change::Deleted
                });
                self.set_change();
            }
            "a" => self.links.push((self.builder.len(), element.attr("href"))),
            "table" => self.tables.start(self.builder.block.cell.take()),
            "tr" => self.tables.start_row(),
            "td" | "th" => {
                let span = |name| {
                    element
                        .attr(name)
                        .and_then(|v| v.trim().parse().ok())
                        .unwrap_or(1)
                };
                if let Some(cell) = self.tables.start_cell(span("colspan"), span("rowspan")) {
                    self.builder.start_cell(cell);
                }
            }
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

    fn set_change(&mut self) {
        // A deletion inside an insertion, or around it, is what is gone.
        self.builder.set_change(self.changes.iter().copied().max());
    }
}

/// True for what a reader does not see, or sees around the text and not in it.
fn is_unseen(element: &Element, nested: impl Fn(&[&str]) -> bool) -> bool {
    let style = element
        .attr("style")
        .unwrap_or("")
        .replace(' ', "")
        .to_lowercase();
    UNSEEN.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || element.attr("role").is_some_and(|r| FURNITURE.contains(&r))
        // The page's own header and footer; those of an article belong to it.
        || matches!(element.name(), "header" | "footer")
            && !nested(&["article", "aside", "main", "section"])
}

/// True for elements that hold notes, by the words of DPUB-ARIA and of common converters.
fn is_notes(element: &Element) -> bool {
    let role = element.attr("role").unwrap_or("");
    matches!(role, "doc-footnote" | "doc-endnote" | "doc-endnotes")
        || element
            .classes()
            .any(|c| matches!(c, "footnote" | "footnotes" | "endnotes"))
            && element.name() != "a"
            && element.name() != "sup"
}

/// True for what stands higher than the line, by its name or by its own style.
fn is_raised(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or("");
    let is_raising = |declaration: &str| {
        let (name, value) = declaration.split_once(':').unwrap_or_default();
        let is_length = |v: &str| v.starts_with(|c: char| c.is_ascii_digit() && c != '0');
        name.trim().eq_ignore_ascii_case("vertical-align")
            && matches!(value.trim(), v if v == "super" || v == "text-top" || is_length(v))
    };
    element.name() == "sup" || style.split(';').any(is_raising)
}

/// True where all the text in a raised element is the mark of a note.
fn is_mark_text<'a>(nodes: impl Iterator<Item = &'a Node>) -> bool {
    let mut text = String::new();
    for node in nodes {
        if let Node::Text(piece) = node {
            text.push_str(piece);
        }
        if text.len() > LONGEST_MARK {
            return false;
        }
    }
    is_mark(&text)
}

/// True for a link inside the page, which in superscript is the mark of a note.
fn is_note_mark(node: &Node) -> bool {
    let href = node
        .as_element()
        .and_then(|e| (e.name() == "a").then(|| e.attr("href")))
        .flatten();
    href.is_some_and(|h| h.starts_with('#'))
}
