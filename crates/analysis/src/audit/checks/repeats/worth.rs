//! What is worth comparing.

use crate::audit::Audit;
use crate::model::{PartKind, Provision, Role};
use crate::reuse::{self, Clauses, Duties, Editions, Formula, Least, Said, is_short, words};
use std::collections::BTreeSet;

/// A recital of fewer words only names something (the purposes of the Union, a charter).
const RECITAL: usize = 15;

/// Words of so many letters ("the", "for") say nothing of a subject.
pub(super) const SMALL_WORD: usize = 3;

/// Leaves out what stands under the heading of another work, which is a finding of its own, and what is no
/// provision of its own: clauses that begin with a citation, which name a text ("Resolution 5 (…), on roads") as
/// all that build on it must; short recitals; and words that lead in a list ("in order to:"). Says of each clause
/// that stays whether it points back at its own text.
pub(super) fn comparing<'a>(
    audit: &Audit<'a>,
    all: Clauses<'a>,
    strays: &BTreeSet<usize>,
) -> (Clauses<'a>, Vec<bool>) {
    let starts = |role: Role| -> BTreeSet<(usize, usize)> {
        let citations = audit.index.citations.iter().filter(|c| c.role == role);
        citations.map(|c| (c.source, c.span.start)).collect()
    };
    let (cited, own) = (starts(Role::Citation), starts(Role::This));
    let mut standings = Vec::new();
    let mut points_back = Vec::new();
    for (i, standing) in all.standings.into_iter().enumerate() {
        let provision = standing.provision;
        let source = audit.index.texts[standing.text].source;
        let start = in_source(audit, source, provision.span.start);
        let end = in_source(audit, source, provision.span.end);
        let said = words(&standing.words, Editions::Drop);
        let is_short_recital = provision.part == PartKind::Preamble && said.len() < RECITAL;
        let is_none = strays.contains(&i)
            || is_short_recital
            || leads_in(&audit.index.texts[standing.text].provisions, provision)
            || cited.contains(&(source, start));
        if is_none {
            continue;
        }
        let names_itself = || own.range((source, start)..(source, end)).next().is_some();
        let back = reuse::points_back(&said, audit.knowledge) || is_short(&said) && names_itself();
        points_back.push(back);
        standings.push(standing);
    }
    (Clauses { standings }, points_back)
}

/// True for a clause with a colon, or without a label in front of labelled items of the same part; a first item whose
/// label ran together with it begins with a number.
fn leads_in(provisions: &[Provision], provision: &Provision) -> bool {
    let next = provisions.partition_point(|p| p.span.start <= provision.span.start);
    let begins_with_label = provision.text.starts_with(|c: char| c.is_numeric());
    provision.text.trim_end().ends_with(':')
        || provision.labels.is_empty()
            && !begins_with_label
            && provisions
                .get(next)
                .is_some_and(|n| n.phrase == provision.phrase && !n.labels.is_empty())
}

/// An offset as citations count it: in the source.
fn in_source(audit: &Audit<'_>, source: usize, at: usize) -> usize {
    audit
        .documents
        .get(&source)
        .map_or(at, |document| document.positions.source(at))
}

/// For each wording whether it is a standing formula: it points back at its own text, or enough works say it.
pub(super) fn formulas(
    clauses: &Clauses<'_>,
    duties: &Duties,
    works: usize,
    points_back: &[bool],
) -> Vec<Formula> {
    // What counts as the same words has one leader, whose links are those of likeness 1.
    let mut leader: Vec<u32> = (0..duties.wordings.len() as u32).collect();
    for link in duties.links.iter().filter(|l| l.jaccard >= 1.0) {
        let first = leader[link.a as usize];
        leader[link.b as usize] = leader[link.b as usize].min(first);
    }
    let first = |wording: usize| duties.wordings[wording].items[0] as usize;
    let said = duties.wordings.iter().enumerate().map(|(n, wording)| Said {
        words: words(&clauses.standings[first(n)].words, Editions::Drop),
        group: leader[n],
        works: wording.works.clone(),
    });
    let judged = reuse::formulas(&said.collect::<Vec<_>>(), Least::among(works));
    let judged = judged.into_iter().enumerate();
    judged
        .map(|(n, formula)| match points_back[first(n)] {
            true => Formula::Whole,
            false => formula,
        })
        .collect()
}
