//! The side-by-side table as a paper.

use super::{Cell, Paragraph, Report, Run, Table, Tone};
use crate::compare::{
    Action, Cell as ClauseCell, Column, Comparison, Row, Run as TextRun, Section, SectionColumn,
};
use crate::model::Change;

/// Builds the paper: who proposes what, the clauses side by side, and what follows from them.
pub fn comparison(comparison: &Comparison) -> Report {
    let names: Vec<&str> = comparison.columns.iter().map(|c| c.name.as_str()).collect();
    let mut report = Report::new("Proposals side by side")
        .landscape()
        .subtitle(match &comparison.base {
            Some(base) => format!("{} against {base}", names.join(", ")),
            None => format!("{}; the base is what they have in common", names.join(", ")),
        });
    report.heading(1, "Proposals");
    report.table(summary(&comparison.columns));
    report.heading(1, "Clauses");
    report.paragraph(
        "Inserted text is underlined, deleted text is struck. A clause without change shows its label only.",
    );
    report.table(clauses(comparison));
    consequences(&mut report, comparison);
    if !comparison.problems.is_empty() {
        report.heading(1, "What could not be read or decided");
        report.list(comparison.problems.iter().map(super::problem_line));
    }
    report
}

fn summary(columns: &[Column]) -> Table {
    let heads = [
        "Proposal",
        "Mark",
        "Document",
        "Reference",
        "Kept",
        "Modified",
        "Added",
        "Deleted",
        "Moved",
        "Renumbered",
        "Undecided",
    ];
    let mut table = Table::new(heads)
        .sheet("Proposals")
        .widths([4, 2, 6, 4, 2, 2, 2, 2, 2, 3, 3]);
    for column in columns {
        let c = &column.counts;
        let text = |t: &Option<String>| Cell::from(t.clone().unwrap_or_default());
        let mut cells = vec![
            Cell::from(column.name.clone()),
            text(&column.mark),
            text(&column.document),
            text(&column.reference),
        ];
        for n in [
            c.keep,
            c.modify,
            c.add,
            c.delete,
            c.moved,
            c.renumbered,
            c.undecided,
        ] {
            cells.push(Cell::number(n as f64, 0));
        }
        table.row(cells);
    }
    table
}

fn clauses(comparison: &Comparison) -> Table {
    let mut heads = vec!["Base".to_owned()];
    heads.extend(comparison.columns.iter().map(|c| match &c.mark {
        Some(mark) => format!("{} ({mark})", c.name),
        None => c.name.clone(),
    }));
    let mut table = Table::new(heads).sheet("Clauses");
    for section in &comparison.sections {
        match section.heading.as_str() {
            "" => table.band("Title and opening formula"),
            heading => table.band(heading),
        }
        if section.columns.iter().any(heading_changes) {
            let mut cells = vec![Cell::from(Run::italic(section.heading.clone()))];
            cells.extend(section.columns.iter().map(|c| heading_cell(c, section)));
            table.row(cells);
        }
        for row in &section.rows {
            table.row(row_cells(row, section));
        }
    }
    table
}

fn heading_changes(column: &SectionColumn) -> bool {
    column.heading_struck || column.heading.iter().any(|r| r.change.is_some())
}

fn heading_cell(column: &SectionColumn, section: &Section) -> Cell {
    if column.heading_struck {
        return Cell::from(Run::deleted(section.heading.clone())).tone(Tone::Bad);
    }
    match column.has_text {
        true => Cell::from(Paragraph::of(column.heading.iter().map(run))),
        false => Cell::empty(),
    }
}

fn row_cells(row: &Row, section: &Section) -> Vec<Cell> {
    let label = row
        .base
        .as_deref()
        .filter(|l| *l != "-")
        .map(|l| format!("{l}  "));
    let mut base = Paragraph::of([
        Run::bold(label.unwrap_or_default()),
        Run::text(row.base_text.clone().unwrap_or_default()),
    ]);
    if row.base.is_some() && row.base_text.is_none() {
        base.runs.push(Run::italic("not known"));
    }
    let mut cells = vec![Cell::from(base)];
    for (cell, column) in row.cells.iter().zip(&section.columns) {
        cells.push(match cell {
            Some(cell) => clause_cell(cell),
            None if !column.has_text => Cell::empty().tone(Tone::Muted),
            None => Cell::empty(),
        });
    }
    cells
}

fn clause_cell(cell: &ClauseCell) -> Cell {
    let mut paragraph = Paragraph::default();
    match (&cell.old, &cell.new) {
        (Some(old), Some(new)) if old == new => paragraph.runs.push(Run::bold(old.clone())),
        (old, new) => {
            paragraph.runs.extend(old.clone().map(Run::deleted));
            paragraph.runs.extend(new.clone().map(Run::inserted));
        }
    }
    if !paragraph.runs.is_empty() {
        paragraph.runs.push(Run::text("  "));
    }
    let tone = match cell.action {
        Action::Keep => Tone::Plain,
        Action::Modify => Tone::Warning,
        Action::Add => Tone::Good,
        Action::Delete => Tone::Bad,
        Action::Undecided => Tone::Muted,
    };
    match cell.action {
        Action::Keep => paragraph.runs.push(Run::italic("no change")),
        _ => paragraph.runs.extend(cell.runs.iter().map(run)),
    }
    let mut paragraphs = vec![paragraph];
    if let Some(other) = &cell.moved {
        let word = if cell.action == Action::Delete {
            "moved to"
        } else {
            "moved:"
        };
        paragraphs.push(Paragraph::from(Run::italic(format!("{word} {other}"))));
    }
    if let Some(why) = &cell.undecided {
        paragraphs.push(Paragraph::from(Run::italic(format!("Not decided: {why}."))));
    }
    Cell::of(paragraphs).tone(tone)
}

fn run(run: &TextRun) -> Run {
    match run.change {
        None => Run::text(run.text.clone()),
        Some(Change::Inserted) => Run::inserted(run.text.clone()),
        Some(Change::Deleted) => Run::deleted(run.text.clone()),
    }
}

fn consequences(report: &mut Report, comparison: &Comparison) {
    if !comparison.citations.is_empty() {
        report.heading(1, "Citations that change");
        let mut table = Table::new([
            "Work",
            "Title",
            "Proposal",
            "Change",
            "In the base",
            "In the proposal",
            "Where",
        ])
        .sheet("Citations")
        .widths([2, 4, 2, 3, 3, 3, 4]);
        for change in &comparison.citations {
            let text = |t: &Option<String>| Cell::from(t.clone().unwrap_or_default());
            table.row([
                change.id.to_string().into(),
                change.title.clone().unwrap_or_default().into(),
                change.column.clone().into(),
                change.kind.words().into(),
                text(&change.old),
                text(&change.new),
                change.places.join("\n").into(),
            ]);
        }
        report.table(table);
    }
    if !comparison.dangling.is_empty() {
        report.heading(1, "References that renumbering leaves dangling");
        let mut table = Table::new([
            "Proposal",
            "Clause",
            "Reference",
            "What it meant",
            "What it says now",
        ])
        .sheet("Dangling")
        .widths([2, 4, 3, 4, 4]);
        for reference in &comparison.dangling {
            table.row([
                reference.column.clone().into(),
                format!("{} (line {})", reference.clause, reference.line).into(),
                reference.reference.clone().into(),
                reference.meant.clone().into(),
                reference.now.clone().into(),
            ]);
        }
        report.table(table);
    }
    if !comparison.borrowed.is_empty() {
        report.heading(1, "Text taken over from other texts");
        let mut table = Table::new(["Proposal", "Clause", "Text", "Stands in", "Likeness"])
            .sheet("Taken over")
            .widths([2, 3, 7, 6, 1]);
        for text in &comparison.borrowed {
            table.row([
                text.column.clone().into(),
                format!("{} (line {})", text.clause, text.line).into(),
                text.text.clone().into(),
                Cell::of([
                    Paragraph::from(Run::bold(format!("{} {}", text.id, text.provision))),
                    Paragraph::from(text.there.clone()),
                ]),
                Cell::number(text.likeness, 2),
            ]);
        }
        report.table(table);
    }
}
