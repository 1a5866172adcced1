//! Texts that belong together: of one title, or recalled together by a later one.

use crate::corpus::Corpus;
use crate::knowledge::{Knowledge, Review};
use crate::model::{Role, Status, WorkId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A list of so many texts is one of a series.
const FEWEST: usize = 2;

/// A list of more texts is a long one.
const LONG: usize = 40;

/// Texts that belong together.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Series {
    /// The latest of them.
    pub latest: WorkId,
    /// All of them, in the order of their numbers.
    pub members: Vec<WorkId>,
    /// The title that they share; none where they are recalled together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The texts that recall them.
    pub recalled_by: Vec<WorkId>,
}

/// The order of texts of one body: numbers with a session or a year in front of them stand behind those without, for
/// bodies count through before they count by session.
pub(super) fn order(work: &WorkId) -> (String, usize, Vec<u64>, String) {
    let number = work.number();
    let digits = number.split(|c: char| !c.is_ascii_digit());
    let parts: Vec<u64> = digits.filter_map(|d| d.parse().ok()).collect();
    let body = work.head().to_owned();
    let by_session = usize::from(number.contains('/'));
    (body, by_session, parts, number.to_owned())
}

/// The series among the works of `corpus` and those that its documents name.
pub(super) fn find(
    corpus: &Corpus,
    knowledge: &Knowledge,
    rules: &Review,
    titles: &BTreeMap<WorkId, String>,
) -> Vec<Series> {
    let mut series = of_titles(titles);
    let titled: BTreeSet<WorkId> = series.iter().flat_map(|s| s.members.clone()).collect();
    let mut chains = joined(chains(corpus, knowledge, rules));
    chains.retain(|(members, _)| !members.iter().all(|m| titled.contains(m)));
    series.extend(chains.into_iter().filter_map(|(members, by)| {
        let members = sorted(members);
        Some(Series {
            latest: members.last()?.clone(),
            members,
            title: None,
            recalled_by: sorted(by),
        })
    }));
    series.sort_by_key(|s| order(&s.latest));
    series
}

fn sorted(works: BTreeSet<WorkId>) -> Vec<WorkId> {
    let mut works: Vec<WorkId> = works.into_iter().collect();
    works.sort_by_key(order);
    works
}

/// Works of one body with the same title, numbers left out.
fn of_titles(titles: &BTreeMap<WorkId, String>) -> Vec<Series> {
    let mut alike: BTreeMap<(String, String), Vec<&WorkId>> = BTreeMap::new();
    for (work, title) in titles {
        let words = title
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| !w.is_empty());
        let key = words.map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        if !key.is_empty() {
            alike
                .entry((work.head().to_owned(), key))
                .or_default()
                .push(work);
        }
    }
    let several = alike.into_values().filter(|works| works.len() > 1);
    several
        .filter_map(|works| {
            let members = sorted(works.into_iter().cloned().collect());
            // The parts of one text are no series.
            let bare = |w: &WorkId| order(w).2;
            if members.iter().all(|m| bare(m) == bare(&members[0])) {
                return None;
            }
            let latest = members.last()?.clone();
            Some(Series {
                title: titles.get(&latest).cloned(),
                latest,
                members,
                recalled_by: Vec::new(),
            })
        })
        .collect()
}

/// What one text recalls together, itself among it, and the text.
type Chain = (BTreeSet<WorkId>, BTreeSet<WorkId>);

/// What each text recalls in one phrase of texts of its own body, where that is more than one.
fn chains(corpus: &Corpus, knowledge: &Knowledge, rules: &Review) -> Vec<Chain> {
    let mut chains = Vec::new();
    for (_, citation) in corpus.index.distinct_citations() {
        let (Some(from), Role::Citation) = (&citation.from, citation.role) else {
            continue;
        };
        let provision = citation.provision.as_deref().unwrap_or("");
        let opening = knowledge.phrases.preamble_at(provision);
        if !opening.is_some_and(|o| rules.recalling.iter().any(|r| r == o.phrase)) {
            continue;
        }
        let of_body = citation
            .targets
            .iter()
            .filter(|t| t.status == Status::Resolved);
        let works = of_body.filter_map(|t| t.id.clone());
        let mut members: BTreeSet<WorkId> = works.filter(|w| w.body() == from.body()).collect();
        if members.len() >= FEWEST {
            members.insert(from.clone());
            chains.push((members, BTreeSet::from([from.clone()])));
        }
    }
    chains
}

/// Lists that share two texts are of one series; of longer lists neighbours are looked at.
fn joined(chains: Vec<Chain>) -> Vec<Chain> {
    let mut leads: Vec<usize> = (0..chains.len()).collect();
    let mut holders: BTreeMap<(&WorkId, &WorkId), usize> = BTreeMap::new();
    for (n, (members, _)) in chains.iter().enumerate() {
        let members: Vec<&WorkId> = members.iter().collect();
        let reach = if members.len() > LONG {
            1
        } else {
            members.len()
        };
        for (at, one) in members.iter().enumerate() {
            for other in members[at + 1..].iter().take(reach) {
                let first = *holders.entry((one, other)).or_insert(n);
                let (a, b) = (lead(&mut leads, first), lead(&mut leads, n));
                leads[a.max(b)] = a.min(b);
            }
        }
    }
    let mut series: BTreeMap<usize, Chain> = BTreeMap::new();
    for (n, (members, by)) in chains.iter().enumerate() {
        let (all, of) = series.entry(lead(&mut leads, n)).or_default();
        all.extend(members.iter().cloned());
        of.extend(by.iter().cloned());
    }
    series.into_values().collect()
}

fn lead(leads: &mut [usize], mut at: usize) -> usize {
    while leads[at] != at {
        leads[at] = leads[leads[at]];
        at = leads[at];
    }
    at
}
