//! Files read one by one, each as if it were alone: what is said of one does not depend on which others are there.

use super::readers::Readers;
use super::{Corpus, LoadOptions, Read, read_one, understand};
use crate::knowledge::Knowledge;
use crate::model::{Index, Problem};
use crate::read;
use std::path::Path;

/// Reads files one by one; from any thread.
pub struct Alone<'k> {
    knowledge: &'k Knowledge,
    readers: Readers<'k>,
    options: LoadOptions,
}

impl<'k> Alone<'k> {
    /// Reads with what is known.
    pub fn new(knowledge: &'k Knowledge, options: LoadOptions) -> Self {
        let readers = Readers::new(knowledge);
        Alone {
            knowledge,
            readers,
            options,
        }
    }

    /// The corpus of the file at `path`, which outputs call `name`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn load(&self, name: &str, path: &Path) -> Result<Corpus, Problem> {
        let read = read_one(name, path, &self.readers, &self.options)?;
        Ok(self.assemble(vec![read]))
    }

    /// The corpus of texts that a program holds, each with a name; these are read together.
    pub fn texts(&self, texts: &[(&str, &str)]) -> Corpus {
        let understood = |(name, text): &(&str, &str)| {
            understand(read::read_text(name, *text), text.len(), &self.readers)
        };
        self.assemble(texts.iter().map(understood).collect())
    }

    fn assemble(&self, sources: Vec<Read>) -> Corpus {
        let index = Index {
            version: Index::VERSION,
            ..Index::default()
        };
        Corpus::assemble(self.knowledge, &self.readers, index, sources)
    }
}
