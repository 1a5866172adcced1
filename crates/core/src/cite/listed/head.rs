//! What a heading says of the numbers under it.

use super::super::class::*;
use super::super::lexicon::Says;
use super::super::tokens::Tokens;
use super::Scanner;
use crate::model::{Block, Kind, Span};

/// A heading is not longer, in bytes and in words.
const LONGEST: usize = 400;
const MOST_WORDS: usize = 25;
/// One that says little else has no more words beside the body and the kind.
const OTHER_WORDS: usize = 3;

/// What a heading says of the numbers under it.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// The kind; none where a column is headed by a body alone.
    pub(super) kind: Option<Kind>,
    /// The body; none where it is somebody else.
    pub(super) body: Option<usize>,
    /// True where it says little else.
    pub(super) is_plain: bool,
    pub(super) span: Span,
}

impl Head {
    /// The heading begins or ends with the word of a kind, in the plural or in a cell, or names a body and says little
    /// else.
    pub(super) fn read(scanner: &Scanner, text: &str, block: &Block) -> Option<Self> {
        let text = text.trim().trim_end_matches(':');
        let is_sentence = text.ends_with(['.', ';', ',']);
        if text.len() > LONGEST || is_sentence || text.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let all = count(text);
        if all > MOST_WORDS {
            return None;
        }
        let tokens = Tokens::new(text, 0..text.len(), &scanner.lexicon, &scanner.codes);
        let last = tokens.all.len().saturating_sub(1);
        let is_kind = |i: &usize| matches!(tokens.class(*i), KIND | KINDS);
        // Of several the longest counts.
        let longest = |i: &usize| tokens.written(*i).len();
        let kind = (0..=last).rev().filter(is_kind).max_by_key(longest);
        let kind = kind.and_then(|i| match tokens.all[i].says {
            Says::Kind(kind, _) => Some(kind),
            _ => None,
        });
        let is_top = block.cell.is_some_and(|c| c.row == 0);
        if kind.is_none() && !is_top {
            return None;
        }
        let is_named = |i: &usize| matches!(tokens.class(*i), BODY | GBODY | GEN_BODY | ACRO);
        let name = (0..=last).rev().filter(is_named).max_by_key(longest);
        let adopts = |body: &usize| kind.is_none_or(|kind| scanner.lexicon.adopts(*body, kind));
        let body = name.and_then(|i| tokens.body(i)).filter(adopts);
        let words = name.map_or(0, |i| count(tokens.written(i)));
        let is_plain = body.is_some() && all <= words + 1 + OTHER_WORDS;
        // The word of a kind stands at one edge; in the cell of a table it counts in any form.
        let mut edges = [0, last].into_iter().filter(|i| is_kind(i) && last > 0);
        let leads = edges.any(|i| tokens.class(i) == KINDS || block.cell.is_some());
        (is_plain || leads).then_some(Head {
            kind,
            body,
            is_plain,
            span: block.span,
        })
    }
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}
