//! Reads the number of an adopted text: `44`, `7-3`, `70/125`, `2665 (XX)`, `[COM5/2]`, `84[COM3-1]`.

use super::lex::{Lex, is_gap, is_hyphen};
use crate::model::Span;

/// Longer than the number that a proposal gives.
const LONGEST: usize = 20;

/// A number as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    /// Without leading zeros and version.
    pub(super) text: String,
    /// `3` of `7-3`.
    pub(super) version: Option<String>,
    pub(super) span: Span,
    /// Letters stand for some of its digits.
    pub(super) lookalike: bool,
}

/// The number that begins at `at`.
pub(super) fn number(lex: Lex, at: usize) -> Option<Number> {
    let mut at = at;
    if let Some((digits, end)) = lookalike(lex, at) {
        return Some(Number {
            text: unpadded(&digits).to_owned(),
            span: Span::new(at, end),
            lookalike: true,
            ..Number::default()
        });
    }
    if !lex.byte(at).is_ascii_digit() {
        if let Some(found) = temporary(lex, at).or_else(|| proposed(lex, at)) {
            return Some(found);
        }
        at = behind_code(lex, at)?;
    }
    let end = lex.digits(at)?;
    let digits = &lex.text[at..end];
    if digits.len() > 4 {
        return None;
    }
    let mut found = Number {
        text: unpadded(digits).to_owned(),
        span: Span::new(at, end),
        ..Number::default()
    };
    let b = lex.byte(end);
    if b == b'/' && lex.byte(end + 1).is_ascii_digit() {
        return session_number(lex, found);
    }
    if let Some(second) = temporary(lex, end) {
        // Final and temporary number together: the final one counts.
        found.span.end = second.span.end;
        return Some(found);
    }
    if let Some((session, end)) = roman_session(lex, end) {
        found.text.push_str(&session);
        found.span.end = end;
    } else if b.is_ascii_uppercase() && !lex.byte(end + 1).is_ascii_alphanumeric() {
        found.text.push(char::from(b));
        found.span.end = end + 1;
    } else if let Some(version) = version(lex, end) {
        found.version = Some(unpadded(&lex.text[version.0..version.1]).to_owned());
        found.span.end = version.1;
    }
    let c = lex.char_at(found.span.end);
    // "44%", "3.1", "5G", "2nd" are no numbers of texts.
    let broken = match c {
        Some('.' | ',') => lex.byte(found.span.end + 1).is_ascii_digit(),
        // Behind a stroke the body may stand.
        Some('/') => !lex.byte(found.span.end + 1).is_ascii_uppercase(),
        Some('%' | '°' | '€' | '$') => true,
        Some(c) => c.is_alphanumeric() && !is_gap(c),
        None => false,
    };
    (!broken).then_some(found)
}

/// The digits that are meant by `2O18`, `l23` at `at`, and where they end: letters stand for some of them.
pub(super) fn lookalike(lex: Lex, at: usize) -> Option<(String, usize)> {
    let first = lex.byte(at);
    if !(first.is_ascii_digit() || b"OIl".contains(&first)) {
        return None;
    }
    let run = lex.bytes().get(at..)?.iter();
    let run = run.take_while(|b| b.is_ascii_alphanumeric()).take(5);
    let (mut digits, mut letters) = (String::new(), 0);
    for byte in run {
        let digit = match byte {
            b'O' | b'o' => b'0',
            b'I' | b'l' => b'1',
            b'0'..=b'9' => *byte,
            _ => return None,
        };
        letters += usize::from(digit != *byte);
        digits.push(char::from(digit));
    }
    let end = at + digits.len();
    let whole = digits.len() <= 4 && !lex.char_at(end).is_some_and(char::is_alphanumeric);
    let mostly = digits.len() > letters + usize::from(!first.is_ascii_digit());
    (whole && letters > 0 && mostly).then_some((digits, end))
}

/// Past the `A/RES/` of `A/RES/70/125`.
fn behind_code(lex: Lex, at: usize) -> Option<usize> {
    let code = lex.bytes().get(at..)?.iter().take(16);
    let length = code
        .take_while(|b| b.is_ascii_uppercase() || **b == b'/')
        .count();
    let end = lex.digits(at + length)?;
    (end > at && lex.text[at..at + length].ends_with("/RES/")).then_some(at + length)
}

/// `70/125`, `72/266B`, `57/270 B`
fn session_number(lex: Lex, mut found: Number) -> Option<Number> {
    let slash = found.span.end;
    let mut end = lex.digits(slash + 1)?;
    if end - slash > 5 || lex.byte(end) == b'/' {
        return None;
    }
    if lex.byte(end).is_ascii_uppercase() && !lex.byte(end + 1).is_ascii_alphanumeric() {
        end += 1;
    }
    found.text.push_str(&lex.text[slash..end]);
    if let Some((letter, past)) = lone_capital(lex, end) {
        found.text.push(' ');
        found.text.push(letter);
        end = past;
    }
    found.span.end = end;
    let stuck = lex.char_at(end).is_some_and(char::is_alphanumeric);
    (!stuck).then_some(found)
}

/// `-3` behind a number, but not `-2020` and not a dash between words.
fn version(lex: Lex, at: usize) -> Option<(usize, usize)> {
    let c = lex.char_at(at).filter(|c| is_hyphen(*c))?;
    let start = at + c.len_utf8();
    let end = lex.digits(start)?;
    (end - start <= 2).then_some((start, end))
}

/// The ` B` of `57/270 B`, and where it ends: part of a text that was adopted in parts. What else begins with a
/// capital goes on in small letters.
fn lone_capital(lex: Lex, at: usize) -> Option<(char, usize)> {
    let letter = lex.soft_gap(at).filter(|g| *g > at)?;
    let capital = lex.byte(letter);
    let behind = lex.char_at(letter + 1);
    let alone = behind.is_none_or(|c| !c.is_alphanumeric() && !is_hyphen(c) && c != '\u{2019}');
    // "A" and "I" are words too.
    let word = matches!(capital, b'A' | b'I') && !matches!(behind, Some(',' | ';' | '.' | ')'));
    (capital.is_ascii_uppercase() && alone && !word).then(|| (char::from(capital), letter + 1))
}

/// ` (XX)`, ` D (XVI)`, `A(III)` behind a number of the early sessions: as it is printed, and its end.
fn roman_session(lex: Lex, at: usize) -> Option<(String, usize)> {
    let next = lex.soft_gap(at)?;
    let letter = Some(lex.byte(next)).filter(u8::is_ascii_uppercase);
    let open = lex.gap(next + usize::from(letter.is_some())).end;
    if lex.byte(open) != b'(' {
        return None;
    }
    let letters = lex.bytes()[open + 1..].iter().take(9);
    let letters = letters.take_while(|b| b"IVXLCDM".contains(b)).count();
    let close = open + 1 + letters;
    let part = letter.map_or(String::new(), |l| format!(" {}", char::from(l)));
    let session = format!("{part} {}", &lex.text[open..close]);
    (letters > 0 && letters < 9 && lex.byte(close) == b')').then(|| (session + ")", close + 1))
}

/// `[COM5/2]`, `COM5-2`, `[PLEN-1]`: letters, digits of the committee, a stroke or hyphen, the serial.
fn temporary(lex: Lex, at: usize) -> Option<Number> {
    let open = lex.byte(at) == b'[';
    let start = at + usize::from(open);
    let bytes = lex.bytes();
    let letters = bytes
        .get(start..)?
        .iter()
        .take(9)
        .take_while(|b| b.is_ascii_alphabetic())
        .count();
    if !(2..=8).contains(&letters) {
        return None;
    }
    let mut here = start + letters;
    let committee = lex.digits(here).unwrap_or(here);
    // "Decision XI/22" is one of the eleventh meeting of somebody else.
    if !open && committee == here && bytes[start..here].iter().all(|b| b"IVXLC".contains(b)) {
        return None;
    }
    if !open && committee == here && !bytes[start..here].iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    here = committee;
    let sep = lex.char_at(here).filter(|c| *c == '/' || is_hyphen(*c))?;
    here += sep.len_utf8();
    let serial = lex.digits(here)?;
    if serial - here > 3 || lex.byte(serial).is_ascii_alphanumeric() {
        return None;
    }
    let mut end = serial;
    if open {
        if lex.byte(serial) != b']' {
            return None;
        }
        end += 1;
    } else if committee == start + letters && sep != '/' {
        // Without brackets and committee number "PP-18" and "ITU-7" look the same.
        return None;
    }
    let body: String = lex.text[start..serial]
        .chars()
        .map(|c| {
            if is_hyphen(c) {
                '-'
            } else {
                c.to_ascii_uppercase()
            }
        })
        .collect();
    Some(Number {
        text: format!("[{body}]"),
        span: Span::new(at, end),
        ..Number::default()
    })
}

/// `[A116]`, `[EUR-A13-1]`: the number that a proposal gives to a new text, in brackets.
fn proposed(lex: Lex, at: usize) -> Option<Number> {
    let code = lex.bytes().get(at..)?.strip_prefix(b"[")?.iter();
    let sign = |b: &&u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"-/.".contains(b);
    let end = at + 1 + code.take(LONGEST).take_while(sign).count();
    let code = &lex.bytes()[at + 1..end];
    let named = code.first().is_some_and(u8::is_ascii_uppercase);
    let counted = code.last().is_some_and(u8::is_ascii_digit);
    (named && counted && lex.byte(end) == b']').then(|| Number {
        text: lex.text[at..=end].to_owned(),
        span: Span::new(at, end + 1),
        ..Number::default()
    })
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
        for (text, number_, version) in [
            ("44 (", "44", None),
            ("7-3 (", "7", Some("3")),
            ("70/125, on", "70/125", None),
            ("72/266B on", "72/266B", None),
            ("2665 (XX), 3160", "2665 (XX)", None),
            ("1721 D (XVI) of", "1721 D (XVI)", None),
            ("217 A(III),", "217 A (III)", None),
            ("217A (III) of", "217 A (III)", None),
            ("S/RES/1325 (2000)", "1325", None),
            ("1991 A (XVIII) to", "1991 A (XVIII)", None),
            ("44\u{b9} of", "44", None),
            ("57/270 B and", "57/270 B", None),
            ("57/270 A new", "57/270", None),
            ("A/RES/70/1 of", "70/1", None),
            ("[COM5/2]", "[COM5/2]", None),
            ("84[COM3-1]", "84", None),
            ("[PLEN-1] (Arab", "[PLEN-1]", None),
            ("[A116] (WRC", "[A116]", None),
            ("[EUR-A13-1] (WRC", "[EUR-A13-1]", None),
            ("08.", "8", None),
        ] {
            let found = number(Lex { text }, 0).expect(text);
            assert_eq!(
                (found.text.as_str(), found.version.as_deref()),
                (number_, version),
                "{text}"
            );
        }
        for text in ["44%", "5.17", "5th", "20184", "that", "WTSA-16"] {
            assert_eq!(number(Lex { text }, 0), None, "{text}");
        }
    }
}
