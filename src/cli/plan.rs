use super::papers::{Paper, Printing, USUAL, json, show};
use super::{CliError, Exit, Inputs};
use crate::contract::CheckedPlan;
use crate::plan::{differences, make, read};
use crate::report;

const OUTPUT: &str = "Folder for the papers as Word, Excel, HTML, Markdown and JSON, or one file: plan.docx [default: \
    print]";

/// Make the skeleton of an action plan, and check an existing one
///
/// From resolution texts: for every operative provision who is to act, with whom, reported to whom, by when,
/// and the matrix. From an existing action plan: its items and where they point, with a verdict on each.
#[derive(clap::Args, Debug)]
#[command(mut_arg("output", |arg| arg.help(OUTPUT)))]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Hold the made plan against the existing one among the inputs
    #[arg(long)]
    compare: bool,
    #[command(flatten)]
    printing: Printing,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let knowledge = args.inputs.knowledge()?;
    let corpus = args.inputs.load(&knowledge)?;
    let made = make(&corpus.index, &knowledge);
    let existing = read(&corpus, &knowledge);
    if args.compare && existing.is_empty() {
        return Err(
            "--compare: no action plan among the inputs: a plan has a matrix of who acts, or tables of items; without --compare the skeleton of one is made".into(),
        );
    }
    let mut papers = Vec::new();
    if existing.is_empty() || args.compare {
        let paper = report::action_plan(&made, &knowledge.addressees, &corpus.index);
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
        papers.push((name, paper, book, json(&CheckedPlan { plan, differences })?));
    }
    let papers = papers.iter().map(|(name, report, book, json)| Paper {
        name: name.clone(),
        report,
        book: Some(book),
        json: Some(json.clone()),
    });
    let papers: Vec<Paper> = papers.collect();
    show(&papers, &args.printing, USUAL)?;
    Ok(Exit::Clean)
}
