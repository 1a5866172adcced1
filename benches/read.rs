//! Reading Word files: one, and a thousand of twenty pages each in one run over all cores.
//!
//! `cargo bench --bench read` prints times; the memory that the thousand took at most stands at the end.

#[path = "../tests/support/mod.rs"]
mod support;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use rayon::prelude::*;
use resgraph::read::{ReadOptions, gather, load, read_bytes};
use std::path::PathBuf;
use support::{Docx, del, ins, p, r};

fn main() {
    divan::main();
    // Linux tells the most memory that a process had.
    if let Ok(status) = std::fs::read_to_string("/proc/self/status")
        && let Some(peak) = status.lines().find(|l| l.starts_with("VmHWM"))
    {
        eprintln!(
            "most memory of the whole run: {}",
            peak.trim_start_matches("VmHWM:").trim()
        );
    }
}

/// A Word file of twenty pages: some 45 lines of 12 words a page, tracked changes, notes and a table in it.
fn twenty_pages(seed: usize) -> Vec<u8> {
    let mut body = String::new();
    for n in 0..300 {
        let number = (seed * 7 + n) % 214 + 1;
        let words = "to continue the work on the matters set out above, in cooperation with the Members concerned, ".repeat(3);
        body.push_str(&p(&[
            r(&format!(
                "{n} {words}in accordance with Resolution {number} (Rev. "
            )),
            del("Busan, 2014"),
            ins("Dubai, 2018"),
            r(") of the Plenipotentiary Conference"),
            "<w:r><w:footnoteReference w:id=\"1\"/></w:r>".into(),
        ]
        .concat()));
    }
    let row = format!(
        "<w:tr>{}</w:tr>",
        format!("<w:tc>{}</w:tc>", p(&r("Resolution 44"))).repeat(4)
    );
    body.push_str(&format!("<w:tbl>{}</w:tbl>", row.repeat(30)));
    let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", p(&r("A note.")));
    Docx::new(&body).with("footnotes", &note).bytes()
}

#[divan::bench]
fn one_word_file(bencher: Bencher) {
    let bytes = twenty_pages(1);
    let xml = 300 * 1000;
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

#[divan::bench(sample_count = 3, args = [1, 2])]
fn thousand_word_files(bencher: Bencher, threads: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..1000 {
        std::fs::write(folder.path().join(format!("{n:04}.docx")), twenty_pages(n))
            .expect("writes");
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    bencher.counter(ItemsCount::new(1000usize)).bench_local(|| {
        let found = gather(&[PathBuf::from(folder.path())]);
        let read = |(name, path): &(String, PathBuf)| {
            let bytes = load(name, path).expect("loads");
            read_bytes(name, bytes, &ReadOptions::default())
                .expect("reads")
                .blocks
                .len()
        };
        pool.install(|| found.files.par_iter().map(read).sum::<usize>())
    });
}
