//! The works of an index, from texts, citations and what is known.

use super::Fallen;
use crate::knowledge::{Conference, Knowledge};
use crate::model::{Index, Role, Status, Work, WorkId};
use crate::script::bare;
use std::collections::BTreeMap;

/// Fills `index.works`: what is known, what has a text, what is cited.
pub(super) fn complete(index: &mut Index, knowledge: &Knowledge) {
    let mut works = std::mem::take(&mut index.works);
    add_known(&mut works, knowledge);
    add_texts(&mut works, index);
    add_cited(&mut works, index);
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

type Works = BTreeMap<WorkId, Work>;

fn add_known(works: &mut Works, knowledge: &Knowledge) {
    for (id, work) in &knowledge.known.works {
        let known = works.entry(id.clone()).or_insert_with(|| work.clone());
        for edition in &work.editions {
            known.add_edition(edition);
        }
        known.suppressed = known.suppressed.take().or(work.suppressed.clone());
    }
}

/// The works that have a text, with the editions of the texts and the best of their titles.
fn add_texts(works: &mut Works, index: &Index) {
    let mut titles: BTreeMap<&WorkId, Vec<((u16, bool), &str)>> = BTreeMap::new();
    for text in &index.texts {
        let Some(id) = &text.work else { continue };
        let work = works.entry(id.clone()).or_insert_with(|| Work::new(id));
        for edition in text.adopted_editions() {
            work.add_edition(edition);
        }
        if let Some(title) = &text.title {
            let year = text.edition().and_then(|e| e.year).unwrap_or(0);
            // Where the heading holds two editions, the title is likely to hold both wordings.
            let one_edition = text.editions.len() < 2;
            let known = titles.entry(id).or_default();
            known.push(((year, one_edition), title));
        }
    }
    for (id, titles) in titles {
        if let Some(work) = works.get_mut(id) {
            let (known, best) = (work.title.take(), best_title(&titles));
            // A copy may have lost the end of it.
            let is_whole = |known: &String| best.as_ref().is_none_or(|best| is_cut(best, known));
            work.title = known.filter(is_whole).or(best);
        }
    }
}

/// The works that are cited, with the editions that they are cited of.
fn add_cited(works: &mut Works, index: &Index) {
    let citations = index.citations.iter().filter(|c| c.role == Role::Citation);
    let targets = citations.flat_map(|c| &c.targets);
    for target in targets.filter(|t| t.status == Status::Resolved && !t.kind.is_document()) {
        let Some(id) = &target.id else { continue };
        let work = works.entry(id.clone()).or_insert_with(|| Work::new(id));
        let sound = target.slips.is_empty();
        if sound && (target.edition.is_dated() || target.edition.version.is_some()) {
            work.add_cited(&target.edition);
        }
    }
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
        .filter(|(other, _)| is_cut(folded, other))
        .map(|(_, (_, title))| *title)
        .max_by_key(|t| t.len());
    Some(longer.unwrap_or(title).to_owned())
}

/// True where `title` is the beginning of `whole`, cut in mid-word.
fn is_cut(title: &str, whole: &str) -> bool {
    let behind = whole.strip_prefix(title);
    behind.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// A title without case, marks and spaces: what two writings of it share.
pub(crate) fn title_key(title: &str) -> String {
    bare(title)
}

/// Takes it that a work fell, unless an edition of a later conference is known; true where that is so.
pub(super) fn fell(index: &mut Index, fallen: &Fallen, knowledge: &Knowledge) -> bool {
    let Some(work) = index.works.get_mut(&fallen.id) else {
        return false;
    };
    let day = knowledge
        .conference_by_mark(&fallen.conference)
        .map(Conference::day);
    if knowledge
        .as_of
        .as_ref()
        .is_some_and(|as_of| day > Some(as_of.day))
    {
        return false;
    }
    let body = work.body.as_deref();
    let mut days = work.editions.iter().map(|e| knowledge.adopted_on(body, e));
    if days.any(|adopted| adopted > day) {
        return false;
    }
    work.suppressed.get_or_insert(fallen.conference.clone());
    true
}
