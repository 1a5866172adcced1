//! Whose a text is, by what stands behind its number: "of WTSA", "adopted by the Council", "44/WTSA".

use super::{Member, Named, Phrase};
use crate::cite::class::*;
use crate::cite::pattern::Hit;
use crate::model::{Clue, ClueSort, Says};
use std::ops::Range;

impl Phrase<'_> {
    /// The body that is named behind token `last`.
    pub(super) fn suffix(&self, last: usize) -> Option<Named> {
        let hits = self.all_behind(&self.rules.behind, last);
        let mut hits = hits.take_while(|hit| !hit.has("organ"));
        hits.find_map(|hit| {
            if let Some(at) = hit.get("this") {
                return Some(self.named_this(at));
            }
            let gloss = hit.get("gloss");
            let fits = gloss.is_none_or(|at| self.is_gloss(at));
            fits.then(|| self.body_behind(last, &hit))?
        })
    }

    /// True where no other number and no other bracket stands in what may be said of one text.
    fn is_gloss(&self, at: Range<usize>) -> bool {
        let other = |class| matches!(class, OPEN | CLOSE | NUMBER | SESSION | TEMPORARY);
        let inner = at.start + 1..at.end - 1;
        !self.parts(at) && !self.any(inner, other)
    }

    fn body_behind(&self, last: usize, hit: &Hit) -> Option<Named> {
        let at = hit.at("body")?;
        let body = self.adopter(at).filter(|_| !self.is_of_next(last, at))?;
        let mut named = self.named_body(ClueSort::Behind, body, at);
        let year = || self.number(hit.at("year")?)?.text.parse().ok();
        named.year = named.year.or_else(year);
        let more = hit.get("both").unwrap_or(0..0);
        named.both = self.bodies_in(more.clone(), ClueSort::Behind);
        // "Resolution 44 (ITU-T)": the bracket closes behind the name.
        let bracket = self.class(last + 1) == OPEN && at == last + 2;
        let close = hit.at("close").unwrap_or(at + usize::from(bracket));
        named.tokens.end = match named.both.is_empty() {
            true => close + 1,
            false => more.end,
        };
        Some(named)
    }

    /// True where the name at token `at` is that of the next text: "…, endorsed by the Council resolution 7". One that
    /// "of" binds to this text, or with which its line ends, is its own: a list of references.
    fn is_of_next(&self, last: usize, at: usize) -> bool {
        let next = at + 1;
        if !matches!(self.class(next), KIND | KINDS) || self.number(next + 1).is_none() {
            return false;
        }
        let link = self.class(last + 1);
        let begins = self.begins_line(next) && link != COMMA && !self.is_small(next);
        link != OF && !begins
    }

    /// The bodies that these tokens name and that adopt such texts.
    pub(super) fn bodies_in(&self, tokens: Range<usize>, sort: ClueSort) -> Vec<Clue> {
        let clue = |at| Some(self.clue_of(sort, self.adopter(at)?, at..at + 1));
        tokens.filter_map(clue).collect()
    }

    /// Says of the members who is named behind the last of them; `before`: the body that is named before the word.
    pub(super) fn take_named(&self, members: &mut [Member], named: &Named, before: Option<usize>) {
        // "PP Resolution 123 and 44 of WTSA": the word is one, and so is its body.
        let parted = self.class != KINDS && members.len() > 1 && before.is_some();
        let last = members.len().saturating_sub(1);
        for (i, member) in members.iter_mut().enumerate().rev() {
            let own = member.named();
            if own && i != last || i == 0 && parted {
                break;
            }
            let mut said = named.clue.clone();
            if i != last && said.says != Says::Citing {
                said.sort = ClueSort::List;
            }
            // A Sector before the number is less than a conference behind.
            member.clues.push(said);
            member.year = named.year;
            member.both = named.both.clone();
            if own {
                break;
            }
        }
    }

    /// Somebody else who is named behind token `last`: "of Study Group 20", "was adopted by UNESCO".
    pub(super) fn owner_behind(&self, last: usize) -> Option<Clue> {
        let in_behind = self.all_behind(&self.rules.behind, last);
        let hit = in_behind
            .take_while(|hit| !hit.has("body") && !hit.has("this"))
            .find(|hit| hit.has("organ"))
            .or_else(|| self.behind(&self.rules.owner, last))
            .or_else(|| self.actor(last))?;
        let named = self.somebody(&hit)?;
        let at = named.tokens;
        // "(WTSA)" and "(IMT-20)" behind a number: known names of ours are none of others.
        let ours = at.len() > 1 && matches!(self.class(at.start), GROUP | PAPER);
        if ours && self.class(last + 1) == OPEN {
            return None;
        }
        let whole = self.somebody_at(at.start).unwrap_or(at.clone());
        let words = whole.filter(|i| !matches!(self.class(*i), OF | THE | ON | AND));
        let words: Vec<String> = words.map(|i| self.key(i)).collect();
        let mut bodies = self.lexicon.resembling(&words);
        bodies.retain(|b| self.lexicon.adopts(*b, self.kind));
        match bodies.as_slice() {
            [] => Some(named.clue),
            [body] => Some(self.clue_of(ClueSort::Behind, *body, at)),
            _ => None,
        }
    }

    /// Who acts behind token `last`: "by Resolution 45", "by its Resolution 45, the Bank set up a fund".
    pub(super) fn actor(&self, last: usize) -> Option<Hit<'_>> {
        let link = self.word - usize::from(self.class_before(self.word) == ITS);
        let led = link > self.floor && matches!(self.class(link - 1), BY | IN | VIA | TO);
        self.behind(&self.rules.actor, last).filter(|_| led)
    }

    /// "thereof": of the one who was named before token `before`.
    pub(super) fn thereof(&self, last: usize, before: usize) -> Option<Named> {
        let hit = self.behind(&self.rules.thereof, last)?;
        let words = hit.get("thereof")?;
        let at = words.start;
        let named = self.named_before(before).filter(|n| n.body.is_some());
        // "of the same Assembly" says nothing where none is named.
        let unknown = || self.named(ClueSort::Organ, Says::Other, at..at + 1);
        let mut named = named.or_else(|| (self.class(at) == THEREOF).then(unknown))?;
        if named.body.is_some() {
            named.clue.sort = ClueSort::Behind;
        }
        (named.year, named.tokens) = (None, words);
        Some(named)
    }
}
