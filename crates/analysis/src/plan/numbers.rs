//! Numbers of action items, and the list of those that were removed.

use super::{Item, Removed};
use crate::model::{Document, LineMap};
use std::collections::BTreeSet;

/// The item numbers in a text: `44-13`, `OP-01-02`.
pub(super) fn item_ids(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\u{2011}')))
        .map(|word| word.replace('\u{2011}', "-"))
        .filter(|word| {
            let parts: Vec<&str> = word.split('-').collect();
            let number = |p: &str| {
                !p.is_empty() && p.len() <= 3 && p.starts_with(|c: char| c.is_ascii_digit())
            };
            match parts.as_slice() {
                [a, b] => number(a) && number(b),
                [letters, a, b] => {
                    letters.chars().all(char::is_uppercase)
                        && !letters.is_empty()
                        && number(a)
                        && number(b)
                }
                _ => false,
            }
        })
        .collect()
}

/// Lines before the tables that list removed items: a bullet, numbers, and a note in brackets.
pub(super) fn removed(document: &Document, items: &[Item]) -> Vec<Removed> {
    let lines = LineMap::new(document.lines_text());
    let known: BTreeSet<&str> = items.iter().filter_map(|i| i.id.as_deref()).collect();
    let blocks = document.blocks.iter().take_while(|b| b.cell.is_none());
    blocks
        .filter_map(|block| {
            let text = document.text.get(block.span.range())?.trim();
            let listed = text.strip_prefix(['·', '•', '-', '–'])?;
            let (numbers, note) = match listed.split_once('(') {
                Some((n, rest)) => (n, rest.split(')').next().map(str::to_owned)),
                None => (listed, None),
            };
            let ids = item_ids(numbers);
            (!ids.is_empty()).then(|| Removed {
                line: lines.line(document.positions.source(block.span.start)),
                still_in_tables: ids
                    .iter()
                    .filter(|id| known.contains(id.as_str()))
                    .cloned()
                    .collect(),
                ids,
                note,
            })
        })
        .collect()
}
