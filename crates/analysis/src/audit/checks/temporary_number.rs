use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Citation, Role};

/// Finds texts that go by the number which they had while they were negotiated, or bear it still beside their own.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    let named = audit
        .index
        .citations
        .iter()
        .filter(|c| matches!(c.role, Role::Citation | Role::Heading));
    for citation in named {
        found.extend(left_over(audit, citation));
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

/// The temporary number in square brackets that was left behind the final one: "84[COM3-1]".
fn left_over(audit: &Audit<'_>, citation: &Citation) -> Option<Draft> {
    let (before, behind) = citation.raw.split_once('[')?;
    let (inside, _) = behind.split_once(']')?;
    let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/');
    let looks_so = inside.chars().all(is_code)
        && inside.contains(|c: char| c.is_ascii_digit())
        && inside.starts_with(|c: char| c.is_ascii_uppercase());
    let mut targets = citation.targets.iter();
    let target = targets.find(|t| {
        let number = t.number.as_deref().unwrap_or_default();
        number.contains(|c: char| c.is_ascii_digit()) && before.trim_end().ends_with(number)
    })?;
    let id = target.id.as_ref().filter(|_| looks_so)?;
    let message = format!("[{inside}], a temporary number, still stands beside that of {id}.");
    Some(
        Draft::new(
            Code::TemporaryNumber,
            audit.place_of(citation),
            &citation.raw,
            message,
        )
        .ids([id.clone()])
        .advice(format!("Strike [{inside}].")),
    )
}
