use super::layers::Layers;
use super::load::{KnowledgeError, located};
use crate::model::{Kind, KindInfo};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    kinds: Vec<KindInfo>,
}

/// The file of the kinds of text.
const FILE: &str = "kinds.yaml";

/// Makes the kinds known that the files speak of: all others are read with them.
pub(super) fn load(source: &Layers) -> Result<(), KnowledgeError> {
    let file: Kinds = source.read(FILE, &["kind"])?;
    let texts = source.texts(FILE)?;
    Kind::register(file.kinds).map_err(|message| located(&texts, message))
}
