//! The page of one text: each fault stands under what it is.
#![allow(clippy::unwrap_used)]

use assert_cmd::Command;

/// Prints a first edition as revised, cites an old edition, and a number that there is not.
const TREES: &str = "RESOLUTION 901 (DUBAI, 2018)
Trees of the villages
The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),
resolves
1 to plant trees as Resolution 123 (Rev. Busan, 2014) asks;
2 to water them as WTSA Resolution 702 (Hammamet, 2016) asks

RESOLUTION 901 (REV. DUBAI, 2018)
Trees of the villages
The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),
resolves
1 to plant trees in summer
";

/// The lines of the sheet of `id` over [`TREES`].
fn sheet(id: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), TREES).unwrap();
    let run = Command::cargo_bin("resgraph")
        .unwrap()
        .current_dir(folder.path())
        .args(["sheet", id, "a.txt", "-q"])
        .output()
        .unwrap();
    let page = String::from_utf8(run.stdout).unwrap();
    page.lines().map(str::to_owned).collect()
}

/// What stands beside `head`; nothing where the page has no such line.
#[track_caller]
fn assert_says(page: &[String], head: &str, words: &[&str]) {
    let head = format!("| **{head}** |");
    let line = page.iter().find_map(|l| l.strip_prefix(&head));
    let line = line.unwrap_or("");
    assert_eq!(line.is_empty(), words.is_empty(), "{head} {line}");
    for word in words {
        assert!(line.contains(word), "{head} {line}");
    }
    // One fault, one line.
    assert_eq!(line.matches("<br>").count(), 0, "{head} {line}");
}

#[test]
fn faults_stand_under_what_they_are() {
    let own = sheet("PP-901");
    assert_says(&own, "Stale references", &["PP-123 is cited as of"]);
    assert_says(&own, "Wrong references", &["No WTSA-702 is known"]);
    assert_says(&own, "As printed", &["PP-901 is printed as revised"]);
    assert_says(&own, "In tables", &[]);
    let cited = sheet("PP-123");
    assert_says(&cited, "Stale references", &["**In PP-901:** PP-123"]);
    assert_says(&cited, "Wrong references", &[]);
    // PP-213 only tells that PP-901 was adopted anew.
    let reason = sheet("PP-213");
    assert!(reason.len() > 3, "{reason:?}");
    assert_says(&reason, "As printed", &[]);
    assert_says(&reason, "Stale references", &[]);
}
