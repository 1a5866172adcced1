use super::{BodyId, Change, Edition, Kind, Slip, Span, WorkId};
use serde::{Deserialize, Serialize};

/// One citing phrase and what it means.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// Which of the index's sources.
    pub source: usize,
    /// Line in the source (from 1); for sources that are no text, in the extracted text.
    pub line: usize,
    /// Column in characters (from 1).
    pub column: usize,
    /// Byte offsets, of the source where it is text.
    pub span: Span,
    /// Paragraph, table cell or page, for sources that are no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// The phrase as it stands.
    pub raw: String,
    /// What the phrase is for.
    pub role: Role,
    /// What it points at, in the order of the text.
    pub targets: Vec<Target>,
    /// The work in whose text it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<WorkId>,
    /// Which of the index's texts it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<usize>,
    /// The provision it stands in: `resolves 2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
    /// The citation of the index that is the same one in a fuller copy of the same text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<usize>,
    /// The work whose words it stands in, where they stand misplaced under the heading of `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub belongs: Option<WorkId>,
}

impl Citation {
    /// The work that cites: that whose words these are.
    pub fn citing(&self) -> Option<&WorkId> {
        self.belongs.as_ref().or(self.from.as_ref())
    }
}

/// What a citing phrase is for.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Points at another text.
    Citation,
    /// Says which text begins here.
    Heading,
    /// "this resolution".
    #[serde(rename = "self")]
    This,
    /// Points inside the text that it stands in.
    Provision,
    /// The edition history under a title.
    History,
}

/// One work, edition or provision that a citation points at.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The work, where it is known which.
    pub id: Option<WorkId>,
    /// What kind of text.
    pub kind: Kind,
    /// Who adopted it; none for basic texts, Sector recommendations and documents.
    pub body: Option<BodyId>,
    /// The Sector of a recommendation: `ITU-T`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// The number as written, without leading zeros.
    pub number: Option<String>,
    /// The edition that the phrase names.
    #[serde(flatten)]
    pub edition: Edition,
    /// The provision that the phrase names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
    /// The side of a tracked change it stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Whether it is known which work is meant.
    pub status: Status,
    /// What decided that.
    pub evidence: TargetEvidence,
    /// Where it is ambiguous: the works it may be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<WorkId>,
    /// Slips of the pen in the phrase, as they were read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slips: Vec<Slip>,
}

/// Whether it is known which work a target is.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// One work, and the evidence says why.
    Resolved,
    /// Several are possible: see the candidates.
    Ambiguous,
    /// Nothing says which.
    Unknown,
}

impl Status {
    /// The word of the output contract.
    pub fn word(self) -> &'static str {
        match self {
            Status::Resolved => "resolved",
            Status::Ambiguous => "ambiguous",
            Status::Unknown => "unknown",
        }
    }
}

/// What decided which body a target is of; the order here is the order of strength.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum TargetEvidence {
    /// The kind needs no body (Constitution, documents).
    Kind,
    /// The body stands before the word: "WTSA Resolution 44".
    BodyPrefix,
    /// The body stands behind: "of WTSA".
    BodySuffix,
    /// Place and year are those of one body's conference.
    Edition,
    /// "of this conference": the body of the citing text.
    ThisConference,
    /// Another member of the same list says so.
    List,
    /// The number's own shape says so: `70/125`, `[COM5/2]`.
    NumberShape,
    /// The heading of the text, or the column of the table.
    Column,
    /// The text it stands in is of that body and cites its own texts so.
    CitingText,
    /// What the document is about.
    Document,
    /// Only one body has a text of that number.
    OnlyKnown,
    /// The same number was named with its body before.
    Antecedent,
    /// Nothing.
    #[default]
    None,
}

impl TargetEvidence {
    /// The word of the output contract, e.g. `body-suffix`.
    pub fn word(self) -> &'static str {
        match self {
            TargetEvidence::Kind => "kind",
            TargetEvidence::BodyPrefix => "body-prefix",
            TargetEvidence::BodySuffix => "body-suffix",
            TargetEvidence::Edition => "edition",
            TargetEvidence::ThisConference => "this-conference",
            TargetEvidence::List => "list",
            TargetEvidence::NumberShape => "number-shape",
            TargetEvidence::Column => "column",
            TargetEvidence::CitingText => "citing-text",
            TargetEvidence::Document => "document",
            TargetEvidence::OnlyKnown => "only-known",
            TargetEvidence::Antecedent => "antecedent",
            TargetEvidence::None => "none",
        }
    }
}
