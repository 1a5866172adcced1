//! The audit of a mapping document's tables and of the texts under its headings. All texts are written for
//! these tests; of the real ones only numbers and places are used.

use super::audit;
use super::write::{Mapping, Text};
use resgraph::audit::Code;

fn mapping_document() -> String {
    let rows = [
        ["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""],
        ["Water", "PP Res.302", "WTSA Res.82", "", "RA Res.9-1"],
        ["Roads", "PP Res.303", "WTSA Res.83", "WTDC Res.43", ""],
        ["Trees", "PP Res.304", "", "WTDC Res.44", ""],
    ];
    let candidates = [
        ["1", "Roads", "PP Res.303", "WTSA Res.83", "", ""],
        ["2", "Water", "PP Res.302", "WTSA Res.82", "WTDC Res.43", ""],
        ["4", "Trees", "PP Res.302", "WTSA Res.82", "WTDC Res.43", ""],
    ];
    let without = ["WTSA Res.82, Water", "WTSA Res.90, Bridges"];
    Text::Mapping(Mapping {
        summary: rows.map(|row| row.map(str::to_owned)).to_vec(),
        without_equivalent: without.map(str::to_owned).to_vec(),
        candidates: candidates.map(|row| row.map(str::to_owned)).to_vec(),
        texts: None,
    })
    .write()
}

#[test]
fn faults_between_the_tables_are_found() {
    let text = mapping_document();
    let line_of = |what: &str| {
        text.lines()
            .position(|l| l.contains(what))
            .map_or(0, |i| i + 1)
    };
    let codes = [
        Code::MappedWithoutEquivalent,
        Code::SlippedCell,
        Code::RepeatedRow,
        Code::DuplicateSubject,
        Code::TableMismatch,
        Code::GapInNumbering,
    ];
    let found = audit(&[("mapping.txt", &text)], &codes);
    let found: Vec<(&str, usize, String)> = found
        .iter()
        .map(|f| {
            let ids: Vec<&str> = f.ids.iter().map(|id| id.as_str()).collect();
            (f.code.as_str(), f.place.line, ids.join(" "))
        })
        .collect();
    let last = text.lines().count();
    let row = |number: &str| {
        text.lines()
            .position(|l| l == format!("\t{number}"))
            .map_or(0, |i| i + 1)
    };
    assert!(last > row("4"));
    let expected = [
        (
            "duplicate-subject",
            line_of("PP Res.304") - 1,
            "PP-304 PP-301",
        ),
        (
            "mapped-without-equivalent",
            line_of("· WTSA Res.82"),
            "WTSA-82",
        ),
        // WTDC-43 slipped from the cell of the roads that is empty now …
        ("slipped-cell", row("2") + 4, "WTDC-43 PP-302"),
        // … and RA-9 is missing for the water.
        ("table-mismatch", row("2") + 5, "RA-9"),
        ("gap-in-numbering", row("4"), ""),
        ("repeated-row", row("4"), "PP-302 WTSA-82 WTDC-43"),
    ];
    let expected: Vec<(&str, usize, String)> =
        expected.map(|(c, l, i)| (c, l, i.to_owned())).to_vec();
    assert_eq!(found, expected);
}

const TREES: [&str; 3] = [
    "that each member who has a road shall plant a tree beside it before the end of the year;",
    "that trees shall be watered in dry summers by those who planted them, or by their neighbours;",
    "that the trees shall be counted every fourth year and the number be told to all members;",
];
const BRIDGES: [&str; 4] = [
    "that each bridge of the Union shall be painted green by the member on its northern side;",
    "that bridges without handrails shall be closed to children until somebody has put up some;",
    "that the length of each bridge shall be measured again whenever a member has doubts about it;",
    "that bridges built before the Union was founded are to be treated with particular politeness;",
];

fn resolution(number: u32, title: &str, clauses: &[&str]) -> String {
    let items: String = clauses
        .iter()
        .enumerate()
        .map(|(i, c)| format!("{} {c}\n", i + 1))
        .collect();
    format!(
        "RESOLUTION {number} (REV. DUBAI, 2018)\n{title}\nThe Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\nresolves\n{items}"
    )
}

#[test]
fn text_under_the_heading_of_another_work_is_found_and_is_no_repetition() {
    let trees = resolution(301, "Trees", &TREES);
    let bridges = resolution(302, "Bridges", &BRIDGES);
    let misplaced = resolution(
        301,
        "Trees",
        &[TREES[0], BRIDGES[0], BRIDGES[1], BRIDGES[2]],
    );
    let codes = [Code::HeadingMismatch, Code::RepeatedProvision];
    let found = audit(
        &[
            ("trees.txt", &trees),
            ("bridges.txt", &bridges),
            ("table.txt", &misplaced),
        ],
        &codes,
    );
    let told: Vec<(&str, &str, usize)> = found
        .iter()
        .map(|f| (f.code.as_str(), f.place.file.as_str(), f.place.line))
        .collect();
    assert_eq!(told, [("heading-mismatch", "table.txt", 6)]);
    assert!(
        found[0]
            .message
            .starts_with("3 of 4 provisions under the heading of PP-301 stand in PP-302")
    );

    // Two works that share clauses, each in a text of its own, are not misplaced: they repeat each other.
    let sharing = resolution(303, "Trees and bridges", &[TREES[0], TREES[1], BRIDGES[3]]);
    let found = audit(&[("trees.txt", &trees), ("sharing.txt", &sharing)], &codes);
    let codes: Vec<&str> = found.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["repeated-provision", "repeated-provision"]);
}
