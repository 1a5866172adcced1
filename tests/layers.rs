//! A folder of `src/` may use only the folders above it.

use std::fs;
use std::path::{Path, PathBuf};

/// From the lowest to the highest; `src/lib.rs` lists them in this order.
const LAYERS: [&str; 18] = [
    "model",
    "knowledge",
    "read",
    "cite",
    "outline",
    "resolve",
    "corpus",
    "graph",
    "reuse",
    "mapping",
    "compare",
    "plan",
    "audit",
    "impact",
    "diff",
    "annotate",
    "report",
    "cli",
];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The names behind `crate::` in a file.
fn used(text: &str) -> Vec<&str> {
    text.match_indices("crate::")
        .map(|(at, word)| {
            let rest = &text[at + word.len()..];
            let end = rest
                .find(|c: char| !c.is_ascii_lowercase() && c != '_')
                .unwrap_or(rest.len());
            &rest[..end]
        })
        .collect()
}

#[test]
fn a_folder_uses_only_those_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (level, layer) in LAYERS.iter().enumerate() {
        let mut files = Vec::new();
        sources(&root.join(layer), &mut files);
        assert!(!files.is_empty(), "src/{layer} is empty");
        for file in files {
            let text = fs::read_to_string(&file).expect("a source");
            for name in used(&text) {
                let allowed = LAYERS
                    .iter()
                    .position(|l| *l == name)
                    .is_none_or(|l| l <= level);
                if !allowed {
                    wrong.push(format!("{} uses crate::{name}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_lists_its_folders_in_this_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let text = fs::read_to_string(root.join("lib.rs")).expect("lib.rs");
    let listed: Vec<&str> = text
        .lines()
        .filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(listed, LAYERS);
}
