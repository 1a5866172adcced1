//! Reads an existing mapping document: its summary table, the list without equivalent, the candidate tables,
//! and the table of texts side by side.

use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{
    BodyId, Cell, Change, Document, Edition, LineMap, Role, Span, Status, Target, WorkId,
};
use std::collections::BTreeMap;

/// A mapping document as it was published.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// The file.
    pub file: String,
    /// The rows of the summary table (Table 1).
    pub rows: Vec<PublishedRow>,
    /// The texts listed as having no equivalent.
    pub no_equivalent: Vec<Entry>,
    /// The rows of the candidate tables.
    pub candidates: Vec<PublishedRow>,
    /// The rows of the table of texts (Table 2), each with the texts that it holds.
    pub texts: Vec<PublishedRow>,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct PublishedRow {
    /// Its number, where the table numbers them.
    pub number: Option<u32>,
    /// What it is about, as printed; empty in the table of texts.
    pub subject: String,
    /// Line of its first cell (from 1).
    pub line: usize,
    /// Which table of the document, and which row of it.
    pub table: u32,
    /// Which row (the head is 0).
    pub row: u32,
    /// Its texts, cell by cell in the order of the columns, each once.
    pub entries: Vec<Entry>,
    /// The columns of its table that hold texts: which one, and the body by its head.
    pub columns: Vec<(u32, String)>,
}

/// A text that a table or list names.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The work; RA texts without version, temporary numbers by their final ones.
    pub id: WorkId,
    /// The body by the head of its column; none in lists.
    pub column: Option<String>,
    /// Line (from 1).
    pub line: usize,
    /// Byte offset in the document's text.
    pub at: usize,
    /// The edition that is printed; empty where none is.
    pub edition: Edition,
}

impl PublishedRow {
    /// The text that the row is found by: the first in the column of the parent body, else the first.
    pub fn key(&self, knowledge: &Knowledge) -> Option<&WorkId> {
        let is_parent = |e: &&Entry| knowledge.body(e.id.head()).is_some_and(|b| b.parent);
        self.entries
            .iter()
            .find(is_parent)
            .or(self.entries.first())
            .map(|e| &e.id)
    }
}

/// True where the document has a table with a subject column and at least two columns of bodies.
pub fn is_mapping_document(
    doc: &Document,
    columns: &[(Cell, BodyId)],
    knowledge: &Knowledge,
) -> bool {
    heads(doc, columns, knowledge)
        .iter()
        .any(|h| h.subject.is_some() && h.bodies.len() > 1)
}

/// What the head of a table says.
struct Head {
    table: u32,
    subject: Option<u32>,
    number: Option<u32>,
    bodies: BTreeMap<u32, BodyId>,
}

fn heads(doc: &Document, columns: &[(Cell, BodyId)], knowledge: &Knowledge) -> Vec<Head> {
    let mut heads: BTreeMap<u32, Head> = BTreeMap::new();
    for (cell, body) in columns {
        let head = heads.entry(cell.table).or_insert_with(|| Head {
            table: cell.table,
            subject: None,
            number: None,
            bodies: BTreeMap::new(),
        });
        head.bodies.insert(cell.column, body.clone());
    }
    for block in &doc.blocks {
        let Some(cell) = block.cell.filter(|c| c.row == 0) else {
            continue;
        };
        let Some(head) = heads.get_mut(&cell.table) else {
            continue;
        };
        let text = doc.text[block.span.range()].trim().to_lowercase();
        if knowledge.tables.subject.contains(&text) {
            head.subject = Some(cell.column);
        } else if knowledge.tables.number.contains(&text) {
            head.number = Some(cell.column);
        }
    }
    heads.into_values().filter(|h| h.bodies.len() > 1).collect()
}

/// Reads the mapping document that is source `source` of the corpus; none where it has no such tables.
pub fn read(corpus: &Corpus, source: usize, knowledge: &Knowledge) -> Option<Published> {
    let doc = corpus.documents.get(&source)?;
    let columns = corpus.columns.get(&source)?;
    if !is_mapping_document(doc, columns, knowledge) {
        return None;
    }
    let lines = LineMap::new(doc.lines_text());
    let named = named_works(corpus, source, doc);
    let mut out = Published {
        file: doc.file.clone(),
        ..Published::default()
    };
    for head in heads(doc, columns, knowledge) {
        let also = &knowledge.tables.also;
        let rows = table_rows(doc, &head, &named, also, &lines);
        match (head.subject, head.number) {
            (Some(_), None) => out.rows.extend(rows),
            (Some(_), Some(_)) => out.candidates.extend(rows),
            (None, _) => out.texts.extend(rows),
        }
    }
    out.no_equivalent = no_equivalent(doc, &named, knowledge, &lines);
    Some(out)
}

/// A place of the source that names a work for certain.
struct NamedWork {
    at: usize,
    id: WorkId,
    edition: Edition,
    /// It is a heading, or all that its line holds: it says what stands there, and is no reference in a text.
    heads: bool,
}

fn named_works(corpus: &Corpus, source: usize, doc: &Document) -> Vec<NamedWork> {
    let mut named: Vec<NamedWork> = Vec::new();
    let citations = corpus.index.citations.iter();
    for citation in citations.filter(|c| c.source == source) {
        if !matches!(citation.role, Role::Citation | Role::Heading) {
            continue;
        }
        let heads = citation.role == Role::Heading || fills_its_line(doc, citation.span);
        let holds = |t: &&Target| {
            t.status == Status::Resolved && t.kind.is_adopted() && t.change != Some(Change::Deleted)
        };
        for target in citation.targets.iter().filter(holds) {
            let Some(id) = &target.id else { continue };
            named.push(NamedWork {
                at: citation.span.start,
                id: id.clone(),
                edition: target.edition.clone(),
                heads,
            });
        }
    }
    named.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    named.dedup_by(|b, a| (a.at, &a.id) == (b.at, &b.id));
    named
}

/// True where a line of the source holds nothing but this.
fn fills_its_line(doc: &Document, span: Span) -> bool {
    let text = doc.lines_text();
    let (Some(before), Some(behind)) = (text.get(..span.start), text.get(span.end..)) else {
        return false;
    };
    let before = before.rsplit('\n').next().unwrap_or("");
    let behind = behind.split('\n').next().unwrap_or("");
    let is_empty = |part: &str| !part.contains(char::is_alphanumeric);
    is_empty(before) && is_empty(behind)
}

fn table_rows(
    doc: &Document,
    head: &Head,
    named: &[NamedWork],
    also: &[String],
    lines: &LineMap,
) -> Vec<PublishedRow> {
    let mut rows: BTreeMap<u32, PublishedRow> = BTreeMap::new();
    for block in &doc.blocks {
        let Some(cell) = block.cell.filter(|c| c.table == head.table && c.row > 0) else {
            continue;
        };
        let line = lines.line(doc.positions.source(block.span.start));
        let row = rows.entry(cell.row).or_insert_with(|| PublishedRow {
            line,
            table: cell.table,
            row: cell.row,
            columns: head
                .bodies
                .iter()
                .map(|(c, b)| (*c, b.to_string()))
                .collect(),
            ..PublishedRow::default()
        });
        let text = doc.text[block.span.range()].trim();
        let span = in_source(doc, block.span);
        let lower = text.to_lowercase();
        let is_note = || also.iter().any(|lead| lower.starts_with(lead.as_str()));
        if Some(cell.column) == head.subject && is_note() {
            add_entries(row, head, None, span, named, line);
        } else if Some(cell.column) == head.subject {
            row.subject = [row.subject.as_str(), text].join(" ").trim().to_owned();
        } else if Some(cell.column) == head.number {
            row.number = text.parse().ok();
        } else if let Some(body) = head.bodies.get(&cell.column) {
            add_entries(row, head, Some(body), span, named, line);
        }
    }
    rows.into_values()
        .filter(|r| !r.entries.is_empty() || !r.subject.is_empty())
        .collect()
}

/// Where a stretch of the document's text stands in its source, in which the spans of citations are counted.
fn in_source(doc: &Document, span: Span) -> Span {
    doc.positions.source_span(span)
}

fn add_entries(
    row: &mut PublishedRow,
    head: &Head,
    body: Option<&BodyId>,
    span: Span,
    named: &[NamedWork],
    line: usize,
) {
    let from = named.partition_point(|n| n.at < span.start);
    for named in named[from..].iter().take_while(|n| n.at < span.end) {
        // In the table of texts only the headings say what a cell holds; its citations are text.
        let counts = head.subject.is_some() || named.heads;
        if counts && !row.entries.iter().any(|e| e.id == named.id) {
            row.entries.push(Entry {
                id: named.id.clone(),
                column: body.map(ToString::to_string),
                line,
                at: named.at,
                edition: named.edition.clone(),
            });
        }
    }
}

/// The list behind a paragraph that says that what follows has no equivalent.
fn no_equivalent(
    doc: &Document,
    named: &[NamedWork],
    knowledge: &Knowledge,
    lines: &LineMap,
) -> Vec<Entry> {
    let mut out = Vec::new();
    let mut in_list = false;
    for block in doc.blocks.iter().filter(|b| b.cell.is_none()) {
        let text = &doc.text[block.span.range()];
        let lower = text.to_lowercase();
        if knowledge
            .tables
            .no_equivalent
            .iter()
            .any(|w| lower.contains(w.as_str()))
        {
            in_list = true;
            continue;
        }
        let is_item = crate::outline::label_at(text).is_some();
        in_list &= is_item;
        if !in_list {
            continue;
        }
        let span = in_source(doc, block.span);
        let from = named.partition_point(|n| n.at < span.start);
        if let Some(named) = named[from..].first().filter(|n| n.at < span.end) {
            out.push(Entry {
                id: named.id.clone(),
                column: None,
                line: lines.line(named.at),
                at: named.at,
                edition: named.edition.clone(),
            });
        }
    }
    out
}
