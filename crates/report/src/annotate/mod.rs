//! Writes comments and links into a Word file, and changes nothing else in it.
//!
//! All edits are insertions into the XML as it stands: the parts that get none are copied as they are packed.

mod earlier;
mod insert;
mod parts;
mod points;

use crate::amend::Author;
use crate::model::{Document, Span};
use crate::read::docx::package::Package;
use crate::read::docx::{read_traced, trace::Trace};
use crate::read::{ChangeView, ReadError, ReadOptions};
use insert::Insertions;
use parts::Parts;
pub(crate) use parts::{ids, with_parts};
use std::collections::BTreeSet;

/// A comment on a stretch of a Word file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Where, in the text that [`read_bytes`](crate::read::read_bytes) gives of the file, both sides of changes kept.
    pub span: Span,
    /// What it says, a paragraph each.
    pub text: Vec<String>,
}

/// A hyperlink on a stretch of a Word file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hyperlink {
    /// Where, as in [`Comment`].
    pub span: Span,
    /// The address.
    pub target: String,
}

/// The file with comments and links.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many comments it got.
    pub comments: usize,
    /// How many links it got.
    pub links: usize,
    /// The stretches that could get no link: in a tracked change, a field or another link, or over a border.
    pub unlinked: Vec<Span>,
}

/// Puts comments and links into the Word file `bytes`. A comment on a note or a text box hangs on its mark or
/// frame, for Word allows none inside. Comments that an earlier run left go first, but for those that a person
/// has answered or ticked off; what they say is not said again.
///
/// # Errors
/// A file that is no Word file or is damaged, as in reading; one whose names have no prefix, which Word never
/// writes.
pub fn annotate(
    file: &str,
    bytes: &[u8],
    comments: &[Comment],
    links: &[Hyperlink],
) -> Result<Annotated, ReadError> {
    annotate_view(file, bytes, comments, links, ChangeView::Both)
}

/// As [`annotate`]; the places are those of the text that one view of the tracked changes gives.
///
/// # Errors
/// As [`annotate`].
pub fn annotate_view(
    file: &str,
    bytes: &[u8],
    comments: &[Comment],
    links: &[Hyperlink],
    changes: ChangeView,
) -> Result<Annotated, ReadError> {
    let earlier = earlier::take_out(file, bytes)?;
    let bytes = &*earlier.bytes;
    let (document, trace) = view(file, bytes, changes)?;
    write(
        file,
        bytes,
        (&document, &trace),
        comments,
        links,
        &earlier.kept,
        None,
    )
}

fn view(file: &str, bytes: &[u8], changes: ChangeView) -> Result<(Document, Trace), ReadError> {
    let options = ReadOptions {
        changes,
        ..ReadOptions::default()
    };
    read_traced(file, bytes, &options)
}

/// Puts comments of `author` into the Word file `bytes`, and takes none out.
///
/// # Errors
/// As [`annotate`].
pub(crate) fn comment_as(
    file: &str,
    bytes: &[u8],
    comments: &[Comment],
    author: &Author,
) -> Result<Vec<u8>, ReadError> {
    let none = BTreeSet::new();
    let (document, trace) = view(file, bytes, ChangeView::Both)?;
    let places = (&document, &trace);
    let annotated = write(file, bytes, places, comments, &[], &none, Some(author))?;
    Ok(annotated.bytes)
}

fn write(
    file: &str,
    bytes: &[u8],
    (document, trace): (&Document, &Trace),
    comments: &[Comment],
    links: &[Hyperlink],
    kept: &BTreeSet<Vec<String>>,
    author: Option<&Author>,
) -> Result<Annotated, ReadError> {
    let mut package = Package::open(file, bytes)?;
    let fault = |message: String| ReadError::new(file, None, message);
    let mut parts = Parts::open(&mut package, author)?;
    let document_part = std::mem::take(&mut parts.document);
    let mut insertions = Insertions::new(&document_part)
        .ok_or_else(|| fault("the names in its XML have no prefix".into()))?;
    let is_new = |comment: &&Comment| !kept.contains(&comment.text);
    let mut comments: Vec<&Comment> = comments.iter().filter(is_new).collect();
    comments.sort_by_key(|c| (c.span, &c.text));
    comments.dedup();
    let mut links: Vec<&Hyperlink> = links.iter().collect();
    links.sort_by_key(|l| l.span);
    let mut unlinked = Vec::new();
    let mut linked = 0;
    for link in links {
        let is_text = document.text.get(link.span.range()).is_some();
        if is_text && insertions.link(trace, link.span, || parts.address(&link.target)) {
            linked += 1;
        } else {
            unlinked.push(link.span);
        }
    }
    let mut commented = 0;
    for comment in comments {
        let Some(span) = anchor(document, trace, comment.span) else {
            continue;
        };
        if insertions.comment(trace, span, parts.next_comment()) {
            parts.comment(&comment.text);
            commented += 1;
        }
    }
    parts.document = insertions.apply();
    let bytes = parts.write(bytes).map_err(|e| fault(e.to_string()))?;
    Ok(Annotated {
        bytes,
        comments: commented,
        links: linked,
        unlinked,
    })
}

/// Where a comment can stand: its own place, or the text nearest to it where that is empty.
fn anchor(document: &Document, trace: &Trace, span: Span) -> Option<Span> {
    let text = &document.text;
    let is_border = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=span.start.min(text.len())).rev().find(is_border)?;
    let end = (span.end.max(start)..=text.len()).find(is_border);
    let span = Span::new(start, end.unwrap_or(text.len()));
    if !trace.pieces(span.range()).is_empty() {
        return Some(span);
    }
    let behind = trace.pieces.partition_point(|p| p.text.start < span.start);
    let nearest = trace.pieces.get(behind).or(trace.pieces.last())?;
    Some(Span::new(nearest.text.start, nearest.text.end))
}
