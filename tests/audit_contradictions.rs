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

#[test]
fn a_gloss_or_a_quality_that_only_one_of_them_has_is_no_contradiction() {
    for (language, first, second) in [
        (
            "en",
            "that the gardeners shall help to prevent the moving of the lamps along the roads of the Union in winter;",
            "that the gardeners shall help to prevent the moving (without telling anybody of it) of the lamps along the roads of the Union in winter;",
        ),
        (
            "en",
            "that the gardeners shall help to prevent the moving of the lamps along the roads of the Union in winter;",
            "that the gardeners shall help to prevent the unauthorized moving of the lamps along the roads of the Union in winter;",
        ),
        (
            "fr",
            "que les jardiniers doivent aider à prévenir le déplacement des lampes le long de toutes les routes de l'Union en hiver;",
            "que les jardiniers doivent aider à prévenir le déplacement non autorisé des lampes le long de toutes les routes de l'Union en hiver;",
        ),
        (
            "es",
            "que los jardineros deben ayudar a prevenir el traslado de las lámparas a lo largo de todos los caminos de la Unión en invierno;",
            "que los jardineros deben ayudar a prevenir el traslado no autorizado de las lámparas a lo largo de todos los caminos de la Unión en invierno;",
        ),
    ] {
        let all = languages();
        let of_language = all.iter().find(|(_, l)| l.language == language);
        let (_, of_language) = of_language.expect("the language");
        let found = of_language.findings([first, second]);
        assert_eq!(codes(&found), ["repeated-provision"], "{second}");
    }
    // What is said to be so, and a short bracket, turn it round all the same.
    for second in [
        "that moving the lamps along all the roads of the Union in winter is hereby unauthorized for the gardeners;",
        "that moving the lamps along all the roads of the Union in winter is (not) authorized for the gardeners;",
    ] {
        let all = languages();
        let (_, english) = all
            .iter()
            .find(|(_, l)| l.language == "en")
            .expect("English");
        let first = "that moving the lamps along all the roads of the Union in winter is authorized for the gardeners;";
        assert_eq!(
            codes(&english.findings([first, second])),
            ["contradiction"],
            "{second}"
        );
    }
}

#[test]
fn clauses_that_differ_only_in_who_is_told_how_say_so() {
    let (_, mut english) = languages()
        .into_iter()
        .find(|(_, l)| l.language == "en")
        .expect("English");
    english.head = english
        .head
        .replace("resolves", "{verb} the Secretary-General");
    for (of, verb) in english.of.iter_mut().zip(["invites", "instructs"]) {
        of.insert("verb".into(), verb.into());
    }
    let clause = "to bring the lamps along all the roads of the Union to the notice of every gardener before winter;";
    let found = english.findings([clause, clause]);
    assert_eq!(codes(&found), ["contradiction"]);
    assert!(
        found[0].message.contains("says word for word"),
        "{}",
        found[0].message
    );
    let told = found[0].related[0].message.as_deref().unwrap_or_default();
    assert!(told.contains("[-invites-] {+instructs+}"), "{told}");
}
