//! What links name: an address that leads to a text says whose the number is that it stands on.

use crate::knowledge::Links;
use crate::model::{
    BodyId, Clue, ClueSort, Document, Edition, Link, Mention, MentionForm, Says, Span, Written,
};

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
                written.clues.push(clue(body, link.span));
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
    more.push(Mention {
        span,
        form: MentionForm::Cited,
        written: vec![Written {
            kind: Some(linked.id.kind()),
            number: Some(linked.id.number().to_owned()),
            number_span: span,
            edition: Edition {
                year: linked.year,
                ..Edition::default()
            },
            clues: vec![clue(body, span)],
            ..Written::default()
        }],
    });
}

fn clue(body: &BodyId, span: Span) -> Clue {
    Clue {
        sort: ClueSort::Link,
        says: Says::Body(body.clone()),
        span,
    }
}

fn digits_of(number: &str) -> String {
    number.chars().take_while(char::is_ascii_digit).collect()
}
