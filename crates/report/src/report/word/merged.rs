//! All proposals in one Word file: the base with everyone's tracked changes.

use super::super::xml::escaped;
use super::body::line_text;
use super::package::{Part, pack, signed};
use super::{Page, WordError};
use crate::compare::{Comparison, Conflict, MergedKind, MergedParagraph, Piece, Signature, merge};
use crate::model::Change;

/// The proposals in one Word file. Every change is a tracked one of its author, with the date of the file it
/// came from; comments name where proposals do not go together.
///
/// With the changes of one proposal accepted and all others rejected it is that proposal; a change that
/// several make alike carries all their names, joined by ` + `.
///
/// # Errors
/// The package could not be made.
pub fn merged_word(comparison: &Comparison) -> Result<Vec<u8>, WordError> {
    let paragraphs = merge(comparison);
    let mut writer = Writer {
        remark: Some(explanation(comparison)),
        ..Writer::default()
    };
    let mut at = 0;
    while at < paragraphs.len() {
        let rows = paragraphs[at..]
            .iter()
            .take_while(|p| p.kind == MergedKind::TableRow)
            .count();
        match rows {
            0 => writer.paragraph(&paragraphs[at]),
            rows => writer.table(&paragraphs[at..at + rows]),
        }
        at += rows.max(1);
    }
    let (width, height, margin) = Page::UPRIGHT;
    writer.body.xml.push_str(&format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"part5\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>\
<w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" w:bottom=\"{margin}\" w:left=\"{margin}\" w:header=\"567\" w:footer=\"454\" w:gutter=\"0\"/></w:sectPr>"
    ));
    let title = "All proposals";
    Ok(pack(
        title,
        &writer.body,
        &Part::default(),
        Some(&writer.comments),
    )?)
}

/// Which authors belong to which proposal, and how to get one proposal out.
fn explanation(comparison: &Comparison) -> Vec<String> {
    let mut lines = vec![
        "The base with the changes of all proposals. To get one proposal: accept the changes of its authors, \
also where a name stands beside others (A + B: both change it alike), and reject the rest."
            .to_owned(),
    ];
    for column in &comparison.columns {
        let head: Vec<&str> = [column.mark.as_deref(), column.reference.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        let authors = match column.authors.is_empty() {
            true => column.name.clone(),
            false => column.authors.join(", "),
        };
        lines.push(format!(
            "{} {} – authors: {authors}",
            column.name,
            head.join(" ")
        ));
    }
    lines
}

#[derive(Default)]
struct Writer {
    body: Part,
    comments: String,
    comment_count: usize,
    change_count: usize,
    remark: Option<Vec<String>>,
}

impl Writer {
    fn paragraph(&mut self, paragraph: &MergedParagraph) {
        let properties = match paragraph.kind {
            MergedKind::Title => "<w:spacing w:after=\"120\"/><w:jc w:val=\"center\"/>".to_owned(),
            MergedKind::Heading => {
                "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/><w:ind w:left=\"567\"/>"
                    .to_owned()
            }
            MergedKind::Clause(level) => {
                let left = 567 * (level.min(6) + 1);
                let tab = format!("<w:tabs><w:tab w:val=\"left\" w:pos=\"{left}\"/></w:tabs>");
                format!(
                    "{tab}<w:spacing w:after=\"80\"/><w:ind w:left=\"{left}\" w:hanging=\"567\"/>"
                )
            }
            MergedKind::TableRow => String::new(),
        };
        let mut lines = self.remark.take().into_iter().collect::<Vec<_>>();
        lines.extend(paragraph.conflict.as_ref().map(conflict_lines));
        let ids: Vec<usize> = lines.iter().map(|lines| self.comment(lines)).collect();
        let mark = self.mark(paragraph.mark.as_ref());
        let xml = &mut self.body.xml;
        xml.push_str(&format!(
            "<w:p><w:pPr>{properties}<w:rPr>{mark}</w:rPr></w:pPr>"
        ));
        for id in &ids {
            xml.push_str(&format!("<w:commentRangeStart w:id=\"{id}\"/>"));
        }
        let style = match paragraph.kind {
            MergedKind::Heading => "<w:i/>",
            _ => "",
        };
        self.pieces(&paragraph.pieces, style);
        for id in &ids {
            self.body.xml.push_str(&format!(
                "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"
            ));
        }
        self.body.xml.push_str("</w:p>");
    }

    /// What says that a paragraph or a row as such is new or struck.
    fn mark(&mut self, mark: Option<&(Change, Signature)>) -> String {
        let Some((change, by)) = mark else {
            return String::new();
        };
        let opened = self.opened(*change, by);
        format!("{}/>", opened.trim_end_matches('>'))
    }

    fn opened(&mut self, change: Change, by: &Signature) -> String {
        self.change_count += 1;
        signed(
            tag(change),
            self.change_count,
            &by.author,
            by.date.as_deref(),
        )
    }

    fn pieces(&mut self, pieces: &[Piece], style: &str) {
        for piece in pieces {
            let text = match piece.change {
                Some((Change::Deleted, _)) => "delText",
                _ => "t",
            };
            if let Some((change, by)) = &piece.change {
                let opened = self.opened(*change, by);
                self.body.xml.push_str(&opened);
            }
            characters(&piece.text, style, text, &mut self.body.xml);
            if let Some((change, _)) = &piece.change {
                self.body.xml.push_str(&format!("</w:{}>", tag(*change)));
            }
        }
    }

    fn table(&mut self, rows: &[MergedParagraph]) {
        let cells: Vec<Vec<Vec<Piece>>> = rows.iter().map(|r| cells(&r.pieces)).collect();
        let columns = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let (width, _, margin) = Page::UPRIGHT;
        let each = (width - 2 * margin) as usize / columns;
        self.body.xml.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>",
        );
        for _ in 0..columns {
            self.body
                .xml
                .push_str(&format!("<w:gridCol w:w=\"{each}\"/>"));
        }
        self.body.xml.push_str("</w:tblGrid>");
        for (row, cells) in rows.iter().zip(cells) {
            let mark = self.mark(row.mark.as_ref());
            self.body
                .xml
                .push_str(&format!("<w:tr><w:trPr>{mark}</w:trPr>"));
            for column in 0..columns {
                self.body.xml.push_str(&format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{each}\" w:type=\"dxa\"/></w:tcPr><w:p>"
                ));
                self.pieces(cells.get(column).map_or(&[], Vec::as_slice), "");
                self.body.xml.push_str("</w:p></w:tc>");
            }
            self.body.xml.push_str("</w:tr>");
        }
        self.body.xml.push_str("</w:tbl><w:p/>");
    }

    /// Adds a comment of those lines; gives its id.
    fn comment(&mut self, lines: &[String]) -> usize {
        let id = self.comment_count;
        self.comment_count += 1;
        self.comments.push_str(&format!(
            "<w:comment w:id=\"{id}\" w:author=\"resgraph\" w:initials=\"rg\">"
        ));
        for line in lines {
            self.comments.push_str(&format!(
                "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                escaped(line)
            ));
        }
        self.comments.push_str("</w:comment>");
        id
    }
}

fn tag(change: Change) -> &'static str {
    match change {
        Change::Inserted => "ins",
        Change::Deleted => "del",
    }
}

fn conflict_lines(conflict: &Conflict) -> Vec<String> {
    let what = match &conflict.base {
        Some(_) => "changed in ways that do not go together",
        None => "several new clauses in one place",
    };
    let mut lines = vec![format!("{}: {what}", conflict.clause)];
    for version in &conflict.versions {
        let says = match version.text.is_empty() {
            true => "strikes it".to_owned(),
            false => version.text.replace('\t', " | "),
        };
        lines.push(format!("{}: {says}", version.columns.join(", ")));
    }
    lines
}

/// The pieces of each cell of a row.
fn cells(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut cells: Vec<Vec<Piece>> = vec![Vec::new()];
    for piece in pieces {
        for (n, text) in piece.text.split('\t').enumerate() {
            if n > 0 {
                cells.push(Vec::new());
            }
            if let Some(cell) = cells.last_mut().filter(|_| !text.is_empty()) {
                cell.push(Piece {
                    text: text.to_owned(),
                    change: piece.change.clone(),
                });
            }
        }
    }
    cells
}

fn characters(text: &str, style: &str, tag: &str, out: &mut String) {
    out.push_str("<w:r>");
    if !style.is_empty() {
        out.push_str(&format!("<w:rPr>{style}</w:rPr>"));
    }
    line_text(text, tag, out);
    out.push_str("</w:r>");
}
