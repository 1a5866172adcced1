//! What a report is made of: the paper, its tables, its text.

mod table;
mod text;

use crate::model::Horizons;
pub use table::{Cell, Table, Tone};
pub use text::{Link, Paragraph, Run, Signature};

/// A paper or a workbook before it has a file format: what every command builds and every writer shows.
///
/// ```
/// use resgraph_report::report::{Paragraph, Report, Run, Table};
/// let mut report = Report::new("Mapping of resolutions").landscape();
/// report.heading(1, "Summary");
/// report.paragraph("One row a subject area.");
/// let mut table = Table::new(["Subject area", "PP Resolution"]).caption("Table 1 – Summary").widths([3, 2]);
/// table.row(["Gender".into(), Paragraph::from(Run::bold("PP Res.70")).into()]);
/// report.table(table);
/// assert_eq!(report.tables().count(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The title.
    pub title: String,
    /// One line under the title: of what, as of when.
    pub subtitle: Option<String>,
    /// How a printed page lies.
    pub orientation: Orientation,
    /// Everything else, in reading order.
    pub blocks: Vec<Block>,
}

/// How a printed page lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    #[default]
    Portrait,
    /// Sideways, for wide tables.
    Landscape,
}

/// One piece of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Begins a section.
    Heading(Heading),
    /// Running text.
    Paragraph(Paragraph),
    /// A list with bullets.
    List(Vec<Paragraph>),
    /// A table.
    Table(Table),
    /// What follows begins on a new page, where there are pages.
    PageBreak,
}

/// The heading of a section.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 to 6; 1 is the highest under the title.
    pub level: u8,
    /// The words.
    pub text: String,
    /// A name to link to.
    pub anchor: Option<String>,
}

impl Report {
    /// An empty report on upright pages.
    pub fn new(title: impl Into<String>) -> Self {
        Report {
            title: title.into(),
            ..Report::default()
        }
    }

    /// The same with pages that lie sideways.
    pub fn landscape(mut self) -> Self {
        self.orientation = Orientation::Landscape;
        self
    }

    /// The same with a line under the title.
    pub fn subtitle(mut self, text: impl Into<String>) -> Self {
        self.subtitle = Some(text.into());
        self
    }

    /// Begins a section; `level` 1 is the highest.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading(Heading {
            level: level.clamp(1, 6),
            text: text.into(),
            anchor: None,
        }));
    }

    /// Begins a section that links can lead to.
    pub fn anchored_heading(
        &mut self,
        level: u8,
        text: impl Into<String>,
        anchor: impl Into<String>,
    ) {
        self.blocks.push(Block::Heading(Heading {
            level: level.clamp(1, 6),
            text: text.into(),
            anchor: Some(anchor.into()),
        }));
    }

    /// Adds running text.
    pub fn paragraph(&mut self, paragraph: impl Into<Paragraph>) {
        self.blocks.push(Block::Paragraph(paragraph.into()));
    }

    /// Says how far what is known reaches that the paper rests on.
    pub fn known_to(&mut self, known: &Horizons) {
        if !known.is_empty() {
            self.paragraph(known.to_string());
        }
    }

    /// Says at the head of a paper that is made how far what is known reaches, and what nobody can vouch for.
    pub fn known_first<P: Into<Paragraph>>(
        &mut self,
        known: &Horizons,
        doubtful: impl IntoIterator<Item = P>,
    ) {
        let rest = std::mem::take(&mut self.blocks);
        self.known_to(known);
        self.list(doubtful);
        self.blocks.extend(rest);
    }

    /// Adds a list with bullets; nothing where there are no items.
    pub fn list<P: Into<Paragraph>>(&mut self, items: impl IntoIterator<Item = P>) {
        let items: Vec<Paragraph> = items.into_iter().map(Into::into).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// Adds a table. A caption that says what the heading right above says is left out.
    pub fn table(&mut self, mut table: Table) {
        if let Some(Block::Heading(heading)) = self.blocks.last() {
            table.caption = table.caption.filter(|caption| *caption != heading.text);
        }
        self.blocks.push(Block::Table(table));
    }

    /// What follows begins on a new page.
    pub fn page_break(&mut self) {
        self.blocks.push(Block::PageBreak);
    }

    /// The tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}
