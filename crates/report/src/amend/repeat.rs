//! Clauses that stand word for word in another text, replaced by a reference to it.

use super::propose::Change;
use super::words::standing;
use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{self, Document, PartKind, Provision, Span, WorkId};
use resgraph_analysis::impact::written_out;
use resgraph_analysis::reuse::{Act, Editions, Reader, Threshold, words};
use std::collections::HashMap;

/// The changes for source `source` of the corpus: where a clause of it stands in one of the texts `of`, or, where none
/// is named, in one of the parent body. Two clauses are the same where all their words are, whatever the editions that
/// they cite, and the same people are told to act.
pub(super) fn repeated(
    corpus: &Corpus,
    source: usize,
    document: &Document,
    of: &[WorkId],
    knowledge: &Knowledge,
) -> Vec<Change> {
    let reader = Reader::new(knowledge);
    let said = said(corpus, source, of, knowledge, &reader);
    let language = corpus.index.sources[source].language.as_deref();
    let mut changes = Vec::new();
    let texts = corpus.index.texts.iter().filter(|t| t.source == source);
    for text in texts {
        let Some(work) = &text.work else { continue };
        for provision in &text.provisions {
            let (now, _) = standing(document, provision.span);
            let key = key(provision, &now, &reader);
            let Some((id, path)) = key.and_then(|key| said.get(&key)) else {
                continue;
            };
            if *id == work || of.contains(work) {
                continue;
            }
            let cited = written_out(&corpus.index, id, knowledge);
            let pattern = knowledge.wording.referring.of(provision.part, language);
            let new = pattern.map(|p| p.replace("{provision}", path).replace("{text}", &cited));
            changes.push(Change {
                span: provision.span,
                new: new.map(|new| new + end_of(&now)),
                by_hand: "no wording for such a reference is known in the language of the text".to_owned(),
                reason: vec![format!(
                    "Repeated text: these words stand in {id}, {path}. A reference to it says the same; check that the \
                     clause adds nothing of its own."
                )],
            });
        }
    }
    changes
}

/// What makes two clauses the same.
type Key = (PartKind, Option<Act>, Vec<String>);

/// None for a clause that is too short to be a repetition.
fn key(provision: &Provision, now: &str, reader: &Reader) -> Option<Key> {
    if provision.change == Some(model::Change::Deleted) {
        return None;
    }
    let words = words(now, Editions::Drop);
    let act = (provision.part == PartKind::Operative).then(|| reader.act(&provision.phrase));
    (words.len() >= Threshold::default().min_words).then_some((provision.part, act, words))
}

/// What the other texts say, each clause with its text and its address.
fn said<'c>(
    corpus: &'c Corpus,
    source: usize,
    of: &'c [WorkId],
    knowledge: &Knowledge,
    reader: &Reader,
) -> HashMap<Key, (&'c WorkId, &'c str)> {
    let is_parent = |id: &WorkId| knowledge.body(id.head()).is_some_and(|b| b.parent);
    let works = corpus.index.works.iter();
    let in_force = works
        .filter(|(_, work)| work.suppressed.is_none())
        .map(|(id, _)| id);
    let wanted = in_force.filter(|id| match of {
        [] => is_parent(id),
        of => of.contains(id),
    });
    let mut said = HashMap::new();
    for id in wanted {
        let provisions = corpus.index.provisions_of(id).into_iter();
        for (_, provision) in provisions.filter(|(text, _)| text.source != source) {
            if let Some(key) = key(provision, &provision.text, reader) {
                said.entry(key).or_insert((id, provision.path.as_str()));
            }
        }
    }
    said
}

/// The signs at the end of a clause.
fn end_of(text: &str) -> &str {
    let text = text.trim_end();
    let end = text.trim_end_matches(|c: char| {
        matches!(c, ',' | ';' | '.' | ':' | '،' | '؛' | '。' | '；' | '，')
    });
    &text[end.len()..]
}

/// True where a span lies within that of one of the changes.
pub(super) fn is_within(changes: &[Change], span: Span) -> bool {
    changes
        .iter()
        .any(|c| c.span.start <= span.start && span.end <= c.span.end)
}
