use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{BodyId, Kind, Status, TargetEvidence, WorkId};
use std::collections::BTreeMap;

/// A body needs this many known works before a number beyond them is called unknown.
const ENOUGH: usize = 5;

/// Finds numbers beyond those that a body is known to have. A number that is missing among the known ones is
/// no finding: it may be of a work that was suppressed long ago. Nor is one that may be of a work adopted after
/// all those that are known.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let known = known_numbers(audit);
    let mut found = Vec::new();
    for (citation, target) in audit.cited() {
        let (Some(id), Status::Resolved) = (&target.id, target.status) else {
            continue;
        };
        let (Some(number), Some(numbers)) = (
            plain(id),
            id.body().and_then(|body| known.get(&(body, id.kind()))),
        ) else {
            continue;
        };
        let Some(highest) = numbers
            .last()
            .filter(|h| numbers.len() >= ENOUGH && number > **h)
        else {
            continue;
        };
        if audit.may_be_new(citation, target) {
            continue;
        }
        let elsewhere: Vec<WorkId> = known
            .iter()
            .filter(|((body, kind), n)| {
                Some(*body) != id.body() && *kind == id.kind() && n.binary_search(&number).is_ok()
            })
            .map(|((body, kind), _)| WorkId::new(body, *kind, id.number()))
            .collect();
        let names: Vec<&str> = elsewhere.iter().map(WorkId::as_str).collect();
        let key = format!("{} {id}", citation.raw);
        let place = audit.place_of(citation);
        // Where the text does not name the body, it is the reading that is in doubt, not the number.
        let is_guess = target.evidence >= TargetEvidence::Column;
        if is_guess && !elsewhere.is_empty() {
            let message = format!(
                "Nothing names the body; by its place {} would be meant, but no {id} is known. It may be {}.",
                id.head(),
                names.join(" or ")
            );
            let ids = citation.from.iter().chain(&elsewhere).cloned();
            found.push(Draft::new(Code::AmbiguousTarget, place, &key, message).ids(ids));
            continue;
        }
        let nearest = id
            .body()
            .map(|body| WorkId::new(body, id.kind(), &highest.to_string()));
        let mut message = format!(
            "No {id} is known; the nearest number of {} is {highest}.",
            id.head()
        );
        if !elsewhere.is_empty() {
            message.push_str(&format!(" The number exists as {}.", names.join(", ")));
        }
        let ids = citation
            .from
            .clone()
            .into_iter()
            .chain([id.clone()])
            .chain(nearest)
            .chain(elsewhere);
        found.push(Draft::new(Code::UnknownTarget, place, &key, message).ids(ids));
    }
    found
}

/// The numbers of the works that have a title or a text, by body and kind, in order.
fn known_numbers<'a>(audit: &'a Audit<'_>) -> BTreeMap<(&'a BodyId, Kind), Vec<u32>> {
    let mut known: BTreeMap<(&BodyId, Kind), Vec<u32>> = BTreeMap::new();
    for (id, work) in &audit.index.works {
        let exists = work.title.is_some() || work.suppressed.is_some();
        if let (true, Some(number), Some(body)) = (exists, plain(id), id.body()) {
            known.entry((body, id.kind())).or_default().push(number);
        }
    }
    for numbers in known.values_mut() {
        numbers.sort_unstable();
    }
    known
}

/// The number of a work that is numbered 1, 2, 3 …
fn plain(id: &WorkId) -> Option<u32> {
    id.number().parse().ok()
}
