use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Citation, Edition, Role, Slip, SlipKind, Target, WorkId};
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
            let code = code(slip.kind);
            let message = message(slip, citation, target);
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
            let draft = Draft::new(code, place, &citation.raw, message.clone())
                .ids(from.into_iter().chain(ids));
            // The residue of tracked changes is one fault of the document.
            found.push(match code {
                Code::RedlineResidue => draft.one_with(String::new(), message),
                _ => draft,
            });
        }
    }
    found
}

fn code(kind: SlipKind) -> Code {
    match kind {
        SlipKind::MisspeltPlace => Code::MisspeltPlace,
        SlipKind::MisspeltWord => Code::MisspeltWord,
        SlipKind::Punctuation | SlipKind::Homoglyph | SlipKind::LongRange => {
            Code::MalformedCitation
        }
        SlipKind::ImpossibleEdition => Code::ImpossibleEdition,
        SlipKind::RedlineResidue | SlipKind::UndecidedRedline => Code::RedlineResidue,
    }
}

/// What was written, and how it was read.
fn message(slip: &Slip, citation: &Citation, target: &Target) -> String {
    let (written, meant) = (&slip.written, &slip.meant);
    match slip.kind {
        SlipKind::MisspeltPlace | SlipKind::MisspeltWord => {
            format!("\"{written}\" was read as {meant}.")
        }
        SlipKind::Punctuation => malformed(&citation.raw, written, &target.edition),
        SlipKind::Homoglyph => format!(
            "\"{written}\" has a sign that only looks like the right one; it was read as \"{meant}\"."
        ),
        SlipKind::ImpossibleEdition if !meant.is_empty() => {
            format!("\"{written}\" is no year, nor two run together; it was read as {meant}.")
        }
        SlipKind::ImpossibleEdition => format!("No conference met at {written}."),
        SlipKind::RedlineResidue => format!(
            "\"{written}\" is a tracked change whose sides run together; it was read as {meant}."
        ),
        SlipKind::LongRange => format!(
            "\"{written}\" is a range of more texts than are read of one: only its two ends count as cited."
        ),
        SlipKind::UndecidedRedline => format!(
            "\"{written}\" is a tracked change whose sides run together, and can be split in more than one way."
        ),
    }
}

/// A citation as it is shown in a message: on one line.
fn shown(raw: &str) -> String {
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with the signs of a citation: those that are lost, and those that are too many.
fn malformed(raw: &str, written: &str, edition: &Edition) -> String {
    let raw = shown(raw);
    let written = shown(written);
    let at = raw.find(&written).unwrap_or(0);
    if !edition.is_dated() || written.is_empty() {
        return format!("In \"{raw}\" a sign is out of place at \"{written}\".");
    }
    let start = raw[..at].find('(').unwrap_or(at);
    let end = raw[at..]
        .find(')')
        .map_or(raw.len(), |close| at + close + 1);
    let printed = &raw[start..end];
    let right = format!("({edition})");
    let (lost, added) = (beyond(&right, printed), beyond(printed, &right));
    let what = match (lost.as_str(), added.as_str()) {
        ("", "") => "a sign is out of place".to_owned(),
        (lost, "") => format!("`{lost}` is lost"),
        ("", added) => format!("`{added}` is too much"),
        (lost, added) => format!("`{added}` stands for `{lost}`"),
    };
    format!("In \"{raw}\" {what}: \"{printed}\" was read as \"{right}\".")
}

/// The signs and digits that `a` has more of than `b`, in their order.
fn beyond(a: &str, b: &str) -> String {
    let counts = |c: &char| !c.is_alphabetic() && !c.is_whitespace();
    let mut others: Vec<char> = b.chars().filter(counts).collect();
    let mut left = a.chars().filter(counts).collect::<Vec<char>>();
    left.retain(|c| match others.iter().position(|o| o == c) {
        Some(at) => {
            others.remove(at);
            false
        }
        None => true,
    });
    left.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_or_too_much_is_named() {
        let edition = Edition {
            place: Some("Dubai".to_owned()),
            year: Some(2018),
            rev: true,
            ..Edition::default()
        };
        for (raw, written, told) in [
            ("Resolution 7 (Rev. Dubai 2018)", "Dubai", "`,` is lost"),
            (
                "Resolution 7 Rev. Dubai, 2018)",
                "Rev. Dubai, 2018)",
                "`(` is lost",
            ),
            (
                "Resolution 7 (Rev. (Dubai, 2018)",
                "(Rev. (Dubai, 2018)",
                "`(` is too much",
            ),
            (
                "RESOLUTION 7 (REV., DUBAI, 2018)",
                "DUBAI",
                "`,` is too much",
            ),
            (
                "Resolution 7 (Rev. Dubai018) of it",
                "Dubai018",
                "`,2` is lost",
            ),
        ] {
            let message = malformed(raw, written, &edition);
            assert!(message.contains(told), "{message}");
        }
    }
}
