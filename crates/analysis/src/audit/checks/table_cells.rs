use super::tables::{entry_place, name, row_place, same_subject, works};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::mapping::published::{Entry, Published, PublishedRow};
use crate::model::WorkId;
use std::collections::BTreeSet;

/// Holds the tables of a mapping document against each other: the candidates and the texts side by side
/// against the summary. A work that stands in a candidate's row, but by the summary belongs to the row before or
/// behind it, has slipped.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, published) in &audit.mappings {
        for (i, row) in published.candidates.iter().enumerate() {
            candidate(audit, *source, published, i, row, &mut found);
        }
        for row in &published.texts {
            texts(audit, *source, published, row, &mut found);
        }
    }
    found
}

/// One row of the candidates.
fn candidate(
    audit: &Audit<'_>,
    source: usize,
    published: &Published,
    i: usize,
    row: &PublishedRow,
    found: &mut Vec<Draft>,
) {
    let rows = &published.candidates;
    let summary = same_subject(published, row);
    let repeats_another = rows
        .iter()
        .enumerate()
        .any(|(j, other)| j < i && works(other) == works(row));
    if summary.is_empty() || repeats_another {
        if summary.is_empty() {
            let message = format!("The summary has no row for {}.", name(row));
            let place = row_place(audit, source, row);
            found.push(
                Draft::new(Code::TableMismatch, place, &row.subject, message)
                    .ids(row.entries.iter().map(|e| e.id.clone())),
            );
        }
        return;
    }
    let expected: BTreeSet<&WorkId> = summary.iter().flat_map(|r| works(r)).collect();
    for entry in row.entries.iter().filter(|e| !expected.contains(&e.id)) {
        let place = entry_place(audit, source, entry);
        let key = format!("{} {}", row.subject, entry.id);
        let neighbour = [i.checked_sub(1), Some(i + 1)]
            .into_iter()
            .flatten()
            .filter_map(|j| rows.get(j))
            .find(|other| {
                same_subject(published, other)
                    .iter()
                    .any(|r| works(r).contains(&entry.id))
            });
        let ids = [entry.id.clone()]
            .into_iter()
            .chain(row.key(audit.knowledge).cloned());
        found.push(match neighbour {
            Some(other) => {
                let message = format!(
                    "{} stands in {}, but by the summary it belongs to {}.",
                    entry.id,
                    name(row),
                    name(other)
                );
                Draft::new(Code::SlippedCell, place, &key, message)
                    .ids(ids)
                    .related(row_place(audit, source, other), name(other))
                    .advice(format!("Move {} to {}.", entry.id, name(other)))
            }
            None => {
                let message = format!(
                    "{} stands in {}, but not in the row of the summary that has this subject.",
                    entry.id,
                    name(row)
                );
                Draft::new(Code::TableMismatch, place, &key, message)
                    .ids(ids)
                    .related(
                        row_place(audit, source, summary[0]),
                        format!("{} of the summary", name(summary[0])),
                    )
            }
        });
    }
}

/// One row of the texts side by side: its texts must stand in a row of the summary together with the row's
/// leading work.
fn texts(
    audit: &Audit<'_>,
    source: usize,
    published: &Published,
    row: &PublishedRow,
    found: &mut Vec<Draft>,
) {
    let Some(key) = row.key(audit.knowledge) else {
        return;
    };
    let with_key: Vec<&PublishedRow> = published
        .rows
        .iter()
        .filter(|r| works(r).contains(key))
        .collect();
    let mapped: BTreeSet<&WorkId> = with_key.iter().flat_map(|r| works(r)).collect();
    let listed = |id: &WorkId| published.no_equivalent.iter().any(|e| e.id == *id);
    let strays: Vec<&Entry> = row
        .entries
        .iter()
        .filter(|e| e.id != *key && !mapped.contains(&e.id))
        .collect();
    for entry in strays {
        let key_words = format!("{key} {}", entry.id);
        let message = format!(
            "The text of {} stands beside that of {key}, but no row of the summary has both{}.",
            entry.id,
            if listed(&entry.id) {
                ": it is listed as having no equivalent"
            } else {
                ""
            }
        );
        let mut draft = Draft::new(
            Code::TableMismatch,
            entry_place(audit, source, entry),
            &key_words,
            message,
        )
        .ids([entry.id.clone(), key.clone()]);
        for other in with_key.iter().take(3) {
            draft = draft.related(
                row_place(audit, source, other),
                format!("{} of the summary", name(other)),
            );
        }
        found.push(draft);
    }
}
