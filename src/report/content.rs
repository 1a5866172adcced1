use crate::model::Change;

/// A paper or a workbook before it has a file format: what every command builds and every writer shows.
///
/// ```
/// use resgraph::report::{Paragraph, Report, Run, Table};
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

/// A table. In a workbook it is a sheet of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What stands above it: "Table 1 – Summary of mapping".
    pub caption: Option<String>,
    /// The name of its sheet in a workbook; otherwise the caption's beginning serves.
    pub sheet: Option<String>,
    /// A name to link to.
    pub anchor: Option<String>,
    /// The head, repeated on every page; may have several rows.
    pub header: Vec<Vec<Cell>>,
    /// The rows under the head.
    pub rows: Vec<Vec<Cell>>,
    /// How wide the columns are against each other; columns without one count as 1.
    pub widths: Vec<u32>,
}

/// A table cell: paragraphs under each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it says.
    pub paragraphs: Vec<Paragraph>,
    /// The same as a number, where a workbook should be able to sort and add it up.
    pub number: Option<f64>,
    /// Over how many columns it reaches; at least 1.
    pub span: usize,
    /// Its ground colour.
    pub tone: Tone,
    /// A name to link to.
    pub anchor: Option<String>,
}

/// What the ground colour of a cell says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing.
    #[default]
    Plain,
    /// A heading among the rows.
    Band,
    /// As it should be: done, kept, the same.
    Good,
    /// Should be looked at.
    Warning,
    /// Is wrong, or would be lost.
    Bad,
    /// Of no account here.
    Muted,
}

/// Running text with its styles, links and notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// The pieces, in order; they follow each other without a gap.
    pub runs: Vec<Run>,
    /// Steps from the left: 1 for an item, 2 for an item of an item.
    pub indent: u8,
}

/// A piece of text in one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The words; a newline is a line break.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// In a fixed-width face.
    pub code: bool,
    /// A tracked change: shown as such, in Word a real one that can be accepted.
    pub change: Option<Change>,
    /// Where it leads.
    pub link: Option<Link>,
    /// Footnotes that are called behind it.
    pub notes: Vec<Paragraph>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// An address in the world; only `http`, `https` and `mailto` become links.
    Url(String),
    /// An anchor of the same report; where there is none of that name the text stays without link.
    Anchor(String),
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

    /// Adds a list with bullets; nothing where there are no items.
    pub fn list<P: Into<Paragraph>>(&mut self, items: impl IntoIterator<Item = P>) {
        let items: Vec<Paragraph> = items.into_iter().map(Into::into).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) {
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

impl Table {
    /// A table with one row of column heads.
    pub fn new<C: Into<Cell>>(heads: impl IntoIterator<Item = C>) -> Self {
        Table {
            header: vec![heads.into_iter().map(Into::into).collect()],
            ..Table::default()
        }
    }

    /// The same with words above it.
    pub fn caption(mut self, text: impl Into<String>) -> Self {
        self.caption = Some(text.into());
        self
    }

    /// The same with that sheet name in a workbook.
    pub fn sheet(mut self, name: impl Into<String>) -> Self {
        self.sheet = Some(name.into());
        self
    }

    /// The same with a name to link to.
    pub fn anchor(mut self, name: impl Into<String>) -> Self {
        self.anchor = Some(name.into());
        self
    }

    /// The same with columns of these widths against each other.
    pub fn widths(mut self, widths: impl IntoIterator<Item = u32>) -> Self {
        self.widths = widths.into_iter().collect();
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Adds a heading among the rows, over all columns.
    pub fn band(&mut self, text: impl Into<String>) {
        let mut cell = Cell::from(Run::bold(text)).tone(Tone::Band);
        cell.span = self.columns();
        self.rows.push(vec![cell]);
    }

    /// The number of columns: that of the widest row.
    pub fn columns(&self) -> usize {
        self.header
            .iter()
            .chain(&self.rows)
            .map(|row| row.iter().map(|cell| cell.span.max(1)).sum())
            .max()
            .unwrap_or(0)
    }

    /// The share of each column in the whole width, in thousandths; they add up to 1000.
    pub fn shares(&self) -> Vec<u32> {
        let width = |i: usize| u64::from(self.widths.get(i).copied().unwrap_or(1).max(1));
        let columns = self.columns();
        let total: u64 = (0..columns).map(width).sum();
        let mut upto = 0;
        let mut given = 0;
        (0..columns)
            .map(|i| {
                upto += width(i);
                let edge = (upto * 1000 / total.max(1)) as u32;
                let share = edge - given;
                given = edge;
                share
            })
            .collect()
    }
}

impl Default for Cell {
    fn default() -> Self {
        Cell {
            paragraphs: Vec::new(),
            number: None,
            span: 1,
            tone: Tone::Plain,
            anchor: None,
        }
    }
}

impl Cell {
    /// An empty cell.
    pub fn empty() -> Self {
        Cell::default()
    }

    /// A cell with several paragraphs.
    pub fn of<P: Into<Paragraph>>(paragraphs: impl IntoIterator<Item = P>) -> Self {
        Cell {
            paragraphs: paragraphs.into_iter().map(Into::into).collect(),
            ..Cell::default()
        }
    }

    /// A number, shown with so many decimals.
    pub fn number(value: f64, decimals: usize) -> Self {
        Cell {
            number: value.is_finite().then_some(value),
            ..Cell::from(format!("{value:.decimals$}"))
        }
    }

    /// The same on that ground.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// The same with a name to link to.
    pub fn anchor(mut self, name: impl Into<String>) -> Self {
        self.anchor = Some(name.into());
        self
    }

    /// The same over `columns` columns.
    pub fn span(mut self, columns: usize) -> Self {
        self.span = columns.max(1);
        self
    }

    /// The words alone, a line a paragraph.
    pub fn plain(&self) -> String {
        let lines: Vec<String> = self.paragraphs.iter().map(Paragraph::plain).collect();
        lines.join("\n")
    }
}

impl Paragraph {
    /// A paragraph of these runs.
    pub fn of<R: Into<Run>>(runs: impl IntoIterator<Item = R>) -> Self {
        Paragraph {
            runs: runs.into_iter().map(Into::into).collect(),
            indent: 0,
        }
    }

    /// The same, so many steps from the left.
    pub fn indent(mut self, steps: u8) -> Self {
        self.indent = steps;
        self
    }

    /// The words alone, notes left out.
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Run {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Run {
            text: text.into(),
            ..Run::default()
        }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Run {
            bold: true,
            ..Run::text(text)
        }
    }

    /// Italic text.
    pub fn italic(text: impl Into<String>) -> Self {
        Run {
            italic: true,
            ..Run::text(text)
        }
    }

    /// Text in a fixed-width face.
    pub fn code(text: impl Into<String>) -> Self {
        Run {
            code: true,
            ..Run::text(text)
        }
    }

    /// Text that a tracked change adds.
    pub fn inserted(text: impl Into<String>) -> Self {
        Run {
            change: Some(Change::Inserted),
            ..Run::text(text)
        }
    }

    /// Text that a tracked change strikes.
    pub fn deleted(text: impl Into<String>) -> Self {
        Run {
            change: Some(Change::Deleted),
            ..Run::text(text)
        }
    }

    /// The same, leading to an address.
    pub fn url(mut self, address: impl Into<String>) -> Self {
        self.link = Some(Link::Url(address.into()));
        self
    }

    /// The same, leading to an anchor of the report.
    pub fn to(mut self, anchor: impl Into<String>) -> Self {
        self.link = Some(Link::Anchor(anchor.into()));
        self
    }

    /// The same with a footnote behind it.
    pub fn note(mut self, note: impl Into<Paragraph>) -> Self {
        self.notes.push(note.into());
        self
    }
}

impl<T: Into<String>> From<T> for Run {
    fn from(text: T) -> Self {
        Run::text(text)
    }
}

impl From<Run> for Paragraph {
    fn from(run: Run) -> Self {
        Paragraph {
            runs: vec![run],
            indent: 0,
        }
    }
}

impl<T: Into<String>> From<T> for Paragraph {
    fn from(text: T) -> Self {
        Run::text(text).into()
    }
}

impl From<Paragraph> for Cell {
    fn from(paragraph: Paragraph) -> Self {
        Cell {
            paragraphs: vec![paragraph],
            ..Cell::default()
        }
    }
}

impl From<Run> for Cell {
    fn from(run: Run) -> Self {
        Paragraph::from(run).into()
    }
}

/// A line a paragraph; an empty text is an empty cell.
impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        let text: String = text.into();
        if text.is_empty() {
            return Cell::empty();
        }
        Cell::of(text.split('\n'))
    }
}
