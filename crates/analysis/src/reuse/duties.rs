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
        let acts = acts(items, reader);
        let wordings = wordings(items, &acts, threshold.min_words);
        let read = Read::new(items, &acts, &wordings, reader);
        let links = read.links(read.pairs(threshold, loosely));
        Duties::of(items, wordings, links)
    }

    fn of(items: &[Item<'_>], wordings: Vec<Wording>, links: Vec<Link>) -> Duties {
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

/// Wordings that were read, to be held against each other.
struct Read<'a> {
    items: &'a [Item<'a>],
    acts: &'a Acts<'a>,
    wordings: &'a [Wording],
    readings: Vec<Reading>,
}

impl<'a> Read<'a> {
    fn new(
        items: &'a [Item<'a>],
        acts: &'a Acts<'a>,
        wordings: &'a [Wording],
        reader: &Reader,
    ) -> Self {
        let first = wordings.par_iter().map(|w| &items[w.items[0] as usize]);
        Read {
            items,
            acts,
            wordings,
            readings: first.map(|item| reader.read(item.text)).collect(),
        }
    }

    /// The first item of a wording.
    fn first(&self, wording: u32) -> &'a Item<'a> {
        &self.items[self.wordings[wording as usize].items[0] as usize]
    }

    /// The pairs of wordings that may be alike, in order.
    fn pairs(&self, threshold: &Threshold, loosely: impl Fn(u32, u32) -> bool + Sync) -> Vec<Pair> {
        let canonical: Vec<String> = self.readings.par_iter().map(Reading::canonical).collect();
        let clauses: Vec<Clause<'_>> = canonical.iter().map(|text| Clause::new(text)).collect();
        let is_wanted = |a: &[u32], b: &[u32], pair: &Pair| {
            is_at(pair.jaccard, pair.containment, threshold) || {
                let of_b = self.works(b);
                let is_loose = |x: &u32| of_b.iter().any(|y| loosely(*x, *y));
                self.works(a).iter().any(is_loose)
            }
        };
        let groups = similar_groups(&clauses, &threshold.within_a_row(), is_wanted);
        let mut pairs: Vec<Pair> = Vec::new();
        for group in &groups.members {
            pairs.extend(held(group, group).into_iter().map(|(a, b)| Pair {
                a,
                b,
                jaccard: 1.0,
                containment: 1.0,
            }));
        }
        for pair in &groups.pairs {
            let members = |group: u32| &groups.members[group as usize];
            let held = held(members(pair.a), members(pair.b)).into_iter();
            pairs.extend(held.map(|(a, b)| Pair { a, b, ..*pair }));
        }
        pairs.par_sort_unstable_by_key(|p| (p.a, p.b));
        pairs.dedup_by_key(|p| (p.a, p.b));
        pairs
    }

    /// Some works of the first wordings of a group.
    fn works(&self, group: &[u32]) -> Vec<u32> {
        let group = group.iter().take(MOST_HELD);
        group
            .flat_map(|w| self.wordings[*w as usize].works.iter().take(MOST_HELD))
            .copied()
            .collect()
    }

    /// The pairs judged, in order.
    fn links(&self, pairs: Vec<Pair>) -> Vec<Link> {
        let comparable = pairs.into_par_iter().filter(|p| self.is_comparable(p));
        let mut links: Vec<Link> = comparable.map(|pair| self.link(&pair)).collect();
        links.par_sort_unstable_by_key(|l| (l.a, l.b));
        links
    }

    /// True for wordings of one sort that are not both of one and the same work.
    fn is_comparable(&self, pair: &Pair) -> bool {
        let works = |wording: u32| &self.wordings[wording as usize].works;
        let (of_a, of_b) = (works(pair.a), works(pair.b));
        self.first(pair.a).sort == self.first(pair.b).sort
            && (of_a.len() > 1 || of_b.len() > 1 || of_a != of_b)
    }

    fn link(&self, pair: &Pair) -> Link {
        let of = |w: u32| {
            let (_, act) = &self.acts[self.first(w).phrase];
            (&self.readings[w as usize], act)
        };
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

/// What each opening phrase tells whom to do, numbered in the order of the items.
type Acts<'a> = FxHashMap<&'a str, (u32, Act)>;

fn acts<'a>(items: &[Item<'a>], reader: &Reader) -> Acts<'a> {
    let mut acts = Acts::default();
    for item in items {
        let next = acts.len() as u32;
        acts.entry(item.phrase)
            .or_insert_with(|| (next, reader.act(item.phrase)));
    }
    acts
}

/// Items that say the same word for word, editions aside, to the same addressee; one of fewer than `min_words` words
/// is alone.
fn wordings(items: &[Item<'_>], acts: &Acts<'_>, min_words: usize) -> Vec<Wording> {
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
