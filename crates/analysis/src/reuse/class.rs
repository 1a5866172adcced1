//! In what way two clauses are alike, and where they differ.

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

/// Differences longer than this product of words are not looked into: all is replaced.
const LARGEST_TABLE: usize = 4_000_000;

/// What the second clause leaves out and adds, word by word (a longest common subsequence). Words that only
/// normalising makes equal count as equal.
pub fn diff_words(first: &str, second: &str) -> Vec<Piece> {
    let (a, b) = (printed(first), printed(second));
    let equal = |i: usize, j: usize| a[i].1 == b[j].1;
    let shorter = a.len().min(b.len());
    let head = (0..shorter).take_while(|i| equal(*i, *i)).count();
    let tail = (1..=shorter - head)
        .take_while(|i| equal(a.len() - i, b.len() - i))
        .count();
    let (end_a, end_b) = (a.len() - tail, b.len() - tail);
    let mut pieces = Pieces::default();
    pieces.extend(Side::Both, &a[..head]);
    let (width, height) = (end_a - head, end_b - head);
    if width.saturating_mul(height) > LARGEST_TABLE {
        pieces.extend(Side::First, &a[head..end_a]);
        pieces.extend(Side::Second, &b[head..end_b]);
    } else {
        // longest[i][j]: what the rests from i and j on have in common.
        let mut longest = vec![vec![0u32; height + 1]; width + 1];
        for i in (0..width).rev() {
            for j in (0..height).rev() {
                longest[i][j] = if equal(head + i, head + j) {
                    longest[i + 1][j + 1] + 1
                } else {
                    longest[i + 1][j].max(longest[i][j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < width || j < height {
            if i < width && j < height && equal(head + i, head + j) {
                pieces.extend(Side::Both, &a[head + i..=head + i]);
                (i, j) = (i + 1, j + 1);
            } else if j == height || (i < width && longest[i + 1][j] >= longest[i][j + 1]) {
                pieces.extend(Side::First, &a[head + i..=head + i]);
                i += 1;
            } else {
                pieces.extend(Side::Second, &b[head + j..=head + j]);
                j += 1;
            }
        }
    }
    pieces.extend(Side::Both, &a[end_a..]);
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
