//! `resgraph map`: from a folder of texts to the mapping table.

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt;
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::{Knowledge, Setup};
use resgraph::mapping::{CellVerdict, Mapper, Options, Other, compare, published};
use resgraph::model::{EvidenceKind, Mapping, Outcome, WorkId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn program() -> Command {
    Command::cargo_bin("resgraph").expect("the program is built")
}

fn small() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small")
}

/// Maps the small texts blind.
fn small_mapping() -> (Corpus, Mapping) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let corpus = Corpus::load(&knowledge, &[small()], &LoadOptions::default(), &|_, _| ())
        .expect("the small texts load");
    let mapping = Mapper::new(&corpus, &knowledge, Options { blind: true }).mapping();
    (corpus, mapping)
}

fn ids(mapping: &Mapping, key: &str, column: &str) -> Vec<String> {
    let row = mapping
        .rows
        .iter()
        .find(|r| r.key.as_str() == key)
        .expect("the row");
    row.cells
        .get(column)
        .into_iter()
        .flatten()
        .map(|c| c.id.to_string())
        .collect()
}

#[test]
fn a_row_holds_what_the_text_cites_and_what_cites_it() {
    let (_, mapping) = small_mapping();
    assert_eq!(ids(&mapping, "PP-901", "pp"), ["PP-901"]);
    assert_eq!(ids(&mapping, "PP-901", "wtsa"), ["WTSA-902"]);
    assert_eq!(ids(&mapping, "PP-901", "wtdc"), ["WTDC-903"]);
}

#[test]
fn every_cell_says_why_it_is_there() {
    let (_, mapping) = small_mapping();
    let row = mapping
        .rows
        .iter()
        .find(|r| r.key.as_str() == "PP-901")
        .expect("the row");
    let standards = &row.cells["wtsa"][0];
    let kinds: BTreeSet<&str> = standards
        .evidence
        .iter()
        .map(|e| match e.kind {
            EvidenceKind::Cites => "cites",
            EvidenceKind::SameTitle => "same-title",
            EvidenceKind::LikeText => "like-text",
            _ => "other",
        })
        .collect();
    assert!(
        kinds.contains("cites") && kinds.contains("same-title"),
        "{kinds:?}"
    );
    let cites = standards
        .evidence
        .iter()
        .find(|e| e.kind == EvidenceKind::Cites)
        .expect("cites");
    assert_eq!(cites.provision.as_deref(), Some("recalling a)"));
    assert_eq!(cites.line, Some(5));
    let development = &row.cells["wtdc"][0];
    assert!(
        development
            .evidence
            .iter()
            .any(|e| e.kind == EvidenceKind::CitedBy)
    );
}

#[test]
fn a_text_that_nothing_links_has_no_equivalent() {
    let (_, mapping) = small_mapping();
    let without: Vec<&str> = mapping
        .no_equivalent
        .iter()
        .map(|n| n.id.as_str())
        .collect();
    assert!(without.contains(&"WTSA-904"), "{without:?}");
    assert!(!without.contains(&"WTSA-902"));
}

#[test]
fn a_text_that_repeats_the_parent_text_is_a_candidate() {
    let (_, mapping) = small_mapping();
    let id = "WTSA-902".parse::<WorkId>().expect("an id");
    let candidate = mapping
        .candidates
        .iter()
        .find(|c| c.ids.contains(&id))
        .expect("a candidate");
    assert_eq!(candidate.ids[0].as_str(), "PP-901");
    assert_eq!(candidate.outcome, Outcome::SuppressRepeatedText);
    assert!(
        candidate.reason.contains("1 of the 3 operative provisions"),
        "{}",
        candidate.reason
    );
}

#[test]
fn a_candidate_says_that_it_rests_on_less_than_a_whole_text() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let title = "Protection of old trees along the roads of the Union";
    let clause = |what: &str| format!("1\tto {what} every old tree that stands along the roads;\n");
    let whole = format!(
        "RESOLUTION 910 (Dubai, 2018)\n{title}\nThe Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\nnoting\na)\tthat trees grow old,\nresolves\n{}",
        clause("count")
    );
    let extract = format!(
        "RESOLUTION 911 (Rev. Hammamet, 2016)\n{title}\nresolves\n{}",
        clause("photograph")
    );
    let texts = [
        ("whole.txt", whole.as_str()),
        ("extract.txt", extract.as_str()),
    ];
    let corpus = Corpus::from_texts(&knowledge, &texts);
    let mapping = Mapper::new(&corpus, &knowledge, Options { blind: true }).mapping();
    let reasons: Vec<&str> = mapping
        .candidates
        .iter()
        .map(|c| c.reason.as_str())
        .collect();
    let rests = "rests on parts: WTSA-911 an extract with 1 operative provision";
    assert!(
        reasons.len() == 1 && reasons[0].contains(rests),
        "{reasons:?}"
    );
    assert!(!reasons[0].contains("PP-910 a"), "{reasons:?}");
}

#[test]
fn the_comparison_counts_cells_and_names_those_that_differ() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let corpus = Corpus::load(&knowledge, &[small()], &LoadOptions::default(), &|_, _| ())
        .expect("the small texts load");
    let mapper = Mapper::new(&corpus, &knowledge, Options { blind: true });
    let mapping = mapper.mapping();
    let mut other = Other::from_mapping("other.json", &mapping);
    let row = other
        .rows
        .iter_mut()
        .find(|r| r.key.as_str() == "PP-901")
        .expect("the row");
    row.ids
        .remove(&"WTDC-903".parse::<WorkId>().expect("an id"));
    row.ids.insert("WTSA-904".parse::<WorkId>().expect("an id"));
    let comparison = compare(&mapping, &other, &|key, id| mapper.why_not(key, id));
    assert_eq!((comparison.only_here, comparison.only_there), (1, 1));
    let difference = |verdict| {
        let found = comparison.differences.iter().find(|d| d.verdict == verdict);
        found.map(|d| d.id.to_string())
    };
    assert_eq!(
        difference(CellVerdict::OnlyHere).as_deref(),
        Some("WTDC-903")
    );
    assert_eq!(
        difference(CellVerdict::OnlyThere).as_deref(),
        Some("WTSA-904")
    );
}

#[test]
fn the_program_writes_all_forms_and_overwrites_nothing_of_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let mine = folder.path().join("mapping.md");
    std::fs::write(&mine, "my notes").expect("written");
    let map = || {
        let mut command = program();
        command.arg("map").arg(small()).arg("-o").arg(folder.path());
        command
    };
    map()
        .assert()
        .code(2)
        .stderr(predicates::str::contains("mapping.md"));
    assert_eq!(std::fs::read_to_string(&mine).expect("read"), "my notes");
    map().arg("--force").assert().success();
    let json = std::fs::read_to_string(folder.path().join("mapping.json")).expect("mapping.json");
    let mapping: Mapping = serde_json::from_str(&json).expect("the contract");
    assert!(mapping.rows.iter().any(|r| r.key.as_str() == "PP-901"));
    for ending in ["docx", "xlsx", "html", "md", "csv", "yaml", "dot"] {
        assert!(
            folder.path().join(format!("mapping.{ending}")).is_file(),
            "{ending}"
        );
    }
    // The sheet of findings is filled by the audit.
    let workbook = std::fs::File::open(folder.path().join("mapping.xlsx")).expect("opens");
    let mut workbook = zip::ZipArchive::new(workbook).expect("is a package");
    let mut words = String::new();
    let mut part = workbook.by_name("xl/sharedStrings.xml").expect("words");
    std::io::Read::read_to_string(&mut part, &mut words).expect("unpacks");
    assert!(words.contains("predated-edition"));
    // A folder that holds our own outputs is read without a word about our memory of them.
    program()
        .args(["cite", "--format", "csv"])
        .args([small(), folder.path().to_owned()])
        .assert()
        .success()
        .stderr(predicates::str::contains("resgraph-written").not());
    map().assert().success();
}

#[test]
fn without_texts_the_built_in_index_is_mapped() {
    let output = program()
        .args(["map", "--format", "json", "-q"])
        .output()
        .expect("runs");
    let mapping: Mapping = serde_json::from_slice(&output.stdout).expect("the contract");
    assert!(ids(&mapping, "PP-123", "wtsa").contains(&"WTSA-44".to_owned()));
    assert_eq!(
        mapping
            .rows
            .iter()
            .find(|r| r.key.as_str() == "PP-21")
            .map(|r| r.subject.as_str()),
        Some("Alternative calling procedures")
    );
}

/// Bad input: the message, and that the rest is done.
#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    std::fs::write(
        path("good.txt"),
        std::fs::read(small().join("pp-901.txt")).expect("read"),
    )
    .expect("written");
    std::fs::write(path("broken.xml"), "<a>\n<p>x</a>").expect("written");
    std::fs::write(path(".hidden.txt"), "x").expect("written");
    std::fs::write(path("picture.png"), b"\x89PNG\r\n\x1a\n").expect("written");
    let run = program()
        .arg("index")
        .arg(folder.path())
        .arg(path("missing.txt"))
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    // The rest was read, but not all that was asked for.
    assert_eq!(run.status.code(), Some(2), "{said}");
    for word in ["broken.xml:2", ".hidden.txt", "picture.png", "missing.txt"] {
        assert!(said.contains(word), "{word} is not in:\n{said}");
    }
    let index: resgraph::model::Index = serde_json::from_slice(&run.stdout).expect("an index");
    assert!(
        index
            .works
            .contains_key(&"PP-901".parse::<WorkId>().expect("an id"))
    );
}

#[track_caller]
fn assert_refused(args: &[&Path], why: &str) {
    let refused = program().arg("map").args(args).assert().code(2);
    refused.stderr(predicates::str::contains(why.to_owned()));
}

#[test]
fn nothing_to_read_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_refused(&[folder.path()], "nothing to read");
    assert_refused(&[Path::new("no/such/path")], "no/such/path");
}

#[test]
fn a_mistake_in_the_mappings_is_named_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(
        folder.path().join("bodies.yaml"),
        "bodies:\n  - id: PP\n    name: [x]\n",
    )
    .expect("written");
    assert_refused(&[Path::new("--mappings"), folder.path()], "bodies.yaml:3:");
}

#[test]
fn a_saved_index_gives_the_same_mapping_as_the_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let saved = folder.path().join("small.json");
    program()
        .arg("index")
        .arg(small())
        .arg("-o")
        .arg(&saved)
        .assert()
        .success();
    let map = |path: &Path| {
        let run = program()
            .args(["map", "--format", "csv", "-q"])
            .arg(path)
            .output()
            .expect("runs");
        String::from_utf8_lossy(&run.stdout).into_owned()
    };
    assert_eq!(map(&small()), map(&saved));
}

/// The published mapping document and what is made of the texts; needs the real corpus.
#[test]
fn the_published_table_is_reached_from_the_texts_alone() {
    let Ok(root) = std::env::var("RESGRAPH_CORPUS") else {
        eprintln!("skipped: RESGRAPH_CORPUS is not set");
        return;
    };
    let root = PathBuf::from(root);
    // The published table is of 2019.
    let knowledge = Knowledge::load(&Setup {
        as_of: Some("PP-18".into()),
        ..Setup::default()
    });
    let knowledge = knowledge.expect("mappings/ load");
    let paths = ["pp-18/final-acts.akn.xml", "tsag", "wtsa-16", "wtsa-20"].map(|p| root.join(p));
    let corpus =
        Corpus::load(&knowledge, &paths, &LoadOptions::default(), &|_, _| ()).expect("loads");
    let source = corpus
        .index
        .sources
        .iter()
        .position(|s| s.file.ends_with("td311-mapping.txt"))
        .expect("the mapping document");
    let document = published::read(&corpus, source, &knowledge).expect("its tables");
    assert_eq!(document.rows.len(), 67);
    let mapper = Mapper::new(&corpus, &knowledge, Options { blind: true });
    let mapping = mapper.mapping();
    let other = Other::from_published(&document, &knowledge);
    let comparison = compare(&mapping, &other, &|key, id| mapper.why_not(key, id));
    assert!(
        comparison.precision >= 0.8225,
        "precision {}",
        comparison.precision
    );
    assert!(comparison.recall >= 0.8225, "recall {}", comparison.recall);

    let proposed: BTreeSet<&WorkId> = mapping.candidates.iter().flat_map(|c| &c.ids).collect();
    // Slips of the published candidate table: 7 is a copy of 5, WTDC-85 slipped from 10 to 11.
    let mut missing: BTreeMap<u32, Vec<&WorkId>> = BTreeMap::new();
    for row in document
        .candidates
        .iter()
        .filter(|c| c.number.is_some_and(|n| n <= 15))
    {
        for entry in row.entries.iter().filter(|e| e.id.head() != "PP") {
            if !proposed.contains(&entry.id) {
                missing
                    .entry(row.number.unwrap_or(0))
                    .or_default()
                    .push(&entry.id);
            }
        }
    }
    assert!(missing.is_empty(), "not proposed: {missing:?}");
}

/// `output/` holds what `resgraph map tests/data/small -o output --forms md,json,dot` writes.
#[test]
fn the_committed_output_is_what_the_program_writes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    program()
        .current_dir(root)
        .args(["map", "tests/data/small", "-o"])
        .arg(folder.path())
        .assert()
        .success();
    for name in ["mapping.md", "mapping.json", "mapping.dot"] {
        let committed = std::fs::read_to_string(root.join("output").join(name)).expect("committed");
        let written = std::fs::read_to_string(folder.path().join(name)).expect("written");
        assert!(
            committed == written,
            "output/{name} is out of date: make it again"
        );
    }
}

#[test]
fn a_subject_that_names_a_text_beyond_all_that_are_known_does_not_make_it_one() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let known = &knowledge.known.works;
    let subjects = &knowledge.subjects.subjects;
    let highest = |of: &WorkId| {
        let same = known
            .keys()
            .filter(|id| (id.head(), id.kind()) == (of.head(), of.kind()));
        same.filter_map(|id| id.number().parse::<u32>().ok()).max()
    };
    // Of conferences on radio only what is in force is known: others are not beyond it.
    let beyond: Vec<&WorkId> = subjects
        .iter()
        .flat_map(|s| &s.ids)
        .filter(|id| !knowledge.knows_only_what_is_in_force(id.head()))
        .filter(|id| id.number().parse().ok() > highest(id))
        .collect();
    assert!(beyond.is_empty(), "{beyond:?}");
    // A user's own list is held against the same knowledge.
    let folder = tempfile::tempdir().expect("a folder");
    let own =
        "source: ours\nsubjects:\n  - {subject: Lamps, key: PP-133, ids: [WTDC-82, WTDC-92]}\n";
    std::fs::create_dir(folder.path().join("own")).expect("made");
    std::fs::write(folder.path().join("own/subjects.yaml"), own).expect("written");
    let text = "RESOLUTION 133 (Rev. Dubai, 2018)\nOn lamps\nnoting\nthat WTDC Resolution 92 speaks of them,\nresolves\nto light lamps.\n";
    std::fs::write(folder.path().join("a.txt"), text).expect("written");
    let mapped = program()
        .current_dir(folder.path())
        .args([
            "map",
            "a.txt",
            "--mappings",
            "own",
            "--format",
            "json",
            "-q",
        ])
        .output()
        .expect("runs");
    let mapping: Mapping = serde_json::from_slice(&mapped.stdout).expect("a mapping");
    let cells = mapping.rows.iter().flat_map(|r| r.cells.values().flatten());
    let curated = cells.filter(|c| c.evidence.iter().any(|e| e.kind == EvidenceKind::Curated));
    let curated: BTreeSet<&str> = curated.map(|c| c.id.as_str()).collect();
    assert!(
        curated.contains("WTDC-82") && !curated.contains("WTDC-92"),
        "{curated:?}"
    );
}
