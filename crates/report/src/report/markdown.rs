use super::plain::{heads, row_cells};
use super::stretch::{Odd, copy};
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
                pieces.push(writer.paragraph(paragraph));
            }
            Block::List(items) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| {
                        let step = "  ".repeat(usize::from(item.indent));
                        format!("{step}- {}", writer.paragraph(item).trim_start())
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
                let mut text = String::new();
                writer.table(table, &mut text);
                pieces.push(text);
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
    fn table(&mut self, table: &'a Table, out: &mut String) {
        let columns = table.columns();
        let heads: Vec<String> = heads(table)
            .iter()
            .map(|head| escaped(head, Place::Cell))
            .collect();
        out.push_str(&format!("| {} |\n", heads.join(" | ")));
        out.push_str(&format!("|{}", " --- |".repeat(columns)));
        for row in &table.rows {
            out.push_str("\n|");
            for cell in row_cells(row, columns) {
                out.push(' ');
                if let Some(cell) = cell {
                    self.cell(cell, out);
                }
                out.push_str(" |");
            }
        }
    }

    fn cell(&mut self, cell: &'a Cell, out: &mut String) {
        if let Some(name) = &cell.anchor {
            out.push_str(&anchor(name));
        }
        out.push_str(match cell.tone {
            Tone::Bad => "❌ ",
            Tone::Warning => "⚠️ ",
            _ => "",
        });
        for (n, paragraph) in cell.paragraphs.iter().enumerate() {
            if n > 0 {
                out.push_str("<br>");
            }
            for _ in 0..paragraph.indent {
                out.push_str("&emsp;");
            }
            for run in &paragraph.runs {
                self.run(run, Place::Cell, out);
            }
        }
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) -> String {
        let mut out = String::new();
        for run in &paragraph.runs {
            self.run(run, Place::Line, &mut out);
        }
        not_a_list(out)
    }

    fn run(&mut self, run: &'a Run, place: Place, out: &mut String) {
        // Marks must touch words: blanks at the ends stay outside.
        let body = run.text.trim();
        let at = run.text.len() - run.text.trim_start().len();
        let (before, after) = (&run.text[..at], &run.text[at + body.len()..]);
        escape(before, place, out);
        if is_bare(run) {
            escape(body, place, out);
        } else if !body.is_empty() {
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
        escape(after, place, out);
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
            let text = self.paragraph(note);
            pieces.push(format!("[^{number}]: {text}"));
        }
    }
}

/// True where no mark goes around the words.
fn is_bare(run: &Run) -> bool {
    !run.code && !run.italic && !run.bold && run.change.is_none() && run.link.is_none()
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
    escape(text, place, &mut out);
    out
}

fn escape(text: &str, place: Place, out: &mut String) {
    const ODD: Odd = Odd::with(b"&<>\\`*_[]|~$");
    copy(text, out, &ODD, |c, out| match c {
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
    });
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
