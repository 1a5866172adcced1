//! A place with its year or mark. Where the two sides of a tracked change run together ("DUBAIBUSAN, 20184" is Busan 2014
//! struck and Dubai 2018 inserted), the list of conferences decides which splits are possible.

use super::groups::Group;
use super::{EditionFound, Editions};
use crate::cite::places::{Meeting, Places};
use crate::model::{Change, Edition, SlipKind};
use crate::script::tidy;
use rustc_hash::FxHashSet;

/// One side: a place, and a year at which a conference met there.
type Side = (usize, u16);

impl Editions<'_> {
    /// What stands for the place of a group, and for its year; what is wrong with them goes to `found`.
    pub(super) fn placed(
        &self,
        group: &Group,
        found: &mut EditionFound,
    ) -> Option<(String, Option<u16>)> {
        let places = &self.lexicon.places;
        let written = &self.text[group.place.clone()];
        let Some(place) = places.exact(&group.letters) else {
            let year = group.year()?;
            return Some((self.unknown_place(group, year, found)?, Some(year)));
        };
        let name = places.name(place).to_owned();
        if group.digits.is_empty() {
            return Some((name, None));
        }
        if let Some(year) = group.year() {
            let meant = format!("{name}, {year}");
            if !places.met(place, year) {
                found.slip(SlipKind::ImpossibleEdition, &meant, "");
            }
            if !group.comma || group.stray {
                found.slip(SlipKind::Punctuation, written, &meant);
            }
            return Some((name, Some(year)));
        }
        let year = self.year_ending(place, &group.digits)?;
        let as_written = format!("{written}{}", group.digits);
        let meant = format!("{name}, {year}");
        found.slip(SlipKind::Punctuation, &as_written, &meant);
        Some((name, Some(year)))
    }

    /// A place that is misspelt, that runs into another one, or at which no known conference met.
    fn unknown_place(&self, group: &Group, year: u16, found: &mut EditionFound) -> Option<String> {
        let places = &self.lexicon.places;
        let written = &self.text[group.place.clone()];
        let mut near = places.near(&group.letters).into_iter();
        let misspelt = near.find(|place| places.met(*place, year));
        let misspelt = misspelt.map(|place| (place, SlipKind::MisspeltPlace));
        let fused = || {
            let place = self.fused_place(&group.letters, year)?;
            Some((place, SlipKind::RedlineResidue))
        };
        if let Some((place, kind)) = misspelt.or_else(fused) {
            let name = places.name(place);
            found.slip(kind, written, name);
            return Some(name.to_owned());
        }
        // As written, if the writing is that of an edition.
        let capital = !written.starts_with(char::is_lowercase);
        let shaped = group.rev || group.comma && capital;
        if !shaped || !super::YEARS.contains(&year) {
            return None;
        }
        let as_written = format!("{written}, {year}");
        found.slip(SlipKind::ImpossibleEdition, &as_written, "");
        Some(tidy(written))
    }

    /// The only year of a conference at `place` that ends in `digits`: "DUBAI018".
    fn year_ending(&self, place: usize, digits: &str) -> Option<u16> {
        let meetings = self.lexicon.places.meetings(place).iter();
        let years = meetings.filter(|m| self.may_be(m)).map(|m| m.year);
        let mut years = years.filter(|year| year.to_string().ends_with(digits));
        let year = years.next()?;
        years.all(|other| other == year).then_some(year)
    }

    /// "Hammamet, WTSA-16" and "WTSA-16, Hammamet".
    pub(super) fn marked(&self, one: &Group, other: &Group) -> Option<(usize, Edition)> {
        let ((body, mark), placed) = match (&one.mark, &other.mark) {
            (Some(mark), None) => (mark, other),
            (None, Some(mark)) => (mark, one),
            _ => return None,
        };
        let places = &self.lexicon.places;
        let place = places.exact(&placed.letters)?;
        let agrees = placed.digits.is_empty() || placed.year() == mark.year;
        let edition = Edition {
            rev: one.rev || other.rev,
            place: Some(places.name(place).to_owned()),
            ..mark.clone()
        };
        (agrees && places.met(place, mark.year?)).then_some((*body, edition))
    }

    /// The place that is meant where two run together before one year.
    fn fused_place(&self, run: &str, year: u16) -> Option<usize> {
        let places = &self.lexicon.places;
        let mut pairs = place_pairs(places, run, false).into_iter();
        let met = |place| places.met(place, year);
        let meant = pairs.find(|(meant, other)| met(*meant) && !met(*other))?;
        Some(meant.0)
    }

    /// Places and years of two editions that run together, perhaps with a place misspelt or a digit wrong.
    pub(super) fn fused(&self, group: &Group, found: &mut EditionFound) -> Option<()> {
        if !(5..=8).contains(&group.digits.len()) {
            return None;
        }
        let ways = [(false, false), (true, false), (false, true), (true, true)].into_iter();
        let mut read =
            ways.map(|(misspelt, wrong)| (self.splits(group, misspelt, wrong), misspelt, wrong));
        let (splits, misspelt, digits_wrong) = read.find(|(splits, ..)| !splits.is_empty())?;
        let written = &self.text[group.place.clone()];
        let raw = format!("{written}, {}", group.digits);
        let sort = match splits.len() {
            1 => SlipKind::RedlineResidue,
            _ => SlipKind::UndecidedRedline,
        };
        for split in splits {
            let [old, new] = split.map(|(place, year)| self.met_at(place, year, group.rev));
            let meant = format!("{old} / {new}");
            found.slip(sort, &raw, &meant);
            if misspelt {
                found.slip(SlipKind::MisspeltPlace, written, &meant);
            }
            if digits_wrong {
                found.slip(SlipKind::ImpossibleEdition, &group.digits, &meant);
            }
            for side in [(old, Some(Change::Deleted)), (new, Some(Change::Inserted))] {
                if !found.sides.contains(&side) {
                    found.sides.push(side);
                }
            }
        }
        Some(())
    }

    /// All readings of two places and two years that run together, by the list of conferences; both are of one body. Of
    /// each the older and the newer side.
    fn splits(&self, group: &Group, misspelt: bool, digits_wrong: bool) -> Vec<[Side; 2]> {
        let places = &self.lexicon.places;
        let mut found = Vec::new();
        for (a, b) in place_pairs(places, &group.letters, misspelt) {
            for old in places.meetings(a).iter().filter(|m| self.may_be(m)) {
                let later = |new: &&Meeting| {
                    old.body == new.body
                        && old.year < new.year
                        && is_fused(old.year, new.year, &group.digits, digits_wrong)
                };
                let new = places.meetings(b).iter().filter(later);
                found.extend(new.map(|new| [(a, old.year), (b, new.year)]));
            }
        }
        let mut seen = FxHashSet::default();
        found.retain(|split| seen.insert(*split));
        found
    }
}

/// The places that `run` may consist of, in both orders; one place twice where it is a single one.
fn place_pairs(places: &Places, run: &str, near: bool) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    if let Some(place) = places.exact(run) {
        pairs.push((place, place));
    }
    // Two letters are a place in Chinese.
    let short = run.chars().next().map_or(1, char::len_utf8) > 2;
    let least = if short { 6 } else { 4 };
    let cuts = least..(run.len() + 1).saturating_sub(least);
    for cut in cuts.filter(|cut| run.is_char_boundary(*cut)) {
        let (head, tail) = run.split_at(cut);
        let read = |part: &str| match places.exact(part) {
            Some(place) => vec![place],
            None if near => places.near(part),
            None => Vec::new(),
        };
        let tails = read(tail);
        if tails.is_empty() {
            continue;
        }
        for a in read(head) {
            for b in &tails {
                pairs.push((a, *b));
                pairs.push((*b, a));
            }
        }
    }
    pairs
}

/// True where `digits` is what is left when one year is struck and the other inserted and what they share at
/// the beginning or the end is written once: 2014 and 2018 give 20148, 20184, 20142018 …
fn is_fused(one: u16, other: u16, digits: &str, nearly: bool) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let shared = |head: usize, tail: usize| {
        one[..head] == other[..head] && one[4 - tail..] == other[4 - tail..]
    };
    let is_left =
        |fused: &str| fused == digits || nearly && strsim::osa_distance(fused, digits) == 1;
    let mut cuts = (0..4).flat_map(|head| (0..4 - head).map(move |tail| (head, tail)));
    let four = one.len() == 4 && other.len() == 4;
    four && cuts.any(|(head, tail)| {
        let (a, b) = (&one[head..4 - tail], &other[head..4 - tail]);
        let fused = |x, y| format!("{}{x}{y}{}", &one[..head], &one[4 - tail..]);
        shared(head, tail) && (is_left(&fused(a, b)) || is_left(&fused(b, a)))
    })
}
