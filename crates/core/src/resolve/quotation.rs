//! What stands within quotation marks.

use crate::model::Document;

/// The quotation marks of a document, followed from place to place so that none is read twice.
#[derive(Default)]
pub(super) struct Quotations {
    /// The block that is being read begins here.
    block: usize,
    /// It is read up to here.
    read: usize,
    /// Where the quotations begin that are open there, from the outside in.
    open: Vec<usize>,
}

impl Quotations {
    /// Where the quotation begins in which `at` stands; it begins in the same block. Reads on from the place that
    /// was asked for last, where that is before `at` in the same block.
    pub(super) fn begin(&mut self, doc: &Document, at: usize) -> Option<usize> {
        let block = doc.block_at(at)?.span.start;
        if block != self.block || at < self.read {
            (self.block, self.read) = (block, block);
            self.open.clear();
        }
        let from = self.read.max(block);
        for (i, c) in doc.text[from..at].char_indices() {
            match c {
                '\u{201c}' | '\u{ab}' | '\u{201e}' => self.open.push(from + i),
                '\u{201d}' | '\u{bb}' => drop(self.open.pop()),
                '"' if self.open.is_empty() => self.open.push(from + i),
                '"' => drop(self.open.pop()),
                _ => {}
            }
        }
        self.read = at;
        self.open.first().copied()
    }
}
