//! What a line looks like: the mark of a page, a running head, or text.

use crate::read::pdf::furniture;

/// No running head is longer, in characters.
const LONGEST: usize = 120;

/// So many spaces stand between a running head and its page number.
const WIDE: usize = 3;

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// "– 27 –", "Page 3 of 10": nothing else looks so.
    Mark,
    /// A head and, far from it, its page number: "Final Acts    27".
    Headed,
    /// The same where only a dash parts them, or the number comes first; a number alone; "RES12-2".
    Perhaps,
    /// Two parts far from each other.
    Parted,
    /// Anything else that is short.
    Short,
    /// No furniture.
    Text,
}

impl Look {
    /// What `line` looks like; a cell of a table looks like text.
    pub(super) fn of(line: &str, is_cell: bool) -> Look {
        if is_cell
            || line.is_empty()
            || line.ends_with(['.', ';', ':', ','])
            // No character has more than four bytes.
            || line.len() > 4 * LONGEST
            || line.chars().nth(LONGEST).is_some()
        {
            return Look::Text;
        }
        let decorated = line.starts_with(is_sign) && line.ends_with(is_sign);
        let inner = line.trim_matches(|c| is_sign(c) || c == ' ');
        if decorated && is_number(inner) || furniture::is_page_number(line) && has_word(line) {
            return Look::Mark;
        }
        if is_number(line) && !line.contains('/') || is_code(line) {
            return Look::Perhaps;
        }
        if line.starts_with(char::is_lowercase) {
            return Look::Text;
        }
        let gaps = gaps(line);
        if let [gap] = gaps[..]
            && is_number(line[gap..].trim())
        {
            return Look::Headed;
        }
        let parts: Vec<&str> = line
            .split([' ', '\t', '\u{a0}'])
            .filter(|p| !p.is_empty())
            .collect();
        let parted = |sign: &str| sign.chars().all(is_sign);
        match parts[..] {
            [.., sign, last] if parts.len() > 2 && parted(sign) && is_number(last) => Look::Perhaps,
            [first, ..] if parts.len() > 1 && is_number(first) => Look::Perhaps,
            _ if gaps.len() == 1 => Look::Parted,
            _ => Look::Short,
        }
    }
}

/// "27", "27/120" is one; "xiv" is none.
fn is_number(text: &str) -> bool {
    let mut parts = text.split('/').map(str::trim);
    let number =
        |part: &str| (1..=4).contains(&part.chars().count()) && part.chars().all(char::is_numeric);
    parts.next().is_some_and(number) && parts.next().is_none_or(number) && parts.next().is_none()
}

/// "RES12-2": letters, and two numbers behind them.
fn is_code(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = line.len() - rest.len();
    let digits =
        |part: &str| !part.is_empty() && part.len() < 5 && part.bytes().all(|b| b.is_ascii_digit());
    (2..=6).contains(&letters)
        && rest
            .split_once('-')
            .is_some_and(|(one, other)| digits(one) && digits(other))
}

/// The signs that stand around page numbers.
fn is_sign(c: char) -> bool {
    resgraph_core::script::is_hyphen(c) || matches!(c, '|' | '~' | '*' | '•')
}

/// Where wide gaps begin in `line`.
fn gaps(line: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut from: Option<usize> = None;
    for (i, c) in line.char_indices() {
        match (c.is_whitespace(), from) {
            (true, None) => from = Some(i),
            (false, Some(start)) => {
                let gap = &line[start..i];
                if gap.contains('\t') || gap.chars().count() >= WIDE {
                    found.push(start);
                }
                from = None;
            }
            _ => {}
        }
    }
    found
}

pub(super) fn has_word(line: &str) -> bool {
    line.chars().any(char::is_alphabetic)
}
