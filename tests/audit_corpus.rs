//! The audit on the real texts, where they are at hand: what a careful reader found by hand is found.

use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use std::path::PathBuf;

/// Found by reading: the code, the end of the file's name, works that the finding names.
const BY_HAND: [(Code, &str, &[&str]); 17] = [
    (
        Code::MappedWithoutEquivalent,
        "td311-mapping.txt",
        &["WTSA-22"],
    ),
    (
        Code::MappedWithoutEquivalent,
        "td311-mapping.txt",
        &["WTSA-45"],
    ),
    (
        Code::MappedWithoutEquivalent,
        "td311-mapping.txt",
        &["WTSA-49"],
    ),
    (
        Code::MappedWithoutEquivalent,
        "td311-mapping.txt",
        &["WTSA-65"],
    ),
    (
        Code::MappedWithoutEquivalent,
        "td311-mapping.txt",
        &["WTSA-90"],
    ),
    (
        Code::RepeatedRow,
        "td311-mapping.txt",
        &["PP-176", "WTSA-72", "WTDC-62"],
    ),
    (
        Code::SlippedCell,
        "td311-mapping.txt",
        &["WTDC-85", "PP-123"],
    ),
    (
        Code::HeadingMismatch,
        "td311-mapping.txt",
        &["PP-123", "PP-206"],
    ),
    (
        Code::HeadingMismatch,
        "td311-mapping.txt",
        &["PP-188", "PP-177"],
    ),
    (Code::UnknownTarget, "td311-mapping.txt", &["WTDC-92"]),
    (
        Code::DuplicateSubject,
        "td311-mapping.txt",
        &["PP-135", "PP-127"],
    ),
    (Code::TitleDrift, "td311-mapping.txt", &["WTSA-65"]),
    (Code::TitleDrift, "td311-mapping.txt", &["PP-71"]),
    (Code::DuplicateLabel, "td311-mapping.txt", &["PP-21"]),
    (Code::ImpossibleEdition, "td311-mapping.txt", &["WTDC-15"]),
    (Code::TemporaryNumber, "td311-mapping.txt", &["PP-208"]),
    (
        Code::UnknownProvision,
        "wtsa-16-action-plan.txt",
        &["WTSA-45"],
    ),
];

#[test]
fn what_a_careful_reader_found_is_found() {
    let Some(root) = std::env::var_os("RESGRAPH_CORPUS").map(PathBuf::from) else {
        eprintln!("RESGRAPH_CORPUS is not set: the audit of the real texts is left out");
        return;
    };
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let paths = [root.join("pp-18"), root.join("tsag")];
    let corpus =
        Corpus::load(&knowledge, &paths, &LoadOptions::default(), &|_, _| {}).expect("texts");
    let settings = Settings::default();
    let day: Day = "2026-01-01".parse().expect("a day");
    let found = Audit::new(&corpus, &knowledge, &settings)
        .run(Code::ALL, None, day)
        .findings;
    let missing: Vec<_> = BY_HAND
        .iter()
        .filter(|(code, file, works)| {
            !found.iter().any(|f| {
                f.code == code.word()
                    && f.place.file.ends_with(file)
                    && works
                        .iter()
                        .all(|w| f.ids.iter().any(|id| id.as_str() == *w))
            })
        })
        .collect();
    assert!(missing.is_empty(), "not found: {missing:?}");
}
