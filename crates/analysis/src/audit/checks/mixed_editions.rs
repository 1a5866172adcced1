use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Citation, Severity, Status, Target, WorkId};
use std::collections::BTreeMap;

/// Editions that are named within so many bytes of each other are told apart on purpose.
pub(super) const TOGETHER: usize = 200;

/// Finds texts that cite two editions of the same work; one finding a text and work, at the first citation of
/// the older edition. In the middle of a recital that may be meant, and is only noted.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut by_text: BTreeMap<(usize, &WorkId), Vec<(u16, &Citation, &Target)>> = BTreeMap::new();
    for (citation, target) in audit.cited() {
        let (Some(text), Some(id), Status::Resolved) = (citation.text, &target.id, target.status)
        else {
            continue;
        };
        // A text that tells its own history names its own editions, and a redline has two by nature.
        if citation.from.as_ref() == Some(id) || target.change.is_some() {
            continue;
        }
        if let Some(year) = audit.year(&target.edition) {
            by_text
                .entry((text, id))
                .or_default()
                .push((year, citation, target));
        }
    }
    let mut found = Vec::new();
    for ((_, id), cited) in by_text {
        let (Some(oldest), Some(newest)) = (
            cited.iter().min_by_key(|c| c.0),
            cited.iter().max_by_key(|c| c.0),
        ) else {
            continue;
        };
        let apart = oldest.1.span.start.abs_diff(newest.1.span.start);
        if oldest.0 == newest.0 || apart < TOGETHER {
            continue;
        }
        let message = format!(
            "The text cites {id} both as of {} and as of {}.",
            oldest.2.edition, newest.2.edition
        );
        let draft = Draft::new(
            Code::MixedEditions,
            audit.place_of(oldest.1),
            &oldest.1.raw,
            message,
        )
        .ids(oldest.1.from.iter().chain([id]).cloned());
        let draft = draft.related(
            audit.place_of(newest.1),
            format!("as of {}", newest.2.edition),
        );
        found.push(if audit.is_told(oldest.1) {
            draft.milder(Severity::Note)
        } else {
            draft
        });
    }
    found
}
