use super::ids::work_id;
use super::papers::{Shown, json, write_papers};
use super::{CliError, Exit, Inputs, decided, print, say};
use crate::decisions::falling;
use crate::impact::{Impact, impact};
use crate::knowledge::Knowledge;
use crate::model::WorkId;
use crate::report::{self, Format};
use std::path::PathBuf;

/// Show what follows if a text is suppressed, or merged into another
///
/// The works that fall come first: `resgraph impact PP-166 texts/`.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The works that fall (PP-166, WTSA-35), then files and folders of texts, and saved indexes
    #[command(flatten)]
    inputs: Inputs,
    /// The work that takes their place
    #[arg(long, value_name = "ID")]
    into: Option<String>,
    /// What people decided (the workbook of `map`, edited): the texts that fall by it, each group a paper
    #[arg(long, value_name = "FILE", conflicts_with = "into")]
    decisions: Option<PathBuf>,
    /// Folder for the paper as Word, Markdown and JSON [default: print Markdown]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// What to print where no folder is given
    #[arg(long, value_enum, default_value_t = Shown::Markdown)]
    format: Shown,
    /// Overwrite files that resgraph did not write
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let knowledge = args.inputs.knowledge()?;
    let (ids, inputs) = split(&args.inputs, &knowledge);
    if ids.is_empty() && args.decisions.is_none() {
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
    for (ids, into) in groups {
        let found = impact(&corpus, &ids, into.as_ref(), &knowledge)?;
        show(args, &ids, &found)?;
    }
    Ok(Exit::Clean)
}

/// One paper: of texts that fall together.
fn show(args: &Args, ids: &[WorkId], found: &Impact) -> Result<(), CliError> {
    let paper = report::impact(found);
    match (&args.output, args.format) {
        (Some(folder), _) => {
            let ids: Vec<&str> = ids.iter().map(WorkId::as_str).collect();
            let name = format!(
                "impact-{}",
                ids.join("-").replace(['/', '\\', '[', ']'], "_")
            );
            let formats = [Format::Word, Format::Markdown];
            for path in write_papers(folder, &name, &paper, &formats, found, args.force)? {
                args.inputs.say(&format!("wrote {}", path.display()));
            }
        }
        (None, Shown::Markdown) => print(&report::markdown(&paper))?,
        (None, Shown::Json) => print(&json(found)?)?,
    }
    Ok(())
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
