//! The action plan of an assembly's resolutions: who is to act, with whom, reported to whom, by when.
//!
//! [`make`] makes its skeleton from the operative provisions; [`read`] reads an existing one whole and follows
//! every pointer ("resolves 3, i. TSBDir 5, 6") to its provision; [`differences`] holds the two against each
//! other.

mod deadline;
mod differences;
mod follow;
mod make;
mod numbers;
mod pointer;
mod read;
mod roles;
mod units;
mod verdict;

pub use differences::{MarkDifference, differences};
pub use make::{make, short_pointer};
pub use read::{read, sources};

use crate::knowledge::Part;
use crate::model::{Horizons, Problem, WorkId};
use serde::Serialize;
use std::collections::BTreeMap;

/// An action plan, made or read.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, Serialize)]
pub struct ActionPlan {
    /// The file, where it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Resolution by resolution: who acts, collaborates, is reported to.
    pub matrix: Vec<MatrixRow>,
    /// What is to be done.
    pub items: Vec<Item>,
    /// Items that the plan says were removed or superseded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Removed>,
    /// Provisions that no item points at.
    pub without_item: Vec<ProvisionRef>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// How far what is known reaches.
    #[serde(flatten)]
    pub known: Horizons,
}

/// One row of the matrix.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatrixRow {
    /// The resolution.
    pub resolution: WorkId,
    /// Its title.
    pub title: String,
    /// Line of the row, or of the text that it was made from.
    pub line: usize,
    /// The marks that are not empty, by the ids of the columns.
    pub marks: BTreeMap<String, Mark>,
}

/// One mark.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Mark {
    /// As printed: `X`, `SG2, SG3`.
    pub text: String,
    /// The provisions that say it, in a plan that was made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<ProvisionRef>,
}

/// A provision of a resolution.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ProvisionRef {
    /// The resolution.
    pub resolution: WorkId,
    /// Its address: `instructs the Director … 3`.
    pub path: String,
    /// How action plans point at it: `i. TSBDir 3`; empty where it was not asked for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub short: String,
    /// Its line (from 1).
    pub line: usize,
    /// What it says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// One action item.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Item {
    /// Its number: `44-13`; none where it was lost.
    pub id: Option<String>,
    /// Other numbers of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The resolution that it carries out; none where the text does not say.
    pub resolution: Option<WorkId>,
    /// Line of its number (from 1).
    pub line: usize,
    /// What is to be done.
    pub action: String,
    /// By when.
    pub milestone: String,
    /// The first mark; none where it was lost.
    pub periodic_met: Option<bool>,
    /// The second mark.
    pub completed: Option<bool>,
    /// What was done; none where it was lost.
    pub status: Option<String>,
    /// Line of the status (from 1).
    pub status_line: Option<usize>,
    /// Where it points.
    pub pointers: Vec<Pointer>,
    /// Whether it points where it should.
    pub verdict: Verdict,
    /// True where the wording hardly bears the verdict out: a person should look.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub weak: bool,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Where it should point.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub should_be: Vec<ProvisionRef>,
    /// In a plan that was made: who is to act, with whom, and who is reported to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleOf>,
}

/// The part that somebody plays in a provision.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RoleOf {
    /// What part.
    pub part: Part,
    /// The addressee's id.
    pub who: String,
    /// As it is written.
    pub written: String,
    /// Single members: `SG17`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
}

/// One pointer of an item.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Pointer {
    /// As written, without brackets.
    pub raw: String,
    /// What it was read as.
    pub reads_as: Vec<Reading>,
}

/// One provision that a pointer names.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The phrase in the resolution; none where there is none that fits.
    pub heading: Option<String>,
    /// The item under it: `2 iii)`; empty for the whole phrase.
    pub item: String,
    /// The line of the provision; none where it is not in the text at hand.
    pub line: Option<usize>,
}

/// Whether a pointer points where it should.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It does.
    Ok,
    /// Another provision says what is to be done, or there is no such provision.
    Wrong,
    /// Another provision belongs to it, too.
    Incomplete,
    /// Another provision says the same.
    Ambiguous,
    /// The provision is not in the text at hand.
    Unverifiable,
    /// There is no pointer.
    #[default]
    None,
}

/// Items that were removed or superseded.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Removed {
    /// Line (from 1).
    pub line: usize,
    /// The numbers.
    pub ids: Vec<String>,
    /// What the plan says about it.
    pub note: Option<String>,
    /// Those that stand in the tables nevertheless.
    pub still_in_tables: Vec<String>,
}
