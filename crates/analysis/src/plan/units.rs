//! The provisions of a resolution as items point at them: one at the outermost label, with those below it.

use super::RoleOf;
use crate::compare::{Weights, Word, words};
use crate::knowledge::Addressees;
use crate::model::{PartKind, Provision, ResolutionText};
use std::cell::OnceCell;

/// So many letters of a word are compared: "liaise" and "liaising" are one.
const STEM: usize = 5;

/// A provision at the outermost label with those below it.
pub(super) struct Unit<'t> {
    pub(super) provision: &'t Provision,
    pub(super) label: String,
    pub(super) own: Vec<Word>,
    pub(super) below: Vec<(&'t Provision, Vec<Word>)>,
    /// The words of all of it; filled when first asked for, as are the roles.
    all: OnceCell<Vec<Word>>,
    roles: OnceCell<Vec<RoleOf>>,
}

/// The words of a text by their beginnings.
pub(super) fn stems(text: &str) -> Vec<Word> {
    let mut words = words(text);
    for word in &mut words {
        if let Some((end, _)) = word.key.char_indices().nth(STEM) {
            word.key.truncate(end);
        }
    }
    words
}

pub(super) fn bare(label: &str) -> &str {
    label.trim_end_matches(')')
}

pub(super) fn units(text: &ResolutionText) -> Vec<Unit<'_>> {
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
                all: OnceCell::new(),
                roles: OnceCell::new(),
            }),
        }
    }
    units
}

impl Unit<'_> {
    /// The words of the provision and of what stands below it.
    pub(super) fn all(&self) -> &[Word] {
        self.all.get_or_init(|| {
            let below = self.below.iter().flat_map(|(_, w)| w.iter().cloned());
            self.own.iter().cloned().chain(below).collect()
        })
    }

    /// Who plays what part in the provision.
    pub(super) fn roles(&self, addressees: &Addressees) -> &[RoleOf] {
        self.roles.get_or_init(|| {
            super::roles::of(&self.provision.phrase, &self.provision.text, addressees)
        })
    }

    /// How much of the action the provision says, as a whole or in one of its sub-items.
    pub(super) fn likeness(&self, action: &[Word], weights: &Weights) -> f64 {
        let pieces = self.below.iter().map(|(_, w)| w);
        let best = pieces
            .chain([&self.own])
            .map(|w| said(action, w, weights))
            .fold(0.0, f64::max);
        best.max(said(action, self.all(), weights))
    }
}

/// The share of the action's weight in the provision, with something for that of the provision in the action.
pub(super) fn said(action: &[Word], provision: &[Word], weights: &Weights) -> f64 {
    0.75 * weights.covered(action, provision) + 0.25 * weights.covered(provision, action)
}
