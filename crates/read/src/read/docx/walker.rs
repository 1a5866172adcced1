//! Walks through a document part (or that of the notes or comments) and reads its paragraphs.

use super::flow::Flow;
use super::library::Library;
use super::package::{Relation, entity};
use super::paragraph::{Paragraph, Tracked};
use super::trace::Run;
use crate::limits;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a part holds.
#[derive(Default)]
pub(super) struct Story {
    /// The body's paragraphs.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Those of each note or comment, by id.
    pub(super) items: BTreeMap<String, Vec<Paragraph>>,
    /// The runs, where asked for.
    pub(super) runs: Vec<Run>,
    /// The parts with the header and the footer of the first page alone, by their relations.
    pub(super) first_page: Vec<String>,
    /// How many page breaks Word remembers from when it last laid the file out.
    pub(super) page_breaks: u32,
}

/// An element that is open and means something when it ends.
pub(super) enum Open {
    Other,
    Paragraph,
    /// `w:pPr` and the like, and all in it.
    Properties(Of),
    Run {
        is_hidden: bool,
        is_raised: bool,
    },
    Text {
        start: usize,
        keeps_space: bool,
        tag: Range<usize>,
    },
    Instruction,
    Tracked,
    Table,
    Row,
    Cell {
        /// How many tracked changes were open when it began.
        changes: usize,
    },
    Link {
        start: usize,
        target: Option<String>,
    },
    TextBox,
    Item(String),
    Alternatives {
        taken: bool,
    },
    /// The properties of the first section.
    Section,
}

/// Whose properties are being read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Paragraph,
    /// The mark at the end of the paragraph.
    Mark,
    Run,
    Row,
    Cell,
}

/// Reads one part.
pub(super) struct Walker<'a> {
    xml: &'a str,
    pub(super) relations: &'a BTreeMap<String, Relation>,
    pub(super) library: &'a mut Library,
    pub(super) traces: bool,
    pub(super) open: Vec<Open>,
    skipping: usize,
    pub(super) flows: Vec<Flow>,
    /// The tracked changes that are open, from the outside in.
    pub(super) changes: Vec<Tracked>,
    /// The runs that are open: more than one where a text box hangs in a run.
    pub(super) in_runs: Vec<usize>,
    /// The child of a body paragraph that is open: its start, its first run and its depth.
    outer: Option<(usize, usize, usize)>,
    /// True once the properties of the first section have been met.
    pub(super) knows_section: bool,
    /// True where the first page of that section has a header and a footer of its own.
    pub(super) has_title_page: bool,
    /// Losses that wait for a paragraph to hang on.
    pub(super) losses: Vec<String>,
    pub(super) story: Story,
}

impl<'a> Walker<'a> {
    pub(super) fn new(
        xml: &'a str,
        relations: &'a BTreeMap<String, Relation>,
        library: &'a mut Library,
        traces: bool,
    ) -> Self {
        Walker {
            xml,
            relations,
            library,
            traces,
            open: Vec::new(),
            skipping: 0,
            flows: vec![Flow::default()],
            changes: Vec::new(),
            in_runs: Vec::new(),
            outer: None,
            knows_section: false,
            has_title_page: false,
            losses: Vec::new(),
            story: Story::default(),
        }
    }

    /// Reads the part to its end; a fault is told with the byte at which it stands.
    pub(super) fn read(mut self) -> Result<Story, (usize, String)> {
        let mut reader = Reader::from_str(self.xml);
        reader.config_mut().expand_empty_elements = true;
        let mut at = 0;
        loop {
            let event = reader.read_event().map_err(|e| (at, e.to_string()))?;
            let end = usize::try_from(reader.buffer_position()).unwrap_or(self.xml.len());
            match event {
                Event::Start(_) if self.open.len() + self.skipping >= limits::DEPTH => {
                    return Err((at, format!("elements nested deeper than {}", limits::DEPTH)));
                }
                Event::Start(_) if self.skipping > 0 => self.skipping += 1,
                Event::Start(e) => self.start(&e, at..end),
                Event::End(_) if self.skipping > 0 => self.skipping -= 1,
                Event::End(_) => self.end(end),
                Event::Text(text) if self.skipping == 0 => self.text(&text, at..end),
                Event::CData(text) if self.skipping == 0 => self.text(&text, at..end),
                Event::GeneralRef(e) if self.skipping == 0 => {
                    let unknown = || format!("the entity &{};: Word writes none of its own", &*e);
                    let text = entity(&e).ok_or_else(|| (at, unknown()))?;
                    self.text(&text, at..end);
                }
                Event::DocType(_) => {
                    return Err((
                        at,
                        "declares a document type, which no Word file does: refused".into(),
                    ));
                }
                Event::Eof if !self.open.is_empty() || self.skipping > 0 => {
                    return Err((at, "the part ends in the middle".into()));
                }
                Event::Eof => break,
                _ => {}
            }
            at = end;
        }
        let mut body = self.flows.pop().unwrap_or_default();
        body.flush();
        if let Some(last) = body.out.last_mut() {
            self.losses.drain(..).for_each(|l| last.lose(l));
        }
        self.story.paragraphs = body.out;
        Ok(self.story)
    }

    pub(super) fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    pub(super) fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.flow().paragraph.as_mut()
    }

    pub(super) fn paragraph_len(&mut self) -> usize {
        self.paragraph().map_or(0, |p| p.text.len())
    }

    /// An element begins; `tag` is its start tag, the whole element where that is empty.
    fn start(&mut self, e: &BytesStart, tag: Range<usize>) {
        let name = e.local_name();
        let name = name.as_ref();
        self.enter_outer(tag.start);
        let opened = match self.open.last() {
            Some(Open::Properties(of)) => {
                let of = *of;
                self.property(of, name, e)
            }
            Some(Open::Alternatives { .. }) => self.alternative(),
            Some(Open::Section) => {
                self.section_property(name, e);
                None
            }
            _ => self.content(name, e, tag),
        };
        match opened {
            Some(opened) => self.open.push(opened),
            None => self.skipping = 1,
        }
    }

    /// What an element outside of properties opens; none where it is passed over.
    fn content(&mut self, name: &str, e: &BytesStart, tag: Range<usize>) -> Option<Open> {
        Some(match name {
            "p" => self.start_paragraph(),
            "pPr" => Open::Properties(Of::Paragraph),
            "tcPr" => Open::Properties(Of::Cell),
            "trPr" => Open::Properties(Of::Row),
            "rPr" if matches!(self.open.last(), Some(Open::Run { .. })) => {
                self.start_run_properties(tag)
            }
            "r" => self.start_run(tag),
            "t" | "delText" => self.start_text(e, tag),
            "instrText" => Open::Instruction,
            "ins" | "moveTo" | "del" | "moveFrom" => self.start_change(name, e),
            "tab" | "ptab" => self.sign("\t", tag),
            "br" | "cr" => self.sign("\n", tag),
            "noBreakHyphen" => self.sign("\u{2011}", tag),
            "softHyphen" => self.sign("\u{ad}", tag),
            "sym" => self.symbol(e, tag),
            "fldChar" => self.field_mark(e),
            "fldSimple" => self.simple_field(e),
            "hyperlink" => self.hyperlink(e),
            "footnoteReference" | "endnoteReference" | "commentReference" => {
                self.reference(name, e)
            }
            "tbl" => self.start_table(),
            "tr" => self.start_row(),
            "tc" => return self.start_cell(),
            "txbxContent" => self.start_text_box(),
            "footnote" | "endnote" | "comment" => return self.start_item(e),
            "lastRenderedPageBreak" => self.page_break(),
            "sectPr" => return self.section(),
            "AlternateContent" => Open::Alternatives { taken: false },
            "altChunk" | "subDoc" => self.embedded_file(),
            // Settings, pronunciation aids, data behind fields: nothing that is text on the page.
            "sdtPr" | "sdtEndPr" | "tblPr" | "tblGrid" | "tblPrEx" | "rt" | "fldData"
            | "ffData" | "binData" | "delInstrText" => return None,
            _ => Open::Other,
        })
    }

    /// An element ends, at byte `end`.
    fn end(&mut self, end: usize) {
        match self.open.pop() {
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::Properties(Of::Run)) => self.end_run_properties(end),
            Some(Open::Run { .. }) => self.end_run(end),
            Some(Open::Text {
                start,
                keeps_space: false,
                ..
            }) => self.drop_space(start),
            Some(Open::Tracked) => {
                self.changes.pop();
            }
            Some(Open::Table) => self.flow().end_table(),
            Some(Open::Row) => self.end_row(),
            Some(Open::Cell { changes }) => self.end_cell(changes),
            Some(Open::Link { start, target }) => self.end_link(start, target),
            Some(Open::TextBox) => self.end_text_box(),
            Some(Open::Section) if !self.has_title_page => self.story.first_page.clear(),
            Some(Open::Item(id)) => self.end_item(id),
            _ => {}
        }
        self.leave_outer(end);
    }

    /// What opens inside two forms of the same content: the first is enough, or text boxes would be read twice.
    fn alternative(&mut self) -> Option<Open> {
        let Some(Open::Alternatives { taken }) = self.open.last_mut() else {
            return None;
        };
        let is_first = !std::mem::replace(taken, true);
        is_first.then_some(Open::Other)
    }

    /// The innermost open run, where runs are kept.
    pub(super) fn run(&mut self) -> Option<&mut Run> {
        let run = *self.in_runs.last()?;
        self.story.runs.get_mut(run)
    }

    fn enter_outer(&mut self, at: usize) {
        let is_child = self.flows.len() == 1 && matches!(self.open.last(), Some(Open::Paragraph));
        if self.traces && is_child {
            self.outer = Some((at, self.story.runs.len(), self.open.len()));
        }
    }

    fn leave_outer(&mut self, end: usize) {
        let Some((start, first, depth)) = self.outer else {
            return;
        };
        if self.open.len() == depth {
            for run in &mut self.story.runs[first..] {
                run.outer = start..end;
            }
            self.outer = None;
        }
    }
}
