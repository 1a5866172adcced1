//! Proposals that split and join paragraphs, move clauses from one section to another, change footnotes and tables, or track
//! nothing: counted by hand before the program ran; the merged file gives each of them back.
#![allow(clippy::unwrap_used)]

mod support;

use resgraph::compare::{Comparison, compare};
use resgraph::knowledge::Knowledge;
use resgraph::model::Document;
use resgraph::read::{ChangeView, ReadOptions, read_bytes};
use resgraph::report::merged_word;
use support::tracked::{
    body_of, by, counts, del, ins, lines, lines_of, read, table, table_of, whole, with_accepted,
};
use support::word::{NOTE, noted};
use support::{Docx, office, p, r};

const HEAD: [&str; 5] = [
    "RESOLUTION 11 (Oslo, 2016)",
    "Ferries between islands",
    "noting",
    "a)\tthat ferries are slow in winter and late in summer;",
    "b)\tthat the islands lie far from each other,",
];

/// A paragraph whose end is inserted (`ins`) or struck (`del`).
fn ending(tag: &str, author: &str, runs: &str) -> String {
    let mark = by(tag, author, "").replace(&format!("></w:{tag}>"), "/>");
    format!("<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{runs}</w:p>")
}

fn compared(files: &[(&str, Document)]) -> Comparison {
    let documents: Vec<Document> = files.iter().map(|(_, d)| d.clone()).collect();
    compare(&documents, &Knowledge::builtin().unwrap()).unwrap()
}

/// The merged file, with the changes of these accepted, is that proposal; LibreOffice reads the same lines.
fn gives_back(compared: &Comparison, name: &str, authors: &[&str], want: &[String]) {
    let body = body_of(&merged_word(compared).unwrap());
    let whole = with_accepted(&body, authors);
    assert_eq!(
        lines_of(&read(name, &whole, ChangeView::Accept)),
        want,
        "{name}"
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("merged.docx");
    std::fs::write(&file, Docx::new(&whole).bytes()).unwrap();
    if let Some(text) = office::converted(&file, "txt:Text") {
        let text = std::fs::read_to_string(text).unwrap();
        for line in want.iter().filter(|l| l.ends_with([',', ';', '.'])) {
            assert!(
                text.lines().any(|l| l == line),
                "{name}: {line:?} in {text}"
            );
        }
    }
}

const SQUARES: [&str; 5] = [
    "resolves",
    "1\tto plant a tree in every square, to water it in summer and to count the leaves in autumn;",
    "2\tto close the squares at night;",
    "3\tto open them in the morning;",
    "4\tto sweep them every week.",
];

fn squares() -> String {
    lines(&HEAD) + &lines(&SQUARES)
}

/// Of 8 clauses the first "resolves" is split in two (one modified, one added), the next two are joined (one modified, one
/// deleted); 5 stay. All of it is tracked.
#[test]
fn paragraphs_split_and_joined_are_counted_as_what_they_are() {
    let west = p(&ins("West", "MOD\tWES/9/2"))
        + &lines(&HEAD)
        + &lines(&SQUARES[..1])
        + &ending(
            "ins",
            "West",
            &(r("1\tto plant a tree in every square") + &del("West", ", ") + &ins("West", ";")),
        )
        + &p(&(ins("West", "2\t") + &r("to water it in summer and to count the leaves in autumn;")))
        + &ending(
            "del",
            "West",
            &(del("West", "2")
                + &ins("West", "3")
                + &r("\tto close the squares at night")
                + &del("West", ";")),
        )
        + &p(&(del("West", "3\t") + &ins("West", " and ") + &r("to open them in the morning;")))
        + &lines(&SQUARES[4..]);
    let files = [("base.docx", squares()), ("west.docx", west.clone())];
    let compared = compared(&files.map(|(name, body)| (name, read(name, &body, ChangeView::Both))));
    let [keep, modify, add, delete, moved, ..] = counts(&compared, 0);
    assert_eq!([keep, modify, add, delete, moved], [5, 2, 1, 1, 0]);
    assert!(compared.problems.is_empty(), "{:?}", compared.problems);
    let want = lines_of(&read("west.docx", &west, ChangeView::Accept));
    assert!(
        want.contains(
            &"3\tto close the squares at night and to open them in the morning;".to_owned()
        ),
        "{want:?}"
    );
    gives_back(&compared, "west", &["West"], &want);
    gives_back(
        &compared,
        "base",
        &[],
        &lines_of(&read("base.docx", &squares(), ChangeView::Both)),
    );
}

/// Of 8 clauses one is modified and one renumbered; one is new; nothing is tracked, which is no fault where nothing is.
#[test]
fn a_proposal_without_tracked_changes_is_compared() {
    let south = lines(&["MOD\tSOU/12/1"])
        + &lines(&HEAD)
        + &lines(&SQUARES[..3])
        + &lines(&[
            "3\tto open them early in the morning;",
            "4\tto put a bench into each of them;",
            "5\tto sweep them every week.",
        ]);
    let files = [("base.docx", squares()), ("south.docx", south.clone())];
    let compared = compared(&files.map(|(name, body)| (name, read(name, &body, ChangeView::Both))));
    assert_eq!(counts(&compared, 0)[..6], [7, 1, 1, 0, 0, 1]);
    assert!(compared.problems.is_empty(), "{:?}", compared.problems);
    gives_back(
        &compared,
        "south",
        &["south"],
        &lines_of(&read("south.docx", &south, ChangeView::Accept)),
    );
}

/// A clause with a footnote.
fn first_ferry() -> String {
    p(&(r("1\tto run a ferry to every island twice a week") + NOTE + &r(";")))
}

fn ferries() -> String {
    lines(&HEAD)
        + &lines(&["resolves"])
        + &first_ferry()
        + &lines(&[
            "2\tto paint the ferries in white and blue;",
            "3\tto sell tickets at every pier,",
            "instructs the Secretary-General",
        ])
        + &lines(&[
            "1\tto print the timetable of the ferries;",
            "2\tto report to the Council every spring.",
        ])
        + &table(&[["Island", "Days"], ["Big", "2"], ["Small", "1"]])
}

/// The same as the East wants it.
fn ferries_of_the_east() -> String {
    let new = by("ins", "East", "").replace("></w:ins>", "/>");
    p(&ins("East", "MOD\tEAS/4A2/1"))
        + &lines(&HEAD)
        + &lines(&["resolves"])
        + &first_ferry()
        + &whole(
            "moveFrom",
            "East",
            "2\tto paint the ferries in white and blue;",
        )
        + &p(&(del("East", "3") + &ins("East", "2") + &r("\tto sell tickets at every pier,")))
        + &lines(&[
            "instructs the Secretary-General",
            "1\tto print the timetable of the ferries;",
        ])
        + &p(&(r("2\tto report to the Council every spring")
            + &del("East", ".")
            + &ins("East", ";")))
        + &whole(
            "moveTo",
            "East",
            "3\tto paint the ferries in white and blue.",
        )
        + &table_of(&[
            ("", &[r("Island"), r("Days")]),
            ("", &[r("Big"), del("East", "2") + &ins("East", "3")]),
            ("", &[r("Small"), r("1")]),
            (&new, &[ins("East", "Tiny"), ins("East", "1")]),
        ])
}

fn with_note(name: &str, body: &str, note: &str) -> Document {
    let docx = noted(Docx::new(body), note);
    read_bytes(name, docx.bytes(), &ReadOptions::default()).unwrap()
}

/// Of 11 clauses (9, a table, a footnote) a sign, a row of the table and the footnote change; one clause moves to the next
/// section; the one behind it gets its number. 7 stay.
#[test]
fn a_move_to_another_section_a_footnote_and_a_table_count_once() {
    let files = [
        (
            "base.docx",
            with_note("base.docx", &ferries(), &r("But not at night.")),
        ),
        (
            "east.docx",
            with_note(
                "east.docx",
                &ferries_of_the_east(),
                &(r("But not at night") + &ins("East", " or in fog") + &r(".")),
            ),
        ),
    ];
    let compared = compared(&files);
    assert_eq!(counts(&compared, 0)[..6], [7, 3, 0, 0, 1, 1]);
    assert_eq!(compared.columns[0].reference.as_deref(), Some("EAS/4A2/1"));
    assert_eq!(compared.columns[0].authors, ["East"]);
    assert!(compared.problems.is_empty(), "{:?}", compared.problems);
}
