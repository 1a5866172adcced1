//! Reads sources into [`Document`]s: one file an input kind. Nothing downstream knows which it was.

mod akn;
mod builder;
pub mod docx;
pub(crate) mod encoding;
mod files;
mod html;
mod kind;
mod markdown;
mod names;
mod pages;
mod pdf;
mod raised;
mod tables;
mod text;
mod wrapped;

pub use files::{Found, OWN_MEMORY, gather, load, standard_input};
pub use names::name_of;
pub use pdf::worker as pdf_worker;

use crate::limits;
use crate::model::{Change, Document};
use kind::Kind;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Which side of tracked changes to keep.
    pub changes: ChangeView,
    /// What reads PDF files.
    pub pdf: PdfReader,
}

/// What reads PDF files. The same everywhere unless somebody chooses, whatever is installed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PdfReader {
    /// The reader that is built in.
    #[default]
    BuiltIn,
    /// `pdftotext` (Poppler), which must be on the path.
    Pdftotext,
}

/// Which side of tracked changes to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChangeView {
    /// Both: deleted and inserted text stand side by side, marked.
    #[default]
    Both,
    /// The text as if all changes were accepted.
    Accept,
    /// The text as if all changes were rejected.
    Reject,
}

impl ChangeView {
    /// True where that side of a change is not to be read.
    pub(crate) fn hides(self, change: Change) -> bool {
        match self {
            ChangeView::Both => false,
            ChangeView::Accept => change == Change::Deleted,
            ChangeView::Reject => change == Change::Inserted,
        }
    }
}

/// Why a source could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}{}: {message}", .line.map(|l| format!(":{l}")).unwrap_or_default())]
pub struct ReadError {
    /// The file.
    pub file: String,
    /// The line (from 1), where the fault has one.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl ReadError {
    /// An error in `file`, at a line where one is known.
    pub fn new(file: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        ReadError {
            file: file.to_owned(),
            line,
            message: message.into(),
        }
    }
}

/// Reads the content of one file. The kind is taken from the content where that is plain, else from the
/// ending of `file`, which is also the name that messages and citations carry.
///
/// # Errors
/// Content that is damaged, or of a kind that cannot be read.
pub fn read_bytes(
    file: &str,
    bytes: Vec<u8>,
    options: &ReadOptions,
) -> Result<Document, ReadError> {
    let kind = kind::of(file, &bytes)?;
    match kind {
        Kind::Word => {
            let document = docx::read(file, &bytes, options)?;
            return check_paragraphs(&document).map(|()| document);
        }
        Kind::Pdf => {
            let document = pdf::read(file, bytes, options.pdf)?;
            return check_paragraphs(&document).map(|()| document);
        }
        _ => {}
    }
    let decoded = encoding::decode(bytes);
    let longest = match kind {
        Kind::Text | Kind::Markdown => limits::LINE,
        // A line of markup may be a whole page: its paragraphs are measured.
        _ => usize::MAX,
    };
    check_lines(file, &decoded.text, longest)?;
    let mut notes: Vec<String> = decoded.note().into_iter().collect();
    if kind == Kind::Html && kind::of_ending(file) == Some(Kind::Word) {
        notes.push("a web page under the name of a Word file: read as a web page".into());
    }
    let mut document = match kind {
        Kind::Xml => akn::read(file, decoded.text, options.changes)?,
        Kind::Html => html::read(file, decoded.text, options.changes)?,
        Kind::Markdown => markdown::read(file, decoded.text, options.changes),
        Kind::Text | Kind::Word | Kind::Pdf => text::read(file, decoded.text),
    };
    document.remarks.splice(0..0, notes);
    check_paragraphs(&document)?;
    Ok(document)
}

/// So much of a text tells what it is about, in bytes.
const BEGINNING: usize = 1 << 20;

/// The words of a file, without their order into paragraphs, cells and notes where that costs time, and of a long text
/// the beginning alone: to see what it is about. `name` is what messages call it.
///
/// # Errors
/// As [`load`] and [`read_bytes`].
pub fn words(name: &str, path: &Path, options: &ReadOptions) -> Result<String, ReadError> {
    let fault = |e: std::io::Error| ReadError::new(name, None, e.to_string());
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(fault)?.take(BEGINNING as u64);
    file.read_to_end(&mut bytes).map_err(fault)?;
    match kind::of(name, &bytes) {
        Ok(Kind::Text | Kind::Markdown) => {
            let last = memchr::memrchr(b'\n', &bytes);
            if let Some(last) = last.filter(|_| bytes.len() == BEGINNING) {
                bytes.truncate(last + 1);
            }
            Ok(encoding::decode(bytes).text)
        }
        _ => read_bytes(name, load(name, path)?, options).map(|document| document.text),
    }
}

/// Refuses text whose lines are more than those of any text, or of more than `longest` bytes.
fn check_lines(file: &str, text: &str, longest: usize) -> Result<(), ReadError> {
    let refuse = |line: usize, message: String| Err(ReadError::new(file, Some(line), message));
    let mut start = 0;
    let mut count = 0usize;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        count += 1;
        if end - start > longest {
            return refuse(
                count,
                format!("a line of more than {} MiB: refused", limits::LINE >> 20),
            );
        }
        if count > limits::LINES {
            return refuse(count, format!("more than {} lines: refused", limits::LINES));
        }
        start = end + 1;
    }
    Ok(())
}

/// Refuses a document with a paragraph that is longer than any.
fn check_paragraphs(document: &Document) -> Result<(), ReadError> {
    let long = document
        .blocks
        .iter()
        .position(|b| b.span.len() > limits::LINE);
    match long {
        None => Ok(()),
        Some(n) => Err(ReadError::new(
            &document.file,
            None,
            format!(
                "paragraph {} has more than {} MiB: refused",
                n + 1,
                limits::LINE >> 20
            ),
        )),
    }
}

/// Takes text as a document of its own: for tests and for programs that hold text.
pub fn read_text(file: &str, text: impl Into<String>) -> Document {
    text::read(file, text.into())
}

/// True for endings that [`read_bytes`] takes.
pub(crate) fn is_known_ending(path: &std::path::Path) -> bool {
    kind::of_ending(&path.to_string_lossy()).is_some()
}
