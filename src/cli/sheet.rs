use super::form::{Form, Place};
use super::ids::work_id;
use super::papers::{Paper, write_papers};
use super::{CliError, Exit, Inputs, decided};
use crate::audit::{Audit, Code, Day, Settings};
use crate::mapping::{Mapper, Options};
use crate::report::{FactSheet, Format, fact_sheet};
use std::path::PathBuf;

/// Show what is to be known of one text, on a page
///
/// Its editions, who acts on what, what it cites and what cites it, what it repeats, references to look at, options with
/// their reasons, decisions.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The text: WTSA-44, or as it is cited: "WTSA Resolution 44"
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    inputs: Inputs,
    /// What people decided: the workbook of `map` as they edited it
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Folder for the sheet as Word and Markdown, or one file: sheet.docx [default: print]
    #[arg(long, short, value_name = "DIR|FILE")]
    output: Option<PathBuf>,
    /// What to print where no output is named
    #[arg(long, short, value_parser = Form::among(PRINTED), default_value_t = Form::Markdown)]
    format: Form,
    /// Overwrite files that resgraph did not write
    #[arg(long)]
    force: bool,
}

/// A sheet is for people: it has no data of its own.
const PRINTED: &[Form] = &[Form::Markdown, Form::Table, Form::Html];
const WRITTEN: &[Form] = &[Form::Word, Form::Markdown, Form::Html, Form::Table];

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let knowledge = args.inputs.knowledge()?;
    let corpus = args.inputs.load(&knowledge)?;
    let id = work_id(&args.id, &knowledge)?;
    if !corpus.index.works.contains_key(&id) {
        return Err(format!("{id}: no text, citation or table names such a work").into());
    }
    let read = decided::read(args.decisions.as_deref(), None, &corpus, &knowledge)?;
    let mapping = Mapper::new(&corpus, &knowledge, Options::default()).mapping();
    let settings = Settings::default();
    let findings = Audit::new(&corpus, &knowledge, &settings)
        .run(Code::ALL, None, Day::today())
        .findings;
    let mut sheet = fact_sheet(
        &id,
        FactSheet {
            index: &corpus.index,
            mapping: &mapping,
            findings: &findings,
            decisions: &read.decisions,
            addressees: &knowledge.addressees,
        },
    );
    sheet.known_first(&knowledge.horizons(&corpus.index), [""; 0]);
    let paper = Paper {
        name: format!("sheet-{}", id.as_str().replace(['/', '\\', '[', ']'], "_")),
        report: &sheet,
        book: None,
        json: None,
    };
    match &args.output {
        Some(output) => write_papers(
            &[paper],
            &Place::of(output, WRITTEN)?,
            &[Format::Word, Format::Markdown],
            args.force,
        )?,
        None => paper.print(args.format)?,
    }
    Ok(Exit::Clean)
}
