//! Makes the skeleton of an action plan from the operative provisions of resolution texts.

use super::{
    ActionPlan, Item, Mark, MatrixRow, Pointer, ProvisionRef, Reading, RoleOf, Verdict, roles,
};
use crate::knowledge::{Addressees, Knowledge, MatrixColumn};
use crate::model::{Index, PartKind, Provision, ResolutionText, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// Makes matrix and items for every work in the index that has operative provisions, from the copy that speaks for it
/// and what other copies of the same edition add.
pub fn make(index: &Index, knowledge: &Knowledge) -> ActionPlan {
    let mut plan = ActionPlan::default();
    let works: BTreeSet<&WorkId> = index.texts.iter().filter_map(|t| t.work.as_ref()).collect();
    for id in works {
        let Some(text) = index.text_of(id) else {
            continue;
        };
        let provisions = index.provisions_of(id).into_iter().map(|(_, p)| p);
        let operative: Vec<&Provision> = provisions
            .filter(|p| p.part == PartKind::Operative)
            .collect();
        if operative.is_empty() {
            continue;
        }
        let title = text
            .title
            .clone()
            .unwrap_or_else(|| index.title(id).to_owned());
        plan.matrix.push(matrix_row(
            id,
            title,
            text,
            &operative,
            &knowledge.addressees,
        ));
        plan.items
            .extend(items(id, &operative, &knowledge.addressees));
    }
    plan
}

fn reference(id: &WorkId, provision: &Provision) -> ProvisionRef {
    ProvisionRef {
        resolution: id.clone(),
        path: provision.path.clone(),
        line: provision.line,
        text: provision.text.clone(),
    }
}

fn matrix_row(
    id: &WorkId,
    title: String,
    text: &ResolutionText,
    operative: &[&Provision],
    addressees: &Addressees,
) -> MatrixRow {
    let mut marks: BTreeMap<String, (Vec<String>, Vec<ProvisionRef>)> = BTreeMap::new();
    for provision in operative {
        let found = roles::of(&provision.phrase, &provision.text, addressees);
        for column in &addressees.matrix.columns {
            for role in found.iter().filter(|r| belongs(r, column)) {
                let (written, provisions) = marks.entry(column.id.clone()).or_default();
                for mark in marks_of(role, addressees) {
                    if !written.contains(&mark) {
                        written.push(mark);
                    }
                }
                let place = reference(id, provision);
                if !provisions.contains(&place) {
                    provisions.push(place);
                }
            }
        }
    }
    let marks = marks
        .into_iter()
        .map(|(column, (mut written, provisions))| {
            written.sort_by(|a, b| crate::model::natural_cmp(a, b));
            let text = written.join(", ");
            (column, Mark { text, provisions })
        });
    MatrixRow {
        resolution: id.clone(),
        title,
        line: text.line,
        marks: marks.collect(),
    }
}

fn belongs(role: &RoleOf, column: &MatrixColumn) -> bool {
    role.part == column.role && column.who.contains(&role.who)
}

/// What is printed for somebody: `X`, `MSs`, `SG17`.
fn marks_of(role: &RoleOf, addressees: &Addressees) -> Vec<String> {
    if !role.members.is_empty() {
        return role.members.clone();
    }
    addressees
        .get(&role.who)
        .map(|a| a.mark.clone())
        .into_iter()
        .collect()
}

/// One item a provision at the outermost label, in the order of the text.
fn items(id: &WorkId, operative: &[&Provision], addressees: &Addressees) -> Vec<Item> {
    let outer = operative
        .iter()
        .filter(|p| p.labels.len() <= 1 && !p.text.is_empty());
    outer
        .enumerate()
        .map(|(n, provision)| {
            let label = provision.labels.last().cloned().unwrap_or_default();
            Item {
                id: Some(format!("{}-{:02}", padded(id.number()), n + 1)),
                aliases: Vec::new(),
                resolution: Some(id.clone()),
                line: provision.line,
                action: provision.text.clone(),
                milestone: deadline(&provision.text, addressees),
                periodic_met: None,
                completed: None,
                status: None,
                status_line: None,
                pointers: vec![Pointer {
                    raw: provision.path.clone(),
                    reads_as: vec![Reading {
                        heading: Some(provision.phrase.clone()),
                        item: label,
                        line: Some(provision.line),
                    }],
                }],
                verdict: Verdict::Ok,
                comment: None,
                should_be: Vec::new(),
                roles: roles::of(&provision.phrase, &provision.text, addressees),
            }
        })
        .collect()
}

fn padded(number: &str) -> String {
    match number.parse::<u32>() {
        Ok(n) => format!("{n:02}"),
        Err(_) => number.to_owned(),
    }
}

/// The words of the text that say by when, if any: from a word of time to the end of the phrase.
fn deadline(text: &str, addressees: &Addressees) -> String {
    let matrix = &addressees.matrix;
    let by = matrix.deadlines.iter().map(|w| (w, false));
    let regular = matrix.regular.iter().map(|w| (w, true));
    let start = by
        .chain(regular)
        .flat_map(|(word, alone)| places(text, word).map(move |(at, end)| (at, end, alone)))
        .filter(|(_, end, alone)| *alone || names_time(text, *end, &matrix.occasions))
        .map(|(at, ..)| at)
        .min();
    let Some(start) = start else {
        return String::new();
    };
    text[start..phrase_end(text, start)].trim().to_owned()
}

/// Where a word stands in a text as a whole, whatever its case: (start, end).
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word)
        .map(|(at, w)| (at, at + w.len()))
        .filter(move |(at, end)| {
            !letter(text[..*at].chars().next_back()) && !letter(text[*end..].chars().next())
        })
}

fn phrase_end(text: &str, from: usize) -> usize {
    text[from..]
        .find([',', ';', '.', ':'])
        .map_or(text.len(), |e| from + e)
}

/// True where the next words name a year or an occasion.
fn names_time(text: &str, from: usize, occasions: &[String]) -> bool {
    let next = text[from..phrase_end(text, from)]
        .split_whitespace()
        .take(8);
    next.into_iter().any(|word| {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        let year = digits.len() == 4 && digits.starts_with(['1', '2']);
        let small = word.to_lowercase();
        year || occasions.iter().any(|o| small.starts_with(o.as_str()))
    })
}
