//! What the elements inside a paragraph do: properties, text, notes.

use super::flow::Flow;
use super::package::{attr, is_on};
use super::paragraph::Tracked;
use super::trace::{Piece, Run};
use super::walker::{Of, Open, Walker};
use crate::model::BlockKind;
use crate::read::raised::{is_mark, raised};
use quick_xml::events::BytesStart;
use std::ops::Range;

/// The instruction of a field is read to this length: a link's address stands at its start.
const LONGEST_INSTRUCTION: usize = 8192;
/// Changes of one row beyond so many are passed over: each piece of text looks at all that are open.
const MOST_CHANGES: usize = 2000;
/// White space of XML.
const SPACE: [char; 4] = [' ', '\n', '\r', '\t'];

impl Walker<'_> {
    /// What an element among the properties of `of` opens; none where it is passed over.
    pub(super) fn property(&mut self, of: Of, name: &str, e: &BytesStart) -> Option<Open> {
        // Old properties, kept for a tracked change of format, do not hold.
        if name.ends_with("Change") {
            return None;
        }
        if name == "sectPr" {
            return self.section();
        }
        let number = || attr(e, "val").and_then(|v| v.parse::<u32>().ok());
        let properties = &mut self.flow().properties;
        match (of, name) {
            (Of::Paragraph, "pStyle") => properties.style = attr(e, "val"),
            (Of::Paragraph, "outlineLvl") => {
                properties.outline = number().and_then(|n| u8::try_from(n).ok());
            }
            (Of::Paragraph, "numId") => properties.list.list = attr(e, "val"),
            (Of::Paragraph, "ilvl") => properties.list.level = number().map(|n| n as usize),
            (Of::Paragraph, "rPr") => return Some(Open::Properties(Of::Mark)),
            (Of::Mark, "ins" | "del" | "moveFrom" | "moveTo") => {
                let mark = Tracked::read(name, e, &mut self.library.names);
                let properties = &mut self.flow().properties;
                // Inserted and then deleted is deleted.
                if properties
                    .mark
                    .as_ref()
                    .is_none_or(|m| m.change < mark.change)
                {
                    properties.mark = Some(mark);
                }
            }
            (Of::Run, "vanish") if is_on(e) => self.hide_run(),
            (Of::Run, "vertAlign") => {
                self.raise_run(attr(e, "val").as_deref() == Some("superscript"))
            }
            // Raised by hand, by so many half points.
            (Of::Run, "position") if number().is_some_and(|n| n > 0) => self.raise_run(true),
            (Of::Run, "rStyle") => {
                let style = attr(e, "val").unwrap_or_default();
                if self.library.styles.is_raised(&style) {
                    self.raise_run(true);
                }
            }
            (Of::Row, "gridBefore") => self.flow().widen(number().unwrap_or(0)),
            (Of::Row, "ins" | "del") if self.changes.len() < MOST_CHANGES => {
                let tracked = Tracked::read(name, e, &mut self.library.names);
                if self.library.hides(&tracked) {
                    self.flow().hide_row();
                }
                self.changes.push(tracked);
            }
            (Of::Cell, "cellIns" | "cellDel") if self.changes.len() < MOST_CHANGES => {
                let tracked = Tracked::read(name, e, &mut self.library.names);
                self.changes.push(tracked);
            }
            (Of::Cell, "gridSpan") => {
                self.flow().widen(number().unwrap_or(1).saturating_sub(1));
            }
            _ => {}
        }
        Some(Open::Properties(of))
    }

    /// The properties of a section begin; only those of the first are looked at.
    pub(super) fn section(&mut self) -> Option<Open> {
        let is_first = !std::mem::replace(&mut self.knows_section, true);
        is_first.then_some(Open::Section)
    }

    /// What the first section says of its first page.
    pub(super) fn section_property(&mut self, name: &str, e: &BytesStart) {
        match name {
            "titlePg" => self.has_title_page = is_on(e),
            "headerReference" | "footerReference"
                if attr(e, "type").as_deref() == Some("first") =>
            {
                self.story.first_page.extend(attr(e, "id"));
            }
            _ => {}
        }
    }

    /// Here a page began when Word last laid the file out.
    pub(super) fn page_break(&mut self) -> Open {
        self.story.page_breaks = self.story.page_breaks.saturating_add(1);
        self.count_breaks();
        Open::Other
    }

    /// A paragraph stands behind the page breaks that came before its first word.
    fn count_breaks(&mut self) {
        let breaks = self.story.page_breaks;
        if let Some(paragraph) = self.paragraph()
            && paragraph.text.is_empty()
        {
            paragraph.breaks_before = breaks;
        }
    }

    fn raise_run(&mut self, raises: bool) {
        let run = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Run { is_raised, .. } => Some(is_raised),
            _ => None,
        });
        if let Some(is_raised) = run {
            *is_raised = raises;
        }
    }

    fn hide_run(&mut self) {
        let run = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Run { is_hidden, .. } => Some(is_hidden),
            _ => None,
        });
        if let Some(is_hidden) = run {
            *is_hidden = true;
        }
    }

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

    /// A text box ends: its paragraphs hang on the one that its frame is fixed to.
    pub(super) fn end_text_box(&mut self) {
        if self.flows.len() < 2 {
            return;
        }
        let mut inner = self.flows.pop().unwrap_or_default();
        inner.flush();
        let run = self.in_runs.last().copied();
        let flow = self.flow();
        for mut paragraph in inner.out {
            paragraph.pieces = anchored(&paragraph.text, run);
            match flow.paragraph.as_mut() {
                Some(host) => host.after.push(paragraph),
                None => flow.out.push(paragraph),
            }
        }
    }
}

/// Text that stands elsewhere belongs to the run with its mark or frame.
fn anchored(text: &str, run: Option<usize>) -> Vec<Piece> {
    let piece = run.map(|run| Piece {
        text: 0..text.len(),
        run,
        xml: 0..0,
        tag: None,
    });
    piece.into_iter().collect()
}
