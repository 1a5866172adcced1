//! The body that is named before the kind word, and who stands behind the numbers and is no body.

use super::organs::begins_line;
use super::{Owner, Parse, Prefix};
use crate::cite::lex::is_hyphen;
use crate::cite::words::Word;

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
        // "WTDC-22 (Kigali) Resolution 17"
        if let Some(open) = self.without_bracket(end)
            && let Some(place) = lex.word(open + 1)
            && self.words.places.exact(place.text()).is_some()
            && let Some(before) = lex.gap_before(open)
            && before > floor
            && self.words.mark_before(lex, before).is_some()
        {
            end = before;
        }
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
        // "C19 Decision 619"
        if let Some((body, year, start)) = self.session_before(end, word).filter(|s| s.2 >= floor) {
            prefix.body = Some(body);
            prefix.year = Some(year);
            prefix.start = Some(start);
            return prefix;
        }
        let mut glued = false;
        match lex.char_before(end) {
            Some(c) if is_hyphen(c) || c == '/' => {
                (end, glued) = (end - c.len_utf8(), true);
            }
            Some(')') => end -= 1,
            // "UNESCO: Resolution 5", "UNESCO (Resolution 5)"
            Some('(' | ':') => {
                let name = lex.gap_before(end - 1);
                let other = name.and_then(|end| self.words.terms.others.before(lex, end));
                prefix.elsewhere = other.map(|_| Owner::Organ);
                return prefix;
            }
            // "S.Res. 44", "H. Res. 44"
            Some('.')
                if let Some(letter) = lex.char_before(end - 1)
                    && (end == at
                        || written.len() < 4 && !begins_line(lex, end - 1 - letter.len_utf8())) =>
            {
                (end, glued) = (end - 1, true);
            }
            _ => {}
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
                prefix.of_sector = true;
            } else {
                prefix.elsewhere = self.owner_before(whole, glued, shouted);
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
        // "WTSA and PP Resolutions 44 and 123": which is whose is not said.
        let plural = self.words.kind(word).is_some_and(|k| k.many == Some(true));
        if plural && self.is_joined(start) {
            prefix.elsewhere = Some(Owner::Organ);
            return prefix;
        }
        prefix.generic = self.words.generic.at(lex, start) == Some(end);
        prefix.body = Some(body.to_owned());
        prefix.start = Some(start);
        prefix
    }

    /// True where another body is joined to the one whose name begins at `at`: "WTSA and".
    fn is_joined(&self, at: usize) -> bool {
        let lex = self.lex;
        let and = lex
            .gap_before(at)
            .and_then(|end| self.words.and.before(lex, end));
        let Some(end) = and.and_then(|start| lex.gap_before(start)) else {
            return false;
        };
        self.words.body_before(lex, end).is_some()
    }

    /// A session whose short name ends at `end` ("C19"), before a number that is long enough to be one of its texts.
    fn session_before(&self, end: usize, word: &Word) -> Option<(String, u16, usize)> {
        let lex = self.lex;
        let digits = lex.bytes()[..end].iter().rev().take(2);
        let digits = digits.take_while(|b| b.is_ascii_digit()).count();
        let letters = lex.word_before(end - digits).filter(|_| digits == 2)?;
        let number = lex
            .gap(word.end + usize::from(lex.byte(word.end) == b'.'))
            .end;
        lex.digits(number).filter(|stop| stop - number >= 3)?;
        let (body, year, stop) = self.words.session_at(lex, letters.start)?;
        let whole = stop == end && self.words.adopts(body, self.kind);
        whole.then(|| (body.to_owned(), year, letters.start))
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
        if matches!(lex.byte(here), b'(' | b'[')
            && self.words.terms.others.at(lex, here + 1).is_some()
        {
            return Some(Owner::Organ);
        }
        if self.is_foreign_session(here) || self.abbreviation_behind(at).is_some() {
            return Some(Owner::Organ);
        }
        if lex.byte(here) == b',' {
            here = lex.soft_gap(here + 1)?;
        }
        let of = self.words.of.at(lex, here);
        let only_organs = of.is_none();
        let of = of.or_else(|| self.words.from.at(lex, here))?;
        here = self.past_apostrophe(lex.soft_gap(of)?);
        if self.words.organs.at(lex, here).is_some() || self.words.mark_at(lex, here).is_some() {
            return Some(Owner::Organ);
        }
        for _ in 0..5 {
            if self.words.body_at(lex, here).is_some() {
                return Some(Owner::Organ);
            }
            if let Some(owner) = self.owner_at(here) {
                return Some(owner).filter(|o| *o == Owner::Organ || !only_organs);
            }
            here = self
                .past_ordinal(here)
                .or_else(|| self.past_article(here))?;
        }
        None
    }

    /// Past the "39th" of "39th session of the Assembly" at `at`.
    fn past_ordinal(&self, at: usize) -> Option<usize> {
        let lex = self.lex;
        let end = lex.word(lex.digits(at)?)?.end;
        lex.soft_gap(end).filter(|next| *next > end)
    }

    /// Past "the", "l'", "ITU" at `at`, before a name.
    pub(super) fn past_article(&self, at: usize) -> Option<usize> {
        let (lex, terms) = (self.lex, &self.words.terms);
        let end = terms.the.at(lex, at).or_else(|| terms.owner.at(lex, at));
        let end = end.or_else(|| terms.ordinals.at(lex, at))?;
        // "thirty-ninth"
        let end = lex.hyphen(end).unwrap_or(end);
        Some(self.past_apostrophe(lex.soft_gap(end)?))
    }

    /// "de l'AMNT"
    pub(super) fn past_apostrophe(&self, at: usize) -> usize {
        let mark = self.lex.char_at(at).filter(|c| "'\u{2019}".contains(*c));
        mark.map_or(at, |c| at + c.len_utf8())
    }

    /// "(Cg-XII)", "(EC-73)", "(LI-O/21)": the session of somebody else fills the brackets at `at`.
    fn is_foreign_session(&self, at: usize) -> bool {
        let (lex, terms) = (self.lex, &self.words.terms);
        let Some(word) = lex
            .word(at + 1)
            .filter(|w| w.capital && lex.byte(at) == b'(')
        else {
            return false;
        };
        let (letters, behind) = (word.end - word.start, word.end + 1);
        let known = terms.opens(&word).paper || self.words.body_at(lex, word.start).is_some();
        if !(2..=4).contains(&letters) || known || lex.byte(word.end) != b'-' {
            return false;
        }
        let sign = |b: &&u8| b.is_ascii_digit() || b.is_ascii_uppercase() || b"/-".contains(b);
        let session = lex.bytes()[behind..].iter().take(8).take_while(sign);
        let end = behind + session.count();
        let session = &lex.bytes()[behind..end];
        let roman = session.iter().all(|b| b"IVXLC".contains(b));
        // "(IMT-2020)" is what the text is about.
        let digits = session.iter().filter(|b| b.is_ascii_digit()).count();
        end > behind && lex.byte(end) == b')' && (roman || (1..=2).contains(&digits))
    }

    /// The end of a name without the "'s" behind it.
    pub(super) fn without_possessive(&self, end: usize) -> usize {
        let text = &self.lex.text[..end];
        let bare = text.strip_suffix('s').unwrap_or(text);
        bare.strip_suffix(['\'', '\u{2019}']).map_or(end, str::len)
    }
}
