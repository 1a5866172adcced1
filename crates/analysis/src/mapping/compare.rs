//! Holds the mapping against another one, cell by cell.

use super::published::Published;
use crate::knowledge::Knowledge;
use crate::model::{Evidence, Mapping, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// Another mapping: rows of texts, each with the text it is found by.
#[derive(Clone, Debug, Default)]
pub struct Other {
    /// Where it comes from.
    pub name: String,
    /// (key, subject, texts without the key, line).
    pub rows: Vec<OtherRow>,
    /// Texts listed as having no equivalent.
    pub no_equivalent: BTreeSet<WorkId>,
}

/// A row of another mapping.
#[derive(Clone, Debug)]
pub struct OtherRow {
    /// The text that the row is found by.
    pub key: WorkId,
    /// What it is about.
    pub subject: String,
    /// Its other texts.
    pub ids: BTreeSet<WorkId>,
    /// Line of the row in its file, where it has one.
    pub line: Option<usize>,
}

impl Other {
    /// A mapping that was read out of a published document.
    pub fn from_published(published: &Published, knowledge: &Knowledge) -> Self {
        let rows = published
            .rows
            .iter()
            .filter_map(|row| {
                let key = row.key(knowledge)?.clone();
                let ids = row
                    .entries
                    .iter()
                    .map(|e| e.id.clone())
                    .filter(|id| *id != key)
                    .collect();
                Some(OtherRow {
                    key,
                    subject: row.subject.clone(),
                    ids,
                    line: Some(row.line),
                })
            })
            .collect();
        let no_equivalent = published
            .no_equivalent
            .iter()
            .map(|e| e.id.clone())
            .collect();
        Other {
            name: published.file.clone(),
            rows,
            no_equivalent,
        }
    }

    /// A mapping of ours, as saved in `mapping.json`.
    pub fn from_mapping(name: &str, mapping: &Mapping) -> Self {
        let rows = mapping
            .rows
            .iter()
            .map(|row| OtherRow {
                key: row.key.clone(),
                subject: row.subject.clone(),
                ids: row
                    .cells
                    .values()
                    .flatten()
                    .map(|c| c.id.clone())
                    .filter(|id| *id != row.key)
                    .collect(),
                line: None,
            })
            .collect();
        let no_equivalent = mapping.no_equivalent.iter().map(|n| n.id.clone()).collect();
        Other {
            name: name.to_owned(),
            rows,
            no_equivalent,
        }
    }
}

/// How two mappings compare.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Comparison {
    /// What ours is held against.
    pub other: String,
    /// Rows of the other one; each is found by its key.
    pub rows: usize,
    /// Cells (texts in a row, its key left out) in both.
    pub both: usize,
    /// Cells only here, in rows that both have.
    pub only_here: usize,
    /// Cells only there.
    pub only_there: usize,
    /// both / (both + only here).
    pub precision: f64,
    /// both / (both + only there).
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Rows that only ours has.
    pub rows_only_here: Vec<WorkId>,
    /// Every cell that differs, in the order of the rows.
    pub differences: Vec<Difference>,
}

/// A cell that one of the two has and the other has not.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Difference {
    /// What the row is about.
    pub subject: String,
    /// The text that the row is found by.
    pub key: WorkId,
    /// Line of the row in the other mapping.
    pub line: Option<usize>,
    /// The text.
    pub id: WorkId,
    /// Who has it.
    pub verdict: CellVerdict,
    /// Why.
    pub reason: String,
    /// What speaks for the cell, if anything.
    pub evidence: Vec<Evidence>,
}

/// Who has a cell.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellVerdict {
    /// Only our mapping.
    OnlyHere,
    /// Only the other one.
    OnlyThere,
}

/// The other mapping with its rows found by the texts by which they are found here. A paper does not say by which text a
/// row is found; where none is of the parent body, the first is taken, and may be another than here.
fn keyed_as_here(other: &Other, has: impl Fn(&WorkId, &WorkId) -> Option<bool>) -> Other {
    let keys: BTreeSet<WorkId> = other.rows.iter().map(|row| row.key.clone()).collect();
    let mut out = other.clone();
    for row in out
        .rows
        .iter_mut()
        .filter(|row| has(&row.key, &row.key).is_none())
    {
        let is_key = |id: &&WorkId| !keys.contains(*id) && has(id, &row.key) == Some(true);
        let Some(key) = row.ids.iter().find(is_key).cloned() else {
            continue;
        };
        row.ids.remove(&key);
        row.ids.insert(std::mem::replace(&mut row.key, key));
    }
    out
}

/// What links a text to the key of a row: the reason in words, and the evidence.
pub type Why<'w> = dyn Fn(&WorkId, &WorkId) -> (String, Vec<Evidence>) + 'w;

/// Holds `mapping` against `other`. `why` is asked of the cells that only the other one has.
pub fn compare(mapping: &Mapping, other: &Other, why: &Why<'_>) -> Comparison {
    let ours = cells_of(mapping);
    let other = &keyed_as_here(other, |key, id| {
        ours.get(key).map(|row| row.contains_key(id))
    });
    // Rows with the same key are one row here: what the one lacks may stand in the other.
    let mut theirs: BTreeMap<&WorkId, BTreeSet<&WorkId>> = BTreeMap::new();
    for row in &other.rows {
        theirs.entry(&row.key).or_default().extend(&row.ids);
    }
    let mut out = Comparison {
        other: other.name.clone(),
        rows: other.rows.len(),
        ..Comparison::default()
    };
    let none = Cells::new();
    let mut done: BTreeSet<&WorkId> = BTreeSet::new();
    for row in &other.rows {
        let here = ours.get(&row.key).unwrap_or(&none);
        out.look_for_theirs(row, here, why);
        if done.insert(&row.key) {
            let lacked = here
                .iter()
                .filter(|(id, _)| !theirs[&row.key].contains(*id));
            for (id, evidence) in lacked {
                out.only_here += 1;
                let because = (why_left_out(other, &row.key, id), (*evidence).clone());
                out.differences
                    .push(row.difference(id, CellVerdict::OnlyHere, because));
            }
        }
    }
    let only_ours = ours.keys().filter(|key| !theirs.contains_key(**key));
    out.rows_only_here = only_ours.map(|key| (*key).clone()).collect();
    out.set_shares();
    out
}

/// The texts of a row but its key, each with what speaks for it.
type Cells<'m> = BTreeMap<&'m WorkId, &'m Vec<Evidence>>;

/// The rows of a mapping, by their keys.
fn cells_of(mapping: &Mapping) -> BTreeMap<&WorkId, Cells<'_>> {
    let rows = mapping.rows.iter().map(|row| {
        let cells = row.cells.values().flatten().filter(|c| c.id != row.key);
        (&row.key, cells.map(|c| (&c.id, &c.evidence)).collect())
    });
    rows.collect()
}

impl Comparison {
    /// Looks for the cells of a row of the other mapping among ours.
    fn look_for_theirs(&mut self, row: &OtherRow, here: &Cells<'_>, why: &Why<'_>) {
        for id in &row.ids {
            if here.contains_key(id) {
                self.both += 1;
            } else {
                self.only_there += 1;
                let because = why(&row.key, id);
                self.differences
                    .push(row.difference(id, CellVerdict::OnlyThere, because));
            }
        }
    }

    /// Precision, recall and their mean, of what was counted.
    fn set_shares(&mut self) {
        self.precision = ratio(self.both, self.both + self.only_here);
        self.recall = ratio(self.both, self.both + self.only_there);
        self.f1 = if self.precision + self.recall > 0.0 {
            2.0 * self.precision * self.recall / (self.precision + self.recall)
        } else {
            0.0
        };
    }
}

impl OtherRow {
    /// A cell of the row that one of the two lacks, with the reason and the evidence.
    fn difference(
        &self,
        id: &WorkId,
        verdict: CellVerdict,
        (reason, evidence): (String, Vec<Evidence>),
    ) -> Difference {
        Difference {
            subject: self.subject.clone(),
            key: self.key.clone(),
            line: self.line,
            id: id.clone(),
            verdict,
            reason,
            evidence,
        }
    }
}

/// Why a text of our row `key` is not in that of the other mapping, as far as that tells.
fn why_left_out(other: &Other, key: &WorkId, id: &WorkId) -> String {
    match together(other, key, id) {
        Some(elsewhere) => format!(
            "the texts link it to the row; the other mapping has the two together in the row of {elsewhere}"
        ),
        None => "the texts link it to the row; the other mapping leaves it out".to_owned(),
    }
}

/// The key of a row of the other mapping, not led by `key`, that holds both.
fn together<'o>(other: &'o Other, key: &WorkId, id: &WorkId) -> Option<&'o WorkId> {
    let has = |row: &OtherRow, id: &WorkId| row.key == *id || row.ids.contains(id);
    let mut rows = other.rows.iter().filter(|row| row.key != *key);
    rows.find(|row| has(row, key) && has(row, id))
        .map(|row| &row.key)
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
