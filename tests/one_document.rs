//! What is printed as JSON is one document, however many papers there are; what `annotate` says.
#![allow(clippy::unwrap_used)]

mod support;

use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;
use support::{Docx, p, r};

const TEXT: &str = "RESOLUTION 81 (Rev. Hammamet, 2016)\nTrees\nThe World Telecommunication Standardization Assembly \
(Hammamet, 2016),\nresolves\n1\tto plant a tree beside each road;\n2\tto water it,\ninstructs the Director of the \
Telecommunication Standardization Bureau\nto count the trees.\n";

const PLAN: &str = "Action plan of WTSA-16\n\n\tAction Item\n\tAction\n\tMilestone\n\tPeriodic goals met\n\tCompleted\n\n\
\t81-01\n\tTSB to count the trees (i. TSBDir)\n\t2018\n\t\n\t\n\n";

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in [("text.txt", TEXT), ("plan.txt", PLAN), ("other.txt", PLAN)] {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn resgraph(dir: &Path, args: &[&str]) -> assert_cmd::assert::Assert {
    let mut program = Command::cargo_bin("resgraph").unwrap();
    program.current_dir(dir).args(args).assert()
}

/// The JSON that is printed, which its schema takes.
fn printed(dir: &Path, schema: &str, args: &[&str]) -> Value {
    let args = [args, &["--format", "json", "-q"]].concat();
    let run = resgraph(dir, &args).success();
    let found: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    let schema = resgraph(dir, &["schema", schema]).success();
    let schema: Value = serde_json::from_slice(&schema.get_output().stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&found)
        .map(|e| e.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    found
}

#[test]
fn one_plan_is_itself_and_several_are_a_list() {
    let dir = folder();
    let checked = &["plan", "text.txt", "plan.txt"][..];
    let alone = printed(dir.path(), "plan-checked", checked);
    assert_eq!(alone["file"], "plan.txt");
    let both = printed(dir.path(), "plans", &[checked, &["--compare"]].concat());
    let [made, read] = both.as_array().unwrap().as_slice() else {
        panic!("{both}");
    };
    assert_eq!(made["items"][0]["id"], "81-01");
    assert_eq!(read["file"], "plan.txt");
    let two = printed(dir.path(), "plans", &[checked, &["other.txt"]].concat());
    let files: Vec<&Value> = two.as_array().unwrap().iter().map(|p| &p["file"]).collect();
    assert_eq!(files, ["other.txt", "plan.txt"]);
}

#[test]
fn several_groups_that_fall_are_a_list() {
    let dir = folder();
    let decisions = "decisions:\n- {on: work, id: WTSA-81, decision: suppress}\n- {on: work, id: WTSA-7, decision: merge into WTSA-20}\n";
    std::fs::write(dir.path().join("decided.yaml"), decisions).unwrap();
    let impacts = ["impact", "text.txt", "--decisions", "decided.yaml"];
    let found = printed(dir.path(), "impacts", &impacts);
    assert_eq!(found.as_array().map(Vec::len), Some(2), "{found}");
}

#[test]
fn annotate_counts_in_words_and_says_what_it_reads() {
    let dir = folder();
    let run = resgraph(dir.path(), &["annotate", "text.txt", "-o", "out.docx"]).code(2);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(said.contains("text.txt: is no Word file (.docx"), "{said}");
    let lines = [
        "RESOLUTION 96 (Hammamet, 2016)",
        "On gardens",
        "The World Telecommunication Standardization Assembly (Hammamet, 2016),",
        "resolves",
        "to do as Resolution 71 (Rev. Busan, 2014) of the Plenipotentiary Conference says.",
    ];
    let body = lines.map(|line| p(&r(line))).concat();
    std::fs::write(dir.path().join("own.docx"), Docx::new(&body).bytes()).unwrap();
    let args = [
        "annotate",
        "own.docx",
        "-o",
        "out.docx",
        "--only",
        "stale-edition",
    ];
    let run = resgraph(dir.path(), &args).success();
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(said.contains("wrote out.docx: 1 comment\n"), "{said}");
}
