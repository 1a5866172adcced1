//! What the checks of a mapping document's tables share.

use crate::audit::Audit;
use crate::mapping::published::{Entry, Published, PublishedRow};
use crate::model::{Cell, Place, Span, WorkId};
use crate::reuse::{Editions, words};
use std::collections::BTreeSet;

/// The subject of a row without case and punctuation.
pub(super) fn subject(row: &PublishedRow) -> String {
    words(&row.subject, Editions::Keep).join(" ")
}

/// The works of a row.
pub(super) fn works(row: &PublishedRow) -> BTreeSet<&WorkId> {
    row.entries.iter().map(|e| &e.id).collect()
}

/// The rows of the summary table that have the subject of `row`.
pub(super) fn same_subject<'p>(
    published: &'p Published,
    row: &PublishedRow,
) -> Vec<&'p PublishedRow> {
    let wanted = subject(row);
    published
        .rows
        .iter()
        .filter(|r| subject(r) == wanted)
        .collect()
}

/// The place of what names a work in a table or list.
pub(super) fn entry_place(audit: &Audit<'_>, source: usize, entry: &Entry) -> Place {
    let citation = audit.index.citations.iter().find(|c| {
        c.source == source
            && c.span.start == entry.at
            && c.targets.iter().any(|t| t.id.as_ref() == Some(&entry.id))
    });
    match citation {
        Some(citation) => audit.place_of(citation),
        None => audit.place(source, Span::new(entry.at, entry.at), entry.line),
    }
}

/// The place of a row: its first line.
pub(super) fn row_place(audit: &Audit<'_>, source: usize, row: &PublishedRow) -> Place {
    let first = audit.documents.get(&source).and_then(|document| {
        document.blocks.iter().find(|b| {
            b.cell
                .is_some_and(|c| c.table == row.table && c.row == row.row)
                && !b.span.is_empty()
        })
    });
    match first {
        Some(block) => audit.place(source, block.span, row.line),
        None => audit.place(source, Span::default(), row.line),
    }
}

/// The place of a cell; of an empty one where it begins.
pub(super) fn cell_place(
    audit: &Audit<'_>,
    source: usize,
    row: &PublishedRow,
    column: u32,
) -> Place {
    let wanted = |cell: Cell| (cell.table, cell.row, cell.column) == (row.table, row.row, column);
    let block = audit
        .documents
        .get(&source)
        .and_then(|document| document.blocks.iter().find(|b| b.cell.is_some_and(wanted)));
    match block {
        Some(block) => audit.place(source, block.span, row.line),
        None => row_place(audit, source, row),
    }
}

/// Works as a list for people.
pub(super) fn list<'w>(works: impl IntoIterator<Item = &'w WorkId>) -> String {
    let works: Vec<&str> = works.into_iter().map(WorkId::as_str).collect();
    works.join(", ")
}

/// A row as people call it.
pub(super) fn name(row: &PublishedRow) -> String {
    match row.number {
        Some(number) => format!("row {number} \"{}\"", row.subject),
        None => format!("the row \"{}\"", row.subject),
    }
}
