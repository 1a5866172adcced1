//! The files of a mapping, and the workbook in which people decide among them.

use super::Args;
use crate::cli::form::{Form, Place, folder_and_name};
use crate::cli::papers::json;
use crate::cli::{CliError, decided};
use crate::mapping::Comparison;
use crate::model::Mapping;
use crate::report::mapping::{Context, Form as Written, write, write_all};
use crate::report::{self, Format};
use std::path::PathBuf;

/// The workbook, into which people write what they decide.
pub(super) const WORKBOOK: &str = "mapping.xlsx";

/// How the mapping is written in that form.
pub(super) fn written(form: Form) -> Written {
    match form {
        Form::Json | Form::Jsonl | Form::Sarif => Written::Json,
        Form::Yaml => Written::Yaml,
        Form::Csv => Written::Csv,
        Form::Dot => Written::Dot,
        Form::Table => Written::Report(Format::Text),
        Form::Markdown => Written::Report(Format::Markdown),
        Form::Html => Written::Report(Format::Html),
        Form::Word => Written::Report(Format::Word),
        Form::Excel => Written::Report(Format::Excel),
    }
}

/// The files of the mapping, and the folder that they go into.
fn files(
    args: &Args,
    place: &Place,
    mapping: &Mapping,
    context: Context,
    comparison: Option<&Comparison>,
) -> Result<(PathBuf, Vec<(String, Vec<u8>)>), CliError> {
    let folder = match place {
        Place::Folder(folder) => folder,
        Place::File(path, form) => {
            let bytes = write(mapping, context, written(*form))?;
            let (folder, name) = folder_and_name(path);
            return Ok((folder, vec![(name, bytes)]));
        }
    };
    let forms = match args.forms.as_slice() {
        [] => &Written::ALL[..],
        forms => forms,
    };
    let mut files = write_all(mapping, context, forms)?;
    if let Some(comparison) = comparison {
        let paper = report::mapping_comparison(comparison);
        let data = json(comparison)?.into_bytes();
        files.push(("comparison.json".to_owned(), data));
        let paper = report::markdown(&paper).into_bytes();
        files.push(("comparison.md".to_owned(), paper));
    }
    Ok((folder.clone(), files))
}

pub(super) fn save(
    args: &Args,
    place: &Place,
    mapping: &Mapping,
    context: Context,
    comparison: Option<&Comparison>,
    read: &decided::Read,
) -> Result<(), CliError> {
    let (folder, files) = files(args, place, mapping, context, comparison)?;
    let workbook = place.workbook(WORKBOOK);
    let name = workbook.file_name().unwrap_or_default().to_string_lossy();
    decided::write_with_workbook(&folder, &files, &name, read, args.force)
}
