//! The clauses of all texts, with where each stands: what the checks that compare texts work on.

use super::{Clause, Groups, Threshold, similar_groups};
use crate::corpus::Corpus;
use crate::model::{Change, Document, Provision, WorkId};
use std::borrow::Cow;

/// Where a clause stands.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// The work.
    pub work: &'a WorkId,
    /// Which of the index's texts.
    pub text: usize,
    /// The provision.
    pub provision: &'a Provision,
    /// What it says now: what a tracked change has struck is left out.
    pub words: Cow<'a, str>,
}

/// The clauses of all texts of known works, in the order of texts and places.
#[derive(Clone, Debug)]
pub struct Clauses<'a> {
    /// The clauses.
    pub standings: Vec<Standing<'a>>,
}

impl<'a> Clauses<'a> {
    /// Every provision of every text whose work is known.
    pub fn of_all(corpus: &'a Corpus) -> Self {
        let mut standings = Vec::new();
        for (number, text) in corpus.index.texts.iter().enumerate() {
            let Some(work) = &text.work else { continue };
            let document = corpus.documents.get(&text.source);
            for provision in text.provisions.iter().filter(|p| !p.text.is_empty()) {
                let words = match document {
                    Some(document) => standing_words(document, provision),
                    None => Cow::Borrowed(provision.text.as_str()),
                };
                if !words.trim().is_empty() {
                    standings.push(Standing {
                        work,
                        text: number,
                        provision,
                        words,
                    });
                }
            }
        }
        Clauses { standings }
    }

    /// How many clauses.
    pub fn len(&self) -> usize {
        self.standings.len()
    }

    /// True where no text has any.
    pub fn is_empty(&self) -> bool {
        self.standings.is_empty()
    }

    /// The clauses taken together that say the same, and which of these groups are alike.
    pub fn groups(&self, threshold: &Threshold) -> Groups {
        let words: Vec<&str> = self
            .standings
            .iter()
            .map(|s| without_label(&s.words))
            .collect();
        let clauses: Vec<Clause<'_>> = words.iter().map(|w| Clause::new(w)).collect();
        similar_groups(&clauses, threshold, |_, _, _| true)
    }
}

/// A clause without the numbers and signs before its first word: a label that could not be told from the text would
/// make each item another one.
fn without_label(text: &str) -> &str {
    let is_label = |word: &str| !word.contains(char::is_alphabetic);
    let mut rest = text.trim_start();
    while let Some((word, behind)) = rest.split_once(char::is_whitespace) {
        if !is_label(word) {
            break;
        }
        rest = behind.trim_start();
    }
    rest
}

/// The words of a provision without those that a tracked change has struck.
fn standing_words<'a>(document: &Document, provision: &'a Provision) -> Cow<'a, str> {
    let span = provision.span;
    let from = document
        .changes
        .partition_point(|c| c.span.end <= span.start);
    let mut struck = document.changes[from..]
        .iter()
        .take_while(|c| c.span.start < span.end)
        .filter(|c| c.change == Change::Deleted)
        .peekable();
    if struck.peek().is_none() {
        return Cow::Borrowed(&provision.text);
    }
    let mut words = String::new();
    let mut at = span.start;
    for change in struck {
        let kept = at..change.span.start.max(at);
        words.push_str(document.text.get(kept).unwrap_or(""));
        at = change.span.end.max(at);
    }
    words.push_str(document.text.get(at..span.end.max(at)).unwrap_or(""));
    Cow::Owned(words)
}
