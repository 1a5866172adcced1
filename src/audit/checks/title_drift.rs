use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Edition, ResolutionText, WorkId};
use crate::reuse::{Editions, words};
use std::collections::BTreeMap;

/// Finds texts of the same edition that have different titles; one finding for each other title, at its text.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut by_edition: BTreeMap<(&WorkId, &Edition), Vec<(&ResolutionText, &str)>> =
        BTreeMap::new();
    for text in &audit.index.texts {
        if let (Some(work), Some(edition), Some(title)) = (&text.work, text.edition(), &text.title)
            && text.editions.len() == 1
        {
            by_edition
                .entry((work, edition))
                .or_default()
                .push((text, title));
        }
    }
    let mut found = Vec::new();
    for ((work, edition), titled) in by_edition {
        // The fullest text says what the title is.
        let Some((leader, title)) = titled.iter().min_by_key(|(t, _)| t.excerpt) else {
            continue;
        };
        let mut seen = vec![words(title, Editions::Drop)];
        for (text, other) in &titled {
            let normal = words(other, Editions::Drop);
            if seen.contains(&normal) {
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
    found
}
