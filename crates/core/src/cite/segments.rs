//! Paragraphs: no phrase goes on across an empty line or the mark of a table cell.

use super::junk;
use std::ops::Range;

/// The paragraphs of `text`, in order.
pub(super) fn of(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let end = end_of(text.as_bytes(), at);
        let range = at..end;
        at = end;
        Some(range)
    })
}

/// Where the paragraph that begins at `at` ends.
fn end_of(bytes: &[u8], at: usize) -> usize {
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
        if matches!(bytes.get(first), None | Some(b'\t' | b'\n')) && line > at + 1 {
            return line;
        }
        here = line;
    }
    bytes.len()
}
