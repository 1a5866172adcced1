//! What the properties of paragraphs, runs, rows, cells and sections say.

use super::package::{attr, is_on};
use super::paragraph::Tracked;
use super::walker::{Of, Open, Walker};
use quick_xml::events::BytesStart;

/// Changes of one row beyond so many are passed over: each piece of text looks at all that are open.
const MOST_CHANGES: usize = 2000;

/// The number that a property has for its value.
fn number(e: &BytesStart) -> Option<u32> {
    attr(e, "val").and_then(|v| v.parse().ok())
}

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
        match of {
            Of::Paragraph if name == "rPr" => return Some(Open::Properties(Of::Mark)),
            Of::Paragraph => self.paragraph_property(name, e),
            Of::Mark => self.mark_property(name, e),
            Of::Run => self.run_property(name, e),
            Of::Row => self.row_property(name, e),
            Of::Cell => self.cell_property(name, e),
        }
        Some(Open::Properties(of))
    }

    fn paragraph_property(&mut self, name: &str, e: &BytesStart) {
        let properties = &mut self.flow().properties;
        match name {
            "pStyle" => properties.style = attr(e, "val"),
            "outlineLvl" => properties.outline = number(e).and_then(|n| u8::try_from(n).ok()),
            "numId" => properties.list.list = attr(e, "val"),
            "ilvl" => properties.list.level = number(e).map(|n| n as usize),
            _ => {}
        }
    }

    /// Whether the end of the paragraph was inserted or deleted.
    fn mark_property(&mut self, name: &str, e: &BytesStart) {
        if !matches!(name, "ins" | "del" | "moveFrom" | "moveTo") {
            return;
        }
        let mark = Tracked::read(name, e, &mut self.library.names);
        let known = &mut self.flow().properties.mark;
        // Inserted and then deleted is deleted.
        if known.as_ref().is_none_or(|m| m.change < mark.change) {
            *known = Some(mark);
        }
    }

    fn run_property(&mut self, name: &str, e: &BytesStart) {
        match name {
            "vanish" if is_on(e) => self.hide_run(),
            "vertAlign" => self.raise_run(attr(e, "val").as_deref() == Some("superscript")),
            // Raised by hand, by so many half points.
            "position" if number(e).is_some_and(|n| n > 0) => self.raise_run(true),
            "rStyle" => {
                let style = attr(e, "val").unwrap_or_default();
                if self.library.styles.is_raised(&style) {
                    self.raise_run(true);
                }
            }
            _ => {}
        }
    }

    fn row_property(&mut self, name: &str, e: &BytesStart) {
        match name {
            "gridBefore" => self.flow().widen(number(e).unwrap_or(0)),
            "ins" | "del" if self.changes.len() < MOST_CHANGES => {
                let tracked = Tracked::read(name, e, &mut self.library.names);
                if self.library.hides(&tracked) {
                    self.flow().hide_row();
                }
                self.changes.push(tracked);
            }
            _ => {}
        }
    }

    fn cell_property(&mut self, name: &str, e: &BytesStart) {
        match name {
            "cellIns" | "cellDel" if self.changes.len() < MOST_CHANGES => {
                let tracked = Tracked::read(name, e, &mut self.library.names);
                self.changes.push(tracked);
            }
            "gridSpan" => self.flow().widen(number(e).unwrap_or(1).saturating_sub(1)),
            _ => {}
        }
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
    pub(super) fn count_breaks(&mut self) {
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

    pub(super) fn hide_run(&mut self) {
        let run = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Run { is_hidden, .. } => Some(is_hidden),
            _ => None,
        });
        if let Some(is_hidden) = run {
            *is_hidden = true;
        }
    }
}
