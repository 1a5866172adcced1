use super::{PositionMap, Span};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What was read from one source: its text, in blocks, with tables and tracked changes marked.
///
/// Every offset downstream is an offset into `text`; `positions` leads back to the source file.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The path as given, with `/` between its parts; a member of an archive is `archive.zip/name`.
    pub file: String,
    /// What kind of source it was.
    pub format: Format,
    /// The whole text. For text sources it is the source itself, byte for byte.
    pub text: String,
    /// From offsets of `text` to offsets of the source, where the source is text.
    pub positions: PositionMap,
    /// Paragraphs and table cells' paragraphs, in reading order, not overlapping.
    pub blocks: Vec<Block>,
    /// Tracked changes, in order of their span. `text` holds both sides.
    pub changes: Vec<ChangeRun>,
    /// Hyperlinks, in order of their span.
    pub links: Vec<Link>,
    /// What could not be read, or was lost before we got it, with its place.
    pub losses: Vec<Loss>,
    /// What is to be said of the file as a whole: how it was read, where that is not plain.
    pub remarks: Vec<String>,
    /// For a source in markup whose text is not the source: the source itself, to count its lines.
    /// Empty where `text` is the source, and where the source is no text (Word, PDF).
    pub source_text: String,
}

impl Document {
    /// True where spans can be given as offsets of the source file; otherwise a locator is needed.
    pub fn is_text_source(&self) -> bool {
        !matches!(self.format, Format::Word | Format::Pdf)
    }

    /// Gives back the room that was made for more than came.
    pub fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.blocks.shrink_to_fit();
        self.changes.shrink_to_fit();
        self.links.shrink_to_fit();
        self.positions.shrink_to_fit();
    }

    /// The text in which lines are counted for people: the source where it is text.
    pub fn lines_text(&self) -> &str {
        if self.source_text.is_empty() {
            &self.text
        } else {
            &self.source_text
        }
    }

    /// The block in which byte `at` stands.
    pub fn block_at(&self, at: usize) -> Option<&Block> {
        let next = self.blocks.partition_point(|b| b.span.start <= at);
        next.checked_sub(1).map(|i| &self.blocks[i])
    }

    /// The place of byte `at` for people, in sources that have no lines: "page 2, table 1, row 3, column 2".
    pub fn locator(&self, at: usize) -> Option<String> {
        let number = self.blocks.partition_point(|b| b.span.start <= at);
        let block = &self.blocks[number.checked_sub(1)?];
        let place = match block.cell {
            Some(cell) => {
                let (table, row, column) = (cell.table + 1, cell.row + 1, cell.column + 1);
                format!("table {table}, row {row}, column {column}")
            }
            None => format!("paragraph {number}"),
        };
        Some(match block.page {
            Some(page) => format!("page {page}, {place}"),
            None => place,
        })
    }
}

/// The kinds of source that can be read.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Plain text, flattened Word text with its tables included.
    #[default]
    Text,
    /// Akoma Ntoso XML.
    AkomaNtoso,
    /// A Word file (.docx).
    Word,
    /// A PDF file.
    Pdf,
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
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

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the document's text, without the cell mark before it and the line end behind it.
    pub span: Span,
    /// What it is, as far as the source says so.
    pub kind: BlockKind,
    /// The table cell it stands in.
    pub cell: Option<Cell>,
    /// The printed label of an automatic list item ("a)"), where the source numbers it and does not write it.
    pub label: Option<String>,
    /// The page (from 1), where the source has pages.
    pub page: Option<u32>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading of that level (from 1), where the source says so.
    Heading(u8),
    /// A footnote or an endnote.
    Note,
    /// A comment on the text.
    Comment,
}

/// The place of a table cell; all count from 0.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Cell {
    /// Which table of the document.
    pub table: u32,
    /// Which row.
    pub row: u32,
    /// Which column.
    pub column: u32,
}

/// Which side of a tracked change a piece of text is on.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// New text.
    Inserted,
    /// Struck text.
    Deleted,
}

/// A tracked change: a stretch of text that was inserted or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRun {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Inserted or deleted.
    pub change: Change,
    /// True where it is half of a move.
    pub moved: bool,
    /// Who made it, where the source says so.
    pub author: Option<Arc<str>>,
    /// When, as the source writes it.
    pub date: Option<Arc<str>>,
}

/// A hyperlink on a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands in the document's text.
    pub span: Span,
    /// The address, or `#name` of a place in the same file.
    pub target: String,
}

/// Something that was lost or could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Where in the document's text.
    pub span: Span,
    /// What, for people.
    pub message: String,
}
