//! What changed between the decisions of two files.

use super::Decisions;
use super::write::place_of;
use crate::model::{About, Decision};
use crate::report::{Cell, Report, Table};
use serde::Serialize;

/// A decision that changed; one side is none where it was made or withdrawn.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionChange {
    /// Of what.
    #[serde(flatten)]
    pub about: About,
    /// As it was.
    pub old: Option<Decision>,
    /// As it is.
    pub new: Option<Decision>,
}

/// The decisions that were made, withdrawn or changed, in the order of what they are about.
pub fn changes(old: &Decisions, new: &Decisions) -> Vec<DecisionChange> {
    let mut all: Vec<&About> = old
        .decisions
        .iter()
        .chain(&new.decisions)
        .map(|d| &d.about)
        .collect();
    all.sort();
    all.dedup();
    let changed = all.into_iter().filter_map(|about| {
        let (was, is) = (old.of(about), new.of(about));
        let same = match (was, is) {
            (Some(a), Some(b)) => {
                (&a.decision, &a.by, &a.date, &a.remark, a.suspect.is_empty())
                    == (&b.decision, &b.by, &b.date, &b.remark, b.suspect.is_empty())
            }
            _ => false,
        };
        (!same).then(|| DecisionChange {
            about: about.clone(),
            old: was.cloned(),
            new: is.cloned(),
        })
    });
    changed.collect()
}

/// Adds them to a paper.
pub fn add_changes(report: &mut Report, changes: &[DecisionChange]) {
    if changes.is_empty() {
        return;
    }
    report.heading(1, format!("Decisions that changed ({})", changes.len()));
    let mut table = Table::new(["Of what", "Old", "New"])
        .sheet("Decisions")
        .widths([3, 4, 4]);
    let shown = |decision: &Option<Decision>| -> Cell {
        let Some(d) = decision else {
            return "–".into();
        };
        let verdict = d.decision.to_string();
        let mut lines = vec![match verdict.as_str() {
            "" => "(open)".to_owned(),
            _ => verdict,
        }];
        lines.push(d.who());
        lines.push(d.remark.clone());
        if !d.suspect.is_empty() {
            lines.push(format!("suspect: {}", d.suspect.join("; ")));
        }
        lines.retain(|line| !line.is_empty());
        Cell::of(lines)
    };
    for change in changes {
        table.row([
            place_of(&change.about).into(),
            shown(&change.old),
            shown(&change.new),
        ]);
    }
    report.table(table);
}
