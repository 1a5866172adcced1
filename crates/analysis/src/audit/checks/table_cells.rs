use super::tables::{cell_place, entry_place, list, name, row_place, same_subject, works};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::mapping::published::{Entry, Published, PublishedRow};
use crate::model::{Place, WorkId};
use std::collections::BTreeSet;

/// Holds the tables of a mapping document against each other: the candidates and the texts side by side
/// against the summary, and the summary against the texts. A work that stands in a candidate's row, but by the
/// summary belongs to the row before or behind it, has slipped.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, published) in &audit.mappings {
        let tables = Tables {
            audit,
            source: *source,
            published,
        };
        for (i, row) in published.candidates.iter().enumerate() {
            tables.candidate(i, row, &mut found);
            tables.empty_cells(i, row, &mut found);
        }
        for row in &published.rows {
            tables.missing_below(row, &mut found);
        }
        for row in &published.texts {
            tables.missing_above(row, &mut found);
        }
    }
    found
}

struct Tables<'t, 'a> {
    audit: &'t Audit<'a>,
    source: usize,
    published: &'t Published,
}

impl<'t> Tables<'t, '_> {
    fn key(&self, row: &'t PublishedRow) -> Option<&'t WorkId> {
        row.key(self.audit.knowledge)
    }

    /// One row of the candidates: what it has, and the summary's row of that subject has not.
    fn candidate(&self, i: usize, row: &PublishedRow, found: &mut Vec<Draft>) {
        let (audit, source) = (self.audit, self.source);
        let rows = &self.published.candidates;
        let summary = same_subject(self.published, row);
        let Some(first) = summary.first() else {
            let message = format!("The summary has no row for {}.", name(row));
            let place = row_place(audit, source, row);
            let ids = row.entries.iter().map(|e| e.id.clone());
            found.push(Draft::new(Code::TableMismatch, place, &row.subject, message).ids(ids));
            return;
        };
        // What is wrong with a row that has another one's works is told as such.
        let is_copy = |other: &PublishedRow| works(other) == works(row);
        if rows[..i].iter().any(is_copy) {
            return;
        }
        let expected: BTreeSet<&WorkId> = summary.iter().flat_map(|r| works(r)).collect();
        for entry in row.entries.iter().filter(|e| !expected.contains(&e.id)) {
            let has = |other: &&PublishedRow| {
                let rows = same_subject(self.published, other);
                rows.iter().any(|r| works(r).contains(&entry.id))
            };
            let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten();
            let neighbour = beside.filter_map(|j| rows.get(j)).find(has);
            found.push(match neighbour {
                Some(other) => self.slipped(entry, row, other),
                None => self.unexpected(entry, row, first),
            });
        }
    }

    /// An entry of a row of the candidates that belongs to the row before or behind it.
    fn slipped(&self, entry: &Entry, row: &PublishedRow, other: &PublishedRow) -> Draft {
        let (id, right) = (&entry.id, name(other));
        let message = format!(
            "{id} stands in {}, but by the summary it belongs to {right}.",
            name(row)
        );
        self.of_entry(Code::SlippedCell, entry, row, message)
            .related(self.cell_of(other, entry), right.clone())
            .advice(format!("Move {id} to {right}."))
    }

    /// An entry of a row of the candidates that the row of the summary has not.
    fn unexpected(&self, entry: &Entry, row: &PublishedRow, summary: &PublishedRow) -> Draft {
        let message = format!(
            "{} stands in {}, but not in the row of the summary that has this subject.",
            entry.id,
            name(row)
        );
        let place = row_place(self.audit, self.source, summary);
        self.of_entry(Code::TableMismatch, entry, row, message)
            .related(place, format!("{} of the summary", name(summary)))
    }

    fn of_entry(&self, code: Code, entry: &Entry, row: &PublishedRow, message: String) -> Draft {
        let place = entry_place(self.audit, self.source, entry);
        let key = format!("{} {}", row.subject, entry.id);
        let ids = [&entry.id].into_iter().chain(row.key(self.audit.knowledge));
        Draft::new(code, place, &key, message).ids(ids.cloned())
    }

    /// The place of the cell of a row in which the work of an entry would stand.
    fn cell_of(&self, row: &PublishedRow, entry: &Entry) -> Place {
        let mut columns = row.columns.iter();
        let cell = columns.find(|(_, body)| entry.column.as_ref() == Some(body));
        match cell {
            Some((column, _)) => cell_place(self.audit, self.source, row, *column),
            None => row_place(self.audit, self.source, row),
        }
    }

    /// True for a work that stands in the candidate before or behind the `i`th, and does not belong there.
    fn has_slipped(&self, i: usize, id: &WorkId) -> bool {
        let rows = &self.published.candidates;
        let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten();
        beside.filter_map(|j| rows.get(j)).any(|other| {
            let of_subject = same_subject(self.published, other);
            works(other).contains(id) && !of_subject.iter().any(|r| works(r).contains(id))
        })
    }

    /// Cells of a candidate that are empty, though the summary has works there. What has slipped from a cell is told
    /// where it stands.
    fn empty_cells(&self, i: usize, row: &PublishedRow, found: &mut Vec<Draft>) {
        let summary = same_subject(self.published, row);
        for (column, body) in &row.columns {
            let of_body = |e: &&Entry| e.column.as_ref() == Some(body);
            if row.entries.iter().any(|e| of_body(&e)) {
                continue;
            }
            let above: Vec<&Entry> = summary
                .iter()
                .flat_map(|r| r.entries.iter().filter(of_body))
                .filter(|e| !self.has_slipped(i, &e.id))
                .collect();
            if above.is_empty() {
                continue;
            }
            let ids: BTreeSet<&WorkId> = above.iter().map(|e| &e.id).collect();
            let message = format!(
                "The cell of {body} is empty in {}; the summary has {} there.",
                name(row),
                list(ids.iter().copied())
            );
            let place = cell_place(self.audit, self.source, row, *column);
            let key = format!("{} {body}", row.subject);
            let mut draft =
                Draft::new(Code::TableMismatch, place, &key, message).ids(ids.into_iter().cloned());
            for entry in above {
                let there = entry_place(self.audit, self.source, entry);
                draft = draft.related(there, format!("{} in the summary", entry.id));
            }
            found.push(draft);
        }
    }

    /// Works of a row of the summary of which the row of the same key has no text.
    fn missing_below(&self, row: &PublishedRow, found: &mut Vec<Draft>) {
        let Some(key) = self.key(row).filter(|_| !self.published.texts.is_empty()) else {
            return;
        };
        let below = self.rows_of(row, key);
        let has: BTreeSet<&WorkId> = below.iter().flat_map(|r| works(r)).collect();
        let Some(first) = below.first() else {
            let message = format!("The table of texts has no row for {}.", name(row));
            let place = row_place(self.audit, self.source, row);
            let ids = row.entries.iter().map(|e| e.id.clone());
            found.push(Draft::new(Code::TableMismatch, place, &row.subject, message).ids(ids));
            return;
        };
        let missing: Vec<&Entry> = row
            .entries
            .iter()
            .filter(|e| !has.contains(&e.id))
            .collect();
        let Some(leader) = missing.first() else {
            return;
        };
        let ids: BTreeSet<&WorkId> = missing.iter().map(|e| &e.id).collect();
        let message = format!(
            "The summary has {} in {}; in the table of texts the row of {key} has no text of {}.",
            list(ids.iter().copied()),
            name(row),
            if ids.len() == 1 { "it" } else { "them" }
        );
        let place = entry_place(self.audit, self.source, leader);
        let words = format!("{} {}", row.subject, list(ids.iter().copied()));
        let ids = ids.into_iter().chain([key]).cloned();
        let mut draft = Draft::new(Code::TableMismatch, place, &words, message).ids(ids);
        for entry in &missing[1..] {
            let there = entry_place(self.audit, self.source, entry);
            draft = draft.related(there, format!("{} in the summary", entry.id));
        }
        let cells: BTreeSet<Option<&String>> = missing.iter().map(|e| e.column.as_ref()).collect();
        for other in below.iter().take(3) {
            for column in &cells {
                let entry = missing.iter().find(|e| e.column.as_ref() == *column);
                let there = entry.map_or_else(
                    || row_place(self.audit, self.source, other),
                    |entry| self.cell_of(other, entry),
                );
                draft = draft.related(there, format!("the row of {key}"));
            }
        }
        let texts = || self.published.texts.iter().filter(|r| r.row != first.row);
        for entry in &missing {
            let mut elsewhere = texts().flat_map(|r| &r.entries);
            if let Some(there) = elsewhere.find(|e| e.id == entry.id) {
                let place = entry_place(self.audit, self.source, there);
                draft = draft.related(place, format!("a text of {} elsewhere", entry.id));
            }
        }
        found.push(draft);
    }

    /// The rows of the table of texts that answer to a row of the summary: those of the same key, and those
    /// that hold the key behind a work which leads no row of the summary.
    fn rows_of(&self, row: &PublishedRow, key: &WorkId) -> Vec<&'t PublishedRow> {
        let leads = |id: &WorkId| self.published.rows.iter().any(|r| self.key(r) == Some(id));
        let of_row = works(row);
        let rows = self.published.texts.iter();
        rows.filter(|r| match self.key(r) {
            Some(own) if own == key => true,
            Some(own) => of_row.contains(own) && !leads(own) && works(r).contains(key),
            None => false,
        })
        .collect()
    }

    /// Texts that stand beside that of a row's leading work, though no row of the summary has both.
    fn missing_above(&self, row: &PublishedRow, found: &mut Vec<Draft>) {
        let (audit, source, published) = (self.audit, self.source, self.published);
        let Some(key) = self.key(row).filter(|_| !published.rows.is_empty()) else {
            return;
        };
        let with_key: Vec<&PublishedRow> = published
            .rows
            .iter()
            .filter(|r| works(r).contains(key))
            .collect();
        let mapped: BTreeSet<&WorkId> = with_key.iter().flat_map(|r| works(r)).collect();
        let is_stray = |e: &&Entry| e.id != *key && !mapped.contains(&e.id);
        for entry in row.entries.iter().filter(is_stray) {
            let listed = published.no_equivalent.iter().find(|e| e.id == entry.id);
            let message = format!(
                "The text of {} stands beside that of {key}, but no row of the summary has both{}.",
                entry.id,
                match listed {
                    Some(_) => ": it is listed as having no equivalent",
                    None => "",
                }
            );
            let place = entry_place(audit, source, entry);
            let words = format!("{key} {}", entry.id);
            let mut draft = Draft::new(Code::TableMismatch, place, &words, message)
                .ids([entry.id.clone(), key.clone()]);
            if let Some(listed) = listed {
                let there = entry_place(audit, source, listed);
                draft = draft.related(there, "the list of works without equivalent".to_owned());
            }
            for other in with_key.iter().take(3) {
                let of_summary = format!("{} of the summary", name(other));
                draft = draft.related(self.cell_of(other, entry), of_summary);
            }
            found.push(draft);
        }
    }
}
