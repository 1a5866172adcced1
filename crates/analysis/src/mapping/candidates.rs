//! What could be streamlined: texts about the same thing, and what can be done with them.

use super::likeness::fullest_texts;
use super::links::{Links, SAME_TITLE};
use crate::knowledge::Knowledge;
use crate::model::{Candidate, Index, MappingRow, Outcome, PartKind, WorkId};
use crate::reuse::{Clause, Threshold, similar_pairs};
use std::collections::{BTreeMap, BTreeSet};

/// From this share of its operative provisions on a text says nothing that the other does not.
const NEARLY_ALL: f64 = 0.8;

/// A group of texts with the same subject: those of a row whose titles are like that of its first text.
struct Group<'a> {
    subject: &'a str,
    ids: Vec<WorkId>,
}

/// Finds the candidates, the widest groups first.
pub(super) fn find(
    index: &Index,
    rows: &[MappingRow],
    links: &Links,
    repeats: &Repeats,
    knowledge: &Knowledge,
) -> Vec<Candidate> {
    let mut groups: Vec<Group> = Vec::new();
    let mut taken: BTreeSet<WorkId> = BTreeSet::new();
    for row in rows {
        let others = row
            .cells
            .values()
            .flatten()
            .map(|c| &c.id)
            .filter(|id| **id != row.key);
        let mut ids = vec![row.key.clone()];
        for id in others {
            let like = links.title_of(&row.key, id) >= SAME_TITLE && id.head() != row.key.head();
            let repeated = !repeats.shared(id, &row.key).is_empty() && id.head() != row.key.head();
            if like || repeated {
                ids.push(id.clone());
            }
        }
        let sector: BTreeSet<WorkId> = ids[1..].iter().cloned().collect();
        if ids.len() > 1 && !sector.is_subset(&taken) {
            taken.extend(ids.iter().cloned());
            groups.push(Group {
                subject: &row.subject,
                ids,
            });
        }
    }
    groups.sort_by_key(|g| std::cmp::Reverse(g.ids.len()));
    groups
        .iter()
        .zip(1..)
        .map(|(group, number)| {
            let (outcome, reason) = decide(group, index, links, repeats, knowledge);
            Candidate {
                number,
                subject: group.subject.to_owned(),
                ids: group.ids.clone(),
                outcome,
                reason,
            }
        })
        .collect()
}

/// The outcome that fits, and why.
fn decide(
    group: &Group,
    index: &Index,
    links: &Links,
    repeats: &Repeats,
    knowledge: &Knowledge,
) -> (Outcome, String) {
    let key = &group.ids[0];
    let others = &group.ids[1..];
    let is_parent = knowledge.body(key.head()).is_some_and(|b| b.parent);
    let mut said = Vec::new();
    let mut all_covered = true;
    let mut any_shared = false;
    for id in others {
        let shared = repeats.shared(id, key).len();
        let own = repeats.operative(id);
        any_shared |= shared > 0;
        all_covered &= own > 0 && shared as f64 >= NEARLY_ALL * own as f64;
        if shared > 0 {
            said.push(format!(
                "{shared} of the {own} operative provisions of {id} stand in {key} too"
            ));
        }
    }
    let like: Vec<String> = others
        .iter()
        .map(|id| (id, links.title_of(key, id)))
        .filter(|(_, score)| *score >= SAME_TITLE)
        .map(|(id, score)| format!("{id} {score:.2}"))
        .collect();
    if !like.is_empty() {
        said.push(format!("titles alike: {}", like.join(", ")));
    }
    let replaced: Vec<&WorkId> = index
        .works
        .iter()
        .filter(|(_, w)| w.suppressed.is_some() && w.successors.contains(key))
        .map(|(id, _)| id)
        .collect();
    for id in &replaced {
        said.push(format!("{id} was suppressed in favour of {key}"));
    }
    let outcome = if is_parent && (all_covered || !replaced.is_empty()) {
        Outcome::Suppress
    } else if is_parent && any_shared {
        Outcome::SuppressRepeatedText
    } else if any_shared {
        Outcome::Merge
    } else {
        Outcome::Align
    };
    (outcome, said.join("; "))
}

/// Which operative provisions of the fullest texts stand in other works too.
pub(super) struct Repeats {
    /// (work, other work) → provisions of the first that stand in the second.
    shared: BTreeMap<(WorkId, WorkId), BTreeSet<usize>>,
    operative: BTreeMap<WorkId, usize>,
    none: BTreeSet<usize>,
}

impl Repeats {
    pub(super) fn new(index: &Index) -> Self {
        let mut clauses = Vec::new();
        let mut owners: Vec<(WorkId, usize)> = Vec::new();
        let mut operative: BTreeMap<WorkId, usize> = BTreeMap::new();
        for (group, (id, text)) in fullest_texts(index).into_iter().enumerate() {
            for (n, provision) in index.texts[text].provisions.iter().enumerate() {
                if provision.part != PartKind::Operative || provision.text.is_empty() {
                    continue;
                }
                *operative.entry(id.clone()).or_default() += 1;
                clauses.push(Clause {
                    text: &provision.text,
                    group: u32::try_from(group).ok(),
                });
                owners.push((id.clone(), n));
            }
        }
        let mut shared: BTreeMap<(WorkId, WorkId), BTreeSet<usize>> = BTreeMap::new();
        for pair in similar_pairs(&clauses, &Threshold::default()) {
            let (a, b) = (&owners[pair.a as usize], &owners[pair.b as usize]);
            shared
                .entry((a.0.clone(), b.0.clone()))
                .or_default()
                .insert(a.1);
            shared
                .entry((b.0.clone(), a.0.clone()))
                .or_default()
                .insert(b.1);
        }
        Repeats {
            shared,
            operative,
            none: BTreeSet::new(),
        }
    }

    /// The provisions of `id` that stand in `other` too.
    fn shared(&self, id: &WorkId, other: &WorkId) -> &BTreeSet<usize> {
        self.shared
            .get(&(id.clone(), other.clone()))
            .unwrap_or(&self.none)
    }

    /// How many operative provisions of `id` are at hand.
    fn operative(&self, id: &WorkId) -> usize {
        self.operative.get(id).copied().unwrap_or(0)
    }
}
