//! How texts begin: with an opening, adverbs before and behind it.

use crate::knowledge::openings::Openings;
use crate::script::{Folded, floor, is_han};

/// An opening is not longer than this, in bytes of the source.
const LONGEST: usize = 240;

/// The openings, ready to be looked up: every place of every paragraph is asked for them.
#[derive(Clone, Debug, Default)]
pub(super) struct Starts {
    pub(super) adverbs: Openings<()>,
    pub(super) joined: Vec<String>,
    pub(super) preamble: Openings<(usize, String)>,
    pub(super) operative: Openings<(usize, String)>,
}

impl Starts {
    /// Length of the longest of `openings`, with adverbs around it, at the start of `text`; and which it is.
    pub(super) fn opening<'o, T>(
        &self,
        openings: &'o Openings<T>,
        text: &str,
    ) -> Option<(usize, &'o T)> {
        let may_be = openings.may_begin(text)
            || self.adverbs.may_begin(text)
            || self.joined.iter().any(|j| text.starts_with(j.as_str()));
        if !may_be {
            return None;
        }
        let folded = Folded::new(head(text));
        let words = folded.text();
        let mut at = 0;
        if let Some(joined) = self.joined.iter().find(|j| words.starts_with(j.as_str()))
            && self.here(openings, &words[joined.len()..])
        {
            at = joined.len();
        }
        while let Some((len, ())) = self.adverbs.longest(&words[at..]) {
            at += len;
            at += gap(&words[at..]);
        }
        let (len, found) = openings.longest(&words[at..])?;
        at += len;
        loop {
            let gap = gap(&words[at..]);
            let han = words[at..].starts_with(is_han);
            match self.adverbs.longest(&words[at + gap..]) {
                Some((len, ())) if gap > 0 || han => at += gap + len,
                _ => return Some((folded.span(0..at).end, found)),
            }
        }
    }

    fn here<T>(&self, openings: &Openings<T>, words: &str) -> bool {
        openings.longest(words).is_some() || self.adverbs.longest(words).is_some()
    }
}

/// The beginning of `text` that an opening may take.
fn head(text: &str) -> &str {
    &text[..floor(text, LONGEST)]
}

/// Length of the white space that `text` starts with.
pub(super) fn gap(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
