//! Which body a text is of.

use super::Outline;
use crate::knowledge::{Body, Knowledge};
use crate::model::{BodyId, Cell, Document, Kind, Mention, ResolutionText, WorkId};
use memchr::memmem::Finder;
use std::collections::BTreeMap;

/// How many blocks at the start of a document say what it is about.
const FIRST_BLOCKS: usize = 40;
/// … and how many bytes, where they are long.
const FIRST_BYTES: usize = 1 << 16;

/// The body that each table column holds, by the name in its head.
pub(super) fn columns(doc: &Document, knowledge: &Knowledge) -> Vec<(Cell, BodyId)> {
    let mut columns = Vec::new();
    let mut finders: Vec<(Finder, &str)> = Vec::new();
    for block in &doc.blocks {
        let Some(cell) = block.cell.filter(|c| c.row == 0) else {
            continue;
        };
        let text = &doc.text[block.span.range()];
        if text.len() > 80 {
            continue;
        }
        if finders.is_empty() {
            let bodies = knowledge.bodies.iter().filter(|b| !b.series);
            let words = bodies.flat_map(|b| b.short.iter().map(|word| (word, b.id.as_str())));
            finders = words.map(|(word, id)| (Finder::new(word), id)).collect();
        }
        let words = finders.iter();
        let named =
            words.filter(|(word, _)| apart(text, word, char::is_alphanumeric).next().is_some());
        let mut named = named.map(|(_, id)| *id);
        if let Some(one) = named.next()
            && named.all(|id| id == one)
        {
            columns.push((cell, one.into()));
        }
    }
    columns
}

/// The body whose conference is named far more often than any other at the start of the document, and the year of
/// that conference where it is one.
pub(super) fn of_document(doc: &Document, knowledge: &Knowledge) -> Option<(BodyId, Option<u16>)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut years: BTreeMap<(&str, u16), usize> = BTreeMap::new();
    let first = &doc.blocks[..doc.blocks.len().min(FIRST_BLOCKS)];
    let start = first.first()?.span.start;
    let end = first.last()?.span.end.min(start + FIRST_BYTES);
    let end = (start..=end)
        .rev()
        .find(|at| doc.text.is_char_boundary(*at))?;
    let text = &doc.text[start..end];
    for conference in &knowledge.conferences {
        let hits = count_words(text, &conference.mark);
        if hits > 0 {
            let body = conference.body.as_str();
            *counts.entry(body).or_default() += hits;
            *years.entry((body, conference.year)).or_default() += hits;
        }
    }
    let mut ranked: Vec<(usize, &str)> = counts.into_iter().map(|(b, n)| (n, b)).collect();
    ranked.sort_by(|a, b| b.cmp(a));
    let (most, body) = ranked.first().copied()?;
    let second = ranked.get(1).map_or(0, |(n, _)| *n);
    let of_body = years.iter().filter(|((b, _), _)| *b == body);
    let year = of_body.map(|((_, year), hits)| (*hits, *year)).max();
    let year = year.filter(|(hits, _)| 2 * hits > most);
    (most >= 2 && most >= 3 * second).then(|| (body.into(), year.map(|(_, year)| year)))
}

/// Decides which work the text is: by the heading's own words, its edition, number and year, the column, the edition history,
/// the opening sentence, the shape of the number, the document; in that order. Where nothing decides, the works it may be are kept.
pub(super) fn decide(
    text: &mut ResolutionText,
    mention: &Mention,
    outline: &Outline,
    opening: Option<&str>,
    knowledge: &Knowledge,
) {
    let Some(written) = mention.written.first() else {
        return;
    };
    let (Some(kind), Some(number)) = (written.kind, written.number.as_deref()) else {
        return;
    };
    let body = written
        .body()
        .cloned()
        .or_else(|| by_editions(kind, mention.written.iter().map(|w| &w.edition), knowledge))
        .or_else(|| {
            let body = knowledge.body_of_year(kind, number, &written.edition);
            body.map(|b| b.id.clone())
        })
        .or_else(|| outline.column_body(text.cell).map(BodyId::from))
        .or_else(|| by_editions(kind, text.history.iter(), knowledge))
        .or_else(|| opening.and_then(|o| by_name(o, knowledge)))
        .or_else(|| by_shape(kind, number, knowledge))
        .or_else(|| outline.body.clone().filter(|b| adopts(b, kind, knowledge)));
    let work = |body: &str| work(body, kind, number, written.edition.year, knowledge);
    match body {
        Some(body) => text.work = Some(work(&body)),
        None => {
            text.candidates = knowledge
                .bodies
                .iter()
                .filter(|b| b.adopts.contains(&kind) && !b.series && b.column.is_some())
                .map(|b| work(&b.id))
                .collect();
        }
    }
}

/// The id, a temporary number of the session in `year` replaced by the final one.
fn work(body: &str, kind: Kind, number: &str, year: Option<u16>, knowledge: &Knowledge) -> WorkId {
    match knowledge.alias(body, number, year) {
        Some(id) => id.clone(),
        None => WorkId::new(&body.into(), kind, number),
    }
}

fn adopts(body: &str, kind: Kind, knowledge: &Knowledge) -> bool {
    knowledge
        .body(body)
        .is_some_and(|b| b.adopts.contains(&kind))
}

/// The one body whose numbers look so; digits alone tell none.
fn by_shape(kind: Kind, number: &str, knowledge: &Knowledge) -> Option<BodyId> {
    if number.chars().all(|c| c.is_ascii_digit()) || number.starts_with('[') {
        return None;
    }
    let looks = |b: &&Body| {
        b.numbers
            .get(&kind)
            .is_some_and(|shape| shape.is_match(number))
    };
    let mut bodies = knowledge.bodies.iter().filter(looks);
    let body = bodies.next()?;
    bodies.next().is_none().then(|| body.id.clone())
}

/// The one body that met at every dated edition.
fn by_editions<'a>(
    kind: Kind,
    editions: impl Iterator<Item = &'a crate::model::Edition>,
    knowledge: &Knowledge,
) -> Option<BodyId> {
    let mut bodies: Option<Vec<BodyId>> = None;
    for edition in editions {
        let (Some(place), Some(year)) = (&edition.place, edition.year) else {
            continue;
        };
        let here: Vec<BodyId> = knowledge
            .bodies_at(kind, place, year)
            .into_iter()
            .map(BodyId::from)
            .collect();
        // Only bodies that mark editions by place and year can be told so.
        let here: Vec<BodyId> = here
            .into_iter()
            .filter(|b| {
                knowledge
                    .body(b)
                    .is_some_and(|b| b.editions == crate::knowledge::EditionMarking::PlaceYear)
            })
            .collect();
        if here.is_empty() {
            continue;
        }
        bodies = Some(match bodies {
            None => here,
            Some(so_far) => so_far.into_iter().filter(|b| here.contains(b)).collect(),
        });
    }
    match bodies.as_deref() {
        Some([one]) => Some(one.clone()),
        _ => None,
    }
}

/// The body whose full name the text holds; the longest name where several do.
fn by_name(text: &str, knowledge: &Knowledge) -> Option<BodyId> {
    let text = text.to_lowercase();
    knowledge
        .bodies
        .iter()
        .flat_map(|b| b.names.iter().map(move |n| (n.len(), n, b)))
        .filter(|(_, name, _)| text.contains(&name.to_lowercase()))
        .max_by_key(|(len, _, _)| *len)
        .map(|(_, _, body)| body.id.clone())
}

/// How often `word` stands in `text` as a word of its own.
fn count_words(text: &str, word: &str) -> usize {
    apart(text, &Finder::new(word), char::is_alphanumeric).count()
}

/// Where `word` stands in `text` and neither character beside it `joins` it to another.
pub(crate) fn apart<'t>(
    text: &'t str,
    word: &'t Finder,
    joins: fn(char) -> bool,
) -> impl Iterator<Item = usize> + 't {
    word.find_iter(text.as_bytes()).filter(move |at| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + word.needle().len()..].chars().next();
        !before.is_some_and(joins) && !behind.is_some_and(joins)
    })
}
