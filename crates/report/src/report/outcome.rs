//! The list of outcomes of a meeting: texts × proposals × decision, as paper, workbook and lines.

use super::mapping::short_name;
use super::{Cell, Paragraph, Report, Run, Table, Tone};
use crate::compare::Counts;
use crate::decisions::{Decisions, Keyed, KeyedRow, Sheets, State, place_of, sheet, verdict_words};
use crate::knowledge::{Knowledge, Proposed};
use crate::model::{About, Decision, Outcome, WorkId};
use resgraph_analysis::outcome::{OutcomeList, OutcomeRow, Proposal, Standing};

/// With more proposers than this, their proposals stand in one column.
const COLUMNS: usize = 7;
/// So many rows of the mapping are named.
const BESIDE: usize = 3;

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

pub(super) fn counted(n: usize, one: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    }
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

fn name(row: &OutcomeRow) -> Cell {
    let mut paragraphs = vec![Paragraph::from(Run::bold(short_name(&row.text.id, None)))];
    if let Some(edition) = &row.text.edition {
        paragraphs.push(Paragraph::from(format!("({edition})")));
    }
    Cell::of(paragraphs)
}

fn of_proposer(row: &OutcomeRow, name: &str) -> Cell {
    let own: Vec<&Proposal> = row
        .text
        .proposals
        .iter()
        .filter(|p| p.proposer == name)
        .collect();
    let tone = match own.first().and_then(|p| p.proposes) {
        None | Some(Proposed::NoChange) => Tone::Plain,
        Some(Proposed::Modify) => Tone::Warning,
        Some(Proposed::Add) => Tone::Good,
        Some(Proposed::Suppress) => Tone::Bad,
    };
    let paragraphs = own.iter().flat_map(|p| {
        let counts = match (&p.counts, p.proposes) {
            (Some(counted), _) => counts(counted),
            (None, Some(Proposed::Modify)) => "its clauses are not at hand".to_owned(),
            (None, _) => String::new(),
        };
        let mut lines = vec![Paragraph::of(mark(p))];
        lines.extend(Some(counts).filter(|c| !c.is_empty()).map(Paragraph::from));
        lines
    });
    Cell::of(paragraphs).tone(tone)
}

/// `MOD AFCP/35A30/1`.
fn mark(proposal: &Proposal) -> Vec<Run> {
    let word = proposal
        .mark
        .as_deref()
        .unwrap_or("changes, without a mark");
    let mut runs = vec![match proposal.mark {
        Some(_) => Run::bold(word),
        None => Run::italic(word),
    }];
    let reference = proposal.reference.as_ref().or(proposal.document.as_ref());
    runs.extend(reference.map(|r| Run::text(format!(" {r}"))));
    runs
}

fn counts(counts: &Counts) -> String {
    let each = [
        (counts.modify, "modified"),
        (counts.add, "added"),
        (counts.delete, "deleted"),
        (counts.moved, "moved"),
        (counts.undecided, "undecided"),
    ];
    let said = each.iter().filter(|(n, _)| *n > 0);
    let said: Vec<String> = said.map(|(n, word)| format!("{n} {word}")).collect();
    said.join(", ")
}

fn standing(row: &OutcomeRow) -> Cell {
    let text = match row.text.standing {
        Standing::NoProposal => "no proposal".to_owned(),
        Standing::Single => "one proposal".to_owned(),
        Standing::GoTogether => "go together".to_owned(),
        Standing::ClausesDiffer => {
            format!("{} to settle", counted(row.text.conflicts.len(), "clause"))
        }
        Standing::MarksDiffer => "marks differ: to settle".to_owned(),
        Standing::NotCompared => "clauses not compared".to_owned(),
    };
    let tone = match row.text.standing {
        Standing::ClausesDiffer | Standing::MarksDiffer => Tone::Warning,
        Standing::NoProposal => Tone::Muted,
        _ => Tone::Plain,
    };
    Cell::from(text).tone(tone)
}

/// What the mapping has of it: its rows, what would fit, what was decided there.
fn streamlining(row: &OutcomeRow) -> Cell {
    let mut lines: Vec<Paragraph> = Vec::new();
    if !row.beside.is_empty() {
        let beside = row.beside.iter().map(|b| match b.key == row.text.id {
            true => b.subject.clone(),
            false => format!("{} ({})", b.subject, short_name(&b.key, None)),
        });
        let more = match row.beside.len().saturating_sub(BESIDE) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        let beside: Vec<String> = beside.take(BESIDE).collect();
        lines.push(format!("beside: {}{more}", beside.join("; ")).into());
    }
    for option in &row.options {
        let ids: Vec<String> = option.ids.iter().map(|id| short_name(id, None)).collect();
        lines.push(Paragraph::of([
            Run::bold(option_words(option.outcome)),
            Run::text(format!(": {}", ids.join(", "))),
        ]));
    }
    for decision in &row.decided_in_mapping {
        lines.push(
            format!(
                "decided, {}: {}",
                place_of(&decision.about),
                said(decision, None)
            )
            .into(),
        );
    }
    Cell::of(lines)
}

/// What fits, in words.
fn option_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Suppress => "could be suppressed",
        Outcome::SuppressRepeatedText => "repeated text could be suppressed",
        Outcome::Merge => "could be merged",
        Outcome::Align => "wording to align",
        Outcome::Leave => "to leave",
    }
}

fn said(decision: &Decision, knowledge: Option<&Knowledge>) -> String {
    let marks = knowledge.map(|k| &k.proposals);
    let words = verdict_words(&decision.decision, marks);
    match decision.who() {
        who if who.is_empty() => words,
        who => format!("{words} ({who})"),
    }
}

fn decision(row: &OutcomeRow, knowledge: &Knowledge) -> Cell {
    let Some(decision) = &row.decision else {
        return Cell::empty();
    };
    let words = verdict_words(&decision.decision, Some(&knowledge.proposals));
    let mark = row.outcome.and_then(|o| knowledge.proposals.word(o));
    let mut first = match mark {
        Some(mark) if mark != words => vec![Run::bold(mark), Run::text(format!(": {words}"))],
        _ => vec![Run::bold(words)],
    };
    let who = decision.who();
    if !who.is_empty() {
        first.push(Run::text(format!(" ({who})")));
    }
    let mut paragraphs = vec![Paragraph::of(first)];
    if !decision.remark.is_empty() {
        paragraphs.push(decision.remark.as_str().into());
    }
    let cell = match decision.suspect.is_empty() {
        true => return Cell::of(paragraphs),
        false => Paragraph::from(format!("suspect: {}", decision.suspect.join("; "))),
    };
    paragraphs.push(cell);
    Cell::of(paragraphs).tone(Tone::Warning)
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

/// A line a proposal, or a text without one: for spreadsheets and databases.
pub fn outcome_lines(list: &OutcomeList, knowledge: &Knowledge) -> Table {
    let heads = [
        "Id",
        "Title",
        "Edition",
        "Proposer",
        "Mark",
        "Reference",
        "Document",
        "File",
        "Authors",
        "Kept",
        "Modified",
        "Added",
        "Deleted",
        "Moved",
        "Between them",
        "Outcome",
        "Decision",
        "By",
        "Date",
        "Remark",
    ];
    let mut table = Table::new(heads)
        .sheet("Proposals")
        .widths([3, 8, 4, 3, 2, 4, 4, 5, 4, 2, 2, 2, 2, 2, 4, 3, 4, 3, 3, 5]);
    for row in &list.rows {
        let proposals = row.text.proposals.iter().map(Some);
        let none = row.text.proposals.is_empty().then_some(None);
        for proposal in proposals.chain(none) {
            table.row(line(row, proposal, knowledge));
        }
    }
    table
}

fn line(row: &OutcomeRow, proposal: Option<&Proposal>, knowledge: &Knowledge) -> Vec<Cell> {
    let text = |t: Option<&str>| Cell::from(t.unwrap_or(""));
    let of = |get: fn(&Proposal) -> Option<&str>| text(proposal.and_then(get));
    let mut cells = vec![
        Cell::from(row.text.id.as_str()),
        text(row.text.title.as_deref()),
        text(row.text.edition.as_deref()),
        of(|p| Some(&p.proposer)),
        of(|p| p.mark.as_deref()),
        of(|p| p.reference.as_deref()),
        of(|p| p.document.as_deref()),
        of(|p| Some(&p.file)),
        Cell::from(proposal.map_or(String::new(), |p| p.authors.join(", "))),
    ];
    let counts = proposal.and_then(|p| p.counts);
    let count = |get: fn(&Counts) -> usize| {
        counts.map_or(Cell::empty(), |c| Cell::number(get(&c) as f64, 0))
    };
    cells.extend([
        count(|c| c.keep),
        count(|c| c.modify),
        count(|c| c.add),
        count(|c| c.delete),
        count(|c| c.moved),
        Cell::from(standing(row).plain()),
        text(row.outcome.and_then(|o| knowledge.proposals.word(o))),
    ]);
    let decision = row.decision.as_ref();
    let decided = |get: fn(&Decision) -> String| Cell::from(decision.map_or(String::new(), get));
    cells.extend([
        decided(|d| d.decision.to_string()),
        decided(|d| d.by.clone()),
        decided(|d| d.date.clone()),
        decided(|d| d.remark.clone()),
    ]);
    cells
}
