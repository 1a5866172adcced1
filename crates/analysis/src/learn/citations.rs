use super::facts::Fact;
use crate::corpus::Corpus;
use crate::model::{Index, Role, Status, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// Who cites whom in the texts that were read, by citing body, without wording.
pub(super) fn of(corpus: &Corpus, facts: &[Fact]) -> BTreeMap<String, Index> {
    let learnt: BTreeSet<&WorkId> = facts.iter().map(|f| &f.id).collect();
    let mut by_body: BTreeMap<String, Index> = BTreeMap::new();
    let mut places: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let mut texts: BTreeMap<usize, usize> = BTreeMap::new();
    let place = |body: &str,
                 source: usize,
                 part: &mut Index,
                 places: &mut BTreeMap<(String, usize), usize>| {
        *places.entry((body.to_owned(), source)).or_insert_with(|| {
            part.sources.push(corpus.index.sources[source].clone());
            part.sources.len() - 1
        })
    };
    for (n, text) in corpus.index.texts.iter().enumerate() {
        let Some(id) = text.work.as_ref().filter(|id| learnt.contains(id)) else {
            continue;
        };
        if text.provisions.is_empty() || !text.witness.leads {
            continue;
        }
        let part = by_body.entry(id.head().to_owned()).or_default();
        part.version = Index::VERSION;
        let mut text = text.clone();
        text.source = place(id.head(), text.source, part, &mut places);
        text.provisions.clear();
        text.witness.repeats = None;
        texts.insert(n, part.texts.len());
        part.texts.push(text);
    }
    for citation in corpus
        .index
        .citations
        .iter()
        .filter(|c| c.role == Role::Citation)
    {
        let Some(from) = &citation.from else { continue };
        let Some(text) = citation.text.and_then(|t| texts.get(&t)) else {
            continue;
        };
        let resolved = citation
            .targets
            .iter()
            .all(|t| t.status == Status::Resolved && t.kind.is_adopted());
        let Some(part) = by_body.get_mut(from.head()).filter(|_| resolved) else {
            continue;
        };
        let mut citation = citation.clone();
        citation.source = place(from.head(), citation.source, part, &mut places);
        citation.text = Some(*text);
        part.citations.push(citation);
    }
    by_body
}
