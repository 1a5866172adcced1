//! The numbers of a list, each with the edition that holds for it.

mod range;

use super::{First, Member, Phrase, Prefix};
use crate::cite::class::*;
use crate::cite::edition::{EditionFound, Editions};
use crate::model::{Clue, ClueSort, Slip, SlipKind};
use crate::script::Gap;
use range::parts;
pub(super) use range::share_editions;

/// No range is longer; beyond it the two ends are what is cited, and that is said.
const RANGE: u32 = 1000;
/// So far it is looked whether a list goes on as one.
const AHEAD: usize = 64;

/// The next member of a list.
struct Next {
    token: usize,
    clue: Option<Clue>,
    range: bool,
    /// Nothing stands between it and the member before.
    joined: bool,
}

impl Phrase<'_> {
    /// All members, and the last token of the list and what belongs to it.
    pub(super) fn members(&self, first: First, prefix: &Prefix) -> (Vec<Member>, usize) {
        let tokens = self.reader.tokens;
        let First {
            member,
            mut last,
            more,
            start,
        } = first;
        let inverted = start < self.word;
        let mut members = vec![member];
        members.extend(more);
        loop {
            last = self.letters(&mut members, last);
            let own = members.last().and_then(|m| self.body_of(m));
            if let Some(found) = self.edition(last, own.or(prefix.body)) {
                last = found.end - 1;
                if let Some(member) = members.last_mut() {
                    member.edition = Some(found);
                }
            }
            if let Some(found) = self.suffix(last) {
                last = found.last;
                if let Some(body) = found.body {
                    self.edition_behind(&mut members, &mut last, body);
                }
                self.take_clue(&mut members, &found.clue, Some(&found), prefix);
                self.decide_redline(&mut members);
            }
            let Some(next) = self.next_member(last, &members) else {
                break;
            };
            let Some(number) = tokens.number(next.token) else {
                break;
            };
            let mut member = self.member(next.token, number.clone());
            member.clues.extend(next.clue);
            if next.range {
                self.fill_range(&mut members, &member);
            }
            if next.joined {
                let from = members.last().map_or(member.span.start, |m| m.span.start);
                let written = &tokens.text[from..member.span.end];
                member
                    .slips
                    .push(Slip::new(SlipKind::Punctuation, written, ""));
            }
            members.push(member);
            last = next.token;
        }
        // A language that writes numbers before the word has no other word for several: there a body must be known.
        let known = |m: &Member| prefix.body.is_some() || self.body_of(m).is_some();
        if self.class == KINDS || inverted && members.iter().all(known) {
            self.split_ranges(&mut members, prefix);
        }
        share_editions(&mut members);
        (members, last)
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
        while let Some(before) = from {
            let comma = usize::from(tokens.class(end + 1) == COMMA);
            let joined = end + 1 + comma;
            let sign = tokens.class(joined);
            let at = joined + usize::from(matches!(sign, AND | TO | HYPHEN));
            let next = tokens.all.get(at).filter(|_| at > end + 1);
            let next = next.and_then(|_| one(tokens.written(at)));
            let Some(next) = next.filter(|next| *next > before) else {
                break;
            };
            let is_range = matches!(sign, TO | HYPHEN);
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
            kind: self.kind,
            body,
        }
    }

    /// The edition behind token `last`.
    pub(super) fn edition(&self, last: usize, body: Option<usize>) -> Option<EditionFound> {
        let tokens = self.reader.tokens;
        let editions = self.editions(body);
        let mut here = last + 1;
        if tokens.class(here) == OPEN {
            let found = editions.bracketed(here)?;
            // "Resolution 44 (C16)" names a contribution: texts with sessions have long numbers.
            let long = tokens.number(last).is_none_or(|n| n.text.len() >= 3);
            return (!found.session || long).then_some(found);
        }
        if tokens.gap(here) >= Gap::Line {
            return None;
        }
        if tokens.class(here) == COMMA {
            here += 1;
            if tokens.class(here) == OPEN {
                return editions.behind_comma(here);
            }
        } else if tokens.class(here) == HYPHEN && !tokens.is_glued(here) {
            here += 1;
        }
        editions
            .unbracketed(here)
            .or_else(|| editions.written_out(here))
    }

    /// "of the Conference (Dubai, 2018)": the edition stands behind the body.
    fn edition_behind(&self, members: &mut [Member], last: &mut usize, body: usize) {
        let tokens = self.reader.tokens;
        let Some(member) = members.last_mut().filter(|m| m.edition.is_none()) else {
            return;
        };
        let here = *last + 1 + usize::from(tokens.class(*last + 1) == COMMA);
        if tokens.class(here) != OPEN {
            return;
        }
        let lexicon = self.reader.lexicon;
        let Some(found) = self.editions(Some(body)).bracketed(here) else {
            return;
        };
        if let [(edition, None)] = found.sides.as_slice()
            && found.slips.is_empty()
            && (lexicon.places.is_of(edition, &lexicon.bodies[body].id)
                || edition.place.is_none() && lexicon.bodies[body].years)
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
                let body = self.body_of(member);
                let token = self.reader.tokens.token_from(member.span.start);
                if let Some(again) = self.edition(token, body) {
                    member.edition = Some(again);
                }
            }
        }
    }

    /// The next member behind token `last`.
    fn next_member(&self, last: usize, members: &[Member]) -> Option<Next> {
        let tokens = self.reader.tokens;
        let rules = self.reader.rules;
        let (classes, offset) = tokens.behind_of(last);
        for hit in rules.next.all(classes, offset) {
            let joined = hit.get("joined");
            let next = hit.get("next").or(joined);
            let Some(token) = next.map(|at| tokens.tokens_of(at).start) else {
                continue;
            };
            let joined = joined.is_some();
            let between = last + 1..token;
            let range = hit.get("range").is_some();
            let gloss = hit.get("gloss").is_some();
            let clue = match hit.get("weak") {
                Some(at) => {
                    let at = tokens.tokens_of(at).start;
                    match self.sector_body(at) {
                        Some(body) => Some(self.clue(ClueSort::Before, body, at)),
                        None => continue,
                    }
                }
                None => match hit.get("body") {
                    Some(at) => {
                        let at = tokens.tokens_of(at).start;
                        let body = tokens.body(at);
                        body.map(|body| self.clue(ClueSort::Before, body, at))
                    }
                    None => None,
                },
            };
            let fits = match range {
                _ if joined => self.is_joined(token, members),
                true => self.is_range(token, members),
                false if gloss => self.is_listed_behind_gloss(token, between.clone(), members),
                false => self.is_listed(token, between.clone(), clue.is_some(), members),
            };
            if fits && self.is_number_of_text(token) {
                return Some(Next {
                    token,
                    clue,
                    range,
                    joined,
                });
            }
        }
        None
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
        between: std::ops::Range<usize>,
        sector: bool,
        members: &[Member],
    ) -> bool {
        let tokens = self.reader.tokens;
        let (Some(number), Some(before)) = (tokens.number(token), members.last()) else {
            return false;
        };
        let has = |class: u8| between.clone().any(|i| tokens.class(i) == class);
        let dated = before.edition.is_some();
        // "32 / 44", "169 (Rev. Busan, 2014)/170 (…)"
        let slash = between.clone().find(|i| tokens.class(*i) == SLASH);
        if slash.is_some_and(|i| tokens.is_glued(i) && !dated) {
            return false;
        }
        let many = self.class == KINDS;
        let and = has(AND);
        let of_session = |class: u8| class == SESSION;
        let before_session = of_session(before.number.class);
        let session = of_session(number.class);
        let listed = many
            || number.class == TEMPORARY
            || sector
            || before_session && session
            || self.edition(token, None).is_some()
            || !dated
                && (self.class == KSHORT && and
                    || self.list_goes_on(token, and || self.class == KSHORT));
        // A number on a line of its own, or with a bracket behind, labels an item; a year is a year.
        let long = |n: &str| n.len() == 4 && !n.contains('/');
        let year = long(&number.text) && members.iter().all(|m| !long(&m.number.text));
        let other = before_session && !session && !long(&before.number.text);
        let broken = between
            .clone()
            .chain([token])
            .any(|i| tokens.gap(i) >= Gap::Line);
        let label = broken && (has(SEMICOLON) || self.is_item(token));
        listed && !year && !other && !label
    }

    /// What stands between the members is more than a comma: the next one must look like one.
    fn is_listed_behind_gloss(
        &self,
        token: usize,
        between: std::ops::Range<usize>,
        members: &[Member],
    ) -> bool {
        let tokens = self.reader.tokens;
        let (Some(number), Some(before)) = (tokens.number(token), members.last()) else {
            return false;
        };
        let class = |i: usize| tokens.class(i);
        let sentence = |i: usize| {
            matches!(
                class(i),
                SEMICOLON | QUESTION | KIND | KINDS | KSHORT | OPENER
            ) || tokens.gap(i) >= Gap::Blank
        };
        if self.class != KINDS || between.clone().any(sentence) {
            return false;
        }
        let bracket = class(between.start) == OPEN;
        let same = before.number.class == SESSION && number.class == SESSION;
        let dated = before.edition.is_some() && self.edition(token, None).is_some();
        let glossed = matches!(class(token + 1), OPEN) && self.edition(token, None).is_none();
        same || dated || bracket && (glossed || self.list_goes_on(token, true))
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
            if tokens.class(next) == AND {
                joined = true;
                next += 1;
            }
            match tokens.number(next).filter(|_| next > last + 1) {
                Some(number) if matches!(number.class, NUMBER | SESSION | TEMPORARY) => last = next,
                _ => break,
            }
        }
        if self.edition(last, None).is_some() || self.suffix(last).is_some() {
            return true;
        }
        let (classes, offset) = tokens.behind_of(last);
        let ends = classes.is_empty();
        joined
            && (ends
                || self
                    .reader
                    .rules
                    .list_goes_on
                    .first(classes, offset)
                    .is_some())
    }
}
