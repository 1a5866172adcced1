use super::CliError;
use crate::read::{gather, name_of};
use crate::report::{Format, Report, render, write_files};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What a command that makes papers prints where no folder is given.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
pub(crate) enum Shown {
    /// The paper for people
    Markdown,
    /// Everything that was found
    Json,
}

/// Writes one paper in all the given formats, and its data as JSON, into a folder; gives the paths.
///
/// # Errors
/// What the writers say; a file of another hand that would be overwritten.
pub(crate) fn write_papers(
    folder: &Path,
    name: &str,
    report: &Report,
    formats: &[Format],
    data: &impl Serialize,
    force: bool,
) -> Result<Vec<PathBuf>, CliError> {
    write_papers_and_book(folder, name, (report, report), formats, data, force)
}

/// The same where the workbook holds more than the paper does.
pub(crate) fn write_papers_and_book(
    folder: &Path,
    name: &str,
    (paper, book): (&Report, &Report),
    formats: &[Format],
    data: &impl Serialize,
    force: bool,
) -> Result<Vec<PathBuf>, CliError> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for format in formats {
        let report = if *format == Format::Excel {
            book
        } else {
            paper
        };
        files.push((
            format!("{name}.{}", format.extension()),
            render(report, *format)?,
        ));
    }
    files.push((format!("{name}.json"), json(data)?.into_bytes()));
    Ok(write_files(folder, &files, force)?)
}

/// Data as JSON with a line end.
pub(crate) fn json(data: &impl Serialize) -> Result<String, CliError> {
    Ok(serde_json::to_string_pretty(data)? + "\n")
}

/// What papers call a file that is one of those read: its name in the index.
pub(crate) fn named(paths: &[PathBuf], file: &Path) -> String {
    let read = gather(paths).files;
    let own = read.into_iter().find(|(_, path)| path == file);
    own.map_or_else(|| name_of(file), |(name, _)| name)
}
