//! What tests of reading share: what a document holds, and pieces of the XML of Word files.

use super::{Docx, p, r};
use resgraph::model::{BlockKind, Change, Document};
use resgraph::read::{ChangeView, ReadOptions, read_bytes};

/// Reads a Word file, both sides of its changes.
pub fn read(docx: &Docx) -> Document {
    read_view(docx, ChangeView::Both)
}

/// Reads one side of its changes, or both.
pub fn read_view(docx: &Docx, changes: ChangeView) -> Document {
    read_bytes(
        "t.docx",
        docx.bytes(),
        &ReadOptions {
            changes,
            ..ReadOptions::default()
        },
    )
    .expect("reads")
}

/// A resolution of an assembly: its heading, its title, its opening sentence, and `body`.
pub fn of_assembly(body: &str) -> Docx {
    let head = [
        "RESOLUTION 96 (Hammamet, 2016)",
        "On gardens",
        "The World Telecommunication Standardization Assembly (Hammamet, 2016),",
    ];
    let head: String = head.iter().map(|line| p(&r(line))).collect();
    Docx::new(&(head + body))
}

/// The lines of a file, without comments.
pub fn without_comments(bytes: &[u8], changes: ChangeView) -> Vec<String> {
    let options = ReadOptions {
        changes,
        ..ReadOptions::default()
    };
    let document = read_bytes("t.docx", bytes.to_vec(), &options).expect("reads");
    let own = document
        .blocks
        .iter()
        .filter(|b| b.kind != BlockKind::Comment);
    own.map(|b| document.text[b.span.range()].to_owned())
        .collect()
}

/// The blocks, each with its printed label in front.
pub fn lines(document: &Document) -> Vec<String> {
    let line = |b: &resgraph::model::Block| {
        let label = b.label.as_ref().map(|l| format!("{l} | "));
        label.unwrap_or_default() + &document.text[b.span.range()]
    };
    document.blocks.iter().map(line).collect()
}

/// The changes: which side, and the text.
pub fn changes(document: &Document) -> Vec<(Change, &str)> {
    let change = |c: &resgraph::model::ChangeRun| (c.change, &document.text[c.span.range()]);
    document.changes.iter().map(change).collect()
}

/// The blocks, each with the table, row and column that it stands in: `after, title 0.0.0, A 0.1.0`.
pub fn cells(document: &Document) -> String {
    let blocks = document.blocks.iter().map(|b| {
        let text = &document.text[b.span.range()];
        let place = |c: resgraph::model::Cell| format!("{text} {}.{}.{}", c.table, c.row, c.column);
        b.cell.map_or_else(|| text.to_owned(), place)
    });
    blocks.collect::<Vec<_>>().join(", ")
}

/// A table cell with properties.
pub fn cell(properties: &str, inside: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>")
}

/// A table of one cell.
pub fn table(inside: &str) -> String {
    format!(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"9000\"/></w:tblGrid><w:tr>{}</w:tr></w:tbl>",
        cell("", inside)
    )
}

/// A file with a list, number 1, whose items are labelled so.
pub fn listed(file: Docx, format: &str, text: &str) -> Docx {
    file.with(
        "numbering",
        &format!(
            "<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
            level(0, 1, format, text, "")
        ),
    )
}

/// The mark of the footnote of a file.
pub const NOTE: &str = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";

/// A file with a footnote of these runs.
pub fn noted(file: Docx, runs: &str) -> Docx {
    file.with(
        "footnotes",
        &format!(
            "<w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote><w:footnote w:id=\"1\">{}</w:footnote>",
            p(""),
            p(&format!("<w:r><w:footnoteRef/></w:r>{runs}"))
        ),
    )
}

/// A level of a list.
pub fn level(at: u8, start: u8, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

/// A list item.
pub fn item(list: u8, at: u8, text: &str) -> String {
    item_marked(list, at, text, "")
}

/// A list item whose paragraph mark has properties.
pub fn item_marked(list: u8, at: u8, text: &str, mark: &str) -> String {
    p(&format!(
        "<w:pPr><w:numPr><w:ilvl w:val=\"{at}\"/><w:numId w:val=\"{list}\"/></w:numPr><w:rPr>{mark}</w:rPr></w:pPr>{}",
        r(text)
    ))
}
