//! What stands in the cells of the list of outcomes.

use crate::compare::Counts;
use crate::decisions::{place_of, verdict_words};
use crate::knowledge::{Knowledge, Proposed};
use crate::model::{Decision, Outcome};
use crate::report::mapping::short_name;
use crate::report::{Cell, Paragraph, Run, Tone, counted};
use resgraph_analysis::outcome::{OutcomeRow, Proposal, Standing};

/// So many rows of the mapping are named.
const BESIDE: usize = 3;

pub(super) fn name(row: &OutcomeRow) -> Cell {
    let mut paragraphs = vec![Paragraph::from(Run::bold(short_name(&row.text.id, None)))];
    if let Some(edition) = &row.text.edition {
        paragraphs.push(Paragraph::from(format!("({edition})")));
    }
    Cell::of(paragraphs)
}

pub(super) fn of_proposer(row: &OutcomeRow, name: &str) -> Cell {
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
pub(super) fn mark(proposal: &Proposal) -> Vec<Run> {
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

pub(super) fn standing(row: &OutcomeRow) -> Cell {
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
pub(super) fn streamlining(row: &OutcomeRow) -> Cell {
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

pub(super) fn decision(row: &OutcomeRow, knowledge: &Knowledge) -> Cell {
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
