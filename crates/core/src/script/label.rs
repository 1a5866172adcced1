//! The labels of items: "1", "4.2", "2bis", "a)", "iv)", "б)", "أ )", "（一）", "•".

mod printed;

pub use printed::{Close, Printed};

use super::chars::is_bullet;
use super::fold::fold;
use super::numeral::{han, roman, to_letters, to_roman};
use std::fmt;

/// How a list is labelled; the order is the usual order of nesting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// 1, 2, 3 in digits of any script or in Chinese numbers.
    Number,
    /// a, b, c; the letters of any alphabet.
    Letter,
    /// i, ii, iii
    Roman,
    /// Bullets and dashes: nothing is counted.
    Bullet,
}

/// What a label counts.
///
/// ```
/// use resgraph_core::script::Label;
/// let read = |text| Label::read(text).map(|l| l.to_string());
/// assert_eq!(read("٢"), Some("2".into()));
/// assert_eq!(read("bb"), Some("bb".into()));
/// assert_eq!(read("в"), Some("c".into()));
/// assert_eq!(read("2 ter"), Some("2ter".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// How its list is labelled.
    pub style: Style,
    /// What it counts, from the outside in: 4 and 2 of "4.2". Nothing for bullets, and for letters that are
    /// none's label alone ("bc", where a tracked change ran together).
    pub parts: Vec<u32>,
    /// The letter behind a number: "12A".
    pub letter: Option<char>,
    /// 2 for "bis", 3 for "ter" …; 0 without.
    pub inserted: u32,
}

/// The words of items that were put between two others.
const INSERTED: [(&str, u32); 11] = [
    ("bis", 2),
    ("ter", 3),
    ("quater", 4),
    ("quinquies", 5),
    ("sexies", 6),
    ("septies", 7),
    ("octies", 8),
    ("бис", 2),
    ("тер", 3),
    ("مكررا", 2),
    ("مكرر", 2),
];

/// Which of them `word` is: 2 for "bis", 3 for "ter" …
pub fn suffix(word: &str) -> Option<u32> {
    let word = fold(word);
    let is = |(known, _): &&(&str, u32)| **known == *word;
    INSERTED.iter().find(is).map(|(_, n)| *n)
}

/// The letters that label items, in their order. Of Arabic there are two orders, the first of them usual.
const ALPHABETS: [&str; 5] = [
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "甲乙丙丁戊己庚辛壬癸",
];

/// The longest label without its brackets, in characters.
const LONGEST: usize = 14;

impl Label {
    fn of(style: Style, value: u32) -> Self {
        Label {
            style,
            parts: vec![value],
            letter: None,
            inserted: 0,
        }
    }

    /// What `body`, a label without its brackets, counts where nothing is known of its list: "i" is 1.
    pub fn read(body: &str) -> Option<Self> {
        Self::readings(body).into_iter().next()
    }

    /// The same behind the label `before` of its list: "i" behind "h" is 9, "ab" behind "aa" is 28.
    pub fn read_after(body: &str, before: &Label) -> Option<Self> {
        let mut readings = Self::readings(body);
        if let Some(at) = readings.iter().position(|l| l.follows(before)) {
            return Some(readings.swap_remove(at));
        }
        let counted = as_columns(&fold(body)).map(|n| Label::of(Style::Letter, n));
        counted
            .filter(|label| label.follows(before))
            .or_else(|| readings.into_iter().next())
    }

    /// All that `body` may count, the likeliest first.
    pub fn readings(body: &str) -> Vec<Self> {
        let body = fold(body.trim());
        if body.is_empty() || body.chars().count() > LONGEST {
            return Vec::new();
        }
        if body.starts_with(|c: char| c.is_ascii_digit()) {
            return numbered(&body).into_iter().collect();
        }
        let mut found = Vec::new();
        found.extend(han(&body).map(|n| Label::of(Style::Number, n)));
        let as_roman = roman(&body).map(|n| Label::of(Style::Roman, n));
        let as_letter = letters(&body).map(|n| Label::of(Style::Letter, n));
        let likely = body.bytes().all(|b| b"ivx".contains(&b));
        match as_roman {
            Some(roman) if likely => found.extend([Some(roman), as_letter].into_iter().flatten()),
            // A single "c" or "d" is never 100 or 500.
            other => found.extend(
                [as_letter, other.filter(|_| body.len() > 1)]
                    .into_iter()
                    .flatten(),
            ),
        }
        if found.is_empty() && second_order(&body).is_none() && is_bullet_body(&body) {
            found.push(Label {
                style: Style::Bullet,
                parts: Vec::new(),
                letter: None,
                inserted: 0,
            });
        }
        found.extend(second_order(&body).map(|n| Label::of(Style::Letter, n)));
        found.dedup();
        found
    }

    /// What it counts in its own list: 2 of "4.2".
    pub fn value(&self) -> Option<u32> {
        self.parts.last().copied()
    }

    /// True where it is the next one behind `before`: 2, 2bis, 2ter, 3.
    pub fn follows(&self, before: &Label) -> bool {
        let (Some((last, outer)), Some((last_before, outer_before))) =
            (self.parts.split_last(), before.parts.split_last())
        else {
            return false;
        };
        let same_list = self.style == before.style && outer == outer_before;
        match self.inserted {
            0 => same_list && *last == last_before + 1,
            2 => same_list && last == last_before && before.inserted == 0,
            n => same_list && last == last_before && before.inserted + 1 == n,
        }
    }

    /// The labels between two that are written alike: "c) to e)", "i) to iv)", "88 to 90"; none where they are the ends
    /// of no range, or of one of more than `most`.
    pub fn between(from: &str, upto: &str, most: u32) -> Option<Vec<String>> {
        let closed = from.ends_with(')') && upto.ends_with(')');
        let bracket = if closed { ")" } else { "" };
        let read = |label: &str| {
            let body = label.strip_suffix(bracket)?;
            let label = Label::read(body)?;
            let value = label.value()?;
            (Label::write(label.style, value) == body).then_some((label.style, value))
        };
        let ((style, from), (other, upto)) = read(from).zip(read(upto))?;
        let labels = from + 1..upto;
        let label = |n| format!("{}{bracket}", Label::write(style, n));
        (style == other && from < upto && upto - from < most).then(|| labels.map(label).collect())
    }

    /// The label of item `n`, from 1, of a list in that style, without bracket.
    pub fn write(style: Style, n: u32) -> String {
        match style {
            Style::Number => n.to_string(),
            Style::Letter => to_letters(n),
            Style::Roman => to_roman(n),
            Style::Bullet => "•".into(),
        }
    }
}

/// As labels are compared, whatever the script they were printed in: "2bis", "4.2", "b", "iv".
impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.style == Style::Bullet {
            return f.write_str("•");
        }
        for (i, part) in self.parts.iter().enumerate() {
            let dot = if i > 0 { "." } else { "" };
            write!(f, "{dot}{}", Label::write(self.style, *part))?;
        }
        if let Some(letter) = self.letter {
            write!(f, "{letter}")?;
        }
        let word = INSERTED.iter().find(|(_, n)| *n == self.inserted);
        f.write_str(word.map_or("", |(word, _)| word))
    }
}

/// "2", "4.2", "12a", "2bis", "2 ter", "2-bis"
fn numbered(body: &str) -> Option<Label> {
    let end = body.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (digits, rest) = body.split_at(end.unwrap_or(body.len()));
    let digits = digits.strip_suffix('.').unwrap_or(digits);
    let parts: Option<Vec<u32>> = digits.split('.').map(|p| p.parse().ok()).collect();
    let rest = rest.trim_start_matches([' ', '-']);
    let inserted = suffix(rest).unwrap_or(0);
    let letter = match rest.chars().next() {
        _ if inserted > 0 => None,
        Some(letter) if letter.is_ascii_lowercase() && rest.len() == 1 => Some(letter),
        Some(_) => return None,
        None => None,
    };
    Some(Label {
        style: Style::Number,
        parts: parts?,
        letter,
        inserted,
    })
}

/// One letter, or the same letter again and again.
fn letters(body: &str) -> Option<u32> {
    let mut all = body.chars();
    let first = all.next()?;
    if !all.all(|c| c == first) || body.chars().count() > 4 {
        return None;
    }
    let (place, size) = match first {
        'a'..='z' => (u32::from(first) - u32::from('a'), 26),
        _ => ALPHABETS
            .iter()
            .find_map(|alphabet| place(alphabet, first))?,
    };
    let again = u32::try_from(body.chars().count()).ok()? - 1;
    Some(place + 1 + again * size)
}

fn place(alphabet: &str, letter: char) -> Option<(u32, u32)> {
    let at = alphabet.chars().position(|c| c == letter)?;
    let size = alphabet.chars().count();
    Some((u32::try_from(at).ok()?, u32::try_from(size).ok()?))
}

/// A single Arabic letter in the other order.
fn second_order(body: &str) -> Option<u32> {
    let mut all = body.chars();
    let (first, None) = (all.next()?, all.next()) else {
        return None;
    };
    let both = [ALPHABETS[2], ALPHABETS[3]].map(|a| place(a, first).map(|(at, _)| at + 1));
    both[1].filter(|n| both[0] != Some(*n))
}

/// "aa" 27, "ab" 28, as columns of a table are counted.
fn as_columns(body: &str) -> Option<u32> {
    if body.len() != 2 || !body.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let value = |b: u8| u32::from(b - b'a') + 1;
    Some(body.bytes().fold(0, |sum, b| sum * 26 + value(b)))
}

fn is_bullet_body(body: &str) -> bool {
    let mut all = body.chars();
    matches!((all.next(), all.next()), (Some(c), None) if is_bullet(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_any_script_are_read() {
        use Style::{Bullet, Letter, Number, Roman};
        for (text, style, want) in [
            ("1", Number, "1"),
            ("٤", Number, "4"),
            ("１２", Number, "12"),
            ("4.2", Number, "4.2"),
            ("5.", Number, "5"),
            ("二", Number, "2"),
            ("十一", Number, "11"),
            ("2bis", Number, "2bis"),
            ("3 ter", Number, "3ter"),
            ("12A", Number, "12a"),
            ("c", Letter, "c"),
            ("z", Letter, "z"),
            ("aa", Letter, "aa"),
            ("bb", Letter, "bb"),
            ("в", Letter, "c"),
            ("أ", Letter, "a"),
            ("هـ", Letter, "e"),
            ("乙", Letter, "b"),
            ("iv", Roman, "iv"),
            ("XIV", Roman, "xiv"),
            ("ⅳ", Roman, "iv"),
            ("–", Bullet, "•"),
        ] {
            let label = Label::read(text).expect(text);
            assert_eq!(
                (label.style, label.to_string()),
                (style, want.into()),
                "{text}"
            );
        }
        for no in ["", "bc", "note", "1st", "Совет", "决议", "1²"] {
            assert_eq!(Label::read(no), None, "{no}");
        }
    }

    #[test]
    fn a_label_is_read_behind_the_one_before() {
        let after = |before: &str, text: &str| {
            let before = Label::read(before).expect(before);
            Label::read_after(text, &before).expect(text)
        };
        for (before, text, style, value) in [
            ("h", "i", Style::Letter, 9),
            ("u", "v", Style::Letter, 22),
            ("iv", "v", Style::Roman, 5),
            ("z", "aa", Style::Letter, 27),
            ("aa", "bb", Style::Letter, 28),
            ("aa", "ab", Style::Letter, 28),
            ("ب", "ت", Style::Letter, 3),
            ("ب", "ج", Style::Letter, 3),
        ] {
            let label = after(before, text);
            assert_eq!(
                (label.style, label.value()),
                (style, Some(value)),
                "{before} {text}"
            );
        }
        assert!(after("2", "2bis").follows(&Label::read("2").expect("2")));
        assert!(after("2bis", "2ter").follows(&Label::read("2bis").expect("2bis")));
        assert!(after("2ter", "3").follows(&Label::read("2ter").expect("2ter")));
    }

    #[test]
    fn printed_labels_part_from_their_clauses() {
        for (text, written, behind) in [
            ("1\tto act", "1", "to act"),
            ("a)\tthat", "a)", "that"),
            ("(b) that", "b)", "that"),
            ("bc)\tthat", "bc)", "that"),
            ("i)alternative", "i)", "alternative"),
            ("2bis to add", "2bis", "to add"),
            ("2 ter to add", "2 ter", "to add"),
            ("5.17\tThe", "5.17", "The"),
            ("1. to", "1.", "to"),
            ("•\tone", "•", "one"),
            ("أ )\tأن", "أ )", "أن"),
            ("（一）审议", "一）", "审议"),
            ("一、审议", "一、", "审议"),
            ("б) что", "б)", "что"),
        ] {
            let found = Printed::at(text).expect(text);
            assert_eq!(
                (found.written, &text[found.behind..]),
                (written, behind),
                "{text}"
            );
        }
        for text in [
            "that a)",
            "note) x",
            "(Rev. Busan)",
            "-ed",
            "considering",
            "",
        ] {
            assert_eq!(Printed::at(text), None, "{text}");
        }
    }
}
