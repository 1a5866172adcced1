//! Finds the resolution texts of a document: where each begins and ends, which work and edition it is, its
//! title, and its provisions with their labels.

mod annex;
mod behind;
mod body;
mod border;
mod headings;
mod inline;
mod labels;
mod parts;
mod phrase;
mod standing;
mod structure;
mod title;

pub(crate) use body::apart;
pub use headings::{Heading, says_draft};
pub use labels::{LabelKind, label_at};

use crate::knowledge::Knowledge;
use crate::model::{
    BodyId, Cell, Document, LineMap, Mention, Provision, ResolutionText, Span, WitnessKind,
};
use rayon::prelude::*;

/// The structure of a document.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Its resolution texts, in order. The words of their provisions are left out ([`Outline::into_texts`]): where a
    /// citation stands can be told without them.
    pub texts: Vec<ResolutionText>,
    /// Which mentions are headings, and of which text; in order.
    pub headings: Vec<Heading>,
    /// The body whose texts the document is about, where it is about one ("List of WTSA-16 Resolutions").
    pub body: Option<BodyId>,
    /// The year of the conference of that body that it is of.
    pub year: Option<u16>,
    /// Lists of texts that were abrogated.
    pub abrogated: Vec<Span>,
    /// The body that each table column holds by its head, by (table, column).
    pub columns: Vec<(Cell, BodyId)>,
}

impl Outline {
    /// The text in which byte `at` stands.
    pub fn text_at(&self, at: usize) -> Option<usize> {
        let next = self.texts.partition_point(|t| t.span.start <= at);
        let index = next.checked_sub(1)?;
        self.texts[index].span.contains(at).then_some(index)
    }

    /// The year of the assembly that a text without date stands in a document of.
    fn year_of(&self, text: &ResolutionText) -> Option<u16> {
        let is_dated = text.edition().is_some_and(|e| !e.is_empty());
        let body = text.work.as_ref().and_then(|w| w.body());
        self.year
            .filter(|_| !is_dated && body.is_some() && body == self.body.as_ref())
    }

    /// The body that the column of `cell` holds by its head.
    pub fn column_body(&self, cell: Option<Cell>) -> Option<&str> {
        let cell = cell?;
        self.columns
            .iter()
            .find(|(c, _)| c.table == cell.table && c.column == cell.column)
            .map(|(_, body)| body.as_str())
    }

    /// The texts with the words of their provisions. `doc` is the document whose structure this is.
    pub fn into_texts(mut self, doc: &Document) -> Vec<ResolutionText> {
        let provisions = self.texts.par_iter_mut().with_min_len(FEWEST);
        provisions
            .flat_map_iter(|text| &mut text.provisions)
            .for_each(|p| {
                p.text = match doc.changes.is_empty() {
                    true => title::plain(&doc.text[p.span.range()]),
                    false => title::plain(&standing::words(doc, p.span)),
                }
            });
        self.texts
    }

    /// The text whose heading is that mention.
    pub fn heading_text(&self, mention: usize) -> Option<usize> {
        self.headings
            .binary_search_by_key(&mention, |h| h.mention)
            .ok()
            .map(|i| self.headings[i].text)
    }
}

/// Reads the structure of `doc`. `mentions` are those of its text, in order.
pub fn outline(doc: &Document, mentions: &[Mention], knowledge: &Knowledge) -> Outline {
    match doc.changes.is_empty() {
        true => of_text(doc, mentions, knowledge),
        false => standing::outline(doc, mentions, knowledge),
    }
}

/// The structure of a document whose text has no tracked changes.
fn of_text(doc: &Document, mentions: &[Mention], knowledge: &Knowledge) -> Outline {
    let columns = body::columns(doc, knowledge);
    let (body, year) = body::of_document(doc, knowledge).unzip();
    let mut out = Outline {
        columns,
        body,
        year: year.flatten(),
        ..Outline::default()
    };
    let found = headings::find(doc, mentions, knowledge);
    let found = structure::headings(doc, mentions, found, knowledge);
    if found.is_empty() {
        return out;
    }
    let lines = LineMap::new(doc.lines_text());
    let contents: Vec<Content> = (0..found.len())
        .into_par_iter()
        .with_min_len(FEWEST)
        .map(|n| Content::read(doc, &found, n, knowledge, &lines))
        .collect();
    for (n, (start, content)) in found.iter().zip(contents).enumerate() {
        let mention = &mentions[start.mention];
        // The same heading twice with nothing between: a list entry and then the heading proper.
        let last = out.texts.len().wrapping_sub(1);
        if let Some(previous) = out.texts.last_mut()
            && headings::repeats(previous, mention, doc, start, &found, n)
        {
            out.headings.push(Heading {
                mention: start.mention,
                text: last,
            });
            content.go_on(previous);
            let is_draft = previous.witness.kind == WitnessKind::Draft;
            previous.witness.kind = previous.kind_of_copy(is_draft);
            continue;
        }
        let fronted = headings::fronted(doc, start, knowledge);
        let mut text = headings::start_text(doc, mention, start, fronted, &lines);
        let opening = content.title.opening.clone();
        content.fill(&mut text);
        body::decide(&mut text, mention, &out, opening.as_deref(), knowledge);
        let is_draft =
            text.editions.len() > 1 || is_temporary(mention) || fronted > headings::Fronted::Plain;
        text.witness.kind = text.kind_of_copy(is_draft);
        text.witness.as_of = out.year_of(&text);
        out.headings.push(Heading {
            mention: start.mention,
            text: out.texts.len(),
        });
        out.texts.push(text);
    }
    let tables = &knowledge.tables;
    out.abrogated = behind::parts(doc, &out.texts, &tables.abrogated);
    let closing = behind::parts(doc, &out.texts, &tables.closing);
    let parts = [&out.abrogated[..], &closing].concat();
    behind::cut(&mut out, &parts);
    out
}

/// True for a text under negotiation: its number is a temporary one.
fn is_temporary(mention: &Mention) -> bool {
    let numbers = mention.written.iter().filter_map(|w| w.number.as_deref());
    numbers.into_iter().any(|n| n.starts_with('['))
}

/// Fewer texts than this are not shared out among threads.
const FEWEST: usize = 16;

/// What stands behind a heading.
struct Content {
    title: title::Title,
    provisions: Vec<Provision>,
    /// The end of its last block.
    end: usize,
}

impl Content {
    /// Reads what belongs to the `n`-th heading.
    fn read(
        doc: &Document,
        found: &[headings::Start],
        n: usize,
        knowledge: &Knowledge,
        lines: &LineMap,
    ) -> Self {
        let start = &found[n];
        let blocks = text_blocks(doc, found, n, knowledge);
        let title = title::read(doc, start, &blocks, knowledge);
        let provisions = parts::read(doc, title.behind..blocks.end, &blocks, knowledge, lines);
        let last = blocks.last();
        Content {
            title,
            provisions,
            end: last.map_or(start.span.end, |b| doc.blocks[b].span.end),
        }
    }

    fn fill(self, text: &mut ResolutionText) {
        text.title = self.title.title;
        text.history = self.title.history;
        text.provisions = self.provisions;
        text.span.end = self.end;
    }

    /// Goes on with a text whose heading was repeated: its content stands behind the second heading.
    fn go_on(self, text: &mut ResolutionText) {
        text.title = text.title.take().or(self.title.title);
        text.history.extend(self.title.history);
        text.provisions = self.provisions;
        text.span.end = self.end;
    }
}

/// The blocks of the `n`-th text behind its heading's block: to the next heading in the same cell, the end
/// of the cell, or, outside tables, the next heading outside tables. A table outside an annex ends the text
/// too: it is about the text (an action plan), not part of it.
fn text_blocks(
    doc: &Document,
    found: &[headings::Start],
    n: usize,
    knowledge: &Knowledge,
) -> std::ops::Range<usize> {
    let start = found[n].block;
    let cell = doc.blocks[start].cell;
    let mut headings = found[n + 1..].iter().map(|h| h.block).peekable();
    if headings.peek() == Some(&start) {
        return start + 1..start + 1;
    }
    // Looked for only where a table asks.
    let (mut looked, mut in_annex) = (start + 1, false);
    for (index, block) in doc.blocks.iter().enumerate().skip(start + 1) {
        // Headings and blocks side by side: a table may hold a heading in each of very many cells.
        while headings.next_if(|heading| *heading < index).is_some() {}
        let is_heading = headings.peek() == Some(&index) && block.cell == cell;
        if is_heading {
            return start + 1..index;
        }
        if block.cell == cell {
            continue;
        }
        in_annex |= cell.is_none()
            && doc.blocks[looked..index]
                .iter()
                .any(|b| annex::holds_annex(&doc.text[b.span.range()], &knowledge.phrases));
        looked = index;
        if !in_annex {
            return start + 1..index;
        }
    }
    start + 1..doc.blocks.len()
}
