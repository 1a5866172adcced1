use super::{CliError, Exit, Inputs, output};
use crate::export::export;
use std::path::PathBuf;

/// Write all that was read as tables for a database, in shards that can be put together
///
/// CSV files and schema.sql: works, editions, witnesses, provisions, citations, mentions, findings, and the word groups
/// of provisions. Each file is read by itself and ids depend on the content alone: the tables of many machines put
/// together are those of one. See docs/scale.md.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// The folder to write into
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
    /// Overwrite tables that are there
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    if args.inputs.paths.is_empty() {
        return Err("name the texts to export: the built-in index has none".into());
    }
    let knowledge = args.inputs.knowledge()?;
    let bar = args.inputs.bar();
    let options = args.inputs.load_options();
    let done = export(
        &knowledge,
        &args.inputs.paths,
        options,
        &args.output,
        args.force,
        &|done, of| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        },
    );
    bar.finish_and_clear();
    let done = done?;
    for problem in &done.problems {
        let line = format!("{}: {}", problem.file, problem.message);
        match problem.unread {
            true => output::incomplete(&line),
            false => args.inputs.say(&line),
        }
    }
    let rows = done.rows.iter().filter(|(_, count)| *count > 0);
    let rows: Vec<String> = rows
        .map(|(table, count)| format!("{count} {table}"))
        .collect();
    args.inputs.say(&format!(
        "wrote {}: {}",
        args.output.display(),
        rows.join(", ")
    ));
    args.inputs.say_horizon(&knowledge, &knowledge.known);
    Ok(Exit::Clean)
}
