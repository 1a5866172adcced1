use super::layers::Layers;
use super::load::KnowledgeError;
use super::wording::ByLanguage;
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
    /// Spellings of the places of conferences by language, by the one that is printed in results.
    #[serde(default)]
    pub places: BTreeMap<String, ByLanguage>,
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
    /// The organisation whose texts the examples are of.
    #[serde(default)]
    pub examples_of: String,
    /// The patterns, by where they are tried.
    #[serde(flatten)]
    pub rules: BTreeMap<String, Vec<Rule>>,
}

/// A pattern with its examples.
#[derive(Clone, Debug, Deserialize)]
pub struct Rule {
    /// The regular expression over classes.
    pub pattern: String,
    /// By language: a text, the place at which the pattern is tried, and what it finds.
    #[serde(flatten, deserialize_with = "examples")]
    pub examples: BTreeMap<String, Vec<String>>,
}

fn examples<'de, D: serde::Deserializer<'de>>(
    source: D,
) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(String),
        Several(Vec<String>),
    }
    let written: BTreeMap<String, Written> = BTreeMap::deserialize(source)?;
    let several = |w| match w {
        Written::One(one) => vec![one],
        Written::Several(several) => several,
    };
    Ok(written.into_iter().map(|(l, w)| (l, several(w))).collect())
}

pub(super) fn load_lexicon(source: &Layers) -> Result<Lexicon, KnowledgeError> {
    source.read("lexicon.yaml", &["letters"])
}

pub(super) fn load_grammar(source: &Layers) -> Result<Grammar, KnowledgeError> {
    source.read("grammar.yaml", &["pattern"])
}
