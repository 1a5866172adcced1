use super::form::Form;
use super::{CliError, Exit, Inputs, decided, output::incomplete, print};
use crate::audit::{Audit, Code, Day, Settings};
use crate::decisions::apply;
use crate::diff::Histories;
use crate::graph::build;
use crate::mapping;
use crate::report::explore::{Explorer, explore};
use crate::report::write_file;
use std::path::PathBuf;

/// Make one HTML page to look around in: graph, quoted places, findings, mapping
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    showing: Showing,
    /// Where to write it [default: print]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite a file that resgraph did not write
    #[arg(long)]
    force: bool,
}

/// What the page shows.
#[derive(clap::Args, Debug, Clone)]
pub(crate) struct Showing {
    /// The title of the page
    #[arg(long, default_value = "Resolutions: who cites whom")]
    title: String,
    /// What people decided: the workbook of `map` as they edited it, or a .json or .yaml file with `decisions`
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Leave the findings and repeated provisions out
    #[arg(long)]
    no_findings: bool,
    /// Leave the mapping table out
    #[arg(long)]
    no_mapping: bool,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    if let Some(path) = &args.output {
        Form::of_path(path, &[Form::Html])?;
    }
    let page = page(&args.inputs, &args.showing, None)?;
    match &args.output {
        Some(path) => {
            write_file(path, page.as_bytes(), args.force)?;
            let size = page.len() as f64 / 1e6;
            args.inputs
                .say(&format!("wrote {} ({size:.1} MB)", path.display()));
        }
        None => print(&page)?,
    }
    Ok(Exit::Clean)
}

/// Reads the inputs and makes the page; `live` is its version where it is served.
pub(crate) fn page(
    inputs: &Inputs,
    showing: &Showing,
    live: Option<u64>,
) -> Result<String, CliError> {
    let knowledge = inputs.knowledge()?;
    let corpus = inputs.load(&knowledge)?;
    let mut works = build(&corpus.index);
    let read = decided::read(showing.decisions.as_deref(), None, &corpus, &knowledge)?;
    if let Some(said) = read.said() {
        inputs.say(&said);
    }
    let mapping = (!showing.no_mapping).then(|| {
        let built = mapping::build(&corpus, &knowledge, Default::default());
        let applied = apply(&built, &read.decisions, &corpus.index, &knowledge);
        applied
            .messages
            .iter()
            .for_each(|message| incomplete(message));
        applied.mapping
    });
    if let Some(mapping) = &mapping {
        works.add_same_titles(mapping);
    }
    let findings = if showing.no_findings {
        Vec::new()
    } else {
        let settings = Settings::default();
        let audit = Audit::new(&corpus, &knowledge, &settings);
        audit
            .run(&Code::usual().collect::<Vec<_>>(), None, Day::today())
            .findings
    };
    let bodies: Vec<(String, String)> = knowledge
        .bodies
        .iter()
        .map(|b| (b.id.to_string(), b.name.clone()))
        .collect();
    Ok(explore(&Explorer {
        title: &showing.title,
        index: &corpus.index,
        works: &works,
        bodies: &bodies,
        mapping: mapping.as_ref(),
        findings: &findings,
        histories: Some(&Histories::new(&corpus, &knowledge)),
        decisions: &read.decisions.decisions,
        live,
    }))
}
