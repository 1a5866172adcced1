//! What follows if a text is suppressed, or merged into another: who cites it and how that reads afterwards,
//! which of its provisions stand elsewhere and which would be lost, and what else hangs on it.

mod carriers;
mod citing;
mod fate;
mod list;
mod struck;

pub use carriers::Carrier;
pub use citing::{amendment, written_out};
pub use fate::{Fate, FateKind, Nearest};

use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::mapping::published;
use crate::model::{Copy, Horizons, Index, PartKind, Role, WitnessKind, WorkId};
use crate::plan;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What follows if works fall.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, Serialize)]
pub struct Impact {
    /// The works that fall.
    pub ids: Vec<Subject>,
    /// What takes their place.
    pub into: Option<Subject>,
    /// Every citation that would point at nothing, with its new wording.
    pub amendments: Vec<Amendment>,
    /// Provision by provision: where it stands otherwise, or that it would be lost.
    pub provisions: Vec<Fate>,
    /// Works that stay and still carry the content.
    pub carriers: Vec<Carrier>,
    /// Works that are named in the same paragraphs.
    pub together: Vec<Together>,
    /// Rows of mapping tables that name them, or most of those named with them.
    pub rows: Vec<TableRow>,
    /// Action items of theirs, or that cite them.
    pub items: Vec<TouchedItem>,
    /// Works that cite them, and works that cite those, with the number of steps.
    pub chain: Vec<Hanging>,
    /// How far the texts at hand go.
    pub limits: Vec<String>,
    /// How far what is known reaches.
    #[serde(flatten)]
    pub known: Horizons,
}

/// A work that falls or takes the place.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct Subject {
    /// The work.
    pub id: WorkId,
    /// Its title.
    pub title: String,
    /// Where it was suppressed already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<String>,
    /// The latest edition that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The conferences that may have revised or suppressed it since, for all that is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub met_since: Vec<String>,
    /// How many of its provisions are at hand.
    pub provisions: usize,
    /// The copy that they are taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<Copy>,
}

/// A citation that would point at nothing.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amendment {
    /// What would fall.
    pub cited: WorkId,
    /// The text that cites it; none where the place is in no resolution text.
    pub from: Option<WorkId>,
    /// The provision that cites it.
    pub provision: Option<String>,
    /// The file.
    pub file: String,
    /// The line (from 1).
    pub line: usize,
    /// As it reads, with what goes with it.
    pub old: String,
    /// As it should read; none where the reference can only be struck.
    pub new: Option<String>,
    /// What to do, in words.
    pub advice: String,
    /// Other copies of the same text that need it too: file and line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

/// A work that is named beside the falling ones.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Together {
    /// The work.
    pub id: WorkId,
    /// Its title.
    pub title: String,
    /// Where: file and line.
    pub places: Vec<String>,
}

/// A row of a mapping table.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableRow {
    /// The file.
    pub file: String,
    /// The line.
    pub line: usize,
    /// What the row is about.
    pub subject: String,
    /// The works in it.
    pub ids: Vec<WorkId>,
    /// Why it is touched.
    pub why: String,
}

/// An action item.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TouchedItem {
    /// The file.
    pub file: String,
    /// The line.
    pub line: usize,
    /// Its number.
    pub item: Option<String>,
    /// What is to be done.
    pub action: String,
    /// Why it is touched.
    pub why: String,
}

/// A work that hangs on a falling one.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hanging {
    /// The work.
    pub id: WorkId,
    /// Its title.
    pub title: String,
    /// 1: it cites a falling work itself.
    pub steps: usize,
    /// What it cites on the way.
    pub by: WorkId,
}

/// Why nothing can be said.
#[derive(Debug, thiserror::Error)]
pub enum ImpactError {
    /// No such work.
    #[error(
        "{0}: no text, citation or table names such a work; ids look like PP-123, WTSA-35, PP-DEC-5"
    )]
    Unknown(WorkId),
    /// A work cannot take its own place.
    #[error("{0} cannot be merged into itself")]
    Itself(WorkId),
}

/// How many steps of the chain are followed.
const STEPS: usize = 3;

/// Says what follows if `ids` fall, `into` taking their place.
///
/// # Errors
/// An id that nothing names; a work merged into itself.
pub fn impact(
    corpus: &Corpus,
    ids: &[WorkId],
    into: Option<&WorkId>,
    knowledge: &Knowledge,
) -> Result<Impact, ImpactError> {
    let index = &corpus.index;
    for id in ids.iter().chain(into) {
        if !index.works.contains_key(id) {
            return Err(ImpactError::Unknown(id.clone()));
        }
    }
    if let Some(id) = into.filter(|id| ids.contains(id)) {
        return Err(ImpactError::Itself(id.clone()));
    }
    let known = knowledge.horizons(index);
    let subject = |id: &WorkId| subject(index, id, knowledge.met_since(&known, index, id));
    let together = together(index, ids);
    let provisions = fate::fates(index, ids, into);
    Ok(Impact {
        carriers: carriers::carriers(index, ids, into, knowledge),
        ids: ids.iter().map(subject).collect(),
        into: into.map(subject),
        amendments: citing::amendments(index, ids, into, &provisions, knowledge),
        rows: rows(corpus, ids, &together, knowledge),
        items: items(corpus, ids, knowledge),
        chain: chain(index, ids),
        limits: limits(index, ids, into),
        known,
        provisions,
        together,
    })
}

fn subject(index: &Index, id: &WorkId, met_since: Vec<&str>) -> Subject {
    let latest = index.works.get(id).and_then(|w| w.editions.last());
    Subject {
        id: id.clone(),
        title: index.title(id).to_owned(),
        suppressed: index.works.get(id).and_then(|w| w.suppressed.clone()),
        edition: latest.map(ToString::to_string),
        met_since: met_since.into_iter().map(str::to_owned).collect(),
        provisions: index.provisions_of(id).len(),
        copy: index.copy_of(id),
    }
}

/// Works that stand in the same paragraph as a citation of the falling ones.
fn together(index: &Index, ids: &[WorkId]) -> Vec<Together> {
    let names = |c: &crate::model::Citation| -> Vec<WorkId> {
        c.targets
            .iter()
            .filter_map(|t| t.id.clone())
            .filter(|id| id.kind().is_adopted())
            .collect()
    };
    let mut lines: BTreeMap<(usize, usize), BTreeSet<WorkId>> = BTreeMap::new();
    for citation in index.citations.iter().filter(|c| c.role == Role::Citation) {
        lines
            .entry((citation.source, citation.line))
            .or_default()
            .extend(names(citation));
    }
    let mut found: BTreeMap<WorkId, Vec<String>> = BTreeMap::new();
    for ((source, line), named) in &lines {
        if !ids.iter().any(|id| named.contains(id)) {
            continue;
        }
        let file = index.sources.get(*source).map_or("", |s| s.file.as_str());
        for id in named.iter().filter(|id| !ids.contains(id)) {
            found
                .entry(id.clone())
                .or_default()
                .push(format!("{file}:{line}"));
        }
    }
    found
        .into_iter()
        .map(|(id, places)| Together {
            title: index.title(&id).to_owned(),
            id,
            places,
        })
        .collect()
}

fn rows(
    corpus: &Corpus,
    ids: &[WorkId],
    together: &[Together],
    knowledge: &Knowledge,
) -> Vec<TableRow> {
    let mut found = Vec::new();
    for source in corpus.documents.keys() {
        let Some(published) = published::read(corpus, *source, knowledge) else {
            continue;
        };
        for row in published
            .rows
            .iter()
            .chain(&published.candidates)
            .chain(&published.texts)
        {
            let named: Vec<&WorkId> = row
                .entries
                .iter()
                .map(|e| &e.id)
                .filter(|id| ids.contains(id))
                .collect();
            // A row that holds most of those named beside a falling text is about the same matter.
            let beside = row
                .entries
                .iter()
                .filter(|e| together.iter().any(|t| t.id == e.id))
                .count();
            let why = match (
                named.is_empty(),
                beside > 1 && beside * 2 > row.entries.len(),
            ) {
                (false, _) => "names it".to_owned(),
                (true, true) => "holds those that are named beside it".to_owned(),
                (true, false) => continue,
            };
            let mut works: Vec<WorkId> = row.entries.iter().map(|e| e.id.clone()).collect();
            works.dedup();
            found.push(TableRow {
                file: published.file.clone(),
                line: row.line,
                subject: row.subject.clone(),
                ids: works,
                why,
            });
        }
    }
    found
}

fn items(corpus: &Corpus, ids: &[WorkId], knowledge: &Knowledge) -> Vec<TouchedItem> {
    let mut found = Vec::new();
    for plan in plan::read(corpus, knowledge) {
        let file = plan.file.clone().unwrap_or_default();
        let source = corpus.index.sources.iter().position(|s| s.file == file);
        let cited: BTreeSet<usize> = corpus
            .index
            .citations
            .iter()
            .filter(|c| Some(c.source) == source && c.role == Role::Citation)
            .filter(|c| {
                c.targets
                    .iter()
                    .any(|t| t.id.as_ref().is_some_and(|id| ids.contains(id)))
            })
            .map(|c| c.line)
            .collect();
        for item in &plan.items {
            let own = item.resolution.as_ref().is_some_and(|id| ids.contains(id));
            let last = item.status_line.unwrap_or(item.line + 2);
            let why = match own {
                true => "carries it out".to_owned(),
                false if cited.range(item.line..=last).next().is_some() => "cites it".to_owned(),
                false => continue,
            };
            found.push(TouchedItem {
                file: file.clone(),
                line: item.line,
                item: item.id.clone(),
                action: item.action.clone(),
                why,
            });
        }
    }
    found
}

/// Who cites them, who cites those, …
fn chain(index: &Index, ids: &[WorkId]) -> Vec<Hanging> {
    let mut citing: BTreeMap<&WorkId, BTreeSet<&WorkId>> = BTreeMap::new();
    for citation in index.citations.iter().filter(|c| c.role == Role::Citation) {
        let Some(from) = citation.citing() else {
            continue;
        };
        for to in citation
            .targets
            .iter()
            .filter_map(|t| t.id.as_ref())
            .filter(|to| *to != from)
        {
            citing.entry(to).or_default().insert(from);
        }
    }
    let mut seen: BTreeSet<&WorkId> = ids.iter().collect();
    let mut front: Vec<&WorkId> = ids.iter().collect();
    let mut chain = Vec::new();
    for steps in 1..=STEPS {
        let mut next = Vec::new();
        for by in front {
            for &id in citing.get(by).into_iter().flatten() {
                if seen.insert(id) {
                    next.push(id);
                    chain.push(Hanging {
                        id: id.clone(),
                        title: index.title(id).to_owned(),
                        steps,
                        by: by.clone(),
                    });
                }
            }
        }
        front = next;
    }
    chain
}

/// What the texts at hand do not hold.
fn limits(index: &Index, ids: &[WorkId], into: Option<&WorkId>) -> Vec<String> {
    let mut limits = Vec::new();
    if let Some(into) = into.filter(|into| struck::is_gone(index, into)) {
        let now = struck::in_force(index, into);
        limits.push(match struck::is_gone(index, now) {
            true => format!(
                "{into} is suppressed itself, and nothing known took its place: what to cite instead has to be found by hand"
            ),
            false => format!(
                "{into} is suppressed itself; {now} took its place, and is what the amendments cite"
            ),
        });
    }
    for id in ids.iter().chain(into) {
        match index.text_of(id) {
            None => limits.push(format!(
                "{id}: its text is not at hand; only citations of it are known"
            )),
            Some(text)
                if text.provisions.is_empty()
                    || text.provisions.iter().all(|p| p.text.is_empty()) =>
            {
                limits.push(format!("{id}: its wording is not at hand"));
            }
            Some(text) => {
                let copy = index.copy(id, text);
                let rests = match text.witness.kind {
                    WitnessKind::Full => continue,
                    _ => format!("{id}: what is said of its provisions rests on {copy}"),
                };
                let parts = |part| text.provisions.iter().any(|p| p.part == part);
                limits.push(match parts(PartKind::Preamble) {
                    true => rests,
                    false => format!("{rests}; nothing is said of its preamble and annexes"),
                });
            }
        }
    }
    let texts: BTreeSet<&WorkId> = index
        .texts
        .iter()
        .filter(|t| !t.provisions.is_empty())
        .filter_map(|t| t.work.as_ref())
        .collect();
    limits.push(format!(
        "searched for the same wording: {} texts; a provision may stand in a text that is not among them",
        texts.len()
    ));
    limits
}
