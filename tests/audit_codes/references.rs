//! What citations say.

use super::Case;
use super::write::{of_2024, resolution, saying};
use resgraph::audit::Code;

pub fn cases() -> Vec<Case> {
    let recalling = |what: &str| {
        let body = format!("recalling\na) {what},\nresolves\nto plant trees");
        vec![("a.txt", resolution(301, "Trees", &body))]
    };
    let filler = "that each member who has a road shall plant a tree beside it before the end of the year, and shall water it in dry summers, or ask a neighbour to do so, or put up a sign that says who should;";
    let twice = |first: &str, second: &str| {
        let body =
            format!("resolves\n1 to act on {first};\n2 {filler}\n3 {filler}\n4 to act on {second}");
        vec![("a.txt", resolution(301, "Trees", &body))]
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
            vec![
                saying("Resolution 206 (Dubai, 2018) of the Plenipotentiary Conference"),
                // The serials of the next conference are its own.
                of_2024("Resolution COM5/2 (Bucharest, 2022) of the Plenipotentiary Conference"),
                of_2024("Resolution [COM5/2] of the Plenipotentiary Conference"),
            ],
        ),
        (
            Code::MisspeltPlace,
            saying("Resolution 123 (Rev. Dubbai, 2018)"),
            ("a.txt", 5, "was read as Dubai"),
            vec![saying("Resolution 123 (Rev. Dubaï, 2018)")],
        ),
        (
            Code::MisspeltWord,
            saying("Resoultion 123 (Rev. Dubai, 2018)"),
            ("a.txt", 5, "\"Resoultion\" was read as resolution"),
            vec![saying("Résolution 123 (Rev. Dubai, 2018)")],
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
            ("a.txt", 5, "`(` is lost: \"Antalya, 2006)\" was read as"),
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
            // 181 was adopted anew in Guadalajara, and so was what has a lower number of that conference.
            Code::MissingRev,
            saying("Resolution 184 (Rev. Guadalajara, 2010)"),
            ("a.txt", 5, "PP-184 was adopted anew there"),
            vec![
                saying("Resolution 184 (Guadalajara, 2010)"),
                saying("Resolution 143 (Rev. Guadalajara, 2010)"),
                saying("Resolution 183 (Rev. Busan, 2014)"),
            ],
        ),
        (
            Code::MissingRev,
            saying("Resolution 160 (Busan, 2014)"),
            ("a.txt", 5, "PP-160 (Busan, 2014) is a revision"),
            vec![saying("Resolution 196 (Busan, 2014)")],
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
    ]
}
