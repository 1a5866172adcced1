//! Cuts a paragraph into its pieces: what the alphabet itself parts.

use super::super::junk;
use super::super::lexicon::PART;
use crate::script::{Folded, Gap, Sort, Token};
use std::ops::Range;

/// A word, a number, a Chinese character or a sign.
#[derive(Clone, Debug)]
pub(in crate::cite) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    /// In [`Pieces::norm`], without the sign behind it.
    pub(super) norm: Range<usize>,
    pub(super) gap: Gap,
    pub(super) sort: Sort,
    /// A letter of another alphabet stands in it.
    pub(super) confused: bool,
}

/// The pieces of one paragraph, as written and as compared.
#[derive(Debug)]
pub(in crate::cite) struct Pieces<'t> {
    pub(in crate::cite) text: &'t str,
    pub(super) all: Vec<Piece>,
    /// The pieces as compared, each with the sign behind it that parts them.
    pub(super) norm: String,
}

/// A piece is so many bytes long, by a cautious guess; and more room than this is not made ahead.
const BYTES: usize = 6;
const ROOM: usize = 1 << 12;

impl<'t> Pieces<'t> {
    /// The pieces of `text` in `range`, without what a converter left.
    pub(super) fn new(text: &'t str, range: Range<usize>) -> Self {
        let room = (range.len() / BYTES).min(ROOM);
        let mut pieces = Pieces {
            text,
            all: Vec::with_capacity(room),
            norm: String::with_capacity(room * BYTES),
        };
        pieces.cut(range);
        pieces
    }

    /// Cuts the text into pieces.
    fn cut(&mut self, range: Range<usize>) {
        let mut from = range.start;
        let mut before = Gap::None;
        let holes = junk::holes(self.text, range.clone());
        let last = range.end..range.end;
        for hole in holes.into_iter().chain(std::iter::once(last)) {
            self.cut_plain(from..hole.start, before);
            let end = self.all.last().map_or(range.start, |p| p.end);
            let left = self.text.get(end.max(from)..hole.start).unwrap_or_default();
            before = match left.contains('\n') {
                true => Gap::Line,
                false if left.is_empty() && before == Gap::Line => Gap::Line,
                false => Gap::Space,
            };
            from = hole.end;
        }
    }

    /// `before`: what stands before the first piece, beside its own gap.
    fn cut_plain(&mut self, range: Range<usize>, mut before: Gap) {
        let offset = range.start;
        let folded = Folded::new(&self.text[range]);
        let goes_on = offset > 0 && !self.all.is_empty();
        for (n, token) in folded.tokens().enumerate() {
            let mut gap = token.gap;
            // The beginning of a stretch is no empty line.
            if n == 0 && goes_on {
                let is_line = self.text[offset..offset + token.span.start].contains('\n');
                gap = if is_line { Gap::Line } else { Gap::None };
            }
            gap = gap.max(std::mem::replace(&mut before, Gap::None));
            let at = offset + token.span.start..offset + token.span.end;
            if self.is_print(token.sort, &at) {
                before = gap;
                continue;
            }
            // A sign that stands for several ("…") is one.
            if !self.text.is_char_boundary(at.start) || !self.text.is_char_boundary(at.end) {
                continue;
            }
            let norm = &folded.text()[token.at.clone()];
            match token.sort {
                Sort::Word if self.joins_broken(gap, norm) => self.join(norm, at.end),
                Sort::Han => self.push_han(&folded, &token, gap, offset),
                sort => self.push(norm, at, gap, sort, token.confused),
            }
        }
    }

    /// True for what is no part of the words: raised digits are notes, stars and their like are bold print.
    fn is_print(&self, sort: Sort, at: &Range<usize>) -> bool {
        match sort {
            Sort::Note | Sort::Mark('*') => true,
            Sort::Mark('_' | '~') => {
                self.text.get(at.clone()).is_some() && junk::is_emphasis(self.text, at.clone())
            }
            Sort::Mark(_) => self.text.as_bytes()[at.start] == b'`',
            _ => false,
        }
    }

    /// Each Chinese character is a piece.
    fn push_han(&mut self, folded: &Folded, token: &Token, mut gap: Gap, offset: usize) {
        let text = &folded.text()[token.at.clone()];
        for (n, c) in text.char_indices() {
            let from = token.at.start + n;
            let span = folded.span(from..from + c.len_utf8());
            let at = offset + span.start..offset + span.end;
            self.push(&text[n..n + c.len_utf8()], at, gap, Sort::Han, false);
            gap = Gap::None;
        }
    }

    fn push(&mut self, norm: &str, at: Range<usize>, gap: Gap, sort: Sort, confused: bool) {
        let from = self.norm.len();
        self.norm.push_str(norm);
        let norm = from..self.norm.len();
        self.norm.push(PART);
        self.all.push(Piece {
            start: at.start,
            end: at.end,
            norm,
            gap,
            sort,
            confused,
        });
    }

    /// True where a line break parts a word: "Resolu-\ntion". What ends in a capital or goes on with one is two.
    fn joins_broken(&self, gap: Gap, text: &str) -> bool {
        if gap != Gap::Line {
            return false;
        }
        let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        // A soft hyphen is no piece.
        if let Some(word) = self.all.last()
            && word.sort == Sort::Word
            && self.text[word.end..].starts_with('\u{ad}')
        {
            return small(text.chars().next());
        }
        let [.., word, hyphen] = self.all.as_slice() else {
            return false;
        };
        hyphen.sort == Sort::Hyphen
            && hyphen.gap == Gap::None
            && word.sort == Sort::Word
            && small(self.text[word.start..word.end].chars().next_back())
            && small(text.chars().next())
            && self.text[hyphen.end..]
                .trim_start()
                .starts_with(char::is_lowercase)
    }

    fn join(&mut self, text: &str, end: usize) {
        if self.all.last().is_some_and(|p| p.sort == Sort::Hyphen) {
            self.all.pop();
        }
        if let Some(word) = self.all.last_mut() {
            self.norm.truncate(word.norm.end);
            self.norm.push_str(text);
            word.norm.end = self.norm.len();
            word.end = end;
            self.norm.push(PART);
        }
    }

    /// Where the `at`-th piece begins, and whether letters or digits stand right before it.
    pub(in crate::cite) fn place(&self, at: usize) -> (usize, bool) {
        let piece = &self.all[at];
        let word = at > 0 && matches!(self.all[at - 1].sort, Sort::Word | Sort::Number);
        (piece.start, piece.gap == Gap::None && word)
    }

    /// The `at`-th piece as compared.
    pub(super) fn norm(&self, at: usize) -> &str {
        &self.norm[self.all[at].norm.clone()]
    }

    /// True where the `at`-th piece is a word of several small letters of ASCII with a space or a stop behind it.
    pub(super) fn is_small(&self, at: usize) -> bool {
        let piece = &self.all[at];
        let bytes = self.text.as_bytes();
        let word = &bytes[piece.start..piece.end];
        let ends = match bytes.get(piece.end) {
            Some(behind) => b" ,.;:)\n\r".contains(behind),
            None => true,
        };
        ends && word.len() > 1 && word.iter().all(u8::is_ascii_lowercase)
    }

    /// The first character of the `at`-th piece, as written.
    pub(super) fn first(&self, at: usize) -> Option<char> {
        let piece = self.all.get(at)?;
        self.text[piece.start..].chars().next()
    }

    /// True where the `at`-th piece stands right behind the one before.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|p| p.gap == Gap::None)
    }

    /// True where the `at`-th piece is of that sort.
    pub(super) fn is(&self, at: usize, sort: Sort) -> bool {
        self.all.get(at).is_some_and(|p| p.sort == sort)
    }

    /// The first piece from `at` on that begins at or behind byte `end`.
    pub(super) fn following(&self, at: usize, end: usize) -> usize {
        at + self.all[at..].partition_point(|p| p.start < end)
    }

    /// The letters and digits of these pieces.
    pub(super) fn squeezed(&self, pieces: Range<usize>) -> String {
        let norm = pieces.map(|i| self.norm(i));
        norm.flat_map(|n| n.chars().filter(|c| c.is_alphanumeric()))
            .collect()
    }
}
