//! Every code of the audit: texts in which it is found, once and in its place, and texts that look alike and are
//! in order (`tests/data/audit`). All texts are written for these tests; of the real ones only numbers, places and
//! years are used.

#[path = "../support/data.rs"]
mod data;
mod sides;
mod tables;
mod write;

use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::Finding;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use write::Texts;

/// A code, texts that have it once, where, and texts that have not.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(deserialize_with = "code")]
    code: Code,
    #[serde(with = "serde_yaml::with::singleton_map_recursive")]
    texts: Texts,
    finding: Where,
    #[serde(default, with = "serde_yaml::with::singleton_map_recursive")]
    clean: Vec<Texts>,
}

/// Where a finding stands, and words of its message.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Where {
    file: String,
    line: usize,
    words: String,
}

fn code<'de, D: Deserializer<'de>>(word: D) -> Result<Code, D::Error> {
    let word = String::deserialize(word)?;
    word.parse().map_err(serde::de::Error::custom)
}

/// The cases with their places.
fn cases() -> Vec<(String, Case)> {
    ["references", "texts", "tables", "plans"]
        .iter()
        .flat_map(|name| data::cases(&format!("audit/{name}.yaml")))
        .collect()
}

/// What the audit finds of these codes.
fn audit(texts: &[(&str, &str)], codes: &[Code]) -> Vec<Finding> {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    let knowledge = KNOWLEDGE.get_or_init(|| Knowledge::builtin().expect("mappings/ load"));
    let corpus = Corpus::from_texts(knowledge, texts);
    let day: Day = "2026-01-01".parse().expect("a day");
    let settings = Settings::default();
    let audit = Audit::new(&corpus, knowledge, &settings);
    audit.run(codes, None, day).findings
}

fn findings(code: Code, texts: &Texts) -> Vec<Finding> {
    let texts: Vec<_> = texts.iter().map(|(n, t)| (n.as_str(), t.write())).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (*n, t.as_str())).collect();
    audit(&texts, &[code])
}

#[test]
fn each_code_is_found_where_it_is_and_only_there() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() > 60, "{} cases", cases.len());
    for (place, case) in cases {
        let (code, wanted) = (case.code, &case.finding);
        let found = findings(code, &case.texts);
        let right = found.len() == 1
            && (&found[0].place.file, found[0].place.line) == (&wanted.file, wanted.line)
            && found[0].message.contains(&wanted.words);
        if !right {
            let told: Vec<_> = found
                .iter()
                .map(|f| (&f.place.file, f.place.line, &f.message))
                .collect();
            wrong.push(format!("{place}: {code}: {told:?} for {wanted:?}"));
        }
        for (n, texts) in case.clean.iter().enumerate() {
            let found = findings(code, texts);
            let told: Vec<_> = found.iter().map(|f| (f.place.line, &f.message)).collect();
            if !told.is_empty() {
                wrong.push(format!("{place}: {code}: {told:?} in clean set {}", n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_code_is_without_a_case() {
    let with_case: BTreeSet<Code> = cases().into_iter().map(|(_, c)| c.code).collect();
    // Those of the settings are tested with the command.
    let of_settings = [Code::ExpiredWaiver, Code::UnusedWaiver];
    let without: Vec<&Code> = Code::ALL
        .iter()
        .filter(|c| !with_case.contains(c) && !of_settings.contains(c))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn a_case_that_cannot_be_read_is_named_with_its_place() {
    let good = "---\ncode: text-lost\ntexts:\n  a.txt:\n    text: A\nfinding: {file: a.txt, line: 1, words: A}\n";
    let read = |text: &str| data::parsed::<Case>("x.yaml", text).map(|cases| cases.len());
    assert_eq!(read(&good.repeat(2)), Ok(2));
    for (old, new, place) in [
        ("text-lost", "text-last", "x.yaml:9:"),
        ("    text:", "    txt:", "x.yaml:12:"),
        ("line: 1", "line: one", "x.yaml:13:"),
        ("words: A}", "words: A", "x.yaml:14:"),
        ("code:", "kode:", "x.yaml:9:"),
    ] {
        let error = read(&format!("{good}# one more\n{}", good.replace(old, new)));
        let error = error.expect_err(new);
        assert!(error.starts_with(place), "{new}: {error}");
    }
    assert_eq!(read("# none\n"), Err("x.yaml: no case in it".to_owned()));
}
