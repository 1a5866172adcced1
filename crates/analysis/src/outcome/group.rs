//! The proposals of one text, held against each other.

use super::gather::{Given, proposer};
use super::{ConflictingClause, Proposal, ProposedText};
use crate::compare::{Column, Comparison, Form};
use crate::corpus::Corpus;
use crate::knowledge::{Knowledge, Proposed};
use crate::model::{Problem, WitnessKind, WorkId};

/// The copy in force: the one that speaks for the work, else the fullest that is at hand.
pub(super) fn base_of<'g, 'c>(
    corpus: &Corpus,
    id: &WorkId,
    given: &'g [Given<'c>],
) -> Option<&'g Given<'c>> {
    let texts = &corpus.index.texts;
    let witness = |g: &Given| g.text.map(|n| &texts[n].witness);
    let in_force = given.iter().filter(|g| !g.is_proposal);
    let full = in_force.filter(|g| {
        let kind = witness(g).map(|w| w.kind);
        matches!(kind, Some(WitnessKind::Full | WitnessKind::Extract))
    });
    let speaks = corpus.index.text_of(id);
    let is_it = |g: &Given| g.text.is_some_and(|n| Some(&texts[n]) == speaks);
    full.max_by_key(|g| (is_it(g), witness(g).map(|w| (w.leads, w.percent))))
}

/// Adds what the comparison found.
pub(super) fn add(
    text: &mut ProposedText,
    comparison: &Comparison,
    base: Option<&Given>,
    knowledge: &Knowledge,
    problems: &mut Vec<Problem>,
) {
    // A text in force with marks of its own is not taken for the base, and is no proposal either.
    let is_base = |column: &Column| base.is_some_and(|b| column.heading == b.file());
    let columns = comparison.columns.iter().filter(|c| !is_base(c));
    let mut names: Vec<(&str, String)> = Vec::new();
    for column in columns.filter(|c| c.form != Form::Empty || c.mark.is_some()) {
        let proposal = proposal(column, knowledge);
        names.push((&column.name, proposal.proposer.clone()));
        text.proposals.push(proposal);
    }
    let name = |column: &String| {
        let known = names.iter().find(|(of, _)| of == column);
        known.map_or_else(|| column.clone(), |(_, name)| name.clone())
    };
    let conflicts = comparison.conflicts.iter();
    text.conflicts = conflicts
        .map(|conflict| ConflictingClause {
            clause: conflict.clause.clone(),
            proposers: conflict
                .versions
                .iter()
                .map(|v| v.columns.iter().map(name).collect::<Vec<_>>().join(" + "))
                .collect(),
        })
        .collect();
    // Title, history and opening sentence are clauses of their own there.
    text.conflicts.dedup();
    problems.extend(comparison.problems.iter().cloned());
}

fn proposal(column: &Column, knowledge: &Knowledge) -> Proposal {
    let author = column.authors.first().map(String::as_str);
    // A table names its columns; a file of its own is named by its reference.
    let from_table = column.heading != column.file;
    let named = match from_table {
        true => Some(column.name.as_str()),
        false => author,
    };
    let marks = &knowledge.proposals;
    let by_table = from_table.then(|| marks.proposer(&column.name)).flatten();
    Proposal {
        proposer: by_table.map_or_else(
            || proposer(column.reference.as_deref(), named, &column.file, knowledge),
            str::to_owned,
        ),
        mark: column.mark.clone(),
        proposes: column.proposes.or(Some(Proposed::Modify)),
        reference: column.reference.clone(),
        document: column.document.clone(),
        authors: column.authors.clone(),
        file: column.file.clone(),
        counts: (column.form != Form::Empty).then_some(column.counts),
    }
}
