//! Finds the files of a path and loads them. A zip archive of documents is a folder.

use super::names::{name_below, name_of, told_apart};
use super::{ReadError, is_known_ending};
use crate::limits;
use crate::model::Problem;
use ignore::WalkBuilder;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use zip::ZipArchive;

/// The file, beside what was written, in which the program remembers what it wrote there.
///
/// No mark inside the files would do: CSV has no comments, JSON is a contract, and a mark would not tell
/// whether a person has worked on the file since.
pub const OWN_MEMORY: &str = ".resgraph-written.json";

/// The files that some paths lead to.
#[derive(Debug, Default)]
pub struct Found {
    /// Files to read, each with the name that outputs give it, in the order of the names; to be read by
    /// [`load`], for some stand in an archive.
    pub files: Vec<(String, PathBuf)>,
    /// What was passed over, and why.
    pub problems: Vec<Problem>,
}

/// Collects the files of `paths`: a file as it is, a folder with all below it. Hidden files and kinds that
/// cannot be read are passed over and reported; so is a path that does not exist.
pub fn gather(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            folder(path, &mut found);
        } else if is_archive(path) && path.is_file() {
            archive(path, path, &mut found);
        } else if path.exists() || is_standard_input(path) {
            found.files.push((name_of(path), path.clone()));
        } else {
            // As it was given: the last part of it may well be there elsewhere.
            let given = path.to_string_lossy();
            let mut message = "no such file or folder".to_owned();
            if given.contains('*') {
                message.push_str("; `*` was not filled in: name the folder, or each file");
            }
            if let Some(near) = nearest(path) {
                message.push_str(&format!("; there is {near}"));
            }
            found.problems.push(Problem::unread(&given, None, message));
        }
    }
    found.files = told_apart(found.files);
    found.problems.sort();
    found
}

/// What stands in the folder of a path that is not there and has nearly its name.
fn nearest(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?.to_lowercase();
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let names = entries.filter_map(|e| e.ok()?.file_name().into_string().ok());
    let near = names.filter_map(|name| {
        let far = strsim::osa_distance(&wanted, &name.to_lowercase());
        (far <= 2 && far * 3 <= wanted.chars().count()).then_some((far, name))
    });
    let (_, name) = near.min()?;
    Some(path.with_file_name(name).to_string_lossy().into_owned())
}

impl Found {
    fn problem(&mut self, name: &str, message: &str) {
        self.problems.push(Problem::unread(name, None, message));
    }

    /// What is rightly passed over: nobody asked for it by name.
    fn passed_over(&mut self, name: &str, message: &str) {
        self.problems.push(Problem::remark(name, None, message));
    }
}

fn folder(folder: &Path, found: &mut Found) {
    let before = found.files.len();
    let walk = WalkBuilder::new(folder).standard_filters(false).build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.problem(&name_of(folder), &error.to_string());
                continue;
            }
        };
        let path = entry.path();
        if !entry.file_type().is_some_and(|t| t.is_file()) {
            continue;
        }
        let name = name_below(folder, path);
        if is_own(path) {
            continue;
        } else if is_hidden(folder, path) {
            found.passed_over(&name, "hidden file: passed over");
        } else if is_archive(path) {
            archive(folder, path, found);
        } else if is_known_ending(path) {
            found.files.push((name, path.to_owned()));
        } else {
            found.passed_over(&name, "of a kind that cannot be read: passed over");
        }
    }
    if found.files.len() == before {
        found.problem(&name_of(folder), "no file in this folder can be read");
    }
}

/// `-`, as other programs have it.
fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn is_archive(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("zip"))
}

/// Collects the members of an archive at or below `given`; each gets the path that it would have if the archive were
/// a folder.
fn archive(given: &Path, path: &Path, found: &mut Found) {
    let own = name_below(given, path);
    let mut zip = match open(path) {
        Ok(zip) => zip,
        Err(message) => return found.problem(&own, &message),
    };
    if zip.len() > limits::MEMBERS {
        return found.problem(&own, &format!("an archive of {} files: refused", zip.len()));
    }
    let before = found.files.len();
    let mut size = 0u64;
    for i in 0..zip.len() {
        let member = match zip.by_index_raw(i) {
            Ok(member) => member,
            Err(error) => {
                found.problem(&own, &format!("damaged: {error}"));
                continue;
            }
        };
        if member.is_dir() {
            continue;
        }
        let Some(inside) = member.enclosed_name() else {
            found.problem(&own, "a name that leads out of the archive: passed over");
            continue;
        };
        let whole = path.join(&inside);
        let name = name_below(given, &whole);
        size = size.saturating_add(member.size());
        if is_hidden(path, &whole) || inside.starts_with("__MACOSX") {
            continue;
        } else if member.encrypted() {
            found.problem(&name, "is encrypted: passed over");
        } else if is_archive(&inside) {
            found.problem(&name, "an archive in an archive: passed over");
        } else if is_known_ending(&inside) {
            found.files.push((name, whole));
        } else {
            found.passed_over(&name, "of a kind that cannot be read: passed over");
        }
    }
    if size > limits::ARCHIVE {
        found.files.truncate(before);
        found.problem(&own, "unpacks to more than 2 GiB: refused");
    } else if found.files.len() == before {
        found.problem(&own, "no file in this archive can be read");
    }
}

fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, String> {
    let file = File::open(path).map_err(|e| e.to_string())?;
    ZipArchive::new(BufReader::new(file)).map_err(|e| format!("a damaged archive: {e}"))
}

/// The content of a file that [`gather`] found.
///
/// # Errors
/// What the system says; a file too large to be a text; a damaged archive.
pub fn load(name: &str, path: &Path) -> Result<Vec<u8>, ReadError> {
    let fault = |message: String| ReadError::new(name, None, message);
    let mut parents = path.ancestors().skip(1);
    if let Some(archive) = parents.find(|p| is_archive(p) && p.is_file()) {
        let member = path.strip_prefix(archive).unwrap_or(path);
        return load_member(archive, member).map_err(fault);
    }
    let system = |e: std::io::Error| fault(e.to_string());
    if is_standard_input(path) {
        return standard_input(std::io::stdin()).map_err(fault);
    }
    let file = File::open(path).map_err(system)?;
    let length = file.metadata().map_or(0, |m| m.len());
    whole(file, length).map_err(fault)
}

/// What standard input said, which can be read once but is asked for by several readers of one run.
static SAID: Mutex<Option<Vec<u8>>> = Mutex::new(None);

/// All of standard input, whoever read it before; `input` is what is left of it where nobody did.
///
/// # Errors
/// What the system says; more than a file may hold.
pub fn standard_input(input: impl Read) -> Result<Vec<u8>, String> {
    let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    if said.is_none() {
        *said = Some(whole(input, 0)?);
    }
    Ok(said.clone().unwrap_or_default())
}

/// All of `input`, which is likely to be of that length.
fn whole(input: impl Read, length: u64) -> Result<Vec<u8>, String> {
    let room = usize::try_from(length.min(limits::FILE)).unwrap_or(0);
    // One byte more shows that nothing follows.
    let mut content = Vec::with_capacity(room + 1);
    input
        .take(limits::FILE + 1)
        .read_to_end(&mut content)
        .map_err(|e| e.to_string())?;
    if content.len() as u64 > limits::FILE {
        return Err(format!("larger than {} MiB: refused", limits::FILE >> 20));
    }
    Ok(content)
}

fn load_member(archive: &Path, member: &Path) -> Result<Vec<u8>, String> {
    let mut zip = open(archive)?;
    for i in 0..zip.len() {
        let is_it = zip
            .by_index_raw(i)
            .is_ok_and(|m| m.enclosed_name().as_deref() == Some(member));
        if !is_it {
            continue;
        }
        let entry = zip.by_index(i).map_err(|e| e.to_string())?;
        // No more than it says, and that is bounded: what says less than it is is an attack.
        let limit = entry.size().min(limits::UNPACKED);
        let mut content = Vec::new();
        entry
            .take(limit + 1)
            .read_to_end(&mut content)
            .map_err(|e| format!("damaged: {e}"))?;
        if content.len() as u64 > limit {
            return Err(format!(
                "unpacks to more than {limit} bytes: refused as a zip bomb"
            ));
        }
        return Ok(content);
    }
    Err("is not in the archive any more".into())
}

/// True for the file in which the program remembers what it wrote into a folder: nobody's text.
fn is_own(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == OWN_MEMORY)
}

/// True where a part of the path below `folder` starts as the names of hidden files and of locks do.
fn is_hidden(folder: &Path, path: &Path) -> bool {
    path.strip_prefix(folder)
        .unwrap_or(path)
        .components()
        .any(|part| {
            let name = part.as_os_str().to_string_lossy();
            // Word keeps `~$report.docx` beside a file that somebody has open.
            name.starts_with('.') || name.starts_with("~$")
        })
}
