//! The proposals, a line each.

use super::cells::standing;
use crate::compare::Counts;
use crate::knowledge::Knowledge;
use crate::model::Decision;
use crate::report::{Cell, Table};
use resgraph_analysis::outcome::{OutcomeList, OutcomeRow, Proposal};

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
