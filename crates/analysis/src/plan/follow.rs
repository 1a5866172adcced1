//! From a pointer to the provisions that it names.

use super::Reading;
use super::pointer::Segment;
use super::units::{Unit, bare};
use crate::compare::{Weights, Word};
use crate::knowledge::{Addressees, Part};

/// What one item of a segment leads to.
pub(super) struct Followed {
    pub(super) units: Vec<usize>,
    pub(super) reading: Vec<Reading>,
    pub(super) written: String,
}

pub(super) fn follow(
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
    let roles = unit.roles(addressees);
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
pub(super) fn acting_column(id: &str, addressees: &Addressees) -> String {
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
