//! How far the texts at hand go.

use super::citing::names;
use super::struck;
use crate::model::{Index, PartKind, Role, WitnessKind, WorkId, counted};
use std::collections::BTreeSet;

/// What the texts at hand do not hold; `known` is what the knowledge holds, who cites whom among it.
pub(super) fn limits(
    index: &Index,
    known: &Index,
    ids: &[WorkId],
    into: Option<&WorkId>,
) -> Vec<String> {
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
    limits.extend(elsewhere(index, known, ids));
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

/// The works that are known to cite `ids` and of which no text is at hand, in a sentence.
fn elsewhere(index: &Index, known: &Index, ids: &[WorkId]) -> Option<String> {
    let at_hand: BTreeSet<&WorkId> = index.texts.iter().filter_map(|t| t.work.as_ref()).collect();
    let citations = known.citations.iter().filter(|c| c.role == Role::Citation);
    let citing = citations.filter(|c| ids.iter().any(|id| names(c, id)));
    let works: BTreeSet<&WorkId> = citing.filter_map(|c| c.citing()).collect();
    let works = works.difference(&at_hand).filter(|id| !ids.contains(id));
    let works: Vec<&str> = works.map(|id| id.as_str()).collect();
    (!works.is_empty()).then(|| {
        let works = works.join(", ");
        format!("known to cite it, but not at hand, so that no amendment of them is told: {works}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::knowledge::Knowledge;

    #[test]
    fn who_is_known_to_cite_it_is_named_where_it_is_not_at_hand() {
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        let falls = ["WTSA-35".parse().expect("an id")];
        let said = |files: &[(&str, &str)]| {
            let index = Corpus::from_texts(&knowledge, files).index;
            elsewhere(&index, &knowledge.known, &falls).unwrap_or_default()
        };
        assert!(said(&[]).ends_with(": PP-208, WTSA-22"), "{}", said(&[]));
        let at_hand = "RESOLUTION 208 (Dubai, 2018)\nOak and pine\nresolves\n1\tto plant trees.\n";
        let of_conference =
            "resolves\n1\tto do as this Plenipotentiary Conference (Dubai, 2018) did.\n";
        let text = format!("{at_hand}{of_conference}");
        assert!(said(&[("a.txt", &text)]).ends_with(": WTSA-22"));
    }
}
