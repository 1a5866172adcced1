//! What a heading says of the numbers under it.

use super::{LONGEST_HEAD, Listed, MOST_WORDS, OTHER_WORDS, Word, compared};
use crate::model::{Block, Kind, Span};
use crate::script;
use aho_corasick::AhoCorasick;
use std::ops::Range;

impl Listed {
    /// What a heading says of the numbers under it. It begins or ends with the word of a kind, in the plural or in a
    /// cell, or names a body and says little else.
    pub(super) fn head(&self, text: &str, block: &Block) -> Option<Head> {
        let text = text.trim().trim_end_matches(':');
        let is_sentence = text.ends_with(['.', ';', ',']);
        let is_head = text.len() <= LONGEST_HEAD
            && !is_sentence
            && !text.contains(|c: char| c.is_ascii_digit());
        if !is_head {
            return None;
        }
        let key = compared(text);
        let all = count(&key);
        if all > MOST_WORDS {
            return None;
        }
        let Named {
            kind,
            at_edge,
            body,
        } = self.named(text, &key);
        let kind = kind.map(|(_, kind)| kind);
        let is_top = block.cell.is_some_and(|c| c.row == 0);
        if kind.is_none() && !is_top {
            return None;
        }
        let adopts = |n: usize| kind.is_none_or(|kind| self.bodies[n].adopts.contains(&kind));
        let body = body.filter(|(_, (n, _))| adopts(*n));
        let is_plain = body.is_some_and(|(_, (_, words))| all <= words + 1 + OTHER_WORDS);
        // In the cell of a table the word of a kind counts in any form.
        let leads = at_edge.is_some_and(|is_many| is_many || block.cell.is_some());
        (is_plain || leads).then(|| Head {
            kind: kind.and_then(|kind| self.printed(kind)),
            body: body.map(|(_, (n, _))| n),
            is_plain,
            span: block.span,
        })
    }

    /// The kinds and the bodies that a heading names: `text`, and `key` as it is compared.
    pub(super) fn named(&self, text: &str, key: &str) -> Named {
        let mut named = Named::default();
        for (at, n) in standing(&self.words, key) {
            match &self.says[n] {
                Word::Kind(kind, _, is_many) => {
                    if (at.start == 0) != (at.end == key.len()) {
                        named.at_edge = Some(named.at_edge.unwrap_or(false) || *is_many);
                    }
                    longest(&mut named.kind, at.len(), *kind);
                }
                Word::Body(n) => longest(&mut named.body, at.len(), (*n, count(&key[at]))),
            }
        }
        for (at, n) in standing(&self.shorts, text) {
            let body = (self.short_of[n], count(&text[at.clone()]));
            longest(&mut named.body, at.len(), body);
        }
        named
    }

    /// A kind with its printed plural.
    pub(super) fn printed(&self, kind: Kind) -> Option<(Kind, String)> {
        self.says.iter().find_map(|word| match word {
            Word::Kind(of, printed, _) if *of == kind => Some((kind, printed.clone())),
            _ => None,
        })
    }
}

/// What a heading says of the numbers under it.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// The kind and its printed plural; none where a column is headed by a body alone.
    pub(super) kind: Option<(Kind, String)>,
    /// The body; none where it is somebody else.
    pub(super) body: Option<usize>,
    /// True where it says little else.
    pub(super) is_plain: bool,
    pub(super) span: Span,
}

/// What a heading names: of each the longest, with its length.
#[derive(Default)]
pub(super) struct Named {
    kind: Option<(usize, Kind)>,
    /// The word of a kind begins or ends the heading; whether it is one of several texts.
    at_edge: Option<bool>,
    /// The body, and how many words its name has.
    body: Option<(usize, (usize, usize))>,
}

/// The words that stand in `text` as words of their own, each with its place.
pub(super) fn standing<'a>(
    words: &'a AhoCorasick,
    text: &'a str,
) -> impl Iterator<Item = (Range<usize>, usize)> + 'a {
    let hits = words.find_overlapping_iter(text);
    let hits = hits.map(|hit| (hit.range(), hit.pattern().as_usize()));
    hits.filter(|(at, _)| script::is_edge(text, at.start) && script::is_edge(text, at.end))
}

pub(super) fn longest<T>(best: &mut Option<(usize, T)>, length: usize, one: T) {
    if best.as_ref().is_none_or(|(most, _)| length > *most) {
        *best = Some((length, one));
    }
}

pub(super) fn count(words: &str) -> usize {
    words.split(' ').count()
}
