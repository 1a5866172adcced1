use super::form::{Form, Place};
use super::{CliError, output, print, width};
use crate::read::{gather, name_of};
use crate::report::{self, Format, Report, render, write_file, write_files};
use crate::script::safe_json;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The formats of a paper in a folder, beside its data.
pub(crate) const USUAL: &[Format] = &[Format::Word, Format::Excel, Format::Html, Format::Markdown];

/// What is shown where no output is named.
const PRINTED: &[Form] = &[
    Form::Markdown,
    Form::Table,
    Form::Html,
    Form::Csv,
    Form::Json,
];

/// How a paper is shown: written where the output says, or printed. Each command says in its help which forms it writes.
#[derive(clap::Args, Debug, Clone)]
pub(crate) struct Printing {
    /// Folder for the paper, or one file [default: print]
    #[arg(long, short, value_name = "DIR|FILE")]
    pub(crate) output: Option<PathBuf>,
    /// What to print where no output is named
    #[arg(long, short, value_parser = Form::among(PRINTED), default_value_t = Form::Markdown)]
    pub(crate) format: Form,
    /// Overwrite files that resgraph did not write
    #[arg(long)]
    pub(crate) force: bool,
}

/// A paper, and its data as JSON.
pub(crate) struct Paper<'a> {
    /// The name of its files in a folder, without ending.
    pub(crate) name: String,
    /// The paper.
    pub(crate) report: &'a Report,
    /// The workbook, where it holds more than the paper does.
    pub(crate) book: Option<&'a Report>,
    /// Its data; a paper for people has none.
    pub(crate) json: Option<String>,
}

impl Paper<'_> {
    fn rendered(&self, format: Format) -> Result<Vec<u8>, CliError> {
        let report = match (format, self.book) {
            (Format::Excel, Some(book)) => book,
            _ => self.report,
        };
        Ok(render(report, format)?)
    }

    fn bytes(&self, form: Form) -> Result<Vec<u8>, CliError> {
        match form.of_report() {
            Some(format) => self.rendered(format),
            None => Ok(self.json.clone().unwrap_or_default().into_bytes()),
        }
    }

    /// Prints it.
    ///
    /// # Errors
    /// What the writers and stdout say.
    pub(crate) fn print(&self, form: Form) -> Result<(), CliError> {
        let text = match form {
            Form::Table => report::text(self.report, Some(width())),
            form => String::from_utf8_lossy(&self.bytes(form)?).into_owned(),
        };
        Ok(print(&text)?)
    }

    /// Its files for a folder: in the `formats`, and as JSON.
    ///
    /// # Errors
    /// What the writers say.
    pub(crate) fn files(&self, formats: &[Format]) -> Result<Vec<(String, Vec<u8>)>, CliError> {
        let mut files = Vec::new();
        for format in formats {
            let name = format!("{}.{}", self.name, format.extension());
            files.push((name, self.rendered(*format)?));
        }
        if let Some(json) = &self.json {
            files.push((format!("{}.json", self.name), json.clone().into_bytes()));
        }
        Ok(files)
    }

    /// Writes it as the one file that was asked for, and says so.
    ///
    /// # Errors
    /// What the writers say; a file of another hand that would be overwritten.
    pub(crate) fn write(&self, path: &Path, form: Form, force: bool) -> Result<(), CliError> {
        write_file(path, &self.bytes(form)?, force)?;
        output::tell(&format!("wrote {}", path.display()));
        Ok(())
    }
}

/// Writes files into a folder, all or none, and says what was written.
///
/// # Errors
/// As [`Paper::write`].
pub(crate) fn write_set(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    force: bool,
) -> Result<(), CliError> {
    for path in write_files(folder, files, force)? {
        output::tell(&format!("wrote {}", path.display()));
    }
    Ok(())
}

/// Shows papers: prints them, or writes them where the output says. One file cannot hold several.
///
/// # Errors
/// As [`Paper::write`].
pub(crate) fn show(
    papers: &[Paper<'_>],
    printing: &Printing,
    formats: &[Format],
) -> Result<(), CliError> {
    match &printing.output {
        Some(output) => {
            let place = Place::of(output, super::form::PAPER)?;
            write_papers(papers, &place, formats, printing.force)
        }
        None if printing.format == Form::Json && papers.len() > 1 => Ok(print(&list(papers))?),
        None => papers
            .iter()
            .try_for_each(|paper| paper.print(printing.format)),
    }
}

/// The data of several papers as one JSON document: a list.
fn list(papers: &[Paper<'_>]) -> String {
    let data = papers.iter().filter_map(|paper| paper.json.as_deref());
    // Line ends within the words of the data are written as `\n`.
    let indented = data.map(|json| format!("  {}", json.trim_end().replace('\n', "\n  ")));
    format!("[\n{}\n]\n", indented.collect::<Vec<_>>().join(",\n"))
}

/// Writes papers where the output says: into a folder, all or none, or as one file.
///
/// # Errors
/// As [`Paper::write`]; several papers for one file.
pub(crate) fn write_papers(
    papers: &[Paper<'_>],
    place: &Place,
    formats: &[Format],
    force: bool,
) -> Result<(), CliError> {
    match (place, papers) {
        (Place::File(path, form), [paper]) => paper.write(path, *form, force),
        (Place::File(path, _), papers) => {
            let (file, count) = (path.display(), papers.len());
            Err(format!("{file}: there are {count} papers: name a folder").into())
        }
        (Place::Folder(folder), papers) => {
            let files = papers.iter().map(|paper| paper.files(formats));
            let files = files.collect::<Result<Vec<_>, _>>()?.concat();
            write_set(folder, &files, force)
        }
    }
}

/// Data as JSON with a line end.
pub(crate) fn json(data: &impl Serialize) -> Result<String, CliError> {
    Ok(safe_json(serde_json::to_string_pretty(data)? + "\n"))
}

/// What papers call a file that is one of those read: its name in the index.
pub(crate) fn named(paths: &[PathBuf], file: &Path) -> String {
    let read = gather(paths).files;
    let own = read.into_iter().find(|(_, path)| path == file);
    own.map_or_else(|| name_of(file), |(name, _)| name)
}
