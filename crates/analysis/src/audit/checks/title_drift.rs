use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Edition, ResolutionText, WorkId};
use crate::reuse::{Editions, words};
use std::collections::BTreeMap;

/// Finds texts of the same edition that have different titles; one finding for each other title, at its text.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut by_edition: BTreeMap<(&WorkId, &Edition, Option<&str>), Vec<(&ResolutionText, &str)>> =
        BTreeMap::new();
    for text in &audit.index.texts {
        if let (Some(work), Some(edition), Some(title)) = (&text.work, text.edition(), &text.title)
            && text.editions.len() == 1
        {
            // A translation has its own title.
            let language = audit
                .index
                .sources
                .get(text.source)
                .and_then(|s| s.language.as_deref());
            by_edition
                .entry((work, edition, language))
                .or_default()
                .push((text, title));
        }
    }
    let mut found = Vec::new();
    for ((work, edition, _), titled) in by_edition {
        // The fullest text says what the title is.
        let Some((leader, title)) = titled.iter().min_by_key(|(t, _)| !t.witness.leads) else {
            continue;
        };
        let mut seen = vec![letters(title)];
        for (text, other) in &titled {
            let normal = letters(other);
            // A longer title here means that it is the other one that was cut off.
            let is_longer = seen
                .iter()
                .any(|s| normal.len() > s.len() && normal.starts_with(s.as_str()));
            if is_longer || seen.contains(&normal) {
                continue;
            }
            seen.push(normal);
            let message = format!(
                "{work} ({edition}) is titled \"{other}\" here, and \"{title}\" elsewhere."
            );
            found.push(
                Draft::new(Code::TitleDrift, audit.place_of_text(text), other, message)
                    .ids([work.clone()])
                    .related(audit.place_of_text(leader), "the other title".to_owned()),
            );
        }
    }
    found.extend(under_changed_headings(audit));
    found.extend(in_lists(audit));
    found
}

/// Holds the titles under headings whose tracked change runs together against that of the new edition. Old and new
/// title may run together too, so that one is wrong only where the new one cannot be read in it.
fn under_changed_headings(audit: &Audit<'_>) -> Vec<Draft> {
    let mut titles: BTreeMap<(&WorkId, &Edition), (&ResolutionText, &str)> = BTreeMap::new();
    for text in audit.index.texts.iter().filter(|t| t.editions.len() == 1) {
        if let (Some(work), Some(edition), Some(title)) = (&text.work, text.edition(), &text.title)
        {
            let best = titles.entry((work, edition)).or_insert((text, title));
            if text.witness.leads && !best.0.witness.leads {
                *best = (text, title);
            }
        }
    }
    let mut found = Vec::new();
    for text in audit.index.texts.iter().filter(|t| t.editions.len() > 1) {
        let (Some(work), Some(edition), Some(printed)) = (&text.work, text.edition(), &text.title)
        else {
            continue;
        };
        let Some((other, title)) = titles.get(&(work, edition)) else {
            continue;
        };
        let (shown, wanted) = (without_digits(printed), without_digits(title));
        let is_cut = wanted.contains(&shown);
        if shown.is_empty() || is_cut || is_read_in(&wanted, &shown) {
            continue;
        }
        let message =
            format!("{work} ({edition}) is titled \"{printed}\" here, and \"{title}\" elsewhere.");
        found.push(
            Draft::new(
                Code::TitleDrift,
                audit.place_of_text(text),
                printed,
                message,
            )
            .ids([work.clone()])
            .related(audit.place_of_text(other), "the other title".to_owned()),
        );
    }
    found
}

fn without_digits(title: &str) -> String {
    let mut letters = letters(title);
    letters.retain(|c| !c.is_ascii_digit());
    letters
}

/// True where the letters of `wanted` stand in `shown` in their order.
fn is_read_in(wanted: &str, shown: &str) -> bool {
    let mut shown = shown.chars();
    wanted.chars().all(|c| shown.any(|s| s == c))
}

/// Holds the titles in the list of works without equivalent against the known ones.
fn in_lists(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, published) in &audit.mappings {
        let Some(document) = audit.documents.get(source) else {
            continue;
        };
        for entry in &published.no_equivalent {
            let known = audit.index.title(&entry.id);
            // Behind "WTSA Res.49, " to the end of the paragraph.
            let printed = document
                .block_at(entry.at)
                .and_then(|block| document.text.get(entry.at..block.span.end))
                .and_then(|text| text.split_once(", "))
                .map_or("", |(_, title)| title.trim().trim_end_matches('.'));
            let (shown, wanted) = (letters(printed), letters(known));
            if shown.is_empty() || wanted.is_empty() || shown == wanted {
                continue;
            }
            let message = format!(
                "{} is listed as \"{printed}\" here, and titled \"{known}\" elsewhere.",
                entry.id
            );
            let place = super::tables::entry_place(audit, *source, entry);
            let mut draft =
                Draft::new(Code::TitleDrift, place, printed, message).ids([entry.id.clone()]);
            let mut texts = audit.index.texts.iter();
            let of_title = texts
                .find(|t| t.work.as_ref() == Some(&entry.id) && t.title.as_deref() == Some(known));
            if let Some(text) = of_title {
                draft = draft.related(audit.place_of_text(text), "the other title".to_owned());
            }
            found.push(draft);
        }
    }
    found
}

/// A title without what two printers do differently: capitals, hyphens, and the spaces in their place.
pub(super) fn letters(title: &str) -> String {
    words(title, Editions::Drop).concat()
}
