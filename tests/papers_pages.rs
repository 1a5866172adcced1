//! Papers are short: how many pages LibreOffice makes of them. Skipped, with a line, where it is not installed.
#![allow(clippy::unwrap_used)]

mod support;

use assert_cmd::Command;
use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::mapping::{Mapper, Options};
use resgraph::report::{FactSheet, fact_sheet, markdown, word};
use std::path::Path;
use support::{corpus, office};

fn made(folder: &Path, args: &[&str]) {
    let run = Command::cargo_bin("resgraph")
        .unwrap()
        .current_dir(folder)
        .args(args)
        .arg("-q")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{args:?}: {said}");
}

fn at_most(file: &Path, most: usize) {
    if let Some(pages) = office::pages(file) {
        eprintln!("{}: {pages} pages", file.display());
        assert!(pages <= most, "{}: {pages} pages", file.display());
    }
}

#[test]
fn the_mapping_of_the_built_in_index_is_a_paper_to_hand_out() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path(), &["map", "-o", "out", "--forms", "docx"]);
    at_most(&folder.path().join("out/mapping.docx"), 15);
}

#[test]
fn the_mapping_of_real_texts_is_short_with_and_without_its_evidence() {
    let Some(corpus) = corpus() else { return };
    let folder = tempfile::tempdir().unwrap();
    let texts = ["pp-18", "wtsa-16", "tsag"].map(|name| format!("{}/{name}", corpus.display()));
    let texts = texts.iter().map(String::as_str);
    made(
        folder.path(),
        &["index"]
            .into_iter()
            .chain(texts)
            .chain(["-o", "all.json"])
            .collect::<Vec<_>>(),
    );
    for (out, more, most) in [
        ("out", &[][..], 15),
        ("annex", &["--annex", "evidence"][..], 40),
    ] {
        made(
            folder.path(),
            &[&["map", "all.json", "-o", out, "--forms", "docx"], more].concat(),
        );
        at_most(&folder.path().join(out).join("mapping.docx"), most);
    }
}

#[test]
fn four_proposals_side_by_side_are_at_most_thirty_pages() {
    let Some(corpus) = corpus() else { return };
    let folder = tempfile::tempdir().unwrap();
    let table = format!("{}/wtsa-20/res-44-side-by-side.txt", corpus.display());
    made(folder.path(), &["compare", &table, "-o", "out"]);
    at_most(&folder.path().join("out/side-by-side.docx"), 30);
}

#[test]
fn a_fact_sheet_is_one_page() {
    let Some(corpus) = corpus() else { return };
    let knowledge = Knowledge::builtin().unwrap();
    let paths = ["pp-18", "wtsa-16", "tsag"].map(|name| corpus.join(name));
    let corpus = Corpus::load(&knowledge, &paths, &LoadOptions::default(), &|_, _| ()).unwrap();
    let mapping = Mapper::new(&corpus, &knowledge, Options::default()).mapping();
    let settings = Settings::default();
    let day: Day = "2026-11-27".parse().unwrap();
    let audit = Audit::new(&corpus, &knowledge, &settings);
    let findings = audit.run(Code::ALL, None, day).findings;
    let folder = tempfile::tempdir().unwrap();
    // Short and long ones, of both bodies; those that most texts cite, and one that none does.
    for id in [
        "WTSA-44", "WTSA-1", "WTSA-2", "WTSA-68", "WTSA-90", "PP-25", "PP-71", "PP-123", "PP-131",
        "PP-139",
    ] {
        let sheet = fact_sheet(
            &id.parse().unwrap(),
            FactSheet {
                index: &corpus.index,
                mapping: &mapping,
                findings: &findings,
                decisions: &Default::default(),
                addressees: &knowledge.addressees,
            },
        );
        let page = markdown(&sheet);
        assert!(!page.contains("So at"), "{page}");
        if id == "WTSA-44" {
            assert!(page.contains("In PP-123, WTSA-34:"), "{page}");
        }
        let file = folder.path().join(format!("{id}.docx"));
        std::fs::write(&file, word(&sheet).unwrap()).unwrap();
        at_most(&file, 1);
    }
}
