use super::layers::Layers;
use super::load::KnowledgeError;
use crate::model::WorkId;
use serde::Deserialize;

/// Subject areas that people have drawn up (`subjects.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subjects {
    /// Where they are published.
    #[serde(default)]
    pub source: String,
    /// The subject areas, in the published order.
    #[serde(default)]
    pub subjects: Vec<Subject>,
}

/// One subject area.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its name.
    pub subject: String,
    /// The text that it is built around.
    pub key: WorkId,
    /// All its texts, the key among them.
    pub ids: Vec<WorkId>,
}

/// Words that say nothing about what a text is about (`titles.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleWords {
    /// The language whose word endings are taken off.
    pub language: Language,
    /// Single words.
    pub stop: Vec<String>,
    /// Names of bodies, Sectors and offices.
    pub names: Vec<String>,
    /// Endings that make an adjective of a name and that no stemmer takes off.
    #[serde(default)]
    pub endings: Vec<String>,
}

/// Languages with a stemmer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Language {
    Arabic,
    English,
    French,
    Portuguese,
    Russian,
    Spanish,
}

impl Subjects {
    pub(super) fn load(source: &Layers) -> Result<Self, KnowledgeError> {
        let file: Subjects = source.read("subjects.yaml", &["key"])?;
        for subject in &file.subjects {
            if !subject.ids.contains(&subject.key) {
                return Err(KnowledgeError::meaning(
                    "subjects.yaml",
                    format!(
                        "\"{}\": the key {} is not among its ids",
                        subject.subject, subject.key
                    ),
                ));
            }
        }
        Ok(file)
    }
}

impl TitleWords {
    pub(super) fn load(source: &Layers) -> Result<Self, KnowledgeError> {
        source.read("titles.yaml", &[])
    }
}
