//! The faults of a published mapping document that were listed by hand, and what the audit finds of them.

use super::folder;
use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::model::Finding;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

const LISTS: [(&str, &str); 2] = [
    ("first", include_str!("mapping-faults.tsv")),
    ("second", include_str!("mapping-faults-2.tsv")),
];

/// The least share of the list that must be found by place, and with the work it names.
const BY_PLACE: f64 = 0.9;
const BY_WORK: f64 = 0.85;

/// The least share of what is found by place that is found for what it is.
const IN_SUBSTANCE: f64 = 0.9;

/// The codes that say what a class of the list says.
fn says(class: &str) -> &'static [Code] {
    match class {
        "missing-below" | "missing-above" | "tail" => &[Code::TableMismatch],
        "candidate" => &[
            Code::TableMismatch,
            Code::SlippedCell,
            Code::RepeatedRow,
            Code::GapInNumbering,
        ],
        "older-edition" => &[Code::OutdatedHeading],
        "list" => &[Code::MappedWithoutEquivalent],
        "same-title" => &[Code::UnmappedText],
        "twice" => &[Code::RepeatedRow, Code::TableMismatch],
        "version" => &[Code::MissingEdition],
        "edition" => &[Code::MissingEdition, Code::ImpossibleEdition],
        "rev" => &[Code::MissingRev],
        "spelling" => &[
            Code::MisspeltPlace,
            Code::MalformedCitation,
            Code::UnevenSpelling,
        ],
        "heading" => &[Code::HeadingMismatch],
        "subject" => &[Code::DuplicateSubject],
        "title" => &[Code::TitleDrift, Code::UnevenSpelling],
        "old-list" => &[Code::DuplicateLabel],
        "temporary" => &[Code::TemporaryNumber],
        other => panic!("no code is said to answer to the class {other}"),
    }
}

/// The findings over the corpus, made once for all tests.
pub fn findings() -> Option<&'static [Finding]> {
    static FINDINGS: OnceLock<Option<Vec<Finding>>> = OnceLock::new();
    let found = FINDINGS.get_or_init(|| {
        let corpus = folder("RESGRAPH_CORPUS")?;
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        let paths = ["tsag", "pp-18", "wtsa-16"].map(|name| corpus.join(name));
        let loaded = Corpus::load(&knowledge, &paths, &LoadOptions::default(), &|_, _| ());
        let corpus = loaded.expect("the corpus is read");
        let settings = Settings::default();
        let codes: Vec<Code> = Code::usual().collect();
        let day: Day = "2026-01-01".parse().expect("a day");
        let outcome = Audit::new(&corpus, &knowledge, &settings).run(&codes, None, day);
        Some(outcome.findings)
    });
    found.as_deref()
}

#[test]
fn faults_of_the_published_mapping_are_found() {
    let Some(findings) = findings() else {
        return;
    };
    // By line of the document: the works that findings name there.
    let mut found: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    let mut said: BTreeSet<(usize, &str, &str)> = BTreeSet::new();
    for finding in findings {
        for place in std::iter::once(&finding.place).chain(&finding.related) {
            if place.file.ends_with("td311-mapping.txt") {
                let works = found.entry(place.line).or_default();
                works.extend(finding.ids.iter().map(ToString::to_string));
                let ids = finding.ids.iter().map(|id| id.as_str()).chain([""]);
                said.extend(ids.map(|id| (place.line, id, finding.code.as_str())));
            }
        }
    }
    for (name, list) in LISTS {
        hold(name, list, &found, &said);
    }
}

/// Holds a list against the works that findings name by line, and what they say of them.
fn hold(
    name: &str,
    list: &str,
    found: &BTreeMap<usize, BTreeSet<String>>,
    said: &BTreeSet<(usize, &str, &str)>,
) {
    let (mut all, mut by_place, mut by_work, mut in_substance) = (0.0, 0.0, 0.0, 0.0);
    for row in list.lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [class, line, work, what] = cells.as_slice() else {
            panic!("four cells are needed: {row}");
        };
        let line: usize = line.parse().expect("a line");
        let works = found.get(&line);
        let code = |code: &Code| said.contains(&(line, *work, code.word()));
        let is_said = says(class).iter().any(code);
        in_substance += f64::from(u8::from(is_said));
        if works.is_some() && !is_said {
            println!("found as something else: {class}, line {line}, {work}: {what}");
        }
        all += 1.0;
        by_place += f64::from(u8::from(works.is_some()));
        let named = works.is_some_and(|w| work.is_empty() || w.contains(*work));
        by_work += f64::from(u8::from(named));
        if !named {
            println!("not found: {class}, line {line}, {work}: {what}");
        }
    }
    println!(
        "{name} list: {by_place} of {all} by place, {by_work} with the work, {in_substance} for what they are"
    );
    assert!(by_place >= BY_PLACE * all && by_work >= BY_WORK * all);
    assert!(in_substance >= IN_SUBSTANCE * by_place);
}
