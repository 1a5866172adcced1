//! Editions with more words than they need: "(Rev. Hammamet, Tunisia, 25 October - 3 November 2016)", "as revised in
//! Dubai (2018)".

use super::{EditionFound, Editions};
use crate::cite::class::*;
use crate::cite::lexicon::Says;
use crate::model::{Edition, Slip, SlipKind};

/// Such brackets have no more tokens.
const TOKENS: usize = 24;

impl Editions<'_> {
    /// One known place and one year at which a conference met there, whatever else stands in the brackets.
    pub(super) fn loose(&self, at: usize) -> Option<EditionFound> {
        let tokens = self.tokens;
        let (mut rev, mut place, mut year) = (false, None, None);
        let mut here = at + 1;
        loop {
            match tokens.class(here) {
                CLOSE => break,
                0 | OPEN | SEMICOLON | KIND | KINDS | KSHORT => return None,
                PLACE => {
                    if let Says::Place(found) = tokens.all[here].says
                        && place.replace(found).is_some()
                    {
                        return None;
                    }
                }
                YEAR => {
                    let found = tokens.number(here)?.text.parse().ok()?;
                    if year.replace(found).is_some() {
                        return None;
                    }
                }
                REVISED | REVISION => rev = true,
                _ => {}
            }
            here += 1;
            if here > at + TOKENS {
                return None;
            }
        }
        self.made(rev, (place?, year?), at, here + 1)
    }

    /// "revised in Dubai (2018)", "adopted in Dubai in 2018", "as revised at Bucharest in 2022"
    pub(in crate::cite) fn written_out(&self, at: usize) -> Option<EditionFound> {
        let tokens = self.tokens;
        let mut here = at + usize::from(tokens.class(at) == AS);
        let revised = match tokens.class(here) {
            REVISED | AMENDED => true,
            ADOPTED => false,
            _ => return None,
        };
        here += 1;
        if !matches!(tokens.class(here), IN | AT | A) {
            return None;
        }
        here += 1;
        let Some(Says::Place(place)) = tokens.all.get(here).map(|t| t.says.clone()) else {
            return None;
        };
        here += 1;
        let open = tokens.class(here) == OPEN;
        if matches!(tokens.class(here), OPEN | COMMA | IN | OF) {
            here += 1;
        }
        let year = tokens.number(here).filter(|_| tokens.class(here) == YEAR)?;
        let year = year.text.parse().ok()?;
        let close = usize::from(open && tokens.class(here + 1) == CLOSE);
        let mut found = self.made(revised, (place, year), at, here + 1 + close)?;
        found.slips.clear();
        Some(found)
    }

    fn made(
        &self,
        rev: bool,
        (place, year): (usize, u16),
        at: usize,
        end: usize,
    ) -> Option<EditionFound> {
        let places = &self.lexicon.places;
        let edition = Edition {
            rev,
            place: Some(places.name(place).to_owned()),
            year: Some(year),
            ..Edition::default()
        };
        let written = self.written(at, end);
        let meant = edition.to_string();
        places.met(place, year).then(|| EditionFound {
            sides: vec![(edition, None)],
            end,
            slips: vec![Slip::new(SlipKind::Punctuation, written, &meant)],
            ..EditionFound::default()
        })
    }
}
