//! Finds the gaps that rows share, and what stands between them: columns of text, a table, or labels.

use super::lines::Piece;

/// A gap between columns is at least so wide, in parts of the height of a line.
const GUTTER: f64 = 0.9;
/// Columns of running text are at least so wide, in heights of a line.
const NARROW: f64 = 9.0;
/// Fewer rows with text on both sides of a gap make no columns.
const ROWS: usize = 2;
/// A page of more rows is read row by row: no page has so many.
const MOST_ROWS: usize = 3000;

/// A stretch of a page from top to bottom.
pub(super) enum Stretch {
    /// Running text: its rows.
    Plain(Vec<Vec<Piece>>),
    /// Columns to be read one after the other.
    Columns(Vec<Vec<Piece>>),
    /// Rows of cells of lines.
    Table(Vec<Vec<Vec<String>>>),
}

type Row = Vec<Piece>;

/// Parts a region into stretches.
pub(super) fn stretches(pieces: Vec<Piece>) -> Vec<Stretch> {
    let mut rows: Vec<Row> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if row[0].row == piece.row => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    if rows.len() > MOST_ROWS {
        return vec![Stretch::Plain(rows)];
    }
    let mut out = Vec::new();
    let mut plain: Vec<Row> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let Some((run, kind)) = run(&rows, at) else {
            plain.push(std::mem::take(&mut rows[at]));
            at += 1;
            continue;
        };
        let leading = plain.split_off(plain.len() - leading(&plain, &run, kind));
        if !plain.is_empty() {
            out.push(Stretch::Plain(std::mem::take(&mut plain)));
        }
        let own = rows[at..run.end].iter_mut().map(std::mem::take);
        let taken: Vec<Row> = leading.into_iter().chain(own).collect();
        out.push(match kind {
            Kind::Columns => Stretch::Columns(split(taken, &run.gutters)),
            Kind::Table => Stretch::Table(super::grid::aligned(taken, &run.gutters)),
        });
        at = run.end;
    }
    if !plain.is_empty() {
        out.push(Stretch::Plain(plain));
    }
    out
}

/// Rows that share gaps.
#[derive(Clone)]
struct Run {
    end: usize,
    gutters: Vec<(f64, f64)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Columns,
    Table,
}

/// The longest run of rows from `start` on that share a gap, and what it is.
fn run(rows: &[Row], start: usize) -> Option<(Run, Kind)> {
    let height = rows[start][0].height();
    let least = GUTTER * height;
    let mut free = gaps(&rows[start], least);
    let mut end = start + 1;
    let is_seed = !free.is_empty()
        || rows.get(start + 1).is_some_and(|next| {
            let step = next[0].y.1 - rows[start][0].y.1;
            step < 0.9 * height && !gaps_of(rows[start].iter().chain(next), least).is_empty()
        });
    if !is_seed {
        return None;
    }
    if free.is_empty() {
        free = gaps_of(rows[start].iter().chain(&rows[start + 1]), least);
        end += 1;
    }
    while let Some(row) = rows.get(end) {
        let rest = shared(&free, row, least);
        if rest.is_empty() || is_heading(row, &rows[start..end], rows.get(end + 1)) {
            break;
        }
        free = rest;
        end += 1;
    }
    let mut run = Run { end, gutters: free };
    trim(rows, start, &mut run);
    // Beside each other for long enough, and of what kind.
    let kind = kind(&rows[start..run.end], &mut run.gutters)?;
    Some((run, kind))
}

/// The gaps between the pieces of a row.
fn gaps(row: &Row, least: f64) -> Vec<(f64, f64)> {
    gaps_of(row.iter(), least)
}

fn gaps_of<'a>(pieces: impl Iterator<Item = &'a Piece>, least: f64) -> Vec<(f64, f64)> {
    let mut spans: Vec<(f64, f64)> = pieces.map(|p| p.x).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut gaps = Vec::new();
    let mut end = f64::MAX;
    for (from, to) in spans {
        if from - end >= least {
            gaps.push((end, from));
        }
        end = if end == f64::MAX { to } else { end.max(to) };
    }
    gaps
}

/// What is left of `free` beside the pieces of a row.
fn shared(free: &[(f64, f64)], row: &Row, least: f64) -> Vec<(f64, f64)> {
    let mut left = Vec::new();
    for gap in free {
        let mut rest = vec![*gap];
        for piece in row {
            let mut next = Vec::new();
            for (from, to) in rest {
                if piece.x.1 <= from || piece.x.0 >= to {
                    next.push((from, to));
                    continue;
                }
                next.extend([(from, piece.x.0.min(to)), (piece.x.1.max(from), to)]);
            }
            rest = next;
        }
        // A piece inside the gap has it on both sides: the wider one is the gap.
        let widest = rest
            .into_iter()
            .max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
        left.extend(widest.filter(|(from, to)| to - from >= least));
    }
    left
}

/// True for a line of larger print alone in its row, with air around it: a heading over what follows.
fn is_heading(row: &Row, before: &[Row], next: Option<&Row>) -> bool {
    let [piece] = row.as_slice() else {
        return false;
    };
    let Some(last) = before.last().map(|r| &r[0]) else {
        return false;
    };
    let is_larger = |other: &Piece| piece.height() > 1.1 * other.height();
    is_larger(last) && next.is_none_or(|n| is_larger(&n[0]))
}

/// Takes rows at the end away that stand below all columns and lead to what is as wide as the page.
fn trim(rows: &[Row], start: usize, run: &mut Run) {
    if run.end >= rows.len() {
        return;
    }
    let inside = &rows[start..run.end];
    let both = |row: &Row| sides(row, &run.gutters).len() > 1;
    let last = inside.iter().rposition(both).map_or(0, |n| n + 1);
    let mut cut = inside.len();
    for n in (last.max(1)..inside.len()).rev() {
        let above = &inside[n - 1][0];
        let step = inside[n][0].y.0 - above.y.1;
        if step > 0.6 * above.height() {
            cut = n;
            break;
        }
    }
    run.end = start + cut;
}

/// In which columns a row has text.
fn sides(row: &Row, gutters: &[(f64, f64)]) -> Vec<usize> {
    let mut sides: Vec<usize> = row.iter().map(|p| column(p, gutters)).collect();
    sides.dedup();
    sides
}

/// The column in which a piece stands.
pub(super) fn column(piece: &Piece, gutters: &[(f64, f64)]) -> usize {
    let middle = (piece.x.0 + piece.x.1) / 2.0;
    gutters
        .iter()
        .filter(|(from, to)| middle > (from + to) / 2.0)
        .count()
}

/// What the rows are; gaps behind labels are dropped. None for what is to be read row by row.
fn kind(rows: &[Row], gutters: &mut Vec<(f64, f64)>) -> Option<Kind> {
    drop_label_gaps(rows, gutters);
    if gutters.is_empty() {
        return None;
    }
    let columns = gutters.len() + 1;
    let mut widths: Vec<Vec<f64>> = vec![Vec::new(); columns];
    let mut edges = vec![f64::MIN; columns];
    // Spaces between words of justified text may be as wide as gaps: the line counts, not its pieces.
    for row in rows {
        for cell in row.chunk_by(|a, b| column(a, gutters) == column(b, gutters)) {
            let (first, last) = (&cell[0], &cell[cell.len() - 1]);
            let c = column(first, gutters);
            widths[c].push((last.x.1 - first.x.0) / first.height().max(1.0));
            edges[c] = edges[c].max(last.x.1);
        }
    }
    if widths.iter().any(Vec::is_empty) {
        return None;
    }
    let fewest = widths.iter().map(Vec::len).min().unwrap_or(0);
    let beside = rows
        .iter()
        .filter(|row| sides(row, gutters).len() > 1)
        .count();
    let is_wide = widths.iter_mut().all(|w| {
        w.sort_by(f64::total_cmp);
        w[w.len() / 2] >= NARROW
    });
    if !is_wide {
        return (beside >= ROWS).then_some(Kind::Table);
    }
    if fewest < ROWS {
        return None;
    }
    Some(if has_common_rows(rows, gutters) {
        Kind::Table
    } else {
        Kind::Columns
    })
}

/// Takes gaps away that only part labels ("a)", "12.", "•") from what they label.
fn drop_label_gaps(rows: &[Row], gutters: &mut Vec<(f64, f64)>) {
    let mut n = 0;
    while n < gutters.len() {
        let here: Vec<&Piece> = rows
            .iter()
            .flatten()
            .filter(|p| column(p, gutters) == n)
            .collect();
        if here.iter().all(|p| is_label(p)) {
            gutters.remove(n);
        } else {
            n += 1;
        }
    }
}

/// True for "a)", "12.", "•".
pub(super) fn is_label(piece: &Piece) -> bool {
    let text = piece.text.trim();
    let core = text.trim_matches(|c: char| "()[].".contains(c));
    let is_marked = core.len() < text.len() || !core.chars().any(char::is_alphanumeric);
    text.chars().count() <= 6 && is_marked
}

/// How far each line stands from the next, and the least of these steps that is one.
pub(super) fn line_steps(rows: &[Row]) -> (Vec<f64>, f64) {
    let steps: Vec<f64> = rows.windows(2).map(|w| w[1][0].y.1 - w[0][0].y.1).collect();
    let lines = steps.iter().copied().filter(|s| *s > 1.0);
    let least = lines.fold(f64::MAX, f64::min);
    (steps, least)
}

/// True where the columns have the same breaks between groups of lines: a table whose cells have several lines.
fn has_common_rows(rows: &[Row], gutters: &[(f64, f64)]) -> bool {
    let (steps, least) = line_steps(rows);
    let mut groups: Vec<(Vec<usize>, usize)> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        let is_new = n == 0 || steps[n - 1] > 1.3 * least;
        if is_new {
            groups.push((sides(row, gutters), 1));
        } else if let Some(last) = groups.last_mut() {
            last.1 += 1;
        }
    }
    let columns = gutters.len() + 1;
    let full = groups
        .iter()
        .filter(|(sides, _)| sides.len() == columns)
        .count();
    // Paragraphs of columns begin where they like; rows of a table begin together. Two or three may by chance.
    let is_uneven = |c: usize| {
        let lengths: Vec<usize> = group_lengths(rows, &steps, least, gutters, c);
        lengths.windows(2).any(|w| w[0] != w[1])
    };
    let differ = (1..columns).any(|c| {
        let a = group_lengths(rows, &steps, least, gutters, 0);
        let b = group_lengths(rows, &steps, least, gutters, c);
        a.len() == b.len() && a.iter().zip(&b).filter(|(a, b)| a != b).count() * 2 > a.len()
    });
    groups.len() >= 3 && full == groups.len() && (0..columns).any(is_uneven) && differ
}

/// How many lines of column `c` each group of rows has.
fn group_lengths(
    rows: &[Row],
    steps: &[f64],
    least: f64,
    gutters: &[(f64, f64)],
    c: usize,
) -> Vec<usize> {
    let mut lengths: Vec<usize> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        if n == 0 || steps[n - 1] > 1.3 * least {
            lengths.push(0);
        }
        let has = sides(row, gutters).contains(&c);
        if let Some(last) = lengths.last_mut() {
            *last += usize::from(has);
        }
    }
    lengths
}

/// How many rows before a run belong to it: lines of one column alone, apart from what is above them.
fn leading(before: &[Row], run: &Run, kind: Kind) -> usize {
    if kind == Kind::Table {
        return 0;
    }
    let edge = |row: &Row| {
        sides(row, &run.gutters).len() == 1
            && shared(&run.gutters, row, 1.0).len() == run.gutters.len()
    };
    let count = before.iter().rev().take_while(|row| edge(row)).count();
    let Some(first) = before.len().checked_sub(count + 1).map(|n| &before[n][0]) else {
        return count;
    };
    // What is not apart from the wide lines above is their end.
    let Some(next) = before.get(before.len() - count) else {
        return 0;
    };
    let is_apart = next[0].y.0 - first.y.1 > 0.6 * first.height();
    if is_apart && next[0].height() <= 1.1 * first.height() {
        count
    } else {
        0
    }
}

/// The columns of rows.
fn split(rows: Vec<Row>, gutters: &[(f64, f64)]) -> Vec<Vec<Piece>> {
    let mut columns: Vec<Vec<Piece>> = vec![Vec::new(); gutters.len() + 1];
    for piece in rows.into_iter().flatten() {
        let c = column(&piece, gutters);
        columns[c].push(piece);
    }
    columns
}
