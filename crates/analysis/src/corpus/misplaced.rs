//! Clauses that stand under the heading of another text: what they cite is not cited by the text whose heading it is.

use crate::model::{Index, Provision, Role, WitnessKind, WorkId};
use crate::script::bare;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many clauses of another work under a heading are no chance.
const ENOUGH: usize = 3;
/// A clause of fewer letters may stand anywhere.
const LETTERS: usize = 60;
/// What stands in more works than these is no sign of where it belongs.
const MANY: usize = 8;

/// Which texts of which works hold a clause, by its letters.
type Holders<'a> = HashMap<u64, BTreeMap<&'a WorkId, BTreeSet<usize>>>;

/// Marks the citations whose words belong to another work: another copy of the same edition lacks the clauses that they
/// stand in, and of those that it could hold a text of one other work has at least half, word for word.
pub(super) fn mark(index: &mut Index) {
    let strays = strays(index);
    if strays.is_empty() {
        return;
    }
    // Where the provision of a citation begins is not kept with it: its address is.
    let mut places: BTreeMap<(usize, String), WorkId> = BTreeMap::new();
    for (n, text) in index.texts.iter().enumerate() {
        for provision in &text.provisions {
            if let Some(work) = strays.get(&(n, provision.span.start)) {
                places.insert((n, provision.path.clone()), work.clone());
            }
        }
    }
    let citations = index.citations.iter_mut();
    for citation in citations.filter(|c| c.role == Role::Citation) {
        let (Some(text), Some(provision)) = (citation.text, &citation.provision) else {
            continue;
        };
        citation.belongs = places.get(&(text, provision.clone())).cloned();
    }
}

/// The clauses that belong to another work: text and beginning, and whose they are.
fn strays(index: &Index) -> BTreeMap<(usize, usize), WorkId> {
    let mut holders = Holders::new();
    let mut texts: BTreeMap<&WorkId, Vec<usize>> = BTreeMap::new();
    let keys = index.texts.iter().map(|t| t.provisions.iter().map(key));
    let keys: Vec<Vec<Option<u64>>> = keys.map(Iterator::collect).collect();
    for (n, text) in index.texts.iter().enumerate() {
        let (Some(work), true) = (&text.work, text.witness.kind != WitnessKind::Draft) else {
            continue;
        };
        if text.provisions.len() >= ENOUGH {
            texts.entry(work).or_default().push(n);
        }
        for key in keys[n].iter().flatten() {
            holders
                .entry(*key)
                .or_default()
                .entry(work)
                .or_default()
                .insert(n);
        }
    }
    let mut strays = BTreeMap::new();
    for (work, copies) in &texts {
        for n in copies {
            if let Some((other, starts)) = of_another(index, (&keys, &holders), work, copies, *n) {
                strays.extend(starts.into_iter().map(|s| ((*n, s), other.clone())));
            }
        }
    }
    strays
}

/// The one other work whose clauses copy `n` of `work` holds, and where those begin that no other copy of `work` has; none
/// where they are few.
fn of_another<'a>(
    index: &Index,
    (keys, holders): (&[Vec<Option<u64>>], &Holders<'a>),
    work: &WorkId,
    copies: &[usize],
    n: usize,
) -> Option<(&'a WorkId, Vec<usize>)> {
    let text = &index.texts[n];
    let same = |o: &&usize| **o != n && index.texts[**o].is_of_edition(text);
    let others: Vec<usize> = copies.iter().filter(same).copied().collect();
    let parts: BTreeSet<_> = others
        .iter()
        .flat_map(|o| index.texts[*o].provisions.iter().map(|p| p.part))
        .collect();
    let keyed = text.provisions.iter().zip(&keys[n]);
    let comparable = keyed.filter(|(p, _)| parts.contains(&p.part));
    let is_own = |key: &u64| holders[key][work].iter().any(|o| others.contains(o));
    let foreign = comparable
        .clone()
        .filter(|(_, key)| !key.is_some_and(|k| is_own(&k)));
    let mut of_other: BTreeMap<&WorkId, usize> = BTreeMap::new();
    for works in foreign.clone().filter_map(|(_, key)| holders.get(&(*key)?)) {
        for other in works
            .keys()
            .filter(|other| **other != work && works.len() <= MANY)
        {
            *of_other.entry(other).or_default() += 1;
        }
    }
    let counted = comparable.filter(|(_, key)| key.is_some()).count();
    let (other, count) = of_other.into_iter().max_by_key(|(_, count)| *count)?;
    // What was reworded on the way, or is short, came with the others.
    let starts = || foreign.map(|(p, _)| p.span.start).collect();
    (count >= ENOUGH && count * 2 >= counted).then(|| (other, starts()))
}

/// The letters of a clause, where there are enough of them.
fn key(provision: &Provision) -> Option<u64> {
    let letters = bare(&provision.text);
    let mut hasher = DefaultHasher::new();
    letters.hash(&mut hasher);
    (letters.chars().count() >= LETTERS).then(|| hasher.finish())
}
