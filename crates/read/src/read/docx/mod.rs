//! Word files (.docx, ECMA-376).
//!
//! A paragraph is a block. The text holds both sides of tracked changes where both are wanted, one after the
//! other as they stand in the file; notes, comments and text boxes follow the paragraph that they hang on.
//! Headers and footers are left out, for they run from page to page, but for those that stand on the first page
//! alone: there templates have the number of the document, its source and its title. Pages are counted where Word
//! remembers from its last layout where they began.

mod blocks;
mod flow;
mod inline;
mod library;
mod links;
pub mod numbering;
pub mod package;
mod paragraph;
mod properties;
mod styles;
pub mod trace;
mod walker;

pub use trace::Trace;

use super::{ReadError, ReadOptions};
use crate::model::Document;
use library::Library;
use numbering::{Counters, Numbering};
use package::Package;
use paragraph::{Assembly, Paragraph};
use std::collections::BTreeMap;
use styles::Styles;
use walker::{Story, Walker};

/// The author of the comments that this program writes. They are not read: they speak of the text, cite what
/// it cites, and are no part of it.
pub const OWN_AUTHOR: &str = "resgraph";

/// Reads a Word file.
pub(super) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Result<Document, ReadError> {
    Ok(read_parts(file, bytes, options, false)?.0)
}

/// Reads a Word file and says where in its document part each piece of the text stands.
pub fn read_traced(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<(Document, Trace), ReadError> {
    let (document, trace) = read_parts(file, bytes, options, true)?;
    Ok((document, trace.unwrap_or_default()))
}

fn read_parts(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions,
    traces: bool,
) -> Result<(Document, Option<Trace>), ReadError> {
    let mut package = Package::open(file, bytes)?;
    let main = package.main_part()?;
    let relations = package.relations(&main)?;
    // The name of the part that has that relation to the document, else the one that Word gives it.
    let part = |kind: &str| {
        let related = relations.values().find(|r| r.kind == kind && !r.external);
        related.map_or_else(|| format!("word/{kind}.xml"), |r| r.target.clone())
    };
    let mut library = Library::new(options.changes);
    let broken = |part: &str, e: quick_xml::Error| {
        ReadError::new(file, None, format!("{part}: broken XML: {e}"))
    };
    if let Some(xml) = package.text(&part("styles"))? {
        library.styles = Styles::read(&xml).map_err(|e| broken(&part("styles"), e))?;
    }
    if let Some(xml) = package.text(&part("numbering"))? {
        library.numbering = Numbering::read(&xml).map_err(|e| broken(&part("numbering"), e))?;
    }
    for (kind, name) in [
        ("footnote", "footnotes"),
        ("endnote", "endnotes"),
        ("comment", "comments"),
    ] {
        let name = part(name);
        let Some(xml) = package.text(&name)? else {
            continue;
        };
        let relations = package.relations(&name)?;
        let story = walk(file, &name, &xml, &relations, &mut library, false)?;
        let items = story.items.into_iter();
        library
            .notes
            .extend(items.map(|(id, paragraphs)| ((kind, id), Some(paragraphs))));
        library.counters = Counters::default();
    }
    let Some(xml) = package.text(&main)? else {
        return Err(ReadError::new(file, None, format!("{main} is missing")));
    };
    let mut story = walk(file, &main, &xml, &relations, &mut library, traces)?;
    let first_page = std::mem::take(&mut story.first_page);
    let title_page = title_page(file, &mut package, &relations, first_page, &mut library)?;
    let trace = traces.then(|| Trace {
        runs: story.runs,
        pieces: Vec::new(),
    });
    let has_pages = story.page_breaks > 0;
    let mut assembly = Assembly::new(file, library.columns, trace, has_pages);
    for paragraph in title_page.into_iter().chain(story.paragraphs) {
        assembly.add(paragraph);
    }
    Ok(assembly.finish())
}

/// The title page's own header and footer stand where a reader sees them: before the text. Their numbers and lists are
/// their own.
fn title_page(
    file: &str,
    package: &mut Package<'_>,
    relations: &BTreeMap<String, package::Relation>,
    named: Vec<String>,
    library: &mut Library,
) -> Result<Vec<Paragraph>, ReadError> {
    let mut paragraphs = Vec::new();
    for relation in named {
        let Some(related) = relations.get(&relation).filter(|r| !r.external) else {
            continue;
        };
        if let Some(xml) = package.text(&related.target)? {
            let relations = package.relations(&related.target)?;
            library.counters = Counters::default();
            let part = walk(file, &related.target, &xml, &relations, library, false)?;
            paragraphs.extend(part.paragraphs);
        }
    }
    Ok(paragraphs)
}

fn walk(
    file: &str,
    part: &str,
    xml: &str,
    relations: &BTreeMap<String, package::Relation>,
    library: &mut Library,
    traces: bool,
) -> Result<Story, ReadError> {
    let xml_text = xml.strip_prefix('\u{feff}').unwrap_or(xml);
    Walker::new(xml_text, relations, library, traces)
        .read()
        .map_err(|(at, message)| {
            ReadError::new(file, None, format!("{part}, byte {at}: damaged: {message}"))
        })
}
