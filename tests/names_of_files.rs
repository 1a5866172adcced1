//! Papers travel: whatever a command writes names files relative to what the user gave, and never says where they stood
//! on the machine.
#![allow(clippy::unwrap_used)]

mod support;

use assert_cmd::Command;
use std::path::Path;
use support::{Docx, p, r};

const TEXTS: [(&str, &str); 3] = [
    (
        "trees.txt",
        "RESOLUTION 901 (Busan, 2014)\nOn trees\nThe Plenipotentiary Conference (Busan, 2014),\nconsidering\na)\tthat Resolution 902 (Busan, 2014) of the Plenipotentiary Conference asks for shade in summer,\nresolves\n1\tto plant one oak a year in the court of each regional office of the Union;\n2\tto report to the Council on resolves 7 of Resolution 902 (Rev. Kyoto, 1994),\ninstructs the Secretary-General\nto report to the Council each year on the number of trees.\n",
    ),
    (
        "shade.txt",
        "RESOLUTION 902 (Busan, 2014)\nOn shade\nThe Plenipotentiary Conference (Busan, 2014),\nresolves\n1\tto put chairs under every tree of the court of each regional office,\ninstructs the Secretary-General\nto report to the Council each year on the number of chairs.\n",
    ),
    (
        "oaks.txt",
        "RESOLUTION 96 (Hammamet, 2016)\nOn trees\nThe World Telecommunication Standardization Assembly (Hammamet, 2016),\nrecalling\na)\tResolution 901 (Busan, 2014) of the Plenipotentiary Conference,\nresolves\n1\tto plant one oak a year in the court of each regional office of the Union.\n",
    ),
];

fn file() -> Docx {
    let proposal = format!("MOD\tAFCP/7A1/1\n{}", TEXTS[2].1);
    let lines: Vec<String> = proposal.lines().map(|line| p(&r(line))).collect();
    Docx::new(&lines.concat())
}

/// All commands, with what they are given: `T` the folder of texts, `W` a Word file, `O` the folder to write into.
const COMMANDS: [&[&str]; 25] = [
    &["cite", "T"],
    &["cite", "T", "--format", "jsonl"],
    &["cite", "T", "--format", "csv"],
    &["index", "T"],
    &["map", "T", "-o", "O", "--annex", "evidence,texts"],
    &["map", "T", "--compare", "O/mapping.xlsx", "-o", "O"],
    &["audit", "T"],
    &["audit", "T", "--format", "json"],
    &["audit", "T", "--format", "sarif"],
    &["audit", "T", "-o", "O/audit.xlsx"],
    &["audit", "T", "-o", "O/audit.docx"],
    &["plan", "T", "-o", "O"],
    &["impact", "PP-902", "T", "-o", "O"],
    &["diff", "T", "W", "-o", "O"],
    &["compare", "T/trees.txt", "T/shade.txt", "-o", "O"],
    &["outcome", "T", "W", "-o", "O"],
    &["annotate", "W", "-o", "O/annotated.docx", "--with", "T"],
    &[
        "amend",
        "W",
        "-o",
        "O/amended",
        "--suppress",
        "PP-901",
        "--with",
        "T",
    ],
    &["sheet", "PP-901", "T", "-o", "O"],
    &["explore", "T", "-o", "O/explore.html"],
    &["export", "T", "-o", "O/export"],
    &["graph", "T", "--format", "json"],
    &["graph", "T", "--format", "dot"],
    &["query", "cited-by", "PP-901", "T"],
    &["query", "cites", "PP-901", "T"],
];

/// The content of a file; that of a package unpacked.
fn content(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    match bytes.starts_with(b"PK") {
        true => support::parts(&bytes).into_values().flatten().collect(),
        false => bytes,
    }
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => out.extend(files(&path)),
            path => out.push(path),
        }
    }
    out
}

#[test]
fn no_paper_says_where_the_files_stood() {
    let dir = tempfile::tempdir().unwrap();
    let texts = dir.path().join("texts");
    std::fs::create_dir(&texts).unwrap();
    for (name, text) in TEXTS {
        std::fs::write(texts.join(name), text).unwrap();
    }
    let word = dir.path().join("own.docx");
    std::fs::write(&word, file().bytes()).unwrap();
    let secret = dir.path().to_string_lossy().into_owned();
    let has = |bytes: &[u8], what: &str| bytes.windows(what.len()).any(|w| w == what.as_bytes());
    let mut named = 0;
    for (n, command) in COMMANDS.iter().enumerate() {
        // Where the path stands in the arguments only: what the program is told is not what it writes.
        let out = dir.path().join(match command[0] {
            "map" => "map".to_owned(),
            other => format!("{n}-{other}"),
        });
        let args = command.iter().map(|arg| match *arg {
            "T" => secret.clone() + "/texts",
            "W" => secret.clone() + "/own.docx",
            "O" => out.to_string_lossy().into_owned(),
            other => other
                .replace("T/", &format!("{secret}/texts/"))
                .replace("O/", &format!("{}/", out.display())),
        });
        let run = Command::cargo_bin("resgraph")
            .unwrap()
            .current_dir("/")
            .args(args)
            .arg("-q")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(
            run.status.code().is_some_and(|c| c < 2),
            "{command:?}: {said}"
        );
        assert!(!has(&run.stdout, &secret), "{command:?} prints a path");
        named += usize::from(has(&run.stdout, "texts/trees.txt"));
        if out.is_dir() {
            for path in files(&out) {
                let content = content(&path);
                assert!(!has(&content, &secret), "{command:?}: {}", path.display());
                named += usize::from(has(&content, "texts/trees.txt"));
            }
        }
    }
    assert!(named > 8, "files are named in {named} outputs");
}
