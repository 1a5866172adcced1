use super::{Communities, WorkGraph};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, HashMap};

/// The distance at which two linked works like to stand, in pixels.
const LENGTH: f64 = 80.0;
/// Works further apart than this do not push each other away; less in large communities.
const REACH: f64 = 3.0 * LENGTH;
const FAR_REACH: f64 = 1.6 * LENGTH;
const ROUNDS: usize = 260;
/// From so many works on a community is laid out in fewer rounds.
const LARGE: f64 = 100.0;
/// The gap between two communities.
const GAP: f64 = 60.0;

/// A place in the plane, in pixels; y grows downwards.
pub type Point = (f64, f64);

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The place of every node, by node index.
    pub places: Vec<Point>,
    /// Middle and radius of every community that has links, by its number.
    pub circles: Vec<(Point, f64)>,
}

/// A place for every node: linked works near each other, each community on an island of its own beside those
/// it is most linked with, no two nodes nearer than their `sizes` (half the width of what is drawn) allow;
/// works without links in rows below.
///
/// A force layout (Fruchterman and Reingold 1991) of each community from a start that depends on the graph
/// alone, so that equal graphs give equal pictures. Nodes push only those near them, which a grid finds.
pub fn layout(works: &WorkGraph, found: &Communities, sizes: &[f64]) -> Layout {
    let count = works.graph.node_count();
    let mut degree = vec![0_usize; count];
    let mut inside: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut between: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for edge in works.graph.edge_references() {
        let (a, b) = (edge.source().index(), edge.target().index());
        degree[a] += 1;
        degree[b] += 1;
        let (here, there) = (found.of[a], found.of[b]);
        if here == there {
            inside.entry(here).or_default().push((a, b));
        } else {
            let weight = f64::from(edge.weight().weight.max(1));
            *between
                .entry((here.min(there), here.max(there)))
                .or_default() += weight;
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in (0..count).filter(|n| degree[*n] > 0) {
        members.entry(found.of[node]).or_default().push(node);
    }
    let mut at = vec![(0.0, 0.0); count];
    let mut moves = vec![(0.0, 0.0); count];
    let mut radii: BTreeMap<usize, f64> = BTreeMap::new();
    for (community, nodes) in &members {
        let edges = inside.get(community).map_or(&[][..], Vec::as_slice);
        let radius = island(nodes, edges, &degree, sizes, &mut at, &mut moves);
        radii.insert(*community, radius);
    }
    let middles = pack(&radii, &between);
    for (community, nodes) in &members {
        let (x, y) = middles[community];
        for node in nodes {
            at[*node] = (at[*node].0 + x, at[*node].1 + y);
        }
    }
    let linked: Vec<usize> = members.into_values().flatten().collect();
    let lone: Vec<usize> = (0..count).filter(|n| degree[*n] == 0).collect();
    put_in_rows(&linked, &lone, sizes, &mut at);
    let round = |(x, y): Point| ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0);
    let circle = |n: usize| match (middles.get(&n), radii.get(&n)) {
        (Some(middle), Some(radius)) => (round(*middle), radius.round()),
        _ => ((0.0, 0.0), 0.0),
    };
    let circles = radii.keys().max().map_or(0, |last| last + 1);
    Layout {
        places: at.into_iter().map(round).collect(),
        circles: (0..circles).map(circle).collect(),
    }
}

/// Lays one community out around the origin; gives its radius.
fn island(
    nodes: &[usize],
    edges: &[(usize, usize)],
    degree: &[usize],
    sizes: &[f64],
    at: &mut [Point],
    moves: &mut [Point],
) -> f64 {
    let crowd = nodes.len() as f64;
    for (place, node) in nodes.iter().enumerate() {
        at[*node] = spiral(place, LENGTH * 0.5);
    }
    let rounds = (ROUNDS as f64 * (LARGE / crowd).min(1.0)).max(60.0) as usize;
    let field = Field {
        reach: if crowd > LARGE { FAR_REACH } else { REACH },
        pull: 0.012 * (LARGE / crowd).sqrt().min(1.0),
    };
    for round in 0..rounds {
        let left = 1.0 - round as f64 / rounds as f64;
        field.forces(nodes, edges, degree, at, moves);
        let limit = LENGTH * 0.6 * left + 0.5;
        for &node in nodes {
            let (x, y) = std::mem::take(&mut moves[node]);
            let length = x.hypot(y).max(1e-9);
            let step = length.min(limit) / length;
            at[node].0 += x * step;
            at[node].1 += y * step;
        }
    }
    for _ in 0..200 {
        if !push_apart(nodes, sizes, at, moves) {
            break;
        }
    }
    let middle = |part: fn(&Point) -> f64, at: &[Point]| {
        nodes.iter().map(|n| part(&at[*n])).sum::<f64>() / crowd.max(1.0)
    };
    let (x, y) = (middle(|p| p.0, at), middle(|p| p.1, at));
    let mut radius: f64 = 0.0;
    for &node in nodes {
        at[node] = (at[node].0 - x, at[node].1 - y);
        radius = radius.max(at[node].0.hypot(at[node].1) + sizes[node]);
    }
    radius
}

/// Puts the circles of the communities beside each other, each near the one that it is most linked with.
fn pack(
    radii: &BTreeMap<usize, f64>,
    between: &BTreeMap<(usize, usize), f64>,
) -> BTreeMap<usize, Point> {
    let mut linked: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
    for ((a, b), weight) in between {
        linked.entry(*a).or_default().push((*b, *weight));
        linked.entry(*b).or_default().push((*a, *weight));
    }
    let widest = radii.values().copied().fold(1.0, f64::max);
    let mut floor = Floor {
        edge: 0.0,
        side: 2.0 * widest + GAP,
        taken: HashMap::new(),
    };
    let mut placed: BTreeMap<usize, Point> = BTreeMap::new();
    for (&community, &radius) in radii {
        let near = linked.get(&community).into_iter().flatten();
        let best = near
            .filter(|(other, _)| placed.contains_key(other))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let beside = best.and_then(|(other, _)| {
            let distance = radii[other] + radius + GAP;
            let (x, y) = placed[other];
            (0..32)
                .map(|turn| f64::from(turn) * std::f64::consts::TAU / 32.0)
                .map(|angle| (x + distance * angle.cos(), y + distance * angle.sin()))
                .filter(|place| floor.is_free(*place, radius))
                .min_by(|a, b| a.0.hypot(a.1).total_cmp(&b.0.hypot(b.1)))
        });
        let place = beside.unwrap_or_else(|| floor.next_free(radius));
        floor.take(place, radius);
        placed.insert(community, place);
    }
    placed
}

/// Which parts of the plane are taken by circles, by squares.
struct Floor {
    /// How far out the last place was that was searched for.
    edge: f64,
    side: f64,
    taken: HashMap<(i64, i64), Vec<(Point, f64)>>,
}

impl Floor {
    fn is_free(&self, (x, y): Point, radius: f64) -> bool {
        let (column, row) = cell((x, y), self.side);
        let near = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (column + dx, row + dy)));
        near.filter_map(|place| self.taken.get(&place))
            .flatten()
            .all(|((ox, oy), other)| (x - ox).hypot(y - oy) >= radius + other + GAP * 0.99)
    }

    /// A free place on a spiral from the middle outwards; what lies well inside of the place before is full.
    fn next_free(&mut self, radius: f64) -> Point {
        let step = (radius + GAP).max(LENGTH);
        let first = (0.8 * self.edge / step).powi(2) as usize;
        let mut places = (first..).map(|n| if n == 0 { (0.0, 0.0) } else { spiral(n, step) });
        let place = places
            .find(|p| self.is_free(*p, radius))
            .unwrap_or_default();
        self.edge = place.0.hypot(place.1);
        place
    }

    fn take(&mut self, place: Point, radius: f64) {
        let cell = cell(place, self.side);
        self.taken.entry(cell).or_default().push((place, radius));
    }
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

/// So many nodes of a cell push those beside it: where more crowd, they stand for the rest.
const CROWD: usize = 40;

/// Calls `visit` for pairs of nodes in the same or neighbouring cells, once.
fn near_pairs(grid: &Grid, most: usize, mut visit: impl FnMut(usize, usize)) {
    for (&(x, y), here) in grid {
        for (place, &a) in here.iter().enumerate() {
            here[place + 1..]
                .iter()
                .take(most)
                .for_each(|&b| visit(a, b));
        }
        for other in [(x + 1, y), (x - 1, y + 1), (x, y + 1), (x + 1, y + 1)] {
            for &b in grid.get(&other).into_iter().flatten().take(most) {
                here.iter().take(most).for_each(|&a| visit(a, b));
            }
        }
    }
}

/// What acts on the nodes of a community.
struct Field {
    reach: f64,
    pull: f64,
}

impl Field {
    fn forces(
        &self,
        nodes: &[usize],
        edges: &[(usize, usize)],
        degree: &[usize],
        at: &[Point],
        moves: &mut [Point],
    ) {
        near_pairs(&grid(nodes, at, self.reach), CROWD, |a, b| {
            let (dx, dy) = apart(at[a], at[b], a, b);
            let distance = dx.hypot(dy);
            if distance < self.reach {
                let force = LENGTH * LENGTH / distance / distance * (1.0 - distance / self.reach);
                add(moves, a, b, dx * force, dy * force);
            }
        });
        for &(a, b) in edges {
            let (dx, dy) = apart(at[a], at[b], a, b);
            // A work with many links is held by each of them less, or all would fall onto one spot.
            let hold = 0.7 / (degree[a].min(degree[b]) as f64).sqrt();
            let force = -hold * (dx.hypot(dy) / LENGTH).min(4.0) * 0.25;
            add(moves, a, b, dx * force, dy * force);
        }
        for &node in nodes {
            moves[node].0 -= at[node].0 * self.pull;
            moves[node].1 -= at[node].1 * self.pull;
        }
    }
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
fn push_apart(nodes: &[usize], sizes: &[f64], at: &mut [Point], moves: &mut [Point]) -> bool {
    let widest = nodes.iter().map(|n| sizes[*n]).fold(0.0, f64::max);
    let mut any = false;
    near_pairs(&grid(nodes, at, 2.0 * widest + 1.0), usize::MAX, |a, b| {
        let (dx, dy) = apart(at[a], at[b], a, b);
        let (distance, wanted) = (dx.hypot(dy), sizes[a] + sizes[b]);
        if distance < wanted {
            any = true;
            let force = (wanted - distance) / distance * 0.52;
            add(moves, a, b, dx * force, dy * force);
        }
    });
    for &node in nodes {
        let (x, y) = std::mem::take(&mut moves[node]);
        at[node].0 += x;
        at[node].1 += y;
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
    use super::super::sample::{links, work};
    use super::super::{build, communities};
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
        let found = communities(&works);
        let laid = layout(&works, &found, &sizes);
        assert_eq!(laid, layout(&works, &found, &sizes));
        let at = laid.places;
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
        assert!(
            layout(&WorkGraph::default(), &Communities::default(), &[])
                .places
                .is_empty()
        );
    }
}
