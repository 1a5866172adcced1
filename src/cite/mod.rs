//! Finds what cites what: *what is written where*, before anyone asks what it means.
//!
//! A [`Scanner`] looks for the words of `mappings/forms.yaml` in one pass over the raw text, and reads a small
//! grammar around each: prefixes, lists, editions in brackets, tracked changes run together, the body behind.
//! Positions are those of the text, whatever no-break spaces, bookmarks and notes stand within a phrase.

mod adopted;
mod edition;
mod lex;
mod number;
mod places;
mod redline;
mod vocabulary;

use crate::knowledge::Knowledge;
use crate::model::Mention;
use lex::Lex;
use vocabulary::Vocabulary;

/// Finds mentions; made once from what is known, used for any number of texts.
#[derive(Clone, Debug)]
pub struct Scanner {
    words: Vocabulary,
}

impl Scanner {
    /// A scanner for the forms, bodies and conferences in `knowledge`.
    pub fn new(knowledge: &Knowledge) -> Self {
        Scanner {
            words: Vocabulary::new(knowledge),
        }
    }

    /// Every mention in `text`, in order, none overlapping another.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let lex = Lex { text };
        let mut found: Vec<Mention> = Vec::new();
        let mut floor = 0;
        let mut at = 0;
        while at < text.len() {
            let Some(word) = lex.word(at) else {
                at += lex.char_at(at).map_or(1, char::len_utf8);
                continue;
            };
            at = word.end;
            let Some(entry) = self.words.kind(&word) else {
                continue;
            };
            if let Some(mention) = adopted::mention(lex, &self.words, &word, entry, floor) {
                at = mention.span.end;
                floor = at;
                found.push(mention);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
