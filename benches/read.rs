//! Reading Word files: one, and a thousand of twenty pages each in one run, on one core and on two.
//!
//! `cargo bench --bench read` prints the times, and for the thousand the most memory that each run took.
//! What is read alone is dropped at once; what is loaded stays: the texts, which mapping and audit compare, and
//! the citations with their places.

#[path = "../tests/support/mod.rs"]
mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use rayon::prelude::*;
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::read::{ReadOptions, gather, load, read_bytes};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use support::word::item;
use support::{Docx, del, ins, p, r};

const FILES: usize = 1000;
/// The best of so many runs is told.
const RUNS: usize = 3;

fn main() {
    divan::main();
    // Without that word it is a test run, and a thousand files would be too much.
    if std::env::args().any(|a| a == "--bench") {
        thousand();
    }
}

/// A Word file of twenty pages: some 45 lines of 12 words a page; a third of it list items, with tracked
/// changes, notes, and a table.
fn twenty_pages(seed: usize) -> Vec<u8> {
    let words = "to continue the work on the matters set out above, in cooperation with the Members concerned, ".repeat(3);
    let mut body = String::new();
    for n in 0..165 {
        let number = (seed * 7 + n) % 214 + 1;
        let begin = format!("{words}in accordance with Resolution {number} (Rev. ");
        let rest = [
            del("Busan, 2014"),
            ins("Dubai, 2018"),
            r(") of the Plenipotentiary Conference"),
            "<w:r><w:footnoteReference w:id=\"1\"/></w:r>".into(),
        ]
        .concat();
        if n % 3 == 0 {
            body.push_str(&item(1, 0, &begin).replace("</w:p>", &(rest + "</w:p>")));
        } else {
            body.push_str(&p(&(r(&begin) + &rest)));
        }
    }
    let row = format!(
        "<w:tr>{}</w:tr>",
        format!("<w:tc>{}</w:tc>", p(&r("Resolution 44"))).repeat(4)
    );
    body.push_str(&format!("<w:tbl>{}</w:tbl>", row.repeat(30)));
    let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", p(&r("A note.")));
    let list = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
                <w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1)\"/></w:lvl></w:abstractNum>\
                <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    Docx::new(&body)
        .with("footnotes", &note)
        .with("numbering", list)
        .bytes()
}

#[divan::bench]
fn one_word_file(bencher: Bencher) {
    let bytes = twenty_pages(1);
    let xml = 165 * 850;
    bencher
        .counter(BytesCount::new(xml as usize))
        .with_inputs(|| bytes.clone())
        .bench_values(|bytes| {
            read_bytes("one.docx", bytes, &ReadOptions::default())
                .expect("reads")
                .blocks
                .len()
        });
}

fn thousand() {
    let folder = tempfile::tempdir().expect("a folder");
    (0..FILES).into_par_iter().for_each(|n| {
        let file = folder.path().join(format!("{n:04}.docx"));
        std::fs::write(file, twenty_pages(n)).expect("writes");
    });
    let knowledge = Knowledge::builtin().expect("is sound");
    println!("\n{FILES} Word files of 20 pages     threads      time   most memory");
    for threads in [1, 2] {
        measure("read", threads, || read(folder.path()));
    }
    for threads in [1, 2] {
        let citations = || loaded(&knowledge, folder.path());
        measure("loaded: citations resolved", threads, citations);
    }
}

/// How many blocks the files hold; each file is dropped when it is read.
fn read(folder: &Path) -> usize {
    let read = |(name, path): &(String, PathBuf)| {
        let bytes = load(name, path).expect("loads");
        let document = read_bytes(name, bytes, &ReadOptions::default()).expect("reads");
        document.blocks.len()
    };
    gather(&[folder.to_owned()])
        .files
        .par_iter()
        .map(read)
        .sum()
}

/// How many citations they hold; documents and index stay until the last is read.
fn loaded(knowledge: &Knowledge, folder: &Path) -> usize {
    let corpus = Corpus::load(
        knowledge,
        &[folder.to_owned()],
        &LoadOptions::default(),
        &|_, _| (),
    )
    .expect("loads");
    corpus.index.citations.len()
}

fn measure(what: &str, threads: usize, run: impl Fn() -> usize + Sync) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.expect("threads");
    forget_peak();
    let mut best = Duration::MAX;
    for _ in 0..RUNS {
        let start = Instant::now();
        assert!(pool.install(&run) > FILES);
        best = best.min(start.elapsed());
    }
    let peak = peak().map_or("unknown".to_owned(), |mb| format!("{mb} MB"));
    println!(
        "{what:30} {threads:7} {:7.2} s {peak:>13}",
        best.as_secs_f64()
    );
}

/// Linux tells the most memory that a process had, and forgets it when asked to.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: usize = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes.div_ceil(1024))
}
