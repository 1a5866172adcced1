//! What is cited: phrases and sentences with their answers (`tests/data/phrases`, `tests/data/sentences`), and what the
//! text around a phrase says of it.

#[path = "../support/data.rs"]
mod data;
mod others;
mod program;
mod sentences;
mod slips;
mod within;

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::{Role, Target};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));

/// Phrases of one sort, by topic.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    /// The texts in which each phrase stands in turn, in place of `{}`.
    within: Vec<String>,
    /// What the answers say of a target besides its work.
    show: Vec<Show>,
    /// The targets of each phrase.
    topics: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Show {
    /// Where it is undecided between works, which: `PP-44|WTSA-44`.
    Candidates,
    /// `PP-71 (Rev. Bucharest, 2022)`
    Edition,
    /// `WTSA-1 resolves 2`
    Provision,
    /// Why it is that work: `WTSA-44 body-suffix`.
    Evidence,
}

/// A target as the answers write it; `?` where no work is named.
fn shown(target: &Target, show: &[Show]) -> String {
    let has = |what| show.contains(&what);
    let mut shown = match (&target.id, target.candidates.as_slice()) {
        (Some(id), _) => id.to_string(),
        (None, several @ [_, ..]) if has(Show::Candidates) => {
            let several: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
            several.join("|")
        }
        _ => "?".to_owned(),
    };
    if has(Show::Edition) && !target.edition.is_empty() {
        shown += &format!(" ({})", target.edition);
    }
    if has(Show::Provision)
        && let Some(provision) = &target.provision
    {
        shown += &format!(" {provision}");
    }
    if has(Show::Evidence) {
        shown += &format!(" {}", target.evidence.word());
    }
    shown
}

/// The targets of all that is cited in a text.
fn targets(text: &str) -> Vec<Target> {
    let index = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", text)]).index;
    let citations = index.citations.into_iter();
    let cited = citations.filter(|c| c.role == Role::Citation);
    cited.flat_map(|c| c.targets).collect()
}

/// What is cited in a text.
fn cited(text: &str, show: &[Show]) -> Vec<String> {
    targets(text).iter().map(|t| shown(t, show)).collect()
}

/// The work of each target of a text of the Standardization Assembly that recalls `phrase`.
fn recalled(phrase: &str) -> Vec<String> {
    let text = format!(
        "RESOLUTION 2 (Rev. Hammamet, 2016)\n\nOn fish\n\nThe World Telecommunication Standardization Assembly \
         (Hammamet, 2016),\n\nrecalling\n\na)\tthat {phrase} counts fish in ITU;\n"
    );
    cited(&text, &[])
}

#[track_caller]
fn assert_phrases(name: &str, at_least: usize) {
    let mut wrong = Vec::new();
    let mut all = 0;
    for (place, phrases) in data::cases::<Phrases>(&format!("phrases/{name}.yaml")) {
        for (topic, cases) in &phrases.topics {
            for (phrase, wanted) in cases {
                all += 1;
                for frame in &phrases.within {
                    let found = cited(&frame.replace("{}", phrase), &phrases.show);
                    if found != *wanted {
                        wrong.push(format!(
                            "{place}: {topic}: {phrase:?}: {found:?} for {wanted:?}"
                        ));
                    }
                }
            }
        }
    }
    assert!(all >= at_least, "{all} phrases in {name}");
    tell(&wrong, all);
}

/// Fails where something of `all` is wrong, and says what.
fn tell(wrong: &[String], all: usize) {
    assert!(
        wrong.is_empty(),
        "{} of {all}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn forms_that_secretaries_write() {
    assert_phrases("forms", 87);
}

#[test]
fn many_conferences_organisations_and_languages() {
    assert_phrases("conferences", 27);
}

#[test]
fn lists_numbers_of_basic_texts_and_meeting_documents() {
    assert_phrases("lists", 26);
}

#[test]
fn six_languages_say_the_same() {
    assert_phrases("languages", 36);
}

#[test]
fn what_others_adopt_and_phrases_that_name_two_bodies() {
    assert_phrases("others", 98);
}

#[test]
fn editions_with_more_words_than_they_need() {
    assert_phrases("editions", 39);
}
