use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};

/// Reports what was lost of a source before it reached us.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, document) in audit.documents {
        for loss in &document.losses {
            let words = document.text.get(loss.span.range()).unwrap_or("");
            let place = audit.place(*source, loss.span, 1);
            found.push(Draft::new(
                Code::TextLost,
                place,
                words,
                loss.message.clone(),
            ));
        }
    }
    found
}
