//! What links name: an address that leads to a text says whose the number is that it stands on.

use crate::knowledge::Links;
use crate::model::{Clue, ClueSort, Document, Link, Mention, MentionForm, Span, Written};

/// The words of a link that are a number are no longer.
const LONGEST: usize = 400;

/// Adds what the links of `doc` name to its mentions.
pub(super) fn add(links: &Links, doc: &Document, found: &mut Vec<Mention>) {
    let mut more: Vec<Mention> = Vec::new();
    for link in &doc.links {
        let mention = follow(links, doc, link, found);
        // Two links on one stretch.
        let clear = |m: &Mention| more.last().is_none_or(|last| !last.span.overlaps(m.span));
        let mention = mention.filter(clear);
        more.extend(mention);
    }
    if !more.is_empty() {
        found.append(&mut more);
        found.sort_by_key(|m| m.span.start);
    }
}

/// What a link leads to: a clue where the text is named, else a mention of its own where the number is what the
/// link stands on.
fn follow(links: &Links, doc: &Document, link: &Link, found: &mut [Mention]) -> Option<Mention> {
    let linked = links.read(&link.target)?;
    let (kind, number) = (linked.id.kind(), linked.id.number());
    let clue = |span| Some(Clue::of(linked.id.body()?, ClueSort::Link, span));
    let said = clue(link.span)?;
    let first = found.partition_point(|m| m.span.end <= link.span.start);
    let touched = found[first..].iter_mut();
    let mut touched = touched
        .take_while(|m| m.span.start < link.span.end)
        .peekable();
    let named = touched.peek().is_some();
    for written in touched.flat_map(|m| &mut m.written) {
        let same = written.number.as_deref() == Some(number) && written.kind == Some(kind);
        if same && written.clues.is_empty() {
            written.clues.push(said.clone());
        }
    }
    let text = doc.text.get(link.span.range()).unwrap_or_default();
    let trimmed = text.trim();
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    if named || !text.contains(&digits) || trimmed.len() > LONGEST {
        return None;
    }
    let start = link.span.start + (text.len() - text.trim_start().len());
    let span = Span::new(start, start + trimmed.len());
    let mut written = Written::numbered(kind, number.to_owned(), span);
    written.edition.year = linked.year;
    written.clues.extend(clue(span));
    Some(Mention {
        span,
        form: MentionForm::Cited,
        written: vec![written],
    })
}
