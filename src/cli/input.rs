use super::audit::found_settings;
use super::{CliError, output};
use crate::audit::Settings;
use crate::cite::Scanner;
use crate::corpus::{Corpus, LoadOptions};
use crate::knowledge::{Detected, Knowledge, Setup, detect_all};
use crate::model::{Index, Problem, Role};
use crate::read::{ChangeView, PdfReader, ReadOptions};
use crate::report::counted;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What every command that reads texts takes.
#[derive(clap::Args, Debug, Clone)]
pub(crate) struct Inputs {
    /// Files and folders of texts, and saved indexes (.json, .yaml); none: the built-in index
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) mappings: Mappings,
    /// Which side of the tracked changes of Word files and web pages to read
    #[arg(long, value_enum, default_value_t = Changes::Both)]
    pub(crate) changes: Changes,
    /// What reads PDF files: the same everywhere unless chosen here
    #[arg(long, value_enum, default_value_t = PdfReaderChoice::BuiltIn, value_name = "READER", help_heading = "Reading")]
    pub(crate) pdf_reader: PdfReaderChoice,
}

/// Which side of tracked changes to read.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Changes {
    /// Both, marked as inserted and deleted
    #[default]
    Both,
    /// The text as if all were accepted
    Accept,
    /// The text as if all were rejected
    Reject,
}

/// What reads PDF files.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PdfReaderChoice {
    /// The reader of this program
    #[default]
    BuiltIn,
    /// `pdftotext` of Poppler, which must be installed
    Pdftotext,
}

impl PdfReaderChoice {
    fn reader(self) -> PdfReader {
        match self {
            PdfReaderChoice::BuiltIn => PdfReader::BuiltIn,
            PdfReaderChoice::Pdftotext => PdfReader::Pdftotext,
        }
    }
}

impl Changes {
    pub(crate) fn view(self) -> ChangeView {
        match self {
            Changes::Both => ChangeView::Both,
            Changes::Accept => ChangeView::Accept,
            Changes::Reject => ChangeView::Reject,
        }
    }
}

/// Where the knowledge comes from.
#[derive(clap::Args, Debug, Clone, Default)]
pub(crate) struct Mappings {
    /// A folder of knowledge to lay over the built-in one, file by file and key by key; may be repeated
    #[arg(long = "mappings", value_name = "DIR", help_heading = "Knowledge")]
    pub(crate) folders: Vec<PathBuf>,
    /// Whose texts these are: organisations of mappings/, with commas between
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        help_heading = "Knowledge"
    )]
    pub(crate) organisation: Vec<String>,
    /// A conference or a day (WTSA-16, 2018-11-16, 2018): only what was adopted by then counts
    #[arg(long, value_name = "WHEN", help_heading = "Knowledge")]
    pub(crate) as_of: Option<String>,
}

impl Mappings {
    /// Loads the knowledge.
    fn load(&self) -> Result<Knowledge, CliError> {
        let knowledge = Knowledge::load(&Setup {
            organisations: self.organisation.clone(),
            folders: self.folders.clone(),
            as_of: self.as_of.clone(),
        })?;
        // Words and patterns of a folder of one's own are tried before anything is read.
        if !self.folders.is_empty() {
            Scanner::check(&knowledge)?;
        }
        Ok(knowledge)
    }
}

/// So many files are looked at to see whose texts they are.
const LOOKED_AT: usize = 16;

impl Inputs {
    /// These paths, read as usual.
    pub(crate) fn new(paths: Vec<PathBuf>, mappings: &Mappings) -> Inputs {
        Inputs {
            paths,
            mappings: mappings.clone(),
            changes: Changes::default(),
            pdf_reader: PdfReaderChoice::default(),
        }
    }

    /// Loads the knowledge: of the organisation that was named, or those that the texts name, of which each document is
    /// read with its own. Folders that a `resgraph.yaml`
    /// beside the texts names lie below those of the command line.
    pub(crate) fn knowledge(&self) -> Result<Knowledge, CliError> {
        self.knowledge_by(found_settings(&self.paths).as_deref())
    }

    /// The same with that file of settings in place of the one beside the texts.
    pub(crate) fn knowledge_by(&self, settings: Option<&Path>) -> Result<Knowledge, CliError> {
        let mut mappings = self.mappings.clone();
        mappings.folders = self.layers(settings)?;
        if !mappings.organisation.is_empty() || !mappings.folders.is_empty() {
            return mappings.load();
        }
        let mut found = self.detected().into_iter();
        let Some(first) = found.next() else {
            return mappings.load();
        };
        let others: Vec<Detected> = found.collect();
        if !first.default || !others.is_empty() {
            self.say(&whose(&first, &others));
        }
        mappings.organisation.push(first.id);
        let mut knowledge = mappings.load()?;
        for other in others {
            mappings.organisation = vec![other.id];
            knowledge.others.push(mappings.load()?);
        }
        Ok(knowledge)
    }

    /// The folders of knowledge that lie over the built-in one, the lowest first.
    pub(crate) fn layers(&self, settings: Option<&Path>) -> Result<Vec<PathBuf>, CliError> {
        let mut folders = match settings {
            Some(file) => Settings::load_mappings(file)?,
            None => Vec::new(),
        };
        folders.extend(self.mappings.folders.iter().cloned());
        Ok(folders)
    }

    /// The files that the knowledge comes from, beside those that are built in.
    pub(crate) fn files_of_knowledge(&self) -> Vec<PathBuf> {
        let settings = found_settings(&self.paths);
        let mut folders = self.layers(settings.as_deref()).unwrap_or_default();
        let mut files: Vec<PathBuf> = settings.into_iter().collect();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                    _ => files.push(entry.path()),
                }
            }
        }
        files
    }

    /// Whom some of the texts name. PDF files take too long to be read twice, and standard input is read once.
    fn detected(&self) -> Vec<Detected> {
        let files = crate::read::gather(&self.paths).files;
        let is_quick = |(_, path): &&(String, PathBuf)| {
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
            path.is_file()
                && !["pdf", "json", "yaml", "yml"].contains(&ending.to_lowercase().as_str())
        };
        let quick: Vec<_> = files.iter().filter(is_quick).collect();
        let step = quick.len().div_ceil(LOOKED_AT).max(1);
        let options = ReadOptions::default();
        let words =
            |(name, path): &(String, PathBuf)| crate::read::words(name, path, &options).ok();
        detect_all(quick.into_iter().step_by(step).filter_map(words))
    }

    /// Says how far what is known reaches.
    pub(crate) fn say_horizon(&self, knowledge: &Knowledge, index: &Index) {
        let said = knowledge.horizons(index).to_string();
        if !said.is_empty() {
            self.say(&said);
        }
    }

    /// Loads what the paths lead to, or the built-in index; a progress bar on a terminal. Says what was read
    /// and what could not be.
    pub(crate) fn load(&self, knowledge: &Knowledge) -> Result<Corpus, CliError> {
        if self.paths.is_empty() {
            let corpus = Corpus::builtin(knowledge);
            self.say(&format!(
                "read the built-in index: {}; places are those of the published documents that it was made from",
                counts(&corpus.index)
            ));
            self.say_horizon(knowledge, &corpus.index);
            return Ok(corpus);
        }
        let bar = self.bar();
        let options = self.load_options();
        let corpus = Corpus::load(knowledge, &self.paths, &options, &|done, of| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        });
        bar.finish_and_clear();
        let corpus = corpus?;
        self.report_reading(&corpus.index);
        self.say_horizon(knowledge, &corpus.index);
        Ok(corpus)
    }

    /// Says something to the person at the terminal, unless told to be quiet.
    pub(crate) fn say(&self, message: &str) {
        output::tell(message);
    }

    /// How to read, as the command line says.
    pub(crate) fn load_options(&self) -> LoadOptions {
        LoadOptions {
            read: ReadOptions {
                changes: self.changes.view(),
                pdf: self.pdf_reader.reader(),
            },
        }
    }

    pub(crate) fn bar(&self) -> ProgressBar {
        if output::is_quiet() {
            return ProgressBar::hidden();
        }
        // Hidden by itself where stderr is no terminal.
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("reading {bar:30} {pos}/{len} files") {
            bar.set_style(style);
        }
        bar
    }

    fn report_reading(&self, index: &Index) {
        /// More than so many remarks are counted, not listed. What could not be read is always named.
        const LISTED: usize = 20;
        let line = |p: &Problem| {
            let line = p.line.map(|l| format!(":{l}")).unwrap_or_default();
            format!("{}{line}: {}", p.file, p.message)
        };
        let (unread, remarks): (Vec<_>, Vec<_>) = index.problems.iter().partition(|p| p.unread);
        let remarks = by_file(&remarks);
        for remark in remarks.iter().take(LISTED) {
            self.say(remark);
        }
        if remarks.len() > LISTED {
            let more = remarks.len() - LISTED;
            self.say(&format!(
                "… and {more} more; `resgraph index` saves them all"
            ));
        }
        for problem in &unread {
            output::incomplete(&line(problem));
        }
        self.say(&format!("read {}", counts(index)));
        let has_any = !index.texts.is_empty() || cited(index) > 0;
        if !has_any && !index.sources.is_empty() {
            self.say(
                "none of it is a resolution or cites one: are these the texts that were meant?",
            );
        }
        if !unread.is_empty() {
            output::incomplete(&format!(
                "resgraph: not all was read: {} above; what follows speaks of the rest",
                match unread.len() {
                    1 => "the file named".to_owned(),
                    n => format!("the {n} files named"),
                }
            ));
        }
    }
}

/// Whose texts they are.
fn whose(first: &Detected, others: &[Detected]) -> String {
    if others.is_empty() {
        return format!(
            "read as texts of the {}, which {} of them name; --organisation says otherwise",
            first.name, first.documents
        );
    }
    let all = std::iter::once(first).chain(others);
    let all: Vec<String> = all
        .map(|d| format!("{} ({})", d.name, d.documents))
        .collect();
    format!(
        "each file is read as a text of the one that it names: {}; --organisation says otherwise",
        all.join(", ")
    )
}

/// A line for each file and message, with its first place and how many more there are.
fn by_file(remarks: &[&Problem]) -> Vec<String> {
    let mut places: BTreeMap<(&str, &str), Vec<Option<usize>>> = BTreeMap::new();
    for r in remarks {
        places
            .entry((&r.file, &r.message))
            .or_default()
            .push(r.line);
    }
    let line = |((file, message), lines): (&(&str, &str), &Vec<Option<usize>>)| {
        let first = lines.iter().min().copied().flatten();
        let at = first.map(|l| format!(":{l}")).unwrap_or_default();
        let more = match lines.len() {
            1 => String::new(),
            n => format!(" (and at {})", counted(n - 1, "more place")),
        };
        format!("{file}{at}: {message}{more}")
    };
    places.iter().map(line).collect()
}

fn counts(index: &Index) -> String {
    let bytes: usize = index.sources.iter().map(|s| s.bytes).sum();
    let size = match bytes {
        0..100_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    };
    format!(
        "{} ({size}): {} of resolutions, {}",
        counted(index.sources.len(), "source"),
        counted(index.texts.len(), "text"),
        counted(cited(index), "citation"),
    )
}

/// How many citations were read, headings and cells of tables aside.
fn cited(index: &Index) -> usize {
    let citations = index.citations.iter();
    citations.filter(|c| c.role == Role::Citation).count()
}
