//! `resgraph describe`: a skeleton that loads as it is, and what a description recognises of texts.

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

fn resgraph() -> Command {
    Command::cargo_bin("resgraph").expect("the program")
}

#[test]
fn the_skeleton_loads_and_is_held_against_texts() {
    let dir = tempfile::tempdir().expect("a folder");
    resgraph()
        .current_dir(dir.path())
        .args(["describe", "init", "mine"])
        .assert()
        .success();
    let text = "GC Resolution 12 (Rev. Lima, 2014) is cited. Rule 4/17 is not, nor is Rule 5/18.\n";
    std::fs::write(dir.path().join("a.txt"), text).expect("written");
    let mut check = resgraph();
    check
        .current_dir(dir.path())
        .args(["describe", "check", "mine", "a.txt"]);
    check
        .assert()
        .code(1)
        .stdout(
            contains("GC: 1 citations")
                .and(contains("2 × 9/9"))
                .and(contains("a.txt:1")),
        )
        .stdout(contains("GC: General Conference"));
}

#[test]
fn a_misnamed_file_or_key_is_an_error_with_the_nearest_name() {
    let dir = tempfile::tempdir().expect("a folder");
    resgraph()
        .current_dir(dir.path())
        .args(["describe", "init", "mine"])
        .assert()
        .success();
    std::fs::write(dir.path().join("a.txt"), "Resolution 1").expect("written");
    std::fs::write(dir.path().join("mine/conference.yaml"), "conferences: []").expect("written");
    let check = || {
        let mut check = resgraph();
        check
            .current_dir(dir.path())
            .args(["describe", "check", "mine", "a.txt"]);
        check.assert().code(2)
    };
    check().stderr(contains("conferences.yaml"));
    std::fs::remove_file(dir.path().join("mine/conference.yaml")).expect("removed");
    let bodies = dir.path().join("mine/bodies.yaml");
    let text = std::fs::read_to_string(&bodies)
        .expect("there")
        .replace("gathering:", "gatering:");
    std::fs::write(&bodies, text).expect("written");
    check().stderr(contains("gatering").and(contains("gathering")));
}
