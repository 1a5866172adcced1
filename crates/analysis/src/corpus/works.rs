//! The works of an index, from texts, citations and what is known.

use crate::knowledge::Knowledge;
use crate::model::{Edition, Index, PartKind, Problem, ResolutionText, Role, Status, Work, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// Fills `index.works`: what is known, what has a text, what is cited.
pub(super) fn complete(index: &mut Index, knowledge: &Knowledge) {
    let mut works = std::mem::take(&mut index.works);
    for (id, work) in &knowledge.known.works {
        let known = works.entry(id.clone()).or_insert_with(|| work.clone());
        for edition in &work.editions {
            add_edition(&mut known.editions, edition);
        }
    }
    let mut titles: BTreeMap<WorkId, Vec<((u16, bool), &str)>> = BTreeMap::new();
    for text in &index.texts {
        let Some(id) = &text.work else { continue };
        let work = works.entry(id.clone()).or_insert_with(|| Work::new(id));
        for edition in text
            .editions
            .iter()
            .map(|e| &e.edition)
            .chain(&text.history)
        {
            add_edition(&mut work.editions, edition);
        }
        if let Some(title) = &text.title {
            let year = text.edition().and_then(|e| e.year).unwrap_or(0);
            // Where the heading holds two editions, the title is likely to hold both wordings.
            let one_edition = text.editions.len() < 2;
            titles
                .entry(id.clone())
                .or_default()
                .push(((year, one_edition), title));
        }
    }
    for (id, titles) in titles {
        if let Some(work) = works.get_mut(&id) {
            work.title = best_title(&titles).or(work.title.take());
        }
    }
    for citation in index.citations.iter().filter(|c| c.role == Role::Citation) {
        for target in citation
            .targets
            .iter()
            .filter(|t| t.status == Status::Resolved)
        {
            let Some(id) = target.id.as_ref().filter(|_| !target.kind.is_document()) else {
                continue;
            };
            let work = works.entry(id.clone()).or_insert_with(|| Work::new(id));
            let sound = target.slips.is_empty();
            if sound && (target.edition.is_dated() || target.edition.version.is_some()) {
                add_edition(&mut work.editions, &target.edition);
            }
        }
    }
    for alias in &knowledge.aliases {
        if let Some(work) = works.get_mut(&alias.id) {
            let written = format!("[{}]", alias.temporary);
            if !work.aliases.contains(&written) {
                work.aliases.push(written);
            }
        }
    }
    index.works = works;
}

/// What makes two editions the same.
fn key(edition: &Edition) -> (Option<u16>, [Option<&str>; 3]) {
    let rest = [&edition.place, &edition.version, &edition.mark];
    (edition.year, rest.map(|part| part.as_deref()))
}

/// Adds an edition unless one that is the same is there; keeps the oldest first.
fn add_edition(editions: &mut Vec<Edition>, edition: &Edition) {
    if edition.is_empty() || editions.iter().any(|e| key(e) == key(edition)) {
        return;
    }
    editions.push(edition.clone());
    let version = |e: &Edition| e.version.as_ref().and_then(|v| v.parse::<u32>().ok());
    editions.sort_by(|a, b| {
        let by_number = (a.year, version(a)).cmp(&(b.year, version(b)));
        by_number.then_with(|| key(a).cmp(&key(b)))
    });
}

/// The title most texts of the latest edition agree on; where it was cut in mid-word, the whole one.
fn best_title(titles: &[((u16, bool), &str)]) -> Option<String> {
    let latest = titles.iter().map(|(rank, _)| *rank).max()?;
    let mut counts: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for (_, title) in titles.iter().filter(|(rank, _)| *rank == latest) {
        let entry = counts.entry(title.to_lowercase()).or_insert((0, title));
        entry.0 += 1;
    }
    let (folded, (_, title)) = counts
        .iter()
        .max_by_key(|(folded, (count, _))| (*count, folded.len(), (*folded).clone()))?;
    let longer = counts
        .iter()
        .filter(|(other, _)| {
            let behind = other.strip_prefix(folded.as_str());
            behind.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        })
        .map(|(_, (_, title))| *title)
        .max_by_key(|t| t.len());
    Some(longer.unwrap_or(title).to_owned())
}

/// Finds the fullest text of each edition of each work and marks the others as excerpts; whole texts that
/// stand in more than one source are a problem that is reported, once for each source that is used.
pub(super) fn mark_excerpts(index: &mut Index) {
    let mut groups: BTreeMap<(WorkId, Option<u16>, Option<String>), Vec<usize>> = BTreeMap::new();
    let mut held: BTreeMap<usize, usize> = BTreeMap::new();
    for (n, text) in index.texts.iter().enumerate() {
        let Some(id) = &text.work else { continue };
        *held.entry(text.source).or_default() += 1;
        let edition = text.edition();
        let key = (
            id.clone(),
            edition.and_then(|e| e.year),
            edition.and_then(|e| e.version.clone()),
        );
        groups.entry(key).or_default().push(n);
    }
    let mut twice: BTreeMap<usize, Vec<(String, usize, usize)>> = BTreeMap::new();
    for ((id, ..), members) in groups {
        let longest = members
            .iter()
            .map(|n| fullness(&index.texts[*n]))
            .max()
            .unwrap_or_default();
        // Of texts that are as good as equal, the one in the source that holds most texts.
        let fullest = members
            .iter()
            .copied()
            .filter(|n| {
                let (whole, size) = fullness(&index.texts[*n]);
                whole == longest.0 && size * 10 >= longest.1 * 9
            })
            .max_by_key(|n| (held.get(&index.texts[*n].source), std::cmp::Reverse(*n)));
        let Some(fullest) = fullest else { continue };
        let kept = index.texts[fullest].source;
        for n in members {
            let text = &mut index.texts[n];
            text.excerpt = n != fullest;
            if text.excerpt && is_whole(text) {
                twice
                    .entry(kept)
                    .or_default()
                    .push((id.to_string(), text.source, text.line));
            }
        }
    }
    for (kept, others) in twice {
        let message = match &others[..] {
            [(id, source, line)] => {
                let file = &index.sources[*source].file;
                format!("{id} stands whole in {file}:{line} too; this one is used")
            }
            _ => {
                let files: BTreeSet<usize> = others.iter().map(|(_, source, _)| *source).collect();
                let first = files
                    .first()
                    .map_or("", |f| index.sources[*f].file.as_str());
                let more = match files.len() - 1 {
                    0 => String::new(),
                    n => format!(" and {n} more files"),
                };
                format!(
                    "{} of its texts stand whole in {first}{more} too; these here are used",
                    others.len()
                )
            }
        };
        index.problems.push(Problem {
            unread: false,
            file: index.sources[kept].file.clone(),
            line: None,
            message,
        });
    }
    index.problems.sort();
}

/// Whether a text has its reasons too, and how much it says.
fn fullness(text: &ResolutionText) -> (bool, usize) {
    (
        is_whole(text),
        text.provisions.iter().map(|p| p.span.len()).sum(),
    )
}

/// A text with preamble and operative part is no excerpt of another.
fn is_whole(text: &ResolutionText) -> bool {
    let has = |part| text.provisions.iter().any(|p| p.part == part);
    has(PartKind::Preamble) && has(PartKind::Operative)
}
