use super::{CliError, Exit, Inputs, print};
use crate::corpus::index_to_string;
use crate::model::Index;
use crate::report::write_file;
use std::path::PathBuf;

/// Save what was read: works, editions, titles, provisions, citations with their places
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Where to save it; .yaml saves YAML, anything else JSON [default: print JSON]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave the wording out: numbers, titles, places and who cites whom alone
    #[arg(long)]
    facts_only: bool,
    /// Overwrite a file that resgraph did not write
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let knowledge = args.inputs.mappings.load()?;
    let mut index = args.inputs.load(&knowledge)?.index;
    if args.facts_only {
        keep_facts(&mut index);
    }
    let Some(path) = &args.output else {
        print(&index_to_string("index.json", &index)?)?;
        return Ok(Exit::Clean);
    };
    let name = path.to_string_lossy();
    write_file(path, index_to_string(&name, &index)?.as_bytes(), args.force)?;
    args.inputs.say(&format!("wrote {name}"));
    Ok(Exit::Clean)
}

/// Takes the sentences out: clauses, and the phrases of provisions that citations stand in stay as addresses.
fn keep_facts(index: &mut Index) {
    for text in &mut index.texts {
        for provision in &mut text.provisions {
            provision.text.clear();
        }
    }
}
