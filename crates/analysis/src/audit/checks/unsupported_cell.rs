use super::support::Support;
use super::tables::{entry_place, name};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::WorkId;
use crate::reuse::Clauses;
use std::collections::BTreeSet;

/// Finds works in the summary table that nothing links to any other work of their row: none cites the other,
/// no title says the same, none stands for the subject, and no provision stands in both.
///
/// Only rows whose leading work has been read in full are looked at: what was not read cannot back anything.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    if audit.mappings.is_empty() {
        return Vec::new();
    }
    let support = Support::new(audit);
    let repeats = repeats(audit);
    let mut found = Vec::new();
    for (source, published) in &audit.mappings {
        for row in &published.rows {
            let Some(key) = row.key(audit.knowledge).filter(|key| support.has_text(key)) else {
                continue;
            };
            for entry in row.entries.iter().filter(|e| e.id != *key) {
                let backed = row
                    .entries
                    .iter()
                    .filter(|other| other.id != entry.id)
                    .any(|other| {
                        support.linked(&entry.id, &other.id)
                            || repeats.contains(&(entry.id.clone(), other.id.clone()))
                    });
                if backed || support.fits_subject(&entry.id, &row.subject) {
                    continue;
                }
                let title = audit.index.title(&entry.id);
                let called = if title.is_empty() {
                    String::new()
                } else {
                    format!(" (\"{title}\")")
                };
                let message = format!(
                    "Nothing that was read links {}{called} to {} or to another work of {}.",
                    entry.id,
                    key,
                    name(row)
                );
                let key_words = format!("{} {}", row.subject, entry.id);
                found.push(
                    Draft::new(
                        Code::UnsupportedCell,
                        entry_place(audit, *source, entry),
                        &key_words,
                        message,
                    )
                    .ids([entry.id.clone(), key.clone()]),
                );
            }
        }
    }
    found
}

/// The works that have a provision in common, those left out that many have.
fn repeats(audit: &Audit<'_>) -> BTreeSet<(WorkId, WorkId)> {
    const MANY: usize = 12;
    let clauses = Clauses::of_all(audit.corpus);
    let groups = clauses.groups(&audit.settings.repeat);
    let works = |group: u32| -> BTreeSet<&WorkId> {
        let members = groups.members[group as usize].iter();
        members
            .map(|c| clauses.standings[*c as usize].work)
            .collect()
    };
    let mut repeats = BTreeSet::new();
    let mut add = |a: &BTreeSet<&WorkId>, b: &BTreeSet<&WorkId>| {
        for x in a.iter().filter(|_| a.len().max(b.len()) <= MANY) {
            for y in b.iter().filter(|y| *y != x) {
                repeats.insert(((*x).clone(), (*y).clone()));
                repeats.insert(((*y).clone(), (*x).clone()));
            }
        }
    };
    for group in 0..groups.members.len() as u32 {
        let of_group = works(group);
        add(&of_group, &of_group);
    }
    for pair in &groups.pairs {
        add(&works(pair.a), &works(pair.b));
    }
    repeats
}
