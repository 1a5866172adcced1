//! Editions: "(Rev. Dubai, 2018)", "(WTSA-16)", "(2016, last amended 2017)", "as revised in Dubai (2018)", and two
//! editions run together by a tracked change.

mod groups;
mod loose;
mod place;

use super::class::*;
use super::lexicon::Lexicon;
use super::tokens::Tokens;
use crate::model::{Change, Edition, Kind, Slip, SlipKind};
use groups::{Before, Group, Groups};

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

/// Reads editions of texts of one kind, perhaps of one body.
#[derive(Clone, Copy)]
pub(super) struct Editions<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) lexicon: &'a Lexicon,
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
            let mut slips = Vec::new();
            if !groups.closed || groups.doubled {
                slips.push(self.punctuation(at, &groups));
            }
            self.interpret(groups, slips)
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
        let written = format!(", {}", self.written(at, found.end));
        found
            .slips
            .push(Slip::new(SlipKind::Punctuation, &written, ""));
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
        let dated = match (&group.mark, places.exact(&group.letters)) {
            (Some(_), _) => group.rev || groups.closed,
            (None, Some(place)) => group
                .digits
                .parse()
                .is_ok_and(|year| places.met(place, year)),
            (None, None) => false,
        };
        if !dated {
            return None;
        }
        let slips = match group.mark {
            Some(_) if !groups.closed => Vec::new(),
            _ => vec![self.punctuation(at, &groups)],
        };
        self.interpret(groups, slips)
    }

    /// The text from token `from` up to token `to`.
    fn written(&self, from: usize, to: usize) -> &str {
        let all = &self.tokens.all;
        match to.checked_sub(1).and_then(|last| all.get(last)) {
            Some(last) if to > from => &self.tokens.text[all[from].start..last.end],
            _ => "",
        }
    }

    fn punctuation(&self, at: usize, groups: &Groups) -> Slip {
        Slip::new(SlipKind::Punctuation, self.written(at, groups.end), "")
    }

    /// What the groups of an edition say together.
    fn interpret(&self, groups: Groups, slips: Vec<Slip>) -> Option<EditionFound> {
        let mut found = EditionFound {
            end: groups.end,
            session: groups.session,
            slips,
            ..EditionFound::default()
        };
        let unmarked = groups.groups.iter().all(|g| g.mark.is_none());
        if !groups.closed && found.slips.is_empty() && unmarked {
            return None;
        }
        if let [one, other] = groups.groups.as_slice()
            && let Some((body, edition)) = self.marked(one, other)
        {
            found.body = Some(body);
            found.sides.push((edition, None));
            return Some(found);
        }
        found.body = groups.body;
        match groups.groups.as_slice() {
            [group] => self.single(group, &mut found)?,
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
        self.single(last, found)?;
        // "Rev. Hammamet, 2016 and Geneva, 2022"
        if last.before == Before::And && earlier.iter().any(|g| g.rev) {
            found
                .sides
                .iter_mut()
                .for_each(|(edition, _)| edition.rev = true);
        }
        let marked = |g: &Group| Some((g.rev, g.mark.as_ref()?.written.clone()));
        let marks: Option<Vec<_>> = earlier.iter().map(marked).collect();
        if let (Some(marks), Some((edition, _)), true) =
            (marks, found.sides.first_mut(), last.mark.is_some())
        {
            let write = |(rev, mark)| format!("{}{mark}", if rev { "Rev." } else { "" });
            edition.earlier = marks.into_iter().map(write).collect();
        }
        let unknown =
            |g: &Group| !g.letters.is_empty() && self.lexicon.places.exact(&g.letters).is_none();
        (!several.iter().any(unknown)).then_some(())
    }

    /// "Rev. Busan, 2014Dubai, 2018"
    fn two_sides(&self, groups: [&Group; 2], found: &mut EditionFound) -> Option<()> {
        let mut sides = Vec::new();
        for group in groups {
            let mut one = EditionFound::default();
            self.single(group, &mut one)?;
            found.slips.append(&mut one.slips);
            sides.push(one.sides.into_iter().next()?.0);
        }
        // One "Rev." before both holds for both.
        if sides[0].rev {
            sides[1].rev = true;
        }
        let newer_first = sides[0].year > sides[1].year;
        let all = &self.tokens.all;
        let end = found.end.checked_sub(1).map_or(0, |last| all[last].end);
        found.slips.push(Slip::new(
            SlipKind::RedlineResidue,
            &self.tokens.text[groups[0].place.0..end],
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

    /// One group: a place and a year, a mark, a year.
    fn single(&self, group: &Group, found: &mut EditionFound) -> Option<()> {
        let mut edition = Edition {
            rev: group.rev,
            ..Edition::default()
        };
        if let Some(mark) = &group.mark {
            edition.year = Some(mark.year);
            edition.mark = Some(mark.written.clone());
            found.body = Some(mark.body);
            found.sides.push((edition, None));
            return Some(());
        }
        if group.letters.is_empty() {
            let year = group.digits.parse().ok();
            edition.year = Some(year.filter(|y| (1860..=2100).contains(y))?);
            found.sides.push((edition, None));
            return Some(());
        }
        let written = self.tokens.text[group.place.0..group.place.1].to_owned();
        if group.homoglyph {
            found
                .slips
                .push(Slip::new(SlipKind::Homoglyph, &written, ""));
        }
        if let Some(looks) = &group.lookalike {
            found
                .slips
                .push(Slip::new(SlipKind::Homoglyph, looks, &group.digits));
        }
        let year: Option<u16> = (group.digits.len() == 4)
            .then(|| group.digits.parse().ok())
            .flatten();
        if let Some(place) = self.lexicon.places.exact(&group.letters) {
            return self.known_place(group, place, year, edition, &written, found);
        }
        match year {
            Some(year) => self.unknown_place(group, year, edition, &written, found),
            None => self.fused(group, &written, found),
        }
    }

    /// A place that is misspelt, that runs into another one, or at which no known conference met.
    fn unknown_place(
        &self,
        group: &Group,
        year: u16,
        mut edition: Edition,
        written: &str,
        found: &mut EditionFound,
    ) -> Option<()> {
        let places = &self.lexicon.places;
        let near = places.near(&group.letters);
        let met = near.into_iter().find(|p| places.met(*p, year));
        let misspelt = met.map(|place| (place, SlipKind::MisspeltPlace));
        let fused = || {
            Some((
                self.fused_place(&group.letters, year)?,
                SlipKind::RedlineResidue,
            ))
        };
        if let Some((place, kind)) = misspelt.or_else(fused) {
            let name = places.name(place);
            found.slips.push(Slip::new(kind, written, name));
            edition.place = Some(name.to_owned());
            edition.year = Some(year);
            found.sides.push((edition, None));
            return Some(());
        }
        // As written, if the writing is that of an edition.
        let capital = !written.starts_with(char::is_lowercase);
        let shaped = group.rev || group.comma && capital;
        if !shaped || !(1860..=2100).contains(&year) {
            return None;
        }
        let as_written = format!("{written}, {year}");
        found
            .slips
            .push(Slip::new(SlipKind::ImpossibleEdition, &as_written, ""));
        edition.place = Some(tidy(written));
        edition.year = Some(year);
        found.sides.push((edition, None));
        Some(())
    }
}

fn is_redline(first: &Group, second: &Group) -> bool {
    second.before == Before::Nothing
        && first.digits.len() == 4
        && second.digits.len() == 4
        && !first.letters.is_empty()
        && !second.letters.is_empty()
}

/// The mark of a conference as it is printed, whatever its hyphen.
fn mark_text(written: &str) -> String {
    let hyphen = |c: char| crate::script::is_hyphen(c);
    let plain: String = written
        .chars()
        .map(|c| if hyphen(c) { '-' } else { c })
        .collect();
    tidy(&plain)
}

fn tidy(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}
