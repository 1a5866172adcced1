use super::input::Mappings;
use super::papers::json;
use super::{CliError, Exit, print};
use crate::corpus::{Corpus, LoadOptions};
use crate::knowledge::{BodyTexts, Knowledge, parse_yaml};
use crate::learn::{Learnt, News, Table, is_table, learn, read_table, tables_of};
use crate::model::Index;
use crate::report::write_files;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Learn works, editions, suppressions and citations from your own files, for all other commands
///
/// Reads final acts, proceedings and other texts, and lists of texts in force (Word, Excel, CSV, HTML): tables with a
/// column for the number and one for title or edition. Writes a folder of knowledge, which `--mappings DIR` lays over
/// the built-in one; so does `mappings: [DIR]` in a resgraph.yaml beside the texts. What contradicts what is known is
/// listed and not taken.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Files and folders
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    mappings: Mappings,
    /// The folder to write; what was learnt there before stays
    #[arg(long, short, value_name = "DIR", default_value = "knowledge")]
    output: PathBuf,
    /// Conferences of which the files hold all that they adopted: WTSA-24
    #[arg(long, value_name = "MARKS", value_delimiter = ',')]
    complete: Vec<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Shown::Text)]
    format: Shown,
    /// Overwrite files that resgraph did not write
    #[arg(long)]
    force: bool,
}

/// What to print of what was learnt.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// For people
    Text,
    /// For programs
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let knowledge = args.mappings.load()?;
    for mark in &args.complete {
        if knowledge.conference_by_mark(mark).is_none() {
            return Err(format!("--complete {mark}: no conference has that mark").into());
        }
    }
    let (sheets, texts) = gather(&args.paths);
    let corpus = read_texts(&knowledge, &texts, !sheets.is_empty())?;
    let mut tables: Vec<Table> = Vec::new();
    for path in &sheets {
        tables.extend(read_table(path)?);
    }
    tables.extend(corpus.documents.values().flat_map(tables_of));
    let before = learnt_before(&args.output)?;
    let mut learnt = learn(&knowledge, &corpus, &tables, before, &args.complete);
    let problems = corpus.index.problems.iter();
    let said = problems.map(|p| format!("{}: {}", p.file, p.message));
    learnt.problems.extend(said);
    let wrote = write(args, &learnt)?;
    match args.format {
        Shown::Json => print(&json(&learnt)?)?,
        Shown::Text => print(&told(&learnt, &args.output, wrote))?,
    }
    Ok(Exit::Clean)
}

/// The files that are tables, and what else is to be read.
fn gather(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut sheets, mut texts) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            collect(path, &mut sheets);
            texts.push(path.clone());
        } else if is_table(path) {
            sheets.push(path.clone());
        } else {
            texts.push(path.clone());
        }
    }
    sheets.sort();
    sheets.dedup();
    (sheets, texts)
}

fn collect(folder: &Path, sheets: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let hidden = entry.file_name().to_string_lossy().starts_with(['.', '~']);
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && !hidden => collect(&entry.path(), sheets),
            Ok(kind) if kind.is_file() && !hidden && is_table(&entry.path()) => {
                sheets.push(entry.path());
            }
            _ => {}
        }
    }
}

fn read_texts(
    knowledge: &Knowledge,
    texts: &[PathBuf],
    may_lack: bool,
) -> Result<Corpus, CliError> {
    if texts.is_empty() {
        return Ok(Corpus::default());
    }
    match Corpus::load(knowledge, texts, &LoadOptions::default(), &|_, _| {}) {
        Ok(corpus) => Ok(corpus),
        // A folder of nothing but tables.
        Err(_) if may_lack && texts.iter().all(|t| t.is_dir()) => Ok(Corpus::default()),
        Err(error) => Err(error.into()),
    }
}

/// What the folder holds already.
fn learnt_before(folder: &Path) -> Result<BTreeMap<String, BodyTexts>, CliError> {
    let mut before = BTreeMap::new();
    let texts = folder.join("texts");
    let entries = std::fs::read_dir(&texts).into_iter().flatten().flatten();
    for entry in entries {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "yaml") {
            let text = std::fs::read_to_string(&path)?;
            let body: BodyTexts = parse_yaml(&path.display().to_string(), &text)?;
            before.insert(body.body.to_string(), body);
        }
    }
    Ok(before)
}

/// Writes the folder; gives how many files it has.
fn write(args: &Args, learnt: &Learnt) -> Result<usize, CliError> {
    let mut texts = Vec::new();
    for (body, held) in &learnt.texts {
        let head = format!("# What was learnt of the texts of {body} (resgraph learn).\n");
        texts.push((format!("{body}.yaml"), head + &serde_yaml::to_string(held)?));
    }
    let mut citations = Vec::new();
    for (body, part) in &learnt.citations {
        let path = args.output.join("citations").join(format!("{body}.json"));
        let mut part = part.clone();
        if let Ok(text) = std::fs::read_to_string(&path) {
            keep(serde_json::from_str(&text)?, &mut part);
        }
        citations.push((format!("{body}.json"), serde_json::to_string(&part)? + "\n"));
    }
    let count = texts.len() + citations.len();
    for (folder, files) in [("texts", &texts), ("citations", &citations)] {
        if !files.is_empty() {
            write_files(&args.output.join(folder), files, args.force)?;
        }
    }
    let conferences = conferences(&args.output, learnt);
    if let Some(text) = conferences {
        write_files(
            &args.output,
            &[("conferences.yaml".to_owned(), text)],
            args.force,
        )?;
    }
    Ok(count)
}

/// Adds what was learnt earlier from other files.
fn keep(earlier: Index, part: &mut Index) {
    let is_new = |file: &str, part: &Index| part.sources.iter().all(|s| s.file != file);
    let kept: Vec<bool> = earlier
        .sources
        .iter()
        .map(|s| is_new(&s.file, part))
        .collect();
    let (sources, texts) = (part.sources.len(), part.texts.len());
    let place = |old: usize| sources + kept[..old].iter().filter(|k| **k).count();
    let mut moved = BTreeMap::new();
    for (n, mut text) in earlier.texts.into_iter().enumerate() {
        if kept.get(text.source).copied().unwrap_or(false) {
            text.source = place(text.source);
            moved.insert(n, texts + moved.len());
            part.texts.push(text);
        }
    }
    for mut citation in earlier.citations {
        if kept.get(citation.source).copied().unwrap_or(false) {
            citation.source = place(citation.source);
            citation.text = citation.text.and_then(|t| moved.get(&t).copied());
            part.citations.push(citation);
        }
    }
    let sources = earlier.sources.into_iter().zip(&kept);
    part.sources
        .extend(sources.filter(|(_, k)| **k).map(|(s, _)| s));
}

/// The conferences that were learnt, now or before, one a line.
fn conferences(folder: &Path, learnt: &Learnt) -> Option<String> {
    let before = std::fs::read_to_string(folder.join("conferences.yaml")).unwrap_or_default();
    let mut lines: Vec<String> = before
        .lines()
        .filter(|l| l.trim_start().starts_with("- "))
        .map(str::to_owned)
        .collect();
    for c in &learnt.met {
        let line = format!(
            "  - {{body: {}, place: {:?}, year: {}, mark: {:?}, met: true}}",
            c.body, c.place, c.year, c.mark
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    (!lines.is_empty()).then(|| format!("conferences:\n{}\n", lines.join("\n")))
}

fn told(learnt: &Learnt, folder: &Path, files: usize) -> String {
    let mut out = String::new();
    for name in &learnt.conferences {
        let _ = writeln!(out, "met: {name}");
    }
    let groups: [(&str, &Vec<News>); 5] = [
        ("new", &learnt.new),
        ("new edition", &learnt.revised),
        ("suppressed", &learnt.suppressed),
        ("completed", &learnt.completed),
        ("CONTRADICTION, not taken", &learnt.contradictions),
    ];
    for (what, all) in groups {
        for one in all {
            let _ = writeln!(out, "{what}: {} {}  [{}]", one.id, one.what, one.place);
        }
    }
    for problem in &learnt.problems {
        let _ = writeln!(out, "not used: {problem}");
    }
    let _ = writeln!(
        out,
        "{} new, {} with a new edition, {} suppressed, {} contradictions; {files} files in {}. Use it with --mappings {}",
        learnt.new.len(),
        learnt.revised.len(),
        learnt.suppressed.len(),
        learnt.contradictions.len(),
        folder.display(),
        folder.display()
    );
    out
}
