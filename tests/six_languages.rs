//! One resolution in six languages gives the same ids, editions, provisions and addressees. The texts are written for
//! this test.

use resgraph::audit::{Audit, Code, Settings};
use resgraph::corpus::Corpus;
use resgraph::impact::impact;
use resgraph::knowledge::Knowledge;
use resgraph::mapping;
use resgraph::model::{Role, Target, WorkId};
use resgraph::plan;
use resgraph::script::{Label, Printed};

const VERSIONS: [(&str, &str); 6] = [
    ("en", include_str!("data/six/en.txt")),
    ("fr", include_str!("data/six/fr.txt")),
    ("es", include_str!("data/six/es.txt")),
    ("ru", include_str!("data/six/ru.txt")),
    ("ar", include_str!("data/six/ar.txt")),
    ("zh", include_str!("data/six/zh.txt")),
];

/// Another text, of another body: with an annex, a list, a tracked change whose sides run together, and items in items.
const WELLS: [(&str, &str); 6] = [
    ("en", include_str!("data/six/wells-en.txt")),
    ("fr", include_str!("data/six/wells-fr.txt")),
    ("es", include_str!("data/six/wells-es.txt")),
    ("ru", include_str!("data/six/wells-ru.txt")),
    ("ar", include_str!("data/six/wells-ar.txt")),
    ("zh", include_str!("data/six/wells-zh.txt")),
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
            let labels = labels.collect::<Vec<_>>().join(" ");
            let line = format!("{name} {labels} {}", who.join("+"));
            said.push(line.trim_end().to_owned());
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

/// Each version says this, a line each.
#[track_caller]
fn assert_say(versions: &[(&str, &str)], want: &str) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let want: Vec<&str> = want.lines().collect();
    for (language, text) in versions {
        assert_eq!(said(language, text, &knowledge), want, "{language}");
    }
}

#[test]
fn one_text_says_the_same_in_six_languages() {
    assert_say(&VERSIONS, include_str!("data/six/said.txt"));
}

#[test]
fn an_annex_a_list_and_a_change_say_the_same_in_six_languages() {
    assert_say(&WELLS, include_str!("data/six/wells-said.txt"));
}

#[test]
fn paragraphs_that_run_together_say_the_same_in_six_languages() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    for (language, text) in WELLS {
        let lines: Vec<&str> = text.lines().collect();
        let of_annex = |(n, line): &(usize, &&str)| *n > 9 && line.contains("302");
        let (annex, _) = lines.iter().enumerate().find(of_annex).expect("an annex");
        let fused = lines[7..annex].join(" ");
        let together = [&lines[..7], &[fused.as_str()], &lines[annex..]]
            .concat()
            .join("\n");
        assert_eq!(
            said(language, &together, &knowledge),
            said(language, text, &knowledge),
            "{language}"
        );
    }
}

/// What the papers say of both texts in one language, without words.
fn papers(texts: &[(&str, &str)], knowledge: &Knowledge) -> Vec<String> {
    let corpus = Corpus::from_texts(knowledge, texts);
    let mut said = Vec::new();
    let mapping = mapping::build(&corpus, knowledge, mapping::Options::default());
    for row in &mapping.rows {
        let ids = row.cells.values().flatten().map(|cell| cell.id.to_string());
        said.push(format!(
            "row {}: {}",
            row.key,
            ids.collect::<Vec<_>>().join(" ")
        ));
    }
    let plan = plan::make(&corpus.index, knowledge);
    for row in plan.matrix.iter().filter(|row| !row.marks.is_empty()) {
        let marks = row
            .marks
            .iter()
            .map(|(column, mark)| format!("{column}={}", mark.text));
        said.push(format!(
            "matrix {}: {}",
            row.resolution,
            marks.collect::<Vec<_>>().join(" ")
        ));
    }
    said.push(format!("{} items", plan.items.len()));
    for id in ["PP-71", "WTDC-302"] {
        let id: WorkId = id.parse().expect("an id");
        let impact = impact(&corpus, &[id], None, knowledge).expect("is known");
        said.push(format!(
            "impact: {} provisions, {} amendments, {:?}",
            impact.provisions.len(),
            impact.amendments.len(),
            impact
                .chain
                .iter()
                .map(|h| h.id.to_string())
                .collect::<Vec<_>>(),
        ));
    }
    let settings = Settings::default();
    let codes: Vec<Code> = Code::usual().collect();
    let day = "2026-01-01".parse().expect("a day");
    let found = Audit::new(&corpus, knowledge, &settings).run(&codes, None, day);
    let mut found: Vec<String> = found
        .findings
        .iter()
        .map(|f| format!("{} {:?}", f.code, f.ids))
        .collect();
    found.sort();
    said.extend(found);
    said
}

#[test]
fn papers_say_the_same_in_six_languages() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let of = |n: usize| papers(&[VERSIONS[n], WELLS[n]], &knowledge);
    let english = of(0);
    for want in ["row PP-301: PP-301", "matrix WTDC-302", "matrix PP-301"] {
        assert!(
            english.iter().any(|line| line.starts_with(want)),
            "{want}: {english:?}"
        );
    }
    // How alike clauses are and what makes an item is told by words, which Chinese does not part.
    let is_told = |n: usize, line: &&String| {
        VERSIONS[n].0 != "zh" || !line.starts_with("row") && !line.ends_with("items")
    };
    for (n, (language, _)) in VERSIONS.iter().enumerate().skip(1) {
        let other = of(n);
        let kept = |lines: &[String]| -> Vec<String> {
            lines.iter().filter(|l| is_told(n, l)).cloned().collect()
        };
        assert_eq!(kept(&other), kept(&english), "{language}");
    }
}

#[test]
fn six_versions_are_held_against_each_other() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let found = |texts: &[(&str, &str)]| {
        let corpus = Corpus::from_texts(&knowledge, texts);
        let settings = Settings::default();
        let day = "2026-01-01".parse().expect("a day");
        let audit = Audit::new(&corpus, &knowledge, &settings);
        let outcome = audit.run(&[Code::LanguageMismatch], None, day);
        let told = outcome.findings.into_iter();
        told.map(|f| f.message).collect::<Vec<_>>()
    };
    assert_eq!(found(&WELLS), Vec::<String>::new());
    let other = WELLS[5].1.replace("第32、44和54号", "第32和54号");
    let mut texts = WELLS;
    texts[5].1 = &other;
    let told = found(&texts);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("Chinese") && told[0].contains("WTSA-44"),
        "{told:?}"
    );
}
