use super::tables::{name, row_place};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::Severity;

/// Finds numbers that the candidate tables skip.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, published) in &audit.mappings {
        for pair in published.candidates.windows(2) {
            let (Some(last), Some(next)) = (pair[0].number, pair[1].number) else {
                continue;
            };
            if next <= last + 1 {
                continue;
            }
            let message = format!("The candidates go from number {last} to number {next}.");
            let place = row_place(audit, *source, &pair[1]);
            found.push(
                Draft::new(Code::GapInNumbering, place, &name(&pair[1]), message)
                    .related(row_place(audit, *source, &pair[0]), name(&pair[0]))
                    .milder(Severity::Note),
            );
        }
    }
    found
}
