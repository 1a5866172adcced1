//! Words to pieces of lines: what stands beside each other without a wide gap.

use super::page::Word;

/// A gap smaller than this part of the height is none: it comes from the spacing of letters.
const NO_GAP: f64 = 0.15;
/// A gap wider than this part of the height may be that between columns or cells.
const WIDE: f64 = 0.9;
/// Base lines that differ by less than this part of the height are one.
const LEVEL: f64 = 0.15;
/// Raised marks are lower than this part of the words beside them.
const RAISED: f64 = 0.78;

/// A piece of a line without a wide gap in it.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) x: (f64, f64),
    pub(super) y: (f64, f64),
    /// Which base line of the page it stands on, from the top.
    pub(super) row: usize,
}

impl Piece {
    pub(super) fn height(&self) -> f64 {
        self.y.1 - self.y.0
    }

    pub(super) fn width(&self) -> f64 {
        self.x.1 - self.x.0
    }
}

/// The pieces of a page, row by row, each row from left to right.
pub(super) fn pieces(mut words: Vec<Word>) -> Vec<Piece> {
    words.sort_by(|a, b| a.y.1.total_cmp(&b.y.1).then(a.x.0.total_cmp(&b.x.0)));
    let (marks, mut rows) = rows(words);
    attach(marks, &mut rows);
    rows.retain(|row| !row.is_empty());
    rows.sort_by(|a, b| a[0].y.1.total_cmp(&b[0].y.1));
    let mut pieces = Vec::new();
    for (number, mut row) in rows.into_iter().enumerate() {
        row.sort_by(|a, b| a.x.0.total_cmp(&b.x.0));
        let mut run: Vec<Word> = Vec::new();
        for word in row {
            let end = run.iter().map(|w| w.x.1).fold(f64::MIN, f64::max);
            let height = run.last().map_or(0.0, Word::height).max(word.height());
            if word.x.0 - end > WIDE * height && !run.is_empty() {
                pieces.extend(piece(std::mem::take(&mut run), number));
            }
            run.push(word);
        }
        pieces.extend(piece(run, number));
    }
    pieces
}

/// Words of one base line together; apart from them those that are small enough to be raised or sunk.
fn rows(words: Vec<Word>) -> (Vec<Word>, Vec<Vec<Word>>) {
    let mut rows: Vec<Vec<Word>> = Vec::new();
    let mut marks = Vec::new();
    let mut sizes: Vec<f64> = words.iter().map(Word::height).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    for word in words {
        if word.is_mark() && word.height() < RAISED * usual {
            marks.push(word);
            continue;
        }
        let is_level = |row: &&mut Vec<Word>| {
            let first = &row[0];
            let height = first.height().min(word.height());
            // The base line lies a fifth of the height above the lower edge.
            let base = |w: &Word| w.y.1 - 0.2 * w.height();
            (base(first) - base(&word)).abs() <= LEVEL * height
        };
        match rows.iter_mut().rev().take(4).find(is_level) {
            Some(row) => row.push(word),
            None => rows.push(vec![word]),
        }
    }
    (marks, rows)
}

/// Puts small numbers where they belong: before the note that they number. Those behind a word are the marks of
/// notes and go.
fn attach(marks: Vec<Word>, rows: &mut Vec<Vec<Word>>) {
    let mut alone: Vec<Word> = Vec::new();
    // Rows come from the top; a mark overlaps only those near it.
    let tops: Vec<(f64, f64)> = rows.iter().map(|row| (row[0].y.0, row[0].y.1)).collect();
    for mark in marks {
        let middle = (mark.y.0 + mark.y.1) / 2.0;
        let from = tops.partition_point(|(_, bottom)| *bottom < middle - 40.0);
        let mut place = None;
        for (n, (top, bottom)) in tops.iter().enumerate().skip(from) {
            if *bottom > mark.y.1 + 60.0 {
                break;
            }
            let height = bottom - top;
            if mark.height() >= RAISED * height || middle < top - 0.1 * height || middle > *bottom {
                continue;
            }
            let is_behind = |w: &Word| {
                let gap = mark.x.0 - w.x.1;
                (-0.3 * height..0.35 * height).contains(&gap) && w.height() > mark.height()
            };
            let is_before = |w: &Word| (0.0..2.5 * height).contains(&(w.x.0 - mark.x.1));
            let end = mark.x.1;
            if let Some(word) = rows[n].iter_mut().find(|w| is_behind(w)) {
                // The room that the mark takes is no gap.
                word.x.1 = word.x.1.max(end);
                place = Some((n, false));
                break;
            }
            if rows[n].iter().any(is_before) {
                place = Some((n, true));
            }
        }
        match place {
            Some((_, false)) => {}
            Some((n, true)) => {
                let first = &rows[n][0];
                let (top, bottom) = (first.y.0, first.y.1);
                rows[n].push(Word {
                    y: (top, bottom),
                    ..mark
                });
            }
            None => alone.push(mark),
        }
    }
    for word in alone {
        match rows.last_mut() {
            Some(row) if (row[0].y.1 - word.y.1).abs() < 0.3 => row.push(word),
            _ => rows.push(vec![word]),
        }
    }
}

/// Puts words together.
fn piece(words: Vec<Word>, row: usize) -> Option<Piece> {
    let highest = words.iter().map(Word::height).fold(0.0, f64::max);
    let mut piece = Piece {
        text: String::new(),
        x: (f64::MAX, f64::MIN),
        y: (f64::MAX, f64::MIN),
        row,
    };
    let is_rtl = is_right_to_left(&words);
    let mut ordered: Vec<&Word> = words.iter().collect();
    if is_rtl {
        ordered.reverse();
        // Words of other scripts in between run from left to right among themselves.
        for run in ordered.chunk_by_mut(|a, b| is_left_to_right(a) && is_left_to_right(b)) {
            run.reverse();
        }
    }
    let mut before: Option<&Word> = None;
    for word in &ordered {
        let gap = before.map(|b| (b.x.0 - word.x.1).max(word.x.0 - b.x.1));
        if gap.is_some_and(|gap| gap > NO_GAP * highest) {
            piece.text.push(' ');
        }
        piece.text.push_str(&word.text);
        piece.x = (piece.x.0.min(word.x.0), piece.x.1.max(word.x.1));
        piece.y = (piece.y.0.min(word.y.0), piece.y.1.max(word.y.1));
        before = Some(word);
    }
    (!piece.text.trim().is_empty()).then_some(piece)
}

fn is_left_to_right(word: &Word) -> bool {
    !word.text.chars().any(is_rtl) && word.text.chars().any(char::is_alphanumeric)
}

/// True for letters of scripts that run from right to left.
pub(super) fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// True where most letters are of a script that runs from right to left.
fn is_right_to_left(words: &[Word]) -> bool {
    let (mut right, mut left) = (0usize, 0usize);
    for c in words
        .iter()
        .flat_map(|w| w.text.chars())
        .filter(|c| c.is_alphabetic())
    {
        if is_rtl(c) { right += 1 } else { left += 1 }
    }
    right > left
}
