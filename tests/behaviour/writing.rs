//! What is written: each form by its ending, and nothing where it cannot be written.

use super::{READERS, commands, fine, folder, run};
use crate::support::run::said;

/// Every command that writes a file or a folder, without `-o`, and the endings that it can write.
const WRITERS: &[(&[&str], &[&str])] = &[
    (
        &["map", "text.txt"],
        &["docx", "xlsx", "html", "md", "csv", "json", "yaml", "dot"],
    ),
    (
        &["audit", "text.txt", "--fail-on", "never"],
        &[
            "docx", "xlsx", "html", "md", "csv", "json", "jsonl", "sarif", "txt",
        ],
    ),
    (
        &["impact", "PP-123", "text.txt"],
        &["docx", "xlsx", "html", "md", "csv", "json", "txt"],
    ),
    (
        &["plan", "text.txt"],
        &["docx", "xlsx", "html", "md", "csv", "json", "txt"],
    ),
    (
        &["compare", "text.txt", "other.txt"],
        &["docx", "xlsx", "html", "md", "csv", "json", "txt"],
    ),
    (
        &["diff", "text.txt", "other.txt"],
        &["docx", "xlsx", "html", "md", "csv", "json", "txt"],
    ),
    (
        &["sheet", "WTSA-35", "text.txt"],
        &["docx", "html", "md", "txt"],
    ),
    (&["index", "text.txt"], &["json", "yaml"]),
    (
        &["graph", "text.txt"],
        &["dot", "svg", "mmd", "graphml", "gexf", "json"],
    ),
    (&["explore", "text.txt"], &["html"]),
    (&["annotate", "text.docx"], &["docx"]),
];

#[test]
fn the_ending_of_the_output_says_the_form() {
    for (args, endings) in WRITERS {
        let folder = folder();
        for ending in *endings {
            let name = format!("out.{ending}");
            let args = [*args, &["-o", &name]].concat();
            fine(&args, &run(folder.path(), &args, ""));
            let bytes = std::fs::read(folder.path().join(&name))
                .unwrap_or_else(|e| panic!("{args:?}: {e}"));
            let is_right = match *ending {
                "docx" | "xlsx" => bytes.starts_with(b"PK"),
                "html" => bytes.to_ascii_lowercase().starts_with(b"<!doctype html>"),
                "json" | "sarif" => serde_json::from_slice::<serde_json::Value>(&bytes).is_ok(),
                _ => !bytes.is_empty() && std::str::from_utf8(&bytes).is_ok(),
            };
            assert!(is_right, "{args:?}");
        }
    }
}

#[test]
fn an_ending_that_cannot_be_written_is_an_error() {
    for (args, _) in WRITERS {
        let folder = folder();
        let args = [*args, &["-o", "out.odt"]].concat();
        let output = run(folder.path(), &args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(
            said(&output).contains(".odt"),
            "{args:?}: {}",
            said(&output)
        );
        assert!(!folder.path().join("out.odt").exists(), "{args:?}");
    }
}

#[test]
fn what_is_no_word_file_is_not_amended() {
    let folder = folder();
    let page = "<p>RESOLUTION 44 (Rev. Hammamet, 2016)</p><p>See &eacute;&hellip; Resolution 166 (Rev. Busan, 2014).</p>";
    std::fs::write(folder.path().join("page.html"), page).expect("written");
    for file in ["page.html", "text.txt"] {
        let args = [
            "amend",
            file,
            "text.docx",
            "--editions",
            "-o",
            file_folder(file),
        ];
        let output = run(folder.path(), &args, "");
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains("Word files"), "{}", said(&output));
        let made = std::fs::read_dir(folder.path().join(file_folder(file))).expect("a folder");
        let made = made.map(|e| e.expect("an entry").file_name());
        let made: Vec<_> = made
            .filter(|name| !name.to_string_lossy().starts_with('.'))
            .collect();
        assert_eq!(made, ["text.docx"], "the rest goes on");
    }
}

fn file_folder(file: &str) -> &'static str {
    if file == "page.html" {
        "of-page"
    } else {
        "of-text"
    }
}

#[test]
fn manual_pages_and_completions_cover_every_command() {
    let folder = folder();
    fine(&["man"], &run(folder.path(), &["man", "man"], ""));
    let page = |name: &str| folder.path().join("man").join(name);
    for args in commands(READERS) {
        let name = format!("resgraph-{}.1", args[0]);
        assert!(page(&name).is_file(), "{name}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(folder.path(), &["completions", shell], "");
        let script = String::from_utf8_lossy(&script.stdout).into_owned();
        for word in ["cited-by", "annotate", "organisation"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}
