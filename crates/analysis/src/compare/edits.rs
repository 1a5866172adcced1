//! What a proposal does to a paragraph, as places in the base.

use super::merge::Signature;
use super::texts::{Run, without};
use super::words::{Step, diff, words};
use crate::model::Change;

/// A stretch of the base that is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Byte offset in the base.
    pub(super) start: usize,
    /// One past the last byte; equal to `start` where something is only put in.
    pub(super) end: usize,
    /// Who strikes it, or puts something in.
    pub(super) by: Signature,
    /// What is put in, in order.
    pub(super) new: Vec<Insertion>,
}

/// New text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Insertion {
    /// The text.
    pub(super) text: String,
    /// Whose it is.
    pub(super) by: Signature,
}

impl Edit {
    /// The same, so many bytes further on.
    pub(super) fn shifted(self, by: usize) -> Edit {
        Edit {
            start: self.start + by,
            end: self.end + by,
            ..self
        }
    }
}

/// The edits that runs make of a base; `sign` gives the signature for an author and a date.
pub(super) fn edits_of(
    base: &str,
    runs: &[Run],
    sign: impl Fn(Option<&str>, Option<&str>) -> Signature,
) -> Vec<Edit> {
    if without(runs, Change::Inserted) == base {
        return from_runs(runs, sign);
    }
    let changed = runs.iter().find(|r| r.change.is_some());
    let by = changed.map_or_else(
        || sign(None, None),
        |r| sign(r.author.as_deref(), r.date.as_deref()),
    );
    between(base, without(runs, Change::Deleted).trim(), &by)
}

fn from_runs(runs: &[Run], sign: impl Fn(Option<&str>, Option<&str>) -> Signature) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    for run in runs {
        let by = sign(run.author.as_deref(), run.date.as_deref());
        match run.change {
            None => at += run.text.len(),
            Some(Change::Deleted) => {
                let end = at + run.text.len();
                match edits.last_mut() {
                    Some(last) if last.end == at && last.by == by => last.end = end,
                    _ => edits.push(Edit {
                        start: at,
                        end,
                        by,
                        new: Vec::new(),
                    }),
                }
                at = end;
            }
            Some(Change::Inserted) => {
                let new = Insertion {
                    text: run.text.clone(),
                    by: by.clone(),
                };
                match edits.last_mut() {
                    Some(last) if last.end == at => last.new.push(new),
                    _ => edits.push(Edit {
                        start: at,
                        end: at,
                        by,
                        new: vec![new],
                    }),
                }
            }
        }
    }
    edits
}

/// The edits between two texts by their words; every stretch begins behind the word that is kept before it.
fn between(base: &str, new: &str, by: &Signature) -> Vec<Edit> {
    let (old_words, new_words) = (words(base), words(new));
    let mut edits: Vec<Edit> = Vec::new();
    let (mut old_end, mut new_end) = (0, 0);
    let (mut old_at, mut new_at) = (0, 0);
    let mut close = |from: (usize, usize), to: (usize, usize)| {
        if from != to {
            let text = new.get(from.1..to.1).unwrap_or_default().to_owned();
            edits.push(Edit {
                start: from.0,
                end: to.0,
                by: by.clone(),
                new: match text.is_empty() {
                    true => Vec::new(),
                    false => vec![Insertion {
                        text,
                        by: by.clone(),
                    }],
                },
            });
        }
    };
    for step in diff(&old_words, &new_words) {
        match step {
            Step::Old(i) => old_at = old_words[i].end,
            Step::New(j) => new_at = new_words[j].end,
            Step::Kept(i, j) => {
                let changed = (old_end, new_end) != (old_at, new_at);
                let (old, new) = (&old_words[i], &new_words[j]);
                // A blank that only one side has before the word belongs to the change.
                if changed && ((old.start == old_at) != (new.start == new_at) || old_end == 0) {
                    (old_at, new_at) = (old.start, new.start);
                }
                close((old_end, new_end), (old_at, new_at));
                (old_end, new_end) = (old.end, new.end);
                (old_at, new_at) = (old_end, new_end);
            }
        }
    }
    close((old_end, new_end), (old_at, new_at));
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_give_the_new_text() {
        let by = Signature {
            author: "A".into(),
            date: None,
        };
        for (base, new) in [
            ("to keep the plan;", "to keep a good plan,"),
            ("one two", "zero one two three"),
            ("one two three", "two"),
            ("", "all new"),
            ("(a)", "(b a)"),
            ("(b a)", "(a)"),
        ] {
            let mut out = base.to_owned();
            for edit in between(base, new, &by).into_iter().rev() {
                let text: String = edit.new.iter().map(|n| n.text.as_str()).collect();
                out.replace_range(edit.start..edit.end, &text);
            }
            assert_eq!(out.trim(), new, "{base}");
        }
    }
}
