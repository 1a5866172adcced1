//! Ranges of numbers, and the editions that members share.

use super::RANGE;
use crate::cite::adopted::{Member, Phrase};
use crate::cite::class::KINDS;
use crate::cite::edition::EditionFound;
use crate::model::SlipKind;

impl Phrase<'_> {
    /// The ends of a range from the last member to `to`.
    fn ends(members: &[Member], to: &Member) -> Option<(u32, u32)> {
        let from = members.last()?.number.text.parse().ok()?;
        Some((from, to.number.text.parse().ok()?))
    }

    pub(super) fn is_range(&self, members: &[Member], to: &Member) -> bool {
        let rising = Self::ends(members, to).is_some_and(|(from, to)| from < to);
        self.class == KINDS && rising
    }

    /// Adds what lies between the last member and `to`.
    pub(in crate::cite) fn fill_range(&self, members: &mut Vec<Member>, to: &Member) {
        let Some((from, upto)) = Self::ends(members, to) else {
            return;
        };
        if upto.saturating_sub(from) > RANGE {
            if let Some(first) = members.last_mut() {
                let written = &self.text[first.span.start..to.span.end];
                first.slip(SlipKind::LongRange, written);
            }
            return;
        }
        for n in from + 1..upto {
            let mut member = to.clone();
            member.number.text = n.to_string();
            member.clues.clear();
            member.slips.clear();
            members.push(member);
        }
    }

    /// "Resolutions 32-34": a range, but where the hyphen stands before a version.
    pub(super) fn split_ranges(&self, members: &mut Vec<Member>, before: Option<usize>) {
        let range = |member: &Member| {
            let from: u32 = member.number.text.parse().ok()?;
            let to: u32 = member.number.version.as_ref()?.parse().ok()?;
            let body = self.body_of(member).or(before);
            let versions = body.is_some_and(|b| self.lexicon.is_versioned(b));
            (!versions && from < to && to - from < RANGE).then_some(from..=to)
        };
        for member in std::mem::take(members) {
            let Some(numbers) = range(&member) else {
                members.push(member);
                continue;
            };
            for n in numbers {
                let mut one = member.clone();
                one.number.text = n.to_string();
                one.number.version = None;
                members.push(one);
            }
        }
    }
}

/// The number, the letter and the session of "43/222 A", "43/222A", "1991 A (XVIII)".
pub(super) fn parts(number: &str) -> Option<(&str, &str, &str)> {
    let (whole, session) = match number.find(" (") {
        Some(at) => number.split_at(at),
        None => (number, ""),
    };
    let letter = whole.strip_suffix(|c: char| c.is_ascii_uppercase())?;
    let digits = letter.trim_end_matches(' ');
    let counted = digits.ends_with(|c: char| c.is_ascii_digit());
    counted.then_some((digits, &whole[letter.len()..], session))
}

/// Members without an edition have that of the next one that has.
pub(in crate::cite) fn share_editions(members: &mut [Member]) {
    let mut later: Option<EditionFound> = None;
    for member in members.iter_mut().rev() {
        match &member.edition {
            Some(edition) => {
                let mut shared = edition.clone();
                shared.slips.clear();
                later = Some(shared);
            }
            None => member.edition = later.clone(),
        }
    }
}
