//! Ranges of numbers, the editions that members of a list share, and what a phrase writes of each, in the words of the model.

use super::list::RANGE;
use super::{Member, Named, Phrase};
use crate::cite::class::KINDS;
use crate::cite::edition::EditionFound;
use crate::model::{Clue, ClueSort, Edition, Says, SlipKind, Written};

impl Member {
    fn numbered(&self, number: u32) -> Self {
        let mut one = self.clone();
        one.number.text = number.to_string();
        one
    }

    /// The text of that number of a further body.
    fn of(&self, body: Clue) -> Self {
        let mut one = self.clone();
        let stays = |c: &Clue| c.sort > ClueSort::Behind && c.sort != ClueSort::List;
        one.clues.retain(stays);
        one.clues.push(body);
        one
    }
}

impl Phrase<'_> {
    /// Adds what lies between the last member and `to`.
    pub(super) fn fill_range(&self, members: &mut Vec<Member>, to: &Member) {
        let Some((from, upto)) = ends(members, to) else {
            return;
        };
        if upto.saturating_sub(from) > RANGE {
            if let Some(first) = members.last_mut() {
                let written = &self.text[first.span.start..to.span.end];
                first.slip(SlipKind::LongRange, written);
            }
            return;
        }
        let like = Member {
            clues: Vec::new(),
            slips: Vec::new(),
            ..to.clone()
        };
        members.extend((from + 1..upto).map(|n| like.numbered(n)));
    }

    /// "Resolutions 32-34": a range, but where the hyphen stands before a version.
    pub(super) fn split_ranges(&self, members: &mut Vec<Member>, before: Option<usize>) {
        let range = |member: &Member| {
            let from: u32 = member.number.text.parse().ok()?;
            let to: u32 = member.number.version.as_ref()?.parse().ok()?;
            let versions = self.lexicon.is_versioned(self.body_of(member).or(before));
            (!versions && from < to && to - from < RANGE).then_some(from..=to)
        };
        for member in std::mem::take(members) {
            let Some(numbers) = range(&member) else {
                members.push(member);
                continue;
            };
            let mut like = member;
            like.number.version = None;
            members.extend(numbers.map(|n| like.numbered(n)));
        }
    }

    /// The members as the model has them, with the body that is named before all of them.
    pub(super) fn texts(&self, members: Vec<Member>, before: Option<Named>) -> Vec<Written> {
        let parted = members.len() > 1 && self.class != KINDS;
        let mut all = Vec::with_capacity(members.len());
        for (i, mut member) in members.into_iter().enumerate() {
            if let Some(named) = &before {
                self.take_before(&mut member, named, i == 0, parted);
            }
            let both = std::mem::take(&mut member.both).into_iter();
            let further: Vec<Member> = both.map(|clue| member.of(clue)).collect();
            for one in std::iter::once(member).chain(further) {
                self.write(one, &mut all);
            }
        }
        all
    }

    /// Says of a member who is named before the word; `parted`: the word is one, of several members.
    fn take_before(&self, member: &mut Member, named: &Named, first: bool, parted: bool) {
        let mut clue = named.clue.clone();
        if !member.named() {
            member.both.extend(named.both.iter().cloned());
            if !first && clue.says != Says::Citing {
                clue.sort = ClueSort::List;
            }
            member.year = member.year.or(named.year);
            member.clues.push(clue);
        } else if !parted && !member.clues.iter().any(|c| c.says == Says::Citing) {
            // "PP Resolutions 101 and 102 of WTSA": both are said.
            if member.clues.iter().any(|c| c.says == clue.says) {
                member.year = member.year.or(named.year);
            }
            member.clues.push(clue);
        }
    }

    fn write(&self, member: Member, all: &mut Vec<Written>) {
        let mut one = Written::numbered(self.kind, member.number.text, member.span);
        (one.clues, one.slips, one.dated) = (member.clues, member.slips, member.dated);
        one.edition.version = member.number.version;
        let Some(found) = member.edition else {
            one.edition.year = member.year;
            all.push(one);
            return;
        };
        one.slips.extend(found.slips);
        if let Some(body) = found.body {
            let body = &self.lexicon.bodies[body].id;
            let clue = Clue::of(body, ClueSort::Mark, member.span);
            one.clues.push(clue);
        }
        for (edition, change) in found.sides {
            let version = one.edition.version.clone();
            all.push(Written {
                edition: Edition { version, ..edition },
                change,
                ..one.clone()
            });
        }
    }
}

/// The ends of a range from the last member to `to`.
pub(super) fn ends(members: &[Member], to: &Member) -> Option<(u32, u32)> {
    let from = members.last()?.number.text.parse().ok()?;
    Some((from, to.number.text.parse().ok()?))
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
pub(super) fn share_editions(members: &mut [Member]) {
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
