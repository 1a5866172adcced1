//! The list of outcomes: what is proposed of each text, by whom, what is to be settled; decisions that come back.
#![allow(clippy::unwrap_used)]

mod support;

use resgraph::decisions::read_workbook;
use resgraph::knowledge::Knowledge;
use resgraph::model::{About, Index, Verdict};
use serde_json::Value;
use std::path::Path;
use support::book::Book;
use support::run::{json, resgraph};
use support::{Docx, p, r};

const TITLE: &str = "RESOLUTION 35 (Rev. Hammamet, 2016)";
const OPENING: &str = "The World Telecommunication Standardization Assembly (Hammamet, 2016),";

fn body(resolves: &str) -> String {
    let lines = [TITLE, "Chairs of the garden", OPENING, "considering"];
    let clauses = [
        "a)\tthat a garden without chairs invites nobody to stay for long;",
        "b)\tthat wood weathers within a few winters and wants a new coat of paint,",
        "resolves",
    ];
    let lines = lines.iter().chain(&clauses).map(|text| p(&r(text)));
    lines.collect::<String>() + resolves
}

fn changed(author: &str, old: &str, new: &str) -> String {
    let by = format!("w:author=\"{author}\" w:date=\"2021-11-02T10:00:00Z\"");
    let old = r(old)
        .replace("w:t ", "w:delText ")
        .replace("</w:t>", "</w:delText>");
    let change = format!(
        "<w:del w:id=\"1\" {by}>{old}</w:del><w:ins w:id=\"2\" {by}>{}</w:ins>",
        r(new)
    );
    p(&(r("1\tto put ") + &change + &r(" chairs under the trees of the court in spring.")))
}

/// A folder with a text in force, proposals to change, suppress and leave it, and a new text.
fn meeting() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).unwrap();
    let base = body(&p(&r(
        "1\tto put four chairs under the trees of the court in spring.",
    )));
    write("base.docx", &Docx::new(&base).bytes());
    let mod_of = |reference: &str, author: &str, new: &str| {
        let mark = p(&r(&format!("MOD\t{reference}")));
        Docx::new(&(mark + &body(&changed(author, "four", new)))).bytes()
    };
    write("one.docx", &mod_of("AFCP/7A1/1", "Nairobi", "six"));
    write("two.docx", &mod_of("IAP/8A1/1", "Lima", "eight"));
    let several = format!(
        "SUP\tEUR/9A1/1\n{TITLE}\nChairs of the garden\n\nNOC\tEUR/9A1/2\nRESOLUTION 44 (Rev. Hammamet, 2016)\nBridges\n\nADD\tEUR/9A1/3\nDRAFT NEW RESOLUTION [EUR-1]\nBees on the roofs\n{OPENING}\nconsidering\na)\tthat bees are of use to all,\nresolves\n1\tto keep bees on the roofs of the seat.\n"
    );
    write("several.txt", several.as_bytes());
    dir
}

fn list(dir: &Path) -> Value {
    json(&resgraph(dir, &["outcome", ".", "--format", "json", "-q"]).success())
}

fn row<'l>(list: &'l Value, id: &str) -> &'l Value {
    let rows = list["rows"].as_array().unwrap();
    rows.iter()
        .find(|r| r["id"] == id)
        .unwrap_or_else(|| panic!("no row for {id}"))
}

#[test]
fn each_text_has_its_proposals_with_marks_proposers_and_counts() {
    let dir = meeting();
    let list = list(dir.path());
    assert_eq!(
        list["proposers"],
        serde_json::json!(["ATU", "CEPT", "CITEL"])
    );
    let chairs = row(&list, "WTSA-35");
    let told: Vec<String> = chairs["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
            format!(
                "{} {} {} {} {}",
                text(&p["proposer"]),
                text(&p["mark"]),
                text(&p["reference"]),
                p["counts"]["modify"],
                text(&p["authors"][0])
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "ATU MOD AFCP/7A1/1 1 Nairobi",
            "CEPT SUP EUR/9A1/1 null ",
            "CITEL MOD IAP/8A1/1 1 Lima"
        ]
    );
    assert_eq!(chairs["standing"], "marks-differ");
    assert_eq!(chairs["edition"], "Rev. Hammamet, 2016");
    let conflicts = chairs["conflicts"].as_array().unwrap();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!(conflicts[0]["clause"], "resolves 1");
    assert_eq!(
        conflicts[0]["proposers"],
        serde_json::json!(["ATU", "CITEL"])
    );
    // The mark of the next proposal is no title.
    assert_eq!(row(&list, "WTSA-44")["proposals"][0]["mark"], "NOC");
    let bees = row(&list, "WTSA-[EUR-1]");
    assert_eq!(bees["proposals"][0]["proposes"], "add");
    assert_eq!(
        (bees["title"].as_str(), bees["edition"].as_str()),
        (Some("Bees on the roofs"), None)
    );
    // Texts of the same body of which nothing is proposed are there, too.
    assert_eq!(row(&list, "WTSA-2")["standing"], "no-proposal");
}

/// What is written in the workbook.
const DECIDED: [(&str, &str, &str); 9] = [
    ("WTSA-35", "Decision", "SUP"),
    ("WTSA-35", "By", "Plenary"),
    ("WTSA-35", "Remark", "no more chairs"),
    ("WTSA-44", "Decision", "noc"),
    ("WTSA-44", "By", "Plenary"),
    ("WTSA-44", "Date", "2022-03-09"),
    ("WTSA-[EUR-1]", "Decision", "perhaps"),
    ("WTSA-[EUR-1]", "By", "COM 4"),
    ("WTSA-[EUR-1]", "Remark", ""),
];

#[test]
fn what_the_meeting_decides_in_the_workbook_comes_back_and_serves_other_commands() {
    let dir = meeting();
    let path = dir.path();
    resgraph(path, &["outcome", ".", "-o", "out", "-q"]).success();
    let file = path.join("out/outcome.xlsx");
    let mut book = Book::open(&file);
    for (key, head, text) in DECIDED {
        book.set("Outcome", key, head, text);
    }
    book.save(&file);
    // What cannot be read is named with its cell, and kept.
    resgraph(path, &["outcome", ".", "-o", "out"])
        .code(2)
        .stderr(predicates::str::contains("\"perhaps\" is no decision"));
    let bytes = std::fs::read(&file).unwrap();
    let knowledge = Knowledge::builtin().unwrap();
    let decisions = read_workbook("outcome.xlsx", &bytes, &Index::default(), &knowledge).unwrap();
    let of = |id: &str| {
        let about = About::Work {
            id: id.parse().unwrap(),
        };
        decisions.of(&about).unwrap().clone()
    };
    assert_eq!(of("WTSA-35").decision, Verdict::Suppress);
    assert_eq!(of("WTSA-35").remark, "no more chairs");
    assert_eq!(of("WTSA-44").decision, Verdict::Keep);
    assert_eq!(
        of("WTSA-[EUR-1]").decision,
        Verdict::Unread("perhaps".into())
    );
    assert!(path.join("out/outcome.edited.xlsx").is_file());
    let csv = std::fs::read_to_string(path.join("out/outcome.csv")).unwrap();
    let chairs: Vec<&str> = csv.lines().filter(|l| l.starts_with("WTSA-35,")).collect();
    assert!(
        chairs.iter().all(|l| l.contains("SUP,suppress,Plenary")),
        "{chairs:?}"
    );
    // The same workbook says what falls.
    resgraph(path, &["impact", ".", "--decisions", "out/outcome.xlsx"])
        .code(2)
        .stdout(predicates::str::contains("WTSA-35"));
}

#[test]
fn a_mapping_whose_changes_ran_together_proposes_nothing() {
    let dir = meeting();
    // What was struck and put in stands side by side, and no mark says that anybody proposes it.
    let flattened = "Mapping of the resolutions\n\nRESOLUTION 35 (Rev. Hammamet, 2016Geneva, 2022)\nChairs of the garden\nThe World Telecommunication Standardization Assembly (Hammamet, 2016Geneva, 2022),\nresolves\n1\tto put foursix chairs under the trees;\n\nRESOLUTION 40 (Rev. Dubai, 2012Hammamet, 2016)\nThe court\nresolves\n1\tto sweep the court.\n";
    std::fs::write(dir.path().join("mapping.txt"), flattened).unwrap();
    let list = list(dir.path());
    assert_eq!(
        list["proposers"],
        serde_json::json!(["ATU", "CEPT", "CITEL"])
    );
    // The temporary number of a text that has been adopted since.
    let adopted = "PP-18\n\nRESOLUTION [COM5/2] (DUBAI, 2018)\nAppointments\nThe Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\nresolves\n1\tto sweep the court.\n";
    std::fs::write(dir.path().join("adopted.txt"), adopted).unwrap();
    let draft = "DRAFT NEW RESOLUTION [EUR-2]\nOn wells\nThe World Telecommunication Standardization Assembly (Hammamet, 2016),\nresolves\n1\tto dig wells.\n";
    std::fs::write(dir.path().join("draft.txt"), draft).unwrap();
    let list_of =
        json(&resgraph(dir.path(), &["outcome", ".", "--format", "json", "-q"]).success());
    let rows = list_of["rows"].as_array().unwrap().iter();
    let proposed = rows.filter(|r| r["proposals"].as_array().is_some_and(|p| !p.is_empty()));
    let proposed: Vec<&str> = proposed.filter_map(|r| r["id"].as_str()).collect();
    assert!(
        proposed.contains(&"WTSA-[EUR-2]") && !proposed.contains(&"PP-208"),
        "{proposed:?}"
    );
    let of = |id: &str| row(&list, id)["proposals"].as_array().map_or(0, Vec::len);
    assert_eq!((of("WTSA-35"), of("WTSA-40")), (3, 0));
}
