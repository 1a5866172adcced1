//! What changed between two indexes or corpora: works, citations, mapping cells, findings.

mod editions;
mod history;
mod mappings;

pub use editions::{ClauseChange, EditionChange, compare_editions};
pub use history::{Histories, Stage, history};
pub use mappings::diff_mappings;

use crate::audit::{Audit, Code, Day, Settings};
use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::mapping::published;
use crate::model::{Edition, Finding, Horizons, Index, Role, WorkId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What changed.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Difference {
    /// Works that only the new side has.
    pub added: Vec<WorkChange>,
    /// Works with a later edition.
    pub revised: Vec<WorkChange>,
    /// Works that the new side knows as suppressed.
    pub suppressed: Vec<WorkChange>,
    /// Works whose text only the old side holds. Nothing says that they were suppressed.
    pub without_text: Vec<WorkChange>,
    /// What changed in the wording of the texts that both sides hold.
    pub wording: Vec<TextChange>,
    /// Who newly cites what.
    pub citations_added: Vec<Link>,
    /// Who no longer cites what.
    pub citations_dropped: Vec<Link>,
    /// Citations of a later edition.
    pub citations_updated: Vec<Link>,
    /// Cells of mapping tables that hold other works.
    pub cells: Vec<CellChange>,
    /// In made mappings: what stands only on the new side, candidates and texts without equivalent, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mapping_added: Vec<String>,
    /// In made mappings: what stands only on the old side.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mapping_dropped: Vec<String>,
    /// Findings of the audit that are new.
    pub findings_added: Vec<Finding>,
    /// Findings of the audit that are gone.
    pub findings_gone: Vec<Finding>,
    /// How far what is known reaches.
    #[serde(flatten)]
    pub known: Horizons,
}

/// A work that changed.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WorkChange {
    /// The work.
    pub id: WorkId,
    /// Its title.
    pub title: String,
    /// Its edition on the old side.
    pub old: Option<String>,
    /// Its edition on the new side.
    pub new: Option<String>,
    /// What was seen.
    pub why: String,
}

/// What changed in the wording of one text.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// The work.
    pub id: WorkId,
    /// What changed.
    #[serde(flatten)]
    pub change: EditionChange,
}

/// A citation from work to work.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Link {
    /// The citing work.
    pub from: WorkId,
    /// The cited work.
    pub to: WorkId,
    /// The editions cited on the old side.
    pub old: Vec<String>,
    /// The editions cited on the new side.
    pub new: Vec<String>,
    /// Why, where the citing text stands on one side only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// A row of a mapping table, found by its key text, that holds other works.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellChange {
    /// The text that the row is found by.
    pub key: WorkId,
    /// What the row is about.
    pub subject: String,
    /// Works only on the new side.
    pub added: Vec<WorkId>,
    /// Works only on the old side.
    pub dropped: Vec<WorkId>,
    /// Works with another edition: "WTSA-44: Rev. Hammamet, 2016 → Rev. New Delhi, 2024".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revised: Vec<String>,
}

/// What changed from `old` to `new`.
pub fn diff(old: &Corpus, new: &Corpus, knowledge: &Knowledge) -> Difference {
    let mut found = Difference {
        known: knowledge.horizons(&new.index),
        ..Difference::default()
    };
    works(&old.index, &new.index, &mut found);
    found.wording = wording(old, new);
    citations(&old.index, &new.index, &mut found);
    found.cells = cells(old, new, knowledge);
    let (before, after) = (findings(old, knowledge), findings(new, knowledge));
    found.findings_added = only(&after, &before);
    found.findings_gone = only(&before, &after);
    found
}

/// The works whose own text a side holds.
fn with_text(index: &Index) -> BTreeSet<&WorkId> {
    index.texts.iter().filter_map(|t| t.work.as_ref()).collect()
}

fn latest(index: &Index, id: &WorkId) -> Option<Edition> {
    let text = index.text_of(id).and_then(|t| t.edition().cloned());
    let known = index.works.get(id).and_then(|w| w.editions.last().cloned());
    match (text, known) {
        (Some(text), Some(known)) if known.year > text.year => Some(known),
        (text, known) => text.or(known),
    }
}

fn works(old: &Index, new: &Index, found: &mut Difference) {
    let (old_texts, new_texts) = (with_text(old), with_text(new));
    let change = |id: &WorkId, why: &str| {
        let shown = |e: Option<Edition>| e.filter(|e| !e.is_empty()).map(|e| e.to_string());
        let title = if new.title(id).is_empty() {
            old.title(id)
        } else {
            new.title(id)
        };
        WorkChange {
            id: id.clone(),
            title: title.to_owned(),
            old: shown(latest(old, id)),
            new: shown(latest(new, id)),
            why: why.to_owned(),
        }
    };
    let adopted = |id: &&&WorkId| id.kind().is_adopted();
    for id in new_texts.iter().filter(adopted) {
        match old.works.get(*id) {
            None => found.added.push(change(id, "its text is new")),
            Some(_) if !old_texts.contains(*id) => found
                .added
                .push(change(id, "its text is new; it was cited before")),
            Some(_) => {
                let (a, b) = (latest(old, id), latest(new, id));
                let later = a.as_ref().and_then(|e| e.year) < b.as_ref().and_then(|e| e.year);
                if later && a != b {
                    found.revised.push(change(id, "a later edition"));
                }
            }
        }
    }
    for id in old.works.keys() {
        let now = new.works.get(id).and_then(|w| w.suppressed.as_deref());
        let before = old.works.get(id).and_then(|w| w.suppressed.as_deref());
        if let (Some(by), None) = (now, before) {
            found
                .suppressed
                .push(change(id, &format!("suppressed by {by}")));
        } else if now.is_none()
            && old_texts.contains(id)
            && !new_texts.contains(id)
            && id.kind().is_adopted()
        {
            found
                .without_text
                .push(change(id, "its text is not among the new files"));
        }
    }
}

/// Clause by clause, the texts that both sides hold.
fn wording(old: &Corpus, new: &Corpus) -> Vec<TextChange> {
    let ids = with_text(&old.index);
    let mut found = Vec::new();
    for id in ids.intersection(&with_text(&new.index)) {
        let (Some(a), Some(b)) = (old.index.text_of(id), new.index.text_of(id)) else {
            continue;
        };
        let change = compare_editions((old, a), (new, b));
        if !change.is_empty() {
            let id = (*id).clone();
            found.push(TextChange { id, change });
        }
    }
    found
}

/// Rows by their key text: what each is about, and its works.
type Rows = BTreeMap<WorkId, (String, BTreeSet<WorkId>)>;

type Links<'i> = BTreeMap<(&'i WorkId, &'i WorkId), BTreeSet<Edition>>;

fn links(index: &Index) -> Links<'_> {
    let mut links = Links::new();
    for citation in index.citations.iter().filter(|c| c.role == Role::Citation) {
        let Some(from) = &citation.from else { continue };
        for target in &citation.targets {
            let Some(to) = target.id.as_ref().filter(|to| *to != from) else {
                continue;
            };
            let editions = links.entry((from, to)).or_default();
            if !target.edition.is_empty() {
                editions.insert(target.edition.clone());
            }
        }
    }
    links
}

fn citations(old: &Index, new: &Index, found: &mut Difference) {
    let (before, after) = (links(old), links(new));
    let shown = |side: Option<&BTreeSet<Edition>>| -> Vec<String> {
        side.into_iter().flatten().map(Edition::to_string).collect()
    };
    let keys: BTreeSet<&(&WorkId, &WorkId)> = before.keys().chain(after.keys()).collect();
    let (old_texts, new_texts) = (with_text(old), with_text(new));
    for key in keys {
        let (a, b) = (before.get(key), after.get(key));
        let because = match (old_texts.contains(key.0), new_texts.contains(key.0)) {
            (false, true) => Some("the text is new"),
            (true, false) => Some("the text is not among the new files"),
            _ => None,
        };
        let link = Link {
            from: key.0.clone(),
            to: key.1.clone(),
            old: shown(a),
            new: shown(b),
            because: because.map(str::to_owned),
        };
        let year = |side: Option<&BTreeSet<Edition>>| {
            side.into_iter().flatten().filter_map(|e| e.year).max()
        };
        match (a, b) {
            (None, Some(_)) => found.citations_added.push(link),
            (Some(_), None) => found.citations_dropped.push(link),
            (Some(_), Some(_)) if year(a) < year(b) && year(a).is_some() => {
                found.citations_updated.push(link)
            }
            _ => {}
        }
    }
}

/// The rows of all published mapping tables of a corpus: key → (subject, works).
fn rows(corpus: &Corpus, knowledge: &Knowledge) -> Rows {
    let mut rows = Rows::new();
    for source in corpus.documents.keys() {
        for row in published::read(corpus, *source, knowledge)
            .into_iter()
            .flat_map(|p| p.rows)
        {
            if let Some(key) = row.key(knowledge) {
                let (_, ids) = rows
                    .entry(key.clone())
                    .or_insert_with(|| (row.subject.clone(), BTreeSet::new()));
                ids.extend(row.entries.iter().map(|e| e.id.clone()));
            }
        }
    }
    rows
}

fn cells(old: &Corpus, new: &Corpus, knowledge: &Knowledge) -> Vec<CellChange> {
    let (before, after) = (rows(old, knowledge), rows(new, knowledge));
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    changed_rows(&before, &after)
}

fn changed_rows(before: &Rows, after: &Rows) -> Vec<CellChange> {
    let keys: BTreeSet<&WorkId> = before.keys().chain(after.keys()).collect();
    let none = (String::new(), BTreeSet::new());
    keys.into_iter()
        .filter_map(|key| {
            let (a, b) = (
                before.get(key).unwrap_or(&none),
                after.get(key).unwrap_or(&none),
            );
            (a.1 != b.1).then(|| CellChange {
                key: key.clone(),
                subject: if b.0.is_empty() {
                    a.0.clone()
                } else {
                    b.0.clone()
                },
                added: b.1.difference(&a.1).cloned().collect(),
                dropped: a.1.difference(&b.1).cloned().collect(),
                revised: Vec::new(),
            })
        })
        .collect()
}

fn findings(corpus: &Corpus, knowledge: &Knowledge) -> Vec<Finding> {
    let settings = Settings::default();
    Audit::new(corpus, knowledge, &settings)
        .run(&Code::usual().collect::<Vec<_>>(), None, Day::today())
        .findings
}

/// Those of `a` that are not in `b`, whatever file they stand in.
fn only(a: &[Finding], b: &[Finding]) -> Vec<Finding> {
    let key = |f: &Finding| (f.code.clone(), f.ids.clone(), f.message.clone());
    let known: BTreeSet<_> = b.iter().map(key).collect();
    a.iter()
        .filter(|f| !known.contains(&key(f)))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_and_citations_that_change_are_told_apart() {
        let k = Knowledge::builtin().expect("mappings/ load");
        let old = "RESOLUTION 901 (Busan, 2014)\nOn trees\nresolves\nto follow Resolution 902 (Antalya, 2006) of the Plenipotentiary Conference and Resolution 903 (Busan, 2014) of the Plenipotentiary Conference,\n";
        let new = "RESOLUTION 901 (REV. DUBAI, 2018)\nOn trees\nresolves\nto follow Resolution 902 (Rev. Busan, 2014) of the Plenipotentiary Conference and Resolution 905 (Dubai, 2018) of the Plenipotentiary Conference,\n\nRESOLUTION 906 (DUBAI, 2018)\nOn shrubs\nresolves\nthat it be so,\n";
        let (a, b) = (
            Corpus::from_texts(&k, &[("a.txt", old)]),
            Corpus::from_texts(&k, &[("b.txt", new)]),
        );
        let found = diff(&a, &b, &k);
        let ids = |changes: &[WorkChange]| -> Vec<String> {
            changes.iter().map(|c| c.id.to_string()).collect()
        };
        assert_eq!(ids(&found.revised), ["PP-901"]);
        assert_eq!(ids(&found.added), ["PP-906"]);
        let to =
            |links: &[Link]| -> Vec<String> { links.iter().map(|l| l.to.to_string()).collect() };
        assert_eq!(to(&found.citations_added), ["PP-905"]);
        assert_eq!(to(&found.citations_dropped), ["PP-903"]);
        assert_eq!(to(&found.citations_updated), ["PP-902"]);
    }
}
