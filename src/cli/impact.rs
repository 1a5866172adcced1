use super::ids::work_id;
use super::papers::{Paper, Printing, json, show};
use super::{CliError, Exit, Inputs, decided, say};
use crate::decisions::falling;
use crate::impact::impact;
use crate::knowledge::Knowledge;
use crate::model::WorkId;
use crate::report::{self, Format, Report};
use std::path::PathBuf;

const OUTPUT: &str =
    "Folder for the paper as Word, Markdown and JSON, or one file: impact.docx [default: print]";

/// Show what follows if a text is suppressed, or merged into another
///
/// The works that fall come first: `resgraph impact PP-166 texts/`.
#[derive(clap::Args, Debug)]
#[command(
    override_usage = "resgraph impact [OPTIONS] <ID>... [PATH]...",
    after_help = "The works that fall come first, by id or as they are cited:\n  \
                  resgraph impact PP-166 texts/\n  \
                  resgraph impact \"WTSA Resolution 35\" --into PP-208 texts/"
)]
#[command(mut_arg("output", |arg| arg.help(OUTPUT)))]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// The work that takes their place: PP-208, or as it is cited
    #[arg(long, value_name = "ID")]
    into: Option<String>,
    /// What people decided (the workbook of `map`, edited): the texts that fall by it, each group a paper
    #[arg(long, value_name = "FILE", conflicts_with = "into")]
    decisions: Option<PathBuf>,
    #[command(flatten)]
    printing: Printing,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let knowledge = args.inputs.knowledge()?;
    let (ids, inputs) = split(&args.inputs, &knowledge);
    if ids.is_empty() && args.decisions.is_none() {
        if let Some(typed) = not_understood(&inputs) {
            work_id(typed, &knowledge)?;
        }
        return Err(
            "name the works that fall, before the texts: resgraph impact PP-166 texts/".into(),
        );
    }
    let corpus = inputs.load(&knowledge)?;
    let mut groups = Vec::new();
    if !ids.is_empty() {
        let into = args.into.as_deref().map(|id| work_id(id, &knowledge));
        let into = into.transpose()?;
        groups.push((ids, into));
    }
    if let Some(file) = &args.decisions {
        let decided = decided::read(Some(file), None, &corpus, &knowledge)?;
        let (falling, left) = falling(&decided.decisions);
        left.iter().for_each(|message| say(message));
        if falling.is_empty() && groups.is_empty() {
            return Err(
                format!("{}: no text falls by what is decided there", file.display()).into(),
            );
        }
        groups.extend(falling.into_iter().map(|group| (group.ids, group.into)));
    }
    let mut made: Vec<(String, Report, String)> = Vec::new();
    for (ids, into) in groups {
        let found = impact(&corpus, &ids, into.as_ref(), &knowledge)?;
        made.push((name(&ids), report::impact(&found), json(&found)?));
    }
    let papers = made.iter().map(|(name, report, json)| Paper {
        name: name.clone(),
        report,
        book: None,
        json: Some(json.clone()),
    });
    let papers: Vec<Paper> = papers.collect();
    let formats = [Format::Word, Format::Markdown];
    show(&papers, &args.printing, &formats)?;
    Ok(Exit::Clean)
}

/// What stands where an id is expected, is none, and is no path either.
fn not_understood(inputs: &Inputs) -> Option<&str> {
    let first = inputs.paths.first().filter(|path| !path.exists())?;
    first.to_str().filter(|typed| !typed.contains(['/', '\\']))
}

/// The name of the paper about texts that fall together.
fn name(ids: &[WorkId]) -> String {
    let ids: Vec<&str> = ids.iter().map(WorkId::as_str).collect();
    format!(
        "impact-{}",
        ids.join("-").replace(['/', '\\', '[', ']'], "_")
    )
}

/// Parts the ids from the paths: what is no path and names a text is an id.
fn split(inputs: &Inputs, knowledge: &Knowledge) -> (Vec<WorkId>, Inputs) {
    let mut ids = Vec::new();
    let mut paths = Vec::new();
    for path in &inputs.paths {
        let named = || work_id(&path.to_string_lossy(), knowledge).ok();
        match (!path.exists()).then(named).flatten() {
            Some(id) => ids.push(id),
            None => paths.push(path.clone()),
        }
    }
    let inputs = Inputs {
        paths,
        ..inputs.clone()
    };
    (ids, inputs)
}
