//! Reads the numbering part of a Word file.

use super::{LEVELS, Level, List, Numbering, Pattern};
use crate::read::docx::package::{attr, is_on};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

impl Numbering {
    /// Reads the numbering part.
    pub(in crate::read::docx) fn read(xml: &str) -> Result<Self, quick_xml::Error> {
        let mut open = Open::default();
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event()? {
                Event::Start(e) => open.start(&e),
                Event::End(e) => open.end(e.local_name().as_ref()),
                Event::Eof => return Ok(open.done),
                _ => {}
            }
        }
    }
}

/// What has been read, and what is being read.
#[derive(Default)]
struct Open {
    done: Numbering,
    /// The id of the open pattern or list.
    id: String,
    pattern: Pattern,
    list: List,
    /// True inside a list, false inside a pattern.
    in_list: bool,
    /// The level, and its place among the nine.
    level: Level,
    at: usize,
}

impl Open {
    fn start(&mut self, e: &BytesStart) {
        let value = || attr(e, "val").unwrap_or_default();
        match e.local_name().as_ref() {
            "abstractNum" => {
                self.id = attr(e, "abstractNumId").unwrap_or_default();
                self.pattern = Pattern::default();
            }
            "num" => {
                self.id = attr(e, "numId").unwrap_or_default();
                self.list = List::default();
                self.in_list = true;
            }
            "abstractNumId" if self.in_list => self.list.pattern = value(),
            "lvlOverride" => self.at = level_of(e),
            "startOverride" => {
                if let Ok(start) = value().parse() {
                    self.list.starts.insert(self.at, start);
                }
            }
            "lvl" => {
                self.at = level_of(e);
                self.level = Level::default();
            }
            "start" => self.level.start = value().parse().ok(),
            "numFmt" => self.level.format = value(),
            "lvlText" => self.level.text = value(),
            "lvlRestart" => self.level.restart = value().parse().ok(),
            "isLgl" => self.level.is_legal = is_on(e),
            "pStyle" => self.level.style = Some(value()),
            "numStyleLink" => self.pattern.link = Some(value()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "lvl" => {
                let levels = if self.in_list {
                    &mut self.list.levels
                } else {
                    &mut self.pattern.levels
                };
                levels.insert(self.at, std::mem::take(&mut self.level));
            }
            "abstractNum" => {
                let pattern = std::mem::take(&mut self.pattern);
                self.done
                    .patterns
                    .insert(std::mem::take(&mut self.id), pattern);
            }
            "num" => {
                let list = std::mem::take(&mut self.list);
                self.done.lists.insert(std::mem::take(&mut self.id), list);
                self.in_list = false;
            }
            _ => {}
        }
    }
}

/// The level that an element names.
fn level_of(e: &BytesStart) -> usize {
    let level = attr(e, "ilvl").and_then(|v| v.parse().ok()).unwrap_or(0);
    level.min(LEVELS - 1)
}
