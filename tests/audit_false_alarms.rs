//! What looks like a fault and is none: each text was written for these tests, and has no finding of the code.

use assert_cmd::Command;
use serde_json::Value;

const OPENING: &str =
    "The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),";

/// The severities of the findings of `code` in two texts of one conference.
fn severities(code: &str, first: &str, second: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, number, title, body) in [
        ("a.txt", 98, "Youth in the villages", first),
        ("b.txt", 99, "Gender in the villages", second),
    ] {
        let text = format!("RESOLUTION {number} (REV. DUBAI, 2018)\n{title}\n{OPENING}\n{body}\n");
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let output = Command::cargo_bin("resgraph")
        .expect("built")
        .current_dir(folder.path())
        .args(["audit", "-q", ".", "--only", code, "--format", "jsonl"])
        .output()
        .expect("runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("one object a line"))
        .map(|f| f["severity"].as_str().unwrap_or("").to_owned())
        .collect()
}

/// The one body has one finding of the code, the other one none.
#[track_caller]
fn assert_only(code: &str, severity: &str, wrong: &str, right: &str) {
    assert_eq!(severities(code, wrong, ""), [severity]);
    assert!(severities(code, right, "").is_empty());
}

#[test]
fn a_text_may_say_that_another_is_suppressed() {
    assert_only(
        "suppressed-target",
        "error",
        "resolves\nto act on Resolution 72 (Rev. Busan, 2014) without delay",
        "resolves\nto note that Resolution 72 (Rev. Busan, 2014) is abrogated",
    );
}

#[test]
fn a_recital_may_tell_of_an_older_edition() {
    let code = "stale-edition";
    let named =
        "recalling\na) Resolution 123 (Rev. Busan, 2014), on standards,\nresolves\nto go on";
    assert_eq!(severities(code, named, ""), ["warning"]);
    let told = "recalling\na) that no money was given when Resolution 123 (Rev. Busan, 2014) was adopted,\nresolves\nto go on";
    assert_eq!(severities(code, told, ""), ["note"]);
}

#[test]
fn formulas_lead_ins_and_own_subjects_are_no_repetition() {
    let code = "repeated-provision";
    let repeated = "resolves\nto plant a tree beside every school before the end of each summer";
    // Both texts are of the parent body: no question of the Sectors, and a note only.
    assert_eq!(severities(code, repeated, repeated), ["note"]);
    for same in [
        "resolves\nto report every year to the Council on the implementation of this resolution",
        "resolves\n1 to submit the results of these activities to the Council for its consideration",
        "resolves\nto work together with the Director in the following matters, in order to:\n1 help",
    ] {
        assert!(severities(code, same, same).is_empty(), "{same}");
    }
    let of = |subject: &str| {
        format!(
            "resolves\nto report to the next conference on the place of {subject} in the work of all offices"
        )
    };
    assert!(severities(code, &of("youth"), &of("gender")).is_empty());
}

#[test]
fn reasons_that_texts_of_one_body_share_are_no_repetition() {
    let code = "repeated-provision";
    let reasons = "considering\na) that every school in the villages of the region has asked for more trees than last year and for a gardener,\nresolves\nto go on";
    assert!(severities(code, reasons, reasons).is_empty());
}

#[test]
fn a_temporary_number_beside_the_final_one_is_told() {
    assert_only(
        "temporary-number",
        "warning",
        "resolves\nto act on Resolution 84[COM3-1] (Buenos Aires, 2017) of WTDC",
        "resolves\nto act on Resolution 84 (Buenos Aires, 2017) of WTDC [see document 12]",
    );
}
