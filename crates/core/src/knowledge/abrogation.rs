//! How clauses say that a text is no longer in force.

use super::Phrases;
use super::openings::Openings;
use crate::script::{find_words, fold};

impl Phrases {
    /// What an opening says behind the words of one that does what it says: "resolves *to abrogate*", nothing behind
    /// "resolves" alone. None for other openings.
    pub fn behind_deciding<'t>(&self, phrase: &'t str) -> Option<&'t str> {
        let opening = self.operative_at(phrase)?;
        let is_one = self.deciding.iter().any(|name| name == opening.phrase);
        is_one.then(|| &phrase[opening.len..])
    }

    /// Where what is abrogated begins in a clause that says so: behind "to abrogate".
    pub fn abrogating_start(&self, clause: &str) -> Option<usize> {
        let at = self.action_start(clause);
        behind(&self.folded.abrogating, &clause[at..]).map(|length| at + length)
    }

    /// Where a clause begins behind words such as "that" and "to".
    pub fn action_start(&self, clause: &str) -> usize {
        let mut at = clause.len() - clause.trim_start().len();
        loop {
            let rest = &clause[at..];
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let word = fold(&rest[..end]);
            if end == 0 || !self.folded.before_action.iter().any(|t| *t == word) {
                return at;
            }
            at += end + rest[end..].len() - rest[end..].trim_start().len();
        }
    }

    /// True where a word such as "that" and "to" stands in the text.
    pub fn holds_before_action(&self, text: &str) -> bool {
        let text = fold(text);
        let mut words = self.folded.before_action.iter();
        words.any(|word| find_words(&text, word).is_some())
    }

    /// Where "is hereby abrogated" ends, with which the text begins.
    pub fn suppressed_start(&self, text: &str) -> Option<usize> {
        let mut at = 0;
        while let Some(length) = behind(&self.folded.being, &text[at..]) {
            at += length;
        }
        behind(&self.folded.suppressed, &text[at..]).map(|length| at + length)
    }
}

/// The length of one of these at the start of a text, with the white space before it.
fn behind(openings: &Openings<()>, text: &str) -> Option<usize> {
    let rest = text.trim_start();
    let (length, ()) = openings.at_start(rest)?;
    Some(text.len() - rest.len() + length)
}
