use super::form::Form;
use super::{CliError, Exit, Inputs, print};
use crate::contract::CitedLine;
use crate::corpus;
use crate::model::{Citation, Role, SlipKind, Status, Target, counted};
use crate::read::{self, name_of};
use crate::report::{self, Block, Cell, Report, Table};
use crate::script::safe_json;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

/// A plain text larger than this is read in pieces.
const LARGE: u64 = 64 << 20;

/// So many citations are printed at a time.
const PART: usize = 10_000;

/// Print what cites what, with the place of every citation and what decided its meaning
///
/// Plain text on standard input (`-`), of any size within `docs/limits.md`, is read piece by piece; so is a single .txt
/// file of more than 64 MiB.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// How to print
    #[arg(long, short, value_parser = Form::among(FORMS), default_value_t = Form::Table)]
    format: Form,
    /// Print headings, "this resolution", provisions and edition histories too
    #[arg(long)]
    all: bool,
}

/// How citations are printed: for people, a JSON object a citation, or a line of values a target.
const FORMS: &[Form] = &[Form::Table, Form::Jsonl, Form::Csv];

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    if let Some((name, reader)) = streamed(&args.inputs.paths)? {
        return run_stream(args, &name, reader);
    }
    let knowledge = args.inputs.knowledge()?;
    let index = args.inputs.load(&knowledge)?.index;
    let file = |c: &Citation| index.sources.get(c.source).map_or("", |s| s.file.as_str());
    say_long_ranges(args, index.citations.iter().map(|c| (file(c), c)));
    if args.format == Form::Table || index.citations.is_empty() {
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
        Form::Jsonl => jsonl(rows)?,
        Form::Csv => report::csv(&values(rows, is_first)),
        _ => report::text(&by_file(rows, is_first), Some(super::width())),
    };
    print(&text)
}

/// Names the ranges of which only the ends were read.
fn say_long_ranges<'a>(args: &Args, rows: impl Iterator<Item = (&'a str, &'a Citation)>) {
    for (file, citation) in rows {
        let slips = citation.targets.iter().flat_map(|t| &t.slips);
        for slip in slips.filter(|s| s.kind == SlipKind::LongRange) {
            args.inputs.say(&format!(
                "{file}:{}: \"{}\" is too long a range: only its two ends are read",
                citation.line, slip.written
            ));
        }
    }
}

/// The name and content of a plain text that is to be read in pieces.
fn streamed(paths: &[PathBuf]) -> Result<Option<(String, Box<dyn Read>)>, CliError> {
    let [path] = paths else {
        return Ok(None);
    };
    if path.as_os_str() == "-" {
        return standard_input();
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

/// Standard input, where it is plain text; a Word or PDF file or a page is read whole, as a file would be.
fn standard_input() -> Result<Option<(String, Box<dyn Read>)>, CliError> {
    let mut head = Vec::new();
    io::stdin().take(4).read_to_end(&mut head)?;
    let is_text = !(head.starts_with(b"PK") || head == b"%PDF" || head.starts_with(b"<"));
    let all = io::Cursor::new(head).chain(io::stdin());
    if is_text {
        return Ok(Some(("-".into(), Box::new(all))));
    }
    read::standard_input(all)?;
    Ok(None)
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
        say_long_ranges(args, rows.clone());
        print_part(args, rows, std::mem::take(&mut is_first))
    })?;
    if read.is_lossy {
        args.inputs.say(&format!(
            "{name}: not all of it is UTF-8; some bytes were lost"
        ));
    }
    let megabytes = read.bytes as f64 / 1e6;
    args.inputs.say(&format!(
        "read {name} in pieces ({megabytes:.1} MB): {}",
        counted(count, "citation")
    ));
    Ok(Exit::Clean)
}

/// One object a line.
fn jsonl<'a>(rows: impl Iterator<Item = (&'a str, &'a Citation)>) -> serde_json::Result<String> {
    let mut out = String::new();
    for (file, citation) in rows {
        let line = serde_json::to_string(&CitedLine::new(file, citation))?;
        out.push_str(&safe_json(line));
        out.push('\n');
    }
    Ok(out)
}

/// The columns of the comma-separated form.
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
    [
        file.to_owned(),
        c.line.to_string(),
        c.column.to_string(),
        c.from.as_ref().map(ToString::to_string).unwrap_or_default(),
        id,
        t.edition.to_string(),
        t.status.word().to_owned(),
        t.evidence.word().to_owned(),
        c.raw.split_whitespace().collect::<Vec<_>>().join(" "),
    ]
}

/// For people: a table a file, narrow enough for a terminal. A part that goes on has no heads.
fn by_file<'a>(rows: impl Iterator<Item = (&'a str, &'a Citation)>, is_first: bool) -> Report {
    let mut report = Report::new(if is_first { "Citations" } else { "" });
    let mut open: Option<(&str, Table)> = None;
    for (file, citation) in rows {
        if open.as_ref().is_none_or(|(of, _)| *of != file) {
            report
                .blocks
                .extend(open.take().map(|(_, table)| Block::Table(table)));
            let mut table = Table::new([
                "at",
                "from",
                "target",
                "edition",
                "decided by",
                "as written",
            ]);
            match is_first {
                true => table.caption = Some(file.to_owned()),
                false => table.header.clear(),
            }
            open = Some((file, table));
        }
        let Some((_, table)) = &mut open else {
            continue;
        };
        for (n, target) in citation.targets.iter().enumerate() {
            let [_, line, column, from, id, edition, status, evidence, raw] =
                cells(file, citation, target);
            // The other texts of a list stand below the first.
            let (at, raw) = match n {
                0 => (format!("{line}:{column}"), raw),
                _ => (String::new(), String::new()),
            };
            let decided = match target.status {
                Status::Resolved => evidence,
                _ if evidence.is_empty() => status,
                _ => format!("{status}, {evidence}"),
            };
            table.row([at, from, id, edition, decided, raw].map(Cell::from));
        }
    }
    report
        .blocks
        .extend(open.map(|(_, table)| Block::Table(table)));
    report
}

/// One row a target, under heads or without.
fn values<'a>(rows: impl Iterator<Item = (&'a str, &'a Citation)>, has_heads: bool) -> Report {
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
