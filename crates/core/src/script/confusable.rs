//! Letters that look alike in two alphabets: "ITU-Т" with a Cyrillic Т.

use super::chars::{Script, is_hyphen, is_mark, is_nothing, script};
use unicode_normalization::UnicodeNormalization;

/// Latin, Cyrillic and Greek letters that are printed alike; `\0` where an alphabet has none.
const ALIKE: [(char, char, char); 31] = [
    ('A', 'А', 'Α'),
    ('a', 'а', 'α'),
    ('B', 'В', 'Β'),
    ('C', 'С', '\0'),
    ('c', 'с', '\0'),
    ('E', 'Е', 'Ε'),
    ('e', 'е', '\0'),
    ('H', 'Н', 'Η'),
    ('I', 'І', 'Ι'),
    ('i', 'і', 'ι'),
    ('J', 'Ј', '\0'),
    ('j', 'ј', '\0'),
    ('K', 'К', 'Κ'),
    ('k', 'к', 'κ'),
    ('M', 'М', 'Μ'),
    ('N', '\0', 'Ν'),
    ('v', '\0', 'ν'),
    ('O', 'О', 'Ο'),
    ('o', 'о', 'ο'),
    ('P', 'Р', 'Ρ'),
    ('p', 'р', 'ρ'),
    ('S', 'Ѕ', '\0'),
    ('s', 'ѕ', '\0'),
    ('T', 'Т', 'Τ'),
    ('t', 'т', 'τ'),
    ('X', 'Х', 'Χ'),
    ('x', 'х', 'χ'),
    ('Y', 'У', 'Υ'),
    ('y', 'у', '\0'),
    ('Z', '\0', 'Ζ'),
    ('m', 'м', '\0'),
];

/// The letter of `wanted` that looks like `c`; `c` itself where it is one of them.
fn alike(c: char, wanted: Script) -> Option<char> {
    if script(c)? == wanted {
        return Some(c);
    }
    let pick = |(l, c, g): &(char, char, char)| match wanted {
        Script::Latin => *l,
        Script::Cyrillic => *c,
        Script::Greek => *g,
        _ => '\0',
    };
    // "ё" is the letter "е" here, however its mark is encoded.
    let bare = std::iter::once(c).nfd().next()?;
    let row = ALIKE
        .iter()
        .find(|(l, cyrillic, g)| [*l, *cyrillic, *g].contains(&bare))?;
    Some(pick(row)).filter(|found| *found != '\0')
}

/// Words longer than this are looked at in pieces.
const LONGEST: usize = 64;

/// The letters, marks and hyphens around `at`, not before `floor`: a word such as "ITU-T" whole.
pub(super) fn compound_around(text: &str, floor: usize, at: usize) -> (usize, usize) {
    let letter = |c: char| {
        matches!(
            script(c),
            Some(Script::Latin | Script::Cyrillic | Script::Greek)
        )
    };
    let inside = |c: &char| letter(*c) || is_mark(*c) || is_nothing(*c) || is_hyphen(*c);
    let before = text[floor..at]
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(inside);
    let start = at - before.map(char::len_utf8).sum::<usize>();
    let start = start + text[start..at].find(letter).unwrap_or(at - start);
    let behind = text[at..].chars().take(LONGEST).take_while(inside);
    (start, at + behind.map(char::len_utf8).sum::<usize>())
}

/// For each part of `compound` between hyphens the alphabet that its letters are to be read in; nothing where
/// all of it is of one alphabet.
pub(super) fn targets(compound: &str) -> Option<Vec<Option<Script>>> {
    let mut scripts = compound.chars().filter_map(script);
    let first = scripts.next()?;
    if scripts.all(|s| s == first) {
        return None;
    }
    let parts: Vec<&str> = compound.split(is_hyphen).collect();
    let mut found: Vec<Option<Script>> = parts.iter().map(|part| target(part)).collect();
    // A single letter follows its neighbour.
    for at in 0..parts.len() {
        let single = parts[at].chars().filter(|c| script(*c).is_some()).count() == 1;
        let neighbour = match at {
            0 => found.get(1).copied().flatten(),
            _ => found[at - 1],
        };
        if single && let Some(neighbour) = neighbour {
            found[at] = Some(neighbour);
        }
    }
    Some(found)
}

/// The one alphabet in which all letters of `part` can be read.
fn target(part: &str) -> Option<Script> {
    const TRIED: [Script; 3] = [Script::Latin, Script::Cyrillic, Script::Greek];
    let letters: Vec<char> = part.chars().filter(|c| script(*c).is_some()).collect();
    let own = |wanted: Script| {
        letters
            .iter()
            .filter(|c| script(**c) == Some(wanted))
            .count()
    };
    let fits = |wanted: &Script| letters.iter().all(|c| alike(*c, *wanted).is_some());
    TRIED
        .into_iter()
        .filter(|wanted| own(*wanted) > 0)
        .filter(fits)
        .max_by_key(|wanted| own(*wanted))
}

/// `c` as it is read in a part with that target.
pub(super) fn read_as(c: char, target: Option<Script>) -> char {
    target.and_then(|t| alike(c, t)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> String {
        let (start, end) = compound_around(word, 0, 0);
        let Some(targets) = targets(&word[start..end]) else {
            return word.to_owned();
        };
        let parts = word.split('-').zip(targets);
        let read = parts.map(|(p, t)| p.chars().map(|c| read_as(c, t)).collect::<String>());
        read.collect::<Vec<_>>().join("-")
    }

    #[test]
    fn lookalikes_follow_the_word() {
        // Each first one has a letter of the other alphabet in it.
        for (written, want) in [
            ("Rеsolution", "Resolution"),
            ("Pезолюция", "Резолюция"),
            ("ITU-Т", "ITU-T"),
            ("МСЭ-T", "МСЭ-Т"),
            ("МСЭ-R", "МСЭ-R"),
            ("Революция", "Революция"),
            ("абвdfg", "абвdfg"),
        ] {
            assert_eq!(read(written), want, "{written}");
        }
    }
}
