//! The command line: one file a command. What was typed is turned into calls of the library here, and
//! nowhere else are stdout, stderr or exit codes known.
//!
//! Exit codes: 0 nothing found at the failing level, 1 findings, 2 the program could not do what was asked.
//! Results go to stdout or files, messages to stderr; a closed pipe is no error.

mod amend;
mod annotate;
mod audit;
mod cite;
mod compare;
mod decided;
mod describe;
mod diff;
mod explain;
mod explore;
mod export;
mod form;
mod graph;
mod ids;
mod impact;
mod index;
mod input;
mod learn;
mod map;
#[cfg(feature = "mcp")]
mod mcp;
mod outcome;
mod output;
mod papers;
mod plan;
mod query;
mod review;
mod rows;
mod schema;
mod selecting;
mod serve;
mod sheet;

use crate::knowledge::Knowledge;
use crate::report::write_files;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) use input::Inputs;
pub(crate) use output::{Color, print, print_styled, say, width};

/// Reads resolutions, finds what cites what, and shows what repeats, what is stale and what can be
/// streamlined.
#[derive(Parser, Debug)]
#[command(
    name = "resgraph",
    version = env!("RESGRAPH_VERSION"),
    max_term_width = 100,
    after_help = "First steps, with your texts in a folder texts/:\n  \
                  resgraph map texts/ -o out/                   the mapping, as Word, Excel and more\n  \
                  resgraph audit texts/ -o findings.docx        what is out of date or repeated\n  \
                  resgraph annotate draft.docx -o checked.docx  the same as comments in a Word file\n\
                  A text is named by its id (PP-123, WTSA-44) or as it is cited (\"WTSA Resolution 44\")."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Say nothing on stderr but what went wrong
    #[arg(long, short, global = true)]
    quiet: bool,
    /// When to use colours
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true,
        help = "When to use colours: auto, always or never"
    )]
    color: Color,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Map Sector resolutions onto those of the parent body, with the reason for every cell
    Map(map::Args),
    /// Print what cites what, with the place of every citation and what decided its meaning
    Cite(cite::Args),
    /// Learn works, editions, suppressions and citations from your own files, for all other commands
    Learn(learn::Args),
    /// Save what was read: works, editions, titles, provisions, citations with their places
    Index(index::Args),
    /// Hold proposals to modify one resolution side by side
    Compare(compare::Args),
    /// List what a meeting has before it: each text with its proposals, and what was decided
    Outcome(outcome::Args),
    /// Find what is stale, broken, contradictory or repeated, and say what to do about it
    Audit(audit::Args),
    /// Write what follows from decisions into your own Word files, as tracked changes
    Amend(amend::Args),
    /// Write the findings of the audit into a Word file, as comments where they stand
    Annotate(annotate::Args),
    /// Say what a code of the audit means, and what to do about it
    Explain(explain::Args),
    /// Draw who cites whom, or save it for other programs
    Graph(graph::Args),
    /// Ask who cites whom
    Query(query::Args),
    /// Show what is to be known of one text, on a page
    Sheet(sheet::Args),
    /// Make the skeleton of an action plan, and check an existing one
    Plan(plan::Args),
    /// Make one HTML page to look around in: graph, quoted places, findings, mapping
    Explore(explore::Args),
    /// Show the page of `explore` at an address of this machine, and again when a file changes
    Serve(serve::Args),
    /// Write all that was read as tables for a database, in shards that can be put together
    Export(export::Args),
    /// Show what follows if a text is suppressed, or merged into another
    Impact(impact::Args),
    /// Show who is asked what by which text, and which texts could be renewed, merged or retired
    Review(review::Args),
    /// Show what changed between two indexes, corpora, or mappings made by `map`
    Diff(diff::Args),
    /// Print the JSON Schema of an output, or the list of all that there are
    Schema(schema::Args),
    /// Answer an assistant's questions on standard input and output (Model Context Protocol)
    #[cfg(feature = "mcp")]
    Mcp(mcp::Args),
    /// Describe an organisation, and see how well the description fits its texts
    Describe(describe::Args),
    /// Print a completion script for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Write a manual page for each command
    Man {
        /// The folder to write them into
        #[arg(value_name = "DIR", default_value = "man")]
        folder: PathBuf,
    },
}

/// How a command ended, when it could do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Exit code 0.
    Clean,
    /// Exit code 1.
    Findings,
}

/// Why a command could not do what was asked: a message for people. Exit code 2.
pub(crate) type CliError = Box<dyn std::error::Error + Send + Sync>;

/// Runs the program on the arguments it was started with.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) if told.kind() == ErrorKind::DisplayVersion => return version(),
        Err(error) => return mistyped(&error),
    };
    output::set(cli.quiet, cli.color);
    let ended = match &cli.command {
        Command::Cite(args) => cite::run(args),
        Command::Learn(args) => learn::run(args),
        Command::Index(args) => index::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Outcome(args) => outcome::run(args),
        Command::Audit(args) => audit::run(args),
        Command::Amend(args) => amend::run(args),
        Command::Annotate(args) => annotate::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Graph(args) => graph::run(args),
        Command::Query(args) => query::run(args),
        Command::Sheet(args) => sheet::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Explore(args) => explore::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Describe(args) => describe::run(args),
        Command::Export(args) => export::run(args),
        Command::Impact(args) => impact::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Review(args) => review::run(args),
        Command::Map(args) => map::run(args),
        Command::Schema(args) => schema::run(args),
        #[cfg(feature = "mcp")]
        Command::Mcp(args) => mcp::run(args),
        Command::Completions { shell } => completions(*shell),
        Command::Man { folder } => man(folder),
    };
    match ended {
        Ok(_) if output::is_incomplete() => ExitCode::from(2),
        Ok(Exit::Clean) => ExitCode::SUCCESS,
        Ok(Exit::Findings) => ExitCode::from(1),
        Err(error) if output::is_closed_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("resgraph: {error}"));
            ExitCode::from(2)
        }
    }
}

/// Says what is wrong with what was typed, or the help that was asked for.
fn mistyped(error: &clap::Error) -> ExitCode {
    let typed = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(typed)) => no_command(typed),
        _ => None,
    };
    match typed {
        Some(message) => say(&message),
        // Where stderr is closed there is nobody to tell.
        None => drop(error.print()),
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// What to do instead where a path stands in place of a command, or one of another name; below a command none.
fn no_command(typed: &str) -> Option<String> {
    let mut words = std::env::args().skip(1);
    if words.find(|word| !word.starts_with('-')).as_deref() != Some(typed) {
        return None;
    }
    let said = format!("resgraph: there is no command `{typed}`");
    if Path::new(typed).exists() {
        return Some(format!(
            "{said}; a command comes before the texts: resgraph map {typed}, resgraph audit {typed}"
        ));
    }
    let commands = Cli::command();
    let names = commands.get_subcommands().map(clap::Command::get_name);
    let near = names.map(|name| (strsim::osa_distance(typed, name), name));
    let near = near.filter(|(far, _)| *far <= 2).min();
    Some(match near {
        Some((_, name)) => format!("{said}; did you mean `{name}`?"),
        None => format!("{said}; `resgraph --help` lists them"),
    })
}

/// Prints the version, the commit, and how far the built-in knowledge reaches.
fn version() -> ExitCode {
    let told = match Knowledge::builtin() {
        Ok(knowledge) => knowledge.horizons(&knowledge.known).to_string(),
        Err(error) => error.to_string(),
    };
    let told = format!("resgraph {}\n{told}\n", env!("RESGRAPH_VERSION"));
    match print(&told) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

fn completions(shell: clap_complete::Shell) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "resgraph", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}

fn man(folder: &Path) -> Result<Exit, CliError> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    manual(&command, &mut pages)?;
    write_files(folder, &pages, true)?;
    output::tell(&format!("wrote the manual pages in {}", folder.display()));
    Ok(Exit::Clean)
}

/// The pages of a command and of those below it.
fn manual(command: &clap::Command, pages: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    let shown = command.get_subcommands().filter(|c| !c.is_hide_set());
    shown.into_iter().try_for_each(|c| manual(c, pages))?;
    let page = clap_mangen::Man::new(command.clone());
    let mut bytes = Vec::new();
    page.render(&mut bytes)?;
    pages.push((page.get_filename(), bytes));
    Ok(())
}
