use super::clauses::Clauses;
use super::support::Support;
use super::tables::{entry_place, name};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::WorkId;
use std::collections::BTreeSet;

/// Finds works in the summary table that nothing links to any other work of their row: none cites the other,
/// no title says the same, none stands for the subject, and no provision stands in both.
///
/// Only rows whose leading work has been read are looked at: what was not read cannot back anything.
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

/// The works that have a provision in common.
fn repeats(audit: &Audit<'_>) -> BTreeSet<(WorkId, WorkId)> {
    let clauses = Clauses::of_all(audit);
    let mut repeats = BTreeSet::new();
    for pair in clauses.pairs_between_works(&audit.settings.repeat) {
        let work = |clause: u32| clauses.standings[clause as usize].work.clone();
        repeats.insert((work(pair.a), work(pair.b)));
        repeats.insert((work(pair.b), work(pair.a)));
    }
    repeats
}
