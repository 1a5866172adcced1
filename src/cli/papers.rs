use super::CliError;
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

/// A file as papers name it: relative to what the user gave, for papers travel and paths of a machine mean nothing
/// elsewhere.
pub(crate) fn named(given: &[PathBuf], file: &str) -> String {
    let longest = given
        .iter()
        .filter(|path| Path::new(file).starts_with(path));
    let longest = longest.max_by_key(|path| path.components().count());
    let is_own = Path::new(file).is_relative() && !file.starts_with("..");
    match longest.filter(|_| !is_own) {
        Some(path) => {
            let above = path.parent().unwrap_or(Path::new(""));
            let short = Path::new(file)
                .strip_prefix(above)
                .unwrap_or(Path::new(file));
            short.to_string_lossy().replace('\\', "/")
        }
        None => file.to_owned(),
    }
}
