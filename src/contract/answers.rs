//! The answers of `query` and `mcp`.

use crate::diff::Stage;
use crate::model::{Citation, Index, Work, WorkId};
use serde::Serialize;

/// A row of an answer, which people see as a row of a table.
pub trait Row: Serialize {
    /// What stands above the columns: one for each field that is written.
    const HEADS: &'static [&'static str];
}

/// A text that cites the one asked for, or is cited by it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TextAndLinks {
    /// The text.
    pub id: WorkId,
    /// Its title.
    pub title: String,
    /// How many citations link the two.
    pub citations: u32,
    /// The editions cited.
    pub editions: Vec<String>,
    /// True where an edition is cited although a later one is known.
    pub old_edition: bool,
    /// Conferences that have met since, whose texts are not known here: the edition may have been replaced.
    pub met_since: Vec<String>,
    /// Where the citations stand: file and line, or the place in the file.
    pub places: Vec<String>,
}

impl Row for TextAndLinks {
    const HEADS: &'static [&'static str] = &[
        "id",
        "title",
        "citations",
        "editions",
        "old edition",
        "met since",
        "places",
    ];
}

/// A text on the way from one text to another.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepOf {
    /// Which step it is; the first text is 0.
    pub step: usize,
    /// The text.
    pub id: WorkId,
    /// Its title.
    pub title: String,
}

impl Row for StepOf {
    const HEADS: &'static [&'static str] = &["step", "id", "title"];
}

/// A text within some steps of the one asked for.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TextNear {
    /// How many steps away it is.
    pub steps: usize,
    /// The text.
    pub id: WorkId,
    /// Its title.
    pub title: String,
}

impl Row for TextNear {
    const HEADS: &'static [&'static str] = &["steps", "id", "title"];
}

/// Texts that cite each other in a circle.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ring {
    /// How many there are.
    pub texts: usize,
    /// All texts from each of which each other can be reached.
    pub members: Vec<WorkId>,
    /// One shortest way round; it ends where it begins.
    pub one_way_round: Vec<WorkId>,
}

impl Row for Ring {
    const HEADS: &'static [&'static str] = &["texts", "members", "one way round"];
}

/// Texts that hang together.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Set {
    /// How many there are.
    pub texts: usize,
    /// Which they are.
    pub members: Vec<WorkId>,
}

impl Row for Set {
    const HEADS: &'static [&'static str] = &["texts", "members"];
}

/// A text and how much it matters, by the measure that was asked for.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranked {
    /// The text.
    pub id: WorkId,
    /// How many texts cite it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cited_by: Option<usize>,
    /// How many weighty texts cite it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagerank: Option<f64>,
    /// How many shortest ways lead through it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub betweenness: Option<f64>,
    /// Its title.
    pub title: String,
}

impl Row for Ranked {
    const HEADS: &'static [&'static str] = &["id", "score", "title"];
}

/// A text that neither cites nor is cited.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Orphan {
    /// The text.
    pub id: WorkId,
    /// Its title.
    pub title: String,
    /// True where its text was read.
    pub text_read: bool,
}

impl Row for Orphan {
    const HEADS: &'static [&'static str] = &["id", "title", "text read"];
}

/// Two texts that are cited together.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The one with the lower id.
    pub a: WorkId,
    /// The other one.
    pub b: WorkId,
    /// How many texts cite both.
    pub times: usize,
    /// Which they are.
    pub by: Vec<WorkId>,
}

impl Row for Pair {
    const HEADS: &'static [&'static str] = &["a", "b", "times", "by"];
}

/// One stage in the life of a text: an edition, or its end.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HistoryEntry {
    /// The edition as written, or by which conference it was suppressed.
    pub edition: String,
    /// The last day of the conference, as far as it is known.
    pub adopted: Option<String>,
    /// Provisions that the edition before did not have.
    pub added: Vec<String>,
    /// Provisions that only the edition before had.
    pub removed: Vec<String>,
    /// Provisions whose words differ from those of the edition before.
    pub reworded: Vec<String>,
    /// Citations that are new (+), gone (-), or were brought up to date.
    pub citations: Vec<String>,
    /// How the edition is known.
    pub known_from: Vec<String>,
    /// For the last edition: conferences that have met since, whose texts are not known here.
    pub met_since: Vec<String>,
}

impl Row for HistoryEntry {
    const HEADS: &'static [&'static str] = &[
        "edition",
        "adopted",
        "added",
        "removed",
        "reworded",
        "citations",
        "known from",
        "met since",
    ];
}

impl From<Stage> for HistoryEntry {
    fn from(stage: Stage) -> Self {
        let edition = match (stage.edition, stage.suppressed) {
            (Some(edition), _) => edition,
            (None, by) => {
                let into: Vec<&str> = stage.successors.iter().map(WorkId::as_str).collect();
                let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
                match into.as_slice() {
                    [] => format!("suppressed{by}"),
                    into => format!("suppressed{by} in favour of {}", into.join(", ")),
                }
            }
        };
        let change = stage.change.unwrap_or_default();
        let newly = change.cites_newly.iter().map(|id| format!("+ {id}"));
        let gone = change.cites_no_more.iter().map(|id| format!("- {id}"));
        HistoryEntry {
            edition,
            adopted: stage.adopted,
            citations: newly.chain(gone).chain(change.brought_up_to_date).collect(),
            added: change.added,
            removed: change.removed,
            reworded: change.reworded,
            known_from: stage.known_from,
            met_since: stage.met_since,
        }
    }
}

/// An answer to an assistant, with what it rests on and as of when it speaks.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct Spoken<T> {
    /// The answer: citations, links, a history, findings, an impact or an explanation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<T>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The files that were read, or "the built-in index".
    pub read: Vec<String>,
    /// How far what is known reaches.
    pub horizon: String,
}

/// The texts that cite a text, or that it cites.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct Links {
    /// The text asked for.
    pub id: WorkId,
    /// The texts that are linked with it.
    pub linked: Vec<LinkedPlaces>,
}

/// A text that is linked with the one asked for.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct LinkedPlaces {
    /// The text.
    pub id: WorkId,
    /// Its title.
    pub title: String,
    /// The editions cited.
    pub editions: Vec<String>,
    /// True where an edition is cited although a later one is known.
    pub old_edition: bool,
    /// Where the citations stand.
    pub places: Vec<CitedPlace>,
}

/// Where a citation stands.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct CitedPlace {
    /// The file.
    pub file: Option<String>,
    /// The line (from 1).
    pub line: usize,
    /// Paragraph, table cell or page, for files that are no text.
    pub locator: Option<String>,
    /// The phrase as it stands.
    pub raw: String,
}

impl CitedPlace {
    /// The place of a citation of `index`.
    pub fn new(index: &Index, citation: &Citation) -> Self {
        CitedPlace {
            file: index.sources.get(citation.source).map(|s| s.file.clone()),
            line: citation.line,
            locator: citation.locator.clone(),
            raw: citation.raw.clone(),
        }
    }
}

/// What is known of a work, and its editions in time.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct Known {
    /// The text asked for.
    pub id: WorkId,
    /// Its title and editions, and whether it was suppressed.
    pub work: Work,
    /// Its editions, oldest first, what each changed, and its end.
    pub history: Vec<HistoryEntry>,
}

/// A code of the audit.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The code.
    pub code: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}
