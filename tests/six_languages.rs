//! One resolution in six languages gives the same ids, editions, provisions and addressees. The texts are written for
//! this test.

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::{Role, Target};
use resgraph::script::{Label, Printed};

const VERSIONS: [(&str, &str); 6] = [
    ("en", include_str!("data/six/en.txt")),
    ("fr", include_str!("data/six/fr.txt")),
    ("es", include_str!("data/six/es.txt")),
    ("ru", include_str!("data/six/ru.txt")),
    ("ar", include_str!("data/six/ar.txt")),
    ("zh", include_str!("data/six/zh.txt")),
];

/// What a version says, without its words.
fn said(language: &str, text: &str, knowledge: &Knowledge) -> Vec<String> {
    let corpus = Corpus::from_texts(knowledge, &[(language, text)]);
    let mut said = Vec::new();
    for text in &corpus.index.texts {
        let edition = text.edition().map(ToString::to_string);
        said.push(format!("{:?} {edition:?}", text.work));
        for provision in &text.provisions {
            let name = knowledge.phrases.name_of(&provision.phrase).unwrap_or("?");
            let labels = provision.labels.iter().map(|l| {
                let body = Printed::at(l).map_or(l.as_str(), |p| p.body);
                Label::read(body).map_or_else(|| l.clone(), |l| l.to_string())
            });
            let who = knowledge.addressees.find(&provision.phrase);
            let who: Vec<String> = who.into_iter().map(|n| n.id).collect();
            said.push(format!(
                "{name} {} {}",
                labels.collect::<Vec<_>>().join(" "),
                who.join("+")
            ));
        }
    }
    let cited = corpus
        .index
        .citations
        .iter()
        .filter(|c| c.role == Role::Citation);
    let id = |t: &Target| format!("{:?} {}", t.id, t.edition);
    said.extend(cited.flat_map(|c| c.targets.iter().map(id)));
    said
}

#[test]
fn one_text_says_the_same_in_six_languages() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let want = [
        "Some(PP-301) Some(\"Rev. Dubai, 2018\")",
        "considering a ",
        "considering b ",
        "resolves 1 ",
        "resolves 2 ",
        "instructs 1 secretary-general",
        "instructs 2 secretary-general",
        "invites  member-states",
        "Some(PP-71) Rev. Dubai, 2018",
        "Some(PP-70) Rev. Dubai, 2018",
        "Some(WTSA-44) Rev. Hammamet, 2016",
    ];
    for (language, text) in VERSIONS {
        assert_eq!(said(language, text, &knowledge), want, "{language}");
    }
}
