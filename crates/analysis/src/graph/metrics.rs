use super::WorkGraph;
use petgraph::Direction::Outgoing;
use petgraph::visit::EdgeRef;
use std::collections::VecDeque;

/// How much of its rank a work hands on to those it cites; the rest is shared out evenly.
const DAMPING: f64 = 0.85;
/// Ranks that change by less than this in sum have settled.
const SETTLED: f64 = 1e-12;
/// Enough rounds for [`DAMPING`] to settle whatever the graph.
const ROUNDS: usize = 300;

/// PageRank of every node, by node index: a work is weighty that weighty works cite often. Edges count by
/// their weight, ranks add up to 1, and a work that cites nothing hands its rank to all evenly (as in
/// networkx). One pass over the edges a round.
pub fn page_rank(works: &WorkGraph) -> Vec<f64> {
    let graph = &works.graph;
    let count = graph.node_count();
    if count == 0 {
        return Vec::new();
    }
    let even = 1.0 / count as f64;
    let mut given_out = vec![0.0; count];
    for edge in graph.edge_references() {
        given_out[edge.source().index()] += f64::from(edge.weight().weight);
    }
    let mut rank = vec![even; count];
    for _ in 0..ROUNDS {
        let idle: f64 = (0..count)
            .filter(|n| given_out[*n] == 0.0)
            .map(|n| rank[n])
            .sum();
        let base = (1.0 - DAMPING) * even + DAMPING * idle * even;
        let mut next = vec![base; count];
        for edge in graph.edge_references() {
            let from = edge.source().index();
            if given_out[from] > 0.0 {
                let share = f64::from(edge.weight().weight) / given_out[from];
                next[edge.target().index()] += DAMPING * rank[from] * share;
            }
        }
        let moved: f64 = rank.iter().zip(&next).map(|(a, b)| (a - b).abs()).sum();
        rank = next;
        if moved < SETTLED {
            break;
        }
    }
    rank
}

/// Betweenness of every node, by node index: the share of the shortest ways between all other works that
/// lead through it, 0 to 1 (Brandes 2001, directed, unweighted, normalized by (n-1)(n-2)).
pub fn betweenness(works: &WorkGraph) -> Vec<f64> {
    let graph = &works.graph;
    let count = graph.node_count();
    let next: Vec<Vec<usize>> = graph
        .node_indices()
        .map(|n| {
            let mut to: Vec<usize> = graph
                .neighbors_directed(n, Outgoing)
                .map(|m| m.index())
                .collect();
            to.sort_unstable();
            to
        })
        .collect();
    let mut score = vec![0.0; count];
    for start in 0..count {
        add_ways_from(start, &next, &mut score);
    }
    if count > 2 {
        let pairs = ((count - 1) * (count - 2)) as f64;
        score.iter_mut().for_each(|s| *s /= pairs);
    }
    score
}

/// Adds to `score` what each node has of the shortest ways that begin at `start`.
fn add_ways_from(start: usize, next: &[Vec<usize>], score: &mut [f64]) {
    let count = next.len();
    let mut order = Vec::new();
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut ways = vec![0.0; count];
    let mut distance = vec![usize::MAX; count];
    ways[start] = 1.0;
    distance[start] = 0;
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        order.push(node);
        for &other in &next[node] {
            if distance[other] == usize::MAX {
                distance[other] = distance[node] + 1;
                queue.push_back(other);
            }
            if distance[other] == distance[node] + 1 {
                ways[other] += ways[node];
                before[other].push(node);
            }
        }
    }
    let mut share = vec![0.0; count];
    for &node in order.iter().rev() {
        for &previous in &before[node] {
            share[previous] += ways[previous] / ways[node] * (1.0 + share[node]);
        }
        if node != start {
            score[node] += share[node];
        }
    }
}
