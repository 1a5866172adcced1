//! What a phrase writes of each text of its list, in the words of the model.

use super::{Member, Phrase, Prefix};
use crate::cite::class::KINDS;
use crate::model::{Clue, ClueSort, Edition, Says, Written};

impl Phrase<'_> {
    /// The members as the model has them, with the clues that hold for all.
    pub(super) fn written(&self, members: Vec<Member>, prefix: &Prefix) -> Vec<Written> {
        let several = members.len() > 1;
        let parted = several && self.class != KINDS;
        let mut all = Vec::with_capacity(members.len());
        for (i, mut member) in members.into_iter().enumerate() {
            let own = member.named();
            let this = |c: &Clue| c.says == Says::Citing;
            if let Some(clue) = prefix.clue.as_ref().filter(|c| c.says != Says::Other) {
                let mut clue = clue.clone();
                let is_this = member.clues.iter().any(this);
                if !own {
                    member.both.extend(prefix.both.iter().cloned());
                    if i > 0 && clue.says != Says::Citing {
                        clue.sort = ClueSort::List;
                    }
                    member.year = member.year.or(prefix.year);
                    member.clues.push(clue);
                } else if !parted && !is_this {
                    // "PP Resolutions 101 and 102 of WTSA": both are said.
                    let same = member.clues.iter().any(|c| c.says == clue.says);
                    if same {
                        member.year = member.year.or(prefix.year);
                    }
                    member.clues.push(clue);
                }
            }
            let further = std::mem::take(&mut member.both).into_iter();
            let further: Vec<Member> = further
                .map(|clue| {
                    let mut one = member.clone();
                    one.clues
                        .retain(|c| c.sort > ClueSort::Behind && c.sort != ClueSort::List);
                    one.clues.push(clue);
                    one
                })
                .collect();
            self.write(member, &mut all);
            for one in further {
                self.write(one, &mut all);
            }
        }
        all
    }

    fn write(&self, member: Member, all: &mut Vec<Written>) {
        let mut one = Written {
            kind: Some(self.kind),
            number: Some(member.number.text),
            number_span: member.span,
            clues: member.clues,
            slips: member.slips,
            ..Written::default()
        };
        one.edition.version = member.number.version;
        let Some(found) = member.edition else {
            one.edition.year = member.year;
            all.push(one);
            return;
        };
        one.slips.extend(found.slips);
        if let Some(body) = found.body {
            one.clues.push(Clue {
                sort: ClueSort::Mark,
                says: Says::Body(self.reader.lexicon.bodies[body].id.clone()),
                span: member.span,
            });
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
