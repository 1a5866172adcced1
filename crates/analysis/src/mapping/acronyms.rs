//! What acronyms stand for.

use crate::model::{Index, PartKind};
use regex::Regex;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The acronyms that the texts explain themselves: "Internet of things (IoT)".
pub(super) fn acronyms(index: &Index) -> FxHashMap<String, String> {
    let Ok(bracket) = Regex::new(r"\(([A-Z][A-Za-z0-9]{1,7})\)") else {
        return FxHashMap::default();
    };
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    let provisions = index.texts.iter().flat_map(|t| &t.provisions);
    let texts = provisions
        .filter(|p| p.part != PartKind::Annex)
        .map(|p| p.text.as_str())
        .chain(index.texts.iter().filter_map(|t| t.title.as_deref()));
    for text in texts.filter(|t| t.contains('(')) {
        for found in bracket.captures_iter(text) {
            let (Some(whole), Some(short)) = (found.get(0), found.get(1)) else {
                continue;
            };
            let short = short.as_str().trim_end_matches('s');
            if let Some(long) = long_form(short, &text[..whole.start()]) {
                *seen.entry((short.to_owned(), long)).or_default() += 1;
            }
        }
    }
    let mut best: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for ((short, long), count) in seen {
        let entry = best.entry(short).or_insert((0, String::new()));
        if count > entry.0 {
            *entry = (count, long);
        }
    }
    best.into_iter()
        .map(|(short, (_, long))| (short, long))
        .collect()
}

/// The words before the bracket whose first letters are those of the acronym; small words may stand between.
fn long_form(short: &str, before: &str) -> Option<String> {
    let letters: Vec<char> = short
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if letters.len() < 2 || short.chars().filter(|c| c.is_uppercase()).count() < 2 {
        return None;
    }
    let mut left = letters.len();
    let mut words: Vec<String> = Vec::new();
    for word in before
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .rev()
        .filter(|w| !w.is_empty())
    {
        let word = word.to_lowercase();
        if word.starts_with(letters[left - 1]) {
            left -= 1;
            words.push(word);
            if left == 0 {
                words.reverse();
                return Some(words.join(" "));
            }
        } else if word.len() <= 4 && !words.is_empty() && words.len() < 2 * letters.len() {
            words.push(word);
        } else {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_explained_by_the_words_before_them() {
        for (short, before, want) in [
            (
                "IoT",
                "opportunities of the Internet of things ",
                Some("internet of things"),
            ),
            (
                "SME",
                "small and medium-sized enterprises ",
                Some("small and medium-sized enterprises"),
            ),
            ("ABC", "some other words ", None),
            ("X", "x ", None),
        ] {
            assert_eq!(long_form(short, before).as_deref(), want);
        }
    }
}
