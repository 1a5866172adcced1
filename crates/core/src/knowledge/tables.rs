use super::layers::Layers;
use super::load::KnowledgeError;
use serde::Deserialize;

/// Words by which the tables of a mapping document are known (`tables.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableWords {
    /// Lead a list of texts without an equivalent.
    pub no_equivalent: Vec<String>,
    /// Head the column of subjects.
    pub subject: Vec<String>,
    /// Head the column of numbers.
    pub number: Vec<String>,
    /// Head a list of texts that were abrogated, in lower case.
    #[serde(default)]
    pub abrogated: Vec<String>,
    /// Begin the line above a table, with a number behind, in lower case.
    #[serde(default)]
    pub caption: Vec<String>,
    /// In a column of subjects, lead further texts of the row: those whose bodies have no column.
    #[serde(default)]
    pub also: Vec<String>,
}

impl TableWords {
    pub(super) fn load(source: &Layers) -> Result<Self, KnowledgeError> {
        source.read("tables.yaml", &[])
    }
}
