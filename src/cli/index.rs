use super::form::Form;
use super::{CliError, Exit, Inputs, print};
use crate::corpus::index_to_string;
use crate::model::{Index, Role, Status, Target};
use crate::report::write_file;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// An address of a provision longer than this holds wording; facts do without it.
const LONGEST_ADDRESS: usize = 90;

/// Save what was read: works, editions, titles, provisions, citations with their places
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Where to save it, as JSON or YAML by its ending [default: print JSON]
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
    if let Some(path) = &args.output {
        Form::of_path(path, &[Form::Json, Form::Yaml])?;
    }
    let knowledge = args.inputs.knowledge()?;
    let mut index = args.inputs.load(&knowledge)?.index;
    let known = knowledge.horizons(&index);
    (index.as_of, index.horizon) = (known.as_of, known.horizon);
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

/// Takes the wording out: the fullest text of each work without its clauses, and one citation for each place
/// at which one work cites another.
fn keep_facts(index: &mut Index) {
    index.problems.clear();
    let mut kept = vec![None; index.texts.len()];
    let mut texts = Vec::new();
    for (n, mut text) in std::mem::take(&mut index.texts).into_iter().enumerate() {
        if text.witness.leads && text.work.is_some() {
            text.provisions.clear();
            kept[n] = Some(texts.len());
            texts.push(text);
        }
    }
    index.texts = texts;
    let mut seen = BTreeSet::new();
    index.citations.retain_mut(|citation| {
        let text = citation.text.and_then(|n| kept[n]);
        citation.text = text;
        if citation
            .provision
            .as_ref()
            .is_some_and(|p| p.len() > LONGEST_ADDRESS)
        {
            citation.provision = None;
        }
        let resolved = |t: &Target| t.status == Status::Resolved && t.kind.is_adopted();
        let key = (
            citation.from.clone(),
            citation.raw.clone(),
            citation.provision.clone(),
        );
        citation.role == Role::Citation
            && citation.from.is_some()
            && citation.targets.iter().all(resolved)
            && seen.insert(key)
    });
}
