//! What links name: an address that leads to a text says whose the number is that it stands on.

use crate::knowledge::Links;
use crate::model::{Clue, ClueSort, Document, Link, Mention, MentionForm, Span, Written};

/// The words of a link that are a number are no longer.
const LONGEST: usize = 400;

/// Adds what the links of `doc` name to its mentions.
pub(super) fn add(links: &Links, doc: &Document, found: &mut Vec<Mention>) {
    let mut more = Vec::new();
    for link in &doc.links {
        follow(links, doc, link, found, &mut more);
    }
    if !more.is_empty() {
        found.append(&mut more);
        found.sort_by_key(|m| m.span.start);
    }
}

/// What a link leads to: a clue where the text is named, else a mention of its own where the number is what the
/// link stands on.
fn follow(
    links: &Links,
    doc: &Document,
    link: &Link,
    found: &mut [Mention],
    more: &mut Vec<Mention>,
) {
    let Some(linked) = links.read(&link.target) else {
        return;
    };
    let Some(body) = linked.id.body() else { return };
    let first = found.partition_point(|m| m.span.end <= link.span.start);
    let touched = found[first..]
        .iter_mut()
        .take_while(|m| m.span.start < link.span.end);
    let mut named = false;
    for mention in touched {
        named = true;
        for written in &mut mention.written {
            let same = written.number.as_deref() == Some(linked.id.number());
            if same && written.kind == Some(linked.id.kind()) && written.clues.is_empty() {
                let clue = Clue::of(body, ClueSort::Link, link.span);
                written.clues.push(clue);
            }
        }
    }
    let text = doc.text.get(link.span.range()).unwrap_or_default();
    let trimmed = text.trim();
    if named || !text.contains(&digits_of(linked.id.number())) || trimmed.len() > LONGEST {
        return;
    }
    let start = link.span.start + (text.len() - text.trim_start().len());
    let span = Span::new(start, start + trimmed.len());
    // Two links on one stretch.
    if more.last().is_some_and(|m| m.span.overlaps(span)) {
        return;
    }
    let number = linked.id.number().to_owned();
    let mut written = Written::numbered(linked.id.kind(), number, span);
    written.edition.year = linked.year;
    written.clues = vec![Clue::of(body, ClueSort::Link, span)];
    more.push(Mention {
        span,
        form: MentionForm::Cited,
        written: vec![written],
    });
}

fn digits_of(number: &str) -> String {
    number.chars().take_while(char::is_ascii_digit).collect()
}
