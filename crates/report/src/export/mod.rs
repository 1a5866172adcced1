//! Tables for databases: all that was read, in rows whose ids depend on their content alone. Each file is read by
//! itself, so that the rows of many machines put together are those of one.

mod ids;
mod rows;
mod schema;

use crate::corpus::{Alone, Corpus, LoadOptions};
use crate::knowledge::Knowledge;
use crate::model::Problem;
use crate::read;
use rayon::prelude::*;
use rows::Rows;
use schema::{TABLES, Table};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// So many files are in memory at a time.
const TOGETHER: usize = 32;
/// The file that makes the tables.
const SCHEMA: &str = "schema.sql";

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// How many files were read.
    pub files: usize,
    /// How many rows each table has.
    pub rows: Vec<(&'static str, usize)>,
    /// What was passed over or could not be read.
    pub problems: Vec<Problem>,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// None of the paths led to a text.
    #[error("nothing to read: {0}")]
    Nothing(String),
    /// A file is there that would be overwritten.
    #[error("{0} is there already; take another folder, or --force")]
    There(String),
    /// What the system says.
    #[error("{file}: {error}")]
    Io {
        /// The file.
        file: String,
        /// What is wrong with it.
        error: io::Error,
    },
}

impl ExportError {
    fn io(path: &Path) -> impl Fn(io::Error) -> ExportError {
        let file = path.display().to_string();
        move |error| ExportError::Io {
            file: file.clone(),
            error,
        }
    }
}

/// Reads the texts of `paths` and writes their tables into `folder`. `progress` is told how many files are done, of how
/// many.
///
/// # Errors
/// No text; files that are there already, unless `force`; what the system says. Then the folder is as it was.
pub fn export(
    knowledge: &Knowledge,
    paths: &[PathBuf],
    options: LoadOptions,
    folder: &Path,
    force: bool,
    progress: &dyn Fn(usize, usize),
) -> Result<Exported, ExportError> {
    let found = read::gather(paths);
    let mut done = Exported {
        problems: found.problems,
        ..Exported::default()
    };
    let mut writer = Writer::new(folder, force)?;
    let alone = Alone::new(knowledge, options);
    for files in found.files.chunks(TOGETHER) {
        let read: Vec<Result<Rows, Problem>> = files
            .par_iter()
            .with_max_len(1)
            .map(|(name, path)| Ok(Rows::of(&alone.load(name, path)?, knowledge)))
            .collect();
        for one in read {
            done.files += usize::from(one.is_ok());
            match one {
                Ok(rows) => writer.write(rows)?,
                Err(problem) => {
                    writer.write(Rows::unread(&problem))?;
                    done.problems.push(problem);
                }
            }
        }
        progress(done.files, found.files.len());
    }
    if done.files == 0 {
        let why = done.problems.iter();
        let why: Vec<String> = why.map(|p| format!("{}: {}", p.file, p.message)).collect();
        return Err(ExportError::Nothing(why.join("; ")));
    }
    done.rows = writer.finish()?;
    Ok(done)
}

/// Writes rows as they come; the files get their names when all is there.
struct Writer {
    folder: PathBuf,
    files: Vec<csv::Writer<BufWriter<File>>>,
    counts: [usize; TABLES.len()],
    /// Works and editions that have a row: many texts cite one.
    known: BTreeSet<String>,
    finished: bool,
}

/// The files of an export.
fn names() -> impl Iterator<Item = String> {
    TABLES.iter().map(Table::file).chain([SCHEMA.to_owned()])
}

fn partial(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!(".{name}.partial"))
}

impl Writer {
    fn new(folder: &Path, force: bool) -> Result<Self, ExportError> {
        for path in names().map(|name| folder.join(name)) {
            if path.exists() && !force {
                return Err(ExportError::There(path.display().to_string()));
            }
        }
        fs::create_dir_all(folder).map_err(ExportError::io(folder))?;
        let mut writer = Writer {
            folder: folder.to_owned(),
            files: Vec::new(),
            counts: [0; TABLES.len()],
            known: BTreeSet::new(),
            finished: false,
        };
        for table in &TABLES {
            let path = partial(folder, &table.file());
            let file = File::create(&path).map_err(ExportError::io(&path))?;
            let mut file = csv::Writer::from_writer(BufWriter::new(file));
            let head = file.write_record(table.columns());
            head.map_err(io::Error::other)
                .map_err(ExportError::io(&path))?;
            writer.files.push(file);
        }
        Ok(writer)
    }

    fn write(&mut self, rows: Rows) -> Result<(), ExportError> {
        for (number, row) in rows.all {
            let shared = matches!(TABLES[number].name, "works" | "editions");
            if shared && !self.known.insert(format!("{number} {}", row[0])) {
                continue;
            }
            self.counts[number] += 1;
            let row = row.iter().map(|field| without_control(field));
            let written = self.files[number].write_record(row.map(Cow::into_owned));
            let path = self.folder.join(TABLES[number].file());
            written
                .map_err(io::Error::other)
                .map_err(ExportError::io(&path))?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<(&'static str, usize)>, ExportError> {
        for (file, table) in self.files.iter_mut().zip(&TABLES) {
            let path = self.folder.join(table.file());
            file.flush().map_err(ExportError::io(&path))?;
        }
        let schema = self.folder.join(SCHEMA);
        let written = fs::write(partial(&self.folder, SCHEMA), schema::sql());
        written.map_err(ExportError::io(&schema))?;
        // All is there: from now on nothing needs room.
        for name in names() {
            let path = self.folder.join(&name);
            fs::rename(partial(&self.folder, &name), &path).map_err(ExportError::io(&path))?;
        }
        self.finished = true;
        Ok(TABLES.iter().map(|t| t.name).zip(self.counts).collect())
    }
}

/// A field without the control characters that a text or the name of a file brings: they mean nothing, and whoever looks
/// at a table in a terminal would be steered by them.
fn without_control(field: &str) -> Cow<'_, str> {
    let means_nothing = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    match field.contains(means_nothing) {
        true => Cow::Owned(field.replace(means_nothing, "")),
        false => Cow::Borrowed(field),
    }
}

/// What was begun and not finished is taken away.
impl Drop for Writer {
    fn drop(&mut self) {
        if !self.finished {
            for name in names() {
                let _ = fs::remove_file(partial(&self.folder, &name));
            }
        }
    }
}

/// The text of a file, as ids are made of it.
fn text_of(corpus: &Corpus) -> &str {
    corpus.document(0).map_or("", |d| &d.text)
}
