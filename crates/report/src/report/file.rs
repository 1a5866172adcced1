pub use crate::read::OWN_MEMORY as MEMORY;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It exists and is somebody else's.
    #[error(
        "{0} exists and was not written by resgraph: move it away, or overwrite it with --force"
    )]
    NotOurs(String),
    /// We wrote it, and then it was worked on.
    #[error("{0} was changed after resgraph wrote it: move it away, or overwrite it with --force")]
    Changed(String),
    /// There is a folder of that name.
    #[error("{0} is a folder: name a file")]
    Folder(String),
    /// What the system says.
    #[error("cannot write {path}: {source}")]
    Io {
        /// Which file or folder.
        path: String,
        /// Why.
        source: io::Error,
    },
}

impl FileError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> FileError + '_ {
        move |source| FileError::Io {
            path: path.display().to_string(),
            source,
        }
    }
}

/// Writes one file: to a temporary file beside it that then takes its name, so that a reader finds the old
/// or the new one and nothing between. Folders that are missing are made.
///
/// # Errors
/// As [`write_files`].
pub fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<(), FileError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    match path.file_name().and_then(|name| name.to_str()) {
        Some(name) => write_files(folder, &[(name.to_string(), bytes)], force).map(|_| ()),
        None => Err(FileError::Folder(path.display().to_string())),
    }
}

/// Writes several files of one folder, after making sure that all of them may be written; gives their paths.
///
/// An existing file is replaced only if the program wrote it and nobody changed it since, or with `force`;
/// [`MEMORY`] in the same folder knows. A file that already says the same is left alone. What is no file
/// (`/dev/null`, a pipe) is written to as it is.
///
/// # Errors
/// A file of another hand, a folder in the way, or what the system says; nothing has been written then, unless the
/// system does not let a file that is written take its name.
pub fn write_files<B: AsRef<[u8]> + Sync>(
    folder: &Path,
    files: &[(String, B)],
    force: bool,
) -> Result<Vec<PathBuf>, FileError> {
    prepare_files(folder, files, |_| force)?.take_names()?;
    Ok(files.iter().map(|(name, _)| folder.join(name)).collect())
}

/// Files that are written under other names: those of several folders can all be written before the first takes its
/// name, so that they are replaced together or not at all. What does not take its name does not stay.
#[must_use]
pub struct Prepared(Vec<Ready>);

impl Prepared {
    /// Gives the files their names.
    ///
    /// # Errors
    /// The system does not let a file take its name.
    pub fn take_names(self) -> Result<(), FileError> {
        self.0.into_iter().try_for_each(Ready::take_name)
    }
}

/// The first half of [`write_files`]; `force` says of each name whether the file of another hand is replaced.
///
/// # Errors
/// A file of another hand, a folder in the way, or what the system says.
pub fn prepare_files<B: AsRef<[u8]> + Sync>(
    folder: &Path,
    files: &[(String, B)],
    force: impl Fn(&str) -> bool,
) -> Result<Prepared, FileError> {
    fs::create_dir_all(folder).map_err(FileError::io(folder))?;
    let mut memory = Memory::load(folder);
    let mut plans = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        plans.push(plan(
            &folder.join(name),
            name,
            bytes.as_ref(),
            force(name),
            &memory,
        )?);
    }
    let prepare = |((name, bytes), plan): (&(String, B), &Plan)| match plan {
        Plan::Replace(target) => Ready::new(target, bytes.as_ref()).map(Some),
        Plan::Stream => stream(&folder.join(name), bytes.as_ref()).map(|()| None),
        Plan::Leave => Ok(None),
    };
    let ready: Vec<Result<Option<Ready>, FileError>> = files
        .par_iter()
        .zip(&plans)
        .with_max_len(1)
        .map(prepare)
        .collect();
    // All of them are written, and none has taken its name: a full disk leaves the old set whole.
    let mut ready: Vec<Ready> = ready
        .into_iter()
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?;
    for ((name, bytes), plan) in files.iter().zip(&plans) {
        if !matches!(plan, Plan::Stream) {
            let print = fingerprint(bytes.as_ref());
            memory.files.insert(name.clone(), print);
        }
    }
    if !ready.is_empty() {
        ready.push(memory.ready(folder)?);
    }
    Ok(Prepared(ready))
}

enum Plan {
    /// It says the same already.
    Leave,
    /// No file: a device or a pipe.
    Stream,
    /// To be written under that path, symbolic links followed.
    Replace(PathBuf),
}

fn plan(
    path: &Path,
    name: &str,
    bytes: &[u8],
    force: bool,
    memory: &Memory,
) -> Result<Plan, FileError> {
    let shown = || path.display().to_string();
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            return Ok(Plan::Replace(path.to_path_buf()));
        }
        Err(e) => return Err(FileError::io(path)(e)),
    };
    if found.is_dir() {
        return Err(FileError::Folder(shown()));
    }
    if !found.is_file() {
        return Ok(Plan::Stream);
    }
    let target = path.canonicalize().map_err(FileError::io(path))?;
    if force {
        return Ok(Plan::Replace(target));
    }
    let known = memory.files.get(name);
    let may_be_same = found.len() == bytes.len() as u64;
    if known.is_none() && !may_be_same {
        return Err(FileError::NotOurs(shown()));
    }
    let old = fs::read(path).map_err(FileError::io(path))?;
    match known {
        _ if old == bytes => Ok(Plan::Leave),
        Some(print) if *print == fingerprint(&old) => Ok(Plan::Replace(target)),
        Some(_) => Err(FileError::Changed(shown())),
        None => Err(FileError::NotOurs(shown())),
    }
}

fn stream(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let sink = fs::OpenOptions::new().write(true).open(path);
    sink.and_then(|mut sink| sink.write_all(bytes))
        .map_err(FileError::io(path))
}

/// A file that is written under another name and has yet to take its own; what does not take it does not stay.
struct Ready {
    file: NamedTempFile,
    target: PathBuf,
}

impl Ready {
    fn new(target: &Path, bytes: &[u8]) -> Result<Ready, FileError> {
        let folder = target.parent().unwrap_or(Path::new(""));
        let written = || {
            let mut file = temporary(folder)?;
            // Not through the wrapper, which tells of the passing name.
            file.as_file_mut().write_all(bytes)?;
            Ok(file)
        };
        let target = target.to_owned();
        match written() {
            Ok(file) => Ok(Ready { file, target }),
            Err(error) => Err(FileError::io(&target)(error)),
        }
    }

    fn take_name(self) -> Result<(), FileError> {
        let done = self.file.persist(&self.target);
        done.map_err(|e| FileError::io(&self.target)(e.error))?;
        Ok(())
    }
}

/// A file that others may read, as any that a program writes.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".resgraph-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Name of each file that we wrote into a folder, with the fingerprint of what we wrote.
#[derive(Default, Serialize, Deserialize)]
struct Memory {
    files: BTreeMap<String, String>,
}

impl Memory {
    /// One that is missing or damaged knows of no files, so that nothing is overwritten.
    fn load(folder: &Path) -> Memory {
        fs::read(folder.join(MEMORY))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    fn ready(&self, folder: &Path) -> Result<Ready, FileError> {
        let path = folder.join(MEMORY);
        let mut bytes = serde_json::to_vec_pretty(self)
            .map_err(|e| FileError::io(&path)(io::Error::other(e)))?;
        bytes.push(b'\n');
        Ready::new(&path, &bytes)
    }
}

/// Length and CRC-32: enough to see that somebody has edited the file.
fn fingerprint(bytes: &[u8]) -> String {
    format!("{:x}-{:08x}", bytes.len(), crc32fast::hash(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn what_is_prepared_and_does_not_take_its_name_leaves_nothing() {
        let dir = folder();
        write_file(&dir.path().join("a"), b"old", false).expect("written");
        let files = [("a", b"new"), ("b", b"too")].map(|(n, b)| (n.to_owned(), b));
        drop(prepare_files(dir.path(), &files, |_| false).expect("prepared"));
        let names: Vec<_> = fs::read_dir(dir.path())
            .expect("a folder")
            .map(|e| e.expect("an entry").file_name())
            .filter(|name| name != MEMORY)
            .collect();
        assert_eq!(names, ["a"]);
        assert_eq!(fs::read(dir.path().join("a")).expect("a file"), b"old");
        let again = write_files(dir.path(), &files, false).expect("still ours");
        assert_eq!(again.len(), 2);
    }

    #[test]
    fn our_own_files_are_replaced_and_others_are_not() {
        let dir = folder();
        let (ours, theirs) = (dir.path().join("ours.csv"), dir.path().join("theirs.csv"));
        write_file(&ours, b"one", false).expect("first time");
        write_file(&ours, b"two", false).expect("ours and untouched");
        assert_eq!(fs::read(&ours).expect("there"), b"two");

        fs::write(&theirs, b"one").expect("written");
        assert!(matches!(
            write_file(&theirs, b"two", false),
            Err(FileError::NotOurs(_))
        ));
        assert_eq!(fs::read(&theirs).expect("there"), b"one");
        write_file(&theirs, b"one", false).expect("says the same already");
        write_file(&theirs, b"two", true).expect("forced");

        fs::write(&ours, b"edited").expect("written");
        assert!(matches!(
            write_file(&ours, b"three", false),
            Err(FileError::Changed(_))
        ));
        assert_eq!(fs::read(&ours).expect("there"), b"edited");
    }

    #[test]
    fn nothing_is_written_where_one_file_is_in_the_way() {
        let dir = folder();
        fs::write(dir.path().join("b"), b"theirs").expect("written");
        let files = [("a".to_string(), b"1"), ("b".to_string(), b"2")];
        assert!(write_files(dir.path(), &files, false).is_err());
        assert!(!dir.path().join("a").exists());
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_the_old_set_whole() {
        let dir = folder();
        write_files(
            dir.path(),
            &[("a", b"old"), ("b", b"old")].map(owned),
            false,
        )
        .expect("once");
        let files = [("a", b"new"), ("b", b"new"), ("not/there", b"new")].map(owned);
        assert!(write_files(dir.path(), &files, false).is_err());
        assert_eq!(fs::read(dir.path().join("a")).expect("there"), b"old");
        assert_eq!(fs::read(dir.path().join("b")).expect("there"), b"old");
        assert_eq!(fs::read_dir(dir.path()).expect("there").count(), 3);
        write_files(dir.path(), &[("a", b"new")].map(owned), false).expect("still ours");
    }

    fn owned((name, bytes): (&str, &[u8; 3])) -> (String, Vec<u8>) {
        (name.to_owned(), bytes.to_vec())
    }

    #[test]
    fn folders_are_made_and_no_temporary_file_stays() {
        let dir = folder();
        write_file(&dir.path().join("new/deep/a.txt"), b"x", false).expect("written");
        let mut names: Vec<_> = fs::read_dir(dir.path().join("new/deep"))
            .expect("there")
            .map(|e| e.expect("entry").file_name())
            .collect();
        names.sort();
        assert_eq!(names, [MEMORY, "a.txt"]);
    }

    #[test]
    fn a_folder_is_no_file_and_a_damaged_memory_overwrites_nothing() {
        let dir = folder();
        let at = dir.path().join("x");
        assert!(matches!(
            write_file(dir.path(), b"x", true),
            Err(FileError::Folder(_))
        ));
        write_file(&at, b"one", false).expect("written");
        fs::write(dir.path().join(MEMORY), b"{\"files\": 7").expect("written");
        assert!(matches!(
            write_file(&at, b"two", false),
            Err(FileError::NotOurs(_))
        ));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_devices_written_to() {
        let dir = folder();
        let (file, link) = (dir.path().join("file"), dir.path().join("link"));
        fs::write(&file, b"one").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("linked");
        write_file(&link, b"two", true).expect("forced");
        assert_eq!(fs::read(&file).expect("there"), b"two");
        assert!(link.is_symlink());
        let null = dir.path().join("null");
        std::os::unix::fs::symlink("/dev/null", &null).expect("linked");
        write_file(&null, b"x", false).expect("a device");
    }
}
