//! Numbers that stand alone under a heading that says whose they are: "Resolutions of the General Assembly" over a list
//! or a column of "70/125", "68/198".

use super::Scanner;
use super::class::*;
use super::lexicon::Says;
use super::tokens::Tokens;
use crate::knowledge::Body;
use crate::model::{
    Block, Cell, Clue, ClueSort, Document, Edition, Kind, Mention, MentionForm, Span, Written,
};
use crate::script::Printed;
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

/// What a heading says of the numbers under it.
#[derive(Clone, Debug)]
struct Head {
    /// The kind; none where a column is headed by a body alone.
    kind: Option<Kind>,
    /// The body; none where it is somebody else.
    body: Option<usize>,
    /// True where it says little else.
    is_plain: bool,
    span: Span,
}

impl Head {
    /// The heading begins or ends with the word of a kind, in the plural or in a cell, or names a body and says little
    /// else.
    fn read(scanner: &Scanner, text: &str, block: &Block) -> Option<Self> {
        let text = text.trim().trim_end_matches(':');
        let is_sentence = text.ends_with(['.', ';', ',']);
        if text.len() > LONGEST_HEAD || is_sentence || text.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let all = count(text);
        if all > MOST_WORDS {
            return None;
        }
        let tokens = Tokens::new(text, 0..text.len(), &scanner.lexicon, &scanner.codes);
        let last = tokens.all.len().saturating_sub(1);
        let is_kind = |i: &usize| matches!(tokens.class(*i), KIND | KINDS);
        // Of several the longest counts.
        let longest = |i: &usize| tokens.written(*i).len();
        let kind = (0..=last).rev().filter(is_kind).max_by_key(longest);
        let kind = kind.and_then(|i| match tokens.all[i].says {
            Says::Kind(kind, _) => Some(kind),
            _ => None,
        });
        let is_top = block.cell.is_some_and(|c| c.row == 0);
        if kind.is_none() && !is_top {
            return None;
        }
        let is_named = |i: &usize| matches!(tokens.class(*i), BODY | GBODY | GEN_BODY | ACRO);
        let name = (0..=last).rev().filter(is_named).max_by_key(longest);
        let adopts = |body: &usize| kind.is_none_or(|kind| scanner.lexicon.adopts(*body, kind));
        let body = name.and_then(|i| tokens.body(i)).filter(adopts);
        let words = name.map_or(0, |i| count(tokens.written(i)));
        let is_plain = body.is_some() && all <= words + 1 + OTHER_WORDS;
        // The word of a kind stands at one edge; in the cell of a table it counts in any form.
        let mut edges = [0, last].into_iter().filter(|i| is_kind(i) && last > 0);
        let leads = edges.any(|i| tokens.class(i) == KINDS || block.cell.is_some());
        (is_plain || leads).then_some(Head {
            kind,
            body,
            is_plain,
            span: block.span,
        })
    }
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}

/// A walk through a document.
struct Walk<'d> {
    scanner: &'d Scanner,
    /// What was found otherwise.
    mentions: &'d [Mention],
    columns: HashMap<(u32, u32), Head>,
    /// The head of the row that is read, in a cell before.
    row: Option<(Cell, Head)>,
    list: Option<Head>,
    /// True as long as nothing else has come between the head of the list and its entries.
    is_near: bool,
    numbers_in_a_row: usize,
    /// Numbers, each with a title behind it or in the next cell, under a heading that names their body.
    titled: Vec<(Mention, Option<u32>)>,
    /// The table that they are the first column of.
    table: Option<u32>,
    /// Bare numbers in columns whose kind other cells of theirs may tell.
    waiting: Vec<((u32, u32), &'d str, usize)>,
    found: Vec<Mention>,
}

/// Adds the bare numbers under headings to the mentions of `doc`.
pub(super) fn add(scanner: &Scanner, doc: &Document, mentions: &mut Vec<Mention>) {
    let mut walk = Walk {
        scanner,
        mentions,
        columns: HashMap::new(),
        row: None,
        list: None,
        is_near: false,
        numbers_in_a_row: 0,
        titled: Vec::new(),
        table: None,
        waiting: Vec::new(),
        found: Vec::new(),
    };
    for block in &doc.blocks {
        let text = &doc.text[block.span.range()];
        if text.trim().is_empty() {
            continue;
        }
        let head = Head::read(scanner, text, block);
        match block.cell {
            Some(cell) => walk.cell(text, block.span, cell, head),
            None => walk.line(text, block.span, head),
        }
    }
    let mut found = walk.end();
    if !found.is_empty() {
        mentions.append(&mut found);
        mentions.sort_by_key(|m| m.span.start);
    }
}

impl<'d> Walk<'d> {
    fn cell(&mut self, text: &'d str, span: Span, cell: Cell, head: Option<Head>) {
        if self.table != Some(cell.table) {
            self.end_titled();
            self.table = Some(cell.table);
        }
        let column = (cell.table, cell.column);
        if let Some(head) = head {
            self.row = Some((cell, head.clone()));
            self.columns.insert(column, head);
            return;
        }
        if let Some(mention) = self.taken(span) {
            if let Some(head) = self.columns.get_mut(&column)
                && mention.span.len() >= text.trim().len()
            {
                let kind = mention.written.first().and_then(|w| w.kind);
                head.kind = head.kind.or(kind.filter(|kind| kind.is_adopted()));
            }
            return;
        }
        if let Some(head) = self.columns.get(&column) {
            match head.kind {
                Some(_) => {
                    let found = self.entry(head, true, text, span.start);
                    self.found.extend(found);
                }
                None => self.waiting.push((column, text, span.start)),
            }
            return;
        }
        let of_row = self.row.as_ref();
        let of_row = of_row.filter(|(c, _)| (c.table, c.row) == (cell.table, cell.row));
        // The caption names the body, the first column has the numbers.
        let Some(head) = of_row.map(|(_, head)| head).or(self.list.as_ref()) else {
            return;
        };
        let is_first = cell.column == 0 && self.is_near && text.len() <= LONGEST_NUMBER;
        if let Some(mention) = self.entry(head, false, text, span.start) {
            self.found.push(mention);
        } else if let Some(mention) = self
            .entry(head, true, text, span.start)
            .filter(|_| is_first)
        {
            self.titled.push((mention, text.trim().parse().ok()));
        }
    }

    fn line(&mut self, text: &'d str, span: Span, head: Option<Head>) {
        if self.table.take().is_some() {
            self.end_titled();
        }
        if head.is_some() {
            self.end_titled();
            (self.list, self.is_near, self.numbers_in_a_row) = (head, true, 0);
            return;
        }
        if let Some(head) = self.list.as_ref().filter(|_| self.taken(span).is_none()) {
            let read = |text| self.entry(head, self.is_near, text, span.start);
            if let Some(mention) = read(text) {
                self.found.push(mention);
                self.numbers_in_a_row += 1;
                return;
            }
            if self.is_near
                && let Some(number) = number_before_title(text)
                && let Some(mention) = read(number)
            {
                self.titled.push((mention, number.parse().ok()));
                return;
            }
        }
        self.end_titled();
        self.is_near = false;
        // A title behind each number is of the list; after numbers alone a paragraph ends it.
        if self.numbers_in_a_row > 1 {
            self.list = None;
        }
        self.numbers_in_a_row = 0;
    }

    /// Takes the numbers with titles, if they are numbers of texts: those of items and rows begin with 1 and leave none
    /// out, and others do not rise.
    fn end_titled(&mut self) {
        let titled = std::mem::take(&mut self.titled);
        let numbers: Vec<u32> = titled.iter().filter_map(|(_, number)| *number).collect();
        let counts = numbers.first() == Some(&1) && numbers.windows(2).all(|w| w[1] == w[0] + 1);
        let rises = numbers.windows(2).all(|w| w[0] < w[1]);
        if titled.len() > 1 && rises && !counts {
            self.found
                .extend(titled.into_iter().map(|(mention, _)| mention));
        }
    }

    /// All that was found and that nothing else was found in.
    fn end(mut self) -> Vec<Mention> {
        self.end_titled();
        for (column, text, start) in std::mem::take(&mut self.waiting) {
            let found = self.entry(&self.columns[&column], true, text, start);
            self.found.extend(found);
        }
        let found = std::mem::take(&mut self.found).into_iter();
        found.filter(|m| self.taken(m.span).is_none()).collect()
    }

    /// The mention that stands in `span`.
    fn taken(&self, span: Span) -> Option<&'d Mention> {
        let next = self.mentions.partition_point(|m| m.span.end <= span.start);
        self.mentions.get(next).filter(|m| m.span.start < span.end)
    }

    /// The mention that an entry is which holds nothing but numbers: it is read as if the word of their kind stood before
    /// them. `is_near`: nothing but entries stands between it and the heading.
    fn entry(&self, head: &Head, is_near: bool, text: &str, start: usize) -> Option<Mention> {
        if text.len() > LONGEST_ENTRY {
            return None;
        }
        let (body, kind) = (&self.scanner.lexicon.bodies[head.body?], head.kind?);
        let word = self.scanner.forms.word_of(kind, true)?;
        let label = Printed::at(text).filter(|l| l.apart && !text.starts_with(char::is_numeric));
        let label = label.map_or(0, |label| label.behind);
        let numbers = text[label..].trim_end_matches([';', ',', '.', ' ', '\n']);
        let shape = body.numbers.get(&kind);
        let is_shaped = || shape.is_some_and(|shape| shape.at_start(numbers).is_some());
        if !numbers.starts_with(char::is_numeric) && !is_shaped() {
            return None;
        }
        let front = word.len() + 1;
        let phrase = format!("{word} {numbers}");
        let mut mentions = self.scanner.mentions(&phrase);
        let mut mention = mentions.pop().filter(|_| mentions.is_empty())?;
        let is_read = mention.span.len() == phrase.len() && mention.form == MentionForm::Cited;
        let is_sure = head.is_plain && is_near;
        let fits = |w: &Written| {
            w.number_span.start >= front && w.kind == Some(kind) && fits(w, body, is_sure)
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
