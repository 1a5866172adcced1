//! Every code of the audit: texts in which it is found, once and in its place, and texts that look alike and are
//! in order. All texts are written for these tests; of the real ones only numbers, places and years are used.

mod references;
mod tables;
mod texts;
mod write;

use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::Finding;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Texts with the names of their files.
pub type Texts = Vec<(&'static str, String)>;

/// A code, texts that have it once, where (file, line, words of the message), and texts that have not.
pub type Case = (Code, Texts, (&'static str, usize, &'static str), Vec<Texts>);

fn cases() -> Vec<Case> {
    [references::cases(), texts::cases(), tables::cases()].concat()
}

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
