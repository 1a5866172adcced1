use super::form::{PAPER, Place};
use super::papers::{Paper, Printing, USUAL, json, named, write_set};
use super::{CliError, Exit, Inputs};
use crate::compare::{Comparison, add_borrowed, add_citations, compare};
use crate::corpus::Corpus;
use crate::model::Document;
use crate::read::{load, read_bytes};
use crate::report;
use std::path::{Path, PathBuf};

const OUTPUT: &str = "Folder for the table as Word, Excel, HTML, Markdown and JSON, and for one Word file with the \
    tracked changes of all proposals; or one file: table.docx [default: print]";

/// Hold proposals to modify one resolution side by side
///
/// BASE is the text in force, PROPOSAL… the proposals: plain texts, or Word files whose tracked changes hold
/// the base. An existing side-by-side table is given alone, as BASE.
#[derive(clap::Args, Debug)]
#[command(mut_arg("output", |arg| arg.help(OUTPUT)))]
pub(crate) struct Args {
    /// The base and the proposals, or a side-by-side table
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    printing: Printing,
    /// Texts to look for wording that the proposals take over (files and folders)
    #[arg(long, value_name = "PATH")]
    library: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let knowledge = args.inputs.knowledge()?;
    if args.inputs.paths.is_empty() {
        return Err("name the base and the proposals, or a side-by-side table".into());
    }
    let documents = args
        .inputs
        .paths
        .iter()
        .map(|path| document(path, &args.inputs))
        .collect::<Result<Vec<_>, _>>()?;
    let mut comparison = compare(&documents, &knowledge)?;
    add_citations(&mut comparison, &knowledge);
    if !args.library.is_empty() {
        let library = Corpus::load(
            &knowledge,
            &args.library,
            &args.inputs.load_options(),
            &|_, _| {},
        )?;
        add_borrowed(&mut comparison, &library.index);
    }
    tell(args, &comparison);
    let paper = report::comparison(&comparison);
    let paper = Paper {
        name: "side-by-side".to_owned(),
        report: &paper,
        book: None,
        json: Some(json(&comparison)?),
    };
    let Some(output) = &args.printing.output else {
        paper.print(args.printing.format)?;
        return Ok(Exit::Clean);
    };
    match Place::of(output, PAPER)? {
        Place::File(path, form) => paper.write(&path, form, args.printing.force)?,
        Place::Folder(folder) => {
            let mut files = paper.files(USUAL)?;
            let merged = report::merged_word(&comparison)?;
            files.push(("all-proposals.docx".to_owned(), merged));
            write_set(&folder, &files, args.printing.force)?;
        }
    }
    Ok(Exit::Clean)
}

/// Reads one file as it is; the order of the arguments says which is the base.
fn document(path: &Path, inputs: &Inputs) -> Result<Document, CliError> {
    if path.is_dir() {
        let name = path.display();
        return Err(format!("{name}: a folder; name the base and the proposals one by one").into());
    }
    let name = named(&inputs.paths, path);
    let bytes = load(&name, path)?;
    Ok(read_bytes(&name, bytes, &inputs.load_options().read)?)
}

fn tell(args: &Args, comparison: &Comparison) {
    for problem in &comparison.problems {
        let line = problem.line.map(|l| format!(":{l}")).unwrap_or_default();
        let told = format!("{}{line}: {}", problem.file, problem.message);
        match problem.unread {
            true => super::output::incomplete(&told),
            false => super::output::say(&told),
        }
    }
    for column in &comparison.columns {
        let c = &column.counts;
        args.inputs.say(&format!(
            "{}: {} kept, {} modified, {} added, {} deleted, {} moved, {} renumbered, {} undecided",
            column.name, c.keep, c.modify, c.add, c.delete, c.moved, c.renumbered, c.undecided
        ));
    }
}
