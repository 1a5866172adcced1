//! Which of the lines that look like headings are headings, by what stands around them: a heading is followed by a
//! title, an opening sentence or provisions; an entry of a list or a table is a citation.

use super::headings::Start;
use super::title::{self, Title};
use super::{text_blocks, title::plain};
use crate::knowledge::Knowledge;
use crate::model::{Block, BlockKind, ClueSort, Document, Mention, Says};

/// Keeps the headings among `found`, the lines that look like headings.
pub(super) fn headings(
    doc: &Document,
    mentions: &[Mention],
    found: Vec<Start>,
    knowledge: &Knowledge,
) -> Vec<Start> {
    let mut keeps = vec![false; found.len()];
    // From behind: a heading that is printed twice is one if its second half is.
    for n in (0..found.len()).rev() {
        let around = Around {
            doc,
            mentions,
            found: &found,
            n,
            knowledge,
        };
        keeps[n] = match around.is_printed_again() {
            true => keeps[n + 1],
            false => around.is_heading(),
        };
    }
    let kept = found.into_iter().zip(keeps);
    kept.filter_map(|(start, keep)| keep.then_some(start))
        .collect()
}

/// A line that looks like a heading, and what is around it.
struct Around<'a> {
    doc: &'a Document,
    mentions: &'a [Mention],
    found: &'a [Start],
    n: usize,
    knowledge: &'a Knowledge,
}

/// What follows a heading.
struct Following {
    /// A title, on its line or below.
    is_titled: bool,
    /// The sentence that names the conference, or an edition history.
    is_opened: bool,
    /// Reasons or orders begin.
    has_provisions: bool,
}

impl<'a> Around<'a> {
    fn start(&self) -> &'a Start {
        &self.found[self.n]
    }

    fn block(&self) -> &'a Block {
        &self.doc.blocks[self.start().block]
    }

    fn mention(&self, n: usize) -> &'a Mention {
        &self.mentions[self.found[n].mention]
    }

    fn is_heading(&self) -> bool {
        let mention = self.mention(self.n);
        let body_behind = |w: &crate::model::Written| {
            let sorts = [ClueSort::Behind, ClueSort::ThisConference];
            w.clues
                .iter()
                .any(|clue| sorts.contains(&clue.sort) && clue.says != Says::Other)
        };
        if mention.written.iter().any(body_behind) {
            return false;
        }
        if matches!(self.block().kind, BlockKind::Heading(_)) {
            return true;
        }
        let following = self.following();
        let is_text = following.is_opened || following.has_provisions;
        if self.block().label.is_some() {
            return following.is_opened || following.is_titled && following.has_provisions;
        }
        if self.block().cell.is_some() {
            let is_alone = !self.goes_on_in_cell();
            return is_text || !is_alone && following.is_titled || is_alone && self.is_shouted();
        }
        if self.is_shouted() {
            return is_text || following.is_titled || !self.is_in_list();
        }
        match is_text {
            true => {
                following.is_opened || following.is_titled || !self.is_in_list() && !self.is_led()
            }
            false => following.is_titled && !self.is_in_list() && !self.is_led(),
        }
    }

    /// What stands behind the line.
    fn following(&self) -> Following {
        let blocks = text_blocks(self.doc, self.found, self.n, self.knowledge);
        let Title {
            title,
            history,
            opening,
            behind,
        } = title::read(self.doc, self.start(), &blocks, self.knowledge);
        let next = blocks.contains(&behind).then(|| &self.doc.blocks[behind]);
        let next = next.filter(|b| b.cell == self.block().cell);
        let opens = |b: &Block| {
            let text = plain(&self.doc.text[b.span.range()]);
            let phrases = &self.knowledge.phrases;
            phrases.preamble_start(&text).is_some() || phrases.operative_start(&text).is_some()
        };
        Following {
            is_titled: title.is_some(),
            is_opened: opening.is_some() || !history.is_empty(),
            has_provisions: next.is_some_and(opens),
        }
    }

    /// The next line names the same text again.
    fn is_printed_again(&self) -> bool {
        let next = self.n + 1;
        next < self.found.len() && self.is_neighbour(next) && self.names_the_same(next)
    }

    /// The line stands right before or behind another that looks like the heading of another text.
    fn is_in_list(&self) -> bool {
        let before = self.n.checked_sub(1);
        let behind = Some(self.n + 1).filter(|n| *n < self.found.len());
        let mut beside = before.into_iter().chain(behind);
        beside.any(|n| self.is_neighbour(n) && !self.names_the_same(n))
    }

    fn names_the_same(&self, other: usize) -> bool {
        let number = |n| {
            self.mention(n)
                .written
                .first()
                .and_then(|w| w.number.as_ref())
        };
        number(self.n) == number(other)
    }

    fn is_neighbour(&self, other: usize) -> bool {
        let other = &self.found[other];
        let distance = other.block.abs_diff(self.start().block);
        distance == 1 && self.doc.blocks[other.block].cell == self.block().cell
    }

    /// The line before leads to it: a list, a sentence or an opening phrase goes on here.
    fn is_led(&self) -> bool {
        let before = self
            .start()
            .block
            .checked_sub(1)
            .map(|b| &self.doc.blocks[b]);
        before
            .filter(|b| b.cell == self.block().cell)
            .is_some_and(|b| {
                let text = plain(&self.doc.text[b.span.range()]);
                let opens = self.knowledge.phrases.preamble_start(&text);
                text.ends_with([':', ',', ';']) || opens.is_some()
            })
    }

    /// More than the line stands in its cell.
    fn goes_on_in_cell(&self) -> bool {
        let next = self.doc.blocks.get(self.start().block + 1);
        next.is_some_and(|b| b.cell == self.block().cell && !b.span.is_empty())
    }

    /// The word stands in capitals, as in the headings of adopted texts.
    fn is_shouted(&self) -> bool {
        let raw = &self.doc.text[self.start().span.range()];
        is_shouted(raw.split(|c: char| !c.is_alphabetic()).next().unwrap_or(""))
    }
}

/// True for a word in capitals.
pub(super) fn is_shouted(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}
