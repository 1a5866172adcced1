use super::{Paragraph, Run};

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
    /// True where rows may break over pages: their cells are long, and kept whole they would leave pages half
    /// white.
    pub rows_break: bool,
    /// In a workbook a sheet that people do not see: what the program has to remember.
    pub hidden: bool,
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
    /// In a workbook: what people can choose from; they may write something else.
    pub choices: Vec<String>,
    /// In a workbook: what somebody put beside it.
    pub comment: Option<String>,
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

    /// The same with rows that may break over pages.
    pub fn breaking_rows(mut self) -> Self {
        self.rows_break = true;
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

    /// The share of each column in the whole width, in thousandths, as asked for; they add up to 1000.
    pub fn shares(&self) -> Vec<u32> {
        let width = |i: usize| f64::from(self.widths.get(i).copied().unwrap_or(1).max(1));
        in_thousandths(&(0..self.columns()).map(width).collect::<Vec<_>>())
    }

    /// The shares where a line over all columns has room for so many letters: no column is narrower than its longest
    /// word, as far as that is possible, so that no word is broken into pieces.
    pub fn shares_in(&self, letters: usize) -> Vec<u32> {
        let asked: Vec<f64> = self.shares().into_iter().map(f64::from).collect();
        let one = 1000.0 / letters.max(1) as f64;
        let words = self.longest_words();
        let least: Vec<f64> = words.iter().map(|w| (w + BORDERS) as f64 * one).collect();
        let short: Vec<bool> = asked.iter().zip(&least).map(|(a, l)| a < l).collect();
        let fixed: f64 = least
            .iter()
            .zip(&short)
            .filter(|(_, s)| **s)
            .map(|(l, _)| l)
            .sum();
        let free: f64 = asked
            .iter()
            .zip(&short)
            .filter(|(_, s)| !**s)
            .map(|(a, _)| a)
            .sum();
        let spare: f64 = asked
            .iter()
            .zip(&least)
            .map(|(a, l)| (a - l).max(0.0))
            .sum();
        let missing = fixed + free - 1000.0;
        // What narrow columns need is taken from those that have more than they need, by how much they have.
        let given = asked.iter().zip(&least).map(|(a, l)| match a < l {
            true => *l,
            false => a - (a - l) * (missing / spare.max(1.0)).clamp(0.0, 1.0),
        });
        in_thousandths(&given.collect::<Vec<_>>())
    }

    /// The letters of each column's longest word, of cells that stand in one column.
    fn longest_words(&self) -> Vec<usize> {
        let mut longest = vec![0; self.columns()];
        for row in self.header.iter().chain(&self.rows) {
            let mut at = 0;
            for cell in row {
                if cell.span <= 1 && at < longest.len() {
                    let texts = cell.paragraphs.iter().flat_map(|p| &p.runs);
                    let words = texts.flat_map(|r| {
                        r.text
                            .split(|c: char| c.is_whitespace() || "-/\u{2011}".contains(c))
                    });
                    let word = words.map(|w| w.chars().count()).max().unwrap_or(0);
                    longest[at] = longest[at].max(word.min(LONGEST_WORD));
                }
                at += cell.span.max(1);
            }
        }
        longest
    }
}

/// A longer word (an address) may be broken.
const LONGEST_WORD: usize = 16;
/// The margins of a cell take the room of so many letters.
const BORDERS: usize = 3;

fn in_thousandths(widths: &[f64]) -> Vec<u32> {
    let total: f64 = widths.iter().sum();
    let (mut upto, mut given) = (0.0, 0);
    let share = |width: &f64| {
        upto += width;
        let edge = (upto * 1000.0 / total.max(1.0)).round() as u32;
        let share = edge - given;
        given = edge;
        share
    };
    widths.iter().map(share).collect()
}

impl Default for Cell {
    fn default() -> Self {
        Cell {
            paragraphs: Vec::new(),
            number: None,
            span: 1,
            tone: Tone::Plain,
            anchor: None,
            choices: Vec::new(),
            comment: None,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_wide_as_its_longest_word() {
        let mut table = Table::new(["Text", "Membership", "A"]).widths([10, 1, 1]);
        table.row(["some text".into(), "X".into(), "X".into()]);
        assert_eq!(table.shares(), [833, 84, 83]);
        let fitted = table.shares_in(100);
        assert!(fitted[1] >= 130 && fitted[2] >= 40, "{fitted:?}");
        assert_eq!(fitted.iter().sum::<u32>(), 1000);
        // Where there is no room for all, none is left without.
        let crowded = table.shares_in(12);
        assert!(crowded.iter().all(|s| *s > 100), "{crowded:?}");
        assert_eq!(crowded.iter().sum::<u32>(), 1000);
    }
}
