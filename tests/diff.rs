//! What changed between two folders of texts, and between two mappings made of them.

#[path = "support/later.rs"]
mod later;
mod support;

use later::resgraph;
use serde_json::Value;
use std::path::Path;

const UNION: &str = "The Plenipotentiary Conference of the International Telecommunication Union";

/// Two folders: in the new one a text is revised, one is new, one is gone without a word, one is abrogated.
fn folders() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    let text = |number: &str, edition: &str, rest: &str| {
        let place = edition.trim_start_matches("Rev. ");
        let heading = edition.to_uppercase();
        format!(
            "RESOLUTION {number} ({heading})\nTrees of sort {number}\n{UNION} ({place}),\n{rest}"
        )
    };
    let old = "recalling\na) Resolution 71 (Rev. Busan, 2014),\nresolves\n1 to plant trees beside each road;\n2 to water them in dry summers;\n3 to count them.\n";
    let new = "recalling\na) Resolution 71 (Rev. Dubai, 2018),\nresolves\n1 to plant trees beside each road and each canal;\n2 to water them in dry summers;\n3 to cut them once a year, as Resolution 25 (Rev. Dubai, 2018) asks.\n";
    let gone = "recalling\na) Resolution 123 (Rev. Busan, 2014),\nresolves\n1 to stay.\n";
    let clears = "recalling\na) Resolution 123 (Rev. Dubai, 2018),\nresolves\n1 to abrogate Resolution 403 (Busan, 2014).\n";
    write("old/401.txt", text("401", "Busan, 2014", old));
    write("new/401.txt", text("401", "Rev. Dubai, 2018", new));
    for side in ["old", "new"] {
        write(
            &format!("{side}/403.txt"),
            text("403", "Busan, 2014", "resolves\n1 to sweep.\n"),
        );
    }
    write("old/402.txt", text("402", "Busan, 2014", gone));
    write("new/404.txt", text("404", "Dubai, 2018", clears));
    folder
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let (out, said, code) = resgraph(folder, args);
    assert_eq!(code, Some(0), "{said}");
    serde_json::from_str(&out).expect("JSON")
}

fn ids(list: &Value, key: &str) -> Vec<String> {
    let list = list.as_array().expect("a list").iter();
    list.map(|v| v[key].as_str().expect("an id").to_owned())
        .collect()
}

#[test]
fn editions_are_held_against_each_other_clause_by_clause_and_a_missing_file_is_no_suppression() {
    let folder = folders();
    let found = json(folder.path(), &["diff", "old", "new", "--format", "json"]);
    assert_eq!(ids(&found["added"], "id"), ["PP-404"]);
    assert_eq!(ids(&found["revised"], "id"), ["PP-401"]);
    assert_eq!(ids(&found["suppressed"], "id"), ["PP-403"]);
    assert_eq!(ids(&found["without_text"], "id"), ["PP-402"]);
    let wording = &found["wording"][0];
    assert_eq!(wording["id"], "PP-401");
    assert_eq!(
        wording["reworded"],
        serde_json::json!(["recalling a)", "resolves 1"])
    );
    assert_eq!(wording["added"], serde_json::json!(["resolves 3"]));
    assert_eq!(wording["removed"], serde_json::json!(["resolves 3"]));
    let clause = wording["clauses"].as_array().expect("clauses").iter();
    let clause = clause
        .filter(|c| c["provision"] == "resolves 1")
        .collect::<Vec<_>>();
    assert_eq!(clause[0]["old"], "to plant trees beside each road;");
    assert_eq!(
        clause[0]["new"],
        "to plant trees beside each road and each canal;"
    );
    // The citations of texts that only one side has are told, with the reason.
    assert_eq!(
        ids(&found["citations_added"], "to"),
        ["PP-25", "PP-123", "PP-403"]
    );
    assert_eq!(found["citations_added"][1]["because"], "the text is new");
    assert_eq!(ids(&found["citations_dropped"], "to"), ["PP-123"]);
    assert_eq!(
        found["citations_dropped"][0]["because"],
        "the text is not among the new files"
    );
    assert_eq!(ids(&found["citations_updated"], "to"), ["PP-71"]);
    assert!(found["horizon"].as_array().is_some_and(|h| !h.is_empty()));
    let same = json(folder.path(), &["diff", "new", "new", "--format", "json"]);
    assert_eq!(same["wording"], serde_json::json!([]));
    let (paper, ..) = resgraph(folder.path(), &["diff", "new", "new"]);
    assert!(paper.contains("Nothing changed."), "{paper}");
}

#[test]
fn made_mappings_are_compared_with_the_editions_of_their_cells() {
    let folder = folders();
    let at = folder.path();
    for side in ["old", "new"] {
        let out = format!("m/{side}");
        let map = ["map", side, "-o", &out, "--forms", "json,yaml"];
        let (_, said, code) = resgraph(at, &map);
        assert_eq!(code, Some(0), "{said}");
    }
    let diff = |old: &str, new: &str| {
        let [old, new] = [old, new].map(|side| format!("m/{side}"));
        json(at, &["diff", &old, &new, "--format", "json"])
    };
    let found = diff("old/mapping.json", "new/mapping.json");
    let cells = found["cells"].to_string();
    assert!(
        cells.contains("PP-401: Busan, 2014 → Rev. Dubai, 2018"),
        "{cells}"
    );
    assert_eq!(found["added"], serde_json::json!([]));
    let yaml = diff("old/mapping.yaml", "new/mapping.yaml");
    assert_eq!(yaml, found);
    let same = diff("new/mapping.json", "new/mapping.yaml");
    assert_eq!(same["cells"], serde_json::json!([]));
    let (_, said, code) = resgraph(at, &["diff", "m/old/mapping.json", "new"]);
    assert!(
        code == Some(2) && said.contains("another one only"),
        "{said}"
    );
}
