//! `resgraph audit` and `resgraph explain`, from the command line. The texts are written for these tests.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tempfile::TempDir;

const PARENT: &str = "RESOLUTION 301 (REV. DUBAI, 2018)
Planting trees along the roads of the Union
The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),
recalling
a) Resolution 302 (Rev. Busan, 2014) of the Plenipotentiary Conference, on watering;
b) Resolution 103 (Rev. Dubbai, 2018) of this conference, on gardeners,
resolves
1 that each member who has a road shall plant a tree beside it before the end of the year;
2 that trees which have been planted under resolves 1 above shall be watered in dry summers by those who planted them;
3 that resolves 7 above applies to all trees that were planted before this conference met,
instructs the Secretary-General
1 to count the trees and to report the number of them to the next conference of the Union;
3 to publish the number
";

const SECTOR: &str = "RESOLUTION 81 (REV. HAMMAMET, 2016)
Trees along the roads of the Sector
The World Telecommunication Standardization Assembly (Hammamet, 2016),
considering
a) Resolution 302 (Rev. Dubai, 2018) of the Plenipotentiary Conference, on watering,
resolves
1 that trees which have been planted under resolves 1 above shall be watered in dry summers by those who planted them;
2 to ask each study group for the names of the trees that it likes best
";

const LATER: &str = "RESOLUTION 302 (REV. DUBAI, 2018)
Watering of trees
The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),
resolves
to buy a watering can of sufficient size for every office of the Union
";

/// A folder with the texts.
fn texts() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("parent.txt", PARENT),
        ("sector.txt", SECTOR),
        ("later.txt", LATER),
    ] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn audit(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("resgraph").expect("built");
    command.current_dir(folder).args(["audit", "-q"]);
    command
}

#[track_caller]
fn assert_refused(folder: &Path, more: &[&str], why: &str) {
    let mut audit = audit(folder);
    audit
        .arg(".")
        .args(more)
        .assert()
        .code(2)
        .stderr(contains(why.to_owned()));
}

fn findings(command: &mut Command) -> Vec<Value> {
    let output = command
        .args([".", "--format", "jsonl"])
        .output()
        .expect("runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("one object a line"))
        .collect()
}

/// What is found where: code, end of the file's name, line.
fn places(findings: &[Value]) -> Vec<(String, String, u64)> {
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let name = |v: &Value| text(v).rsplit('/').next().unwrap_or("").to_owned();
    findings
        .iter()
        .map(|f| {
            (
                text(&f["code"]),
                name(&f["file"]),
                f["line"].as_u64().unwrap_or(0),
            )
        })
        .collect()
}

#[test]
fn each_fault_of_the_texts_is_found_in_its_place() {
    let folder = texts();
    let found = findings(&mut audit(folder.path()));
    let found = places(&found);
    assert_eq!(found.len(), 6, "{found:?}");
    let found: BTreeSet<String> = found
        .iter()
        .map(|(code, file, line)| format!("{file}:{line} {code}"))
        .collect();
    let wanted = "parent.txt:5 stale-edition, parent.txt:6 misspelt-place, parent.txt:10 dangling-provision, \
                  parent.txt:13 gap-in-numbering, sector.txt:5 predated-edition, sector.txt:7 repeated-provision";
    for wanted in wanted.split(", ") {
        assert!(found.contains(wanted), "{wanted} is not among {found:?}");
    }
}

#[test]
fn a_finding_says_what_is_wrong_and_what_to_do() {
    let folder = texts();
    let found = findings(audit(folder.path()).args(["--only", "stale-edition,repeated-provision"]));
    let stale = &found[0];
    assert_eq!(stale["ids"], serde_json::json!(["PP-301", "PP-302"]));
    let message = stale["message"].as_str().expect("a message");
    assert!(
        message.contains("Rev. Busan, 2014") && message.contains("Rev. Dubai, 2018"),
        "{message}"
    );
    let (start, end) = (
        stale["start"].as_u64().expect("start"),
        stale["end"].as_u64().expect("end"),
    );
    assert!(PARENT[start as usize..end as usize].starts_with("Resolution 302 (Rev. Busan, 2014)"));
    let repeated = &found[1];
    assert_eq!(repeated["ids"], serde_json::json!(["WTSA-81", "PP-301"]));
    assert_eq!(repeated["repeat"]["class"], "identical");
    assert_eq!(repeated["repeat"]["jaccard"], 1.0);
    assert!(
        repeated["advice"]
            .as_str()
            .is_some_and(|a| a.contains("PP-301"))
    );
    assert_eq!(repeated["related"][0]["line"], 9);
}

#[test]
fn people_see_the_line_with_the_span_underlined() {
    let folder = texts();
    audit(folder.path())
        .args([".", "--only", "misspelt-place"])
        .assert()
        .code(1)
        .stdout(contains(
            "6 | b) Resolution 103 (Rev. Dubbai, 2018) of this conference, on gardeners,",
        ))
        .stdout(contains("  |    ^^^^^^^^^^^^^^"))
        .stdout(contains("0 errors, 1 warning, 0 notes"));
}

#[test]
fn exit_codes_follow_the_failing_level() {
    let folder = texts();
    for (arguments, code) in [
        (vec![".", "--only", "stale-edition"], 1),
        (
            vec![".", "--only", "stale-edition", "--fail-on", "error"],
            0,
        ),
        (vec![".", "--only", "title-drift"], 0),
        (vec!["no-such-file.txt"], 2),
        (vec![".", "--threshold", "2"], 2),
        (vec![".", "--only", "stale"], 2),
        (vec![".", "--format", "word"], 2),
    ] {
        audit(folder.path()).args(&arguments).assert().code(code);
    }
}

#[test]
fn waivers_hold_until_their_day_and_unused_ones_are_told() {
    let folder = texts();
    let settings = "severities: {misspelt-place: off}
waivers:
  - {code: stale-edition, ids: [PP-302], reason: revised next year, until: 2027-01-31}
  - {code: predated-edition, file: sector.txt, line: 5, reason: a draft}
  - {code: title-drift, reason: nothing of the kind}
";
    std::fs::write(folder.path().join("resgraph.yaml"), settings).expect("written");
    let on = |day: &str| {
        let found = findings(audit(folder.path()).args(["--today", day]));
        let mut codes: Vec<String> = places(&found).into_iter().map(|p| p.0).collect();
        codes.sort();
        codes
    };
    let mut expected = vec![
        "dangling-provision",
        "gap-in-numbering",
        "repeated-provision",
        "unused-waiver",
    ];
    assert_eq!(on("2027-01-31"), expected);
    expected.extend(["expired-waiver", "stale-edition"]);
    expected.sort_unstable();
    assert_eq!(on("2027-02-01"), expected);
    std::fs::write(
        folder.path().join("resgraph.yaml"),
        "waivers: [{code: title-drift}]",
    )
    .expect("written");
    assert_refused(folder.path(), &[], "reason");
}

#[test]
fn a_baseline_hides_what_is_known_even_when_lines_have_moved() {
    let folder = texts();
    let before = findings(&mut audit(folder.path()));
    audit(folder.path())
        .args([".", "-o", "before.json"])
        .assert()
        .code(1);
    let moved = PARENT.replacen(
        "recalling\n",
        "considering\nthat trees are green,\nrecalling\n",
        1,
    );
    std::fs::write(folder.path().join("parent.txt"), moved).expect("written");
    audit(folder.path())
        .args([".", "--baseline", "before.json"])
        .assert()
        .success()
        .stdout(contains(format!("{} in the baseline", before.len())));
    std::fs::write(
        folder.path().join("later.txt"),
        LATER.replace("Watering", "Waterring") + "\nas in Resolution 104 (Rev. Busan, 2017)\n",
    )
    .expect("written");
    let new = findings(audit(folder.path()).args(["--baseline", "before.json"]));
    let codes: Vec<String> = places(&new).into_iter().map(|p| p.0).collect();
    assert_eq!(codes, ["impossible-edition"]);
    assert_refused(folder.path(), &["--baseline", "parent.txt"], "parent.txt:1");
}

#[test]
fn sarif_is_valid() {
    let folder = texts();
    let output = audit(folder.path())
        .args([".", "--format", "sarif"])
        .output()
        .expect("runs");
    let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    // The published schema has a bracket too much in one pattern.
    let schema = include_str!("data/schema/sarif-2.1.0.json").replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let faults: Vec<String> = schema.iter_errors(&log).map(|e| e.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 6);
    for result in results {
        let rule = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    }
    // The check itself finds faults.
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = "grave".into();
    broken["version"] = 2.into();
    assert_eq!(schema.iter_errors(&broken).count(), 2);
}

#[test]
fn the_other_formats_hold_the_same_findings() {
    let folder = texts();
    for (file, start) in [
        ("f.md", "# Findings"),
        ("f.html", "<!DOCTYPE html>"),
        ("f.csv", "Severity,"),
        ("f.xlsx", "PK"),
        ("f.docx", "PK"),
    ] {
        audit(folder.path())
            .args([".", "-o", file])
            .assert()
            .code(1);
        let bytes = std::fs::read(folder.path().join(file)).expect("written");
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            text.trim_start_matches('\u{feff}')
                .to_lowercase()
                .starts_with(&start.to_lowercase()),
            "{file}: {}",
            &text[..40.min(text.len())]
        );
        if !start.starts_with("PK") {
            assert_eq!(text.matches("stale-edition").count().min(1), 1, "{file}");
        }
    }
}

#[test]
fn runs_are_the_same_whatever_the_threads() {
    let folder = texts();
    let on = |threads: &str| {
        let mut command = audit(folder.path());
        command
            .env("RAYON_NUM_THREADS", threads)
            .args([".", "--format", "json"]);
        command.output().expect("runs").stdout
    };
    assert_eq!(on("1"), on("2"));
}

#[test]
fn explain_says_what_a_code_means() {
    let explain = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("resgraph").expect("built");
        command.arg("explain").args(arguments).assert()
    };
    explain(&["stale-edition"])
        .success()
        .stdout(contains("stale-edition (warning)").and(contains("later one is known")));
    let all = explain(&[]).success();
    let text = String::from_utf8(all.get_output().stdout.clone()).expect("UTF-8");
    let codes: BTreeMap<&str, &str> = text.lines().filter_map(|l| l.split_once(" (")).collect();
    assert!(codes.len() > 30, "{text}");
    explain(&["stale-editon"])
        .code(2)
        .stderr(contains("`stale-edition`"));
}
