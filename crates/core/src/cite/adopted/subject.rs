//! Who a sentence says has adopted a text, before the text: "the Council, in its Resolution 5", "WTSA-16 adopted
//! Resolution 92", "by WTDC-14 (Resolution 45)".

use super::{Member, Phrase};
use crate::cite::class::*;
use crate::model::{Clue, ClueSort, Says, Span};
use crate::script::Gap;

/// How far before the text its subject may stand.
const WINDOW: usize = 24;

/// Who was named: what that says, the year of the conference, where.
type Named = (Says, Option<u16>, Span);

impl Phrase<'_> {
    /// Gives the members the subject of their sentence as a clue; token `start` is the first of their phrase.
    pub(super) fn take_subject(&self, members: &mut [Member], start: usize) {
        let Some((says, year, span)) = self.subject(start) else {
            return;
        };
        let lexicon = self.reader.lexicon;
        let body = match &says {
            Says::Body(id) => lexicon.bodies.iter().position(|b| b.id == *id),
            _ => None,
        };
        for member in members {
            // Numbers of sessions tell whose they are, but for bodies that all have such ones.
            let of_session = member.number.class == SESSION;
            let symbol = body.is_some_and(|b| lexicon.bodies[b].symbol);
            if of_session && !symbol {
                continue;
            }
            let adopts = body.is_some_and(|b| lexicon.adopts(b, self.kind));
            let edition = member.edition.iter().flat_map(|e| &e.sides);
            let met = edition
                .clone()
                .any(|(e, _)| e.place.is_some() || e.mark.is_some());
            // A place and a year say more.
            let sort = match (adopts, edition.count() > 0) {
                (true, _) if met => continue,
                (true, _) => ClueSort::Subject,
                (false, true) => ClueSort::Name,
                (false, false) => ClueSort::Organ,
            };
            member.year = member.year.or(year);
            member.clues.push(Clue {
                sort,
                says: if adopts { says.clone() } else { Says::Other },
                span,
            });
        }
    }

    fn subject(&self, start: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let before = start.checked_sub(1).filter(|b| *b >= self.floor)?;
        match tokens.class(before) {
            ITS => {
                let led = before.checked_sub(1).map_or(0, |i| tokens.class(i));
                let found = self.named_before(before)?;
                // "recognizing its Resolution 7" speaks of the one who speaks.
                (led != OPENER).then_some(found)
            }
            // "by WTDC-14 (Resolution 45)"
            OPEN => self.body_right_before(before),
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
        let found = match self.ending_at(sign) {
            Some(found) => found,
            None => return self.organ_in_clause(sign),
        };
        // "together with WTSA, Resolution 71 …" speaks of two: a body counts where nothing but its name stands there.
        let mut first = tokens.token_from(found.2.start);
        while first > self.floor && matches!(tokens.class(first - 1), THE | A | ITU) {
            first -= 1;
        }
        let alone = self.begins_clause(first)
            || first > self.floor && matches!(tokens.class(first - 1), OF | IN | BY | AS);
        let gathers = |i| matches!(tokens.class(i), ORGAN | GATHERING | GBODY | SMALL_ORGAN);
        let adopts = found.0 == Says::Other && (first..sign).any(gathers);
        (alone || adopts).then_some(found)
    }

    fn begins_clause(&self, token: usize) -> bool {
        let tokens = self.reader.tokens;
        if token == 0 || tokens.begins_line(token) {
            return true;
        }
        let before = token - 1;
        token > self.floor
            && match tokens.class(before) {
                OPEN | CLOSE | QUOTE | COLON | SEMICOLON | DOT => true,
                // "see", but not "in cooperation with"
                LEADING => {
                    let led = before.checked_sub(1).map_or(0, |i| tokens.class(i));
                    led != WORD
                }
                _ => false,
            }
    }

    /// Somebody else whose name is all that stands before token `sign`, told by the word for an organ in it: without
    /// capitals nobody sees where a name begins.
    fn organ_in_clause(&self, sign: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let mut first = sign;
        let (mut organ, mut words) = (false, 0);
        while first > self.floor
            && first + 10 > sign
            && !(first < sign && self.begins_clause(first))
        {
            match tokens.class(first - 1) {
                ORGAN | GATHERING | SMALL_ORGAN | OTHER => (organ, words) = (true, words + 1),
                WORD | HAN | NAME | CAPS | ORGAN_ADJECTIVE => words += 1,
                THE | OF | ON => {}
                _ => break,
            }
            first -= 1;
        }
        let named = organ && words > 1 && self.begins_clause(first);
        named.then(|| (Says::Other, None, self.reader.span(first..sign)))
    }

    /// "WTSA-16 has also adopted the new Resolution 92": what stands before token `at`.
    fn who_adopted(&self, at: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let mut here = at;
        let mut adopted = false;
        while here > self.floor {
            match tokens.class(here - 1) {
                ADOPTED | AMENDED | REVISED => adopted = true,
                THE | A | AUX | ADVERB | ITS => {}
                _ => break,
            }
            here -= 1;
        }
        if !adopted {
            return None;
        }
        self.ending_at(here)
    }

    /// "as PP decided, through Resolution 5", "the CEPT ECC in Resolution 5"
    fn who_decided(&self, at: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        // "the Committee established by Resolution 5" is no author of it.
        if self.is_founded(at) {
            return None;
        }
        let mut here = at;
        let mut decided = false;
        while here > self.floor {
            match tokens.class(here - 1) {
                DECIDING | ADOPTED | OPENER | ITU => decided = true,
                AUX | ADVERB | COMMA => {}
                _ => break,
            }
            here -= 1;
        }
        let comma = here < at && tokens.class(here) == COMMA;
        let direct = here == at || comma;
        (decided || direct).then(|| self.ending_at(here)).flatten()
    }

    /// True where token `by` says by which text something was made.
    pub(super) fn is_founded(&self, by: usize) -> bool {
        let tokens = self.reader.tokens;
        by > self.floor && tokens.class(by) == BY && tokens.class(by - 1) == ADOPTED
    }

    /// Who is named right before token `end`, an edition in brackets left out.
    fn ending_at(&self, end: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let end = self.without_bracket(end);
        let last = end.checked_sub(1).filter(|last| *last >= self.floor)?;
        let class = tokens.class(last);
        if is_body(class) {
            // "this Assembly" is no name.
            let this = last > self.floor && tokens.class(last - 1) == THIS;
            return (!this).then(|| self.body_at(last)).flatten();
        }
        self.other_ending(last)
    }

    fn body_right_before(&self, open: usize) -> Option<Named> {
        let last = self.without_bracket(open).checked_sub(1)?;
        let body = last >= self.floor && is_body(self.reader.tokens.class(last));
        body.then(|| self.body_at(last)).flatten()
    }

    /// The last one who is named in the sentence before token `end`.
    pub(super) fn named_before(&self, end: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let mut here = end;
        let floor = end.saturating_sub(WINDOW);
        while here > floor {
            here = self.without_bracket(here);
            let last = here.checked_sub(1)?;
            match tokens.class(last) {
                DOT | SEMICOLON | COLON | QUESTION | QUOTE => return None,
                class if is_body(class) => {
                    let this = last > 0 && tokens.class(last - 1) == THIS;
                    return (!this).then(|| self.body_at(last)).flatten();
                }
                CAPS | NAME | ORGAN | OTHER | GEN_OTHER | LAW | GATHERING => {
                    if let Some(found) = self.other_ending(last) {
                        return Some(found);
                    }
                }
                _ => {}
            }
            here = last;
        }
        None
    }

    fn body_at(&self, at: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let body = tokens.body(at)?;
        let year = tokens.all[at].year;
        // "the FAO Council", "the Governing Council"
        let class = tokens.class(at);
        let other = at > 0
            && class == GBODY
            && matches!(
                tokens.class(at - 1),
                CAPS | OTHER | GEN_OTHER | NAME | ORGAN_ADJECTIVE
            );
        let says = match other {
            true => Says::Other,
            false => Says::Body(self.reader.lexicon.bodies[body].id.clone()),
        };
        Some((says, year, self.reader.span(at..at + 1)))
    }

    /// Somebody else, whose name ends with token `last`.
    fn other_ending(&self, last: usize) -> Option<Named> {
        let tokens = self.reader.tokens;
        let mut first = last;
        let mut organ = false;
        let mut capitals = 0;
        loop {
            match tokens.class(first) {
                CAPS | OTHER | GEN_OTHER | ORGAN | SMALL_ORGAN => {
                    (organ, capitals) = (true, capitals + 1)
                }
                NAME | LAW | PLACE => capitals += 1,
                GATHERING if tokens.written(first).starts_with(char::is_uppercase) => organ = true,
                UNION if first < last => {}
                ORGAN_ADJECTIVE if tokens.written(first).starts_with(char::is_uppercase) => {
                    capitals += 1;
                }
                OF | THE | ON | AND | ORGAN_ADJECTIVE if capitals > 0 || organ || first == last => {
                }
                _ => {
                    first += 1;
                    break;
                }
            }
            if first == 0 || first <= self.floor.max(last.saturating_sub(10)) {
                break;
            }
            first -= 1;
        }
        // A gathering alone is one of ours.
        let named = capitals > 0 && organ;
        let span = self.reader.span(first.min(last)..last + 1);
        named.then_some((Says::Other, None, span))
    }

    /// `end`, or where a bracket that closes there opens.
    fn without_bracket(&self, end: usize) -> usize {
        let tokens = self.reader.tokens;
        let last = end.wrapping_sub(1);
        if end == 0 || tokens.class(last) != CLOSE {
            return end;
        }
        let low = self.floor.max(end.saturating_sub(14));
        let open = (low..last).rev().find(|i| tokens.class(*i) == OPEN);
        open.unwrap_or(end)
    }
}
