//! Another organisation than the ITU describes itself in its own `mappings/`: an invented postal league, its
//! General Assembly (UA) and its Regional Congress (RC).

use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::mapping::{Options, build};
use resgraph::model::{Role, Status};
use std::path::{Path, PathBuf};

fn postal() -> (Knowledge, Corpus) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/postal");
    let knowledge = Knowledge::from_dir(&folder.join("mappings")).expect("its mappings load");
    let texts: [PathBuf; 1] = [folder.join("texts")];
    let corpus = Corpus::load(&knowledge, &texts, &LoadOptions::default(), &|_, _| ())
        .expect("its texts load");
    (knowledge, corpus)
}

#[test]
fn its_citations_are_read_by_its_own_bodies_and_conferences() {
    let (_, corpus) = postal();
    let mut found: Vec<(String, String, String)> = Vec::new();
    let citations = corpus
        .index
        .citations
        .iter()
        .filter(|c| c.role == Role::Citation);
    for citation in citations {
        let from = citation
            .from
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        for target in &citation.targets {
            assert_eq!(target.status, Status::Resolved, "{}", citation.raw);
            let id = target
                .id
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            let edition = target.edition.to_string();
            found.push((from.clone(), id, edition));
        }
    }
    let wanted = [
        ("RC-12", "UA-7", "Rev. Bern, 2010"),
        ("RC-12", "UA-7", "Rev. Lima, 2014"),
        ("RC-12", "UA-7", ""),
        ("UA-7", "RC-12", "Oslo, 2012"),
        ("UA-7", "UA-3", "Bern, 2010"),
    ];
    let wanted = wanted.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(found, wanted);
}

#[test]
fn its_mapping_holds_its_texts_alone() {
    let (knowledge, corpus) = postal();
    let mapping = build(&corpus, &knowledge, Options::default());
    let rows: Vec<(&str, Vec<&str>)> = mapping
        .rows
        .iter()
        .map(|row| {
            let cells = row.cells.values().flatten().map(|c| c.id.as_str());
            (row.key.as_str(), cells.collect())
        })
        .collect();
    assert_eq!(rows, [("UA-7", vec!["RC-12", "UA-7", "UA-3"])]);
    let works: Vec<&str> = corpus.index.works.keys().map(|id| id.head()).collect();
    assert!(
        !works.contains(&"PP"),
        "works of the ITU are known to a postal league"
    );
}
