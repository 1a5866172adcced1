//! What a proposal does with each clause, where both sides of its tracked changes run together: "bc)" is the
//! deleted label b and the inserted label c, but only the run of labels down the column can tell, for it may
//! stand for the reverse, and a label that is printed whole can hide a renumbering.
//!
//! The labels of the base count without gap; so must those of the proposal. Among all readings that of least
//! cost is taken.

use super::clause::Clause;
use super::label::{self, Style};
use serde::Serialize;

/// What a proposal does with a clause.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// The text stays as it is (its label may change).
    Keep,
    /// The text is changed.
    Modify,
    /// New.
    Add,
    /// Struck.
    Delete,
    /// Nothing decides: the base is not known, or the reading is not unique.
    Undecided,
}

/// How a clause of a column was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) kind: ReadingKind,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
}

/// The readings before texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadingKind {
    Stays,
    Struck,
    Added,
    /// The base clause is struck and a new one stands in the same paragraph.
    Replaced,
}

/// What is known of a printed clause before its labels are read.
#[derive(Clone)]
pub(crate) struct Given<'a> {
    pub(crate) clause: &'a Clause,
    /// The label of the base clause it stands beside; none where it stands beside no base clause.
    /// The inner option is none for a base clause without label.
    pub(crate) base: Option<Option<String>>,
    /// The old text stands whole in it, and behind or before it a whole other one.
    pub(crate) holds_two: bool,
    /// Its end has become that of the last clause of the section.
    pub(crate) made_last: bool,
}

const STRUCK: f64 = 1.0;
const STRUCK_AFTER_LAST: f64 = 0.1;
const STAYS_AFTER_LAST: f64 = 2.2;
const STAYS_THOUGH_TWO: f64 = 1.5;
const REPLACED: f64 = 0.8;
const OTHER_START: f64 = 2.0;
const MOST_STATES: usize = 96;

#[derive(Clone)]
struct State {
    cost: f64,
    counters: Vec<u32>,
    after_last: bool,
    continued: bool,
    /// The last reading, as its place in the readings made so far.
    last: Option<usize>,
}

/// Readings made so far, each with the one before it: states share their beginnings.
type Trail = Vec<(Reading, Option<usize>)>;

/// The reading of one section of a column.
pub(crate) struct Decoded {
    pub(crate) readings: Vec<Reading>,
    /// The last label of the outermost level.
    pub(crate) last: u32,
    /// True where the labels go on from the section before, so that the phrase between is struck.
    pub(crate) continued: bool,
}

/// Reads the clauses of one section; `before` is the last outermost label of the section before.
pub(crate) fn decode(given: &[Given<'_>], before: u32) -> Decoded {
    let mut states = starts(given, before);
    let mut trail = Trail::new();
    for item in given {
        let mut next: Vec<State> = Vec::with_capacity(states.len() * 3);
        for state in &states {
            step(state, item, &mut next, &mut trail);
        }
        next.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        next.truncate(MOST_STATES);
        states = next;
    }
    let best = states.into_iter().next();
    let mut readings = Vec::with_capacity(given.len());
    let mut at = best.as_ref().and_then(|b| b.last);
    while let Some((reading, before)) = at.map(|at| &trail[at]) {
        readings.push(reading.clone());
        at = *before;
    }
    readings.reverse();
    Decoded {
        readings,
        last: best
            .as_ref()
            .and_then(|b| b.counters.first().copied())
            .unwrap_or(0),
        continued: best.is_some_and(|b| b.continued),
    }
}

/// A section counts from 1; it may go on from the one before, or be an extract that begins further on.
fn starts(given: &[Given<'_>], before: u32) -> Vec<State> {
    let state = |counter, cost, continued| State {
        cost,
        counters: vec![counter],
        after_last: false,
        continued,
        last: None,
    };
    let mut states = vec![state(0, 0.0, false)];
    if before > 0 {
        states.push(state(before, OTHER_START, true));
    }
    let first = given.first().and_then(|g| {
        let raw = g.clause.raw_label.as_deref()?;
        label::ordinal(g.clause.style?, label::bare(raw))
    });
    if let Some(first) = first.filter(|n| *n > 1 && n - 1 != before) {
        states.push(state(first - 1, OTHER_START, false));
    }
    states
}

fn step(state: &State, item: &Given<'_>, next: &mut Vec<State>, trail: &mut Trail) {
    let raw = item.clause.raw_label.as_deref();
    let bullet = item.clause.style == Some(Style::Bullet);
    let (new, counters) = count(&state.counters, item.clause);
    let misfit = |old: Option<&str>, new: Option<&str>| {
        if bullet {
            0.0
        } else {
            label::misfit(raw, old, new)
        }
    };
    let mut push = |kind, cost: f64, old: Option<String>, new: Option<String>, counted: bool| {
        trail.push((Reading { kind, old, new }, state.last));
        next.push(State {
            cost: state.cost + cost,
            counters: if counted {
                counters.clone()
            } else {
                state.counters.clone()
            },
            after_last: state.after_last || (item.made_last && kind == ReadingKind::Stays),
            continued: state.continued,
            last: Some(trail.len() - 1),
        });
    };
    let Some(old) = &item.base else {
        let cost = misfit(None, new.as_deref());
        push(ReadingKind::Added, cost, None, new, true);
        return;
    };
    let stays = misfit(old.as_deref(), new.as_deref())
        + if state.after_last {
            STAYS_AFTER_LAST
        } else {
            0.0
        }
        + if item.holds_two {
            STAYS_THOUGH_TWO
        } else {
            0.0
        };
    push(ReadingKind::Stays, stays, old.clone(), new.clone(), true);
    let struck = misfit(old.as_deref(), None)
        + if state.after_last {
            STRUCK_AFTER_LAST
        } else {
            STRUCK
        };
    push(ReadingKind::Struck, struck, old.clone(), None, false);
    if item.holds_two {
        let both = misfit(old.as_deref(), new.as_deref()) + REPLACED;
        push(ReadingKind::Replaced, both, old.clone(), new, true);
    }
}

/// The next new label of the clause's level, and the counters behind it.
fn count(counters: &[u32], clause: &Clause) -> (Option<String>, Vec<u32>) {
    let (Some(raw), Some(style)) = (&clause.raw_label, clause.style) else {
        return (None, counters.to_vec());
    };
    if style == Style::Bullet {
        return (Some(raw.clone()), counters.to_vec());
    }
    // "2bis", "5.17": such labels are not counted.
    let odd = style == Style::Number && label::bare(raw).chars().any(|c| !c.is_ascii_digit());
    if odd {
        return (Some(label::bare(raw).to_owned()), counters.to_vec());
    }
    let mut counters = counters.to_vec();
    counters.resize(clause.level + 1, 0);
    counters[clause.level] = counters[clause.level].saturating_add(1);
    (Some(label::write(style, counters[clause.level])), counters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clauses(labels: &[&str]) -> Vec<Clause> {
        labels
            .iter()
            .map(|l| Clause {
                raw_label: (!l.is_empty()).then(|| format!("{l})")),
                style: (!l.is_empty()).then_some(Style::Letter),
                ..Clause::default()
            })
            .collect()
    }

    /// Base letters as given, `+` for a clause that is not in the base.
    fn read(labels: &[&str], base: &[&str], before: u32) -> (Vec<String>, bool) {
        let clauses = clauses(labels);
        let given: Vec<Given<'_>> = clauses
            .iter()
            .zip(base)
            .map(|(clause, base)| Given {
                clause,
                base: (*base != "+").then(|| Some((*base).to_owned())),
                holds_two: false,
                made_last: base.ends_with('!'),
            })
            .collect();
        let decoded = decode(&given, before);
        let shown = |r: &Reading| {
            let side = |s: &Option<String>| s.clone().unwrap_or_else(|| "-".into());
            format!("{}{}", side(&r.old), side(&r.new))
        };
        (
            decoded.readings.iter().map(shown).collect(),
            decoded.continued,
        )
    }

    #[test]
    fn a_new_first_clause_pushes_the_labels_on_until_one_is_struck() {
        let (readings, _) = read(
            &["a", "b", "bc", "cd", "d", "e"],
            &["+", "a", "b", "c", "d", "e"],
            0,
        );
        assert_eq!(readings, ["-a", "ab", "bc", "cd", "d-", "ee"]);
    }

    #[test]
    fn a_merged_label_is_read_in_either_order() {
        let (readings, _) = read(&["a", "b", "cb", "cd"], &["a", "b", "c", "d"], 0);
        assert_eq!(readings, ["aa", "b-", "cb", "dc"]);
    }

    #[test]
    fn labels_may_go_on_from_the_section_before() {
        let (readings, continued) = read(&["a", "b", "fc", "gd"], &["a", "b", "c", "d"], 5);
        assert_eq!(readings, ["a-", "b-", "cf", "dg"]);
        assert!(continued);
    }
}
