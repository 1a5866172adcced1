//! Finds the files of a path.

use super::is_known_ending;
use crate::model::Problem;
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// The files that some paths lead to.
#[derive(Debug, Default)]
pub struct Found {
    /// Files to read, each with the name that outputs give it, in the order of the names.
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
        } else if path.exists() {
            found.files.push((name(path), path.clone()));
        } else {
            found.problem(path, "no such file or folder");
        }
    }
    found.files.sort();
    found.files.dedup_by(|a, b| a.0 == b.0);
    found.problems.sort();
    found
}

impl Found {
    fn problem(&mut self, path: &Path, message: &str) {
        self.problems.push(Problem {
            file: name(path),
            line: None,
            message: message.to_owned(),
        });
    }
}

fn folder(folder: &Path, found: &mut Found) {
    let before = found.files.len();
    let walk = WalkBuilder::new(folder).standard_filters(false).build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.problem(folder, &error.to_string());
                continue;
            }
        };
        let path = entry.path();
        if !entry.file_type().is_some_and(|t| t.is_file()) {
            continue;
        }
        if is_hidden(folder, path) {
            found.problem(path, "hidden file: passed over");
        } else if is_known_ending(path) {
            found.files.push((name(path), path.to_owned()));
        } else {
            found.problem(path, "of a kind that cannot be read: passed over");
        }
    }
    if found.files.len() == before {
        found.problem(folder, "no file in this folder can be read");
    }
}

/// True where a part of the path below `folder` starts with a dot.
fn is_hidden(folder: &Path, path: &Path) -> bool {
    path.strip_prefix(folder)
        .unwrap_or(path)
        .components()
        .any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
}

/// A path with `/` between its parts.
fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
