//! How much of anything is read: one list for the whole program, shown in `docs/limits.md`.
//!
//! What goes beyond is refused with a message that names the file; nothing is read in part in silence.

/// A file larger than this is refused: no text is.
pub const FILE: u64 = 512 << 20;
/// A line (or, in markup, a paragraph) of more bytes is refused: what reads a sentence looks at all of it.
pub const LINE: usize = 4 << 20;
/// A text of more lines is refused.
pub const LINES: usize = 10_000_000;
/// A part of a package or a member of an archive that unpacks to more is a bomb.
pub const UNPACKED: u64 = 128 << 20;
/// All members of an archive together may say that they unpack to so much.
pub const ARCHIVE: u64 = 2 << 30;
/// A package or an archive of more members is refused.
pub const MEMBERS: usize = 20_000;
/// Elements of XML, Word and web pages, and brackets of other kinds, are nested no deeper.
pub const DEPTH: usize = 1000;
/// An element with more attributes is refused.
pub const ATTRIBUTES: usize = 10_000;
/// A page or a drawing of a PDF file that unpacks to more is a bomb.
pub const PDF_UNPACKED: u64 = 32 << 20;
/// A PDF file of more pages is refused.
pub const PDF_PAGES: usize = 20_000;
/// Drawings of a PDF file stand in each other no deeper.
pub const PDF_DEPTH: usize = 24;
/// The pages of a PDF file are drawn in so many steps at most, those of repeated drawings counted each time.
pub const PDF_STEPS: usize = 20_000_000;
/// One page of a PDF file is drawn in so many steps at most.
pub const PDF_PAGE_STEPS: usize = 1_000_000;
/// What a page of a PDF file says that its glyphs stand for is taken up to so many bytes: no page has as much text.
pub const PDF_ACTUAL: usize = 4 << 20;
/// The memory that reading a PDF file may take: so many bytes, and …
pub const PDF_MEMORY: u64 = 192 << 20;
/// … so many more for each byte of the file.
pub const PDF_MEMORY_EACH: u64 = 8;
/// The seconds of the clock that reading a PDF file may take: a backstop, for a busy machine is slow; and …
pub const PDF_SECONDS: u64 = 60;
/// The seconds of processor time that it may take, where the system tells them; and to both …
pub const PDF_PROCESSOR_SECONDS: u64 = 8;
/// … one more for each so many bytes of the file.
pub const PDF_BYTES_EACH_SECOND: u64 = 200 << 10;
