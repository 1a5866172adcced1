//! A later assembly is learnt from the user's own files: what the other commands say before it and after it.

#[path = "support/later.rs"]
mod later;
mod support;

use later::{DRAFT, resgraph};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The texts and the table of texts in force in `later`, a draft that cites them.
fn corpus() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::create_dir(at.join("later")).expect("made");
    std::fs::write(at.join("later/assembly.docx"), later::texts_in_word()).expect("written");
    std::fs::write(at.join("later/in-force.docx"), later::table_in_word()).expect("written");
    std::fs::write(at.join("draft.txt"), DRAFT).expect("written");
    folder
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let (out, said, _) = resgraph(folder, args);
    serde_json::from_str(&out).unwrap_or_else(|e| panic!("{args:?}: {e}: {out:.200} {said}"))
}

/// The code and the last work of each finding.
fn findings(folder: &Path, more: &[&str]) -> Vec<(String, String)> {
    let only = "stale-edition,suppressed-target,unknown-target";
    let args = ["audit", "draft.txt", "--only", only, "--format", "json"];
    let found = json(folder, &[&args, more].concat());
    let found = found.as_array().expect("a list").iter();
    let told = found.map(|f| {
        let id = f["ids"].as_array().expect("ids").last().expect("an id");
        let text = |v: &Value| v.as_str().expect("a text").to_owned();
        (text(&f["code"]), text(id))
    });
    told.collect()
}

/// What a command's JSON says of how far the assembly is known.
fn horizon(answer: &Value) -> Value {
    let bodies = answer["horizon"]
        .as_array()
        .expect("how far each body is known");
    let of_it = bodies.iter().find(|h| h["body"] == "WTSA");
    of_it.expect("that of the assembly").clone()
}

/// The commands whose answer is one object.
const COMMANDS: [&[&str]; 5] = [
    &["map", "draft.txt", "--format", "json"],
    &["impact", "WTSA-45", "draft.txt", "--format", "json"],
    &["plan", "draft.txt", "--format", "json"],
    &["diff", "draft.txt", "draft.txt", "--format", "json"],
    &["index", "draft.txt"],
];

/// Each command says that it is not as of the new assembly.
fn assert_before_learning(at: &Path) {
    let (audit, ..) = resgraph(at, &["audit", "draft.txt"]);
    assert!(
        audit.contains("met since, texts not known here: WTSA-20, WTSA-24"),
        "{audit}"
    );
    assert!(
        audit.contains("Not known to be in force still: WTSA-11, WTSA-44, WTSA-45"),
        "{audit}"
    );
    for command in COMMANDS {
        let known = horizon(&json(at, command));
        assert_eq!(
            known["met_since"],
            serde_json::json!(["WTSA-20", "WTSA-24"]),
            "{command:?}"
        );
    }
    let impact = json(at, COMMANDS[1]);
    assert_eq!(
        impact["ids"][0]["met_since"],
        serde_json::json!(["WTSA-20", "WTSA-24"])
    );
}

/// What is learnt of the new assembly is told.
fn assert_learns(at: &Path) {
    let (said, ..) = resgraph(at, &["learn", "later", "-o", "k"]);
    assert!(
        said.contains("new: WTSA-107 Forests beside antennas (New Delhi, 2024)"),
        "{said}"
    );
    for id in ["WTSA-44", "WTSA-55", "WTSA-61"] {
        assert!(said.contains(&format!("new edition: {id} ")), "{said}");
    }
    assert!(said.contains("suppressed: WTSA-45 by WTSA-24"), "{said}");
    assert!(
        !said.contains("suppressed: WTSA-1 "),
        "ten texts are not all: {said}"
    );
}

/// Each command says that it is as of the new assembly.
fn assert_after_learning(at: &Path) {
    for command in COMMANDS {
        let answer = json(at, command);
        let known = horizon(&answer);
        assert_eq!(known["part"][0]["conference"], "WTSA-24", "{command:?}");
        assert_eq!(
            known["met_since"],
            serde_json::json!(["WTSA-20"]),
            "{command:?}"
        );
    }
    assert_eq!(json(at, COMMANDS[1])["ids"][0]["suppressed"], "WTSA-24");
    let mapping = json(at, COMMANDS[0]).to_string();
    assert!(
        mapping.contains("\"edition\":\"Rev. New Delhi, 2024\""),
        "{mapping}"
    );
}

#[test]
fn before_learning_each_command_says_that_it_is_not_as_of_the_new_assembly_and_after_it_that_it_is()
{
    let folder = corpus();
    let at = folder.path();
    assert_eq!(findings(at, &[]), []);
    assert_before_learning(at);
    assert_learns(at);
    // Given on the command line, or named beside the texts.
    let expected = [
        ("stale-edition".to_owned(), "WTSA-44".to_owned()),
        ("suppressed-target".to_owned(), "WTSA-45".to_owned()),
    ];
    assert_eq!(findings(at, &["--mappings", "k"]), expected);
    std::fs::write(at.join("resgraph.yaml"), "mappings: [k]\n").expect("written");
    assert_eq!(findings(at, &[]), expected);
    assert_after_learning(at);
    // What was asked as of an earlier day knows nothing of it.
    assert_eq!(findings(at, &["--as-of", "WTSA-16"]), []);
    let impact = json(at, &[COMMANDS[1], &["--as-of", "WTSA-16"][..]].concat());
    assert!(
        impact["as_of"]
            .as_str()
            .is_some_and(|d| d.starts_with("WTSA-16 (2016-")),
        "{impact}"
    );
    assert_eq!(impact["ids"][0]["suppressed"], Value::Null);
}

#[test]
fn the_settings_beside_the_texts_count_for_every_command() {
    let folder = corpus();
    let at = folder.path();
    resgraph(at, &["learn", "later", "-o", "k", "-q"]);
    std::fs::write(at.join("resgraph.yaml"), "mappings: [k]\n").expect("written");
    let draft = DRAFT.lines().map(|l| support::p(&support::r(l)));
    let draft = support::Docx::new(&draft.collect::<String>()).bytes();
    std::fs::write(at.join("draft.docx"), draft).expect("written");
    let commands: [&[&str]; 14] = [
        &["annotate", "draft.docx", "-o", "out/a.docx"],
        &["amend", "draft.docx", "-o", "out", "--editions"],
        &["audit", "draft.txt"],
        &["cite", "draft.txt"],
        &["compare", "draft.docx", "draft.txt"],
        &["diff", "draft.txt", "draft.docx"],
        &["explore", "draft.txt"],
        &["export", "draft.txt", "-o", "out/tables"],
        &["graph", "draft.txt"],
        &["index", "draft.txt"],
        &["map", "draft.txt"],
        &["plan", "draft.txt"],
        &["query", "history", "WTSA-44", "draft.txt"],
        &["sheet", "WTSA-44", "draft.txt"],
    ];
    for command in commands {
        let (out, said, _) = resgraph(at, command);
        assert!(
            format!("{out}{said}").contains("WTSA-24 ("),
            "{command:?}: {out:.400} {said}"
        );
    }
    let (said, ..) = resgraph(at, &["learn", "later", "-o", "other"]);
    assert!(
        said.contains("0 new, 0 with a new edition, 0 suppressed"),
        "it is known: {said}"
    );
    // A folder that holds no knowledge is an error in each of them.
    std::fs::write(at.join("resgraph.yaml"), "mappings: [nowhere]\n").expect("written");
    for command in commands {
        let (_, said, code) = resgraph(at, command);
        assert!(
            code == Some(2) && said.contains("nowhere"),
            "{command:?}: {said}"
        );
    }
}

#[test]
fn learning_twice_changes_nothing_and_what_was_edited_stays() {
    let folder = corpus();
    let at = folder.path();
    let files = || -> BTreeMap<String, String> {
        let parts = ["texts/WTSA.yaml", "citations/WTSA.json"];
        let read = |name: &str| std::fs::read_to_string(at.join("k").join(name)).expect("written");
        parts
            .into_iter()
            .map(|name| (name.to_owned(), read(name)))
            .collect()
    };
    resgraph(at, &["learn", "later", "-o", "k"]);
    let first = files();
    let (said, ..) = resgraph(at, &["learn", "later", "-o", "k"]);
    assert_eq!(files(), first);
    assert!(
        said.contains("0 new, 0 with a new edition, 0 suppressed"),
        "{said}"
    );
    // A title put right by hand.
    let edited = first["texts/WTSA.yaml"].replace("Women who plant trees", "Women plant trees");
    std::fs::write(
        at.join("k/texts/WTSA.yaml"),
        format!("# Seen by me.\n{edited}"),
    )
    .expect("written");
    let (said, ..) = resgraph(at, &["learn", "later", "-o", "k"]);
    assert!(
        said.contains("CONTRADICTION, not taken: WTSA-55 \"Women who plant trees\""),
        "{said}"
    );
    let now = &files()["texts/WTSA.yaml"];
    assert!(
        now.starts_with("# Seen by me.\n") && now.contains("Women plant trees"),
        "{now}"
    );
    // Another file adds to it, and says another thing of one text.
    let more = "Resolution;Title;Edition\n108;Ferns;New Delhi, 2024\n107;Woods;New Delhi, 2024\n";
    std::fs::write(at.join("wtsa-more.csv"), more).expect("written");
    let (said, ..) = resgraph(at, &["learn", "wtsa-more.csv", "-o", "k"]);
    assert!(
        said.contains("new: WTSA-108 Ferns (New Delhi, 2024)"),
        "{said}"
    );
    assert!(
        said.contains("CONTRADICTION, not taken: WTSA-107 \"Woods\" is known as"),
        "{said}"
    );
    let now = &files()["texts/WTSA.yaml"];
    assert!(
        now.contains("WTSA-61") && now.contains("WTSA-108") && now.contains("# Seen by me."),
        "{now}"
    );
}

#[test]
fn an_assembly_that_nobody_has_told_of_is_learnt_whole_in_one_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let mut lines: Vec<String> = later::TEXTS.into_iter().flat_map(later::lines).collect();
    lines.push("LIST OF RESOLUTIONS ABROGATED BY THE WORLD TELECOMMUNICATION STANDARDIZATION ASSEMBLY (NEW DELHI, 2024)".into());
    lines.push("Resolution 45 (Rev. Hammamet, 2016)".into());
    let text = lines.join("\n\n");
    let text = text
        .replace("New Delhi, 2024", "Windhoek, 2028")
        .replace("NEW DELHI, 2024", "WINDHOEK, 2028");
    std::fs::write(at.join("acts.txt"), text).expect("written");
    let (said, ..) = resgraph(at, &["learn", "acts.txt", "-o", "k"]);
    assert!(said.contains("met: WTSA-28: Windhoek, 2028"), "{said}");
    assert!(said.contains("suppressed: WTSA-45 by WTSA-28"), "{said}");
    let (again, ..) = resgraph(at, &["learn", "acts.txt", "-o", "k"]);
    assert!(
        again.contains("0 new, 0 with a new edition, 0 suppressed"),
        "{again}"
    );
    std::fs::write(at.join("draft.txt"), DRAFT).expect("written");
    let stale = findings(at, &["--mappings", "k"]);
    assert!(
        stale.contains(&("stale-edition".into(), "WTSA-44".into())),
        "{stale:?}"
    );
}
