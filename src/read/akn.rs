//! Akoma Ntoso XML (OASIS LegalDocML 1.0): each paragraph, number and heading becomes a block.
//!
//! The text is that of the body; `meta` is left out. Offsets lead back to the XML source.

use super::ReadError;
use crate::model::{Block, BlockKind, Document, Format, PositionMap, Span};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Elements that are a paragraph of their own.
const PARAGRAPHS: [&str; 4] = ["p", "heading", "subheading", "docTitle"];
/// White space of XML.
const SPACES: [char; 4] = [' ', '\n', '\r', '\t'];
/// Elements deeper than this are refused: no real text nests so.
const DEEPEST: usize = 200;

/// Reads an Akoma Ntoso document, or any XML whose paragraphs are `p` elements.
pub(super) fn read(file: &str, source: String) -> Result<Document, ReadError> {
    let mut builder = Builder::default();
    let mut reader = Reader::from_str(&source);
    let mut open: Vec<String> = Vec::new();
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
                let name = e.local_name().as_ref().to_owned();
                saw_root = true;
                if open.len() >= DEEPEST {
                    return Err(fault(format!("elements nested deeper than {DEEPEST}")));
                }
                if name == "meta" || skipping > 0 {
                    skipping += 1;
                } else if name == "num" {
                    builder.in_num = true;
                } else if PARAGRAPHS.contains(&name.as_str()) {
                    builder.start_paragraph(name != "p");
                }
                open.push(name);
            }
            Event::End(_) => {
                let name = open.pop().unwrap_or_default();
                if skipping > 0 {
                    skipping -= 1;
                } else if name == "num" {
                    builder.in_num = false;
                } else if PARAGRAPHS.contains(&name.as_str()) {
                    builder.end_paragraph();
                }
            }
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
    if let Some(name) = open.last() {
        let line = source.lines().count();
        return Err(ReadError::new(
            file,
            Some(line),
            format!("broken XML: <{name}> is not closed"),
        ));
    }
    if !saw_root {
        return Err(ReadError::new(file, Some(1), "broken XML: no element"));
    }
    Ok(builder.document(file, source))
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
}

impl Builder {
    fn start_paragraph(&mut self, is_heading: bool) {
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
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return;
        }
        let end = self.start + self.text[self.start..].trim_end().len();
        if end > self.start {
            let kind = if self.is_heading {
                BlockKind::Heading(1)
            } else {
                BlockKind::Paragraph
            };
            let span = Span::new(self.start, end);
            self.blocks.push(Block {
                span,
                kind,
                ..Block::default()
            });
        }
        self.text.push('\n');
    }

    fn text(&mut self, text: &str, at: usize) {
        if self.in_num {
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
            let words = rest.find(SPACES).unwrap_or(rest.len());
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

    fn document(self, file: &str, source: String) -> Document {
        Document {
            file: file.to_owned(),
            format: Format::AkomaNtoso,
            text: self.text,
            positions: self.positions,
            blocks: self.blocks,
            source_text: source,
            ..Document::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    const SMALL: &str = "<akomaNtoso><meta><p>left out</p></meta><body>\n<p>\n  <docType>RESOLUTION</docType>\n  \
        <docNumber>7 (X, 2000)</docNumber>\n</p><item><num>a)</num><p>fish &amp; <i>chips</i></p></item></body></akomaNtoso>";

    #[test]
    fn paragraphs_carry_their_numbers_and_positions_lead_back() {
        let doc = read("t.xml", SMALL.into()).expect("reads");
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
    fn broken_files_are_named_with_their_line() {
        for (xml, line, word) in [
            ("<a>\n<p>x</a>", 2, "broken XML"),
            ("<a>\n<p>x", 2, "not closed"),
            ("<a>\n<p>&evil;</p></a>", 2, "&evil;"),
            ("plain", 1, "no element"),
        ] {
            let error = read("t.xml", xml.into()).expect_err("is refused");
            assert_eq!(error.line, Some(line), "{error}");
            assert!(error.message.contains(word), "{error}");
        }
    }
}
