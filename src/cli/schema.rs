use super::{CliError, Exit, print};
use crate::contract::{CONTRACTS, Contract};
use clap::builder::PossibleValuesParser;
use std::fmt::Write;

/// Print the JSON Schema of an output, or the list of all that there are
///
/// Programs that read what resgraph writes can check it against these. Fields may be added; a change of meaning raises
/// the version.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Which output [default: list them]
    #[arg(value_name = "NAME", value_parser = PossibleValuesParser::new(CONTRACTS.iter().map(|c| c.name)))]
    name: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let is_asked = |c: &&Contract| args.name.as_deref() == Some(c.name);
    match CONTRACTS.iter().find(is_asked) {
        Some(contract) => print(contract.schema)?,
        None => print(&list())?,
    }
    Ok(Exit::Clean)
}

fn list() -> String {
    let widest = CONTRACTS.iter().map(|c| c.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for Contract { name, about, .. } in CONTRACTS {
        let _ = writeln!(out, "{name:widest$}  {about}");
    }
    out
}
