//! Plain text and flattened Word text.
//!
//! A line is a paragraph, but where all are broken into lines ([`super::wrapped`]). In flattened Word text a TAB at the start of a line starts a table cell
//! ([`super::tables`]), and a line that starts with a space marks a splice where text was lost.

use super::{pages, tables, wrapped};
use crate::model::{Block, BlockKind, Document, Format, Link, Loss, Span};
use resgraph_core::script::PAGE_TURN;

/// Reads text that is its own source: every span is a span of the file.
pub(super) fn read(file: &str, mut text: String) -> Document {
    let lines = lines(&text);
    let cleared = pages::clear(&mut text, &lines);
    let cells = tables::cells(&text, &lines);
    let joined = wrapped::joined(&text, &lines);
    let links = links(&text);
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    let mut losses = Vec::new();
    let mut turned = false;
    for (index, line) in lines.iter().enumerate() {
        let cell = cells.get(index).copied().flatten();
        let written = trimmed(&text, *line);
        let span = behind_bookmarks(&text, written);
        if span.is_empty() && cell.is_none() {
            turned |= text[line.range()].starts_with(PAGE_TURN);
            continue;
        }
        let turned = std::mem::take(&mut turned);
        if (turned || joined.as_ref().is_some_and(|joined| joined[index]))
            && let Some(last) = blocks.last_mut()
        {
            last.span.end = span.end;
            continue;
        }
        let is_indented = joined.is_none() && text.as_bytes()[line.range()].first() == Some(&b' ');
        if is_indented && !span.is_empty() && !is_field_or_note(&text[written.range()]) {
            losses.push(Loss {
                span: Span::new(line.start, written.start),
                message: "text was lost before this line when the file was flattened".into(),
            });
        }
        blocks.push(Block {
            span,
            kind: BlockKind::Paragraph,
            cell,
            label: None,
            page: None,
        });
    }
    Document {
        file: file.to_owned(),
        format: Format::Text,
        text,
        blocks,
        losses,
        links,
        remarks: remark(&cleared).into_iter().collect(),
        ..Document::default()
    }
}

/// What is said of the lines that are furniture of pages.
fn remark(lines: &[usize]) -> Option<String> {
    const NAMED: usize = 5;
    let first: Vec<String> = lines.iter().take(NAMED).map(usize::to_string).collect();
    let more = if lines.len() > NAMED { ", …" } else { "" };
    (!lines.is_empty()).then(|| {
        format!(
            "{} running heads or page numbers between its lines are not read as text (line {}{more})",
            lines.len(),
            first.join(", ")
        )
    })
}

/// No address of a link is longer.
const LONGEST_ADDRESS: usize = 4096;

/// What a converter left of links, `HYPERLINK "address" words`: where such a link ends is not left, the end of its line
/// or the next one is.
fn links(text: &str) -> Vec<Link> {
    const FIELD: &str = "HYPERLINK \"";
    let mut found: Vec<Link> = Vec::new();
    let mut line = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), FIELD) {
        let from = at + FIELD.len();
        if line < from {
            line = text[from..].find('\n').map_or(text.len(), |end| from + end);
        }
        if let Some(last) = found.last_mut().filter(|l| l.span.end > at) {
            last.span.end = at;
        }
        let quote = memchr::memchr(
            b'"',
            &text.as_bytes()[from..line.min(from + LONGEST_ADDRESS)],
        );
        if let Some(target) = quote.map(|end| &text[from..from + end]) {
            found.push(Link {
                span: Span::new(from + target.len() + 1, line),
                target: target.to_owned(),
            });
        }
    }
    found
}

/// True for the residue of a field (`HYPERLINK "…"`) or a note (`[23: 1 …]`): the space in front of it is its own.
fn is_field_or_note(line: &str) -> bool {
    let note = line
        .strip_prefix('[')
        .map(|inner| inner.trim_start_matches(|c: char| c.is_ascii_digit()));
    line.starts_with("HYPERLINK \"")
        || note.is_some_and(|rest| rest.starts_with(':') && !line.starts_with("[:"))
}

/// The lines of `text` without their ends.
pub(super) fn lines(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 120 + 1);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes) {
        lines.push(without_return(bytes, start, end));
        start = end + 1;
    }
    if start < bytes.len() {
        lines.push(without_return(bytes, start, bytes.len()));
    }
    lines
}

fn without_return(bytes: &[u8], start: usize, end: usize) -> Span {
    let end = if end > start && bytes[end - 1] == b'\r' {
        end - 1
    } else {
        end
    };
    Span::new(start, end)
}

/// `line` without white space, byte order mark and form feed at its ends.
fn trimmed(text: &str, line: Span) -> Span {
    let whole = &text[line.range()];
    if let [first, .., last] = whole.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return line;
    }
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let front = whole.trim_start_matches(is_blank);
    let start = line.start + (whole.len() - front.len());
    Span::new(start, start + front.trim_end_matches(is_blank).len())
}

/// A line without the bookmarks that a converter left in front of its words.
fn behind_bookmarks(text: &str, line: Span) -> Span {
    let words = without_bookmarks(&text[line.range()]);
    Span::new(line.end - words.len(), line.end)
}

/// `[bookmark: _Toc42]Foreword` without its bookmark.
pub(super) fn without_bookmarks(text: &str) -> &str {
    let mut rest = text;
    while let Some((_, behind)) = rest
        .strip_prefix("[bookmark:")
        .and_then(|inner| inner.split_once(']'))
    {
        rest = behind.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::Cell;

    fn cells(text: &str) -> Vec<(String, Option<(u32, u32, u32)>)> {
        let doc = read("t.txt", text.into());
        let at = |c: Option<Cell>| c.map(|c| (c.table, c.row, c.column));
        doc.blocks
            .iter()
            .map(|b| (doc.text[b.span.range()].to_owned(), at(b.cell)))
            .collect()
    }

    fn cell(table: u32, row: u32, column: u32) -> Option<(u32, u32, u32)> {
        Some((table, row, column))
    }

    #[test]
    fn a_space_in_front_marks_a_loss_but_not_before_a_field_or_a_note() {
        let doc = read(
            "t.txt",
            "One\n HYPERLINK \"http://a.example\" Two\n [23: 1 Three]\n Four\n".into(),
        );
        let lost: Vec<&str> = doc.losses.iter().map(|l| &doc.text[l.span.end..]).collect();
        assert_eq!(lost, ["Four\n"]);
    }

    #[test]
    fn bookmarks_of_a_converter_are_no_words() {
        let doc = read(
            "t.txt",
            "[bookmark: first]Foreword\n[bookmark: _Toc1][bookmark: b] Trees\n[bookmark: c\n"
                .into(),
        );
        let blocks = doc.blocks.iter().map(|b| &doc.text[b.span.range()]);
        assert_eq!(
            blocks.collect::<Vec<_>>(),
            ["Foreword", "Trees", "[bookmark: c"]
        );
    }

    #[test]
    fn paragraphs_stand_outside_and_rows_end_with_a_blank_line() {
        let got = cells("Before\n\tA\n\tB\n\n\t1\n2\n\t3\n\n\nAfter\n");
        let want = [
            ("Before", None),
            ("A", cell(0, 0, 0)),
            ("B", cell(0, 0, 1)),
            ("1", cell(0, 1, 0)),
            ("2", cell(0, 1, 0)),
            ("3", cell(0, 1, 1)),
            ("After", None),
        ];
        assert_eq!(got, want.map(|(t, c)| (t.to_owned(), c)));
    }

    #[test]
    fn a_blank_line_inside_a_cell_ends_no_row() {
        // The first data row has a footnote in mid-cell, the second a blank line before its last cell.
        let got = cells(
            "\tA\n\tB\n\tC\n\n\tx\n\nrest of x\n\ty\n\tz\n\n\tp\n\tq\n\n\tr\n\n\t1\n\t2\n\t3\n",
        );
        let find = |t: &str| got.iter().find(|(text, _)| text == t).and_then(|(_, c)| *c);
        assert_eq!(find("rest of x"), cell(0, 1, 0));
        assert_eq!(find("z"), cell(0, 1, 2));
        assert_eq!(find("r"), cell(0, 2, 2));
        assert_eq!(find("3"), cell(0, 3, 2));
    }

    #[test]
    fn a_short_row_stays_short() {
        let got = cells("\tA\n\tB\n\tC\n\n\tx\n\ty\n\n\t1\n\t2\n\t3\n");
        assert_eq!(got[4], ("y".to_owned(), cell(0, 1, 1)));
        assert_eq!(got[5], ("1".to_owned(), cell(0, 2, 0)));
    }

    #[test]
    fn text_between_two_tables_with_the_same_head_belongs_to_neither() {
        let got = cells(
            "\tItem\n\tDone\n\n\t1\n\tyes\n\n\t\n\tstatus\n\nNext part\n\tItem\n\tDone\n\n\t2\n\tno\n",
        );
        let find = |t: &str| {
            got.iter()
                .rfind(|(text, _)| text == t)
                .and_then(|(_, c)| *c)
        };
        assert_eq!(find("status"), cell(0, 2, 1));
        assert_eq!(find("Next part"), None);
        assert_eq!(find("no"), cell(1, 1, 1));
    }

    #[test]
    fn a_splice_is_reported_as_a_loss() {
        let doc = read("t.txt", "one\n two\n".into());
        assert_eq!(doc.losses.len(), 1);
        assert_eq!(&doc.text[doc.blocks[1].span.range()], "two");
    }
}
