//! Editions: "(Rev. Dubai, 2018)", "(WTSA-16)", "(2016, last amended 2017)", "as revised in Dubai (2018)", and two
//! editions run together by a tracked change.

mod groups;
mod place;

use super::Reader;
use super::class::*;
use super::lexicon::Says;
use super::pattern::Hit;
use super::places::Meeting;
use crate::model::{Change, Edition, Kind, Slip, SlipKind};
use groups::{Group, Groups};
use std::ops::{Deref, RangeInclusive};

/// What is the year of a text.
const YEARS: RangeInclusive<u16> = 1860..=2100;

/// What is read of an edition.
#[derive(Clone, Debug, Default)]
pub(super) struct EditionFound {
    /// One side, or the two of a tracked change.
    pub(super) sides: Vec<(Edition, Option<Change>)>,
    /// The body that it names.
    pub(super) body: Option<usize>,
    /// The token behind it.
    pub(super) end: usize,
    pub(super) slips: Vec<Slip>,
    /// It is that of a session of a council: "(C16)".
    pub(super) session: bool,
}

impl EditionFound {
    fn slip(&mut self, kind: SlipKind, written: &str, meant: &str) {
        self.slips.push(Slip::new(kind, written, meant));
    }
}

/// Reads editions of texts of one kind, perhaps of one body.
#[derive(Clone, Copy)]
pub(super) struct Editions<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) kind: Kind,
    pub(super) body: Option<usize>,
}

impl<'a> Deref for Editions<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl Editions<'_> {
    /// An edition in the brackets at token `at`.
    pub(super) fn bracketed(&self, at: usize) -> Option<EditionFound> {
        if self.class(at) != OPEN {
            return None;
        }
        let strict = || {
            let groups = self.groups(at + 1)?;
            let wrong = !groups.closed || groups.doubled;
            self.interpret(groups, wrong.then_some(at))
        };
        strict().or_else(|| self.loose(at))
    }

    /// An edition in brackets behind a comma that should not be there.
    pub(super) fn behind_comma(&self, at: usize) -> Option<EditionFound> {
        let mut found = self.bracketed(at)?;
        let revised = |(edition, _): &(Edition, _)| edition.rev && edition.place.is_some();
        if !found.slips.is_empty() || !found.sides.iter().all(revised) {
            return None;
        }
        let written = format!(", {}", self.text_of(at..found.end));
        found.slip(SlipKind::Punctuation, &written, "");
        Some(found)
    }

    /// An edition whose brackets are lost.
    pub(super) fn unbracketed(&self, at: usize) -> Option<EditionFound> {
        let class = self.class(at);
        if !matches!(class, REVISED | PLACE | MARK | SESSION_MARK | NAME | CAPS) {
            return None;
        }
        let groups = self.groups(at)?;
        let [group] = groups.groups.as_slice() else {
            return None;
        };
        let (is_marked, closed) = (group.mark.is_some(), groups.closed);
        let is_dated = match is_marked {
            true => group.rev || closed,
            false => self.is_met(group),
        };
        let wrong = (!is_marked || closed).then_some(at);
        is_dated.then(|| self.interpret(groups, wrong))?
    }

    /// "Rev. Hammamet, Tunisia, 25 October - 3 November 2016": one known place and one year at which a conference met
    /// there, whatever else stands in the brackets.
    fn loose(&self, at: usize) -> Option<EditionFound> {
        let hit = self.behind(&self.rules.loose_edition, at)?;
        let mut found = self.dated(&hit)?;
        let revised = |class| matches!(class, REVISED | REVISION);
        found.sides[0].0.rev = self.any(at..found.end, revised);
        let meant = found.sides[0].0.to_string();
        found.slip(SlipKind::Punctuation, self.text_of(at..found.end), &meant);
        Some(found)
    }

    /// "revised in Dubai (2018)", "adopted in Dubai in 2018", "as revised at Bucharest in 2022"
    pub(super) fn written_out(&self, at: usize) -> Option<EditionFound> {
        let hit = self.behind(&self.rules.written_edition, at - 1)?;
        self.dated(&hit)
    }

    /// The edition of the conference that met at the place and in the year that a pattern finds.
    fn dated(&self, hit: &Hit) -> Option<EditionFound> {
        let Says::Place(place) = self.all[hit.at("place")?].says else {
            return None;
        };
        let year = self.number(hit.at("year")?)?.text.parse().ok()?;
        let edition = self.met_at(place, year, hit.has("rev"));
        let met = self.lexicon.places.met(place, year);
        met.then(|| EditionFound {
            sides: vec![(edition, None)],
            end: hit.tokens.end,
            ..EditionFound::default()
        })
    }

    /// The edition of a conference.
    fn met_at(&self, place: usize, year: u16, rev: bool) -> Edition {
        Edition {
            rev,
            place: Some(self.lexicon.places.name(place).to_owned()),
            year: Some(year),
            ..Edition::default()
        }
    }

    /// True for meetings that adopted such texts, of the body where it is known.
    fn may_be(&self, meeting: &Meeting) -> bool {
        let of_body = self.body.map(|b| &self.lexicon.bodies[b].id);
        meeting.adopts(self.kind) && of_body.is_none_or(|id| *id == meeting.body)
    }

    /// What the groups of an edition say together; `wrong`: where it begins, if its brackets are wrong.
    fn interpret(&self, groups: Groups, wrong: Option<usize>) -> Option<EditionFound> {
        let Groups {
            groups,
            closed,
            mut found,
            ..
        } = groups;
        if let Some(at) = wrong {
            let written = self.text_of(at..found.end);
            found.slip(SlipKind::Punctuation, written, "");
        } else if !closed && groups.iter().all(|g| g.mark.is_none()) {
            return None;
        }
        if let [one, other] = groups.as_slice()
            && let Some((body, edition)) = self.marked(one, other)
        {
            found.body = Some(body);
            found.sides.push((edition, None));
            return Some(found);
        }
        match groups.as_slice() {
            [first, second] if is_redline(first, second) => {
                self.two_sides([first, second], &mut found)?;
            }
            // The marks or years of several editions: the last one is meant.
            several => self.last_of(several, &mut found)?,
        }
        Some(found)
    }

    fn last_of(&self, several: &[Group], found: &mut EditionFound) -> Option<()> {
        let (last, earlier) = several.split_last()?;
        let places = &self.lexicon.places;
        let unknown = |g: &Group| !g.letters.is_empty() && places.exact(&g.letters).is_none();
        if !earlier.is_empty() && several.iter().any(unknown) {
            return None;
        }
        self.single(last, found)?;
        // "Rev. Hammamet, 2016 and Geneva, 2022"
        let revised = last.before == AND && earlier.iter().any(|g| g.rev);
        let written = |g: &Group| {
            let rev = if g.rev { "Rev." } else { "" };
            Some(format!("{rev}{}", g.mark.as_ref()?.1.mark.as_ref()?))
        };
        for (edition, _) in &mut found.sides {
            edition.rev |= revised;
            if last.mark.is_some() {
                let marks: Option<Vec<String>> = earlier.iter().map(written).collect();
                edition.earlier = marks.unwrap_or_default();
            }
        }
        Some(())
    }

    /// "Rev. Busan, 2014Dubai, 2018"
    fn two_sides(&self, [old, new]: [&Group; 2], found: &mut EditionFound) -> Option<()> {
        self.single(old, found)?;
        self.single(new, found)?;
        let [(one, is_one), (other, is_other)] = found.sides.as_mut_slice() else {
            return None;
        };
        // One "Rev." before both holds for both.
        other.rev |= one.rev;
        let newer_first = one.year > other.year;
        let changes = [Some(Change::Deleted), Some(Change::Inserted)];
        *is_one = changes[usize::from(newer_first)];
        *is_other = changes[usize::from(!newer_first)];
        let meant = format!("{one} / {other}");
        let end = self.all[found.end - 1].end;
        let written = &self.text[old.place.start..end];
        found.slip(SlipKind::RedlineResidue, written, &meant);
        Some(())
    }

    /// One group: a place and a year, a mark, a year.
    fn single(&self, group: &Group, found: &mut EditionFound) -> Option<()> {
        let mut edition = Edition {
            rev: group.rev,
            ..Edition::default()
        };
        if let Some((body, mark)) = &group.mark {
            (edition.year, edition.mark) = (mark.year, mark.mark.clone());
            found.body = Some(*body);
        } else if group.letters.is_empty() {
            let year = group.digits.parse().ok();
            edition.year = Some(year.filter(|year| YEARS.contains(year))?);
        } else {
            if group.homoglyph {
                let written = &self.text[group.place.clone()];
                found.slip(SlipKind::Homoglyph, written, "");
            }
            if let Some(looks) = &group.lookalike {
                found.slip(SlipKind::Homoglyph, looks, &group.digits);
            }
            let Some((place, year)) = self.placed(group, found) else {
                return self.fused(group, found);
            };
            (edition.place, edition.year) = (Some(place), year);
        }
        found.sides.push((edition, None));
        Some(())
    }
}

fn is_redline(first: &Group, second: &Group) -> bool {
    let dated = |g: &Group| g.digits.len() == 4 && !g.letters.is_empty();
    second.before == 0 && dated(first) && dated(second)
}
