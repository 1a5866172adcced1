use super::WorkGraph;
use petgraph::algo::tarjan_scc;
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

/// Without the edges that say nothing new about who depends on whom: an edge goes where a longer way leads
/// from the one text to the other. Edges between texts that cite each other in a circle stay.
pub(super) fn reduced(works: &WorkGraph) -> WorkGraph {
    let graph = &works.graph;
    // Tarjan gives every circle after all those that it leads to.
    let circles = tarjan_scc(graph);
    let mut circle_of = vec![0; graph.node_count()];
    for (number, members) in circles.iter().enumerate() {
        for node in members {
            circle_of[node.index()] = number;
        }
    }
    let mut next: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); circles.len()];
    for edge in graph.edge_references() {
        let (a, b) = (
            circle_of[edge.source().index()],
            circle_of[edge.target().index()],
        );
        if a != b {
            next[a].insert(b);
        }
    }
    // Which circles can be reached from each, as bits.
    let words = circles.len().div_ceil(64);
    let mut reach = vec![vec![0_u64; words]; circles.len()];
    let has = |bits: &[u64], n: usize| bits[n / 64] >> (n % 64) & 1 == 1;
    let mut needed: BTreeSet<(usize, usize)> = BTreeSet::new();
    for from in 0..circles.len() {
        let mut bits = vec![0; words];
        // The furthest first: it leads to the others, if any does.
        for to in next[from].iter().rev() {
            if !has(&bits, *to) {
                needed.insert((from, *to));
            }
            bits[to / 64] |= 1 << (to % 64);
            bits.iter_mut().zip(&reach[*to]).for_each(|(a, b)| *a |= b);
        }
        reach[from] = bits;
    }
    works.filtered(
        |_, _| true,
        |at, _| {
            graph.edge_endpoints(at).is_some_and(|(a, b)| {
                let (a, b) = (circle_of[a.index()], circle_of[b.index()]);
                a == b || needed.contains(&(a, b))
            })
        },
    )
}
