use super::papers::{Paper, Printing, USUAL, json, show};
use super::{CliError, Exit, Inputs};
use crate::report;
use crate::review::review;

const OUTPUT: &str = "Folder for the paper as Word, Excel, HTML, Markdown and JSON, or one file: review.docx \
    [default: print]";

/// Show who is asked what by which text, what repeats, and which texts could be renewed, merged or retired
///
/// Takes documents that describe somebody's work and cite the texts that it rests on (a budget, a work programme), and
/// those texts. Columns, outcomes and their words stand in review.yaml of the organisation. See docs/review.md.
#[derive(clap::Args, Debug)]
#[command(mut_arg("output", |arg| arg.help(OUTPUT)))]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    printing: Printing,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    if args.inputs.paths.is_empty() {
        return Err("name the documents and texts to review".into());
    }
    let knowledge = args.inputs.knowledge()?;
    let rules = knowledge.review()?;
    let corpus = args.inputs.load(&knowledge)?;
    let found = review(&corpus, &knowledge, &rules);
    for entity in found.entities.iter().filter(|e| e.by_title) {
        let file = entity.file.as_deref().unwrap_or_default();
        args.inputs.say(&format!(
            "{file}: nothing in it names whose work it describes; it is called \"{}\"",
            entity.name
        ));
    }
    let paper = Paper {
        name: "review".to_owned(),
        report: &report::review(&found, &rules),
        book: None,
        json: Some(json(&found)?),
    };
    show(&[paper], &args.printing, USUAL)?;
    Ok(Exit::Clean)
}
