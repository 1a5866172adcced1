use super::load::{KnowledgeError, Source};
use crate::model::{Edition, Index, Work, WorkId};
use serde::Deserialize;

/// What people add to the built-in index (`known.yaml`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
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

/// Loads the index of known resolutions (`index.json`) and what people add to it (`known.yaml`).
pub(super) fn load(source: &Source) -> Result<Index, KnowledgeError> {
    let mut index: Index =
        source.read_json("index.json", include_str!("../../mappings/index.json"))?;
    let known: Known = source.read("known.yaml", include_str!("../../mappings/known.yaml"))?;
    for add in known.works {
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
