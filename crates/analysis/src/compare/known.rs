//! What is known of the clauses and sections of all columns before they are aligned: equal ones are one
//! class, and how alike two classes are is measured once.

use super::align::Alike;
use super::clause::{Clause, Part};
use super::columns::Proposal;
use super::words::{Bag, Weights, Word, same_words, words};
use std::cell::RefCell;
use std::collections::HashMap;

/// Words by which like clauses find each other in long sections.
const TELLING_WORDS: usize = 6;
/// Clauses of fewer words must be alike as a whole: that one stands inside a long one says nothing.
const SHORT: usize = 8;
/// What equal labels add to the likeness of two clauses.
const SAME_LABEL: f64 = 0.03;
/// A clause that is new by tracked changes is less like one that is not: of a clause that is struck here and stands
/// again there, the base has the first.
const NEW_AND_OLD: f64 = 0.6;

/// The classes of clauses.
pub(crate) struct Known {
    pub(crate) weights: Weights,
    classes: Vec<ClauseClass>,
    alike: RefCell<HashMap<(u32, u32), f64>>,
}

struct ClauseClass {
    label: Option<String>,
    bag: Bag,
    length: usize,
    keys: Vec<u32>,
    /// All of it is put in by tracked changes.
    is_new: bool,
}

impl Known {
    /// Counts the words of all columns and gives each clause its class.
    pub(crate) fn new(all: &mut [Proposal]) -> Self {
        let headings: Vec<Vec<Word>> = all
            .iter()
            .flat_map(|p| &p.parts)
            .map(|p| words(&p.heading))
            .collect();
        let clauses = all.iter().flat_map(|p| &p.parts).flat_map(|p| &p.clauses);
        let counted = clauses
            .map(|c| &c.words[..])
            .chain(headings.iter().map(|h| &h[..]));
        let weights = Weights::new(counted);
        let mut classes: Vec<ClauseClass> = Vec::new();
        let mut numbers: HashMap<(Option<String>, Vec<String>, bool), u32> = HashMap::new();
        let parts = all.iter_mut().flat_map(|p| &mut p.parts);
        for clause in parts.flat_map(|p| &mut p.clauses) {
            let own = clause.base_words();
            let text = own.iter().map(|w| w.key.clone()).collect();
            let is_new = clause.is_new();
            let key = (clause.raw_label.clone(), text, is_new);
            clause.class = *numbers.entry(key).or_insert_with(|| {
                let bag = weights.bag(&own);
                classes.push(ClauseClass {
                    label: clause.raw_label.clone(),
                    length: own.len(),
                    keys: weights.telling(&bag, TELLING_WORDS),
                    bag,
                    is_new,
                });
                classes.len() as u32 - 1
            });
        }
        Known {
            weights,
            classes,
            alike: RefCell::default(),
        }
    }

    fn alike(&self, a: u32, b: u32) -> f64 {
        let pair = (a.min(b), a.max(b));
        if let Some(known) = self.alike.borrow().get(&pair) {
            return *known;
        }
        let (x, y) = (&self.classes[a as usize], &self.classes[b as usize]);
        let mut like = self.weights.likeness(&x.bag, &y.bag);
        let (shortest, longest) = (x.length.min(y.length), x.length.max(y.length));
        if shortest < SHORT {
            like *= (shortest as f64 / longest.max(1) as f64).sqrt();
        }
        if x.label.is_some() && x.label == y.label {
            like += SAME_LABEL;
        }
        if x.is_new != y.is_new {
            like *= NEW_AND_OLD;
        }
        self.alike.borrow_mut().insert(pair, like);
        like
    }
}

/// The clauses of one section in every column, to be aligned; alike from `least` on.
pub(super) struct Clauses<'a> {
    pub(super) parts: &'a [Option<&'a Part>],
    pub(super) known: &'a Known,
    pub(super) least: f64,
}

impl Clauses<'_> {
    fn clause(&self, column: usize, at: usize) -> Option<&Clause> {
        self.parts.get(column)?.as_ref()?.clauses.get(at)
    }
}

impl Alike for Clauses<'_> {
    fn class(&self, column: usize, element: usize) -> u32 {
        self.clause(column, element).map_or(0, |c| c.class)
    }

    fn score(&self, a: u32, b: u32) -> f64 {
        self.known.alike(a, b) - self.least
    }

    fn keys(&self, class: u32) -> Vec<u32> {
        self.known.classes[class as usize].keys.clone()
    }
}

/// The sections of every column, to be aligned.
pub(super) struct Sections<'a> {
    weights: &'a Weights,
    of: Vec<Vec<u32>>,
    classes: Vec<SectionClass>,
    alike: RefCell<HashMap<(u32, u32), f64>>,
}

struct SectionClass {
    heading: Vec<Word>,
    heading_bag: Bag,
    body: Bag,
    /// First of its column.
    first: bool,
    /// For a section of a side-by-side table: which document, which row, and whether it is alone there.
    row: Option<(usize, u32, bool)>,
}

/// Two sections belong together from this likeness on.
const SAME_SECTION: f64 = 0.4;

impl<'a> Sections<'a> {
    pub(super) fn new(all: &[Proposal], weights: &'a Weights) -> Self {
        let mut numbers: HashMap<(String, bool, Option<(usize, u32, bool)>, Vec<u32>), u32> =
            HashMap::new();
        let mut classes = Vec::new();
        let mut of = Vec::new();
        for proposal in all {
            let mut own = Vec::new();
            let mut in_row: HashMap<Option<u32>, usize> = HashMap::new();
            for part in &proposal.parts {
                *in_row.entry(part.row).or_default() += 1;
            }
            for (at, part) in proposal.parts.iter().enumerate() {
                let alone = in_row.get(&part.row) == Some(&1);
                let row = part.row.map(|row| (proposal.source, row, alone));
                let clauses: Vec<u32> = part.clauses.iter().map(|c| c.class).collect();
                let key = (part.heading.clone(), at == 0, row, clauses);
                own.push(*numbers.entry(key).or_insert_with(|| {
                    let heading = words(&part.heading);
                    let body: Vec<Word> =
                        part.clauses.iter().flat_map(Clause::base_words).collect();
                    classes.push(SectionClass {
                        heading_bag: weights.bag(&heading),
                        heading,
                        body: weights.bag(&body),
                        first: at == 0,
                        row,
                    });
                    classes.len() as u32 - 1
                }));
            }
            of.push(own);
        }
        Sections {
            weights,
            of,
            classes,
            alike: RefCell::default(),
        }
    }

    fn measured(&self, a: u32, b: u32) -> f64 {
        let (a, b) = (&self.classes[a as usize], &self.classes[b as usize]);
        if let (Some((source, row, alone)), Some((other, other_row, other_alone))) = (a.row, b.row)
            && source == other
        {
            if row != other_row {
                return 0.0;
            }
            if alone && other_alone {
                return 2.0;
            }
        }
        if a.heading.is_empty() != b.heading.is_empty() {
            return 0.0;
        }
        if a.heading.is_empty() && a.first && b.first {
            return 2.0;
        }
        // "considering" stands in "considering further"; the clauses below must tell them apart.
        let heads = self.weights.likeness(&a.heading_bag, &b.heading_bag);
        let bodies = self.weights.likeness(&a.body, &b.body);
        let same_head = f64::from(u8::from(same_words(&a.heading, &b.heading)));
        0.25 * heads + 0.15 * same_head + 0.6 * bodies - SAME_SECTION
    }
}

impl Alike for Sections<'_> {
    fn class(&self, column: usize, element: usize) -> u32 {
        self.of[column][element]
    }

    fn score(&self, a: u32, b: u32) -> f64 {
        let pair = (a.min(b), a.max(b));
        if let Some(known) = self.alike.borrow().get(&pair) {
            return *known;
        }
        let like = self.measured(pair.0, pair.1);
        self.alike.borrow_mut().insert(pair, like);
        like
    }

    fn keys(&self, class: u32) -> Vec<u32> {
        let body = &self.classes[class as usize].body;
        self.weights.telling(body, TELLING_WORDS * 2)
    }
}
