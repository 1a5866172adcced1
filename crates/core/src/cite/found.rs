//! What a reader of phrases finds.

use super::Reader;
use crate::model::{Mention, MentionForm, Written};
use std::ops::Range;

/// A mention and its tokens.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) mention: Mention,
    pub(super) tokens: Range<usize>,
}

impl Found {
    pub(super) fn new(
        reader: Reader,
        tokens: Range<usize>,
        form: MentionForm,
        written: Vec<Written>,
    ) -> Self {
        Found {
            mention: Mention {
                span: reader.span(tokens.clone()),
                form,
                written,
            },
            tokens,
        }
    }

    /// Texts that are cited with these tokens.
    pub(super) fn cited(reader: Reader, tokens: Range<usize>, written: Vec<Written>) -> Self {
        Found::new(reader, tokens, MentionForm::Cited, written)
    }

    /// From token `start` up to byte `end` of the text.
    pub(super) fn up_to(reader: Reader, start: usize, end: usize, written: Vec<Written>) -> Self {
        let last = reader.tokens.token_from(end).max(start + 1);
        let mut found = Found::cited(reader, start..last, written);
        found.mention.span.end = end;
        found
    }

    /// Takes more tokens in.
    pub(super) fn widen(&mut self, reader: Reader, tokens: Range<usize>) {
        self.mention.span = reader.span(tokens.clone());
        self.tokens = tokens;
    }
}

/// Names each provision of each text: "resolves 6 and 7 of Resolution 49" points at two places.
pub(super) fn each_provision(mention: &mut Mention, paths: &[String]) {
    let texts = std::mem::take(&mut mention.written);
    for text in texts {
        for path in paths {
            mention.written.push(Written {
                provision: Some(path.clone()),
                ..text.clone()
            });
        }
    }
}
