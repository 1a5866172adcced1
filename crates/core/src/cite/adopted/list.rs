//! The numbers of a list, each with the edition that holds for it.

mod range;

use super::{First, Member, Phrase};
use crate::cite::class::*;
use crate::cite::edition::{EditionFound, Editions};
use crate::cite::pattern::Hit;
use crate::model::{Slip, SlipKind};
use crate::script::Gap;
use range::parts;
pub(super) use range::share_editions;
use std::ops::Range;

/// No range is longer; beyond it the two ends are what is cited, and that is said.
const RANGE: u32 = 1000;
/// So far it is looked whether a list goes on as one.
const AHEAD: usize = 64;

impl Phrase<'_> {
    /// All members, and the last token of the list and what belongs to it; `before`: the body that is named before.
    pub(super) fn members(&self, first: First, before: Option<usize>) -> (Vec<Member>, usize) {
        let inverted = first.start < self.word;
        let First {
            mut members,
            mut last,
            ..
        } = first;
        loop {
            last = self.letters(&mut members, last);
            let own = members.last().and_then(|m| self.body_of(m));
            self.take_edition(&mut members, &mut last, own.or(before));
            if let Some(named) = self.suffix(last) {
                last = named.tokens.end - 1;
                if let Some(body) = named.body {
                    self.edition_behind(&mut members, &mut last, body);
                }
                self.take_named(&mut members, &named, before);
                self.decide_redline(&mut members);
            }
            let rules = self.reader.rules;
            let (classes, offset) = self.reader.tokens.behind_of(last);
            let mut hits = rules.next.all(classes, offset);
            match hits.find_map(|hit| self.add_next(&hit, last, &mut members)) {
                Some(next) => last = next,
                None => break,
            }
        }
        // A language that writes numbers before the word has no other word for several: there a body must be known.
        let known = |m: &Member| before.is_some() || self.body_of(m).is_some();
        if self.class == KINDS || inverted && members.iter().all(known) {
            self.split_ranges(&mut members, before);
        }
        share_editions(&mut members);
        (members, last)
    }

    /// Adds the next member behind token `last`, where what `hit` finds is one: its token.
    fn add_next(&self, hit: &Hit, last: usize, members: &mut Vec<Member>) -> Option<usize> {
        let tokens = self.reader.tokens;
        let joined = hit.get("joined");
        let token = tokens.tokens_of(hit.get("next").or(joined)?).start;
        let mut member = self.named_within(hit, token)?;
        let range = hit.get("range").is_some();
        let between = last + 1..token;
        let fits = match joined {
            Some(_) => self.is_joined(token, members),
            None if range => self.is_range(members, &member),
            None if hit.get("gloss").is_some() => {
                self.is_listed_behind_gloss(token, between, members)
            }
            None => self.is_listed(token, between, &member, members),
        };
        if !fits || !self.is_number_of_text(token) {
            return None;
        }
        if range {
            self.fill_range(members, &member);
        }
        // Nothing stands between it and the member before.
        if let Some(last) = members.last().filter(|_| joined.is_some()) {
            let written = &tokens.text[last.span.start..member.span.end];
            let slip = Slip::new(SlipKind::Punctuation, written, "");
            member.slips.push(slip);
        }
        members.push(member);
        Some(token)
    }

    /// "43/222 A to E", "75/290 A and B": the letters behind the last number, each a text of its own. The token that
    /// is the last of them.
    pub(super) fn letters(&self, members: &mut Vec<Member>, last: usize) -> usize {
        let tokens = self.reader.tokens;
        let Some(member) = members.last().cloned() else {
            return last;
        };
        let Some((number, letter, session)) = parts(&member.number.text) else {
            return last;
        };
        let one = |text: &str| match text.as_bytes() {
            [letter @ b'A'..=b'Z'] => Some(*letter),
            _ => None,
        };
        let (mut from, mut end) = (one(letter), last);
        while let Some(before) = from
            && let Some(hit) = tokens.behind(&self.reader.rules.letters, end)
            && let Some(at) = tokens.group(&hit, "next").map(|at| at.start)
            && let Some(next) = one(tokens.written(at)).filter(|next| *next > before)
        {
            let is_range = hit.get("range").is_some();
            let first = if is_range { before + 1 } else { next };
            for letter in first..=next {
                let mut member = member.clone();
                member.number.text = format!("{number} {}{session}", char::from(letter));
                member.span.end = tokens.all[at].end;
                members.push(member);
            }
            (from, end) = (Some(next), at);
        }
        // "1991 A and B (XVIII)": the session of all of them.
        let bracket = tokens.class(end + 1) == OPEN && tokens.class(end + 3) == CLOSE;
        let is_read = member.number.end > tokens.all[last].end;
        match bracket && end > last && !session.is_empty() && !is_read {
            true => end + 3,
            false => end,
        }
    }

    fn body_of(&self, member: &Member) -> Option<usize> {
        let lexicon = self.reader.lexicon;
        member.clues.iter().find_map(|c| lexicon.body(c))
    }

    fn editions(&self, body: Option<usize>) -> Editions<'_> {
        Editions {
            tokens: self.reader.tokens,
            lexicon: self.reader.lexicon,
            rules: self.reader.rules,
            kind: self.kind,
            body,
        }
    }

    /// Takes the edition behind token `last` for the last member.
    pub(super) fn take_edition(
        &self,
        members: &mut [Member],
        last: &mut usize,
        body: Option<usize>,
    ) {
        if let (Some(found), Some(member)) = (self.edition(*last, body), members.last_mut()) {
            *last = found.end - 1;
            member.edition = Some(found);
        }
    }

    /// The edition behind token `last`.
    pub(super) fn edition(&self, last: usize, body: Option<usize>) -> Option<EditionFound> {
        let tokens = self.reader.tokens;
        let editions = self.editions(body);
        let next = last + 1;
        let sign = match tokens.class(next) {
            OPEN => {
                let found = editions.bracketed(next)?;
                // "Resolution 44 (C16)" names a contribution: texts with sessions have long numbers.
                let long = tokens.number(last).is_none_or(|n| n.text.len() >= 3);
                return (!found.session || long).then_some(found);
            }
            _ if tokens.gap(next) >= Gap::Line => return None,
            COMMA if tokens.class(next + 1) == OPEN => return editions.behind_comma(next + 1),
            // 《第123号决议》（2022年，布加勒斯特，修订版）
            QUOTE if tokens.class(next + 1) == OPEN => return editions.bracketed(next + 1),
            COMMA => true,
            class => class == HYPHEN && !tokens.is_glued(next),
        };
        let here = next + usize::from(sign);
        let found = editions.written_out(here);
        found.or_else(|| editions.unbracketed(here))
    }

    /// "of the Conference (Dubai, 2018)": the edition stands behind the body.
    fn edition_behind(&self, members: &mut [Member], last: &mut usize, body: usize) {
        let tokens = self.reader.tokens;
        let here = *last + 1 + usize::from(tokens.class(*last + 1) == COMMA);
        let member = members.last_mut().filter(|m| m.edition.is_none());
        let found = member.zip(self.editions(Some(body)).bracketed(here));
        let Some((member, found)) = found else {
            return;
        };
        let lexicon = self.reader.lexicon;
        let adopter = &lexicon.bodies[body];
        if let [(edition, None)] = found.sides.as_slice()
            && found.slips.is_empty()
            && (lexicon.places.is_of(edition, &adopter.id)
                || edition.place.is_none() && adopter.years)
        {
            *last = found.end - 1;
            member.edition = Some(found);
        }
    }

    /// Reads an edition once more where the body that is known now decides between its readings.
    fn decide_redline(&self, members: &mut [Member]) {
        let undecided =
            |e: &EditionFound| e.slips.iter().any(|s| s.kind == SlipKind::UndecidedRedline);
        for member in members {
            if member.edition.as_ref().is_some_and(undecided) {
                let token = self.reader.tokens.token_from(member.span.start);
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
        let near = self.reader.tokens.gap(token) < Gap::Blank;
        self.class == KINDS && near && before.is_some() && before == next
    }

    fn is_listed(
        &self,
        token: usize,
        between: Range<usize>,
        next: &Member,
        members: &[Member],
    ) -> bool {
        let tokens = self.reader.tokens;
        let Some(before) = members.last() else {
            return false;
        };
        let has = |wanted: u8| tokens.any(between.clone(), |class| class == wanted);
        let dated = before.edition.is_some();
        let before_session = before.number.class == SESSION;
        let session = next.number.class == SESSION;
        // "32 / 44", "169 (Rev. Busan, 2014)/170 (…)"
        let fraction = |i: usize| tokens.class(i) == SLASH && tokens.is_glued(i);
        if !dated && between.clone().any(fraction) {
            return false;
        }
        // A year is a year, and a number on a line of its own, or with a bracket behind, labels an item.
        let long = |n: &str| n.len() == 4 && !n.contains('/');
        let year = long(&next.number.text) && members.iter().all(|m| !long(&m.number.text));
        let other = before_session && !session && !long(&before.number.text);
        let broken = (between.start..token + 1).any(|i| tokens.gap(i) >= Gap::Line);
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
    fn is_listed_behind_gloss(
        &self,
        token: usize,
        between: Range<usize>,
        members: &[Member],
    ) -> bool {
        let tokens = self.reader.tokens;
        let (Some(number), Some(before)) = (tokens.number(token), members.last()) else {
            return false;
        };
        if self.class != KINDS || self.parts(between.clone()) {
            return false;
        }
        let same = before.number.class == SESSION && number.class == SESSION;
        let is_dated = self.edition(token, None).is_some();
        let glossed = tokens.class(token + 1) == OPEN && !is_dated;
        same || before.edition.is_some() && is_dated
            || tokens.class(between.start) == OPEN && (glossed || self.list_goes_on(token, true))
    }

    /// True where these tokens are no gloss: a sentence ends there, or another text is named.
    pub(super) fn parts(&self, gloss: Range<usize>) -> bool {
        let tokens = self.reader.tokens;
        let ends = |i: usize| match tokens.class(i) {
            SEMICOLON | QUESTION | OPENER => true,
            class => is_kind(class) || tokens.gap(i) >= Gap::Blank,
        };
        gloss.into_iter().any(ends)
    }

    /// True where what stands behind a further number is no noun that it counts.
    fn list_goes_on(&self, token: usize, mut joined: bool) -> bool {
        let tokens = self.reader.tokens;
        let mut last = token;
        for _ in 0..AHEAD {
            let mut next = last + 1;
            if tokens.gap(next) >= Gap::Line && next < tokens.all.len() {
                return joined;
            }
            next += usize::from(tokens.class(next) == COMMA);
            joined |= tokens.class(next) == AND;
            next += usize::from(tokens.class(next) == AND);
            match tokens.class(next) {
                NUMBER | SESSION | TEMPORARY if next > last + 1 => last = next,
                _ => break,
            }
        }
        if self.edition(last, None).is_some() || self.suffix(last).is_some() {
            return true;
        }
        let rules = &self.reader.rules.list_goes_on;
        joined && (last + 1 >= tokens.all.len() || tokens.behind(rules, last).is_some())
    }
}
