use super::output::print_binary;
use super::selecting::{Loaded, Selecting};
use super::{CliError, Exit, Inputs, print};
use crate::graph::{ClusterBy, View, view};
use crate::model::counted;
use crate::report::diagram::{DiagramFormat, Engine, Programs, csv_tables, draw};
use crate::report::{write_file, write_files};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Above so many edges a picture is a thicket, and the program says what would help.
const MANY: usize = 400;

/// Draw who cites whom, or save it for other programs
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Where to write it; the ending says the format [default: print]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format [default: that of the ending, or dot]
    #[arg(long, short)]
    format: Option<DiagramFormat>,
    #[command(flatten)]
    selecting: Selecting,
    /// Boxes or columns
    #[arg(long, default_value = "body", help_heading = "Drawing")]
    cluster: ClusterBy,
    /// One node in place of all texts of a body
    #[arg(long, value_name = "WHAT", value_parser = ["body"], help_heading = "Drawing")]
    collapse: Option<String>,
    /// One picture a box, with what it is linked to: FILE-1-NAME, FILE-2-NAME …
    #[arg(long, requires = "output", help_heading = "Drawing")]
    pages: bool,
    /// Let edges to the same subject area run together (drawn by resgraph itself)
    #[arg(long, help_heading = "Drawing")]
    bundle: bool,
    /// Who draws pictures
    #[arg(long, default_value = "auto", help_heading = "Drawing")]
    engine: Engine,
    /// End Graphviz after so many seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 10,
        help_heading = "Drawing"
    )]
    time_limit: u64,
    /// What stands above the picture
    #[arg(long, help_heading = "Drawing")]
    title: Option<String>,
    /// Overwrite a file that resgraph did not write
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let format = args.format()?;
    let loaded = args.selecting.load(
        &args.inputs,
        args.cluster == ClusterBy::Subject || args.bundle,
    )?;
    let shown = viewed(args, &loaded)?;
    let say = |message: &str| args.inputs.say(message);
    if shown.nodes.is_empty() {
        say(
            "nothing fits the selection: the diagram is empty; --isolated shows texts without links",
        );
    }
    let thicket =
        shown.edges.len() > MANY && !args.pages && format.text(&View::default()).is_none();
    if thicket {
        say(&format!(
            "{} in one picture: --focus, --body, --subject, --min-weight, --only cross-body, --reduce, \
             --collapse body or --pages make it easier to read",
            counted(shown.edges.len(), "link")
        ));
    }
    if format == DiagramFormat::Csv {
        return write_tables(args, &shown);
    }
    if args.pages {
        return write_pages(args, &shown, format);
    }
    let bytes = made(args, &shown, format)?;
    match &args.output {
        Some(path) => {
            write_file(path, &bytes, args.force)?;
            say(&format!(
                "wrote {}: {}, {}",
                path.display(),
                counted(shown.nodes.len(), "text"),
                counted(shown.edges.len(), "link")
            ));
        }
        None => match String::from_utf8(bytes) {
            Ok(text) => print(&text)?,
            Err(binary) => print_binary(binary.as_bytes())?,
        },
    }
    Ok(Exit::Clean)
}

impl Args {
    /// The format asked for, or that of the ending of the output.
    fn format(&self) -> Result<DiagramFormat, CliError> {
        let Some(path) = self.output.as_deref().filter(|_| self.format.is_none()) else {
            return Ok(self.format.unwrap_or(DiagramFormat::Dot));
        };
        match (DiagramFormat::of_path(path), path.extension()) {
            (Some(format), _) => Ok(format),
            (None, None) => Ok(DiagramFormat::Dot),
            (None, Some(ending)) => Err(format!(
                "{}: this command writes .{}, not .{}",
                path.display(),
                DiagramFormat::endings().collect::<Vec<_>>().join(", ."),
                ending.to_string_lossy()
            )
            .into()),
        }
    }
}

fn viewed(args: &Args, loaded: &Loaded) -> Result<View, CliError> {
    let bodies: Vec<String> = loaded
        .knowledge
        .bodies
        .iter()
        .map(|b| b.id.to_string())
        .collect();
    let mapping = loaded.mapping.as_ref();
    let mut shown = view(
        &loaded.corpus.index,
        &loaded.part,
        &bodies,
        mapping,
        args.cluster,
    );
    if args.collapse.is_some() {
        shown = shown.collapsed();
    }
    shown.mark_focus(&args.selecting.marked(&loaded.knowledge));
    shown.title = args.title.clone().unwrap_or_else(|| args.selecting.title());
    Ok(shown)
}

/// The file's content; says who drew where that was open.
fn made(args: &Args, shown: &View, format: DiagramFormat) -> Result<Vec<u8>, CliError> {
    if let Some(text) = format.text(shown) {
        return Ok(text?.into_bytes());
    }
    let programs = Programs {
        limit: Duration::from_secs(args.time_limit),
        ..Programs::default()
    };
    let drawn = draw(shown, format, args.engine, args.bundle, &programs)?;
    args.inputs.say(&drawn.by);
    Ok(drawn.bytes)
}

/// Two files, as Gephi reads them: FILE-nodes.csv and FILE-edges.csv.
fn write_tables(args: &Args, shown: &View) -> Result<Exit, CliError> {
    let Some(path) = args.output.as_deref() else {
        return Err("--format csv writes two files: name one with -o, such as graph.csv".into());
    };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let tables = csv_tables(shown);
    let files = [
        (format!("{stem}-nodes.csv"), tables.nodes),
        (format!("{stem}-edges.csv"), tables.edges),
    ];
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    for written in write_files(folder.unwrap_or(Path::new(".")), &files, args.force)? {
        args.inputs.say(&format!("wrote {}", written.display()));
    }
    Ok(Exit::Clean)
}

fn write_pages(args: &Args, shown: &View, format: DiagramFormat) -> Result<Exit, CliError> {
    let path = args.output.as_deref().unwrap_or(Path::new("graph.svg"));
    let stem = path
        .file_stem()
        .map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    let ending = path
        .extension()
        .map_or_else(String::new, |e| format!(".{}", e.to_string_lossy()));
    let mut files = Vec::new();
    for (number, (page, group)) in shown.pages().iter().zip(&shown.groups).enumerate() {
        let name: String = group
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        let name = name.trim_matches('-').chars().take(40).collect::<String>();
        files.push((
            format!("{stem}-{}-{name}{ending}", number + 1),
            made(args, page, format)?,
        ));
    }
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    for written in write_files(folder, &files, args.force)? {
        args.inputs.say(&format!("wrote {}", written.display()));
    }
    Ok(Exit::Clean)
}
