//! What two lists of words have in common, in order.

/// Differences longer than this product of words are not looked into: all is replaced.
const LARGEST_TABLE: usize = 4_000_000;

/// A step through two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The words at these places are the same.
    Both(usize, usize),
    /// A word of the first list that the second lacks.
    First(usize),
    /// A word that the second adds.
    Second(usize),
}

/// A longest common subsequence of two lists of `a` and `b` words, as steps through both in order.
pub(super) fn align(a: usize, b: usize, equal: impl Fn(usize, usize) -> bool) -> Vec<Step> {
    let shorter = a.min(b);
    let head = (0..shorter).take_while(|i| equal(*i, *i)).count();
    let tail = (1..=shorter - head)
        .take_while(|i| equal(a - i, b - i))
        .count();
    let (end_a, end_b) = (a - tail, b - tail);
    let mut steps: Vec<Step> = (0..head).map(|i| Step::Both(i, i)).collect();
    let (width, height) = (end_a - head, end_b - head);
    if width.saturating_mul(height) > LARGEST_TABLE {
        steps.extend((head..end_a).map(Step::First));
        steps.extend((head..end_b).map(Step::Second));
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
                steps.push(Step::Both(head + i, head + j));
                (i, j) = (i + 1, j + 1);
            } else if j == height || (i < width && longest[i + 1][j] >= longest[i][j + 1]) {
                steps.push(Step::First(head + i));
                i += 1;
            } else {
                steps.push(Step::Second(head + j));
                j += 1;
            }
        }
    }
    steps.extend((1..=tail).rev().map(|i| Step::Both(a - i, b - i)));
    steps
}
