//! How far the texts at hand go.

use super::struck;
use crate::model::{Index, PartKind, WitnessKind, WorkId, counted};
use std::collections::BTreeSet;

/// What the texts at hand do not hold.
pub(super) fn limits(index: &Index, ids: &[WorkId], into: Option<&WorkId>) -> Vec<String> {
    let mut limits = Vec::new();
    if let Some(into) = into.filter(|into| struck::is_gone(index, into)) {
        let now = struck::in_force(index, into);
        limits.push(match struck::is_gone(index, now) {
            true => format!(
                "{into} is suppressed itself, and nothing known took its place: what to cite instead has to be found by hand"
            ),
            false => format!(
                "{into} is suppressed itself; {now} took its place, and is what the amendments cite"
            ),
        });
    }
    for id in ids.iter().chain(into) {
        match index.text_of(id) {
            None => limits.push(format!(
                "{id}: its text is not at hand; only citations of it are known"
            )),
            Some(text)
                if text.provisions.is_empty()
                    || text.provisions.iter().all(|p| p.text.is_empty()) =>
            {
                limits.push(format!("{id}: its wording is not at hand"));
            }
            Some(text) => {
                let copy = index.copy(id, text);
                let rests = match text.witness.kind {
                    WitnessKind::Full => continue,
                    _ => format!("{id}: what is said of its provisions rests on {copy}"),
                };
                let parts = |part| text.provisions.iter().any(|p| p.part == part);
                limits.push(match parts(PartKind::Preamble) {
                    true => rests,
                    false => format!("{rests}; nothing is said of its preamble and annexes"),
                });
            }
        }
    }
    let texts: BTreeSet<&WorkId> = index
        .texts
        .iter()
        .filter(|t| !t.provisions.is_empty())
        .filter_map(|t| t.work.as_ref())
        .collect();
    limits.push(format!(
        "searched for the same wording: {}; a provision may stand in a text that is not among them",
        counted(texts.len(), "text")
    ));
    limits
}
