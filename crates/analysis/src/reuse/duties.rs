//! Which provisions of many say the same, and which only nearly: identical wordings first, then pairs of different
//! ones, each pair judged. The work grows with the number of wordings, not with that of their copies.

use super::judge::{Differs, differences};
use super::reader::{Act, Reader, Reading};
use super::{Clause, Pair, Threshold, similar_groups};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// A provision to compare.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// What it says, without its label.
    pub text: &'a str,
    /// The opening phrase under which it stands.
    pub phrase: &'a str,
    /// The number of its work; items of one work are not compared.
    pub work: u32,
    /// Items of different sorts (reasons, operative parts) are not compared.
    pub sort: u8,
}

/// Provisions that say the same in the same words to the same addressee.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// The items, in order.
    pub items: Vec<u32>,
    /// Their works.
    pub works: BTreeSet<u32>,
}

/// Two wordings that are alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The first: its place in the list of wordings.
    pub a: u32,
    /// The second; greater than the first.
    pub b: u32,
    /// Shared word groups over all.
    pub jaccard: f64,
    /// Shared word groups over those of the shorter one.
    pub containment: f64,
    /// In what they differ all the same.
    pub differs: BTreeSet<Differs>,
}

/// The wordings of some items, and which of them are alike.
#[derive(Clone, Debug, Default)]
pub struct Duties {
    /// The wordings, in the order of their first items.
    pub wordings: Vec<Wording>,
    /// Which are alike, in order.
    pub links: Vec<Link>,
}

impl Duties {
    /// Compares `items`. Organs, Sectors and numbers count as one word each.
    pub fn new(items: &[Item<'_>], reader: &Reader, threshold: &Threshold) -> Duties {
        let mut acts: FxHashMap<&str, (u32, Act)> = FxHashMap::default();
        for item in items {
            let next = acts.len() as u32;
            acts.entry(item.phrase)
                .or_insert_with(|| (next, reader.act(item.phrase)));
        }
        let wordings = wordings(items, &acts);
        let first = |w: usize| &items[wordings[w].items[0] as usize];
        let readings: Vec<Reading> = (0..wordings.len())
            .into_par_iter()
            .map(|w| reader.read(first(w).text))
            .collect();
        let canonical: Vec<String> = readings.par_iter().map(Reading::canonical).collect();
        let clauses: Vec<Clause<'_>> = canonical.iter().map(|text| Clause::new(text)).collect();
        let groups = similar_groups(&clauses, threshold);
        let mut pairs: Vec<Pair> = Vec::new();
        // What counts as the same words is held against the first of its kind only.
        for group in &groups.members {
            pairs.extend(group[1..].iter().map(|other| Pair {
                a: group[0],
                b: *other,
                jaccard: 1.0,
                containment: 1.0,
            }));
        }
        for pair in &groups.pairs {
            let (a, b) = (
                groups.members[pair.a as usize][0],
                groups.members[pair.b as usize][0],
            );
            pairs.push(Pair {
                a: a.min(b),
                b: a.max(b),
                ..*pair
            });
        }
        let comparable = |pair: &Pair| {
            let (a, b) = (pair.a as usize, pair.b as usize);
            let (of_a, of_b) = (&wordings[a].works, &wordings[b].works);
            first(a).sort == first(b).sort && (of_a.len() > 1 || of_b.len() > 1 || of_a != of_b)
        };
        let mut links: Vec<Link> = pairs
            .into_par_iter()
            .filter(comparable)
            .map(|pair| {
                let of = |w: u32| (&readings[w as usize], &acts[first(w as usize).phrase].1);
                Link {
                    a: pair.a,
                    b: pair.b,
                    jaccard: pair.jaccard,
                    containment: pair.containment,
                    differs: differences(of(pair.a), of(pair.b)),
                }
            })
            .collect();
        links.par_sort_unstable_by_key(|l| (l.a, l.b));
        Duties { wordings, links }
    }
}

/// Items that say the same word for word, editions aside, to the same addressee.
fn wordings(items: &[Item<'_>], acts: &FxHashMap<&str, (u32, Act)>) -> Vec<Wording> {
    // Phrases that tell the same people to act are one.
    let mut act_numbers: FxHashMap<&Act, u32> = FxHashMap::default();
    for (number, act) in acts.values() {
        let least = act_numbers.entry(act).or_insert(*number);
        *least = (*least).min(*number);
    }
    let texts: Vec<String> = items
        .par_iter()
        .map(|item| super::words(item.text, super::Editions::Drop).join(" "))
        .collect();
    let mut places: FxHashMap<(&str, u32, u8), usize> = FxHashMap::default();
    let mut wordings: Vec<Wording> = Vec::new();
    for ((number, item), text) in (0..).zip(items).zip(&texts) {
        let act = act_numbers[&acts[item.phrase].1];
        let place = *places
            .entry((text, act, item.sort))
            .or_insert(wordings.len());
        if place == wordings.len() {
            wordings.push(Wording {
                items: Vec::new(),
                works: BTreeSet::new(),
            });
        }
        wordings[place].items.push(number);
        wordings[place].works.insert(item.work);
    }
    wordings
}
