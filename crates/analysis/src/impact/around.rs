//! What else a falling text touches: texts that are named beside it, rows of tables, action items, and the chain of
//! those that cite it.

use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::mapping::published;
use crate::model::{Citation, Index, Role, WorkId};
use crate::plan;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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

/// How many steps of the chain are followed.
const STEPS: usize = 3;

/// Works that stand in the same paragraph as a citation of the falling ones.
pub(super) fn together(index: &Index, ids: &[WorkId]) -> Vec<Together> {
    let names = |c: &Citation| -> Vec<WorkId> {
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

/// Rows of mapping tables that name them, or hold most of those named with them.
pub(super) fn rows(
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

/// Action items that carry them out or cite them.
pub(super) fn items(corpus: &Corpus, ids: &[WorkId], knowledge: &Knowledge) -> Vec<TouchedItem> {
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
pub(super) fn chain(index: &Index, ids: &[WorkId]) -> Vec<Hanging> {
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
