use super::{BodyId, Citation, Edition, Format, Horizon, Kind, ResolutionText, WorkId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that was read: works, editions, titles, provisions and citations with their places.
///
/// Saved by `resgraph index`, taken by every other command beside texts.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// Version of this layout; a file of another version is refused with a message.
    pub version: u32,
    /// The sources, in the order of their paths.
    pub sources: Vec<Source>,
    /// Every work that a text defines, a citation names, or `mappings/` knows.
    pub works: BTreeMap<WorkId, Work>,
    /// The resolution texts, in the order of sources and places.
    pub texts: Vec<ResolutionText>,
    /// The citations, in the order of sources and places.
    pub citations: Vec<Citation>,
    /// What could not be read or decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// In a saved index: as of when it was asked for, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// In a saved index: how far what was known reached, body by body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub horizon: Vec<Horizon>,
}

impl Index {
    /// The version of the layout that this program writes.
    pub const VERSION: u32 = 1;

    /// The title of a work, or the empty string.
    pub fn title(&self, id: &WorkId) -> &str {
        self.works
            .get(id)
            .and_then(|w| w.title.as_deref())
            .unwrap_or("")
    }

    /// The citations of a source, in order.
    pub fn citations_of(&self, source: usize) -> &[Citation] {
        let from = self.citations.partition_point(|c| c.source < source);
        let to = self.citations.partition_point(|c| c.source <= source);
        &self.citations[from..to]
    }
}

/// One source of an index.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The path as given.
    pub file: String,
    /// What kind of file.
    pub format: Format,
    /// Its size in bytes.
    pub bytes: usize,
    /// The language that it is written in, where that can be told: `fr`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A work: "PP Resolution 123", whatever its edition.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// What kind of text.
    pub kind: Kind,
    /// Who adopted it, where that is known.
    pub body: Option<BodyId>,
    /// Its number, as in the id.
    pub number: String,
    /// The title of its latest known edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The editions that a text or a source of the knowledge says exist, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editions: Vec<Edition>,
    /// Editions that nothing but a citation names: they may never have been adopted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cited: Vec<Edition>,
    /// Where it was suppressed: by which conference, e.g. `PP-18`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<String>,
    /// What took its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<WorkId>,
    /// Temporary numbers it went by: `[COM5/2]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Where what is known of it comes from, beside the texts that were read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

fn oldest_first(editions: &mut [Edition]) {
    let version = |e: &Edition| e.version.as_ref().and_then(|v| v.parse::<u32>().ok());
    editions.sort_by(|a, b| {
        let by_number = (a.year, version(a)).cmp(&(b.year, version(b)));
        by_number.then_with(|| (&a.place, &a.mark).cmp(&(&b.place, &b.mark)))
    });
}

impl Work {
    /// Adds an edition that exists, unless it is there; of two writings of one edition the fuller stays. Keeps the
    /// oldest first.
    pub fn add_edition(&mut self, edition: &Edition) {
        if edition.is_empty() {
            return;
        }
        self.cited.retain(|e| !e.is_same_as(edition));
        match self.editions.iter_mut().find(|e| e.is_same_as(edition)) {
            Some(there) if there.fullness() < edition.fullness() => *there = edition.clone(),
            Some(_) => return,
            None => self.editions.push(edition.clone()),
        }
        oldest_first(&mut self.editions);
    }

    /// Puts the oldest editions first.
    pub fn sort_editions(&mut self) {
        oldest_first(&mut self.editions);
        oldest_first(&mut self.cited);
    }

    /// Adds an edition that a citation names, unless it is known to exist.
    pub fn add_cited(&mut self, edition: &Edition) {
        let mut known = self.editions.iter().chain(&self.cited);
        if !edition.is_empty() && !known.any(|e| e.is_same_as(edition)) {
            self.cited.push(edition.clone());
            oldest_first(&mut self.cited);
        }
    }

    /// A work of which only its id is known.
    pub fn new(id: &WorkId) -> Self {
        let kind = id.kind();
        Work {
            kind,
            body: id.body().filter(|_| kind.is_adopted()).cloned(),
            number: id.number().to_owned(),
            title: None,
            editions: Vec::new(),
            cited: Vec::new(),
            suppressed: None,
            successors: Vec::new(),
            aliases: Vec::new(),
            address: None,
            sources: Vec::new(),
        }
    }
}

/// Something that could not be read or decided while the index was made.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line (from 1), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What is wrong and what was done about it.
    pub message: String,
    /// True where the whole file could not be read: the answer is not about all that was asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unread: bool,
}

impl Problem {
    /// Something in a file that was read all the same, or a file that was rightly passed over.
    pub fn remark(file: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Problem {
            file: file.to_owned(),
            line,
            message: message.into(),
            unread: false,
        }
    }

    /// A file that could not be read.
    pub fn unread(file: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Problem {
            unread: true,
            ..Problem::remark(file, line, message)
        }
    }
}
