use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Role, SlipKind, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// Reports the slips of the pen that were met when the citations were read.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for citation in &audit.index.citations {
        // One slip of a phrase is one finding, however many targets share it.
        let mut seen = BTreeSet::new();
        let slips = citation
            .targets
            .iter()
            .flat_map(|t| t.slips.iter().map(move |s| (t, s)));
        for (target, slip) in slips {
            if !seen.insert((slip.kind, &slip.written)) {
                continue;
            }
            let is_to_come = |year| audit.is_to_come(target.body.as_deref(), year);
            if slip.kind == SlipKind::ImpossibleEdition
                && target.edition.year.is_some_and(is_to_come)
            {
                continue;
            }
            let (written, meant) = (&slip.written, &slip.meant);
            let (code, message) = match slip.kind {
                SlipKind::MisspeltPlace => (
                    Code::MisspeltPlace,
                    format!("\"{written}\" was read as {meant}."),
                ),
                SlipKind::MisspeltWord => (
                    Code::MisspeltWord,
                    format!("\"{written}\" was read as {meant}."),
                ),
                SlipKind::Punctuation if meant.is_empty() => (
                    Code::MalformedCitation,
                    format!(
                        "In \"{}\" a sign is lost, doubled or out of place at \"{written}\".",
                        shown(&citation.raw)
                    ),
                ),
                SlipKind::Punctuation => (
                    Code::MalformedCitation,
                    format!(
                        "In \"{}\" a sign is lost, doubled or out of place: \"{written}\" was read as \"{meant}\".",
                        shown(&citation.raw)
                    ),
                ),
                SlipKind::Homoglyph => (
                    Code::MalformedCitation,
                    format!(
                        "\"{written}\" has a sign that only looks like the right one; it was read as \"{meant}\"."
                    ),
                ),
                SlipKind::ImpossibleEdition if !meant.is_empty() => (
                    Code::ImpossibleEdition,
                    format!(
                        "\"{written}\" is no year, nor two run together; it was read as {meant}."
                    ),
                ),
                SlipKind::ImpossibleEdition => (
                    Code::ImpossibleEdition,
                    format!("No conference met at {written}."),
                ),
                SlipKind::RedlineResidue => (
                    Code::RedlineResidue,
                    format!(
                        "\"{written}\" is a tracked change whose sides run together; it was read as {meant}."
                    ),
                ),
                SlipKind::UndecidedRedline => (
                    Code::RedlineResidue,
                    format!(
                        "\"{written}\" is a tracked change whose sides run together, and can be split in more than one way."
                    ),
                ),
            };
            let ids: BTreeSet<WorkId> = citation
                .targets
                .iter()
                .filter_map(|t| t.id.clone())
                .collect();
            let from = citation
                .from
                .clone()
                .filter(|_| citation.role != Role::Heading);
            let place = audit.place_of(citation);
            found.push(
                Draft::new(code, place, &citation.raw, message).ids(from.into_iter().chain(ids)),
            );
        }
    }
    one_a_document(found)
}

/// A citation as it is shown in a message: on one line.
fn shown(raw: &str) -> String {
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// So many places are listed of one document's redline residue.
const MOST_PLACES: usize = 50;

/// Takes the residue of tracked changes of each document together: it is one fault of the document.
fn one_a_document(drafts: Vec<Draft>) -> Vec<Draft> {
    let (residue, mut found): (Vec<Draft>, Vec<Draft>) = drafts
        .into_iter()
        .partition(|d| d.code == Code::RedlineResidue);
    let mut by_file: BTreeMap<String, Vec<Draft>> = BTreeMap::new();
    for draft in residue {
        by_file
            .entry(draft.place.file.clone())
            .or_default()
            .push(draft);
    }
    for (_, drafts) in by_file {
        let mut drafts = drafts.into_iter();
        let Some(mut first) = drafts.next() else {
            continue;
        };
        let rest: Vec<Draft> = drafts.collect();
        if !rest.is_empty() {
            let unlisted = rest.len().saturating_sub(MOST_PLACES);
            first.message.push_str(&format!(
                " The sides of tracked changes run together at {} more places{}.",
                rest.len(),
                match unlisted {
                    0 => String::new(),
                    n => format!(", {n} of which are not listed"),
                }
            ));
        }
        for other in rest.into_iter().take(MOST_PLACES) {
            first = first.ids(other.ids).related(other.place, other.message);
        }
        found.push(first);
    }
    found
}
