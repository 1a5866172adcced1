//! What a converter left between words: bookmarks, notes, addresses of links. It is a gap.

use std::ops::Range;

/// No note is longer.
const NOTE: usize = 4000;

/// The stretches in `range` of `text` that are no text of the document.
pub(crate) fn holes(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = range.start;
    while let Some(next) = memchr::memchr3(b'[', b']', b'H', &bytes[at..range.end]) {
        let start = at + next;
        let end = match bytes[start] {
            b'[' => bracketed(bytes, start),
            b']' => link(bytes, start),
            _ => field(bytes, start),
        };
        match end.filter(|end| *end <= range.end && text.is_char_boundary(*end)) {
            Some(end) => {
                found.push(start..end);
                at = end;
            }
            None => at = start + 1,
        }
    }
    found
}

/// The length of the bookmark, note, mark of a note or address of a link that `text` begins with.
pub(crate) fn residue(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = match bytes.first()? {
        b'[' => bracketed(bytes, 0),
        b'H' => field(bytes, 0),
        _ => None,
    };
    end.filter(|end| text.is_char_boundary(*end))
}

/// What the notes in `range` of `text` say.
pub(crate) fn notes(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let holes = holes(text, range).into_iter();
    let notes = holes.filter_map(|hole| {
        let (number, _) = text[hole.clone()].strip_prefix('[')?.split_once(':')?;
        let is_note = number.bytes().all(|b| b.is_ascii_digit());
        is_note.then(|| hole.start + number.len() + 2..hole.end - 1)
    });
    notes.collect()
}

/// The end of a bookmark, a note or its mark at `at`: `[bookmark: x]`, `[3: 1 text]`, `[footnoteRef:3]1`.
pub(crate) fn bracketed(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at + 1..];
    let reference = rest.starts_with(b"footnoteRef:") || rest.starts_with(b"endnoteRef:");
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let note = digits > 0 && digits < 5 && rest.get(digits) == Some(&b':');
    if !(reference || note || rest.starts_with(b"bookmark:")) {
        return None;
    }
    let mut depth = 0usize;
    let mut close = None;
    for (i, b) in rest.iter().take(NOTE).enumerate() {
        match b {
            b'[' => depth += 1,
            b']' if depth == 0 => {
                close = Some(at + 1 + i + 1);
                break;
            }
            b']' => depth -= 1,
            _ => {}
        }
    }
    let end = close?;
    // The printed mark of the note, one or two digits, is stuck to it.
    let mark = match reference {
        true => bytes[end..]
            .iter()
            .take(2)
            .take_while(|b| b.is_ascii_digit() || **b == b'*')
            .count(),
        false => 0,
    };
    Some(end + mark)
}

/// The end of the address of a Markdown link, whose text ends at `at`: `](https://…)`.
fn link(bytes: &[u8], at: usize) -> Option<usize> {
    let address = bytes[at..].strip_prefix(b"](")?;
    let end = address
        .iter()
        .take(NOTE)
        .position(|b| b.is_ascii_whitespace() || *b == b')')?;
    let named = [&b"http"[..], b"#", b"/", b"."]
        .iter()
        .any(|s| address.starts_with(s));
    (named && address[end] == b')').then_some(at + 2 + end + 1)
}

/// True for signs of emphasis at the edge of a word: `_Resolution 73_`, `~~Resolution 5~~`.
pub(crate) fn is_emphasis(text: &str, at: Range<usize>) -> bool {
    let sign = |c: char| matches!(c, '_' | '~');
    let before = text[..at.start].trim_end_matches(sign).chars().next_back();
    let behind = text[at.end..].trim_start_matches(sign).chars().next();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    word(before) != word(behind)
}

/// The end of the field code of a link at `at`.
fn field(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes[at..].strip_prefix(b"HYPERLINK")?;
    let open = rest.iter().take(8).position(|b| *b == b'"')?;
    let close = memchr::memchr(b'"', &rest[open + 1..rest.len().min(open + NOTE)])?;
    Some(at + "HYPERLINK".len() + open + 1 + close + 1)
}
