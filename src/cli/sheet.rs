use super::ids::work_id;
use super::output::tell;
use super::{CliError, Exit, Inputs, decided, print};
use crate::audit::{Audit, Code, Day, Settings};
use crate::mapping::{Mapper, Options};
use crate::report::{self, FactSheet, Format, fact_sheet, render, write_files};
use std::path::PathBuf;

/// Show what is to be known of one text, on a page
///
/// Its editions, who acts on what, what it cites and what cites it, what it repeats, references to look at, options with
/// their reasons, decisions.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The text: WTSA-44
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    inputs: Inputs,
    /// What people decided: the workbook of `map` as they edited it
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Folder for the sheet as Word and Markdown [default: print Markdown]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Overwrite files that resgraph did not write
    #[arg(long)]
    force: bool,
}

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
        },
    );
    sheet.known_to(&knowledge.horizons(&corpus.index));
    match &args.output {
        Some(folder) => {
            let name = id.as_str().replace(['/', '\\', '[', ']'], "_");
            let files = [Format::Word, Format::Markdown]
                .into_iter()
                .map(|format| {
                    Ok((
                        format!("sheet-{name}.{}", format.extension()),
                        render(&sheet, format)?,
                    ))
                })
                .collect::<Result<Vec<_>, CliError>>()?;
            for path in write_files(folder, &files, args.force)? {
                tell(&format!("wrote {}", path.display()));
            }
        }
        None => print(&report::markdown(&sheet))?,
    }
    Ok(Exit::Clean)
}
