//! Editions with more words than they need: "(Rev. Hammamet, Tunisia, 25 October - 3 November 2016)", "as revised in
//! Dubai (2018)".

use super::{EditionFound, Editions};
use crate::cite::class::*;
use crate::cite::lexicon::Says;
use crate::cite::pattern::Hit;
use crate::model::{Edition, SlipKind};

impl Editions<'_> {
    /// One known place and one year at which a conference met there, whatever else stands in the brackets.
    pub(super) fn loose(&self, at: usize) -> Option<EditionFound> {
        let hit = self.tokens.behind(&self.rules.loose_edition, at)?;
        let mut found = self.dated(&hit)?;
        let revised = |class| matches!(class, REVISED | REVISION);
        found.sides[0].0.rev = self.tokens.any(at..found.end, revised);
        let meant = found.sides[0].0.to_string();
        found.slip(SlipKind::Punctuation, self.written(at..found.end), &meant);
        Some(found)
    }

    /// "revised in Dubai (2018)", "adopted in Dubai in 2018", "as revised at Bucharest in 2022"
    pub(in crate::cite) fn written_out(&self, at: usize) -> Option<EditionFound> {
        let hit = self.tokens.behind(&self.rules.written_edition, at - 1)?;
        self.dated(&hit)
    }

    /// The edition of the conference that met at the place and in the year that a pattern finds.
    fn dated(&self, hit: &Hit) -> Option<EditionFound> {
        let tokens = self.tokens;
        let places = &self.lexicon.places;
        let Says::Place(place) = tokens.all[tokens.group(hit, "place")?.start].says else {
            return None;
        };
        let year = tokens.number(tokens.group(hit, "year")?.start)?;
        let year = year.text.parse().ok()?;
        let edition = Edition {
            rev: hit.get("rev").is_some(),
            place: Some(places.name(place).to_owned()),
            year: Some(year),
            ..Edition::default()
        };
        places.met(place, year).then(|| EditionFound {
            sides: vec![(edition, None)],
            end: tokens.tokens_of(hit.span).end,
            ..EditionFound::default()
        })
    }
}
