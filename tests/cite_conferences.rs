//! Citations of many conferences, years, organisations and languages, each in a text of its own.

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::{Role, Target};

/// `PP-71 (Rev. Bucharest, 2022)`; candidates parted by `|`.
fn shown(target: &Target) -> String {
    let id = match &target.id {
        Some(id) => id.to_string(),
        None => {
            let ids: Vec<&str> = target.candidates.iter().map(|c| c.as_str()).collect();
            ids.join("|")
        }
    };
    match target.edition.to_string() {
        edition if edition.is_empty() => id,
        edition => format!("{id} ({edition})"),
    }
}

fn cited(knowledge: &Knowledge, text: &str) -> Vec<String> {
    let text = format!("It was said before that {text} is known, and more.\n");
    let corpus = Corpus::from_texts(knowledge, &[("t.txt", &text)]);
    let citations = corpus.index.citations.iter();
    let cited = citations.filter(|c| c.role == Role::Citation);
    cited.flat_map(|c| c.targets.iter().map(shown)).collect()
}

#[test]
fn each_conference_in_its_own_writing() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    for (text, wanted) in [
        (
            "Resolution 71 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            &["PP-71 (Rev. Bucharest, 2022)"][..],
        ),
        (
            "Resolutions 2 (Rev. Geneva, 2022) and 76 (Rev. New Delhi, 2024)",
            &[
                "WTSA-2 (Rev. Geneva, 2022)",
                "WTSA-76 (Rev. New Delhi, 2024)",
            ],
        ),
        (
            "Resolution 66 (Rev. Kigali, 2022) of WTDC",
            &["WTDC-66 (Rev. Kigali, 2022)"],
        ),
        (
            "Resolution ITU-R 15-7 (Dubai, 2023)",
            &["RA-15 (Dubai, 2023)"],
        ),
        ("RA-23 Resolution ITU-R 56-3", &["RA-56 (2023)"]),
        (
            "Resolution 646 (WARC-92, Rev.WRC-03 and Rev.WRC-07)",
            &["WRC-646 (WARC-92, Rev.WRC-03, Rev.WRC-07)"],
        ),
        ("Resolution 811 (WRC-23)", &["WRC-811 (WRC-23)"]),
        (
            "Recommendation 207 (Rev.WRC-15)",
            &["WRC-REC-207 (Rev.WRC-15)"],
        ),
        (
            "Council Resolution 1372 (2015, last amended 2019)",
            &["COUNCIL-1372 (2019)"],
        ),
        ("Council Decision 600", &["COUNCIL-DEC-600"]),
        ("PP-22 Resolution 219", &["PP-219 (2022)"]),
        ("WTSA-24 Resolution 107", &["WTSA-107 (2024)"]),
        ("WTDC Recommendation 18", &["WTDC-REC-18"]),
        (
            "Resolution [COM5/3] (Bucharest, 2022)",
            &["PP-[COM5/3] (Bucharest, 2022)"],
        ),
    ] {
        assert_eq!(cited(&knowledge, text), wanted, "{text}");
    }
}

#[test]
fn texts_of_the_united_nations() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    for (text, wanted) in [
        (
            "UNGA resolutions 57/270 B and 68/198",
            &["UNGA-57/270 B", "UNGA-68/198"][..],
        ),
        ("resolution A/RES/70/1", &["UNGA-70/1"]),
        (
            "resolution 1721 D (XVI) of the UN General Assembly",
            &["UNGA-1721 D (XVI)"],
        ),
        ("Human Rights Council resolution 32/13", &["UNHRC-32/13"]),
    ] {
        assert_eq!(cited(&knowledge, text), wanted, "{text}");
    }
}

#[test]
fn other_languages() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    for (text, wanted) in [
        (
            "la Résolution 130 (Rév. Bucarest, 2022) de la Conférence de plénipotentiaires",
            &["PP-130 (Rev. Bucharest, 2022)"][..],
        ),
        (
            "les Résolutions 44 et 54 (Rév. Hammamet, 2016) de l'AMNT",
            &[
                "WTSA-44 (Rev. Hammamet, 2016)",
                "WTSA-54 (Rev. Hammamet, 2016)",
            ],
        ),
        (
            "las Resoluciones 32 y 44 (Rev. Nueva Delhi, 2024) de la AMNT",
            &[
                "WTSA-32 (Rev. New Delhi, 2024)",
                "WTSA-44 (Rev. New Delhi, 2024)",
            ],
        ),
    ] {
        assert_eq!(cited(&knowledge, text), wanted, "{text}");
    }
}

#[test]
fn counts_and_dates_are_no_citations() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    for text in [
        "three resolutions, 2 decisions and 5 recommendations were adopted",
        "the assembly adopted 12 resolutions, 3 decisions",
        "the resolution of 5 June 2018",
        "a resolution, 44 per cent of them old",
    ] {
        assert_eq!(cited(&knowledge, text), [""; 0], "{text}");
    }
}

#[test]
fn a_report_has_the_year_behind_its_month() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    for text in ["TSAG Report 8, July 2016", "TSAG Report 8 (July 2016)"] {
        assert_eq!(cited(&knowledge, text), ["DOC-TSAG-R8 (2016)"], "{text}");
    }
}

#[test]
fn a_number_alone_in_a_cell_is_listed() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let table = "Some texts of the ITU\n\n\tNo.\n\tText\n\n\t1\n\tResolution 44\n\n\t2\n\tResolution 123\n\n";
    let corpus = Corpus::from_texts(&knowledge, &[("t.txt", table)]);
    let citations = corpus.index.citations.iter();
    let listed: Vec<String> = citations
        .filter(|c| c.role == Role::Citation)
        .flat_map(|c| c.targets.iter().map(shown))
        .collect();
    assert_eq!(listed, ["WTSA-44|WTDC-44", "PP-123"]);
}

#[test]
fn what_another_organ_adopted_is_no_text_of_the_bodies() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let text = |cited: &str| {
        format!(
            "RESOLUTION 2 (Rev. Hammamet, 2016)\n\nOn fish\n\nThe Assembly,\n\nrecalling\n\nthat {cited} counts fish,\n"
        )
    };
    for (cited, wanted) in [
        ("Resolution 4 of Study Group 20", None),
        ("Resolution 4 of the Commission on Fish", None),
        ("Resolution 4 of the Assembly", Some("WTSA-4")),
        ("Resolution 4", Some("WTSA-4")),
    ] {
        let corpus = Corpus::from_texts(&knowledge, &[("t.txt", &text(cited))]);
        let mut found = corpus
            .index
            .citations
            .iter()
            .filter(|c| c.role == Role::Citation);
        let target = found.next().and_then(|c| c.targets.first());
        let id = target.and_then(|t| t.id.as_ref()).map(|id| id.as_str());
        assert_eq!(id, wanted, "{cited}");
    }
}
