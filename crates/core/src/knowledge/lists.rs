use super::layers::Layers;
use super::load::KnowledgeError;
use serde::Deserialize;

/// Words by which a list of texts in force is read (`lists.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListWords {
    /// What the columns hold, by their heads.
    pub columns: ListColumns,
    /// Words that say that a text is no longer in force.
    pub suppressed: Vec<String>,
    /// Words above a list, or in the name of its file, of texts that are in force, whatever else they say.
    pub in_force: Vec<String>,
}

/// The heads of the columns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListColumns {
    /// The number of the text.
    pub number: Vec<String>,
    /// Its title.
    pub title: Vec<String>,
    /// Its edition.
    pub edition: Vec<String>,
    /// Whether it is in force.
    pub status: Vec<String>,
    /// Who adopted it.
    pub body: Vec<String>,
    /// What took its place.
    pub successor: Vec<String>,
}

impl ListWords {
    pub(super) fn load(source: &Layers) -> Result<Self, KnowledgeError> {
        source.read("lists.yaml", &[])
    }
}
