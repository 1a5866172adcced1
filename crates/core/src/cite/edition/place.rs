//! A known place with its year or mark, and places and years that run together: "DUBAIBUSAN, 20184".

use super::groups::Group;
use super::{EditionFound, Editions};
use crate::cite::redline::{self, Side};
use crate::model::{Change, Edition, Slip, SlipKind};

impl Editions<'_> {
    /// A known place and what stands beside it.
    pub(super) fn known_place(
        &self,
        group: &Group,
        place: usize,
        year: Option<u16>,
        mut edition: Edition,
        written: &str,
        found: &mut EditionFound,
    ) -> Option<()> {
        let places = &self.lexicon.places;
        let name = places.name(place).to_owned();
        match year {
            Some(year) => {
                let meant = format!("{name}, {year}");
                if !places.met(place, year) {
                    found
                        .slips
                        .push(Slip::new(SlipKind::ImpossibleEdition, &meant, ""));
                }
                if !group.comma || group.stray {
                    found
                        .slips
                        .push(Slip::new(SlipKind::Punctuation, written, &meant));
                }
                edition.year = Some(year);
            }
            None if group.digits.is_empty() => {}
            None if group.digits.len() < 4 => {
                let year = self.year_ending(place, &group.digits)?;
                let meant = format!("{name}, {year}");
                let as_written = format!("{written}{}", group.digits);
                found
                    .slips
                    .push(Slip::new(SlipKind::Punctuation, &as_written, &meant));
                edition.year = Some(year);
            }
            None => return self.fused(group, written, found),
        }
        edition.place = Some(name);
        found.sides.push((edition, None));
        Some(())
    }

    /// The only year of a conference at `place` that ends in `digits`: "DUBAI018".
    fn year_ending(&self, place: usize, digits: &str) -> Option<u16> {
        let body = self.body.map(|b| self.lexicon.bodies[b].id.as_str());
        let mut years: Vec<u16> = self
            .lexicon
            .places
            .meetings(place)
            .iter()
            .filter(|m| m.adopts(self.kind) && body.is_none_or(|b| b == m.body))
            .map(|m| m.year)
            .filter(|y| y.to_string().ends_with(digits))
            .collect();
        years.dedup();
        match years.as_slice() {
            [year] => Some(*year),
            _ => None,
        }
    }

    /// "Hammamet, WTSA-16" and "WTSA-16, Hammamet".
    pub(super) fn marked(&self, one: &Group, other: &Group) -> Option<(usize, Edition)> {
        let (mark, placed) = match (&one.mark, &other.mark) {
            (Some(mark), None) => (mark, other),
            (None, Some(mark)) => (mark, one),
            _ => return None,
        };
        let places = &self.lexicon.places;
        let place = places.exact(&placed.letters)?;
        let agrees = placed.digits.is_empty() || placed.digits == mark.year.to_string();
        let edition = Edition {
            rev: one.rev || other.rev,
            place: Some(places.name(place).to_owned()),
            year: Some(mark.year),
            mark: Some(mark.written.clone()),
            ..Edition::default()
        };
        (agrees && places.met(place, mark.year)).then_some((mark.body, edition))
    }

    /// The place that is meant where two run together before one year.
    pub(super) fn fused_place(&self, run: &str, year: u16) -> Option<usize> {
        let places = &self.lexicon.places;
        let cuts = (1..run.len()).filter(|cut| run.is_char_boundary(*cut));
        let mut found = cuts.filter_map(|cut| {
            let (head, tail) = run.split_at(cut);
            let (head, tail) = (places.exact(head)?, places.exact(tail)?);
            match (places.met(head, year), places.met(tail, year)) {
                (true, false) => Some(head),
                (false, true) => Some(tail),
                _ => None,
            }
        });
        found.next()
    }

    /// Places and years of two editions that run together.
    pub(super) fn fused(
        &self,
        group: &Group,
        written: &str,
        found: &mut EditionFound,
    ) -> Option<()> {
        if group.digits.len() < 5 || group.digits.len() > 8 {
            return None;
        }
        let places = &self.lexicon.places;
        let body = self.body.map(|b| self.lexicon.bodies[b].id.as_str());
        let splits = redline::splits(places, &group.letters, &group.digits, self.kind, body);
        let edition = |side: Side| Edition {
            rev: group.rev,
            place: Some(places.name(side.place).to_owned()),
            year: Some(side.year),
            ..Edition::default()
        };
        let sort = match splits.len() {
            0 => return None,
            1 => SlipKind::RedlineResidue,
            _ => SlipKind::UndecidedRedline,
        };
        let raw = format!("{written}, {}", group.digits);
        for split in &splits {
            let (old, new) = (edition(split.old), edition(split.new));
            let meant = format!("{old} / {new}");
            found.slips.push(Slip::new(sort, &raw, &meant));
            if split.misspelt {
                let slip = Slip::new(SlipKind::MisspeltPlace, written, &meant);
                found.slips.push(slip);
            }
            if split.digits_wrong {
                let slip = Slip::new(SlipKind::ImpossibleEdition, &group.digits, &meant);
                found.slips.push(slip);
            }
            for side in [(old, Some(Change::Deleted)), (new, Some(Change::Inserted))] {
                if !found.sides.contains(&side) {
                    found.sides.push(side);
                }
            }
        }
        Some(())
    }
}
