//! Numbers as Word prints them: digits, letters, Roman.

use super::LONGEST_LABEL;

/// A counter in one of the formats of ECMA-376 part 1, 17.18.59; those not known here are printed as digits.
pub fn number(n: i64, format: &str) -> String {
    const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
    const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
    match format {
        "lowerLetter" => letters(n, LATIN),
        "upperLetter" => letters(n, LATIN).to_uppercase(),
        "lowerRoman" => roman(n).to_lowercase(),
        "upperRoman" => roman(n),
        "russianLower" => letters(n, RUSSIAN),
        "russianUpper" => letters(n, RUSSIAN).to_uppercase(),
        "decimalZero" => format!("{n:02}"),
        "none" => String::new(),
        "ordinal" => {
            let ending = match (n % 100, n % 10) {
                (11..=13, _) => "th",
                (_, 1) => "st",
                (_, 2) => "nd",
                (_, 3) => "rd",
                _ => "th",
            };
            format!("{n}{ending}")
        }
        _ => n.to_string(),
    }
}

/// a … z, then aa, bb …: Word repeats the letter.
fn letters(n: i64, alphabet: &str) -> String {
    let letters: Vec<char> = alphabet.chars().collect();
    let Some(i) = usize::try_from(n).ok().and_then(|n| n.checked_sub(1)) else {
        return n.to_string();
    };
    let times = (i / letters.len() + 1).min(LONGEST_LABEL);
    std::iter::repeat_n(letters[i % letters.len()], times).collect()
}

fn roman(n: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&n) {
        return n.to_string();
    }
    let (mut rest, mut roman) = (n, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            roman.push_str(sign);
            rest -= value;
        }
    }
    roman
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn counters_are_printed_as_word_does() {
        for (n, format, want) in [
            (27, "lowerLetter", "aa"),
            (4, "lowerRoman", "iv"),
            (1994, "upperRoman", "MCMXCIV"),
            (0, "upperRoman", "0"),
            (3, "russianLower", "в"),
            (7, "decimalZero", "07"),
            (12, "ordinal", "12th"),
            (-1, "lowerLetter", "-1"),
            (i64::MAX, "upperLetter", &"G".repeat(64)),
        ] {
            assert_eq!(number(n, format), want);
        }
    }
}
