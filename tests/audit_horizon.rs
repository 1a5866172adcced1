//! What the audit says of how far anything is known: in every form of its findings, also where nothing was found.

mod support;

use predicates::str::contains;
use support::run::resgraph;

const TEXT: &str = "RESOLUTION 71 (Rev. Dubai, 2018)\n\nThe Plenipotentiary Conference of the International \
Telecommunication Union (Dubai, 2018),\n\nnoting\n\na)\tCouncil Resolution 1333 (Rev. 2010);\n\nb)\tResolution 91 (Rev. \
Guadalajara, 2010) of the Plenipotentiary Conference;\n\nc)\tResolution 21 (Rev. Dubai, 2018) of the Plenipotentiary \
Conference;\n\nresolves\n\nto go on planting trees.\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), TEXT).expect("written");
    folder
}

#[test]
fn nothing_found_is_no_all_clear_in_any_form() {
    let folder = folder();
    // Lists for machines have no head: it is said beside them.
    for (form, empty) in [("json", "[]"), ("jsonl", ""), ("csv", "severity")] {
        let ran = resgraph(folder.path(), &["audit", "a.txt", "--format", form]).success();
        ran.stdout(predicates::str::starts_with(empty))
            .stderr(contains("met since"))
            .stderr(contains("Not known to be in force still: PP-21"));
    }
    for form in ["table", "sarif", "markdown", "html"] {
        let ran = resgraph(folder.path(), &["audit", "a.txt", "-q", "--format", form]).success();
        ran.stdout(contains("PP-22")).stdout(contains("WTSA-24"));
    }
}

#[test]
fn a_paper_begins_with_how_far_anything_is_known() {
    let folder = folder();
    let stale = TEXT.replace("21 (Rev. Dubai, 2018)", "25 (Rev. Busan, 2014)");
    std::fs::write(folder.path().join("b.txt"), stale).expect("written");
    resgraph(
        folder.path(),
        &["audit", "a.txt", "b.txt", "-o", "f.md", "-q"],
    )
    .code(1);
    let paper = std::fs::read_to_string(folder.path().join("f.md")).expect("a paper");
    let at = |words: &str| {
        paper
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {paper}"))
    };
    assert!(at("Known in full to") < at("Not known to be in force still"));
    assert!(at("Not known to be in force still") < at("Findings by sort"));
}

#[test]
fn an_edition_is_later_only_than_one_that_is_known() {
    let folder = folder();
    for as_of in ["WTSA-20", "PP-18", "C21"] {
        let args = ["audit", "a.txt", "-q", "--as-of", as_of];
        let ran = resgraph(folder.path(), &args).success();
        let said = String::from_utf8_lossy(&ran.get_output().stdout).into_owned();
        assert!(!said.contains("known of )"), "{said}");
        let later = said
            .lines()
            .find(|line| line.starts_with("Cited in an edition later"));
        assert!(
            !later.is_some_and(|line| line.contains("COUNCIL-1333")),
            "{said}"
        );
    }
}
