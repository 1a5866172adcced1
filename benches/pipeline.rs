//! The steps from text to mapping, apart: `RESGRAPH_CORPUS=… cargo bench --bench pipeline`.
//!
//! Without the real corpus the small texts of the tests are used, whose figures say nothing of the real ones.

use divan::Bencher;
use resgraph::cite::Scanner;
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::mapping::{Mapper, Options};
use resgraph::model::Document;
use resgraph::outline::outline;
use resgraph::read::{ReadOptions, read_bytes};
use std::path::{Path, PathBuf};

fn main() {
    divan::main();
}

fn paths() -> Vec<PathBuf> {
    match std::env::var("RESGRAPH_CORPUS") {
        Ok(root) => ["pp-18/final-acts.akn.xml", "tsag", "wtsa-16", "wtsa-20"]
            .iter()
            .map(|p| Path::new(&root).join(p))
            .collect(),
        Err(_) => vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small")],
    }
}

fn files() -> Vec<(String, Vec<u8>)> {
    resgraph::read::gather(&paths())
        .files
        .into_iter()
        .map(|(name, path)| (name, std::fs::read(path).expect("a file of the corpus")))
        .collect()
}

fn documents() -> Vec<Document> {
    files()
        .into_iter()
        .map(|(name, bytes)| read_bytes(&name, bytes, &ReadOptions::default()).expect("reads"))
        .collect()
}

fn corpus(knowledge: &Knowledge) -> Corpus {
    Corpus::load(knowledge, &paths(), &LoadOptions::default(), &|_, _| ()).expect("loads")
}

#[divan::bench]
fn a_knowledge() -> Knowledge {
    Knowledge::builtin().expect("mappings/ load")
}

#[divan::bench]
fn b_read(bencher: Bencher) {
    let files = files();
    bencher.bench(|| {
        files
            .iter()
            .map(|(name, bytes)| {
                read_bytes(name, bytes.clone(), &ReadOptions::default()).expect("reads")
            })
            .collect::<Vec<_>>()
    });
}

#[divan::bench]
fn c_cite(bencher: Bencher) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let (scanner, documents) = (Scanner::new(&knowledge), documents());
    bencher.bench(|| {
        documents
            .iter()
            .map(|d| scanner.mentions(&d.text).len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn d_outline(bencher: Bencher) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let scanner = Scanner::new(&knowledge);
    let read: Vec<_> = documents()
        .into_iter()
        .map(|d| (scanner.mentions(&d.text), d))
        .collect();
    bencher.bench(|| {
        read.iter()
            .map(|(m, d)| outline(d, m, &knowledge).texts.len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn e_whole_corpus(bencher: Bencher) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    bencher.bench(|| corpus(&knowledge));
}

#[divan::bench]
fn f_graph(bencher: Bencher) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let corpus = corpus(&knowledge);
    bencher.bench(|| resgraph::graph::build(&corpus.index));
}

#[divan::bench]
fn g_map(bencher: Bencher) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let corpus = corpus(&knowledge);
    bencher.bench(|| Mapper::new(&corpus, &knowledge, Options::default()).mapping());
}
