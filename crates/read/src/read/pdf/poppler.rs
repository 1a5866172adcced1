//! Text out of a PDF file by `pdftotext` (Poppler), where the user asks for it.

use super::apart::{PageLines, run};
use super::layout;
use super::page::{Page, Word};
use crate::limits;
use crate::read::docx::package::attr;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::process::Command;

/// The lines of each page.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<PageLines>, String> {
    let mut command = Command::new("pdftotext");
    // Not with -q: what it says of a file that it refuses tells an encrypted one from a damaged one.
    command.args(["-enc", "UTF-8", "-bbox", "-", "-"]);
    let seconds = limits::PDF_SECONDS + bytes.len() as u64 / limits::PDF_BYTES_EACH_SECOND;
    let ended = run(command, bytes, seconds)
        .map_err(|why| format!("pdftotext (poppler-utils) was asked for: {why}"))?;
    if ended.code != Some(0) {
        if ended.message.contains("password") {
            return Err(super::ENCRYPTED.to_owned());
        }
        let why = ended
            .message
            .lines()
            .last()
            .unwrap_or("pdftotext can make nothing of it");
        return Err(format!("damaged: {why}"));
    }
    let xml = String::from_utf8_lossy(&ended.out);
    let pages = read(&xml).map_err(|e| format!("pdftotext wrote what cannot be read: {e}"))?;
    let body = layout::body_height(pages.iter());
    Ok(pages
        .into_iter()
        .map(|page| Ok(layout::page(page, body)))
        .collect())
}

fn read(xml: &str) -> Result<Vec<Page>, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    // The head of the page carries the file's own words about itself, not always well formed.
    reader.config_mut().check_end_names = false;
    let mut pages: Vec<Page> = Vec::new();
    let mut in_word = false;
    loop {
        let words = pages.last_mut().map(|page| &mut page.words);
        match reader.read_event()? {
            // A page without text has no end tag of its own.
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "page" => {
                pages.push(Page::default());
            }
            Event::Start(e) if e.local_name().as_ref() == "word" => {
                in_word = true;
                if let Some(words) = words {
                    words.push(word(&e));
                }
            }
            Event::Text(text) if in_word => {
                if let Some(word) = words.and_then(|w| w.last_mut()) {
                    word.text.push_str(&text);
                }
            }
            Event::GeneralRef(e) if in_word => {
                let number = e.resolve_char_ref().ok().flatten().map(String::from);
                let known = quick_xml::escape::resolve_xml_entity(&e).map(str::to_owned);
                if let (Some(word), Some(text)) =
                    (words.and_then(|w| w.last_mut()), number.or(known))
                {
                    word.text.push_str(&text);
                }
            }
            Event::End(e) if e.local_name().as_ref() == "word" => in_word = false,
            Event::Eof => return Ok(pages),
            _ => {}
        }
    }
}

fn word(e: &BytesStart) -> Word {
    let number = |name| {
        attr(e, name)
            .and_then(|v| v.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    let (top, bottom) = (number("yMin"), number("yMax"));
    // The box reaches a little over the letters; the size of the letters is what the layout counts in.
    let height = (bottom - top) * 0.9;
    Word {
        text: String::new(),
        x: (number("xMin"), number("xMax")),
        y: (bottom - height, bottom),
    }
}
