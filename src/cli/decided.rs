//! Decisions that come back: where they are read from, and what is said of them.

use super::{CliError, output::incomplete};
use crate::corpus::Corpus;
use crate::decisions::{Decisions, DecisionsError, State, load};
use crate::knowledge::Knowledge;
use std::path::{Path, PathBuf};

/// Decisions with the file that they come from.
#[derive(Default)]
pub(crate) struct Read {
    /// The file; none where there is none.
    pub(crate) file: Option<PathBuf>,
    /// What people wrote.
    pub(crate) decisions: Decisions,
}

/// Reads the file named, or the workbook of an earlier run beside the output, and holds it against the works as they
/// are now. Says what could not be read, each with its cell.
pub(crate) fn read(
    named: Option<&Path>,
    beside: Option<&Path>,
    corpus: &Corpus,
    knowledge: &Knowledge,
) -> Result<Read, CliError> {
    let file = match (named, beside) {
        (Some(named), _) => named.to_owned(),
        (None, Some(beside)) if beside.is_file() => beside.to_owned(),
        _ => return Ok(Read::default()),
    };
    let mut decisions = match load(&file, &corpus.index, knowledge) {
        Ok(decisions) => decisions,
        // A workbook of somebody else that lies there; that it is not overwritten is seen to when it is written.
        Err(DecisionsError::Other(_)) if named.is_none() => return Ok(Read::default()),
        Err(error) => return Err(error.into()),
    };
    State::of(&corpus.index).check(&mut decisions);
    for message in &decisions.messages {
        incomplete(message);
    }
    Ok(Read {
        file: Some(file),
        decisions,
    })
}

impl Read {
    /// How much was decided, in words; nothing where nobody wrote anything.
    pub(crate) fn said(&self) -> Option<String> {
        let file = self.file.as_ref()?;
        let suspect = self
            .decisions
            .decisions
            .iter()
            .filter(|d| !d.suspect.is_empty())
            .count();
        let count = |n: usize, one: &str| match n {
            1 => format!("1 {one}"),
            n => format!("{n} {one}s"),
        };
        Some(format!(
            "read {} and {} from {}; {suspect} suspect",
            count(self.decisions.decisions.len(), "decision"),
            count(self.decisions.edits.len(), "other edit"),
            file.display()
        ))
    }
}
