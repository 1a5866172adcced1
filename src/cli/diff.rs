use super::input::Mappings;
use super::output::incomplete;
use super::papers::{Paper, Printing, USUAL, json, show};
use super::{CliError, Exit, Inputs, decided};
use crate::contract::WholeDifference;
use crate::decisions::{DecisionChange, Decisions, add_changes, changes};
use crate::diff::{Difference, diff, diff_mappings};
use crate::knowledge::{Knowledge, parse_yaml};
use crate::model::{Index, Mapping};
use crate::read::name_of;
use crate::report;
use std::path::{Path, PathBuf};

const OUTPUT: &str = "Folder for the paper as Word, Excel, HTML, Markdown and JSON, or one file: diff.docx [default: \
    print]";

/// Show what changed between two indexes, corpora, or mappings made by `map`
#[derive(clap::Args, Debug)]
#[command(mut_arg("output", |arg| arg.help(OUTPUT)))]
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
    #[command(flatten)]
    printing: Printing,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let inputs = Inputs::new(vec![args.old.clone(), args.new.clone()], &args.mappings);
    let knowledge = inputs.knowledge()?;
    let load = |path: &PathBuf| Inputs::new(vec![path.clone()], &args.mappings).load(&knowledge);
    match (made_mapping(&args.old), made_mapping(&args.new)) {
        (Some(old), Some(new)) => {
            let decisions = match args.decisions.as_slice() {
                [was, is] => {
                    let index = Inputs::new(Vec::new(), &args.mappings)
                        .load(&knowledge)?
                        .index;
                    changes(
                        &load_decisions(was, &index, &knowledge)?,
                        &load_decisions(is, &index, &knowledge)?,
                    )
                }
                _ => changes(&decided_in(&old), &decided_in(&new)),
            };
            return shown(args, diff_mappings(&old, &new), decisions);
        }
        (None, None) => {}
        _ => return Err("a made mapping can be compared with another one only: name two".into()),
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
    shown(args, difference, decisions)
}

/// What was decided when a mapping was made.
fn decided_in(mapping: &Mapping) -> Decisions {
    Decisions {
        decisions: mapping.decisions.clone(),
        ..Decisions::default()
    }
}

/// The decisions of a file, as they are written there: made mappings hold no texts on which they could rest.
fn load_decisions(
    file: &Path,
    index: &Index,
    knowledge: &Knowledge,
) -> Result<Decisions, CliError> {
    let decisions = crate::decisions::load(file, index, knowledge)?;
    for message in &decisions.messages {
        incomplete(message);
    }
    Ok(decisions)
}

/// The mapping that a file made by `map` holds (.json, .yaml).
fn made_mapping(path: &Path) -> Option<Mapping> {
    let text = std::fs::read_to_string(path).ok()?;
    let value: serde_json::Value = match path.extension()?.to_str()? {
        "json" => serde_json::from_str(&text).ok()?,
        "yaml" | "yml" => parse_yaml(&path.display().to_string(), &text).ok()?,
        _ => return None,
    };
    value.get("rows")?;
    serde_json::from_value(value).ok()
}

fn shown(
    args: &Args,
    difference: Difference,
    decisions: Vec<DecisionChange>,
) -> Result<Exit, CliError> {
    let mut paper = report::difference(&difference, &name_of(&args.old), &name_of(&args.new));
    add_changes(&mut paper, &decisions);
    let found = WholeDifference {
        difference,
        decisions,
    };
    let paper = Paper {
        name: "diff".to_owned(),
        report: &paper,
        book: None,
        json: Some(json(&found)?),
    };
    show(&[paper], &args.printing, USUAL)?;
    Ok(Exit::Clean)
}
