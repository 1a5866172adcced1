use super::layers::Layers;
use super::load::{KnowledgeError, parse_json};
use crate::model::{Edition, Index, Work, WorkId};
use serde::Deserialize;

/// What people add to the built-in index (`texts/PP.yaml`, one file a body).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    #[serde(default)]
    works: Vec<KnownWork>,
}

/// A work of which something is known that no text at hand says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownWork {
    id: WorkId,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    editions: Vec<Edition>,
    #[serde(default)]
    suppressed: Option<String>,
    #[serde(default)]
    successors: Vec<WorkId>,
    #[serde(default)]
    address: Option<String>,
}

/// Loads the index of known resolutions (`index.json`) and what people add to it (`texts/`).
pub(super) fn load(source: &Layers) -> Result<Index, KnowledgeError> {
    let mut index = match source.texts("index.json")?.pop() {
        Some((file, text)) => parse_json(&file, &text)?,
        None => Index::default(),
    };
    let mut works = Vec::new();
    for name in source.names_in("texts")? {
        works.extend(source.read::<Known>(&name, &["id"])?.works);
    }
    for add in works {
        let work = index
            .works
            .entry(add.id.clone())
            .or_insert_with(|| Work::new(&add.id));
        work.title = add.title.or(work.title.take());
        for edition in add.editions {
            if !work.editions.contains(&edition) {
                work.editions.push(edition);
            }
        }
        work.suppressed = add.suppressed.or(work.suppressed.take());
        for successor in add.successors {
            if !work.successors.contains(&successor) {
                work.successors.push(successor);
            }
        }
        work.address = add.address.or(work.address.take());
    }
    Ok(index)
}
