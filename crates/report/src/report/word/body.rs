use super::super::xml::{escape, escaped};
use super::super::{Block, Cell, Link, Paragraph, Report, Run, Table, Tone, web_address};
use super::Page;
use super::package::{DATE, Part, signed};
use crate::model::Change;
use std::collections::{BTreeMap, BTreeSet};

/// Rows with a cell longer than this may break over pages: kept whole they would leave half a page white.
const KEPT_WHOLE: usize = 900;

/// The room that a letter of a table takes, in twentieths of a point: bold heads are wide.
const LETTER: u32 = 104;

/// The body, ended by its section properties, and the footnotes.
pub(super) fn story(report: &Report) -> (Part, Part) {
    let page = Page::of(report);
    let mut writer = Writer {
        bookmarks: anchors(report),
        text_width: page.text_width(),
        ..Writer::default()
    };
    let mut body = Part::default();
    if !report.title.is_empty() {
        writer.styled(&report.title, "Title", None, &mut body);
    }
    if let Some(subtitle) = &report.subtitle {
        writer.styled(subtitle, "Subtitle", None, &mut body);
    }
    for block in &report.blocks {
        writer.block(block, &mut body);
    }
    let lie = if page.landscape {
        " w:orient=\"landscape\""
    } else {
        ""
    };
    body.xml.push_str(&format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"part5\"/>\
<w:pgSz w:w=\"{}\" w:h=\"{}\"{lie}/>\
<w:pgMar w:top=\"{m}\" w:right=\"{m}\" w:bottom=\"{m}\" w:left=\"{m}\" w:header=\"567\" w:footer=\"454\" w:gutter=\"0\"/></w:sectPr>",
        page.width,
        page.height,
        m = page.margin,
    ));
    (body, writer.notes)
}

/// The anchors that a link can lead to, with the numbers of their bookmarks.
fn anchors(report: &Report) -> BTreeMap<&str, usize> {
    let mut found = BTreeMap::new();
    for block in &report.blocks {
        let names: Vec<&str> = match block {
            Block::Heading(heading) => heading.anchor.as_deref().into_iter().collect(),
            Block::Table(table) => {
                let cells = table.header.iter().chain(&table.rows).flatten();
                let cells = cells.filter_map(|cell| cell.anchor.as_deref());
                table.anchor.as_deref().into_iter().chain(cells).collect()
            }
            _ => Vec::new(),
        };
        for name in names {
            let next = found.len() + 1;
            found.entry(name).or_insert(next);
        }
    }
    found
}

/// How a row goes with pages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    /// Repeated on every page.
    Head,
    /// Stands on one page.
    Whole,
    /// May begin on one page and end on the next.
    Breaking,
}

#[derive(Default)]
struct Writer<'a> {
    notes: Part,
    note_count: usize,
    change_count: usize,
    bookmarks: BTreeMap<&'a str, usize>,
    bookmarks_set: BTreeSet<usize>,
    text_width: u32,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block, part: &mut Part) {
        match block {
            Block::Heading(heading) => {
                let style = format!("Heading{}", heading.level);
                self.styled(&heading.text, &style, heading.anchor.as_deref(), part);
            }
            Block::Paragraph(paragraph) => {
                let properties = match paragraph.indent {
                    0 => String::new(),
                    steps => format!("<w:ind w:left=\"{}\"/>", u32::from(steps) * 397),
                };
                self.paragraph(paragraph, &properties, None, part);
            }
            Block::List(items) => {
                for item in items {
                    let level = item.indent.min(2);
                    let properties = format!(
                        "<w:pStyle w:val=\"ListBullet\"/><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>"
                    );
                    self.paragraph(item, &properties, None, part);
                }
            }
            Block::Table(table) => self.table(table, part),
            Block::PageBreak => part
                .xml
                .push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
        }
    }

    fn styled(&mut self, text: &str, style: &str, anchor: Option<&str>, part: &mut Part) {
        let properties = format!("<w:pStyle w:val=\"{style}\"/>");
        self.paragraph(&text.into(), &properties, anchor, part);
    }

    fn table(&mut self, table: &Table, part: &mut Part) {
        match (&table.caption, table.anchor.as_deref()) {
            (Some(caption), anchor) => self.styled(caption, "Caption", anchor, part),
            (None, Some(anchor)) => self.styled("", "AfterTable", Some(anchor), part),
            (None, None) => {}
        }
        let widths: Vec<u32> = table
            .shares_in((self.text_width / LETTER) as usize)
            .iter()
            .map(|share| share * self.text_width / 1000)
            .collect();
        part.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/>\
<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/></w:tblPr><w:tblGrid>",
            widths.iter().sum::<u32>()
        ));
        for width in &widths {
            part.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        part.xml.push_str("</w:tblGrid>");
        for row in &table.header {
            self.row(row, &widths, RowKind::Head, part);
        }
        for row in &table.rows {
            let longest = row.iter().map(|cell| cell.plain().len()).max().unwrap_or(0);
            let kind = match table.rows_break || longest > KEPT_WHOLE {
                true => RowKind::Breaking,
                false => RowKind::Whole,
            };
            self.row(row, &widths, kind, part);
        }
        // A table must be followed by a paragraph, or the next table joins it.
        part.xml
            .push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>");
    }

    fn row(&mut self, row: &[Cell], widths: &[u32], kind: RowKind, part: &mut Part) {
        let head = kind == RowKind::Head;
        part.xml.push_str("<w:tr>");
        part.xml.push_str(match kind {
            RowKind::Head => "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
            RowKind::Whole => "<w:trPr><w:cantSplit/></w:trPr>",
            RowKind::Breaking => "",
        });
        let mut column = 0;
        for cell in row {
            let upto = (column + cell.span.max(1)).min(widths.len());
            self.cell(cell, &widths[column.min(upto)..upto], head, part);
            column = upto;
        }
        while column < widths.len() {
            self.cell(&Cell::empty(), &widths[column..=column], head, part);
            column += 1;
        }
        part.xml.push_str("</w:tr>");
    }

    fn cell(&mut self, cell: &Cell, widths: &[u32], head: bool, part: &mut Part) {
        let width: u32 = widths.iter().sum();
        part.xml.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"
        ));
        if widths.len() > 1 {
            part.xml
                .push_str(&format!("<w:gridSpan w:val=\"{}\"/>", widths.len()));
        }
        let ground = match cell.tone {
            Tone::Plain if head => Some("E7ECF4"),
            Tone::Plain | Tone::Muted => None,
            Tone::Band => Some("EEF1F6"),
            // Pale enough that coloured text of tracked changes stays readable on paper.
            Tone::Good => Some("F1F8EC"),
            Tone::Warning => Some("FFFAE8"),
            Tone::Bad => Some("FDF1EF"),
        };
        if let Some(colour) = ground {
            part.xml.push_str(&format!(
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{colour}\"/>"
            ));
        }
        if head {
            part.xml.push_str("<w:vAlign w:val=\"center\"/>");
        }
        part.xml.push_str("</w:tcPr>");
        let style = if head { "TableHead" } else { "TableText" };
        let empty = [Paragraph::default()];
        let paragraphs = match cell.paragraphs.as_slice() {
            [] => &empty,
            some => some,
        };
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let mut properties = format!("<w:pStyle w:val=\"{style}\"/>");
            if cell.tone == Tone::Band {
                properties.push_str("<w:keepNext/>");
            }
            if paragraph.indent > 0 {
                let left = u32::from(paragraph.indent) * 227;
                properties.push_str(&format!("<w:ind w:left=\"{left}\"/>"));
            }
            if cell.number.is_some() && !head {
                properties.push_str("<w:jc w:val=\"right\"/>");
            }
            let anchor = cell.anchor.as_deref().filter(|_| i == 0);
            self.paragraph(paragraph, &properties, anchor, part);
        }
        part.xml.push_str("</w:tc>");
    }

    fn paragraph(
        &mut self,
        paragraph: &Paragraph,
        properties: &str,
        anchor: Option<&str>,
        part: &mut Part,
    ) {
        part.xml.push_str("<w:p>");
        if !properties.is_empty() {
            part.xml.push_str(&format!("<w:pPr>{properties}</w:pPr>"));
        }
        if let Some(number) = anchor.and_then(|name| self.bookmarks.get(name).copied())
            && self.bookmarks_set.insert(number)
        {
            part.xml.push_str(&format!(
                "<w:bookmarkStart w:id=\"{number}\" w:name=\"r{number}\"/><w:bookmarkEnd w:id=\"{number}\"/>"
            ));
        }
        for run in &paragraph.runs {
            self.run(run, part, true);
        }
        part.xml.push_str("</w:p>");
    }

    /// `in_body`: footnotes cannot have footnotes, so theirs follow in brackets.
    fn run(&mut self, run: &Run, part: &mut Part, in_body: bool) {
        let (open, style) = match &run.link {
            Some(Link::Url(url)) => match web_address(url) {
                Some(url) => (
                    format!("<w:hyperlink r:id=\"{}\">", part.link(&url)),
                    "Hyperlink",
                ),
                None => Default::default(),
            },
            Some(Link::Anchor(name)) => match self.bookmarks.get(name.as_str()) {
                Some(number) => (
                    format!("<w:hyperlink w:anchor=\"r{number}\">"),
                    "InternalLink",
                ),
                None => Default::default(),
            },
            None => Default::default(),
        };
        part.xml.push_str(&open);
        let (change, text) = match run.change {
            Some(Change::Inserted) => ("ins", "t"),
            Some(Change::Deleted) => ("del", "delText"),
            None => ("", "t"),
        };
        if !change.is_empty() {
            self.change_count += 1;
            // Ids of changes and bookmarks share one range.
            let id = self.bookmarks.len() + self.change_count;
            let (author, date) = match &run.by {
                Some(by) => (by.author.as_str(), by.date.as_deref()),
                None => ("resgraph", Some(DATE)),
            };
            part.xml.push_str(&signed(change, id, author, date));
        }
        characters(run, style, text, part);
        if !change.is_empty() {
            part.xml.push_str(&format!("</w:{change}>"));
        }
        if !open.is_empty() {
            part.xml.push_str("</w:hyperlink>");
        }
        for note in &run.notes {
            if in_body {
                self.footnote(note, part);
            } else {
                part.xml.push_str(&format!(
                    "<w:r><w:t xml:space=\"preserve\"> [{}]</w:t></w:r>",
                    escaped(&note.plain())
                ));
            }
        }
    }

    fn footnote(&mut self, note: &Paragraph, part: &mut Part) {
        self.note_count += 1;
        let id = self.note_count;
        part.xml.push_str(&format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
        ));
        let mut notes = std::mem::take(&mut self.notes);
        notes.xml.push_str(&format!(
            "<w:footnote w:id=\"{id}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr>\
<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>\
<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
        ));
        for run in &note.runs {
            self.run(run, &mut notes, false);
        }
        notes.xml.push_str("</w:p></w:footnote>");
        self.notes = notes;
    }
}

/// The run itself: its properties in the order of the schema, then its characters.
fn characters(run: &Run, style: &str, tag: &str, part: &mut Part) {
    let out = &mut part.xml;
    out.push_str("<w:r>");
    let plain = style.is_empty() && !run.bold && !run.italic && !run.code;
    if !plain {
        out.push_str("<w:rPr>");
        if !style.is_empty() {
            out.push_str(&format!("<w:rStyle w:val=\"{style}\"/>"));
        }
        if run.code {
            out.push_str(
                "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>",
            );
        }
        out.push_str(if run.bold { "<w:b/><w:bCs/>" } else { "" });
        out.push_str(if run.italic { "<w:i/><w:iCs/>" } else { "" });
        out.push_str("</w:rPr>");
    }
    for (i, line) in run.text.split('\n').enumerate() {
        if i > 0 {
            out.push_str("<w:br/>");
        }
        line_text(line, tag, out);
    }
    out.push_str("</w:r>");
}

/// The text of a line in `tag` elements (`t`, `delText`), its tabs as signs of their own.
pub(super) fn line_text(line: &str, tag: &str, out: &mut String) {
    for (i, piece) in line.split('\t').enumerate() {
        if i > 0 {
            out.push_str("<w:tab/>");
        }
        if !piece.is_empty() {
            out.push_str(&format!("<w:{tag} xml:space=\"preserve\">"));
            escape(piece, out);
            out.push_str(&format!("</w:{tag}>"));
        }
    }
}
