//! Decisions and edits in the sheets of a workbook, and the memory of what was shown.

use super::memory::Memory;
use super::{Decisions, Edit, State, head, sheet};
use crate::knowledge::ProposalMarks;
use crate::model::{About, Decision, Verdict, WorkId};
use crate::report::{Block, Cell, Report, Table, Tone};
use resgraph_analysis::outcome::{outcome, verdict as meant};
use std::collections::{BTreeMap, BTreeSet};

/// The sheet of what is no table.
const ABOUT: &str = "About";

/// A sheet in which something can be decided: its table, and what each row is about.
pub(crate) struct Keyed<'a> {
    /// The table as the program makes it.
    pub(crate) table: Table,
    /// Of each row.
    pub(crate) rows: Vec<KeyedRow>,
    /// The marks in which decisions are written there, where it is they.
    pub(crate) marks: Option<&'a ProposalMarks>,
}

/// What a row of a sheet is about.
pub(crate) struct KeyedRow {
    /// What tells it in every run.
    pub(crate) key: String,
    /// Of what something is decided there.
    pub(crate) about: About,
    /// The text into which this one could be merged.
    pub(crate) into: Option<WorkId>,
}

/// Collects the sheets of a workbook.
pub(crate) struct Sheets<'a> {
    decisions: &'a Decisions,
    memory: Memory,
    tables: Vec<Table>,
    /// Edits that have found their place.
    placed: BTreeSet<usize>,
    decided: BTreeSet<usize>,
}

impl<'a> Sheets<'a> {
    pub(crate) fn new(decisions: &'a Decisions, state: &State) -> Self {
        Sheets {
            decisions,
            memory: Memory {
                works: state.works.clone(),
                decisions: decisions.decisions.clone(),
                edits: decisions.edits.clone(),
                ..Memory::default()
            },
            tables: Vec::new(),
            placed: BTreeSet::new(),
            decided: BTreeSet::new(),
        }
    }

    /// Adds a sheet whose rows have no key.
    pub(crate) fn plain(&mut self, table: Table) {
        if let Some(name) = &table.sheet {
            let cells = table.header.iter().chain(&table.rows).flatten();
            let prints = cells.map(|cell| Memory::print(&cell.plain()));
            self.memory.loose.insert(name.clone(), prints.collect());
        }
        self.tables.push(table);
    }

    /// Remembers what the first sheet says: everything of the report that is no table, and where the tables are.
    fn about(&mut self, report: &Report) {
        let mut lines: Vec<String> = vec![report.title.clone()];
        lines.extend(report.subtitle.clone());
        for block in &report.blocks {
            match block {
                Block::Heading(heading) => lines.push(heading.text.clone()),
                Block::Paragraph(paragraph) => lines.push(paragraph.plain()),
                Block::List(items) => {
                    lines.extend(items.iter().map(|item| format!("• {}", item.plain())))
                }
                Block::Table(_) | Block::PageBreak => {}
            }
        }
        for table in &self.tables {
            let name = table.sheet.clone().unwrap_or_default();
            let caption = table.caption.clone().unwrap_or_default();
            lines.extend([format!("{name}: {caption}"), name, caption]);
        }
        let prints = lines.iter().map(|line| Memory::print(line));
        self.memory.loose.insert(ABOUT.to_owned(), prints.collect());
    }

    /// Adds a sheet in which something can be decided.
    pub(crate) fn keyed(&mut self, keyed: Keyed) {
        let Keyed {
            mut table,
            rows,
            marks,
        } = keyed;
        let name = table.sheet.clone().unwrap_or_default();
        self.add_columns(&mut table, &rows, marks);
        self.overlay(&name, &mut table, &rows);
        self.add_rows(&name, &mut table);
        let heads: Vec<String> = table.header[0].iter().map(Cell::plain).collect();
        let shown = table.rows.iter().zip(&rows).map(|(cells, row)| {
            let cells = heads.iter().cloned().zip(cells.iter().map(Cell::plain));
            (
                row.key.clone(),
                cells.filter(|(head, _)| head != head::KEY).collect(),
            )
        });
        self.memory.shown.insert(name, shown.collect());
        self.tables.push(table);
    }

    fn add_columns(&mut self, table: &mut Table, rows: &[KeyedRow], marks: Option<&ProposalMarks>) {
        // What is shown in a workbook must read back as it is: no notes in brackets.
        for run in table
            .rows
            .iter_mut()
            .flatten()
            .flat_map(|cell| &mut cell.paragraphs)
        {
            run.runs.iter_mut().for_each(|run| run.notes.clear());
        }
        let columns = table.columns();
        let added = [
            head::DECISION,
            head::BY,
            head::DATE,
            head::REMARK,
            head::CHECK,
            head::KEY,
        ];
        table.header[0].extend(added.map(Cell::from));
        table.widths.resize(columns, 1);
        let part = table.widths.iter().sum::<u32>().max(20);
        table
            .widths
            .extend([16, 10, 9, 18, 14, 10].map(|share| (part * share / 100).max(1)));
        for (cells, row) in table.rows.iter_mut().zip(rows) {
            cells.resize(columns, Cell::empty());
            let found = self
                .decisions
                .decisions
                .iter()
                .position(|d| d.about == row.about);
            self.decided.extend(found);
            let decision = found.map(|n| &self.decisions.decisions[n]);
            cells.extend(decision_cells(decision, row, marks));
        }
    }

    /// Puts what people wrote over what the program says.
    fn overlay(&mut self, name: &str, table: &mut Table, rows: &[KeyedRow]) {
        let by_key: BTreeMap<&str, usize> = rows
            .iter()
            .zip(0..)
            .map(|(row, n)| (row.key.as_str(), n))
            .collect();
        for (n, edit) in self.decisions.edits.iter().enumerate() {
            let (Edit::Cell {
                sheet,
                key,
                head,
                text,
            }
            | Edit::Comment {
                sheet,
                key,
                head,
                text,
            }) = edit
            else {
                continue;
            };
            let is_comment = matches!(edit, Edit::Comment { .. });
            let row = by_key.get(key.as_str()).copied();
            let is_head = is_comment && key.is_empty();
            if sheet != name || !is_head && row.is_none() {
                continue;
            }
            let column = column(table, head);
            let cells = match row.filter(|_| !is_head) {
                Some(row) => &mut table.rows[row],
                None => &mut table.header[0],
            };
            if cells.len() <= column {
                cells.resize(column + 1, Cell::empty());
            }
            let cell = &mut cells[column];
            if is_comment {
                cell.comment = Some(text.clone());
            } else {
                cell.paragraphs = Cell::from(text.as_str()).paragraphs;
                cell.number = None;
            }
            self.placed.insert(n);
        }
    }

    /// Adds the rows that people added and that are not those of the program by now.
    fn add_rows(&mut self, name: &str, table: &mut Table) {
        for (n, edit) in self.decisions.edits.iter().enumerate() {
            let Edit::Row { sheet, cells } = edit else {
                continue;
            };
            if sheet != name {
                continue;
            }
            self.placed.insert(n);
            // A row of texts has become one of the mapping.
            if name == sheet::ROWS && is_applied(table, cells) {
                continue;
            }
            let mut row = vec![Cell::empty(); table.columns()];
            for (head, text) in cells {
                let column = column(table, head);
                row.resize(row.len().max(column + 1), Cell::empty());
                row[column] = Cell::from(text.as_str());
            }
            table.rows.push(row);
        }
    }

    /// Adds all sheets to the report, the memory last.
    pub(crate) fn finish(mut self, report: &mut Report) {
        let kept = self.kept();
        self.tables.extend(kept);
        for (name, rows) in &self.decisions.sheets {
            let mut table = Table::default().sheet(name.as_str());
            for row in rows {
                table.row(row.iter().map(|text| Cell::from(text.as_str())));
            }
            self.tables.push(table);
        }
        self.about(report);
        self.tables.push(self.memory.table());
        self.tables
            .into_iter()
            .for_each(|table| report.table(table));
    }

    /// What has no place any more: the row it belongs to is there no longer, or the sheet is made anew.
    fn kept(&self) -> Option<Table> {
        let mut table = Table::new(["Where it stood", "What it says"])
            .caption("What people wrote where there is no longer a place for it")
            .sheet(sheet::KEPT)
            .widths([3, 8]);
        for (n, decision) in self.decisions.decisions.iter().enumerate() {
            if !self.decided.contains(&n) {
                table.row([place_of(&decision.about).into(), words_of(decision).into()]);
            }
        }
        for (n, edit) in self.decisions.edits.iter().enumerate() {
            if self.placed.contains(&n) {
                continue;
            }
            let (place, text) = match edit {
                Edit::Cell {
                    sheet,
                    key,
                    head,
                    text,
                } => (format!("{sheet}, {key}, {head}"), text.clone()),
                Edit::Comment {
                    sheet,
                    key,
                    head,
                    text,
                } => {
                    let place: Vec<&str> = [sheet, key, head].map(String::as_str).into();
                    let place = place.into_iter().filter(|p| !p.is_empty());
                    let place = place.collect::<Vec<_>>().join(", ");
                    (format!("{place}, a comment"), text.clone())
                }
                Edit::Row { sheet, cells } => {
                    let said: Vec<String> =
                        cells.iter().map(|(h, t)| format!("{h}: {t}")).collect();
                    (format!("{sheet}, a row"), said.join("; "))
                }
                Edit::Loose { place, text } => (place.clone(), text.clone()),
            };
            table.row([place.into(), text.into()]);
        }
        (!table.rows.is_empty()).then_some(table)
    }
}

/// True where the table has a row of that subject and key already.
fn is_applied(table: &Table, cells: &BTreeMap<String, String>) -> bool {
    let subject = cells.get(head::SUBJECT).map_or("", String::as_str);
    table.rows.iter().any(|row| {
        let plain = row.first().map(Cell::plain).unwrap_or_default();
        super::book::same(&plain, subject)
    })
}

/// The number of the column with that head, which is added where there is none.
fn column(table: &mut Table, head: &str) -> usize {
    let heads = &mut table.header[0];
    match heads.iter().position(|cell| cell.plain() == head) {
        Some(column) => column,
        None => {
            heads.push(head.into());
            heads.len() - 1
        }
    }
}

fn decision_cells(
    decision: Option<&Decision>,
    row: &KeyedRow,
    marks: Option<&ProposalMarks>,
) -> [Cell; 6] {
    let text = |get: fn(&Decision) -> &str| -> Cell { decision.map_or("", get).into() };
    let mut verdict: Cell = decision
        .map_or(String::new(), |d| verdict_words(&d.decision, marks))
        .into();
    verdict.choices = choices(row, marks);
    let mut check = match decision {
        Some(d) if !d.suspect.is_empty() => {
            Cell::from(format!("suspect: {}", d.suspect.join("; "))).tone(Tone::Warning)
        }
        _ => Cell::empty(),
    };
    if check.tone == Tone::Warning {
        check.choices = vec!["confirmed".to_owned()];
    }
    [
        verdict,
        text(|d| &d.by),
        text(|d| &d.date),
        text(|d| &d.remark),
        check,
        Cell::from(row.key.as_str()).tone(Tone::Muted),
    ]
}

/// What can be chosen: not the merging of a text into itself.
fn choices(row: &KeyedRow, marks: Option<&ProposalMarks>) -> Vec<String> {
    let usual: &[Verdict] = match marks {
        Some(_) => &OUTCOMES,
        None => &Verdict::CHOICES,
    };
    let words = usual.iter().map(|v| verdict_words(v, marks));
    let mut out: Vec<String> = words.collect();
    if let Some(into) = &row.into {
        out.insert(2, Verdict::MergeInto(into.clone()).to_string());
    }
    out
}

/// What a meeting can make of a text.
const OUTCOMES: [Verdict; 5] = [
    Verdict::Keep,
    Verdict::Modify,
    Verdict::Suppress,
    Verdict::Add,
    Verdict::Discuss,
];

/// A decision as it is written: in the marks of proposals where one says all of it.
pub(crate) fn verdict_words(verdict: &Verdict, marks: Option<&ProposalMarks>) -> String {
    let mark = marks
        .zip(outcome(verdict))
        .filter(|(_, mark)| meant(*mark) == *verdict);
    let word = mark.and_then(|(marks, mark)| marks.word(mark));
    word.map_or_else(|| verdict.to_string(), str::to_owned)
}

/// Of what a decision is, for people.
pub(crate) fn place_of(about: &About) -> String {
    match about {
        About::Row { row } => format!("row {row}"),
        About::Cell { row, id } => format!("{id} in row {row}"),
        About::Candidate { ids } => {
            let ids: Vec<&str> = ids.iter().map(WorkId::as_str).collect();
            format!("candidate {}", ids.join(", "))
        }
        About::Finding { code, ids, .. } => {
            let ids: Vec<&str> = ids.iter().map(WorkId::as_str).collect();
            format!("finding {code} {}", ids.join(", "))
        }
        About::Work { id } => id.to_string(),
    }
}

pub(super) fn words_of(decision: &Decision) -> String {
    let verdict = decision.decision.to_string();
    let pieces = [
        verdict.as_str(),
        &decision.by,
        &decision.date,
        &decision.remark,
    ];
    let pieces: Vec<&str> = pieces.into_iter().filter(|p| !p.is_empty()).collect();
    pieces.join("; ")
}
