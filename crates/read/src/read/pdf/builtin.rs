//! The reader that is built in: pdf-extract's fonts over pages that were made plain before.

use super::flatten::{Flat, Seen, flatten};
use super::glyphs::Glyphs;
use super::{ENCRYPTED, page::Page};
use pdf_extract::{Document, output_doc_page};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The pages of a file; an error for those that cannot be read.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Result<Vec<Page>, String>>, String> {
    let damaged = |e: pdf_extract::Error| format!("damaged: {e}");
    let mut document = Document::load_mem(bytes).map_err(|e| match e.to_string() {
        text if text.to_lowercase().contains("crypt") || text.contains("password") => {
            ENCRYPTED.to_owned()
        }
        _ => damaged(e),
    })?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(ENCRYPTED.to_owned());
    }
    let Flat {
        pages: seen,
        document,
    } = flatten(document)?;
    if seen.is_empty() {
        return Err("damaged: it has no pages".into());
    }
    let pages: Vec<_> = (1u32..)
        .zip(seen)
        .map(|(n, seen)| page(&document, n, seen))
        .collect();
    if pages.iter().all(Result::is_err)
        && let Some(Err(why)) = pages.first()
    {
        return Err(why.clone());
    }
    Ok(pages)
}

/// Reads a page. The library panics on fonts that lack what every font has.
fn page(document: &Document, number: u32, seen: Seen) -> Result<Vec<Page>, String> {
    let mut glyphs = Glyphs::new(seen);
    let read = catch_unwind(AssertUnwindSafe(|| {
        output_doc_page(document, &mut glyphs, number).map_err(|e| e.to_string())
    }));
    match read {
        Ok(Ok(())) => Ok(glyphs.pages().collect()),
        Ok(Err(why)) => Err(format!("damaged: {why}")),
        Err(_) => Err("has a font that cannot be read: try `--pdf-reader pdftotext`".into()),
    }
}
