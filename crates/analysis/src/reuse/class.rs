//! In what way two clauses are alike, and where they differ.

use super::align::{Step, align};
use super::words::{Editions, words};
use crate::model::RepeatClass;

/// The class of a pair with that Jaccard similarity, found at the Jaccard threshold `near`.
pub fn class(a: &str, b: &str, jaccard: f64, near: f64) -> RepeatClass {
    if words(a, Editions::Keep) == words(b, Editions::Keep) {
        RepeatClass::Identical
    } else if words(a, Editions::Drop) == words(b, Editions::Drop) {
        RepeatClass::SameButForEdition
    } else if jaccard >= near {
        RepeatClass::Near
    } else {
        RepeatClass::IncludedIn
    }
}

/// Where a stretch of words stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In both clauses.
    Both,
    /// In the first only.
    First,
    /// In the second only.
    Second,
}

/// A stretch of words of one or both clauses, with the spaces between them as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub side: Side,
    /// The words as written; of both, as the first writes them.
    pub text: String,
}

/// What the second clause leaves out and adds, word by word (a longest common subsequence). Words that only
/// normalising makes equal count as equal.
pub fn diff_words(first: &str, second: &str) -> Vec<Piece> {
    let (a, b) = (printed(first), printed(second));
    let mut pieces = Pieces::default();
    for step in align(a.len(), b.len(), |i, j| a[i].1 == b[j].1) {
        match step {
            Step::Both(i, _) => pieces.extend(Side::Both, &a[i..=i]),
            Step::First(i) => pieces.extend(Side::First, &a[i..=i]),
            Step::Second(j) => pieces.extend(Side::Second, &b[j..=j]),
        }
    }
    pieces.done
}

/// The words of a clause as printed, each with its normal form.
fn printed(text: &str) -> Vec<(&str, String)> {
    text.split_whitespace()
        .map(|word| (word, words(word, Editions::Keep).concat()))
        .collect()
}

#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
}

impl Pieces {
    fn extend(&mut self, side: Side, words: &[(&str, String)]) {
        for (word, _) in words {
            match self.done.last_mut() {
                Some(last) if last.side == side => {
                    last.text.push(' ');
                    last.text.push_str(word);
                }
                _ => self.done.push(Piece {
                    side,
                    text: (*word).to_owned(),
                }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        for (a, b, expected) in [
            ("to act on it", "To act, on it;", RepeatClass::Identical),
            (
                "as in Resolution 3 (Rev. Busan, 2014)",
                "as in Resolution 3 (Rev. Dubai, 2018)",
                RepeatClass::SameButForEdition,
            ),
            ("to act on it soon", "to act on it now", RepeatClass::Near),
        ] {
            assert_eq!(class(a, b, 0.8, 0.7), expected, "{a}");
        }
        assert_eq!(
            class("to act", "to act soon", 0.3, 0.7),
            RepeatClass::IncludedIn
        );
    }

    #[test]
    fn a_diff_gives_both_sides_back() {
        for (first, second) in [
            ("to act on it now", "to act on all of it, at once now"),
            ("", "new words"),
            ("old words", ""),
            ("a b c a b", "b c a d"),
            ("same words", "Same words;"),
        ] {
            let pieces = diff_words(first, second);
            let side = |skipped| {
                let kept = pieces.iter().filter(|p| p.side != skipped);
                words(
                    &kept.map(|p| p.text.as_str()).collect::<Vec<_>>().join(" "),
                    Editions::Keep,
                )
            };
            assert_eq!(side(Side::Second), words(first, Editions::Keep));
            assert_eq!(side(Side::First), words(second, Editions::Keep));
        }
        assert_eq!(diff_words("same words", "Same words;").len(), 1);
    }
}
