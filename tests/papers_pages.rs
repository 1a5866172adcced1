//! Papers are short: how many pages LibreOffice makes of them. Skipped, with a line, where it is not installed.
#![allow(clippy::unwrap_used)]

mod support;

use assert_cmd::Command;
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
