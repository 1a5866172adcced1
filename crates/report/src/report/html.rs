mod names;

use names::{heading_name, id, percent, table_name};

use super::xml::{escape, escaped};
use super::{Block, Cell, Link, Orientation, Paragraph, Report, Run, Table, Tone, web_address};
use crate::model::Change;

const STYLE: &str = include_str!("html.css");
const SCRIPT: &str = include_str!("html.js");

/// The report as one HTML page that needs nothing else: style and script are inside, nothing is fetched.
/// Tables can be sorted by their heads and filtered; it prints with the heads repeated.
pub fn html(report: &Report) -> String {
    let title = escaped(&report.title);
    let (lie, letters) = match report.orientation {
        Orientation::Portrait => ("portrait", 110),
        Orientation::Landscape => ("landscape", 170),
    };
    let mut page = Page {
        letters,
        ..Page::default()
    };
    page.push("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push("<meta name=\"generator\" content=\"resgraph\">\n");
    page.push("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    page.push("style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n");
    page.push(&format!("<title>{title}</title>\n<style>\n{STYLE}"));
    page.push(&format!(
        "@page {{ size: A4 {lie}; margin: 15mm; }}\n</style>\n</head>\n<body>\n"
    ));
    if !report.title.is_empty() {
        page.push(&format!("<h1>{title}</h1>\n"));
    }
    if let Some(subtitle) = &report.subtitle {
        page.push(&format!(
            "<p class=\"subtitle\">{}</p>\n",
            escaped(subtitle)
        ));
    }
    page.contents(report);
    for block in &report.blocks {
        page.block(block);
    }
    page.flush_notes();
    page.push(&format!("<script>\n{SCRIPT}</script>\n</body>\n</html>\n"));
    page.out
}

#[derive(Default)]
struct Page<'a> {
    out: String,
    /// So many letters of a table stand in one line of the printed page.
    letters: usize,
    notes: Vec<&'a Paragraph>,
    /// How many headings and tables have come so far: those without a name are known by their number.
    headings: usize,
    tables: usize,
}

/// From so many headings on the page begins with a list of them.
const WORTH_LISTING: usize = 3;
/// Deeper headings are not listed.
const LISTED_LEVEL: u8 = 2;

impl<'a> Page<'a> {
    fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// The list of headings, and of tables with a caption of their own, that lead to their places.
    fn contents(&mut self, report: &Report) {
        let mut listed: Vec<(bool, String, &str)> = Vec::new();
        let (mut headings, mut tables) = (0, 0);
        for block in &report.blocks {
            match block {
                Block::Heading(heading) => {
                    headings += 1;
                    if heading.level <= LISTED_LEVEL {
                        let name = heading_name(heading, headings);
                        listed.push((heading.level > 1, name, &heading.text));
                    }
                }
                Block::Table(table) => {
                    tables += 1;
                    let caption = table.caption.as_deref();
                    // A caption that only repeats the heading above is none.
                    let own = caption.filter(|c| listed.last().is_none_or(|(.., text)| text != c));
                    if let Some(caption) = own {
                        listed.push((headings > 0, table_name(table, tables), caption));
                    }
                }
                _ => {}
            }
        }
        if listed.len() < WORTH_LISTING {
            return;
        }
        self.push("<nav class=\"contents\" aria-label=\"Contents\"><details open><summary>Contents</summary>\n<ul>\n");
        for (deeper, name, text) in listed {
            let class = if deeper { " class=\"deeper\"" } else { "" };
            let (name, text) = (percent(&name), escaped(text));
            self.push(&format!("<li{class}><a href=\"#{name}\">{text}</a></li>\n"));
        }
        self.push("</ul>\n</details></nav>\n");
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => {
                let level = (heading.level + 1).min(6);
                self.headings += 1;
                let id = id(Some(&heading_name(heading, self.headings)));
                let text = escaped(&heading.text);
                self.push(&format!("<h{level}{id}>{text}</h{level}>\n"));
            }
            Block::Paragraph(paragraph) => {
                self.paragraph(paragraph);
                self.push("\n");
            }
            Block::List(items) => {
                self.push("<ul>\n");
                for item in items {
                    self.push("<li>");
                    self.runs(item);
                    self.push("</li>\n");
                }
                self.push("</ul>\n");
            }
            Block::Table(table) => self.table(table),
            Block::PageBreak => self.push("<div class=\"page\"></div>\n"),
        }
    }

    fn table(&mut self, table: &'a Table) {
        self.tables += 1;
        let name = table_name(table, self.tables);
        let named = table.anchor.is_some() || table.caption.is_some();
        let id = id(named.then_some(name.as_str()));
        let caption = escaped(table.caption.as_deref().unwrap_or(""));
        self.push(&format!(
            "<div class=\"tools\"><span class=\"caption\"{id}>{caption}</span></div>\n<div class=\"wide\"><table>\n<colgroup>"
        ));
        for share in table.shares_in(self.letters) {
            self.push(&format!(
                "<col style=\"width:{}.{}%\">",
                share / 10,
                share % 10
            ));
        }
        self.push("</colgroup>\n<thead>\n");
        for row in &table.header {
            self.row(row, "th");
        }
        self.push("</thead>\n<tbody>\n");
        for row in &table.rows {
            self.row(row, "td");
        }
        self.push("</tbody>\n</table></div>\n");
    }

    fn row(&mut self, row: &'a [Cell], tag: &str) {
        self.push("<tr>");
        for cell in row {
            self.push(&format!("<{tag}{}", id(cell.anchor.as_deref())));
            match (tag, cell.span) {
                ("th", 0..=1) => self.push(" scope=\"col\""),
                ("th", _) => self.push(" scope=\"colgroup\""),
                _ => {}
            }
            if cell.span > 1 {
                self.push(&format!(" colspan=\"{}\"", cell.span));
            }
            let class = class(cell);
            if !class.is_empty() {
                self.push(&format!(" class=\"{class}\""));
            }
            if let Some(value) = cell.number {
                self.push(&format!(" data-value=\"{value}\""));
            }
            self.push(">");
            match cell.paragraphs.as_slice() {
                [one] if one.indent == 0 => self.runs(one),
                several => several.iter().for_each(|one| self.paragraph(one)),
            }
            self.push(&format!("</{tag}>"));
        }
        self.push("</tr>\n");
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        match paragraph.indent {
            0 => self.push("<p>"),
            steps => self.push(&format!(
                "<p style=\"margin-left:{}em\">",
                f32::from(steps) * 1.2
            )),
        }
        self.runs(paragraph);
        self.push("</p>");
    }

    fn runs(&mut self, paragraph: &'a Paragraph) {
        for run in &paragraph.runs {
            self.run(run);
        }
    }

    fn run(&mut self, run: &'a Run) {
        let href = match &run.link {
            Some(Link::Url(url)) => web_address(url),
            Some(Link::Anchor(name)) => Some(format!("#{}", percent(name))),
            None => None,
        };
        let mut tags = Vec::new();
        if let Some(href) = &href {
            self.push(&format!("<a href=\"{}\">", escaped(href)));
            tags.push("a");
        }
        let change = match run.change {
            Some(Change::Inserted) => Some("ins"),
            Some(Change::Deleted) => Some("del"),
            None => None,
        };
        for tag in [
            change,
            run.bold.then_some("b"),
            run.italic.then_some("i"),
            run.code.then_some("code"),
        ]
        .into_iter()
        .flatten()
        {
            self.push(&format!("<{tag}>"));
            tags.push(tag);
        }
        let mut lines = run.text.split('\n');
        escape(lines.next().unwrap_or(""), &mut self.out);
        for line in lines {
            self.push("<br>");
            escape(line, &mut self.out);
        }
        for tag in tags.into_iter().rev() {
            self.push(&format!("</{tag}>"));
        }
        for note in &run.notes {
            self.notes.push(note);
            let n = self.notes.len();
            self.push(&format!(
                "<sup><a href=\"#note:{n}\" id=\"call:{n}\">{n}</a></sup>"
            ));
        }
    }

    /// Notes may have notes themselves, so the list grows while it is written.
    fn flush_notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.push("<h2>Notes</h2>\n<ol class=\"notes\">\n");
        let mut n = 0;
        while let Some(note) = self.notes.get(n).copied() {
            n += 1;
            self.push(&format!("<li id=\"note:{n}\">"));
            self.runs(note);
            self.push(&format!(" <a href=\"#call:{n}\">↩</a></li>\n"));
        }
        self.push("</ol>\n");
    }
}

fn class(cell: &Cell) -> &'static str {
    match cell.tone {
        Tone::Plain if cell.number.is_some() => "number",
        Tone::Plain => "",
        Tone::Band => "band",
        Tone::Good => "good",
        Tone::Warning => "warning",
        Tone::Bad => "bad",
        Tone::Muted => "muted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::{Html, Selector};

    fn texts(page: &Html, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        page.select(&selector)
            .map(|found| found.text().collect())
            .collect()
    }

    #[test]
    fn hostile_text_stays_text() {
        let hostile = "</script><script>alert(1)</script>\"' onload=x <!-- & \u{1}";
        let mut table = Table::new([hostile]).caption(hostile).anchor(hostile);
        table.row([Cell::from(Run::bold(hostile).to(hostile)).anchor(hostile)]);
        let mut report = Report::new(hostile).subtitle(hostile);
        report.heading(1, hostile);
        report.paragraph(Run::text(hostile).url("javascript:alert(1)").note(hostile));
        report.table(table);
        let text = html(&report);
        let page = Html::parse_document(&text);
        let shown = hostile.trim_end_matches('\u{1}');
        assert_eq!(texts(&page, "script").len(), 1);
        assert_eq!(texts(&page, "title"), [shown]);
        assert_eq!(texts(&page, "td"), [shown]);
        assert_eq!(texts(&page, "td b"), [shown]);
        assert_eq!(texts(&page, "h2"), [shown, "Notes"]);
        assert!(!text.contains("javascript:"));
    }

    #[test]
    fn links_lead_to_anchors_and_notes_to_their_calls() {
        let mut table = Table::new(["a", "b"]).widths([1, 3]);
        table.row([Cell::from("x").anchor("the [COM5/2] row").span(2)]);
        let mut report = Report::new("t");
        report.paragraph(Run::text("go").to("the [COM5/2] row").note("n"));
        report.table(table);
        let text = html(&report);
        assert!(text.contains("<a href=\"#the-%5BCOM5/2%5D-row\">go</a>"));
        assert!(text.contains("<td id=\"the-[COM5/2]-row\" colspan=\"2\">x</td>"));
        assert!(text.contains("<col style=\"width:25.0%\"><col style=\"width:75.0%\">"));
        assert!(
            text.contains("href=\"#note:1\" id=\"call:1\"")
                && text.contains("<li id=\"note:1\">n ")
        );
    }

    #[test]
    fn the_contents_lead_to_headings_and_tables() {
        let mut report = Report::new("t");
        let table = |caption: &str| Table::new(["a"]).caption(caption);
        report.table(table("Table 1"));
        report.heading(1, "Second");
        report.table(table("Second"));
        report.heading(1, "Third");
        report.table(table("Of its own"));
        let text = html(&report);
        let page = Html::parse_document(&text);
        assert_eq!(
            texts(&page, "nav li"),
            ["Table 1", "Second", "Third", "Of its own"]
        );
        for name in ["table:1", "part:1", "part:2", "table:3"] {
            assert!(text.contains(&format!("href=\"#{name}\"")), "{name}");
            assert!(text.contains(&format!("id=\"{name}\"")), "{name}");
        }
        assert!(text.contains("<th scope=\"col\">"));
    }

    #[test]
    fn nothing_is_fetched() {
        let text = html(&Report::new("t"));
        for word in ["http://", "https://", " src=", "@import", "url("] {
            assert!(!text.contains(word), "{word}");
        }
    }
}
