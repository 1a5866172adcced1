//! Annexes: the headings with which they begin, alone or in mid-paragraph.

use crate::knowledge::Phrases;
use crate::script::{fold, is_han, roman};

/// "ANNEX 1 TO RESOLUTION 208": in capitals, in mid-paragraph.
pub(super) fn is_annex_capitals(rest: &str, phrases: &Phrases) -> bool {
    // Most words need no closer look.
    let mut letters = rest.chars();
    if !(letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_uppercase))
    {
        return false;
    }
    phrases.annex_start(rest).is_some_and(|len| {
        let behind = rest[len..].trim_start();
        let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let of_text = behind.split_whitespace().next().unwrap_or("");
        !rest[..len].chars().any(char::is_lowercase)
            && of_text.starts_with(char::is_uppercase)
            && phrases.is_of_text(of_text)
    })
}

/// True where an annex begins in this paragraph.
pub(super) fn holds_annex(text: &str, phrases: &Phrases) -> bool {
    annex_heading(text, phrases).is_some()
        || text
            .match_indices(' ')
            .any(|(at, _)| is_annex_capitals(&text[at + 1..], phrases))
}

/// "Annex 2" of a paragraph that is the heading of an annex.
pub(super) fn annex_heading(text: &str, phrases: &Phrases) -> Option<String> {
    let Some(len) = phrases.annex_start(text) else {
        return annex_behind(text, phrases);
    };
    let word = fold(&text[..len]).into_owned();
    let behind = fold(text[len..].trim_start());
    let number: String = behind
        .chars()
        .take_while(|c| c.is_alphanumeric() && !is_han(*c))
        .collect();
    let is_number = !number.is_empty()
        && (number.chars().count() <= 2
            || number.chars().all(|c| c.is_ascii_digit())
            || roman(&number).is_some());
    let capitals =
        !text[..len].chars().any(char::is_lowercase) && text.starts_with(char::is_uppercase);
    let short = text.chars().count() <= LONGEST_ANNEX
        && !text.ends_with([';', ',', '.', '；', '，', '。', '،', '؛']);
    // Alphabets without capitals say it by the number, or by standing alone.
    let alone = short
        && (text.starts_with(char::is_uppercase)
            || !text.starts_with(char::is_lowercase) && (is_number || behind.is_empty()));
    if !(capitals || alone) {
        return None;
    }
    Some(if is_number && !phrases.is_before_action(&number, "") {
        format!("{word} {number}")
    } else {
        word
    })
}

/// "附件 1" of "第5号决议（2018年，迪拜，修订版）附件1": what it is the annex of stands before it, with its number.
fn annex_behind(text: &str, phrases: &Phrases) -> Option<String> {
    if text.chars().count() > LONGEST_ANNEX || !text.contains(is_han) {
        return None;
    }
    let at = phrases.annex_tail(text)?;
    let before = text[..at].trim_end();
    let is_named = before.contains(char::is_numeric)
        && before.ends_with(|c: char| is_han(c) || matches!(c, '）' | ')'));
    let annex = fold(text[at..].trim()).into_owned();
    let word: String = annex.chars().take_while(|c| is_han(*c)).collect();
    let number = annex[word.len()..].trim();
    let heading = if number.is_empty() {
        word.clone()
    } else {
        format!("{word} {number}")
    };
    (is_named && !word.is_empty()).then_some(heading)
}

/// The heading of an annex is not longer, in characters.
const LONGEST_ANNEX: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn annexes_begin_with_their_heading() {
        let k = Knowledge::builtin().expect("mappings/ load");
        let heading = |text: &str| annex_heading(text, &k.phrases).unwrap_or_default();
        assert_eq!(heading("ANNEX 2 TO RESOLUTION 5"), "annex 2");
        assert_eq!(heading("Приложение 1"), "приложение 1");
        assert_eq!(heading("第5号决议（2018年，迪拜，修订版）附件2"), "附件 2");
        assert_eq!(heading("附件1"), "附件 1");
        assert_eq!(heading("见附件1。"), "");
        assert_eq!(heading("the annex to this resolution;"), "");
    }
}
