//! The citations of a plain text of any length, read in pieces: what is held does not grow with the text.
//!
//! A piece ends where a resolution text begins, else at a paragraph outside tables, an empty line, a line. Where
//! it ends within a resolution text, the next piece begins with that text's heading again, so that "this
//! resolution" and "of this conference" mean what they mean in the whole. Four things are known of a piece
//! only: the heads of a table that goes on for more than a piece, the group that most meeting documents are of, which
//! Recommendations were named with their Sector ("A.5" alone counts behind "ITU-T A.5"), and how the heads of its pages
//! look. What was named is remembered from piece to piece.

use crate::cite::Scanner;
use crate::knowledge::Knowledge;
use crate::model::{BodyId, Citation, Document, WorkId, line_ends};
use crate::outline::{Outline, outline};
use crate::read;
use crate::resolve::{Memory, Resolver};
use resgraph_core::limits;
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::sync::Arc;

/// How much is read at a time, in bytes; no paragraph may be longer.
pub const PIECE: usize = limits::LINE;

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streamed {
    /// Bytes of text.
    pub bytes: usize,
    /// Lines that ended.
    pub lines: usize,
    /// Some bytes were not UTF-8 and were read as U+FFFD; places then count in the text so made.
    pub is_lossy: bool,
}

/// Why a text could not be read to its end.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// What the source says, or the taker of citations.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is no plain text.
    #[error("{0}: only plain text can be read piece by piece; save it as a file and name that")]
    NoText(String),
    /// A paragraph is longer than what is held.
    #[error("{file}:{line}: a paragraph longer than {most} bytes: break it into lines")]
    Paragraph {
        /// The name of the source.
        file: String,
        /// The line, from 1.
        line: usize,
        /// How long it may be.
        most: usize,
    },
    /// It has more lines than are read ([`limits::LINES`]).
    #[error("{file}: more than {most} lines: refused; what was told is of those before")]
    Lines {
        /// The name of the source.
        file: String,
        /// How many are read.
        most: usize,
    },
}

/// Reads `reader` in pieces of `piece` bytes ([`PIECE`]) and hands the citations of each to `each`, in order, with
/// places in the whole. `file` is the name that messages give it.
///
/// # Errors
/// What `reader` or `each` says; input that is a Word, PDF or zip file; a line longer than `piece`; more lines than are
/// read.
pub fn stream(
    knowledge: &Knowledge,
    file: &str,
    mut reader: impl Read,
    piece: usize,
    mut each: impl FnMut(Vec<Citation>) -> io::Result<()>,
) -> Result<Streamed, StreamError> {
    stream_lines(
        knowledge,
        file,
        &mut reader,
        piece,
        limits::LINES,
        &mut each,
    )
}

/// The same, of at most so many lines.
fn stream_lines(
    knowledge: &Knowledge,
    file: &str,
    reader: &mut dyn Read,
    piece: usize,
    most: usize,
    each: &mut dyn FnMut(Vec<Citation>) -> io::Result<()>,
) -> Result<Streamed, StreamError> {
    let mut source = Source::new(knowledge, file, piece, most);
    loop {
        let is_last = source.fill(reader)?;
        each(source.next_piece(is_last)?)?;
        if is_last {
            return Ok(source.passed);
        }
    }
}

/// A text that is being read, and what is remembered from piece to piece.
struct Source<'k> {
    knowledge: &'k Knowledge,
    file: &'k str,
    /// How many bytes are read at a time.
    piece: usize,
    /// How many lines are read.
    most: usize,
    scanner: Arc<Scanner>,
    resolver: Resolver<'k>,
    known: BTreeSet<WorkId>,
    /// The group that the document is of, once a piece has told.
    body: Option<BodyId>,
    memory: Memory,
    /// What is held: a heading that was read before, and what comes next.
    bytes: Vec<u8>,
    /// How much of `bytes` is that heading.
    again: usize,
    /// What came before.
    passed: Streamed,
}

impl<'k> Source<'k> {
    fn new(knowledge: &'k Knowledge, file: &'k str, piece: usize, most: usize) -> Self {
        Source {
            knowledge,
            file,
            piece,
            most,
            scanner: Scanner::of(knowledge),
            resolver: Resolver::new(knowledge),
            known: knowledge.known.works.keys().cloned().collect(),
            body: None,
            memory: Memory::default(),
            bytes: Vec::new(),
            again: 0,
            passed: Streamed::default(),
        }
    }

    /// Reads until a piece is held; true where that was the last.
    fn fill(&mut self, reader: &mut dyn Read) -> Result<bool, StreamError> {
        let wanted = (self.again + self.piece).saturating_sub(self.bytes.len());
        let got = reader.take(wanted as u64).read_to_end(&mut self.bytes)?;
        if self.passed.bytes == 0 && is_no_text(&self.bytes) {
            return Err(StreamError::NoText(self.file.to_owned()));
        }
        if self.passed.lines + line_ends(&self.bytes[self.again..]) > self.most {
            return Err(StreamError::Lines {
                file: self.file.to_owned(),
                most: self.most,
            });
        }
        Ok(got < wanted)
    }

    /// The citations of what is held, up to where it may be cut; what stands behind the cut stays.
    fn next_piece(&mut self, is_last: bool) -> Result<Vec<Citation>, StreamError> {
        let again = self.again;
        let whole = valid(&mut self.bytes, is_last, &mut self.passed.is_lossy);
        let text = std::str::from_utf8(&self.bytes[..whole]).unwrap_or_default();
        let low = again + (text.len() - again) / 2;
        // Where no line ends, no citation need be looked for.
        if !is_last && memchr::memchr(b'\n', &self.bytes[low.saturating_sub(1)..]).is_none() {
            return Err(self.too_long());
        }
        let document = read::read_text(self.file, text);
        let mentions = self.scanner.mentions_of(&document);
        let mut outline = outline(&document, &mentions, self.knowledge);
        self.body = self.body.take().or(outline.body.take());
        outline.body = self.body.clone();
        let works = outline.texts.iter().filter_map(|t| t.work.clone());
        self.known.extend(works);
        let cut = if is_last {
            text.len()
        } else {
            cut(&document, &outline, low).ok_or_else(|| self.too_long())?
        };
        // What stands behind the cut is read with the next piece.
        let here = mentions.partition_point(|m| m.span.start < cut);
        let mut citations = self.resolver.resolve_on(
            &mut self.memory,
            again,
            (&document, 0),
            &mentions[..here],
            &outline,
            &self.known,
        );
        citations.retain(|c| c.span.start >= again && c.span.end <= cut);
        let heading_again = (again, line_ends(&self.bytes[..again]));
        place_in_whole(&mut citations, heading_again, &self.passed);
        self.pass(cut, &document, &outline);
        Ok(citations)
    }

    /// Goes on to what stands behind `cut`, with the heading of the text that goes on there.
    fn pass(&mut self, cut: usize, document: &Document, outline: &Outline) {
        self.passed.bytes += cut - self.again;
        self.passed.lines += line_ends(&self.bytes[self.again..cut]);
        let heading = heading(document, outline, cut);
        let open = outline.text_at(cut.saturating_sub(1));
        let memory = std::mem::take(&mut self.memory);
        self.memory = memory.into_next(open.filter(|_| !heading.is_empty()));
        self.again = heading.len();
        let rest = self.bytes.split_off(cut);
        self.bytes = heading;
        self.bytes.extend(rest);
    }

    fn too_long(&self) -> StreamError {
        StreamError::Paragraph {
            file: self.file.to_owned(),
            line: self.passed.lines + 1,
            most: self.piece,
        }
    }
}

/// The beginning of a package or of a PDF file.
fn is_no_text(bytes: &[u8]) -> bool {
    let mut marks = [&b"PK\x03\x04"[..], b"%PDF"].into_iter();
    marks.any(|mark| bytes.starts_with(mark))
}

/// Moves places in a piece, which begins behind so many bytes and lines of a heading read again, to those in the whole.
fn place_in_whole(citations: &mut [Citation], again: (usize, usize), passed: &Streamed) {
    for citation in citations {
        citation.span.start = citation.span.start - again.0 + passed.bytes;
        citation.span.end = citation.span.end - again.0 + passed.bytes;
        citation.line = citation.line - again.1 + passed.lines;
    }
}

/// Makes `bytes` UTF-8 but for a character that is not all there yet; how many of them are.
fn valid(bytes: &mut Vec<u8>, is_last: bool, is_lossy: &mut bool) -> usize {
    let begun = (1..4.min(bytes.len() + 1))
        .find(|n| {
            let end = std::str::from_utf8(&bytes[bytes.len() - n..]);
            end.is_err_and(|e| e.valid_up_to() == 0 && e.error_len().is_none())
        })
        .filter(|_| !is_last)
        .unwrap_or(0);
    let whole = bytes.len() - begun;
    if std::str::from_utf8(&bytes[..whole]).is_err() {
        *is_lossy = true;
        let begun = bytes.split_off(whole);
        *bytes = String::from_utf8_lossy(bytes).into_owned().into_bytes();
        bytes.extend(begun);
    }
    bytes.len() - begun
}

/// Where the piece may end, behind `low`.
fn cut(document: &Document, outline: &Outline, low: usize) -> Option<usize> {
    // `low` may lie within a character.
    let bytes = document.text.as_bytes();
    let line_start = |at: usize| memchr::memrchr(b'\n', &bytes[..at]).map(|n| n + 1);
    let outside = |at: &usize| document.block_at(*at).is_some_and(|b| b.cell.is_none());
    let headings = outline.texts.iter().rev().map(|t| t.span.start);
    let heading = headings.take_while(|at| *at > low).find(outside);
    let paragraphs = document.blocks.iter().rev().map(|b| b.span.start);
    // The last paragraph is not all there.
    let mut paragraphs = paragraphs.take_while(|at| *at > low).skip(1);
    heading
        .or_else(|| paragraphs.find(outside))
        .and_then(line_start)
        .or_else(|| Some(memchr::memmem::rfind(&bytes[low..], b"\n\n")? + low + 2))
        .or_else(|| Some(memchr::memrchr(b'\n', &bytes[low..])? + low + 1))
        .filter(|at| *at >= low)
}

/// The heading of the text that goes on behind `cut`, to be read again.
fn heading(document: &Document, outline: &Outline, cut: usize) -> Vec<u8> {
    let open = outline.text_at(cut.saturating_sub(1));
    let Some(text) = open
        .map(|i| &outline.texts[i])
        .filter(|t| t.span.end >= cut)
    else {
        return Vec::new();
    };
    let Some(block) = document
        .block_at(text.span.start)
        .filter(|b| b.cell.is_none())
    else {
        return Vec::new();
    };
    let mut again = document.text.as_bytes()[block.span.range()].to_vec();
    again.extend(b"\n\n");
    again
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;

    fn text(texts: usize) -> String {
        let mut text = String::new();
        for n in 1..=texts {
            text.push_str(&format!(
                "RESOLUTION {n} (Rev. Dubai, 2018)\n\nOn matter number {n}\n\nThe Plenipotentiary Conference of the \
                 International Telecommunication Union (Dubai, 2018),\n\nrecalling\n\na)\tResolution {} (Rev. Busan, \
                 2014) of this conference;\n\nb)\tResolutions 44 and 54 (Rev. Hammamet, 2016) of WTSA,\n\nresolves\n\n\
                 1\tthat this resolution, Resolution 44, the same resolution and Resolution 7 stand — as “said”;\n\n2\tthat the costs be met.\n\n",
                n + 1
            ));
        }
        text
    }

    fn of_whole(knowledge: &Knowledge, text: &str) -> Vec<Citation> {
        let mut citations = Corpus::from_texts(knowledge, &[("-", text)])
            .index
            .citations;
        citations.iter_mut().for_each(|c| c.text = None);
        citations
    }

    fn of_pieces(knowledge: &Knowledge, text: &str, piece: usize) -> Vec<Citation> {
        let mut all = Vec::new();
        let streamed = stream(knowledge, "-", text.as_bytes(), piece, |mut some| {
            some.iter_mut().for_each(|c| c.text = None);
            all.extend(some);
            Ok(())
        })
        .expect("memory is read");
        assert_eq!(streamed.bytes, text.len());
        all
    }

    #[test]
    fn pieces_give_the_citations_of_the_whole() {
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        let text = text(30);
        let whole = of_whole(&knowledge, &text);
        assert!(whole.len() > 120);
        for piece in [1_500, 2_000, 4_096, 1 << 20] {
            let pieces = of_pieces(&knowledge, &text, piece);
            assert_eq!(pieces.len(), whole.len(), "{piece}");
            for (piece, whole) in pieces.iter().zip(&whole) {
                assert_eq!(piece, whole);
            }
        }
    }

    #[test]
    fn a_piece_within_a_text_knows_which_text_it_is_in() {
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        let text =
            text(1) + &"c)\tResolution 5 of this conference and this resolution;\n\n".repeat(100);
        let found = of_pieces(&knowledge, &text, 1_000);
        let ids = |citations: &[Citation]| -> Vec<_> {
            let targets = citations.iter().flat_map(|c| &c.targets);
            targets.map(|t| t.id.clone()).collect()
        };
        assert_eq!(ids(&found), ids(&of_whole(&knowledge, &text)));
    }

    #[test]
    fn what_cannot_be_read_in_pieces_is_refused() {
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        let refused = |bytes: &[u8]| {
            stream(&knowledge, "-", bytes, 1_000, |_| Ok(())).map_err(|e| e.to_string())
        };
        let long = refused("x".repeat(5_000).as_bytes());
        assert_eq!(
            long,
            Err("-:1: a paragraph longer than 1000 bytes: break it into lines".into())
        );
        assert!(refused(b"%PDF-1.7 and so on").is_err());
        let mut lines = 0;
        let many = stream_lines(
            &knowledge,
            "-",
            &mut &b"x\n".repeat(3_000)[..],
            1_000,
            2_500,
            &mut |_| {
                lines += 1;
                Ok(())
            },
        );
        let many = many.map_err(|e| e.to_string());
        let message = "-: more than 2500 lines: refused; what was told is of those before";
        assert_eq!(many, Err(message.into()));
        assert!(lines > 1, "what stood before was read");
        let damaged = refused(b"Resolution 44 \xff of WTSA\n").expect("is read");
        assert!(damaged.is_lossy);
    }
}
