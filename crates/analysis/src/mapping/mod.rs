//! The mapping of Sector texts onto the parent body's texts: rows, candidates, evidence, and the comparison
//! with another mapping.

mod acronyms;
mod candidates;
mod compare;
mod likeness;
mod links;
mod parents;
pub mod published;
mod rows;
mod strays;
mod words;

pub use compare::{CellVerdict, Comparison, Difference, Other, OtherRow, compare};

use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{Evidence, Mapping, MappingRow, NoEquivalent, PartKind, WorkId};
use std::collections::BTreeSet;

/// How to build.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Leave out what people have arranged: rows come from the texts alone.
    pub blind: bool,
}

/// Builds mappings of what was read, and tells what links two texts.
pub struct Mapper<'a> {
    corpus: &'a Corpus,
    knowledge: &'a Knowledge,
    options: Options,
    links: links::Links<'a>,
    repeats: candidates::Repeats,
}

impl<'a> Mapper<'a> {
    /// Reads all links of the corpus.
    pub fn new(corpus: &'a Corpus, knowledge: &'a Knowledge, options: Options) -> Self {
        let pool = rows::mappable(&corpus.index, knowledge);
        let (links, repeats) = rayon::join(
            || links::Links::new(corpus, pool, knowledge, options.blind),
            || candidates::Repeats::new(corpus, knowledge),
        );
        Mapper {
            corpus,
            knowledge,
            options,
            links,
            repeats,
        }
    }

    /// The mapping. Every cell carries its evidence; a text stands in a row from a strength on that is the
    /// same for all.
    pub fn mapping(&self) -> Mapping {
        let index = &self.corpus.index;
        let mut rows = rows::build(index, &self.links, self.knowledge);
        // In a blind mapping each row stays, so that it can be held against the one of that key in another mapping.
        if !self.options.blind {
            rows::fold(&mut rows, |key| self.is_curated_key(key));
        }
        // Works that are merely known stand beside those that were read, and make no rows of their own.
        let read: BTreeSet<&WorkId> = index.texts.iter().filter_map(|t| t.work.as_ref()).collect();
        rows.retain(|row| row.cells.values().flatten().any(|c| read.contains(&c.id)));
        if !self.options.blind {
            name_subjects(&mut rows, self.knowledge);
        }
        let candidates = candidates::find(&rows, &self.links, &self.repeats, self.knowledge);
        let no_equivalent = without_equivalent(self.corpus, &self.links, &rows, self.knowledge);
        Mapping {
            rows,
            no_equivalent,
            candidates,
            decisions: Vec::new(),
            known: self.knowledge.horizons(index),
        }
    }

    /// True where people have drawn up a row of that key.
    fn is_curated_key(&self, key: &WorkId) -> bool {
        let mut subjects = self.knowledge.subjects.subjects.iter();
        subjects.any(|s| s.key == *key)
    }

    /// Why `id` does not stand in the row of `key`, in words, with whatever links them all the same.
    pub fn why_not(&self, key: &WorkId, id: &WorkId) -> (String, Vec<Evidence>) {
        let index = &self.corpus.index;
        let Some(work) = index.works.get(id) else {
            return (format!("{id} is named nowhere in the texts"), Vec::new());
        };
        if let Some(by) = &work.suppressed {
            return (format!("{id} was suppressed by {by}"), Vec::new());
        }
        let (Some(key_number), Some(number)) = (self.links.number(key), self.links.number(id))
        else {
            return (format!("no text of {key} was read"), Vec::new());
        };
        let link = self.links.link(key_number, number);
        // Reasons that are not at hand cannot cite anything.
        let is_extract = index.text_of(key).is_some_and(|text| {
            let has_reasons = text.provisions.iter().any(|p| p.part == PartKind::Preamble);
            !text.provisions.is_empty() && !has_reasons
        });
        let has_text = index.text_of(key).is_some_and(|t| !t.provisions.is_empty());
        let reason = if !has_text {
            format!("the text of {key} is not at hand")
        } else if is_extract {
            format!("only an extract of {key} is at hand, without its reasons")
        } else if work.title.is_none() {
            format!("no text of {id} was read, and {key} does not cite it for certain")
        } else if link.evidence.is_empty() {
            format!("neither text cites the other, and titles and texts of {key} and {id} differ")
        } else {
            format!(
                "too little links them: strength {:.2}, {:.2} is needed",
                link.strength,
                links::LEAST
            )
        };
        (reason, link.evidence)
    }
}

/// Tells which works stand in one row of the mapping, without making it.
pub struct InRows<'a> {
    links: links::Links<'a>,
}

impl<'a> InRows<'a> {
    /// Reads all links of the corpus.
    pub fn new(corpus: &'a Corpus, knowledge: &'a Knowledge) -> Self {
        let pool = rows::mappable(&corpus.index, knowledge);
        InRows {
            links: links::Links::new(corpus, pool, knowledge, false),
        }
    }

    /// True where `other` stands in the row of `key`, a work of the parent body.
    pub fn together(&self, key: &WorkId, other: &WorkId) -> bool {
        match (self.links.number(key), self.links.number(other)) {
            (Some(key), Some(other)) => self.links.strength(key, other) >= links::LEAST,
            _ => false,
        }
    }
}

/// Builds the mapping of what was read: [`Mapper`] in one call.
pub fn build(corpus: &Corpus, knowledge: &Knowledge, options: Options) -> Mapping {
    Mapper::new(corpus, knowledge, options).mapping()
}

/// Gives rows the names that people gave them.
fn name_subjects(rows: &mut [MappingRow], knowledge: &Knowledge) {
    for row in rows {
        if let Some(subject) = knowledge
            .subjects
            .subjects
            .iter()
            .find(|s| s.key == row.key)
        {
            row.subject.clone_from(&subject.subject);
        }
    }
}

/// Sector texts that stand in no row with a text of another body, and parent texts without a row.
fn without_equivalent(
    corpus: &Corpus,
    links: &links::Links,
    rows: &[MappingRow],
    knowledge: &Knowledge,
) -> Vec<NoEquivalent> {
    let mut placed: BTreeSet<&WorkId> = BTreeSet::new();
    for row in rows {
        let ids: Vec<&WorkId> = row.cells.values().flatten().map(|c| &c.id).collect();
        let bodies: BTreeSet<&str> = ids.iter().map(|id| id.head()).collect();
        if bodies.len() > 1 {
            placed.extend(ids);
        }
    }
    let is_parent = |id: &WorkId| knowledge.body(id.head()).is_some_and(|b| b.parent);
    let read: BTreeSet<&WorkId> = corpus
        .index
        .texts
        .iter()
        .filter_map(|t| t.work.as_ref())
        .collect();
    links
        .pool()
        .map(|n| links.work(n))
        .filter(|id| !placed.contains(*id) && !is_parent(id) && read.contains(*id))
        .map(|id| NoEquivalent {
            id: id.clone(),
            title: corpus.index.works.get(id).and_then(|w| w.title.clone()),
        })
        .collect()
}
