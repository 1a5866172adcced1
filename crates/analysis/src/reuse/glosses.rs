//! Brackets that explain what stands before them.

use super::words::{Editions, for_each_word};
use std::ops::Range;

/// A bracket of so many words explains what stands before it.
const GLOSS: usize = 3;

/// The words of the brackets that explain what stands before them, by their numbers: "(keeping the old list)". A bracket
/// of fewer words may be what is said itself: "shall (not)".
pub(super) fn of(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // How many words stand before byte `from`.
    let (mut from, mut before) = (0, 0);
    while let Some(open) = text[from..].find('(').map(|at| from + at) {
        let Some(close) = text[open..].find(')').map(|at| open + at + 1) else {
            break;
        };
        before += count(&text[from..open]);
        let inside = count(&text[open..close]);
        if inside >= GLOSS {
            found.push(before..before + inside);
        }
        (from, before) = (close, before + inside);
    }
    found
}

fn count(text: &str) -> usize {
    let mut count = 0;
    for_each_word(text, Editions::Drop, |_| count += 1);
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glosses_are_told_by_the_numbers_of_their_words() {
        let text = "keep (not) the list (as it was) of Resolution 3 (Rev. Dubai, 2018) (and all of it) whole";
        assert_eq!(of(text), [4..7, 10..14]);
        assert_eq!(of("an (unclosed bracket of words"), [0..0; 0]);
    }
}
