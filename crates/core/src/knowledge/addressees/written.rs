//! The names of addressees in a text: folded, whole words, with the capitals that they have.

use super::Addressee;
use crate::knowledge::Lazy;
use crate::knowledge::wording::ByLanguage;
use crate::script::{Folded, fold, is_edge, is_han};
use rustc_hash::FxHashMap;

/// The names of all addressees, ready to be looked for.
#[derive(Clone, Debug)]
pub(super) struct Written {
    any: Lazy,
    /// By the name as it is compared: how each of them is written, and whose it is.
    names: FxHashMap<String, Vec<(String, usize)>>,
    joined: Vec<String>,
}

impl Written {
    pub(super) fn new(all: &[Addressee], joined: &ByLanguage) -> Self {
        let mut names: FxHashMap<String, Vec<(String, usize)>> = FxHashMap::default();
        for (at, addressee) in all.iter().enumerate() {
            for name in addressee.names.values().flatten() {
                let alike = names.entry(fold(name).into_owned()).or_default();
                alike.push((name.clone(), at));
            }
        }
        let mut longest: Vec<&String> = names.keys().collect();
        longest.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
        let longest: Vec<String> = longest.into_iter().map(|n| regex::escape(n)).collect();
        Written {
            any: Lazy::new(longest.join("|")),
            names,
            joined: joined
                .values()
                .flatten()
                .map(|j| fold(j).into_owned())
                .collect(),
        }
    }

    /// # Errors
    /// More names than an expression can hold.
    pub(super) fn check(&self) -> Result<(), regex::Error> {
        self.any.check()
    }

    /// The names in `text`: where each stands, and whose it is.
    pub(super) fn find(&self, text: &str) -> Vec<(usize, usize, usize)> {
        let folded = Folded::new(text);
        let words = folded.text();
        let mut found = Vec::new();
        let mut from = 0;
        let next = |from| self.any.get()?.find_at(words, from);
        while let Some(hit) = next(from) {
            let first = hit.as_str().chars().next().map_or(1, char::len_utf8);
            let span = folded.span(hit.range());
            let whole = self.begins(words, hit.start()) && ends(words, hit.end());
            let mut alike = self.names.get(hit.as_str()).into_iter().flatten();
            match alike.find(|(name, _)| whole && is_written_so(name, &text[span.range()])) {
                Some((_, at)) => {
                    found.push((span.start, span.end, *at));
                    from = hit.end();
                }
                None => from = hit.start() + first,
            }
        }
        found
    }

    /// True where a word begins at `at`, letters that are joined to it left out.
    fn begins(&self, words: &str, at: usize) -> bool {
        let joined = |j: &String| words[..at].ends_with(j.as_str()) && is_edge(words, at - j.len());
        words[at..].starts_with(is_han) || is_edge(words, at) || self.joined.iter().any(joined)
    }
}

fn ends(words: &str, at: usize) -> bool {
    words[..at].ends_with(is_han) || is_edge(words, at)
}

/// A name counts only with its capitals and small letters; it may stand in capitals, or begin with one, and in
/// a name of several words each word may.
fn is_written_so(name: &str, written: &str) -> bool {
    // Of each letter whether it is a capital, and whether a word begins with it.
    let capitals = |text: &str| -> Vec<(bool, bool)> {
        let before = std::iter::once(' ').chain(text.chars());
        let letters = text.chars().zip(before).filter(|(c, _)| c.is_alphabetic());
        letters
            .map(|(c, before)| (c.is_uppercase(), before == ' '))
            .collect()
    };
    let (name, written) = (capitals(name), capitals(written));
    if written.len() > 1 && written.iter().all(|(capital, _)| *capital) {
        return true;
    }
    let mut both = name.iter().zip(&written);
    let first = both
        .next()
        .is_none_or(|((name, _), (written, _))| !name || *written);
    let alike = |((name, begins), (written, _)): (&(bool, bool), &(bool, bool))| {
        name == written || (*begins && !name)
    };
    first && (name.len() != written.len() || both.all(alike))
}
