use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};

/// Finds texts that cite themselves by their number. An earlier edition of the same work is another text, and
/// may be cited.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (citation, target) in audit.cited() {
        let (Some(text), Some(id)) = (audit.text_around(citation), &target.id) else {
            continue;
        };
        let same = text.work.as_ref() == Some(id)
            && text
                .editions
                .iter()
                .all(|e| e.edition.agrees_with(&target.edition))
            && target.change.is_none();
        if !same {
            continue;
        }
        let message = format!("{id} cites itself by its number.");
        found.push(
            Draft::new(
                Code::SelfCitation,
                audit.place_of(citation),
                &citation.raw,
                message,
            )
            .ids([id.clone()])
            .related(audit.place_of_text(text), "its heading".to_owned()),
        );
    }
    found
}
