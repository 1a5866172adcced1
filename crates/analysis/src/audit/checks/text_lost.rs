use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Document, counted};
use std::collections::BTreeSet;

/// Reports what was lost of a source before it reached us: one finding a file, with its places. Where a heading or
/// a mark follows, nothing is missing but the mark.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let headings: BTreeSet<(usize, usize)> = audit
        .index
        .texts
        .iter()
        .map(|t| (t.source, t.line))
        .collect();
    let mut found = Vec::new();
    for (source, document) in audit.documents {
        let mut losses = document.losses.iter().filter(|loss| {
            let line = audit.place(*source, loss.span, 1).line;
            !headings.contains(&(*source, line))
                && !before_mark(document, loss.span.end)
                && !before_caption(audit, document, loss.span.end)
        });
        let Some(first) = losses.next() else { continue };
        let rest: Vec<_> = losses.collect();
        let message = match rest.len() {
            0 => format!("{}.", capital(&first.message)),
            n => format!(
                "{}; so it seems at {}.",
                capital(&first.message),
                counted(n, "more place")
            ),
        };
        let place = audit.place(*source, first.span, 1);
        let mut draft = Draft::new(Code::TextLost, place, "", message);
        for loss in rest {
            draft = draft.related(audit.place(*source, loss.span, 1), loss.message.clone());
        }
        found.push(draft);
    }
    found
}

/// True where a mark in brackets follows, or nothing.
fn before_mark(document: &Document, at: usize) -> bool {
    let rest = document.text.get(at..).unwrap_or("");
    let line = rest.trim_start_matches(' ').lines().next().unwrap_or("");
    line.starts_with('[')
}

/// True where the line above a table follows: "Table 1 – …".
fn before_caption(audit: &Audit<'_>, document: &Document, at: usize) -> bool {
    let rest = document.text.get(at..).unwrap_or("");
    let line = rest.trim_start_matches(' ').lines().next().unwrap_or("");
    let line = line.to_lowercase();
    let words = &audit.knowledge.tables.caption;
    words.iter().any(|word| {
        let behind = line.strip_prefix(word.as_str()).unwrap_or("");
        behind.trim_start().starts_with(|c: char| c.is_numeric())
    })
}

fn capital(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
