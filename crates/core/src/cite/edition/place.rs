//! A known place, and the year or conference mark beside it.

use super::{EditionFound, Group, fused};
use crate::cite::vocabulary::Vocabulary;
use crate::model::{Edition, Kind, Slip, SlipKind};

/// Reads the year behind the known `place`, or what a slip left of it.
#[allow(clippy::too_many_arguments)]
pub(super) fn known(
    words: &Vocabulary,
    group: &Group,
    place: usize,
    year: Option<u16>,
    mut edition: Edition,
    written: &str,
    kind: Kind,
    body: Option<&str>,
    found: &mut EditionFound,
) -> Option<()> {
    let name = words.places.name(place).to_owned();
    match year {
        Some(year) => {
            if !words.places.met(place, year) {
                found.slips.push(Slip::new(
                    SlipKind::ImpossibleEdition,
                    &format!("{name}, {year}"),
                    "",
                ));
            }
            if !group.comma || group.stray {
                let meant = format!("{name}, {year}");
                found
                    .slips
                    .push(Slip::new(SlipKind::Punctuation, written, &meant));
            }
            edition.year = Some(year);
        }
        None if group.digits.is_empty() => {
            if !group.rev {
                return None;
            }
        }
        None if group.digits.len() < 4 => {
            let mut years: Vec<u16> = words
                .places
                .meetings(place)
                .iter()
                .filter(|m| m.adopts(kind) && body.is_none_or(|b| b == m.body))
                .map(|m| m.year)
                .filter(|y| y.to_string().ends_with(&group.digits))
                .collect();
            years.dedup();
            let [year] = years.as_slice() else {
                return None;
            };
            let meant = format!("{name}, {year}");
            found.slips.push(Slip::new(
                SlipKind::Punctuation,
                &format!("{written}{}", group.digits),
                &meant,
            ));
            edition.year = Some(*year);
        }
        None => return fused::sides(words, group, written, kind, body, found),
    }
    edition.place = Some(name);
    found.sides.push((edition, None));
    Some(())
}

/// "WTSA-16, Hammamet", "Rev. Hammamet, WTSA-16", "WTSA-16, Hammamet, 2016": the body, and the edition where a
/// conference met there then.
pub(super) fn marked(
    words: &Vocabulary,
    one: &Group,
    other: &Group,
) -> Option<(Option<String>, Edition)> {
    let (marked, placed) = match (&one.mark, &other.mark) {
        (Some(mark), None) => (mark, other),
        (None, Some(mark)) => (mark, one),
        _ => return None,
    };
    let (body, year, mark) = marked;
    let place = words.places.exact(&placed.letters)?;
    let agrees = placed.digits.is_empty() || placed.digits == year.to_string();
    let edition = Edition {
        rev: one.rev || other.rev,
        place: Some(words.places.name(place).to_owned()),
        year: Some(*year),
        mark: Some(mark.clone()),
        ..Edition::default()
    };
    (agrees && words.places.met(place, *year)).then(|| (Some(body.clone()), edition))
}
