//! Normalising: what two writers of the same clause write differently for no reason is made equal here.

use crate::script::is_han;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};

/// What is done with editions in brackets: "(Rev. Dubai, 2018)", "(Rev.WRC-19)".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editions {
    /// Their words count like all others.
    Keep,
    /// They are left out: a clause that only cites a newer edition is the same clause.
    Drop,
}

/// The words of `text` in lower case, without punctuation.
///
/// A hyphen, printed or lost, makes no difference ("ITU-T" and "ITUT", "high-level" and "high- level"),
/// nor do no-break spaces, soft hyphens, apostrophes and the way accents are encoded. Between digits a
/// hyphen separates: versions are not numbers.
///
/// ```
/// use resgraph_analysis::reuse::{Editions, words};
/// assert_eq!(words("High- level  ITU‑T work (Rev. Dubai, 2018)", Editions::Drop), ["highlevel", "itut", "work"]);
/// ```
pub fn words(text: &str, editions: Editions) -> Vec<String> {
    let mut found = Vec::new();
    for_each_word(text, editions, |word| found.push(word.to_owned()));
    found
}

/// Calls `found` with each word of [`words`], without an allocation a word.
pub(crate) fn for_each_word(text: &str, editions: Editions, mut found: impl FnMut(&str)) {
    if !text.is_ascii() && !is_nfc(text) {
        let composed: String = text.nfc().collect();
        return scan(&composed, editions, &mut found);
    }
    scan(text, editions, &mut found);
}

/// What a character does to the word that is being read.
enum Effect {
    Letter,
    /// Is a word by itself: Han text has no spaces.
    Alone,
    Hyphen,
    /// Is passed over: soft hyphens, apostrophes.
    Nothing,
    Space,
    Ends,
}

fn effect(c: char) -> Effect {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Effect::Letter,
        '-' | '\u{2010}' | '\u{2011}' => Effect::Hyphen,
        '\u{ad}' | '\'' | '\u{2019}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => Effect::Nothing,
        c if c.is_whitespace() => Effect::Space,
        c if is_han(c) => Effect::Alone,
        c if !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c)) => Effect::Letter,
        _ => Effect::Ends,
    }
}

/// What the first byte of a character says of it.
#[derive(Clone, Copy, PartialEq)]
enum Byte {
    /// A small letter or a digit.
    Plain,
    Capital,
    /// A hyphen, an apostrophe, or the beginning of a longer character.
    Other,
    /// What ends a word: all other characters of one byte.
    End,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::End; 256];
    let mut b = 0;
    while b < 256 {
        bytes[b] = match b as u8 {
            b'a'..=b'z' | b'0'..=b'9' => Byte::Plain,
            b'A'..=b'Z' => Byte::Capital,
            b'-' | b'\'' | 0x80.. => Byte::Other,
            _ => Byte::End,
        };
        b += 1;
    }
    bytes
};

fn scan(text: &str, editions: Editions, found: &mut impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut word = String::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'('
            && editions == Editions::Drop
            && let Some(length) = edition_length(&text[at..])
        {
            at += length;
            continue;
        }
        let mut end = at;
        let next = loop {
            match bytes.get(end).map_or(Byte::End, |b| BYTES[usize::from(*b)]) {
                Byte::Plain => end += 1,
                other => break other,
            }
        };
        match next {
            // Nearly all words are such.
            Byte::End if end > at => {
                found(&text[at..end]);
                at = end;
            }
            Byte::End => at += 1,
            _ => {
                at += mixed_word(&text[at..], &mut word);
                if !word.is_empty() {
                    found(&word);
                }
            }
        }
    }
}

/// Reads into `word` what may be a word that is not written in small letters only, and says how many bytes of
/// `text` it took: at least one character.
fn mixed_word(text: &str, word: &mut String) -> usize {
    word.clear();
    // Where a hyphen was read, perhaps with spaces behind it: a letter continues the word.
    let mut hyphen = None;
    for (at, c) in text.char_indices() {
        match effect(c) {
            Effect::Letter => {
                let between_digits =
                    c.is_ascii_digit() && word.ends_with(|w: char| w.is_ascii_digit());
                if between_digits && let Some(hyphen) = hyphen {
                    return hyphen;
                }
                hyphen = None;
                if c.is_ascii() {
                    word.push(c.to_ascii_lowercase());
                } else {
                    word.extend(c.to_lowercase());
                }
            }
            Effect::Alone if at > 0 => return at,
            Effect::Alone => {
                word.push(c);
                return c.len_utf8();
            }
            Effect::Hyphen => hyphen = (!word.is_empty()).then_some(at + c.len_utf8()),
            Effect::Nothing => {}
            Effect::Space if hyphen.is_some() => {}
            // What ends the word is looked at again where it may begin an edition.
            Effect::Space | Effect::Ends if c == '(' && at > 0 => return at,
            Effect::Space | Effect::Ends => return at + c.len_utf8(),
        }
    }
    text.len()
}

/// The longest bracket that is looked at as an edition; longer ones are sentences.
const LONGEST_EDITION: usize = 80;

/// The length of an edition in brackets at the beginning of `text`: a short bracket that ends with a comma
/// and a year, or is a conference's mark ("Rev.WRC-19").
fn edition_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('(')?;
    let close = inside
        .bytes()
        .take(LONGEST_EDITION)
        .position(|b| matches!(b, b'(' | b')' | b';'))?;
    let length = close + 2;
    let inside = inside.get(..close)?;
    if !text.as_bytes()[close + 1].eq(&b')') {
        return None;
    }
    let digits = inside.bytes().rev().take_while(u8::is_ascii_digit).count();
    let head = &inside[..inside.len() - digits];
    let dated =
        digits >= 4 && head.contains(',') && !head.starts_with(|c: char| c.is_ascii_digit());
    let mark = head.strip_suffix(['-', '\u{2011}']).is_some_and(|name| {
        let name = name.rsplit(['.', ' ', '\u{a0}']).next().unwrap_or("");
        name.len() >= 2 && name.bytes().all(|b| b.is_ascii_uppercase())
    });
    (dated || (mark && (digits == 2 || digits == 4))).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_difference() {
        for (a, b) in [
            ("ITU-T and ITU‑T", "ITUT and itut"),
            ("high- level talks", "High-level talks"),
            (
                "the\u{a0}Member\u{ad} States' rights",
                "the member states’ rights",
            ),
            ("Cafe\u{301}", "café"),
            ("a, b; c.", "A B C"),
            ("成员3国", "成 员 3 国"),
        ] {
            assert_eq!(words(a, Editions::Keep), words(b, Editions::Keep), "{a}");
        }
    }

    #[test]
    fn what_makes_a_difference() {
        for (a, b) in [
            ("Resolution 7-3", "Resolution 73"),
            ("the Council – and others", "the Counciland others"),
            ("(see 2018)", ""),
        ] {
            assert_ne!(words(a, Editions::Drop), words(b, Editions::Drop), "{a}");
        }
    }

    #[test]
    fn editions_can_be_left_out() {
        for edition in [
            "(Rev. Dubai, 2018)",
            "(Rev.\u{a0}Busan, 2014Dubai, 2018)",
            "(Kyoto,1994)",
            "(Rev.WRC-19)",
            "(WARC-92)",
            "(Rev. Hammamet, 20162022)",
        ] {
            let text = format!("Resolution 3 {edition} of this body");
            assert_eq!(
                words(&text, Editions::Drop),
                ["resolution", "3", "of", "this", "body"],
                "{edition}"
            );
            assert!(words(&text, Editions::Keep).len() > 5);
        }
        for kept in [
            "(ITU-T)",
            "(2018)",
            "(see item 4, and in 2018 (again))",
            "(unclosed, 2018",
        ] {
            assert_eq!(
                words(kept, Editions::Drop),
                words(kept, Editions::Keep),
                "{kept}"
            );
        }
    }
}
