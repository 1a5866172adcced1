//! From the kind word to the first number, before it or behind it.

use super::{First, Member, Phrase};
use crate::cite::class::*;
use crate::cite::number::Number;
use crate::cite::pattern::Hit;
use crate::model::{ClueSort, Slip, SlipKind};
use crate::script::Gap;

impl Phrase<'_> {
    /// Numbers before the word: 第101、102和133号决议.
    pub(super) fn inverted(&self) -> Option<First> {
        let tokens = self.reader.tokens;
        let from = self.floor.max(self.word.saturating_sub(200));
        let hit = tokens.before(&self.reader.rules.inverted, from, self.word)?;
        let list = tokens.group(&hit, "list")?;
        let start = list.start;
        // "see 5 (1946). Resolution 7 …" is no heading.
        let is_dated = hit.get("dated").is_some();
        if is_dated && !(tokens.begins_line(start) && tokens.number(self.word + 1).is_none()) {
            return None;
        }
        let mut members: Vec<Member> = Vec::new();
        for i in list {
            let before = tokens.class_before(i);
            // 2015年12月16日 before a member
            if matches!(tokens.class(i + 1), YEAR_SIGN | MONTH) || before == MONTH {
                continue;
            }
            let Some(member) = self.member(i) else {
                continue;
            };
            match members.last_mut().filter(|_| before == OPEN) {
                Some(last) => last.year = member.number.text.parse().ok(),
                None => {
                    let sign = i - usize::from(before == ORDINAL_SIGN);
                    if tokens.class_before(sign) == TO {
                        self.fill_range(&mut members, &member);
                    }
                    members.push(member);
                    let counter = usize::from(tokens.class(i + 1) == COUNTER);
                    self.take_edition(&mut members, &mut (i + counter), None);
                }
            }
        }
        let first = members.first_mut()?;
        if is_dated {
            first.edition = self.edition(start, None);
        }
        Some(First {
            members,
            start,
            last: self.word,
        })
    }

    /// From the word to the first number.
    pub(super) fn first(&self) -> Option<First> {
        let tokens = self.reader.tokens;
        let hit = tokens.behind(&self.reader.rules.first, self.word)?;
        let number = tokens.group(&hit, "first")?.start;
        let many = self.class == KINDS;
        let between = &tokens.classes[tokens.all[self.word].at + 1..tokens.all[number].at];
        let breaks = between.iter().filter(|c| **c == b'\n').count();
        let broken = breaks > 0;
        // "Resolution" over a column, and the first text under it.
        let again = tokens.group(&hit, "again");
        let is_head = again.is_some_and(|at| tokens.begins_line(at.start));
        let dotted = tokens.class(self.word + 1) == DOT;
        if breaks > 1
            || is_head
            || dotted && self.class != KSHORT
            || broken && self.is_label(number)
            || broken && !many && self.word > self.floor && tokens.class(self.word - 1) == THIS
        {
            return None;
        }
        let mut slips = self.slips_of_word();
        let stray = hit.get("stray").is_some();
        if stray || hit.get("colon").is_some() {
            // "three resolutions, 2 decisions" counts texts.
            let counted = stray && self.is_item(number);
            if !many || broken || counted || !slips.is_empty() {
                return None;
            }
        }
        if stray {
            let all = &tokens.text[tokens.all[self.word].start..tokens.all[number].end];
            slips.push(Slip::new(SlipKind::Punctuation, all, ""));
        }
        let named = hit.get("weak").or(hit.get("body")).is_some();
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
        if hit.get("early").is_some() {
            member.edition = Some(self.edition(self.word, None)?);
        }
        let (members, last) = stroked.unwrap_or((vec![member], number));
        Some(First {
            members,
            start: self.word,
            last,
        })
    }

    /// "Resolutions 123/130/174": three numbers that rise are no number of one text. They, and the last token of them.
    fn stroked(&self, first: usize) -> Option<(Vec<Member>, usize)> {
        let tokens = self.reader.tokens;
        let part = |i: usize| matches!(tokens.class(i), SLASH | NUMBER | SESSION | MIXED);
        let goes_on = |i: &usize| part(*i) && tokens.is_glued(*i);
        let last = (first + 1..).take_while(goes_on).last()?;
        let span = self.reader.span(first..last + 1);
        let numbers = tokens.text[span.range()].split('/').map(str::parse::<u16>);
        let numbers: Vec<u16> = numbers.collect::<Result<_, _>>().ok()?;
        let rise = numbers.len() > 2 && numbers.is_sorted_by(|a, b| a < b);
        let member = |number: &u16| {
            let text = number.to_string();
            Member::of(
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
        let tokens = self.reader.tokens;
        let mut member = self.member(number)?;
        for name in ["weak", "body"] {
            let Some(at) = hit.get(name).map(|at| tokens.tokens_of(at).start) else {
                continue;
            };
            let body = self.adopter(at)?;
            member
                .clues
                .push(self.clue_of(ClueSort::Before, body, at..at + 1));
            if name == "weak" && tokens.confused(at) {
                let slip = Slip::new(SlipKind::Homoglyph, tokens.written(at), "");
                member.slips.insert(0, slip);
            }
        }
        Some(member)
    }

    /// False for "44/2016" and what goes on as another number does.
    pub(super) fn is_number_of_text(&self, number: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = number + 1;
        let goes_on = tokens.class(next) == SLASH && tokens.is_glued(next);
        // "3.1" is read as one number; "44.5" too.
        !goes_on || !tokens.is_glued(next + 1) || is_body(tokens.class(next + 1))
    }

    /// True where the number on the next line labels an item.
    fn is_label(&self, number: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = number + 1;
        let ended = tokens.class(next) == DOT && tokens.is_glued(next);
        let goes_on = tokens.is_glued(next + 1) && next + 1 < tokens.all.len();
        self.is_bracketed(number)
            || ended && !goes_on
            || !tokens.is_capital(self.word) && self.is_item(number)
    }

    /// True where a number is the label of an item: a small word stands behind it.
    pub(super) fn is_item(&self, number: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = number + 1;
        let part = matches!(tokens.class(next), 0 | OF | AND | BY | FROM | THIS);
        let small = tokens.is_small(next) && !tokens.is_glued(next);
        self.is_bracketed(number) || small && !part
    }

    /// True for the label "5)", or one with a tab behind.
    fn is_bracketed(&self, number: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = number + 1;
        tokens.gap(next) == Gap::Tab || tokens.class(next) == CLOSE && tokens.is_glued(next)
    }
}
