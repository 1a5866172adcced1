//! What documents are read with: each with the knowledge of whom it names.

use crate::cite::Scanner;
use crate::knowledge::Knowledge;
use crate::resolve::Resolver;
use std::sync::{Arc, OnceLock};

/// What documents are read with.
pub(super) struct Readers<'k>(Vec<Reader<'k>>);

struct Reader<'k> {
    knowledge: &'k Knowledge,
    scanner: OnceLock<Arc<Scanner>>,
    resolver: OnceLock<Resolver<'k>>,
}

impl<'k> Readers<'k> {
    pub(super) fn new(knowledge: &'k Knowledge) -> Self {
        let all = std::iter::once(knowledge).chain(&knowledge.others);
        let reader = |knowledge| Reader {
            knowledge,
            scanner: OnceLock::new(),
            resolver: OnceLock::new(),
        };
        Readers(all.map(reader).collect())
    }

    /// The reader of a document, by its number.
    ///
    /// Its scanner is made while the first files are read, by one thread: one that took up other files while it waited
    /// for helpers would come to wait for itself here.
    pub(super) fn of(&self, text: &str) -> (usize, &Scanner, &'k Knowledge) {
        let meant = self.0[0].knowledge.of_text(text);
        let number = self.0.iter().position(|r| std::ptr::eq(r.knowledge, meant));
        let number = number.unwrap_or(0);
        let reader = &self.0[number];
        let scanner = reader.scanner.get_or_init(|| Scanner::of(reader.knowledge));
        (number, scanner, reader.knowledge)
    }

    pub(super) fn resolver(&self, number: usize) -> &Resolver<'k> {
        let reader = &self.0[number];
        reader
            .resolver
            .get_or_init(|| Resolver::new(reader.knowledge))
    }
}
