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
            let Some(id) = audit.knowledge.alias(body, number) else {
                continue;
            };
            // The same serials come back at the next conference.
            let own = audit.text_around(citation).and_then(|t| t.edition());
            let of = audit.year(&target.edition);
            let of = of.or_else(|| own.and_then(|e| audit.year(e)));
            let mut sessions = audit.knowledge.aliases_of(id);
            let is_of_session = sessions.any(|alias| {
                let session = audit.knowledge.conference_by_mark(&alias.session);
                session.is_none_or(|s| of.is_none_or(|year| year == s.year))
            });
            if !is_of_session {
                continue;
            }
            let message = format!("{number} is the temporary number of {id}.");
            let place = audit.place_of(citation);
            found.push(
                Draft::new(Code::TemporaryNumber, place, &citation.raw, message)
                    .ids([id.clone()].into_iter().chain(citation.from.clone()))
                    .advice(format!("Write {} {}.", target.kind, id.number())),
            );
        }
    }
    found
}
