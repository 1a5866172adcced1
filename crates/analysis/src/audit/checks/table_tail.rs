use super::tables::{entry_place, list, name, row_place, works};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::mapping::published::{Entry, Published, PublishedRow};
use crate::model::WorkId;
use std::collections::BTreeSet;

/// Looks at the tail of a table of texts, where the texts stand that have none of the parent body beside them:
/// works that the summary maps all the same, works that the list without equivalent lacks, works of the list
/// without a text, and works of the parent body that have two rows.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, published) in &audit.mappings {
        if published.rows.is_empty() {
            continue;
        }
        let tail: Vec<&PublishedRow> = published
            .texts
            .iter()
            .filter(|row| is_tail(audit, published, row))
            .collect();
        for row in &tail {
            mapped(audit, *source, published, row, &mut found);
            unlisted(audit, *source, published, row, &mut found);
        }
        without_text(audit, *source, published, &mut found);
        twice(audit, *source, published, &mut found);
    }
    found
}

fn is_parent(audit: &Audit<'_>, id: &WorkId) -> bool {
    audit.knowledge.body(id.head()).is_some_and(|b| b.parent)
}

/// True for a row without a text of the parent body that answers to no row of the summary.
fn is_tail(audit: &Audit<'_>, published: &Published, row: &PublishedRow) -> bool {
    let Some(key) = row.key(audit.knowledge) else {
        return false;
    };
    let answers = |r: &PublishedRow| {
        // A row of one work in the table of texts does not answer to one of several.
        r.key(audit.knowledge) == Some(key) && (row.entries.len() > 1 || r.entries.len() == 1)
    };
    !is_parent(audit, key) && !published.rows.iter().any(answers)
}

/// Works of the tail that the summary has in a row with others.
fn mapped(
    audit: &Audit<'_>,
    source: usize,
    published: &Published,
    row: &PublishedRow,
    found: &mut Vec<Draft>,
) {
    let rows_with = |id: &WorkId| {
        let rows = published.rows.iter();
        rows.filter(|r| r.entries.len() > 1)
            .filter_map(|r| Some((r, r.entries.iter().find(|e| e.id == *id)?)))
            .collect::<Vec<(&PublishedRow, &Entry)>>()
    };
    let mapped: Vec<&Entry> = row
        .entries
        .iter()
        .filter(|e| !rows_with(&e.id).is_empty())
        .collect();
    let Some(first) = mapped.first() else { return };
    let rows: BTreeSet<String> = mapped
        .iter()
        .flat_map(|e| rows_with(&e.id))
        .map(|(r, _)| name(r))
        .collect();
    let rows: Vec<String> = rows.into_iter().collect();
    let (stands, it) = match mapped.len() {
        1 => ("stands", "it"),
        _ => ("stand", "them"),
    };
    let message = format!(
        "{} {stands} in the tail of the table of texts, among those without a text of the parent body; the summary has {it} in {}.",
        list(mapped.iter().map(|e| &e.id)),
        rows.join(" and ")
    );
    let place = entry_place(audit, source, first);
    let mut draft = Draft::new(Code::TableMismatch, place, first.id.as_str(), message)
        .ids(mapped.iter().map(|e| e.id.clone()));
    for entry in &mapped[1..] {
        let place = entry_place(audit, source, entry);
        draft = draft.related(place, format!("the text of {}", entry.id));
    }
    for entry in &mapped {
        for (row, there) in rows_with(&entry.id) {
            let place = entry_place(audit, source, there);
            draft = draft.related(place, format!("{} in {}", entry.id, name(row)));
        }
    }
    found.push(draft);
}

/// Works of the tail of a body whose works without equivalent are listed, and that are on no list and in no row.
fn unlisted(
    audit: &Audit<'_>,
    source: usize,
    published: &Published,
    row: &PublishedRow,
    found: &mut Vec<Draft>,
) {
    let listed = |id: &WorkId| published.no_equivalent.iter().any(|e| e.id == *id);
    let has_list = |body: &str| published.no_equivalent.iter().any(|e| e.id.head() == body);
    let in_summary = |id: &WorkId| published.rows.iter().any(|r| works(r).contains(id));
    let is_missing = |e: &&Entry| has_list(e.id.head()) && !listed(&e.id) && !in_summary(&e.id);
    for entry in row.entries.iter().filter(is_missing) {
        let message = format!(
            "{} stands without a text of the parent body, and is neither in the summary nor on the list of works without equivalent.",
            entry.id
        );
        let place = entry_place(audit, source, entry);
        let key = format!("unlisted {}", entry.id);
        found.push(Draft::new(Code::TableMismatch, place, &key, message).ids([entry.id.clone()]));
    }
}

/// Listed works of which the table of texts, which has the others, has none.
fn without_text(audit: &Audit<'_>, source: usize, published: &Published, found: &mut Vec<Draft>) {
    let has_text = |e: &&Entry| published.texts.iter().any(|r| works(r).contains(&e.id));
    let (with, without): (Vec<&Entry>, Vec<&Entry>) =
        published.no_equivalent.iter().partition(|e| has_text(e));
    if with.len() <= without.len() {
        return;
    }
    for entry in without {
        let message = format!(
            "{} is listed as having no equivalent, and has no text in the table of texts, as the others of the list have.",
            entry.id
        );
        let place = entry_place(audit, source, entry);
        let key = format!("no text {}", entry.id);
        found.push(Draft::new(Code::TableMismatch, place, &key, message).ids([entry.id.clone()]));
    }
}

/// Works of the parent body that lead two rows of the table of texts.
fn twice(audit: &Audit<'_>, source: usize, published: &Published, found: &mut Vec<Draft>) {
    for (i, row) in published.texts.iter().enumerate() {
        let Some(key) = row.key(audit.knowledge).filter(|id| is_parent(audit, id)) else {
            continue;
        };
        let earlier = published.texts[..i]
            .iter()
            .find(|r| r.key(audit.knowledge) == Some(key));
        let Some(earlier) = earlier else { continue };
        let message = format!("The table of texts has a second row for {key}.");
        let place = row_place(audit, source, row);
        found.push(
            Draft::new(Code::RepeatedRow, place, &format!("row {key}"), message)
                .ids([key.clone()])
                .related(
                    row_place(audit, source, earlier),
                    format!("the first row of {key}"),
                )
                .advice("Make one row of the two.".to_owned()),
        );
    }
}
