use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};

/// Finds citations of works that have been suppressed, and names what took their place.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (citation, target) in audit.cited() {
        let Some(work) = target.id.as_ref().and_then(|id| audit.index.works.get(id)) else {
            continue;
        };
        let (Some(id), Some(by)) = (&target.id, &work.suppressed) else {
            continue;
        };
        let successors: Vec<&str> = work.successors.iter().map(|s| s.as_str()).collect();
        let message = if successors.is_empty() {
            format!("{id} was suppressed by {by}.")
        } else {
            format!(
                "{id} was suppressed by {by} in favour of {}.",
                successors.join(", ")
            )
        };
        let ids = citation.from.iter().chain([id]).chain(&work.successors);
        let mut draft = Draft::new(
            Code::SuppressedTarget,
            audit.place_of(citation),
            &citation.raw,
            message,
        )
        .ids(ids.cloned());
        if !successors.is_empty() {
            draft = draft.advice(format!(
                "Cite {} instead, or drop the reference.",
                successors.join(", ")
            ));
        }
        found.push(draft);
    }
    found
}
