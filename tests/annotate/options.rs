//! What of the findings becomes a comment: by code, by severity, by the side of the tracked changes; each once, at its own
//! place.

use super::support::run::resgraph;
use super::support::{Docx, del, ins, p, parts, r};

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
    let dir = tempfile::tempdir().expect("works");
    std::fs::write(dir.path().join("own.docx"), file()).expect("works");
    let args = [&["annotate", "own.docx", "-o", "out.docx", "-q"], more].concat();
    resgraph(dir.path(), &args).success();
    let parts = parts(&std::fs::read(dir.path().join("out.docx")).expect("works"));
    let Some(xml) = parts.get("word/comments.xml") else {
        return Vec::new();
    };
    let xml = String::from_utf8(xml.clone()).expect("works");
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
    for (side, expected) in [("accept", [1, 1, 0]), ("reject", [1, 0, 1])] {
        let told = with(&["--changes", side]);
        let found = [71, 123, 139].map(|number| about(&told, number));
        assert_eq!(found, expected, "{side}: {told:?}");
    }
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
        let tags = regex::Regex::new("<[^>]*>").expect("works");
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
    let dir = tempfile::tempdir().expect("works");
    std::fs::write(dir.path().join("own.docx"), file()).expect("works");
    let run = || resgraph(dir.path(), &["annotate", "own.docx", "-o", "out"]);
    // Made where it is not there, and again in it where it is.
    run().success();
    run().success();
    assert!(dir.path().join("out/own.docx").is_file());
}
