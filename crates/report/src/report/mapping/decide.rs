//! The sheets of the workbook in which people decide.

use super::columns::{Column, cells as texts_of, key_of, short_name};
use super::{View, evidence, summary};
use crate::decisions::{Keyed, KeyedRow, sheet};
use crate::model::{About, MappingCell, MappingRow, WorkId};
use crate::report::{Cell, Paragraph, Run, Table, Tone, findings as paper};

/// Table 1, a line a row; below it, muted, the rows that were struck or merged into others.
pub(super) fn rows(view: &View) -> Keyed<'static> {
    let mut table = summary::sheet(view);
    let about = |name: &str| About::Row {
        row: name.to_owned(),
    };
    let mut rows: Vec<KeyedRow> = view
        .row_anchors
        .iter()
        .map(|name| KeyedRow {
            key: name.clone(),
            about: about(name),
            into: None,
        })
        .collect();
    let gone = view.context.decided.map_or(&[][..], |d| &d.applied.gone);
    for (name, row) in gone {
        let listed = |column: &Column| -> Cell {
            let names = texts_of(row, column).iter();
            let names: Vec<String> = names
                .map(|c| short_name(&c.id, c.edition.as_deref()))
                .collect();
            Cell::from(names.join(", ")).tone(Tone::Muted)
        };
        let subject = Cell::from(row.subject.as_str()).tone(Tone::Muted);
        table.row(std::iter::once(subject).chain(view.all_columns().map(listed)));
        rows.push(KeyedRow {
            key: name.clone(),
            about: about(name),
            into: None,
        });
    }
    Keyed {
        table,
        rows,
        marks: None,
    }
}

/// A line a text of a row; below them, muted, the texts that were struck.
pub(super) fn cells(view: &View) -> Keyed<'static> {
    let mut table = Table::new([
        "Subject area",
        "Row",
        "Text",
        "Edition",
        "Title",
        "Strength",
        "Why",
    ])
    .caption("Texts of Table 1, to decide on each")
    .sheet(sheet::CELLS)
    .widths([18, 8, 11, 16, 30, 10, 33]);
    let mut rows = Vec::new();
    for (name, row) in view.row_anchors.iter().zip(&view.mapping.rows) {
        for cell in row_cells(view, row) {
            let mut why = evidence::grouped(row, cell, |r| r.provision.clone());
            why.extend(summary::fate(view, cell));
            let line = [&row.subject, row.key.as_str(), &why.join("; ")];
            table.row(cell_line(cell, line, Tone::Plain));
            rows.push(cell_key(name, &row.key, cell));
        }
    }
    let struck = view.context.decided.map_or(&[][..], |d| &d.applied.struck);
    for (name, cell) in struck {
        let row = view.row_anchors.iter().position(|n| n == name);
        let row = row.map(|n| &view.mapping.rows[n]);
        let subject = row.map_or("", |row| row.subject.as_str());
        let key = row.map_or(&cell.id, |row| &row.key);
        table.row(cell_line(cell, [subject, key.as_str(), ""], Tone::Muted));
        rows.push(cell_key(name, key, cell));
    }
    Keyed {
        table,
        rows,
        marks: None,
    }
}

/// The line of a text: its subject area, its row, and why it stands there.
fn cell_line(cell: &MappingCell, [subject, key, why]: [&str; 3], tone: Tone) -> [Cell; 7] {
    let words = |text: &str| Cell::from(text).tone(tone);
    [
        words(subject),
        words(key),
        words(cell.id.as_str()),
        words(cell.edition.as_deref().unwrap_or("")),
        words(cell.title.as_deref().unwrap_or("")),
        Cell::number(cell.strength, 2).tone(tone),
        words(why),
    ]
}

/// What is decided in that line: on a text of the row `name`, whose key is `key`.
fn cell_key(name: &str, key: &WorkId, cell: &MappingCell) -> KeyedRow {
    KeyedRow {
        key: format!("{name} {}", cell.id),
        about: About::Cell {
            row: name.to_owned(),
            id: cell.id.clone(),
        },
        into: (cell.id != *key).then(|| key.clone()),
    }
}

fn row_cells<'v>(view: &'v View, row: &'v MappingRow) -> impl Iterator<Item = &'v MappingCell> {
    view.all_columns().flat_map(|column| texts_of(row, column))
}

/// The candidates, and below them, muted, groups that were decided on and are others now.
pub(super) fn candidates(view: &View) -> Keyed<'static> {
    let mut table = summary::candidates_sheet(view);
    let row = |ids: &[WorkId]| {
        let names: Vec<&str> = ids.iter().map(WorkId::as_str).collect();
        KeyedRow {
            key: names.join("+"),
            about: About::Candidate { ids: ids.to_vec() },
            into: ids.first().cloned(),
        }
    };
    let mut rows: Vec<KeyedRow> = view
        .mapping
        .candidates
        .iter()
        .map(|c| row(&c.ids))
        .collect();
    let decided = view
        .mapping
        .decisions
        .iter()
        .filter_map(|d| match &d.about {
            About::Candidate { ids } => Some(ids),
            _ => None,
        });
    for ids in decided.filter(|ids| !view.mapping.candidates.iter().any(|c| c.ids == **ids)) {
        let mut cells = vec![
            Cell::empty(),
            Cell::from("no candidate in this run").tone(Tone::Muted),
        ];
        for column in view.all_columns() {
            let of_column = ids
                .iter()
                .filter(|id| key_of(id, view.context.knowledge) == column.key);
            let names: Vec<String> = of_column.map(|id| short_name(id, None)).collect();
            cells.push(Cell::from(names.join(", ")).tone(Tone::Muted));
        }
        table.row(cells);
        rows.push(row(ids));
    }
    Keyed {
        table,
        rows,
        marks: None,
    }
}

/// The texts that stand in no row.
pub(super) fn no_equivalent(view: &View) -> Keyed<'static> {
    let rows = view.mapping.no_equivalent.iter().map(|text| KeyedRow {
        key: text.id.to_string(),
        about: About::Work {
            id: text.id.clone(),
        },
        into: None,
    });
    Keyed {
        table: summary::no_equivalent_table(view),
        rows: rows.collect(),
        marks: None,
    }
}

/// The findings.
pub(super) fn findings(view: &View) -> Keyed<'static> {
    let findings = view.context.findings;
    let rows = findings.iter().map(|finding| KeyedRow {
        key: finding.fingerprint.clone(),
        about: About::Finding {
            code: finding.code.clone(),
            fingerprint: finding.fingerprint.clone(),
            ids: finding.ids.clone(),
        },
        into: None,
    });
    Keyed {
        table: paper::sheet(findings).caption(
            "Findings about references and tables; the audit itself finds repeated provisions and follows action \
             plans, too. Those with the decision `keep` are waived (`resgraph audit --decisions` this file)",
        ),
        rows: rows.collect(),
        marks: None,
    }
}

/// What was decided, as a table of the paper; none where nothing was.
pub(super) fn decisions(view: &View) -> Option<Table> {
    let decisions = &view.mapping.decisions;
    let mut table = Table::new(["Of what", "Decision", "By", "Date", "Remark", "Check"])
        .caption("Decisions")
        .widths([5, 4, 3, 2, 6, 5]);
    for decision in decisions {
        let check = match decision.suspect.is_empty() {
            true => Cell::empty(),
            false => {
                Cell::from(format!("suspect: {}", decision.suspect.join("; "))).tone(Tone::Warning)
            }
        };
        table.row([
            crate::decisions::place_of(&decision.about).into(),
            Paragraph::from(Run::bold(decision.decision.to_string())).into(),
            decision.by.as_str().into(),
            decision.date.as_str().into(),
            decision.remark.as_str().into(),
            check,
        ]);
    }
    (!decisions.is_empty()).then_some(table)
}
