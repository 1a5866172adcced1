//! PDF files: text in reading order with its pages, tables by cells, running heads and page numbers left out.
//!
//! Words with their places come out of the file ([`builtin`], or [`poppler`] where the user asks for it), are laid
//! out in lines and cells ([`layout`]), and become paragraphs ([`join`]). All but the last is done [`apart`].

#[cfg(feature = "pdf")]
mod actual;
mod apart;
#[cfg(feature = "pdf")]
mod builtin;
mod columns;
#[cfg(feature = "pdf")]
mod flatten;
pub(super) mod furniture;
#[cfg(feature = "pdf")]
mod glyphs;
mod grid;
mod join;
mod layout;
mod lines;
mod page;
mod poppler;

pub use apart::worker;

use super::{PdfReader, ReadError};
use crate::model::{Block, BlockKind, Cell, Document, Format, Loss, Span};
use apart::PageLines;
use furniture::without_furniture;
use join::{Joiner, Paragraph};
use layout::Line;

/// What is said of a file with a password.
const ENCRYPTED: &str = "is encrypted: save it without a password";

/// Reads a PDF file.
pub(super) fn read(file: &str, bytes: Vec<u8>, reader: PdfReader) -> Result<Document, ReadError> {
    let fault = |message: String| ReadError::new(file, None, message);
    let pages = match reader {
        PdfReader::BuiltIn => apart::pages(bytes),
        PdfReader::Pdftotext => poppler::pages(&bytes),
    };
    let pages = pages.map_err(fault)?;
    let is_empty = |page: &PageLines| page.as_ref().is_ok_and(|lines| lines.is_empty());
    if pages.iter().all(is_empty) {
        return Err(fault(
            "has no text, only pictures of it: run text recognition first, for example `ocrmypdf`"
                .into(),
        ));
    }
    Ok(from_pages(file, pages))
}

/// Makes a document of the lines of pages.
fn from_pages(file: &str, pages: Vec<PageLines>) -> Document {
    let lost: Vec<Option<String>> = pages
        .iter()
        .map(|page| match page {
            Err(why) => Some(why.clone()),
            Ok(lines) if lines.is_empty() => Some("has no text: scanned, or empty".into()),
            Ok(_) => None,
        })
        .collect();
    let pages = without_furniture(pages.into_iter().map(Result::unwrap_or_default).collect());
    let mut writer = Writer {
        joiner: Joiner::new(&pages),
        ..Writer::new(file)
    };
    for (i, lines) in pages.into_iter().enumerate() {
        writer.page = u32::try_from(i + 1).unwrap_or(u32::MAX);
        if let Some(why) = &lost[i] {
            let at = writer.document.text.len();
            writer.document.losses.push(Loss {
                span: Span::new(at, at),
                message: format!("page {} {why}", writer.page),
            });
            continue;
        }
        writer.add_page(&lines);
    }
    writer.close();
    writer.document
}

struct Writer {
    document: Document,
    joiner: Joiner,
    /// The page that is being read.
    page: u32,
    /// A paragraph runs on over the page break; notes and printer's codes at the foot wait until it has ended.
    open: Option<(Paragraph, u32)>,
    waiting: Vec<(Paragraph, u32, BlockKind)>,
    tables: u32,
}

impl Writer {
    fn new(file: &str) -> Self {
        Writer {
            document: Document {
                file: file.to_owned(),
                format: Format::Pdf,
                ..Document::default()
            },
            joiner: Joiner::new(&[]),
            page: 0,
            open: None,
            waiting: Vec::new(),
            tables: 0,
        }
    }

    fn add_page(&mut self, lines: &[Line]) {
        let mut is_first = true;
        for part in lines.chunk_by(|a, b| a.cell.map(|c| c.0) == b.cell.map(|c| c.0)) {
            if part[0].cell.is_some() {
                self.close();
                self.table(part);
            } else {
                self.text(part, is_first);
            }
            is_first = false;
        }
    }

    fn text(&mut self, lines: &[Line], is_first: bool) {
        let (text, notes) = self.joiner.paragraphs(lines);
        for (n, paragraph) in text.into_iter().enumerate() {
            match &mut self.open {
                Some((before, _))
                    if n == 0 && is_first && self.joiner.runs_on(before, &paragraph) =>
                {
                    self.joiner.append(&mut before.text, &paragraph.text);
                }
                Some(_) if !paragraph.has_words() => {
                    self.waiting
                        .push((paragraph, self.page, BlockKind::Paragraph));
                }
                _ => {
                    self.close();
                    self.open = Some((paragraph, self.page));
                }
            }
        }
        let page = self.page;
        self.waiting
            .extend(notes.into_iter().map(|note| (note, page, BlockKind::Note)));
    }

    /// Adds the paragraph that has ended, and what waited for that.
    fn close(&mut self) {
        let open = self.open.take();
        let done = open.map(|(paragraph, page)| (paragraph, page, BlockKind::Paragraph));
        let waiting = std::mem::take(&mut self.waiting);
        for (paragraph, page, kind) in done.into_iter().chain(waiting) {
            let (text, label) = (paragraph.text, paragraph.label);
            self.block(
                &text,
                Block {
                    kind,
                    label,
                    page: Some(page),
                    ..Block::default()
                },
            );
        }
    }

    fn block(&mut self, text: &str, block: Block) {
        let start = self.document.text.len();
        self.document.text.push_str(text);
        let span = Span::new(start, self.document.text.len());
        self.document.blocks.push(Block { span, ..block });
        self.document.text.push('\n');
    }

    /// A TAB before each cell and a blank line behind each row, as in flattened Word text.
    fn table(&mut self, lines: &[Line]) {
        let place = |l: &Line| l.cell.map(|(_, row, column)| (row, column));
        let mut row = 0;
        for cell in lines.chunk_by(|a, b| place(a) == place(b)) {
            let (r, column) = place(&cell[0]).unwrap_or_default();
            if r != row {
                self.document.text.push('\n');
                row = r;
            }
            self.document.text.push('\t');
            let at = Cell {
                table: self.tables,
                row,
                column,
            };
            for text in self.joiner.cell(cell) {
                let block = Block {
                    cell: Some(at),
                    page: Some(self.page),
                    ..Block::default()
                };
                self.block(&text, block);
            }
        }
        self.document.text.push('\n');
        self.tables = self.tables.saturating_add(1);
    }
}

#[cfg(test)]
mod tests;
