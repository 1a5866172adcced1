//! The clauses side by side.

use super::mark_and_reference;
use crate::compare::{
    Action, Cell as ClauseCell, Column, Comparison, Form, Row, Run as TextRun, Section,
    SectionColumn,
};
use crate::model::Change;
use crate::report::{Cell, Paragraph, Run, Table, Tone};

/// The table of clauses; a proposal without text has no column.
pub(super) fn clauses(comparison: &Comparison) -> Table {
    let shown: Vec<usize> = (0..comparison.columns.len())
        .filter(|c| comparison.columns[*c].form != Form::Empty)
        .collect();
    let mut heads = vec![Cell::from("Base")];
    heads.extend(shown.iter().map(|c| {
        let column = &comparison.columns[*c];
        Cell::of([column.name.clone(), mark_and_reference(column)])
    }));
    let widths = [6].into_iter().chain(shown.iter().map(|_| 5));
    let mut table = Table::new(heads)
        .sheet("Clauses")
        .widths(widths)
        .breaking_rows();
    for section in &comparison.sections {
        match section.heading.as_str() {
            "" => table.band("Title and opening formula"),
            heading if !section.in_base => table.band(format!("{heading} (not in the base)")),
            heading => table.band(heading),
        }
        if section.columns.iter().any(heading_changes) {
            let mut cells = vec![match section.in_base {
                true => Cell::from(Run::italic(section.heading.clone())),
                false => Cell::empty(),
            }];
            let of =
                |c: &usize| heading_cell(&section.columns[*c], section, &comparison.columns[*c]);
            cells.extend(shown.iter().map(of));
            table.row(cells);
        }
        for row in &section.rows {
            table.row(match is_kept(row, section, &shown) {
                true => vec![kept_cell(row, shown.len() + 1)],
                false => row_cells(row, section, &comparison.columns, &shown),
            });
        }
    }
    table
}

/// True where no proposal changes the clause.
fn is_kept(row: &Row, section: &Section, shown: &[usize]) -> bool {
    row.base_text.is_some()
        && shown.iter().all(|c| match &row.cells[*c] {
            Some(cell) => cell.action == Action::Keep && !cell.renumbered && cell.moved.is_none(),
            None => !section.columns[*c].has_text,
        })
}

fn kept_cell(row: &Row, columns: usize) -> Cell {
    let mut paragraph = base_paragraph(row);
    paragraph.runs.push(Run::italic("  – no change"));
    Cell::from(paragraph).span(columns)
}

fn heading_changes(column: &SectionColumn) -> bool {
    column.heading_struck || column.heading.iter().any(|r| r.change.is_some())
}

fn heading_cell(of: &SectionColumn, section: &Section, column: &Column) -> Cell {
    if of.heading_struck {
        let struck = Run::deleted(section.heading.clone()).by(signer(column), None);
        return Cell::from(struck).tone(Tone::Bad);
    }
    match of.has_text {
        true => Cell::from(Paragraph::of(of.heading.iter().map(|r| run(r, column)))),
        false => Cell::empty(),
    }
}

fn base_paragraph(row: &Row) -> Paragraph {
    let label = row
        .base
        .as_deref()
        .filter(|l| *l != "-")
        .map(|l| format!("{l}  "));
    let mut base = Paragraph::of([
        Run::bold(label.unwrap_or_default()),
        Run::text(on_a_line(row.base_text.as_deref().unwrap_or_default())),
    ]);
    if row.base.is_some() && row.base_text.is_none() {
        base.runs.push(Run::italic("not known"));
    }
    base
}

/// Cells of a table's row on one line.
pub(super) fn on_a_line(text: &str) -> String {
    text.replace('\t', " | ")
}

fn row_cells(row: &Row, section: &Section, columns: &[Column], shown: &[usize]) -> Vec<Cell> {
    let mut cells = vec![Cell::from(base_paragraph(row))];
    for c in shown {
        cells.push(match &row.cells[*c] {
            Some(cell) => clause_cell(cell, &columns[*c]),
            None if !section.columns[*c].has_text => Cell::empty().tone(Tone::Muted),
            None => Cell::empty(),
        });
    }
    cells
}

fn clause_cell(cell: &ClauseCell, column: &Column) -> Cell {
    let mut runs = label_runs(cell, column);
    if !runs.is_empty() {
        runs.push(Run::text("  "));
    }
    let shown = |runs: &[TextRun]| -> Vec<Run> { runs.iter().map(|r| run(r, column)).collect() };
    runs.extend(match cell.action {
        Action::Keep => vec![Run::italic("no change")],
        // The base stands beside it; that it is struck needs no repetition.
        Action::Delete if cell.moved.is_none() => shown(&struck(&cell.runs)),
        _ => shown(&folded(&cell.runs)),
    });
    let mut paragraphs = vec![Paragraph::of(runs)];
    paragraphs.extend(remarks(cell).map(|said| Paragraph::from(Run::italic(said))));
    Cell::of(paragraphs).tone(match cell.action {
        Action::Keep => Tone::Plain,
        Action::Modify => Tone::Warning,
        Action::Add => Tone::Good,
        Action::Delete => Tone::Bad,
        Action::Undecided => Tone::Muted,
    })
}

/// The label of the clause, with what becomes of it.
fn label_runs(cell: &ClauseCell, column: &Column) -> Vec<Run> {
    let signed = |r: &TextRun| Some((r.author.clone()?, r.date.clone()));
    let signature = cell.runs.iter().find_map(signed);
    let (author, date) = signature.unwrap_or_else(|| (signer(column), None));
    let by = |run: Run| run.by(author.clone(), date.clone());
    match (&cell.old, &cell.new) {
        (Some(old), Some(new)) if old == new => vec![Run::bold(old.clone())],
        (old, new) => {
            let old = old.clone().map(|label| by(Run::deleted(label)));
            let new = new.clone().map(|label| by(Run::inserted(label)));
            old.into_iter().chain(new).collect()
        }
    }
}

/// What is said below a clause.
fn remarks(cell: &ClauseCell) -> impl Iterator<Item = String> {
    let word = match cell.action {
        Action::Delete => "moved to",
        _ => "moved from",
    };
    let moved = cell.moved.as_ref().map(|other| format!("{word} {other}"));
    let unmarked = cell
        .unmarked
        .then(|| "The file shows no tracked change here.".to_owned());
    let undecided = cell
        .undecided
        .as_ref()
        .map(|why| format!("Not decided: {why}."));
    moved.into_iter().chain(unmarked).chain(undecided)
}

/// So many words stay beside a change; stretches of fewer than three times as many stay whole.
const BESIDE: usize = 6;

/// The runs with what stays shortened to what is next to a change.
fn folded(runs: &[TextRun]) -> Vec<TextRun> {
    let last = runs.len().saturating_sub(1);
    let fold = |(at, run): (usize, &TextRun)| match run.change {
        None if runs.len() > 1 => TextRun::new(shortened(&run.text, at > 0, at < last), None),
        _ => run.clone(),
    };
    runs.iter().enumerate().map(fold).collect()
}

/// Struck text, its middle left out.
fn struck(runs: &[TextRun]) -> Vec<TextRun> {
    let shorten = |run: &TextRun| TextRun {
        text: shortened(&run.text, true, true),
        ..run.clone()
    };
    runs.iter().map(shorten).collect()
}

/// A text with the words at its beginning, at its end, or both.
fn shortened(text: &str, beginning: bool, end: bool) -> String {
    let starts: Vec<usize> = text
        .split_whitespace()
        .map(|w| w.as_ptr() as usize - text.as_ptr() as usize)
        .collect();
    let sides = usize::from(beginning) + usize::from(end);
    if starts.len() < 3 * BESIDE || sides == 0 {
        return text.to_owned();
    }
    let head = match beginning {
        true => text[..starts[BESIDE]].trim_end(),
        false => "",
    };
    let tail = match end {
        true => &text[starts[starts.len() - BESIDE]..],
        false => "",
    };
    let lead = &text[..text.len() - text.trim_start().len()];
    match (head.is_empty(), tail.is_empty()) {
        (true, _) => format!("{lead}[…] {tail}"),
        (_, true) => format!("{head} […]"),
        _ => format!("{head} […] {tail}"),
    }
}

fn run(run: &TextRun, column: &Column) -> Run {
    let text = on_a_line(&run.text);
    let shown = match run.change {
        None => return Run::text(text),
        Some(Change::Inserted) => Run::inserted(text),
        Some(Change::Deleted) => Run::deleted(text),
    };
    let author = run.author.clone().unwrap_or_else(|| signer(column));
    shown.by(author, run.date.clone())
}

/// Who signs what the file does not sign.
fn signer(column: &Column) -> String {
    column.authors.first().unwrap_or(&column.name).clone()
}
