use super::redlined::BothSides;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Citation, Status, Target, WorkId};
use std::collections::BTreeMap;

/// A text that cites two editions of one work.
pub(super) struct Mixed<'a> {
    /// The citing text.
    pub(super) text: usize,
    /// The cited work.
    pub(super) id: &'a WorkId,
    /// Every citation of it, with the year of its edition.
    cited: Vec<(u16, &'a Citation, &'a Target)>,
}

/// Finds texts that cite two editions of the same work; one finding a text and work, at the first citation of
/// the older edition. A recital that tells something names the edition of its time, and is left alone.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    mixed(audit)
        .iter()
        .filter_map(|m| finding(audit, m))
        .collect()
}

/// The texts that cite two editions of one work in different paragraphs. In one paragraph they are told apart on
/// purpose. What a tracked change strikes does not count.
pub(super) fn mixed<'a>(audit: &Audit<'a>) -> Vec<Mixed<'a>> {
    let mut by_text: BTreeMap<(usize, &WorkId), Vec<(u16, &Citation, &Target)>> = BTreeMap::new();
    for (citation, target) in audit.cited() {
        let (Some(text), Some(id), Status::Resolved) = (citation.text, &target.id, target.status)
        else {
            continue;
        };
        // A text that tells its own history names its own editions.
        if citation.from.as_ref() == Some(id) {
            continue;
        }
        // An edition later than the text is said to be so, once.
        let own = audit.own_year(citation);
        let Some(year) = audit
            .year(&target.edition)
            .filter(|y| own.is_none_or(|own| *y <= own))
        else {
            continue;
        };
        let cited = by_text.entry((text, id)).or_default();
        cited.push((year, citation, target));
    }
    let mut found = Vec::new();
    for ((text, id), mut cited) in by_text {
        let all = cited.clone();
        // A paragraph that names two editions tells how it went, and counts for neither.
        cited.retain(|(year, citation, _)| {
            let beside = all
                .iter()
                .filter(|(_, c, _)| audit.stand_together(citation, c));
            beside.map(|(other, ..)| other).all(|other| other == year)
        });
        let years = || cited.iter().map(|(year, ..)| *year);
        if years().min() != years().max() {
            found.push(Mixed { text, id, cited });
        }
    }
    found
}

fn finding(audit: &Audit<'_>, mixed: &Mixed<'_>) -> Option<Draft> {
    let id = mixed.id;
    let oldest = mixed.cited.iter().min_by_key(|c| c.0)?;
    let newest = mixed.cited.iter().max_by_key(|c| c.0)?;
    if audit.is_told(oldest.1) {
        return None;
    }
    let latest = audit.editions(id).last();
    let later = latest.filter(|e| audit.year(e).is_some_and(|y| y > newest.0));
    let horizon = audit.horizon_since(id, latest.and_then(|e| audit.year(e)));
    let mut message = format!(
        "The text cites {id} both as of {} and as of {}.",
        oldest.2.edition, newest.2.edition
    );
    if let Some(later) = later {
        let shown = super::stale_edition::shown(later);
        message.push_str(&format!(" The latest known edition is {shown}."));
    }
    if let Some(horizon) = &horizon {
        message.push_str(&format!(" {horizon}"));
    }
    let text = audit.index.texts.get(mixed.text);
    let sides = text.and_then(|text| BothSides::of(audit, text));
    message.extend(sides.iter().map(BothSides::told));
    let place = audit.place_of(oldest.1);
    let mut draft = Draft::new(Code::MixedEditions, place, &oldest.1.raw, message)
        .ids(oldest.1.from.iter().chain([id]).cloned())
        .horizon(horizon);
    if sides.is_some() {
        draft = draft.advice(IN_WHAT_STAYS.to_owned());
    }
    for (year, citation, target) in &mixed.cited {
        let is_other_place = citation.span != oldest.1.span;
        if is_other_place && (*year == oldest.0 || citation.span == newest.1.span) {
            let message = format!("as of {}", target.edition);
            draft = draft.related(audit.place_of(citation), message);
        }
    }
    Some(draft)
}

/// What to do where each of the editions may be cited by another side of a change.
const IN_WHAT_STAYS: &str =
    "Accept or reject the change; then cite one edition throughout, if two are left.";
