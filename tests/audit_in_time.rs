//! Editions in time: stale, mixed, later than their text, suppressed, unknown, and what the knowledge cannot say.

use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::Finding;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));

fn audited(text: &str) -> (Vec<Finding>, String) {
    let knowledge = &*KNOWLEDGE;
    let corpus = Corpus::from_texts(knowledge, &[("a.txt", text)]);
    let settings = Settings::default();
    let audit = Audit::new(&corpus, knowledge, &settings);
    let day: Day = "2026-01-01".parse().expect("a day");
    let codes = [
        Code::StaleEdition,
        Code::PredatedEdition,
        Code::MixedEditions,
        Code::SuppressedTarget,
        Code::UnknownTarget,
    ];
    (
        audit.run(&codes, None, day).findings,
        audit.horizons().to_string(),
    )
}

fn found(text: &str) -> Vec<(String, String)> {
    let (findings, _) = audited(text);
    let mut found: Vec<_> = findings
        .into_iter()
        .map(|f| {
            let id = f.ids.last().map(ToString::to_string).unwrap_or_default();
            (f.code, id)
        })
        .collect();
    found.sort();
    found
}

fn text_of(heading: &str, opening: &str, items: &[&str]) -> String {
    let letters = 'a'..='z';
    let items: Vec<String> = letters
        .zip(items)
        .map(|(l, i)| format!("{l}) {i};"))
        .collect();
    format!(
        "{heading}\nTrees beside roads\n{opening}\nrecalling\n{}\nresolves\n1 to plant trees.\n",
        items.join("\n")
    )
}

const NEW_DELHI: (&str, &str) = (
    "RESOLUTION 44 (REV. NEW DELHI, 2024)",
    "The World Telecommunication Standardization Assembly (New Delhi, 2024),",
);

#[test]
fn a_text_of_2024_is_told_what_has_changed() {
    let (findings, horizon) = audited(&text_of(
        NEW_DELHI.0,
        NEW_DELHI.1,
        &[
            "Resolution 136 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
            "Resolution 11 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
            "Resolution 5 (Rev. Buenos Aires, 2017) of WTDC",
            "Resolution ITU-R 9-5 (Rev. Geneva, 2015)",
            "Resolution 49 (Rev.WRC-15)",
            // In force still.
            "Resolution ITU-R 15-6 (Rev. Geneva, 2015)",
            "Resolution 646 (Rev.WRC-19)",
        ],
    ));
    let all: Vec<(&str, &str)> = findings
        .iter()
        .map(|f| (f.code.as_str(), f.message.as_str()))
        .collect();
    assert_eq!(all.len(), 5, "{all:?}");
    for (at, code, said) in [
        (
            0,
            "stale-edition",
            "PP-136 is cited as of Rev. Dubai, 2018; Rev. Bucharest, 2022",
        ),
        (1, "suppressed-target", "PP-11 was suppressed by PP-22"),
        (
            2,
            "stale-edition",
            "Rev. Kigali, 2022 is the latest known edition",
        ),
        (3, "stale-edition", "Rev. Dubai, 2023, version 7"),
        (4, "stale-edition", "Rev.WRC-23"),
    ] {
        assert!(
            all[at].0 == code && all[at].1.contains(said),
            "{:?}",
            all[at]
        );
    }
    // WTDC-25 may have revised it again.
    assert!(
        findings[2]
            .horizon
            .as_ref()
            .is_some_and(|h| h.contains("WTDC-25"))
    );
    assert!(findings[3].horizon.is_none());
    assert!(horizon.contains("WTSA-24"), "{horizon}");
}

#[test]
fn what_was_right_when_adopted_is_told_apart_from_what_was_not() {
    let heading = "RESOLUTION 301 (BUSAN, 2014)";
    let opening = "The Plenipotentiary Conference of the International Telecommunication Union (Busan, 2014),";
    let (findings, _) = audited(&text_of(
        heading,
        opening,
        &[
            "Resolution ITU-R 1-6 (Rev. Geneva, 2012)",
            "Resolution ITU-R 1-5 (Rev. Geneva, 2007)",
        ],
    ));
    // Two editions of one work in two items: one finding.
    assert_eq!(findings.len(), 1, "{findings:?}");
    let one = |item: &str| {
        let (mut findings, _) = audited(&text_of(heading, opening, &[item]));
        assert_eq!(findings.len(), 1, "{item}: {findings:?}");
        findings.remove(0).message
    };
    let right = one("Resolution ITU-R 1-6 (Rev. Geneva, 2012)");
    assert!(
        right.contains("right when the text was adopted; it is out of date now"),
        "{right}"
    );
    let wrong = one("Resolution ITU-R 1-5 (Rev. Geneva, 2007)");
    assert!(
        wrong.contains("was out of date when the text was adopted"),
        "{wrong}"
    );
}

#[test]
fn editions_are_mixed_between_items_however_near_and_told_apart_within_one() {
    let citing = |a: &str, b: &str| {
        text_of(
            "RESOLUTION 301 (DUBAI, 2018)",
            "The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),",
            &[a, b],
        )
    };
    let (old, new) = (
        "Resolution 136 (Rev. Busan, 2014)",
        "Resolution 136 (Rev. Dubai, 2018)",
    );
    let mixed = found(&citing(old, new));
    assert_eq!(mixed, [("mixed-editions".to_owned(), "PP-136".to_owned())]);
    let told = format!("{old}, as revised by {new}");
    assert_eq!(found(&citing(&told, "the trees")), []);
    // A later one than the text itself is one fault, not two.
    let later = found(&citing("Resolution 136 (Rev. Bucharest, 2022)", new));
    let codes: Vec<&str> = later.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(
        codes.iter().filter(|c| **c == "predated-edition").count(),
        1,
        "{later:?}"
    );
    assert!(!codes.contains(&"mixed-editions"), "{later:?}");
}

#[test]
fn an_edition_that_only_a_citation_names_is_no_ground_for_advice() {
    let text = text_of(
        NEW_DELHI.0,
        NEW_DELHI.1,
        &[
            "Resolution 58 (Rev. Dubai, 2012) of WTSA",
            "Resolution 58 (Rev. Hammamet, 2016) of WTSA",
        ],
    );
    let (findings, _) = audited(&text);
    for finding in &findings {
        assert!(!finding.advice.contains("Hammamet, 2016"), "{finding:?}");
    }
    let unknown = findings.iter().find(|f| f.code == "unknown-target");
    let unknown = unknown.expect("all that Hammamet adopted is known");
    assert!(
        unknown
            .message
            .contains("WTSA-58 has no edition Rev. Hammamet, 2016")
    );
}

#[test]
fn no_advice_in_the_corpus_names_an_edition_that_only_a_citation_knows() {
    let Some(folder) = std::env::var_os("RESGRAPH_CORPUS") else {
        eprintln!("skipped: RESGRAPH_CORPUS names no folder");
        return;
    };
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let options = resgraph::corpus::LoadOptions::default();
    let corpus =
        Corpus::load(&knowledge, &[folder.into()], &options, &|_, _| {}).expect("it is read");
    let settings = Settings::default();
    let audit = Audit::new(&corpus, &knowledge, &settings);
    let day: Day = "2026-01-01".parse().expect("a day");
    let findings = audit
        .run(&Code::usual().collect::<Vec<_>>(), None, day)
        .findings;
    let mut looked_at = 0;
    for finding in &findings {
        for id in &finding.ids {
            let Some(work) = corpus.index.works.get(id) else {
                continue;
            };
            looked_at += work.cited.len();
            for edition in &work.cited {
                let named = format!("{id} ({edition}");
                assert!(!finding.advice.contains(&named), "{finding:?}");
            }
        }
    }
    assert!(looked_at > 0, "no edition is known from citations alone");
}

#[test]
fn a_number_that_no_conference_known_in_full_gave_is_told() {
    let plenipotentiary = "The Plenipotentiary Conference (Bucharest, 2022),";
    let items = [
        "Resolution 218 (Dubai, 2018) of the Plenipotentiary Conference",
        "Resolution 35 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
        "Resolution 500 (Hammamet, 2016) of the World Telecommunication Standardization Assembly",
        // Of these somebody knows, or nobody can.
        "Resolution 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
        "Resolution 218 (Bucharest, 2022) of the Plenipotentiary Conference",
        "Resolution 108 (New Delhi, 2024) of the World Telecommunication Standardization Assembly",
    ];
    // Neither the date of the text nor its own high number excuses them.
    let text = text_of("RESOLUTION 999 (Bucharest, 2022)", plenipotentiary, &items);
    let unknown = found(&text)
        .into_iter()
        .filter(|(code, _)| code == "unknown-target");
    let ids: Vec<String> = unknown.map(|(_, id)| id).collect();
    assert_eq!(ids, ["PP-218", "PP-35", "WTSA-500"]);
    // A number beyond all that are known is told once.
    let plenipotentiary = "The Plenipotentiary Conference (Dubai, 2018),";
    let high = ["Resolution 300 (Dubai, 2018) of the Plenipotentiary Conference"];
    let text = text_of("RESOLUTION 130 (Rev. Dubai, 2018)", plenipotentiary, &high);
    let unknown = found(&text)
        .into_iter()
        .filter(|(code, _)| code == "unknown-target");
    assert_eq!(unknown.count(), 1);
}
