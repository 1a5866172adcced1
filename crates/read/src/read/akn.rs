//! Akoma Ntoso XML (OASIS LegalDocML 1.0): each paragraph, number and heading becomes a block.
//!
//! The text is that of the body; `meta` is left out. Offsets lead back to the XML source.

use super::ReadError;
use crate::model::{Block, BlockKind, Document, Format, PositionMap, Span};
use quick_xml::Reader;
use quick_xml::events::Event;

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
    Other,
}

impl Element {
    fn of(name: &str) -> Self {
        match name {
            "meta" => Element::Meta,
            "num" => Element::Number,
            "p" => Element::Paragraph,
            "heading" | "subheading" | "docTitle" => Element::Heading,
            _ => Element::Other,
        }
    }
}

/// White space of XML.
const SPACES: [char; 4] = [' ', '\n', '\r', '\t'];
/// Elements deeper than this are refused: no real text nests so.
const DEEPEST: usize = 200;

/// Reads an Akoma Ntoso document, or any XML whose paragraphs are `p` elements.
pub(super) fn read(file: &str, source: String) -> Result<Document, ReadError> {
    let mut builder = Builder::default();
    let mut reader = Reader::from_str(&source);
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
                if open.len() >= DEEPEST {
                    return Err(fault(format!("elements nested deeper than {DEEPEST}")));
                }
                match element {
                    _ if skipping > 0 => skipping += 1,
                    Element::Meta => skipping += 1,
                    Element::Number => builder.in_num = true,
                    Element::Paragraph => builder.start_paragraph(false),
                    Element::Heading => builder.start_paragraph(true),
                    Element::Other => {}
                }
                open.push((element, at));
            }
            Event::End(_) => match open.pop() {
                _ if skipping > 0 => skipping -= 1,
                Some((Element::Number, _)) => builder.in_num = false,
                Some((Element::Paragraph | Element::Heading, _)) => builder.end_paragraph(),
                _ => {}
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
        let line = source.lines().count();
        let is_name = |c: &char| !c.is_whitespace() && !matches!(c, '/' | '>');
        let tag = source[*at..].trim_start_matches('<');
        let name: String = tag.chars().take_while(is_name).collect();
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
