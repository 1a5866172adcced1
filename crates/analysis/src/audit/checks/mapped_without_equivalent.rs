use super::tables::{entry_place, name};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};

/// Finds works that are listed as having no equivalent, and stand in a row of the summary table beside others.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, published) in &audit.mappings {
        for listed in &published.no_equivalent {
            let rows: Vec<_> = published
                .rows
                .iter()
                .chain(&published.candidates)
                .filter(|row| row.entries.len() > 1)
                .filter_map(|row| Some((row, row.entries.iter().find(|e| e.id == listed.id)?)))
                .collect();
            let Some((first, _)) = rows.first() else {
                continue;
            };
            let message = format!(
                "{} is listed as having no equivalent, and mapped in {}{}.",
                listed.id,
                name(first),
                match rows.len() {
                    1 => String::new(),
                    n => format!(" and {} more", n - 1),
                }
            );
            let mut draft = Draft::new(
                Code::MappedWithoutEquivalent,
                entry_place(audit, *source, listed),
                listed.id.as_str(),
                message,
            )
            .ids([listed.id.clone()]);
            for (row, entry) in rows {
                draft = draft.related(
                    entry_place(audit, *source, entry),
                    format!("{} in {}", entry.id, name(row)),
                );
            }
            found.push(draft);
        }
    }
    found
}
