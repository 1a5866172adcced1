//! Marks of notes that somebody raised by hand: apart from the number or word that they stand on.
//!
//! Raised digits stay, as the raised digits that Unicode has, so that nothing takes them for part of a number; stars
//! and the signs around the mark say nothing and go.

/// The text of something raised, as it is to be read.
pub(super) fn raised(text: &str) -> String {
    if is_mark(text) {
        text.chars().filter_map(sign).collect()
    } else {
        text.to_owned()
    }
}

/// True for what can be the mark of a note: digits and the signs around them, stars, one letter.
pub(super) fn is_mark(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_matches(|c: char| "()[]".contains(c));
    let is_sign = |c: char| c.is_ascii_digit() || c.is_whitespace() || "*†‡§,;()[]".contains(c);
    !text.is_empty() && (text.chars().all(is_sign) || matches!(bare, "a" | "b" | "c" | "d"))
}

/// The sign of a mark as it stands in the text.
pub(super) fn sign(c: char) -> Option<char> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = c.to_digit(10)?;
    RAISED.get(digit as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::raised;

    #[test]
    fn marks_are_apart_from_numbers_and_other_raised_text_stays() {
        for (text, want) in [
            ("1", "¹"),
            ("12, 13", "¹²¹³"),
            ("[2]", "²"),
            ("*", ""),
            ("a)", ""),
            ("st", "st"),
            ("er", "er"),
            ("o", "o"),
        ] {
            assert_eq!(raised(text), want, "{text}");
        }
    }
}
