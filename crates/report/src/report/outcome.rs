//! The list of outcomes of a meeting: texts × proposals × decision, as paper, workbook and lines.

mod cells;
mod lines;

pub use lines::outcome_lines;

use super::mapping::short_name;
use super::{Cell, Paragraph, Report, Run, Table, counted};
use crate::decisions::{Decisions, Keyed, KeyedRow, Sheets, State, sheet};
use crate::knowledge::Knowledge;
use crate::model::{About, WorkId};
use cells::{decision, mark, name, of_proposer, standing, streamlining};
use resgraph_analysis::outcome::{OutcomeList, OutcomeRow};

/// With more proposers than this, their proposals stand in one column.
const COLUMNS: usize = 7;

/// The paper: what is proposed of which text, what is to be settled, what was decided.
pub fn outcome_list(list: &OutcomeList, knowledge: &Knowledge) -> Report {
    let mut report = head(list);
    let concerned = |row: &&OutcomeRow| !row.text.proposals.is_empty() || row.decision.is_some();
    report.table(table(
        list,
        list.rows.iter().filter(concerned),
        knowledge,
        true,
    ));
    let conflicts = conflicts(list);
    if !conflicts.rows.is_empty() {
        report.heading(1, "Clauses to settle");
        report.table(conflicts);
    }
    let others = list.rows.iter().filter(|row| !concerned(row));
    let others: Vec<&WorkId> = others.map(|r| &r.text.id).collect();
    if !others.is_empty() {
        report.heading(1, format!("Without proposal ({})", others.len()));
        report.paragraph(in_short(&others));
    }
    problems(&mut report, list);
    report
}

/// The workbook: the list, to decide in; the proposals, a line each; the clauses to settle.
pub fn outcome_workbook(
    list: &OutcomeList,
    knowledge: &Knowledge,
    decisions: &Decisions,
    state: &State,
) -> Report {
    let mut report = head(list);
    report.paragraph(
        "To decide: choose in the column Decision of the sheet Outcome, write who, when and why beside it. The next run \
         (`resgraph outcome … --decisions` this file, or with it in the folder of the output) keeps all of it and says \
         under Check where the wording or the edition that a decision rested on has changed: write `confirmed` there \
         if it still holds.",
    );
    problems(&mut report, list);
    let mut sheets = Sheets::new(decisions, state);
    sheets.keyed(Keyed {
        table: table(list, list.rows.iter(), knowledge, false),
        rows: list.rows.iter().map(keyed).collect(),
        marks: Some(&knowledge.proposals),
    });
    sheets.plain(outcome_lines(list, knowledge));
    let conflicts = conflicts(list);
    if !conflicts.rows.is_empty() {
        sheets.plain(conflicts);
    }
    sheets.finish(&mut report);
    report
}

fn keyed(row: &OutcomeRow) -> KeyedRow {
    KeyedRow {
        key: row.text.id.to_string(),
        about: About::Work {
            id: row.text.id.clone(),
        },
        into: row
            .beside
            .iter()
            .map(|b| &b.key)
            .find(|key| **key != row.text.id)
            .cloned(),
    }
}

fn head(list: &OutcomeList) -> Report {
    let texts = list.rows.iter().filter(|r| !r.text.proposals.is_empty());
    let proposals: usize = list.rows.iter().map(|r| r.text.proposals.len()).sum();
    let mut subtitle = format!(
        "{} of {} on {}",
        counted(proposals, "proposal"),
        counted(list.proposers.len(), "proposer"),
        counted(texts.count(), "text")
    );
    let decided = list.rows.iter().filter(|r| r.decision.is_some()).count();
    if decided > 0 {
        subtitle.push_str(&format!("; {decided} decided"));
    }
    let mut report = Report::new("List of outcomes")
        .landscape()
        .subtitle(subtitle);
    report.known_to(&list.known);
    report
}

/// The names, what several share written once: `WTSA Res.1, 2, 7; PP Res.2`.
fn in_short(ids: &[&WorkId]) -> String {
    let mut out = String::new();
    let mut last = String::new();
    for id in ids {
        let name = short_name(id, None);
        let shared = name.strip_suffix(id.number()).unwrap_or(&name).to_owned();
        match shared == last {
            true => out.push_str(&format!(", {}", id.number())),
            false if out.is_empty() => out.push_str(&name),
            false => out.push_str(&format!("; {name}")),
        }
        last = shared;
    }
    out
}

fn problems(report: &mut Report, list: &OutcomeList) {
    if !list.problems.is_empty() {
        report.heading(1, "What could not be read or compared");
        report.list(list.problems.iter().map(super::problem_line));
    }
}

/// The list; `decided` for papers, where the decision is a column of its own (a workbook has those to write in).
fn table<'l>(
    list: &OutcomeList,
    rows: impl Iterator<Item = &'l OutcomeRow>,
    knowledge: &Knowledge,
    decided: bool,
) -> Table {
    let single = list.proposers.len() > COLUMNS;
    let mut heads: Vec<Cell> = vec!["Text".into(), "Title".into()];
    let mut widths = vec![5, 8];
    match single {
        true => {
            heads.push("Proposals".into());
            widths.push(16);
        }
        false => {
            heads.extend(list.proposers.iter().map(|p| Cell::from(p.as_str())));
            widths.extend(list.proposers.iter().map(|_| 6));
        }
    }
    heads.extend(["Between them".into(), "Mapping and streamlining".into()]);
    widths.extend([6, 9]);
    if decided {
        heads.push("Decision".into());
        widths.push(7);
    }
    let mut table = Table::new(heads)
        .caption("Texts, proposals and decisions")
        .sheet(sheet::OUTCOME)
        .widths(widths)
        .breaking_rows();
    for row in rows {
        let mut cells = vec![
            name(row),
            Cell::from(row.text.title.as_deref().unwrap_or("")),
        ];
        match single {
            true => cells.push(Cell::of(row.text.proposals.iter().map(|p| {
                let mut paragraph = Paragraph::of([Run::text(format!("{}: ", p.proposer))]);
                paragraph.runs.extend(mark(p));
                paragraph
            }))),
            false => cells.extend(list.proposers.iter().map(|name| of_proposer(row, name))),
        }
        cells.push(standing(row));
        cells.push(streamlining(row));
        if decided {
            cells.push(decision(row, knowledge));
        }
        table.row(cells);
    }
    table
}

/// The clauses that proposals change in ways that do not go together.
fn conflicts(list: &OutcomeList) -> Table {
    let mut table = Table::new(["Text", "Clause", "Who differs"])
        .caption("Clauses that proposals change in ways that do not go together (`resgraph compare` shows the wordings)")
        .sheet("To settle")
        .widths([3, 6, 6]);
    for row in &list.rows {
        for (n, conflict) in row.text.conflicts.iter().enumerate() {
            let text = match n {
                0 => short_name(&row.text.id, None),
                _ => String::new(),
            };
            table.row([
                text.into(),
                match conflict.clause.as_str() {
                    "" => "title and opening".into(),
                    clause => clause.into(),
                },
                conflict.proposers.join(" / ").into(),
            ]);
        }
    }
    table
}
