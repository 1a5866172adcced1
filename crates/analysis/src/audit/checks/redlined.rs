//! Texts that show what was changed in them.

use crate::audit::Audit;
use crate::model::{Change, ResolutionText};

/// True where the document marks changes within the text, so that its two sides can be told apart.
pub(super) fn has_marked_changes(audit: &Audit<'_>, text: &ResolutionText) -> bool {
    let document = audit.documents.get(&text.source);
    document.is_some_and(|d| d.changes.iter().any(|c| c.span.overlaps(text.span)))
}

/// What is said of a text in which both sides of a tracked change stand without marks.
///
/// Its heading tells it by printing two editions. Each side has lists and references of its own, so that what repeats
/// or differs between them is no fault of either: it goes with the side that does not stay.
pub(super) struct BothSides {
    /// "Rev. Busan, 2014 and Rev. Dubai, 2018".
    pub(super) editions: String,
}

impl BothSides {
    /// None where the heading prints one edition, or where the sides can be told apart.
    pub(super) fn of(audit: &Audit<'_>, text: &ResolutionText) -> Option<BothSides> {
        let on = |side| text.editions.iter().find(|e| e.change == Some(side));
        let (old, new) = (on(Change::Deleted)?, on(Change::Inserted)?);
        let shown = format!("{} and {}", old.edition, new.edition);
        (!has_marked_changes(audit, text)).then_some(BothSides { editions: shown })
    }

    /// What goes behind the message of a finding.
    pub(super) fn told(&self) -> String {
        format!(
            " The heading prints {}, and the text below may be that of both.",
            self.editions
        )
    }
}
