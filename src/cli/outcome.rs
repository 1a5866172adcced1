use super::output::incomplete;
use super::papers::json;
use super::{CliError, Exit, Inputs, decided, print};
use crate::decisions::{State, apply};
use crate::mapping::{Mapper, Options};
use crate::outcome::{OutcomeList, Standing, list, proposals};
use crate::report::{self, Format, outcome_lines, outcome_list, outcome_workbook, render};
use std::path::PathBuf;

/// List what a meeting has before it: each text with its proposals, and what was decided
///
/// The paths lead to proposals (Word files with tracked changes, texts with MOD, ADD, SUP or NOC before their heading,
/// side-by-side tables) and to the texts in force that they change. Decide in outcome.xlsx; the next run keeps it.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// What people decided: the workbook of an earlier `outcome` or of `map`, as they edited it
    /// [default: outcome.xlsx in the folder of the output]
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Folder for the list as Word, Excel, HTML, Markdown, CSV and JSON [default: print Markdown]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// What to print where no folder is given
    #[arg(long, value_enum, default_value_t = Shown::Markdown)]
    format: Shown,
    /// Overwrite files that resgraph did not write
    #[arg(long)]
    force: bool,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Shown {
    /// The list for people
    Markdown,
    /// Comma-separated values, a line a proposal
    Csv,
    /// Everything that was found
    Json,
}

/// The workbook, into which people write what they decide.
const WORKBOOK: &str = "outcome.xlsx";

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    if args.inputs.paths.is_empty() {
        return Err("name the proposals and the texts in force that they change".into());
    }
    let knowledge = args.inputs.knowledge()?;
    let corpus = args.inputs.load(&knowledge)?;
    let beside = args.output.as_deref().map(|folder| folder.join(WORKBOOK));
    let read = decided::read_both(
        args.decisions.as_deref(),
        beside.as_deref(),
        &corpus,
        &knowledge,
    )?;
    let proposals = proposals(&corpus, &knowledge);
    let mapping = Mapper::new(&corpus, &knowledge, Options::default()).mapping();
    let mapping = apply(&mapping, &read.decisions, &corpus.index, &knowledge).mapping;
    let list = list(proposals, &mapping, &mapping.decisions, &corpus.index);
    let is_proposed = list
        .rows
        .iter()
        .any(|r| r.text.standing != Standing::NoProposal);
    if !is_proposed {
        incomplete(
            "no proposal among the files: none has tracked changes, or a mark before its heading",
        );
    }
    let paper = outcome_list(&list, &knowledge);
    match (&args.output, args.format) {
        (Some(folder), _) => {
            let mut files = Vec::new();
            for format in [Format::Word, Format::Html, Format::Markdown] {
                let name = format!("outcome.{}", format.extension());
                files.push((name, render(&paper, format)?));
            }
            let state = State::of(&corpus.index);
            let workbook = outcome_workbook(&list, &knowledge, &read.decisions, &state);
            files.push((WORKBOOK.to_owned(), render(&workbook, Format::Excel)?));
            let lines = report::csv_table(&outcome_lines(&list, &knowledge));
            files.push(("outcome.csv".to_owned(), lines.into_bytes()));
            files.push(("outcome.json".to_owned(), json(&list)?.into_bytes()));
            decided::write_with_workbook(folder, &files, WORKBOOK, &read, args.force)?;
        }
        (None, Shown::Markdown) => print(&report::markdown(&paper))?,
        (None, Shown::Csv) => print(&report::csv_table(&outcome_lines(&list, &knowledge)))?,
        (None, Shown::Json) => print(&json(&list)?)?,
    }
    if let Some(said) = read.said() {
        args.inputs.say(&said);
    }
    args.inputs.say(&found(&list));
    Ok(Exit::Clean)
}

fn found(list: &OutcomeList) -> String {
    let with = list
        .rows
        .iter()
        .filter(|r| !r.text.proposals.is_empty())
        .count();
    let proposals: usize = list.rows.iter().map(|r| r.text.proposals.len()).sum();
    let clauses: usize = list.rows.iter().map(|r| r.text.conflicts.len()).sum();
    let decided = list.rows.iter().filter(|r| r.outcome.is_some()).count();
    format!(
        "found {proposals} proposals on {with} texts, {clauses} clauses to settle; {decided} texts decided, {} without proposal",
        list.rows.len() - with
    )
}
