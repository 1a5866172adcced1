//! Organs that are none of the bodies: "Executive Board decision 7", "Resolution 5 of the Commission on Fish",
//! "WHO Resolution 3". What they adopt is none of the bodies', whatever the text is about.

use super::{Owner, Parse};
use crate::cite::lex::{Lex, is_hyphen};
use crate::cite::words::Word;

/// More words than the name of an organ has.
const NAME: usize = 9;
/// Signs of a code that names an organ.
const CODE: usize = 24;
/// Letters of an abbreviation.
const SHORT: std::ops::RangeInclusive<usize> = 2..=8;

impl Parse<'_> {
    /// True where a name ends at `end` that is no body's: of an organ, or of anybody ("Brazil's Resolution 5").
    /// `glued`: only a stroke, hyphen or dot stands between it and the kind word; `shouted`: that is in capitals, so
    /// that capitals say nothing.
    pub(super) fn owner_before(&self, end: usize, glued: bool, shouted: bool) -> Option<Owner> {
        let (lex, terms) = (self.lex, &self.words.terms);
        if !shouted && self.is_code_before(end, glued) {
            return Some(Owner::Organ);
        }
        let bare = self.without_possessive(end);
        let behind_number = session_before(lex, end).unwrap_or(bare);
        let last = lex.word_before(behind_number)?;
        if behind_number < bare {
            let organ = self.is_abbreviation(&last) || last.capital && terms.organ.contains(&last);
            return (!shouted && organ).then_some(Owner::Organ);
        }
        if !shouted && !last.capital && self.words.and.holds(&last) {
            return self.is_other_text(last.start).then_some(Owner::Named);
        }
        let ours = is_whole(lex, &last) && terms.no_organ.contains(&last);
        if ours || self.is_small(&last) || terms.provision.holds(&last) {
            return None;
        }
        if bare < end {
            let ours = self.words.is_gathering(&last) || terms.owner.holds(&last);
            return (!ours).then_some(Owner::Named);
        }
        if !last.capital {
            return None;
        }
        if !shouted && !is_whole(lex, &last) {
            return Some(Owner::Named);
        }
        if self.is_abbreviation(&last) {
            return (!shouted).then_some(Owner::Organ);
        }
        let mut word = last;
        let mut capitals = 0;
        for _ in 0..NAME {
            let before = word_before(lex, word.start);
            if word.capital && terms.organ.contains(&word) {
                let alone = capitals == 0
                    && !before
                        .as_ref()
                        .is_some_and(|w| w.capital && !self.is_small(w));
                let ours =
                    self.words.is_gathering(&word) || terms.union.before(lex, word.end).is_some();
                return (!(alone && ours)).then_some(Owner::Organ);
            }
            capitals += usize::from(word.capital);
            match before.filter(|w| w.capital || self.is_small(w)) {
                Some(next) => word = next,
                None => break,
            }
        }
        // A name in the middle of a sentence: "Anatel Resolution 715".
        let begins = word_before(lex, last.start).is_none();
        let same_line = !lex.text[last.end..]
            .trim_start_matches([' ', '\u{a0}'])
            .starts_with('\n');
        (!shouted && !begins && same_line).then_some(Owner::Named)
    }

    /// True where a code ends at `end` that names an organ: "PCC.I", "WT/L/540", "G77", the "C" of "39 C/Resolution 20".
    fn is_code_before(&self, end: usize, glued: bool) -> bool {
        let (lex, terms) = (self.lex, &self.words.terms);
        let sign = |b: &u8| b"./-_#()".contains(b);
        let code = lex.bytes()[..end].iter().rev().take(CODE);
        let code = code
            .take_while(|b| b.is_ascii_alphanumeric() || sign(b))
            .count();
        let code = &lex.bytes()[end - code..end];
        let opening = code.iter().take_while(|b| sign(b)).count();
        let code = &code[opening..];
        let start = end - code.len();
        let capitals = code.iter().filter(|b| b.is_ascii_uppercase()).count();
        let small = code.iter().any(u8::is_ascii_lowercase) && !self.is_session(start, end);
        if capitals == 0
            || small
            || !code.last().is_some_and(u8::is_ascii_alphanumeric)
            || start > 0 && lex.char_before(start).is_some_and(char::is_alphanumeric)
        {
            return false;
        }
        if lex
            .word(start)
            .is_some_and(|w| w.end == end && terms.no_organ.contains(&w))
        {
            return false;
        }
        // What a line begins with may be the label of an item: "A5 Resolution 44".
        let label = !glued && capitals == 1 && begins_line(lex, start);
        (glued || code.iter().any(|b| b.is_ascii_digit() || sign(b))) && !label
    }

    /// True for "Cg-18": what met, and how often.
    fn is_session(&self, start: usize, end: usize) -> bool {
        let (lex, terms) = (self.lex, &self.words.terms);
        let Some(word) = lex
            .word(start)
            .filter(|w| w.capital && w.end - w.start <= 4)
        else {
            return false;
        };
        let opens = terms.opens(&word);
        let known = opens.division
            || opens.paper
            || opens.kind.is_some()
            || self.words.revised.holds(&word);
        !known && lex.byte(word.end) == b'-' && lex.digits(word.end + 1) == Some(end)
    }

    /// True where the word that ends before `at` says that what is joined to it is another law: "Order and".
    fn is_other_text(&self, at: usize) -> bool {
        let before = word_before(self.lex, at);
        before.is_some_and(|w| w.capital && self.words.terms.other_texts.contains(&w))
    }

    /// True where the name of an organ, or of anybody that is no body, begins at `at`: "Executive Board",
    /// "Conference of the Parties", "WHO", "Anatel".
    pub(super) fn owner_at(&self, at: usize) -> Option<Owner> {
        let (lex, terms) = (self.lex, &self.words.terms);
        let first = lex.word(at)?;
        if terms.organ.contains(&first) && self.is_adjective_behind(first.end) {
            return Some(Owner::Organ);
        }
        if !first.capital {
            return None;
        }
        if self.is_abbreviation(&first) {
            return Some(Owner::Organ);
        }
        if terms.no_organ.contains(&first)
            || terms.opens(&first).division
            || terms.article(&first).is_some()
            || terms.months.holds(&first)
        {
            return None;
        }
        // "l'Union postale"
        if let Some(end) = terms.union.at(lex, at) {
            return self.is_adjective_behind(end).then_some(Owner::Organ);
        }
        // "the Istanbul Congress"
        if self.words.places.exact(first.text()).is_some() {
            let organ =
                word_behind(lex, first.end).filter(|w| w.capital && terms.organ.contains(w));
            return organ
                .filter(|w| !self.words.is_gathering(w))
                .map(|_| Owner::Organ);
        }
        let alone = !word_behind(lex, first.end).is_some_and(|w| w.capital);
        if alone && self.words.is_gathering(&first) && !self.goes_on(first.end) {
            return None;
        }
        let organ = terms.organ.contains(&first) || self.is_organ_behind(first.end);
        Some(if organ { Owner::Organ } else { Owner::Named })
    }

    /// True where "of the Parties" stands at `at`, and not "of the Union".
    fn goes_on(&self, at: usize) -> bool {
        let (lex, terms) = (self.lex, &self.words.terms);
        let Some(of) = word_behind(lex, at).filter(|w| terms.of_name.contains(w)) else {
            return false;
        };
        let next = lex.gap(of.end).end;
        if terms.union.at(lex, next).is_some() {
            return false;
        }
        let the = terms.the.at(lex, next).map_or(next, |e| lex.gap(e).end);
        let the = self.past_elision(the);
        let whose = lex.word(the).filter(|w| w.capital);
        whose.is_some_and(|w| self.words.places.exact(w.text()).is_none())
    }

    /// Past the "l'" of "de l'OMS".
    fn past_elision(&self, at: usize) -> usize {
        let behind = self.lex.word(at).filter(|w| w.end == at + 1);
        behind.map_or(at, |w| self.past_apostrophe(w.end))
    }

    /// True where "mondiale" stands at `at`, behind the word for an organ.
    fn is_adjective_behind(&self, at: usize) -> bool {
        let behind = word_behind(self.lex, at);
        behind.is_some_and(|w| self.words.terms.organ_adjectives.contains(&w))
    }

    /// True where the name of a body between `start` and `end` is part of another one's: "FAO Council", "Council
    /// of Europe", "UN Environment Assembly".
    pub(super) fn is_another(&self, start: usize, end: usize) -> bool {
        let (lex, terms) = (self.lex, &self.words.terms);
        // "UN-Habitat"
        let joined = lex
            .hyphen(end)
            .is_some_and(|h| lex.byte(h).is_ascii_uppercase());
        if joined || self.goes_on(end) || self.is_organ_behind(end) {
            return true;
        }
        if self.words.generic.at(lex, start) != Some(end) {
            return false;
        }
        // "United Nations Human Settlements Programme"
        let behind = word_behind(lex, end).filter(|w| w.capital);
        if behind.is_some_and(|w| self.words.kind(&w).is_none() && !self.is_abbreviation(&w)) {
            return true;
        }
        // "See Council Resolution 5": the first word of a sentence is no name.
        word_before(lex, start).is_some_and(|w| {
            w.capital
                && !self.is_small(&w)
                && !terms.no_organ.contains(&w)
                && !terms.provision.holds(&w)
                && (self.is_abbreviation(&w) || word_before(lex, w.start).is_some())
        })
    }

    /// True where "Working Group", "Environment Assembly" stands at `at`.
    fn is_organ_behind(&self, at: usize) -> bool {
        let mut here = at;
        for _ in 0..NAME {
            let word = word_behind(self.lex, here).filter(|w| w.capital);
            match word.filter(|w| self.words.kind(w).is_none()) {
                Some(word) if self.words.terms.organ.contains(&word) => return true,
                Some(word) if !self.is_abbreviation(&word) => here = word.end,
                _ => return false,
            }
        }
        false
    }

    /// True for "of", "on", "the", "and" within a name, and for "The" before it.
    fn is_small(&self, word: &Word) -> bool {
        let terms = &self.words.terms;
        terms.of_name.contains(word)
            || terms.on_name.contains(word)
            || terms.the.holds(word)
            || self.words.this.holds(word)
            || !word.capital && self.words.and.holds(word)
    }

    /// True for the abbreviation of an organisation: capitals alone, and none that stands there for another reason.
    fn is_abbreviation(&self, word: &Word) -> bool {
        let written = &self.lex.text[word.start..word.end];
        SHORT.contains(&written.len())
            && written.bytes().all(|b| b.is_ascii_uppercase())
            && !self.words.terms.no_organ.contains(word)
    }
}

/// False where `word` is the end of a compound: "Com-ITU".
fn is_whole(lex: Lex, word: &Word) -> bool {
    !lex.char_before(word.start).is_some_and(is_hyphen)
}

/// True where nothing but space stands before `at` on its line.
pub(super) fn begins_line(lex: Lex, at: usize) -> bool {
    let before = lex.text[..at].trim_end_matches([' ', '\u{a0}', '\t']);
    before.is_empty() || before.ends_with('\n')
}

/// Where the "-5" of "UNEA-5", the " 1" of "JTC 1" or the "26" of "COP26" begins that ends at `end`.
fn session_before(lex: Lex, end: usize) -> Option<usize> {
    let digits = lex.bytes()[..end].iter().rev().take(4);
    let digits = digits.take_while(|b| b.is_ascii_digit()).count();
    let start = end - digits;
    let sign = lex.char_before(start)?;
    let past = match sign {
        ' ' | '\u{a0}' => sign.len_utf8(),
        // "GC(66)"
        '(' if lex.byte(end) == b')' => 1,
        _ if is_hyphen(sign) => sign.len_utf8(),
        _ => 0,
    };
    (digits > 0).then_some(start - past)
}

/// The word before, where nothing but a gap stands between.
fn word_before(lex: Lex, at: usize) -> Option<Word> {
    let before = lex.gap_before(at).filter(|b| *b < at)?;
    lex.word_before(before)
}

/// The word behind, where nothing but a gap stands between.
fn word_behind(lex: Lex, at: usize) -> Option<Word> {
    lex.soft_gap(at)
        .filter(|g| *g > at)
        .and_then(|g| lex.word(g))
}
