//! Folders of knowledge laid over the built-in one: what they add, change and remove; what nothing reads.

use resgraph::cite::Scanner;
use resgraph::knowledge::{Knowledge, KnowledgeError, Setup, organisations};
use std::path::Path;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    dir
}

fn load(dir: &Path) -> Result<Knowledge, KnowledgeError> {
    Knowledge::from_dir(dir)
}

/// Of what is built in alone, patterns are compiled when a text needs them and not tried on their examples.
fn said(knowledge: &Knowledge) -> Vec<String> {
    let k = knowledge;
    let parts: [&dyn std::fmt::Debug; 19] = [
        &k.bodies,
        &k.proposals,
        &k.addressees,
        &k.links,
        &k.conferences,
        &k.aliases,
        &k.forms,
        &k.lexicon,
        &k.grammar,
        &k.phrases,
        &k.languages,
        &k.tables,
        &k.wording,
        &k.subjects,
        &k.titles,
        &k.known,
        &k.reach,
        &k.lists,
        &k.organisations,
    ];
    parts.iter().map(|part| format!("{part:?}")).collect()
}

#[test]
fn what_is_built_in_is_tried_as_the_knowledge_of_a_user_is() {
    let nothing = folder(&[]);
    for organisation in organisations() {
        let setup = Setup {
            organisations: vec![organisation.id.clone()],
            folders: vec![nothing.path().to_owned()],
            ..Setup::default()
        };
        let knowledge = Knowledge::load(&setup).expect("all patterns are right");
        Scanner::check(&knowledge).expect("all examples hold");
        // It is built in as JSON as well, and only a folder makes the YAML be read.
        let builtin = Setup {
            folders: Vec::new(),
            ..setup
        };
        let builtin = Knowledge::load(&builtin).expect("loads");
        assert_eq!(said(&builtin), said(&knowledge), "{}", organisation.id);
    }
}

#[test]
fn a_pattern_of_a_user_that_is_too_large_is_an_error() {
    let text = "bodies:\n  - {id: PP, numbers: {resolution: '\\w{9}{999}{999}'}}\n";
    let dir = folder(&[("bodies.yaml", text)]);
    let error = load(dir.path()).expect_err("too large").to_string();
    assert!(error.contains("bodies.yaml"), "{error}");
}

#[test]
fn a_folder_adds_changes_and_removes_and_leaves_the_rest() {
    let dir = folder(&[
        (
            "bodies.yaml",
            "bodies:\n  - {id: PP, short: [PPX]}\n  - !remove {id: WTPF}\n",
        ),
        (
            "conferences.yaml",
            "conferences:\n  - {body: PP, place: Atlantis, year: 2030, mark: PP-30}\n",
        ),
        ("README.md", "notes of people are no knowledge"),
    ]);
    let (base, k) = (
        Knowledge::builtin().expect("loads"),
        load(dir.path()).expect("loads"),
    );
    let pp = k.body("PP").expect("still there");
    assert!(pp.short.contains(&"PP".into()) && pp.short.contains(&"PPX".into()));
    assert!(k.body("WTPF").is_none() && k.body("WTSA").is_some());
    assert_eq!(k.conferences.len(), base.conferences.len() + 1);
    assert_eq!(k.conferences_at("Atlantis", 2030).count(), 1);
}

#[test]
fn a_file_or_a_key_that_nothing_reads_is_an_error_with_the_nearest_name() {
    for (name, text, wanted) in [
        ("bodys.yaml", "bodies: []", "did you mean bodies.yaml?"),
        (
            "bodies.yaml",
            "bodies:\n  - {id: PP, nmae: x}\n",
            "bodies.yaml:2:14: ",
        ),
        (
            "bodies.yaml",
            "bodies:\n  - {id: PP, nmae: x}\n",
            "did you mean `name`?",
        ),
        ("bodies.yaml", "bodies: [!remove {id: XX}]", "there is none"),
    ] {
        let dir = folder(&[(name, text)]);
        let error = load(dir.path()).expect_err("refused").to_string();
        assert!(error.contains(wanted), "{name}: {error}");
    }
}

#[test]
fn an_organisation_that_nobody_describes_is_refused_and_the_default_is_the_first() {
    let setup = Setup {
        organisations: vec!["nobody".into()],
        ..Setup::default()
    };
    let error = Knowledge::load(&setup).expect_err("refused").to_string();
    let first = &organisations()[0].id;
    assert!(error.contains("nobody") && error.contains(first), "{error}");
    let builtin = Knowledge::builtin().expect("loads");
    assert_eq!(&builtin.organisations[0].id, first);
}
