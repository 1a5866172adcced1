//! Provisions that differ by a "not", a number, a date or an obligation, in six languages: a contradiction, never a
//! repetition to be struck. All texts are written for these tests (`tests/data/audit/contradictions.yaml`).

#[path = "support/data.rs"]
mod data;

use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::Finding;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));

/// What cannot both hold, in one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    language: String,
    /// How a text begins, with the names of what differs in braces.
    head: String,
    /// What differs, in each of two texts.
    of: [BTreeMap<String, String>; 2],
    pairs: Vec<[String; 2]>,
    forms: Vec<Forms>,
}

/// A clause, and in place of its `{}` what permits and what forbids.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Forms {
    clause: String,
    permitted_forbidden: Vec<[String; 2]>,
}

fn languages() -> Vec<(String, Language)> {
    data::cases("audit/contradictions.yaml")
}

impl Language {
    fn text(&self, at: usize, clause: &str) -> String {
        let names = self.of[at].iter();
        let head = names.fold(self.head.clone(), |head, (name, word)| {
            head.replace(&format!("{{{name}}}"), word)
        });
        head.replace("{clause}", clause)
    }

    /// What the audit says of two texts with these clauses.
    fn findings(&self, [first, second]: [&str; 2]) -> Vec<Finding> {
        let day: Day = "2026-01-01".parse().expect("a day");
        let texts = [self.text(0, first), self.text(1, second)];
        let texts = [("a.txt", texts[0].as_str()), ("b.txt", texts[1].as_str())];
        let corpus = Corpus::from_texts(&KNOWLEDGE, &texts);
        let settings = Settings::default();
        let codes = [
            Code::RepeatedProvision,
            Code::Contradiction,
            Code::MirroredDuty,
        ];
        let audit = Audit::new(&corpus, &KNOWLEDGE, &settings);
        audit.run(&codes, None, day).findings
    }
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|f| f.code.as_str()).collect()
}

#[test]
fn what_cannot_both_hold_is_a_contradiction() {
    let mut all = 0;
    for (place, language) in languages() {
        for [first, second] in &language.pairs {
            all += 1;
            let found = language.findings([first, second]);
            let told = codes(&found);
            let name = &language.language;
            assert_eq!(told, ["contradiction"], "{place}: {name}: {first}");
            assert!(!found[0].advice.contains("Suppress"), "{first}");
        }
    }
    assert!(all >= 39, "{all} pairs");
}

#[test]
fn permission_and_prohibition_contradict_each_other_in_any_form() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for (place, language) in languages() {
        for forms in &language.forms {
            for [permits, forbids] in &forms.permitted_forbidden {
                all += 1;
                let clause = |form| forms.clause.replace("{}", form);
                let found = language.findings([&clause(permits), &clause(forbids)]);
                let told = codes(&found);
                if told != ["contradiction"] {
                    wrong.push(format!("{place}: {permits} – {forbids}: {told:?}"));
                }
            }
        }
    }
    assert!(all >= 75, "{all} forms");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
