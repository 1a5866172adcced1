//! Pieces of Word files with tracked changes, and what becomes of such a file when changes of some are accepted.

use super::{Docx, p, r};
use regex::Regex;
use resgraph::compare::Comparison;
use resgraph::model::Document;
use resgraph::read::{ChangeView, ReadOptions, read_bytes};
use std::io::Read;

const DATE: &str = "2021-11-02T10:00:00Z";

/// Runs inside a change: `ins`, `del`, `moveFrom`, `moveTo`.
pub fn by(tag: &str, author: &str, runs: &str) -> String {
    let runs = match tag {
        "del" => runs
            .replace("w:t ", "w:delText ")
            .replace("</w:t>", "</w:delText>"),
        _ => runs.to_owned(),
    };
    format!("<w:{tag} w:id=\"1\" w:author=\"{author}\" w:date=\"{DATE}\">{runs}</w:{tag}>")
}

/// Inserted words.
pub fn ins(author: &str, text: &str) -> String {
    by("ins", author, &r(text))
}

/// Deleted words.
pub fn del(author: &str, text: &str) -> String {
    by("del", author, &r(text))
}

/// A paragraph that is new, struck or moved as a whole.
pub fn whole(tag: &str, author: &str, text: &str) -> String {
    let mark = by(tag, author, "").replace(&format!("></w:{tag}>"), "/>");
    format!(
        "<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{}</w:p>",
        by(tag, author, &r(text))
    )
}

/// A table of two columns.
pub fn table(rows: &[[&str; 2]]) -> String {
    let rows: Vec<[String; 2]> = rows.iter().map(|row| row.map(r)).collect();
    table_of(&rows.iter().map(|row| ("", row)).collect::<Vec<_>>())
}

/// A table of rows of runs, each with what stands in its properties.
pub fn table_of(rows: &[(&str, &[String; 2])]) -> String {
    let cell = |runs: &String| format!("<w:tc>{}</w:tc>", p(runs));
    let row = |(properties, cells): &(&str, &[String; 2])| {
        format!(
            "<w:tr><w:trPr>{properties}</w:trPr>{}{}</w:tr>",
            cell(&cells[0]),
            cell(&cells[1])
        )
    };
    format!(
        "<w:tbl>{}</w:tbl>",
        rows.iter().map(row).collect::<String>()
    )
}

/// Paragraphs without changes.
pub fn lines(texts: &[&str]) -> String {
    texts.iter().map(|t| p(&r(t))).collect()
}

/// What is counted of a proposal: keep, modify, add, delete, moved, renumbered, undecided.
pub fn counts(compared: &Comparison, column: usize) -> [usize; 7] {
    let n = compared.columns[column].counts;
    [
        n.keep,
        n.modify,
        n.add,
        n.delete,
        n.moved,
        n.renumbered,
        n.undecided,
    ]
}

/// The mark of a proposal, its reference and its authors.
pub fn told(compared: &Comparison, column: usize) -> [String; 3] {
    let column = &compared.columns[column];
    [
        column.mark.clone().unwrap_or_default(),
        column.reference.clone().unwrap_or_default(),
        column.authors.join(","),
    ]
}

/// Reads a body.
pub fn read(name: &str, body: &str, changes: ChangeView) -> Document {
    let options = ReadOptions {
        changes,
        ..ReadOptions::default()
    };
    read_bytes(name, Docx::new(body).bytes(), &options).expect("reads")
}

/// The lines of a body with all changes accepted; a row of a table is one, the mark of a proposal none.
pub fn accepted_lines(name: &str, body: &str) -> Vec<String> {
    lines_of(&read(name, body, ChangeView::Accept))
}

/// The lines of a document: a row of a table is one, the mark of a proposal none.
pub fn lines_of(document: &Document) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut last = None;
    for block in &document.blocks {
        let text = document.text[block.span.range()].to_owned();
        let row = block.cell.map(|c| (c.table, c.row));
        match lines.last_mut().filter(|_| row.is_some() && row == last) {
            Some(line) => line.push_str(&format!("\t{text}")),
            None => lines.push(text),
        }
        last = row;
    }
    lines.retain(|l| !l.is_empty() && !l.starts_with("MOD"));
    lines
}

/// The body of a package.
pub fn body_of(package: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
    let mut xml = String::new();
    let mut part = archive.by_name("word/document.xml").expect("a document");
    part.read_to_string(&mut xml).expect("text");
    let from = xml.find("<w:body>").expect("a body") + "<w:body>".len();
    let to = xml.rfind("<w:sectPr>").expect("its end");
    xml[from..to].to_owned()
}

/// A body that the program wrote, with the changes of these authors accepted and all others rejected, as Word does it;
/// a change of several (`A + B`) is that of each.
pub fn with_accepted(body: &str, authors: &[&str]) -> String {
    let author = Regex::new("w:author=\"([^\"]*)\"").expect("a pattern");
    let stays = |mark: &str| {
        let names = author
            .captures(mark)
            .map_or("", |c| c.get(1).map_or("", |m| m.as_str()));
        let accepted = names.split(" + ").any(|name| authors.contains(&name));
        accepted == mark.starts_with("<w:ins")
    };
    // Rows and paragraphs that go as such.
    let mut xml = body.to_owned();
    for (whole, mark) in [
        (
            r"(?s)<w:tr><w:trPr>.*?</w:tr>",
            r"<w:trPr>(<w:(?:ins|del) [^>]*/>)</w:trPr>",
        ),
        (
            r"(?s)<w:p>.*?</w:p>",
            r"<w:rPr>(<w:(?:ins|del) [^>]*/>)</w:rPr></w:pPr>",
        ),
    ] {
        let mark = Regex::new(mark).expect("a pattern");
        let whole = Regex::new(whole).expect("a pattern");
        let kept = whole.replace_all(&xml, |found: &regex::Captures| {
            let text = &found[0];
            match mark.captures(text) {
                Some(m) if !stays(&m[1]) => String::new(),
                Some(m) => text.replace(&m[1], ""),
                None => text.to_owned(),
            }
        });
        xml = kept.into_owned();
    }
    // Comments stand in a part of their own, which is not taken along.
    let comments =
        Regex::new(r"<w:commentRange(?:Start|End) [^>]*/>|<w:r><w:commentReference [^>]*/></w:r>");
    xml = comments
        .expect("a pattern")
        .replace_all(&xml, "")
        .into_owned();
    for tag in ["ins", "del"] {
        let change =
            Regex::new(&format!("(?s)(<w:{tag} [^>]*>)(.*?)</w:{tag}>")).expect("a pattern");
        let kept = change.replace_all(&xml, |found: &regex::Captures| match stays(&found[1]) {
            true => found[2].replace("w:delText", "w:t"),
            false => String::new(),
        });
        xml = kept.into_owned();
    }
    xml
}
