//! Places and years of two editions that run together: "DUBAIBUSAN, 20184".

use super::{EditionFound, Group};
use crate::cite::redline::{self, Side};
use crate::cite::vocabulary::Vocabulary;
use crate::model::{Change, Edition, Kind, Slip, SlipKind};

/// Two places run together with one year: the place at which a conference met in that year.
pub(super) fn place(words: &Vocabulary, run: &str, year: u16) -> Option<usize> {
    if !run.is_ascii() {
        return None;
    }
    let mut found = (4..run.len().saturating_sub(3)).filter_map(|cut| {
        let (head, tail) = run.split_at(cut);
        let (head, tail) = (words.places.exact(head)?, words.places.exact(tail)?);
        match (words.places.met(head, year), words.places.met(tail, year)) {
            (true, false) => Some(head),
            (false, true) => Some(tail),
            _ => None,
        }
    });
    found.next()
}

/// "DUBAIBUSAN, 20184"
pub(super) fn sides(
    words: &Vocabulary,
    group: &Group,
    written: &str,
    kind: Kind,
    body: Option<&str>,
    found: &mut EditionFound,
) -> Option<()> {
    if group.digits.len() < 5 || group.digits.len() > 8 {
        return None;
    }
    let splits = redline::splits(&words.places, &group.letters, &group.digits, kind, body);
    if splits.is_empty() {
        return None;
    }
    let edition = |side: Side| Edition {
        rev: group.rev,
        place: Some(words.places.name(side.place).to_owned()),
        year: Some(side.year),
        ..Edition::default()
    };
    let kind_of_slip = if splits.len() > 1 {
        SlipKind::UndecidedRedline
    } else {
        SlipKind::RedlineResidue
    };
    let raw = format!("{written}, {}", group.digits);
    for split in &splits {
        let (old, new) = (edition(split.old), edition(split.new));
        found
            .slips
            .push(Slip::new(kind_of_slip, &raw, &format!("{old} / {new}")));
        if split.misspelt {
            found.slips.push(Slip::new(
                SlipKind::MisspeltPlace,
                written,
                &format!("{old} / {new}"),
            ));
        }
        if split.digits_wrong {
            found.slips.push(Slip::new(
                SlipKind::ImpossibleEdition,
                &group.digits,
                &format!("{old} / {new}"),
            ));
        }
        for side in [(old, Some(Change::Deleted)), (new, Some(Change::Inserted))] {
            if !found.sides.contains(&side) {
                found.sides.push(side);
            }
        }
    }
    Some(())
}
