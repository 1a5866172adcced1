//! `resgraph review`: who is asked what, series with their latest, formulas apart, proposals with reasons. All texts are
//! invented; columns, outcomes and words are data.

#[path = "support/run.rs"]
mod run;

use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;

const PLAN: &str = "<html><body><h1>Plan for 2027</h1><h2>Overall orientation</h2>\
    <p>7.1 The Office of Bridges (OOB) is responsible for all bridges. See General Assembly resolution 77/267, paragraph 10.</p>\
    <h2>Legislative mandates</h2><h3>General Assembly resolutions</h3>\
    <table><tr><td>79/194</td><td>Painting of bridges</td></tr><tr><td>80/118</td><td>Painting of bridges</td></tr>\
    <tr><td>70/1</td><td>All rivers</td></tr></table>\
    <h3>Economic and Social Council resolutions</h3><table><tr><td>2017/7</td><td>All rivers</td></tr></table></body></html>";
const OTHER: &str = "<html><body><p>Budget for the period from 1 July 2026 to 30 June 2027 for the River Centre</p>\
    <p>Legislative mandates</p><p>General Assembly resolutions</p><p>70/1</p><p>All rivers</p></body></html>";

/// Four texts that end with the same formula; the last recalls two of them, and asks something of the office.
fn council(number: u32, year: u16, more: &str) -> String {
    format!(
        "Resolution {number} ({year})\nof 3 May {year}\n\nThe Security Council,\n\n{more}\n\n9. Decides to remain seized of the matter.\n"
    )
}

fn write(folder: &Path) {
    std::fs::write(folder.join("plan.html"), PLAN).expect("written");
    std::fs::write(folder.join("other.html"), OTHER).expect("written");
    let nothing = "Noting that bridges rust,\n\n1. Demands that rivers be counted in the north;";
    for (number, year) in [(686, 1991), (700, 1991), (712, 1991)] {
        let text = council(number, year, nothing);
        std::fs::write(folder.join(format!("{number}.txt")), text).expect("written");
    }
    let more = "Recalling its resolutions 686 (1991) and 700 (1991),\n\n\
                1. Requests the Office of Bridges to paint each bridge by the spring;\n\n2. Requests the Secretary-General to report on it;";
    std::fs::write(folder.join("778.txt"), council(778, 1992, more)).expect("written");
}

fn review(folder: &Path, more: &[&str]) -> Command {
    let mut command = Command::cargo_bin("resgraph").expect("the program");
    command.current_dir(folder);
    command.args(["review", "--organisation", "un", "plan.html", "other.html"]);
    command
        .args(["686.txt", "700.txt", "712.txt", "778.txt"])
        .args(more);
    command
}

fn found() -> Value {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path());
    let mut review = review(dir.path(), &["--format", "json"]);
    serde_json::from_slice(&run::printed(review.output())).expect("JSON")
}

fn all<'v>(value: &'v Value, list: &str) -> &'v Vec<Value> {
    value[list].as_array().expect(list)
}

#[test]
fn entities_mandates_paragraphs_and_what_they_ask() {
    let found = found();
    let rows = all(&found, "rows");
    let of = |entity: &str, mandate: &str| {
        let mut rows = rows.iter();
        rows.find(|r| r["entity"] == entity && r["mandate"] == mandate)
            .unwrap_or_else(|| panic!("{entity} {mandate}: {rows:?}"))
    };
    assert_eq!(of("OOB", "UNGA-70/1")["title"], "All rivers");
    assert_eq!(of("OOB", "UNGA-70/1")["others"][0], "River Centre");
    assert_eq!(
        of("OOB", "UNGA-70/1")["cited"][0]["part"],
        "Legislative mandates"
    );
    assert_eq!(
        of("OOB", "UNGA-77/267")["cited"][0]["provision"],
        "paragraph 10"
    );
    let asked = of("OOB", "UNSC-778");
    assert_eq!(asked["paragraph"], "paragraph 1");
    assert!(
        asked["asks"]
            .as_str()
            .is_some_and(|a| a.starts_with("Requests the Office of Bridges to paint"))
    );
    assert_eq!(
        of("Secretary-General", "UNSC-778")["paragraph"],
        "paragraph 2"
    );
    assert_eq!(all(&found, "shared")[0]["mandate"], "UNGA-70/1");
}

#[test]
fn series_formulas_and_proposals_with_reasons() {
    let found = found();
    let series = all(&found, "series");
    let latest: Vec<&Value> = series.iter().map(|s| &s["latest"]).collect();
    assert_eq!(latest, ["UNGA-80/118", "UNSC-778"]);
    assert_eq!(series[1]["members"].as_array().map(Vec::len), Some(3));
    let formulas = all(&found, "formulas");
    assert_eq!(formulas.len(), 1, "{formulas:?}");
    assert_eq!(formulas[0]["works"].as_array().map(Vec::len), Some(4));
    let proposed = |mandate: &str| {
        let mut all = all(&found, "candidates").iter();
        let one = all
            .find(|c| c["mandate"] == mandate && c["entity"] == "OOB")
            .expect(mandate);
        (
            one["outcome"].clone(),
            one["reasons"][0]["says"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        )
    };
    assert_eq!(proposed("UNGA-79/194").0, "retire");
    assert!(proposed("UNGA-79/194").1.contains("UNGA-80/118"));
    assert_eq!(proposed("UNGA-80/118").0, "renew");
    assert_eq!(proposed("UNGA-70/1").0, "merge");
    assert!(proposed("UNGA-70/1").1.contains("ECOSOC-2017/7"));
    assert_eq!(proposed("UNGA-77/267").0, Value::Null);
}

/// Why each of two texts that end with `clause` is proposed, among four that end with a formula.
fn reasons_where_two_say(clause: &str) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path());
    let asks = |what: &str| {
        format!("Noting that bridges rust,\n\n1. Requests the Office of Bridges to {what};")
    };
    for (number, year, what) in [
        (901, 1994, "count the planks"),
        (950, 1995, "sell old nails"),
    ] {
        let text = council(number, year, &asks(what));
        let text = text.replace("Decides to remain seized of the matter.", clause);
        std::fs::write(dir.path().join(format!("{number}.txt")), text).expect("written");
    }
    let files = ["901.txt", "950.txt", "--format", "json"];
    let found: Value =
        serde_json::from_slice(&run::printed(review(dir.path(), &files).output())).expect("JSON");
    let of = |c: &&Value| c["mandate"] == "UNSC-901" || c["mandate"] == "UNSC-950";
    let candidates: Vec<&Value> = all(&found, "candidates").iter().filter(of).collect();
    assert!(candidates.len() >= 2, "{candidates:?}");
    let says = candidates.iter().map(|c| c["reasons"].to_string());
    says.collect()
}

#[test]
fn what_two_texts_share_is_no_repetition_where_it_is_a_formula() {
    let of_its_own = "Decides to pay for all bridges of the north from one purse each year.";
    let said = reasons_where_two_say(of_its_own);
    assert!(said.contains("says what UNSC-901"), "{said}");
    for formula in [
        "Decides to remain seized of the matter until all bridges of the north are painted.",
        "Decides to remain seized of the matter and to look at the bridges again in the spring.",
        "Requests the Secretary-General to report to the Council on the implementation of this resolution.",
    ] {
        let said = reasons_where_two_say(formula);
        assert!(!said.contains("says what"), "{formula}: {said}");
    }
}

#[test]
fn columns_and_words_are_those_of_the_data() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path());
    let mine = dir.path().join("mine");
    std::fs::create_dir(&mine).expect("a folder");
    let yaml = "title: What the bridges need\ncolumns:\n  - {shows: outcome, head: Verdict, width: 1}\n\
                outcomes:\n  - {outcome: retire, word: let go}\n";
    std::fs::write(mine.join("review.yaml"), yaml).expect("written");
    review(dir.path(), &["--mappings", "mine", "-o", "out"])
        .assert()
        .success();
    let paper = std::fs::read_to_string(dir.path().join("out/review.md")).expect("a paper");
    for word in ["# What the bridges need", "Verdict", "let go"] {
        assert!(paper.contains(word), "{word}");
    }
    for ending in ["docx", "xlsx", "html", "json"] {
        assert!(
            dir.path().join(format!("out/review.{ending}")).is_file(),
            "{ending}"
        );
    }
    std::fs::write(mine.join("review.yaml"), "colums: []\n").expect("written");
    let out = review(dir.path(), &["--mappings", "mine"])
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2));
    assert!(
        said.contains("colums") && said.contains("columns"),
        "{said}"
    );
}
