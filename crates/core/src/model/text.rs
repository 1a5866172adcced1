use super::{Cell, Change, Edition, Span, Witness, WitnessKind, WorkId};
use serde::{Deserialize, Serialize};

/// One resolution text (or decision, opinion, recommendation) as it stands in one place of one source.
///
/// The same edition may stand in many places, whole or in part; [`witness`](Self::witness) tells them apart.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResolutionText {
    /// Which of the index's sources.
    pub source: usize,
    /// From the heading to the end, in bytes of the document's text.
    pub span: Span,
    /// Line of the heading in the source (from 1).
    pub line: usize,
    /// The table cell it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// Which work it is, where that is known.
    pub work: Option<WorkId>,
    /// The works it may be, where that is not decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<WorkId>,
    /// The edition; two where a tracked change in the heading holds the old and the new one.
    pub editions: Vec<TextEdition>,
    /// The title.
    pub title: Option<String>,
    /// The edition history under the title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Edition>,
    /// What sort of copy it is, and what it is good for.
    #[serde(default)]
    pub witness: Witness,
    /// Its provisions, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<Provision>,
}

impl ResolutionText {
    /// The edition that holds now: the inserted one where there are two.
    pub fn edition(&self) -> Option<&Edition> {
        self.editions
            .iter()
            .find(|e| e.change != Some(Change::Deleted))
            .or(self.editions.first())
            .map(|e| &e.edition)
    }

    /// The editions of its heading and of the history below it that somebody adopted: of a draft not the one that it asks
    /// for.
    pub fn adopted_editions(&self) -> impl Iterator<Item = &Edition> {
        let is_draft = self.witness.kind == WitnessKind::Draft;
        let wanted = self.editions.iter();
        let wanted = wanted.filter(move |e| is_draft && e.change == Some(Change::Inserted));
        let named = self
            .editions
            .iter()
            .map(|e| &e.edition)
            .chain(&self.history);
        named.filter(move |e| !wanted.clone().any(|w| w.edition.is_same_as(e)))
    }
}

/// An edition named in a heading.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextEdition {
    /// The edition.
    #[serde(flatten)]
    pub edition: Edition,
    /// The side of the tracked change it stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}

/// Which part of a text a provision belongs to.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// "recalling", "considering", "noting", …
    Preamble,
    /// "resolves", "instructs …", "invites …".
    Operative,
    /// An annex, an appendix or an attachment.
    Annex,
}

/// A labelled piece of a text, or a paragraph under an opening phrase.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provision {
    /// The address as people write it: `resolves 2`, `instructs the Director of the … 3 i)`.
    pub path: String,
    /// Preamble, operative part or annex.
    pub part: PartKind,
    /// The opening phrase: `instructs the Director of the …`.
    pub phrase: String,
    /// The labels from the outside in: `["3", "i)"]`; empty for a paragraph without label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// The clause without its label, in bytes of the document's text.
    pub span: Span,
    /// Line in the source (from 1).
    pub line: usize,
    /// The clause without its label, notes and marks removed; empty in an index of facts only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The side of a tracked change on which all of it stands; the words of a clause that is changed in part are those
    /// that would stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}
