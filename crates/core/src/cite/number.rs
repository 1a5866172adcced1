//! Numbers of texts: `44`, `7-3`, `70/125`, `2665 (XX)`, `[COM5/2]`, `84[COM3-1]`.

mod session;
mod temporary;

use super::class::{DECIMAL, DIGITS, MIXED, NUMBER, SESSION, YEAR};
use super::lexicon::Lexicon;
use super::tokens::Pieces;

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

impl Number {
    fn of(class: u8, digits: &str, end: usize) -> Self {
        Number {
            class,
            text: unpadded(digits).to_owned(),
            end,
            ..Number::default()
        }
    }
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
                lookalike: true,
                ..Number::of(class, &digits, end)
            });
        }
        let Some((digits, end)) = self.digits(at) else {
            return self.temporary(at).or_else(|| self.proposed(at));
        };
        if digits.len() > 4 {
            return Some(Number::of(DIGITS, &digits, end));
        }
        let mut found = Number::of(NUMBER, &digits, end);
        let next = self.char(end);
        if next == Some('/') && self.digits(end + 1).is_some() {
            let session = self.session(found.clone());
            return session.or(Some(Number::of(MIXED, &digits, end)));
        }
        if next == Some('.') && self.digits(end + 1).is_some() {
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
        Some(self.lettered(found, &digits))
    }

    /// The number `found`, of these digits, with a letter or a version behind it; of no class where other letters stand
    /// there.
    fn lettered(&self, mut found: Number, digits: &str) -> Number {
        let end = found.end;
        let capital = self.char(end).filter(char::is_ascii_uppercase);
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
            found.class = year_class(digits);
        }
        match self.char(found.end) {
            Some('%' | '°' | '€' | '$') => found.class = MIXED,
            Some(c) if c.is_alphabetic() && !self.is_word_behind(digits.len(), found.end) => {
                let rest = self.0[found.end..].chars();
                let rest = rest.take_while(|c| c.is_alphanumeric());
                found.end += rest.map(char::len_utf8).sum::<usize>();
                (found.class, found.version) = (MIXED, None);
            }
            _ => {}
        }
        found
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
