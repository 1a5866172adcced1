//! The works of an index, from texts, citations and what is known.

use crate::knowledge::Knowledge;
use crate::model::{Citation, Document, Index, Role, Status, Work, WorkId};
use crate::outline::Outline;
use std::collections::BTreeMap;

/// Fills `index.works`: what is known, what has a text, what is cited.
pub(super) fn complete(index: &mut Index, knowledge: &Knowledge) {
    let mut works = std::mem::take(&mut index.works);
    for (id, work) in &knowledge.known.works {
        let known = works.entry(id.clone()).or_insert_with(|| work.clone());
        for edition in &work.editions {
            known.add_edition(edition);
        }
        known.suppressed = known.suppressed.take().or(work.suppressed.clone());
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
            work.add_edition(edition);
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
                work.add_cited(&target.edition);
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
    knowledge.forget_later_in(index);
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

/// A title without case, marks and spaces: what two writings of it share.
pub(super) fn title_key(title: &str) -> String {
    let letters = title.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The works that stand in lists of abrogated texts, each with the conference at which it fell: that of the text before
/// the list, where it is of the same body.
pub(super) fn abrogated(
    document: &Document,
    outline: &Outline,
    citations: &[Citation],
    knowledge: &Knowledge,
) -> Vec<(WorkId, String)> {
    let mut found = Vec::new();
    for list in &outline.abrogated {
        let before = outline.texts.partition_point(|t| t.span.start < list.start);
        let Some(text) = before.checked_sub(1).map(|n| &outline.texts[n]) else {
            continue;
        };
        let body = text.work.as_ref().and_then(|w| w.body());
        let year = text.edition().and_then(|e| e.year).or(outline.year);
        let met = knowledge.conferences.iter();
        let Some(conference) = met
            .into_iter()
            .find(|c| Some(&c.body) == body && Some(c.year) == year)
        else {
            continue;
        };
        let place = match document.is_text_source() {
            true => document.positions.source_span(*list),
            false => *list,
        };
        let inside = citations.iter().filter(|c| place.contains(c.span.start));
        let targets = inside
            .flat_map(|c| &c.targets)
            .filter_map(|t| t.id.as_ref());
        let fell = targets.filter(|id| id.body() == body && id.kind().is_adopted());
        found.extend(fell.map(|id| (id.clone(), conference.mark.clone())));
    }
    found
}
