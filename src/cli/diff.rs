use super::input::Mappings;
use super::papers::{Shown, json, write_papers};
use super::{CliError, Exit, print};
use crate::corpus::{Corpus, LoadOptions};
use crate::diff::diff;
use crate::report::{self, Format};
use std::path::PathBuf;

/// Show what changed between two indexes or corpora
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The old side: a file, a folder of texts, or a saved index
    old: PathBuf,
    /// The new side
    new: PathBuf,
    #[command(flatten)]
    mappings: Mappings,
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
    let knowledge = args.mappings.load()?;
    let load = |path: &PathBuf| {
        Corpus::load(
            &knowledge,
            std::slice::from_ref(path),
            &LoadOptions::default(),
            &|_, _| {},
        )
    };
    let (old, new) = (load(&args.old)?, load(&args.new)?);
    let found = diff(&old, &new, &knowledge);
    let paper = report::difference(
        &found,
        &args.old.to_string_lossy(),
        &args.new.to_string_lossy(),
    );
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
