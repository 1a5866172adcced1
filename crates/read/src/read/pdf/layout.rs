//! Lines in reading order out of the words and ruling lines of a page: columns one after the other, tables by
//! cells.
//!
//! A stretch of rows that share a gap is either columns of running text, read one after the other, or a table. What
//! runs across the gap ends the stretch: a heading over both columns, a paragraph as wide as the page.

use super::columns::{self, Stretch};
use super::grid;
use super::join::SHORT;
use super::lines::{Piece, pieces};
use super::page::Page;
use serde::{Deserialize, Serialize};

/// A gap between lines wider than this, in parts of the usual step from line to line, parts paragraphs.
const GAP: f64 = 1.3;
/// Small print is lower than this part of the body.
const SMALL: f64 = 0.95;

/// One line of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) text: String,
    /// Its base line, in points from the top of the page, and its height, in tenths of a point; none in a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<(i32, i32)>,
    /// True where something parts it from the line before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_apart: bool,
    /// True where it ends well before the margin.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_short: bool,
    /// True where its first word would have had room on the line before: somebody wanted a new line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_wanted: bool,
    /// True at the top of a column that follows on another.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_next_column: bool,
    /// True where it stands among the notes at the foot of the page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_note: bool,
    /// Table, row and column, counted on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) cell: Option<(u32, u32, u32)>,
}

/// The lines of a page; `body` is the height of most of the text of the file.
pub(super) fn page(page: Page, body: f64) -> Vec<Line> {
    let pieces = pieces(page.words);
    let mut writer = Writer {
        right: pieces.iter().map(|p| p.x.1).fold(f64::MIN, f64::max),
        ..Writer::default()
    };
    let (tables, pieces) = grid::ruled(&page.rules, pieces);
    // Ruled tables are where they stand; what is above each is read before it.
    let mut rest = pieces;
    for table in tables {
        let (above, below): (Vec<Piece>, Vec<Piece>) =
            rest.into_iter().partition(|p| p.y.1 <= table.y.0 + 1.0);
        rest = below;
        writer.region(above, body);
        writer.table(table.rows);
    }
    writer.region(rest, body);
    writer.lines
}

/// The height of most of the text.
pub(super) fn body_height<'a>(pages: impl Iterator<Item = &'a Page>) -> f64 {
    let mut heights: std::collections::BTreeMap<u64, usize> = std::collections::BTreeMap::new();
    for word in pages.flat_map(|p| &p.words) {
        let tenths = (word.height() * 10.0).round().max(0.0) as u64;
        *heights.entry(tenths).or_default() += word.text.len();
    }
    let most = heights.iter().max_by_key(|(_, count)| **count);
    most.map_or(0.0, |(tenths, _)| *tenths as f64 / 10.0)
}

/// The lines of the parts of a page: that which is upright, then what is turned. Their tables are counted on.
#[cfg(feature = "pdf")]
pub(super) fn put_together(parts: impl Iterator<Item = Vec<Line>>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for part in parts {
        let tables = lines.iter().filter_map(|l| l.cell).map(|c| c.0 + 1).max();
        lines.extend(part.into_iter().map(|mut line| {
            line.cell = line.cell.map(|(t, r, c)| (t + tables.unwrap_or(0), r, c));
            line
        }));
    }
    lines
}

#[derive(Default)]
struct Writer {
    lines: Vec<Line>,
    tables: u32,
    /// How far the text of the page reaches, outside of columns.
    right: f64,
}

impl Writer {
    /// Reads a part of the page.
    fn region(&mut self, pieces: Vec<Piece>, body: f64) {
        for stretch in columns::stretches(pieces) {
            match stretch {
                Stretch::Plain(rows) => self.rows(&rows, body),
                Stretch::Columns(columns) => {
                    let right = std::mem::replace(&mut self.right, f64::MIN);
                    for (n, column) in columns.into_iter().enumerate() {
                        let first = self.lines.len();
                        self.region(without_stretched(column), body);
                        if let Some(line) = self.lines.get_mut(first).filter(|_| n > 0) {
                            line.is_next_column = true;
                        }
                    }
                    self.right = right;
                }
                Stretch::Table(rows) => self.table(rows),
            }
        }
    }

    /// Running text, row by row.
    fn rows(&mut self, rows: &[Vec<Piece>], body: f64) {
        let step = usual_step(rows);
        let small = notes_from(rows, body);
        let mut before: Option<&Piece> = None;
        let all = rows.iter().flatten();
        let left = all.clone().map(|p| p.x.0).fold(f64::MAX, f64::min);
        let right = all.map(|p| p.x.1).fold(f64::MIN, f64::max);
        let short = left + SHORT * (right - left);
        for (n, row) in rows.iter().enumerate() {
            let Some(first) = row.first() else { continue };
            let is_apart = match before {
                None => true,
                Some(before) => {
                    let far = base(first) - base(before) > GAP * step;
                    let other = (first.height() - before.height()).abs() > 0.08 * first.height();
                    let next = rows.get(n + 1).and_then(|r| r.first());
                    let indent = first.x.0 - before.x.0 > 0.9 * first.height()
                        && row.len() == 1
                        && next.is_some_and(|next| (next.x.0 - before.x.0).abs() < 2.0);
                    far || other || indent
                }
            };
            // Pieces beside each other: a label and its text, or words with a wide gap between them.
            let texts: Vec<&str> = row.iter().map(|p| p.text.as_str()).collect();
            let between = if is_justified(row, (left, right)) {
                " "
            } else {
                "\t"
            };
            self.lines.push(Line {
                text: texts.join(between),
                place: Some((
                    base(first).round() as i32,
                    (10.0 * first.height()).round() as i32,
                )),
                is_apart,
                is_short: row.iter().all(|p| p.x.1 < short),
                is_wanted: before.is_some_and(|before| {
                    let level = (before.x.0 - first.x.0).abs() < 2.0;
                    level
                        && right.max(self.right) - before.x.1
                            > first_word(first) + 2.0 * first.height()
                }),
                is_note: n >= small,
                ..Line::default()
            });
            before = Some(first);
        }
    }

    fn table(&mut self, rows: Vec<Vec<Vec<String>>>) {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        for (r, row) in rows.into_iter().enumerate() {
            for (c, cell) in row.into_iter().enumerate() {
                let lines = if cell.is_empty() {
                    vec![String::new()]
                } else {
                    cell
                };
                for (n, text) in lines.into_iter().enumerate() {
                    self.lines.push(Line {
                        text,
                        is_apart: n == 0,
                        cell: Some((self.tables, count(r), count(c))),
                        ..Line::default()
                    });
                }
            }
        }
        self.tables = self.tables.saturating_add(1);
    }
}

/// The pieces of a column, those of a line with stretched spaces as one: such spaces are no gaps between columns.
fn without_stretched(pieces: Vec<Piece>) -> Vec<Piece> {
    let left = pieces.iter().map(|p| p.x.0).fold(f64::MAX, f64::min);
    let right = pieces.iter().map(|p| p.x.1).fold(f64::MIN, f64::max);
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for row in pieces.chunk_by(|a, b| a.row == b.row) {
        if !is_justified(row, (left, right)) {
            out.extend_from_slice(row);
            continue;
        }
        let texts: Vec<&str> = row.iter().map(|p| p.text.as_str()).collect();
        out.push(Piece {
            text: texts.join(" "),
            x: (row[0].x.0, row[row.len() - 1].x.1),
            ..row[0].clone()
        });
    }
    out
}

/// True for a line whose spaces are stretched so that it reaches from margin to margin: all of them alike.
fn is_justified(row: &[Piece], (left, right): (f64, f64)) -> bool {
    /// No space is stretched to more heights of a line, and none by less is told from one that is not.
    const WIDEST: f64 = 6.0;
    const LEAST: f64 = 1.1;
    let (Some(first), Some(last)) = (row.first(), row.last()) else {
        return false;
    };
    let height = first.height();
    let gaps = row.windows(2).map(|w| w[1].x.0 - w[0].x.1);
    let (least, most) = gaps.fold((f64::MAX, 0.0f64), |(least, most), gap| {
        (least.min(gap), most.max(gap))
    });
    let is_alike = most < LEAST * height
        || most - least < 0.5 * height && row.iter().all(|p| !p.text.contains(' '));
    let fills = first.x.0 - left < WIDEST * height && right - last.x.1 < 0.2 * height;
    fills && is_alike && most < WIDEST * height && !columns::is_label(first)
}

/// About how wide the first word is, with the space before it.
fn first_word(piece: &Piece) -> f64 {
    let letters = piece.text.chars().count().max(1) as f64;
    let word = piece
        .text
        .chars()
        .take_while(|c| !c.is_whitespace())
        .count()
        + 1;
    piece.width() * word as f64 / letters
}

fn base(piece: &Piece) -> f64 {
    piece.y.1 - 0.2 * piece.height()
}

/// The step from line to line that most lines take.
fn usual_step(rows: &[Vec<Piece>]) -> f64 {
    let firsts: Vec<&Piece> = rows.iter().filter_map(|r| r.first()).collect();
    let mut steps: Vec<f64> = firsts
        .windows(2)
        .map(|w| base(w[1]) - base(w[0]))
        .filter(|step| *step > 0.0)
        .collect();
    steps.sort_by(f64::total_cmp);
    let height = firsts.iter().map(|p| p.height()).fold(0.0, f64::max);
    // The lower third: paragraphs of one line have wide steps only.
    let usual = steps.get(steps.len() / 3).copied().unwrap_or(height * 1.2);
    usual.min(height * 1.6)
}

/// Where the small print at the foot begins: with a number or a star, and nothing but small print to the end.
fn notes_from(rows: &[Vec<Piece>], body: f64) -> usize {
    let is_small = |row: &Vec<Piece>| row.iter().all(|p| p.height() < SMALL * body);
    let small = rows
        .iter()
        .rposition(|row| !is_small(row))
        .map_or(0, |last| last + 1);
    let starts_note = |row: &Vec<Piece>| {
        let text: Vec<&str> = row.iter().map(|p| p.text.as_str()).collect();
        let text = text.join(" ");
        text.starts_with(|c: char| c.is_ascii_digit() || c == '*') && text.contains(' ')
    };
    let first = rows[small..].iter().position(starts_note);
    first.map_or(rows.len(), |n| small + n)
}
