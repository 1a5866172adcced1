//! What papers call a file: its path as the user gave it, or the part of it that says something elsewhere. Papers
//! travel; where the files stood on one machine means nothing on another, and is nobody's business there.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The name of a path that the user gave: as it is where it is relative, else the last part of it.
pub fn name_of(given: &Path) -> String {
    name_below(given, given)
}

/// The name of `path`, which stands at or below the path that the user gave.
pub(super) fn name_below(given: &Path, path: &Path) -> String {
    if !leads_away(given) {
        return slashed(path);
    }
    let above = given.parent().filter(|_| given.file_name().is_some());
    let short = above.and_then(|above| path.strip_prefix(above).ok());
    // `..` and `/` have no name of their own.
    let short = short.or_else(|| path.strip_prefix(given).ok());
    slashed(short.filter(|p| *p != Path::new("")).unwrap_or(path))
}

/// True for a path that does not stand below the folder in which the program was started.
fn leads_away(path: &Path) -> bool {
    path.has_root()
        || path
            .components()
            .any(|part| matches!(part, Component::ParentDir | Component::Prefix(_)))
}

/// A path with `/` between its parts.
fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Makes the names of different files differ: each of those that share one gets as much of its path as it takes.
pub(super) fn told_apart(files: Vec<(String, PathBuf)>) -> Vec<(String, PathBuf)> {
    let mut by_name: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for (name, path) in files {
        by_name.entry(name).or_default().push(path);
    }
    let mut out = Vec::new();
    for (name, mut paths) in by_name {
        let mut seen = std::collections::BTreeSet::new();
        // The same file, given twice.
        paths.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
        let alone = paths.len() == 1;
        let parts = name.split('/').count();
        let most = paths.iter().map(|p| p.components().count()).max();
        let apart = (parts..=most.unwrap_or(parts)).find(|parts| {
            let names = paths.iter().map(|path| last(path, *parts));
            names.collect::<std::collections::BTreeSet<_>>().len() == paths.len()
        });
        for path in paths {
            let own = match (alone, apart) {
                (true, _) => name.clone(),
                (false, Some(parts)) => last(&path, parts),
                (false, None) => slashed(&path),
            };
            out.push((own, path));
        }
    }
    out.sort();
    out
}

/// The last parts of a path.
fn last(path: &Path, parts: usize) -> String {
    let all: Vec<Component> = path.components().collect();
    let kept = &all[all.len().saturating_sub(parts)..];
    slashed(&kept.iter().collect::<PathBuf>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_relative_to_what_was_given() {
        for (given, path, want) in [
            ("texts", "texts/a/b.txt", "texts/a/b.txt"),
            ("./texts", "./texts/b.txt", "./texts/b.txt"),
            ("/home/me/texts", "/home/me/texts/a/b.txt", "texts/a/b.txt"),
            ("/home/me/b.txt", "/home/me/b.txt", "b.txt"),
            ("../texts/", "../texts/b.txt", "texts/b.txt"),
            ("..", "../b.txt", "b.txt"),
            ("/", "/b.txt", "b.txt"),
            ("-", "-", "-"),
        ] {
            assert_eq!(name_below(Path::new(given), Path::new(path)), want);
        }
    }

    #[test]
    fn files_of_one_name_are_told_apart_and_none_is_lost() {
        let files = ["/a/x/t.txt", "/b/x/t.txt", "/a/x/t.txt", "/a/u.txt"];
        let named = files.map(|f| (name_of(Path::new(f)), PathBuf::from(f)));
        let names: Vec<String> = told_apart(named.to_vec())
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["a/x/t.txt", "b/x/t.txt", "u.txt"]);
    }
}
