//! Who a sentence says has adopted a text, before the text: "the Council, in its Resolution 5", "WTSA-16 adopted
//! Resolution 92", "the acts of WTSA-16, and Resolution 2 thereof".

use super::{Owner, Parse};
use crate::cite::words::{Word, WordSet};
use crate::model::{BodyMark, Written};

/// Words and signs before a phrase among which the name is looked for.
const NEAR: usize = 60;
/// Longer than brackets behind a name are: "(Geneva, 2022)".
const BRACKET: usize = 80;

/// Who is named.
pub(super) enum Subject<'a> {
    Body(&'a str, Option<u16>),
    /// None of the bodies.
    Other,
}

impl Parse<'_> {
    /// Notes whose texts `written` are, by the subject of the sentence before their kind word `word`.
    pub(super) fn take_subject(&self, word: &Word, written: &mut [Written]) {
        let subject = match self.subject_of(word) {
            Some(Subject::Body(body, _)) if !self.words.adopts(body, self.kind) => {
                Some(Subject::Other)
            }
            subject => subject,
        };
        for written in written {
            let number = written.number.as_deref().unwrap_or_default();
            let of_session = number.contains(['/', '(']);
            match subject {
                // Numbers of sessions tell whose they are, but for bodies that all have such ones.
                Some(Subject::Body(body, year))
                    if !of_session || self.words.symbols.iter().any(|(_, b)| b == body) =>
                {
                    written.body = Some((body.into(), BodyMark::Prefix));
                    written.edition.year = written.edition.year.or(year);
                }
                Some(Subject::Other) if !of_session => written.elsewhere = true,
                _ => {}
            }
        }
    }

    /// The subject of "in its Resolution 5", "adopted Resolution 92".
    fn subject_of(&self, word: &Word) -> Option<Subject<'_>> {
        let (lex, terms) = (self.lex, &self.words.terms);
        let before = lex.gap_before(word.start)?;
        if let Some(its) = terms.its.before(lex, before) {
            return self.named_before(its);
        }
        // "by WTDC-14 (Resolution 45)"
        if lex.char_before(before) == Some('(') {
            let name = lex.gap_before(before - 1)?;
            let found = self.body_ending(name);
            return found
                .filter(|s| matches!(s, Subject::Body(b, _) if !self.words.years.contains(*b)));
        }
        // "the Council in Resolution 5", "as WTDC decided, through Resolution 5"
        if let Some(by) = lex
            .word_before(before)
            .filter(|w| terms.by_which.contains(w))
        {
            let end = self.before_words(by.start, &terms.deciding)?;
            let organ = || {
                terms.others.before(lex, end).is_some()
                    || self.owner_before(end, false, false) == Some(Owner::Organ)
            };
            return match self.body_ending(end) {
                // Who reports to the Council does so on any text.
                Some(Subject::Body(body, _)) if self.words.years.contains(body) => None,
                None => organ().then_some(Subject::Other),
                found => found,
            };
        }
        // "has also revised", "adopted a new"
        let mut end = before;
        for _ in 0..3 {
            let last = lex.word_before(end)?;
            if let Some(start) = terms.adopting.before(lex, end) {
                return self.actor_before(start);
            }
            if last.capital || !(terms.around_adopting.contains(&last) || terms.the.holds(&last)) {
                return None;
            }
            end = lex.gap_before(last.start)?;
        }
        None
    }

    /// Who does what the verb at `at` says: the name right before it, or before "(Geneva, 2022)" and "has also".
    fn actor_before(&self, at: usize) -> Option<Subject<'_>> {
        let lex = self.lex;
        let end = self.before_words(at, &self.words.terms.around_adopting)?;
        if let Some(found) = self.body_ending(end) {
            return Some(found);
        }
        let last = lex.word_before(end).filter(|w| w.capital)?;
        let owner = self.owner_before(end, false, false)?;
        let gathering = owner == Owner::Named && self.words.is_gathering(&last);
        (!gathering).then_some(Subject::Other)
    }

    /// Before the words of `around`, commas and "(Geneva, 2022)" that end at `at`.
    fn before_words(&self, at: usize, around: &WordSet) -> Option<usize> {
        let lex = self.lex;
        let mut end = lex.gap_before(at)?;
        for _ in 0..4 {
            if let Some(bare) = self.without_bracket(end) {
                end = lex.gap_before(bare)?;
            } else if lex.char_before(end) == Some(',') {
                end = lex.gap_before(end - 1)?;
            } else if let Some(word) = lex.word_before(end)
                && !word.capital
                && around.contains(&word)
            {
                end = lex.gap_before(word.start)?;
            } else {
                break;
            }
        }
        Some(end)
    }

    /// The body whose name or mark ends at `end`, or another one that is called so.
    fn body_ending(&self, end: usize) -> Option<Subject<'_>> {
        if let Some((body, year, _)) = self.words.mark_before(self.lex, end) {
            return Some(Subject::Body(body, Some(year)));
        }
        let (body, start) = self.words.body_before(self.lex, end)?;
        Some(match self.is_another(start, end) {
            true => Subject::Other,
            false => Subject::Body(body, None),
        })
    }

    /// Where "(Geneva, 2022)" begins that ends at `end`.
    pub(super) fn without_bracket(&self, end: usize) -> Option<usize> {
        let text = &self.lex.text[..end];
        let low = text.len().saturating_sub(BRACKET);
        let inner = text.as_bytes()[low..].strip_suffix(b")")?;
        let open = inner
            .iter()
            .rposition(|b| matches!(b, b'(' | b')' | b'\n'))?;
        (inner[open] == b'(').then_some(low + open)
    }

    /// Who is named last before `at` in the same sentence: small words, numbers, places and brackets are passed over.
    pub(super) fn named_before(&self, at: usize) -> Option<Subject<'_>> {
        let (lex, terms) = (self.lex, &self.words.terms);
        let mut end = at;
        for _ in 0..NEAR {
            end = lex.gap_before(end)?;
            let c = lex.char_before(end)?;
            if let Some(found) = self.body_ending(end) {
                return Some(found);
            }
            if let Some(bare) = self.without_bracket(end) {
                end = bare;
                continue;
            }
            if !c.is_alphabetic() {
                if matches!(c, '.' | ';' | ':' | '!' | '?' | '\u{201c}' | '"') {
                    return None;
                }
                end -= c.len_utf8();
                continue;
            }
            let word = lex.word_before(end)?;
            let place = self.words.places.exact(word.text()).is_some();
            let ours = terms.no_organ.contains(&word) || terms.provision.holds(&word);
            if word.capital && !place && !ours {
                let gathering =
                    self.words.is_gathering(&word) || terms.union.before(lex, end).is_some();
                return match self.owner_before(end, false, false) {
                    Some(Owner::Organ) => Some(Subject::Other),
                    Some(Owner::Named) if !gathering => Some(Subject::Other),
                    _ => None,
                };
            }
            end = word.start;
        }
        None
    }
}
