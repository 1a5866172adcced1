//! Follows each pointer of an item to its provision, and says whether it is the right one: the wording of the
//! item is held against the provision it points at and against all others of the same resolution.

use super::pointer::{Segment, brackets, parse};
use super::{ActionPlan, Item, Pointer, ProvisionRef, Reading, Verdict};
use crate::compare::{Weights, Word, words};
use crate::knowledge::{Addressees, Knowledge, Part};
use crate::model::{PartKind, Provision, ResolutionText, WorkId};
use std::collections::BTreeMap;

/// Another provision that says so many times more of the item makes the pointer wrong …
const WRONG: f64 = 1.5;
/// … if it says at least so much of it.
const SAYS_SOME: f64 = 0.28;
/// Two provisions that differ by less say the same.
const SAME: f64 = 0.06;
/// Below this a provision says nothing of the item.
const NOTHING: f64 = 0.12;
/// In an extract, the provision meant may be among those left out below this.
const LITTLE: f64 = 0.25;
/// Only from this likeness on is another provision named as the right one.
const RIGHT: f64 = 0.5;
/// A second provision belongs to it where it says so much that the pointed one does not.
const MORE: f64 = 0.22;
/// Two provisions are about the same where each says so much of the other.
const ABOUT_THE_SAME: f64 = 0.4;
/// So many letters of a word are compared: "liaise" and "liaising" are one.
const STEM: usize = 5;

/// A provision at the outermost label with those below it.
struct Unit<'t> {
    provision: &'t Provision,
    label: String,
    own: Vec<Word>,
    below: Vec<(&'t Provision, Vec<Word>)>,
}

/// Reads and judges the pointers of all items.
pub(super) fn judge(plan: &mut ActionPlan, texts: &[&ResolutionText], knowledge: &Knowledge) {
    let addressees = &knowledge.addressees;
    let mut before: BTreeMap<(Option<WorkId>, String, String), String> = BTreeMap::new();
    for item in &mut plan.items {
        let text = texts
            .iter()
            .filter(|t| t.cell.is_none() && t.work.is_some() && t.work == item.resolution)
            .max_by_key(|t| t.provisions.len());
        let units = text.map(|t| units(t)).unwrap_or_default();
        let pointers: Vec<String> = brackets(&item.action, addressees)
            .into_iter()
            .map(str::to_owned)
            .collect();
        judge_item(item, &pointers, &units, addressees);
        let key = (
            item.resolution.clone(),
            wording(&item.action),
            pointers.join(";"),
        );
        let twin = before.get(&key).cloned();
        if let (Some(twin), Verdict::Ok | Verdict::Ambiguous) = (&twin, item.verdict) {
            item.verdict = Verdict::Wrong;
            item.comment = Some(format!(
                "word for word the same as {twin}, with the same pointer"
            ));
        } else if let Some(id) = item.id.clone() {
            before.insert(key, id);
        }
    }
}

/// The words of a text by their beginnings.
fn stems(text: &str) -> Vec<Word> {
    let mut words = words(text);
    for word in &mut words {
        if let Some((end, _)) = word.key.char_indices().nth(STEM) {
            word.key.truncate(end);
        }
    }
    words
}

/// The action without its brackets.
fn wording(action: &str) -> String {
    let mut depth = 0usize;
    action
        .chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn bare(label: &str) -> &str {
    label.trim_end_matches(')')
}

fn units(text: &ResolutionText) -> Vec<Unit<'_>> {
    let mut units: Vec<Unit<'_>> = Vec::new();
    for provision in text
        .provisions
        .iter()
        .filter(|p| p.part == PartKind::Operative)
    {
        let last = provision.labels.last().map_or("", |l| bare(l));
        let dotted = last.contains('.');
        let below = provision.labels.len() > 1 && !dotted;
        let same = units
            .last()
            .is_some_and(|u| u.provision.phrase == provision.phrase);
        // Sub-items that follow a paragraph without label stand alone, but belong to it.
        let sub_of_none = !below
            && same
            && last.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
            && !last.is_empty();
        match units.last_mut() {
            Some(unit) if (below && same) || sub_of_none => {
                unit.below.push((provision, stems(&provision.text)))
            }
            _ => units.push(Unit {
                provision,
                label: last.to_owned(),
                own: stems(&provision.text),
                below: Vec::new(),
            }),
        }
    }
    units
}

impl Unit<'_> {
    fn all(&self) -> Vec<Word> {
        let below = self.below.iter().flat_map(|(_, w)| w.iter().cloned());
        self.own.iter().cloned().chain(below).collect()
    }

    /// How much of the action the provision says, as a whole or in one of its sub-items.
    fn likeness(&self, action: &[Word], weights: &Weights) -> f64 {
        let pieces = self.below.iter().map(|(_, w)| w);
        let best = pieces
            .chain([&self.own])
            .map(|w| said(action, w, weights))
            .fold(0.0, f64::max);
        best.max(said(action, &self.all(), weights))
    }

    fn reference(&self, work: &WorkId) -> ProvisionRef {
        ProvisionRef {
            resolution: work.clone(),
            path: self.provision.path.clone(),
            line: self.provision.line,
            text: self.provision.text.clone(),
        }
    }
}

/// The share of the action's weight in the provision, with something for that of the provision in the action.
fn said(action: &[Word], provision: &[Word], weights: &Weights) -> f64 {
    0.75 * weights.covered(action, provision) + 0.25 * weights.covered(provision, action)
}

fn judge_item(item: &mut Item, pointers: &[String], units: &[Unit<'_>], addressees: &Addressees) {
    if pointers.is_empty() {
        return;
    }
    let action = stems(&addressees.spelt_out(&wording(&item.action)));
    let weights = Weights::new(units.iter().map(|u| &u.own[..]).chain([&action[..]]));
    let mut pointed: Vec<usize> = Vec::new();
    let (mut missing, mut elsewhere) = (Vec::new(), false);
    let mut named: Vec<String> = Vec::new();
    for raw in pointers {
        let mut pointer = Pointer {
            raw: raw.clone(),
            reads_as: Vec::new(),
        };
        for segment in parse(raw, addressees) {
            named.extend(segment.who.iter().cloned());
            let outside = segment.form.is_some_and(|f| f.phrases.is_empty());
            for found in follow(&segment, units, &action, &weights, addressees) {
                match found.units.as_slice() {
                    [] if outside => elsewhere = true,
                    [] => missing.push(found.written.clone()),
                    some => pointed.extend(some),
                }
                pointer.reads_as.extend(found.reading);
            }
        }
        item.pointers.push(pointer);
    }
    let context = Judging {
        units,
        action: &action,
        weights: &weights,
        addressees,
    };
    context.decide(item, &pointed, &missing, elsewhere, &named);
}

struct Judging<'a> {
    units: &'a [Unit<'a>],
    action: &'a [Word],
    weights: &'a Weights,
    addressees: &'a Addressees,
}

impl Judging<'_> {
    fn decide(
        &self,
        item: &mut Item,
        pointed: &[usize],
        missing: &[String],
        elsewhere: bool,
        named: &[String],
    ) {
        let Some(work) = item.resolution.clone() else {
            item.verdict = Verdict::Unverifiable;
            item.comment = Some("the text of the resolution is not at hand".into());
            return;
        };
        // A text of which only numbered clauses are reproduced is not whole.
        let extract = self.units.iter().any(|u| u.label.contains('.'));
        let like = |u: usize| self.units[u].likeness(self.action, self.weights);
        let all_pointed: Vec<Word> = pointed.iter().flat_map(|u| self.units[*u].all()).collect();
        let here = pointed
            .iter()
            .map(|u| like(*u))
            .fold(0.0, f64::max)
            .max(said(self.action, &all_pointed, self.weights));
        let best = (0..self.units.len())
            .filter(|u| !pointed.contains(u))
            .map(|u| (u, like(u)))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let right = best.filter(|(_, l)| *l >= RIGHT);
        let name = |u: usize| self.units[u].provision.path.clone();
        let mut say = |verdict, comment: Option<String>, should: Vec<usize>| {
            item.verdict = verdict;
            item.comment = comment;
            item.should_be = should
                .iter()
                .map(|u| self.units[*u].reference(&work))
                .collect();
        };
        if self.units.is_empty() || (elsewhere && pointed.is_empty()) {
            say(
                Verdict::Unverifiable,
                Some("what it points at is not in the text at hand".into()),
                Vec::new(),
            );
        } else if !missing.is_empty() && pointed.is_empty() {
            let comment = format!("there is no {} in the resolution", missing.join(", "));
            match extract {
                true => say(Verdict::Unverifiable, Some(comment), Vec::new()),
                false => say(
                    Verdict::Wrong,
                    Some(comment),
                    right.map(|(u, _)| u).into_iter().collect(),
                ),
            }
        } else if elsewhere && here < RIGHT {
            say(
                Verdict::Unverifiable,
                Some("part of what it points at is not in the text at hand".into()),
                Vec::new(),
            );
        } else if let Some(who) = self.other_actor(&item.action, named) {
            let comment = format!("the pointer is to what {who} is to do, the item names others");
            say(Verdict::Wrong, Some(comment), Vec::new());
        } else if let Some((u, l)) =
            best.filter(|(_, l)| *l > here * WRONG && *l >= if extract { RIGHT } else { SAYS_SOME })
        {
            let comment = format!("{} says more of it ({l:.2} against {here:.2})", name(u));
            say(
                Verdict::Wrong,
                Some(comment),
                right.map(|(u, _)| u).into_iter().collect(),
            );
        } else if here < if extract { LITTLE } else { NOTHING } {
            let comment = format!("what it points at says hardly any of it ({here:.2})");
            match extract {
                true => say(Verdict::Unverifiable, Some(comment), Vec::new()),
                false => say(Verdict::Wrong, Some(comment), Vec::new()),
            }
        } else if let Some((u, _)) =
            right.filter(|(u, l)| *l > here - SAME && self.same_ground(pointed, *u))
        {
            let mut should: Vec<usize> = pointed.to_vec();
            should.push(u);
            say(
                Verdict::Ambiguous,
                Some(format!("{} says the same", name(u))),
                should,
            );
        } else if let Some((u, _)) = right.filter(|(u, _)| self.adds(&all_pointed, *u)) {
            let mut should: Vec<usize> = pointed.to_vec();
            should.push(u);
            say(
                Verdict::Incomplete,
                Some(format!("{} belongs to it, too", name(u))),
                should,
            );
        } else {
            say(Verdict::Ok, None, Vec::new());
        }
    }

    /// Those whom the pointer names, where the item begins with somebody else.
    fn other_actor(&self, action: &str, named: &[String]) -> Option<String> {
        let columns = |ids: &mut dyn Iterator<Item = &String>| -> Vec<String> {
            ids.map(|id| acting_column(id, self.addressees)).collect()
        };
        let roles = super::roles::of("", action, self.addressees);
        let acting = columns(
            &mut roles
                .iter()
                .filter(|r| r.part == Part::Acts)
                .map(|r| &r.who),
        );
        let pointed = columns(&mut named.iter());
        let apart = !acting.is_empty()
            && !pointed.is_empty()
            && !acting.iter().any(|c| pointed.contains(c));
        apart.then(|| named.join(", "))
    }

    /// True where the other provision says much of the action that the pointed ones do not.
    fn adds(&self, pointed: &[Word], other: usize) -> bool {
        let both: Vec<Word> = pointed
            .iter()
            .cloned()
            .chain(self.units[other].all())
            .collect();
        let alone = self.weights.covered(self.action, pointed);
        self.weights.covered(self.action, &both) - alone > MORE
    }

    /// True where the other provision is about what a pointed one is about, and addresses the same.
    fn same_ground(&self, pointed: &[usize], other: usize) -> bool {
        let there = self.units[other].all();
        pointed.iter().any(|u| {
            let here = self.units[*u].all();
            self.weights
                .covered(&here, &there)
                .min(self.weights.covered(&there, &here))
                > ABOUT_THE_SAME
                && acts(&self.units[*u], self.addressees)
                    .iter()
                    .any(|a| acts(&self.units[other], self.addressees).contains(a))
        })
    }
}

/// Whom a provision addresses: in its phrase, or at the beginning of its text.
fn acts(unit: &Unit<'_>, addressees: &Addressees) -> Vec<String> {
    super::roles::of(&unit.provision.phrase, &unit.provision.text, addressees)
        .into_iter()
        .filter(|r| r.part == Part::Acts)
        .map(|r| r.who)
        .collect()
}

/// What one item of a segment leads to.
struct Followed {
    units: Vec<usize>,
    reading: Vec<Reading>,
    written: String,
}

fn follow(
    segment: &Segment<'_>,
    units: &[Unit<'_>],
    action: &[Word],
    weights: &Weights,
    addressees: &Addressees,
) -> Vec<Followed> {
    let fits: Vec<usize> = (0..units.len())
        .filter(|u| phrase_fits(segment, &units[*u]))
        .collect();
    let addressed: Vec<usize> = fits
        .iter()
        .copied()
        .filter(|u| who_fits(segment, &units[*u], addressees))
        .collect();
    let items: Vec<&str> = match segment.items.as_slice() {
        [] => vec![""],
        some => some.iter().map(String::as_str).collect(),
    };
    items
        .into_iter()
        .map(|item| {
            let among = |set: &[usize]| best(&candidates(set, units, item), units, action, weights);
            let found = among(&addressed)
                .or_else(|| among(&fits))
                .unwrap_or_default();
            let reading = reading(segment, item, &found, units);
            let phrase = segment.form.map_or("", |f| f.short[0].as_str());
            Followed {
                units: found.iter().map(|(u, _)| *u).collect(),
                reading: vec![reading],
                written: format!("{phrase} {item}").trim().to_owned(),
            }
        })
        .collect()
}

fn phrase_fits(segment: &Segment<'_>, unit: &Unit<'_>) -> bool {
    let phrase = unit.provision.phrase.to_lowercase();
    match segment.form {
        // Clause numbers are looked for everywhere.
        Some(form) if form.phrases.is_empty() => unit.label.contains('.'),
        Some(form) => form
            .phrases
            .iter()
            .any(|p| phrase.starts_with(&p.to_lowercase())),
        None => true,
    }
}

fn who_fits(segment: &Segment<'_>, unit: &Unit<'_>, addressees: &Addressees) -> bool {
    if segment.who.is_empty() && segment.members.is_empty() {
        return true;
    }
    let roles = super::roles::of(&unit.provision.phrase, &unit.provision.text, addressees);
    let column = |id: &str| acting_column(id, addressees);
    let acting: Vec<_> = roles.iter().filter(|r| r.part == Part::Acts).collect();
    let who = segment
        .who
        .iter()
        .all(|id| acting.iter().any(|r| column(&r.who) == column(id)));
    let members = segment.members.iter().all(|m| {
        acting
            .iter()
            .any(|r| r.members.is_empty() || r.members.contains(m))
    });
    who && members
}

/// The column of the matrix in which somebody is marked as acting, or else its own id: the Director of a
/// bureau and the bureau are one.
fn acting_column(id: &str, addressees: &Addressees) -> String {
    addressees
        .matrix
        .columns
        .iter()
        .find(|c| c.role == Part::Acts && c.who.iter().any(|w| w == id))
        .map_or(id.to_owned(), |c| c.id.clone())
}

/// The units (and the line of a sub-item) of an item number; the whole phrase where there is no number.
fn candidates(set: &[usize], units: &[Unit<'_>], item: &str) -> Vec<(usize, usize)> {
    let (number, sub) = match item.split_once(' ') {
        Some((number, sub)) => (number, Some(sub)),
        None if item.ends_with(')') => ("", Some(item)),
        None => (item, None),
    };
    let mut found = Vec::new();
    for &u in set {
        let unit = &units[u];
        let numbered = number.is_empty() && sub.is_some() || unit.label == number;
        if !item.is_empty() && !numbered {
            continue;
        }
        match sub {
            None => found.push((u, unit.provision.line)),
            Some(sub) => {
                let below = unit
                    .below
                    .iter()
                    .find(|(p, _)| p.labels.last().is_some_and(|l| bare(l) == bare(sub)));
                let own = unit.label == bare(sub);
                found.extend(
                    below
                        .map(|(p, _)| (u, p.line))
                        .or(own.then_some((u, unit.provision.line))),
                );
            }
        }
    }
    if item.is_empty() {
        let plain: Vec<(usize, usize)> = found
            .iter()
            .copied()
            .filter(|(u, _)| units[*u].label.is_empty())
            .collect();
        if !plain.is_empty() {
            return plain;
        }
    }
    found
}

/// The candidates of one phrase: that whose provision is most like the action, simple phrases first.
fn best(
    found: &[(usize, usize)],
    units: &[Unit<'_>],
    action: &[Word],
    weights: &Weights,
) -> Option<Vec<(usize, usize)>> {
    let (best, _) = found
        .iter()
        .map(|(u, _)| (*u, units[*u].likeness(action, weights)))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let phrase = &units[best].provision.phrase;
    let one = found.iter().filter(|(u, _)| {
        units[*u].provision.phrase == *phrase && units[*u].label == units[best].label
    });
    Some(one.copied().collect())
}

fn reading(
    segment: &Segment<'_>,
    item: &str,
    found: &[(usize, usize)],
    units: &[Unit<'_>],
) -> Reading {
    let first = found.first();
    let clause = segment.form.is_some_and(|f| f.phrases.is_empty());
    Reading {
        heading: match first {
            _ if clause => segment.form.map(|f| f.short[0].clone()),
            Some((u, _)) => Some(units[*u].provision.phrase.clone()),
            None => None,
        },
        item: item.to_owned(),
        line: first.map(|(_, line)| *line),
    }
}
