//! What a clause says in the base and what a proposal makes of it, as runs of kept, inserted and struck text.

use super::clause::Side;
use super::words::{Step, Word, diff, words};
use crate::model::Change;
use serde::Serialize;

/// A stretch of a clause: kept, inserted or struck.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Inserted or deleted; none where it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Who changed it, where the source says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When, as the source writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

impl Run {
    /// A stretch of which nobody is named.
    pub fn new(text: impl Into<String>, change: Option<Change>) -> Self {
        Run {
            text: text.into(),
            change,
            author: None,
            date: None,
        }
    }
}

/// The runs of a clause, and what they do not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) runs: Vec<Run>,
    /// Why some of the runs may be wrong.
    pub(crate) undecided: Option<String>,
}

/// The runs of a paragraph whose sides the source keeps apart.
pub(crate) fn from_sides(sides: &[Side]) -> Marked {
    Marked {
        runs: side_runs(sides),
        undecided: None,
    }
}

/// Sides as runs, with who changed what and when.
pub(crate) fn side_runs(sides: &[Side]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for side in sides.iter().filter(|s| !s.text.is_empty()) {
        let run = Run {
            text: side.text.clone(),
            change: side.change,
            author: side.author.as_ref().map(|a| a.to_string()),
            date: side.date.as_ref().map(|d| d.to_string()),
        };
        match runs.last_mut() {
            Some(last) if last.change == run.change && last.author == run.author => {
                last.text.push_str(&run.text);
            }
            _ => runs.push(run),
        }
    }
    runs
}

/// The runs that lead from the base to a new text without marks.
pub(crate) fn from_clean(base: &str, new: &str) -> Marked {
    let (old_words, new_words) = (words(base), words(new));
    let mut runs = Runs::default();
    for step in diff(&old_words, &new_words) {
        match step {
            Step::Kept(_, j) => runs.word(new, &new_words[j], None),
            Step::Old(i) => runs.word(base, &old_words[i], Some(Change::Deleted)),
            Step::New(j) => runs.word(new, &new_words[j], Some(Change::Inserted)),
        }
    }
    Marked {
        runs: runs.0,
        undecided: None,
    }
}

/// The runs of a text in which struck and inserted words stand together without marks. Words that the base
/// lacks are inserted. Which words of the base are struck shows where the two sides run together without a
/// blank ("2014Dubai"): as many words of the base as have the shape of those inserted.
pub(crate) fn from_merged(base: &str, merged: &str) -> Marked {
    let pieces = pieces(base, merged);
    let mut changes: Vec<Option<Change>> = pieces.iter().map(|p| p.change).collect();
    let mut guesses = Vec::new();
    let mut open = false;
    let mut at = 0;
    while at < pieces.len() {
        if pieces[at].change != Some(Change::Inserted) {
            at += 1;
            continue;
        }
        let end = (at..pieces.len())
            .find(|&i| pieces[i].change != Some(Change::Inserted))
            .unwrap_or(pieces.len());
        match struck_beside(&pieces, at, end) {
            Struck::Words(from, to) => changes[from..to].fill(Some(Change::Deleted)),
            Struck::Guess(from, to) => {
                changes[from..to].fill(Some(Change::Deleted));
                guesses.push(pieces[at].text.clone());
            }
            Struck::Unknown => {
                open |= !pieces[..at]
                    .iter()
                    .rev()
                    .take(1)
                    .any(|p| p.change == Some(Change::Deleted))
            }
        }
        at = end;
    }
    let mut runs = Runs::default();
    for (at, (piece, change)) in pieces.iter().zip(&changes).enumerate() {
        // What is inserted without a blank takes the place of what is struck, whose blank stays.
        let replaced = *change == Some(Change::Deleted) && at > 0 && changes[at - 1].is_none();
        if replaced && !piece.glued {
            runs.push(" ", None);
        }
        runs.spaced(&piece.text, piece.glued || replaced, *change);
    }
    let undecided = if !guesses.is_empty() {
        Some(format!(
            "how much is struck before “{}” is a guess",
            guesses.join("”, “")
        ))
    } else if open {
        Some("struck and inserted words run together: which words of the base are struck cannot be told".to_owned())
    } else {
        None
    };
    Marked {
        runs: runs.0,
        undecided,
    }
}

struct Piece {
    text: String,
    glued: bool,
    change: Option<Change>,
}

/// The words of the merged text, those that the base lacks marked as inserted; a word of the base that has
/// run together with an inserted one ("20162022") is cut off it.
fn pieces(base: &str, merged: &str) -> Vec<Piece> {
    let (old, new) = (words(base), words(merged));
    let mut missing: Vec<&Word> = Vec::new();
    let mut out: Vec<Piece> = Vec::new();
    for step in diff(&old, &new) {
        match step {
            Step::Old(i) => missing.push(&old[i]),
            Step::Kept(_, j) => {
                missing.clear();
                out.push(piece(merged, &new[j], None));
            }
            Step::New(j) => {
                let word = &new[j];
                let at = missing
                    .iter()
                    .position(|m| m.key.len() > 1 && word.key.starts_with(&m.key));
                match at.map(|at| missing.remove(at)) {
                    Some(part) if merged.is_char_boundary(word.start + part.key.len()) => {
                        let cut = word.start + part.key.len();
                        let number = part.key.chars().all(|c| c.is_ascii_digit());
                        out.push(Piece {
                            text: merged[word.start..cut].to_owned(),
                            glued: word.glued,
                            change: number.then_some(Change::Deleted),
                        });
                        out.push(Piece {
                            text: merged.get(cut..word.end).unwrap_or_default().to_owned(),
                            glued: true,
                            change: Some(Change::Inserted),
                        });
                    }
                    _ => out.push(piece(merged, word, Some(Change::Inserted))),
                }
            }
        }
    }
    out
}

fn piece(text: &str, word: &Word, change: Option<Change>) -> Piece {
    Piece {
        text: text
            .get(word.start..word.end)
            .unwrap_or_default()
            .to_owned(),
        glued: word.glued,
        change,
    }
}

/// So many words at most are taken as struck before an insertion of the same shape.
const MOST_STRUCK: usize = 12;

enum Struck {
    Words(usize, usize),
    Guess(usize, usize),
    Unknown,
}

/// Which pieces next to the inserted ones `at..end` are struck.
fn struck_beside(pieces: &[Piece], at: usize, end: usize) -> Struck {
    let is_word = |p: &Piece| p.text.chars().any(char::is_alphanumeric);
    let glued_before = at > 0
        && pieces[at].glued
        && is_word(&pieces[at])
        && is_word(&pieces[at - 1])
        && pieces[at - 1].change != Some(Change::Inserted);
    let glued_behind = end < pieces.len()
        && pieces[end].glued
        && is_word(&pieces[end])
        && is_word(&pieces[end - 1])
        && pieces[end].change.is_none();
    // "Rev." may come new with the new edition, or go with the old one.
    let whole = shape_of(&pieces[at..end]);
    let bare: &[char] = match whole.as_slice() {
        ['W', '.', rest @ ..] => rest,
        all => all,
    };
    if glued_before {
        let old = |from: usize| {
            pieces[from..at]
                .iter()
                .all(|p| p.change != Some(Change::Inserted))
        };
        let alike = |from: &usize| shape_of(&pieces[*from..at]) == bare && old(*from);
        let known = pieces[at - 1].change == Some(Change::Deleted);
        return match (at.saturating_sub(MOST_STRUCK)..at).find(alike) {
            Some(from) => Struck::Words(from, at),
            None if known => Struck::Words(at - 1, at),
            None => Struck::Guess(at - 1, at),
        };
    }
    if glued_behind {
        let alike = |to: &usize| shape_of(&pieces[end..*to]) == bare;
        return match (end + 1..=pieces.len())
            .take(MOST_STRUCK)
            .filter(alike)
            .last()
        {
            Some(to) => Struck::Words(end, to),
            None => Struck::Guess(end, end + 1),
        };
    }
    Struck::Unknown
}

/// The shape of some words: names of several words count as one ("Buenos Aires").
fn shape_of(pieces: &[Piece]) -> Vec<char> {
    let mut shape: Vec<char> = pieces.iter().map(|p| self::shape(&p.text)).collect();
    shape.dedup_by(|b, a| *a == 'W' && *b == 'W');
    shape
}

/// The sort of a word: capitalised, small, number, or the sign itself.
fn shape(word: &str) -> char {
    match word.chars().next() {
        Some(c) if c.is_uppercase() => 'W',
        Some(c) if c.is_alphabetic() => 'w',
        Some(c) if c.is_numeric() => '9',
        Some(c) => c,
        None => ' ',
    }
}

/// Runs under construction: neighbours of one kind are one run.
#[derive(Default)]
struct Runs(Vec<Run>);

impl Runs {
    fn push(&mut self, text: &str, change: Option<Change>) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.change == change => last.text.push_str(text),
            _ => self.0.push(Run::new(text, change)),
        }
    }

    fn word(&mut self, text: &str, word: &Word, change: Option<Change>) {
        let written = text.get(word.start..word.end).unwrap_or_default();
        self.spaced(written, word.glued, change);
    }

    /// Adds a word with the blank that stands before it.
    fn spaced(&mut self, word: &str, glued: bool, change: Option<Change>) {
        if !glued && !self.0.is_empty() {
            self.push(" ", change);
        }
        self.push(word, change);
    }
}

/// One side of the runs: what is left without the given kind.
pub fn without(runs: &[Run], unwanted: Change) -> String {
    let kept = runs.iter().filter(|r| r.change != Some(unwanted));
    kept.map(|r| r.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(marked: &Marked) -> String {
        marked
            .runs
            .iter()
            .map(|r| match r.change {
                None => r.text.clone(),
                Some(Change::Inserted) => format!("[+{}]", r.text),
                Some(Change::Deleted) => format!("[-{}]", r.text),
            })
            .collect()
    }

    #[test]
    fn editions_that_run_together_part() {
        for (base, merged, expected) in [
            (
                "(Rev. Oslo, 2014) of it",
                "(Rev. Oslo, 2014Lima, 2018) of it",
                "(Rev. [-Oslo, 2014][+Lima, 2018]) of it",
            ),
            (
                "(Oslo, 2016)",
                "(OsloLima, 20162022)",
                "([-Oslo][+Lima], [-2016][+2022])",
            ),
            (
                "for 2016-2019, and",
                "for 2016-20192020-2023, and",
                "for [-2016-2019][+2020-2023], and",
            ),
            (
                "(Oslo, 2014) of",
                "(Oslo, 2014Rev. Lima, 2018) of",
                "([-Oslo, 2014][+Rev. Lima, 2018]) of",
            ),
        ] {
            let marked = from_merged(base, merged);
            assert_eq!(shown(&marked), expected);
            assert_eq!(marked.undecided, None, "{merged}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_said() {
        let marked = from_merged("to ensure use of it", "to ensure on the use of it");
        assert_eq!(shown(&marked), "to ensure[+ on the] use of it");
        assert!(marked.undecided.is_some());
    }

    #[test]
    fn a_clean_text_gives_both_sides_back() {
        let marked = from_clean("to keep the plan", "to keep a good plan");
        assert_eq!(without(&marked.runs, Change::Inserted), "to keep the plan");
        assert_eq!(
            without(&marked.runs, Change::Deleted),
            "to keep a good plan"
        );
    }
}
