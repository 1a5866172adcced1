//! Writes the texts of the cases.

use super::Texts;

/// A resolution of the conference of 2018.
pub fn resolution(number: u32, title: &str, body: &str) -> String {
    format!(
        "RESOLUTION {number} (REV. DUBAI, 2018)\n{title}\nThe Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\n{body}\n"
    )
}

/// One with a single item to resolve.
pub fn saying(clause: &str) -> Texts {
    let body = format!("resolves\nto plant trees in accordance with {clause} and to water them");
    vec![("a.txt", resolution(301, "Trees", &body))]
}

/// A resolution of the assembly of 2024, later than the works that are built in.
pub fn of_2024(clause: &str) -> Texts {
    let text = format!(
        "RESOLUTION 103 (NEW DELHI, 2024)\nTrees\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nresolves\nto plant trees in accordance with {clause} and to water them\n"
    );
    vec![("a.txt", text)]
}

/// A table as flattening leaves it: a TAB before each cell, an empty line behind each row.
fn table(rows: &[&[&str]]) -> String {
    let row = |cells: &&[&str]| cells.iter().map(|c| format!("\t{c}\n")).collect::<String>() + "\n";
    rows.iter().map(row).collect::<String>() + "\n"
}

const HEADS: [&str; 5] = [
    "Subject area",
    "PP Resolution",
    "WTSA Resolution",
    "WTDC Resolution",
    "RA Resolution",
];

/// A mapping document of these rows, and of these candidates with their numbers.
pub fn mapping(rows: &[[&str; 5]], without: &[&str], candidates: &[[&str; 6]]) -> Texts {
    let mut text = String::from("Mapping of resolutions\nTable 1 – Summary of mapping\n");
    let mut all: Vec<&[&str]> = vec![&HEADS];
    all.extend(rows.iter().map(|r| r.as_slice()));
    text += &table(&all);
    text += "The following WTSA Resolutions do not appear to have an equivalent:\n";
    text.extend(without.iter().map(|w| format!("· {w}\n")));
    text += "These could be streamlined:\n";
    let mut heads = vec!["#"];
    heads.extend(HEADS);
    let mut all: Vec<&[&str]> = vec![&heads];
    all.extend(candidates.iter().map(|r| r.as_slice()));
    vec![("mapping.txt", text + &table(&all))]
}

/// A mapping document with a table of texts behind it.
pub fn detailed(rows: &[[&str; 5]], without: &[&str], texts: &[[&str; 4]]) -> Texts {
    let mut all = mapping(rows, without, &[]);
    let mut table_rows: Vec<&[&str]> = vec![&HEADS[1..]];
    table_rows.extend(texts.iter().map(|r| r.as_slice()));
    all[0].1 += &format!("Table 2 – Texts\n{}", table(&table_rows));
    all
}

/// An action plan: who acts by the matrix, and the items, each a number and an action.
pub fn plan(before: &str, in_matrix: &[u32], items: &[[&str; 2]]) -> Texts {
    let mut text = format!("{before}Action plan of WTSA-16\nTable 1\nWTSA-16 texts and who acts\n");
    let mut rows: Vec<Vec<String>> = vec![
        [
            "Resolution - Title",
            "Action by",
            "Collaboration with",
            "Report to",
        ]
        .map(String::from)
        .to_vec(),
        [
            "",
            "SGs",
            "TSAG",
            "TSB",
            "Membership",
            "GenSec",
            "GenSec",
            "BDT\nITU-D",
            "BR\nITU-R",
            "TSAG",
            "Council",
            "WTSA-20",
            "PP-18",
        ]
        .map(String::from)
        .to_vec(),
    ];
    for number in in_matrix {
        let mut row = vec![format!("Resolution {number} – Trees"), "X".to_owned()];
        row.extend((0..11).map(|_| String::new()));
        rows.push(row);
    }
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|r| r.iter().map(String::as_str).collect())
        .collect();
    text += &table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
    text += "RESOLUTION 81 (REV. HAMMAMET, 2016)\nTrees\nThe World Telecommunication Standardization Assembly (Hammamet, 2016),\nresolves\n1\tto plant a tree beside each road;\n2\tto water it,\ninstructs the Director of the Telecommunication Standardization Bureau\nto count the trees.\n";
    let mut rows: Vec<Vec<&str>> = vec![vec![
        "Action Item",
        "Action",
        "Milestone",
        "Periodic goals met",
        "Completed",
    ]];
    rows.extend(
        items
            .iter()
            .map(|[number, action]| vec![*number, *action, "2018", "", ""]),
    );
    vec![(
        "plan.txt",
        text + &table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>()),
    )]
}

pub const ITEMS: [[&str; 2]; 3] = [
    ["81-01", "SGs to plant trees. (resolves 1)"],
    ["81-02", "SGs to water them. (resolves 2)"],
    ["81-03", "TSB Director to count them. (i. TSBDir)"],
];
