//! The rows of a section: its clauses aligned over all columns, and which of them the base has.

use super::align::{Slot, align_columns};
use super::clause::{Clause, Part};
use super::columns::{Form, Proposal};
use super::known::{Clauses, Known};
use super::{base, consensus, fused, label};
use crate::knowledge::Knowledge;
use std::borrow::Cow;

/// Two clauses belong together from this likeness on.
const SAME_CLAUSE: f64 = 0.5;
/// The lines of a title are few and short: number and edition, title, opening formula.
const SAME_TITLE_LINE: f64 = 0.3;

/// What the sections of a comparison share.
pub(crate) struct SectionContext<'a> {
    /// The base, where there is one, and the proposals.
    pub(crate) all: &'a [Proposal],
    /// True where the first is the base.
    pub(crate) has_base: bool,
    pub(crate) known: &'a Known,
    /// Who met where and when.
    pub(crate) knowledge: &'a Knowledge,
    /// The last outermost label of each column's section before.
    pub(crate) last_labels: &'a mut [u32],
}

impl SectionContext<'_> {
    pub(super) fn first_proposal(&self) -> usize {
        usize::from(self.has_base)
    }
}

/// A base clause, or a clause that only proposals have.
pub(super) struct Line {
    pub(super) members: Vec<Option<usize>>,
    /// None: no base clause. Some(None): a base clause without label.
    pub(super) base: Option<Option<String>>,
    pub(super) path: Option<String>,
    /// The label as the base prints it.
    pub(super) printed: Option<String>,
    /// How deep it stands.
    pub(super) level: usize,
    /// True for a row of a table.
    pub(super) is_row: bool,
    pub(super) text: Option<String>,
    pub(super) end: Option<char>,
    /// True where nothing tells whether the base has it.
    pub(super) unknown: bool,
}

pub(super) fn lines(parts: &[Option<&Part>], context: &SectionContext<'_>) -> Vec<Line> {
    let lengths: Vec<usize> = parts
        .iter()
        .map(|p| p.map_or(0, |p| p.clauses.len()))
        .collect();
    let title = parts.iter().flatten().all(|p| p.heading.is_empty());
    let known = context.known;
    let least = if title { SAME_TITLE_LINE } else { SAME_CLAUSE };
    let clauses = Clauses {
        parts,
        known,
        least,
    };
    let slots: Vec<(Slot, Standing)> = align_columns(&lengths, &clauses)
        .into_iter()
        .map(|slot| {
            let standing = standing(&slot, parts, context);
            (slot, standing)
        })
        .collect();
    let base_clauses: Vec<(Option<&Clause>, Vec<&Clause>)> = slots
        .iter()
        .filter(|(_, standing)| *standing != Standing::New)
        .map(|(slot, _)| match own_clause(slot, parts, context) {
            Some(own) => (Some(own), Vec::new()),
            None => (None, clauses_of(slot, parts).collect()),
        })
        .collect();
    let mut labels = base::labels(&base_clauses).into_iter();
    let mut parents: Vec<String> = Vec::new();
    slots
        .into_iter()
        .map(|(slot, standing)| {
            let base = (standing != Standing::New).then(|| labels.next().flatten());
            let first = clauses_of(&slot, parts).next();
            let path = base
                .as_ref()
                .map(|own| path(own.as_deref(), first, &mut parents));
            Line {
                path,
                unknown: standing == Standing::Unknown,
                ..line(slot, base, parts, context)
            }
        })
        .collect()
}

/// The line of a row of clauses; its path and what is unknown come with the lines before it.
fn line(
    slot: Slot,
    base: Option<Option<String>>,
    parts: &[Option<&Part>],
    context: &SectionContext<'_>,
) -> Line {
    let first = clauses_of(&slot, parts).next();
    let printed_label = first.and_then(|c| match &c.side_labels {
        Some((Some(old), _)) => Some(old.as_str()),
        _ => c.raw_label.as_deref(),
    });
    let printed = base.clone().flatten().map(|own| match printed_label {
        Some(raw) => label::like(raw, &own),
        None => own,
    });
    let texts: Vec<&str> = clauses_of(&slot, parts).map(|c| c.text.as_str()).collect();
    let base_text = || base_text(&slot, parts, context);
    Line {
        printed,
        level: first.map_or(0, |c| c.level),
        is_row: first.is_some_and(|c| c.is_row),
        text: base.is_some().then(base_text).flatten(),
        end: base::end_sign(&texts),
        members: slot.members,
        path: None,
        base,
        unknown: false,
    }
}

/// The clause that a column has in a row.
fn clause_in<'p>(column: usize, slot: &Slot, parts: &[Option<&'p Part>]) -> Option<&'p Clause> {
    Some(&parts[column]?.clauses[slot.members[column]?])
}

/// The clauses of a row, column by column.
fn clauses_of<'p>(slot: &Slot, parts: &[Option<&'p Part>]) -> impl Iterator<Item = &'p Clause> {
    (0..parts.len()).filter_map(|column| clause_in(column, slot, parts))
}

/// The clause of the base itself.
fn own_clause<'p>(
    slot: &Slot,
    parts: &[Option<&'p Part>],
    context: &SectionContext<'_>,
) -> Option<&'p Clause> {
    clause_in(0, slot, parts).filter(|_| context.has_base)
}

/// The label with those above it: `2i`; `-` for none.
pub(super) fn path(
    own: Option<&str>,
    clause: Option<&Clause>,
    parents: &mut Vec<String>,
) -> String {
    let Some(own) = own else {
        return "-".to_owned();
    };
    let level = clause.map_or(0, |c| c.level);
    parents.truncate(level);
    let path = parents.concat() + own;
    if clause.is_some_and(|c| c.style != Some(label::Style::Bullet)) {
        parents.resize(level, String::new());
        parents.push(own.to_owned());
    }
    path
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    InBase,
    New,
    Unknown,
}

/// Whether a row of clauses is in the base. A text in which both sides run together holds every base
/// clause, struck or not: what a whole column lacks is not in the base.
fn standing(slot: &Slot, parts: &[Option<&Part>], context: &SectionContext<'_>) -> Standing {
    if context.has_base && parts[0].is_some() {
        return if slot.members[0].is_some() {
            Standing::InBase
        } else {
            Standing::New
        };
    }
    let merged: Vec<usize> = (context.first_proposal()..parts.len())
        .filter(|c| parts[*c].is_some() && context.all[*c].form == Form::Merged)
        .collect();
    let present = merged
        .iter()
        .filter(|c| slot.members[**c].is_some())
        .count();
    let lacking = merged
        .iter()
        .filter(|c| slot.members[**c].is_none() && !parts[**c].is_some_and(|p| p.incomplete))
        .count();
    let lost = parts.iter().flatten().any(|p| p.incomplete);
    match (present, lacking) {
        (2.., 0) => Standing::InBase,
        (_, 0) if lost => Standing::Unknown,
        _ => Standing::New,
    }
}

fn base_text(slot: &Slot, parts: &[Option<&Part>], context: &SectionContext<'_>) -> Option<String> {
    if let Some(own) = own_clause(slot, parts, context) {
        return Some(own.text.clone());
    }
    // Where the sides are kept apart, what runs together is written so.
    let texts = clauses_of(slot, parts).map(|c| match c.sides.is_empty() {
        true => fused::earlier(&c.text, context.knowledge),
        false => Cow::Borrowed(c.text.as_str()),
    });
    let texts: Vec<Cow<'_, str>> = texts.collect();
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    (texts.len() > 1)
        .then(|| consensus::consensus(&texts))
        .flatten()
}
