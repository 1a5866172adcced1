//! Whom the paragraphs of texts ask to act.

use super::repeats::{Formula, Provided};
use super::{Named, Place};
use crate::model::WorkId;
use std::collections::{BTreeMap, BTreeSet};

/// Behind a verb, so many words may stand before the one who is asked ("Requests, in this regard, the …").
const NEAR: usize = 4;

/// A paragraph that asks something.
pub(super) struct Asked {
    pub(super) paragraph: String,
    pub(super) asks: String,
    pub(super) place: Place,
}

/// By entity and text, the paragraphs that ask it to act; standing formulas ask nothing.
pub(super) fn find(
    clauses: &[Provided],
    entities: &[Named],
    formulas: &[(Formula, Vec<usize>)],
) -> BTreeMap<(String, WorkId), Vec<Asked>> {
    let standing: BTreeSet<usize> = formulas.iter().flat_map(|(_, at)| at.clone()).collect();
    let mut found: BTreeMap<(String, WorkId), Vec<Asked>> = BTreeMap::new();
    for (n, clause) in clauses.iter().enumerate() {
        let Some(entity) = asked(clause, entities).filter(|_| !standing.contains(&n)) else {
            continue;
        };
        let asks = Asked {
            paragraph: clause.path.clone(),
            asks: clause.whole.clone(),
            place: clause.place.clone(),
        };
        let key = (entity.to_owned(), clause.work.clone());
        found.entry(key).or_default().push(asks);
    }
    found
}

/// The entity that is named first and near the verb.
fn asked<'e>(clause: &Provided, entities: &'e [Named]) -> Option<&'e str> {
    let names = entities.iter().filter(|e| !e.by_title).flat_map(|e| {
        let short = (e.file.is_some()).then_some(e.id.as_str());
        short
            .into_iter()
            .chain([e.name.as_str()])
            .map(move |n| (n, e))
    });
    let hits = names.filter_map(|(name, entity)| {
        let at = stands_at(&clause.whole, name)?;
        let before = clause.whole[..at].split_whitespace().count();
        let verb = clause.phrase.split_whitespace().count().min(2);
        (before <= verb + NEAR).then_some((at, std::cmp::Reverse(name.len()), &*entity.id))
    });
    hits.min().map(|(_, _, id)| id)
}

/// Where `name` stands in `text` as words of its own.
fn stands_at(text: &str, name: &str) -> Option<usize> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut places = text.match_indices(name).map(|(at, _)| at);
    places.find(|at| {
        let behind = text[at + name.len()..].chars().next();
        !letter(text[..*at].chars().next_back()) && !letter(behind)
    })
}
