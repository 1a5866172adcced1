use super::tables::{name, row_place, subject};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};

/// Finds rows of one kind of table that have the same subject.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, published) in &audit.mappings {
        for rows in [&published.rows, &published.candidates] {
            for (i, row) in rows.iter().enumerate() {
                let wanted = subject(row);
                let earlier = rows[..i]
                    .iter()
                    .find(|other| !wanted.is_empty() && subject(other) == wanted);
                let Some(earlier) = earlier else { continue };
                let keys: Vec<&str> = [earlier, row]
                    .into_iter()
                    .filter_map(|r| r.key(audit.knowledge))
                    .map(|id| id.as_str())
                    .collect();
                let message = format!(
                    "Two rows have the subject \"{}\": those of {}.",
                    row.subject,
                    keys.join(" and ")
                );
                found.push(
                    Draft::new(
                        Code::DuplicateSubject,
                        row_place(audit, *source, row),
                        &row.subject,
                        message,
                    )
                    .ids(
                        [row, earlier]
                            .into_iter()
                            .filter_map(|r| r.key(audit.knowledge).cloned()),
                    )
                    .related(row_place(audit, *source, earlier), name(earlier)),
                );
            }
        }
    }
    found
}
