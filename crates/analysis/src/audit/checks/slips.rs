use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Role, SlipKind, WorkId};
use std::collections::BTreeSet;

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
                    format!("\"{written}\" is not punctuated as a citation is."),
                ),
                SlipKind::Punctuation => (
                    Code::MalformedCitation,
                    format!("\"{written}\" was read as \"{meant}\"."),
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
    found
}
