//! Who a sentence says has adopted a text, before the text: "the Council, in its Resolution 5", "WTSA-16 adopted
//! Resolution 92", "by WTDC-14 (Resolution 45)".

use super::{Member, Named, Phrase};
use crate::cite::class::*;
use crate::model::{Clue, ClueSort, Says};
use crate::script::Gap;
use std::ops::Range;

/// How far before the text its subject may stand.
const WINDOW: usize = 24;

impl Phrase<'_> {
    /// Gives the members the subject of their sentence as a clue; token `start` is the first of their phrase.
    pub(super) fn take_subject(&self, members: &mut [Member], start: usize) {
        let Some(named) = self.subject(start) else {
            return;
        };
        let lexicon = self.reader.lexicon;
        let adopts = named.body.is_some_and(|b| lexicon.adopts(b, self.kind));
        // Numbers of sessions tell whose they are, but for bodies that all have such ones.
        let symbol = named.body.is_some_and(|b| lexicon.bodies[b].symbol);
        for member in members {
            let edition = member.edition.as_ref();
            let mut sides = edition.iter().flat_map(|e| &e.sides);
            let met = sides.any(|(e, _)| e.place.is_some() || e.mark.is_some());
            // A place and a year say more.
            if member.number.class == SESSION && !symbol || adopts && met {
                continue;
            }
            let sort = match (adopts, edition) {
                (true, _) => ClueSort::Subject,
                (false, Some(_)) => ClueSort::Name,
                (false, None) => ClueSort::Organ,
            };
            let says = match adopts {
                true => named.clue.says.clone(),
                false => Says::Other,
            };
            let span = named.clue.span;
            member.year = member.year.or(named.year);
            member.clues.push(Clue { sort, says, span });
        }
    }

    fn subject(&self, start: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let before = start.checked_sub(1).filter(|b| *b >= self.floor)?;
        match tokens.class(before) {
            // "recognizing its Resolution 7" speaks of the one who speaks.
            ITS if tokens.class_before(before) == OPENER => None,
            ITS => self.named_before(before),
            // "by WTDC-14 (Resolution 45)"
            OPEN => {
                let named = self.ending_at(before)?;
                is_body(tokens.class(named.tokens.start)).then_some(named)
            }
            IN | BY | VIA | TO => self.who_decided(before),
            COMMA | HYPHEN => self.in_apposition(before),
            _ => self.who_adopted(start),
        }
    }

    /// "UNESCO General Conference, Resolution 15", "see WTSA – Resolution 44": who is named before token `sign`.
    fn in_apposition(&self, sign: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let apart = tokens.gap(sign + 1) >= Gap::Blank || tokens.gap(sign) >= Gap::Line;
        let dash = tokens.class(sign) == HYPHEN;
        if apart || dash && (tokens.is_glued(sign) || tokens.is_glued(sign + 1)) {
            return None;
        }
        let Some(named) = self.ending_at(sign) else {
            return self.organ_in_clause(sign);
        };
        // "together with WTSA, Resolution 71 …" speaks of two: a body counts where nothing but its name stands there.
        let led = |i| matches!(tokens.class(i), THE | A | ITU);
        let first = tokens.run_before(named.tokens.start, self.floor, led);
        let alone = self.begins_clause(first)
            || first > self.floor && matches!(tokens.class(first - 1), OF | IN | BY | AS);
        let gathers = |class| matches!(class, ORGAN | GATHERING | GBODY | SMALL_ORGAN);
        let adopts = named.body.is_none() && tokens.any(first..sign, gathers);
        (alone || adopts).then_some(named)
    }

    fn begins_clause(&self, token: usize) -> bool {
        let tokens = self.reader.tokens;
        let begins = |before: usize| match tokens.class(before) {
            OPEN | CLOSE | QUOTE | COLON | SEMICOLON | DOT => true,
            // "see", but not "in cooperation with"
            LEADING => tokens.class_before(before) != WORD,
            _ => false,
        };
        tokens.begins_line(token) || token > self.floor && begins(token - 1)
    }

    /// Somebody else whose name is all that stands before token `sign`, told by the word for an organ in it: without
    /// capitals nobody sees where a name begins.
    fn organ_in_clause(&self, sign: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let organ = |class| matches!(class, ORGAN | GATHERING | SMALL_ORGAN | OTHER);
        let link = |class| matches!(class, THE | OF | ON);
        let part = |class| {
            organ(class)
                || link(class)
                || matches!(class, WORD | HAN | NAME | CAPS | ORGAN_ADJECTIVE)
        };
        let low = self.floor.max(sign.saturating_sub(10));
        let run = tokens.run_before(sign, low, |i| part(tokens.class(i)));
        let first = (run..sign).rev().find(|i| self.begins_clause(*i))?;
        let words = (first..sign).filter(|i| !link(tokens.class(*i)));
        let named = tokens.any(first..sign, organ) && words.count() > 1;
        named.then(|| self.other(first..sign))
    }

    /// "WTSA-16 has also adopted the new Resolution 92": what stands before token `at`.
    fn who_adopted(&self, at: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let adopted = |class| matches!(class, ADOPTED | AMENDED | REVISED);
        let part = |class| adopted(class) || matches!(class, THE | A | AUX | ADVERB | ITS);
        let verb = tokens.run_before(at, self.floor, |i| part(tokens.class(i)));
        let said = tokens.any(verb..at, adopted);
        said.then(|| self.ending_at(verb)).flatten()
    }

    /// "as PP decided, through Resolution 5", "the CEPT ECC in Resolution 5"
    fn who_decided(&self, at: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        // "the Committee established by Resolution 5" is no author of it.
        if self.is_founded(at) {
            return None;
        }
        let decided = |class| matches!(class, DECIDING | ADOPTED | OPENER | ITU);
        let part = |class| decided(class) || matches!(class, AUX | ADVERB | COMMA);
        let verb = tokens.run_before(at, self.floor, |i| part(tokens.class(i)));
        let direct = verb == at || tokens.class(verb) == COMMA;
        let said = direct || tokens.any(verb..at, decided);
        said.then(|| self.ending_at(verb)).flatten()
    }

    /// True where token `by` says by which text something was made.
    pub(super) fn is_founded(&self, by: usize) -> bool {
        let tokens = self.reader.tokens;
        by > self.floor && tokens.class(by) == BY && tokens.class(by - 1) == ADOPTED
    }

    /// Who is named right before token `end`, an edition in brackets left out.
    fn ending_at(&self, end: usize) -> Option<Named> {
        let last = self.without_bracket(end).checked_sub(1);
        let last = last.filter(|last| *last >= self.floor)?;
        match is_body(self.reader.tokens.class(last)) {
            true => self.body_at(last),
            false => self.other_ending(last),
        }
    }

    /// The last one who is named in the sentence before token `end`.
    pub(super) fn named_before(&self, end: usize) -> Option<Named> {
        let mut here = end;
        let floor = end.saturating_sub(WINDOW);
        while here > floor {
            let last = self.without_bracket(here).checked_sub(1)?;
            match self.reader.tokens.class(last) {
                DOT | SEMICOLON | COLON | QUESTION | QUOTE => return None,
                class if is_body(class) => return self.body_at(last),
                CAPS | NAME | ORGAN | OTHER | GEN_OTHER | LAW | GATHERING => {
                    if let Some(named) = self.other_ending(last) {
                        return Some(named);
                    }
                }
                _ => {}
            }
            here = last;
        }
        None
    }

    /// The body that token `at` names; "this Assembly" is no name, and "the FAO Council" not that of a body.
    fn body_at(&self, at: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let body = tokens.body(at)?;
        match (tokens.class_before(at), tokens.class(at)) {
            (THIS, _) => None,
            (CAPS | OTHER | GEN_OTHER | NAME | ORGAN_ADJECTIVE, GBODY) => {
                Some(self.other(at..at + 1))
            }
            _ => Some(self.named_body(ClueSort::Subject, body, at)),
        }
    }

    fn other(&self, tokens: Range<usize>) -> Named {
        self.named(ClueSort::Organ, Says::Other, tokens)
    }

    /// Somebody else, whose name ends with token `last`; an organ or an abbreviation is enough of a name, but a gathering
    /// alone is one of ours.
    fn other_ending(&self, last: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let organ = |class| matches!(class, CAPS | OTHER | GEN_OTHER | ORGAN | SMALL_ORGAN);
        let name = self.name_at(last).filter(|name| name.end == last + 1)?;
        let other = tokens.any(name.clone(), organ) || self.is_somebody(&name);
        other.then(|| self.other(name))
    }

    /// `end`, or where a bracket that closes there opens.
    fn without_bracket(&self, end: usize) -> usize {
        let tokens = self.reader.tokens;
        if tokens.class_before(end) != CLOSE {
            return end;
        }
        let low = self.floor.max(end.saturating_sub(14));
        let open = (low..end - 1).rev().find(|i| tokens.class(*i) == OPEN);
        open.unwrap_or(end)
    }
}
