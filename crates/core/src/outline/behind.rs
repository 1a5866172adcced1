//! What stands behind the texts of a volume and belongs to none of them: lists of texts that were abrogated (what they
//! name fell), the signatures and the declarations of States.

use super::Outline;
use super::structure::is_shouted;
use super::title::plain;
use crate::knowledge::Words;
use crate::model::{Document, ResolutionText, Span};

/// A heading of such a list is not longer, in bytes, where a paragraph holds nothing else.
const LONGEST: usize = 160;

/// Where parts headed by `words` stand, in order: from their headings to the end of the paragraph, or, where the heading
/// is a paragraph of its own, to the next of `texts` that has provisions.
pub(super) fn parts(doc: &Document, texts: &[ResolutionText], words: &Words) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for block in words.places(&doc.text).filter_map(|at| doc.block_at(at)) {
        let text = &doc.text[block.span.range()];
        if found.last().is_some_and(|l| l.end > block.span.start) {
            continue;
        }
        let Some(at) = heading(text, &words.all) else {
            continue;
        };
        let start = block.span.start + at;
        let is_own = plain(text).len() <= LONGEST;
        let end = match is_own {
            true => {
                let mut behind = texts.iter().filter(|t| t.span.start > start);
                let next = behind.find(|t| !t.provisions.is_empty());
                next.map_or(doc.text.len(), |t| t.span.start)
            }
            false => block.span.end,
        };
        found.push(Span::new(start, end));
    }
    found
}

/// Where the heading begins: a short paragraph that does not end as a sentence, or capitals within a long one.
fn heading(text: &str, words: &[String]) -> Option<usize> {
    if text.len() <= LONGEST {
        return (!text.ends_with(['.', ';', ','])).then_some(0);
    }
    // Letters without capitals head nothing within a paragraph.
    let upper = words.iter().map(|w| (w, w.to_uppercase()));
    let upper = upper.filter(|(w, upper)| *w != upper);
    let at = upper.filter_map(|(_, upper)| text.find(&upper)).min()?;
    // The words in capitals before it belong to it: "PART IV - LIST OF".
    let mut start = at;
    for word in text[..at].split_inclusive(' ').rev() {
        let is_part = word.trim().chars().all(|c| !c.is_alphanumeric()) || is_shouted(word.trim());
        if !is_part {
            break;
        }
        start -= word.len();
    }
    // A page number that a paragraph begins with is no clause of the text before: "18 PART II - DECISION ABROGATED".
    let is_page = text[..start].trim().chars().all(|c| c.is_ascii_digit());
    Some(if is_page { 0 } else { start })
}

/// Ends texts and provisions where one of `parts` begins, and takes out what looks like a text within it.
pub(super) fn cut(out: &mut Outline, parts: &[Span]) {
    for list in parts {
        let before = out.texts.partition_point(|t| t.span.start < list.start);
        let Some(text) = out.texts[..before].last_mut() else {
            continue;
        };
        text.span.end = text.span.end.min(list.start);
        text.provisions.retain(|p| p.span.start < list.start);
        if let Some(last) = text.provisions.last_mut() {
            last.span.end = last.span.end.min(list.start);
        }
    }
    let mut numbers = Vec::with_capacity(out.texts.len());
    let mut kept = 0;
    out.texts.retain(|text| {
        let keeps = !parts.iter().any(|l| l.contains(text.span.start));
        numbers.push(keeps.then_some(kept));
        kept += usize::from(keeps);
        keeps
    });
    out.headings.retain_mut(|heading| {
        let number = numbers[heading.text];
        heading.text = number.unwrap_or(heading.text);
        number.is_some()
    });
}
