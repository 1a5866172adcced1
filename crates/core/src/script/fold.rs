//! Texts as they are compared, with the way back to what is written.

mod builder;
mod letter;

use super::span::Span;
use super::{Token, Tokens};
use builder::Builder;
use std::borrow::Cow;
use std::ops::Range;

/// A text in its compared form.
///
/// Case, accents and the ways of writing a character make no difference; digits of any script, hyphens,
/// quotation marks, spaces and the brackets and commas of Chinese and Arabic are those of ASCII; marks of
/// direction are gone. Letters of another alphabet that look alike are read as the others of their word.
/// Line ends and tabs stay. Raised digits stay what they are: they are no numbers.
///
/// ```
/// use resgraph_core::script::Folded;
/// let folded = Folded::new("RÉSOLUTION ١٢３ ITU‑Т");
/// assert_eq!(folded.text(), "resolution 123 itu-t");
/// let at = folded.text().find("123").unwrap();
/// assert_eq!(&folded.source()[folded.span(at..at + 3).range()], "١٢３");
/// ```
#[derive(Clone, Debug)]
pub struct Folded<'s> {
    source: &'s str,
    text: Cow<'s, str>,
    /// Where the two do not run side by side, in order, with one more behind the last character; none where
    /// both do from end to end.
    breaks: Vec<Break>,
    /// Words of the source in which a letter of another alphabet was read as one of theirs.
    confused: Vec<Span>,
}

/// From `folded` on the source goes on at `start`.
#[derive(Clone, Copy, Debug)]
struct Break {
    folded: usize,
    start: usize,
    /// Where the character before it ends in the source, its marks included.
    end: usize,
    /// What follows is one character of the source of another length: there is no place inside it.
    whole: bool,
}

impl<'s> Folded<'s> {
    /// Folds `source`.
    pub fn new(source: &'s str) -> Self {
        let special = |b: u8| b >= 0x80 || matches!(b, b'\r' | 0x1e | 0x1f | b'`');
        let bytes = source.as_bytes();
        if !bytes.iter().fold(false, |odd, b| odd | special(*b)) {
            let text = match bytes
                .iter()
                .fold(false, |odd, b| odd | b.is_ascii_uppercase())
            {
                true => Cow::Owned(source.to_ascii_lowercase()),
                false => Cow::Borrowed(source),
            };
            return Folded {
                source,
                text,
                breaks: Vec::new(),
                confused: Vec::new(),
            };
        }
        Builder::new(source).build()
    }

    /// The text as written.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// The text as compared.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where in the source stands what stands at `range` of [`Folded::text`].
    pub fn span(&self, range: Range<usize>) -> Span {
        if self.breaks.is_empty() {
            return Span::new(range.start, range.end);
        }
        let start = self.start(range.start);
        Span::new(start, self.end(range.end).max(start))
    }

    /// The tokens of the text.
    pub fn tokens(&self) -> Tokens<'_, 's> {
        self.tokens_from(0)
    }

    /// The tokens from the place `at` of [`Folded::text`] on.
    pub fn tokens_from(&self, at: usize) -> Tokens<'_, 's> {
        Tokens::new(self, at)
    }

    /// The token that begins at the place `at` of [`Folded::text`] or behind the white space there.
    pub fn token_at(&self, at: usize) -> Option<Token> {
        self.tokens_from(at).next()
    }

    /// True where a letter of another alphabet stands in the word at `span`.
    pub fn is_confused(&self, span: Span) -> bool {
        let first = self.confused.partition_point(|c| c.end <= span.start);
        self.confused.get(first).is_some_and(|c| c.overlaps(span))
    }

    fn start(&self, at: usize) -> usize {
        let next = self.breaks.partition_point(|b| b.folded <= at);
        match next.checked_sub(1) {
            None => at,
            Some(last) => match self.breaks[last] {
                Break {
                    start, whole: true, ..
                } => start,
                Break { start, folded, .. } => start + (at - folded),
            },
        }
    }

    fn end(&self, at: usize) -> usize {
        let next = self.breaks.partition_point(|b| b.folded < at);
        let before = next.checked_sub(1).map(|last| self.breaks[last]);
        match (before, self.breaks.get(next)) {
            (_, Some(here)) if here.folded == at => here.end,
            (Some(Break { whole: true, .. }), Some(behind)) => behind.end,
            (Some(Break { start, folded, .. }), _) => start + (at - folded),
            (None, _) => at,
        }
    }
}

/// `text` as it is compared.
///
/// ```
/// assert_eq!(resgraph_core::script::fold("La “Décision”"), "la \"decision\"");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    Folded::new(text).text
}

/// True where two texts differ in nothing that counts.
pub fn same(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn what_makes_no_difference() {
        for (a, b) in [
            ("RE\u{301}SOLUTION", "resolution"),
            ("Résolution", "resolution"),
            ("№ 7", "no 7"),
            (
                "Резолюция 44 (Пересм. Дубай, 2018 г.)",
                "резолюция 44 (пересм. дубаи, 2018 г.)",
            ),
            (
                "القـرار ١٢٣ (المراجَع\u{200f} في دبي، 2018)",
                "القرار 123 (المراجع في دبي, 2018)",
            ),
            ("أنطاليا إسطنبول", "انطاليا اسطنبول"),
            (
                "第７１号决议（2014年，釜山，修订版）",
                "第71号决议(2014年,釜山,修订版)",
            ),
            ("a\u{a0}b\u{2011}c – d — e − f", "a b-c - d - e - f"),
            ("l’Union «x»", "l'union \"x\""),
            ("one\r\ntwo\rthree", "one\ntwo\nthree"),
            ("Ⅳ ﬁn Straße", "iv fin strasse"),
            ("ITU-Т", "itu-t"),
        ] {
            assert_eq!(fold(a), b);
            assert_eq!(fold(&fold(a)), b, "twice");
        }
    }

    #[test]
    fn what_makes_a_difference() {
        for (a, b) in [
            ("Революция", "Резолюция"),
            ("Resolution 4²", "Resolution 42"),
            ("5½", "51/2"),
            ("Совет", "Cobet"),
        ] {
            assert_ne!(fold(a), fold(b), "{a}");
        }
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let text = "\u{feff}É\u{301}té\u{ad}s\r\nITU\u{2011}Т ﬁn Резoлюция 决议（１２）x\u{200f}";
        let folded = Folded::new(text);
        assert_eq!(folded.text(), "etes\nitu-t fin резолюция 决议(12)x");
        for (part, written) in [
            ("etes", "É\u{301}té\u{ad}s"),
            ("e", "É\u{301}"),
            ("te", "té"),
            ("itu-t", "ITU\u{2011}Т"),
            ("t f", "Т ﬁ"),
            ("fin", "ﬁn"),
            ("резолюция", "Резoлюция"),
            ("(12)", "（１２）"),
            ("12", "１２"),
            ("x", "x"),
        ] {
            let at = folded.text().find(part).expect(part);
            let span = folded.span(at..at + part.len());
            assert_eq!(&text[span.range()], written, "{part}");
        }
        let confused: Vec<&str> = folded.confused.iter().map(|s| &text[s.range()]).collect();
        assert_eq!(confused, ["Т", "Резoлюция"]);
    }

    proptest::proptest! {
        #[test]
        fn every_place_is_one_of_the_source(text in "[a-zA-ZéабТИİﬁ１٣ـ決\\-‑\u{301}\u{200f}\r\n ]{0,24}") {
            let folded = Folded::new(&text);
            let mut before = 0;
            for (at, c) in folded.text().char_indices() {
                let span = folded.span(at..at + c.len_utf8());
                proptest::prop_assert!(text.get(span.range()).is_some(), "{:?}", span);
                proptest::prop_assert!(span.start >= before && span.end > span.start);
                before = span.start;
            }
            let tokens: Vec<_> = folded.tokens().collect();
            proptest::prop_assert!(tokens.windows(2).all(|w| w[0].at.end <= w[1].at.start));
        }

        #[test]
        fn composed_and_decomposed_are_one(text in "[a-zA-Zéèüñйёآأإか ]{0,16}") {
            let decomposed: String = text.nfd().collect();
            proptest::prop_assert_eq!(fold(&text), fold(&decomposed));
        }
    }
}
