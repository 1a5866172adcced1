use super::{Decision, Horizons, WorkId, counted};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The mapping of Sector texts onto plenipotentiary texts: the content of `mapping.json`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// One row a subject area.
    pub rows: Vec<MappingRow>,
    /// Texts that stand in no row.
    pub no_equivalent: Vec<NoEquivalent>,
    /// What could be streamlined.
    pub candidates: Vec<Candidate>,
    /// What people decided, applied to the rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// How far what is known reaches.
    #[serde(flatten)]
    pub known: Horizons,
}

impl Mapping {
    /// How many candidates there are, those that ask for something to be done apart from those that can stay:
    /// `3 candidates for streamlining and 2 to leave`.
    pub fn counted_candidates(&self) -> String {
        let leave = |c: &&Candidate| c.outcome == Outcome::Leave;
        let leave = self.candidates.iter().filter(leave).count();
        let to_do = counted(self.candidates.len() - leave, "candidate");
        match leave {
            0 => format!("{to_do} for streamlining"),
            n => format!("{to_do} for streamlining and {n} to leave"),
        }
    }
}

/// One subject area.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MappingRow {
    /// What it is about.
    pub subject: String,
    /// The text that the row is built around.
    pub key: WorkId,
    /// The texts of each column, by the lower-case short name of the body; all others under `other`.
    pub cells: BTreeMap<String, Vec<MappingCell>>,
}

/// One text in a row, with the reasons why it stands there.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MappingCell {
    /// The work.
    pub id: WorkId,
    /// Its latest known edition, as written: `Rev. Dubai, 2018`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How strong the evidence is, 0 to 1.
    pub strength: f64,
    /// Why it stands here.
    pub evidence: Vec<Evidence>,
}

/// One reason why two works are linked.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What sort of reason.
    pub kind: EvidenceKind,
    /// The work that cites, or has the like title or provision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<WorkId>,
    /// The provision it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
    /// The file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line (from 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// How alike, 0 to 1, where that is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The source, for curated entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What sort of reason links two works.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// The row's key text cites it.
    Cites,
    /// It cites the row's key text.
    CitedBy,
    /// Their titles say the same.
    SameTitle,
    /// A provision of one stands in the other.
    RepeatedProvision,
    /// Their texts use the same words, and few others do.
    LikeText,
    /// A person put it there; the source says who.
    Curated,
    /// Decided in the workbook of an earlier run; the source says what, by whom and when.
    Decided,
}

/// A text that stands in no row.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoEquivalent {
    /// The work.
    pub id: WorkId,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A group of texts that could be streamlined.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its number in the list, from 1.
    pub number: u32,
    /// What it is about.
    pub subject: String,
    /// The works, the one to keep first.
    pub ids: Vec<WorkId>,
    /// What fits.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
}

/// What can be done with texts that have much in common.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Suppress the Sector texts: another text has all they say.
    Suppress,
    /// Suppress what they repeat.
    SuppressRepeatedText,
    /// Merge them into one.
    Merge,
    /// Align their wording.
    Align,
    /// Leave them: what is at hand of them stands nowhere else.
    Leave,
}

impl Outcome {
    /// The word for people.
    pub fn words(self) -> &'static str {
        match self {
            Outcome::Suppress => "suppress",
            Outcome::SuppressRepeatedText => "suppress repeated text",
            Outcome::Merge => "merge",
            Outcome::Align => "align",
            Outcome::Leave => "leave",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_stay_is_counted_apart() {
        let mapping = |outcomes: &[Outcome]| Mapping {
            candidates: outcomes
                .iter()
                .map(|outcome| Candidate {
                    number: 1,
                    subject: String::new(),
                    ids: Vec::new(),
                    outcome: *outcome,
                    reason: String::new(),
                })
                .collect(),
            ..Mapping::default()
        };
        for (outcomes, said) in [
            (&[][..], "0 candidates for streamlining"),
            (&[Outcome::Merge], "1 candidate for streamlining"),
            (
                &[Outcome::Suppress, Outcome::Leave, Outcome::Align],
                "2 candidates for streamlining and 1 to leave",
            ),
            (
                &[Outcome::Leave, Outcome::Leave],
                "0 candidates for streamlining and 2 to leave",
            ),
        ] {
            assert_eq!(mapping(outcomes).counted_candidates(), said);
        }
    }
}
