//! PDF files: text in reading order with its pages, running heads and page numbers left out.

mod extract;
mod furniture;
mod join;
mod layout;

use super::ReadError;
use crate::model::{Block, BlockKind, Document, Format, Loss, Span};
use furniture::without_furniture;
use join::{Joiner, Paragraph};

/// Reads a PDF file.
pub(super) fn read(file: &str, bytes: Vec<u8>) -> Result<Document, ReadError> {
    let pages = extract::pages(file, bytes)?;
    if pages.iter().all(|page| page.trim().is_empty()) {
        let message =
            "has no text, only pictures of it: run text recognition first, for example `ocrmypdf`";
        return Err(ReadError::new(file, None, message));
    }
    Ok(from_pages(file, &pages))
}

/// Makes a document of the text of pages.
fn from_pages(file: &str, pages: &[String]) -> Document {
    let joiner = Joiner::new(pages);
    let mut document = Document {
        file: file.to_owned(),
        format: Format::Pdf,
        ..Document::default()
    };
    // A paragraph runs on over the page break; notes and printer's codes at the foot wait until it has ended.
    let mut open: Option<(Paragraph, u32)> = None;
    let mut waiting: Vec<(Paragraph, u32, BlockKind)> = Vec::new();
    for (i, lines) in without_furniture(pages).iter().enumerate() {
        let page = u32::try_from(i + 1).unwrap_or(u32::MAX);
        if pages[i].trim().is_empty() {
            let at = document.text.len();
            document.losses.push(Loss {
                span: Span::new(at, at),
                message: format!("page {page} has no text: scanned, or empty"),
            });
            continue;
        }
        let (text, notes) = joiner.paragraphs(lines);
        for (n, paragraph) in text.into_iter().enumerate() {
            match &mut open {
                Some((before, _)) if n == 0 && joiner.runs_on(before, &paragraph) => {
                    joiner.append(&mut before.text, &paragraph.text);
                }
                Some(_) if !paragraph.has_words() => {
                    waiting.push((paragraph, page, BlockKind::Paragraph));
                }
                _ => {
                    let done = open.replace((paragraph, page));
                    add_all(&mut document, done, &mut waiting);
                }
            }
        }
        waiting.extend(notes.into_iter().map(|note| (note, page, BlockKind::Note)));
    }
    add_all(&mut document, open, &mut waiting);
    document
}

/// Adds a paragraph that has ended, and what waited for that.
fn add_all(
    document: &mut Document,
    done: Option<(Paragraph, u32)>,
    waiting: &mut Vec<(Paragraph, u32, BlockKind)>,
) {
    if let Some((paragraph, page)) = done {
        add(document, paragraph, page, BlockKind::Paragraph);
    }
    for (paragraph, page, kind) in waiting.drain(..) {
        add(document, paragraph, page, kind);
    }
}

fn add(document: &mut Document, paragraph: Paragraph, page: u32, kind: BlockKind) {
    let start = document.text.len();
    document.text.push_str(&paragraph.text);
    document.blocks.push(Block {
        span: Span::new(start, document.text.len()),
        kind,
        cell: None,
        label: paragraph.label,
        page: Some(page),
    });
    document.text.push('\n');
}

#[cfg(test)]
mod tests;
