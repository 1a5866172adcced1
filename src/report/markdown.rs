use super::plain::{heads, row_texts};
use super::{Block, Cell, Link, Paragraph, Report, Run, Table, Tone, web_address};
use crate::model::Change;

/// The report as Markdown with pipe tables and footnotes, as GitHub and GitLab show them.
pub fn markdown(report: &Report) -> String {
    let mut writer = Writer::default();
    let mut pieces = Vec::new();
    if !report.title.is_empty() {
        pieces.push(format!("# {}", escaped(&report.title, Place::Line)));
    }
    if let Some(subtitle) = &report.subtitle {
        pieces.push(format!("*{}*", escaped(subtitle, Place::Line)));
    }
    for block in &report.blocks {
        match block {
            Block::Heading(heading) => {
                let marks = "#".repeat(usize::from(heading.level) + 1);
                let anchor = heading.anchor.as_deref().map(anchor).unwrap_or_default();
                let text = escaped(&heading.text, Place::Line);
                pieces.push(format!("{} {anchor}{text}", &marks[..marks.len().min(6)]));
            }
            Block::Paragraph(paragraph) => {
                pieces.push(writer.paragraph(paragraph, Place::Line));
            }
            Block::List(items) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| {
                        let step = "  ".repeat(usize::from(item.indent));
                        format!(
                            "{step}- {}",
                            writer.paragraph(item, Place::Line).trim_start()
                        )
                    })
                    .collect();
                pieces.push(items.join("\n"));
            }
            Block::Table(table) => {
                let mut lead = table.anchor.as_deref().map(anchor).unwrap_or_default();
                if let Some(caption) = &table.caption {
                    lead.push_str(&format!("**{}**", escaped(caption, Place::Line)));
                }
                if !lead.is_empty() {
                    pieces.push(lead);
                }
                pieces.push(writer.table(table));
            }
            Block::PageBreak => pieces.push("---".to_string()),
        }
    }
    writer.flush_notes(&mut pieces);
    let mut out = pieces.join("\n\n");
    out.push('\n');
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Line,
    Cell,
}

#[derive(Default)]
struct Writer<'a> {
    notes: Vec<&'a Paragraph>,
}

impl<'a> Writer<'a> {
    fn table(&mut self, table: &'a Table) -> String {
        let columns = table.columns();
        let heads: Vec<String> = heads(table)
            .iter()
            .map(|head| escaped(head, Place::Cell))
            .collect();
        let mut lines = vec![
            format!("| {} |", heads.join(" | ")),
            format!("|{}", " --- |".repeat(columns)),
        ];
        for row in &table.rows {
            let cells: Vec<String> = row_texts(row, columns)
                .map(|(_, cell)| cell.map(|c| self.cell(c)).unwrap_or_default())
                .collect();
            lines.push(format!("| {} |", cells.join(" | ")));
        }
        lines.join("\n")
    }

    fn cell(&mut self, cell: &'a Cell) -> String {
        let lines: Vec<String> = cell
            .paragraphs
            .iter()
            .map(|paragraph| self.paragraph(paragraph, Place::Cell))
            .collect();
        let mark = match cell.tone {
            Tone::Bad => "❌ ",
            Tone::Warning => "⚠️ ",
            _ => "",
        };
        let anchor = cell.anchor.as_deref().map(anchor).unwrap_or_default();
        format!("{anchor}{mark}{}", lines.join("<br>"))
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, place: Place) -> String {
        let mut out = match place {
            Place::Cell => "&emsp;".repeat(usize::from(paragraph.indent)),
            Place::Line => String::new(),
        };
        for run in &paragraph.runs {
            self.run(run, place, &mut out);
        }
        if place == Place::Line {
            out = not_a_list(out);
        }
        out
    }

    fn run(&mut self, run: &'a Run, place: Place, out: &mut String) {
        // Marks must touch words: blanks at the ends stay outside.
        let body = run.text.trim();
        let (before, after) = match run.text.find(body) {
            Some(at) if !body.is_empty() => (&run.text[..at], &run.text[at + body.len()..]),
            _ => (run.text.as_str(), ""),
        };
        out.push_str(&escaped(before, place));
        if !body.is_empty() {
            let mut text = escaped(body, place);
            if run.code {
                text = format!("<code>{text}</code>");
            }
            if run.italic {
                text = format!("*{text}*");
            }
            if run.bold {
                text = format!("**{text}**");
            }
            text = match run.change {
                Some(Change::Inserted) => format!("<ins>{text}</ins>"),
                Some(Change::Deleted) => format!("<del>{text}</del>"),
                None => text,
            };
            text = match &run.link {
                Some(Link::Url(url)) => match web_address(url) {
                    Some(url) => format!("[{text}](<{}>)", url.replace('|', "%7C")),
                    None => text,
                },
                Some(Link::Anchor(name)) => format!("[{text}](#{})", fragment(name)),
                None => text,
            };
            out.push_str(&text);
        }
        out.push_str(&escaped(after, place));
        for note in &run.notes {
            self.notes.push(note);
            out.push_str(&format!("[^{}]", self.notes.len()));
        }
    }

    /// Notes may have notes themselves, so the list grows while it is written.
    fn flush_notes(&mut self, pieces: &mut Vec<String>) {
        let mut number = 0;
        while let Some(note) = self.notes.get(number).copied() {
            number += 1;
            let text = self.paragraph(note, Place::Line);
            pieces.push(format!("[^{number}]: {text}"));
        }
    }
}

fn anchor(name: &str) -> String {
    format!("<a id=\"{}\"></a>", fragment(name))
}

/// An anchor's name with nothing in it that a link or an attribute could stumble over.
fn fragment(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            c if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') => c,
            _ => '-',
        })
        .collect()
}

fn escaped(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' if place == Place::Cell => out.push_str("<br>"),
            '\n' => out.push_str("\\\n"),
            '\t' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A paragraph that begins like a list item, a heading or a rule, so that it stays a paragraph.
fn not_a_list(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let at = match text.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => digits,
        Some(b'-' | b'+' | b'#' | b'=') if digits == 0 => 0,
        _ => return text,
    };
    format!("{}\\{}", &text[..at], &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_break_the_table_or_the_page() {
        for (text, wanted) in [
            ("a|b", "a\\|b"),
            ("*x* _y_", "\\*x\\* \\_y\\_"),
            ("<script>", "&lt;script&gt;"),
            ("[COM5/2]", "\\[COM5/2\\]"),
            ("two\nlines", "two<br>lines"),
            ("bell\u{7}", "bell"),
        ] {
            let mut table = Table::new(["head"]);
            table.row([Cell::from(Run::text(text))]);
            let mut report = Report::new("");
            report.table(table);
            assert_eq!(
                markdown(&report),
                format!("| head |\n| --- |\n| {wanted} |\n"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn paragraphs_stay_paragraphs() {
        for (text, wanted) in [
            ("1. one", "1\\. one"),
            ("- dash", "\\- dash"),
            ("# no heading", "\\# no heading"),
            ("2018 was", "2018 was"),
        ] {
            let mut report = Report::new("");
            report.paragraph(text);
            assert_eq!(markdown(&report), format!("{wanted}\n"), "{text:?}");
        }
    }

    #[test]
    fn runs_keep_their_marks_links_and_notes() {
        let mut report = Report::new("T");
        report.anchored_heading(1, "Section", "s 1");
        report.paragraph(Paragraph::of([
            Run::bold("bold "),
            Run::italic("slanted").to("s 1"),
            Run::deleted("old"),
            Run::inserted("new").url("https://example.org/a|b"),
            Run::text(" end")
                .url("javascript:alert(1)")
                .note("see there"),
        ]));
        assert_eq!(
            markdown(&report),
            "# T\n\n## <a id=\"s-1\"></a>Section\n\n**bold** [*slanted*](#s-1)<del>old</del>\
             [<ins>new</ins>](<https://example.org/a%7Cb>) end[^1]\n\n[^1]: see there\n"
        );
    }
}
