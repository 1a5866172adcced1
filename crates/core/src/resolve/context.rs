//! Where a mention stands: in which text, under which provision, in which column, in a document about what.

use super::run::Run;
use crate::model::{ClueSort, Kind, Mention, Provision, ResolutionText, WorkId, Written};

/// A title is not longer than this.
const TITLE: usize = 250;

/// A mention, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) mention: &'a Mention,
    pub(super) index: Option<usize>,
    pub(super) text: Option<&'a ResolutionText>,
    pub(super) provision: Option<&'a Provision>,
}

impl<'a> Place<'a> {
    /// The work that the text is of.
    pub(super) fn work(self) -> Option<&'a WorkId> {
        self.text?.work.as_ref()
    }

    /// Its body.
    pub(super) fn body(self) -> Option<&'a str> {
        self.work().map(WorkId::head)
    }
}

impl<'a> Run<'a> {
    /// The text and the provision in which a mention stands.
    pub(super) fn place(&self, mention: &'a Mention) -> Place<'a> {
        let at = mention.span.start;
        let index = self.outline.text_at(at);
        let text = index.map(|index| &self.outline.texts[index]);
        let provision = text.and_then(|text| {
            let next = text.provisions.partition_point(|p| p.span.start <= at);
            text.provisions.get(next.checked_sub(1)?)
        });
        Place {
            mention,
            index,
            text,
            provision: provision.filter(|p| p.span.contains(at)),
        }
    }

    /// True where the document begins with a list: an item of one, a name with its body behind it, or one after the
    /// other at the beginning of a line.
    fn is_first_of_list(&self, index: usize, mention: &Mention) -> bool {
        let mut blocks = self.doc.blocks.iter();
        let (first, second) = (blocks.next(), blocks.next());
        let mut clues = mention.written.iter().flat_map(|w| &w.clues);
        let named_behind = clues.any(|c| c.sort == ClueSort::Behind);
        let next = self.mentions.get(index + 1).zip(second);
        let numbers = |m: &Mention| m.written.first().map(|w| w.number.clone());
        let goes_on = next.is_some_and(|(next, block)| {
            next.span.start == block.span.start && numbers(next) != numbers(mention)
        });
        named_behind || goes_on || first.is_some_and(|b| b.label.is_some())
    }

    /// True where a text begins with the `index`-th mention, or the document's own title does.
    pub(super) fn is_heading(&self, index: usize, mention: &Mention) -> bool {
        if self.outline.heading_text(index).is_some() {
            return true;
        }
        let adopted = |w: &Written| w.kind.is_some_and(Kind::is_adopted) && w.sector.is_none();
        let first = self.doc.blocks.first();
        let Some(title) = first.filter(|b| b.span.covers(mention.span)) else {
            return false;
        };
        let before = &self.doc.text[title.span.start..mention.span.start];
        let behind = self.doc.text[mention.span.end..title.span.end].trim_end();
        let alone = self.doc.blocks.len() == 1;
        mention.written.iter().all(adopted)
            && !alone
            && !self.is_first_of_list(index, mention)
            && title.cell.is_none()
            && title.span.len() <= TITLE
            && is_label(before)
            && !behind.ends_with(['.', ';', ',', ':'])
    }
}

/// Bookmarks and list numbers before a heading: "1. [bookmark: x]".
fn is_label(before: &str) -> bool {
    let mut depth = 0usize;
    let is_letter = |c: &char| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphabetic()
    };
    let letters = before.chars().filter(is_letter).count();
    // "MOD" and its like are labels too.
    let is_capital = |c: char| c.is_uppercase() || c.is_whitespace();
    letters == 0 || letters <= 3 && before.trim_start().chars().all(is_capital)
}
