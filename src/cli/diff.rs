use super::input::Mappings;
use super::papers::{Shown, json, write_papers};
use super::{CliError, Exit, Inputs, decided, print};
use crate::corpus::{Corpus, LoadOptions};
use crate::decisions::{DecisionChange, add_changes, changes};
use crate::diff::{Difference, diff, diff_mappings};
use crate::model::Mapping;
use crate::read::name_of;
use crate::report::{self, Format};
use std::path::{Path, PathBuf};

/// Show what changed between two indexes, corpora, or mappings made by `map`
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The old side: a file, a folder of texts, or a saved index
    old: PathBuf,
    /// The new side
    new: PathBuf,
    #[command(flatten)]
    mappings: Mappings,
    /// The decisions of both sides, old and new: two workbooks of `map`, as people edited them
    #[arg(long, value_names = ["OLD", "NEW"], num_args = 2)]
    decisions: Vec<PathBuf>,
    /// Folder for the paper as Word, Excel, HTML, Markdown and JSON [default: print Markdown]
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
    let inputs = Inputs::new(vec![args.old.clone(), args.new.clone()], &args.mappings);
    let knowledge = inputs.knowledge()?;
    let load = |path: &PathBuf| {
        Corpus::load(
            &knowledge,
            std::slice::from_ref(path),
            &LoadOptions::default(),
            &|_, _| {},
        )
    };
    if let (Some(old), Some(new)) = (made_mapping(&args.old), made_mapping(&args.new)) {
        let difference = Difference {
            cells: diff_mappings(&old, &new),
            known: new.known.clone(),
            ..Difference::default()
        };
        return show(args, difference, Vec::new());
    }
    let (old, new) = (load(&args.old)?, load(&args.new)?);
    let difference = diff(&old, &new, &knowledge);
    let decisions = match args.decisions.as_slice() {
        [was, is] => {
            let was = decided::read(Some(was), None, &old, &knowledge)?;
            let is = decided::read(Some(is), None, &new, &knowledge)?;
            changes(&was.decisions, &is.decisions)
        }
        _ => Vec::new(),
    };
    show(args, difference, decisions)
}

/// The mapping that a file made by `map` holds.
fn made_mapping(path: &Path) -> Option<Mapping> {
    let text = std::fs::read_to_string(path).ok()?;
    let value: serde_json::Value = serde_json::from_str(&text).ok()?;
    value.get("rows")?;
    serde_json::from_value(value).ok()
}

fn show(
    args: &Args,
    difference: Difference,
    decisions: Vec<DecisionChange>,
) -> Result<Exit, CliError> {
    let mut paper = report::difference(&difference, &name_of(&args.old), &name_of(&args.new));
    add_changes(&mut paper, &decisions);
    let found = Whole {
        difference,
        decisions,
    };
    match (&args.output, args.format) {
        (Some(folder), _) => {
            let formats = [Format::Word, Format::Excel, Format::Html, Format::Markdown];
            for path in write_papers(folder, "diff", &paper, &formats, &found, args.force)? {
                super::say(&format!("wrote {}", path.display()));
            }
        }
        (None, Shown::Markdown) => print(&report::markdown(&paper))?,
        (None, Shown::Json) => print(&json(&found)?)?,
    }
    Ok(Exit::Clean)
}

/// What changed in the texts, and in what was decided of them.
#[derive(serde::Serialize)]
struct Whole {
    #[serde(flatten)]
    difference: Difference,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<DecisionChange>,
}
