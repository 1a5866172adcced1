//! What a heading says of the numbers under it.

use super::super::class::*;
use super::super::lexicon::Says;
use super::super::tokens::Tokens;
use super::{LONGEST_HEAD, Listed, MOST_WORDS, OTHER_WORDS, Scanner};
use crate::model::{Block, Kind, Span};

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

impl Listed {
    /// What a heading says of the numbers under it. It begins or ends with the word of a kind, in the plural or in a
    /// cell, or names a body and says little else.
    pub(super) fn head(&self, scanner: &Scanner, text: &str, block: &Block) -> Option<Head> {
        let text = text.trim().trim_end_matches(':');
        let is_sentence = text.ends_with(['.', ';', ',']);
        if text.len() > LONGEST_HEAD || is_sentence || text.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let all = count(text);
        if all > MOST_WORDS {
            return None;
        }
        let tokens = Tokens::new(text, 0..text.len(), &scanner.lexicon, &scanner.codes);
        let places = 0..tokens.all.len();
        // Of several the longest counts.
        let longest = |i: &usize| tokens.written(*i).len();
        let is_kind = |i: &usize| matches!(tokens.class(*i), KIND | KINDS);
        let kind = places.clone().rev().filter(is_kind).max_by_key(longest);
        let kind = kind.and_then(|i| match tokens.all[i].says {
            Says::Kind(kind, _) => Some(kind),
            _ => None,
        });
        let is_top = block.cell.is_some_and(|c| c.row == 0);
        if kind.is_none() && !is_top {
            return None;
        }
        let body = |i: usize| {
            let named = matches!(tokens.class(i), BODY | GBODY | GEN_BODY | ACRO);
            let id = &scanner.lexicon.bodies[tokens.body(i).filter(|_| named)?].id;
            Some((i, self.bodies.iter().position(|b| b.id == *id)?))
        };
        let body = places.clone().rev().filter_map(body);
        let body = body.max_by_key(|(i, _)| longest(i));
        let adopts = |n: usize| kind.is_none_or(|kind| self.bodies[n].adopts.contains(&kind));
        let body = body.filter(|(_, n)| adopts(*n));
        let is_plain = body.is_some_and(|(i, _)| all <= count(tokens.written(i)) + 1 + OTHER_WORDS);
        // The word of a kind stands at one edge; in the cell of a table it counts in any form.
        let at_edge = |i: usize| (i == 0) != (i + 1 == places.end);
        let mut edges = places.clone().filter(is_kind).filter(|i| at_edge(*i));
        let leads = edges.any(|i| tokens.class(i) == KINDS || block.cell.is_some());
        (is_plain || leads).then(|| Head {
            kind: kind.and_then(|kind| self.printed(kind)),
            body: body.map(|(_, n)| n),
            is_plain,
            span: block.span,
        })
    }

    /// A kind with its printed plural.
    pub(super) fn printed(&self, kind: Kind) -> Option<(Kind, String)> {
        self.kinds.iter().find(|(of, _)| *of == kind).cloned()
    }
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}
