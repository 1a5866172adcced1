use super::audit::found_settings;
use super::form::Form;
use super::input::Mappings;
use super::output::{incomplete, tell};
use super::papers::json;
use super::{CliError, Exit, Inputs, print};
use crate::corpus::Corpus;
use crate::knowledge::{BodyTexts, Knowledge, parse_yaml};
use crate::learn::{Learnt, News, Table, is_table, learn, read_table, tables_of};
use crate::model::{Index, counted};
use crate::report::{Prepared, prepare_files};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The file of conferences in a folder of knowledge.
const CONFERENCES: &str = "conferences.yaml";

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
    #[arg(long, short, value_parser = Form::among(&[Form::Table, Form::Json]), default_value_t = Form::Table)]
    format: Form,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let (sheets, texts) = gather(&args.paths);
    let mut inputs = Inputs::new(texts, &args.mappings);
    inputs.mappings.folders.extend(learnt_folder(args)?);
    let mut knowledge = inputs.knowledge()?;
    let mut tables: Vec<Table> = Vec::new();
    for path in &sheets {
        match read_table(path) {
            Ok(read) => tables.extend(read),
            Err(error) => incomplete(&error.to_string()),
        }
    }
    let before = learnt_before(&args.output)?;
    let once = |knowledge: &Knowledge| -> Result<Learnt, CliError> {
        let corpus = match inputs.paths.is_empty() {
            true => Corpus::default(),
            false => inputs.load(knowledge)?,
        };
        let mut tables = tables.clone();
        tables.extend(corpus.documents.values().flat_map(tables_of));
        let all = (&corpus, &tables[..]);
        Ok(learn(knowledge, all, before.clone(), &args.complete))
    };
    let mut learnt = once(&knowledge)?;
    // With a conference that nobody had told of, the files say more: which texts are of it, and what it suppressed.
    if !learnt.met.is_empty() {
        let (met, names) = (learnt.met.clone(), learnt.conferences.clone());
        knowledge.meet(&met);
        learnt = once(&knowledge)?;
        learnt.met.splice(0..0, met);
        learnt.conferences.splice(0..0, names);
    }
    for mark in &args.complete {
        if knowledge.conference_by_mark(mark).is_none() {
            return Err(format!("--complete {mark}: no conference has that mark").into());
        }
    }
    let wrote = write(args, &learnt)?;
    inputs.mappings.folders.extend(learnt_folder(args)?);
    let now = inputs.knowledge()?;
    learnt.known = now.horizons(&now.known);
    match args.format {
        Form::Json => print(&json(&learnt)?)?,
        _ => print(&told(&learnt, &args.output, wrote))?,
    }
    Ok(Exit::Clean)
}

/// The folder of the output, where it holds what was learnt earlier and is not laid over the rest already.
fn learnt_folder(args: &Args) -> Result<Option<PathBuf>, CliError> {
    let is_there = ["texts", "citations", CONFERENCES]
        .iter()
        .any(|name| args.output.join(name).exists());
    let inputs = Inputs::new(args.paths.clone(), &args.mappings);
    let layers = inputs.layers(found_settings(&args.paths).as_deref())?;
    let whole = |path: &Path| path.canonicalize().ok();
    let is_laid = layers
        .iter()
        .any(|layer| whole(layer) == whole(&args.output));
    Ok((is_there && !is_laid).then(|| args.output.clone()))
}

/// The files that are tables, and what else is to be read.
fn gather(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut sheets, mut texts) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            let before = sheets.len();
            collect(path, &mut sheets);
            let found = crate::read::gather(std::slice::from_ref(path));
            // A member of an archive is read with its archive.
            let whole = |path: &PathBuf| path.ancestors().find(|p| p.is_file()).map(Path::to_owned);
            texts.extend(found.files.iter().filter_map(|(_, path)| whole(path)));
            for problem in found.problems {
                let is_sheet = is_table(Path::new(&problem.file));
                let told = format!("{}: {}", problem.file, problem.message);
                match problem.unread && sheets.len() == before {
                    true => incomplete(&told),
                    false if !is_sheet && !problem.unread => tell(&told),
                    false => {}
                }
            }
        } else if is_table(path) {
            sheets.push(path.clone());
        } else {
            texts.push(path.clone());
        }
    }
    for files in [&mut sheets, &mut texts] {
        files.sort();
        files.dedup();
    }
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

/// Writes the folder; gives how many files it has. What it held was read, and stays.
fn write(args: &Args, learnt: &Learnt) -> Result<usize, CliError> {
    let mut texts = Vec::new();
    for (body, held) in &learnt.texts {
        let name = format!("{body}.yaml");
        let there = there(&args.output.join("texts").join(&name))?;
        let head = match &there {
            Some(text) => remarks(text),
            None => format!("# What was learnt of the texts of {body} (resgraph learn).\n"),
        };
        let is_same = |text: &String| parse_yaml(&name, text).is_ok_and(|t: BodyTexts| t == *held);
        let text = match there {
            Some(text) if is_same(&text) => text,
            _ => head + &serde_yaml::to_string(held)?,
        };
        texts.push((name, text));
    }
    let mut citations = Vec::new();
    for (body, part) in &learnt.citations {
        let path = args.output.join("citations").join(format!("{body}.json"));
        let mut part = part.clone();
        if let Some(text) = there(&path)? {
            keep(serde_json::from_str(&text)?, &mut part);
        }
        citations.push((format!("{body}.json"), serde_json::to_string(&part)? + "\n"));
    }
    let count = texts.len() + citations.len();
    let met = conferences(&args.output, learnt)?;
    let met: Vec<_> = met
        .map(|text| (CONFERENCES.to_owned(), text))
        .into_iter()
        .collect();
    let folders = [("texts", texts), ("citations", citations), ("", met)];
    // What was learnt of one file must not stand without the rest: all is written before anything is replaced.
    let mut prepared = Vec::new();
    for (folder, files) in folders.iter().filter(|(_, files)| !files.is_empty()) {
        prepared.push(prepare_files(&args.output.join(folder), files, |_| true)?);
    }
    prepared.into_iter().try_for_each(Prepared::take_names)?;
    Ok(count)
}

/// What a file holds that may not be there yet. One that cannot be read is not taken for an empty one.
fn there(path: &Path) -> Result<Option<String>, CliError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(format!("{}: {e}", path.display()).into()),
    }
}

/// The remarks at the head of a file.
fn remarks(text: &str) -> String {
    let lines = text.lines().take_while(|l| l.starts_with('#'));
    lines.map(|l| format!("{l}\n")).collect()
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

/// The conferences that were learnt, now or before, where there are new ones.
fn conferences(folder: &Path, learnt: &Learnt) -> Result<Option<String>, CliError> {
    #[derive(Default, serde::Serialize, serde::Deserialize)]
    struct File {
        #[serde(default)]
        conferences: Vec<serde_yaml::Value>,
    }
    if learnt.met.is_empty() {
        return Ok(None);
    }
    let path = folder.join(CONFERENCES);
    let text = there(&path)?.unwrap_or_default();
    let mut file = match text.trim().is_empty() {
        true => File::default(),
        false => parse_yaml(&path.display().to_string(), &text)?,
    };
    for c in &learnt.met {
        file.conferences.push(serde_yaml::to_value(BTreeMap::from([
            ("body", serde_yaml::to_value(&c.body)?),
            ("place", serde_yaml::to_value(&c.place)?),
            ("year", serde_yaml::to_value(c.year)?),
            ("mark", serde_yaml::to_value(&c.mark)?),
            ("met", serde_yaml::to_value(true)?),
        ]))?);
    }
    Ok(Some(remarks(&text) + &serde_yaml::to_string(&file)?))
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
    if !learnt.known.is_empty() {
        let _ = writeln!(out, "{}", learnt.known);
    }
    let _ = writeln!(
        out,
        "{} new, {} with a new edition, {} suppressed, {}; {} in {}. Use it with --mappings {}",
        learnt.new.len(),
        learnt.revised.len(),
        learnt.suppressed.len(),
        counted(learnt.contradictions.len(), "contradiction"),
        counted(files, "file"),
        folder.display(),
        folder.display()
    );
    out
}
