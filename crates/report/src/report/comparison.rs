//! The side-by-side table as a paper.

mod clauses;

use super::{Cell, Paragraph, Report, Run, Table, Tone};
use crate::compare::{Borrowed, CitationChange, Column, Comparison, Dangling, Form};
use clauses::{clauses, on_a_line};

/// Builds the paper: who proposes what, the clauses side by side, and what follows from them.
pub fn comparison(comparison: &Comparison) -> Report {
    let names: Vec<&str> = comparison.columns.iter().map(|c| c.name.as_str()).collect();
    let mut report = Report::new("Proposals side by side")
        .landscape()
        .subtitle(match &comparison.base {
            Some(base) => format!("{} against {base}", names.join(", ")),
            None => format!("{}; the base is what they have in common", names.join(", ")),
        });
    report.known_to(&comparison.known);
    report.heading(1, "Proposals");
    report.table(summary(&comparison.columns));
    report.heading(1, "Clauses");
    report.paragraph(
        "Inserted text is underlined, deleted text is struck. A clause that no proposal changes stands once, \
over all columns; of longer text that stays, only what is next to a change is shown ([…]).",
    );
    report.table(clauses(comparison));
    conflicts(&mut report, comparison);
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
        "Mark and reference",
        "Authors of the changes",
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
        .widths([4, 6, 4, 2, 2, 2, 2, 2, 3, 3]);
    for column in columns {
        let c = &column.counts;
        let mut cells = vec![
            Cell::from(column.name.clone()),
            Cell::from(mark_and_reference(column)),
            Cell::from(column.authors.join(", ")),
        ];
        if column.form == Form::Empty {
            cells.push(Cell::from(Run::italic("no text")).span(7).tone(Tone::Muted));
            table.row(cells);
            continue;
        }
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

/// `MOD AFCP/35A30/1`, or what of it is known, with the document that the heading names.
fn mark_and_reference(column: &Column) -> String {
    let parts = [&column.mark, &column.reference, &column.document];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(" ")
}

fn conflicts(report: &mut Report, comparison: &Comparison) {
    if comparison.conflicts.is_empty() {
        return;
    }
    report.heading(1, "Where proposals do not go together");
    let mut table = Table::new(["Clause", "Base", "Proposal", "What it says"])
        .sheet("Conflicts")
        .widths([3, 6, 2, 6])
        .breaking_rows();
    for conflict in &comparison.conflicts {
        for (n, version) in conflict.versions.iter().enumerate() {
            let first = |text: &str| match n {
                0 => Cell::from(on_a_line(text)),
                _ => Cell::empty(),
            };
            table.row([
                first(&conflict.clause),
                first(conflict.base.as_deref().unwrap_or("(new)")),
                version.columns.join(", ").into(),
                match version.text.is_empty() {
                    true => Cell::from(Run::italic("strikes it")),
                    false => on_a_line(&version.text).into(),
                },
            ]);
        }
    }
    report.table(table);
}

fn consequences(report: &mut Report, comparison: &Comparison) {
    if !comparison.citations.is_empty() {
        citations(report, &comparison.citations);
    }
    if !comparison.dangling.is_empty() {
        dangling(report, &comparison.dangling);
    }
    if !comparison.borrowed.is_empty() {
        borrowed(report, &comparison.borrowed);
    }
}

fn citations(report: &mut Report, citations: &[CitationChange]) {
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
    for change in citations {
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

fn dangling(report: &mut Report, dangling: &[Dangling]) {
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
    for reference in dangling {
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

fn borrowed(report: &mut Report, borrowed: &[Borrowed]) {
    report.heading(1, "Text taken over from other texts");
    let mut table = Table::new(["Proposal", "Clause", "Text", "Stands in", "Likeness"])
        .sheet("Taken over")
        .widths([2, 3, 7, 6, 1]);
    for text in borrowed {
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
