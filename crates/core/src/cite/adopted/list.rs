//! The numbers of a list, each with the edition that holds for it.

use super::{MEMBERS, Member, Parse, Prefix, ToNumber};
use crate::cite::edition::{self, EditionFound};
use crate::cite::lex::is_hyphen;
use crate::cite::number::{self, Number};
use crate::cite::terms::KindWord;
use crate::model::{BodyMark, Slip, SlipKind};

impl Parse<'_> {
    /// The members of the list that begins with `number`, and where it ends.
    pub(super) fn members(
        &mut self,
        number: Number,
        first: ToNumber,
        entry: KindWord,
        prefix: &Prefix,
    ) -> (Vec<Member>, usize) {
        let mut members: Vec<Member> = Vec::new();
        let mut end = number.span.end;
        let mut next = Some((number, first.body, first.slips));
        let mut range = false;
        while let Some((number, body, mut slips)) = next.take() {
            if number.lookalike {
                slips.push(Slip::new(
                    SlipKind::Homoglyph,
                    &self.lex.text[number.span.range()],
                    &number.text,
                ));
            }
            if range {
                self.fill_range(&mut members, &number);
                range = false;
            }
            end = number.span.end;
            let mut member = Member {
                number,
                body,
                against: None,
                year: None,
                edition: None,
                slips,
            };
            let known = member
                .body
                .as_ref()
                .map(|(b, _)| b.as_str())
                .or(prefix.body.as_deref());
            if let Some(found) = self.edition(end, known) {
                end = found.end;
                member.edition = Some(found);
            }
            members.push(member);
            if let Some(found) = self.suffix(end) {
                end = found.end;
                self.edition_behind(&mut members, &mut end, &found.body);
                self.take_suffix(&mut members, &found, entry, prefix);
                self.decide_redline(&mut members);
            }
            if members.len() >= MEMBERS {
                break;
            }
            if let Some((number, body, is_range)) = self.next_member(end, entry, &members) {
                range = is_range;
                next = Some((number, body, Vec::new()));
            }
        }
        if entry.many == Some(true) {
            self.split_ranges(&mut members, prefix);
        }
        share_editions(&mut members);
        (members, end)
    }

    /// "Resolutions 32-34" are three, but of bodies that count the versions of their texts.
    fn split_ranges(&self, members: &mut Vec<Member>, prefix: &Prefix) {
        let range = |member: &Member| -> Option<std::ops::RangeInclusive<u32>> {
            let from: u32 = member.number.text.parse().ok()?;
            let to: u32 = member.number.version.as_ref()?.parse().ok()?;
            let body = member.body.as_ref().map(|(body, _)| body);
            let versions = body
                .or(prefix.body.as_ref())
                .is_some_and(|b| self.words.versions.contains(b));
            (!versions && from < to && to - from < 40).then_some(from..=to)
        };
        if !members.iter().any(|m| range(m).is_some()) {
            return;
        }
        for member in std::mem::take(members) {
            let Some(numbers) = range(&member) else {
                members.push(member);
                continue;
            };
            for n in numbers {
                let mut one = member.clone();
                one.number.text = n.to_string();
                one.number.version = None;
                members.push(one);
            }
        }
    }

    /// "Resolution 75 of the Plenipotentiary Conference (Minneapolis, 1998)": when the body met.
    fn edition_behind(&self, members: &mut [Member], end: &mut usize, body: &str) {
        let Some(last) = members.last_mut().filter(|m| m.edition.is_none()) else {
            return;
        };
        let Some(open) = self
            .lex
            .soft_gap(*end)
            .filter(|g| self.lex.byte(*g) == b'(')
        else {
            return;
        };
        if let Some(found) = edition::bracketed(self.lex, self.words, open, self.kind, Some(body))
            && found.slips.is_empty()
            && let [(edition, None)] = found.sides.as_slice()
            && (self.words.places.is_of(edition, body)
                || edition.place.is_none() && self.words.years.contains(body))
        {
            *end = found.end;
            last.edition = Some(found);
        }
    }

    /// The edition behind a number, with or without its brackets.
    pub(super) fn edition(&self, at: usize, body: Option<&str>) -> Option<EditionFound> {
        let lex = self.lex;
        let gap = lex.gap(at);
        if gap.hard {
            return None;
        }
        if let Some(found) = edition::bracketed(lex, self.words, gap.end, self.kind, body) {
            // "Resolution 44 (C16)" names a contribution: texts with sessions have long numbers.
            let long = lex.bytes()[..at]
                .iter()
                .rev()
                .take(3)
                .all(u8::is_ascii_digit);
            return (!found.session || long).then_some(found);
        }
        if gap.broken {
            return None;
        }
        let mut here = gap.end;
        if lex.byte(here) == b',' {
            here = lex.soft_gap(here + 1)?;
            if lex.byte(here) == b'(' {
                return edition::behind_comma(lex, self.words, here, self.kind, body);
            }
        } else if here > at
            && let Some(dash) = lex
                .char_at(here)
                .filter(|c| is_hyphen(*c) || *c == '\u{2014}')
        {
            here = lex.soft_gap(here + dash.len_utf8())?;
        }
        edition::unbracketed(lex, self.words, here, self.kind, body)
            .or_else(|| edition::written_out(lex, self.words, here))
    }

    /// Where the body decides between two splits of a tracked change, reads the edition again.
    pub(super) fn decide_redline(&self, members: &mut [Member]) {
        for member in members {
            let undecided =
                |e: &EditionFound| e.slips.iter().any(|s| s.kind == SlipKind::UndecidedRedline);
            if member.edition.as_ref().is_some_and(undecided) {
                let body = member.body.as_ref().map(|(b, _)| b.clone());
                if let Some(again) = self.edition(member.number.span.end, body.as_deref()) {
                    member.edition = Some(again);
                }
            }
        }
    }

    /// The next member of the list behind `at`.
    #[allow(clippy::type_complexity)]
    pub(super) fn next_member(
        &self,
        at: usize,
        entry: KindWord,
        members: &[Member],
    ) -> Option<(Number, Option<(String, BodyMark)>, bool)> {
        let lex = self.lex;
        let gap = lex.gap(at);
        if gap.hard {
            return None;
        }
        let mut here = gap.end;
        let mut comma = false;
        // "32 / 44", "169 (Rev. Busan, 2014)/170 (…)"
        let dated = members.last().is_some_and(|m| m.edition.is_some());
        let stroke = lex.byte(here) == b'/' && (here > at || dated);
        if stroke || matches!(lex.byte(here), b',' | b';' | b'&' | b'+') {
            comma = lex.byte(here) != b'&';
            here = lex.soft_gap(here + 1)?;
        }
        let mut range = false;
        let mut and = false;
        if let Some(end) = self.words.and.at(lex, here) {
            and = true;
            here = lex.soft_gap(end)?;
        } else if !comma
            && here > at
            && let Some(end) = self.words.through.at(lex, here)
        {
            range = true;
            here = lex.soft_gap(end)?;
        } else if !comma && let Some(past) = lex.hyphen(here) {
            range = true;
            here = lex.soft_gap(past)?;
        }
        if !(comma || and || range || lex.byte(gap.end) == b'&') {
            return None;
        }
        let (body, here) = match self.sector(here) {
            Some((body, at)) => (Some((body, BodyMark::Prefix)), at),
            None => (None, here),
        };
        let number = self.number(here)?;
        if range {
            let last = members.last()?;
            let from: u32 = last.number.text.parse().ok()?;
            let to: u32 = number.text.parse().ok()?;
            let plural = entry.many == Some(true);
            return (plural && from < to && to - from < 40).then_some((number, body, true));
        }
        let temporary = number.text.starts_with('[');
        let session = |n: &Number| n.text.contains(['/', '(']);
        let last_is_session = members.last().is_some_and(|m| session(&m.number));
        let like_before = last_is_session && session(&number);
        let bare = members.last().is_some_and(|m| m.edition.is_none());
        let listed = entry.many == Some(true)
            || temporary
            || body.is_some()
            || like_before
            || self.edition(number.span.end, None).is_some()
            || bare
                && (entry.short && and || self.list_goes_on(number.span.end, and || entry.short));
        // A number on a line of its own, or with a bracket behind, labels an item; a year is a year.
        let digits = |n: &Number| n.text.len() == 4 && !n.text.contains('/');
        let year = digits(&number) && members.iter().all(|m| !digits(&m.number));
        // Session numbers and plain ones do not mix in a list.
        let other = last_is_session && !session(&number);
        let broken = lex.text[at..number.span.start].contains('\n');
        let semicolon = lex.text[at..number.span.start].contains(';');
        let label = broken && (semicolon || self.is_item(number.span.end));
        (listed && !year && !other && !label).then_some((number, body, false))
    }

    /// True where behind `at`, the end of a number of a list behind a singular word, the list goes on and ends as
    /// lists of texts do: "Resolution 44, 54 and 59 of WTSA", but not "Resolution 44, 2 and 3 copies of it".
    /// `joined`: "and" stood before the number.
    fn list_goes_on(&self, at: usize, mut joined: bool) -> bool {
        let (lex, words) = (self.lex, self.words);
        let mut end = at;
        for _ in 0..MEMBERS {
            let gap = lex.gap(end);
            if gap.hard || gap.broken {
                return joined;
            }
            let mut next = gap.end;
            if lex.byte(next) == b',' {
                next = lex.gap(next + 1).end;
            }
            if let Some(and) = words.and.at(lex, next) {
                joined = true;
                next = lex.gap(and).end;
            }
            match number::number(lex, next).filter(|_| next > gap.end) {
                Some(number) => end = number.span.end,
                None => break,
            }
        }
        let next = lex.gap(end).end;
        if self.edition(end, None).is_some() || self.suffix(end).is_some() {
            return true;
        }
        let word = lex.word(next);
        joined
            && match lex.char_at(next) {
                Some(')' | '.' | ';' | ',' | ':' | ']' | '"' | '\u{201d}') | None => true,
                _ => word.is_some_and(|w| words.terms.behind_list.contains(&w)),
            }
    }

    /// Adds the numbers between the last member and `to`.
    pub(super) fn fill_range(&self, members: &mut Vec<Member>, to: &Number) {
        let Some(from) = members
            .last()
            .and_then(|m| m.number.text.parse::<u32>().ok())
        else {
            return;
        };
        let Ok(upto) = to.text.parse::<u32>() else {
            return;
        };
        for n in from + 1..upto {
            let number = Number {
                text: n.to_string(),
                span: to.span,
                ..Number::default()
            };
            members.push(Member {
                number,
                body: None,
                against: None,
                year: None,
                edition: None,
                slips: Vec::new(),
            });
        }
    }
}

/// An edition behind several numbers holds for those before it that have none.
fn share_editions(members: &mut [Member]) {
    let mut later: Option<EditionFound> = None;
    for member in members.iter_mut().rev() {
        match &member.edition {
            Some(edition) => {
                let mut shared = edition.clone();
                shared.slips.clear();
                later = Some(shared);
            }
            None => member.edition = later.clone(),
        }
    }
}
