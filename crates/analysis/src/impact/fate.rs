//! What becomes of each provision of a falling text: it stands elsewhere, or it is lost.

use crate::compare::{Weights, Word, words};
use crate::model::{Index, RepeatClass, WorkId};
use crate::plan::ProvisionRef;
use crate::reuse::{Clause, Threshold, class, similar_pairs};
use serde::Serialize;
use std::collections::BTreeMap;

/// What becomes of a provision.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fate {
    /// The provision.
    pub provision: ProvisionRef,
    /// What becomes of it.
    pub kind: FateKind,
    /// The provision that says it, or comes nearest; never none where `kind` is covered.
    pub by: Option<ProvisionRef>,
    /// In what way they are alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<RepeatClass>,
    /// How much of the provision the other says, 0 to 1.
    pub likeness: f64,
    /// Where it stands in another text than the one that takes its place: what comes nearest in that one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Nearest>,
}

/// The provision that comes nearest.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nearest {
    /// The provision.
    pub provision: ProvisionRef,
    /// How much it says, 0 to 1.
    pub likeness: f64,
}

/// Whether a provision stands elsewhere.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FateKind {
    /// Word for word or nearly, in the text that takes its place, or where none is named in any other.
    Covered,
    /// Word for word or nearly, but in another text than that which takes its place.
    Elsewhere,
    /// Another provision says part of it.
    Partly,
    /// Nothing at hand says it.
    Lost,
}

/// Below this no other provision is said to cover a part.
const PART: f64 = 0.55;

/// What becomes of each provision of `ids`.
pub(super) fn fates(index: &Index, ids: &[WorkId], into: Option<&WorkId>) -> Vec<Fate> {
    let falling = provisions(index, ids.iter());
    let others = provisions(index, others(index, ids));
    let mut clauses: Vec<Clause<'_>> = Vec::new();
    let grouped = |p: &ProvisionRef, group| (p.text.clone(), group);
    let texts: Vec<(String, u32)> = falling
        .iter()
        .map(|p| grouped(p, 0))
        .chain(others.iter().map(|p| grouped(p, 1)))
        .collect();
    clauses.extend(texts.iter().map(|(text, group)| Clause {
        text: text.as_str(),
        group: Some(*group),
    }));
    let threshold = Threshold::default();
    let mut pairs: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
    for pair in similar_pairs(&clauses, &threshold) {
        let (a, b) = (pair.a as usize, pair.b as usize);
        if let Some(other) = b.checked_sub(falling.len()) {
            pairs.entry(a).or_default().push((other, pair.jaccard));
        }
    }
    let other_words: Vec<Vec<Word>> = others.iter().map(|p| words(&p.text)).collect();
    let weights = Weights::new(other_words.iter().map(|w| &w[..]));
    falling
        .iter()
        .enumerate()
        .map(|(at, provision)| {
            let near = pairs.get(&at).map_or(&[][..], |p| p);
            let search = Search {
                others: &others,
                words: &other_words,
                weights: &weights,
                into,
            };
            search.fate(provision, near, threshold.jaccard)
        })
        .collect()
}

/// The provisions of each work, from the copy that speaks for it and what other copies of the same edition add.
fn provisions<'t>(index: &Index, ids: impl Iterator<Item = &'t WorkId>) -> Vec<ProvisionRef> {
    ids.flat_map(|id| {
        let provisions = index.provisions_of(id).into_iter().map(|(_, p)| p);
        provisions
            .filter(|p| !p.text.is_empty())
            .map(|p| ProvisionRef {
                resolution: id.clone(),
                path: p.path.clone(),
                short: String::new(),
                line: p.line,
                text: p.text.clone(),
            })
            .collect::<Vec<_>>()
    })
    .collect()
}

/// Every work that stays.
fn others<'i>(index: &'i Index, ids: &'i [WorkId]) -> impl Iterator<Item = &'i WorkId> {
    index.works.keys().filter(|id| !ids.contains(id))
}

struct Search<'a> {
    others: &'a [ProvisionRef],
    words: &'a [Vec<Word>],
    weights: &'a Weights,
    into: Option<&'a WorkId>,
}

impl Search<'_> {
    fn fate(&self, provision: &ProvisionRef, near: &[(usize, f64)], threshold: f64) -> Fate {
        let wanted = |other: usize| {
            self.into
                .is_none_or(|into| self.others[other].resolution == *into)
        };
        let best = |only_wanted: bool| {
            near.iter()
                .filter(|(other, _)| !only_wanted || wanted(*other))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        };
        let own = words(&provision.text);
        let covered = |other: usize| self.weights.covered(&own, &self.words[other]);
        let made = |kind, other: usize, class| Fate {
            provision: provision.clone(),
            kind,
            by: Some(self.others[other].clone()),
            class,
            likeness: covered(other),
            nearest: None,
        };
        let alike = |other: usize, jaccard: f64| {
            Some(class(
                &provision.text,
                &self.others[other].text,
                jaccard,
                threshold,
            ))
        };
        if let Some((other, jaccard)) = best(true) {
            return made(FateKind::Covered, *other, alike(*other, *jaccard));
        }
        let part = (0..self.others.len())
            .filter(|other| wanted(*other))
            .map(|other| (other, covered(other)))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        if let Some((other, jaccard)) = best(false) {
            let mut fate = made(FateKind::Elsewhere, *other, alike(*other, *jaccard));
            fate.nearest = part.map(|(near, likeness)| Nearest {
                provision: self.others[near].clone(),
                likeness,
            });
            return fate;
        }
        match part {
            // A few words are in everything.
            Some((other, like)) if like >= PART && own.len() >= 6 => {
                made(FateKind::Partly, other, None)
            }
            Some((other, _)) if self.into.is_some() => made(FateKind::Lost, other, None),
            _ => Fate {
                provision: provision.clone(),
                kind: FateKind::Lost,
                by: None,
                class: None,
                likeness: 0.0,
                nearest: None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::knowledge::Knowledge;

    #[test]
    fn covered_names_its_provision_and_the_rest_is_lost() {
        let k = Knowledge::builtin().expect("mappings/ load");
        let old = "RESOLUTION 901 (Busan, 2014)\nOn trees\nresolves\n1\tto plant one oak a year in the court of each of the regional offices of the board,\n2\tto publish an atlas of mushrooms found in the cellars of the seat,\n";
        let new = "RESOLUTION 903 (Dubai, 2018)\nOn oaks\nresolves\nto plant one oak a year in the court of each of the regional offices of the board,\n";
        let index = Corpus::from_texts(&k, &[("a.txt", old), ("b.txt", new)]).index;
        let fates = fates(
            &index,
            &["PP-901".parse::<WorkId>().expect("an id")],
            Some(&"PP-903".parse::<WorkId>().expect("an id")),
        );
        let kinds: Vec<FateKind> = fates.iter().map(|f| f.kind).collect();
        assert_eq!(kinds, [FateKind::Covered, FateKind::Lost]);
        assert_eq!(
            fates[0].by.as_ref().map(|p| p.resolution.as_str()),
            Some("PP-903")
        );
    }
}
