//! Editions: "(Rev. Dubai, 2018)", "(WTSA-16)", "(2016, last amended 2017)", "as revised in Dubai (2018)", and two
//! editions run together by a tracked change.

mod groups;
mod loose;
mod place;

use super::class::*;
use super::lexicon::Lexicon;
use super::rules::Rules;
use super::tokens::Tokens;
use crate::model::{Change, Edition, Kind, Slip, SlipKind};
use groups::{Group, Groups};
use std::ops::{Range, RangeInclusive};

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
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) rules: &'a Rules,
    pub(super) kind: Kind,
    pub(super) body: Option<usize>,
}

impl Editions<'_> {
    /// An edition in the brackets at token `at`.
    pub(super) fn bracketed(&self, at: usize) -> Option<EditionFound> {
        if self.tokens.class(at) != OPEN {
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
        let written = format!(", {}", self.written(at..found.end));
        found.slip(SlipKind::Punctuation, &written, "");
        Some(found)
    }

    /// An edition whose brackets are lost.
    pub(super) fn unbracketed(&self, at: usize) -> Option<EditionFound> {
        let class = self.tokens.class(at);
        if !matches!(class, REVISED | PLACE | MARK | SESSION_MARK | NAME | CAPS) {
            return None;
        }
        let groups = self.groups(at)?;
        let [group] = groups.groups.as_slice() else {
            return None;
        };
        let places = &self.lexicon.places;
        let is_marked = group.mark.is_some();
        let dated = match places.exact(&group.letters).zip(group.year()) {
            _ if is_marked => group.rev || groups.closed,
            Some((place, year)) => places.met(place, year),
            None => false,
        };
        let wrong = !is_marked || groups.closed;
        dated.then(|| self.interpret(groups, wrong.then_some(at)))?
    }

    /// These tokens as written.
    fn written(&self, tokens: Range<usize>) -> &str {
        let all = &self.tokens.all;
        &self.tokens.text[all[tokens.start].start..all[tokens.end - 1].end]
    }

    /// What the groups of an edition say together; `wrong`: where it begins, if its brackets are wrong.
    fn interpret(&self, groups: Groups, wrong: Option<usize>) -> Option<EditionFound> {
        let mut found = EditionFound {
            end: groups.end,
            session: groups.session,
            body: groups.body,
            ..EditionFound::default()
        };
        if let Some(at) = wrong {
            found.slip(SlipKind::Punctuation, self.written(at..groups.end), "");
        }
        let unmarked = groups.groups.iter().all(|g| g.mark.is_none());
        if !groups.closed && wrong.is_none() && unmarked {
            return None;
        }
        if let [one, other] = groups.groups.as_slice()
            && let Some((body, edition)) = self.marked(one, other)
        {
            found.body = Some(body);
            found.sides.push((edition, None));
            return Some(found);
        }
        match groups.groups.as_slice() {
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
        for (edition, _) in &mut found.sides {
            edition.rev |= revised;
        }
        let written = |g: &Group| {
            let rev = if g.rev { "Rev." } else { "" };
            Some(format!("{rev}{}", g.mark.as_ref()?.1.mark.as_ref()?))
        };
        if let (Some((edition, _)), Some(_)) = (found.sides.first_mut(), &last.mark) {
            let marks: Option<Vec<String>> = earlier.iter().map(written).collect();
            edition.earlier = marks.unwrap_or_default();
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
        let end = self.tokens.all[found.end - 1].end;
        let written = &self.tokens.text[old.place.start..end];
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
                let written = &self.tokens.text[group.place.clone()];
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

fn tidy(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}
