//! From documents to columns: one proposal a column, from a side-by-side table or a text of its own.

use super::clause::{Part, parts};
use super::label;
use super::paragraphs::{Paragraph, join_rows, paragraphs};
use super::tables::{from_table, names_proposals, tables};
use crate::knowledge::{ProposalMarks, Proposed};
use crate::model::{Document, Problem};
use serde::Serialize;
use std::collections::BTreeMap;

/// How a proposal shows its changes.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Tracked changes, kept apart by the source.
    Tracked,
    /// Struck and inserted text run together.
    Merged,
    /// The new text alone.
    Clean,
    /// There is no text.
    Empty,
}

/// One column, as read.
#[derive(Clone, Debug)]
pub(crate) struct Proposal {
    /// Short name: who proposes.
    pub name: String,
    /// The heading of the column, or the file.
    pub heading: String,
    /// The mark as written: MOD.
    pub mark: Option<String>,
    /// What the mark means.
    pub means: Option<Proposed>,
    /// The document it comes from, as the heading names it.
    pub document: Option<String>,
    /// Its reference: AFCP/35A8/1.
    pub reference: Option<String>,
    /// The file.
    pub file: String,
    /// How it shows its changes.
    pub form: Form,
    /// Its sections.
    pub parts: Vec<Part>,
    /// True for a column that holds the text in force.
    pub is_base: bool,
    /// Which of the documents.
    pub source: usize,
    /// Who made its changes, as the source says, those with most text first.
    pub authors: Vec<String>,
}

/// Reads the columns of one document: those of its side-by-side table, or the whole text as one.
pub(crate) fn read(
    document: &Document,
    source: usize,
    marks: &ProposalMarks,
    problems: &mut Vec<Problem>,
) -> Vec<Proposal> {
    let found = paragraphs(document);
    let side_by_side = tables(found.clone())
        .into_values()
        .find(|rows| names_proposals(rows, marks));
    let columns = match side_by_side {
        Some(rows) => from_table(document, source, rows, marks, problems),
        None => vec![from_text(document, source, found, marks)],
    };
    for proposal in columns.iter().filter(|p| p.form == Form::Empty) {
        problems.push(Problem {
            unread: false,
            file: document.file.clone(),
            line: None,
            message: format!(
                "“{}” holds no text; its column stays empty",
                proposal.heading
            ),
        });
    }
    columns
}

/// A proposal with what its heading says: "Proposal 2 (MOD, WTSA C-035 Add08) (ATU)".
pub(super) fn headed(
    heading: &str,
    document: &Document,
    source: usize,
    marks: &ProposalMarks,
) -> Proposal {
    let groups: Vec<&str> = heading
        .split('(')
        .skip(1)
        .filter_map(|g| g.split(')').next())
        .map(str::trim)
        .collect();
    let name = groups
        .last()
        .copied()
        .filter(|g| !g.is_empty() && marks.mark(g).is_none());
    let found = marks.mark(heading);
    let in_brackets = groups.iter().find(|g| marks.mark(g).is_some());
    let named_document = in_brackets
        .and_then(|g| g.split_once(','))
        .map(|(_, d)| d.trim());
    Proposal {
        name: name.unwrap_or(heading).to_owned(),
        heading: heading.to_owned(),
        mark: found.map(|(word, _)| word.to_owned()),
        means: found.map(|(_, means)| means),
        document: named_document.filter(|d| !d.is_empty()).map(str::to_owned),
        reference: marks.reference(heading).map(str::to_owned),
        file: document.file.clone(),
        form: Form::Empty,
        parts: Vec::new(),
        is_base: marks.heads_base(heading),
        source,
        authors: Vec::new(),
    }
}

fn from_text(
    document: &Document,
    source: usize,
    found: Vec<Paragraph>,
    marks: &ProposalMarks,
) -> Proposal {
    let stem = document.file.rsplit('/').next().unwrap_or(&document.file);
    let stem = stem.rsplit_once('.').map_or(stem, |(s, _)| s);
    let mut proposal = Proposal {
        name: stem.to_owned(),
        heading: document.file.clone(),
        is_base: false,
        ..headed("", document, source, marks)
    };
    // Rows of a table inside one text are no rows of proposals.
    fill(&mut proposal, join_rows(found), marks);
    proposal
}

/// A mark and a reference stand in the first paragraphs, before the title.
const HEAD_PARAGRAPHS: usize = 3;

pub(super) fn fill(proposal: &mut Proposal, mut paragraphs: Vec<Paragraph>, marks: &ProposalMarks) {
    let filled = paragraphs.iter_mut().filter(|p| !p.text.trim().is_empty());
    for paragraph in filled.take(HEAD_PARAGRAPHS) {
        take_mark(proposal, paragraph, marks);
    }
    // Further marks of the same document stand over its other parts; they are no clauses.
    paragraphs.retain(|p| p.text.trim().is_empty() || !marks.is_mark_line(&p.text));
    proposal.authors = authors(&paragraphs);
    proposal.parts = parts(&paragraphs);
    proposal.form = form(proposal);
}

/// Takes a mark and a reference off the front of a paragraph, where nothing but the title stands behind them.
fn take_mark(proposal: &mut Proposal, paragraph: &mut Paragraph, marks: &ProposalMarks) {
    let text = paragraph.text.clone();
    let front = text
        .split(|c: char| c.is_whitespace())
        .find(|w| !w.is_empty());
    let first = front.unwrap_or_default();
    let marked = marks.mark(first).filter(|(word, _)| *word == first);
    if let Some((word, means)) = marked
        && proposal.mark.is_none()
    {
        proposal.mark = Some(word.to_owned());
        proposal.means = Some(means);
    }
    let reference = marks.reference(&text);
    if proposal.reference.is_none() && (marked.is_some() || marks.is_mark_line(&text)) {
        proposal.reference = reference.map(str::to_owned);
    }
    if marked.is_some() && !marks.is_mark_line(&text) {
        let start = text.len() - text.trim_start().len();
        let behind = text[start + first.len()..].trim_start();
        let behind = match reference.filter(|r| behind.starts_with(*r)) {
            Some(reference) => behind[reference.len()..].trim_start(),
            None => behind,
        };
        paragraph.cut_front(text.len() - behind.len());
    }
}

fn authors(paragraphs: &[Paragraph]) -> Vec<String> {
    let mut written: BTreeMap<&str, usize> = BTreeMap::new();
    for side in paragraphs.iter().flat_map(|p| &p.sides) {
        if let Some(author) = &side.author {
            *written.entry(author).or_default() += side.text.len();
        }
    }
    let mut names: Vec<(&str, usize)> = written.into_iter().collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    names.into_iter().map(|(name, _)| name.to_owned()).collect()
}

fn form(proposal: &Proposal) -> Form {
    let mut clauses = proposal.parts.iter().flat_map(|p| &p.clauses).peekable();
    if clauses.peek().is_none() {
        return Form::Empty;
    }
    let clauses: Vec<_> = clauses.collect();
    if clauses
        .iter()
        .any(|c| c.sides.iter().any(|s| s.change.is_some()))
    {
        return Form::Tracked;
    }
    let merged_label = |raw: &str| {
        let body = label::bare(raw);
        let letters: Vec<u32> = body.chars().map(u32::from).collect();
        raw.ends_with(')')
            && letters.len() == 2
            && body.chars().all(|c| c.is_ascii_lowercase())
            && letters[0].abs_diff(letters[1]) <= 3
            && !matches!(body, "ii" | "iv" | "vi" | "ix" | "xi" | "xx")
    };
    // A year and a place that run together, as nobody writes them.
    let merged_words = |words: &[super::words::Word]| {
        words.windows(2).any(|w| {
            let year = w[0].key.len() >= 4 && w[0].key.chars().all(|c| c.is_ascii_digit());
            year && w[1].glued && w[1].key.chars().all(char::is_alphabetic)
        })
    };
    let merged = clauses
        .iter()
        .any(|c| c.raw_label.as_deref().is_some_and(merged_label) || merged_words(&c.words));
    if merged { Form::Merged } else { Form::Clean }
}
