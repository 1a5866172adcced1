//! Whose a text is, by what stands behind its number: "of WTSA", "adopted by the Council", "44/WTSA".

use super::{Member, Phrase, Prefix};
use crate::cite::class::*;
use crate::model::{Clue, ClueSort, Says};

/// A body that is named behind.
pub(super) struct Suffix {
    pub(super) clue: Clue,
    pub(super) body: Option<usize>,
    pub(super) year: Option<u16>,
    /// Further bodies: the number is one of each.
    pub(super) both: Vec<Clue>,
    /// The last token of it.
    pub(super) last: usize,
}

impl Phrase<'_> {
    /// The body that is named behind token `last`.
    pub(super) fn suffix(&self, last: usize) -> Option<Suffix> {
        let tokens = self.reader.tokens;
        let (classes, offset) = tokens.behind_of(last);
        for hit in self.reader.rules.behind.all(classes, offset) {
            if hit.get("organ").is_some() {
                return None;
            }
            if let Some(at) = hit.get("this") {
                let at = tokens.tokens_of(at);
                return Some(Suffix {
                    clue: Clue {
                        sort: ClueSort::ThisConference,
                        says: Says::Citing,
                        span: self.reader.span(at.clone()),
                    },
                    body: None,
                    year: None,
                    both: Vec::new(),
                    last: at.end - 1,
                });
            }
            let Some(at) = hit.get("body").map(|at| tokens.tokens_of(at).start) else {
                continue;
            };
            let body = match tokens.class(at) {
                SECTOR => self.sector_body(at),
                _ => tokens.body(at),
            };
            let Some(body) = body.filter(|b| self.reader.lexicon.adopts(*b, self.kind)) else {
                continue;
            };
            if self.is_of_next(last, at) {
                continue;
            }
            let year = hit.get("year").map(|at| tokens.tokens_of(at).start);
            let year = year.and_then(|at| tokens.number(at)?.text.parse().ok());
            let more = hit.get("both").map_or(0..0, |at| tokens.tokens_of(at));
            let end_of_more = more.end;
            let both = self.bodies_in(more, ClueSort::Behind);
            let close = hit.get("close").map(|at| tokens.tokens_of(at).start);
            // "Resolution 44 (ITU-T)": the bracket closes behind the name.
            let bracket = tokens.class(last + 1) == OPEN && at == last + 2;
            let end = match both.is_empty() {
                true => close.unwrap_or(at + usize::from(bracket)),
                false => end_of_more - 1,
            };
            return Some(Suffix {
                clue: self.clue(ClueSort::Behind, body, at),
                body: Some(body),
                year: tokens.all[at].year.or(year),
                both,
                last: end,
            });
        }
        None
    }

    /// True where the name at token `at` is that of the next text: "…, endorsed by the Council resolution 7". One that
    /// "of" binds to this text, or with which its line ends, is its own: a list of references.
    fn is_of_next(&self, last: usize, at: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = at + 1;
        if !matches!(tokens.class(next), KIND | KINDS) || tokens.number(next + 1).is_none() {
            return false;
        }
        let link = tokens.class(last + 1);
        let begins = tokens.begins_line(next)
            && link != COMMA
            && !tokens.written(next).starts_with(char::is_lowercase);
        link != OF && !begins
    }

    /// The bodies that these tokens name and that adopt such texts.
    pub(super) fn bodies_in(&self, tokens: std::ops::Range<usize>, sort: ClueSort) -> Vec<Clue> {
        let named = tokens.filter_map(|at| Some((self.reader.tokens.body(at)?, at)));
        let named = named.filter(|(body, _)| self.reader.lexicon.adopts(*body, self.kind));
        named.map(|(body, at)| self.clue(sort, body, at)).collect()
    }

    /// Says of the members what stands behind the last of them.
    pub(super) fn take_clue(
        &self,
        members: &mut [Member],
        clue: &Clue,
        suffix: Option<&Suffix>,
        prefix: &Prefix,
    ) {
        // "PP Resolution 123 and 44 of WTSA": the word is one, and so is its body.
        let parted = self.class != KINDS && members.len() > 1 && prefix.body.is_some();
        let last = members.len().saturating_sub(1);
        for (i, member) in members.iter_mut().enumerate().rev() {
            let own = member.named();
            if own && i != last || i == 0 && parted && last > 0 {
                break;
            }
            let mut said = clue.clone();
            if i != last && said.says != Says::Citing {
                said.sort = ClueSort::List;
            }
            // A Sector before the number is less than a conference behind.
            member.clues.push(said);
            if let Some(suffix) = suffix {
                member.year = suffix.year;
                member.both = suffix.both.clone();
            }
            if own {
                break;
            }
        }
    }

    /// Somebody else who is named behind token `last`: "of Study Group 20", "was adopted by UNESCO".
    pub(super) fn owner_behind(&self, last: usize) -> Option<Clue> {
        let tokens = self.reader.tokens;
        let (classes, offset) = tokens.behind_of(last);
        let rules = self.reader.rules;
        let in_behind = rules.behind.all(classes, offset);
        let hit = in_behind
            .take_while(|hit| hit.get("body").is_none() && hit.get("this").is_none())
            .find(|hit| hit.get("organ").is_some())
            .or_else(|| rules.owner.first(classes, offset))
            .or_else(|| {
                let led = self.word > self.floor
                    && matches!(tokens.class(self.word - 1), BY | IN | VIA | TO);
                led.then(|| rules.actor.first(classes, offset)).flatten()
            })?;
        let organ = hit.get("organ");
        let at = tokens.tokens_of(organ.or(hit.get("name"))?);
        // "(WTSA)" and "(IMT-20)" behind a number: known names of ours are none of others.
        if tokens.class(last + 1) == OPEN
            && at.len() > 1
            && matches!(tokens.class(at.start), GROUP | PAPER)
        {
            return None;
        }
        let whole = self.somebody_at(at.start).unwrap_or(at.clone());
        let link = |i: &usize| matches!(tokens.class(*i), OF | THE | ON | AND);
        let words: Vec<String> = whole.filter(|i| !link(i)).map(|i| tokens.key(i)).collect();
        let mut bodies = self.reader.lexicon.resembling(&words);
        bodies.retain(|b| self.reader.lexicon.adopts(*b, self.kind));
        match bodies.as_slice() {
            [] => {}
            [body] => return Some(self.clue(ClueSort::Behind, *body, at.start)),
            _ => return None,
        }
        Some(Clue {
            sort: if organ.is_some() {
                ClueSort::Organ
            } else {
                ClueSort::Name
            },
            says: Says::Other,
            span: self.reader.span(at),
        })
    }

    /// "thereof": of the one who was named before token `before`.
    pub(super) fn thereof(&self, last: usize, before: usize) -> Option<(Clue, usize)> {
        let tokens = self.reader.tokens;
        let (classes, offset) = tokens.behind_of(last);
        let hit = self.reader.rules.thereof.first(classes, offset)?;
        let at = tokens.tokens_of(hit.get("thereof")?).start;
        let clue = match self.named_before(before) {
            Some((says @ Says::Body(_), _, span)) => Clue {
                sort: ClueSort::Behind,
                says,
                span,
            },
            _ => Clue {
                sort: ClueSort::Organ,
                says: Says::Other,
                span: self.reader.span(at..at + 1),
            },
        };
        Some((clue, at))
    }
}
