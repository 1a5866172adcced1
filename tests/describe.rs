//! `resgraph describe`: a skeleton that loads as it is, and what a description recognises of texts.

#[path = "support/run.rs"]
mod run;

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use run::resgraph;
use tempfile::TempDir;

/// A folder with a new skeleton of a description, and a text.
fn folder(text: &str) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    resgraph(dir.path(), &["describe", "init", "mine"]).success();
    std::fs::write(dir.path().join("a.txt"), text).expect("written");
    dir
}

fn check(dir: &TempDir) -> assert_cmd::assert::Assert {
    resgraph(dir.path(), &["describe", "check", "mine", "a.txt"])
}

#[test]
fn the_skeleton_loads_and_is_held_against_texts() {
    let text = "GC Resolution 12 (Rev. Lima, 2014) is cited. Rule 4/17 is not, nor is Rule 5/18.\n";
    check(&folder(text))
        .code(1)
        .stdout(
            contains("GC: 1 citation,")
                .and(contains("2 × 9/9"))
                .and(contains("a.txt:1")),
        )
        .stdout(contains("GC: General Conference"));
}

#[test]
fn a_misnamed_file_or_key_is_an_error_with_the_nearest_name() {
    let dir = folder("Resolution 1");
    std::fs::write(dir.path().join("mine/conference.yaml"), "conferences: []").expect("written");
    check(&dir).code(2).stderr(contains("conferences.yaml"));
    std::fs::remove_file(dir.path().join("mine/conference.yaml")).expect("removed");
    let bodies = dir.path().join("mine/bodies.yaml");
    let text = std::fs::read_to_string(&bodies)
        .expect("there")
        .replace("gathering:", "gatering:");
    std::fs::write(&bodies, text).expect("written");
    check(&dir)
        .code(2)
        .stderr(contains("gatering").and(contains("gathering")));
}
