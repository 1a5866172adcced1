//! Says what each mention means: which work, by which evidence, or that it is not decided.
//!
//! The body of a target is decided by the first of these that speaks, and the target says which it was:
//!
//! 1. the phrase names it: before the word, as the subject of its sentence, behind it, or by the shape of its number;
//! 2. place and year are those of one body's conference;
//! 3. "of this conference": the body of the text that it stands in;
//! 4. another member of the same list;
//! 5. the same number was named with its body before, in the same text;
//! 6. the column of the table, the body of the citing text, the body that the document is about;
//! 7. only one body has a text of that number.
//!
//! Where two bodies that the phrase names, or the body and the edition, contradict each other, the target is ambiguous.

mod bodies;
mod context;
mod memory;
mod papers;
mod quotation;
mod run;

use crate::knowledge::Knowledge;
use crate::model::{Citation, Document, LineMap, Mention, WorkId};
use crate::outline::Outline;
use bodies::Bodies;
pub use memory::Memory;
use papers::Papers;
use quotation::Quotations;
use run::Run;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Resolves mentions; made once from what is known, used for any number of documents.
#[derive(Debug)]
pub struct Resolver<'k> {
    bodies: Bodies<'k>,
}

impl<'k> Resolver<'k> {
    /// A resolver for the bodies, conferences and temporary numbers in `knowledge`.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Resolver {
            bodies: Bodies { knowledge },
        }
    }

    /// What the `mentions` of `doc` mean. `outline` is the structure of the document, `source` its
    /// number in the index, `known` the works of which some text or heading is known (may be empty).
    ///
    /// Headings come out with their own role, edition histories too; only a
    /// [citation](crate::model::Role::Citation) is an edge.
    pub fn resolve(
        &self,
        doc: &Document,
        source: usize,
        mentions: &[Mention],
        outline: &Outline,
        known: &BTreeSet<WorkId>,
    ) -> Vec<Citation> {
        let memory = &mut Memory::default();
        self.resolve_on(memory, 0, (doc, source), mentions, outline, known)
    }

    /// The same for a piece of a document, of whose earlier pieces `memory` says what they named. What begins before
    /// `from` was read with them.
    pub fn resolve_on(
        &self,
        memory: &mut Memory,
        from: usize,
        (doc, source): (&Document, usize),
        mentions: &[Mention],
        outline: &Outline,
        known: &BTreeSet<WorkId>,
    ) -> Vec<Citation> {
        if mentions.is_empty() {
            return Vec::new();
        }
        let of_texts = outline.texts.iter().filter_map(|t| t.work.as_ref());
        let mut of_texts = of_texts.map(WorkId::head);
        let of_all = of_texts.next();
        let of_all = of_all.filter(|first| of_texts.all(|b| b == *first));
        let body = outline.body.as_deref().or(of_all);
        let lines = LineMap::new(doc.lines_text());
        memory.ours |= body.is_some_and(|b| self.bodies.is_ours(b))
            || mentions.iter().any(|m| self.bodies.names_ours(m));
        let mut run = Run {
            resolver: self,
            doc,
            outline,
            mentions,
            body,
            papers: Papers::new(self.bodies.knowledge, mentions),
            known,
            memory,
            from,
            quotations: Quotations::default(),
            last: None,
            organisation: OnceCell::new(),
            numbers: OnceCell::new(),
        };
        let all = mentions.iter().enumerate();
        all.map(|(index, mention)| run.citation(source, &lines, index, mention))
            .collect()
    }
}
