//! Inside a text, and between texts.

use super::write::resolution;
use super::{Case, Texts};
use resgraph::audit::Code;

pub fn cases() -> Vec<Case> {
    let items = |lines: &str| {
        vec![(
            "a.txt",
            resolution(301, "Trees", &format!("resolves\n{lines}")),
        )]
    };
    let filler = "that each member who has a road shall plant a tree beside it before the end of the year, and shall water it in dry summers, or ask a neighbour to do so, or put up a sign that says who should;";
    let clauses = |from: usize, to: usize| -> String {
        (from..to).map(|i| format!("{} that the trees of the village of number {i} which stand on the road number {i} are painted green\n", i - from + 1)).collect()
    };
    vec![
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
            Code::StrayTitle,
            vec![
                (
                    "a.txt",
                    resolution(
                        301,
                        "Trees",
                        "resolves\nLamps along the roads of the capital\n1 to plant trees",
                    ),
                ),
                (
                    "b.txt",
                    resolution(
                        302,
                        "Lamps along the roads of the capital",
                        "resolves\nto light lamps",
                    ),
                ),
            ],
            ("a.txt", 5, "it is the title of PP-302"),
            vec![vec![
                (
                    "a.txt",
                    resolution(
                        301,
                        "Trees",
                        "resolves\n1 to plant trees and lamps along the roads of the capital",
                    ),
                ),
                (
                    "b.txt",
                    resolution(
                        302,
                        "Lamps along the roads of the capital",
                        "resolves\nto light lamps",
                    ),
                ),
            ]],
        ),
        (
            Code::LanguageMismatch,
            vec![
                ("a.txt", resolution(301, "Trees", ENGLISH)),
                ("b.txt", french("71 (Rév. Dubaï, 2018)", "72")),
            ],
            (
                "b.txt",
                7,
                "In décide 1 the French text cites PP-72; the English one has PP-70",
            ),
            vec![vec![
                ("a.txt", resolution(301, "Trees", ENGLISH)),
                ("b.txt", french("71 (Rév. Dubaï, 2018)", "70")),
            ]],
        ),
        (
            Code::LanguageMismatch,
            vec![
                ("a.txt", resolution(301, "Trees", ENGLISH)),
                ("b.txt", french("71 (Rév. Busan, 2014)", "70")),
            ],
            (
                "b.txt",
                5,
                "cites PP-71 (Rev. Busan, 2014); the English one has (Rev. Dubai, 2018)",
            ),
            vec![vec![("b.txt", french("71 (Rév. Busan, 2014)", "70"))]],
        ),
        (
            Code::LanguageMismatch,
            vec![
                ("a.txt", resolution(301, "Trees", ENGLISH)),
                (
                    "b.txt",
                    french("71 (Rév. Dubaï, 2018)", "70").replace(
                        "conformément à la Résolution 70 de la Conférence de plénipotentiaires ",
                        "",
                    ),
                ),
            ],
            (
                "b.txt",
                1,
                "In décide 1 the French text lacks a reference; the English one has PP-70",
            ),
            vec![vec![(
                "b.txt",
                french("71 (Rév. Dubaï, 2018)", "70")
                    .replace("Résolution 70", "résolution en vigueur"),
            )]],
        ),
        (
            Code::LinkMismatch,
            linked("T-RES-T.44-2016", "Resolution 45 (Rev. Hammamet, 2016)"),
            ("a.txt", 5, "leads to WTSA-44; its words name WTSA-45"),
            vec![
                linked("T-RES-T.45-2016", "Resolution 45 (Rev. Hammamet, 2016)"),
                linked(
                    "T-RES-T.45-2016",
                    "Resolutions 44 and 45 (Rev. Hammamet, 2016)",
                ),
                linked("T-REC-X.509", "Resolution 45 (Rev. Hammamet, 2016)"),
            ],
        ),
        (
            Code::LinkMismatch,
            linked("T-RES-T.45-2022", "Resolution 45 (Rev. Hammamet, 2016)"),
            (
                "a.txt",
                5,
                "leads to the edition of 2022 of WTSA-45; its words name that of 2016",
            ),
            vec![linked("T-RES-T.45-2022", "Resolution 45 of WTSA")],
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
                "Mapping of resolutions\nwhich was not lost\n Table 1 – Trees\n\tTrees\n\tWater\n"
                    .to_owned(),
            )]],
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
        (
            Code::Contradiction,
            pair(
                "that members shall not be required to count the trees that stand along the roads of their capital each spring;",
                "that members shall be required to count the trees that stand along the roads of their capital each spring;",
            ),
            ("a.txt", 5, "but for negation"),
            vec![pair(
                "that members shall be required to count the trees that stand along the roads of their capital each spring;",
                "that members shall be required to count the trees that stand along the roads of their capital each spring;",
            )],
        ),
        (
            Code::Contradiction,
            pair(
                "that members water the trees that stand along the roads of their capital at least two times a week until 2020;",
                "that members water the trees that stand along the roads of their capital at least 5 times a week until 2020;",
            ),
            ("a.txt", 5, "but for number"),
            vec![],
        ),
        (
            Code::Contradiction,
            pair(
                "that members water the trees that stand along the roads of their capital at least two times a week until 2020;",
                "that members water the trees that stand along the roads of their capital at least two times a week until 2024;",
            ),
            ("a.txt", 5, "but for date"),
            vec![],
        ),
        (
            Code::Contradiction,
            pair(
                "that members shall water the trees that stand along the roads of their capital in the summer months;",
                "that members may water the trees that stand along the roads of their capital in the summer months;",
            ),
            ("a.txt", 5, "but for obligation"),
            vec![],
        ),
        (
            Code::Contradiction,
            pair(
                "that members water the trees that stand along the roads of their capital from 12 May of each year onwards;",
                "that members water the trees that stand along the roads of their capital from 12 June of each year onwards;",
            ),
            ("a.txt", 5, "but for date"),
            vec![],
        ),
        (
            Code::Contradiction,
            pair(
                "that at least three trees stand along each of the roads of the capital and that all of them are watered in summer;",
                "that at most three trees stand along each of the roads of the capital and that all of them are watered in summer;",
            ),
            ("a.txt", 5, "but for number"),
            vec![],
        ),
        (
            Code::Contradiction,
            vec![
                (
                    "a.txt",
                    chinese(
                        301,
                        "成员应当每年公布首都道路沿线所种树木的清单并在春季向理事会报告有关情况以便各方了解",
                    ),
                ),
                (
                    "b.txt",
                    chinese(
                        302,
                        "成员不得每年公布首都道路沿线所种树木的清单并在春季向理事会报告有关情况以便各方了解",
                    ),
                ),
            ],
            ("a.txt", 5, "but for negation"),
            vec![],
        ),
        (
            Code::MirroredDuty,
            duties(
                "the Telecommunication Standardization Bureau",
                "the Telecommunication Development Bureau",
            ),
            (
                "b.txt",
                5,
                "tells its addressee what WTSA-81 tells another one",
            ),
            vec![duties(
                "the Telecommunication Standardization Bureau",
                "TSB",
            )],
        ),
        (
            Code::UnmetInstruction,
            instructed(
                "count the lamps that stand along the roads of the capital each spring, and say how many there are",
            ),
            (
                "a.txt",
                5,
                "PP-301 instructs ITU-T in one provision; no text of WTSA",
            ),
            vec![instructed(
                "count the trees that stand along the roads of the capital each spring, and say how many there are",
            )],
        ),
        (
            Code::StandingFormula,
            houses(7),
            ("a.txt", 5, "is a standing formula"),
            vec![houses(3)],
        ),
    ]
}

/// What the English version says.
const ENGLISH: &str = "considering\na) that trees were planted under Resolution 71 (Rev. Dubai, 2018) along many roads;\nresolves\n1 to plant trees in accordance with Resolution 70 of the Plenipotentiary Conference and to water all of them in summer;\n2 to count them each year before the session of the board, so that the members know how many there are.";

/// The same in French, with what it cites.
fn french(considered: &str, resolved: &str) -> String {
    format!(
        "RÉSOLUTION 301 (RÉV. DUBAÏ, 2018)\nArbres\nLa Conférence de plénipotentiaires de l'Union internationale des télécommunications (Dubaï, 2018),\nconsidérant\na) que des arbres ont été plantés en vertu de la Résolution {considered} le long de nombreuses routes;\ndécide\n1 de planter des arbres conformément à la Résolution {resolved} de la Conférence de plénipotentiaires et de les arroser tous en été;\n2 de les compter chaque année avant la session du conseil, afin que les membres sachent combien il y en a.\n"
    )
}

/// A resolution in Chinese with one clause.
fn chinese(number: u32, clause: &str) -> String {
    format!(
        "第{number}号决议（2018年，迪拜，修订版）\n树木{number}\n国际电信联盟全权代表大会（2018年，迪拜），\n做出决议\n1 {clause}；\n2 植树。\n"
    )
}

/// A clause of a resolution and one of another.
fn pair(first: &str, second: &str) -> Texts {
    vec![
        (
            "a.txt",
            resolution(301, "Trees", &format!("resolves\n{first}")),
        ),
        (
            "b.txt",
            resolution(302, "Roads", &format!("resolves\n{second}")),
        ),
    ]
}

/// The same told to the Directors of these Bureaux, by the texts of two Sectors.
fn duties(first: &str, second: &str) -> Texts {
    let said = "to count the trees that stand along the roads of the capital each spring, and to say how many there are";
    vec![
        (
            "a.txt",
            format!(
                "RESOLUTION 81 (HAMMAMET, 2016)\nTrees\nThe World Telecommunication Standardization Assembly (Hammamet, 2016),\ninstructs the Director of {first}\n{said}\n"
            ),
        ),
        (
            "b.txt",
            format!(
                "RESOLUTION 42 (BUENOS AIRES, 2017)\nRoads\nThe World Telecommunication Development Conference (Buenos Aires, 2017),\ninstructs the Director of {second}\n{said}\n"
            ),
        ),
    ]
}

/// An instruction to a Sector, and a text of the Sector that does this.
fn instructed(done: &str) -> Texts {
    let told = "instructs the Director of the Telecommunication Standardization Bureau\nto count the trees that stand along the roads of the capital each spring, and say how many there are";
    vec![
        ("a.txt", resolution(301, "Trees", told)),
        (
            "b.txt",
            format!(
                "RESOLUTION 81 (HAMMAMET, 2016)\nLamps\nThe World Telecommunication Standardization Assembly (Hammamet, 2016),\nresolves\nto {done}\n"
            ),
        ),
    ]
}

/// So many works that end in the same way.
fn houses(count: u32) -> Texts {
    const NAMES: [&str; 7] = [
        "a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "g.txt",
    ];
    let end = "resolves\nto submit all contributions through the usual channels of the house before each spring meeting";
    (0..count)
        .zip(NAMES)
        .map(|(i, name)| (name, resolution(301 + i, "Trees", end)))
        .collect()
}

/// A text that cites another behind a link.
fn linked(address: &str, words: &str) -> Texts {
    let recital = format!("recalling\na) HYPERLINK \"https://www.itu.int/pub/{address}\" {words};");
    vec![("a.txt", resolution(301, "Trees", &recital))]
}
