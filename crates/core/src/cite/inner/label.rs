//! The labels of places in a text: "6", "5b) and c)", "1 to 3", "§§ 55-65", "A.3".

use super::super::Reader;
use super::super::class::*;
use crate::script::{Gap, is_han, is_hyphen, suffix};

/// A range of labels has no more members; what looks like a longer one is read as its first.
const LONGEST_RANGE: u32 = 200;

impl Reader<'_> {
    /// The labels from token `at` on and the token behind them.
    pub(super) fn labels(&self, at: usize, division: bool) -> (Vec<String>, usize) {
        let tokens = self.tokens;
        let mut found = Vec::new();
        let mut end = at;
        let mut here = at;
        while here < tokens.all.len() && tokens.gap(here) < Gap::Line {
            let ordinal = usize::from(tokens.class(here) == ORDINAL_SIGN);
            let Some((label, stop)) = self.one_label(here + ordinal, division) else {
                break;
            };
            found.push(label);
            // "§§ 55-65"
            let version = tokens
                .number(here + ordinal)
                .and_then(|n| n.version.as_ref());
            if let Some(upto) = version {
                extend(&mut found, upto);
            }
            let counted = ordinal > 0 && matches!(tokens.class(stop), COUNTER | DIVISION);
            end = stop + usize::from(counted);
            here = end;
            let mut joined = usize::from(matches!(tokens.class(here), COMMA | AMP));
            if tokens.class(here + joined) == AND {
                joined += 1;
            } else if joined == 0
                && matches!(tokens.class(here), TO | HYPHEN | A)
                && let Some((upto, stop)) = self.one_label(here + 1, division)
            {
                // "1 to 3" is three places.
                if extend(&mut found, &upto) {
                    end = stop;
                }
                break;
            }
            if joined == 0 {
                break;
            }
            here += joined;
        }
        (found, end)
    }

    /// One label at token `at`, and the token behind it.
    fn one_label(&self, at: usize, division: bool) -> Option<(String, usize)> {
        let tokens = self.tokens;
        let token = tokens.all.get(at)?;
        if tokens.gap(at) >= Gap::Line {
            return None;
        }
        let bracket = (at.saturating_sub(40)..at)
            .rev()
            .map(|i| tokens.class(i))
            .find(|class| matches!(*class, OPEN | CLOSE));
        let length = length(&tokens.text[token.start..], division, bracket == Some(OPEN))?;
        let stop = token.start + length;
        let written = &tokens.text[token.start..stop];
        let next = tokens.token_from(stop).max(at + 1);
        // "20 %", "5 years": a number that counts is no label.
        let counted = written.ends_with(|c: char| c.is_ascii_digit())
            && matches!(tokens.class(next), UNIT | MONTH | SIGN);
        (!counted).then(|| (written.to_owned(), next))
    }
}

/// Adds the labels behind the last one up to `upto`; false where they are no range.
fn extend(found: &mut Vec<String>, upto: &str) -> bool {
    let last = found.last().and_then(|l| l.parse::<u32>().ok());
    let range = last.zip(upto.parse::<u32>().ok());
    let range = range.filter(|(from, upto)| from < upto && upto - from < LONGEST_RANGE);
    let more = range.map(|(from, upto)| (from + 1..=upto).map(|n| n.to_string()));
    found.extend(more.into_iter().flatten());
    range.is_some()
}

/// The length of the label that `text` begins with: "6", "5b)", "2 ter", "a)", "iv)", "A.3".
fn length(text: &str, division: bool, in_bracket: bool) -> Option<usize> {
    match digits(text, 0) {
        0 => lettered(text, division),
        1..=3 => Some(numbered(text, division && !in_bracket)),
        _ => None,
    }
}

/// The length of the label that begins with a number; whether a bracket behind a mere number is part of it.
fn numbered(text: &str, bracketed: bool) -> usize {
    let mut end = decimals(text, digits(text, 0));
    let part = |c: &char| c.is_alphanumeric() && !is_han(*c);
    let glued = text[end..].chars().take_while(part);
    end += glued.take(4).map(char::len_utf8).sum::<usize>();
    // "2 ter", "3 bis"
    let behind = text[end..].trim_start_matches([' ', '\u{a0}']);
    let gap = text[end..].len() - behind.len();
    let word = behind.chars().take_while(|c| c.is_alphabetic());
    let word: String = word.collect();
    if gap > 0 && suffix(&word).is_some() {
        return end + gap + word.len();
    }
    // "6 a)", "6a)"
    let small = behind.chars().take_while(|c| c.is_lowercase()).count();
    let length: usize = behind.chars().take(small).map(char::len_utf8).sum();
    if small > 0 && small < 5 && behind[length..].starts_with(')') {
        return end + gap + length + 1;
    }
    let closes = text[end..].starts_with(')');
    let labelled = text[..end].ends_with(char::is_alphabetic) || bracketed;
    end + usize::from(closes && labelled)
}

/// The length of the label that begins with a letter: "a)", "iv)", of a part of a text "A", "IV", "A.3", too.
fn lettered(text: &str, division: bool) -> Option<usize> {
    let letters = text.chars().take_while(|c| c.is_alphabetic()).take(6);
    let letters: String = letters.collect();
    let count = letters.chars().count();
    if !(1..=5).contains(&count) {
        return None;
    }
    let roman = letters.chars().all(|c| "ivxIVX".contains(c));
    let stop = letters.len();
    if text[stop..].starts_with(')') && (count <= 2 || roman) {
        return Some(stop + 1);
    }
    let capitals = letters.chars().all(char::is_uppercase);
    let end = decimals(text, stop + digits(text, stop));
    let whole = !text[end..].starts_with(is_hyphen);
    (division && capitals && (count == 1 || roman) && whole).then_some(end)
}

/// How many digits stand at `at`.
fn digits(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes()[at..].iter();
    bytes.take_while(|b| b.is_ascii_digit()).count()
}

/// Past ".3.1" at `at`.
fn decimals(text: &str, mut at: usize) -> usize {
    while text[at..].starts_with('.') && digits(text, at + 1) > 0 {
        at += 1 + digits(text, at + 1);
    }
    at
}
