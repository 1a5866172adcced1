//! What people decide in the workbook, through the program: written, run again over changed texts, read by the other
//! commands.
#![allow(clippy::unwrap_used)]

#[path = "../support/data.rs"]
mod data;
mod office;
#[path = "../support/mod.rs"]
mod support;

use predicates::prelude::*;
use predicates::str::contains;
use serde::Deserialize;
use std::sync::LazyLock;
use support::book::Book;
use support::place::{Place, write_texts};

/// What is written in the workbook (`tests/data/decisions.yaml`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    decided: Vec<[String; 4]>,
    beside: Vec<[String; 4]>,
    edits: Vec<Vec<String>>,
    kept: Vec<[String; 4]>,
}

static WRITTEN: LazyLock<Written> = LazyLock::new(|| data::cases("decisions.yaml").remove(0).1);

/// What rests on the wording of WTSA-121, and a text that goes into PP-906.
const RESTING: [(&str, &str); 4] = [
    ("Table 1", "PP-902"),
    ("Cells", "PP-902 WTSA-121"),
    ("Candidates", "PP-902+WTSA-121"),
    ("Cells", "PP-906 WTSA-125"),
];

#[track_caller]
fn assert_written(book: &Book, beside: &[[String; 4]]) {
    for [sheet, key, head, text] in WRITTEN.decided.iter().chain(beside) {
        let want = text.replace("Keep", "keep");
        assert_eq!(book.get(sheet, key, head), want, "{sheet}, {key}, {head}");
    }
}

#[track_caller]
fn assert_suspect(book: &Book, decisions: &[(&str, &str)]) {
    for (sheet, key) in decisions {
        let check = book.get(sheet, key, "Check");
        assert!(
            check.starts_with("suspect: the wording of "),
            "{sheet} {key}: {check}"
        );
    }
}

/// The workbook, edited: 20 edits of all sorts.
fn edited(place: &Place) {
    let mut book = place.book();
    for [sheet, key, head, text] in WRITTEN.decided.iter().chain(&WRITTEN.beside) {
        book.set(sheet, key, head, text);
    }
    // A text added to a row, and one struck.
    let head = sector(&book, "PP-906");
    let there = book.get("Table 1", "PP-906", &head);
    book.set("Table 1", "PP-906", &head, &format!("{there}, Res.11"));
    book.set("Table 1", "PP-907", &head, "");
    // A row, a column, a sheet's worth of loose words, a finding that stays.
    book.add_row(
        "Table 1",
        &[("Subject area", "Birds"), (&head, "Res. 199, Res. 2")],
    );
    let column = book.add_column("Table 1", "Our view");
    book.set_at("Table 1", "PP-904", column, "agreed with the bell ringers");
    let (rows, note) = (book.text("Evidence").lines().count(), "who looked this up?");
    book.write("Evidence", rows + 2, 1, note);
    let finding = first_finding(&book);
    book.set("Findings", &finding, "Decision", "keep");
    book.set("Findings", &finding, "Remark", "as in the original");
    book.save(&place.path("out/mapping.xlsx"));
}

/// The head of the column in which the Sector's texts of a row stand.
fn sector(book: &Book, row: &str) -> String {
    let heads = book.text("Table 1");
    let heads = heads.lines().find(|l| l.contains("Decision")).unwrap();
    let is_own = |head: &&str| head.starts_with("WTSA");
    let head = heads.split(" | ").find(is_own).unwrap().to_owned();
    assert!(!book.get("Table 1", row, &head).is_empty());
    head
}

fn first_finding(book: &Book) -> String {
    book.keys("Findings").into_iter().next().expect("a finding")
}

fn assert_kept(book: &Book) {
    assert_written(book, &WRITTEN.beside);
    let head = sector(book, "PP-906");
    assert!(book.get("Table 1", "PP-906", &head).contains("Res.11"));
    assert_eq!(book.get("Table 1", "PP-907", &head), "");
    assert_eq!(
        book.get("Table 1", "PP-904", "Our view"),
        "agreed with the bell ringers"
    );
    assert!(book.text("Table 1").contains("Birds"));
    assert!(book.text("Kept").contains("who looked this up?"));
}

#[test]
fn every_edit_is_kept_through_runs_over_changed_texts_and_five_become_suspect() {
    let place = Place::new();
    place.map().success();
    edited(&place);
    // Found beside the output; what cannot be read is named with its cell, and kept.
    let unread = contains("\"supress\" is no decision").and(contains("Cells!H"));
    place.map().code(2).stderr(unread);
    assert_kept(&place.book());
    assert!(place.path("out/mapping.edited.xlsx").is_file());
    assert!(place.decisions().iter().all(|d| d["suspect"].is_null()));
    // Five decisions rest on these two: those of a row, a text and a candidate, of a text that goes into a row, and the
    // text that was added to it.
    write_texts(&place.path("texts"), &["WTSA-121", "PP-906"]);
    place.map().code(2).stderr(contains("5 suspect"));
    let book = place.book();
    assert_kept(&book);
    assert_suspect(&book, &RESTING);
    assert_eq!(book.get("Table 1", "PP-901", "Check"), "");
    // Who confirms one has it back; the others stay in doubt, whatever runs.
    let mut book = book;
    book.set("Cells", "PP-902 WTSA-121", "Check", "confirmed");
    book.save(&place.path("out/mapping.xlsx"));
    place.map().code(2).stderr(contains("4 suspect"));
    place.map().code(2).stderr(contains("4 suspect"));
    assert_kept(&place.book());
    assert_eq!(place.book().get("Cells", "PP-902 WTSA-121", "Check"), "");
}

/// Every form of a mapping reads back as the same mapping.
#[test]
fn all_six_forms_read_back_as_the_mapping_that_was_written() {
    let place = Place::new();
    place.run(&["map", "texts", "-o", "out"]).success();
    for form in ["docx", "xlsx", "html", "md", "json", "yaml"] {
        let file = format!("out/mapping.{form}");
        let compared = place.run(&["map", "texts", "--compare", &file, "--format", "json"]);
        compared
            .success()
            .stderr(contains("F1 1.000").and(contains(", 0 only here, 0 only there")));
    }
}

/// A folder with the workbook as the program wrote it, and as it was edited.
fn before_and_after() -> Place {
    let place = Place::new();
    place.map().success();
    std::fs::copy(place.path("out/mapping.xlsx"), place.path("before.xlsx")).unwrap();
    edited(&place);
    std::fs::copy(place.path("out/mapping.xlsx"), place.path("after.xlsx")).unwrap();
    place
}

#[test]
fn decisions_waive_findings_say_what_falls_and_are_compared() {
    let place = before_and_after();
    // `supress` cannot be read: exit code 2, and all else is done.
    let findings = |more: &[&str]| {
        let args = [&["audit", "texts", "--format", "json", "-q"], more].concat();
        let output = place.run(&args).get_output().stdout.clone();
        let list: Vec<serde_json::Value> = serde_json::from_slice(&output).unwrap();
        list
    };
    let kept = first_finding(&Book::open(&place.path("before.xlsx")));
    let has = |list: &[serde_json::Value]| list.iter().any(|f| f["fingerprint"] == kept.as_str());
    let (all, left) = (findings(&[]), findings(&["--decisions", "after.xlsx"]));
    assert!(has(&all) && !has(&left));
    assert_eq!(left.len() + 1, all.len());
    // WTSA-124 and WTSA-199 fall, WTSA-125 goes into PP-906.
    let impact = place.run(&["impact", "texts", "--decisions", "after.xlsx"]);
    impact.code(2).stdout(
        contains("WTSA-124")
            .and(contains("WTSA-199"))
            .and(contains("PP-906")),
    );
    let diff = place.run(&[
        "diff",
        "texts",
        "texts",
        "--decisions",
        "before.xlsx",
        "after.xlsx",
    ]);
    diff.code(2).stdout(
        contains("Decisions that changed")
            .and(contains("WTSA-124 in row PP-905"))
            .and(contains("Ж. Персона")),
    );
    // Nobody's workbook is taken for one.
    let none = place.run(&["audit", "texts", "--decisions", "texts/PP-901.txt"]);
    none.code(2).stderr(contains("texts/PP-901.txt"));
}

/// Of two made mappings too, from the workbooks and from the mappings themselves.
#[test]
fn decisions_of_made_mappings_are_compared() {
    let place = before_and_after();
    let made = |name: &str, workbook: &str| {
        let args = [
            "map",
            "texts",
            "-o",
            name,
            "--forms",
            "json",
            "--decisions",
            workbook,
        ];
        place.run(&args);
        format!("{name}/mapping.json")
    };
    let (old, new) = (made("was", "before.xlsx"), made("is", "after.xlsx"));
    for more in [&[][..], &["--decisions", "before.xlsx", "after.xlsx"]] {
        let diff = place.run(&[&["diff", &old, &new], more].concat());
        diff.stdout(contains("Decisions that changed").and(contains("WTSA-124 in row PP-905")));
    }
}
