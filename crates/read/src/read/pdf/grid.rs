//! Tables: cells between ruling lines, and cells of aligned columns.

use super::columns::column;
use super::lines::Piece;
use super::page::Rule;

/// Lines nearer than this are one.
const NEAR: f64 = 2.5;

/// A table with ruling lines.
pub(super) struct Ruled {
    /// From where to where it reaches.
    pub(super) y: (f64, f64),
    /// Rows of cells of lines.
    pub(super) rows: Vec<Vec<Vec<String>>>,
}

/// The tables that ruling lines make, from the top, and the pieces that stand in none.
pub(super) fn ruled(rules: &[Rule], pieces: Vec<Piece>) -> (Vec<Ruled>, Vec<Piece>) {
    let mut rest = pieces;
    let mut tables = Vec::new();
    for grid in grids(rules) {
        let (inside, outside): (Vec<Piece>, Vec<Piece>) =
            rest.into_iter().partition(|p| grid.holds(p));
        rest = outside;
        let rows = grid.rows(inside, &mut rest);
        if !rows.is_empty() {
            tables.push(Ruled { y: grid.y(), rows });
        }
    }
    tables.sort_by(|a, b| a.y.0.total_cmp(&b.y.0));
    (tables, rest)
}

/// Lines that meet.
struct Grid {
    /// Upright lines: where, from, to.
    upright: Vec<Rule>,
    xs: Vec<f64>,
    ys: Vec<f64>,
}

impl Grid {
    fn y(&self) -> (f64, f64) {
        (self.ys[0], self.ys[self.ys.len() - 1])
    }

    fn holds(&self, piece: &Piece) -> bool {
        let (x, y) = middle(piece);
        let (top, bottom) = self.y();
        let (left, right) = (self.xs[0], self.xs[self.xs.len() - 1]);
        left - NEAR <= x && x <= right + NEAR && top - NEAR <= y && y <= bottom + NEAR
    }

    /// True where a line parts the columns at `x` at the height `y`.
    fn parts(&self, x: f64, y: f64) -> bool {
        self.upright
            .iter()
            .any(|r| (r.at - x).abs() <= NEAR && r.from - NEAR <= y && y <= r.to + NEAR)
    }

    /// The cells with what stands in them. What runs over lines between columns is a cell that spans them.
    fn rows(&self, pieces: Vec<Piece>, rest: &mut Vec<Piece>) -> Vec<Vec<Vec<String>>> {
        let columns = self.xs.len() - 1;
        let mut rows: Vec<Vec<Vec<Piece>>> = vec![vec![Vec::new(); columns]; self.ys.len() - 1];
        for piece in pieces {
            let (_, y) = middle(&piece);
            let r = self.ys[1..self.ys.len() - 1]
                .iter()
                .filter(|at| **at < y)
                .count();
            // A piece belongs where it begins: a wide gap parts pieces, a narrow cell may not.
            let x = piece.x.0 + piece.height().min(piece.width()) / 2.0;
            let mut c = self.xs[1..columns].iter().filter(|at| **at < x).count();
            while c > 0 && !self.parts(self.xs[c], y) {
                c -= 1;
            }
            rows[r][c].push(piece);
        }
        let filled = |row: &Vec<Vec<Piece>>| row.iter().filter(|cell| !cell.is_empty()).count();
        if rows.iter().map(filled).max().unwrap_or(0) < 2 {
            rest.extend(rows.into_iter().flatten().flatten());
            rest.sort_by(|a, b| a.row.cmp(&b.row).then(a.x.0.total_cmp(&b.x.0)));
            return Vec::new();
        }
        rows.retain(|row| filled(row) > 0);
        rows.into_iter()
            .map(|row| row.into_iter().map(lines).collect())
            .collect()
    }
}

/// The lines of a cell.
fn lines(pieces: Vec<Piece>) -> Vec<String> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some((row, text)) if *row == piece.row => {
                text.push('\t');
                text.push_str(&piece.text);
            }
            _ => lines.push((piece.row, piece.text)),
        }
    }
    lines.into_iter().map(|(_, text)| text).collect()
}

fn middle(piece: &Piece) -> (f64, f64) {
    ((piece.x.0 + piece.x.1) / 2.0, (piece.y.0 + piece.y.1) / 2.0)
}

/// The grids that lines make: such as meet, with at least two columns and a border above and below.
fn grids(rules: &[Rule]) -> Vec<Grid> {
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    let mut sorted: Vec<Rule> = rules.to_vec();
    let top = |r: &Rule| if r.is_level { r.at } else { r.from };
    let bottom = |r: &Rule| if r.is_level { r.at } else { r.to };
    sorted.sort_by(|a, b| top(a).total_cmp(&top(b)));
    // Tables stand below each other: lines that overlap or meet from top to bottom are of one.
    let mut end = f64::MIN;
    for rule in sorted {
        if top(&rule) > end + NEAR || groups.is_empty() {
            groups.push(Vec::new());
            end = f64::MIN;
        }
        end = end.max(bottom(&rule));
        if let Some(group) = groups.last_mut() {
            group.push(rule);
        }
    }
    groups.into_iter().filter_map(grid).collect()
}

fn grid(group: Vec<Rule>) -> Option<Grid> {
    let (level, upright): (Vec<Rule>, Vec<Rule>) = group.into_iter().partition(|r| r.is_level);
    let places = |rules: &[Rule], ends: bool| {
        let mut at: Vec<f64> = rules.iter().map(|r| r.at).collect();
        if ends {
            let across = level.iter().flat_map(|r| [r.from, r.to]);
            at.extend(across.clone().reduce(f64::min));
            at.extend(across.reduce(f64::max));
        }
        at.sort_by(f64::total_cmp);
        at.dedup_by(|b, a| *b - *a <= NEAR);
        at
    };
    if upright.is_empty() {
        return None;
    }
    let (xs, mut ys) = (places(&upright, true), places(&level, false));
    // Without a level line at the end, upright ones end there.
    let ends = upright.iter().flat_map(|r| [r.from, r.to]);
    ys.extend(ends.clone().reduce(f64::min));
    ys.extend(ends.reduce(f64::max));
    ys.sort_by(f64::total_cmp);
    ys.dedup_by(|b, a| *b - *a <= NEAR);
    (xs.len() >= 3 && ys.len() >= 2).then_some(Grid { upright, xs, ys })
}

/// True where a cell goes on with this line: in mid-sentence, or behind a comma or an open bracket.
fn runs_on(above: &Piece, piece: &Piece) -> bool {
    let is_open = above.text.trim_end().ends_with([',', '(', '-', '/', '–']);
    is_open && above.text.trim().len() > 1
        || piece.text.starts_with(char::is_lowercase) && !super::columns::is_label(piece)
}

/// The cells of columns without ruling lines. A row begins where a narrow column, or the first one, has text, or
/// below a gap wider than that between lines; where no gap parts rows, a line with which a cell goes on begins none.
pub(super) fn aligned(rows: Vec<Vec<Piece>>, gutters: &[(f64, f64)]) -> Vec<Vec<Vec<String>>> {
    const GAP: f64 = 1.25;
    let columns = gutters.len() + 1;
    let (steps, least) = super::columns::line_steps(&rows);
    let has_gaps = steps.iter().any(|s| *s > GAP * least);
    let mut widths: Vec<Vec<f64>> = vec![Vec::new(); columns];
    for piece in rows.iter().flatten() {
        widths[column(piece, gutters)].push(piece.width() / piece.height().max(1.0));
    }
    let is_key: Vec<bool> = widths
        .iter_mut()
        .enumerate()
        .map(|(c, w)| {
            w.sort_by(f64::total_cmp);
            c == 0 || w.get(w.len() / 2).is_some_and(|w| *w < 5.0)
        })
        .collect();
    let wraps = has_gaps
        && rows
            .iter()
            .zip(std::iter::once(&f64::MAX).chain(&steps))
            .any(|(row, step)| {
                // Lines of a key that stand close below each other.
                *step <= GAP * least && row.iter().any(|p| column(p, gutters) == 0)
            });
    let mut out: Vec<Vec<Vec<Piece>>> = Vec::new();
    for (n, row) in rows.into_iter().enumerate() {
        let is_far = n == 0 || has_gaps && steps[n - 1] > GAP * least;
        let has_key = row.iter().any(|p| is_key[column(p, gutters)]);
        let goes_on = !has_gaps
            && out.last().is_some_and(|cells| {
                let above = |p: &Piece| cells[column(p, gutters)].last();
                row.iter()
                    .any(|p| above(p).is_some_and(|above| runs_on(above, p)))
            });
        if is_far || has_key && !wraps && !goes_on {
            out.push(vec![Vec::new(); columns]);
        }
        for piece in row {
            let c = column(&piece, gutters);
            if let Some(last) = out.last_mut() {
                last[c].push(piece);
            }
        }
    }
    out.into_iter()
        .map(|row| row.into_iter().map(lines).collect())
        .collect()
}
