//! Numbers that stand alone under a heading that says whose they are: "Resolutions of the General Assembly" over a list
//! or a column of "70/125", "68/198".

mod head;

use super::Scanner;
use crate::knowledge::{Body, Knowledge};
use crate::model::{
    Cell, Clue, ClueSort, Document, Edition, Kind, Mention, MentionForm, Span, Written,
};
use crate::script::Printed;
use head::Head;
use std::collections::HashMap;

/// A heading is not longer, in bytes and in words.
const LONGEST_HEAD: usize = 400;
const MOST_WORDS: usize = 25;
/// One that says little else has no more words beside the body and the kind.
const OTHER_WORDS: usize = 3;
/// An entry of numbers alone is not longer, in bytes.
const LONGEST_ENTRY: usize = 400;
/// A title behind a number is not longer, nor the number before it.
const LONGEST_TITLE: usize = 200;
const LONGEST_NUMBER: usize = 12;
/// Longer numbers without a session may be years.
const PLAIN_DIGITS: usize = 3;

/// What headings are read by.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Each kind with its printed plural.
    kinds: Vec<(Kind, String)>,
    bodies: Vec<Body>,
}

/// The state of a walk through a document.
#[derive(Default)]
struct Walk<'d> {
    columns: HashMap<(u32, u32), Head>,
    /// The head of the row that is read, in a cell before.
    row: Option<(Cell, Head)>,
    list: Option<Head>,
    /// True as long as nothing else has come between the head of the list and its entries.
    is_near: bool,
    numbers_in_a_row: usize,
    titled: Titled,
    /// Bare numbers in columns whose kind other cells of theirs may tell.
    waiting: Vec<((u32, u32), &'d str, usize)>,
    found: Vec<Mention>,
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

impl Listed {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let kinds = knowledge.forms.kinds.iter().map(|form| {
            let printed = form.many.first().or(form.words.first());
            (form.kind, printed.cloned().unwrap_or_default())
        });
        let bodies = knowledge.bodies.iter().filter(|b| !b.series);
        Listed {
            kinds: kinds.collect(),
            bodies: bodies.cloned().collect(),
        }
    }

    /// Adds the bare numbers under headings to the mentions of `doc`.
    pub(super) fn add(&self, scanner: &Scanner, doc: &Document, found: &mut Vec<Mention>) {
        let mut walk = Walk::default();
        for block in &doc.blocks {
            let text = &doc.text[block.span.range()];
            if text.trim().is_empty() {
                continue;
            }
            let head = self.head(scanner, text, block);
            match block.cell {
                Some(cell) => self.cell(scanner, &mut walk, (text, block.span), cell, head, found),
                None => self.line(scanner, &mut walk, (text, block.span), head, found),
            }
        }
        walk.found.extend(walk.titled.take());
        for (column, text, start) in std::mem::take(&mut walk.waiting) {
            if let Some(head) = walk.columns.get(&column) {
                walk.found
                    .extend(self.entry(scanner, head, true, text, start));
            }
        }
        walk.found.retain(|m| taken(found, m.span).is_none());
        if !walk.found.is_empty() {
            found.append(&mut walk.found);
            found.sort_by_key(|m| m.span.start);
        }
    }

    fn cell<'d>(
        &self,
        scanner: &Scanner,
        walk: &mut Walk<'d>,
        (text, span): (&'d str, Span),
        cell: Cell,
        head: Option<Head>,
        found: &[Mention],
    ) {
        if walk.titled.table != Some(cell.table) {
            walk.found.extend(walk.titled.take());
            walk.titled.table = Some(cell.table);
        }
        let column = (cell.table, cell.column);
        if let Some(head) = head {
            walk.row = Some((cell, head.clone()));
            walk.columns.insert(column, head);
            return;
        }
        if let Some(mention) = taken(found, span) {
            if let Some(head) = walk.columns.get_mut(&column)
                && head.kind.is_none()
                && mention.span.end - mention.span.start >= text.trim().len()
            {
                let kind = mention.written.first().and_then(|w| w.kind);
                head.kind = kind.and_then(|kind| self.printed(kind));
            }
            return;
        }
        if let Some(head) = walk.columns.get(&column) {
            match head.kind {
                Some(_) => walk
                    .found
                    .extend(self.entry(scanner, head, true, text, span.start)),
                None => walk.waiting.push((column, text, span.start)),
            }
            return;
        }
        let of_row = walk.row.as_ref();
        let of_row = of_row.filter(|(c, _)| (c.table, c.row) == (cell.table, cell.row));
        // The caption names the body, the first column has the numbers.
        let Some(head) = of_row.map(|(_, head)| head).or(walk.list.as_ref()) else {
            return;
        };
        if let Some(mention) = self.entry(scanner, head, false, text, span.start) {
            walk.found.push(mention);
        } else if cell.column == 0
            && walk.is_near
            && text.len() <= LONGEST_NUMBER
            && let Some(mention) = self.entry(scanner, head, true, text, span.start)
        {
            walk.titled.add(mention, text.trim());
        }
    }

    fn line(
        &self,
        scanner: &Scanner,
        walk: &mut Walk,
        (text, span): (&str, Span),
        head: Option<Head>,
        found: &[Mention],
    ) {
        if walk.titled.table.is_some() {
            walk.found.extend(walk.titled.take());
        }
        if let Some(head) = head {
            walk.found.extend(walk.titled.take());
            (walk.list, walk.is_near, walk.numbers_in_a_row) = (Some(head), true, 0);
            return;
        }
        if let Some(head) = walk.list.as_ref().filter(|_| taken(found, span).is_none()) {
            let read = |text| self.entry(scanner, head, walk.is_near, text, span.start);
            if let Some(mention) = read(text) {
                walk.found.push(mention);
                walk.numbers_in_a_row += 1;
                return;
            }
            if walk.is_near
                && let Some(number) = number_before_title(text)
                && let Some(mention) = read(number)
            {
                walk.titled.add(mention, number);
                return;
            }
        }
        walk.found.extend(walk.titled.take());
        walk.is_near = false;
        // A title behind each number is of the list; after numbers alone a paragraph ends it.
        if walk.numbers_in_a_row > 1 {
            walk.list = None;
        }
        walk.numbers_in_a_row = 0;
    }

    /// The mention that an entry is which holds nothing but numbers: it is read as if the word of their kind stood before
    /// them. `is_near`: nothing but entries stands between it and the heading.
    fn entry(
        &self,
        scanner: &Scanner,
        head: &Head,
        is_near: bool,
        text: &str,
        start: usize,
    ) -> Option<Mention> {
        if text.len() > LONGEST_ENTRY {
            return None;
        }
        let body = &self.bodies[head.body?];
        let (kind, word) = head.kind.as_ref()?;
        let label =
            Printed::at(text).filter(|label| label.apart && !text.starts_with(char::is_numeric));
        let label = label.map_or(0, |label| label.behind);
        let numbers = text[label..].trim_end_matches([';', ',', '.', ' ', '\n']);
        let first = body
            .numbers
            .get(kind)
            .map(|shape| shape.at_start(numbers).is_some());
        if !numbers.starts_with(char::is_numeric) && first != Some(true) {
            return None;
        }
        let front = word.len() + 1;
        let phrase = format!("{word} {numbers}");
        let mut mentions = scanner.mentions(&phrase);
        let mut mention = mentions.pop().filter(|_| mentions.is_empty())?;
        let is_read =
            mention.span == Span::new(0, phrase.len()) && mention.form == MentionForm::Cited;
        let is_sure = head.is_plain && is_near;
        let fits = |w: &Written| {
            w.number_span.start >= front && w.kind == Some(*kind) && fits(w, body, is_sure)
        };
        if !is_read || !mention.written.iter().all(fits) {
            return None;
        }
        let moved = |at: usize| at.max(front) - front + start + label;
        let place = |span: Span| Span::new(moved(span.start), moved(span.end));
        mention.span = place(mention.span);
        for written in &mut mention.written {
            written.number_span = place(written.number_span);
            written.clues = vec![Clue::of(&body.id, ClueSort::Heading, head.span)];
        }
        Some(mention)
    }
}

/// True where a number alone is one of the body: it looks as only the body's do, or it stands where nothing else can be
/// meant (`is_sure`) and is no year.
fn fits(written: &Written, body: &Body, is_sure: bool) -> bool {
    let (Some(kind), Some(number)) = (written.kind, &written.number) else {
        return false;
    };
    let is_own =
        number.contains(|c: char| !c.is_ascii_digit()) || written.edition != Edition::default();
    let fits = match body.numbers.get(&kind) {
        Some(shape) => shape.is_match(number),
        None => is_own || number.len() <= PLAIN_DIGITS,
    };
    fits && (is_own || is_sure)
}

/// The mention that stands in `span`.
fn taken(found: &[Mention], span: Span) -> Option<&Mention> {
    let next = found.partition_point(|m| m.span.end <= span.start);
    found.get(next).filter(|m| m.span.start < span.end)
}

/// The number with which a line begins that is a number and a title: "25 Regional presence".
fn number_before_title(text: &str) -> Option<&str> {
    let (number, title) = text.split_once(char::is_whitespace)?;
    let title = title.trim();
    let is_title = title.chars().count() > 2
        && title.len() <= LONGEST_TITLE
        && !title.starts_with(|c: char| c.is_lowercase() || !c.is_alphanumeric())
        && !title.ends_with(['.', ';', ',', ':']);
    (is_title && number.len() <= LONGEST_NUMBER).then_some(number)
}
