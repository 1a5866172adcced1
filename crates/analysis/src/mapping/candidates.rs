//! What could be streamlined: texts about the same thing, and what can be done with them.

use super::likeness::fullest_texts;
use super::links::{Links, SAME_TITLE};
use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{Candidate, Index, MappingRow, Outcome, PartKind, WitnessKind, WorkId, counted};
use crate::reuse::{Clauses, Duties, Item, Reader, Standing, Threshold};
use std::collections::{BTreeMap, BTreeSet};

/// From this share of its operative provisions on a text says nothing that the other does not.
const NEARLY_ALL: f64 = 0.8;

/// A group of texts with the same subject: those of a row whose titles are like that of its first text.
struct Group<'a> {
    subject: &'a str,
    ids: Vec<WorkId>,
}

/// Finds the candidates, by outcome and the widest groups first.
pub(super) fn find(
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
            let like = links.title_of(&row.key, id) >= SAME_TITLE && id.body() != row.key.body();
            let repeated = id.body() != row.key.body() && repeats.shared(id, &row.key) > 0;
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
    let mut found: Vec<Candidate> = groups
        .iter()
        .map(|group| {
            let (outcome, reason) = decide(group, links, repeats, knowledge);
            Candidate {
                number: 0,
                subject: group.subject.to_owned(),
                ids: group.ids.clone(),
                outcome,
                reason,
            }
        })
        .collect();
    // In the order in which papers show them.
    found.sort_by_key(|c| (c.outcome, std::cmp::Reverse(c.ids.len())));
    for (candidate, number) in found.iter_mut().zip(1..) {
        candidate.number = number;
    }
    found
}

/// The outcome that fits, and why: it rests on how much of each text stands elsewhere.
fn decide(
    group: &Group,
    links: &Links,
    repeats: &Repeats,
    knowledge: &Knowledge,
) -> (Outcome, String) {
    let key = &group.ids[0];
    let others = &group.ids[1..];
    let is_parent = knowledge.body(key.head()).is_some_and(|b| b.parent);
    let mut said = Vec::new();
    let mut unread = Vec::new();
    let mut all_covered = true;
    let mut any_shared = false;
    for id in others {
        let (shared, own) = (repeats.shared(id, key), repeats.operative(id));
        any_shared |= shared > 0;
        all_covered &= own > 0 && shared as f64 >= NEARLY_ALL * own as f64;
        match own {
            0 => unread.push(id.as_str()),
            _ => said.push(format!(
                "{key} has {shared} of the {} of {id}",
                counted(own, "operative provision")
            )),
        }
    }
    // Nothing but names is known of texts that were not read.
    let is_read = repeats.operative(key) > 0;
    if !is_read {
        said.clear();
        unread.insert(0, key.as_str());
    }
    if !unread.is_empty() {
        said.push(format!(
            "no operative text of {} at hand",
            unread.join(", ")
        ));
    }
    said.extend(in_part(group, links.index, repeats));
    let like: Vec<String> = others
        .iter()
        .map(|id| (id, links.title_of(key, id)))
        .filter(|(_, score)| *score >= SAME_TITLE)
        .map(|(id, score)| format!("{id} {score:.2}"))
        .collect();
    if !like.is_empty() {
        said.push(format!("titles alike: {}", like.join(", ")));
    }
    let outcome = if is_parent && all_covered {
        Outcome::Suppress
    } else if is_parent && any_shared {
        Outcome::SuppressRepeatedText
    } else if any_shared {
        Outcome::Merge
    } else if unread.is_empty() && !others.iter().any(|id| repeats.touch(id, key)) {
        Outcome::Leave
    } else {
        Outcome::Align
    };
    (outcome, said.join("; "))
}

/// Which of the texts are at hand in a copy that is not whole, and how much of each: what stands nowhere else in it may do
/// so in the rest.
fn in_part(group: &Group, index: &Index, repeats: &Repeats) -> Option<String> {
    let read = group.ids.iter().filter(|id| repeats.operative(id) > 0);
    let parts = read.filter_map(|id| {
        let copy = index.copy_of(id).filter(|c| c.kind != WitnessKind::Full)?;
        let provisions = counted(repeats.operative(id), "operative provision");
        Some(format!("{id} {} with {provisions}", copy.kind.words()))
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("rests on parts: {}", parts.join(", ")))
}

/// Which operative provisions of the fullest texts stand in other works too: the same duty of the same addressee.
pub(super) struct Repeats {
    duties: Duties,
    numbers: BTreeMap<WorkId, u32>,
    operative: Vec<usize>,
}

impl Repeats {
    pub(super) fn new(corpus: &Corpus, knowledge: &Knowledge) -> Self {
        let clauses = Clauses::of_all(corpus);
        let mut of_text: BTreeMap<usize, Vec<&Standing<'_>>> = BTreeMap::new();
        for standing in &clauses.standings {
            if standing.provision.part == PartKind::Operative {
                of_text.entry(standing.text).or_default().push(standing);
            }
        }
        let mut items = Vec::new();
        let mut numbers = BTreeMap::new();
        let mut operative = Vec::new();
        let mut is_parent = Vec::new();
        for (work, (id, text)) in (0u32..).zip(fullest_texts(&corpus.index)) {
            let before = items.len();
            let provisions = of_text.get(&text).into_iter().flatten();
            items.extend(provisions.map(|standing| Item {
                text: &standing.words,
                phrase: &standing.provision.phrase,
                work,
                sort: 0,
            }));
            is_parent.push(knowledge.body(id.head()).is_some_and(|b| b.parent));
            numbers.insert(id, work);
            operative.push(items.len() - before);
        }
        Repeats {
            duties: Duties::new(
                &items,
                &Reader::new(knowledge),
                &Threshold::default(),
                |a, b| is_parent[a as usize] != is_parent[b as usize],
            ),
            numbers,
            operative,
        }
    }

    /// How many provisions of `id` stand in `other` too.
    fn shared(&self, id: &WorkId, other: &WorkId) -> usize {
        match (self.numbers.get(id), self.numbers.get(other)) {
            (Some(id), Some(other)) => {
                let carried = self.duties.carried(*id, *other, &Threshold::default());
                carried.len()
            }
            _ => 0,
        }
    }

    /// True where a provision of the one is like one of the other, though each may have its own addressee.
    fn touch(&self, id: &WorkId, other: &WorkId) -> bool {
        match (self.numbers.get(id), self.numbers.get(other)) {
            (Some(id), Some(other)) => !self.duties.alike(*id, *other).is_empty(),
            _ => false,
        }
    }

    /// How many operative provisions of `id` are at hand.
    fn operative(&self, id: &WorkId) -> usize {
        let number = self.numbers.get(id);
        number.map_or(0, |n| self.operative[*n as usize])
    }
}
