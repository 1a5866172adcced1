//! What a phrase writes of each text of its list, in the words of the model.

use super::{Member, Named, Phrase};
use crate::cite::class::KINDS;
use crate::model::{Clue, ClueSort, Edition, Says, Written};

impl Phrase<'_> {
    /// The members as the model has them, with the body that is named before all of them.
    pub(super) fn texts(&self, members: Vec<Member>, before: Option<Named>) -> Vec<Written> {
        let parted = members.len() > 1 && self.class != KINDS;
        let mut all = Vec::with_capacity(members.len());
        for (i, mut member) in members.into_iter().enumerate() {
            if let Some(named) = &before {
                self.take_before(&mut member, named, i == 0, parted);
            }
            let further: Vec<Member> = std::mem::take(&mut member.both)
                .into_iter()
                .map(|clue| {
                    let mut one = member.clone();
                    one.clues
                        .retain(|c| c.sort > ClueSort::Behind && c.sort != ClueSort::List);
                    one.clues.push(clue);
                    one
                })
                .collect();
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
        (one.clues, one.slips) = (member.clues, member.slips);
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
