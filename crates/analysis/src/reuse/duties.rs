//! Which provisions of many say the same, and which only nearly: identical wordings first, then pairs of different
//! ones, each pair judged. The work grows with the number of wordings, not with that of their copies.

use super::judge::{Compared, Differs, Judgement, compare, judgement};
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
    /// The share of their words that both have, in one order.
    pub shared: f64,
    /// The first telling word of the shorter one stands in the longer one as well.
    pub begins_alike: bool,
}

/// The wordings of some items, and which of them are alike.
#[derive(Clone, Debug, Default)]
pub struct Duties {
    /// The wordings, in the order of their first items.
    pub wordings: Vec<Wording>,
    /// Which are alike, in order.
    pub links: Vec<Link>,
    /// The wording of each item.
    of_item: Vec<u32>,
    /// The items of each work.
    of_work: FxHashMap<u32, Vec<u32>>,
    /// The links of each wording.
    of_wording: FxHashMap<u32, Vec<u32>>,
}

impl Duties {
    /// Compares `items`. Organs, Sectors and numbers count as one word each. Two works for which `loosely` says so are
    /// held against each other as those of one row of a mapping.
    pub fn new(
        items: &[Item<'_>],
        reader: &Reader,
        threshold: &Threshold,
        loosely: impl Fn(u32, u32) -> bool + Sync,
    ) -> Duties {
        let mut acts: FxHashMap<&str, (u32, Act)> = FxHashMap::default();
        for item in items {
            let next = acts.len() as u32;
            acts.entry(item.phrase)
                .or_insert_with(|| (next, reader.act(item.phrase)));
        }
        let wordings = wordings(items, &acts, threshold.min_words);
        let first = |w: usize| &items[wordings[w].items[0] as usize];
        let readings: Vec<Reading> = (0..wordings.len())
            .into_par_iter()
            .map(|w| reader.read(first(w).text))
            .collect();
        let canonical: Vec<String> = readings.par_iter().map(Reading::canonical).collect();
        let clauses: Vec<Clause<'_>> = canonical.iter().map(|text| Clause::new(text)).collect();
        let is_wanted = |a: &[u32], b: &[u32], pair: &Pair| {
            let works = |group: &[u32]| -> Vec<u32> {
                let group = group.iter().take(MOST_HELD);
                group
                    .flat_map(|w| wordings[*w as usize].works.iter().take(MOST_HELD))
                    .copied()
                    .collect()
            };
            is_at(pair.jaccard, pair.containment, threshold)
                || works(a)
                    .iter()
                    .any(|x| works(b).iter().any(|y| loosely(*x, *y)))
        };
        let groups = similar_groups(&clauses, &threshold.within_a_row(), is_wanted);
        let mut pairs: Vec<Pair> = Vec::new();
        for group in &groups.members {
            for (a, b) in held(group, group) {
                pairs.push(Pair {
                    a,
                    b,
                    jaccard: 1.0,
                    containment: 1.0,
                });
            }
        }
        for pair in &groups.pairs {
            let members = |group: u32| &groups.members[group as usize];
            for (a, b) in held(members(pair.a), members(pair.b)) {
                pairs.push(Pair { a, b, ..*pair });
            }
        }
        pairs.par_sort_unstable_by_key(|p| (p.a, p.b));
        pairs.dedup_by_key(|p| (p.a, p.b));
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
                let Compared {
                    differs,
                    shared,
                    begins_alike,
                } = compare(of(pair.a), of(pair.b));
                Link {
                    a: pair.a,
                    b: pair.b,
                    jaccard: pair.jaccard,
                    containment: pair.containment,
                    differs,
                    shared,
                    begins_alike,
                }
            })
            .collect();
        links.par_sort_unstable_by_key(|l| (l.a, l.b));
        let mut duties = Duties {
            of_item: vec![0; items.len()],
            wordings,
            links,
            ..Duties::default()
        };
        for (wording, number) in duties.wordings.iter().zip(0..) {
            for item in &wording.items {
                duties.of_item[*item as usize] = number;
            }
        }
        for (item, number) in items.iter().zip(0..) {
            duties.of_work.entry(item.work).or_default().push(number);
        }
        for (link, number) in duties.links.iter().zip(0..) {
            for wording in [link.a, link.b] {
                duties.of_wording.entry(wording).or_default().push(number);
            }
        }
        duties
    }

    /// The items of `work` that say what a provision of `other` says: the same duty of the same addressee, so alike
    /// as `threshold` asks.
    pub fn carried(&self, work: u32, other: u32, threshold: &Threshold) -> Vec<u32> {
        let has = |wording: u32| self.wordings[wording as usize].works.contains(&other);
        let stands = |item: &&u32| {
            let wording = self.of_item[**item as usize];
            let links = self.of_wording.get(&wording).into_iter().flatten();
            has(wording)
                || links.map(|l| &self.links[*l as usize]).any(|l| {
                    let there = if l.a == wording { l.b } else { l.a };
                    judgement(&l.differs) == Judgement::Same && l.is_at(threshold) && has(there)
                })
        };
        let items = self.of_work.get(&work).into_iter().flatten();
        items.filter(stands).copied().collect()
    }

    /// The wording of an item.
    pub fn wording_of(&self, item: u32) -> u32 {
        self.of_item[item as usize]
    }

    /// The wordings that are like that of an item, its own first, whatever they differ in.
    pub fn alike_to(&self, item: u32) -> impl Iterator<Item = &Wording> {
        let wording = self.of_item[item as usize];
        let links = self.of_wording.get(&wording).into_iter().flatten();
        let others = links.map(move |l| {
            let link = &self.links[*l as usize];
            if link.a == wording { link.b } else { link.a }
        });
        let all = std::iter::once(wording).chain(others);
        all.map(|w| &self.wordings[w as usize])
    }

    /// The items of `work` that are like one of `other`, whatever the two differ in.
    pub fn alike(&self, work: u32, other: u32) -> Vec<u32> {
        let has = |wording: u32| self.wordings[wording as usize].works.contains(&other);
        let is_alike = |item: &&u32| {
            let wording = self.of_item[**item as usize];
            let mut links = self.of_wording.get(&wording).into_iter().flatten();
            has(wording)
                || links.any(|l| {
                    let link = &self.links[*l as usize];
                    has(if link.a == wording { link.b } else { link.a })
                })
        };
        let items = self.of_work.get(&work).into_iter().flatten();
        items.filter(is_alike).copied().collect()
    }
}

impl Link {
    /// True where the two are as alike as `threshold` asks.
    pub fn is_at(&self, threshold: &Threshold) -> bool {
        is_at(self.jaccard, self.containment, threshold)
    }
}

fn is_at(jaccard: f64, containment: f64, threshold: &Threshold) -> bool {
    jaccard >= threshold.jaccard || threshold.containment.is_some_and(|c| containment >= c)
}

/// So many of a group are held against each of another one; the rest only against its first.
const MOST_HELD: usize = 8;

/// The pairs of members of two groups to look at, the smaller number first: all of small groups; of larger ones each
/// against the first of the other, so that the work grows with the number of members.
fn held(a: &[u32], b: &[u32]) -> Vec<(u32, u32)> {
    let is_small = a.len().max(b.len()) <= MOST_HELD;
    let mut pairs = Vec::new();
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            if !is_small && i > 0 && j > 0 {
                break;
            }
            if x != y {
                pairs.push((*x.min(y), *x.max(y)));
            }
        }
    }
    pairs
}

/// Items that say the same word for word, editions aside, to the same addressee; one of fewer than `min_words` words
/// is alone.
fn wordings(
    items: &[Item<'_>],
    acts: &FxHashMap<&str, (u32, Act)>,
    min_words: usize,
) -> Vec<Wording> {
    // Phrases that tell the same people to act are one.
    let mut act_numbers: FxHashMap<&Act, u32> = FxHashMap::default();
    // The least number of each counts, in whatever order they come.
    #[allow(clippy::iter_over_hash_type)]
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
        let is_short = text.split(' ').count() < min_words;
        let place = match is_short {
            true => wordings.len(),
            false => *places
                .entry((text, act, item.sort))
                .or_insert(wordings.len()),
        };
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
