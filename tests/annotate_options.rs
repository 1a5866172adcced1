//! What of the findings becomes a comment: by code, by severity, by the side of the tracked changes; each once, at its own
//! place.
#![allow(clippy::unwrap_used)]

mod support;

use assert_cmd::Command;
use support::{Docx, del, ins, p, parts, r};

/// One stale edition stands in the text, one in what was put in, one in what was struck; a text cites what never was.
fn file() -> Vec<u8> {
    let cited = |number: u32| {
        format!("Resolution {number} (Rev. Busan, 2014) of the Plenipotentiary Conference,")
    };
    let lines = [
        r("RESOLUTION 96 (Hammamet, 2016)"),
        r("On gardens"),
        r("The World Telecommunication Standardization Assembly (Hammamet, 2016),"),
        r("recalling"),
        r(&format!("a)\t{}", cited(71))),
        r("b)\t") + &ins(&cited(123)),
        r("c)\t") + &del(&cited(139)) + &r("nothing else,"),
        r("resolves"),
        r("to do as Resolution 7 (Rev. Dubai, 2009) of the Plenipotentiary Conference says."),
    ];
    Docx::new(&lines.map(|line| p(&line)).concat()).bytes()
}

/// The comments, as text.
fn comments(more: &[&str]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("own.docx"), file()).unwrap();
    let args = [&["annotate", "own.docx", "-o", "out.docx", "-q"], more].concat();
    Command::cargo_bin("resgraph")
        .unwrap()
        .current_dir(dir.path())
        .args(args)
        .assert()
        .success();
    let parts = parts(&std::fs::read(dir.path().join("out.docx")).unwrap());
    let Some(xml) = parts.get("word/comments.xml") else {
        return Vec::new();
    };
    let xml = String::from_utf8(xml.clone()).unwrap();
    let comments = xml.split("<w:comment ").skip(1);
    comments.map(str::to_owned).collect()
}

fn about(comments: &[String], number: u32) -> usize {
    let name = format!("PP-{number}");
    comments.iter().filter(|c| c.contains(&name)).count()
}

#[test]
fn findings_are_chosen_by_side_by_code_and_by_severity() {
    let stale = &["--only", "stale-edition"][..];
    let with = |more: &[&'static str]| comments(&[stale, more].concat());
    let both = with(&[]);
    assert_eq!((about(&both, 71), about(&both, 123)), (1, 1), "{both:?}");
    // What is struck is no longer cited; what is put in was not cited before.
    let accepted = with(&["--changes", "accept"]);
    assert_eq!(
        (
            about(&accepted, 71),
            about(&accepted, 123),
            about(&accepted, 139)
        ),
        (1, 1, 0),
        "{accepted:?}"
    );
    let rejected = with(&["--changes", "reject"]);
    assert_eq!(
        (
            about(&rejected, 71),
            about(&rejected, 123),
            about(&rejected, 139)
        ),
        (1, 0, 1),
        "{rejected:?}"
    );
    // A code takes all others out; a severity takes out what is less.
    assert!(
        both.iter().all(|c| c.contains("(stale-edition)")),
        "{both:?}"
    );
    let all = comments(&[]);
    let errors = comments(&["--severity", "error"]);
    assert!(
        errors.len() < all.len(),
        "{} of {}",
        errors.len(),
        all.len()
    );
    assert!(
        errors
            .iter()
            .all(|c| all.iter().any(|a| a.contains("(") && same_words(a, c)))
    );
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |xml: &str| {
        let tags = regex::Regex::new("<[^>]*>").unwrap();
        let text = xml.split_once('>').map_or("", |(_, rest)| rest);
        tags.replace_all(text, " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    words(a) == words(b)
}

#[test]
fn each_finding_is_one_comment() {
    let all = comments(&[]);
    let mut seen: Vec<&String> = Vec::new();
    for comment in &all {
        assert!(!seen.iter().any(|s| same_words(s, comment)), "{comment}");
        seen.push(comment);
    }
}

#[test]
fn in_a_folder_the_file_has_its_own_name() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("own.docx"), file()).unwrap();
    let run = || {
        let mut run = Command::cargo_bin("resgraph").unwrap();
        run.current_dir(dir.path());
        run.args(["annotate", "own.docx", "-o", "out"]).assert()
    };
    // Made where it is not there, and again in it where it is.
    run().success();
    run().success();
    assert!(dir.path().join("out/own.docx").is_file());
}
