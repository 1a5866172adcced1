use super::layers::Layers;
use super::load::KnowledgeError;
use crate::script::fold;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The words of the grammar, by class and language (`lexicon.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// By class and language.
    pub terms: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Letters that melt into the word behind them.
    #[serde(default)]
    pub joined: Vec<Joined>,
    /// Spellings of the places of conferences, by the one that is printed in results.
    #[serde(default)]
    pub places: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    /// True for a word of that class, in whatever language.
    pub fn is(&self, class: &str, word: &str) -> bool {
        let terms = self.terms.get(class).into_iter().flat_map(BTreeMap::values);
        let word = fold(word);
        terms.flatten().any(|term| fold(term) == word)
    }
}

/// Letters that are a word of their own, written together with the next one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joined {
    /// The letters.
    pub letters: String,
    /// The class of that word.
    pub class: String,
}

/// How citing phrases are built (`grammar.yaml`): patterns over the classes of the lexicon.
#[derive(Clone, Debug, Deserialize)]
pub struct Grammar {
    /// Pieces of patterns that have a name.
    pub parts: BTreeMap<String, String>,
    /// The patterns, by where they are tried.
    #[serde(flatten)]
    pub rules: BTreeMap<String, Vec<String>>,
}

pub(super) fn load_lexicon(source: &Layers) -> Result<Lexicon, KnowledgeError> {
    source.read("lexicon.yaml", &["letters"])
}

pub(super) fn load_grammar(source: &Layers) -> Result<Grammar, KnowledgeError> {
    source.read("grammar.yaml", &[])
}
