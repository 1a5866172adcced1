//! From the kind word to the first number, before it or behind it.

use super::{List, Member, Phrase};
use crate::cite::class::*;
use crate::cite::number::Number;
use crate::cite::pattern::Hit;
use crate::model::{ClueSort, Slip, SlipKind};
use crate::script::Gap;

impl Phrase<'_> {
    /// Numbers before the word: 第101、102和133号决议.
    pub(super) fn inverted(&self) -> Option<List> {
        let from = self.floor.max(self.word.saturating_sub(200));
        let hit = self.before(&self.rules.inverted, from, self.word)?;
        let list = hit.get("list")?;
        let start = list.start;
        // "see 5 (1946). Resolution 7 …" is no heading.
        let is_dated = hit.has("dated");
        if is_dated && !(self.begins_line(start) && self.number(self.word + 1).is_none()) {
            return None;
        }
        let mut found = List {
            members: Vec::new(),
            start,
            last: self.word,
        };
        for (i, member) in list.filter_map(|i| Some((i, self.member(i)?))) {
            let before = self.class_before(i);
            // 2015年12月16日 before a member
            if matches!(self.class(i + 1), YEAR_SIGN | MONTH) || before == MONTH {
                continue;
            }
            match found.members.last_mut().filter(|_| before == OPEN) {
                Some(last) => last.year = member.number.text.parse().ok(),
                None => {
                    let sign = i - usize::from(before == ORDINAL_SIGN);
                    if self.class_before(sign) == TO {
                        self.fill_range(&mut found.members, &member);
                    }
                    found.members.push(member);
                    found.last = self.past(i + 1, COUNTER) - 1;
                    self.take_edition(&mut found, None);
                }
            }
        }
        let first = found.members.first_mut()?;
        if is_dated {
            first.edition = self.edition(start, None);
        }
        found.last = self.word;
        Some(found)
    }

    /// From the word to the first number.
    pub(super) fn first(&self) -> Option<List> {
        let hit = self.behind(&self.rules.first, self.word)?;
        let number = hit.at("first")?;
        let many = self.class == KINDS;
        let between = &self.classes[self.all[self.word].at + 1..self.all[number].at];
        let breaks = between.iter().filter(|c| **c == b'\n').count();
        let broken = breaks > 0;
        // "Resolution" over a column, and the first text under it.
        let again = hit.get("again");
        let is_head = again.is_some_and(|at| self.begins_line(at.start));
        let dotted = self.class(self.word + 1) == DOT;
        if breaks > 1
            || is_head
            || dotted && self.class != KSHORT
            || broken && self.is_label(number)
            || broken && !many && self.word > self.floor && self.class(self.word - 1) == THIS
        {
            return None;
        }
        let mut slips = self.slips_of_word();
        let stray = hit.has("stray");
        if stray || hit.has("colon") {
            // "three resolutions, 2 decisions" counts texts.
            let counted = stray && self.is_item(number);
            if !many || broken || counted || !slips.is_empty() {
                return None;
            }
        }
        if stray {
            let all = self.text_of(self.word..number + 1);
            slips.push(Slip::new(SlipKind::Punctuation, all, ""));
        }
        let named = hit.has("weak") || hit.has("body");
        let stroked = self.stroked(number).filter(|_| !named);
        let mut member = match &stroked {
            Some((members, _)) => members[0].clone(),
            None => self.named_within(&hit, number)?,
        };
        if stroked.is_none() && !self.is_number_of_text(number) {
            return None;
        }
        slips.append(&mut member.slips);
        member.slips = slips;
        // القرار (REV.WRC-23) 223
        if hit.has("early") {
            member.edition = Some(self.edition(self.word, None)?);
        }
        let (members, last) = stroked.unwrap_or((vec![member], number));
        Some(List {
            members,
            start: self.word,
            last,
        })
    }

    /// "Resolutions 123/130/174": three numbers that rise are no number of one text. They, and the last token of them.
    fn stroked(&self, first: usize) -> Option<(Vec<Member>, usize)> {
        let part = |i: usize| matches!(self.class(i), SLASH | NUMBER | SESSION | MIXED);
        let goes_on = |i: &usize| part(*i) && self.is_glued(*i);
        let last = (first + 1..).take_while(goes_on).last()?;
        let span = self.span(first..last + 1);
        let numbers = self.text[span.range()].split('/').map(str::parse::<u16>);
        let numbers: Vec<u16> = numbers.collect::<Result<_, _>>().ok()?;
        let rise = numbers.len() > 2 && numbers.is_sorted_by(|a, b| a < b);
        let member = |number: &u16| {
            let text = number.to_string();
            Member::new(
                Number {
                    class: NUMBER,
                    text,
                    ..Number::default()
                },
                span,
            )
        };
        (self.class == KINDS && rise).then(|| (numbers.iter().map(member).collect(), last))
    }

    /// The text of that number with what is named between the word, or the text before, and its number: a Sector, a
    /// body.
    pub(super) fn named_within(&self, hit: &Hit, number: usize) -> Option<Member> {
        let mut member = self.member(number)?;
        for name in ["weak", "body"] {
            let Some(at) = hit.at(name) else {
                continue;
            };
            let body = self.adopter(at)?;
            let clue = self.clue_of(ClueSort::Before, body, at..at + 1);
            member.clues.push(clue);
            if name == "weak" && self.confused(at) {
                let slip = Slip::new(SlipKind::Homoglyph, self.written(at), "");
                member.slips.insert(0, slip);
            }
        }
        Some(member)
    }

    /// False for "44/2016" and what goes on as another number does.
    pub(super) fn is_number_of_text(&self, number: usize) -> bool {
        let next = number + 1;
        let goes_on = self.class(next) == SLASH && self.is_glued(next);
        // "3.1" is read as one number; "44.5" too.
        !goes_on || !self.is_glued(next + 1) || is_body(self.class(next + 1))
    }

    /// True where the number on the next line labels an item.
    fn is_label(&self, number: usize) -> bool {
        let next = number + 1;
        let ended = self.class(next) == DOT && self.is_glued(next);
        let goes_on = self.is_glued(next + 1) && next + 1 < self.all.len();
        self.is_bracketed(number)
            || ended && !goes_on
            || !self.is_capital(self.word) && self.is_item(number)
    }

    /// True where a number is the label of an item: a small word stands behind it.
    pub(super) fn is_item(&self, number: usize) -> bool {
        let next = number + 1;
        let part = matches!(self.class(next), 0 | OF | AND | BY | FROM | THIS);
        let small = self.is_small(next) && !self.is_glued(next);
        self.is_bracketed(number) || small && !part
    }

    /// True for the label "5)", or one with a tab behind.
    fn is_bracketed(&self, number: usize) -> bool {
        let next = number + 1;
        self.gap(next) == Gap::Tab || self.class(next) == CLOSE && self.is_glued(next)
    }
}
