use super::layers::Layers;
use super::lazy::Lazy;
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
    pub(crate) abrogated: Words,
    /// Head what stands behind the texts of a volume, signatures and declarations, in lower case.
    #[serde(default)]
    pub(crate) closing: Words,
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

/// Words that are looked for in texts, in whatever case they stand there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct Words {
    /// In lower case.
    pub(crate) all: Vec<String>,
    any: Option<Lazy>,
}

impl From<Vec<String>> for Words {
    fn from(all: Vec<String>) -> Self {
        let escaped: Vec<String> = all.iter().map(|word| regex::escape(word)).collect();
        let any = (!all.is_empty()).then(|| Lazy::new(format!("(?i){}", escaped.join("|"))));
        Words { all, any }
    }
}

impl Words {
    /// Where one of them begins in `text`.
    pub(crate) fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let any = self.any.as_ref().and_then(Lazy::get).into_iter();
        any.flat_map(|any| any.find_iter(text).map(|found| found.start()))
    }
}
