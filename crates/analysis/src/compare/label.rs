//! Labels of clauses: what is printed, and the one or two labels that it can stand for.

use crate::script::Label;
pub(crate) use crate::script::Style;

/// Splits a printed label from the front of a paragraph: (label as printed, rest). A label is a bullet, or
/// letters or digits before a bracket, or digits before a blank.
pub(crate) fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    if matches!(first, '•' | '–' | '—' | '-' | '·' | '*' | '\u{f0b7}') {
        let rest = &text[first.len_utf8()..];
        return rest
            .starts_with(char::is_whitespace)
            .then(|| (&text[..first.len_utf8()], rest.trim_start()));
    }
    let end = text
        .char_indices()
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or(text.len(), |(at, _)| at);
    let body = &text[..end];
    let rest = &text[end..];
    let digits = body.chars().all(|c| c.is_ascii_digit());
    if let Some(rest) = rest.strip_prefix(')') {
        let letters = body.chars().all(|c| c.is_ascii_lowercase());
        let counted = counted_twice(body);
        let short = body.len() <= 4 || body.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        let fits = body.len() <= 9 && (letters && short || digits || counted) && !body.is_empty();
        let apart = rest.is_empty()
            || !rest.starts_with(char::is_alphanumeric)
            || rest.starts_with(char::is_uppercase);
        return (fits && apart).then(|| (&text[..=end], rest.trim_start()));
    }
    if digits || counted_twice(body) {
        if rest.starts_with('.') {
            return split_dotted(text);
        }
        if body.len() <= 8 && rest.starts_with(char::is_whitespace) {
            return Some((body, rest.trim_start()));
        }
    }
    None
}

/// `2bis`, `3ter`: a number that was put between two others.
fn counted_twice(body: &str) -> bool {
    let word = body.trim_start_matches(|c: char| c.is_ascii_digit());
    word.len() < body.len() && matches!(word, "bis" | "ter" | "quater")
}

/// `5.17`, `7.4.1.3`, `1.`
fn split_dotted(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let rest = &text[end..];
    (end <= 12 && rest.starts_with(char::is_whitespace)).then(|| (&text[..end], rest.trim_start()))
}

/// The bare label: `bc` of `bc)`.
pub(crate) fn bare(raw: &str) -> &str {
    raw.trim_end_matches([')', '.'])
}

/// A label written as another one is printed: `c` like `b)` is `c)`.
pub(crate) fn like(printed: &str, label: &str) -> String {
    format!("{label}{}", &printed[bare(printed).len()..])
}

/// The style in which a printed label counts, taken alone; `i` is a letter only where letters came before.
pub(crate) fn style(raw: &str, after_letter_h: bool) -> Style {
    let body = bare(raw);
    if body.is_empty() || !body.chars().all(char::is_alphanumeric) && !body.contains('.') {
        return Style::Bullet;
    }
    if body.starts_with(|c: char| c.is_ascii_digit()) {
        return Style::Number;
    }
    let roman_letters = body.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    if roman_letters && !after_letter_h {
        return Style::Roman;
    }
    Style::Letter
}

/// Label number `n` (from 1) of a style, without bracket; bullets with their number, to be told apart.
pub(crate) fn write(style: Style, n: u32) -> String {
    match style {
        Style::Bullet => format!("•{n}"),
        _ => Label::write(style, n),
    }
}

/// Which number a label is in its style: `c` is 3, `iv` is 4.
pub(crate) fn ordinal(style: Style, label: &str) -> Option<u32> {
    let readings = Label::readings(label);
    let alone = |l: &&Label| l.parts.len() == 1 && l.inserted == 0 && l.letter.is_none();
    let fits = readings.iter().filter(|l| l.style == style).find(alone);
    fits.and_then(Label::value).filter(|n| *n > 0)
}

/// How well a printed label fits the pair (label in the base, label in the proposal): 0 where it is exactly
/// what a tracked change leaves, more the less it fits. The two sides may run together in either order, and
/// a renumbered clause may show its new label whole.
pub(crate) fn misfit(raw: Option<&str>, old: Option<&str>, new: Option<&str>) -> f64 {
    const WHOLE_NEW: f64 = 0.6;
    const WRONG: f64 = 4.0;
    let printed = raw.map(bare);
    match (printed, old, new) {
        (None, None, None) => 0.0,
        (None, _, _) => 0.3,
        (Some(p), Some(o), Some(n)) if o == n => fits(p == o, WRONG),
        (Some(p), Some(o), Some(n)) => {
            let joined = p.len() == o.len() + n.len()
                && ((p.starts_with(o) && p.ends_with(n)) || (p.starts_with(n) && p.ends_with(o)));
            if joined {
                0.0
            } else {
                fits(p == n, WRONG - WHOLE_NEW) + WHOLE_NEW
            }
        }
        (Some(p), Some(one), None) | (Some(p), None, Some(one)) => fits(p == one, WRONG),
        (Some(_), None, None) => WRONG,
    }
}

fn fits(yes: bool, otherwise: f64) -> f64 {
    if yes { 0.0 } else { otherwise }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_part_from_their_text() {
        for (text, label, rest) in [
            ("bc)\tthat the fund", "bc)", "that the fund"),
            ("54\tto keep", "54", "to keep"),
            ("2bis to add", "2bis", "to add"),
            ("iii) assist", "iii)", "assist"),
            ("•\tpartners", "•", "partners"),
            ("5.17\tThe Director", "5.17", "The Director"),
        ] {
            assert_eq!(split(text), Some((label, rest)), "{text}");
        }
        for text in [
            "that the fund",
            "considering",
            "(Rev. Busan)",
            "e-learning",
            "within)",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn labels_are_counted_as_people_count() {
        assert_eq!(write(Style::Letter, 28), "bb");
        assert_eq!(write(Style::Roman, 14), "xiv");
        assert_eq!(ordinal(Style::Roman, "ix"), Some(9));
        assert_eq!(ordinal(Style::Letter, "bb"), Some(28));
        assert_eq!(
            ordinal(Style::Letter, "ab"),
            None,
            "two labels run together"
        );
    }

    #[test]
    fn a_merged_label_fits_both_orders() {
        assert_eq!(misfit(Some("bc)"), Some("b"), Some("c")), 0.0);
        assert_eq!(misfit(Some("gf)"), Some("f"), Some("g")), 0.0);
        assert_eq!(misfit(Some("1011"), Some("10"), Some("11")), 0.0);
        assert!(misfit(Some("b)"), Some("a"), Some("b")) < 1.0);
        assert!(misfit(Some("d)"), Some("d"), Some("e")) > 3.0);
    }
}
