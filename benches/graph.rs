//! The graph, its metrics, its layout and the page on 1,000 works and 10,000 citations.

#[path = "../tests/support/synthetic.rs"]
mod synthetic;

use divan::{Bencher, black_box};
use resgraph::graph::{
    ClusterBy, WorkGraph, betweenness, build, communities, layout, page_rank, view,
};
use resgraph::model::Index;
use resgraph::report::diagram::{columns::columns, dot};
use resgraph::report::explore::{Explorer, explore};

fn main() {
    divan::main();
}

fn index() -> Index {
    synthetic::synthetic(1000, 10_000)
}

/// Times what is asked of the graph of the index.
fn of_graph<T>(bencher: Bencher, ask: impl Fn(&WorkGraph) -> T + Sync) {
    let works = build(&index());
    bencher.bench(|| ask(black_box(&works)));
}

#[divan::bench]
fn graph_of_an_index(bencher: Bencher) {
    let index = index();
    bencher.bench(|| build(black_box(&index)));
}

#[divan::bench]
fn rank(bencher: Bencher) {
    of_graph(bencher, page_rank);
}

#[divan::bench(sample_count = 10)]
fn between(bencher: Bencher) {
    of_graph(bencher, betweenness);
}

#[divan::bench(sample_count = 20)]
fn groups(bencher: Bencher) {
    of_graph(bencher, communities);
}

#[divan::bench(sample_count = 5)]
fn places(bencher: Bencher) {
    let works = build(&index());
    let sizes = vec![32.0; works.graph.node_count()];
    let found = communities(&works);
    bencher.bench(|| layout(black_box(&works), &found, &sizes));
}

#[divan::bench(sample_count = 10)]
fn own_drawing(bencher: Bencher) {
    let index = index();
    let shown = view(&index, &build(&index), &[], None, ClusterBy::Body);
    bencher.bench(|| columns(black_box(&shown), false));
}

#[divan::bench(sample_count = 10)]
fn dot_text(bencher: Bencher) {
    let index = index();
    let shown = view(&index, &build(&index), &[], None, ClusterBy::Body);
    bencher.bench(|| dot(black_box(&shown)));
}

#[divan::bench(sample_count = 5)]
fn page(bencher: Bencher) {
    let index = index();
    let works = build(&index);
    let explorer = Explorer {
        title: "A bench",
        index: &index,
        works: &works,
        bodies: &[],
        mapping: None,
        findings: &[],
        histories: None,
        decisions: &[],
        live: None,
    };
    bencher.bench(|| explore(black_box(&explorer)));
}
