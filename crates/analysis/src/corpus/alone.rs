//! Files read one by one, each as if it were alone: what is said of one does not depend on which others are there.

use super::{Corpus, LoadOptions, read_one};
use crate::cite::Scanner;
use crate::knowledge::Knowledge;
use crate::model::{Index, Problem};
use std::path::Path;
use std::sync::LazyLock;

/// Reads files one by one; from any thread.
pub struct Alone<'k> {
    knowledge: &'k Knowledge,
    scanner: LazyLock<Scanner, Box<dyn FnOnce() -> Scanner + Send + Sync + 'k>>,
    options: LoadOptions,
}

impl<'k> Alone<'k> {
    /// Reads with what is known.
    pub fn new(knowledge: &'k Knowledge, options: LoadOptions) -> Self {
        let scanner = Scanner::new(knowledge);
        Alone {
            knowledge,
            scanner: LazyLock::new(Box::new(move || scanner)),
            options,
        }
    }

    /// The corpus of the file at `path`, which outputs call `name`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn load(&self, name: &str, path: &Path) -> Result<Corpus, Problem> {
        let read = read_one(name, path, &self.scanner, self.knowledge, &self.options)?;
        let index = Index {
            version: Index::VERSION,
            ..Index::default()
        };
        Ok(Corpus::assemble(self.knowledge, index, vec![read]))
    }
}
