//! Archives, folders and changes as a user meets them, and Word files against their flattened text.

mod support;

use assert_cmd::Command;
use resgraph::read::{gather, load};
use std::path::Path;
use support::{Docx, marked, p, r, zip};

#[test]
fn an_archive_of_documents_is_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let docx = Docx::new(&p(&r("Resolution 44 (Rev. Geneva, 2022)"))).bytes();
    let archive = zip(&[
        ("a/text.txt", b"Resolution 7 of WTSA"),
        ("b.docx", &docx),
        ("../out.txt", b"never"),
        (".hidden.txt", b"never"),
        ("__MACOSX/a.txt", b"never"),
        ("picture.png", b"never"),
        ("inner.zip", b"never"),
    ]);
    let path = folder.path().join("all.zip");
    std::fs::write(&path, archive).expect("writes");
    for from in [&path, &folder.path().to_owned()] {
        let found = gather(std::slice::from_ref(from));
        let names: Vec<&str> = found
            .files
            .iter()
            .map(|(n, _)| n.rsplit("all.zip/").next().unwrap_or(n))
            .collect();
        assert_eq!(names, ["a/text.txt", "b.docx"]);
        let messages: Vec<&str> = found.problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
        let (name, path) = &found.files[0];
        assert_eq!(load(name, path).expect("loads"), b"Resolution 7 of WTSA");
    }
}

#[test]
fn damaged_archives_and_bombs_are_problems_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let bomb = vec![b' '; 130 << 20];
    std::fs::write(folder.path().join("bomb.zip"), zip(&[("bomb.txt", &bomb)])).expect("writes");
    std::fs::write(folder.path().join("cut.zip"), b"PK\x03\x04 cut").expect("writes");
    std::fs::write(folder.path().join("good.txt"), b"text").expect("writes");
    let found = gather(&[folder.path().to_owned()]);
    assert!(
        found.problems[0].file.ends_with("cut.zip")
            && found.problems[0].message.contains("damaged")
    );
    assert_eq!(found.files.len(), 2);
    let error = load("bomb.txt", &found.files[0].1).expect_err("is refused");
    assert!(error.message.contains("zip bomb"), "{error}");
}

/// The citations of a file, as `resgraph cite` prints them, without their places.
fn targets(file: &Path, more: &[&str]) -> Vec<serde_json::Value> {
    let mut command = Command::cargo_bin("resgraph").expect("is built");
    command
        .arg("cite")
        .arg(file)
        .args(["--format", "jsonl", "--quiet"])
        .args(more);
    let lines = String::from_utf8(support::run::printed(command.output())).expect("is text");
    lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("is JSON"))
        .map(|mut citation| {
            let targets = citation["targets"].as_array_mut().expect("has targets");
            for target in targets.iter_mut() {
                // How the two sides were told apart differs: marked in the one, guessed from the text in the other.
                target
                    .as_object_mut()
                    .expect("is an object")
                    .remove("slips");
            }
            targets.sort_by_key(|t| t.to_string());
            serde_json::Value::Array(std::mem::take(targets))
        })
        .collect()
}

#[test]
fn tracked_changes_give_the_same_pairs_of_editions_as_the_flattened_text() {
    let cases = [
        "recalling Resolution 123 (Rev. [-Busan, 2014-][+Dubai, 2018+]) of the Plenipotentiary Conference;",
        "noting Resolution 44 (Rev. [-Hammamet-][+Geneva+], [-2016-][+2022+]) of WTSA;",
        "noting Resolution 2 (REV. [+DUBAI+][-BUSAN-], 201[-4-][+8+]) of the Plenipotentiary Conference;",
        "noting Resolutions 37 and 47 (Rev. [-Dubai, 2014-][+Buenos Aires, 2017+]) of WTDC;",
    ];
    let folder = tempfile::tempdir().expect("a folder");
    for (n, case) in cases.iter().enumerate() {
        let bytes = Docx::new(&marked(case)).bytes();
        let word = folder.path().join(format!("{n}.docx"));
        let text = resgraph::read::read_bytes("t.docx", bytes.clone(), &Default::default())
            .expect("reads")
            .text;
        std::fs::write(&word, &bytes).expect("writes");
        let flat = folder.path().join(format!("{n}.txt"));
        std::fs::write(&flat, &text).expect("writes");
        let pairs = targets(&word, &[]);
        let changes: Vec<&str> = pairs[0]
            .as_array()
            .expect("targets")
            .iter()
            .filter_map(|t| t["change"].as_str())
            .collect();
        assert!(
            changes.contains(&"inserted") && changes.contains(&"deleted"),
            "{text}: {pairs:?}"
        );
        assert_eq!(pairs, targets(&flat, &[]), "{text}");
        for (side, gone) in [("accept", "deleted"), ("reject", "inserted")] {
            let one = targets(&word, &["--changes", side]);
            let year = |targets: &[serde_json::Value], without: &str| -> Vec<String> {
                let targets = targets[0].as_array().expect("targets").clone();
                let kept = targets
                    .iter()
                    .filter(|t| t["change"].as_str() != Some(without));
                kept.map(|t| format!("{} {} {}", t["id"], t["place"], t["year"]))
                    .collect()
            };
            assert_eq!(year(&one, "none"), year(&pairs, gone), "{text} {side}");
        }
    }
}
