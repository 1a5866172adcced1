//! Phrases that name no number: "this resolution", "annex to this resolution".

use super::context::Place;
use crate::model::{
    Edition, Kind, Mention, MentionForm, Status, Target, TargetEvidence, WorkId, Written,
};

/// "this resolution" and places inside it: the text that it stands in.
pub(super) fn own(mention: &Mention, place: Place) -> Vec<Target> {
    let around = place.text.and_then(|t| t.edition().cloned());
    let around = around.unwrap_or_default();
    let dated = mention.form == MentionForm::History;
    let target = |written: &Written| {
        let edition = if dated { &written.edition } else { &around };
        own_target(place.work(), edition, TargetEvidence::CitingText, written)
    };
    mention.written.iter().map(target).collect()
}

/// The target of a phrase that names no number: the place that is `written` in `work`, where that is known.
pub(super) fn own_target(
    work: Option<&WorkId>,
    edition: &Edition,
    evidence: TargetEvidence,
    written: &Written,
) -> Target {
    let (status, evidence) = match work {
        Some(_) => (Status::Resolved, evidence),
        None => (Status::Unknown, TargetEvidence::None),
    };
    Target {
        id: work.cloned(),
        kind: work.map_or_else(Kind::main, WorkId::kind),
        body: work.and_then(WorkId::body).cloned(),
        sector: None,
        number: work.map(|w| w.number().to_owned()),
        edition: edition.clone(),
        provision: written.provision.clone(),
        change: written.change,
        status,
        evidence,
        candidates: Vec::new(),
        slips: written.slips.clone(),
    }
}
