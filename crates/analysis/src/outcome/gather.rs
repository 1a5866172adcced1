//! The proposals and texts of one document, each as a document of its own.

use super::Proposal;
use crate::compare::is_side_by_side;
use crate::corpus::Corpus;
use crate::knowledge::{Knowledge, Proposed};
use crate::model::{Block, BlockKind, Document, Problem, WitnessKind, WorkId};
use crate::outline::says_draft;
use std::ops::Range;

/// A text as it was given: in force, or proposed.
#[derive(Clone, Debug)]
pub(super) struct Given<'c> {
    /// Which text.
    pub(super) work: WorkId,
    /// The document, and the blocks of it that are about this text.
    whole: &'c Document,
    blocks: Range<usize>,
    pub(super) is_proposal: bool,
    /// Which of the index's texts; none for a table of proposals.
    pub(super) text: Option<usize>,
    mark: Option<(String, Proposed)>,
    reference: Option<String>,
}

/// Lines before a heading in which a mark is looked for.
const BEFORE: usize = 3;

/// Takes a document apart.
pub(super) fn given<'c>(
    corpus: &Corpus,
    source: usize,
    document: &'c Document,
    knowledge: &Knowledge,
    problems: &mut Vec<Problem>,
) -> Vec<Given<'c>> {
    let texts = corpus.index.texts.iter().enumerate();
    let texts: Vec<_> = texts.filter(|(_, t)| t.source == source).collect();
    if is_side_by_side(document, &knowledge.proposals) {
        let mut works: Vec<&WorkId> = texts.iter().filter_map(|(_, t)| t.work.as_ref()).collect();
        works.sort();
        works.dedup();
        return match works.as_slice() {
            [work] => vec![table((*work).clone(), document)],
            _ => {
                let message =
                    "a side-by-side table that does not say of one text what it is about: left out";
                problems.push(Problem::remark(&document.file, None, message));
                Vec::new()
            }
        };
    }
    let starts: Vec<usize> = texts
        .iter()
        .map(|(_, text)| first_block(document, text.span.start, knowledge))
        .collect();
    let mut out = Vec::new();
    for (n, (number, text)) in texts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(document.blocks.len());
        let blocks = starts[n]..end.max(starts[n]);
        let (mark, reference) = head(document, &blocks, text.span.start, knowledge);
        // Editions that run together, and temporary numbers of texts that exist by now, propose nothing.
        let mut changes = document.changes.iter();
        let is_tracked = changes.any(|c| c.span.overlaps(text.span));
        let is_draft = text.witness.kind == WitnessKind::Draft
            && (is_tracked || says_draft(document, text.span.start, knowledge));
        let Some(work) = text.work.clone() else {
            if mark.is_some() {
                let message = "a proposal whose heading names no text: left out";
                problems.push(Problem::remark(&document.file, Some(text.line), message));
            }
            continue;
        };
        out.push(Given {
            work,
            is_proposal: is_draft || mark.is_some(),
            whole: document,
            blocks,
            text: Some(*number),
            mark,
            reference,
        });
    }
    if texts.is_empty() && has_mark(document, knowledge) {
        let message = "a proposal without the heading of a text: left out";
        problems.push(Problem::remark(&document.file, None, message));
    }
    out
}

fn table(work: WorkId, document: &Document) -> Given<'_> {
    Given {
        work,
        whole: document,
        blocks: 0..document.blocks.len(),
        is_proposal: true,
        text: None,
        mark: None,
        reference: None,
    }
}

/// The block with which the part of a text begins: its mark, where one stands before the heading.
fn first_block(document: &Document, heading: usize, knowledge: &Knowledge) -> usize {
    let blocks = &document.blocks;
    let at = blocks.partition_point(|b| b.span.end <= heading);
    let mut first = at;
    let before = (0..at).rev().filter(|n| !words(document, *n).is_empty());
    for n in before.take(BEFORE) {
        if !knowledge.proposals.is_mark_line(words(document, n)) {
            break;
        }
        first = n;
    }
    first
}

fn words(document: &Document, block: usize) -> &str {
    let span = document.blocks[block].span;
    document.text.get(span.range()).unwrap_or("").trim()
}

/// Mark and reference in front of the title.
fn head(
    document: &Document,
    blocks: &Range<usize>,
    heading: usize,
    knowledge: &Knowledge,
) -> (Option<(String, Proposed)>, Option<String>) {
    let marks = &knowledge.proposals;
    let (mut mark, mut reference) = (None, None);
    for (_, block) in document
        .blocks
        .iter()
        .enumerate()
        .filter(|b| is_of(*b, blocks))
    {
        if block.span.start > heading {
            break;
        }
        let text = document.text.get(block.span.range()).unwrap_or("");
        let first = text.split_whitespace().next().unwrap_or("");
        let marked = marks.mark(first).filter(|(word, _)| *word == first);
        let counts = marked.is_some() || marks.is_mark_line(text);
        if let Some((word, means)) = marks.mark(text).filter(|_| counts && mark.is_none()) {
            mark = Some((word.to_owned(), means));
        }
        if counts && reference.is_none() {
            reference = marks.reference(text).map(str::to_owned);
        }
    }
    (mark, reference)
}

/// True for a block between two others, and for the notes of the document where its first text is meant.
fn is_of((n, block): (usize, &Block), blocks: &Range<usize>) -> bool {
    let is_apart = matches!(block.kind, BlockKind::Note | BlockKind::Comment);
    blocks.contains(&n) || is_apart && blocks.start == 0
}

fn has_mark(document: &Document, knowledge: &Knowledge) -> bool {
    let first = (0..document.blocks.len()).filter(|n| !words(document, *n).is_empty());
    let mut first = first.take(BEFORE);
    first.any(|n| knowledge.proposals.is_mark_line(words(document, n)))
}

impl Given<'_> {
    /// The file.
    pub(super) fn file(&self) -> &str {
        &self.whole.file
    }

    /// The part of the document that is about this text, and all its notes.
    pub(super) fn document(&self) -> Document {
        let blocks = self.whole.blocks.iter().enumerate();
        let kept = blocks.filter(|b| is_of(*b, &self.blocks));
        Document {
            blocks: kept.map(|(_, block)| block.clone()).collect(),
            ..self.whole.clone()
        }
    }

    /// True where it has clauses to hold against those of the text in force.
    pub(super) fn has_changes(&self) -> bool {
        match &self.mark {
            Some((_, means)) => *means == Proposed::Modify,
            None => true,
        }
    }

    /// What is known without a comparison.
    pub(super) fn proposal(&self, knowledge: &Knowledge) -> Proposal {
        let proposes = self.mark.as_ref().map(|(_, means)| *means);
        let authors = self.authors();
        Proposal {
            proposer: proposer(
                self.reference.as_deref(),
                authors.first().map(String::as_str),
                self.file(),
                knowledge,
            ),
            mark: self.mark.as_ref().map(|(word, _)| word.clone()),
            proposes: proposes.or(Some(Proposed::Modify)),
            reference: self.reference.clone(),
            document: None,
            authors,
            file: self.file().to_owned(),
            counts: None,
        }
    }

    fn authors(&self) -> Vec<String> {
        let document = self.document();
        let within = |at: usize| document.block_at(at).is_some_and(|b| at < b.span.end);
        let changes = document.changes.iter();
        let own = changes.filter(|c| within(c.span.start));
        let mut authors: Vec<String> = own
            .filter_map(|c| Some(c.author.as_deref()?.to_owned()))
            .collect();
        authors.sort();
        authors.dedup();
        authors
    }
}

/// Who proposes: by the reference, else by who signed the changes, else by the name of the file.
pub(super) fn proposer(
    reference: Option<&str>,
    author: Option<&str>,
    file: &str,
    knowledge: &Knowledge,
) -> String {
    let marks = &knowledge.proposals;
    let code = reference.and_then(|r| r.split('/').next());
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let in_name = || {
        stem.split(|c: char| !c.is_alphanumeric())
            .find_map(|word| marks.proposer(word))
    };
    let known = code.or(author).and_then(|code| marks.proposer(code));
    known
        .or(code)
        .or_else(in_name)
        .or(author)
        .unwrap_or(stem)
        .to_owned()
}
