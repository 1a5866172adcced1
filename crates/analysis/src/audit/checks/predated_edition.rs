use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};

/// Finds citations of editions that are later than the text that cites them.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (citation, target) in audit.cited() {
        let Some(text) = audit.text_around(citation) else {
            continue;
        };
        let (Some(cited), Some(own)) = (
            audit.year(&target.edition),
            text.edition().and_then(|e| audit.year(e)),
        ) else {
            continue;
        };
        // The year alone: conferences of one year meet in any order.
        if cited <= own || target.id == text.work {
            continue;
        }
        let who = text
            .work
            .as_ref()
            .map_or_else(|| "The text".to_owned(), |id| id.to_string());
        let what = target
            .id
            .as_ref()
            .map_or_else(|| "a text".to_owned(), |id| id.to_string());
        let message = format!("{who} is of {own}, and cites {what} as of {cited}.");
        let ids = text.work.iter().chain(&target.id).cloned();
        let draft = Draft::new(
            Code::PredatedEdition,
            audit.place_of(citation),
            &citation.raw,
            message,
        );
        found.push(
            draft
                .ids(ids)
                .related(audit.place_of_text(text), format!("the heading, of {own}")),
        );
    }
    found
}
