//! The parts of a Word file that hold its text: the document itself, footnotes and endnotes.

use super::author::Author;
use super::track::Tracking;
use super::words::Hunk;
use crate::annotate::with_parts;
use crate::model::{BlockKind, Document, Span};
use crate::read::docx::package::{Package, relations_part};
use crate::read::docx::{Trace, read_traced};
use crate::read::{ReadError, ReadOptions};
use std::collections::BTreeMap;

/// One part with its text and where that stands in its XML.
struct Story {
    name: String,
    xml: String,
    trace: Trace,
    tracking: Tracking,
    /// Paragraphs of the whole file's text that stand in this part: where they begin and end there, and where they
    /// begin in the part's own text. None for the document part, whose text is that of the file.
    paragraphs: Option<Vec<(Span, usize)>>,
}

/// All parts of a file.
pub(super) struct Stories {
    file: String,
    parts: Vec<Story>,
}

impl Stories {
    pub(super) fn open(file: &str, bytes: &[u8], document: &Document) -> Result<Self, ReadError> {
        let mut package = Package::open(file, bytes)?;
        let main = package.main_part()?;
        let relations = package.relations(&main)?;
        let (_, trace) = read_traced(file, bytes, &ReadOptions::default())?;
        let xml = package.text(&main)?.unwrap_or_default();
        let mut parts = vec![Story {
            name: main.clone(),
            xml,
            trace,
            tracking: Tracking::default(),
            paragraphs: None,
        }];
        for (kind, element) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
            let related = relations.values().find(|r| r.kind == kind && !r.external);
            let Some(name) = related.map(|r| r.target.clone()) else {
                continue;
            };
            if let Some(xml) = package.text(&name)? {
                parts.extend(notes(file, bytes, &main, name, xml, element, document)?);
            }
        }
        Ok(Stories {
            file: file.to_owned(),
            parts,
        })
    }

    /// Notes the hunks of one change, all or none.
    pub(super) fn track(&mut self, hunks: &[Hunk]) -> Result<(), String> {
        let mut placed = Vec::new();
        for hunk in hunks {
            placed.push(self.place(hunk)?);
        }
        for (part, hunk) in placed {
            let story = &mut self.parts[part];
            story.tracking.add(&story.xml, &story.trace, &hunk)?;
        }
        Ok(())
    }

    /// In which part a hunk is, and the hunk in that part's own text.
    fn place(&self, hunk: &Hunk) -> Result<(usize, Hunk), String> {
        let mut why = String::new();
        for (n, story) in self.parts.iter().enumerate() {
            let Some(own) = story.own(hunk) else { continue };
            match Tracking::can(&story.xml, &story.trace, &own) {
                Ok(()) => return Ok((n, own)),
                Err(message) => why = message,
            }
        }
        Err(why)
    }

    /// The file with all changes.
    pub(super) fn write(&self, bytes: &[u8], author: &Author) -> Result<Vec<u8>, ReadError> {
        let changed: BTreeMap<String, String> = self
            .parts
            .iter()
            .filter(|story| !story.tracking.is_empty())
            .map(|story| {
                (
                    story.name.clone(),
                    story.tracking.apply(&story.xml, &story.trace, author),
                )
            })
            .collect();
        with_parts(bytes, changed).map_err(|e| ReadError::new(&self.file, None, e.to_string()))
    }
}

impl Story {
    /// The hunk in this part's own text; none where it stands elsewhere.
    fn own(&self, hunk: &Hunk) -> Option<Hunk> {
        let Some(paragraphs) = &self.paragraphs else {
            return Some(hunk.clone());
        };
        let (whole, own) = paragraphs
            .iter()
            .find(|(whole, _)| whole.start <= hunk.span.start && hunk.span.end <= whole.end)?;
        let shift = |at: usize| at - whole.start + own;
        Some(Hunk {
            span: Span::new(shift(hunk.span.start), shift(hunk.span.end)),
            struck: hunk
                .struck
                .iter()
                .map(|s| Span::new(shift(s.start), shift(s.end)))
                .collect(),
            new: hunk.new.clone(),
        })
    }
}

/// The notes of a file. They are read as if they were a document of their own, in which every place is where it is in
/// their part.
fn notes(
    file: &str,
    bytes: &[u8],
    main: &str,
    name: String,
    xml: String,
    element: &str,
    whole: &Document,
) -> Result<Option<Story>, ReadError> {
    // Names as long as the old ones, which mean nothing to the reader: what is in them is read on.
    let other = |from: &str| format!("{}{}", &from[..from.len() - 1], "X");
    let (one, many) = (element.to_owned(), format!("{element}s"));
    let mut readable = xml.clone();
    for name in [&many, &one] {
        for open in [":", "<", "</"] {
            for end in [" ", ">", "/"] {
                let from = format!("{open}{name}{end}");
                readable = readable.replace(&from, &format!("{open}{}{end}", other(name)));
            }
        }
    }
    let changed = BTreeMap::from([
        (main.to_owned(), readable),
        (relations_part(main), RELATIONS.to_owned()),
    ]);
    let alone =
        with_parts(bytes, changed).map_err(|e| ReadError::new(file, None, e.to_string()))?;
    let Ok((document, trace)) = read_traced(file, &alone, &ReadOptions::default()) else {
        return Ok(None);
    };
    let mut free: Vec<Span> = document.blocks.iter().map(|b| b.span).collect();
    let mut paragraphs = Vec::new();
    for block in whole.blocks.iter().filter(|b| b.kind == BlockKind::Note) {
        let text = &whole.text[block.span.range()];
        let found = free
            .iter()
            .position(|span| document.text[span.range()] == *text);
        if let Some(at) = found {
            paragraphs.push((block.span, free.remove(at).start));
        }
    }
    Ok(Some(Story {
        name,
        xml,
        trace,
        tracking: Tracking::default(),
        paragraphs: Some(paragraphs),
    }))
}

/// A part without relations.
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
