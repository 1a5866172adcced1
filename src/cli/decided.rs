//! Decisions that come back: where they are read from, and what is said of them.

use super::CliError;
use super::output::{incomplete, tell};
use crate::corpus::Corpus;
use crate::decisions::{Decisions, DecisionsError, State, load};
use crate::knowledge::Knowledge;
use crate::report::{FileError, prepare_files, write_files};
use std::path::{Path, PathBuf};

/// Decisions with the file that they come from.
#[derive(Default)]
pub(crate) struct Read {
    /// The file; none where there is none.
    pub(crate) file: Option<PathBuf>,
    /// A second one: the workbook beside the output.
    beside: Option<PathBuf>,
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
        beside: None,
        decisions,
    })
}

/// As [`read`], but takes both where both are there: the file named, and the workbook beside the output.
pub(crate) fn read_both(
    named: Option<&Path>,
    beside: Option<&Path>,
    corpus: &Corpus,
    knowledge: &Knowledge,
) -> Result<Read, CliError> {
    let own = read(None, beside, corpus, knowledge)?;
    let Some(file) = named.filter(|named| !own.is(named)) else {
        return Ok(own);
    };
    let mut out = read(Some(file), None, corpus, knowledge)?;
    let before = out.decisions.messages.len();
    out.decisions.join(own.decisions);
    let joined = out.decisions.messages.iter().skip(before);
    joined.for_each(|message| tell(message));
    out.beside = own.file;
    Ok(out)
}

/// Writes the files of a command of which one, `workbook`, is there to be edited. What people wrote into it has been
/// read and is in the new one; the workbook as they edited it stays beside it.
pub(crate) fn write_with_workbook(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    workbook: &str,
    read: &Read,
    force: bool,
) -> Result<(), CliError> {
    let path = folder.join(workbook);
    let own = files.iter().position(|(name, _)| name == workbook);
    let is_edited = read.is(&path)
        && own.is_some_and(|at| {
            let asked = prepare_files(folder, &files[at..=at], |_| false);
            matches!(asked, Err(FileError::Changed(_)))
        });
    if is_edited {
        let edited = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let copy = workbook.replacen(".xlsx", ".edited.xlsx", 1);
        write_files(folder, &[(copy.clone(), edited)], true)?;
        let copy = folder.join(copy);
        tell(&format!(
            "{} is as it was edited; {workbook} is new",
            copy.display()
        ));
    }
    let may_replace = |name: &str| force || is_edited && name == workbook;
    prepare_files(folder, files, may_replace)?.take_names()?;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    tell(&format!(
        "wrote {} in {}",
        names.join(", "),
        folder.display()
    ));
    Ok(())
}

fn same_file(a: &Path, b: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    whole(a).is_some() && whole(a) == whole(b)
}

impl Read {
    /// True where it was read from that file.
    fn is(&self, path: &Path) -> bool {
        let mut own = self.file.iter().chain(&self.beside);
        own.any(|file| same_file(file, path))
    }

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
