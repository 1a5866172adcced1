//! Follows each pointer of an item to its provision, and says whether it is the right one: the wording of the
//! item is held against the provision it points at and against all others of the same resolution.

use super::follow::{acting_column, follow};
use super::pointer::{brackets, parse};
use super::units::{Unit, said, stems, units};
use super::{ActionPlan, Item, Pointer, Verdict};
use crate::compare::{Weights, Word};
use crate::knowledge::{Addressees, Knowledge, Part};
use crate::model::{ResolutionText, WorkId};
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
/// Below this the pointed provision says so little that being right may be chance.
const WEAK: f64 = 0.35;
/// Only from this likeness on is another provision named as the right one.
const RIGHT: f64 = 0.5;
/// A second provision belongs to it where it says so much that the pointed one does not.
const MORE: f64 = 0.22;
/// Two provisions are about the same where each says so much of the other.
const ABOUT_THE_SAME: f64 = 0.4;

/// Reads and judges the pointers of all items.
pub(super) fn judge(plan: &mut ActionPlan, texts: &[&ResolutionText], knowledge: &Knowledge) {
    let addressees = &knowledge.addressees;
    // The items of one resolution share what was found out of its provisions.
    let mut of_work: BTreeMap<&WorkId, &ResolutionText> = BTreeMap::new();
    for text in texts.iter().filter(|t| t.cell.is_none()) {
        let Some(work) = &text.work else { continue };
        let known = of_work.entry(work).or_insert(text);
        if text.provisions.len() >= known.provisions.len() {
            *known = text;
        }
    }
    let of_work: BTreeMap<&WorkId, Vec<Unit<'_>>> = of_work
        .into_iter()
        .map(|(work, text)| (work, units(text)))
        .collect();
    let mut before: BTreeMap<(Option<WorkId>, String, String), String> = BTreeMap::new();
    for item in &mut plan.items {
        let units = item.resolution.as_ref().and_then(|id| of_work.get(id));
        let units = units.map_or(&[][..], Vec::as_slice);
        let pointers: Vec<String> = brackets(&item.action, addressees)
            .into_iter()
            .map(str::to_owned)
            .collect();
        judge_item(item, &pointers, units, addressees);
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
        let all_pointed: Vec<Word> = pointed
            .iter()
            .flat_map(|u| self.units[*u].all())
            .cloned()
            .collect();
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
        let best_like = best.map_or(0.0, |(_, l)| l);
        let mut say = |verdict, comment: Option<String>, should: Vec<usize>| {
            item.verdict = verdict;
            item.weak = match verdict {
                Verdict::Ok => here < WEAK,
                Verdict::Wrong => missing.is_empty() && best_like < RIGHT,
                _ => false,
            } && should.is_empty();
            item.comment = comment;
            item.should_be = should
                .iter()
                .map(|u| super::make::reference(&work, self.units[*u].provision, self.addressees))
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
            let little = (here < WEAK).then(|| {
                format!("what it points at says little of it ({here:.2}), but nothing says more")
            });
            say(Verdict::Ok, little, Vec::new());
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
            .chain(self.units[other].all().iter().cloned())
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
                .covered(here, there)
                .min(self.weights.covered(there, here))
                > ABOUT_THE_SAME
                && acts(&self.units[*u], self.addressees)
                    .iter()
                    .any(|a| acts(&self.units[other], self.addressees).contains(a))
        })
    }
}

/// Whom a provision addresses: in its phrase, or at the beginning of its text.
fn acts(unit: &Unit<'_>, addressees: &Addressees) -> Vec<String> {
    let roles = unit.roles(addressees).iter();
    roles
        .filter(|r| r.part == Part::Acts)
        .map(|r| r.who.clone())
        .collect()
}
