use super::layers::Layers;
use super::load::KnowledgeError;
use crate::model::PartKind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Words or phrases by language.
pub type ByLanguage = BTreeMap<String, Vec<String>>;

/// Words by which provisions are compared (`wording.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Words that count as one, by a name for what they say.
    pub equal: BTreeMap<String, ByLanguage>,
    /// Words that turn a clause round.
    pub negation: ByLanguage,
    /// Words that turn a clause round, and say what is to be done: it is not alike without them.
    #[serde(default)]
    pub refraining: ByLanguage,
    /// Words that turn a clause round where something is said to be so, and else say what it is like.
    #[serde(default)]
    pub qualifying: ByLanguage,
    /// Words that say that something is so.
    #[serde(default)]
    pub being: ByLanguage,
    /// Words that oblige.
    pub binding: ByLanguage,
    /// Words that leave free.
    pub inviting: ByLanguage,
    /// Words that say of a number that it is the least.
    #[serde(default)]
    pub at_least: ByLanguage,
    /// Words that say of a number that it is the most.
    #[serde(default)]
    pub at_most: ByLanguage,
    /// Words behind which a number is a name.
    pub naming: ByLanguage,
    /// Words that go on with such numbers.
    pub joining: ByLanguage,
    /// Numbers written out, by language.
    pub numbers: BTreeMap<String, BTreeMap<String, u32>>,
    /// The months in their order.
    pub months: ByLanguage,
    /// How a clause reads that only refers to another.
    #[serde(default)]
    pub referring: Referring,
    /// How an edition is written.
    #[serde(default)]
    pub edition: EditionWritten,
    /// Who is told to act or is acted with.
    pub organs: Vec<Organ>,
}

/// How an edition is written behind a number, by language: `{place}` and `{year}` are put in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditionWritten {
    /// The first one.
    #[serde(default)]
    pub first: BTreeMap<String, String>,
    /// A later one.
    #[serde(default)]
    pub revised: BTreeMap<String, String>,
}

/// How a clause reads that only refers to another, by language: `{provision}` and `{text}` are put in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referring {
    #[serde(default)]
    preamble: BTreeMap<String, String>,
    #[serde(default)]
    operative: BTreeMap<String, String>,
}

impl Referring {
    /// The pattern for a part of a text in that language; a text whose language is not known is taken to be in the
    /// language of the names that are put in.
    pub fn of(&self, part: PartKind, language: Option<&str>) -> Option<&str> {
        let patterns = match part {
            PartKind::Preamble => &self.preamble,
            PartKind::Operative => &self.operative,
            PartKind::Annex => return None,
        };
        let pattern = match language {
            Some(language) => patterns.get(language),
            None => patterns.values().next().filter(|_| patterns.len() == 1),
        };
        pattern.map(String::as_str)
    }
}

/// Somebody who is told to act or is acted with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organ {
    /// Its id; organs of one Sector share that of the Sector.
    pub id: String,
    /// How texts write it.
    pub names: ByLanguage,
    /// The ids of others that are meant as well.
    #[serde(default)]
    pub stands_for: Vec<String>,
}

impl Wording {
    pub(super) fn load(source: &Layers) -> Result<Self, KnowledgeError> {
        const FILE: &str = "wording.yaml";
        let wording: Wording = source.read(FILE, &["id"])?;
        let known = |id: &String| wording.organs.iter().any(|o| o.id == *id);
        for organ in &wording.organs {
            if let Some(unknown) = organ.stands_for.iter().find(|id| !known(id)) {
                let message = format!("`{}` stands for `{unknown}`, which no organ is", organ.id);
                return Err(KnowledgeError::meaning(FILE, message));
            }
        }
        Ok(wording)
    }
}
