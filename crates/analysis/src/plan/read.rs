//! Reads an existing action plan: its matrix, its items, and where each item points.

use super::numbers::{item_ids, removed};
use super::verdict;
use super::{ActionPlan, Item, Mark, MatrixRow, ProvisionRef};
use crate::compare::without_marks;
use crate::corpus::Corpus;
use crate::knowledge::{Addressees, Knowledge, Matrix, MatrixColumn};
use crate::model::{Document, Index, LineMap, PartKind, Problem, ResolutionText, WorkId};
use crate::script::bare;
use std::collections::{BTreeMap, BTreeSet};

/// A table cell: its paragraphs with their lines, and whether text was lost before the first.
#[derive(Default)]
struct TableCell {
    lines: Vec<(usize, String)>,
    after_loss: bool,
}

impl TableCell {
    fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|(_, t)| t.as_str()).collect();
        lines.join("\n").trim_matches('\n').to_owned()
    }

    fn line(&self) -> usize {
        self.lines.first().map_or(0, |(line, _)| *line)
    }
}

type Row = BTreeMap<u32, TableCell>;

/// A table: where it starts, and its rows.
#[derive(Default)]
struct Table {
    start: usize,
    rows: BTreeMap<u32, Row>,
}

/// Reads every action plan that the corpus holds: documents with a matrix or tables of items.
pub fn read(corpus: &Corpus, knowledge: &Knowledge) -> Vec<ActionPlan> {
    corpus
        .documents
        .iter()
        .filter_map(|(source, document)| read_one(*source, document, corpus, knowledge))
        .collect()
}

/// The documents that hold an action plan, by their source; cheaper than [`read`], for nothing is followed.
pub fn sources(corpus: &Corpus, knowledge: &Knowledge) -> BTreeSet<usize> {
    let holds = |(source, document): (&usize, &Document)| {
        as_written(*source, document, corpus, knowledge).map(|_| *source)
    };
    corpus.documents.iter().filter_map(holds).collect()
}

fn read_one(
    source: usize,
    document: &Document,
    corpus: &Corpus,
    knowledge: &Knowledge,
) -> Option<ActionPlan> {
    let (mut plan, texts) = as_written(source, document, corpus, knowledge)?;
    plan.removed = removed(document, &plan.items);
    verdict::judge(&mut plan, &texts, knowledge);
    plan.without_item = without_item(&plan, &texts, &knowledge.addressees);
    for item in plan.items.iter().filter(|i| i.id.is_none()) {
        plan.problems.push(Problem {
            unread: false,
            file: document.file.clone(),
            line: Some(item.line),
            message: "the number of this action item was lost".into(),
        });
    }
    Some(plan)
}

/// The plan as it is written, its pointers not yet followed, and the texts of its document.
fn as_written<'c>(
    source: usize,
    document: &Document,
    corpus: &'c Corpus,
    knowledge: &Knowledge,
) -> Option<(ActionPlan, Vec<&'c ResolutionText>)> {
    let tables = tables(document);
    if tables.is_empty() {
        return None;
    }
    let matrix = &knowledge.addressees.matrix;
    let texts: Vec<&ResolutionText> = corpus
        .index
        .texts
        .iter()
        .filter(|t| t.source == source)
        .collect();
    let mut plan = ActionPlan {
        file: Some(document.file.clone()),
        ..ActionPlan::default()
    };
    let named = named(source, &corpus.index);
    let mut heads_items = false;
    for table in tables.values() {
        if let Some(head) = item_columns(table, matrix) {
            heads_items = true;
            let of = texts
                .iter()
                .filter(|t| t.cell.is_none() && t.span.start < table.start)
                .max_by_key(|t| t.span.start);
            items(table, &head, of.copied(), matrix, &mut plan);
        } else if let Some((columns, header)) = matrix_columns(table, matrix) {
            rows(table, &columns, header, &named, &mut plan);
        }
    }
    if !heads_items && plan.matrix.is_empty() {
        return None;
    }
    plan.known = knowledge.horizons(&corpus.index);
    Some((plan, texts))
}

/// The work that each line names first.
fn named(source: usize, index: &Index) -> BTreeMap<usize, &WorkId> {
    let mut named = BTreeMap::new();
    for citation in index.citations_of(source) {
        if let Some(id) = citation.targets.first().and_then(|t| t.id.as_ref()) {
            named.entry(citation.line).or_insert(id);
        }
    }
    named
}

fn tables(document: &Document) -> BTreeMap<u32, Table> {
    let lines = LineMap::new(document.lines_text());
    let losses: BTreeSet<usize> = document.losses.iter().map(|l| l.span.end).collect();
    let mut tables: BTreeMap<u32, Table> = BTreeMap::new();
    for block in &document.blocks {
        let Some(cell) = block.cell else { continue };
        let table = tables.entry(cell.table).or_insert_with(|| Table {
            start: block.span.start,
            ..Table::default()
        });
        let found = table
            .rows
            .entry(cell.row)
            .or_default()
            .entry(cell.column)
            .or_default();
        let text = document.text.get(block.span.range()).unwrap_or_default();
        found.after_loss |= found.lines.is_empty() && losses.contains(&block.span.start);
        let line = lines.line(document.positions.source(block.span.start));
        found
            .lines
            .push((line, without_marks(text).trim().to_owned()));
    }
    tables
}

fn is_one_of(text: &str, words: &[String]) -> bool {
    let text = text.trim().to_lowercase();
    words.iter().any(|w| text == w.to_lowercase())
}

/// The columns of a table of items, where it is one: id, action, milestone, periodic, completed.
fn item_columns(table: &Table, matrix: &Matrix) -> Option<[Option<u32>; 5]> {
    let head = table.rows.values().next()?;
    let heads = &matrix.items;
    let find = |words: &[String]| {
        head.iter()
            .find(|(_, c)| is_one_of(&c.text(), words))
            .map(|(n, _)| *n)
    };
    let found = [
        find(&heads.id),
        find(&heads.action),
        find(&heads.milestone),
        find(&heads.periodic),
        find(&heads.completed),
    ];
    (found[0].is_some() && found[1].is_some()).then_some(found)
}

/// The columns of a matrix, where the table is one: table column → matrix column; and the rows of its head.
fn matrix_columns<'k>(
    table: &Table,
    matrix: &'k Matrix,
) -> Option<(Vec<(u32, &'k MatrixColumn)>, usize)> {
    for (at, row) in table.rows.values().take(4).enumerate() {
        let mut columns = Vec::new();
        let mut next = 0;
        for (number, cell) in row {
            let text = bare(&cell.text());
            let found = matrix.columns[next..].iter().position(|c| {
                let head = bare(&c.head);
                let year = text
                    .strip_prefix(&head)
                    .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
                text == head || (!text.is_empty() && year)
            });
            if let Some(found) = found {
                columns.push((*number, &matrix.columns[next + found]));
                next += found + 1;
            }
        }
        if columns.len() * 2 > matrix.columns.len() {
            return Some((columns, at + 1));
        }
    }
    None
}

fn rows(
    table: &Table,
    columns: &[(u32, &MatrixColumn)],
    header: usize,
    named: &BTreeMap<usize, &WorkId>,
    plan: &mut ActionPlan,
) {
    let first = columns.first().map_or(1, |(n, _)| *n);
    for row in table.rows.values().skip(header) {
        let Some(head) = row
            .iter()
            .find(|(n, c)| **n < first && !c.text().is_empty())
            .map(|(_, c)| c)
        else {
            continue;
        };
        let Some(resolution) = named.get(&head.line()).copied().cloned() else {
            plan.problems.push(Problem {
                unread: false,
                file: plan.file.clone().unwrap_or_default(),
                line: Some(head.line()),
                message: format!(
                    "“{}”: which text this row is about is not known; left out",
                    head.text()
                ),
            });
            continue;
        };
        let printed = head.text();
        let title = printed
            .split_once(['–', '—', '-'])
            .map_or("", |(_, t)| t)
            .trim();
        let marks = columns.iter().filter_map(|(number, column)| {
            let text = row.get(number)?.text();
            (!text.is_empty()).then(|| {
                let mark = Mark {
                    text,
                    provisions: Vec::new(),
                };
                (column.id.clone(), mark)
            })
        });
        plan.matrix.push(MatrixRow {
            resolution,
            title: title.to_owned(),
            line: head.line(),
            marks: marks.collect(),
        });
    }
}

fn items(
    table: &Table,
    columns: &[Option<u32>; 5],
    of: Option<&ResolutionText>,
    matrix: &Matrix,
    plan: &mut ActionPlan,
) {
    let resolution = of.and_then(|t| t.work.clone());
    for row in table.rows.values().skip(1) {
        let cell = |at: usize| columns[at].and_then(|n| row.get(&n));
        let text = |at: usize| cell(at).map(TableCell::text).unwrap_or_default();
        let (ids, lost) = match cell(0) {
            Some(first) if first.after_loss => (Vec::new(), true),
            Some(first) => (item_ids(&first.text()), false),
            None => (Vec::new(), false),
        };
        let mark = |at: usize| cell(at).map(|c| is_one_of(&c.text(), &matrix.items.yes));
        if !ids.is_empty() {
            plan.items.push(Item {
                id: ids.first().cloned(),
                aliases: ids[1..].to_vec(),
                line: cell(0).map_or(0, TableCell::line),
                action: text(1),
                milestone: text(2),
                periodic_met: mark(3),
                completed: mark(4),
                ..empty_item(resolution.clone())
            });
        } else if lost {
            // Text was lost before this row: its first cell is not the number but the action.
            plan.items.push(Item {
                line: cell(0).map_or(0, TableCell::line),
                action: text(0),
                milestone: text(1),
                ..empty_item(resolution.clone())
            });
        } else if let (Some(last), Some(status)) = (plan.items.last_mut(), cell(1))
            && last.status.is_none()
            && last.resolution == resolution
        {
            last.status = Some(status.text());
            last.status_line = Some(status.line());
        } else if !text(0).is_empty() {
            plan.problems.push(Problem {
                unread: false,
                file: plan.file.clone().unwrap_or_default(),
                line: cell(0).map(TableCell::line),
                message: format!(
                    "“{}” is no number of an action item; the row is left out",
                    text(0)
                ),
            });
        }
    }
}

fn empty_item(resolution: Option<WorkId>) -> Item {
    Item {
        id: None,
        aliases: Vec::new(),
        resolution,
        line: 0,
        action: String::new(),
        milestone: String::new(),
        periodic_met: None,
        completed: None,
        status: None,
        status_line: None,
        pointers: Vec::new(),
        verdict: super::Verdict::None,
        weak: false,
        comment: None,
        should_be: Vec::new(),
        roles: Vec::new(),
    }
}

/// Operative provisions of the resolutions with items, at the outermost labels, that no item points at.
fn without_item(
    plan: &ActionPlan,
    texts: &[&ResolutionText],
    addressees: &Addressees,
) -> Vec<ProvisionRef> {
    let pointed: BTreeSet<usize> = plan
        .items
        .iter()
        .flat_map(|i| &i.pointers)
        .flat_map(|p| &p.reads_as)
        .filter_map(|r| r.line)
        .collect();
    let with_items: BTreeSet<&WorkId> = plan
        .items
        .iter()
        .filter_map(|i| i.resolution.as_ref())
        .collect();
    let mut found = Vec::new();
    for text in texts.iter().filter(|t| t.cell.is_none()) {
        let Some(work) = text.work.as_ref().filter(|w| with_items.contains(w)) else {
            continue;
        };
        for provision in text
            .provisions
            .iter()
            .filter(|p| p.part == PartKind::Operative)
        {
            let inside = text.provisions.iter().any(|p| {
                p.phrase == provision.phrase
                    && p.labels.len() > 1
                    && p.labels.first() == provision.labels.first()
                    && pointed.contains(&p.line)
            });
            if provision.labels.len() <= 1 && !pointed.contains(&provision.line) && !inside {
                found.push(super::make::reference(work, provision, addressees));
            }
        }
    }
    found
}
