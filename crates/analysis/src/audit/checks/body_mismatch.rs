use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Citation, SlipKind, Status, Target, WorkId};

/// Finds citations whose body did not meet where and when their edition says: `body-mismatch` where another
/// body that adopts such texts did, `impossible-edition` where none did.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let cited = audit.cited();
    let draft = |(citation, target)| match contradiction(audit, target) {
        Some((named, met)) => Some(undecided(audit, citation, target, (&named, &met))),
        None => met_elsewhere(audit, citation, target),
    };
    cited.filter_map(draft).collect()
}

/// The finding for a citation of which neither the body nor the edition was believed.
fn undecided(
    audit: &Audit<'_>,
    citation: &Citation,
    target: &Target,
    (named, met): (&[&WorkId], &[&WorkId]),
) -> Draft {
    let bodies = |ids: &[&WorkId]| {
        let bodies: Vec<&str> = ids.iter().map(|id| id.head()).collect();
        bodies.join(" or ")
    };
    let message = format!(
        "The citation says {}, but at {} it was {} that met.",
        bodies(named),
        target.edition,
        bodies(met)
    );
    let ids = citation.from.iter().chain(&target.candidates).cloned();
    let place = audit.place_of(citation);
    Draft::new(Code::BodyMismatch, place, &citation.raw, message).ids(ids)
}

/// The finding for a citation whose body did not meet at the place and in the year of its edition.
fn met_elsewhere(audit: &Audit<'_>, citation: &Citation, target: &Target) -> Option<Draft> {
    let body = target.body.as_ref()?;
    let (place, year) = (target.edition.place.as_ref()?, target.edition.year?);
    let conferences = audit.knowledge.conferences_at(place, year);
    let mut met: Vec<&str> = conferences.map(|c| c.body.as_str()).collect();
    met.dedup();
    if met.contains(&body.as_str()) || !audit.knowledge.has_conferences(body) {
        return None;
    }
    let is_told = || {
        let mut slips = target.slips.iter();
        slips.any(|s| s.kind == SlipKind::ImpossibleEdition)
    };
    if met.is_empty() && (is_told() || audit.is_to_come(Some(body), year)) {
        return None;
    }
    let (code, message) = match met.as_slice() {
        [] => (
            Code::ImpossibleEdition,
            format!(
                "{body} did not meet at {place} in {year}.{}",
                nearest(audit, body, place, year)
            ),
        ),
        met => (
            Code::BodyMismatch,
            format!(
                "The citation says {body}, but at {place} in {year} it was {} that met.",
                met.join(" or ")
            ),
        ),
    };
    let ids = citation.from.iter().chain(&target.id).cloned();
    Some(Draft::new(code, audit.place_of(citation), &citation.raw, message).ids(ids))
}

/// The conferences of a body at that place or in that year, as a sentence; empty where there are none.
fn nearest(audit: &Audit<'_>, body: &str, place: &str, year: u16) -> String {
    let conferences = audit.knowledge.conferences.iter();
    let near: Vec<String> = conferences
        .filter(|c| c.body == *body && c.met && (c.is_spelt(place) || c.year == year))
        .map(|c| format!("{}, {}", c.place, c.year))
        .collect();
    match near.is_empty() {
        true => String::new(),
        false => format!(" Its nearest conferences: {}.", near.join("; ")),
    }
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
