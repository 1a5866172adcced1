//! The numbers of a list, each with the edition that holds for it.

use super::members::{ends, parts, share_editions};
use super::{List, Member, Phrase};
use crate::cite::class::*;
use crate::cite::edition::{EditionFound, Editions};
use crate::cite::pattern::Hit;
use crate::knowledge::EditionMarking;
use crate::model::{Edition, SlipKind};
use crate::script::Gap;
use std::ops::Range;

/// No range is longer; beyond it the two ends are what is cited, and that is said.
pub(super) const RANGE: u32 = 1000;
/// So far it is looked whether a list goes on as one.
const AHEAD: usize = 64;

impl Phrase<'_> {
    /// Reads all members and what belongs to them; `before`: the body that is named before.
    pub(super) fn members(&self, list: &mut List, before: Option<usize>) {
        loop {
            self.letters(list);
            let own = list.members.last().and_then(|m| self.body_of(m));
            self.take_edition(list, own.or(before));
            self.take_day(list);
            if let Some(named) = self.suffix(list.last) {
                list.last = named.tokens.end - 1;
                if let Some(body) = named.body {
                    self.edition_behind(list, body);
                }
                self.take_named(&mut list.members, &named, before);
                self.decide_redline(&mut list.members);
            }
            let mut hits = self.all_behind(&self.rules.next, list.last);
            if hits.all(|hit| self.add_next(&hit, list).is_none()) {
                break;
            }
        }
        // A language that writes numbers before the word has no other word for several: there a body must be known.
        let known = |m: &Member| before.is_some() || self.body_of(m).is_some();
        if self.class == KINDS || list.start < self.word && list.members.iter().all(known) {
            self.split_ranges(&mut list.members, before);
        }
        share_editions(&mut list.members);
    }

    /// Adds the next member, where what `hit` finds is one.
    fn add_next(&self, hit: &Hit, list: &mut List) -> Option<()> {
        let joined = hit.at("joined");
        let token = hit.at("next").or(joined)?;
        let mut member = self.named_within(hit, token)?;
        let range = hit.has("range");
        let fits = match joined {
            Some(_) => self.is_joined(token, &list.members),
            None if range => {
                let rises = |(from, upto)| from < upto;
                self.class == KINDS && ends(&list.members, &member).is_some_and(rises)
            }
            None if hit.has("gloss") => self.is_listed_behind_gloss(token, list),
            None => self.is_listed(token, &member, list),
        };
        let members = &mut list.members;
        if !fits || !self.is_number_of_text(token) {
            return None;
        }
        if range {
            self.fill_range(members, &member);
        }
        // Nothing stands between it and the member before.
        if let Some(last) = members.last().filter(|_| joined.is_some()) {
            let written = &self.text[last.span.start..member.span.end];
            member.slip(SlipKind::Punctuation, written);
        }
        members.push(member);
        list.last = token;
        Some(())
    }

    /// "43/222 A to E", "75/290 A and B": the letters behind the last number, each a text of its own.
    pub(super) fn letters(&self, list: &mut List) -> Option<()> {
        let member = list.members.last()?.clone();
        let (number, letter, session) = parts(&member.number.text)?;
        let one = |text: &str| match text.as_bytes() {
            [letter @ b'A'..=b'Z'] => Some(*letter),
            _ => None,
        };
        let (mut from, first) = (one(letter), list.last);
        while let Some(before) = from
            && let Some(hit) = self.behind(&self.rules.letters, list.last)
            && let Some(at) = hit.at("next")
            && let Some(next) = one(self.written(at)).filter(|next| *next > before)
        {
            let is_range = hit.has("range");
            for letter in if is_range { before + 1 } else { next }..=next {
                let mut member = member.clone();
                member.number.text = format!("{number} {}{session}", char::from(letter));
                member.span.end = self.all[at].end;
                list.members.push(member);
            }
            (from, list.last) = (Some(next), at);
        }
        // "1991 A and B (XVIII)": the session of all of them.
        let last = list.last;
        let bracket = self.class(last + 1) == OPEN && self.class(last + 3) == CLOSE;
        let is_read = member.number.end > self.all[first].end;
        if bracket && last > first && !session.is_empty() && !is_read {
            list.last += 3;
        }
        Some(())
    }

    pub(super) fn body_of(&self, member: &Member) -> Option<usize> {
        member.clues.iter().find_map(|c| self.lexicon.body(c))
    }

    fn editions(&self, body: Option<usize>) -> Editions<'_> {
        Editions {
            reader: self.reader,
            kind: self.kind,
            body,
        }
    }

    /// Takes the edition behind the last member for it.
    pub(super) fn take_edition(&self, list: &mut List, body: Option<usize>) {
        if let (Some(found), Some(member)) =
            (self.edition(list.last, body), list.members.last_mut())
        {
            list.last = found.end - 1;
            member.edition = Some(found);
        }
    }

    /// Takes the year of the day for the last member: it stands behind it or, in Chinese, before the list.
    fn take_day(&self, list: &mut List) -> Option<()> {
        let rules = &self.rules.day;
        let first = Some(list.start).filter(|first| *first < self.word);
        let hit = self.behind(rules, list.last);
        let hit = hit.or_else(|| self.here(rules, first?))?;
        let year = self.number(hit.at("year")?)?.text.parse().ok()?;
        list.members.last_mut()?.dated = Some(year);
        Some(())
    }

    /// The edition behind token `last`.
    pub(super) fn edition(&self, last: usize, body: Option<usize>) -> Option<EditionFound> {
        let editions = self.editions(body);
        let next = last + 1;
        let sign = match self.class(next) {
            OPEN => {
                let found = editions.bracketed(next)?;
                // "Resolution 44 (C16)" names a contribution: texts with sessions have long numbers.
                let long = self.number(last).is_none_or(|n| n.text.len() >= 3);
                return (!found.session || long).then_some(found);
            }
            _ if self.gap(next) >= Gap::Line => return None,
            COMMA if self.class(next + 1) == OPEN => return editions.behind_comma(next + 1),
            // 《第123号决议》（2022年，布加勒斯特，修订版）
            QUOTE if self.class(next + 1) == OPEN => return editions.bracketed(next + 1),
            COMMA => true,
            class => class == HYPHEN && !self.is_glued(next),
        };
        let here = next + usize::from(sign);
        let found = editions.written_out(here);
        found.or_else(|| editions.unbracketed(here))
    }

    /// "of the Conference (Dubai, 2018)": the edition stands behind the body.
    fn edition_behind(&self, list: &mut List, body: usize) {
        let here = self.past(list.last + 1, COMMA);
        let member = list.members.last_mut().filter(|m| m.edition.is_none());
        let found = member.zip(self.editions(Some(body)).bracketed(here));
        let Some((member, found)) = found else {
            return;
        };
        let adopter = &self.lexicon.bodies[body];
        let of_year = |e: &Edition| e.place.is_none() && adopter.editions == EditionMarking::Year;
        let of_body = |e: &Edition| self.lexicon.places.is_of(e, &adopter.id) || of_year(e);
        // What is printed as revised is an edition, be it none of the body's: that is the mistake to be told.
        let fits = |e: &Edition| e.rev || found.slips.is_empty() && of_body(e);
        if matches!(found.sides.as_slice(), [(edition, None)] if fits(edition)) {
            list.last = found.end - 1;
            member.edition = Some(found);
        }
    }

    /// Reads an edition once more where the body that is known now decides between its readings.
    fn decide_redline(&self, members: &mut [Member]) {
        let undecided =
            |e: &EditionFound| e.slips.iter().any(|s| s.kind == SlipKind::UndecidedRedline);
        for member in members {
            if member.edition.as_ref().is_some_and(undecided) {
                let token = self.token_from(member.span.start);
                let again = self.edition(token, self.body_of(member));
                member.edition = again.or(member.edition.take());
            }
        }
    }

    /// True where only a comma is lost between two members that are dated alike.
    fn is_joined(&self, token: usize, members: &[Member]) -> bool {
        let sides = |e: &EditionFound| e.sides.first().map(|(e, _)| e.place.is_some());
        let before = members.last().and_then(|m| m.edition.as_ref()).map(sides);
        let next = self.edition(token, None).as_ref().map(sides);
        let near = self.gap(token) < Gap::Blank;
        self.class == KINDS && near && before.is_some() && before == next
    }

    fn is_listed(&self, token: usize, next: &Member, list: &List) -> bool {
        let Some(before) = list.members.last() else {
            return false;
        };
        let between = list.last + 1..token;
        let has = |wanted: u8| self.any(between.clone(), |class| class == wanted);
        let dated = before.edition.is_some();
        let before_session = before.number.class == SESSION;
        let session = next.number.class == SESSION;
        // "32 / 44", "169 (Rev. Busan, 2014)/170 (…)"
        let fraction = |i: usize| self.class(i) == SLASH && self.is_glued(i);
        if !dated && between.clone().any(fraction) {
            return false;
        }
        // A year is a year, and a number on a line of its own, or with a bracket behind, labels an item.
        let long = |n: &str| n.len() == 4 && !n.contains('/');
        let year = long(&next.number.text) && list.members.iter().all(|m| !long(&m.number.text));
        let other = before_session && !session && !long(&before.number.text);
        let broken = (between.start..token + 1).any(|i| self.gap(i) >= Gap::Line);
        if year || other || broken && (has(SEMICOLON) || self.is_item(token)) {
            return false;
        }
        let short = self.class == KSHORT;
        let and = has(AND);
        self.class == KINDS
            || next.number.class == TEMPORARY
            || next.named()
            || before_session && session
            || self.edition(token, None).is_some()
            || !dated && (short && and || self.list_goes_on(token, and || short))
    }

    /// What stands between the members is more than a comma: the next one must look like one.
    fn is_listed_behind_gloss(&self, token: usize, list: &List) -> bool {
        let between = list.last + 1..token;
        let (Some(number), Some(before)) = (self.number(token), list.members.last()) else {
            return false;
        };
        if self.class != KINDS || self.parts(between.clone()) {
            return false;
        }
        let same = before.number.class == SESSION && number.class == SESSION;
        let is_dated = self.edition(token, None).is_some();
        let glossed = self.class(token + 1) == OPEN && !is_dated;
        same || before.edition.is_some() && is_dated
            || self.class(between.start) == OPEN && (glossed || self.list_goes_on(token, true))
    }

    /// True where these tokens are no gloss: a sentence ends there, or another text is named.
    pub(super) fn parts(&self, gloss: Range<usize>) -> bool {
        let ends = |i: usize| match self.class(i) {
            SEMICOLON | QUESTION | OPENER => true,
            class => is_kind(class) || self.gap(i) >= Gap::Blank,
        };
        gloss.into_iter().any(ends)
    }

    /// True where what stands behind a further number is no noun that it counts.
    fn list_goes_on(&self, token: usize, mut joined: bool) -> bool {
        let mut last = token;
        for _ in 0..AHEAD {
            let mut next = last + 1;
            if self.gap(next) >= Gap::Line && next < self.all.len() {
                return joined;
            }
            next = self.past(next, COMMA);
            joined |= self.class(next) == AND;
            next = self.past(next, AND);
            match self.class(next) {
                NUMBER | SESSION | TEMPORARY if next > last + 1 => last = next,
                _ => break,
            }
        }
        if self.edition(last, None).is_some() || self.suffix(last).is_some() {
            return true;
        }
        let rules = &self.rules.list_goes_on;
        joined && (last + 1 >= self.all.len() || self.behind(rules, last).is_some())
    }
}
