//! Learning from the user's own files: ten texts of a later assembly, three revised, one new, one suppressed, as Word
//! and as a table of texts in force; what the other commands say before it and after it.

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use support::{Docx, p, r};

/// Number, title, edition: what was in force after the assembly at New Delhi.
const TEXTS: [(&str, &str, &str); 10] = [
    ("7", "Ponds beside tracks", "Rev. Dubai, 2012"),
    ("11", "Hedges along canals", "Rev. Hammamet, 2016"),
    ("20", "Numbers painted on trees", "Rev. Hammamet, 2016"),
    (
        "22",
        "Gardeners who act between assemblies",
        "Rev. Hammamet, 2016",
    ),
    (
        "29",
        "Trees that grow across borders",
        "Rev. Hammamet, 2016",
    ),
    ("40", "Rules for the care of trees", "Rev. Hammamet, 2016"),
    (
        "44",
        "Orchards for countries that have none",
        "Rev. New Delhi, 2024",
    ),
    ("55", "Women who plant trees", "Rev. New Delhi, 2024"),
    ("61", "Fruit that is counted twice", "Rev. New Delhi, 2024"),
    ("107", "Forests beside antennas", "New Delhi, 2024"),
];

fn text((number, title, edition): (&str, &str, &str)) -> String {
    let place = edition.trim_start_matches("Rev. ");
    [
        format!("RESOLUTION {number} ({})", edition.to_uppercase()),
        title.to_owned(),
        format!("The World Telecommunication Standardization Assembly ({place}),"),
        "recalling".to_owned(),
        "a) Resolution 123 (Rev. Dubai, 2018) of the Plenipotentiary Conference,".to_owned(),
        "resolves".to_owned(),
        format!("1 to plant {number} trees beside each road before the year is over;"),
        "2 to water them in dry summers.".to_owned(),
    ]
    .map(|line| p(&r(&line)))
    .concat()
}

fn row(cells: &[&str]) -> String {
    let cells = cells
        .iter()
        .map(|c| format!("<w:tc><w:tcPr/>{}</w:tc>", p(&r(c))));
    format!("<w:tr>{}</w:tr>", cells.collect::<String>())
}

/// Rows of the table of texts in force, the head first.
fn rows() -> Vec<[String; 4]> {
    let head = ["Resolution No.", "Title", "Edition", "Status"].map(str::to_owned);
    let mut rows = vec![head];
    for (number, title, edition) in TEXTS {
        rows.push([number, title, edition, "in force"].map(str::to_owned));
    }
    let gone = ["45", "", "Rev. Hammamet, 2016", "suppressed (WTSA-24)"];
    rows.push(gone.map(str::to_owned));
    rows
}

fn write(folder: &Path, name: &str, body: &str) {
    std::fs::write(folder.join(name), Docx::new(body).bytes()).expect("written");
}

fn word_table() -> String {
    let rows: String = rows()
        .iter()
        .map(|r| row(&r.each_ref().map(String::as_str)))
        .collect();
    let above = p(&r(
        "Resolutions of the World Telecommunication Standardization Assembly in force",
    ));
    format!(
        "{above}<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>{}",
        p("")
    )
}

fn resgraph(folder: &Path, args: &[&str]) -> (String, String, Option<i32>) {
    let done = assert_cmd::Command::cargo_bin("resgraph")
        .expect("the program is built")
        .current_dir(folder)
        .args(args)
        .assert();
    let output = done.get_output();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        text(&output.stdout),
        text(&output.stderr),
        output.status.code(),
    )
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for part in ["texts", "citations"] {
        for entry in std::fs::read_dir(folder.join(part))
            .expect("it is there")
            .flatten()
        {
            let name = format!("{part}/{}", entry.file_name().to_string_lossy());
            found.insert(name, std::fs::read(entry.path()).expect("read"));
        }
    }
    found
}

fn corpus() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("later")).expect("made");
    let texts: String = TEXTS.into_iter().map(text).collect();
    write(&folder.path().join("later"), "assembly.docx", &texts);
    write(&folder.path().join("later"), "in-force.docx", &word_table());
    let draft = "RESOLUTION 901 (BAKU, 2025)\nTrees for all\nThe World Telecommunication Development Conference (Baku, 2025),\nrecalling\na) Resolution 44 (Rev. Hammamet, 2016) of WTSA;\nb) Resolution 45 (Rev. Hammamet, 2016) of WTSA;\nc) Resolution 11 (Rev. Hammamet, 2016) of WTSA,\nresolves\n1 to plant trees beside each road.\n";
    std::fs::write(folder.path().join("draft.txt"), draft).expect("written");
    folder
}

/// Code and last work of each finding.
fn findings(folder: &Path, more: &[&str]) -> Vec<(String, String)> {
    let only = "stale-edition,suppressed-target,unknown-target";
    let args = [
        &["audit", "draft.txt", "--only", only, "--format", "json"],
        more,
    ]
    .concat();
    let (out, ..) = resgraph(folder, &args);
    let found: Value = serde_json::from_str(&out).expect("JSON");
    let found = found.as_array().expect("a list").iter();
    found
        .map(|f| {
            let ids = f["ids"].as_array().expect("ids");
            let id = ids.last().and_then(Value::as_str).expect("an id");
            (
                f["code"].as_str().expect("a code").to_owned(),
                id.to_owned(),
            )
        })
        .collect()
}

#[test]
fn after_learning_the_commands_are_as_of_the_new_assembly_and_before_it_they_say_that_they_are_not()
{
    let folder = corpus();
    let at = folder.path();
    // Before.
    assert_eq!(findings(at, &[]), []);
    let (out, ..) = resgraph(at, &["audit", "draft.txt"]);
    assert!(
        out.contains("met since, texts not known here: WTSA-20, WTSA-24"),
        "{out}"
    );
    // Learning.
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
    let first = files(&at.join("k"));
    resgraph(at, &["learn", "later", "-o", "k"]);
    assert_eq!(files(&at.join("k")), first, "a second run changes nothing");
    // After: given on the command line, or named beside the texts.
    let expected = [
        ("stale-edition".to_owned(), "WTSA-44".to_owned()),
        ("suppressed-target".to_owned(), "WTSA-45".to_owned()),
    ];
    assert_eq!(findings(at, &["--mappings", "k"]), expected);
    std::fs::write(at.join("resgraph.yaml"), "mappings: [k]\n").expect("written");
    assert_eq!(findings(at, &[]), expected);
    let (out, ..) = resgraph(at, &["audit", "draft.txt"]);
    assert!(out.contains("WTSA-24 ("), "{out}");
    let (out, ..) = resgraph(at, &["audit", "draft.txt", "--as-of", "WTSA-16"]);
    assert!(out.contains("As of WTSA-16"), "{out}");
    // Mapping and history know the new editions.
    let (out, ..) = resgraph(
        at,
        &[
            "query",
            "history",
            "WTSA-44",
            "--mappings",
            "k",
            "-f",
            "json",
        ],
    );
    assert!(out.contains("Rev. New Delhi, 2024"), "{out}");
    let (out, ..) = resgraph(at, &["map", "--mappings", "k", "--format", "json"]);
    assert!(out.is_empty() || out.contains("\"WTSA-24\""), "{out:.300}");
}

#[test]
fn a_list_is_read_from_csv_and_html_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let csv: Vec<String> = rows().iter().map(|r| r.join(";")).collect();
    std::fs::write(at.join("wtsa.csv"), csv.join("\n")).expect("written");
    let html: String = rows()
        .iter()
        .map(|r| {
            format!(
                "<tr>{}</tr>",
                r.iter()
                    .map(|c| format!("<td>{c}</td>"))
                    .collect::<String>()
            )
        })
        .collect();
    std::fs::write(
        at.join("wtsa.html"),
        format!("<html><body><table>{html}</table></body></html>"),
    )
    .expect("written");
    let works = |file: &str, out: &str| {
        resgraph(at, &["learn", file, "-o", out]);
        let text = std::fs::read_to_string(at.join(out).join("texts/WTSA.yaml")).expect("written");
        let text = text
            .replace("wtsa-csv", "list")
            .replace("wtsa-html", "list");
        text.replace("wtsa.csv", "list")
            .replace("wtsa.html", "list")
    };
    let (a, b) = (works("wtsa.csv", "a"), works("wtsa.html", "b"));
    assert_eq!(a, b);
    assert!(
        a.contains("id: WTSA-107") && a.contains("suppressed: WTSA-24"),
        "{a}"
    );
}

#[test]
fn contradictions_are_listed_and_not_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    // PP-36 was suppressed by PP-18; PP-2 was revised there; two titles of one edition.
    let list = "Resolution;Title;Edition\n36;Trees;Rev. Antalya, 2006\n2;Forums;Rev. Busan, 2014\n301;One title;Dubai, 2018\n";
    std::fs::write(at.join("pp-a.csv"), list).expect("written");
    std::fs::write(
        at.join("pp-b.csv"),
        "Resolution;Title;Edition\n301;Another title;Dubai, 2018\n",
    )
    .expect("written");
    let (said, ..) = resgraph(at, &["learn", "pp-a.csv", "pp-b.csv", "-o", "k"]);
    for id in ["PP-36", "PP-2", "PP-301"] {
        assert!(
            said.contains(&format!("CONTRADICTION, not taken: {id} ")),
            "{said}"
        );
    }
    assert!(said.contains("3 contradictions"), "{said}");
}
