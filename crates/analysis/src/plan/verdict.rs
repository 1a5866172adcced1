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

/// What the provisions that are pointed at say of the action, and what others do.
struct Weighed {
    /// The words of all that is pointed at.
    all_pointed: Vec<Word>,
    /// How much is said there of the action.
    here: f64,
    /// The other provision that says most of it, and how much.
    best: Option<(usize, f64)>,
    /// The same, where it says so much that it may be named as the right one.
    right: Option<(usize, f64)>,
    /// A text of which only numbered clauses are reproduced is not whole.
    is_extract: bool,
}

/// A verdict, why, and which provisions should be pointed at.
struct Ruling {
    verdict: Verdict,
    comment: Option<String>,
    should: Vec<usize>,
}

impl Ruling {
    fn of(verdict: Verdict, comment: impl Into<String>, should: Vec<usize>) -> Ruling {
        let comment = Some(comment.into());
        Ruling {
            verdict,
            comment,
            should,
        }
    }
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
        let weighed = self.weighed(pointed);
        let ruling = self
            .out_of_reach(&weighed, pointed, missing, elsewhere)
            .or_else(|| self.wrong(&weighed, &item.action, named))
            .unwrap_or_else(|| self.right(&weighed, pointed));
        item.verdict = ruling.verdict;
        let best_like = weighed.best.map_or(0.0, |(_, l)| l);
        item.weak = match ruling.verdict {
            Verdict::Ok => weighed.here < WEAK,
            Verdict::Wrong => missing.is_empty() && best_like < RIGHT,
            _ => false,
        } && ruling.should.is_empty();
        item.comment = ruling.comment;
        item.should_be = ruling
            .should
            .iter()
            .map(|u| super::make::reference(&work, self.units[*u].provision, self.addressees))
            .collect();
    }

    fn weighed(&self, pointed: &[usize]) -> Weighed {
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
        Weighed {
            all_pointed,
            here,
            best,
            right: best.filter(|(_, l)| *l >= RIGHT),
            is_extract: self.units.iter().any(|u| u.label.contains('.')),
        }
    }

    fn name(&self, unit: usize) -> String {
        self.units[unit].provision.path.clone()
    }

    /// Where what is pointed at is not, or not all, in the text at hand.
    fn out_of_reach(
        &self,
        weighed: &Weighed,
        pointed: &[usize],
        missing: &[String],
        elsewhere: bool,
    ) -> Option<Ruling> {
        if self.units.is_empty() || (elsewhere && pointed.is_empty()) {
            let comment = "what it points at is not in the text at hand";
            return Some(Ruling::of(Verdict::Unverifiable, comment, Vec::new()));
        }
        if !missing.is_empty() && pointed.is_empty() {
            let comment = format!("there is no {} in the resolution", missing.join(", "));
            return Some(match weighed.is_extract {
                true => Ruling::of(Verdict::Unverifiable, comment, Vec::new()),
                false => Ruling::of(
                    Verdict::Wrong,
                    comment,
                    weighed.right.map(|(u, _)| u).into_iter().collect(),
                ),
            });
        }
        let comment = "part of what it points at is not in the text at hand";
        (elsewhere && weighed.here < RIGHT)
            .then(|| Ruling::of(Verdict::Unverifiable, comment, Vec::new()))
    }

    /// Where somebody else is to act, another provision says clearly more, or what is pointed at says nothing of it.
    fn wrong(&self, weighed: &Weighed, action: &str, named: &[String]) -> Option<Ruling> {
        let here = weighed.here;
        if let Some(who) = self.other_actor(action, named) {
            let comment =
                format!("it points at what is asked of {who}, whom the item does not name");
            return Some(Ruling::of(Verdict::Wrong, comment, Vec::new()));
        }
        let (something, nothing) = match weighed.is_extract {
            true => (RIGHT, LITTLE),
            false => (SAYS_SOME, NOTHING),
        };
        let says_more = |(_, l): &(usize, f64)| *l > here * WRONG && *l >= something;
        if let Some((u, l)) = weighed.best.filter(says_more) {
            let comment = format!(
                "{} says more of it ({l:.2} against {here:.2})",
                self.name(u)
            );
            let should = weighed.right.map(|(u, _)| u).into_iter().collect();
            return Some(Ruling::of(Verdict::Wrong, comment, should));
        }
        let verdict = match weighed.is_extract {
            true => Verdict::Unverifiable,
            false => Verdict::Wrong,
        };
        let comment = || format!("what it points at says hardly any of it ({here:.2})");
        (here < nothing).then(|| Ruling::of(verdict, comment(), Vec::new()))
    }

    /// What is pointed at is right; another provision may say the same, or belong to it as well.
    fn right(&self, weighed: &Weighed, pointed: &[usize]) -> Ruling {
        let here = weighed.here;
        let with = |u: usize| pointed.iter().copied().chain([u]).collect();
        let is_twin = |(u, l): &(usize, f64)| *l > here - SAME && self.same_ground(pointed, *u);
        if let Some((u, _)) = weighed.right.filter(is_twin) {
            let comment = format!("{} says the same", self.name(u));
            return Ruling::of(Verdict::Ambiguous, comment, with(u));
        }
        let adds = |(u, _): &(usize, f64)| self.adds(&weighed.all_pointed, *u);
        if let Some((u, _)) = weighed.right.filter(adds) {
            let comment = format!("{} belongs to it, too", self.name(u));
            return Ruling::of(Verdict::Incomplete, comment, with(u));
        }
        let little =
            || format!("what it points at says little of it ({here:.2}), but nothing says more");
        Ruling {
            verdict: Verdict::Ok,
            comment: (here < WEAK).then(little),
            should: Vec::new(),
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
        let names = named.iter().map(|id| {
            let who = self.addressees.get(id);
            who.map_or(id.as_str(), |who| who.name.as_str())
        });
        apart.then(|| names.collect::<Vec<_>>().join(", "))
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
