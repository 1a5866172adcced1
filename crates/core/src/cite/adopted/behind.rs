//! Whose a text is, by what stands behind its number: "of WTSA", "adopted by the Council", "44/WTSA".

use super::{Member, Named, Phrase};
use crate::cite::class::*;
use crate::cite::pattern::Hit;
use crate::model::{Clue, ClueSort, Says};
use std::ops::Range;

impl Phrase<'_> {
    /// The body that is named behind token `last`.
    pub(super) fn suffix(&self, last: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let (classes, offset) = tokens.behind_of(last);
        let hits = self.reader.rules.behind.all(classes, offset);
        let mut hits = hits.take_while(|hit| hit.get("organ").is_none());
        hits.find_map(|hit| {
            if let Some(at) = tokens.group(&hit, "this") {
                return Some(self.named_this(at));
            }
            let gloss = tokens.group(&hit, "gloss");
            let fits = gloss.is_none_or(|at| self.is_gloss(at));
            fits.then(|| self.body_behind(last, &hit))?
        })
    }

    /// True where no other number and no other bracket stands in what may be said of one text.
    fn is_gloss(&self, at: Range<usize>) -> bool {
        let other = |class| matches!(class, OPEN | CLOSE | NUMBER | SESSION | TEMPORARY);
        let inner = at.start + 1..at.end - 1;
        !self.parts(at) && !self.reader.tokens.any(inner, other)
    }

    fn body_behind(&self, last: usize, hit: &Hit) -> Option<Named> {
        let tokens = self.reader.tokens;
        let token = |name: &str| Some(tokens.group(hit, name)?.start);
        let at = token("body")?;
        let body = self.adopter(at).filter(|_| !self.is_of_next(last, at))?;
        let mut named = self.named_body(ClueSort::Behind, body, at);
        let year = || tokens.number(token("year")?)?.text.parse().ok();
        named.year = named.year.or_else(year);
        let more = tokens.group(hit, "both").unwrap_or(0..0);
        named.both = self.bodies_in(more.clone(), ClueSort::Behind);
        // "Resolution 44 (ITU-T)": the bracket closes behind the name.
        let bracket = tokens.class(last + 1) == OPEN && at == last + 2;
        let close = token("close").unwrap_or(at + usize::from(bracket));
        named.tokens.end = match named.both.is_empty() {
            true => close + 1,
            false => more.end,
        };
        Some(named)
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
        let begins = tokens.begins_line(next) && link != COMMA && !tokens.is_small(next);
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
        let tokens = self.reader.tokens;
        let (classes, offset) = tokens.behind_of(last);
        let rules = self.reader.rules;
        let in_behind = rules.behind.all(classes, offset);
        let acts = |class| matches!(class, BY | IN | VIA | TO);
        // "by Resolution 45", "by its Resolution 45"
        let link = self.word - usize::from(tokens.class_before(self.word) == ITS);
        let led = link > self.floor && acts(tokens.class(link - 1));
        let hit = in_behind
            .take_while(|hit| hit.get("body").is_none() && hit.get("this").is_none())
            .find(|hit| hit.get("organ").is_some())
            .or_else(|| rules.owner.first(classes, offset))
            .or_else(|| rules.actor.first(classes, offset).filter(|_| led))?;
        let organ = hit.get("organ");
        let at = tokens.tokens_of(organ.or(hit.get("name"))?);
        // "(WTSA)" and "(IMT-20)" behind a number: known names of ours are none of others.
        let ours = at.len() > 1 && matches!(tokens.class(at.start), GROUP | PAPER);
        if ours && tokens.class(last + 1) == OPEN {
            return None;
        }
        let whole = self.somebody_at(at.start).unwrap_or(at.clone());
        let words = whole.filter(|i| !matches!(tokens.class(*i), OF | THE | ON | AND));
        let words: Vec<String> = words.map(|i| tokens.key(i)).collect();
        let mut bodies = self.reader.lexicon.resembling(&words);
        bodies.retain(|b| self.reader.lexicon.adopts(*b, self.kind));
        let sort = match organ {
            Some(_) => ClueSort::Organ,
            None => ClueSort::Name,
        };
        match bodies.as_slice() {
            [] => Some(self.clue(sort, Says::Other, at)),
            [body] => Some(self.clue_of(ClueSort::Behind, *body, at)),
            _ => None,
        }
    }

    /// "thereof": of the one who was named before token `before`.
    pub(super) fn thereof(&self, last: usize, before: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let hit = tokens.behind(&self.reader.rules.thereof, last)?;
        let words = tokens.group(&hit, "thereof")?;
        let at = words.start;
        let named = self.named_before(before).filter(|n| n.body.is_some());
        // "of the same Assembly" says nothing where none is named.
        let unknown = || self.named(ClueSort::Organ, Says::Other, at..at + 1);
        let mut named = named.or_else(|| (tokens.class(at) == THEREOF).then(unknown))?;
        if named.body.is_some() {
            named.clue.sort = ClueSort::Behind;
        }
        (named.year, named.tokens) = (None, words);
        Some(named)
    }
}
