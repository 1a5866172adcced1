use super::{WorkGraph, communities};
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// The distance at which two linked works like to stand, in pixels.
const LENGTH: f64 = 80.0;
/// Works further apart than this do not push each other away.
const REACH: f64 = 3.0 * LENGTH;
const ROUNDS: usize = 260;

/// A place in the plane, in pixels; y grows downwards.
pub type Point = (f64, f64);

/// A place for every node, by node index: linked works near each other, communities together, no two nodes
/// nearer than their `sizes` (half the width of what is drawn) allow; works without links in rows below.
///
/// A force layout (Fruchterman and Reingold 1991) from a start that depends on the graph alone, so that
/// equal graphs give equal pictures. Nodes push only those near them, which a grid finds.
pub fn layout(works: &WorkGraph, sizes: &[f64]) -> Vec<Point> {
    let count = works.graph.node_count();
    let mut degree = vec![0_usize; count];
    for edge in works.graph.edge_references() {
        degree[edge.source().index()] += 1;
        degree[edge.target().index()] += 1;
    }
    let linked: Vec<usize> = (0..count).filter(|n| degree[*n] > 0).collect();
    let lone: Vec<usize> = (0..count).filter(|n| degree[*n] == 0).collect();
    let mut at = start(works, &linked);
    for round in 0..ROUNDS {
        let left = 1.0 - round as f64 / ROUNDS as f64;
        let moves = forces(works, &linked, &degree, &at);
        let limit = LENGTH * 0.6 * left + 0.5;
        for &node in &linked {
            let (x, y) = moves[node];
            let length = x.hypot(y).max(1e-9);
            let step = length.min(limit) / length;
            at[node].0 += x * step;
            at[node].1 += y * step;
        }
    }
    for _ in 0..200 {
        if !push_apart(&linked, sizes, &mut at) {
            break;
        }
    }
    put_in_rows(&linked, &lone, sizes, &mut at);
    at.iter()
        .map(|(x, y)| ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0))
        .collect()
}

/// The communities on a spiral, the largest in the middle, and their members on spirals of their own.
fn start(works: &WorkGraph, linked: &[usize]) -> Vec<Point> {
    let mut at = vec![(0.0, 0.0); works.graph.node_count()];
    let found = communities(works);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &node in linked {
        members.entry(found.of[node]).or_default().push(node);
    }
    let mut before = 0;
    for (_, nodes) in members {
        let middle = spiral(before + nodes.len() / 2, LENGTH * 0.9);
        for (place, node) in nodes.iter().enumerate() {
            let (x, y) = spiral(place, LENGTH * 0.5);
            at[*node] = (middle.0 + x, middle.1 + y);
        }
        before += nodes.len();
    }
    at
}

/// The `n`-th place of a sunflower.
fn spiral(n: usize, step: f64) -> Point {
    let (radius, angle) = ((n as f64 + 0.5).sqrt() * step, n as f64 * 2.399_963);
    (radius * angle.cos(), radius * angle.sin())
}

type Grid = BTreeMap<(i64, i64), Vec<usize>>;

fn cell(at: Point, side: f64) -> (i64, i64) {
    ((at.0 / side).floor() as i64, (at.1 / side).floor() as i64)
}

fn grid(nodes: &[usize], at: &[Point], side: f64) -> Grid {
    let mut grid = Grid::new();
    for &node in nodes {
        grid.entry(cell(at[node], side)).or_default().push(node);
    }
    grid
}

/// Calls `visit` for every pair of nodes in the same or neighbouring cells, once.
fn near_pairs(grid: &Grid, mut visit: impl FnMut(usize, usize)) {
    for (&(x, y), here) in grid {
        for (place, &a) in here.iter().enumerate() {
            here[place + 1..].iter().for_each(|&b| visit(a, b));
        }
        for other in [(x + 1, y), (x - 1, y + 1), (x, y + 1), (x + 1, y + 1)] {
            for &b in grid.get(&other).into_iter().flatten() {
                here.iter().for_each(|&a| visit(a, b));
            }
        }
    }
}

fn forces(works: &WorkGraph, linked: &[usize], degree: &[usize], at: &[Point]) -> Vec<Point> {
    let mut moves = vec![(0.0, 0.0); at.len()];
    near_pairs(&grid(linked, at, REACH), |a, b| {
        let (dx, dy) = apart(at[a], at[b], a, b);
        let distance = dx.hypot(dy);
        if distance < REACH {
            let force = LENGTH * LENGTH / distance / distance * (1.0 - distance / REACH);
            add(&mut moves, a, b, dx * force, dy * force);
        }
    });
    for edge in works.graph.edge_references() {
        let (a, b) = (edge.source().index(), edge.target().index());
        let (dx, dy) = apart(at[a], at[b], a, b);
        // A work with many links is held by each of them less, or all would fall onto one spot.
        let hold = 0.7 / (degree[a].min(degree[b]) as f64).sqrt();
        let force = -hold * (dx.hypot(dy) / LENGTH).min(4.0) * 0.25;
        add(&mut moves, a, b, dx * force, dy * force);
    }
    for &node in linked {
        moves[node].0 -= at[node].0 * 0.012;
        moves[node].1 -= at[node].1 * 0.012;
    }
    moves
}

fn add(moves: &mut [Point], a: usize, b: usize, x: f64, y: f64) {
    moves[a].0 += x;
    moves[a].1 += y;
    moves[b].0 -= x;
    moves[b].1 -= y;
}

/// From b to a; for two in the same spot a little aside, by their numbers.
fn apart(a: Point, b: Point, na: usize, nb: usize) -> Point {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    if dx.abs() + dy.abs() > 1e-6 {
        return (dx, dy);
    }
    let aside = spiral(na * 7 + nb, 0.01);
    (aside.0 + 0.01, aside.1)
}

/// Moves nodes that overlap apart; false where none do.
fn push_apart(nodes: &[usize], sizes: &[f64], at: &mut [Point]) -> bool {
    let widest = nodes.iter().map(|n| sizes[*n]).fold(0.0, f64::max);
    let mut moves = vec![(0.0, 0.0); at.len()];
    let mut any = false;
    near_pairs(&grid(nodes, at, 2.0 * widest + 1.0), |a, b| {
        let (dx, dy) = apart(at[a], at[b], a, b);
        let (distance, wanted) = (dx.hypot(dy), sizes[a] + sizes[b]);
        if distance < wanted {
            any = true;
            let force = (wanted - distance) / distance * 0.52;
            add(&mut moves, a, b, dx * force, dy * force);
        }
    });
    for &node in nodes {
        at[node].0 += moves[node].0;
        at[node].1 += moves[node].1;
    }
    any
}

fn put_in_rows(linked: &[usize], lone: &[usize], sizes: &[f64], at: &mut [Point]) {
    let ends = |part: fn(&Point) -> f64, at: &[Point]| {
        let values = linked.iter().map(|n| part(&at[*n]));
        values.fold((f64::MAX, f64::MIN), |(low, high), v| {
            (low.min(v), high.max(v))
        })
    };
    let (left, right, bottom) = if linked.is_empty() {
        (-400.0, 400.0, 0.0)
    } else {
        let ((left, right), (_, bottom)) = (ends(|p| p.0, at), ends(|p| p.1, at));
        (left, right.max(left + 400.0), bottom)
    };
    let step = 2.0 * lone.iter().map(|n| sizes[*n]).fold(10.0, f64::max) + 4.0;
    let each = ((right - left) / step).floor().max(1.0) as usize;
    for (place, node) in lone.iter().enumerate() {
        let (row, column) = (place / each, place % each);
        at[*node] = (
            left + column as f64 * step,
            bottom + (row as f64 + 2.0) * step,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::build;
    use super::super::sample::{links, work};
    use super::*;

    #[test]
    fn nodes_keep_their_distance_and_linked_ones_are_nearer() {
        let mut all: Vec<(String, String, u32)> = Vec::new();
        for group in 0..4 {
            for i in 0..12 {
                for j in 1..4 {
                    let name = |n: usize| format!("PP-{}", group * 12 + n % 12 + 1);
                    all.push((name(i), name(i + j), 1));
                }
            }
        }
        let all: Vec<(&str, &str, u32)> = all.iter().map(|(a, b, n)| (&**a, &**b, *n)).collect();
        let mut index = links(&all);
        work(&mut index, "RA-1", "Alone", &[]);
        let works = build(&index);
        let sizes = vec![20.0; works.graph.node_count()];
        let at = layout(&works, &sizes);
        assert_eq!(at, layout(&works, &sizes));
        for (i, a) in at.iter().enumerate() {
            assert!(a.0.is_finite() && a.1.is_finite());
            for b in &at[i + 1..] {
                assert!((a.0 - b.0).hypot(a.1 - b.1) > 39.0, "{a:?} {b:?}");
            }
        }
        let distance = |a: usize, b: usize| (at[a].0 - at[b].0).hypot(at[a].1 - at[b].1);
        let inside: f64 = (0..11).map(|n| distance(n, n + 1)).sum::<f64>() / 11.0;
        let between: f64 = (0..11).map(|n| distance(n, n + 12)).sum::<f64>() / 11.0;
        assert!(inside < between, "{inside} {between}");
    }

    #[test]
    fn an_empty_graph_has_no_places() {
        assert!(layout(&WorkGraph::default(), &[]).is_empty());
    }
}
