use super::load::{KnowledgeError, Source};
use crate::model::Kind;
use serde::Deserialize;

/// How citations are written (`forms.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    /// The kinds of text that bodies adopt.
    pub kinds: Vec<KindWords>,
    /// Words of the grammar.
    pub words: GrammarWords,
}

/// What a kind of adopted text is called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindWords {
    /// The kind.
    pub kind: Kind,
    /// Written out, one of them.
    pub words: Vec<String>,
    /// Written out, several.
    pub many: Vec<String>,
    /// Abbreviations, which count only before a number.
    pub short: Vec<String>,
}

/// Words of the grammar; each may be a phrase.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrammarWords {
    /// "Rev."
    pub revised: Vec<String>,
    /// "last amended"
    pub amended: Vec<String>,
    /// "and"
    pub and: Vec<String>,
    /// "to", of a range
    pub through: Vec<String>,
    /// "of the", "adopted by"
    pub of: Vec<String>,
    /// "No."
    pub number: Vec<String>,
    /// "this"
    pub this: Vec<String>,
    /// "above-mentioned"
    pub above: Vec<String>,
    /// "each"
    pub each: Vec<String>,
}

pub(super) fn load_forms(source: &Source) -> Result<Forms, KnowledgeError> {
    source.read("forms.yaml", include_str!("../../mappings/forms.yaml"))
}
