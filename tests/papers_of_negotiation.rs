//! `resgraph compare`, `plan`, `impact` and `diff` as they are typed: what they write, and what they say to
//! input that does not fit.
#![allow(clippy::unwrap_used)]

#[path = "support/run.rs"]
mod run;

use predicates::prelude::*;
use predicates::str::contains;
use run::{json, resgraph};

const BASE: &str = "RESOLUTION 901 (Busan, 2014)\nOn trees\nThe Plenipotentiary Conference (Busan, 2014),\nconsidering\na)\tthat the court of the seat has room for one hundred oaks;\nb)\tthat Resolution 902 (Busan, 2014) of the Plenipotentiary Conference asks for shade in summer;\nc)\tthat gardeners of the regions offer seedlings without charge,\nresolves\n1\tto plant one oak a year in the court of each regional office;\n2\tto publish an atlas of the mushrooms of the cellars, as in resolves 1 above,\ninstructs the Secretary-General\nto report to the Council each year on the number of trees.\n";

const CLEAN: &str = "RESOLUTION 901 (Rev. Dubai, 2018)\nOn trees\nThe Plenipotentiary Conference (Dubai, 2018),\nconsidering\na)\tthat gardeners of the regions offer seedlings without charge;\nb)\tthat the court of the seat has room for two hundred oaks,\nresolves\n1\tto keep bees on the roofs of the seat for the good of the trees;\n2\tto plant one oak a year in the court of each regional office;\n3\tto publish an atlas of the mushrooms of the cellars, as in resolves 1 above,\ninstructs the Secretary-General\nto report to the Council each year on the number of trees.\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

/// A proposal without marks shows what it moves, adds, drops and leaves dangling.
#[test]
fn a_clean_proposal_is_held_against_its_base() {
    let dir = folder(&[("base.txt", BASE), ("p.txt", CLEAN)]);
    let run = resgraph(
        dir.path(),
        &["compare", "base.txt", "p.txt", "--format", "json", "-q"],
    )
    .success();
    let found = json(&run);
    let counts = &found["columns"][0]["counts"];
    // The bees are new; of the two clauses that changed places one has moved past the other.
    assert_eq!(counts["add"].as_u64(), Some(1), "{counts}");
    assert_eq!(counts["moved"].as_u64(), Some(1), "{counts}");
    let citations = found["citations"].as_array().unwrap();
    assert!(
        citations
            .iter()
            .any(|c| c["id"] == "PP-902" && c["kind"] == "dropped")
    );
    let dangling = &found["dangling"][0];
    assert_eq!(
        (dangling["reference"].as_str(), dangling["line"].as_u64()),
        (Some("resolves 1"), Some(10))
    );
}

/// Proposals that do not belong together, and columns without text, are named; the rest is done.
#[test]
fn what_does_not_fit_is_named() {
    let other = BASE.replace("901", "777");
    let dir = folder(&[("base.txt", BASE), ("other.txt", &other), ("empty.txt", "")]);
    resgraph(
        dir.path(),
        &["compare", "base.txt", "other.txt", "empty.txt", "-q"],
    )
    .success()
    .stderr(
        contains("other.txt:1:")
            .and(contains("different texts"))
            .and(contains("empty.txt” holds no text")),
    );
    resgraph(dir.path(), &["compare", "base.txt"])
        .code(2)
        .stderr(contains("a single text without marked changes"));
    resgraph(dir.path(), &["compare", "no.txt"])
        .code(2)
        .stderr(contains("no.txt"));
}

/// A table whose columns change in mid-document goes on under the names.
#[test]
fn columns_may_change_in_mid_table() {
    let table = "\tProposal 1 (MOD) (ONE)\n\tProposal 2 (MOD) (TWO)\n\n\tconsidering\na)\tthat the court has room for one hundred oaks;\n\tconsidering\na)\tthat the court has room for one hundred oaks;\n\n\tProposal 2 (MOD) (TWO)\n\tProposal 1 (MOD) (ONE)\n\n\tresolves\nto plant one oak a year in the court of the seat and water it,\n\tresolves\nto plant one oak a year in the court of the seat,\n";
    let dir = folder(&[("t.txt", table)]);
    let run = resgraph(dir.path(), &["compare", "t.txt", "--format", "json"])
        .success()
        .stderr(contains("t.txt:9: the columns change here"));
    let found = json(&run);
    let section = found["sections"]
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["heading"] == "resolves")
        .unwrap();
    let actions: Vec<&str> = section["rows"][0]["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["keep", "modify"]);
}

/// The skeleton of a plan says who acts and who is reported to, with the provision.
#[test]
fn a_plan_is_made_from_the_texts() {
    let dir = folder(&[("base.txt", BASE)]);
    let found =
        json(&resgraph(dir.path(), &["plan", "base.txt", "--format", "json", "-q"]).success());
    let marks = &found["matrix"][0]["marks"];
    assert_eq!(marks["gensec_action"]["text"], "SecGen");
    assert_eq!(
        marks["council_report"]["provisions"][0]["line"].as_u64(),
        Some(12)
    );
    assert!(
        found["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|i| i["milestone"] == "each year")
    );
    resgraph(dir.path(), &["plan", "base.txt", "--compare"])
        .code(2)
        .stderr(contains("no action plan among the inputs"));
}

/// What falls with a text, and an id that nothing names.
#[test]
fn impact_names_what_would_dangle() {
    let dir = folder(&[("base.txt", BASE)]);
    resgraph(dir.path(), &["impact", "PP-902", "base.txt", "-q"])
        .success()
        .stdout(
            contains("PP-901")
                .and(contains("base.txt:6"))
                .and(contains("its text is not at hand")),
        );
    resgraph(dir.path(), &["impact", "PP-999", "base.txt"])
        .code(2)
        .stderr(contains("PP-999"));
    resgraph(dir.path(), &["impact", "base.txt"])
        .code(2)
        .stderr(contains("name the works that fall"));
}

/// Two states of one text.
#[test]
fn diff_tells_what_changed() {
    let dir = folder(&[("old.txt", BASE), ("new.txt", CLEAN)]);
    resgraph(dir.path(), &["diff", "old.txt", "new.txt"])
        .success()
        .stdout(
            contains("Works revised (1)")
                .and(contains("Citations dropped (1)"))
                .and(contains("PP-902")),
        );
    resgraph(dir.path(), &["diff", "old.txt", "old.txt"])
        .success()
        .stdout(contains("Nothing changed"));
}

/// Where the sides of a change run together in the head, the base has the earlier edition, whole.
#[test]
fn the_base_of_a_flattened_table_names_its_own_edition() {
    let head = |edition: &str, opening: &str| {
        format!(
            "\tRESOLUTION 9 ({edition})\nTrees of the villages\nThe Plenipotentiary Conference ({opening}),\n"
        )
    };
    let body =
        "\tresolves\na)\tthat trees be planted beside each school;\nbc)\tthat they be watered,\n";
    for (one, other) in [
        ("Busan, 2014Dubai, 2018", "Busan, 2014Dubai, 2018"),
        ("Busan, 2014Dubai, 2018", "BusanDubai, 20142018"),
        ("BusanDubai, 20142018", "DubaiBusan, 20184"),
        ("Dubai, 2018Busan, 2014", "BUSANDUBAI, 20184"),
    ] {
        let heads = head(&format!("Rev. {one}"), one) + &head(&format!("REV. {other}"), other);
        let table =
            format!("\tProposal 1 (MOD) (ONE)\n\tProposal 2 (MOD) (TWO)\n\n{heads}\n{body}{body}");
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("table.txt"), table).expect("written");
        let page = resgraph(dir.path(), &["compare", "table.txt", "-q"]);
        let page = String::from_utf8(page.get_output().stdout.clone()).expect("UTF-8");
        let upper = page.to_uppercase();
        for base in [
            "| RESOLUTION 9 (REV. BUSAN, 2014) |",
            "| THE PLENIPOTENTIARY CONFERENCE (BUSAN, 2014), |",
        ] {
            assert!(upper.contains(base), "{one} {other}: {page}");
        }
    }
}
