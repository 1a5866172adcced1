//! What the elements inside a paragraph do: runs, text, signs, the marks of notes.

use super::flow::Flow;
use super::package::{attr, attrs};
use super::paragraph::Tracked;
use super::trace::{Piece, Run};
use super::walker::{Of, Open, Walker};
use crate::model::BlockKind;
use crate::read::raised::{is_mark, raised};
use quick_xml::events::BytesStart;
use std::ops::Range;

/// The instruction of a field is read to this length: a link's address stands at its start.
const LONGEST_INSTRUCTION: usize = 8192;
/// White space of XML.
const SPACE: [char; 4] = [' ', '\n', '\r', '\t'];

impl Walker<'_> {
    pub(super) fn start_paragraph(&mut self) -> Open {
        if self.flow().paragraph.is_some() {
            self.flows.push(Flow::implicit());
        }
        self.flow().start_paragraph();
        self.count_breaks();
        Open::Paragraph
    }

    pub(super) fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.flow().paragraph.take() else {
            return;
        };
        let properties = std::mem::take(&mut self.flow().properties);
        let fields = &mut self.flow().fields;
        // An instruction ends in the paragraph in which it begins; one that does not would hide all the rest.
        let open = fields.len();
        fields.retain(|f| f.in_result);
        if fields.len() < open {
            paragraph.lose("a field that is not closed: what it would have shown is lost");
        }
        for field in fields {
            field.start = 0;
        }
        for loss in self.losses.drain(..) {
            paragraph.lose(loss);
        }
        let style = properties.style.as_deref();
        paragraph.kind = self.library.styles.kind(style, properties.outline);
        paragraph.label = self
            .library
            .label(style, &properties.list, properties.mark.as_ref());
        let holds = !properties
            .mark
            .as_ref()
            .is_some_and(|m| self.library.hides(m));
        paragraph.mark = properties.mark.filter(|_| self.library.keeps_both());
        self.flow().end_paragraph(paragraph, holds);
        if self.flow().is_implicit {
            self.end_text_box();
        }
    }

    pub(super) fn start_run(&mut self, tag: Range<usize>) -> Open {
        if self.traces {
            let in_link = |open: &Open| matches!(open, Open::Link { .. });
            let is_linked = self.open.iter().any(in_link) || !self.flow().fields.is_empty();
            self.in_runs.push(self.story.runs.len());
            self.story.runs.push(Run {
                xml: tag.clone(),
                outer: tag.clone(),
                properties: tag.end..tag.end,
                tag,
                is_linked,
            });
        }
        Open::Run {
            is_hidden: false,
            is_raised: false,
        }
    }

    /// The properties of the open run begin.
    pub(super) fn start_run_properties(&mut self, tag: Range<usize>) -> Open {
        if let Some(run) = self.run() {
            run.properties = tag;
        }
        Open::Properties(Of::Run)
    }

    /// They end, at byte `end`.
    pub(super) fn end_run_properties(&mut self, end: usize) {
        if matches!(self.open.last(), Some(Open::Run { .. }))
            && let Some(run) = self.run()
        {
            run.properties.end = end;
        }
    }

    pub(super) fn end_run(&mut self, end: usize) {
        if let Some(run) = self.run() {
            run.xml.end = end;
        }
        self.in_runs.pop();
    }

    pub(super) fn start_change(&mut self, name: &str, e: &BytesStart) -> Open {
        let change = Tracked::read(name, e, &mut self.library.names);
        self.changes.push(change);
        Open::Tracked
    }

    pub(super) fn start_text(&mut self, e: &BytesStart, tag: Range<usize>) -> Open {
        Open::Text {
            start: self.paragraph_len(),
            keeps_space: attrs(e, ["space"])[0].as_deref() == Some("preserve"),
            tag,
        }
    }

    /// Text from the file, which stands at `xml`.
    pub(super) fn text(&mut self, text: &str, xml: Range<usize>) {
        match self.open.last() {
            Some(Open::Text {
                start,
                keeps_space,
                tag,
            }) => {
                let (start, keeps_space, tag) = (*start, *keeps_space, tag.clone());
                let is_first = self.paragraph_len() == start;
                let shown = if is_first && !keeps_space {
                    text.trim_start_matches(SPACE)
                } else {
                    text
                };
                let is_plain = xml.len() == text.len();
                let front = if is_plain {
                    text.len() - shown.len()
                } else {
                    0
                };
                let xml = xml.start + front..xml.end;
                if memchr::memchr2(b'\n', b'\r', shown.as_bytes()).is_some() {
                    // A line end in the file is a space on the page; breaks are elements.
                    self.emit(&shown.replace(['\n', '\r'], " "), xml, Some(tag));
                } else {
                    self.emit(shown, xml, Some(tag));
                }
            }
            Some(Open::Instruction) => {
                if let Some(field) = self.flow().fields.last_mut()
                    && field.instruction.len() + text.len() <= LONGEST_INSTRUCTION
                {
                    field.instruction.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn emit(&mut self, text: &str, xml: Range<usize>, tag: Option<Range<usize>>) {
        let run = self.open.iter().rev().find_map(|open| match open {
            Open::Run {
                is_hidden,
                is_raised,
            } => Some((*is_hidden, *is_raised)),
            _ => None,
        });
        let (is_hidden, is_raised) = run.unwrap_or_default();
        let mark = (is_raised && is_mark(text)).then(|| raised(text));
        let text = mark.as_deref().unwrap_or(text);
        let in_instruction = self.flow().fields.iter().any(|f| !f.in_result);
        if text.is_empty() || is_hidden || in_instruction || !self.is_wanted() {
            return;
        }
        let tracked = self.tracked();
        let run = self.in_runs.last().copied();
        let Some(paragraph) = self.paragraph() else {
            return;
        };
        let start = paragraph.text.len();
        paragraph.push(text, tracked.as_ref());
        if let Some(run) = run {
            paragraph.pieces.push(Piece {
                text: start..start + text.len(),
                run,
                xml,
                tag,
            });
        }
    }

    /// Takes back white space from the end of a text element that does not keep it.
    pub(super) fn drop_space(&mut self, start: usize) {
        if let Some(paragraph) = self.paragraph()
            && let Some(text) = paragraph.text.get(start..)
        {
            let shown = text.trim_end_matches(SPACE).len();
            paragraph.truncate(start + shown);
        }
    }

    /// The change that holds here: a deletion, if one is open, for what is inserted and then deleted is gone.
    fn tracked(&self) -> Option<Tracked> {
        if !self.library.keeps_both() {
            return None;
        }
        self.changes.iter().rev().max_by_key(|t| t.change).cloned()
    }

    /// False inside a change whose side is not to be read.
    fn is_wanted(&self) -> bool {
        !self.changes.iter().any(|t| self.library.hides(t))
    }

    pub(super) fn sign(&mut self, sign: &str, element: Range<usize>) -> Open {
        if matches!(self.open.last(), Some(Open::Run { .. })) {
            self.emit(sign, element, None);
        }
        Open::Other
    }

    /// A character of a symbol font; those in the private use area mean nothing outside their font.
    pub(super) fn symbol(&mut self, e: &BytesStart, element: Range<usize>) -> Open {
        let code = attr(e, "char").and_then(|c| u32::from_str_radix(&c, 16).ok());
        let sign = match code.and_then(char::from_u32) {
            Some('\u{f0b7}' | '\u{f0a7}') => '•',
            Some('\u{f02d}' | '\u{f0be}') => '–',
            Some('\u{e000}'..='\u{f8ff}') | None => '\u{fffd}',
            Some(sign) => sign,
        };
        self.sign(sign.encode_utf8(&mut [0; 4]), element)
    }

    /// The mark of a note or comment: its text follows the paragraph, and no mark stands in the text.
    pub(super) fn reference(&mut self, name: &str, e: &BytesStart) -> Open {
        let has_own_mark = attr(e, "customMarkFollows").is_some_and(|v| v != "0" && v != "false");
        if has_own_mark {
            self.hide_run();
        }
        if !self.is_wanted() {
            return Open::Other;
        }
        let kind = name.strip_suffix("Reference").unwrap_or(name);
        let id = attr(e, "id").unwrap_or_default();
        let Some((paragraphs, label)) = self.library.note(kind, &id, !has_own_mark) else {
            if let Some(paragraph) = self.paragraph() {
                paragraph.lose(format!("the {kind} {id} is missing from the file"));
            }
            return Open::Other;
        };
        let (tracked, run) = (self.tracked(), self.in_runs.last().copied());
        let mut label = label;
        let Some(host) = self.paragraph() else {
            return Open::Other;
        };
        for mut paragraph in paragraphs {
            paragraph.hang(tracked.as_ref());
            paragraph.kind = match kind {
                "comment" => BlockKind::Comment,
                _ => BlockKind::Note,
            };
            paragraph.label = label.take().or(paragraph.label);
            paragraph.pieces = anchored(&paragraph.text, run);
            host.after.push(paragraph);
        }
        Open::Other
    }
}

/// Text that stands elsewhere belongs to the run with its mark or frame.
pub(super) fn anchored(text: &str, run: Option<usize>) -> Vec<Piece> {
    let piece = run.map(|run| Piece {
        text: 0..text.len(),
        run,
        xml: 0..0,
        tag: None,
    });
    piece.into_iter().collect()
}
