//! The faults of a published mapping document that were listed by hand, and what the audit finds of them.

use super::folder;
use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use std::collections::{BTreeMap, BTreeSet};

const LIST: &str = include_str!("mapping-faults.tsv");

/// The least share of the list that must be found by place, and with the work it names.
const BY_PLACE: f64 = 0.9;
const BY_WORK: f64 = 0.85;

#[test]
fn faults_of_the_published_mapping_are_found() {
    let Some(corpus) = folder("RESGRAPH_CORPUS") else {
        return;
    };
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let paths = ["tsag", "pp-18", "wtsa-16"].map(|name| corpus.join(name));
    let loaded = Corpus::load(&knowledge, &paths, &LoadOptions::default(), &|_, _| ());
    let corpus = loaded.expect("the corpus is read");
    let settings = Settings::default();
    let codes: Vec<Code> = Code::usual().collect();
    let day: Day = "2026-01-01".parse().expect("a day");
    let outcome = Audit::new(&corpus, &knowledge, &settings).run(&codes, None, day);
    // By line of the document: the works that findings name there.
    let mut found: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for finding in &outcome.findings {
        for place in std::iter::once(&finding.place).chain(&finding.related) {
            if place.file.ends_with("td311-mapping.txt") {
                let works = found.entry(place.line).or_default();
                works.extend(finding.ids.iter().map(ToString::to_string));
            }
        }
    }
    let (mut all, mut by_place, mut by_work) = (0.0, 0.0, 0.0);
    for row in LIST.lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [class, line, work, what] = cells.as_slice() else {
            panic!("four cells are needed: {row}");
        };
        let works = found.get(&line.parse().expect("a line"));
        all += 1.0;
        by_place += f64::from(u8::from(works.is_some()));
        let named = works.is_some_and(|w| work.is_empty() || w.contains(*work));
        by_work += f64::from(u8::from(named));
        if !named {
            println!("not found: {class}, line {line}, {work}: {what}");
        }
    }
    println!("{by_place} of {all} by place, {by_work} with the work");
    assert!(by_place >= BY_PLACE * all && by_work >= BY_WORK * all);
}
