//! Who is given work by which paragraph of which text, what of it repeats, and what may become of the texts.
//!
//! Two things are read: documents that describe somebody's work and cite the texts that it rests on, and the texts
//! themselves, whose paragraphs ask somebody to act. What may become of a text is proposed by signs that
//! `review.yaml` names; people decide.

mod asks;
mod documents;
mod outcomes;
mod repeats;
mod series;

use crate::corpus::Corpus;
use crate::knowledge::{Knowledge, Review, Sign};
use crate::model::WorkId;
use asks::Asked;
use documents::Cited;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

pub use repeats::Formula;
pub use series::Series;

/// What was found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Reviewed {
    /// Who is given work: by short name, how it was known.
    pub entities: Vec<Named>,
    /// The table: entity, text, paragraph, what it asks.
    pub rows: Vec<Row>,
    /// Texts that several entities cite.
    pub shared: Vec<Shared>,
    /// Texts that belong together, each with the latest.
    pub series: Vec<Series>,
    /// What many texts say in the same words.
    pub formulas: Vec<Formula>,
    /// What may become of the texts.
    pub candidates: Vec<Candidate>,
}

/// Somebody who is given work.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The short name.
    pub id: String,
    /// The name as its document has it.
    pub name: String,
    /// The document that says so; none for those of `review.yaml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// True where nothing in the document names it: it is called as its title, or its file.
    pub by_title: bool,
}

/// A row of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Who is asked.
    pub entity: String,
    /// By which text.
    pub mandate: WorkId,
    /// Its title, where that is known.
    pub title: String,
    /// Where the entity's documents cite it.
    pub cited: Vec<Place>,
    /// The paragraph; none where the text is not at hand, or asks nothing of the entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    /// What it asks: the verb and the words behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
    /// Where the paragraph stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// True where the text of the mandate was read.
    pub at_hand: bool,
    /// The series that it is one of, by its place in `series`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<usize>,
    /// Who else cites it.
    pub others: Vec<String>,
}

/// A place in a file.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The line, from 1; in sources that are no text, that of the extracted text.
    pub line: usize,
    /// Paragraph, table cell or page, for sources that are no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// The heading that it stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The paragraph of the mandate that is cited there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
}

/// A text that several entities cite.
#[derive(Clone, Debug, Serialize)]
pub struct Shared {
    /// The text.
    pub mandate: WorkId,
    /// Its title.
    pub title: String,
    /// Who cites it.
    pub entities: Vec<String>,
}

/// What may become of a text.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    /// The outcome's short name; none where no sign speaks for any.
    pub outcome: Option<String>,
    /// The text.
    pub mandate: WorkId,
    /// Its title.
    pub title: String,
    /// Whose work it gives.
    pub entity: String,
    /// The signs, each with the reason as it is printed; those of the proposed outcome first.
    pub reasons: Vec<Reason>,
}

/// A sign and what it says here.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Reason {
    /// The sign.
    pub sign: Sign,
    /// The outcome that it speaks for.
    pub outcome: String,
    /// The reason.
    pub says: String,
}

/// Reviews the texts and documents of `corpus`.
pub fn review(corpus: &Corpus, knowledge: &Knowledge, rules: &Review) -> Reviewed {
    let cited = documents::read(corpus, rules);
    let titles = titles(corpus, &cited);
    let series = series::find(corpus, knowledge, rules, &titles);
    let of_series: BTreeMap<&WorkId, usize> = series
        .iter()
        .enumerate()
        .flat_map(|(n, s)| s.members.iter().map(move |m| (m, n)))
        .collect();
    let clauses = repeats::clauses(corpus);
    let judged = repeats::judge(&clauses, rules, knowledge);
    let formulas = repeats::formulas(&clauses, &judged);
    let known = entities(&cited, rules);
    let asked = asks::find(&clauses, &known, &formulas);
    let repeated = repeats::repeated(&clauses, &judged, &of_series);
    let mut reviewed = Reviewed {
        entities: known.clone(),
        rows: rows(corpus, &cited, &asked, &titles, &of_series),
        shared: shared(&cited, &titles),
        formulas: formulas.into_iter().map(|(formula, _)| formula).collect(),
        ..Reviewed::default()
    };
    reviewed.candidates = outcomes::propose(&reviewed.rows, &series, &repeated, corpus, rules);
    reviewed.series = series;
    reviewed
}

/// Those who are given work: the documents' own, and those of `review.yaml`.
fn entities(cited: &Cited, rules: &Review) -> Vec<Named> {
    let mut known: Vec<Named> = cited.entities.values().cloned().collect();
    known.extend(rules.entities.iter().flat_map(|entity| {
        entity.names.iter().map(|name| Named {
            id: entity.id.clone(),
            name: name.clone(),
            file: None,
            by_title: false,
        })
    }));
    known.sort();
    known.dedup();
    known
}

/// The titles of all works that some text or list gives one.
fn titles(corpus: &Corpus, cited: &Cited) -> BTreeMap<WorkId, String> {
    let mut titles = cited.titles.clone();
    for id in corpus.index.works.keys() {
        let title = corpus.index.title(id);
        if !title.is_empty() {
            titles.insert(id.clone(), title.to_owned());
        }
    }
    titles
}

fn rows(
    corpus: &Corpus,
    cited: &Cited,
    asked: &BTreeMap<(String, WorkId), Vec<Asked>>,
    titles: &BTreeMap<WorkId, String>,
    of_series: &BTreeMap<&WorkId, usize>,
) -> Vec<Row> {
    let keys: BTreeSet<(&str, &WorkId)> = cited
        .places
        .keys()
        .chain(asked.keys())
        .map(|(entity, work)| (entity.as_str(), work))
        .collect();
    let by_work = cited.by_work();
    let mut rows = Vec::new();
    for (entity, work) in keys {
        let others = by_work.get(work).into_iter().flatten();
        let key = (entity.to_owned(), work.clone());
        let row = Row {
            entity: entity.to_owned(),
            mandate: work.clone(),
            title: titles.get(work).cloned().unwrap_or_default(),
            cited: cited.places.get(&key).cloned().unwrap_or_default(),
            paragraph: None,
            asks: None,
            place: None,
            at_hand: !corpus.index.provisions_of(work).is_empty(),
            series: of_series.get(work).copied(),
            others: others
                .filter(|e| **e != entity)
                .map(ToString::to_string)
                .collect(),
        };
        match asked.get(&key) {
            None => rows.push(row),
            Some(asked) => rows.extend(asked.iter().map(|ask| Row {
                paragraph: Some(ask.paragraph.clone()),
                asks: Some(ask.asks.clone()),
                place: Some(ask.place.clone()),
                ..row.clone()
            })),
        }
    }
    rows.sort_by(|a, b| {
        let order = a.entity.cmp(&b.entity);
        order.then_with(|| series::order(&a.mandate).cmp(&series::order(&b.mandate)))
    });
    rows
}

fn shared(cited: &Cited, titles: &BTreeMap<WorkId, String>) -> Vec<Shared> {
    let mut shared: Vec<Shared> = cited
        .by_work()
        .into_iter()
        .filter(|(_, entities)| entities.len() > 1)
        .map(|(work, entities)| Shared {
            mandate: work.clone(),
            title: titles.get(work).cloned().unwrap_or_default(),
            entities: entities.into_iter().map(str::to_owned).collect(),
        })
        .collect();
    shared.sort_by_key(|s| std::cmp::Reverse(s.entities.len()));
    shared
}
