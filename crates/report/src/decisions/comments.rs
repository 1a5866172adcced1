//! The comments of a workbook, by sheet and cell: notes as every program writes them, and the threads of newer Excel.

use super::DecisionsError;
use crate::read::docx::package::{Package, attr};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// A comment on a cell; row and column count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comment {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) text: String,
}

/// The comments of each sheet.
pub(super) fn comments(
    file: &str,
    bytes: &[u8],
) -> Result<BTreeMap<String, Vec<Comment>>, DecisionsError> {
    let damaged = |message: String| DecisionsError::Damaged {
        file: file.to_owned(),
        message,
    };
    let read = |e: crate::read::ReadError| damaged(e.to_string());
    let mut package = Package::open(file, bytes).map_err(read)?;
    let main = package.main_part().map_err(read)?;
    let relations = package.relations(&main).map_err(read)?;
    let book = package.text(&main).map_err(read)?.unwrap_or_default();
    let mut sheets = Vec::new();
    elements(&book, |name, _, get| {
        if name == "sheet" {
            sheets.extend(get("name").zip(get("id")));
        }
    })
    .map_err(|e| damaged(format!("{main}: {e}")))?;
    let mut found = BTreeMap::new();
    for (sheet, id) in sheets {
        let Some(part) = relations.get(&id) else {
            continue;
        };
        let related = package.relations(&part.target).map_err(read)?;
        let mut of_sheet: BTreeMap<(usize, usize), String> = BTreeMap::new();
        // The notes beside a thread only repeat it, for programs that know none.
        for kind in ["comments", "threadedComment"] {
            let mut of_kind: BTreeMap<(usize, usize), String> = BTreeMap::new();
            for relation in related.values().filter(|r| r.kind == kind && !r.external) {
                let part = &relation.target;
                let xml = package.text(part).map_err(read)?.unwrap_or_default();
                let list = texts(&xml).map_err(|e| damaged(format!("{part}: {e}")))?;
                for (place, text) in list {
                    let all = of_kind.entry(place).or_default();
                    let gap = if all.is_empty() { "" } else { "\n" };
                    all.push_str(&format!("{gap}{text}"));
                }
            }
            of_sheet.extend(of_kind);
        }
        let list = of_sheet.into_iter().map(|((row, column), text)| Comment {
            row,
            column,
            text: super::book::unescaped(&text).trim().to_owned(),
        });
        let list: Vec<Comment> = list.filter(|c| !c.text.is_empty()).collect();
        if !list.is_empty() {
            found.insert(sheet, list);
        }
    }
    Ok(found)
}

/// What each comment of a part says, with its cell.
fn texts(xml: &str) -> Result<Vec<((usize, usize), String)>, quick_xml::Error> {
    let mut found: Vec<((usize, usize), String)> = Vec::new();
    let mut open = false;
    elements(xml, |name, text, get| match (name, text) {
        ("comment" | "threadedComment", None) => {
            let place = get("ref").and_then(|place| cell(&place));
            open = place.is_some();
            found.extend(place.map(|place| (place, String::new())));
        }
        ("t" | "text", Some(piece)) if open => {
            if let Some((_, all)) = found.last_mut() {
                all.push_str(piece);
            }
        }
        _ => {}
    })?;
    Ok(found)
}

/// Tells `visit` of each element, and of each piece of text with the name of the element around it.
fn elements(
    xml: &str,
    mut visit: impl FnMut(&str, Option<&str>, &dyn Fn(&str) -> Option<String>),
) -> Result<(), quick_xml::Error> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event()? {
            Event::Start(e) => {
                let name = e.local_name().as_ref().to_owned();
                visit(&name, None, &|local| attr(&e, local));
                open.push(name);
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => {
                visit(open.last().map_or("", String::as_str), Some(&text), &|_| {
                    None
                })
            }
            Event::GeneralRef(e) => {
                let number = e.resolve_char_ref().ok().flatten().map(String::from);
                let known = || quick_xml::escape::resolve_xml_entity(&e).map(str::to_owned);
                if let Some(text) = number.or_else(known) {
                    let name = open.last().map_or("", String::as_str);
                    visit(name, Some(&text), &|_| None);
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// `C7` as the numbers of its row and column.
fn cell(place: &str) -> Option<(usize, usize)> {
    let digits = place.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = place.split_at(digits);
    let row: usize = number.parse().ok()?;
    let column = letters.bytes().try_fold(0usize, |n, b| {
        let digit = usize::from(b.to_ascii_uppercase().checked_sub(b'A')?);
        n.checked_mul(26)?.checked_add(digit + 1)
    })?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_threads_are_read_by_cell() {
        let notes = "<comments><commentList><comment ref=\"AB7\"><text><r><t>one &amp;</t></r><r><t xml:space=\"preserve\"> two</t></r></text></comment><comment ref=\"?\"><text><t>x</t></text></comment></commentList></comments>";
        assert_eq!(
            texts(notes).expect("is read"),
            [((6, 27), "one & two".to_owned())]
        );
        let threads = "<ThreadedComments><threadedComment ref=\"A1\" id=\"1\"><text>why?</text></threadedComment><threadedComment ref=\"A1\" parentId=\"1\"><text>so</text></threadedComment></ThreadedComments>";
        assert_eq!(texts(threads).expect("is read").len(), 2);
    }
}
