use super::audit::found_settings;
use super::form::Form;
use super::input::{Changes, Mappings};
use super::papers::named;
use super::{CliError, Exit, Inputs};
use crate::annotate::{Annotated, Comment, Hyperlink, annotate, annotate_view};
use crate::audit::{Audit, Code, Day, Settings};
use crate::corpus::Corpus;
use crate::knowledge::Addresses;
use crate::model::{Change, Finding, Place, Role, Severity, Span};
use crate::read::load;
use crate::report::{counted, write_file};
use std::path::{Path, PathBuf};

/// Write the findings of the audit into a Word file, as comments where they stand
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The Word file
    #[arg(value_name = "FILE.docx")]
    file: PathBuf,
    /// The file with comments: a folder, in which it has its own name, or one file
    #[arg(long, short, value_name = "DIR|OUT.docx")]
    output: PathBuf,
    /// Texts and saved indexes to hold it against
    #[arg(long, value_name = "PATH", num_args = 1..)]
    with: Vec<PathBuf>,
    /// Make a hyperlink of every resolved citation whose work has a known address (in the
    /// index, or by mappings/addresses.yaml)
    #[arg(long)]
    links: bool,
    /// Look for these codes alone (see `resgraph explain`)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    only: Vec<Code>,
    /// Leave out what is less than this
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = Level::Note)]
    severity: Level,
    /// Which side of the tracked changes to look at
    #[arg(long, value_enum, default_value_t = Changes::Both)]
    changes: Changes,
    /// Settings and waivers [default: resgraph.yaml beside the file]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Overwrite a file that resgraph did not write
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    mappings: Mappings,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let paths = std::iter::once(&args.file).chain(&args.with).cloned();
    let inputs = Inputs {
        changes: args.changes,
        ..Inputs::new(paths.collect(), &args.mappings)
    };
    let file = named(&inputs.paths, &args.file);
    refuse_folder(&file, &args.file)?;
    Form::of_path(&args.output, &[Form::Word])?;
    let bytes = load(&file, &args.file)?;
    // A file that cannot be annotated is refused before all the others are read.
    annotate(&file, &bytes, &[], &[])?;
    let config = args
        .config
        .clone()
        .or_else(|| found_settings(&inputs.paths));
    let knowledge = inputs.knowledge_by(config.as_deref())?;
    let settings = match config {
        Some(path) => Settings::load(&path)?,
        None => Settings::default(),
    };
    let corpus = inputs.load(&knowledge)?;
    let audit = Audit::new(&corpus, &knowledge, &settings);
    let codes: Vec<Code> = match args.only.as_slice() {
        [] => Code::usual().collect(),
        only => only.to_vec(),
    };
    let findings = audit.run(&codes, None, Day::today()).findings;
    let wanted = findings
        .iter()
        .filter(|f| f.severity >= args.severity.severity());
    let comments: Vec<Comment> = wanted.filter_map(|f| comment(f, &file)).collect();
    let links = if args.links {
        let addresses = knowledge.addresses()?;
        links(&corpus, &file, &addresses)
    } else {
        Vec::new()
    };
    let Annotated {
        bytes,
        comments,
        links,
        unlinked,
    } = annotate_view(&file, &bytes, &comments, &links, args.changes.view())?;
    let output = target(&args.output, &args.file);
    write_file(&output, &bytes, args.force)?;
    let mut wrote = vec![counted(comments, "comment")];
    if args.links {
        wrote.push(counted(links, "link"));
    }
    inputs.say(&format!("wrote {}: {}", output.display(), wrote.join(", ")));
    if !unlinked.is_empty() {
        inputs.say(&format!(
            "without a link, in tracked changes, fields or other links: {}",
            counted(unlinked.len(), "citation")
        ));
    }
    Ok(Exit::Clean)
}

fn refuse_folder(file: &str, path: &Path) -> Result<(), CliError> {
    if !path.is_dir() {
        return Ok(());
    }
    Err(format!(
        "{file}: is a folder, and comments are written into one Word file; for a folder: resgraph audit {} -o findings.docx",
        path.display()
    )
    .into())
}

/// The file to write: in a folder it has its own name.
fn target(output: &Path, file: &Path) -> PathBuf {
    let is_folder = output.is_dir() || output.extension().is_none() && !output.exists();
    match file.file_name().filter(|_| is_folder) {
        Some(name) => output.join(name),
        None => output.to_owned(),
    }
}

/// One comment for the finding, at its own place in that file: what is wrong, what to do, where else. None where none
/// of its places is in that file.
fn comment(finding: &Finding, file: &str) -> Option<Comment> {
    let mut places = std::iter::once(&finding.place).chain(&finding.related);
    let here = places.clone().find(|p| p.file == file)?;
    let mut text = vec![
        format!("{} ({})", finding.message, finding.code),
        finding.advice.clone(),
    ];
    let others = places.by_ref().filter(|p| *p != here);
    text.extend(others.map(|place| also(place, file)));
    text.retain(|line| !line.is_empty());
    Some(Comment {
        span: here.span,
        text,
    })
}

fn also(place: &Place, file: &str) -> String {
    let at = match &place.locator {
        Some(locator) => locator.clone(),
        None => format!("line {}", place.line),
    };
    let message = place
        .message
        .as_deref()
        .map(|m| format!(": {}", in_words(m)))
        .unwrap_or_default();
    match place.file == file {
        true => format!("Here too, {at}{message}"),
        false => format!("See {}, {at}{message}", place.file),
    }
}

/// A message without the marks of what differs (`[-old-] {+new+}`): a comment has no struck words.
fn in_words(message: &str) -> String {
    let paired = message.replace("-] {+", "”, the other “");
    let words = paired.replace("[-", "(the one “");
    let words = words.replace("{+", "(the other “");
    words.replace("-]", "”)").replace("+}", "”)")
}

/// The least that is told.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// Errors alone
    Error,
    /// Warnings and errors
    Warning,
    /// All findings
    Note,
}

impl Level {
    fn severity(self) -> Severity {
        match self {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Note,
        }
    }
}

/// A link for each citation in that file that means one work whose address is known: that of the edition cited or,
/// where none is named, of the latest.
fn links(corpus: &Corpus, file: &str, addresses: &Addresses) -> Vec<Hyperlink> {
    let index = &corpus.index;
    let source = index.sources.iter().position(|s| s.file == file);
    let citations = index.citations.iter();
    let own = citations.filter(|c| Some(c.source) == source && c.role == Role::Citation);
    let mut links = Vec::new();
    for citation in own {
        // What a tracked change strikes is not what the phrase leads to.
        let mut targets = citation
            .targets
            .iter()
            .filter(|t| t.change != Some(Change::Deleted));
        let Some(first) = targets.next() else {
            continue;
        };
        // A list of several works is one phrase: it cannot lead to each of them.
        if !targets.all(|t| t.id == first.id) {
            continue;
        }
        let Some(id) = &first.id else { continue };
        let Some(work) = index.works.get(id) else {
            continue;
        };
        let latest = || work.editions.last().cloned().unwrap_or_default();
        let edition = match first.edition.is_empty() {
            true => latest(),
            false => first.edition.clone(),
        };
        let known = work.address.clone();
        if let Some(target) = known.or_else(|| addresses.of(id, &edition)) {
            links.push(Hyperlink {
                span: Span::new(citation.span.start, citation.span.end),
                target,
            });
        }
    }
    links
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_differs_is_told_in_words() {
        assert_eq!(
            super::in_words("of [-study-] {+advisory+} groups {+two+} and [-one-]"),
            "of (the one “study”, the other “advisory”) groups (the other “two”) and (the one “one”)"
        );
    }
}
