//! Proposals as Word files with real tracked changes: counts, marks, moves, authors, and all of them in one file.

mod support;

use resgraph::compare::{Action, Comparison, MergedParagraph, compare, merge};
use resgraph::knowledge::Knowledge;
use resgraph::model::Change;
use resgraph::read::{ChangeView, ReadOptions, read_bytes};
use resgraph::report::{Format, comparison, merged_word, render};
use support::tracked::{
    accepted_lines, body_of, counts, del, ins, lines, read, table, told, whole, with_accepted,
};
use support::{p, r};

const TITLE: [&str; 2] = ["RESOLUTION 9 (Oslo, 2016)", "Bicycles for couriers"];
const TAIL: [&str; 3] = [
    "invites Member States",
    "1\tto lend a bicycle to every courier who asks for one;",
    "2\tto mend it every spring.",
];

fn base() -> String {
    lines(&TITLE)
        + &lines(&[
            "noting",
            "a)\tthat couriers ride in rain and snow;",
            "b)\tthat brakes wear out within a single winter,",
            "resolves",
            "1\tto buy forty bicycles for the couriers of the Union;",
            "2\tto paint every one of them in a bright colour;",
            "3\tto count the bicycles at the end of the year,",
        ])
        + &table(&[["Size", "Wheels"], ["small", "20"]])
        + &lines(&TAIL)
}

/// Two authors; a clause struck and the next renumbered, a heading reworded, a table row changed.
fn north() -> String {
    p(&ins("North", "MOD\tNOR/7A3/1"))
        + &lines(&TITLE)
        + &p(&(del("North", "noting") + &ins("North", "recognizing")))
        + &whole("del", "North", "a)\tthat couriers ride in rain and snow;")
        + &p(&(del("North", "b")
            + &ins("North", "a")
            + &r(")\tthat brakes wear out within a single winter,")))
        + &lines(&["resolves"])
        + &p(&(r("1\tto buy ")
            + &del("North", "forty")
            + &ins("Isle", "fifty")
            + &r(" bicycles for the couriers of the Union;")))
        + &lines(&[
            "2\tto paint every one of them in a bright colour;",
            "3\tto count the bicycles at the end of the year,",
        ])
        + &table(&[["Size", "Wheels"], ["small", "20"]])
        + &lines(&TAIL)
}

/// A move, a changed sign, and another number in the place where the first one changes it.
fn south() -> String {
    lines(&["MOD\tSOU/8A1/1"])
        + &lines(&TITLE)
        + &lines(&["noting", "a)\tthat couriers ride in rain and snow;"])
        + &p(&(r("b)\tthat brakes wear out within a single winter")
            + &del("South", ",")
            + &ins("South", ";")))
        + &whole("ins", "South", "c)\tthat chains rust,")
        + &lines(&["resolves"])
        + &p(&(r("1\tto buy ")
            + &del("South", "forty")
            + &ins("South", "sixty")
            + &r(" bicycles for the couriers of the Union;")))
        + &whole(
            "moveFrom",
            "South",
            "2\tto paint every one of them in a bright colour;",
        )
        + &p(&(del("South", "3")
            + &ins("South", "2")
            + &r("\tto count the bicycles at the end of the year")
            + &del("South", ",")
            + &ins("South", ";")))
        + &whole(
            "moveTo",
            "South",
            "3\tto paint every one of them in a bright colour,",
        )
        + &table(&[["Size", "Wheels"], ["small", "20"]])
        + &lines(&TAIL)
}

fn compared() -> Comparison {
    let documents = [
        ("base.docx", base()),
        ("north.docx", north()),
        ("south.docx", south()),
    ]
    .map(|(name, body)| read(name, &body, ChangeView::Both));
    compare(
        &documents,
        &Knowledge::builtin().expect("the built-in knowledge"),
    )
    .expect("compares")
}

/// What is counted by hand: keep, modify, add, delete, moved, renumbered.
#[test]
fn counts_marks_and_authors_are_those_of_the_files() {
    let compared = compared();
    // Title 2, noting 2, resolves 3, the table, invites 2.
    assert_eq!(counts(&compared, 0), [8, 1, 0, 1, 0, 1, 0]);
    assert_eq!(counts(&compared, 1), [6, 3, 1, 0, 1, 1, 0]);
    assert_eq!(told(&compared, 0), ["MOD", "NOR/7A3/1", "North,Isle"]);
    assert_eq!(told(&compared, 1), ["MOD", "SOU/8A1/1", "South"]);
    assert!(compared.problems.is_empty(), "{:?}", compared.problems);
}

/// Both wordings of an opening phrase, the sign at the end of a clause, a table as a table.
#[test]
fn what_is_easily_lost_is_shown() {
    let compared = compared();
    let noting = compared
        .sections
        .iter()
        .find(|s| s.heading == "noting")
        .expect("there");
    let changes: Vec<_> = noting.columns[0]
        .heading
        .iter()
        .map(|r| (r.text.as_str(), r.change))
        .collect();
    assert_eq!(
        changes,
        [
            ("noting", Some(Change::Deleted)),
            ("recognizing", Some(Change::Inserted))
        ]
    );
    let sign = noting.rows[1].cells[1].as_ref().expect("there");
    assert_eq!(sign.action, Action::Modify);
    let rows: Vec<_> = compared
        .sections
        .iter()
        .flat_map(|s| &s.rows)
        .filter(|r| r.is_table_row)
        .collect();
    assert_eq!(rows[1].base_text.as_deref(), Some("small\t20"));
    let paper = comparison(&compared);
    let text = String::from_utf8(render(&paper, Format::Markdown).expect("renders")).expect("text");
    assert!(text.contains("small \\| 20"), "{text}");
    assert!(text.contains("<del>noting</del><ins>recognizing</ins>"));
}

/// The lines of one side: with the changes of these authors accepted and all others taken back.
fn accepted(merged: &[MergedParagraph], authors: &[&str]) -> Vec<String> {
    let theirs = |author: &str| author.split(" + ").any(|a| authors.contains(&a));
    let stays = |change: &Option<(Change, resgraph::compare::Signature)>| match change {
        None => true,
        Some((Change::Inserted, by)) => theirs(&by.author),
        Some((Change::Deleted, by)) => !theirs(&by.author),
    };
    let shown = |p: &MergedParagraph| {
        let pieces = p.pieces.iter().filter(|piece| stays(&piece.change));
        pieces.map(|piece| piece.text.as_str()).collect::<String>()
    };
    merged
        .iter()
        .filter(|p| stays(&p.mark))
        .map(shown)
        .collect()
}

/// Accepting one proposal gives that proposal; taking all back gives the base; a clash is named.
#[test]
fn one_file_holds_all_proposals() {
    let compared = compared();
    let merged = merge(&compared);
    assert_eq!(accepted(&merged, &[]), accepted_lines("base.docx", &base()));
    assert_eq!(
        accepted(&merged, &["North", "Isle"]),
        accepted_lines("north.docx", &north())
    );
    assert_eq!(
        accepted(&merged, &["South"]),
        accepted_lines("south.docx", &south())
    );
    let clashes: Vec<&str> = compared
        .conflicts
        .iter()
        .map(|c| c.clause.as_str())
        .collect();
    assert_eq!(clashes, ["resolves 1"]);
    let versions: Vec<&str> = compared.conflicts[0]
        .versions
        .iter()
        .map(|v| v.text.as_str())
        .collect();
    assert!(versions[0].contains("fifty") && versions[1].contains("sixty"));
}

/// The same of the file itself, with the changes of one author accepted in it as Word does it.
#[test]
fn accepting_one_author_in_the_file_gives_that_proposal() {
    let body = body_of(&merged_word(&compared()).expect("packs"));
    for (authors, name, text) in [
        (&[][..], "base.docx", base()),
        (&["North", "Isle"][..], "north.docx", north()),
        (&["South"][..], "south.docx", south()),
    ] {
        let got = accepted_lines(name, &with_accepted(&body, authors));
        assert_eq!(got, accepted_lines(name, &text), "{name}");
    }
}

/// The Word file says the same as what it was made of, and names who changed what and when.
#[test]
fn the_word_file_has_everyones_changes() {
    let bytes = merged_word(&compared()).expect("packs");
    let options = ReadOptions {
        changes: ChangeView::Both,
        ..ReadOptions::default()
    };
    let document = read_bytes("all.docx", bytes, &options).expect("reads");
    let mut authors: Vec<&str> = document
        .changes
        .iter()
        .filter_map(|c| c.author.as_deref())
        .collect();
    authors.sort_unstable();
    authors.dedup();
    assert_eq!(authors, ["Isle", "North", "North + South", "South"]);
    assert!(
        document
            .changes
            .iter()
            .all(|c| c.date.as_deref() == Some("2021-11-02T10:00:00Z"))
    );
    assert!(
        document.blocks.iter().any(|b| b.cell.is_some()),
        "the table is a table"
    );
}

/// A translation is not compared word for word: it is named, and the others go on.
#[test]
fn a_proposal_in_another_language_is_left_out_and_named() {
    let french = lines(&[
        "MOD\tOUE/3/1",
        "RÉSOLUTION 9 (Oslo, 2016)",
        "Bicyclettes pour les coursiers",
    ]) + &lines(&[
        "notant",
        "a)\tque les coursiers roulent sous la pluie et dans la neige;",
        "b)\tque les freins s'usent en un seul hiver,",
        "décide",
        "1\td'acheter quarante bicyclettes pour les coursiers de l'Union;",
        "2\tde peindre chacune d'elles dans une couleur vive,",
    ]);
    let bodies = [
        ("base.docx", base()),
        ("north.docx", north()),
        ("ouest.docx", french),
    ];
    let documents = bodies.map(|(name, body)| read(name, &body, ChangeView::Both));
    let compared =
        compare(&documents, &Knowledge::builtin().expect("mappings/ load")).expect("are compared");
    let names: Vec<&str> = compared.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["north"]);
    let unread: Vec<_> = compared.problems.iter().filter(|p| p.unread).collect();
    assert_eq!(unread.len(), 1, "{:?}", compared.problems);
    assert!(
        unread[0].file == "ouest.docx" && unread[0].message.contains("French"),
        "{unread:?}"
    );
}
