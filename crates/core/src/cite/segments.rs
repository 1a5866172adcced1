//! Paragraphs: no phrase goes on across an empty line or the mark of a table cell.

use crate::script::{PAGE_TURN, junk};
use std::ops::Range;

const TURN: u8 = PAGE_TURN as u8;
/// The lines between two pages are not longer, in bytes.
const NEAR: usize = 4096;

/// The paragraphs of `text`, in order.
pub(super) fn of(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    let mut plain = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let end = end_of(text.as_bytes(), at, &mut plain);
        let range = at..end;
        at = end;
        Some(range)
    })
}

/// Where the paragraph that begins at `at` ends; up to `plain` no page ends in the empty lines that were looked at.
fn end_of(bytes: &[u8], at: usize, plain: &mut usize) -> usize {
    let mut here = at;
    while let Some(next) = memchr::memchr2(b'\n', b'[', &bytes[here..]) {
        let next = here + next;
        if bytes[next] == b'[' {
            // A note may hold empty lines.
            here = junk::bracketed(bytes, next).unwrap_or(next + 1);
            continue;
        }
        let line = next + 1;
        let blank = bytes[line..]
            .iter()
            .position(|b| !matches!(b, b' ' | b'\r'));
        let first = blank.map_or(bytes.len(), |n| line + n);
        let is_empty = matches!(bytes.get(first).copied(), None | Some(b'\t' | b'\n' | TURN));
        if is_empty && line >= *plain {
            let (blank, has_turn) = empty_lines(&bytes[line..]);
            if has_turn {
                here = line + blank;
                continue;
            }
            *plain = line + blank;
        }
        if is_empty && line > at + 1 {
            return line;
        }
        here = line;
    }
    bytes.len()
}

/// The length of the empty lines that `bytes` begins with, and whether a page ends among them in mid-sentence.
fn empty_lines(bytes: &[u8]) -> (usize, bool) {
    let is_blank = |b: &&u8| b.is_ascii_whitespace() || **b == TURN;
    let near = &bytes[..bytes.len().min(NEAR)];
    let blank = near.iter().take_while(is_blank).count();
    (blank, near[..blank].contains(&TURN))
}
