use super::papers::{Shown, json, write_papers_and_book};
use super::{CliError, Exit, Inputs, print};
use crate::plan::{ActionPlan, MarkDifference, differences, make, read};
use crate::report::{self, Format};
use serde::Serialize;
use std::path::PathBuf;

/// Make the skeleton of an action plan, and check an existing one
///
/// From resolution texts: for every operative provision who is to act, with whom, reported to whom, by when,
/// and the matrix. From an existing action plan: its items and where they point, with a verdict on each.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Hold the made plan against the existing one among the inputs
    #[arg(long)]
    compare: bool,
    /// Folder for the papers as Word, Excel, HTML, Markdown and JSON [default: print Markdown]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// What to print where no folder is given
    #[arg(long, value_enum, default_value_t = Shown::Markdown)]
    format: Shown,
    /// Overwrite files that resgraph did not write
    #[arg(long)]
    force: bool,
}

/// What is saved of an existing plan.
#[derive(Serialize)]
struct Checked<'a> {
    #[serde(flatten)]
    plan: &'a ActionPlan,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<MarkDifference>,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let knowledge = args.inputs.knowledge()?;
    let corpus = args.inputs.load(&knowledge)?;
    let made = make(&corpus.index, &knowledge);
    let existing = read(&corpus, &knowledge);
    if args.compare && existing.is_empty() {
        return Err(
            "--compare: no action plan among the inputs (a matrix, or tables of items)".into(),
        );
    }
    let mut papers = Vec::new();
    if existing.is_empty() || args.compare {
        let paper = report::action_plan(&made, &knowledge.addressees);
        papers.push(("action-plan".to_owned(), paper.clone(), paper, json(&made)?));
    }
    for (n, plan) in existing.iter().enumerate() {
        let differences = match args.compare {
            true => differences(plan, &made, &knowledge.addressees),
            false => Vec::new(),
        };
        let mut paper = report::read_plan(plan, &knowledge.addressees);
        let mut book = report::read_plan_workbook(plan, &knowledge.addressees);
        if args.compare {
            report::add_differences(&mut paper, &differences, &knowledge.addressees);
            report::add_differences(&mut book, &differences, &knowledge.addressees);
        }
        let name = match n {
            0 => "action-plan-checked".to_owned(),
            n => format!("action-plan-checked-{}", n + 1),
        };
        papers.push((name, paper, book, json(&Checked { plan, differences })?));
    }
    for (name, paper, book, data) in &papers {
        match (&args.output, args.format) {
            (Some(folder), _) => {
                let formats = [Format::Word, Format::Excel, Format::Html, Format::Markdown];
                let data: serde_json::Value = serde_json::from_str(data)?;
                let both = (paper, book);
                for path in write_papers_and_book(folder, name, both, &formats, &data, args.force)?
                {
                    args.inputs.say(&format!("wrote {}", path.display()));
                }
            }
            (None, Shown::Markdown) => print(&report::markdown(paper))?,
            (None, Shown::Json) => print(data)?,
        }
    }
    Ok(Exit::Clean)
}
