//! Texts whose heading prints both sides of a tracked change: advice that fits.

use super::audit;
use resgraph::audit::Code;

/// A text with two lists of one address, each citing its own edition, under `heading`.
fn text(heading: &str) -> String {
    format!(
        "{heading}\nBridges of the villages\n\
         The Plenipotentiary Conference of the International Telecommunication Union,\n\
         resolves\n\
         1 to build a bridge over each river, as Resolution 123 (Rev. Busan, 2014) asks;\n\
         2 to paint each of them once a year,\n\
         instructs the Secretary-General\n\
         to count the rivers of all villages, and to tell the Council each year how many there are,\n\
         resolves\n\
         1 to build a bridge over each river and lake, as Resolution 123 (Rev. Dubai, 2018) asks;\n\
         2 to paint each of them twice a year\n"
    )
}

fn advice(heading: &str, code: Code) -> String {
    let found = audit(&[("a.txt", &text(heading))], &[code]);
    assert_eq!(found.len(), 1, "{heading}: {found:?}");
    found[0].advice.clone()
}

#[test]
fn what_may_be_of_either_side_is_decided_with_the_change() {
    for code in [Code::DuplicateLabel, Code::MixedEditions] {
        let usual = code.about().advice;
        assert_eq!(advice("RESOLUTION 901 (REV. DUBAI, 2018)", code), usual);
        for heading in [
            "RESOLUTION 901 (REV. BUSAN, 2014DUBAI, 2018)",
            "RESOLUTION 901 (REV. BUSANDUBAI, 20148)",
            "RESOLUTION 901 (REV. DUBAIBUSAN, 20184)",
        ] {
            let advice = advice(heading, code);
            assert!(
                advice.starts_with("Accept or reject the change"),
                "{advice}"
            );
            let found = audit(&[("a.txt", &text(heading))], &[code]);
            let both = "prints Rev. Busan, 2014 and Rev. Dubai, 2018";
            assert!(found[0].message.contains(both), "{}", found[0].message);
        }
    }
}

/// Where the document marks its changes, the struck side does not count, and what is left is a fault.
#[test]
fn marked_changes_have_the_usual_advice() {
    let text = text("RESOLUTION 901 (REV. <del>BUSAN, 2014</del><ins>DUBAI, 2018</ins>)");
    let lines: String = text.lines().map(|l| format!("<p>{l}</p>")).collect();
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.html"), lines).expect("written");
    let output = assert_cmd::Command::cargo_bin("resgraph")
        .expect("built")
        .current_dir(folder.path())
        .args(["audit", "-q", "a.html", "--only", "mixed-editions"])
        .args(["--format", "jsonl"])
        .output()
        .expect("runs");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one finding");
    assert_eq!(found["advice"], Code::MixedEditions.about().advice);
}
