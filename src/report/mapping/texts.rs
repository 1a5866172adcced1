use super::View;
use super::columns::{cells, long_name, short_name};
use crate::model::{MappingCell, PartKind, Provision, ResolutionText, WorkId};
use crate::report::{Cell, Paragraph, Run, Table};
use std::collections::BTreeMap;

/// The operative texts side by side: one row a row of Table 1; nothing where no text is at hand.
///
/// A text that belongs to several rows stands in full where its evidence is strongest, and the other rows
/// lead there.
pub(super) fn table(view: &View) -> Option<Table> {
    let homes = homes(view);
    if homes.is_empty() {
        return None;
    }
    let mut table = Table::new(view.heads())
        .caption("Table 2 – Detailed mapping of the operative texts")
        .sheet("Table 2")
        .anchor("table-2");
    for (i, row) in view.mapping.rows.iter().enumerate() {
        let mut line: Vec<Cell> = view
            .columns
            .iter()
            .map(|column| {
                let texts = cells(row, column).iter();
                Cell::of(texts.flat_map(|cell| text(view, &homes, i, cell)))
            })
            .collect();
        if let Some(first) = line.first_mut() {
            first.anchor = Some(view.text_anchor(i));
            let subject = Run::text(&row.subject).to(view.row_anchor(i));
            first.paragraphs.insert(
                0,
                Run {
                    italic: true,
                    ..subject
                }
                .into(),
            );
        }
        table.rows.push(line);
    }
    Some(table)
}

/// The row in which each text at hand stands in full.
fn homes<'a>(view: &'a View) -> BTreeMap<&'a WorkId, (usize, &'a ResolutionText)> {
    let mut best: BTreeMap<&WorkId, (f64, usize)> = BTreeMap::new();
    for (i, row) in view.mapping.rows.iter().enumerate() {
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
        let text = view.context.index?.text_of(id)?;
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

fn text(
    view: &View,
    homes: &BTreeMap<&WorkId, (usize, &ResolutionText)>,
    row: usize,
    cell: &MappingCell,
) -> Vec<Paragraph> {
    let name = match cell.id.body() {
        _ if view.has_version(cell) => short_name(&cell.id, cell.edition.as_deref()),
        _ => long_name(&cell.id, cell.edition.as_deref()),
    };
    let mut out = vec![Paragraph::from(
        Run::bold(name).to(view.evidence_anchor(row, &cell.id)),
    )];
    out.extend(cell.title.as_deref().map(|title| Run::bold(title).into()));
    match homes.get(&cell.id) {
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
