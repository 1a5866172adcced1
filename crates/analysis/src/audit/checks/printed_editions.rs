//! The editions that headings and tables print.

use super::tables::entry_place;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::mapping::published::{Entry, Published};
use crate::model::{Edition, ResolutionText, WorkId};
use std::collections::BTreeMap;

/// Finds headings in the tables of a document that print an older edition than another heading of the same work
/// there, and headings and cells that print none where those around them do.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = outdated(audit);
    for (source, published) in &audit.mappings {
        found.extend(without_edition(audit, *source, published));
    }
    found
}

/// How new an edition is among those of its work; none where that cannot be told.
fn rank(audit: &Audit<'_>, edition: &Edition) -> Option<u32> {
    let version = edition.version.as_ref().and_then(|v| v.parse().ok());
    version.or(audit.year(edition).map(u32::from))
}

fn outdated(audit: &Audit<'_>) -> Vec<Draft> {
    let mut by_work: BTreeMap<(usize, &WorkId), Vec<(u32, &ResolutionText)>> = BTreeMap::new();
    let headings = audit.index.texts.iter().filter(|t| t.cell.is_some());
    for text in headings.filter(|t| audit.corpus.columns.contains_key(&t.source)) {
        let rank = text.edition().and_then(|e| rank(audit, e));
        if let (Some(work), Some(rank)) = (&text.work, rank) {
            by_work
                .entry((text.source, work))
                .or_default()
                .push((rank, text));
        }
    }
    let mut found = Vec::new();
    for ((_, work), texts) in by_work {
        let Some((newest, latest)) = texts.iter().max_by_key(|(rank, _)| *rank) else {
            continue;
        };
        for (_, text) in texts.iter().filter(|(rank, _)| rank < newest) {
            let (Some(old), Some(new)) = (text.edition(), latest.edition()) else {
                continue;
            };
            let message = format!(
                "{work} is printed as of {old} here, and as of {new} elsewhere in the document."
            );
            let place = audit.place_of_text(text);
            found.push(
                Draft::new(
                    Code::OutdatedHeading,
                    place,
                    old.to_string().as_str(),
                    message,
                )
                .ids([work.clone()])
                .related(audit.place_of_text(latest), format!("as of {new}")),
            );
        }
    }
    found
}

/// Names without edition in a column most of whose other names have one. A first version is written without any;
/// so a version is missed only where the document prints one elsewhere.
fn without_edition(audit: &Audit<'_>, source: usize, published: &Published) -> Vec<Draft> {
    let tables = [&published.rows, &published.texts, &published.candidates];
    let all = || {
        tables
            .iter()
            .flat_map(|rows| rows.iter())
            .flat_map(|r| &r.entries)
    };
    let mut found = Vec::new();
    for rows in tables {
        let entries = || rows.iter().flat_map(|r| &r.entries);
        let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
        for entry in entries() {
            let count = counts.entry(entry.id.head()).or_default();
            count.0 += 1;
            count.1 += usize::from(entry.edition.is_dated());
            count.2 += usize::from(entry.edition.version.is_some());
        }
        let lacks = |e: &&Entry| {
            let (of_body, dated, versions) = counts.get(e.id.head()).copied().unwrap_or_default();
            let elsewhere = || all().any(|o| o.id == e.id && o.edition.version.is_some());
            e.edition.is_empty() && (dated * 2 > of_body || (versions * 2 > of_body && elsewhere()))
        };
        for entry in entries().filter(lacks) {
            let printed = all().find(|o| o.id == entry.id && !o.edition.is_empty());
            let elsewhere = printed.map_or(String::new(), |o| {
                format!("; elsewhere the document has {}", shown(&o.edition))
            });
            let message = format!(
                "{} is named without its edition, unlike those around it{elsewhere}.",
                entry.id
            );
            let place = entry_place(audit, source, entry);
            let draft = Draft::new(Code::MissingEdition, place, entry.id.as_str(), message)
                .ids([entry.id.clone()])
                .one_with(entry.id.to_string(), "without it here too".to_owned());
            found.push(match printed {
                Some(other) => {
                    draft.related(entry_place(audit, source, other), shown(&other.edition))
                }
                None => draft,
            });
        }
    }
    found
}

fn shown(edition: &Edition) -> String {
    match (&edition.version, edition.is_dated()) {
        (Some(version), false) => format!("version {version}"),
        _ => edition.to_string(),
    }
}
