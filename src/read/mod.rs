//! Reads sources into [`Document`]s: one file an input kind. Nothing downstream knows which it was.

mod akn;
mod files;
mod tables;
mod text;

pub use files::{Found, gather};

use crate::model::{Document, Format};

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Which side of tracked changes to keep.
    pub changes: ChangeView,
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
    pub(crate) fn new(file: &str, line: Option<usize>, message: impl Into<String>) -> Self {
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
    _options: &ReadOptions,
) -> Result<Document, ReadError> {
    let ending = file
        .rsplit_once('.')
        .map_or("", |(_, e)| e)
        .to_ascii_lowercase();
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
            + 1;
        ReadError::new(
            file,
            Some(line),
            "not UTF-8 text, and of no other kind that can be read",
        )
    })?;
    match ending.as_str() {
        "xml" | "akn" => akn::read(file, text),
        _ => Ok(text::read(file, text)),
    }
}

/// Takes text as a document of its own: for tests and for programs that hold text.
pub fn read_text(file: &str, text: &str) -> Document {
    text::read(file, text.to_owned())
}

/// True for endings that [`read_bytes`] takes.
pub(crate) fn is_known_ending(path: &std::path::Path) -> bool {
    let ending = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or("")
        .to_ascii_lowercase();
    matches!(ending.as_str(), "txt" | "text" | "xml" | "akn")
}

impl Format {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::AkomaNtoso => "Akoma Ntoso",
            Format::Word => "Word",
            Format::Pdf => "PDF",
            Format::Html => "HTML",
            Format::Markdown => "Markdown",
        }
    }
}
