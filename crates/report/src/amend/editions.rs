//! A citing phrase with later editions in place of those that it names.

use crate::knowledge::Knowledge;
use crate::model::{Edition, WorkId};
use std::ops::Range;

/// A work that is cited in an edition with a year, and the latest edition that is known of it.
pub(super) struct Cited<'a> {
    pub(super) id: &'a WorkId,
    pub(super) edition: &'a Edition,
    pub(super) latest: Edition,
}

impl Cited<'_> {
    pub(super) fn is_later(&self) -> bool {
        self.latest.year > self.edition.year
    }
}

/// Where an edition stands: place and year with what is between them.
struct Place {
    whole: Range<usize>,
    place: Range<usize>,
    year: Range<usize>,
}

/// The phrase with the later editions in place of the earlier ones.
///
/// # Errors
/// Why that has to be done by hand.
pub(super) fn written_anew(
    raw: &str,
    cited: &[Cited<'_>],
    later: &[&Cited<'_>],
    knowledge: &Knowledge,
    language: Option<&str>,
) -> Result<String, String> {
    let mut anew: Vec<(Range<usize>, String)> = Vec::new();
    let mut done: Vec<&Edition> = Vec::new();
    for Cited { id, edition, .. } in later {
        if done.contains(edition) {
            continue;
        }
        done.push(edition);
        let shared = cited.iter().filter(|c| c.edition == *edition);
        let shared: Vec<&Edition> = shared.map(|c| &c.latest).collect();
        let places = places(raw, edition, knowledge);
        // Each member has an edition of its own behind it, or all share what is written.
        let each: Vec<&Edition> = match shared.as_slice() {
            _ if places.is_empty() => {
                return Err(format!("the edition of {id} is not written as it is known"));
            }
            members if members.len() == places.len() => shared,
            [first, others @ ..] if others.iter().all(|l| l == first) => {
                vec![*first; places.len()]
            }
            _ => return Err("the texts of the list no longer share an edition".to_owned()),
        };
        for (place, latest) in places.into_iter().zip(each) {
            if latest.year > edition.year {
                anew.push(written(raw, place, (edition, latest), knowledge, language)?);
            }
        }
    }
    // From the end, so that the places before stay where they are.
    anew.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut new = raw.to_owned();
    for (place, text) in anew {
        new.replace_range(place, &text);
    }
    Ok(new)
}

/// Where the place and year of an edition stand, the place in whatever spelling, the year behind it or before.
fn places(text: &str, edition: &Edition, knowledge: &Knowledge) -> Vec<Place> {
    let (Some(place), Some(year)) = (&edition.place, edition.year) else {
        return Vec::new();
    };
    let year = year.to_string();
    let is_gap = |gap: &str| {
        gap.chars()
            .all(|c| ",،，年".contains(c) || c.is_whitespace())
    };
    let mut found: Vec<Place> = Vec::new();
    for spelling in knowledge.spellings_of(place) {
        for (at, _) in text.match_indices(spelling) {
            let place = at..at + spelling.len();
            if found.iter().any(|f| f.whole.contains(&place.start)) {
                continue;
            }
            let behind = text[place.end..].find(&year).map(|gap| place.end + gap);
            let behind = behind.filter(|from| is_gap(&text[place.end..*from]));
            let before = text[..at].rfind(&year);
            let before = before.filter(|from| is_gap(&text[from + year.len()..at]));
            if let Some(from) = behind.or(before) {
                let year = from..from + year.len();
                found.push(Place {
                    whole: place.start.min(year.start)..place.end.max(year.end),
                    place,
                    year,
                });
            }
        }
    }
    found.sort_by_key(|f| f.whole.start);
    found
}

/// Place and year of the later edition, as those of the earlier one are written, and where.
fn written(
    text: &str,
    at: Place,
    (old, latest): (&Edition, &Edition),
    knowledge: &Knowledge,
    language: Option<&str>,
) -> Result<(Range<usize>, String), String> {
    let (Some(place), Some(year)) = (&latest.place, latest.year) else {
        return Ok((at.whole.clone(), text[at.whole].to_owned()));
    };
    // A first edition is followed by a revised one, which every language says in its own way.
    let is_own = knowledge.is_language_of_names(language);
    let revised = match latest.rev && !old.rev {
        true if is_own => "Rev. ",
        true => return in_brackets(text, &at, (old, latest), knowledge, language),
        false => "",
    };
    let Some(place) = knowledge.place_in(place, language) else {
        return Err(format!(
            "nobody has told how {place} is spelt in the language of the text"
        ));
    };
    let year = year.to_string();
    let new = match at.place.start < at.year.start {
        true => format!("{place}{}{year}", &text[at.place.end..at.year.start]),
        false => format!("{year}{}{place}", &text[at.year.end..at.place.start]),
    };
    Ok((at.whole, format!("{revised}{new}")))
}

/// The whole bracket of a first edition as that of a revised one, where it is written as the language writes it.
fn in_brackets(
    text: &str,
    at: &Place,
    (old, latest): (&Edition, &Edition),
    knowledge: &Knowledge,
    language: Option<&str>,
) -> Result<(Range<usize>, String), String> {
    let written = |edition| knowledge.edition_in(edition, language);
    let both = written(old).zip(written(latest)).and_then(|(old, latest)| {
        let start = text[..at.whole.start].rfind(['(', '（'])?;
        text[start..]
            .starts_with(&old)
            .then(|| (start..start + old.len(), latest))
    });
    both.ok_or_else(|| {
        "no wording for a revised edition follows a rule in the language of the text".to_owned()
    })
}
