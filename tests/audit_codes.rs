//! Every code of the audit: texts in which it is found, once and in its place, and texts that look alike and are
//! in order. All texts are written for these tests; of the real ones only numbers, places and years are used.

use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::Finding;
use std::collections::BTreeSet;
use std::sync::OnceLock;

type Texts<'a> = Vec<(&'a str, String)>;

fn findings(code: Code, texts: &Texts) -> Vec<Finding> {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    let knowledge = KNOWLEDGE.get_or_init(|| Knowledge::builtin().expect("mappings/ load"));
    let texts: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let corpus = Corpus::from_texts(knowledge, &texts);
    let day: Day = "2026-01-01".parse().expect("a day");
    let settings = Settings::default();
    Audit::new(&corpus, knowledge, &settings)
        .run(&[code], None, day)
        .findings
}

/// A resolution of the conference of 2018.
fn resolution(number: u32, title: &str, body: &str) -> String {
    format!(
        "RESOLUTION {number} (REV. DUBAI, 2018)\n{title}\nThe Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\n{body}\n"
    )
}

/// One with a single item to resolve.
fn saying(clause: &str) -> Texts<'static> {
    let body = format!("resolves\nto plant trees in accordance with {clause} and to water them");
    vec![("a.txt", resolution(301, "Trees", &body))]
}

/// A resolution of the assembly of 2024, later than the works that are built in.
fn of_2024(clause: &str) -> Texts<'static> {
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
fn mapping(rows: &[[&str; 5]], without: &[&str], candidates: &[[&str; 6]]) -> Texts<'static> {
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

/// An action plan: who acts by the matrix, and the items, each a number and an action.
fn plan(before: &str, in_matrix: &[u32], items: &[[&str; 2]]) -> Texts<'static> {
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

const ITEMS: [[&str; 2]; 3] = [
    ["81-01", "SGs to plant trees. (resolves 1)"],
    ["81-02", "SGs to water them. (resolves 2)"],
    ["81-03", "TSB Director to count them. (i. TSBDir)"],
];

/// Where the one finding of a code is: file, line, and words of its message.
type Found = (&'static str, usize, &'static str);

/// A code, texts that have it, where, and texts that have not.
fn cases() -> Vec<(Code, Texts<'static>, Found, Vec<Texts<'static>>)> {
    let recalling = |what: &str| {
        let body = format!("recalling\na) {what},\nresolves\nto plant trees");
        vec![("a.txt", resolution(301, "Trees", &body))]
    };
    let items = |lines: &str| {
        vec![(
            "a.txt",
            resolution(301, "Trees", &format!("resolves\n{lines}")),
        )]
    };
    let filler = "that each member who has a road shall plant a tree beside it before the end of the year, and shall water it in dry summers, or ask a neighbour to do so, or put up a sign that says who should;";
    let twice = |first: &str, second: &str| {
        let body =
            format!("resolves\n1 to act on {first};\n2 {filler}\n3 {filler}\n4 to act on {second}");
        vec![("a.txt", resolution(301, "Trees", &body))]
    };
    let clauses = |from: usize, to: usize| -> String {
        (from..to).map(|i| format!("{} that the trees of the village of number {i} which stand on the road number {i} are painted green\n", i - from + 1)).collect()
    };
    vec![
        (
            Code::SuppressedTarget,
            recalling("Resolution 72 (Rev. Busan, 2014), on trees"),
            ("a.txt", 5, "PP-72 was suppressed"),
            vec![recalling("Resolution 71 (Rev. Dubai, 2018), on trees")],
        ),
        (
            Code::UnknownTarget,
            saying("Resolution 999 of the Plenipotentiary Conference"),
            ("a.txt", 5, "No PP-999 is known"),
            vec![
                saying("Resolution 123 of the Plenipotentiary Conference"),
                // Adopted after those that are built in: by its edition, by the citing text, by its source.
                saying("Resolution 299 (Bucharest, 2022) of the Plenipotentiary Conference"),
                of_2024("Resolution 102 of this assembly"),
                vec![(
                    "report.txt",
                    "WTSA Resolution 150 goes with Resolution 2 (Rev. New Delhi, 2024) of WTSA.\n"
                        .to_owned(),
                )],
            ],
        ),
        (
            Code::ImpossibleEdition,
            saying("Resolution 123 (Rev. Busan, 2017)"),
            ("a.txt", 5, "No conference met at Busan, 2017"),
            vec![
                saying("Resolution 123 (Rev. Busan, 2014)"),
                // Of conferences to come.
                saying("Resolution 123 (Rev. Doha, 2026)"),
                of_2024("Resolution 2 (Rev. Lisbon, 2028) of this assembly"),
                of_2024("Resolution 123 (Rev. Atlantis, 2030) of the Plenipotentiary Conference"),
            ],
        ),
        (
            Code::BodyMismatch,
            saying("WTSA Resolution 44 (Rev. Busan, 2014)"),
            ("a.txt", 5, "it was PP that met"),
            vec![
                saying("WTSA Resolution 44 (Rev. Hammamet, 2016)"),
                saying("WTSA Resolution 44 (Rev. New Delhi, 2024)"),
            ],
        ),
        (
            Code::PredatedEdition,
            saying("Resolution 123 (Rev. Bucharest, 2022)"),
            ("a.txt", 5, "PP-301 is of 2018, and cites PP-123 as of 2022"),
            vec![
                saying("Resolution 123 (Rev. Dubai, 2018)"),
                of_2024("Resolution 123 (Rev. Bucharest, 2022)"),
            ],
        ),
        (
            Code::StaleEdition,
            saying("Resolution 123 (Rev. Busan, 2014)"),
            ("a.txt", 5, "Rev. Dubai, 2018 is the latest known edition"),
            vec![
                saying("Resolution 123 (Rev. Dubai, 2018)"),
                of_2024("Resolution 123 (Rev. Bucharest, 2022)"),
                // How it went, edition by edition.
                saying("Resolutions 123 (Rev. Busan, 2014) and 123 (Rev. Guadalajara, 2010)"),
            ],
        ),
        (
            Code::MixedEditions,
            twice(
                "Resolution 123 (Rev. Dubai, 2018)",
                "Resolution 123 (Rev. Busan, 2014)",
            ),
            (
                "a.txt",
                8,
                "both as of Rev. Busan, 2014 and as of Rev. Dubai, 2018",
            ),
            vec![
                twice(
                    "Resolution 123 (Rev. Dubai, 2018)",
                    "Resolution 123 (Rev. Dubai, 2018)",
                ),
                saying("Resolution 123 (Rev. Busan, 2014), now Resolution 123 (Rev. Dubai, 2018)"),
            ],
        ),
        (
            Code::TemporaryNumber,
            saying("Resolution [WGPL/3] (Dubai, 2018) of the Plenipotentiary Conference"),
            ("a.txt", 5, "is the temporary number of PP-206"),
            vec![saying(
                "Resolution 206 (Dubai, 2018) of the Plenipotentiary Conference",
            )],
        ),
        (
            Code::MisspeltPlace,
            saying("Resolution 123 (Rev. Dubbai, 2018)"),
            ("a.txt", 5, "was read as Dubai"),
            vec![saying("Resolution 123 (Rev. Dubaï, 2018)")],
        ),
        (
            Code::RedlineResidue,
            saying("Resolution 123 (Rev. Busan, 2014Dubai, 2018)"),
            ("a.txt", 5, "Rev. Busan, 2014 / Rev. Dubai, 2018"),
            vec![saying("Resolution 123 (Rev. Dubai, 2018)")],
        ),
        (
            Code::MalformedCitation,
            saying("Resolution 148 Antalya, 2006)"),
            ("a.txt", 5, "\"Antalya, 2006)\" is not punctuated"),
            vec![saying("Resolution 148 (Antalya, 2006)")],
        ),
        (
            Code::MissingRev,
            saying("Resolution 123 (Dubai, 2018)"),
            ("a.txt", 5, "PP-123 (Dubai, 2018) is a revision"),
            vec![
                saying("Resolution 123 (Rev. Dubai, 2018)"),
                saying("Resolution 205 (Dubai, 2018)"),
            ],
        ),
        (
            Code::SelfCitation,
            saying("Resolution 301 (Rev. Dubai, 2018)"),
            ("a.txt", 5, "PP-301 cites itself"),
            vec![
                saying("this resolution"),
                saying("Resolution 301 (Busan, 2014)"),
            ],
        ),
        (
            Code::AmbiguousTarget,
            vec![(
                "note.txt",
                "Trees are planted in accordance with Resolution 44 and watered.\n".to_owned(),
            )],
            ("note.txt", 1, "Resolution 44 may be"),
            vec![vec![(
                "note.txt",
                "Trees are planted in accordance with WTSA Resolution 44 and watered.\n".to_owned(),
            )]],
        ),
        (
            Code::DanglingProvision,
            items("1 to plant trees;\n2 to act on resolves 7 above"),
            ("a.txt", 6, "resolves 7"),
            vec![items("1 to plant trees;\n2 to act on resolves 1 above")],
        ),
        (
            Code::HeadingMismatch,
            vec![
                (
                    "a.txt",
                    resolution(301, "Trees", &format!("resolves\n{}", clauses(10, 14))),
                ),
                (
                    "b.txt",
                    resolution(302, "Bridges", &format!("resolves\n{}", clauses(20, 24))),
                ),
                (
                    "c.txt",
                    resolution(301, "Trees", &format!("resolves\n{}", clauses(20, 24))),
                ),
            ],
            ("c.txt", 5, "stand in PP-302"),
            vec![vec![
                (
                    "a.txt",
                    resolution(301, "Trees", &format!("resolves\n{}", clauses(10, 14))),
                ),
                (
                    "b.txt",
                    resolution(302, "Bridges", &format!("resolves\n{}", clauses(20, 24))),
                ),
                (
                    "c.txt",
                    resolution(301, "Trees", &format!("resolves\n{}", clauses(10, 14))),
                ),
            ]],
        ),
        (
            Code::DuplicateLabel,
            items("1 to plant trees;\n2 to water them;\n2 to count them"),
            ("a.txt", 7, "`resolves 2` stands twice"),
            vec![items(
                "1 to plant trees:\na) large ones;\nb) small ones;\n2 to water them:\na) in summer;\nb) in spring",
            )],
        ),
        (
            Code::GapInNumbering,
            items("1 to plant trees;\n2 to water them;\n4 to count them"),
            ("a.txt", 7, "from item 2 to item 4"),
            vec![items(
                "1 to plant trees;\n2 to water them;\n3 to count them",
            )],
        ),
        (
            Code::TitleDrift,
            vec![
                (
                    "a.txt",
                    resolution(301, "Trees along the roads", "resolves\nto plant trees"),
                ),
                (
                    "b.txt",
                    resolution(301, "Trees of the villages", "resolves\nto plant trees"),
                ),
            ],
            ("b.txt", 1, "\"Trees of the villages\" here"),
            vec![vec![
                (
                    "a.txt",
                    resolution(301, "Trees along the roads", "resolves\nto plant trees"),
                ),
                (
                    "b.txt",
                    resolution(301, "TREES ALONG THE ROADS", "resolves\nto plant trees"),
                ),
            ]],
        ),
        (
            Code::TextLost,
            vec![(
                "a.txt",
                "Mapping of resolutions\n which was lost here\n\tTrees\n\tWater\n".to_owned(),
            )],
            ("a.txt", 2, "lost"),
            vec![vec![(
                "a.txt",
                "Mapping of resolutions\nwhich was not lost\n\tTrees\n\tWater\n".to_owned(),
            )]],
        ),
        (
            Code::MappedWithoutEquivalent,
            mapping(
                &[["Trees", "PP Res.301", "WTSA Res.81", "", ""]],
                &["WTSA Res.81, Trees"],
                &[],
            ),
            ("mapping.txt", 17, "WTSA-81"),
            vec![mapping(
                &[["Trees", "PP Res.301", "WTSA Res.81", "", ""]],
                &["WTSA Res.82, Bridges"],
                &[],
            )],
        ),
        (
            Code::SlippedCell,
            mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""],
                    ["Roads", "PP Res.303", "WTSA Res.83", "WTDC Res.43", ""],
                ],
                &[],
                &[
                    ["1", "Roads", "PP Res.303", "WTSA Res.83", "", ""],
                    ["2", "Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.43", ""],
                ],
            ),
            ("mapping.txt", 42, "WTDC-43 stands in"),
            vec![mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""],
                    ["Roads", "PP Res.303", "WTSA Res.83", "WTDC Res.43", ""],
                ],
                &[],
                &[
                    ["1", "Roads", "PP Res.303", "WTSA Res.83", "WTDC Res.43", ""],
                    ["2", "Trees", "PP Res.301", "WTSA Res.81", "", ""],
                ],
            )],
        ),
        (
            Code::RepeatedRow,
            mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "", ""],
                    ["Roads", "PP Res.303", "WTSA Res.83", "", ""],
                ],
                &[],
                &[
                    ["1", "Roads", "PP Res.303", "WTSA Res.83", "", ""],
                    ["2", "Trees", "PP Res.303", "WTSA Res.83", "", ""],
                ],
            ),
            ("mapping.txt", 38, "are those of row 1"),
            vec![mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "", ""],
                    ["Roads", "PP Res.303", "WTSA Res.83", "", ""],
                ],
                &[],
                &[
                    ["1", "Roads", "PP Res.303", "WTSA Res.83", "", ""],
                    ["2", "Trees", "PP Res.301", "WTSA Res.81", "", ""],
                ],
            )],
        ),
        (
            Code::TableMismatch,
            mapping(
                &[["Trees", "PP Res.301", "WTSA Res.81", "", ""]],
                &[],
                &[["1", "Trees", "PP Res.301", "WTSA Res.85", "", ""]],
            ),
            ("mapping.txt", 28, "WTSA-85"),
            vec![mapping(
                &[["Trees", "PP Res.301", "WTSA Res.81", "", ""]],
                &[],
                &[["1", "Trees", "PP Res.301", "WTSA Res.81", "", ""]],
            )],
        ),
        (
            Code::DuplicateSubject,
            mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "", ""],
                    ["Trees", "PP Res.303", "", "", ""],
                ],
                &[],
                &[],
            ),
            ("mapping.txt", 15, "Trees"),
            vec![mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "", ""],
                    ["Roads", "PP Res.303", "", "", ""],
                ],
                &[],
                &[],
            )],
        ),
        (
            Code::UnsupportedCell,
            {
                let mut texts = mapping(
                    &[["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""]],
                    &[],
                    &[],
                );
                texts.push((
                    "a.txt",
                    resolution(
                        301,
                        "Trees",
                        "resolves\nto act on Resolution 81 (Rev. Hammamet, 2016) of WTSA",
                    ),
                ));
                texts
            },
            ("mapping.txt", 12, "links WTDC-41"),
            vec![{
                let mut texts =
                    mapping(&[["Trees", "PP Res.301", "WTSA Res.81", "", ""]], &[], &[]);
                texts.push((
                    "a.txt",
                    resolution(
                        301,
                        "Trees",
                        "resolves\nto act on Resolution 81 (Rev. Hammamet, 2016) of WTSA",
                    ),
                ));
                texts
            }],
        ),
        (
            Code::UnknownProvision,
            plan(
                "",
                &[81],
                &[
                    ITEMS[0],
                    ITEMS[1],
                    ITEMS[2],
                    ["81-04", "SGs to paint them. (resolves 7)"],
                ],
            ),
            ("plan.txt", 72, "Item 81-04 points at (resolves 7)"),
            vec![plan("", &[81], &ITEMS)],
        ),
        (
            Code::ReusedNumber,
            plan(
                "",
                &[81],
                &[
                    ITEMS[0],
                    ITEMS[1],
                    ITEMS[2],
                    ["81-02", "SGs to paint them."],
                ],
            ),
            ("plan.txt", 72, "Two items have the number 81-02"),
            vec![
                plan("", &[81], &ITEMS),
                // The same item printed twice, and removed ones that are gone.
                plan(
                    "Removed items:\n· 81-07, 81-09;\n",
                    &[81],
                    &[ITEMS[0], ITEMS[1], ITEMS[1], ITEMS[2]],
                ),
            ],
        ),
        (
            Code::ReusedNumber,
            plan(
                "Removed items:\n· 81-07;\n· 81-02 (new action item);\n",
                &[81],
                &ITEMS,
            ),
            (
                "plan.txt",
                3,
                "81-02 is listed as removed (\"new action item\")",
            ),
            vec![],
        ),
        (
            Code::MatrixMismatch,
            plan("", &[81, 83], &ITEMS),
            ("plan.txt", 39, "somebody act on WTSA-83"),
            vec![plan("", &[81], &ITEMS)],
        ),
        (
            Code::UncoveredProvision,
            plan("", &[81], &[ITEMS[0], ITEMS[1]]),
            ("plan.txt", 47, "No item carries out WTSA-81"),
            vec![plan("", &[81], &ITEMS)],
        ),
        (
            Code::RepeatedProvision,
            vec![
                (
                    "a.txt",
                    resolution(301, "Trees", &format!("resolves\n{filler}")),
                ),
                (
                    "b.txt",
                    resolution(302, "Roads", &format!("resolves\n{filler}")),
                ),
            ],
            ("a.txt", 5, "word for word in PP-302"),
            vec![vec![
                (
                    "a.txt",
                    resolution(301, "Trees", &format!("resolves\n{filler}")),
                ),
                // Another edition of the same work.
                (
                    "b.txt",
                    resolution(301, "Trees", &format!("resolves\n{filler}"))
                        .replace("Dubai, 2018", "Busan, 2014")
                        .replace("DUBAI, 2018", "BUSAN, 2014"),
                ),
            ]],
        ),
    ]
}

#[test]
fn each_code_is_found_where_it_is_and_only_there() {
    let mut wrong = Vec::new();
    for (code, texts, (file, line, words), clean) in cases() {
        let found = findings(code, &texts);
        let right = found.len() == 1
            && (found[0].place.file.as_str(), found[0].place.line) == (file, line)
            && found[0].message.contains(words);
        if !right {
            let told: Vec<_> = found
                .iter()
                .map(|f| (&f.place.file, f.place.line, &f.message))
                .collect();
            wrong.push(format!("{code}: {told:?} for {:?}", (file, line, words)));
        }
        for texts in clean {
            let found = findings(code, &texts);
            let told: Vec<_> = found.iter().map(|f| (f.place.line, &f.message)).collect();
            if !told.is_empty() {
                wrong.push(format!("{code}: {told:?} in\n{}", texts[0].1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_code_is_without_a_case() {
    let with_case: BTreeSet<Code> = cases().into_iter().map(|c| c.0).collect();
    // Those of the settings are tested with the command.
    let of_settings = [Code::ExpiredWaiver, Code::UnusedWaiver];
    let without: Vec<&Code> = Code::ALL
        .iter()
        .filter(|c| !with_case.contains(c) && !of_settings.contains(c))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}
