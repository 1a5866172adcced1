use super::form::{Form, PAPER, Place, folder_and_name};
use super::output::incomplete;
use super::papers::{Printing, json};
use super::{CliError, Exit, Inputs, decided, print, width};
use crate::decisions::{State, apply};
use crate::knowledge::Knowledge;
use crate::mapping::{Mapper, Options};
use crate::model::counted;
use crate::outcome::{OutcomeList, Standing, list, proposals};
use crate::report::{self, Format, outcome_lines, outcome_list, outcome_workbook, render};
use std::path::{Path, PathBuf};

const OUTPUT: &str = "Folder for the list as Word, Excel, HTML, Markdown, CSV and JSON, or one file: outcome.xlsx \
    [default: print]";

/// List what a meeting has before it: each text with its proposals, and what was decided
///
/// The paths lead to proposals (Word files with tracked changes, texts with MOD, ADD, SUP or NOC before their heading,
/// side-by-side tables) and to the texts in force that they change. Decide in outcome.xlsx; the next run keeps it.
#[derive(clap::Args, Debug)]
#[command(mut_arg("output", |arg| arg.help(OUTPUT)))]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// What people decided: the workbook of an earlier `outcome` or of `map`, as they edited it
    /// [default: outcome.xlsx in the folder of the output]
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    #[command(flatten)]
    printing: Printing,
}

/// The workbook, into which people write what they decide.
const WORKBOOK: &str = "outcome.xlsx";

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    if args.inputs.paths.is_empty() {
        return Err("name the proposals and the texts in force that they change".into());
    }
    let place = args.printing.output.as_deref().map(|o| Place::of(o, PAPER));
    let place = place.transpose()?;
    let knowledge = args.inputs.knowledge()?;
    let corpus = args.inputs.load(&knowledge)?;
    let beside = place.as_ref().map(|place| place.workbook(WORKBOOK));
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
    let made = Made {
        list: &list,
        knowledge: &knowledge,
        read: &read,
        state: State::of(&corpus.index),
    };
    match &place {
        Some(place) => {
            let (folder, files) = made.files(place)?;
            let workbook = beside.as_deref().and_then(Path::file_name);
            let workbook = workbook.unwrap_or_default().to_string_lossy();
            decided::write_with_workbook(&folder, &files, &workbook, &read, args.printing.force)?;
        }
        None if args.printing.format == Form::Table => {
            let paper = outcome_list(&list, &knowledge);
            print(&report::text(&paper, Some(width())))?;
        }
        None => print(&String::from_utf8_lossy(&made.bytes(args.printing.format)?))?,
    }
    if let Some(said) = read.said() {
        args.inputs.say(&said);
    }
    args.inputs.say(&found(&list));
    Ok(Exit::Clean)
}

/// The list, and what its papers are made of.
struct Made<'a> {
    list: &'a OutcomeList,
    knowledge: &'a Knowledge,
    read: &'a decided::Read,
    state: State,
}

impl Made<'_> {
    fn bytes(&self, form: Form) -> Result<Vec<u8>, CliError> {
        let (list, knowledge) = (self.list, self.knowledge);
        Ok(match form {
            Form::Csv => report::csv_table(&outcome_lines(list, knowledge)).into_bytes(),
            Form::Excel => {
                let decisions = &self.read.decisions;
                let workbook = outcome_workbook(list, knowledge, decisions, &self.state);
                render(&workbook, Format::Excel)?
            }
            form => match form.of_report() {
                Some(format) => render(&outcome_list(list, knowledge), format)?,
                None => json(list)?.into_bytes(),
            },
        })
    }

    /// The folder, and the files that go into it.
    fn files(&self, place: &Place) -> Result<(PathBuf, Vec<(String, Vec<u8>)>), CliError> {
        Ok(match place {
            Place::File(path, form) => {
                let (folder, name) = folder_and_name(path);
                (folder, vec![(name, self.bytes(*form)?)])
            }
            Place::Folder(folder) => {
                let mut files = Vec::new();
                for form in PAPER.iter().filter(|form| **form != Form::Table) {
                    let name = format!("outcome.{}", form.endings()[0]);
                    files.push((name, self.bytes(*form)?));
                }
                (folder.clone(), files)
            }
        })
    }
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
        "found {} on {}, {} to settle; {} decided, {} without proposal",
        counted(proposals, "proposal"),
        counted(with, "text"),
        counted(clauses, "clause"),
        counted(decided, "text"),
        list.rows.len() - with
    )
}
