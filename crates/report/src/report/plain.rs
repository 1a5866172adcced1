use super::stretch::{Odd, copy};
use super::{Block, Cell, Paragraph, Report, Run, Table};
use crate::model::Change;
use crate::script::is_unsafe;
use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};

/// The words of a cell for formats without styles: tracked changes are marked `{+new+}` and `[-old-]`,
/// notes follow in brackets, paragraphs are lines.
pub(super) fn cell_text(cell: &Cell) -> String {
    let lines: Vec<String> = cell.paragraphs.iter().map(paragraph_text).collect();
    lines.join("\n")
}

fn paragraph_text(paragraph: &Paragraph) -> String {
    let mut out = "  ".repeat(usize::from(paragraph.indent));
    for run in &paragraph.runs {
        run_text(run, &mut out);
    }
    out
}

fn run_text(run: &Run, out: &mut String) {
    let (open, close) = match run.change {
        Some(Change::Inserted) => ("{+", "+}"),
        Some(Change::Deleted) => ("[-", "-]"),
        None => ("", ""),
    };
    out.push_str(open);
    const ODD: Odd = Odd::with(b"");
    copy(&run.text, out, &ODD, |c, out| {
        if c == '\n' || !c.is_control() {
            out.push(c);
        }
    });
    out.push_str(close);
    for note in &run.notes {
        out.push_str(&format!(" [{}]", paragraph_text(note)));
    }
}

/// The cells of a row, one a column; a cell over several columns leaves those behind it empty.
pub(super) fn row_cells(row: &[Cell], columns: usize) -> impl Iterator<Item = Option<&Cell>> {
    let used: usize = row.iter().map(|c| c.span.max(1)).sum();
    row.iter()
        .flat_map(|cell| {
            let behind = std::iter::repeat_n(None, cell.span.saturating_sub(1));
            std::iter::once(Some(cell)).chain(behind)
        })
        .chain(std::iter::repeat_n(None, columns.saturating_sub(used)))
}

/// The report for a terminal `width` characters wide; without a width lines are not wrapped.
///
/// Control characters and those that turn the direction are dropped, so that no text can steer the terminal.
pub fn text(report: &Report, width: Option<u16>) -> String {
    let mut pieces = Vec::new();
    if !report.title.is_empty() {
        pieces.push(printable(&report.title));
    }
    let subtitle = report.subtitle.as_deref().map(printable);
    pieces.extend(subtitle.map(|text| wrapped(&text, width)));
    for block in &report.blocks {
        match block {
            Block::Heading(heading) => pieces.push(printable(&heading.text)),
            Block::Paragraph(paragraph) => pieces.push(wrapped(&paragraph_text(paragraph), width)),
            Block::List(items) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| wrapped(&format!("- {}", paragraph_text(item)), width))
                    .collect();
                pieces.push(items.join("\n"));
            }
            Block::Table(table) => {
                pieces.extend(table.caption.as_deref().map(printable));
                pieces.push(drawn(table, width));
            }
            Block::PageBreak => {}
        }
    }
    let mut out = pieces.join("\n\n");
    out.push('\n');
    out.retain(|c| !is_unsafe(c));
    out
}

/// The text with line ends between words where it is wider than the terminal.
fn wrapped(text: &str, width: Option<u16>) -> String {
    let Some(width) = width.map(usize::from) else {
        return text.to_owned();
    };
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let mut out = line[..indent].to_owned();
        let mut used = indent;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if used > indent && used + 1 + length > width {
                lines.push(std::mem::replace(&mut out, " ".repeat(indent)));
                used = indent;
            } else if used > indent {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += length;
        }
        lines.push(out);
    }
    lines.join("\n")
}

fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn drawn(table: &Table, width: Option<u16>) -> String {
    let columns = table.columns();
    let texts = |row: &Vec<Cell>| -> Vec<String> {
        let text = |cell: Option<&Cell>| cell.map(|c| whole_members(cell_text(c)));
        row_cells(row, columns)
            .map(|c| text(c).unwrap_or_default())
            .collect()
    };
    let mut drawing = comfy_table::Table::new();
    // A line under the heads; none between rows, which are many and mostly of one line.
    drawing
        .load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')));
    drawing.set_content_arrangement(match width {
        Some(_) => ContentArrangement::Dynamic,
        None => ContentArrangement::Disabled,
    });
    let heads = heads(table);
    let mut rows: Vec<Vec<String>> = table.rows.iter().map(texts).collect();
    let fitting = width.map(|width| fitting(&heads, &mut rows, usize::from(width)));
    drawing.set_header(heads);
    drawing.add_rows(rows);
    if let Some(width) = width {
        drawing.set_width(width);
    }
    if let Some(Fitting { words, beside }) = fitting {
        let narrow = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        for (column, word) in drawing.column_iter_mut().zip(words) {
            let least = Width::Fixed(narrow(word + beside.0 + beside.1));
            column.set_constraint(ColumnConstraint::LowerBoundary(least));
            column.set_padding((narrow(beside.0), narrow(beside.1)));
        }
    }
    let lines: Vec<String> = drawing
        .lines()
        .map(|line| line.trim_end().to_string())
        .collect();
    lines.join("\n")
}

/// A list of short things ("PP Res.2, PP Res.77") is broken between its members alone: no-break spaces hold each together.
fn whole_members(text: String) -> String {
    const SHORT: usize = 16;
    let is_list = text
        .split(", ")
        .all(|member| member.chars().count() <= SHORT);
    if !is_list || !text.contains(' ') {
        return text;
    }
    let members: Vec<String> = text
        .split(", ")
        .map(|member| member.replace(' ', "\u{a0}"))
        .collect();
    members.join(", ")
}

/// Blanks of a column before and behind its words; where they do not fit with these, with the second.
const BESIDE: [(usize, usize); 2] = [(1, 1), (0, 1)];

/// How wide the columns of a table are.
struct Fitting {
    /// Of each column the most letters of a word.
    words: Vec<usize>,
    /// The blanks before and behind them.
    beside: (usize, usize),
}

/// Of each column the longest word, as far as all of them fit. Where they do not, the members of lists may be broken, then
/// words behind a slash, then long ones behind a hyphen, and only then the longest of all in the middle.
fn fitting(heads: &[String], rows: &mut [Vec<String>], width: usize) -> Fitting {
    let with = |beside: (usize, usize), words: &[usize]| {
        let blanks = words.len() * (beside.0 + beside.1) + words.len().saturating_sub(1);
        words.iter().sum::<usize>() + blanks
    };
    let [roomy, narrow] = BESIDE;
    let needed = |words: &[usize]| with(narrow, words);
    const LOOSER: [fn(&str) -> String; 3] = [
        |text| text.replace('\u{a0}', " "),
        broken_at_slashes,
        broken_at_hyphens,
    ];
    let mut words = longest_words(heads, rows);
    for looser in LOOSER {
        if with(roomy, &words) <= width {
            break;
        }
        for text in rows.iter_mut().flatten() {
            *text = looser(text);
        }
        words = longest_words(heads, rows);
    }
    // A word as wide as all columns is shortened anyway; one of millions of letters would be so letter by letter.
    words.iter_mut().for_each(|word| *word = (*word).min(width));
    while needed(&words) > width {
        match words.iter_mut().max() {
            Some(word) if *word > 1 => *word -= 1,
            _ => break,
        }
    }
    let beside = match with(roomy, &words) <= width {
        true => roomy,
        false => narrow,
    };
    Fitting { words, beside }
}

/// The text with blanks behind the slashes between words; numbers with a slash ("31/49") stay whole.
fn broken_at_slashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        if c == '/' && rest.peek().is_some_and(|next| next.is_alphabetic()) {
            out.push(' ');
        }
    }
    out
}

/// The text with blanks behind the hyphens of its long words; ids stay whole.
fn broken_at_hyphens(text: &str) -> String {
    const LONG: usize = 13;
    let words = text.split(' ').map(|word| match word.chars().count() {
        LONG.. => word.replace('-', "- "),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Of each column the longest word: narrower than this no column can be without breaking one.
fn longest_words(heads: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let mut longest = vec![0; heads.len()];
    for row in std::iter::once(heads).chain(rows.iter().map(Vec::as_slice)) {
        for (longest, text) in longest.iter_mut().zip(row) {
            let words = text.split([' ', '\n']).map(|word| word.chars().count());
            *longest = words.max().unwrap_or(0).max(*longest);
        }
    }
    longest
}

/// One head a column: where the head has several rows they are joined.
pub(super) fn heads(table: &Table) -> Vec<String> {
    let columns = table.columns();
    let mut heads = vec![String::new(); columns];
    for row in &table.header {
        let mut column = 0;
        for cell in row {
            let text = cell_text(cell).replace('\n', " ");
            for head in heads.iter_mut().skip(column).take(cell.span) {
                if !text.is_empty() && !head.is_empty() {
                    head.push_str(" – ");
                }
                head.push_str(&text);
            }
            column += cell.span;
        }
    }
    heads
}

/// The tables as comma-separated values, one after the other with an empty line between.
pub fn csv(report: &Report) -> String {
    let tables: Vec<String> = report.tables().map(csv_table).collect();
    tables.join("\n")
}

/// One table as comma-separated values; its head is one row.
///
/// A text that a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, tab or carriage return in front)
/// gets an apostrophe before it; numbers stay numbers.
pub fn csv_table(table: &Table) -> String {
    let columns = table.columns();
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    // Writing into memory cannot fail.
    if !table.header.is_empty() {
        let _ = writer.write_record(heads(table).into_iter().map(harmless));
    }
    for row in &table.rows {
        let fields = row_cells(row, columns).map(|cell| match cell {
            None => String::new(),
            Some(cell) if cell.number.is_some() => cell_text(cell),
            Some(cell) => harmless(cell_text(cell)),
        });
        let _ = writer.write_record(fields);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_does_not_repeat_its_heading() {
        let mut report = Report::new("Paper");
        report.heading(1, "Matrix");
        report.table(Table::new(["A"]).caption("Matrix"));
        report.table(Table::new(["B"]).caption("Matrix"));
        assert_eq!(text(&report, None).matches("Matrix").count(), 2);
    }

    #[test]
    fn numbers_with_a_slash_stay_whole() {
        assert_eq!(
            broken_at_slashes("UNGA-31/49 and voice/data, AB/7A1/1"),
            "UNGA-31/49 and voice/ data, AB/7A1/1"
        );
    }

    fn sample() -> Report {
        let mut table = Table {
            header: vec![
                vec![Cell::from("Text").span(1), Cell::from("Where").span(2)],
                vec!["".into(), "file".into(), "line".into()],
            ],
            ..Table::default()
        };
        table.row(["=1+2".into(), "-x".into(), Cell::number(-0.5, 1)]);
        table.band("a band");
        let changed = Paragraph::of([
            Run::deleted("Busan"),
            Run::inserted("Dubai"),
            Run::text(" \"q\"").note("why"),
        ]);
        table.row([changed.into(), Cell::of(["one", "two"]), "@".into()]);
        let mut report = Report::new("A \u{1b}[31mtitle");
        report.table(table);
        report
    }

    #[test]
    fn no_cell_becomes_a_formula_and_numbers_stay_numbers() {
        assert_eq!(
            csv(&sample()),
            "Text,Where – file,Where – line\n\
             '=1+2,'-x,-0.5\n\
             a band,,\n\
             \"[-Busan-]{+Dubai+} \"\"q\"\" [why]\",\"one\ntwo\",'@\n"
        );
    }

    #[test]
    fn prose_is_broken_between_words() {
        let text = wrapped("  one two three four\nfive", Some(11));
        assert_eq!(text, "  one two\n  three\n  four\nfive");
        assert_eq!(wrapped("unbreakable", Some(4)), "unbreakable");
        assert_eq!(wrapped("a  b", None), "a  b");
    }

    #[test]
    fn a_terminal_gets_no_control_characters() {
        let shown = text(&sample(), Some(60));
        assert!(!shown.contains('\u{1b}'));
        assert!(shown.contains("A [31mtitle"));
        assert!(
            shown.lines().all(|line| line.chars().count() <= 60),
            "{shown}"
        );
        assert!(shown.contains("{+Dubai+}"));
    }
}
