//! What is read: standard input, names of files, ids as people write them, nothing.

use super::{READERS, TEXT, commands, docx, fine, folder, run, with};
use crate::support::run::said;
use assert_cmd::Command;
use std::process::Stdio;

#[test]
fn every_command_reads_standard_input() {
    for args in commands(READERS) {
        let (by_name, by_input) = (folder(), folder());
        let named = run(by_name.path(), &with(&args, "text.txt", "text.docx"), "");
        fine(&args, &named);
        let dash = with(&args, "-", "-");
        let mut command = Command::cargo_bin("resgraph").expect("the program");
        let input = match args.contains(&"DOCX") {
            true => docx(TEXT),
            false => TEXT.as_bytes().to_vec(),
        };
        let piped = command
            .current_dir(by_input.path())
            .args(&dash)
            .write_stdin(input)
            .output()
            .expect("runs");
        fine(&dash, &piped);
        assert_eq!(
            named.status.code(),
            piped.status.code(),
            "{args:?}: {}",
            said(&piped)
        );
        assert_eq!(named.stdout.is_empty(), piped.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn quiet_is_quiet_before_and_behind() {
    for args in commands(READERS) {
        let args = with(&args, "text.txt", "text.docx");
        for quiet in [
            [&["-q"][..], &args].concat(),
            [&args[..], &["--quiet"]].concat(),
        ] {
            let folder = folder();
            let output = run(folder.path(), &quiet, "");
            fine(&quiet, &output);
            assert_eq!(said(&output), "", "{quiet:?}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    for args in commands(READERS) {
        let folder = folder();
        let args = with(&args, "text.txt", "text.docx");
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_resgraph"))
            .current_dir(folder.path())
            .args(&args)
            .args(["-q"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        fine(&args, &output);
        assert_eq!(said(&output), "", "{args:?}");
    }
}

#[test]
fn nothing_found_is_not_an_error() {
    for args in commands(READERS) {
        // What is asked about a text by name must be there; impact and mapping speak of what is known.
        if matches!(args[0], "query" | "sheet") && args.len() > 3 || args[0] == "sheet" {
            continue;
        }
        let folder = folder();
        let output = run(
            folder.path(),
            &with(&args, "nothing.txt", "nothing.docx"),
            "",
        );
        fine(&args, &output);
    }
}

#[test]
fn a_file_that_is_not_there_is_named_even_when_quiet() {
    for args in commands(READERS) {
        let folder = folder();
        let args = [&with(&args, "absent.txt", "absent.docx")[..], &["-q"]].concat();
        let output = run(folder.path(), &args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
        assert!(
            said(&output).contains("absent."),
            "{args:?}: {}",
            said(&output)
        );
    }
}

#[test]
fn ids_are_taken_as_people_write_them() {
    let folder = folder();
    for args in [
        &["query", "cites", "ID", "text.txt"][..],
        &["query", "history", "ID", "text.txt"],
        &["query", "neighbours", "ID", "text.txt", "-f", "csv"],
        &["sheet", "ID", "text.txt"],
        &["impact", "ID", "text.txt", "-f", "json"],
        &["impact", "PP-123", "--into", "ID", "text.txt", "-f", "json"],
        &["graph", "--focus", "ID", "text.txt", "--title", "same"],
    ] {
        let outputs = [
            "WTSA-35",
            "wtsa-35",
            "wtsa 35",
            "WTSA35",
            "WTSA Resolution 35",
            "WTSA Res. 35",
            "Resolution 35 (Rev. Hammamet, 2016)",
        ]
        .map(|id| {
            let args: Vec<&str> = args
                .iter()
                .map(|arg| if *arg == "ID" { id } else { arg })
                .collect();
            let output = run(folder.path(), &args, "");
            fine(&args, &output);
            String::from_utf8_lossy(&output.stdout).replace(id, "WTSA-35")
        });
        for output in &outputs[1..] {
            assert_eq!(outputs[0], *output, "{args:?}");
        }
    }
    for args in [
        &["query", "cites", "--help"][..],
        &["sheet", "--help"],
        &["impact", "--help"],
        &["graph", "--help"],
    ] {
        let help = run(folder.path(), args, "");
        let help = String::from_utf8_lossy(&help.stdout).into_owned();
        assert!(
            help.contains("-123")
                || help.contains("Resolution 35")
                || help.contains("Resolution 44"),
            "{help}"
        );
    }
}

#[test]
fn a_typo_is_answered_with_the_nearest_name() {
    let folder = folder();
    for (args, near) in [
        (
            &["sheet", "WSTA-35", "text.txt"][..],
            "did you mean WTSA-35?",
        ),
        (&["cite", "txt.txt"], "there is text.txt"),
        (&["audit", "Text.doc"], "there is text.docx"),
        (&["graph", "-o", "graph.jpg"], ".svg"),
        (&["audit", "text.txt", "-o", "findings"], "ending"),
    ] {
        let output = run(folder.path(), args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(said(&output).contains(near), "{args:?}: {}", said(&output));
    }
    assert!(!folder.path().join("findings").exists());
}

/// What beginners type, each answered with what to do instead.
#[test]
fn a_first_mistake_is_answered_with_the_next_step() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).expect("written");
    };
    let open_document = b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text";
    write("draft.odt", open_document);
    write("empty.docx", b"");
    for (args, next) in [
        (&["text.txt"][..], "resgraph audit text.txt"),
        (&["mpa"], "did you mean `map`?"),
        (&["frobnicate"], "`resgraph --help` lists them"),
        (&["map", "--format", "docx"], "--output NAME.docx"),
        (
            &["annotate", ".", "-o", "checked.docx"],
            "resgraph audit . -o findings.docx",
        ),
        (&["impact", "44", "text.txt"], "such as PP-123"),
        (&["impact", "Res. 44", "text.txt"], "WTSA-44"),
        (&["query", "cites", "foo", "text.txt"], "such as PP-123"),
        (&["explain", "stale"], "the nearest is `stale-edition`"),
        (&["audit", "*.docx"], "name the folder"),
        (&["audit", "draft.odt"], "save it as .docx"),
        (&["audit", "empty.docx"], "is empty"),
        (
            &["map", "text.txt", "-o", "out", "--decisions", "other.txt"],
            "holds no decisions",
        ),
    ] {
        let output = run(folder.path(), args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(said(&output).contains(next), "{args:?}: {}", said(&output));
    }
    let wrong = run(folder.path(), &["audit", "nothing.txt"], "");
    assert!(
        said(&wrong).contains("are these the texts"),
        "{}",
        said(&wrong)
    );
    let right = run(folder.path(), &["cite", "text.txt"], "");
    assert!(!said(&right).contains("are these"), "{}", said(&right));
}

/// Word keeps a lock beside each file that somebody has open: it is no text that could not be read.
#[test]
fn a_file_that_is_open_in_word_is_read() {
    let folder = folder();
    let texts = folder.path().join("texts");
    std::fs::create_dir(&texts).expect("a folder");
    std::fs::write(texts.join("draft.docx"), docx(TEXT)).expect("written");
    std::fs::write(texts.join("~$draft.docx"), [0; 162]).expect("written");
    let args = ["audit", "texts", "--fail-on", "never"];
    let output = run(folder.path(), &args, "");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("passed over"), "{}", said(&output));
}
