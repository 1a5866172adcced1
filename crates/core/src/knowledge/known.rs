//! The works that are known without reading any text (`texts/`, one file a body), and who cites whom among them
//! (`citations/`).

use super::horizon::{Extent, Reach};
use super::layers::Layers;
use super::load::{KnowledgeError, parse_json};
use crate::model::{BodyId, Edition, Index, Role, Source, Status, Work, WorkId};
use rayon::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// What is known of the texts of one body (`texts/PP.yaml`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyTexts {
    /// The body.
    pub body: BodyId,
    /// Where it comes from: a short name for each source, and what it is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, String>,
    /// How far it reaches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<KnownReach>,
    /// The works.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub works: Vec<KnownWork>,
}

/// How much is known of what one conference did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownReach {
    /// Its mark.
    pub conference: String,
    /// How much.
    pub extent: Extent,
    /// The first conference of which as much is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The short name of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What is known of one work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownWork {
    /// The work.
    pub id: WorkId,
    /// The title of its latest edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its editions, oldest first.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "editions",
        serialize_with = "written"
    )]
    pub editions: Vec<Edition>,
    /// The conference that suppressed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<String>,
    /// What took its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<WorkId>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The short names of the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

impl KnownWork {
    /// A work of which nothing is known but its id.
    pub fn new(id: &WorkId) -> Self {
        KnownWork {
            id: id.clone(),
            title: None,
            editions: Vec::new(),
            suppressed: None,
            successors: Vec::new(),
            address: None,
            sources: Vec::new(),
        }
    }
}

fn editions<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Edition>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    let read = texts.iter().map(|text| text.parse());
    read.collect::<Result<_, _>>()
        .map_err(serde::de::Error::custom)
}

fn written<S: Serializer>(editions: &[Edition], to: S) -> Result<S::Ok, S::Error> {
    let text = |e: &Edition| match (&e.version, e.place.is_some()) {
        (Some(version), true) => format!("{e}, version {version}"),
        _ => e.to_string(),
    };
    to.collect_seq(editions.iter().map(text))
}

/// The works, and how far the knowledge of each body reaches.
pub(super) fn load(source: &Layers) -> Result<(Index, Vec<Reach>), KnowledgeError> {
    let names = source.names_in("texts")?;
    let files: Vec<Result<BodyTexts, KnowledgeError>> = names
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
    file: BodyTexts,
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
