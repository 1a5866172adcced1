use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{SlipKind, Status, Target, WorkId};

/// Finds citations whose body did not meet where and when their edition says: `body-mismatch` where another
/// body that adopts such texts did, `impossible-edition` where none did.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (citation, target) in audit.cited() {
        if let Some((named, met)) = contradiction(audit, target) {
            let names = |ids: &[&WorkId]| {
                let bodies: Vec<&str> = ids.iter().map(|id| id.head()).collect();
                bodies.join(" or ")
            };
            let message = format!(
                "The citation says {}, but at {} it was {} that met.",
                names(&named),
                target.edition,
                names(&met)
            );
            let ids = citation.from.iter().chain(&target.candidates).cloned();
            let place = audit.place_of(citation);
            found.push(Draft::new(Code::BodyMismatch, place, &citation.raw, message).ids(ids));
            continue;
        }
        let (Some(body), Some(place), Some(year)) =
            (&target.body, &target.edition.place, target.edition.year)
        else {
            continue;
        };
        let mut met: Vec<&str> = audit
            .knowledge
            .conferences_at(place, year)
            .map(|c| c.body.as_str())
            .collect();
        met.dedup();
        if met.contains(&body.as_str()) || !audit.knowledge.has_conferences(body) {
            continue;
        }
        let ids = citation.from.iter().chain(&target.id).cloned();
        let place_of = audit.place_of(citation);
        let is_told = target
            .slips
            .iter()
            .any(|s| s.kind == SlipKind::ImpossibleEdition);
        if met.is_empty() && (is_told || audit.is_to_come(Some(body), year)) {
            continue;
        }
        found.push(if met.is_empty() {
            let mut message = format!("{body} did not meet at {place} in {year}.");
            let years: Vec<String> = audit
                .knowledge
                .conferences
                .iter()
                .filter(|c| c.body == *body && c.met && (c.is_spelt(place) || c.year == year))
                .map(|c| format!("{}, {}", c.place, c.year))
                .collect();
            if !years.is_empty() {
                message.push_str(&format!(" Its nearest conferences: {}.", years.join("; ")));
            }
            Draft::new(Code::ImpossibleEdition, place_of, &citation.raw, message).ids(ids)
        } else {
            let message = format!(
                "The citation says {body}, but at {place} in {year} it was {} that met.",
                met.join(" or ")
            );
            Draft::new(Code::BodyMismatch, place_of, &citation.raw, message).ids(ids)
        });
    }
    found
}

/// Of a citation that was left undecided because its body and its edition contradict each other: the works of
/// the body that it names, and those of the bodies that met there.
pub(super) fn contradiction<'t>(
    audit: &Audit<'_>,
    target: &'t Target,
) -> Option<(Vec<&'t WorkId>, Vec<&'t WorkId>)> {
    let (place, year) = (target.edition.place.as_ref()?, target.edition.year?);
    let met = |id: &&WorkId| {
        let mut conferences = audit.knowledge.conferences_at(place, year);
        conferences.any(|c| c.body == id.head())
    };
    let (met, named): (Vec<&WorkId>, Vec<&WorkId>) = target.candidates.iter().partition(met);
    let is_split = target.status == Status::Ambiguous && !met.is_empty() && !named.is_empty();
    is_split.then_some((named, met))
}
