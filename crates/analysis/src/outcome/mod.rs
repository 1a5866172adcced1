//! What a meeting has before it: for each text the proposals with their marks, what stands between them, and how the
//! list of outcomes will read.

mod gather;
mod group;
mod list;

use crate::compare::{CompareError, Comparison, Counts};
use crate::corpus::Corpus;
use crate::knowledge::{Knowledge, Proposed};
use crate::model::{Document, Edition, Problem, WitnessKind, WorkId};
use gather::Given;
use group::{add, base_of};
pub use list::{Beside, OutcomeList, OutcomeRow, list, outcome, verdict};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The texts of a meeting and what is proposed of them.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Proposals {
    /// Who proposes, in the order of the columns.
    pub proposers: Vec<String>,
    /// The texts of which something is proposed, and those in force of the same bodies and kinds, by their ids.
    pub texts: Vec<ProposedText>,
    /// What could not be read or compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// One text and what is proposed of it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProposedText {
    /// The text; a new one has a temporary number.
    pub id: WorkId,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its edition in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The proposals, in the order of the proposers.
    pub proposals: Vec<Proposal>,
    /// How they go together.
    pub standing: Standing,
    /// Clauses that they change in ways that do not go together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<ConflictingClause>,
}

/// One proposal.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// Who proposes.
    pub proposer: String,
    /// MOD, ADD, SUP or NOC, as written; none where only the tracked changes tell that something is proposed.
    pub mark: Option<String>,
    /// What is proposed.
    pub proposes: Option<Proposed>,
    /// Its reference: `AFCP/35A30/1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The document that it stands in, as a table names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Who made its tracked changes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The file.
    pub file: String,
    /// How many clauses it keeps, modifies, adds …; none where there was nothing to hold it against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
}

/// A clause that is to be settled.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConflictingClause {
    /// `resolves 2`.
    pub clause: String,
    /// Who wants what with it: proposers whose wording is the same stand together.
    pub proposers: Vec<String>,
}

/// How the proposals of one text go together.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Nothing is proposed.
    NoProposal,
    /// There is only one.
    Single,
    /// All want the same, and their changes can all be made.
    GoTogether,
    /// All change it; some clauses are to be settled.
    ClausesDiffer,
    /// One wants it changed, another suppressed or left.
    MarksDiffer,
    /// They want the same, but could not be held against each other.
    NotCompared,
}

/// Collects the proposals that stand in the documents of the corpus, by the texts that they are about.
pub fn proposals(corpus: &Corpus, knowledge: &Knowledge) -> Proposals {
    let mut out = Proposals::default();
    let mut by_text: BTreeMap<WorkId, Vec<Given>> = BTreeMap::new();
    for (source, document) in &corpus.documents {
        for given in gather::given(corpus, *source, document, knowledge, &mut out.problems) {
            by_text.entry(given.work.clone()).or_default().push(given);
        }
    }
    by_text.retain(|_, given| given.iter().any(|g| g.is_proposal));
    for (id, given) in by_text {
        out.texts
            .push(text(corpus, id, &given, knowledge, &mut out.problems));
    }
    out.proposers = proposers(&out.texts, knowledge);
    let place = |name: &String| out.proposers.iter().position(|p| p == name);
    for text in &mut out.texts {
        text.proposals
            .sort_by_key(|p| (place(&p.proposer), p.reference.clone()));
    }
    let untouched = untouched(corpus, knowledge, &out.texts);
    out.texts.extend(untouched);
    out.texts.sort_by(|a, b| a.id.cmp(&b.id));
    out.problems.sort();
    out.problems.dedup();
    out
}

impl ProposedText {
    /// A text of which nothing is proposed.
    fn new(corpus: &Corpus, knowledge: &Knowledge, id: &WorkId) -> Self {
        ProposedText {
            id: id.clone(),
            title: corpus.index.works.get(id).and_then(|w| w.title.clone()),
            edition: edition_in_force(corpus, knowledge, id),
            proposals: Vec::new(),
            standing: Standing::NoProposal,
            conflicts: Vec::new(),
        }
    }
}

/// All that is proposed of one text.
fn text(
    corpus: &Corpus,
    id: WorkId,
    given: &[Given],
    knowledge: &Knowledge,
    problems: &mut Vec<Problem>,
) -> ProposedText {
    let base = base_of(corpus, &id, given);
    let mut found = ProposedText::new(corpus, knowledge, &id);
    let proposed: Vec<&Given> = given.iter().filter(|g| g.is_proposal).collect();
    // What is suppressed, left or new is not held against anything.
    let (compared, listed): (Vec<&Given>, Vec<&Given>) =
        proposed.into_iter().partition(|g| g.has_changes());
    found
        .proposals
        .extend(listed.iter().map(|g| g.proposal(knowledge)));
    let documents: Vec<Document> = base
        .into_iter()
        .chain(compared.iter().copied())
        .map(Given::document)
        .collect();
    match compare(&documents, knowledge) {
        _ if compared.is_empty() => {}
        Ok(comparison) => add(&mut found, &comparison, base, knowledge, problems),
        Err(error) => {
            let file = compared[0].file();
            let message = format!("{}: its clauses are not counted: {error}", found.id);
            problems.push(Problem::remark(file, None, message));
            found
                .proposals
                .extend(compared.iter().map(|g| g.proposal(knowledge)));
        }
    }
    found.standing = standing(&found);
    found
}

fn compare(documents: &[Document], knowledge: &Knowledge) -> Result<Comparison, CompareError> {
    crate::compare::compare(documents, knowledge)
}

fn standing(text: &ProposedText) -> Standing {
    let means: BTreeSet<Option<Proposed>> = text.proposals.iter().map(|p| p.proposes).collect();
    let counted = text.proposals.iter().all(|p| p.counts.is_some());
    match () {
        () if text.proposals.is_empty() => Standing::NoProposal,
        () if text.proposals.len() < 2 => Standing::Single,
        () if means.len() > 1 => Standing::MarksDiffer,
        () if !text.conflicts.is_empty() => Standing::ClausesDiffer,
        () if means.first() == Some(&Some(Proposed::Modify)) && !counted => Standing::NotCompared,
        () => Standing::GoTogether,
    }
}

/// The edition in force: that of the copy at hand, else the latest that anybody knows of; none for a new text.
fn edition_in_force(corpus: &Corpus, knowledge: &Knowledge, id: &WorkId) -> Option<String> {
    let adopted = corpus.index.text_of(id);
    let adopted = adopted.filter(|t| t.witness.kind != WitnessKind::Draft);
    let own = adopted.and_then(|t| t.edition()).filter(|e| !e.is_empty());
    // What a draft would make of it is no edition yet.
    let drafts = corpus
        .index
        .texts
        .iter()
        .filter(|t| t.work.as_ref() == Some(id));
    let drafts = drafts.filter(|t| t.witness.kind == WitnessKind::Draft);
    let proposed: Vec<&Edition> = drafts
        .filter(|t| t.editions.len() > 1 || !knowledge.known.works.contains_key(id))
        .filter_map(|t| t.edition())
        .collect();
    let editions = corpus.index.works.get(id).map_or(&[][..], |w| &w.editions);
    let exists = |e: &&Edition| !proposed.iter().any(|p| p.is_same_as(e));
    let edition = own.or_else(|| editions.iter().rev().find(exists))?;
    (!edition.is_empty()).then(|| edition.to_string())
}

/// Who proposes: those that the knowledge names first, in its order.
fn proposers(texts: &[ProposedText], knowledge: &Knowledge) -> Vec<String> {
    let names: BTreeSet<&String> = texts
        .iter()
        .flat_map(|t| &t.proposals)
        .map(|p| &p.proposer)
        .collect();
    let mut names: Vec<String> = names.into_iter().cloned().collect();
    names.sort_by_key(|name| {
        let known = knowledge.proposals.place_of(name);
        (known.unwrap_or(usize::MAX), name.clone())
    });
    names
}

/// Texts in force of the bodies that the proposals are about, of the same kinds, of which nothing is proposed.
fn untouched(corpus: &Corpus, knowledge: &Knowledge, texts: &[ProposedText]) -> Vec<ProposedText> {
    let heads: BTreeSet<_> = texts.iter().map(|t| (t.id.body(), t.id.kind())).collect();
    let touched: BTreeSet<&WorkId> = texts.iter().map(|t| &t.id).collect();
    let works = corpus.index.works.iter();
    let in_force = works.filter(|(id, work)| {
        let exists = !work.editions.is_empty() && work.suppressed.is_none();
        exists && heads.contains(&(id.body(), id.kind())) && !touched.contains(id)
    });
    in_force
        .map(|(id, _)| ProposedText::new(corpus, knowledge, id))
        .collect()
}
