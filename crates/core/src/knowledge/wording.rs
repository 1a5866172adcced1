use super::layers::Layers;
use super::load::KnowledgeError;
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
    /// Words that oblige.
    pub binding: ByLanguage,
    /// Words that leave free.
    pub inviting: ByLanguage,
    /// Words behind which a number is a name.
    pub naming: ByLanguage,
    /// Words that go on with such numbers.
    pub joining: ByLanguage,
    /// Numbers written out, by language.
    pub numbers: BTreeMap<String, BTreeMap<String, u32>>,
    /// The months in their order.
    pub months: ByLanguage,
    /// Who is told to act or is acted with.
    pub organs: Vec<Organ>,
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
