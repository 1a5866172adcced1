//! Reads an edition in brackets: "(Rev. Dubai, 2018)", "(WTSA-16)", "(2016, last amended 2017)", and two
//! editions run together by a tracked change.

mod fused;
mod groups;
mod loose;
mod place;

use super::lex::Lex;
use super::vocabulary::Vocabulary;
use crate::model::{Change, Edition, Kind, Slip, SlipKind};

/// More pieces than any edition has.
const PIECES: usize = 48;

/// What stands in the brackets.
#[derive(Clone, Debug, Default)]
pub(super) struct EditionFound {
    /// One edition, or the sides of a tracked change (or all possible ones, where that is not decided).
    pub(super) sides: Vec<(Edition, Option<Change>)>,
    /// The body that a conference mark names.
    pub(super) body: Option<String>,
    /// Behind the closing bracket.
    pub(super) end: usize,
    pub(super) slips: Vec<Slip>,
    /// It is a session that is named: "C16".
    pub(super) session: bool,
}

/// How a group is parted from the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Before {
    #[default]
    Nothing,
    Comma,
    Semicolon,
    And,
    Amended,
}

/// One edition as written: `Rev. Dubai, 2018`.
#[derive(Clone, Debug, Default)]
struct Group {
    before: Before,
    rev: bool,
    letters: String,
    /// Where the place is written.
    place: (usize, usize),
    digits: String,
    /// A conference mark: body and year.
    mark: Option<(String, u16, String)>,
    /// A comma stands between place and year.
    comma: bool,
    /// A comma stands within the place or behind "Rev.".
    stray: bool,
    homoglyph: bool,
    /// The year as written, where letters stand for some of its digits.
    lookalike: Option<String>,
}

impl Group {
    fn is_empty(&self) -> bool {
        !self.rev && self.letters.is_empty() && self.digits.is_empty() && self.mark.is_none()
    }
}

struct Groups {
    groups: Vec<Group>,
    end: usize,
    closed: bool,
    doubled: bool,
    /// A mark is that of a session.
    session: bool,
    /// A body named before place and year.
    body: Option<String>,
}

/// Reads the edition whose opening bracket stands at `at`.
pub(super) fn bracketed(
    lex: Lex,
    words: &Vocabulary,
    at: usize,
    kind: Kind,
    body: Option<&str>,
) -> Option<EditionFound> {
    if !matches!(lex.byte(at), b'(' | b'[') {
        return None;
    }
    let strict = || {
        let groups = groups::read(lex, words, at + 1)?;
        let mut slips = Vec::new();
        if !groups.closed || groups.doubled {
            slips.push(punctuation(lex, at, &groups));
        }
        interpret(lex, words, groups, kind, body, slips)
    };
    strict().or_else(|| loose::bracketed(lex, words, at))
}

/// Reads "as revised in Dubai (2018)" at `at`.
pub(super) fn written_out(lex: Lex, words: &Vocabulary, at: usize) -> Option<EditionFound> {
    loose::written_out(lex, words, at)
}

/// Reads an edition in the brackets at `at`, behind a comma that belongs elsewhere: "44, (Rev. Dubai, 2012)".
pub(super) fn behind_comma(
    lex: Lex,
    words: &Vocabulary,
    at: usize,
    kind: Kind,
    body: Option<&str>,
) -> Option<EditionFound> {
    let mut found = bracketed(lex, words, at, kind, body)?;
    let revised = |(edition, _): &(Edition, _)| edition.rev && edition.place.is_some();
    if !found.slips.is_empty() || !found.sides.iter().all(revised) {
        return None;
    }
    found.slips.push(Slip::new(
        SlipKind::Punctuation,
        &format!(", {}", &lex.text[at..found.end]),
        "",
    ));
    Some(found)
}

/// Reads an edition whose opening bracket is lost: a place and a year at which a conference met, "Rev." and
/// such a place, or a mark.
pub(super) fn unbracketed(
    lex: Lex,
    words: &Vocabulary,
    at: usize,
    kind: Kind,
    body: Option<&str>,
) -> Option<EditionFound> {
    // Most of what stands behind numbers is prose: its first word is small.
    if let Some(word) = lex.word(at)
        && !(word.capital || words.revised.holds(&word))
    {
        return None;
    }
    let groups = groups::read(lex, words, at)?;
    let [group] = groups.groups.as_slice() else {
        return None;
    };
    let dated = match (&group.mark, words.places.exact(&group.letters)) {
        (Some(_), _) => group.rev || groups.closed,
        (None, Some(place)) => group
            .digits
            .parse()
            .is_ok_and(|year| words.places.met(place, year)),
        (None, None) => false,
    };
    if !dated {
        return None;
    }
    let slips = match group.mark {
        Some(_) if !groups.closed => Vec::new(),
        _ => vec![punctuation(lex, at, &groups)],
    };
    interpret(lex, words, groups, kind, body, slips)
}

fn punctuation(lex: Lex, at: usize, groups: &Groups) -> Slip {
    Slip::new(SlipKind::Punctuation, &lex.text[at..groups.end], "")
}

fn interpret(
    lex: Lex,
    words: &Vocabulary,
    groups: Groups,
    kind: Kind,
    body: Option<&str>,
    slips: Vec<Slip>,
) -> Option<EditionFound> {
    let mut found = EditionFound {
        end: groups.end,
        session: groups.session,
        slips,
        ..EditionFound::default()
    };
    if !groups.closed && found.slips.is_empty() && groups.groups.iter().all(|g| g.mark.is_none()) {
        return None;
    }
    if let [one, other] = groups.groups.as_slice()
        && let Some(edition) = place::marked(words, one, other)
    {
        found.body = edition.0;
        found.sides.push((edition.1, None));
        return Some(found);
    }
    found.body = groups.body;
    match groups.groups.as_slice() {
        [group] => single(lex, words, group, kind, body, &mut found)?,
        [first, second]
            if second.before == Before::Nothing
                && first.digits.len() == 4
                && second.digits.len() == 4
                && !first.letters.is_empty()
                && !second.letters.is_empty() =>
        {
            two_sides(lex, words, [first, second], kind, &mut found)?;
        }
        // The marks or years of several editions: the last one is meant.
        several => {
            let (last, earlier) = several.split_last()?;
            single(lex, words, last, kind, body, &mut found)?;
            // "Rev. Hammamet, 2016 and Geneva, 2022"
            if last.before == Before::And && earlier.iter().any(|g| g.rev) {
                found
                    .sides
                    .iter_mut()
                    .for_each(|(edition, _)| edition.rev = true);
            }
            let marked = |g: &Group| Some((g.rev, g.mark.as_ref()?.2.clone()));
            let earlier: Option<Vec<_>> = earlier.iter().map(marked).collect();
            if let (Some(earlier), Some((edition, _)), true) =
                (earlier, found.sides.first_mut(), last.mark.is_some())
            {
                let write = |(rev, mark)| format!("{}{mark}", if rev { "Rev." } else { "" });
                edition.earlier = earlier.into_iter().map(write).collect();
            }
            if several
                .iter()
                .any(|g| !g.letters.is_empty() && words.places.exact(&g.letters).is_none())
            {
                return None;
            }
        }
    }
    Some(found)
}

/// "Rev. Busan, 2014Dubai, 2018"
fn two_sides(
    lex: Lex,
    words: &Vocabulary,
    groups: [&Group; 2],
    kind: Kind,
    found: &mut EditionFound,
) -> Option<()> {
    let mut sides = Vec::new();
    for group in groups {
        let mut one = EditionFound::default();
        single(lex, words, group, kind, None, &mut one)?;
        found.slips.append(&mut one.slips);
        sides.push(one.sides.into_iter().next()?.0);
    }
    // One "Rev." before both holds for both.
    if sides[0].rev {
        sides[1].rev = true;
    }
    let newer_first = sides[0].year > sides[1].year;
    found.slips.push(Slip::new(
        SlipKind::RedlineResidue,
        &lex.text[groups[0].place.0..found.end],
        &format!("{} / {}", sides[0], sides[1]),
    ));
    for (i, side) in sides.into_iter().enumerate() {
        let change = if (i == 0) == newer_first {
            Change::Inserted
        } else {
            Change::Deleted
        };
        found.sides.push((side, Some(change)));
    }
    Some(())
}

/// One group; it may still be two editions whose places and years run together.
fn single(
    lex: Lex,
    words: &Vocabulary,
    group: &Group,
    kind: Kind,
    body: Option<&str>,
    found: &mut EditionFound,
) -> Option<()> {
    let mut edition = Edition {
        rev: group.rev,
        ..Edition::default()
    };
    if let Some((body, year, mark)) = &group.mark {
        edition.year = Some(*year);
        edition.mark = Some(mark.clone());
        found.body = Some(body.clone());
        found.sides.push((edition, None));
        return Some(());
    }
    if group.letters.is_empty() {
        let year = group
            .digits
            .parse()
            .ok()
            .filter(|y| (1860..=2100).contains(y))?;
        edition.year = Some(year);
        found.sides.push((edition, None));
        return Some(());
    }
    let written = lex.text[group.place.0..group.place.1].to_owned();
    let year: Option<u16> = (group.digits.len() == 4)
        .then(|| group.digits.parse().ok())
        .flatten();
    if group.homoglyph {
        found
            .slips
            .push(Slip::new(SlipKind::Homoglyph, &written, ""));
    }
    if let Some(written) = &group.lookalike {
        let meant = &group.digits;
        found
            .slips
            .push(Slip::new(SlipKind::Homoglyph, written, meant));
    }
    if let Some(place) = words.places.exact(&group.letters) {
        return place::known(
            words, group, place, year, edition, &written, kind, body, found,
        );
    }
    if let Some(year) = year {
        let near = words.places.near(&group.letters);
        let met = near.into_iter().find(|p| words.places.met(*p, year));
        let misspelt = met.map(|place| (place, SlipKind::MisspeltPlace));
        let fused = || {
            let place = fused::place(words, &group.letters, year)?;
            Some((place, SlipKind::RedlineResidue))
        };
        if let Some((place, kind)) = misspelt.or_else(fused) {
            let name = words.places.name(place);
            found.slips.push(Slip::new(kind, &written, name));
            edition.place = Some(name.to_owned());
            edition.year = Some(year);
            found.sides.push((edition, None));
            return Some(());
        }
        // A place that no known conference met at: as written, if the writing is that of an edition.
        let shaped = (group.comma || group.rev)
            && lex
                .word(group.place.0)
                .is_some_and(|w| w.capital || group.rev);
        if !shaped || !(1860..=2100).contains(&year) {
            return None;
        }
        found.slips.push(Slip::new(
            SlipKind::ImpossibleEdition,
            &format!("{written}, {year}"),
            "",
        ));
        edition.place = Some(tidy(&written));
        edition.year = Some(year);
        found.sides.push((edition, None));
        return Some(());
    }
    fused::sides(words, group, &written, kind, body, found)
}

/// A conference mark with plain hyphens and spaces.
fn mark_text(written: &str) -> String {
    let plain: String = written
        .chars()
        .map(|c| if super::lex::is_hyphen(c) { '-' } else { c })
        .collect();
    tidy(&plain)
}

/// A place as written, with plain spaces.
fn tidy(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}
