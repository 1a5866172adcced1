use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};

/// Finds dated citations without `Rev.` of an edition that is not the first.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (citation, target) in audit.cited() {
        let Some(id) = target
            .id
            .as_ref()
            .filter(|_| target.edition.is_dated() && !target.edition.rev)
        else {
            continue;
        };
        let editions = audit.editions(id);
        let year = target.edition.year;
        let is_first = editions.iter().any(|e| e.year == year && !e.rev);
        let earlier = editions.iter().find(|e| e.is_dated() && e.year < year);
        let revised = editions
            .iter()
            .any(|e| e.year == year && e.place == target.edition.place && e.rev);
        // The same citations make up what is known of editions, so that one without `Rev.` proves nothing
        // against those with it; an earlier edition does.
        let (Some(earlier), true) = (earlier, revised || !is_first) else {
            continue;
        };
        let message = format!(
            "{id} ({}) is a revision: the work is known since {earlier}.",
            target.edition
        );
        let ids = citation.from.iter().chain([id]).cloned();
        let place = audit.place_of(citation);
        found.push(
            Draft::new(Code::MissingRev, place, &citation.raw, message)
                .ids(ids)
                .advice(format!("Write (Rev. {}).", target.edition)),
        );
    }
    found
}
