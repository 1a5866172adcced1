//! Tracked changes: the text as before and the text as after are read each for itself, then joined.

#[path = "support/data.rs"]
mod data;
mod support;

use resgraph::cite::Scanner;
use resgraph::knowledge::Knowledge;
use resgraph::model::{Change, Document, Role, SlipKind, Target};
use resgraph::outline::{Outline, outline};
use resgraph::read::{ReadOptions, read_bytes};
use resgraph::resolve::Resolver;
use std::collections::{BTreeMap, BTreeSet};
use support::{Docx, marked};

const HEAD: [&str; 4] = [
    "RESOLUTION 44 (REV. HAMMAMET, 2016)",
    "Fish counting",
    "The World Telecommunication Standardization Assembly (Hammamet, 2016),",
    "recalling",
];

/// The paragraph of [`marked`] as a web page.
fn page(text: &str) -> String {
    let mut out = text.to_owned();
    for (mark, tag) in [
        ("[-", "<del>"),
        ("-]", "</del>"),
        ("[+", "<ins>"),
        ("+]", "</ins>"),
    ] {
        out = out.replace(mark, tag);
    }
    format!("<p>{out}</p>")
}

fn word(lines: &[&str]) -> Document {
    let body: String = HEAD.iter().chain(lines).map(|l| marked(l)).collect();
    read_bytes("t.docx", Docx::new(&body).bytes(), &ReadOptions::default()).expect("reads")
}

fn html(lines: &[&str]) -> Document {
    let body: String = HEAD.iter().chain(lines).map(|l| page(l)).collect();
    let page = format!("<html><body>{body}</body></html>");
    read_bytes("t.html", page.into_bytes(), &ReadOptions::default()).expect("reads")
}

fn structure(doc: &Document, knowledge: &Knowledge) -> Outline {
    outline(doc, &Scanner::of(knowledge).mentions_of(doc), knowledge)
}

/// What is cited, `+` where it was inserted, `-` where it was struck.
fn cited(doc: &Document) -> (Vec<String>, Vec<Target>) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let mentions = Scanner::of(&knowledge).mentions_of(doc);
    let outline = outline(doc, &mentions, &knowledge);
    let resolver = Resolver::new(&knowledge);
    let found = resolver.resolve(doc, 0, &mentions, &outline, &BTreeSet::new());
    let wanted = |role| matches!(role, Role::Citation | Role::Provision);
    let targets = found.into_iter().filter(|c| wanted(c.role));
    let targets: Vec<Target> = targets.flat_map(|c| c.targets).collect();
    let written = targets.iter().map(|t| {
        let side = match t.change {
            Some(Change::Inserted) => "+",
            Some(Change::Deleted) => "-",
            None => "",
        };
        let id = t.id.as_ref().map_or("?", |id| id.as_str());
        let edition = match t.edition.is_empty() {
            true => String::new(),
            false => format!(" ({})", t.edition),
        };
        let place = t.provision.as_ref().map(|p| format!(" {p}"));
        format!("{side}{id}{edition}{}", place.unwrap_or_default())
    });
    (written.collect(), targets)
}

#[test]
fn every_part_of_a_phrase_may_change() {
    let [(place, cases)] = data::cases::<BTreeMap<String, Vec<String>>>("phrases/changed.yaml")
        .try_into()
        .expect("one list");
    assert!(cases.len() >= 13, "{} lines", cases.len());
    for (line, want) in &cases {
        for doc in [word(&[line]), html(&[line])] {
            let (written, targets) = cited(&doc);
            assert_eq!(written, *want, "{place}: {line}");
            let residue = |t: &Target| t.slips.iter().any(|s| s.kind == SlipKind::RedlineResidue);
            assert!(!targets.iter().any(residue), "{line}");
        }
    }
}

#[test]
fn provisions_are_those_that_would_stand() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let lines = [
        "a) the fish of the [-first-][+second+] lake;",
        "resolves",
        "1\tto count the fish,",
        "[-2\tto count the frogs,-]",
        "[-3-][+2+]\tto count the [-herons-][+cranes+],",
        "[+3\tto count Resolution 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference,+]",
    ];
    let doc = word(&lines);
    let texts = structure(&doc, &knowledge).into_texts(&doc);
    let found: Vec<_> = texts[0]
        .provisions
        .iter()
        .map(|p| (p.path.as_str(), p.text.as_str(), p.change))
        .collect();
    assert_eq!(
        found,
        [
            ("recalling a)", "the fish of the second lake;", None),
            ("resolves 1", "to count the fish,", None),
            ("resolves 2", "to count the frogs,", Some(Change::Deleted)),
            ("resolves 2", "to count the cranes,", None),
            (
                "resolves 3",
                "to count Resolution 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference,",
                Some(Change::Inserted)
            ),
        ]
    );
    for text in &texts {
        for provision in &text.provisions {
            assert!(doc.text.get(provision.span.range()).is_some());
        }
    }
}
