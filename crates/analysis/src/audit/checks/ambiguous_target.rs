use super::body_mismatch::contradiction;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Status, WorkId};

/// Reports citations of which it is not known which body's text they mean.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (citation, target) in audit.cited().filter(|(_, t)| t.status == Status::Ambiguous) {
        if contradiction(audit, target).is_some() {
            continue;
        }
        let number = target.number.as_deref().unwrap_or("?");
        let names: Vec<&str> = target.candidates.iter().map(WorkId::as_str).collect();
        let message = if names.is_empty() {
            format!("It is not known which {} {number} is meant.", target.kind)
        } else {
            format!(
                "{} {number} may be {}.",
                capital(target.kind.word()),
                names.join(" or ")
            )
        };
        let key = format!("{} {number}", citation.raw);
        let ids = citation.from.iter().chain(&target.candidates).cloned();
        found.push(
            Draft::new(
                Code::AmbiguousTarget,
                audit.place_of(citation),
                &key,
                message,
            )
            .ids(ids),
        );
    }
    found
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
