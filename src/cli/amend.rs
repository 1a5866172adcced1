use super::ids::work_id;
use super::input::Mappings;
use super::output::{incomplete, tell};
use super::papers::named;
use super::{CliError, Exit, Inputs, decided};
use crate::amend::{Author, Wanted, amend, propose};
use crate::audit::Day;
use crate::corpus::Corpus;
use crate::decisions::falling;
use crate::impact::check;
use crate::knowledge::Knowledge;
use crate::model::Format;
use crate::read::load;
use crate::report::write_files;
use std::path::PathBuf;

/// Write what follows from decisions into your own Word files, as tracked changes
///
/// Citations of texts that fall are replaced or struck, editions brought up to date, repeated clauses replaced by a
/// reference. Everything else in the files stays
/// as it is; accepting all changes gives what `resgraph impact` proposes, rejecting all the old file.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The Word files
    #[arg(value_name = "FILE.docx", required = true)]
    files: Vec<PathBuf>,
    /// Folder for the files with tracked changes, under their own names
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
    /// What people decided: the workbook of `map` as they edited it
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Texts that fall
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    suppress: Vec<String>,
    /// The text that takes their place
    #[arg(long, value_name = "ID", requires = "suppress")]
    into: Option<String>,
    /// Bring the editions that are cited up to date
    #[arg(long)]
    editions: bool,
    /// Replace clauses that stand word for word in another text by a reference to it: in one of these, or, where none
    /// is named, in one of the parent body
    #[arg(long, value_name = "ID,…", value_delimiter = ',', num_args = 0.., require_equals = true)]
    repeats: Option<Vec<String>>,
    /// Texts and saved indexes that the files are held against
    #[arg(long, value_name = "PATH", num_args = 1..)]
    with: Vec<PathBuf>,
    /// In whose name the changes stand
    #[arg(long, default_value = "resgraph")]
    author: String,
    /// Since when, as YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DAY")]
    date: Option<Day>,
    /// Overwrite files that resgraph did not write
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    mappings: Mappings,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let nothing = args.decisions.is_none() && args.suppress.is_empty() && args.repeats.is_none();
    if nothing && !args.editions {
        let what = "--decisions FILE, --suppress ID, --editions, or --repeats";
        return Err(format!("say what is to be done: {what}").into());
    }
    let paths = args.files.iter().chain(&args.with).cloned();
    let inputs = Inputs::new(paths.collect(), &args.mappings);
    let knowledge = inputs.knowledge()?;
    let corpus = inputs.load(&knowledge)?;
    let wanted = wanted(args, &corpus, &knowledge)?;
    let author = Author {
        name: args.author.clone(),
        date: format!("{}T00:00:00Z", args.date.unwrap_or_else(Day::today)),
    };
    let (mut files, mut said): (Vec<(String, Vec<u8>)>, Vec<String>) = Default::default();
    for path in &args.files {
        let file = named(&inputs.paths, path);
        let amended = match source_of(&file, &corpus) {
            Ok(source) => {
                let changes = propose(&corpus, source, &wanted, &knowledge);
                amend(&file, &load(&file, path)?, &changes, &author).map_err(|e| e.to_string())
            }
            Err(error) => Err(error),
        };
        let amended = match amended {
            Ok(amended) => amended,
            Err(error) => {
                incomplete(&error);
                continue;
            }
        };
        let name = match file.as_str() {
            "-" => "amended.docx".into(),
            _ => path.file_name().unwrap_or_default().to_string_lossy(),
        };
        if files.iter().any(|(other, _)| *other == name) {
            incomplete(&format!(
                "{file}: another file is called {name}, too: amend it into another folder"
            ));
            continue;
        }
        said.push(format!(
            "wrote {}: {} tracked, {} left to be done by hand (with a comment)",
            args.output.join(&*name).display(),
            amended.made,
            amended.left.len()
        ));
        files.push((name.into_owned(), amended.bytes));
    }
    if !files.is_empty() {
        write_files(&args.output, &files, args.force)?;
    }
    said.iter().for_each(|line| tell(line));
    Ok(Exit::Clean)
}

/// What is to be done, by the options and by what people decided.
fn wanted(args: &Args, corpus: &Corpus, knowledge: &Knowledge) -> Result<Wanted, CliError> {
    let id = |text: &String| work_id(text, knowledge);
    let mut wanted = Wanted {
        editions: args.editions,
        ..Wanted::default()
    };
    if !args.suppress.is_empty() {
        let ids = args.suppress.iter().map(id);
        let ids = ids.collect::<Result<Vec<_>, _>>()?;
        let into = args.into.as_ref().map(id).transpose()?;
        wanted.falling.push((ids, into, String::new()));
    }
    if let Some(of) = &args.repeats {
        let of = of.iter().filter(|text| !text.is_empty()).map(id);
        let of = of.collect::<Result<Vec<_>, _>>()?;
        check(&corpus.index, &of, None)?;
        wanted.repeats = Some(of);
    }
    if let Some(file) = &args.decisions {
        let decided = decided::read(Some(file), None, corpus, knowledge)?;
        let (groups, left) = falling(&decided.decisions);
        left.iter().for_each(|message| incomplete(message));
        let groups = groups.into_iter().map(|g| (g.ids, g.into, g.decided));
        wanted.falling.extend(groups);
    }
    for (ids, into, _) in &wanted.falling {
        check(&corpus.index, ids, into.as_ref())?;
    }
    Ok(wanted)
}

/// The number of the source that a file is. Changes can be tracked in Word files alone.
fn source_of(file: &str, corpus: &Corpus) -> Result<usize, String> {
    let mut sources = corpus.index.sources.iter();
    let Some(source) = sources.position(|s| s.file == file) else {
        return Err(format!(
            "{file}: could not be read; nothing was written for it"
        ));
    };
    match corpus.index.sources[source].format {
        Format::Word => Ok(source),
        other => Err(format!(
            "{file}: was read as {}, and changes can be tracked in Word files (.docx) alone; nothing was written for it",
            other.word()
        )),
    }
}
