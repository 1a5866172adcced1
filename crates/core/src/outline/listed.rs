//! Numbers that stand alone under a heading that says whose they are: "General Assembly resolutions" over a column
//! or a list of "70/125", "68/198".

use super::body::apart;
use super::labels::label_at;
use crate::cite::Scanner;
use crate::knowledge::{Body, Knowledge};
use crate::model::{BodyId, Clue, ClueSort, Document, Mention, Says, Span};
use memchr::memmem::Finder;
use std::collections::HashMap;

/// A heading of a list or of a column is not longer, in bytes.
const LONGEST_HEAD: usize = 80;
/// … and has not more words beside the body and the kind.
const OTHER_WORDS: usize = 3;
/// An entry of numbers alone is not longer, in bytes.
const LONGEST_ENTRY: usize = 200;

/// What a heading says of the numbers under it.
#[derive(Clone)]
struct Head {
    body: BodyId,
    /// The word for the kind, as the heading has it.
    word: String,
}

/// `mentions`, with the numbers of `doc` that stand alone under a heading that names their body and their kind.
pub fn with_listed(
    scanner: &Scanner,
    doc: &Document,
    mut mentions: Vec<Mention>,
    knowledge: &Knowledge,
) -> Vec<Mention> {
    let mut columns: HashMap<(u32, u32), Head> = HashMap::new();
    let mut list: Option<Head> = None;
    let mut found = Vec::new();
    for block in &doc.blocks {
        let text = &doc.text[block.span.range()];
        let head = match block.cell {
            Some(cell) => columns.get(&(cell.table, cell.column)),
            None => list.as_ref(),
        };
        let entry = head.and_then(|head| entry(scanner, head, text, block.span.start, knowledge));
        if let Some(mention) = entry {
            let next = mentions.partition_point(|m| m.span.end <= mention.span.start);
            if mentions
                .get(next)
                .is_none_or(|m| !m.span.overlaps(mention.span))
            {
                found.push(mention);
            }
            continue;
        }
        match block.cell {
            Some(cell) if cell.row == 0 => {
                let read = read_head(text, knowledge);
                columns.extend(read.map(|head| ((cell.table, cell.column), head)));
            }
            Some(_) => {}
            None => list = read_head(text, knowledge),
        }
    }
    if !found.is_empty() {
        mentions.extend(found);
        mentions.sort_by_key(|m| m.span.start);
    }
    mentions
}

/// The body and the kind that a heading names, where it says little else.
fn read_head(text: &str, knowledge: &Knowledge) -> Option<Head> {
    if text.len() > LONGEST_HEAD || text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lower = text.to_lowercase();
    let kinds = knowledge.forms.kinds.iter();
    let words = kinds.flat_map(|k| k.many.iter().chain(&k.words));
    let word = words
        .filter(|w| stands(&lower, &w.to_lowercase()))
        .max_by_key(|w| w.len())?;
    let bodies = knowledge.bodies.iter().filter(|b| !b.series);
    let named = bodies.flat_map(|b| names(b, text, &lower).map(move |len| (len, &b.id)));
    let (len, body) = named.max_by_key(|(len, _)| *len)?;
    let others = text[..text.len().min(LONGEST_HEAD)]
        .split_whitespace()
        .count();
    let taken = 1 + text.get(..len).map_or(1, |t| t.split_whitespace().count());
    (others <= taken + OTHER_WORDS).then(|| Head {
        body: body.clone(),
        word: word.clone(),
    })
}

/// The lengths of the names of `body` that stand in a heading.
fn names<'a>(body: &'a Body, text: &'a str, lower: &'a str) -> impl Iterator<Item = usize> + 'a {
    let full = body
        .names
        .iter()
        .filter(|n| stands(lower, &n.to_lowercase()));
    let short = body.short.iter().filter(|s| stands(text, s));
    full.chain(short).map(String::len)
}

/// True where `word` stands in `text` as a word of its own.
fn stands(text: &str, word: &str) -> bool {
    apart(text, &Finder::new(word), char::is_alphanumeric)
        .next()
        .is_some()
}

/// The mention that an entry is which holds nothing but numbers: it is read as if the word stood before them.
fn entry(
    scanner: &Scanner,
    head: &Head,
    text: &str,
    start: usize,
    knowledge: &Knowledge,
) -> Option<Mention> {
    if text.len() > LONGEST_ENTRY {
        return None;
    }
    let label = label_at(text).map_or(0, |(_, _, behind)| behind);
    let label = label * usize::from(!text.starts_with(|c: char| c.is_ascii_digit()));
    let numbers = text[label..].trim_end_matches([';', ',', '.', ' ']);
    let shapes = &knowledge.body(&head.body)?.numbers;
    let described = || {
        shapes
            .values()
            .any(|shape| shape.at_start(numbers).is_some())
    };
    if !numbers.starts_with(|c: char| c.is_ascii_digit()) && !described() {
        return None;
    }
    let phrase = format!("{} {numbers}", head.word);
    let front = head.word.len() + 1;
    let mut mentions = scanner.mentions(&phrase);
    let (Some(mut mention), true) = (mentions.pop(), mentions.is_empty()) else {
        return None;
    };
    let is_read = mention.span == Span::new(0, phrase.len());
    let fits = mention.written.iter().all(|w| {
        let shape = w.kind.and_then(|k| shapes.get(&k));
        let number = w.number.as_deref().unwrap_or_default();
        // A year is no number of a text whose numbers are not known to look so.
        shape.map_or(number.len() < 4, |shape| shape.is_match(number))
            && w.number_span.start >= front
    });
    if !is_read || !fits {
        return None;
    }
    let moved = |at: usize| (at.max(front) - front) + start + label;
    let place = |span: Span| Span::new(moved(span.start), moved(span.end));
    mention.span = place(mention.span);
    for written in &mut mention.written {
        written.number_span = place(written.number_span);
        for clue in &mut written.clues {
            clue.span = place(clue.span);
        }
        if written.body().is_none() {
            let says = Says::Body(head.body.clone());
            let (sort, span) = (ClueSort::Before, written.number_span);
            written.clues.insert(0, Clue { sort, says, span });
        }
    }
    Some(mention)
}
