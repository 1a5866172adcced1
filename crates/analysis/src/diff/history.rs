//! The editions of a work in time.

use super::editions::{EditionChange, compare_editions};
use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{Edition, Horizons, ResolutionText, Work, WorkId};
use serde::Serialize;
use std::collections::BTreeMap;

/// One stage in the life of a work: an edition, or its end.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// The edition as written; nothing for the end.
    pub edition: Option<String>,
    /// The last day of its conference, as far as it is known.
    pub adopted: Option<String>,
    /// How it is known: a text at hand, a source of the knowledge, or nothing but a citation.
    pub known_from: Vec<String>,
    /// What it changed in the edition before, where the texts of both are at hand.
    pub change: Option<EditionChange>,
    /// For the latest edition: the conferences that may have revised or suppressed it since, for all that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub met_since: Vec<String>,
    /// For the end: by which conference, in favour of which works.
    pub suppressed: Option<String>,
    /// What took its place.
    pub successors: Vec<WorkId>,
}

/// The editions of a work, oldest first, and its end; editions that only a citation names stand among them and say so.
pub fn history(corpus: &Corpus, knowledge: &Knowledge, id: &WorkId) -> Vec<Stage> {
    Histories::new(corpus, knowledge).of(id)
}

/// The histories of the works of a corpus, for whoever asks for many.
#[derive(Debug)]
pub struct Histories<'a> {
    corpus: &'a Corpus,
    knowledge: &'a Knowledge,
    horizons: Horizons,
    texts: BTreeMap<&'a WorkId, Vec<&'a ResolutionText>>,
}

impl<'a> Histories<'a> {
    /// Of every work that `corpus` knows.
    pub fn new(corpus: &'a Corpus, knowledge: &'a Knowledge) -> Self {
        let mut texts: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for text in &corpus.index.texts {
            if let Some(work) = &text.work {
                texts.entry(work).or_default().push(text);
            }
        }
        Histories {
            corpus,
            knowledge,
            horizons: knowledge.horizons(&corpus.index),
            texts,
        }
    }

    /// The editions of a work, oldest first, and its end; empty where nothing is known of it.
    pub fn of(&self, id: &WorkId) -> Vec<Stage> {
        let Some(work) = self.corpus.index.works.get(id) else {
            return Vec::new();
        };
        let mut stages = self.editions(id, work);
        if let Some(last) = stages.last_mut() {
            let since = self
                .knowledge
                .met_since(&self.horizons, &self.corpus.index, id);
            last.met_since = since.into_iter().map(str::to_owned).collect();
        }
        if let Some(by) = &work.suppressed {
            let conference = self.knowledge.conference_by_mark(by);
            stages.push(Stage {
                edition: None,
                adopted: conference.map(|c| c.day().to_string()),
                known_from: of_knowledge(work).into_iter().collect(),
                change: None,
                met_since: Vec::new(),
                suppressed: Some(by.clone()),
                successors: work.successors.clone(),
            });
        }
        stages
    }

    fn editions(&self, id: &WorkId, work: &Work) -> Vec<Stage> {
        let (corpus, knowledge) = (self.corpus, self.knowledge);
        let day = |e: &Edition| knowledge.adopted_on(work.body.as_deref(), e);
        let exist = work.editions.iter().map(|e| (e, true));
        let mut all: Vec<(&Edition, bool)> =
            exist.chain(work.cited.iter().map(|e| (e, false))).collect();
        all.sort_by_key(|(e, _)| day(e));
        let mut stages = Vec::new();
        let mut before: Option<&ResolutionText> = None;
        for (edition, exists) in all {
            let text = self.text_of(id, edition);
            let mut known_from: Vec<String> = text.iter().map(|t| place(corpus, t)).collect();
            match exists {
                true if known_from.is_empty() => known_from.extend(of_knowledge(work)),
                true => {}
                false => known_from.push("only cited; no source says that it exists".to_owned()),
            }
            let change = before
                .zip(text)
                .map(|(old, new)| compare_editions((corpus, old), (corpus, new)));
            before = text.or(before);
            stages.push(Stage {
                edition: Some(crate::audit::shown_edition(edition)),
                adopted: day(edition)
                    .filter(|_| edition.place.is_some() || edition.mark.is_some())
                    .map(|d| d.to_string()),
                known_from,
                change,
                met_since: Vec::new(),
                suppressed: None,
                successors: Vec::new(),
            });
        }
        stages
    }

    /// The fullest text of that edition.
    fn text_of(&self, id: &WorkId, edition: &Edition) -> Option<&'a ResolutionText> {
        let texts = self.texts.get(id)?.iter().copied();
        texts
            .filter(|t| t.edition().is_some_and(|e| e.is_same_as(edition)))
            .max_by_key(|t| (t.witness.leads, t.provisions.len()))
    }
}

/// That the knowledge holds it. Its sources are told of a work, not of each edition: one of them says so.
fn of_knowledge(work: &Work) -> Option<String> {
    match work.sources.as_slice() {
        [] => None,
        [one] => Some(format!("mappings/, from {one}")),
        several => Some(format!("mappings/, from one of: {}", several.join("; "))),
    }
}

fn place(corpus: &Corpus, text: &ResolutionText) -> String {
    let file = corpus
        .index
        .sources
        .get(text.source)
        .map_or("", |s| s.file.as_str());
    format!("{file}:{}", text.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_edition_is_said_to_be_in_each_source_of_its_work() {
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        let corpus = Corpus::from_texts(&knowledge, &[("a.txt", "Resolution 45 of WTSA")]);
        let id = "WTSA-45".parse().expect("an id");
        let sources = &corpus.index.works[&id].sources;
        assert!(sources.len() > 1, "{sources:?}");
        let stages = history(&corpus, &knowledge, &id);
        let known = stages
            .iter()
            .filter(|s| s.edition.is_some())
            .flat_map(|s| &s.known_from);
        let of_several = format!("mappings/, from one of: {}", sources.join("; "));
        let known: Vec<_> = known.filter(|k| !k.starts_with("only cited")).collect();
        assert!(
            !known.is_empty() && known.iter().all(|k| **k == of_several),
            "{known:?}"
        );
    }
}
