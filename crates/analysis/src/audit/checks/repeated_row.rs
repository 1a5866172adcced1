use super::tables::{entry_place, name, row_place, subject, works};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};

/// Finds rows of one kind of table that have other subjects and the same works, at least two of them.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, published) in &audit.mappings {
        for rows in [&published.rows, &published.candidates] {
            for (i, row) in rows.iter().enumerate() {
                let earlier = rows[..i].iter().find(|other| {
                    row.entries.len() > 1
                        && subject(other) != subject(row)
                        && works(other) == works(row)
                });
                let Some(earlier) = earlier else { continue };
                let message = format!("The works of {} are those of {}.", name(row), name(earlier));
                let mut draft = Draft::new(
                    Code::RepeatedRow,
                    row_place(audit, *source, row),
                    &row.subject,
                    message,
                )
                .ids(row.entries.iter().map(|e| e.id.clone()))
                .related(row_place(audit, *source, earlier), name(earlier));
                for entry in &row.entries {
                    let there = entry_place(audit, *source, entry);
                    draft = draft.related(there, format!("{} here", entry.id));
                }
                let summary = super::tables::same_subject(published, row);
                if let Some(own) = summary.iter().find(|r| works(r) != works(row)) {
                    let ids: Vec<&str> = own.entries.iter().map(|e| e.id.as_str()).collect();
                    draft = draft
                        .related(
                            row_place(audit, *source, own),
                            format!("{} of the summary", name(own)),
                        )
                        .advice(format!(
                            "Take the works of its own subject; the summary has {}.",
                            ids.join(", ")
                        ));
                }
                found.push(draft);
            }
        }
    }
    found
}
