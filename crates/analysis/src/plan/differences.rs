//! Two action plans held against each other, mark by mark.

use super::{ActionPlan, ProvisionRef};
use crate::knowledge::{Addressees, Part};
use crate::model::WorkId;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One mark in one plan or both.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MarkDifference {
    /// The resolution.
    pub resolution: WorkId,
    /// The column.
    pub column: String,
    /// What the existing plan prints; empty for nothing.
    pub published: String,
    /// What the texts give; empty for nothing.
    pub made: String,
    /// True where both have a mark, or neither.
    pub agree: bool,
    /// The provisions that decide: those that say it, or those that name somebody of the column.
    pub provisions: Vec<ProvisionRef>,
}

/// Holds the made matrix against the published one, for the resolutions that both have; marks that both
/// lack are left out. Marks agree where both name somebody in common: single ones ("SG17") agree with each other only
/// where one is the same, and with whatever means all of a kind ("all", "All SGs", "X").
pub fn differences(
    published: &ActionPlan,
    made: &ActionPlan,
    addressees: &Addressees,
) -> Vec<MarkDifference> {
    let ours: BTreeMap<&WorkId, _> = made.matrix.iter().map(|r| (&r.resolution, r)).collect();
    let mut found = Vec::new();
    for row in &published.matrix {
        let Some(our) = ours.get(&row.resolution) else {
            continue;
        };
        for column in &addressees.matrix.columns {
            let (a, b) = (row.marks.get(&column.id), our.marks.get(&column.id));
            if a.is_none() && b.is_none() {
                continue;
            }
            let provisions = match b {
                Some(mark) => mark.provisions.clone(),
                None => named(made, &row.resolution, column.role, &column.who),
            };
            found.push(MarkDifference {
                resolution: row.resolution.clone(),
                column: column.id.clone(),
                published: a.map(|m| m.text.clone()).unwrap_or_default(),
                made: b.map(|m| m.text.clone()).unwrap_or_default(),
                agree: a
                    .zip(b)
                    .is_some_and(|(a, b)| agree(&a.text, &b.text, addressees)),
                provisions,
            });
        }
    }
    found
}

fn agree(published: &str, made: &str, addressees: &Addressees) -> bool {
    match (singles(published, addressees), singles(made, addressees)) {
        (Some(a), Some(b)) => a.intersection(&b).next().is_some(),
        _ => true,
    }
}

/// The single members that a mark names; nothing where it names more than them.
fn singles(mark: &str, addressees: &Addressees) -> Option<BTreeSet<String>> {
    let mut members = BTreeSet::new();
    for piece in mark
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
    {
        let named = addressees.find(piece);
        let known = named.iter().flat_map(|n| n.members.iter().cloned());
        let before = members.len();
        members.extend(known);
        if members.len() == before && named.iter().all(|n| n.members.is_empty()) {
            return None;
        }
    }
    Some(members).filter(|m| !m.is_empty())
}

/// Provisions that name somebody of the column in another part.
fn named(made: &ActionPlan, id: &WorkId, part: Part, who: &[String]) -> Vec<ProvisionRef> {
    let mut seen = BTreeSet::new();
    made.items
        .iter()
        .filter(|i| i.resolution.as_ref() == Some(id))
        .filter(|i| {
            i.roles
                .iter()
                .any(|r| r.part != part && who.contains(&r.who))
        })
        .map(|i| ProvisionRef {
            resolution: id.clone(),
            path: i
                .pointers
                .first()
                .map(|p| p.raw.clone())
                .unwrap_or_default(),
            short: String::new(),
            line: i.line,
            text: i.action.clone(),
        })
        .filter(|p| seen.insert(p.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn whoever_means_all_agrees_with_single_ones() {
        let k = Knowledge::builtin().expect("mappings/ load");
        for (published, made, same) in [
            ("All ITU-T Study Groups", "SGs", true),
            ("all", "SG3", true),
            ("All SGs, SG17", "SGs, SG5", true),
            ("SG5", "SG17", false),
            ("SG2, SG3", "SG3, SG12", true),
            ("X", "X", true),
        ] {
            assert_eq!(
                agree(published, made, &k.addressees),
                same,
                "{published} / {made}"
            );
        }
    }
}
