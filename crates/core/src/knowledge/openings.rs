use super::pairs::Pairs;
use crate::script::{Folded, fold, is_edge, is_han};
use rustc_hash::FxHashMap;

/// Phrases as they are compared, by their first character, each with what belongs to it.
#[derive(Clone, Debug)]
pub(super) struct Openings<T> {
    by_first: FxHashMap<char, Vec<(String, T)>>,
    heads: Pairs,
}

impl<T> Default for Openings<T> {
    fn default() -> Self {
        Openings {
            by_first: FxHashMap::default(),
            heads: Pairs::default(),
        }
    }
}

impl<T> Openings<T> {
    pub(super) fn of<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut openings = Openings::default();
        for (phrase, value) in phrases {
            let folded = fold(phrase).into_owned();
            if let Some(first) = folded.chars().next() {
                openings.heads.add(folded.bytes());
                openings
                    .by_first
                    .entry(first)
                    .or_default()
                    .push((folded, value));
            }
        }
        openings
    }

    /// False where a text, as it is written, begins with none of these.
    #[inline]
    pub(super) fn may_begin(&self, text: &str) -> bool {
        let byte = |at: usize| text.as_bytes().get(at).copied().unwrap_or(0);
        self.heads.may_be(byte(0), byte(1))
    }

    /// Length of the longest of these that `folded`, a text as it is compared, starts with.
    pub(super) fn longest(&self, folded: &str) -> Option<(usize, &T)> {
        let phrases = self.by_first.get(&folded.chars().next()?)?;
        let found = phrases
            .iter()
            .filter_map(|(p, value)| Some((length(p, folded)?, value)));
        found.max_by_key(|(len, _)| *len)
    }

    /// The same of a text as it is written.
    pub(super) fn at_start(&self, text: &str) -> Option<(usize, &T)> {
        if !self.may_begin(text) {
            return None;
        }
        let end = text
            .char_indices()
            .nth(LONGEST)
            .map_or(text.len(), |(at, _)| at);
        let folded = Folded::new(&text[..end]);
        let (len, value) = self.longest(folded.text())?;
        Some((folded.span(0..len).end, value))
    }
}

/// No phrase is longer, in characters.
const LONGEST: usize = 60;

/// Length of `phrase` at the start of `text`, where a word ends there; a space stands for any white space.
fn length(phrase: &str, text: &str) -> Option<usize> {
    // Most differ in their second letter already.
    let second = phrase.as_bytes().get(1).filter(|b| **b != b' ');
    if second.is_some_and(|b| text.as_bytes().get(1) != Some(b)) {
        return None;
    }
    let mut at = 0;
    for (n, part) in phrase.split(' ').enumerate() {
        if n > 0 {
            let rest = &text[at..];
            let gap = rest.len() - rest.trim_start().len();
            if gap == 0 {
                return None;
            }
            at += gap;
        }
        at += text[at..].starts_with(part).then_some(part.len())?;
    }
    // "invites-tu" is another word; Chinese ones have no end.
    let han = phrase.ends_with(is_han);
    let ends = han
        || is_edge(text, at) && !text[at..].starts_with(|c: char| c == '-' || c.is_ascii_digit());
    ends.then_some(at)
}
