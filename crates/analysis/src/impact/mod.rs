//! What follows if a text is suppressed, or merged into another: who cites it and how that reads afterwards,
//! which of its provisions stand elsewhere and which would be lost, and what else hangs on it.

mod around;
mod carriers;
mod citing;
mod fate;
mod limits;
mod list;
mod reworded;
mod struck;

pub use around::{Hanging, TableRow, Together, TouchedItem};
pub use carriers::Carrier;
pub use citing::amendment;
pub use fate::{Fate, FateKind, Nearest};
pub use reworded::written_out;

use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{Copy, Horizons, Index, WorkId};
use serde::Serialize;

/// What follows if works fall.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, Serialize)]
pub struct Impact {
    /// The works that fall.
    pub ids: Vec<Subject>,
    /// What takes their place.
    pub into: Option<Subject>,
    /// Every citation that would point at nothing, with its new wording.
    pub amendments: Vec<Amendment>,
    /// Provision by provision: where it stands otherwise, or that it would be lost.
    pub provisions: Vec<Fate>,
    /// Works that stay and still carry the content.
    pub carriers: Vec<Carrier>,
    /// Works that are named in the same paragraphs.
    pub together: Vec<Together>,
    /// Rows of mapping tables that name them, or most of those named with them.
    pub rows: Vec<TableRow>,
    /// Action items of theirs, or that cite them.
    pub items: Vec<TouchedItem>,
    /// Works that cite them, and works that cite those, with the number of steps.
    pub chain: Vec<Hanging>,
    /// How far the texts at hand go.
    pub limits: Vec<String>,
    /// How far what is known reaches.
    #[serde(flatten)]
    pub known: Horizons,
}

/// A work that falls or takes the place.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct Subject {
    /// The work.
    pub id: WorkId,
    /// Its title.
    pub title: String,
    /// Where it was suppressed already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<String>,
    /// The latest edition that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The conferences that may have revised or suppressed it since, for all that is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub met_since: Vec<String>,
    /// How many of its provisions are at hand.
    pub provisions: usize,
    /// The copy that they are taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<Copy>,
}

/// A citation that would point at nothing.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amendment {
    /// What would fall.
    pub cited: WorkId,
    /// The text that cites it; none where the place is in no resolution text.
    pub from: Option<WorkId>,
    /// The provision that cites it.
    pub provision: Option<String>,
    /// The file.
    pub file: String,
    /// The line (from 1).
    pub line: usize,
    /// As it reads, with what goes with it.
    pub old: String,
    /// As it should read; none where the reference can only be struck.
    pub new: Option<String>,
    /// What is to be cited instead.
    #[serde(skip)]
    pub instead: Option<WorkId>,
    /// What to do, in words.
    pub advice: String,
    /// Other copies of the same text that need it too: file and line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

/// Why nothing can be said.
#[derive(Debug, thiserror::Error)]
pub enum ImpactError {
    /// No such work.
    #[error(
        "{0}: no text, citation or table names such a work; ids look like PP-123, WTSA-35, PP-DEC-5"
    )]
    Unknown(WorkId),
    /// A work cannot take its own place.
    #[error("{0} cannot be merged into itself")]
    Itself(WorkId),
}

/// Says whether `ids` can fall and `into` can take their place.
///
/// # Errors
/// An id that nothing names; a work merged into itself.
pub fn check(index: &Index, ids: &[WorkId], into: Option<&WorkId>) -> Result<(), ImpactError> {
    let mut named = ids.iter().chain(into);
    if let Some(id) = named.find(|id| !index.works.contains_key(*id)) {
        return Err(ImpactError::Unknown(id.clone()));
    }
    match into.filter(|id| ids.contains(id)) {
        Some(id) => Err(ImpactError::Itself(id.clone())),
        None => Ok(()),
    }
}

/// Says what follows if `ids` fall, `into` taking their place.
///
/// # Errors
/// An id that nothing names; a work merged into itself.
pub fn impact(
    corpus: &Corpus,
    ids: &[WorkId],
    into: Option<&WorkId>,
    knowledge: &Knowledge,
) -> Result<Impact, ImpactError> {
    let index = &corpus.index;
    check(index, ids, into)?;
    let known = knowledge.horizons(index);
    let subject = |id: &WorkId| subject(index, id, knowledge.met_since(&known, index, id));
    let together = around::together(index, ids);
    let provisions = fate::fates(index, ids, into);
    Ok(Impact {
        carriers: carriers::carriers(index, ids, into, knowledge),
        ids: ids.iter().map(subject).collect(),
        into: into.map(subject),
        amendments: citing::amendments(index, ids, into, &provisions, knowledge),
        rows: around::rows(corpus, ids, &together, knowledge),
        items: around::items(corpus, ids, knowledge),
        chain: around::chain(index, ids),
        limits: limits::limits(index, &knowledge.known, ids, into),
        known,
        provisions,
        together,
    })
}

fn subject(index: &Index, id: &WorkId, met_since: Vec<&str>) -> Subject {
    let latest = index.works.get(id).and_then(|w| w.editions.last());
    Subject {
        id: id.clone(),
        title: index.title(id).to_owned(),
        suppressed: index.works.get(id).and_then(|w| w.suppressed.clone()),
        edition: latest.map(ToString::to_string),
        met_since: met_since.into_iter().map(str::to_owned).collect(),
        provisions: index.provisions_of(id).len(),
        copy: index.copy_of(id),
    }
}
