//! References inside a text ("resolves 6") that point at another clause, or at none, once a proposal has
//! renumbered its clauses and left the reference as it was.

use super::texts::without;
use super::words::{Word, words};
use super::{Action, Cell, Section};
use crate::model::Change;
use serde::Serialize;
use std::collections::HashMap;

/// A reference that no longer points where it did.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dangling {
    /// The proposal.
    pub column: String,
    /// The clause that holds the reference.
    pub clause: String,
    /// Its line.
    pub line: usize,
    /// The reference as written: `resolves 6`.
    pub reference: String,
    /// What it points at in the base.
    pub meant: String,
    /// What has become of that clause.
    pub now: String,
}

/// Finds them, proposal by proposal. A reference is the first word of a section's opening phrase before a
/// label of that section, unless the words behind name another text.
pub(crate) fn find(sections: &[Section]) -> Vec<Dangling> {
    let mut found = Vec::new();
    let columns = sections.first().map_or(0, |s| s.columns.len());
    let phrases = phrases(sections);
    for column in 0..columns {
        for section in sections {
            for row in &section.rows {
                let Some(cell) = row.cells[column].as_ref() else {
                    continue;
                };
                if cell.action == Action::Delete {
                    continue;
                }
                found.extend(in_cell(&phrases, section, column, cell));
            }
        }
    }
    found
}

fn in_cell(phrases: &Phrases<'_>, section: &Section, column: usize, cell: &Cell) -> Vec<Dangling> {
    let text = without(&cell.runs, Change::Deleted);
    let new = words(&text);
    let mut found = Vec::new();
    for at in 0..new.len().saturating_sub(1) {
        let (verb, label) = (&new[at], &new[at + 1]);
        let Some(targets) = phrases.get(&verb.key) else {
            continue;
        };
        if verb.glued && at > 0 || names_other_text(&new[at + 2..], &text) {
            continue;
        }
        for target in targets {
            if let Some((meant, now)) = target_of(target, column, &label.key) {
                let own = cell.new.as_ref().or(cell.old.as_ref());
                found.push(Dangling {
                    column: section.columns[column].column.clone(),
                    clause: format!("{} {}", section.heading, own.map_or("", |l| l.as_str()))
                        .trim()
                        .to_owned(),
                    line: cell.line.unwrap_or(0),
                    reference: text
                        .get(verb.start..label.end)
                        .unwrap_or_default()
                        .to_owned(),
                    meant,
                    now,
                });
                break;
            }
        }
    }
    found
}

/// True where the reference goes on "of Resolution 49": a capital word and a number behind "of".
fn names_other_text(behind: &[Word], text: &str) -> bool {
    let near: Vec<&Word> = behind
        .iter()
        .filter(|w| w.key.chars().all(char::is_alphanumeric))
        .take(3)
        .collect();
    let [_, word, number] = near.as_slice() else {
        return false;
    };
    let capital = text
        .get(word.start..)
        .is_some_and(|t| t.starts_with(char::is_uppercase));
    capital && number.key.chars().all(|c| c.is_ascii_digit())
}

/// The sections whose opening phrase is one word that nothing narrows, by that word.
type Phrases<'a> = HashMap<String, Vec<&'a Section>>;

fn phrases(sections: &[Section]) -> Phrases<'_> {
    let mut found = Phrases::new();
    for section in sections {
        if let [verb] = words(&section.heading).as_slice() {
            found.entry(verb.key.clone()).or_default().push(section);
        }
    }
    found
}

/// Where the clause of that base label has another label now, or is struck: what it said, and what became
/// of it.
fn target_of(section: &Section, column: usize, label: &str) -> Option<(String, String)> {
    let row = section
        .rows
        .iter()
        .find(|r| r.base.as_deref() == Some(label))?;
    let cell = row.cells[column].as_ref()?;
    let meant = format!(
        "{} {label}: {}",
        section.heading,
        beginning(row.base_text.as_deref().unwrap_or_default())
    );
    if cell.action == Action::Delete {
        return Some((meant, "struck".to_owned()));
    }
    let new = cell.new.as_ref().filter(|new| *new != label)?;
    let taken = section
        .rows
        .iter()
        .filter_map(|r| r.cells[column].as_ref())
        .find(|c| c.new.as_deref() == Some(label));
    let instead = match taken {
        Some(_) => format!("; {label} is another clause"),
        None => format!("; there is no {label}"),
    };
    Some((meant, format!("{} {new}{instead}", section.heading)))
}

fn beginning(text: &str) -> String {
    let mut words = text.split_whitespace();
    let start: Vec<&str> = words.by_ref().take(12).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", start.join(" "))
}
