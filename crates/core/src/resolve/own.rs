//! Phrases that name no number: "this resolution", "annex to this resolution".

use super::context;
use crate::model::{
    Edition, Kind, Mention, MentionForm, Status, Target, TargetEvidence, WorkId, Written,
};

/// "this resolution" and places inside it: the text that it stands in.
pub(super) fn own(mention: &Mention, place: &context::Place) -> Vec<Target> {
    let work = place.text.and_then(|t| t.work.as_ref());
    let edition = place
        .text
        .and_then(|t| t.edition().cloned())
        .unwrap_or_default();
    mention
        .written
        .iter()
        .map(|written| {
            let dated = mention.form == MentionForm::History;
            let edition = if dated { &written.edition } else { &edition };
            place_in(work, edition, TargetEvidence::CitingText, written)
        })
        .collect()
}

/// The target of a phrase that names no number, with the place in `work` that is `written`.
pub(super) fn place_in(
    work: Option<&WorkId>,
    edition: &Edition,
    evidence: TargetEvidence,
    written: &Written,
) -> Target {
    Target {
        provision: written.provision.clone(),
        change: written.change,
        slips: written.slips.clone(),
        ..own_target(work, edition, evidence)
    }
}

/// The target of a phrase that names no number: `work`, where it is known.
pub(super) fn own_target(
    work: Option<&WorkId>,
    edition: &Edition,
    evidence: TargetEvidence,
) -> Target {
    Target {
        id: work.cloned(),
        kind: work.map_or_else(Kind::main, WorkId::kind),
        body: work.and_then(WorkId::body).cloned(),
        sector: None,
        number: work.map(|w| w.number().to_owned()),
        edition: edition.clone(),
        provision: None,
        change: None,
        status: if work.is_some() {
            Status::Resolved
        } else {
            Status::Unknown
        },
        evidence: if work.is_some() {
            evidence
        } else {
            TargetEvidence::None
        },
        candidates: Vec::new(),
        slips: Vec::new(),
    }
}
