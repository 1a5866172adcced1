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
mod words;

pub use compare::{CellVerdict, Comparison, Difference, Other, OtherRow, compare};

use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{Evidence, Mapping, MappingRow, NoEquivalent, WorkId};
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
            || links::Links::new(&corpus.index, pool, knowledge, options.blind),
            || candidates::Repeats::new(&corpus.index),
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
        // Works that are merely known stand beside those that were read, and make no rows of their own.
        let read: BTreeSet<&WorkId> = index.texts.iter().filter_map(|t| t.work.as_ref()).collect();
        rows.retain(|row| row.cells.values().flatten().any(|c| read.contains(&c.id)));
        if !self.options.blind {
            name_subjects(&mut rows, self.knowledge);
        }
        let candidates = candidates::find(index, &rows, &self.links, &self.repeats, self.knowledge);
        let no_equivalent = without_equivalent(self.corpus, &self.links, &rows, self.knowledge);
        Mapping {
            rows,
            no_equivalent,
            candidates,
            decisions: Vec::new(),
            horizon: self.knowledge.horizons(index),
        }
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
        let reason = if work.title.is_none() {
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
