use super::View;
use super::columns::{Column, cells, long_name, short_name};
use crate::model::{Index, Mapping, MappingCell, PartKind, Provision, ResolutionText, WorkId};
use crate::report::{Cell, Paragraph, Run, Table, Tone};
use std::collections::BTreeMap;

/// The operative texts side by side: under each subject area a row of texts; nothing where no text is at
/// hand.
///
/// A text that belongs to several rows stands in full where its evidence is strongest, and the other rows
/// lead there.
pub(super) fn table(view: &View) -> Option<Table> {
    let rows = side_by_side(view)?;
    let columns = columns(view);
    let mut table = Table::new(columns.iter().map(|c| Cell::from(c.head.as_str())))
        .caption("Table 2 – Detailed mapping of the operative texts")
        .anchor("table-2")
        .widths(widths(&rows));
    for (i, cells) in rows.into_iter().enumerate() {
        let subject = Run::bold(&view.mapping.rows[i].subject).to(view.row_anchor(i));
        let band = Cell::from(subject).tone(Tone::Band).span(columns.len());
        table.row([band.anchor(view.text_anchor(i))]);
        table.row(cells.into_iter().map(Cell::of));
    }
    Some(table)
}

/// The same for a workbook: a line a paragraph, because a row of a workbook is never higher than a hand, and
/// the subject area in each line, so that it can be filtered.
pub(super) fn sheet(view: &View) -> Option<Table> {
    let rows = side_by_side(view)?;
    let mut widths = widths(&rows);
    widths.insert(0, 15);
    let heads = columns(view)
        .into_iter()
        .map(|c| Cell::from(c.head.as_str()));
    let heads = std::iter::once("Subject area".into()).chain(heads);
    let mut table = Table::new(heads)
        .caption("Table 2 – Detailed mapping of the operative texts")
        .sheet("Table 2")
        .anchor("table-2")
        .widths(widths);
    for (i, cells) in rows.into_iter().enumerate() {
        let subject = view.mapping.rows[i].subject.as_str();
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
        let mut columns: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
        for line in 0..lines {
            let mut first = Cell::from(subject);
            if line == 0 {
                first = first.anchor(view.text_anchor(i));
            }
            let cells = columns.iter_mut().map(|column| Cell::of(column.next()));
            table.row(std::iter::once(first).chain(cells));
        }
    }
    Some(table)
}

/// True where there is a Table 2.
pub(super) fn at_hand(view: &View) -> bool {
    !view.homes.is_empty()
}

/// The columns of Table 1, and of those that are nearly empty the ones of whose texts the wording is at hand.
fn columns<'v>(view: &'v View) -> Vec<&'v Column> {
    let rows = &view.mapping.rows;
    let has_text = |column: &&Column| {
        let mut texts = rows.iter().flat_map(|row| cells(row, column));
        texts.any(|cell| view.homes.contains_key(&cell.id))
    };
    let sparse = view.sparse.iter().filter(has_text);
    view.columns.iter().chain(sparse).collect()
}

/// For each row of Table 1 and each column the paragraphs of its texts.
fn side_by_side(view: &View) -> Option<Vec<Vec<Vec<Paragraph>>>> {
    let rows = view.mapping.rows.iter().enumerate().map(|(i, row)| {
        let columns = columns(view).into_iter().map(|column| {
            let texts = cells(row, column).iter();
            texts.flat_map(|cell| text(view, i, cell)).collect()
        });
        columns.collect()
    });
    at_hand(view).then(|| rows.collect())
}

/// Columns with more text are wider, but not as much wider as they have more text.
fn widths(rows: &[Vec<Vec<Paragraph>>]) -> Vec<u32> {
    let columns = rows.first().map_or(0, Vec::len);
    let mut sizes = vec![0_usize; columns];
    for row in rows {
        for (size, paragraphs) in sizes.iter_mut().zip(row) {
            *size += paragraphs.iter().map(|p| p.plain().len()).sum::<usize>();
        }
    }
    let roots: Vec<f64> = sizes.iter().map(|size| (*size as f64).sqrt()).collect();
    let most = roots.iter().copied().fold(1.0, f64::max);
    roots
        .iter()
        .map(|root| (30.0 * root / most).max(12.0) as u32)
        .collect()
}

/// The texts at hand, each with the row in which it stands in full.
pub(super) type Homes<'a> = BTreeMap<&'a WorkId, (usize, &'a ResolutionText)>;

pub(super) fn homes<'a>(mapping: &'a Mapping, index: Option<&'a Index>) -> Homes<'a> {
    let mut best: BTreeMap<&WorkId, (f64, usize)> = BTreeMap::new();
    for (i, row) in mapping.rows.iter().enumerate() {
        for cell in row.cells.values().flatten() {
            let here = if cell.id == row.key {
                2.0
            } else {
                cell.strength
            };
            let known = best.entry(&cell.id).or_insert((here, i));
            if here > known.0 {
                *known = (here, i);
            }
        }
    }
    let with_text = |id: &WorkId| {
        let text = index?.text_of(id)?;
        operative(text).next().map(|_| text)
    };
    best.into_iter()
        .filter_map(|(id, (_, row))| Some((id, (row, with_text(id)?))))
        .collect()
}

fn operative(text: &ResolutionText) -> impl Iterator<Item = &Provision> {
    let provisions = text.provisions.iter();
    provisions.filter(|p| p.part == PartKind::Operative && !p.text.is_empty())
}

fn text(view: &View, row: usize, cell: &MappingCell) -> Vec<Paragraph> {
    let name = match cell.id.head() {
        _ if view.has_version(cell) => short_name(&cell.id, cell.edition.as_deref()),
        _ => long_name(&cell.id, cell.edition.as_deref()),
    };
    let mut out = vec![Paragraph::from(
        Run::bold(name).to(view.evidence_anchor(row, &cell.id)),
    )];
    out.extend(cell.title.as_deref().map(|title| Run::bold(title).into()));
    match view.homes.get(&cell.id) {
        Some((home, found)) if *home == row => out.extend(provisions(found)),
        Some((home, _)) => {
            let subject = &view.mapping.rows[*home].subject;
            out.push(Paragraph::of([
                Run::text("For the text see "),
                Run::text(subject).to(view.text_anchor(*home)),
            ]));
        }
        None => {}
    }
    out
}

/// Opening phrases once, each followed by its items.
fn provisions(text: &ResolutionText) -> Vec<Paragraph> {
    let mut out = Vec::new();
    let mut phrase = "";
    for provision in operative(text) {
        if provision.phrase != phrase {
            phrase = &provision.phrase;
            out.push(Run::italic(phrase).into());
        }
        let label = provision
            .labels
            .last()
            .map(|l| format!("{l} "))
            .unwrap_or_default();
        let depth = provision.labels.len().saturating_sub(1).min(3);
        out.push(Paragraph::from(format!("{label}{}", provision.text)).indent(depth as u8));
    }
    out
}
