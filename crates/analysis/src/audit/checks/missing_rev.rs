use super::first_editions::{self, Order};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Edition, Place, ResolutionText, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// Finds what is dated without `Rev.` of an edition that is not the first, and with it of one that is.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let order = Order::read(audit);
    let mut found = first_editions::check(audit, &order);
    let mut said: BTreeSet<(String, usize)> = BTreeSet::new();
    said.extend(found.iter().map(|d| at(&d.place)));
    for (citation, target) in audit.cited() {
        let Some(id) = target
            .id
            .as_ref()
            .filter(|_| target.edition.is_dated() && !target.edition.rev)
        else {
            continue;
        };
        let editions = audit.cited_editions(id);
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
        if said.contains(&at(&place)) {
            continue;
        }
        found.push(
            Draft::new(Code::MissingRev, place, &citation.raw, message)
                .ids(ids)
                .advice(format!("Write (Rev. {}).", target.edition)),
        );
    }
    let headings = headings(audit, &order).into_iter();
    found.extend(headings.filter(|d| !said.contains(&at(&d.place))));
    found
}

fn at(place: &Place) -> (String, usize) {
    (place.file.clone(), place.span.start)
}

/// Headings without `Rev.` of an edition that another heading of the same document prints with it, or before which
/// an earlier one is printed.
fn headings(audit: &Audit<'_>, order: &Order<'_>) -> Vec<Draft> {
    let mut by_work: BTreeMap<(usize, &WorkId), Vec<(&ResolutionText, &Edition)>> = BTreeMap::new();
    for text in &audit.index.texts {
        let edition = text.edition().filter(|e| e.is_dated());
        if let (Some(work), Some(edition)) = (&text.work, edition) {
            let printed = by_work.entry((text.source, work)).or_default();
            printed.push((text, edition));
        }
    }
    let mut found = Vec::new();
    for ((_, work), printed) in by_work {
        let is_redline = |t: &ResolutionText| t.editions.len() > 1;
        let is_plain =
            |t: &ResolutionText, e: &Edition| !e.rev && !is_redline(t) && !order.is_first(work, e);
        for (text, edition) in printed.iter().filter(|(t, e)| is_plain(t, e)) {
            let same = |e: &Edition| e.year == edition.year && e.place == edition.place;
            let other = printed
                .iter()
                .find(|(_, e)| (same(e) && e.rev) || audit.year(e) < audit.year(edition));
            let Some((other, there)) = other else {
                continue;
            };
            let message = match same(there) {
                true => format!(
                    "{work} ({edition}) is printed without Rev. here, and with it elsewhere."
                ),
                false => {
                    format!("{work} ({edition}) is a revision: the document prints one of {there}.")
                }
            };
            found.push(
                Draft::new(
                    Code::MissingRev,
                    audit.place_of_text(text),
                    &edition.to_string(),
                    message,
                )
                .ids([work.clone()])
                .related(audit.place_of_text(other), there.to_string())
                .advice("Look the edition up, and print it in one way.".to_owned()),
            );
        }
    }
    found
}
