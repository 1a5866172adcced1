//! The comments of an earlier run: they are taken out before new ones are put in, so that a file can be annotated
//! again when its text has changed. Those that a person has answered or ticked off stay.

use super::parts::with_parts;
use crate::read::ReadError;
use crate::read::docx::OWN_AUTHOR;
use crate::read::docx::package::{Package, attr};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A file without the comments of an earlier run.
pub(super) struct Earlier<'a> {
    /// The file.
    pub(super) bytes: Cow<'a, [u8]>,
    /// What the comments say that stay, a paragraph each.
    pub(super) kept: BTreeSet<Vec<String>>,
}

/// A comment of ours.
#[derive(Default)]
struct Own {
    id: String,
    /// Where it stands in its part.
    xml: Range<usize>,
    text: Vec<String>,
    /// The ids that Word has given to its paragraphs, by which replies and ticks name it.
    paragraphs: Vec<String>,
}

/// Takes them out of the Word file `bytes`.
pub(super) fn take_out<'a>(file: &'a str, bytes: &'a [u8]) -> Result<Earlier<'a>, ReadError> {
    let mut package = Package::open(file, bytes)?;
    let main = package.main_part()?;
    let relations = package.relations(&main)?;
    let named = |kind: &str| {
        let mut related = relations.values().filter(|r| r.kind == kind && !r.external);
        related.next().map(|r| r.target.clone())
    };
    let mut earlier = Earlier {
        bytes: Cow::Borrowed(bytes),
        kept: BTreeSet::new(),
    };
    let Some(comments) = named("comments") else {
        return Ok(earlier);
    };
    let Some(comments_xml) = package.text(&comments)? else {
        return Ok(earlier);
    };
    let broken = |part: &str, e: quick_xml::Error| {
        ReadError::new(file, None, format!("{part}: broken XML: {e}"))
    };
    let own = own_comments(&comments_xml).map_err(|e| broken(&comments, e))?;
    let extended = named("commentsExtended");
    let threads = match &extended {
        Some(part) => package.text(part)?.unwrap_or_default(),
        None => String::new(),
    };
    let touched = touched(&threads).map_err(|e| broken("commentsExtended", e))?;
    let is_touched = |own: &Own| own.paragraphs.iter().any(|p| touched.contains(p));
    let (kept, gone): (Vec<Own>, Vec<Own>) = own.into_iter().partition(is_touched);
    earlier.kept = kept.into_iter().map(|own| own.text).collect();
    if gone.is_empty() {
        return Ok(earlier);
    }
    let ids: BTreeSet<&str> = gone.iter().map(|own| own.id.as_str()).collect();
    let paragraphs: BTreeSet<&str> = gone
        .iter()
        .flat_map(|own| own.paragraphs.iter().map(String::as_str))
        .collect();
    let mut changed = BTreeMap::new();
    let cuts: Vec<Range<usize>> = gone.iter().map(|own| own.xml.clone()).collect();
    changed.insert(comments, without(&comments_xml, &cuts));
    let document = package.text(&main)?.unwrap_or_default();
    let cuts = marks(&document, &ids).map_err(|e| broken(&main, e))?;
    changed.insert(main, without(&document, &cuts));
    for part in [extended, named("commentsIds")].into_iter().flatten() {
        let Some(xml) = package.text(&part)? else {
            continue;
        };
        let names_gone =
            |e: &BytesStart| attr(e, "paraId").is_some_and(|id| paragraphs.contains(id.as_str()));
        let cuts = elements(&xml, names_gone).map_err(|e| broken(&part, e))?;
        changed.insert(part, without(&xml, &cuts));
    }
    let stripped = with_parts(bytes, changed);
    earlier.bytes = Cow::Owned(stripped.map_err(|e| ReadError::new(file, None, e.to_string()))?);
    Ok(earlier)
}

/// `xml` without those stretches, which are in order.
fn without(xml: &str, cuts: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut done = 0;
    for cut in cuts {
        out.push_str(xml.get(done..cut.start).unwrap_or(""));
        done = cut.end.max(done);
    }
    out.push_str(xml.get(done..).unwrap_or(""));
    out
}

/// Tells `visit` of each element's start and end, with the bytes where they stand. An empty element has both.
fn walk<'x>(
    xml: &'x str,
    mut visit: impl FnMut(Event<'x>, Range<usize>),
) -> Result<(), quick_xml::Error> {
    let mark = xml.len() - xml.trim_start_matches('\u{feff}').len();
    let mut reader = Reader::from_str(&xml[mark..]);
    reader.config_mut().expand_empty_elements = true;
    let mut at = mark;
    loop {
        let event = reader.read_event()?;
        let end = mark + usize::try_from(reader.buffer_position()).unwrap_or(xml.len());
        if matches!(event, Event::Eof) {
            return Ok(());
        }
        visit(event, at..end);
        at = end;
    }
}

fn own_comments(xml: &str) -> Result<Vec<Own>, quick_xml::Error> {
    let mut found = Vec::new();
    let mut open: Option<Own> = None;
    let mut in_text = false;
    walk(xml, |event, at| match event {
        Event::Start(e) => match (e.local_name().as_ref(), &mut open) {
            ("comment", None) if attr(&e, "author").as_deref() == Some(OWN_AUTHOR) => {
                open = Some(Own {
                    id: attr(&e, "id").unwrap_or_default(),
                    xml: at,
                    ..Own::default()
                });
            }
            ("p", Some(own)) => {
                own.text.push(String::new());
                own.paragraphs.extend(attr(&e, "paraId"));
            }
            ("t", Some(_)) => in_text = true,
            _ => {}
        },
        Event::End(e) => match e.local_name().as_ref() {
            "comment" => {
                if let Some(mut own) = open.take() {
                    own.xml.end = at.end;
                    found.push(own);
                }
            }
            "t" => in_text = false,
            _ => {}
        },
        Event::Text(text) if in_text => {
            if let Some(last) = open.as_mut().and_then(|own| own.text.last_mut()) {
                last.push_str(&text);
            }
        }
        Event::GeneralRef(e) if in_text => {
            let number = e.resolve_char_ref().ok().flatten().map(String::from);
            let known = || quick_xml::escape::resolve_xml_entity(&e).map(str::to_owned);
            if let (Some(last), Some(text)) = (
                open.as_mut().and_then(|own| own.text.last_mut()),
                number.or_else(known),
            ) {
                last.push_str(&text);
            }
        }
        _ => {}
    })?;
    Ok(found)
}

/// The paragraphs of comments that have a reply or are ticked off.
fn touched(xml: &str) -> Result<BTreeSet<String>, quick_xml::Error> {
    let mut found = BTreeSet::new();
    walk(xml, |event, _| {
        if let Event::Start(e) = event {
            found.extend(attr(&e, "paraIdParent"));
            if attr(&e, "done").is_some_and(|done| done == "1" || done == "true") {
                found.extend(attr(&e, "paraId"));
            }
        }
    })?;
    Ok(found)
}

/// The elements that are wanted, from start to end.
fn elements(
    xml: &str,
    is_wanted: impl Fn(&BytesStart) -> bool,
) -> Result<Vec<Range<usize>>, quick_xml::Error> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut depth = 0usize;
    walk(xml, |event, at| match event {
        Event::Start(_) if depth > 0 => depth += 1,
        Event::Start(e) if is_wanted(&e) => {
            depth = 1;
            found.push(at);
        }
        Event::End(_) if depth > 0 => {
            depth -= 1;
            if let Some(last) = found.last_mut() {
                last.end = at.end;
            }
        }
        _ => {}
    })?;
    Ok(found)
}

/// A run that is open.
struct OpenRun {
    start: usize,
    /// How many cuts were made before it.
    before: usize,
    /// True where it holds the mark of a comment that goes.
    is_mark: bool,
    /// True where it holds anything else but properties.
    holds_more: bool,
    depth: usize,
}

/// What belongs to those comments in the document part: their borders, and the runs that hold their marks.
fn marks(xml: &str, ids: &BTreeSet<&str>) -> Result<Vec<Range<usize>>, quick_xml::Error> {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut runs: Vec<OpenRun> = Vec::new();
    let (mut depth, mut cutting, mut properties) = (0usize, None, None);
    walk(xml, |event, at| match event {
        Event::Start(e) => {
            depth += 1;
            let name = e.local_name();
            let name = name.as_ref();
            let is_ours = || attr(&e, "id").is_some_and(|id| ids.contains(id.as_str()));
            let is_border = matches!(name, "commentRangeStart" | "commentRangeEnd");
            let run = runs.last_mut().filter(|run| depth == run.depth + 1);
            match (name, run) {
                _ if properties.is_some() || cutting.is_some() => {}
                ("rPr", Some(_)) => properties = Some(depth),
                ("commentReference", Some(run)) if is_ours() => {
                    run.is_mark = true;
                    cutting = Some(depth);
                    cuts.push(at);
                }
                ("r", _) => runs.push(OpenRun {
                    start: at.start,
                    before: cuts.len(),
                    is_mark: false,
                    holds_more: false,
                    depth,
                }),
                _ if is_border && is_ours() => {
                    cutting = Some(depth);
                    cuts.push(at);
                }
                (_, Some(run)) => run.holds_more = true,
                _ => {}
            }
        }
        Event::End(_) => {
            if cutting == Some(depth) {
                cutting = None;
                if let Some(last) = cuts.last_mut() {
                    last.end = at.end;
                }
            }
            if properties == Some(depth) {
                properties = None;
            }
            if let Some(run) = runs.pop_if(|run| run.depth == depth)
                && run.is_mark
                && !run.holds_more
            {
                cuts.truncate(run.before);
                cuts.push(run.start..at.end);
            }
            depth = depth.saturating_sub(1);
        }
        _ => {}
    })?;
    Ok(cuts)
}
