//! Editions with more words than they need: "(Rev. Hammamet, Tunisia, 25 October - 3 November 2016)", "as revised in
//! Dubai (2018)".

use super::{EditionFound, Editions};
use crate::cite::class::*;
use crate::cite::lexicon::Says;
use crate::model::{Edition, SlipKind};

/// Such brackets have no more tokens.
const TOKENS: usize = 24;

impl Editions<'_> {
    /// One known place and one year at which a conference met there, whatever else stands in the brackets.
    pub(super) fn loose(&self, at: usize) -> Option<EditionFound> {
        let tokens = self.tokens;
        let mut inside = at + 1..at + 1 + TOKENS;
        let close = inside.find(|i| tokens.class(*i) == CLOSE)?;
        let inside = at + 1..close;
        if tokens.any(inside.clone(), |class| {
            is_kind(class) || matches!(class, OPEN | SEMICOLON)
        }) {
            return None;
        }
        let only = |class: u8| {
            let mut all = inside.clone().filter(|i| tokens.class(*i) == class);
            all.next().filter(|_| all.next().is_none())
        };
        let revised = |class| matches!(class, REVISED | REVISION);
        let rev = tokens.any(inside.clone(), revised);
        let mut found = self.dated(rev, only(PLACE)?, only(YEAR)?, close + 1)?;
        let meant = found.sides[0].0.to_string();
        found.slip(SlipKind::Punctuation, self.written(at..close + 1), &meant);
        Some(found)
    }

    /// "revised in Dubai (2018)", "adopted in Dubai in 2018", "as revised at Bucharest in 2022"
    pub(in crate::cite) fn written_out(&self, at: usize) -> Option<EditionFound> {
        let class = |i: usize| self.tokens.class(i);
        let verb = at + usize::from(class(at) == AS);
        let place = verb + 2;
        let sign = matches!(class(place + 1), OPEN | COMMA | IN | OF);
        let year = place + 1 + usize::from(sign);
        let close = class(place + 1) == OPEN && class(year + 1) == CLOSE;
        let rev = matches!(class(verb), REVISED | AMENDED);
        let led = (rev || class(verb) == ADOPTED) && matches!(class(verb + 1), IN | AT | A);
        if !led || class(year) != YEAR {
            return None;
        }
        let end = year + 1 + usize::from(close || class(year + 1) == YEAR_SIGN);
        self.dated(rev, place, year, end)
    }

    /// The edition of the conference that met at the place and in the year that these tokens name.
    fn dated(&self, rev: bool, place: usize, year: usize, end: usize) -> Option<EditionFound> {
        let places = &self.lexicon.places;
        let Says::Place(place) = self.tokens.all.get(place)?.says else {
            return None;
        };
        let year = self.tokens.number(year)?.text.parse().ok()?;
        let edition = Edition {
            rev,
            place: Some(places.name(place).to_owned()),
            year: Some(year),
            ..Edition::default()
        };
        places.met(place, year).then(|| EditionFound {
            sides: vec![(edition, None)],
            end,
            ..EditionFound::default()
        })
    }
}
