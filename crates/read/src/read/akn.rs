//! Akoma Ntoso XML (OASIS LegalDocML 1.0): each paragraph, number and heading becomes a block.
//!
//! The text is that of the body; `meta` is left out. Offsets lead back to the XML source.

use super::docx::package::attr;
use super::raised::{is_mark, raised};
use super::{ChangeView, ReadError};
use crate::limits;
use crate::model::{
    Block, BlockKind, Change, ChangeRun, Document, Format, Link, PositionMap, Span,
};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What an element means here.
#[derive(Clone, Copy)]
enum Element {
    /// What is left out.
    Meta,
    /// The number of the paragraph that follows.
    Number,
    /// A paragraph of its own.
    Paragraph,
    /// A heading: likewise.
    Heading,
    /// A note, which stands in the middle of what it is about.
    Note,
    /// Raised text: of digits, the mark of a note.
    Raised,
    /// Text that leads somewhere.
    Link,
    Inserted,
    Deleted,
    Other,
}

impl Element {
    fn of(name: &str) -> Self {
        match name {
            "meta" => Element::Meta,
            "num" => Element::Number,
            "p" => Element::Paragraph,
            "heading" | "subheading" | "docTitle" => Element::Heading,
            "authorialNote" => Element::Note,
            "sup" => Element::Raised,
            "ref" | "rref" | "a" => Element::Link,
            "ins" => Element::Inserted,
            "del" => Element::Deleted,
            _ => Element::Other,
        }
    }
}

/// White space of XML.
const SPACES: [char; 4] = [' ', '\n', '\r', '\t'];
/// Reads an Akoma Ntoso document, or any XML whose paragraphs are `p` elements.
pub(super) fn read(file: &str, source: String, view: ChangeView) -> Result<Document, ReadError> {
    let mut builder = Builder {
        view,
        ..Builder::default()
    };
    let mut reader = Reader::from_str(&source);
    // `<noteRef/>` and the like hold nothing, but begin and end all the same.
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<(Element, usize)> = Vec::new();
    let mut skipping = 0usize;
    let mut saw_root = false;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(source.len());
        let fault = |message: String| {
            let line = source.as_bytes()[..at.min(source.len())]
                .iter()
                .filter(|b| **b == b'\n')
                .count()
                + 1;
            ReadError::new(file, Some(line), message)
        };
        match reader
            .read_event()
            .map_err(|e| fault(format!("broken XML: {e}")))?
        {
            Event::Start(e) => {
                let element = Element::of(e.local_name().as_ref());
                saw_root = true;
                if open.len() >= limits::DEPTH {
                    return Err(fault(format!(
                        "elements nested deeper than {}",
                        limits::DEPTH
                    )));
                }
                match element {
                    _ if skipping > 0 => skipping += 1,
                    Element::Meta => skipping += 1,
                    _ => builder.start(element, &e),
                }
                open.push((element, at));
            }
            Event::End(_) => match open.pop() {
                _ if skipping > 0 => skipping -= 1,
                Some((element, _)) => builder.end(element),
                None => {}
            },
            Event::Text(e) if skipping == 0 => builder.text(&e, at),
            Event::CData(e) if skipping == 0 => builder.text(&e, at + "<![CDATA[".len()),
            Event::GeneralRef(e) if skipping == 0 => {
                let known = quick_xml::escape::resolve_xml_entity(&e).map(str::to_owned);
                let number = e.resolve_char_ref().ok().flatten().map(String::from);
                let text = number.or(known).ok_or_else(|| {
                    fault(format!(
                        "the entity &{};: only those of XML itself are resolved",
                        &*e
                    ))
                })?;
                builder.text(&text, at);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if let Some((_, at)) = open.last() {
        return Err(unclosed(file, &source, *at));
    }
    if !saw_root {
        return Err(ReadError::new(file, Some(1), "broken XML: no element"));
    }
    Ok(builder.document(file, source))
}

/// What is said of an element, begun at `at`, that the source does not close.
fn unclosed(file: &str, source: &str, at: usize) -> ReadError {
    let line = source.lines().count();
    let is_name = |c: &char| !c.is_whitespace() && !matches!(c, '/' | '>');
    let tag = source[at..].trim_start_matches('<');
    let name: String = tag.chars().take_while(is_name).collect();
    ReadError::new(
        file,
        Some(line),
        format!("broken XML: <{name}> is not closed"),
    )
}

#[derive(Default)]
struct Builder {
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
    fn start(&mut self, element: Element, tag: &BytesStart<'_>) {
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

    fn end(&mut self, element: Element) {
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

    fn text(&mut self, text: &str, at: usize) {
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

    fn document(mut self, file: &str, source: String) -> Document {
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

#[cfg(test)]
mod tests {
    use super::{ChangeView, read};

    const SMALL: &str = "<akomaNtoso><meta><p>left out</p></meta><body>\n<p>\n  <docType>RESOLUTION</docType>\n  \
        <docNumber>7 (X, 2000)</docNumber>\n</p><item><num>a)</num><p>fish &amp; <i>chips</i></p></item></body></akomaNtoso>";

    #[test]
    fn paragraphs_carry_their_numbers_and_positions_lead_back() {
        let doc = read("t.xml", SMALL.into(), ChangeView::Both).expect("reads");
        let blocks: Vec<&str> = doc
            .blocks
            .iter()
            .map(|b| &doc.text[b.span.range()])
            .collect();
        assert_eq!(blocks, ["RESOLUTION 7 (X, 2000)", "a)\tfish & chips"]);
        for word in ["RESOLUTION", "7 (X, 2000)", "fish", "chips"] {
            let at = doc.text.find(word).expect("is there");
            assert_eq!(Some(doc.positions.source(at)), SMALL.find(word), "{word}");
        }
    }

    #[test]
    fn notes_links_and_changes_leave_citations_whole() {
        let xml = "<a><p>see <ref href=\"/x/44\">Text 44</ref><authorialNote marker=\"1\"><p>Of old.</p></authorialNote> \
            (X, 2000), <del>Text 5</del><ins>Text 6</ins><sup>2</sup> too</p></a>";
        let doc = read("t.xml", xml.into(), ChangeView::Both).expect("reads");
        let text = |span: crate::model::Span| &doc.text[span.range()];
        let blocks: Vec<&str> = doc.blocks.iter().map(|b| text(b.span)).collect();
        assert_eq!(
            blocks,
            ["see Text 44 (X, 2000), Text 5Text 6² too", "Of old."]
        );
        assert_eq!(doc.blocks[1].kind, super::BlockKind::Note);
        assert_eq!(doc.blocks[1].label.as_deref(), Some("1"));
        assert_eq!(
            (text(doc.links[0].span), doc.links[0].target.as_str()),
            ("Text 44", "/x/44")
        );
        let changes: Vec<&str> = doc.changes.iter().map(|c| text(c.span)).collect();
        assert_eq!(changes, ["Text 5", "Text 6"]);
        let after = read("t.xml", xml.into(), ChangeView::Accept).expect("reads");
        assert!(after.text.starts_with("see Text 44 (X, 2000), Text 6² too"));
    }

    #[test]
    fn broken_files_are_named_with_their_line() {
        for (xml, line, word) in [
            ("<a>\n<p>x</a>", 2, "broken XML"),
            ("<a>\n<p>x", 2, "not closed"),
            ("<a>\n<p>&evil;</p></a>", 2, "&evil;"),
            ("plain", 1, "no element"),
        ] {
            let error = read("t.xml", xml.into(), ChangeView::Both).expect_err("is refused");
            assert_eq!(error.line, Some(line), "{error}");
            assert!(error.message.contains(word), "{error}");
        }
    }
}
