//! Numbers of sessions: `70/125`, `2665 (XX)`, `217 A (III)`; versions.

use super::{Number, Text};
use crate::cite::class::SESSION;
use crate::script::{is_hyphen, is_range_sign};

impl Text<'_> {
    /// "70/125", "72/266B", "57/270 B"
    pub(super) fn session(&self, mut found: Number) -> Option<Number> {
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

    pub(super) fn version(&self, at: usize) -> Option<(String, usize)> {
        let c = self
            .char(at)
            .filter(|c| is_hyphen(*c) || is_range_sign(*c))?;
        let (digits, end) = self.digits(at + c.len_utf8())?;
        let whole = !self.char(end).is_some_and(|c| c.is_ascii_alphanumeric());
        (digits.len() <= 4 && whole).then_some((digits, end))
    }

    /// The letter behind a number with a space: "57/270 B". "A" and "I" are words too.
    pub(super) fn lone_capital(&self, at: usize) -> Option<(char, usize)> {
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
    pub(super) fn roman_session(&self, at: usize) -> Option<(String, usize)> {
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
    pub(super) fn more_letters(&self, at: usize) -> usize {
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
    pub(super) fn special_session(&self, at: usize) -> usize {
        let capitals = self.0.as_bytes()[at..].iter().take(3);
        let capitals = capitals.take_while(|b| b.is_ascii_uppercase()).count();
        let sign = matches!(self.byte(at + capitals), b'-' | b'.');
        if sign && (1..3).contains(&capitals) {
            capitals + 1
        } else {
            0
        }
    }
}
