//! Texts of the United Nations against what people found in them; `RESGRAPH_UN` names their folder.

use super::folder;
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::{Knowledge, Setup};
use resgraph::model::{Role, Status};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The Security Council's resolutions, as [`security-council.tsv`] lists them.
const COUNCIL: &str = include_str!("security-council.tsv");

fn load(paths: &[PathBuf]) -> (Knowledge, Corpus) {
    let organisations = vec!["un".to_owned()];
    let setup = Setup {
        organisations,
        ..Setup::default()
    };
    let knowledge = Knowledge::load(&setup).expect("mappings/ load");
    let corpus = Corpus::load(&knowledge, paths, &LoadOptions::default(), &|_, _| {});
    (knowledge, corpus.expect("the texts load"))
}

fn file_name(path: &str) -> String {
    let path = Path::new(path);
    let name = path.file_name().expect("a name");
    name.to_string_lossy().into_owned()
}

/// What each file cites, with the edition, and at how many places.
fn cited(corpus: &Corpus) -> BTreeMap<(String, String, String), BTreeSet<usize>> {
    let mut found: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
    let citations = corpus.index.citations.iter();
    for citation in citations.filter(|c| c.role == Role::Citation) {
        let file = file_name(&corpus.index.sources[citation.source].file);
        for target in citation
            .targets
            .iter()
            .filter(|t| t.status == Status::Resolved)
        {
            let Some(id) = &target.id else { continue };
            let year = target.edition.year.map_or(String::new(), |y| y.to_string());
            let places = found
                .entry((file.clone(), id.to_string(), year))
                .or_default();
            places.insert(citation.span.start);
        }
    }
    found
}

#[test]
fn resolutions_of_the_security_council_give_what_a_person_finds() {
    let Some(folder) = folder("RESGRAPH_UN") else {
        return;
    };
    let mut wanted = BTreeMap::new();
    let mut files = BTreeSet::new();
    for row in COUNCIL.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [file, id, year, times] = columns[..] else {
            panic!("four columns: {row}");
        };
        files.insert(file.to_owned());
        let times: usize = times.parse().expect("a number");
        if times > 0 {
            wanted.insert((file.to_owned(), id.to_owned(), year.to_owned()), times);
        }
    }
    let paths: Vec<PathBuf> = files.iter().map(|f| folder.join("sc").join(f)).collect();
    let (_, corpus) = load(&paths);
    let found = cited(&corpus);
    let hit = wanted
        .keys()
        .filter(|pair| found.contains_key(pair))
        .count();
    let places = |times: usize, at: &BTreeSet<usize>| times.min(at.len());
    let of = |pair| found.get(pair).map_or(0, BTreeSet::len);
    let placed: usize = wanted
        .iter()
        .map(|(pair, times)| (*times).min(of(pair)))
        .sum();
    let all: usize = wanted.values().sum();
    let right: usize = found
        .iter()
        .map(|(pair, at)| places(wanted.get(pair).copied().unwrap_or(0), at))
        .sum();
    let given: usize = found.values().map(BTreeSet::len).sum();
    eprintln!(
        "pairs: {hit} of {}, {} given; places: {placed} of {all}, {right} of {given} given right",
        wanted.len(),
        found.len()
    );
    for pair in wanted.keys().filter(|pair| !found.contains_key(pair)) {
        eprintln!("  missed: {pair:?}");
    }
    for pair in found.keys().filter(|pair| !wanted.contains_key(pair)) {
        eprintln!("  not there: {pair:?}");
    }
    assert!(100 * placed >= 97 * all && 100 * right >= 97 * given);
    // Each file is one text, and says what of it is a provision.
    let texts = corpus.index.texts.iter();
    let whole = texts.filter(|t| t.work.is_some() && !t.provisions.is_empty());
    assert_eq!(whole.count(), files.len());
}

#[test]
fn budget_documents_give_what_their_makers_list() {
    let Some(folder) = folder("RESGRAPH_UN") else {
        return;
    };
    let (knowledge, corpus) = load(&[folder.join("budget")]);
    let numbers = |id: &str| {
        id.split_once('-')
            .map_or("", |(_, n)| n)
            .replace("DEC-", "")
    };
    let found: BTreeSet<(String, String)> = cited(&corpus)
        .into_keys()
        .map(|(file, id, year)| match year.is_empty() {
            true => (file, numbers(&id)),
            false => (file, format!("{} ({year})", numbers(&id))),
        })
        .collect();
    let mut list = csv::Reader::from_path(folder.join("mandates.csv")).expect("the list");
    let rows = list.records().map(|r| r.expect("a row"));
    let wanted: BTreeSet<(String, String)> =
        rows.map(|r| (r[0].to_owned(), r[3].to_owned())).collect();
    let documents = |number: &str| {
        corpus
            .index
            .citations
            .iter()
            .any(|c| c.raw.contains(number))
    };
    let hit = wanted
        .iter()
        .filter(|row| found.contains(row) || documents(&row.1));
    let hit = hit.count();
    eprintln!("{hit} of {} of the list", wanted.len());
    for row in wanted
        .iter()
        .filter(|row| !found.contains(row) && !documents(&row.1))
    {
        eprintln!("  missed: {row:?}");
    }
    assert!(100 * hit >= 95 * wanted.len());
    // Nothing of another organisation comes out.
    let bodies: BTreeSet<&str> = knowledge.bodies.iter().map(|b| &*b.id).collect();
    let targets = corpus.index.citations.iter().flat_map(|c| &c.targets);
    for body in targets.filter_map(|t| t.body.as_deref()) {
        assert!(bodies.contains(body), "{body}");
    }
}
