//! What may become of the texts, by the signs that `review.yaml` names.

use super::repeats::Repeated;
use super::series::Series;
use super::{Candidate, Reason, Row};
use crate::corpus::Corpus;
use crate::knowledge::{Review, Sign};
use crate::model::WorkId;
use std::collections::{BTreeMap, BTreeSet};

/// What a reason is filled with.
type Filled = Vec<(&'static str, String)>;

/// A candidate for each entity and text.
pub(super) fn propose(
    rows: &[Row],
    series: &[Series],
    repeated: &BTreeMap<WorkId, Vec<Repeated>>,
    corpus: &Corpus,
    rules: &Review,
) -> Vec<Candidate> {
    let latest_year = corpus
        .index
        .works
        .keys()
        .filter_map(|w| year(w, corpus))
        .max();
    let mut titled: BTreeMap<&str, BTreeSet<&WorkId>> = BTreeMap::new();
    let mut asked: BTreeMap<(&str, &WorkId), usize> = BTreeMap::new();
    for row in rows {
        titled.entry(&row.title).or_default().insert(&row.mandate);
        *asked.entry((&row.entity, &row.mandate)).or_default() += usize::from(row.asks.is_some());
    }
    let signs = Signs {
        titled,
        asked,
        series,
        repeated,
        corpus,
        latest_year,
        old_years: rules.old_years,
    };
    let mut seen: BTreeSet<(&str, &WorkId)> = BTreeSet::new();
    let firsts = rows.iter().filter(|r| seen.insert((&r.entity, &r.mandate)));
    let firsts: Vec<&Row> = firsts.collect();
    firsts
        .into_iter()
        .map(|row| candidate(row, &signs, rules))
        .collect()
}

fn candidate(row: &Row, signs: &Signs<'_>, rules: &Review) -> Candidate {
    let mut reasons = Vec::new();
    for outcome in &rules.outcomes {
        for (sign, words) in &outcome.signs {
            if let Some(filled) = signs.sign(*sign, row) {
                reasons.push(Reason {
                    sign: *sign,
                    outcome: outcome.outcome.clone(),
                    says: fill(words, &filled),
                });
            }
        }
    }
    Candidate {
        outcome: reasons.first().map(|r| r.outcome.clone()),
        mandate: row.mandate.clone(),
        title: row.title.clone(),
        entity: row.entity.clone(),
        reasons,
    }
}

fn fill(words: &str, filled: &Filled) -> String {
    let mut says = words.to_owned();
    for (name, value) in filled {
        says = says.replace(&format!("{{{name}}}"), value);
    }
    says
}

struct Signs<'a> {
    /// The texts of each title.
    titled: BTreeMap<&'a str, BTreeSet<&'a WorkId>>,
    /// How many paragraphs of a text ask something of an entity.
    asked: BTreeMap<(&'a str, &'a WorkId), usize>,
    series: &'a [Series],
    repeated: &'a BTreeMap<WorkId, Vec<Repeated>>,
    corpus: &'a Corpus,
    /// The year of the latest text that is dated.
    latest_year: Option<u16>,
    old_years: u16,
}

impl Signs<'_> {
    /// What the sign says of a row; nothing where it is not there.
    fn sign(&self, sign: Sign, row: &Row) -> Option<Filled> {
        let work = &row.mandate;
        let series = row.series.map(|n| &self.series[n]);
        match sign {
            Sign::Superseded | Sign::Recalled => {
                let series = series.filter(|s| s.latest != *work)?;
                let titled = series.title.is_some();
                (titled == (sign == Sign::Superseded)).then(|| {
                    let count = series.members.len().to_string();
                    vec![("latest", series.latest.to_string()), ("count", count)]
                })
            }
            Sign::Latest => {
                let series = series.filter(|s| s.latest == *work)?;
                Some(vec![("count", series.members.len().to_string())])
            }
            Sign::Repeated => {
                let all = self.repeated.get(work)?.iter();
                let most =
                    all.max_by(|a, b| a.share.total_cmp(&b.share).then(b.other.cmp(&a.other)))?;
                Some(vec![
                    ("paragraph", most.path.clone()),
                    ("other", format!("{} {}", most.other, most.other_path)),
                    ("share", format!("{:.0}", 100.0 * most.share)),
                ])
            }
            Sign::SameTitle => {
                let alike = self
                    .titled
                    .get(row.title.as_str())
                    .filter(|_| !row.title.is_empty())?;
                let other = alike.iter().find(|w| w.head() != work.head())?;
                Some(vec![("other", other.to_string())])
            }
            Sign::AsksNothing => (row.at_hand && row.paragraph.is_none()).then(Vec::new),
            Sign::Asks => {
                let count = *self.asked.get(&(row.entity.as_str(), work))?;
                (count > 0).then(|| vec![("count", count.to_string())])
            }
            Sign::Old => {
                let year = year(work, self.corpus)?;
                let age = self.latest_year?.checked_sub(year)?;
                (age > self.old_years).then(|| {
                    vec![
                        ("year", year.to_string()),
                        ("years", self.old_years.to_string()),
                    ]
                })
            }
        }
    }
}

/// The year of a work: that of its latest edition, or the one that its number begins with.
fn year(work: &WorkId, corpus: &Corpus) -> Option<u16> {
    let known = corpus.index.works.get(work);
    let editions = known
        .into_iter()
        .flat_map(|w| w.editions.iter().chain(&w.cited));
    let of_number = || {
        let (first, _) = work.number().split_once('/')?;
        (first.len() == 4).then(|| first.parse().ok()).flatten()
    };
    editions.filter_map(|e| e.year).max().or_else(of_number)
}
