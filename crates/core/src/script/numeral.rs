//! Numerals: roman, Chinese, digits of any script; and the letters that count items.

use super::fold::fold;

const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// `n` in small roman letters; empty for 0.
///
/// ```
/// assert_eq!(resgraph_core::script::to_roman(14), "xiv");
/// ```
pub fn to_roman(n: u32) -> String {
    let mut left = n.min(3999);
    let mut out = String::new();
    for (value, sign) in ROMAN {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

/// The value of a roman number as it is rightly written, in capitals or small letters.
pub fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let small = text.to_ascii_lowercase();
    let mut rest = small.as_str();
    let mut sum = 0;
    for (value, sign) in ROMAN {
        while let Some(behind) = rest.strip_prefix(sign) {
            rest = behind;
            sum += value;
        }
    }
    (rest.is_empty() && to_roman(sum) == small).then_some(sum)
}

/// The value of a Chinese number: 一百二十三, 二〇一八, 十二.
pub fn han(text: &str) -> Option<u32> {
    let unit = |c| match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    };
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    if !text.chars().any(|c| unit(c).is_some()) {
        let mut digits = text.chars().map(han_digit);
        return digits.try_fold(0u32, |sum, d| sum.checked_mul(10)?.checked_add(d?));
    }
    let (mut sum, mut open, mut last) = (0, None, u32::MAX);
    for c in text.chars() {
        match (unit(c), han_digit(c)) {
            // Units go down: 百 is not before 千.
            (Some(unit), _) if unit < last => {
                sum += open.take().unwrap_or(1) * unit;
                last = unit;
            }
            (None, Some(digit)) if open.is_none() => open = (digit > 0).then_some(digit),
            _ => return None,
        }
    }
    Some(sum + open.unwrap_or(0))
}

fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of a whole number in digits of any script, roman letters or Chinese characters.
///
/// ```
/// use resgraph_core::script::number;
/// for text in ["14", "١٤", "１４", "XIV", "xiv", "十四"] {
///     assert_eq!(number(text), Some(14), "{text}");
/// }
/// assert_eq!(number("1²"), None);
/// ```
pub fn number(text: &str) -> Option<u32> {
    let folded = fold(text);
    if folded.bytes().all(|b| b.is_ascii_digit()) {
        return folded.parse().ok();
    }
    roman(&folded).or_else(|| han(&folded))
}

/// The letters of item `n`, from 1: a … z, then aa, bb, cc.
pub fn to_letters(n: u32) -> String {
    let Some(n) = n.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(b'a' + (n % 26) as u8);
    std::iter::repeat_n(letter, n as usize / 26 + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn romans_are_read_and_written() {
        assert!((1..=3999).all(|n| roman(&to_roman(n)) == Some(n)));
        for no in ["", "iiii", "vx", "ic", "mix up", "iix"] {
            assert_eq!(roman(no), None, "{no}");
        }
    }

    #[test]
    fn chinese_numbers_are_read() {
        for (text, value) in [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("一百二十三", Some(123)),
            ("一百零五", Some(105)),
            ("一千二百〇三", Some(1203)),
            ("二〇一八", Some(2018)),
            ("百千", None),
            ("三四十", None),
            ("决议", None),
        ] {
            assert_eq!(han(text), value, "{text}");
        }
    }

    #[test]
    fn letters_double_behind_z() {
        let letters = [1, 26, 27, 28, 53].map(to_letters);
        assert_eq!(letters, ["a", "z", "aa", "bb", "aaa"]);
    }
}
