use super::{CliError, Exit, Inputs, print};
use crate::corpus;
use crate::model::{Citation, Role, Target};
use crate::read::name_of;
use crate::report::{self, Cell, Report, Table};
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

/// A plain text larger than this is read in pieces.
const LARGE: u64 = 64 << 20;

/// So many citations are printed at a time.
const PART: usize = 10_000;

/// Print what cites what, with the place of every citation and what decided its meaning
///
/// The path `-` alone reads plain text from standard input, of any length; so is a single .txt file of more than
/// 64 MiB read, piece by piece.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Print headings, "this resolution", provisions and edition histories too
    #[arg(long)]
    all: bool,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// Columns for people
    Table,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values, a line a target
    Csv,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    if let Some((name, reader)) = streamed(&args.inputs.paths)? {
        return run_stream(args, &name, reader);
    }
    let knowledge = args.inputs.knowledge()?;
    let index = args.inputs.load(&knowledge)?.index;
    let file = |c: &Citation| index.sources.get(c.source).map_or("", |s| s.file.as_str());
    if args.format == Format::Table || index.citations.is_empty() {
        let rows = index.citations.iter().map(|c| (file(c), c));
        print_part(args, rows, true)?;
        return Ok(Exit::Clean);
    }
    // Printed in parts, so that a large corpus does not stand in memory a second time as text.
    for (n, part) in index.citations.chunks(PART).enumerate() {
        print_part(args, part.iter().map(|c| (file(c), c)), n == 0)?;
    }
    Ok(Exit::Clean)
}

/// Prints a part of the citations; only the first has a line of heads.
fn print_part<'a>(
    args: &Args,
    rows: impl Iterator<Item = (&'a str, &'a Citation)>,
    is_first: bool,
) -> io::Result<()> {
    let rows = rows.filter(|(_, c)| args.all || c.role == Role::Citation);
    let text = match args.format {
        Format::Jsonl => jsonl(rows),
        Format::Csv => report::csv(&rows_report(rows, is_first)),
        Format::Table => report::text(&rows_report(rows, is_first), Some(super::width())),
    };
    print(&text)
}

/// The name and content of a plain text that is to be read in pieces.
fn streamed(paths: &[PathBuf]) -> Result<Option<(String, Box<dyn Read>)>, CliError> {
    let [path] = paths else {
        if paths.iter().any(|p| p.as_os_str() == "-") {
            return Err("`-`, standard input, stands alone: name no other path beside it".into());
        }
        return Ok(None);
    };
    if path.as_os_str() == "-" {
        return Ok(Some(("-".into(), Box::new(io::stdin()))));
    }
    let is_text = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("txt"));
    let is_large = path
        .metadata()
        .is_ok_and(|m| m.is_file() && m.len() > LARGE);
    if !(is_text && is_large) {
        return Ok(None);
    }
    let file = File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(Some((name_of(path), Box::new(file))))
}

/// Prints the citations of each piece as soon as it is read.
fn run_stream(args: &Args, name: &str, reader: Box<dyn Read>) -> Result<Exit, CliError> {
    let knowledge = args.inputs.knowledge()?;
    let mut count = 0;
    let mut is_first = true;
    let read = corpus::stream(&knowledge, name, reader, corpus::PIECE, |citations| {
        let cited = citations.iter().filter(|c| c.role == Role::Citation);
        count += cited.count();
        let rows = citations.iter().map(|c| (name, c));
        print_part(args, rows, std::mem::take(&mut is_first))
    })?;
    if read.is_lossy {
        args.inputs.say(&format!(
            "{name}: not all of it is UTF-8; some bytes were lost"
        ));
    }
    let megabytes = read.bytes as f64 / 1e6;
    args.inputs.say(&format!(
        "read {name} in pieces ({megabytes:.1} MB): {count} citations"
    ));
    Ok(Exit::Clean)
}

/// One object a line, by the contract of the README.
fn jsonl<'a>(rows: impl Iterator<Item = (&'a str, &'a Citation)>) -> String {
    let mut out = String::new();
    for (file, citation) in rows {
        out.push_str(&object(file, citation).to_string());
        out.push('\n');
    }
    out
}

fn object(file: &str, c: &Citation) -> Value {
    let mut object = Map::new();
    object.insert("file".into(), json!(file));
    object.insert("line".into(), json!(c.line));
    object.insert("column".into(), json!(c.column));
    object.insert("start".into(), json!(c.span.start));
    object.insert("end".into(), json!(c.span.end));
    if let Some(locator) = &c.locator {
        object.insert("locator".into(), json!(locator));
    }
    object.insert("raw".into(), json!(c.raw));
    object.insert("role".into(), json!(c.role));
    object.insert("targets".into(), c.targets.iter().map(target).collect());
    object.insert("from".into(), json!(c.from));
    object.insert("provision".into(), json!(c.provision));
    Value::Object(object)
}

fn target(t: &Target) -> Value {
    let mut object = json!({
        "id": t.id,
        "kind": t.kind,
        "body": t.body,
        "number": t.number,
        "rev": t.edition.rev,
        "place": t.edition.place,
        "year": t.edition.year,
        "version": t.edition.version,
        "provision": t.provision,
        "change": t.change,
        "status": t.status,
        "evidence": t.evidence.word(),
        "candidates": t.candidates,
    });
    if let Some(object) = object.as_object_mut() {
        if let Some(sector) = &t.sector {
            object.insert("sector".into(), json!(sector));
        }
        if let Some(mark) = &t.edition.mark {
            object.insert("mark".into(), json!(mark));
        }
        if !t.edition.earlier.is_empty() {
            object.insert("earlier".into(), json!(t.edition.earlier));
        }
        if !t.slips.is_empty() {
            object.insert("slips".into(), json!(t.slips));
        }
    }
    object
}

/// The columns of the table and of the comma-separated form.
const COLUMNS: [&str; 9] = [
    "file", "line", "column", "from", "target", "edition", "status", "evidence", "raw",
];

fn cells(file: &str, c: &Citation, t: &Target) -> [String; 9] {
    let id = match &t.id {
        Some(id) => id.to_string(),
        None if t.candidates.is_empty() => {
            format!("{} {}", t.kind, t.number.as_deref().unwrap_or(""))
        }
        None => {
            let ids: Vec<&str> = t.candidates.iter().map(|c| c.as_str()).collect();
            ids.join(" | ")
        }
    };
    let word = |v: Value| v.as_str().unwrap_or("").to_owned();
    [
        file.to_owned(),
        c.line.to_string(),
        c.column.to_string(),
        c.from.as_ref().map(ToString::to_string).unwrap_or_default(),
        id,
        t.edition.to_string(),
        word(json!(t.status)),
        t.evidence.word().to_owned(),
        c.raw.split_whitespace().collect::<Vec<_>>().join(" "),
    ]
}

/// One row a target, under heads or without.
fn rows_report<'a>(rows: impl Iterator<Item = (&'a str, &'a Citation)>, has_heads: bool) -> Report {
    let mut table = Table::new(COLUMNS);
    if !has_heads {
        table.header.clear();
    }
    for (file, citation) in rows {
        for target in &citation.targets {
            table.row(cells(file, citation, target).map(Cell::from));
        }
    }
    let mut report = Report::new("Citations");
    report.table(table);
    report
}
