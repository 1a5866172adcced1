//! Akoma Ntoso XML (OASIS LegalDocML 1.0): each paragraph, number and heading becomes a block.
//!
//! The text is that of the body; `meta` is left out. Offsets lead back to the XML source.

mod builder;

use super::docx::package::entity;
use super::{ChangeView, ReadError};
use crate::limits;
use crate::model::Document;
use builder::Builder;
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

/// Reads an Akoma Ntoso document, or any XML whose paragraphs are `p` elements.
pub(super) fn read(file: &str, source: String, view: ChangeView) -> Result<Document, ReadError> {
    let mut parser = Parser {
        file,
        source: &source,
        builder: Builder::new(view),
        open: Vec::new(),
        skipping: 0,
        saw_root: false,
    };
    parser.read()?;
    let builder = parser.builder;
    Ok(builder.document(file, source))
}

/// Goes through the XML and tells the builder what begins, what ends and what is written.
struct Parser<'s> {
    file: &'s str,
    source: &'s str,
    builder: Builder,
    /// The elements that are open, and where each began.
    open: Vec<(Element, usize)>,
    /// How many elements are open that are left out, the outermost counted first.
    skipping: usize,
    saw_root: bool,
}

impl Parser<'_> {
    fn read(&mut self) -> Result<(), ReadError> {
        let mut reader = Reader::from_str(self.source);
        // `<noteRef/>` and the like hold nothing, but begin and end all the same.
        reader.config_mut().expand_empty_elements = true;
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(self.source.len());
            let event = reader
                .read_event()
                .map_err(|e| self.fault(at, format!("broken XML: {e}")))?;
            match event {
                Event::Start(e) => self.start(&e, at)?,
                Event::End(_) => self.end(),
                Event::Text(e) => self.text(&e, at),
                Event::CData(e) => self.text(&e, at + "<![CDATA[".len()),
                Event::GeneralRef(e) if self.skipping == 0 => {
                    let unknown = || {
                        format!(
                            "the entity &{};: only those of XML itself are resolved",
                            &*e
                        )
                    };
                    let text = entity(&e).ok_or_else(|| self.fault(at, unknown()))?;
                    self.text(&text, at);
                }
                Event::Eof => return self.check_end(),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, at: usize) -> Result<(), ReadError> {
        let element = Element::of(tag.local_name().as_ref());
        self.saw_root = true;
        if self.open.len() >= limits::DEPTH {
            let message = format!("elements nested deeper than {}", limits::DEPTH);
            return Err(self.fault(at, message));
        }
        match element {
            _ if self.skipping > 0 => self.skipping += 1,
            Element::Meta => self.skipping += 1,
            _ => self.builder.start(element, tag),
        }
        self.open.push((element, at));
        Ok(())
    }

    fn end(&mut self) {
        match self.open.pop() {
            _ if self.skipping > 0 => self.skipping -= 1,
            Some((element, _)) => self.builder.end(element),
            None => {}
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        if self.skipping == 0 {
            self.builder.text(text, at);
        }
    }

    /// The source has come to its end: all that was opened must be closed.
    fn check_end(&self) -> Result<(), ReadError> {
        if let Some((_, at)) = self.open.last() {
            return Err(unclosed(self.file, self.source, *at));
        }
        if !self.saw_root {
            return Err(ReadError::new(self.file, Some(1), "broken XML: no element"));
        }
        Ok(())
    }

    fn fault(&self, at: usize, message: String) -> ReadError {
        let before = &self.source.as_bytes()[..at.min(self.source.len())];
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        ReadError::new(self.file, Some(line), message)
    }
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

#[cfg(test)]
mod tests {
    use super::{ChangeView, read};
    use crate::model::BlockKind;

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
        assert_eq!(doc.blocks[1].kind, BlockKind::Note);
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
