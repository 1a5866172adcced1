//! The works that are known without reading any text (`texts/`, one file a body), and who cites whom among them
//! (`citations/`).

use super::horizon::{Extent, Reach};
use super::layers::Layers;
use super::load::{KnowledgeError, parse_json};
use crate::model::{BodyId, Edition, Index, Role, Source, Status, Work, WorkId};
use rayon::prelude::*;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// What is known of the texts of one body (`texts/PP.yaml`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The body.
    body: BodyId,
    /// Where it comes from: a short name for each source, and what it is.
    #[serde(default)]
    sources: BTreeMap<String, String>,
    /// How far it reaches.
    #[serde(default)]
    known: Vec<KnownReach>,
    #[serde(default)]
    works: Vec<KnownWork>,
}

/// How much is known of what one conference did.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownReach {
    conference: String,
    extent: Extent,
    /// The first conference of which as much is known.
    #[serde(default)]
    since: Option<String>,
    #[serde(default)]
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownWork {
    id: WorkId,
    #[serde(default)]
    title: Option<String>,
    #[serde(default, deserialize_with = "editions")]
    editions: Vec<Edition>,
    #[serde(default)]
    suppressed: Option<String>,
    #[serde(default)]
    successors: Vec<WorkId>,
    #[serde(default)]
    address: Option<String>,
    #[serde(default)]
    sources: Vec<String>,
}

fn editions<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Edition>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    let read = texts.iter().map(|text| text.parse());
    read.collect::<Result<_, _>>()
        .map_err(serde::de::Error::custom)
}

/// The works, and how far the knowledge of each body reaches.
pub(super) fn load(source: &Layers) -> Result<(Index, Vec<Reach>), KnowledgeError> {
    let names = source.names_in("texts")?;
    let files: Vec<Result<File, KnowledgeError>> = names
        .par_iter()
        .map(|name| source.read(name, &["id", "conference"]))
        .collect();
    let mut index = load_citations(source)?;
    let mut reach = Vec::new();
    for (name, file) in names.iter().zip(files) {
        take(name, file?, &mut index, &mut reach)?;
    }
    add_cited_works(&mut index);
    Ok((index, reach))
}

fn take(
    name: &str,
    file: File,
    index: &mut Index,
    reach: &mut Vec<Reach>,
) -> Result<(), KnowledgeError> {
    let named = |short: &String| {
        file.sources.get(short).cloned().ok_or_else(|| {
            let message = format!("the source `{short}` is none of its `sources`");
            KnowledgeError::meaning(name, message)
        })
    };
    for known in &file.known {
        reach.push(Reach {
            body: file.body.clone(),
            conference: known.conference.clone(),
            extent: known.extent,
            since: known.since.clone(),
            source: known.source.as_ref().map(named).transpose()?,
        });
    }
    for add in file.works {
        if add.id.body() != Some(&file.body) {
            let message = format!("{} is no text of {}", add.id, file.body);
            return Err(KnowledgeError::meaning(name, message));
        }
        let sources = add.sources.iter().map(named).collect::<Result<_, _>>()?;
        let id = &add.id;
        let work = index
            .works
            .entry(id.clone())
            .or_insert_with(|| Work::new(id));
        work.editions = add.editions;
        work.title = add.title;
        work.suppressed = add.suppressed;
        work.successors = add.successors;
        work.address = add.address;
        work.sources = sources;
    }
    Ok(())
}

/// Who cites whom: saved indexes without works, one a citing body. Those of a layer above add to those below.
fn load_citations(source: &Layers) -> Result<Index, KnowledgeError> {
    let mut texts = Vec::new();
    for name in source.names_in("citations")? {
        texts.extend(source.texts(&name)?);
    }
    let parts: Vec<Result<Index, KnowledgeError>> = texts
        .par_iter()
        .map(|(file, text)| parse_json(file, text))
        .collect();
    let mut index = Index {
        version: Index::VERSION,
        ..Index::default()
    };
    for (part, (file, _)) in parts.into_iter().zip(&texts) {
        let part = part?;
        if part.version != Index::VERSION {
            let message = format!("it is of version {}, not {}", part.version, Index::VERSION);
            return Err(KnowledgeError::meaning(file, message));
        }
        join(&mut index, part, file)?;
    }
    Ok(index)
}

/// Adds `part`; sources of the same name are one.
fn join(index: &mut Index, part: Index, file: &str) -> Result<(), KnowledgeError> {
    let lost = || KnowledgeError::meaning(file, "it names sources or texts that it lacks".into());
    let place = |source: &Source, index: &mut Index| {
        let known = index.sources.iter().position(|s| s.file == source.file);
        known.unwrap_or_else(|| {
            index.sources.push(source.clone());
            index.sources.len() - 1
        })
    };
    let sources: Vec<usize> = part.sources.iter().map(|s| place(s, index)).collect();
    let first = index.texts.len();
    let count = part.texts.len();
    for mut text in part.texts {
        text.source = *sources.get(text.source).ok_or_else(lost)?;
        index.texts.push(text);
    }
    for mut citation in part.citations {
        citation.source = *sources.get(citation.source).ok_or_else(lost)?;
        if citation.text.is_some_and(|t| t >= count) {
            return Err(lost());
        }
        citation.text = citation.text.map(|t| t + first);
        index.citations.push(citation);
    }
    Ok(())
}

/// Adds the works that are only cited, and the editions that nothing but a citation names.
fn add_cited_works(index: &mut Index) {
    let cited = index.citations.iter().filter(|c| c.role == Role::Citation);
    for target in cited.flat_map(|c| &c.targets) {
        let Some(id) = target
            .id
            .as_ref()
            .filter(|_| target.status == Status::Resolved)
        else {
            continue;
        };
        let work = index
            .works
            .entry(id.clone())
            .or_insert_with(|| Work::new(id));
        work.add_cited(&target.edition);
    }
}
