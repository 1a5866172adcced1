//! How the matrix and the items of an action plan are written.

use serde::Deserialize;

/// How an item points at a provision.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointerForm {
    /// What stands in brackets: `i.`.
    pub short: Vec<String>,
    /// The phrases that it stands for; none for clause numbers and what is no provision.
    pub phrases: Vec<String>,
    /// Pointers that it must read.
    #[serde(default)]
    pub examples: Vec<String>,
}

/// The matrix of an action plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matrix {
    /// First words of the first column's head.
    pub title: Vec<String>,
    /// First words of the first column's head in a table of items.
    pub item: Vec<String>,
    /// Its columns behind the first.
    pub columns: Vec<MatrixColumn>,
    /// The heads of the item tables.
    pub items: ItemHeads,
    /// Words before a deadline.
    pub deadlines: Vec<String>,
    /// Words before a deadline or before whoever does something ("by the Council"): what follows at once must
    /// be a year or one of `upcoming`.
    #[serde(default)]
    pub deadlines_or_agents: Vec<String>,
    /// Words before what is still to come ("by the next assembly").
    #[serde(default)]
    pub upcoming: Vec<String>,
    /// Words before what comes again and again ("every meeting"): an occasion must follow at once.
    #[serde(default)]
    pub each: Vec<String>,
    /// Words at which the words of a deadline end.
    #[serde(default)]
    pub deadline_ends: Vec<String>,
    /// Words after an occasion that comes again, with which it goes on ("every meeting of the group").
    #[serde(default)]
    pub deadline_goes_on: Vec<String>,
    /// Words that say a regularity by themselves.
    pub regular: Vec<String>,
    /// Beginnings of words for an occasion by which something is due, in lower case.
    pub occasions: Vec<String>,
}

/// A column of the matrix.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatrixColumn {
    /// Its id: `tsag_report`.
    pub id: String,
    /// Its head; a year behind it does not matter.
    pub head: String,
    /// The head above it.
    pub group: String,
    /// The part that its addressees play.
    pub role: Part,
    /// The addressees.
    pub who: Vec<String>,
}

/// The part that somebody plays in a provision.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Is to act.
    Acts,
    /// Is to be worked with.
    Collaborates,
    /// Is to be reported to.
    ReportedTo,
}

/// The heads of the item tables.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemHeads {
    /// The item's number.
    pub id: Vec<String>,
    /// What is to be done.
    pub action: Vec<String>,
    /// By when.
    pub milestone: Vec<String>,
    /// The first mark.
    pub periodic: Vec<String>,
    /// The second mark.
    pub completed: Vec<String>,
    /// What counts as a mark.
    pub yes: Vec<String>,
}
