use super::title_drift::letters;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::WorkId;
use std::collections::BTreeMap;

/// A title of fewer letters may be the name of a thing as well.
const LETTERS: usize = 20;

/// Finds paragraphs within a text that are nothing but the title of a work: the heading above is lost, or the title
/// was left behind when a text was moved.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut titles: BTreeMap<String, &WorkId> = BTreeMap::new();
    for (id, work) in &audit.index.works {
        let title = work.title.as_deref().map(letters).unwrap_or_default();
        if title.chars().count() >= LETTERS {
            titles.entry(title).or_insert(id);
        }
    }
    let mut found = Vec::new();
    for text in &audit.index.texts {
        for provision in text.provisions.iter().filter(|p| p.labels.is_empty()) {
            let Some(id) = titles.get(&letters(&provision.text)) else {
                continue;
            };
            let title = provision.text.trim();
            let own = text.work.as_ref();
            let message = match own {
                Some(own) if own != *id => {
                    format!("\"{title}\" stands as a paragraph of {own}; it is the title of {id}.")
                }
                _ => format!("\"{title}\", the title of {id}, stands as a paragraph of the text."),
            };
            let place = audit.place(text.source, provision.span, provision.line);
            found.push(
                Draft::new(Code::StrayTitle, place, title, message)
                    .ids(own.into_iter().chain([*id]).cloned())
                    .related(audit.place_of_text(text), "the text".to_owned()),
            );
        }
    }
    found
}
