use super::{Span, WorkId};
use serde::{Deserialize, Serialize};

/// Something that a reviewer should look at.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Which check, by its code: `stale-edition`.
    pub code: String,
    /// How bad.
    pub severity: Severity,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// The works concerned, the one to change first.
    pub ids: Vec<WorkId>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub advice: String,
    /// Other places that belong to it.
    #[serde(default)]
    pub related: Vec<Place>,
    /// For repeated provisions: how alike.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// What may have changed since what is known, where it could change the verdict: conferences that have met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<String>,
    /// The copies of texts that it rests on, where these are not at hand in full: an extract, a heading, a draft.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<super::Copy>,
    /// The same for the same finding in the next run, even if lines have moved.
    pub fingerprint: String,
}

/// How bad a finding is; the worst last.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Switched off.
    Off,
    /// Good to know.
    Note,
    /// Should be looked at.
    Warning,
    /// Is wrong.
    Error,
}

/// A place in a source.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: String,
    /// Line (from 1).
    pub line: usize,
    /// Column in characters (from 1).
    pub column: usize,
    /// Byte offsets.
    #[serde(flatten)]
    pub span: Span,
    /// Paragraph, table cell or page, for sources that are no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// What is there, where it is a related place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// How alike two repeated provisions are.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repeat {
    /// In what way.
    pub class: RepeatClass,
    /// Shared word n-grams over all, 0 to 1.
    pub jaccard: f64,
    /// Shared word n-grams over those of the shorter one, 0 to 1.
    pub containment: f64,
    /// The verified pairs among the places; the values above are the lowest of theirs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<RepeatPair>,
}

/// Two of the places of a finding that are alike.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepeatPair {
    /// The first: 0 is the place of the finding, 1 its first related place, and so on.
    pub a: usize,
    /// The second; greater than the first.
    pub b: usize,
    /// In what way they are alike.
    pub class: RepeatClass,
    /// Shared word n-grams over all, 0 to 1.
    pub jaccard: f64,
    /// Shared word n-grams over those of the shorter one, 0 to 1.
    pub containment: f64,
}

/// In what way one provision repeats another.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepeatClass {
    /// Word for word.
    Identical,
    /// Word for word, but for the editions that are cited.
    SameButForEdition,
    /// One holds the other and says more.
    IncludedIn,
    /// Nearly the same words.
    Near,
}
