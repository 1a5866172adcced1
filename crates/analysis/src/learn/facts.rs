use crate::corpus::Corpus;
use crate::model::{Edition, WitnessKind, WorkId};

/// One thing that a file says of one work.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fact {
    pub(super) id: WorkId,
    pub(super) title: Option<String>,
    pub(super) edition: Option<Edition>,
    pub(super) says: Says,
    /// For what a list says to be in force: its latest conference.
    pub(super) as_of: Option<String>,
    pub(super) successors: Vec<WorkId>,
    /// The file.
    pub(super) source: String,
    /// File and line, or row.
    pub(super) place: String,
}

/// Whether the work is in force.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Says {
    /// The edition was adopted.
    Adopted,
    /// The edition is in force.
    InForce,
    /// Suppressed, by that conference where it is said.
    Suppressed(Option<String>),
}

/// What the resolution texts of a corpus say: whole texts and operative parts, with their edition and title.
pub(super) fn of_texts(corpus: &Corpus) -> Vec<Fact> {
    let index = &corpus.index;
    let is_text = |t: &&crate::model::ResolutionText| {
        matches!(t.witness.kind, WitnessKind::Full | WitnessKind::Extract)
            && t.witness.leads
            && !t.provisions.is_empty()
            && t.editions.len() == 1
    };
    let texts = index.texts.iter().filter(is_text);
    texts
        .filter_map(|text| {
            let id = text
                .work
                .clone()
                .filter(|id| !id.number().starts_with('['))?;
            let edition = text.edition().cloned().filter(|e| !e.is_empty())?;
            let file = index.sources.get(text.source)?.file.clone();
            Some(Fact {
                id,
                title: text.title.clone(),
                edition: Some(edition),
                says: Says::Adopted,
                as_of: None,
                successors: Vec::new(),
                place: format!("{file}:{}", text.line),
                source: file,
            })
        })
        .collect()
}

/// What the documents say to be no longer in force.
pub(super) fn of_fallen(corpus: &Corpus) -> Vec<Fact> {
    let fallen = corpus.fallen.iter();
    fallen
        .filter_map(|fallen| {
            let file = corpus.index.sources.get(fallen.source)?.file.clone();
            Some(Fact {
                id: fallen.id.clone(),
                title: None,
                edition: None,
                says: Says::Suppressed(Some(fallen.conference.clone())),
                as_of: None,
                successors: Vec::new(),
                place: format!("{file}:{}", fallen.line),
                source: file,
            })
        })
        .collect()
}
