//! Numbers of texts: `44`, `7-3`, `70/125`, `2665 (XX)`, `[COM5/2]`, `84[COM3-1]`.

use super::class::{DECIMAL, DIGITS, MIXED, NUMBER, SESSION, TEMPORARY, YEAR};
use super::lexicon::Lexicon;
use super::tokens::Pieces;
use crate::script::{is_hyphen, is_range_sign};

/// What may stand in the code of a proposal in brackets.
const LONGEST: usize = 20;

/// A number as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    /// Its class.
    pub(super) class: u8,
    /// Without leading zeros; a temporary one in brackets.
    pub(super) text: String,
    /// What stands behind its hyphen.
    pub(super) version: Option<String>,
    /// Letters stand in it that look like digits.
    pub(super) lookalike: bool,
    /// The byte behind it.
    pub(super) end: usize,
}

/// The number that begins with the `at`-th piece of the paragraph.
pub(super) fn at(pieces: &Pieces, at: usize) -> Option<Number> {
    let (start, stuck) = pieces.place(at);
    let text = Text(pieces.text);
    // No number begins with a small letter, but for an "l" that looks like a digit.
    let is_word = matches!(text.byte(start), b'a'..=b'k' | b'm'..=b'z');
    if is_word {
        None
    } else {
        text.number(start, stuck)
    }
}

/// The number that begins with the `at`-th piece and looks as those of some body do ("ES-10/24", "WHA75.12", "1/CP.21"),
/// where it would not be read as a whole otherwise.
pub(super) fn described(pieces: &Pieces, at: usize, lexicon: &Lexicon) -> Option<Number> {
    let (start, stuck) = pieces.place(at);
    let text = Text(pieces.text);
    let first = text.char(start).filter(|_| !stuck)?;
    if !first.is_ascii_uppercase() && !first.is_ascii_digit() {
        return None;
    }
    let end = start + lexicon.number_at(&pieces.text[start..])?;
    let plain = text.number(start, stuck).filter(|_| first.is_ascii_digit());
    // "10-04" is a number of those whose numbers look so, and the fourth version of the tenth text of nobody.
    let whole = |n: &Number| n.end > end || n.end == end && n.version.is_none();
    if plain.is_some_and(|n| whole(&n) || n.class == SESSION) {
        return None;
    }
    let mut text = pieces.text[start..end].split_whitespace();
    let first = text.next()?.to_owned();
    Some(Number {
        class: SESSION,
        text: text.fold(first, |number, part| number + " " + part),
        end,
        ..Number::default()
    })
}

/// Reads numbers at the places of a text.
#[derive(Clone, Copy)]
struct Text<'t>(&'t str);

impl Text<'_> {
    fn char(&self, at: usize) -> Option<char> {
        self.0.get(at..)?.chars().next()
    }

    fn byte(&self, at: usize) -> u8 {
        self.0.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The digits at `at`, as ASCII, and where they end.
    fn digits(&self, at: usize) -> Option<(String, usize)> {
        let mut digits = String::new();
        let mut end = at;
        while let Some(c) = self.0.get(end..)?.chars().next() {
            if let Some(digit) = digit(c) {
                digits.push(digit);
                end += c.len_utf8();
                continue;
            }
            // "1**23**": bold print within a number
            let rest = &self.0[end..];
            let stars = rest.len() - rest.trim_start_matches('*').len();
            let goes_on = rest[stars..].starts_with(|c: char| c.is_ascii_digit());
            if digits.is_empty() || !(1..=3).contains(&stars) || !goes_on {
                break;
            }
            end += stars;
        }
        (!digits.is_empty()).then_some((digits, end))
    }

    /// Past spaces at `at`.
    fn gap(&self, at: usize) -> usize {
        let rest = self.0.get(at..).unwrap_or_default();
        let space = |c: char| {
            matches!(
                c,
                ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{200b}' | '\u{ad}'
            )
        };
        at + rest.len() - rest.trim_start_matches(space).len()
    }

    fn number(&self, at: usize, stuck: bool) -> Option<Number> {
        if !stuck && let Some((digits, end)) = self.lookalike(at) {
            let class = match digits.len() {
                4 => year_class(&digits),
                _ => NUMBER,
            };
            return Some(Number {
                class,
                text: unpadded(&digits).to_owned(),
                lookalike: true,
                end,
                ..Number::default()
            });
        }
        let Some((digits, end)) = self.digits(at) else {
            return self.temporary(at).or_else(|| self.proposed(at));
        };
        let mut found = Number {
            class: NUMBER,
            text: unpadded(&digits).to_owned(),
            end,
            ..Number::default()
        };
        let next = self.char(end);
        if digits.len() > 4 {
            found.class = DIGITS;
            return Some(found);
        }
        if next == Some('/') && self.digits(end + 1).is_some() {
            return Some(self.session(found.clone()).unwrap_or(Number {
                class: MIXED,
                ..found
            }));
        }
        if matches!(next, Some('.')) && self.digits(end + 1).is_some() {
            return Some(self.decimal(at, end));
        }
        if let Some(second) = self.temporary(end) {
            // Final and temporary number together: the final one counts.
            found.end = second.end;
            return Some(found);
        }
        if let Some((session, end)) = self.roman_session(end) {
            found.text.push_str(&session);
            (found.class, found.end) = (SESSION, end);
            return Some(found);
        }
        let capital = next.filter(|c| c.is_ascii_uppercase());
        if let Some(capital) = capital
            && !self.char(end + 1).is_some_and(char::is_alphanumeric)
        {
            found.text.push(capital);
            found.end = end + 1;
        } else if let Some((version, stop)) = self.version(end) {
            found.version = Some(unpadded(&version).to_owned());
            found.end = stop;
        }
        if found.end == end && digits.len() == 4 {
            found.class = year_class(&digits);
        }
        match self.char(found.end) {
            Some('%' | '°' | '€' | '$') => found.class = MIXED,
            Some(c) if c.is_alphabetic() && !self.is_word_behind(digits.len(), found.end) => {
                let rest = self.0[found.end..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric());
                found.end += rest.map(char::len_utf8).sum::<usize>();
                (found.class, found.version) = (MIXED, None);
            }
            _ => {}
        }
        Some(found)
    }

    /// True where letters behind a number are a word of their own: Chinese and Arabic ones, and the place of a fused
    /// edition ("2014Dubai").
    fn is_word_behind(&self, digits: usize, at: usize) -> bool {
        let first = self.char(at);
        let small = |c: char| c.is_ascii_lowercase();
        // "9ITU-R"
        let rest = self.0.get(at..).unwrap_or_default().chars();
        if rest.take_while(char::is_ascii_uppercase).count() > 2 {
            return true;
        }
        first.is_some_and(|c| !c.is_ascii_alphabetic())
            || digits == 4 && first.is_some_and(|c| !small(c))
    }

    /// "5.388", "9.2B.1", "7.4.1": a number with dots.
    fn decimal(&self, at: usize, end: usize) -> Number {
        let mut end = end;
        while self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit() {
            let rest = self.0[end + 1..].chars();
            end += 1 + rest
                .take_while(|c| c.is_ascii_alphanumeric())
                .map(char::len_utf8)
                .sum::<usize>();
        }
        Number {
            class: DECIMAL,
            text: self.0[at..end].to_owned(),
            end,
            ..Number::default()
        }
    }

    /// Digits of which some are written as letters: "4O", "l23", "2O12". Most are digits.
    fn lookalike(&self, at: usize) -> Option<(String, usize)> {
        let first = self.byte(at);
        if !(first.is_ascii_digit() || b"OIl".contains(&first)) {
            return None;
        }
        let (mut digits, mut letters, mut end) = (String::new(), 0, at);
        for byte in self.0.as_bytes().get(at..)?.iter().take(5) {
            let digit = match byte {
                b'O' | b'o' => '0',
                b'I' | b'l' => '1',
                b'0'..=b'9' => char::from(*byte),
                b if b.is_ascii_alphanumeric() => return None,
                _ => break,
            };
            letters += usize::from(!byte.is_ascii_digit());
            digits.push(digit);
            end += 1;
        }
        let whole = digits.len() <= 4 && !self.char(end).is_some_and(char::is_alphanumeric);
        let mostly = digits.len() > letters + usize::from(!first.is_ascii_digit());
        (whole && letters > 0 && mostly).then_some((digits, end))
    }

    /// "70/125", "72/266B", "57/270 B"
    fn session(&self, mut found: Number) -> Option<Number> {
        let slash = found.end;
        let (second, mut end) = self.digits(slash + 1)?;
        if second.len() > 4 || self.byte(end) == b'/' {
            return None;
        }
        found.text.push('/');
        found.text.push_str(&second);
        if self.byte(end).is_ascii_uppercase() && !self.byte(end + 1).is_ascii_alphanumeric() {
            found.text.push(char::from(self.byte(end)));
            end += 1;
        }
        if let Some((letter, past)) = self.lone_capital(end) {
            found.text.push(' ');
            found.text.push(letter);
            end = past;
        }
        (found.class, found.end) = (SESSION, end);
        let stuck = self.char(end).is_some_and(|c| c.is_ascii_alphanumeric());
        (!stuck).then_some(found)
    }

    fn version(&self, at: usize) -> Option<(String, usize)> {
        let c = self
            .char(at)
            .filter(|c| is_hyphen(*c) || is_range_sign(*c))?;
        let (digits, end) = self.digits(at + c.len_utf8())?;
        let whole = !self.char(end).is_some_and(|c| c.is_ascii_alphanumeric());
        (digits.len() <= 4 && whole).then_some((digits, end))
    }

    /// The letter behind a number with a space: "57/270 B". "A" and "I" are words too.
    fn lone_capital(&self, at: usize) -> Option<(char, usize)> {
        let letter = self.gap(at);
        let capital = self
            .char(letter)
            .filter(|c| letter > at && c.is_ascii_uppercase())?;
        let behind = self.char(letter + 1);
        // "43/222 A-E"
        let upto = behind.filter(|c| is_hyphen(*c) || is_range_sign(*c));
        let upto = upto.map(|c| letter + 1 + c.len_utf8());
        let ranged = upto.is_some_and(|end| {
            self.byte(end).is_ascii_uppercase() && !self.byte(end + 1).is_ascii_alphanumeric()
        });
        let alone = ranged
            || behind.is_none_or(|c| !c.is_alphanumeric() && !is_hyphen(c) && c != '\u{2019}');
        // "31/6 A and B", "43/222 A to E"
        let mut words = self.0[letter + 1..].split_whitespace();
        let series = words
            .next()
            .is_some_and(|w| w.chars().all(char::is_lowercase))
            && words.next().is_some_and(|w| {
                let mut chars = w.chars();
                chars.next().is_some_and(|c| c.is_ascii_uppercase())
                    && chars.all(|c| !c.is_alphanumeric())
            });
        let ends = matches!(behind, None | Some(',' | ';' | '.' | ')'));
        // "31/6 A of 26 October": behind an article no word is as short.
        let mut rest = self.0[letter + 1..].split_whitespace();
        let short = rest
            .next()
            .is_some_and(|w| w.len() == 2 && w.chars().all(char::is_lowercase));
        let word = matches!(capital, 'A' | 'I') && !ends && !series && !short && !ranged;
        (alone && !word).then_some((capital, letter + 1))
    }

    /// " (XX)", " A (III)": the session of an early resolution, and where it ends. Where more letters stand between
    /// ("A and B (XVIII)"), it ends behind the first of them.
    fn roman_session(&self, at: usize) -> Option<(String, usize)> {
        let next = self.gap(at);
        let letter = self.char(next).filter(char::is_ascii_uppercase);
        let first = next + usize::from(letter.is_some());
        let more = letter.map_or(first, |_| self.more_letters(first));
        let mut open = self.gap(more);
        // One line may end before the bracket.
        if self.byte(open) == b'\n' {
            open = self.gap(open + 1);
        }
        if self.byte(open) != b'(' {
            return None;
        }
        let special = self.special_session(open + 1);
        let rest = &self.0.as_bytes()[open + 1 + special..];
        let numeral = |b: &&u8| match special > 0 && self.byte(open + special) == b'.' {
            true => b.is_ascii_digit(),
            false => b"IVXLCDM".contains(*b),
        };
        let letters = rest.iter().take(9).take_while(numeral).count();
        let close = open + 1 + special + letters;
        let part = letter.map_or(String::new(), |l| format!(" {l}"));
        let session = format!("{part} {}", self.0.get(open..close)?);
        let end = if more > first { first } else { close + 1 };
        (letters > 0 && letters < 9 && self.byte(close) == b')').then(|| (session + ")", end))
    }

    /// Past ", B", " and B", " to E", "-E" at `at`, as often as they stand there.
    fn more_letters(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let rest = &self.0[end..];
            let behind = rest.trim_start_matches(|c: char| c == ',' || c == ' ' || is_hyphen(c));
            let word = behind.bytes().take_while(u8::is_ascii_lowercase).count();
            let joined = behind[word..].trim_start_matches(' ');
            let mut chars = joined.chars();
            let capital = chars.next().is_some_and(|c| c.is_ascii_uppercase());
            let alone = chars.next().is_none_or(|c| !c.is_alphanumeric());
            let apart = joined.len() < rest.len();
            if !(capital && alone && apart && word < 4) {
                return end;
            }
            end = self.0.len() - joined.len() + 1;
        }
    }

    /// The length of what marks a special session before its number: "S-" of "(S-VII)", "ES-" of "(ES-V)", "EC." of
    /// "(EC.10)".
    fn special_session(&self, at: usize) -> usize {
        let capitals = self.0.as_bytes()[at..].iter().take(3);
        let capitals = capitals.take_while(|b| b.is_ascii_uppercase()).count();
        let sign = matches!(self.byte(at + capitals), b'-' | b'.');
        if sign && (1..3).contains(&capitals) {
            capitals + 1
        } else {
            0
        }
    }

    /// `[COM5/2]`, `COM5/2`, `[PLEN-1]`: the number of a text under negotiation.
    fn temporary(&self, at: usize) -> Option<Number> {
        let open = self.byte(at) == b'[';
        let start = at + usize::from(open);
        let bytes = self.0.as_bytes();
        let letters = bytes.get(start..)?.iter().take(9);
        let letters = letters.take_while(|b| b.is_ascii_alphabetic()).count();
        if !(2..=8).contains(&letters) {
            return None;
        }
        let committee = self
            .digits(start + letters)
            .map_or(start + letters, |(_, end)| end);
        let unnumbered = committee == start + letters;
        let name = &bytes[start..start + letters];
        // "Decision XI/22" is one of the eleventh meeting of somebody else.
        if !open && unnumbered && name.iter().all(|b| b"IVXLC".contains(b)) {
            return None;
        }
        if !open && !name.iter().all(u8::is_ascii_uppercase) {
            return None;
        }
        let sep = self
            .char(committee)
            .filter(|c| *c == '/' || is_hyphen(*c))?;
        let serial = committee + sep.len_utf8();
        let (digits, mut end) = self.digits(serial)?;
        if digits.len() > 3 || self.char(end).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let body: String = self.0[start..end]
            .chars()
            .map(|c| {
                if is_hyphen(c) {
                    '-'
                } else {
                    c.to_ascii_uppercase()
                }
            })
            .collect();
        if open {
            if self.byte(end) != b']' {
                return None;
            }
            end += 1;
        } else if unnumbered && sep != '/' || self.byte(end) == b'/' {
            // Without brackets and committee number "PP-18" and "ITU-7" look the same.
            return None;
        }
        Some(Number {
            class: TEMPORARY,
            text: format!("[{body}]"),
            end,
            ..Number::default()
        })
    }

    /// `[EUR-A13-1]`: the number of a proposal.
    fn proposed(&self, at: usize) -> Option<Number> {
        let code = self.0.as_bytes().get(at..)?.strip_prefix(b"[")?.iter();
        let sign = |b: &&u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"-/.".contains(b);
        let end = at + 1 + code.take(LONGEST).take_while(sign).count();
        let code = &self.0.as_bytes()[at + 1..end];
        let named = code.first().is_some_and(u8::is_ascii_uppercase);
        let counted = code.last().is_some_and(u8::is_ascii_digit);
        (named && counted && self.byte(end) == b']').then(|| Number {
            class: TEMPORARY,
            text: self.0[at..=end].to_owned(),
            end: end + 1,
            ..Number::default()
        })
    }
}

fn digit(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    if c.is_ascii() || matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}') {
        return None;
    }
    let folded = crate::script::fold(c.encode_utf8(&mut [0; 4])).into_owned();
    let mut chars = folded.chars();
    let first = chars.next().filter(char::is_ascii_digit)?;
    chars.next().is_none().then_some(first)
}

fn year_class(digits: &str) -> u8 {
    match digits.parse::<u16>() {
        Ok(1860..=2100) => YEAR,
        _ => NUMBER,
    }
}

fn unpadded(digits: &str) -> &str {
    let bare = digits.trim_start_matches('0');
    if bare.is_empty() { "0" } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_all_their_shapes() {
        for (text, number, version) in [
            ("44 (", "44", None),
            ("7-3 (", "7", Some("3")),
            ("70/125, on", "70/125", None),
            ("72/266B on", "72/266B", None),
            ("2665 (XX), 3160", "2665 (XX)", None),
            ("1721 D (XVI) of", "1721 D (XVI)", None),
            ("2253\n(ES-V) and", "2253 (ES-V)", None),
            ("349 (EC.10)", "349 (EC.10)", None),
            ("217 A(III),", "217 A (III)", None),
            ("217A (III) of", "217 A (III)", None),
            ("338 (S-VII) of", "338 (S-VII)", None),
            ("1991 A (XVIII) to", "1991 A (XVIII)", None),
            ("44\u{b9} of", "44", None),
            ("57/270 B and", "57/270 B", None),
            ("1991 A and B (XVIII) on", "1991 A (XVIII)", None),
            ("43/222 A-E of", "43/222 A", None),
            ("57/270 A new", "57/270", None),
            ("31/6 A of 26", "31/6 A", None),
            ("31/6 A\nof 26", "31/6 A", None),
            ("[COM5/2]", "[COM5/2]", None),
            ("84[COM3-1]", "84", None),
            ("[PLEN-1] (Arab", "[PLEN-1]", None),
            ("[A116] (WRC", "[A116]", None),
            ("[EUR-A13-1] (WRC", "[EUR-A13-1]", None),
            ("08.", "8", None),
            ("١٢٣ ", "123", None),
        ] {
            let found = Text(text).number(0, false).expect(text);
            let read = (found.text.as_str(), found.version.as_deref());
            assert_eq!(read, (number, version), "{text}");
        }
        for (text, class) in [
            ("44%", MIXED),
            ("5.17", DECIMAL),
            ("5th", MIXED),
            ("20184", DIGITS),
            ("9.2B.1", DECIMAL),
        ] {
            let found = Text(text).number(0, false).map(|n| n.class);
            assert_eq!(found, Some(class), "{text}");
        }
        for text in ["that", "WTSA-16"] {
            assert_eq!(Text(text).number(0, false), None, "{text}");
        }
    }

    #[test]
    fn a_number_of_very_many_bold_pieces_is_read() {
        let text = "1*".repeat(200_000) + "1";
        let (digits, end) = Text(&text).digits(0).expect("digits");
        assert_eq!((digits.len(), end), (200_001, text.len()));
    }
}
