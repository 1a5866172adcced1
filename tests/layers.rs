//! A room may use only the rooms above it. Between crates the compiler holds this; within a crate this test does.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of each crate, from the lowest to the highest; its `lib.rs` lists them in this order. Two that use each
/// other stand together.
const CRATES: [(&str, &[&str]); 4] = [
    (
        "core",
        &[
            "limits",
            "script",
            "model",
            "knowledge",
            "cite",
            "outline",
            "resolve",
        ],
    ),
    ("read", &["read"]),
    (
        "analysis",
        &[
            "corpus", "graph", "reuse", "mapping", "compare", "outcome", "plan", "audit", "impact",
            "diff", "learn", "describe", "review",
        ],
    ),
    ("report", &["amend annotate", "decisions report", "export"]),
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

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("crates/{name}/src"))
}

#[test]
fn a_room_uses_only_those_above_it() {
    let mut wrong = Vec::new();
    for (name, rooms) in CRATES {
        let levels = rooms.iter().enumerate();
        let rooms_of = levels.flat_map(|(n, together)| together.split(' ').map(move |r| (n, r)));
        for (level, room) in rooms_of {
            let mut files = Vec::new();
            let room = source(name).join(room);
            match room.with_extension("rs") {
                file if file.is_file() => files.push(file),
                _ => sources(&room, &mut files),
            }
            assert!(!files.is_empty(), "{name}: {} is empty", room.display());
            for file in files {
                let text = fs::read_to_string(&file).expect("a source");
                for used in used(&text) {
                    let below = rooms
                        .iter()
                        .position(|together| together.split(' ').any(|r| r == used));
                    if below.is_some_and(|below| below > level) {
                        wrong.push(format!("{} uses crate::{used}", file.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_crate_lists_its_rooms_in_this_order() {
    for (name, rooms) in CRATES {
        let text = fs::read_to_string(source(name).join("lib.rs")).expect("lib.rs");
        let listed: Vec<&str> = text
            .lines()
            .filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';'))
            .collect();
        let rooms: Vec<&str> = rooms.iter().flat_map(|r| r.split(' ')).collect();
        assert_eq!(listed, rooms, "{name}");
    }
}
