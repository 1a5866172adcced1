//! Documents that describe somebody's work: whose it is, and which texts they cite where.

use super::{Named, Place};
use crate::corpus::Corpus;
use crate::knowledge::Review;
use crate::model::{Block, Citation, Document, Role, Status, WorkId};
use std::collections::BTreeMap;

/// So many paragraphs are asked whose work the document describes.
const FIRST: usize = 400;
/// A title, and the heading of a part, is not longer, in bytes.
const LONGEST: usize = 160;
/// The title of a listed text is not longer, in bytes.
const LONGEST_TITLE: usize = 600;

/// What the documents cite.
#[derive(Default)]
pub(super) struct Cited {
    /// Whose work each document describes, by its number.
    pub(super) entities: BTreeMap<usize, Named>,
    /// By entity and text, where it is cited.
    pub(super) places: BTreeMap<(String, WorkId), Vec<Place>>,
    /// Titles that lists give the texts that they name.
    pub(super) titles: BTreeMap<WorkId, String>,
}

impl Cited {
    /// By text, who cites it.
    pub(super) fn by_work(&self) -> BTreeMap<&WorkId, Vec<&str>> {
        let mut by_work: BTreeMap<&WorkId, Vec<&str>> = BTreeMap::new();
        for (entity, work) in self.places.keys() {
            by_work.entry(work).or_default().push(entity);
        }
        by_work
    }
}

/// Reads the documents of `corpus` that are no resolution texts themselves.
pub(super) fn read(corpus: &Corpus, rules: &Review) -> Cited {
    let mut cited = Cited::default();
    let mut whole: BTreeMap<usize, Vec<&Citation>> = BTreeMap::new();
    for (_, citation) in corpus.index.distinct_citations() {
        if citation.role == Role::Citation && citation.text.is_none() {
            whole.entry(citation.source).or_default().push(citation);
        }
    }
    for (source, document) in &corpus.documents {
        let Some(citations) = whole.remove(source) else {
            continue;
        };
        let entity = entity(document, rules);
        let parts = parts(document, rules);
        for citation in citations {
            take(&mut cited, citation, document, &entity.id, &parts);
        }
        cited.entities.insert(*source, entity);
    }
    cited
}

fn take(
    cited: &mut Cited,
    citation: &Citation,
    document: &Document,
    entity: &str,
    parts: &[(usize, String)],
) {
    let at = place_in(document, citation);
    let part = parts.partition_point(|(start, _)| *start <= at);
    let part = part.checked_sub(1).map(|n| parts[n].1.clone());
    let title = listed_title(
        document,
        at + citation.raw.len().saturating_sub(1),
        citation,
    );
    for target in citation
        .targets
        .iter()
        .filter(|t| t.status == Status::Resolved)
    {
        let Some(work) = target.id.clone().filter(|w| w.body().is_some()) else {
            continue;
        };
        let place = Place {
            file: document.file.clone(),
            line: citation.line,
            locator: citation.locator.clone(),
            part: part.clone(),
            provision: target.provision.clone(),
        };
        if let Some(title) = &title {
            cited
                .titles
                .entry(work.clone())
                .or_insert_with(|| title.clone());
        }
        cited
            .places
            .entry((entity.to_owned(), work))
            .or_default()
            .push(place);
    }
}

/// Where a citation stands in the text of its document.
fn place_in(document: &Document, citation: &Citation) -> usize {
    match document.is_text_source() {
        true => document
            .positions
            .text(citation.span.start, document.text.len()),
        false => citation.span.start,
    }
}

/// Whose work the document describes: whom its own words name, else its title, else its file.
fn entity(document: &Document, rules: &Review) -> Named {
    let words = |block: &Block| document.text[block.span.range()].trim().to_owned();
    let first = document.blocks.iter().take(FIRST).map(words);
    let found = first.clone().find_map(|text| {
        let (name, short) = rules.named_in(&text)?;
        Some((short.unwrap_or(name).to_owned(), name.to_owned()))
    });
    let file = Some(document.file.clone());
    if let Some((id, name)) = found {
        return Named {
            id,
            name,
            file,
            by_title: false,
        };
    }
    let known = rules.entities.iter().find(|e| {
        let mut names = e.names.iter();
        first
            .clone()
            .take(1)
            .any(|title| names.any(|n| title.contains(n.as_str())))
    });
    if let Some(known) = known {
        let (id, name) = (known.id.clone(), known.id.clone());
        return Named {
            id,
            name,
            file,
            by_title: false,
        };
    }
    let title = first.clone().find(|t| !t.is_empty() && t.len() <= LONGEST);
    let name = title.unwrap_or_else(|| document.file.clone());
    let id = name.split_whitespace().collect::<Vec<_>>().join(" ");
    Named {
        name: id.clone(),
        id,
        file,
        by_title: true,
    }
}

/// Where each part of the document begins, and its heading.
fn parts(document: &Document, rules: &Review) -> Vec<(usize, String)> {
    let mut parts: Vec<(usize, String)> = Vec::new();
    let mut waits = false;
    for block in document.blocks.iter().filter(|b| b.cell.is_none()) {
        let text = document.text[block.span.range()].trim();
        if text.is_empty() || text.len() > LONGEST {
            waits = false;
            continue;
        }
        if std::mem::take(&mut waits)
            && let Some((_, head)) = parts.last_mut()
        {
            head.push_str(" – ");
            head.push_str(text);
            continue;
        }
        if let Some(found) = rules.parts.iter().find(|p| p.head.is_match(text)) {
            waits = found.titled;
            let heading = text.split_whitespace().collect::<Vec<_>>().join(" ");
            parts.push((block.span.start, heading));
        }
    }
    parts
}

/// The title that a list gives the text which it names: what stands in the next column, or, where the number is a
/// paragraph of its own, the next paragraph.
fn listed_title(document: &Document, at: usize, citation: &Citation) -> Option<String> {
    let next = document.blocks.partition_point(|b| b.span.start <= at);
    let number = next.checked_sub(1)?;
    let block = &document.blocks[number];
    let words = |b: &Block| {
        let text = &document.text[b.span.range()];
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let title = match block.cell {
        Some(cell) => {
            let beside = |b: &&Block| {
                b.cell.is_some_and(|c| {
                    (c.table, c.row, c.column) == (cell.table, cell.row, cell.column + 1)
                })
            };
            let row = document.blocks[next..].iter().take_while(|b| {
                b.cell
                    .is_some_and(|c| (c.table, c.row) == (cell.table, cell.row))
            });
            row.filter(beside).map(words).collect::<Vec<_>>().join(" ")
        }
        None if words(block).len() <= citation.raw.len() + 1 => {
            let following = document.blocks.get(next).filter(|b| b.cell.is_none())?;
            words(following)
        }
        None => return None,
    };
    let is_title = title.chars().filter(|c| c.is_alphabetic()).count() > 3;
    (is_title && title.len() <= LONGEST_TITLE).then_some(title)
}
