use super::body_mismatch::contradiction;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Status, WorkId};

/// Reports citations of which it is not known which body's text they mean.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    let mut last = None;
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
        let ids = citation.from.iter().chain(&target.candidates).cloned();
        let place = audit.place_of(citation);
        // The numbers of one list are one finding.
        let at = Some((citation.source, citation.span));
        if last == at
            && let Some(mut draft) = found.pop()
        {
            draft.message = format!("{} {message}", draft.message);
            found.push(draft.ids(ids));
        } else {
            let draft = Draft::new(Code::AmbiguousTarget, place, &citation.raw, message);
            found.push(draft.ids(ids));
        }
        last = at;
    }
    found
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
