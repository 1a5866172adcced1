//! What people decide in the workbook comes back: it is read, kept through every later run, applied, and marked
//! where the wording or the edition that it rested on has changed.

mod about;
mod apply;
mod book;
mod changes;
mod comments;
mod memory;
mod names;
mod read;
mod rows;
mod serve;
mod table;
mod write;

pub use apply::{Applied, apply};
pub use changes::{DecisionChange, add_changes, changes};
pub use names::Names;
pub use read::{load, read_workbook};
pub use serve::{Falling, falling, waivers};
pub use table::mapping_in_workbook;
pub(crate) use write::{Keyed, KeyedRow, Sheets, place_of, verdict_words};

use crate::model::{About, Basis, Decision, Index, WorkId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The names of the sheets in which something can be decided.
pub(crate) mod sheet {
    /// A row a subject area.
    pub(crate) const ROWS: &str = "Table 1";
    /// A line a text of a row.
    pub(crate) const CELLS: &str = "Cells";
    /// What could be streamlined.
    pub(crate) const CANDIDATES: &str = "Candidates";
    /// Texts that stand in no row.
    pub(crate) const NO_EQUIVALENT: &str = "No equivalent";
    /// The outcomes of a meeting, a line a text.
    pub(crate) const OUTCOME: &str = "Outcome";
    /// What the audit finds.
    pub(crate) const FINDINGS: &str = "Findings";
    /// What was written where there is no longer a place for it.
    pub(crate) const KEPT: &str = "Kept";
}

/// The heads of the columns in which people decide, and of the key by which a row is found again.
pub(crate) mod head {
    pub(crate) const DECISION: &str = "Decision";
    pub(crate) const BY: &str = "By";
    pub(crate) const DATE: &str = "Date";
    pub(crate) const REMARK: &str = "Remark";
    pub(crate) const CHECK: &str = "Check";
    pub(crate) const KEY: &str = "Key";
    pub(crate) const SUBJECT: &str = "Subject area";
    /// All of them but the key.
    pub(crate) const OURS: [&str; 5] = [DECISION, BY, DATE, REMARK, CHECK];
}

/// Everything that people wrote.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    /// What was decided, in the order of the sheets.
    pub decisions: Vec<Decision>,
    /// Whatever else was written.
    pub edits: Vec<Edit>,
    /// Sheets that people added, as rows of words.
    pub sheets: Vec<(String, Vec<Vec<String>>)>,
    /// What could not be read or applied, each with its place; all of it is kept.
    pub messages: Vec<String>,
}

/// Something that people wrote that is no decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// Other words in a cell, or words in a column that people added.
    Cell {
        /// The sheet.
        sheet: String,
        /// The key of the row.
        key: String,
        /// The head of the column.
        head: String,
        /// What it says.
        text: String,
    },
    /// A comment on a cell.
    Comment {
        /// The sheet.
        sheet: String,
        /// The key of the row; empty for the heads.
        key: String,
        /// The head of the column.
        head: String,
        /// What it says.
        text: String,
    },
    /// A row that people added.
    Row {
        /// The sheet.
        sheet: String,
        /// What stands under which head.
        cells: BTreeMap<String, String>,
    },
    /// Words in a sheet whose rows are made anew each time.
    Loose {
        /// Where they stood.
        place: String,
        /// What they say.
        text: String,
    },
}

/// Why decisions could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DecisionsError {
    /// No such file, or not to be read.
    #[error("{file}: {source}")]
    Unreadable {
        /// Which file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// Not as it should be.
    #[error("{file}: {message}")]
    Damaged {
        /// Which file.
        file: String,
        /// What is wrong.
        message: String,
    },
    /// Nothing to decide in it.
    #[error(
        "{0}: holds no decisions: give a workbook that `resgraph map` wrote (mapping.xlsx), or a .json or .yaml file \
         with `decisions`"
    )]
    Other(String),
}

/// The works as they are now: what a decision rests on.
#[derive(Clone, Debug, Default)]
pub struct State {
    works: BTreeMap<WorkId, Basis>,
}

impl State {
    /// Of an index.
    pub fn of(index: &Index) -> State {
        let basis = |id: &WorkId| Basis {
            id: id.clone(),
            edition: edition(index, id),
            wording: wording(index, id),
        };
        State {
            works: index
                .works
                .keys()
                .map(|id| (id.clone(), basis(id)))
                .collect(),
        }
    }

    /// Marks the decisions that rest on what is no more.
    pub fn check(&self, decisions: &mut Decisions) {
        for decision in &mut decisions.decisions {
            let changed = |basis: &Basis| basis.changed(self.works.get(&basis.id)?);
            decision.suspect = decision.rests_on.iter().filter_map(changed).collect();
        }
    }
}

/// The latest known edition, as written.
fn edition(index: &Index, id: &WorkId) -> Option<String> {
    let edition = index.works.get(id)?.editions.last()?;
    (!edition.is_empty()).then(|| edition.to_string())
}

/// A fingerprint of the wording; none where it is not at hand.
fn wording(index: &Index, id: &WorkId) -> Option<String> {
    let text = index.text_of(id)?;
    let mut hash = crc32fast::Hasher::new();
    let mut any = false;
    for provision in &text.provisions {
        if !provision.text.is_empty() {
            any = true;
            hash.update(book::squeezed(&provision.text).as_bytes());
            hash.update(b"\n");
        }
    }
    any.then(|| format!("{:08x}", hash.finalize()))
}

impl Decisions {
    /// What was decided of that, if anything was.
    pub fn of(&self, about: &About) -> Option<&Decision> {
        self.decisions.iter().find(|d| d.about == *about)
    }

    /// Takes what `other` has beside it. Of what both decided, differently, this one holds; the messages that it gives say so, and what
    /// the other says is kept.
    pub fn join(&mut self, other: Decisions) -> Vec<String> {
        let mut differ = Vec::new();
        for decision in other.decisions {
            match self.of(&decision.about) {
                None => self.decisions.push(decision),
                Some(own) if own.decision == decision.decision => {}
                Some(own) => {
                    let place = place_of(&decision.about);
                    let said = format!(
                        "{place}: decided `{}` here and `{}` there",
                        own.decision, decision.decision
                    );
                    differ.push(format!("{said}: the first holds"));
                    let text = write::words_of(&decision);
                    self.edits.push(Edit::Loose { place, text });
                }
            }
        }
        let new = other.edits.into_iter().filter(|e| !self.edits.contains(e));
        self.edits.extend(new.collect::<Vec<_>>());
        let new = other
            .sheets
            .into_iter()
            .filter(|(name, _)| !self.sheets.iter().any(|(n, _)| n == name));
        self.sheets.extend(new.collect::<Vec<_>>());
        self.messages.extend(other.messages);
        differ
    }

    /// True where nobody wrote anything.
    pub fn is_empty(&self) -> bool {
        self.decisions.is_empty() && self.edits.is_empty() && self.sheets.is_empty()
    }
}
