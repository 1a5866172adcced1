//! Two editions of one text, clause by clause, with the aligner that proposals are compared by.

use crate::compare::{Alike, Bag, Weights, Word, align_columns, same_words, words};
use crate::corpus::Corpus;
use crate::model::{Change, Edition, ResolutionText, Role, WorkId};
use serde::Serialize;
use std::collections::BTreeMap;

/// Clauses that have so much in common are one, reworded.
const REWORDED: f64 = 0.4;

/// What one edition changed in another.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EditionChange {
    /// Provisions that only the later one has.
    pub added: Vec<String>,
    /// Provisions that only the earlier one has.
    pub removed: Vec<String>,
    /// Provisions of both whose words differ, by their later address.
    pub reworded: Vec<String>,
    /// The words of all of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<ClauseChange>,
    /// Works that only the later one cites.
    pub cites_newly: Vec<WorkId>,
    /// Works that only the earlier one cites.
    pub cites_no_more: Vec<WorkId>,
    /// Works of which the later one cites a later edition: "PP-123: Busan, 2014 → Rev. Dubai, 2018".
    pub brought_up_to_date: Vec<String>,
}

/// A provision that one edition added, removed or reworded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClauseChange {
    /// Its address; the later one where both editions have it.
    pub provision: String,
    /// As it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

impl EditionChange {
    /// True where nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == EditionChange::default()
    }
}

/// A clause: its address and its words.
struct Clause {
    path: String,
    said: String,
    words: Vec<Word>,
}

/// The clauses of both sides as the aligner asks for them.
struct Sides {
    clauses: [Vec<Clause>; 2],
    /// The class of each clause: equal ones are one.
    classes: [Vec<u32>; 2],
    bags: Vec<Bag>,
    weights: Weights,
}

impl Alike for Sides {
    fn class(&self, column: usize, element: usize) -> u32 {
        self.classes[column][element]
    }
    fn score(&self, a: u32, b: u32) -> f64 {
        if a == b {
            return 2.0;
        }
        let likeness = self
            .weights
            .likeness(&self.bags[a as usize], &self.bags[b as usize]);
        if likeness >= REWORDED { likeness } else { 0.0 }
    }
    fn keys(&self, _: u32) -> Vec<u32> {
        Vec::new()
    }
}

impl Sides {
    fn of(clauses: [Vec<Clause>; 2]) -> Sides {
        let all = || clauses.iter().flatten();
        let weights = Weights::new(all().map(|c| c.words.as_slice()));
        let mut bags = Vec::new();
        let mut known: BTreeMap<Vec<String>, u32> = BTreeMap::new();
        let mut class = |clause: &Clause| {
            let key = clause.words.iter().map(|w| w.key.clone()).collect();
            *known.entry(key).or_insert_with(|| {
                bags.push(weights.bag(&clause.words));
                bags.len() as u32 - 1
            })
        };
        let classes = [0, 1].map(|side| clauses[side].iter().map(&mut class).collect());
        Sides {
            classes,
            bags,
            weights,
            clauses,
        }
    }
}

/// What `new` changed in `old`: two texts of the indexes of their corpora, whose documents are at hand.
pub fn compare_editions(
    old: (&Corpus, &ResolutionText),
    new: (&Corpus, &ResolutionText),
) -> EditionChange {
    let sides = Sides::of([clauses(old), clauses(new)]);
    let lengths = [sides.clauses[0].len(), sides.clauses[1].len()];
    let mut change = EditionChange::default();
    for slot in align_columns(&lengths, &sides) {
        let at = |side: usize| slot.members[side].map(|n| &sides.clauses[side][n]);
        let (old, new) = (at(0), at(1));
        let paths = match (old, new) {
            (Some(_), None) => &mut change.removed,
            (None, Some(_)) => &mut change.added,
            (Some(old), Some(new)) if !same_words(&old.words, &new.words) => &mut change.reworded,
            _ => continue,
        };
        let Some(clause) = new.or(old) else { continue };
        paths.push(clause.path.clone());
        change.clauses.push(ClauseChange {
            provision: clause.path.clone(),
            old: old.map(|c| c.said.clone()),
            new: new.map(|c| c.said.clone()),
        });
    }
    citations(old, new, &mut change);
    change
}

fn clauses((corpus, text): (&Corpus, &ResolutionText)) -> Vec<Clause> {
    let document = corpus.document(text.source);
    let provisions = text.provisions.iter();
    provisions
        .filter_map(|p| {
            let said = document?.text.get(p.span.range())?;
            Some(Clause {
                path: p.path.clone(),
                said: said.split_whitespace().collect::<Vec<_>>().join(" "),
                words: words(said),
            })
        })
        .filter(|c| !c.words.is_empty())
        .collect()
}

/// The works that a text cites, with the latest edition of each that is cited; what is struck does not count.
fn cited(corpus: &Corpus, text: &ResolutionText) -> BTreeMap<WorkId, Option<Edition>> {
    let index = &corpus.index;
    let own = index.texts.iter().position(|t| std::ptr::eq(t, text));
    let mut cited: BTreeMap<WorkId, Option<Edition>> = BTreeMap::new();
    let citations = index.citations.iter();
    let citations = citations.filter(|c| c.role == Role::Citation && c.text == own);
    for target in citations.flat_map(|c| &c.targets) {
        let Some(id) = target.id.as_ref().filter(|_| target.kind.is_adopted()) else {
            continue;
        };
        if target.change == Some(Change::Deleted) {
            continue;
        }
        let edition = Some(target.edition.clone()).filter(|e| !e.is_empty());
        let held = cited.entry(id.clone()).or_default();
        if edition.as_ref().and_then(|e| e.year) > held.as_ref().and_then(|e| e.year)
            || held.is_none()
        {
            *held = edition;
        }
    }
    cited
}

fn citations(
    old: (&Corpus, &ResolutionText),
    new: (&Corpus, &ResolutionText),
    change: &mut EditionChange,
) {
    let (before, after) = (cited(old.0, old.1), cited(new.0, new.1));
    change.cites_newly = after
        .keys()
        .filter(|id| !before.contains_key(*id))
        .cloned()
        .collect();
    change.cites_no_more = before
        .keys()
        .filter(|id| !after.contains_key(*id))
        .cloned()
        .collect();
    for (id, edition) in &after {
        if let (Some(Some(was)), Some(is)) = (before.get(id), edition)
            && was.year < is.year
        {
            change
                .brought_up_to_date
                .push(format!("{id}: {was} → {is}"));
        }
    }
}
