//! From paths to what was read: documents and the [`Index`] of works, texts and citations.

mod alone;
mod fallen;
mod languages;
mod misplaced;
mod numbers;
mod readers;
mod store;
mod stream;
mod witnesses;
mod works;

pub use alone::Alone;
pub use fallen::Fallen;
pub(crate) use numbers::Numbers;
pub use store::{StoreError, index_from_str, index_to_string};
pub use stream::{PIECE, StreamError, Streamed, stream};
pub(crate) use works::title_key;

use crate::knowledge::Knowledge;
use crate::model::{BodyId, Cell, Citation, Document, Index, Mention, Problem, Source, WorkId};
use crate::outline::{Outline, outline};
use crate::read::{self, ReadOptions};
use rayon::prelude::*;
use readers::Readers;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Works, texts, citations.
    pub index: Index,
    /// The documents, by their source's place in the index; a source that came from a saved index has none.
    pub documents: BTreeMap<usize, Document>,
    /// The bodies that the columns of each document's tables hold, as [`Outline::columns`].
    pub columns: BTreeMap<usize, Vec<(Cell, BodyId)>>,
    /// What the documents say to be no longer in force.
    pub fallen: Vec<Fallen>,
}

/// How to load.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// How to read files.
    pub read: ReadOptions,
}

/// Why nothing could be loaded.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// None of the paths led to a text or an index.
    #[error("nothing to read: {0}")]
    Nothing(String),
    /// A saved index cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One source on its way into the index.
struct Read {
    document: Document,
    bytes: usize,
    mentions: Vec<Mention>,
    outline: Outline,
    /// Which of the [`Readers`] has read it.
    reader: usize,
    /// The language, and what is to be said of it.
    language: languages::Told,
}

impl Corpus {
    /// What is known without any text: the works in `mappings/`.
    pub fn builtin(knowledge: &Knowledge) -> Self {
        Corpus {
            index: knowledge.known.clone(),
            ..Corpus::default()
        }
    }

    /// Reads files, folders and saved indexes. `progress` is told after each file (done, of how many), from
    /// any thread.
    ///
    /// What cannot be read is a [`Problem`] of the index; the rest goes on.
    ///
    /// # Errors
    /// No path leads to anything that can be read; a saved index that is damaged or of another version.
    pub fn load(
        knowledge: &Knowledge,
        paths: &[PathBuf],
        options: &LoadOptions,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Self, CorpusError> {
        let (saved, texts): (Vec<_>, Vec<_>) =
            paths.iter().cloned().partition(|p| store::is_saved(p));
        let mut index = Index {
            version: Index::VERSION,
            ..Index::default()
        };
        for path in &saved {
            store::merge(&mut index, store::read(path)?);
        }
        let found = read::gather(&texts);
        index.problems.extend(found.problems);
        let readers = Readers::new(knowledge);
        let done = std::sync::atomic::AtomicUsize::new(0);
        let read: Vec<Result<Read, Problem>> = found
            .files
            .par_iter()
            .with_max_len(1)
            .map(|(name, path)| {
                let read = read_one(name, path, &readers, options);
                let so_far = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
                progress(so_far, found.files.len());
                read
            })
            .collect();
        let mut sources = Vec::new();
        for one in read {
            match one {
                Ok(read) => sources.push(read),
                Err(problem) => index.problems.push(problem),
            }
        }
        if sources.is_empty() && saved.is_empty() {
            let why: Vec<String> = index
                .problems
                .iter()
                .map(|p| format!("{}: {}", p.file, p.message))
                .collect();
            return Err(CorpusError::Nothing(why.join("; ")));
        }
        Ok(Corpus::assemble(knowledge, &readers, index, sources))
    }

    /// Takes texts that a program holds, each with a name.
    pub fn from_texts(knowledge: &Knowledge, texts: &[(&str, &str)]) -> Self {
        Alone::new(knowledge, LoadOptions::default()).texts(texts)
    }

    fn assemble(
        knowledge: &Knowledge,
        readers: &Readers<'_>,
        index: Index,
        mut sources: Vec<Read>,
    ) -> Self {
        let first = index.sources.len();
        let texts = sources.iter_mut().flat_map(|s| &mut s.outline.texts);
        witnesses::by_title(&mut texts.collect::<Vec<_>>(), &index, knowledge);
        let known = known_works(knowledge, &index, &sources);
        // The mentions of a source go as its citations come: of many files, both would not fit in memory.
        let resolve = |(n, mut read): (usize, Read)| {
            let mentions = std::mem::take(&mut read.mentions);
            let resolver = readers.resolver(read.reader);
            let citations =
                resolver.resolve(&read.document, first + n, &mentions, &read.outline, &known);
            (read, citations)
        };
        let resolved: Vec<_> = sources.into_par_iter().enumerate().map(resolve).collect();
        let mut corpus = Corpus {
            index,
            ..Corpus::default()
        };
        let mut fallen = Vec::new();
        for (read, citations) in resolved {
            fallen.extend(corpus.take(read, citations, knowledge));
        }
        let index = &mut corpus.index;
        witnesses::mark(index, knowledge);
        misplaced::mark(index);
        works::complete(index, knowledge);
        fallen.extend(fallen::told(index, &corpus.documents, knowledge));
        fallen.retain(|fallen| works::fell(index, fallen, knowledge));
        corpus.fallen = fallen;
        corpus
    }

    /// Takes in what was read of the next source; the works that it lists as fallen.
    fn take(
        &mut self,
        mut read: Read,
        mut citations: Vec<Citation>,
        knowledge: &Knowledge,
    ) -> Vec<Fallen> {
        let index = &mut self.index;
        let (source, offset) = (index.sources.len(), index.texts.len());
        for citation in &mut citations {
            citation.text = citation.text.map(|t| t + offset);
        }
        index.sources.push(Source {
            file: read.document.file.clone(),
            format: read.document.format,
            bytes: read.bytes,
            language: read.language.id,
        });
        index.problems.extend(read.language.problem);
        index.problems.extend(losses(&read.document));
        let listed = fallen::listed(&read.document, &read.outline, &citations, knowledge);
        let columns = std::mem::take(&mut read.outline.columns);
        let texts = read.outline.into_texts(&read.document);
        index.texts.extend(texts.into_iter().map(|mut t| {
            t.source = source;
            t
        }));
        index.citations.extend(citations);
        self.documents.insert(source, read.document);
        self.columns.insert(source, columns);
        listed
    }

    /// The document of a source, where its text is at hand.
    pub fn document(&self, source: usize) -> Option<&Document> {
        self.documents.get(&source)
    }
}

fn read_one(
    name: &str,
    path: &Path,
    readers: &Readers<'_>,
    options: &LoadOptions,
) -> Result<Read, Problem> {
    let problem = |error: read::ReadError| Problem {
        unread: true,
        file: error.file,
        line: error.line,
        message: error.message,
    };
    let bytes = read::load(name, path).map_err(problem)?;
    let size = bytes.len();
    let document = read::read_bytes(name, bytes, &options.read).map_err(problem)?;
    Ok(understand(document, size, readers))
}

fn understand(document: Document, bytes: usize, readers: &Readers<'_>) -> Read {
    let (reader, scanner, knowledge) = readers.of(&document.text);
    let mentions = scanner.mentions_of(&document);
    let outline = outline(&document, &mentions, knowledge);
    let nothing = mentions.is_empty() && outline.texts.is_empty();
    let language = languages::Told::of(&document, nothing, &knowledge.languages);
    Read {
        language,
        reader,
        document,
        bytes,
        mentions,
        outline,
    }
}

/// The works that exist as far as anybody knows: those in `mappings/`, in saved indexes, and those whose text
/// was read.
fn known_works(knowledge: &Knowledge, index: &Index, sources: &[Read]) -> BTreeSet<WorkId> {
    let texts = sources
        .iter()
        .flat_map(|s| &s.outline.texts)
        .filter_map(|t| t.work.clone());
    knowledge
        .known
        .works
        .keys()
        .chain(index.works.keys())
        .cloned()
        .chain(texts)
        .collect()
}

fn losses(document: &Document) -> Vec<Problem> {
    if document.losses.is_empty() && document.remarks.is_empty() {
        return Vec::new();
    }
    let lines = crate::model::LineMap::new(document.lines_text());
    let problem = |line: Option<usize>, message: &String| Problem {
        unread: false,
        file: document.file.clone(),
        line,
        message: message.clone(),
    };
    let remarks = document.remarks.iter().map(|r| problem(None, r));
    let losses = document.losses.iter().map(|loss| {
        let at = document.positions.source(loss.span.start);
        problem(Some(lines.line(at)), &loss.message)
    });
    remarks.chain(losses).collect()
}
