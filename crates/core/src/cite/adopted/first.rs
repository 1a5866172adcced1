//! From the kind word to the first number, before it or behind it.

use super::{First, Member, Phrase};
use crate::cite::class::*;
use crate::cite::pattern::Hit;
use crate::model::{ClueSort, Slip, SlipKind};
use crate::script::Gap;

impl Phrase<'_> {
    /// Numbers before the word: 第101、102和133号决议.
    pub(super) fn inverted(&self) -> Option<First> {
        let tokens = self.reader.tokens;
        let from = self.floor.max(self.word.saturating_sub(200));
        let (classes, offset) = tokens.before_of(from, self.word);
        let hit = self.reader.rules.inverted.first(classes, offset)?;
        let list = tokens.tokens_of(hit.get("list")?);
        let start = list.start;
        // "see 5 (1946). Resolution 7 …" is no heading.
        let is_dated = hit.get("dated").is_some();
        if is_dated && !(tokens.begins_line(start) && tokens.number(self.word + 1).is_none()) {
            return None;
        }
        let mut members: Vec<Member> = Vec::new();
        for i in list {
            let Some(number) = tokens.number(i) else {
                continue;
            };
            let before = |n: usize| i.checked_sub(n).map_or(0, |i| tokens.class(i));
            // 2015年12月16日 before a member
            if matches!(tokens.class(i + 1), YEAR_SIGN | MONTH) || before(1) == MONTH {
                continue;
            }
            let sign = before(1 + usize::from(before(1) == ORDINAL_SIGN));
            match members.last_mut().filter(|_| before(1) == OPEN) {
                Some(member) => member.year = number.text.parse().ok(),
                None => {
                    let member = self.member(i, number.clone());
                    if sign == TO {
                        self.fill_range(&mut members, &member);
                    }
                    members.push(member);
                }
            }
        }
        if members.is_empty() {
            return None;
        }
        let mut member = members.remove(0);
        if is_dated {
            member.edition = self.edition(start, None);
        }
        Some(First {
            member,
            start,
            last: self.word,
            more: members,
        })
    }

    /// From the word to the first number.
    pub(super) fn first(&self) -> Option<First> {
        let tokens = self.reader.tokens;
        let (classes, offset) = tokens.behind_of(self.word);
        let hit = self.reader.rules.first.first(classes, offset)?;
        let number = tokens.tokens_of(hit.get("first")?).start;
        let many = self.class == KINDS;
        let between = &tokens.classes[offset..tokens.all[number].at];
        let broken = between.contains(&b'\n');
        let breaks = between.iter().filter(|c| **c == b'\n').count();
        // "Resolution" over a column, and the first text under it.
        let again = hit.get("again").map(|at| tokens.tokens_of(at).start);
        let is_head = again.is_some_and(|at| tokens.begins_line(at));
        let is_short = self.class == KSHORT;
        let dotted = tokens.class(self.word + 1) == DOT;
        if breaks > 1
            || is_head
            || dotted && !is_short
            || broken && self.is_label(number)
            || broken && !many && self.word > self.floor && tokens.class(self.word - 1) == THIS
        {
            return None;
        }
        let mut slips = self.slips_of_word();
        let member = self.member(number, tokens.number(number)?.clone());
        let stray = hit.get("stray").is_some();
        if stray || hit.get("colon").is_some() {
            // "three resolutions, 2 decisions" counts texts.
            let counted = stray && self.is_item(number);
            if !many || broken || counted || !slips.is_empty() {
                return None;
            }
            if stray {
                let all = &tokens.text[tokens.all[self.word].start..member.span.end];
                slips.push(Slip::new(SlipKind::Punctuation, all, ""));
            }
        }
        let mut member = self.named_within(&hit, member, &mut slips)?;
        if !self.is_number_of_text(number) {
            return None;
        }
        slips.append(&mut member.slips);
        member.slips = slips;
        Some(First {
            member,
            start: self.word,
            last: number,
            more: Vec::new(),
        })
    }

    /// The first member with what is named between the word and its number: a Sector, a body.
    pub(super) fn named_within(
        &self,
        hit: &Hit,
        mut member: Member,
        slips: &mut Vec<Slip>,
    ) -> Option<Member> {
        let tokens = self.reader.tokens;
        if let Some(at) = hit.get("weak") {
            let sector = tokens.tokens_of(at).start;
            let body = self.sector_body(sector)?;
            member.clues.push(self.clue(ClueSort::Before, body, sector));
            if tokens.confused(sector) {
                slips.push(Slip::new(SlipKind::Homoglyph, tokens.written(sector), ""));
            }
        }
        if let Some(at) = hit.get("body") {
            let symbol = tokens.tokens_of(at).start;
            let body = tokens.body(symbol)?;
            if !self.reader.lexicon.adopts(body, self.kind) {
                return None;
            }
            member.clues.push(self.clue(ClueSort::Before, body, symbol));
        }
        Some(member)
    }

    /// False for "44/2016" and what goes on as another number does.
    pub(super) fn is_number_of_text(&self, number: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = number + 1;
        if tokens.class(next) == SLASH && tokens.is_glued(next) {
            let spaced = !tokens.is_glued(next + 1);
            return spaced || is_body(tokens.class(next + 1));
        }
        // "3.1" is read as one number; "44.5" too.
        true
    }

    /// True where the number on the next line labels an item.
    pub(super) fn is_label(&self, number: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = number + 1;
        let small = tokens
            .written(self.word)
            .starts_with(|c: char| !c.is_uppercase());
        tokens.gap(next) == Gap::Tab
            || tokens.class(next) == CLOSE && tokens.is_glued(next)
            || tokens.class(next) == DOT
                && tokens.is_glued(next)
                && !(tokens.is_glued(next + 1) && tokens.all.get(next + 1).is_some())
            || small && self.is_item(number)
    }

    /// True where a number is the label of an item: a small word stands behind it.
    pub(super) fn is_item(&self, number: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = number + 1;
        if tokens.class(next) == CLOSE && tokens.is_glued(next) || tokens.gap(next) == Gap::Tab {
            return true;
        }
        let part = matches!(tokens.class(next), 0 | OF | AND | BY | FROM | THIS);
        let small = next < tokens.all.len()
            && tokens.written(next).starts_with(char::is_lowercase)
            && !tokens.is_glued(next);
        small && !part
    }
}
