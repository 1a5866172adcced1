//! The body that is named before the kind word or behind the numbers.

use super::{Owner, Parse, Prefix, Suffix};
use crate::cite::lex::is_hyphen;
use crate::cite::words::Word;
use crate::model::BodyMark;

impl Parse<'_> {
    /// The body before the kind word: "WTSA", "PP-14", "General Assembly (UNGA)".
    pub(super) fn prefix(&self, word: &Word, floor: usize) -> Prefix {
        let mut prefix = Prefix::default();
        let lex = self.lex;
        let at = word.start;
        let written = &lex.text[at..word.end];
        let shouted = written.len() > 3 && written.chars().all(char::is_uppercase);
        let Some(mut end) = lex.gap_before(at).filter(|end| *end > floor) else {
            return prefix;
        };
        // A bookmark on a new line begins a heading: what the line before ends with is none of it.
        let between = &lex.text[end..at];
        if between.contains('\n') && between.contains("[bookmark") {
            return prefix;
        }
        // "Council 2016 Resolution 1332"
        if let Some((body, year, start)) = self.words.mark_before(lex, end)
            && start >= floor
        {
            if self.words.adopts(body, self.kind) {
                prefix.body = Some(body.to_owned());
                prefix.year = Some(year);
                prefix.start = Some(start);
            }
            return prefix;
        }
        if let Some(c) = lex.char_before(end).filter(|c| is_hyphen(*c) || *c == '/') {
            end -= c.len_utf8();
        } else if lex.char_before(end) == Some(')') {
            end -= 1;
        }
        // "WTSA's Resolution 44"
        let whole = end;
        let end = self.without_possessive(end);
        let Some((body, mut start)) = self.words.body_before(lex, end) else {
            if let Some((body, start)) =
                self.sector_before(end).filter(|(_, start)| *start >= floor)
            {
                prefix.body = Some(body);
                prefix.start = Some(start);
            } else {
                prefix.elsewhere = self.owner_before(whole, shouted);
            }
            return prefix;
        };
        if start < floor {
            return prefix;
        }
        if self.is_another(start, end) {
            prefix.elsewhere = Some(Owner::Organ);
            return prefix;
        }
        if !self.words.adopts(body, self.kind) {
            prefix.foreign = true;
            return prefix;
        }
        // "General Assembly (UNGA)": the name before the bracket belongs to it.
        if lex.char_before(start) == Some('(')
            && let Some(before) = lex.gap_before(start - 1)
            && let Some((same, name)) = self.words.body_before(lex, before)
            && same == body
            && name >= floor
        {
            start = name;
        }
        prefix.body = Some(body.to_owned());
        prefix.start = Some(start);
        prefix
    }

    /// "ITU-R Resolution 7", "ITU-T Resolution 44".
    pub(super) fn sector_before(&self, end: usize) -> Option<(String, usize)> {
        let lex = self.lex;
        let last = lex.word_before(end)?;
        for (prefix, body) in &self.words.prefixes {
            if !self.words.adopts(body, self.kind) || !prefix.ends_with(last.text()) {
                continue;
            }
            if last.text() == prefix {
                return Some((body.clone(), last.start));
            }
            let mut here = last.start;
            while let Some(c) = lex.char_before(here).filter(|c| is_hyphen(*c)) {
                here -= c.len_utf8();
            }
            let first = lex.word_before(lex.gap_before(here)?)?;
            if lex.squeezed(first.start, prefix) == Some(end) {
                return Some((body.clone(), first.start));
            }
        }
        None
    }

    /// "of Study Group 20", "of WHO": behind `at` stands one that does not adopt such texts of ours. What
    /// [`Parse::suffix`] reads is not asked for.
    pub(super) fn owner_behind(&self, at: usize) -> Option<Owner> {
        let lex = self.lex;
        let mut here = lex.soft_gap(at)?;
        if lex.byte(here) == b',' {
            here = lex.soft_gap(here + 1)?;
        }
        here = lex.soft_gap(self.words.of.at(lex, here)?)?;
        if self.words.organs.at(lex, here).is_some() || self.words.mark_at(lex, here).is_some() {
            return Some(Owner::Organ);
        }
        for _ in 0..3 {
            if self.words.body_at(lex, here).is_some() {
                return Some(Owner::Organ);
            }
            if let Some(owner) = self.owner_at(here) {
                return Some(owner);
            }
            here = self.past_article(here)?;
        }
        None
    }

    /// Past "the", "l'", "ITU" at `at`, before a name.
    fn past_article(&self, at: usize) -> Option<usize> {
        let (lex, terms) = (self.lex, &self.words.terms);
        let end = terms.the.at(lex, at).or_else(|| terms.owner.at(lex, at));
        let end = end.or_else(|| terms.ordinals.at(lex, at))?;
        lex.soft_gap(end)
    }

    /// The end of a name without the "'s" behind it.
    pub(super) fn without_possessive(&self, end: usize) -> usize {
        let text = &self.lex.text[..end];
        let bare = text.strip_suffix('s').unwrap_or(text);
        bare.strip_suffix(['\'', '\u{2019}']).map_or(end, str::len)
    }

    /// "(WTSA)": the body whose name begins at `at` and fills the brackets.
    fn suffix_in_brackets(&self, at: usize) -> Option<Suffix> {
        let lex = self.lex;
        let (body, end) = self.words.body_at(lex, at)?;
        let fills = lex.byte(end) == b')' && self.words.adopts(body, self.kind);
        fills.then(|| Suffix::of(body, None, end + 1))
    }

    /// The body behind: "of WTSA", "adopted by the Council", "of this conference", "of PP-14".
    pub(super) fn suffix(&self, at: usize) -> Option<Suffix> {
        let lex = self.lex;
        let mut here = lex.soft_gap(at)?;
        if lex.byte(here) == b'(' {
            return self.suffix_in_brackets(here + 1);
        }
        if lex.byte(here) == b',' {
            here = lex.soft_gap(here + 1)?;
        }
        let of = self.words.of.at(lex, here)?;
        here = lex.soft_gap(of)?;
        // "de l'AMNT"
        if let Some(mark) = lex.char_at(here).filter(|c| "'’".contains(*c)) {
            here += mark.len_utf8();
        }
        if let Some(this) = self.words.this.at(lex, here) {
            let next = lex.soft_gap(this)?;
            let word = lex.word(next).filter(|w| self.words.is_gathering(w))?;
            return Some(Suffix {
                body: String::new(),
                year: None,
                mark: BodyMark::ThisConference,
                end: word.end,
            });
        }
        if let Some((body, year, end)) = self.words.mark_at(lex, here) {
            let adopts = self.words.adopts(body, self.kind);
            return adopts.then(|| Suffix::of(body, Some(year), end));
        }
        // "of ITU-T": its assembly.
        if let Some((body, end)) = self.words.sector_of(lex, here)
            && self.words.adopts(body, self.kind)
        {
            return Some(Suffix::of(body, None, end));
        }
        // "of the World …", "of ITU Council": articles and the name of the organisation may stand between.
        let mut year = None;
        for _ in 0..3 {
            if let Some((body, mut end)) = self.words.body_at(lex, here) {
                if !self.words.adopts(body, self.kind) || self.is_another(here, end) {
                    return None;
                }
                // "(WTDC)" behind the name belongs to it.
                if let Some(open) = lex.soft_gap(end).filter(|o| lex.byte(*o) == b'(')
                    && let Some((same, close)) = self.words.body_at(lex, open + 1)
                    && same == body
                    && lex.byte(close) == b')'
                {
                    end = close + 1;
                }
                return Some(Suffix::of(body, year, end));
            }
            // "of the 2013 Forum", "of the 17th Conference"
            here = match lex.digits(here) {
                Some(end) => {
                    let digits = &lex.text[here..end];
                    year = digits.parse().ok().filter(|_| digits.len() == 4);
                    let ordinal = lex.word(end).map_or(end, |w| w.end);
                    lex.soft_gap(ordinal).filter(|next| *next > ordinal)?
                }
                None => self.past_article(here)?,
            };
        }
        None
    }
}
