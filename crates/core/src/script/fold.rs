//! Texts as they are compared, with the way back to what is written.

use super::chars::{digit, is_han, is_hyphen, is_mark, is_note_sign, is_nothing, is_wave, script};
use super::confusable::{compound_around, read_as, targets};
use super::span::Span;
use super::{Script, Token, Tokens};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

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

struct Builder<'s> {
    source: &'s str,
    text: String,
    breaks: Vec<Break>,
    confused: Vec<Span>,
    /// Where the last character that was written ends in the source.
    end: usize,
    /// Words before this place have been looked through for letters of other alphabets.
    looked: usize,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        Builder {
            source,
            text: String::with_capacity(source.len()),
            breaks: Vec::new(),
            confused: Vec::new(),
            end: 0,
            looked: 0,
        }
    }

    fn build(mut self) -> Folded<'s> {
        let mut at = 0;
        while at < self.source.len() {
            at = self.plain(at);
            let Some(c) = self.source[at..].chars().next() else {
                break;
            };
            let mixes = at >= self.looked && may_mix(c);
            at = match mixes.then(|| self.mixed(at)).flatten() {
                Some(behind) => behind,
                None => self.one(at, c),
            };
        }
        if !self.breaks.is_empty() || self.text.len() != self.source.len() {
            self.breaks.push(Break {
                folded: self.text.len(),
                start: self.source.len(),
                end: self.end,
                whole: false,
            });
        }
        Folded {
            source: self.source,
            text: Cow::Owned(self.text),
            breaks: self.breaks,
            confused: self.confused,
        }
    }

    /// Writes the characters from `at` on that fold within ASCII; returns where others begin.
    fn plain(&mut self, at: usize) -> usize {
        let bytes = &self.source.as_bytes()[at..];
        let special = |b: &u8| *b >= 0x80 || matches!(*b, b'\r' | 0x1e | 0x1f | b'`');
        let length = bytes.iter().position(special).unwrap_or(bytes.len());
        if length > 0 {
            self.step(at, false);
            let written = self.text.len();
            self.text.push_str(&self.source[at..at + length]);
            self.text[written..].make_ascii_lowercase();
            self.end = at + length;
        }
        at + length
    }

    /// Writes one character.
    fn one(&mut self, at: usize, c: char) -> usize {
        let behind = at + c.len_utf8();
        if is_nothing(c) || (c == '\r' && self.source[behind..].starts_with('\n')) {
            return behind;
        }
        if is_mark(c) {
            // A mark belongs to its letter.
            if self.end == at {
                self.end = behind;
            }
            return behind;
        }
        self.write(at, c, c);
        behind
    }

    /// Writes the character at `at`, read as `letter`.
    fn write(&mut self, at: usize, written: char, letter: char) {
        let from = self.text.len();
        if let Some(same) = simple(letter) {
            self.text.push(same);
        } else {
            push_folded(letter, &mut self.text);
        }
        let length = self.text.len() - from;
        if length == 0 {
            return;
        }
        let whole = length != written.len_utf8();
        self.step_from(from, at, whole);
        self.end = at + written.len_utf8();
    }

    fn step(&mut self, at: usize, whole: bool) {
        self.step_from(self.text.len(), at, whole);
    }

    /// Notes that `folded` stands for what begins at `at`, where that does not follow from what was before.
    fn step_from(&mut self, folded: usize, at: usize, whole: bool) {
        let follows = match self.breaks.last() {
            None => folded == at,
            Some(last) => !last.whole && last.start + (folded - last.folded) == at,
        };
        if !follows || whole {
            self.breaks.push(Break {
                folded,
                start: at,
                end: self.end,
                whole,
            });
        }
    }

    /// Looks through the word around `at`, parts between hyphens together; where alphabets are mixed in it,
    /// writes it and returns its end.
    fn mixed(&mut self, at: usize) -> Option<usize> {
        let (start, end) = compound_around(self.source, self.looked, at);
        self.looked = end;
        let source: &'s str = self.source;
        let targets = targets(&source[start..end])?;
        self.back_to(start);
        let mut begun = start;
        for (part, target) in source[start..end].split(is_hyphen).zip(targets) {
            let mut odd = false;
            for (offset, c) in part.char_indices() {
                let letter = read_as(c, target);
                if letter == c {
                    self.one(begun + offset, c);
                } else {
                    self.write(begun + offset, c, letter);
                    // A single letter behind a hyphen is written in either alphabet: "МСЭ-T".
                    odd |= target != Some(Script::Cyrillic) || letters(part) > 1;
                }
            }
            let close = begun + part.len();
            if odd {
                self.confused.push(Span::new(begun, close));
            }
            begun = close;
            if let Some(hyphen) = source[close..end].chars().next() {
                begun = self.one(close, hyphen);
            }
        }
        Some(end)
    }

    /// Takes back what was written of the source from `start` on.
    fn back_to(&mut self, start: usize) {
        if self.end <= start {
            return;
        }
        let mut first = None;
        while let Some(last) = self.breaks.pop_if(|last| last.start >= start) {
            first = Some(last);
        }
        let (folded, end) = match (first.filter(|f| f.start == start), self.breaks.last()) {
            (Some(first), _) => (first.folded, first.end),
            (None, Some(last)) => (last.folded + (start - last.start), start),
            (None, None) => (start, start),
        };
        self.end = end;
        self.text.truncate(folded);
    }
}

fn letters(part: &str) -> usize {
    part.chars().filter(|c| script(*c).is_some()).count()
}

/// True for letters of alphabets that others are mixed up with.
fn may_mix(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}') && c.is_alphabetic()
}

/// What nearly all characters beyond ASCII become.
fn simple(c: char) -> Option<char> {
    match c {
        'а'..='и' | 'к'..='я' => Some(c),
        'А'..='И' | 'К'..='Я' => char::from_u32(u32::from(c) + 0x20),
        'ء' | 'ا' | 'ب'..='غ' | 'ف'..='و' | 'ي' => Some(c),
        _ if is_han(c) && !matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..) => Some(c),
        _ => None,
    }
}

/// Writes what `c` becomes.
fn push_folded(c: char, out: &mut String) {
    if let Some(sign) = sign(c) {
        out.push(sign);
        return;
    }
    if let Some(digit) = digit(c) {
        out.push(char::from(b'0' + digit));
        return;
    }
    if is_kept(c) {
        out.push(c);
        return;
    }
    for part in std::iter::once(c).nfkd().filter(|p| !is_mark(*p)) {
        match part {
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            _ => {
                let part = sign(part).unwrap_or(part);
                out.extend(part.to_lowercase().filter(|l| !is_mark(*l)).map(letter));
            }
        }
    }
}

/// Characters that no other form is known of, or none that reads the same.
fn is_kept(c: char) -> bool {
    is_note_sign(c)
        || matches!(c, '\u{ac00}'..='\u{d7a3}' | '½' | '¼' | '¾' | '\u{2150}'..='\u{215e}' | '¨' | '¯' | '¸'
            | '˘'..='˝' | '\u{37a}' | '\u{384}' | '\u{385}')
}

/// Letters that have no accent to lose and are another one with a mark all the same.
fn letter(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        'ς' => 'σ',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ٱ' => 'ا',
        other => other,
    }
}

/// The sign of ASCII that `c` is a form of.
fn sign(c: char) -> Option<char> {
    Some(match c {
        _ if is_hyphen(c) => '-',
        _ if is_wave(c) => '~',
        '\t' | '\n' | '\u{b}' | '\u{c}' => c,
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        _ if c.is_whitespace() => ' ',
        '،' | '、' | '，' => ',',
        '؛' | '；' => ';',
        '：' => ':',
        '。' => '.',
        '؟' | '？' => '?',
        '`' | '´' | '‘' | '’' | '‚' | '‛' | 'ʼ' | 'ʹ' | '′' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '《' | '》' | '〈'
        | '〉' | '″' | '＂' => '"',
        _ => return None,
    })
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
