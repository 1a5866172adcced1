use super::clauses::{Clauses, Standing};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{PartKind, Severity, WorkId};
use crate::reuse::Threshold;
use std::collections::{BTreeMap, BTreeSet};

/// So many provisions of another work under a heading are no chance.
const ENOUGH: usize = 3;

/// How alike provisions must be to be taken for the same.
const SAME: Threshold = Threshold {
    jaccard: 0.8,
    containment: None,
    ngram: 3,
    min_words: 8,
};

/// Finds headings with the text of another work under them: several provisions of the text stand in a text of
/// another work, and not in any other text of the work that the heading names.
///
/// Only the parts are compared that the other text has too: where it is an excerpt of the operative part, it
/// says nothing of the recitals.
///
/// Where the work has no other text to compare with, all of its provisions must stand in the other work: that
/// is a suspicion, and told as such.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let clauses = Clauses::of_all(audit);
    let mut found = Vec::new();
    for misplaced in misplaced(audit, &clauses) {
        let first = &clauses.standings[misplaced.strays[0]];
        let there = &clauses.standings[misplaced.there];
        let (work, other) = (first.work, there.work);
        let message = format!(
            "{} of {} provisions under the heading of {work} stand in {other}{}.",
            misplaced.strays.len(),
            misplaced.provisions,
            if misplaced.is_certain {
                format!(", and not in the other text of {work}")
            } else {
                String::new()
            }
        );
        let text = &audit.index.texts[first.text];
        let path = &first.provision.path;
        let draft = Draft::new(
            Code::HeadingMismatch,
            clauses.place(audit, first),
            path,
            message,
        )
        .ids([work.clone(), other.clone()])
        .related(audit.place_of_text(text), format!("the heading of {work}"))
        .related(
            clauses.place(audit, there),
            format!("the same in {other}, `{}`", there.provision.path),
        );
        found.push(if misplaced.is_certain {
            draft
        } else {
            draft.milder(Severity::Note)
        });
    }
    found
}

/// Provisions that stand under the heading of another work.
pub(super) struct Misplaced {
    /// The clauses, in order.
    pub(super) strays: Vec<usize>,
    /// The first of them where it belongs.
    there: usize,
    /// How many provisions the text has.
    provisions: usize,
    /// True where the work has another text, which lacks them.
    pub(super) is_certain: bool,
}

/// Finds what [`check`] reports.
pub(super) fn misplaced(audit: &Audit<'_>, clauses: &Clauses<'_>) -> Vec<Misplaced> {
    // For each clause: whether it stands in another text of its work, and the first like clause of each other.
    let mut own = vec![false; clauses.len()];
    let mut foreign: Vec<BTreeMap<&WorkId, usize>> = vec![BTreeMap::new(); clauses.len()];
    for pair in clauses.all_pairs(&SAME) {
        let (a, b) = (pair.a as usize, pair.b as usize);
        for (this, that) in [(a, b), (b, a)] {
            let (here, there) = (&clauses.standings[this], &clauses.standings[that]);
            if here.work != there.work {
                foreign[this].entry(there.work).or_insert(that);
            } else if here.text != there.text {
                own[this] = true;
            }
        }
    }
    let mut by_text: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (clause, standing) in clauses.standings.iter().enumerate() {
        by_text.entry(standing.text).or_default().push(clause);
    }
    let mut found = Vec::new();
    for members in by_text.values() {
        let first = &clauses.standings[members[0]];
        let parts: BTreeSet<PartKind> = audit
            .index
            .texts
            .iter()
            .enumerate()
            .filter(|(i, t)| *i != first.text && t.work.as_ref() == Some(first.work))
            .filter(|(_, t)| t.provisions.len() >= ENOUGH)
            .flat_map(|(_, t)| t.provisions.iter().map(|p| p.part))
            .collect();
        let is_certain = !parts.is_empty();
        let can_compare =
            |c: &usize| !is_certain || parts.contains(&clauses.standings[*c].provision.part);
        let of_own = members.iter().filter(|c| own[**c]).count();
        let mut of_other: BTreeMap<&WorkId, Vec<usize>> = BTreeMap::new();
        for clause in members.iter().filter(|c| !own[**c] && can_compare(c)) {
            for work in foreign[*clause].keys() {
                of_other.entry(work).or_default().push(*clause);
            }
        }
        let Some((other, strays)) = of_other.into_iter().max_by_key(|(_, strays)| strays.len())
        else {
            continue;
        };
        let is_all = strays.len() == members.len();
        if strays.len() < ENOUGH || !(is_certain && of_own < members.len() || is_all) {
            continue;
        }
        let there = foreign[strays[0]][other];
        // The text of the other work may be the one that is misplaced; then this one is not.
        if !is_certain && !is_fuller(audit, &clauses.standings[there], first) {
            continue;
        }
        found.push(Misplaced {
            strays,
            there,
            provisions: members.len(),
            is_certain,
        });
    }
    found
}

/// True where the text of `a` has more provisions than that of `b`.
fn is_fuller(audit: &Audit<'_>, a: &Standing<'_>, b: &Standing<'_>) -> bool {
    let count = |s: &Standing<'_>| audit.index.texts[s.text].provisions.len();
    count(a) > count(b)
}
