//! Where the base comes from: a text of its own, the struck side of tracked changes, or what the columns
//! have in common.

use super::clause::{Clause, Part};
use super::columns::{Form, Proposal};
use super::label;
use super::words::words;
use crate::model::Change;

/// The base that the tracked changes of a proposal hold: its text with all changes rejected.
pub(crate) fn rejected(proposal: &Proposal) -> Proposal {
    let parts = proposal.parts.iter().map(rejected_part).collect();
    Proposal {
        form: Form::Clean,
        is_base: true,
        parts,
        ..proposal.clone()
    }
}

fn rejected_part(part: &Part) -> Part {
    let clauses = part.clauses.iter().filter_map(|clause| {
        let old = match clause.side(Change::Inserted) {
            Some(old) => old.trim().to_owned(),
            None => clause.text.clone(),
        };
        let raw_label = match &clause.side_labels {
            Some((old, _)) => old.clone(),
            None => clause.raw_label.clone(),
        };
        (!old.is_empty()).then(|| Clause {
            words: words(&old),
            text: old,
            raw_label,
            sides: Vec::new(),
            side_labels: None,
            ..clause.clone()
        })
    });
    Part {
        clauses: clauses.collect(),
        ..part.clone()
    }
}

/// Gives each clause of the base its label: as printed in the base, or counted from the labels of the
/// columns where the base is not at hand. `clauses` are the base clauses in order: (printed in the base,
/// printed in the columns).
pub(crate) fn labels(clauses: &[(Option<&Clause>, Vec<&Clause>)]) -> Vec<Option<String>> {
    let mut counters: Vec<u32> = Vec::new();
    clauses
        .iter()
        .map(|(own, columns)| {
            if let Some(own) = own {
                return own
                    .raw_label
                    .as_deref()
                    .map(|raw| label::bare(raw).to_owned());
            }
            let labelled: Vec<&&Clause> =
                columns.iter().filter(|c| c.raw_label.is_some()).collect();
            if labelled.len() * 2 <= columns.len() {
                return None;
            }
            let clause = labelled.first()?;
            let style = clause.style?;
            let raw = clause
                .raw_label
                .as_deref()
                .map(label::bare)
                .unwrap_or_default();
            let odd = style == label::Style::Number && raw.chars().any(|c| !c.is_ascii_digit());
            if style == label::Style::Bullet || odd {
                return Some(raw.to_owned());
            }
            counters.resize(clause.level + 1, 0);
            counters[clause.level] += 1;
            Some(label::write(style, counters[clause.level]))
        })
        .collect()
}

/// The sign that most of the columns print at the end of a clause; where two run together, the first.
pub(crate) fn end_sign(texts: &[&str]) -> Option<char> {
    let mut signs: Vec<char> = texts.iter().filter_map(|t| first_end_sign(t)).collect();
    signs.sort_unstable();
    let mut best: Option<(usize, char)> = None;
    for sign in signs.iter().copied() {
        let count = signs.iter().filter(|s| **s == sign).count();
        if best.is_none_or(|(n, _)| count > n) {
            best = Some((count, sign));
        }
    }
    best.map(|(_, sign)| sign)
}

fn first_end_sign(text: &str) -> Option<char> {
    let body = text.trim_end();
    let start = body.trim_end_matches([';', ',', '.']).len();
    body[start..].chars().next()
}

/// True where the end of a clause has become that of the last one of its section: ";" struck and "," put.
pub(crate) fn made_last(text: &str, base_end: Option<char>) -> bool {
    let text = text.trim_end();
    text.ends_with(";,")
        || text.ends_with(";.")
        || (base_end == Some(';') && (text.ends_with(',') || text.ends_with('.')))
}

/// Splits a merged text that holds the base text whole, with another clause behind it that begins with the
/// same word: the base clause is struck and a new one stands in the same paragraph.
pub(crate) fn second_clause<'a>(base: &str, merged: &'a str) -> Option<&'a str> {
    let (old, new) = (words(base), words(merged));
    let old = super::words::without_end(&old);
    let first = old.first()?;
    let begins = new.len() > old.len() && old.iter().zip(&new).all(|(a, b)| a.key == b.key);
    let rest = &new[old.len().min(new.len())..];
    let start = rest
        .iter()
        .position(|w| w.key.chars().any(char::is_alphanumeric))?;
    let is_clause = rest[start].key == first.key && rest.len() - start >= 8;
    (begins && is_clause)
        .then(|| merged.get(rest[start].start..))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_struck_clause_and_a_new_one_may_share_a_paragraph() {
        let base = "that the old plan of the board names four aims,";
        let merged = "that the old plan of the board names four aims)that the members need new services and skills,";
        assert_eq!(
            second_clause(base, merged),
            Some("that the members need new services and skills,")
        );
        assert_eq!(
            second_clause(
                base,
                "that the old plan of the board names four aims on the growth of the members and all,"
            ),
            None
        );
    }

    #[test]
    fn the_end_of_a_clause_tells_that_the_rest_is_struck() {
        assert!(made_last("of the members;,", Some(';')));
        assert!(made_last("of the members,", Some(';')));
        assert!(!made_last("of the members,", Some(',')));
        assert_eq!(end_sign(&["a;,", "a;", "a,"]), Some(';'));
    }
}
