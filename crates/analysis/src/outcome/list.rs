//! The list of outcomes: what is proposed of each text, beside what it stands, and what was decided.

use super::{Proposals, ProposedText, Standing};
use crate::knowledge::Proposed;
use crate::model::{
    About, Candidate, Decision, Horizons, Index, Mapping, Problem, Verdict, WorkId,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// Texts × proposals × decision.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OutcomeList {
    /// Who proposes, in the order of the columns.
    pub proposers: Vec<String>,
    /// The texts, by their ids.
    pub rows: Vec<OutcomeRow>,
    /// How far what is known reaches.
    #[serde(flatten)]
    pub known: Horizons,
    /// What could not be read or compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// One text.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutcomeRow {
    /// What is proposed of it.
    #[serde(flatten)]
    pub text: ProposedText,
    /// The rows of the mapping in which it stands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
    /// The candidates for streamlining that name it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Candidate>,
    /// What was decided of it in the mapping: of the text in a row, or of a candidate that names it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decided_in_mapping: Vec<Decision>,
    /// What was decided of it.
    pub decision: Option<Decision>,
    /// What that makes of the text.
    pub outcome: Option<Proposed>,
}

/// A row of the mapping.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// What the row is about.
    pub subject: String,
    /// The text that it is built around.
    pub key: WorkId,
}

/// Puts proposals, mapping and decisions together. The mapping is the one to which the decisions have been applied.
pub fn list(
    proposals: Proposals,
    mapping: &Mapping,
    decisions: &[Decision],
    index: &Index,
) -> OutcomeList {
    let mut texts = proposals.texts;
    let known: BTreeSet<WorkId> = texts.iter().map(|t| t.id.clone()).collect();
    // What somebody decided of a text of another body stands there, too.
    let decided = decisions.iter().filter_map(|d| match &d.about {
        About::Work { id } if !known.contains(id) => Some(id),
        _ => None,
    });
    texts.extend(
        decided
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(|id| bare(id, index)),
    );
    texts.sort_by(|a, b| a.id.cmp(&b.id));
    OutcomeList {
        proposers: proposals.proposers,
        rows: texts
            .into_iter()
            .map(|t| row(t, mapping, decisions))
            .collect(),
        known: mapping.known.clone(),
        problems: proposals.problems,
    }
}

fn bare(id: &WorkId, index: &Index) -> ProposedText {
    let work = index.works.get(id);
    let edition = work.and_then(|w| w.editions.last());
    ProposedText {
        id: id.clone(),
        title: work.and_then(|w| w.title.clone()),
        edition: edition.filter(|e| !e.is_empty()).map(ToString::to_string),
        proposals: Vec::new(),
        standing: Standing::NoProposal,
        conflicts: Vec::new(),
    }
}

fn row(text: ProposedText, mapping: &Mapping, decisions: &[Decision]) -> OutcomeRow {
    let id = &text.id;
    let stands = mapping.rows.iter().filter(|row| {
        let texts: Vec<_> = row.cells.values().flatten().collect();
        texts.len() > 1 && texts.iter().any(|c| c.id == *id)
    });
    let beside = stands.map(|row| Beside {
        subject: row.subject.clone(),
        key: row.key.clone(),
    });
    let in_mapping = decisions.iter().filter(|d| match &d.about {
        About::Cell { id: of, .. } => of == id,
        About::Candidate { ids } => ids.contains(id),
        _ => false,
    });
    let own = About::Work { id: id.clone() };
    let decision = decisions.iter().find(|d| d.about == own).cloned();
    OutcomeRow {
        beside: beside.collect(),
        options: mapping
            .candidates
            .iter()
            .filter(|c| c.ids.contains(id))
            .cloned()
            .collect(),
        decided_in_mapping: in_mapping.cloned().collect(),
        outcome: decision.as_ref().and_then(|d| outcome(&d.decision)),
        decision,
        text,
    }
}

/// What a decision makes of a text, as proposals are marked; none where nothing is settled by it.
pub fn outcome(verdict: &Verdict) -> Option<Proposed> {
    match verdict {
        Verdict::Keep => Some(Proposed::NoChange),
        Verdict::Modify | Verdict::Align => Some(Proposed::Modify),
        Verdict::Suppress | Verdict::MergeInto(_) => Some(Proposed::Suppress),
        Verdict::Add => Some(Proposed::Add),
        Verdict::Open | Verdict::Discuss | Verdict::Strike | Verdict::Unread(_) => None,
    }
}

/// The decision that a mark means.
pub fn verdict(mark: Proposed) -> Verdict {
    match mark {
        Proposed::NoChange => Verdict::Keep,
        Proposed::Modify => Verdict::Modify,
        Proposed::Suppress => Verdict::Suppress,
        Proposed::Add => Verdict::Add,
    }
}
