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
const LONGEST_HEAD: usize = 160;
/// … and has not more words beside the body and the kind.
const OTHER_WORDS: usize = 3;
/// An entry of numbers alone is not longer, in bytes.
const LONGEST_ENTRY: usize = 200;
/// The number of a text is not longer, in bytes.
const LONGEST_NUMBER: usize = 12;

/// What a heading says of the numbers under it.
#[derive(Clone)]
struct Head {
    body: BodyId,
    /// The word for the kind, as the heading has it.
    word: String,
}

/// Numbers, each with a title behind it or in the next cell, under a heading that names their body.
#[derive(Default)]
struct Titled {
    entries: Vec<Mention>,
    numbers: Vec<u32>,
    /// The table that they are the first column of.
    table: Option<u32>,
}

impl Titled {
    fn add(&mut self, mention: Mention, number: &str) {
        self.numbers.extend(number.parse::<u32>().ok());
        self.entries.push(mention);
    }

    /// The entries, if they are numbers of texts: those of items and rows begin with 1 and leave none out, and others
    /// do not rise.
    fn take(&mut self) -> Vec<Mention> {
        let Titled {
            entries, numbers, ..
        } = std::mem::take(self);
        let counts = numbers.first() == Some(&1) && numbers.windows(2).all(|w| w[1] == w[0] + 1);
        let rises = numbers.windows(2).all(|w| w[0] < w[1]);
        match entries.len() > 1 && rises && !counts {
            true => entries,
            false => Vec::new(),
        }
    }
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
    let mut titled = Titled::default();
    let mut found = Vec::new();
    for block in &doc.blocks {
        let text = &doc.text[block.span.range()];
        let read =
            |head: &Head, text: &str| entry(scanner, head, text, block.span.start, knowledge);
        if let Some(cell) = block.cell {
            if titled.table != Some(cell.table) {
                found.extend(titled.take());
                titled.table = Some(cell.table);
            }
            if let Some(head) = columns.get(&(cell.table, cell.column)) {
                found.extend(read(head, text));
                continue;
            }
            let own = read_head(text, knowledge).filter(|_| cell.row == 0);
            let names_body = own.is_some();
            columns.extend(own.map(|head| ((cell.table, cell.column), head)));
            // The caption names the body, the first column has the numbers.
            if cell.column == 0 && !names_body && text.len() <= LONGEST_NUMBER {
                let mention = list.as_ref().and_then(|head| read(head, text));
                mention.into_iter().for_each(|m| titled.add(m, text.trim()));
            }
            continue;
        }
        if titled.table.is_some() {
            found.extend(titled.take());
        }
        if let Some(mention) = list.as_ref().and_then(|head| read(head, text)) {
            found.push(mention);
            continue;
        }
        let number = number_before_title(text);
        if let Some((head, number)) = list.as_ref().zip(number)
            && let Some(mention) = read(head, number)
        {
            titled.add(mention, number);
            continue;
        }
        found.extend(titled.take());
        list = read_head(text, knowledge);
    }
    found.extend(titled.take());
    let is_new = |m: &Mention| {
        let next = mentions.partition_point(|other| other.span.end <= m.span.start);
        mentions
            .get(next)
            .is_none_or(|other| !other.span.overlaps(m.span))
    };
    found.retain(is_new);
    if !found.is_empty() {
        mentions.extend(found);
        mentions.sort_by_key(|m| m.span.start);
    }
    mentions
}

/// The number with which a line begins that is a number and a title: "25 Regional presence".
fn number_before_title(text: &str) -> Option<&str> {
    let (number, title) = text.split_once(char::is_whitespace)?;
    let title = title.trim();
    let is_title = title.chars().count() > 2
        && title.len() <= LONGEST_ENTRY
        && !title.starts_with(|c: char| c.is_lowercase() || !c.is_alphanumeric())
        && !title.ends_with(['.', ';', ',', ':']);
    (is_title && number.len() <= LONGEST_NUMBER).then_some(number)
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
