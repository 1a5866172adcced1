//! Texts adopted after all that is known: what is out of date by the facts is named, once; what nobody can vouch for is
//! no all-clear. The answers were written down before the program ran.

use resgraph::audit::{Audit, Code, Day, Settings, people};
use resgraph::corpus::Corpus;
use resgraph::knowledge::{Knowledge, Setup};

struct Newer {
    heading: &'static str,
    opening: &'static str,
    items: &'static [&'static str],
    /// Code and cited work, one a slip.
    findings: &'static [(&'static str, &'static str)],
    /// What the summary says beside the findings.
    said: &'static [&'static str],
}

const PP: &str =
    "The Plenipotentiary Conference of the International Telecommunication Union (Doha, 2026),";

const TEXTS: [Newer; 5] = [
    Newer {
        heading: "RESOLUTION ITU-R 80 (GENEVA, 2027)",
        opening: "The ITU Radiocommunication Assembly (Geneva, 2027),",
        items: &[
            "Resolution ITU-R 15-6 (Rev. Geneva, 2015)",
            "Resolution ITU-R 9-6 (Rev. Sharm el-Sheikh, 2019)",
            "Resolution 182 (Rev. Busan, 2014) of the Plenipotentiary Conference",
            "Resolution 166 (Rev. Busan, 2014) of the Plenipotentiary Conference",
            "Resolution 205 (Rev.WRC-15)",
            "Resolution 231 (Bucharest, 2022) of the Plenipotentiary Conference",
        ],
        findings: &[
            ("stale-edition", "PP-182"),
            ("stale-edition", "RA-9"),
            ("stale-edition", "WRC-205"),
            ("suppressed-target", "PP-208"),
        ],
        said: &[
            "Cited in an edition later than those known here: PP-231",
            "Not known to be in force still: RA-15 (not all is known of Geneva, 2027)",
        ],
    },
    Newer {
        heading: "RESOLUTION 17 (REV. BAKU, 2025)",
        opening: "The World Telecommunication Development Conference (Baku, 2025),",
        items: &[
            "Resolution 5 (Rev. Buenos Aires, 2017) of WTDC",
            "Resolution 81 (Rev. Hammamet, 2016) of WTSA",
            "Resolution 58 (Rev. Hammamet, 2016) of WTSA",
            "Resolution 123 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
            "Resolution 44 (Rev. New Delhi, 2024) of WTSA",
        ],
        findings: &[
            ("stale-edition", "WTDC-5"),
            ("suppressed-target", "WTSA-81"),
            ("unknown-target", "WTSA-58"),
        ],
        said: &[
            "Not known to be in force still: PP-123 (not all is known of PP-22)",
            "Cited in an edition later than those known here: WTSA-44",
            "WTDC-25 has met since",
        ],
    },
    Newer {
        heading: "RESOLUTION 2 (REV. DOHA, 2026)",
        opening: PP,
        items: &[
            "Resolution 125 (Rev. Dubai, 2018) of this conference",
            "Resolution 136 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
            "Resolution 136 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            "Decision 5 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
        ],
        findings: &[
            ("mixed-editions", "PP-136"),
            ("stale-edition", "PP-125"),
            ("stale-edition", "PP-DEC-5"),
        ],
        said: &["in part: PP-22 ("],
    },
    Newer {
        heading: "RESOLUTION 1420 (C25)",
        opening: "The ITU Council,",
        items: &[
            "Resolution 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
            "Council Resolution 1338",
            "Resolution 77 (Rev. Doha, 2030) of the Plenipotentiary Conference",
            "Resolution 11 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
        ],
        findings: &[
            ("predated-edition", ""),
            ("stale-edition", "PP-71"),
            ("suppressed-target", "PP-11"),
        ],
        said: &["Not known to be in force still: COUNCIL-1338"],
    },
    // All is right for all that is known, and that is no all-clear.
    Newer {
        heading: "RESOLUTION 110 (NEW DELHI, 2024)",
        opening: "The World Telecommunication Standardization Assembly (New Delhi, 2024),",
        items: &[
            "Resolution ITU-R 1-9 (Rev. Dubai, 2023)",
            "Resolution 25 (Rev.WRC-23)",
            "Resolution 136 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            "Resolution 140 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
        ],
        findings: &[],
        said: &[
            "0 errors, 0 warnings",
            "Not known to be in force still: PP-140 (not all is known of PP-22)",
            "Known in full to PP-18, WTSA-16, RA-23, WRC-23",
        ],
    },
];

#[test]
fn one_slip_gives_one_finding_and_nothing_wrong_is_no_all_clear() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let day: Day = "2026-01-01".parse().expect("a day");
    for newer in &TEXTS {
        let items = ('a'..)
            .zip(newer.items)
            .map(|(l, i)| format!("{l}) {i};\n"));
        let text = format!(
            "{}\nTrees beside roads\n{}\nrecalling\n{}resolves\n1 to plant trees.\n",
            newer.heading,
            newer.opening,
            items.collect::<String>()
        );
        let corpus = Corpus::from_texts(&knowledge, &[("a.txt", &text)]);
        let settings = Settings::default();
        let audit = Audit::new(&corpus, &knowledge, &settings);
        let outcome = audit.run(&Code::usual().collect::<Vec<_>>(), None, day);
        let mut found: Vec<(&str, &str)> = Vec::new();
        for finding in &outcome.findings {
            let last = finding.ids.last().map_or("", |id| id.as_str());
            let of_itself = finding.code == "predated-edition";
            found.push((&finding.code, if of_itself { "" } else { last }));
        }
        found.sort_unstable();
        assert_eq!(
            found, newer.findings,
            "{}: {:#?}",
            newer.heading, outcome.findings
        );
        let said = people(&audit, &outcome);
        for words in newer.said {
            assert!(said.contains(words), "{}: {words}: {said}", newer.heading);
        }
    }
}

#[test]
fn a_day_is_named_by_conference_place_session_date_month_or_year() {
    let day = |label: &str| {
        let setup = Setup {
            as_of: Some(label.to_owned()),
            ..Setup::default()
        };
        Knowledge::load(&setup).map(|k| k.as_of.expect("it is set").day.to_string())
    };
    for (label, expected) in [
        ("PP-22", "2022-10-14"),
        ("pp-2022", "2022-10-14"),
        ("Bucharest, 2022", "2022-10-14"),
        ("Kigali 2022", "2022-06-16"),
        ("RA-23", "2023-11-17"),
        ("C21", "2021-12-31"),
        ("2018-11-16", "2018-11-16"),
        ("2018-02", "2018-02-28"),
        ("2018", "2018-12-31"),
    ] {
        let found = day(label);
        assert_eq!(found.ok().as_deref(), Some(expected), "{label}");
    }
    for wrong in [
        "2018-13",
        "2018-02-30",
        "PP-81",
        "Atlantis, 2018",
        "yesterday",
        "",
    ] {
        let error = day(wrong).expect_err("no day").to_string();
        assert!(error.contains("--as-of"), "{wrong}: {error}");
    }
}
