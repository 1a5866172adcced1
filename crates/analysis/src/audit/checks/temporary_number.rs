use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::Role;

/// Finds texts that go by the number which they had while they were negotiated.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    let named = audit
        .index
        .citations
        .iter()
        .filter(|c| matches!(c.role, Role::Citation | Role::Heading));
    for citation in named {
        for target in &citation.targets {
            let (Some(body), Some(number)) = (&target.body, &target.number) else {
                continue;
            };
            if !number.contains(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let own = audit.text_around(citation).and_then(|t| t.edition());
            let year = audit.year(&target.edition);
            let year = year.or_else(|| own.and_then(|e| audit.year(e)));
            let Some(id) = audit.knowledge.alias(body, number, year) else {
                continue;
            };
            let message = format!("{number} is the temporary number of {id}.");
            let place = audit.place_of(citation);
            found.push(
                Draft::new(Code::TemporaryNumber, place, &citation.raw, message)
                    .ids([id.clone()].into_iter().chain(citation.from.clone()))
                    .one_with(format!("{number} {id}"), format!("{number} again"))
                    .advice(format!("Write {} {}.", target.kind, id.number())),
            );
        }
    }
    found
}
