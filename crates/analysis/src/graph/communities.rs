use super::WorkGraph;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// Which community each work belongs to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    /// The community of each node, by node index; numbered from 0, the largest first.
    pub of: Vec<usize>,
    /// How many there are.
    pub count: usize,
    /// How much denser the communities are inside than chance would make them (-0.5 to 1).
    pub modularity: f64,
}

/// A gain below this is rounding, not an improvement.
const GAIN: f64 = 1e-9;
/// Each round of moves ends by itself; this only bounds it.
const ROUNDS: usize = 100;

/// Undirected weights: of each node its neighbours, and its own loop weight (counted twice, as a degree).
struct Weights {
    links: Vec<BTreeMap<usize, f64>>,
    loops: Vec<f64>,
}

impl Weights {
    fn of(works: &WorkGraph) -> Self {
        let count = works.graph.node_count();
        let mut links = vec![BTreeMap::new(); count];
        for edge in works.graph.edge_references() {
            let (a, b) = (edge.source().index(), edge.target().index());
            // A link by title alone holds two works together as one citation does.
            let weight = f64::from(edge.weight().weight.max(1));
            *links[a].entry(b).or_insert(0.0) += weight;
            *links[b].entry(a).or_insert(0.0) += weight;
        }
        Weights {
            links,
            loops: vec![0.0; count],
        }
    }

    fn degree(&self, node: usize) -> f64 {
        self.links[node].values().sum::<f64>() + self.loops[node]
    }

    /// The graph whose nodes are the communities of this one.
    fn merged(&self, community: &[usize], count: usize) -> Self {
        let mut merged = Weights {
            links: vec![BTreeMap::new(); count],
            loops: vec![0.0; count],
        };
        for (node, links) in self.links.iter().enumerate() {
            let here = community[node];
            merged.loops[here] += self.loops[node];
            for (other, weight) in links {
                let there = community[*other];
                if here == there {
                    merged.loops[here] += weight;
                } else {
                    *merged.links[here].entry(there).or_insert(0.0) += weight;
                }
            }
        }
        merged
    }
}

/// Groups the works so that they cite more inside a group than between groups (Louvain: Blondel and others
/// 2008). Nodes are visited in the order of their ids and ties go to the lower community, so that equal
/// graphs give equal groups. A work without links is a group of its own.
pub fn communities(works: &WorkGraph) -> Communities {
    let count = works.graph.node_count();
    let mut of: Vec<usize> = (0..count).collect();
    let mut weights = Weights::of(works);
    loop {
        let (community, merged_count, moved) = move_nodes(&weights);
        of.iter_mut().for_each(|c| *c = community[*c]);
        if !moved {
            break;
        }
        weights = weights.merged(&community, merged_count);
    }
    let of = by_size(&of);
    let groups = of.iter().max().map_or(0, |m| m + 1);
    let modularity = modularity(works, &of);
    Communities {
        of,
        count: groups,
        modularity,
    }
}

/// Moves nodes to the neighbouring community that gains most until none gains; returns the communities
/// numbered without gaps, how many they are, and whether any node moved.
fn move_nodes(weights: &Weights) -> (Vec<usize>, usize, bool) {
    let count = weights.links.len();
    let degree: Vec<f64> = (0..count).map(|n| weights.degree(n)).collect();
    let twice_all: f64 = degree.iter().sum();
    let mut community: Vec<usize> = (0..count).collect();
    let mut total = degree.clone();
    let mut moved = false;
    for _ in 0..ROUNDS {
        let mut moved_now = false;
        for node in 0..count {
            let home = community[node];
            let mut to: BTreeMap<usize, f64> = BTreeMap::from([(home, 0.0)]);
            for (other, weight) in &weights.links[node] {
                *to.entry(community[*other]).or_insert(0.0) += weight;
            }
            total[home] -= degree[node];
            let gain = |(c, linked): (&usize, &f64)| linked - total[*c] * degree[node] / twice_all;
            let stay = to.get_key_value(&home).map_or(0.0, gain);
            let mut best = (home, stay);
            for (c, linked) in &to {
                let value = gain((c, linked));
                if value > best.1 + GAIN {
                    best = (*c, value);
                }
            }
            total[best.0] += degree[node];
            if best.0 != home {
                community[node] = best.0;
                moved_now = true;
            }
        }
        moved |= moved_now;
        if !moved_now {
            break;
        }
    }
    let mut numbers = BTreeMap::new();
    for c in &community {
        let next = numbers.len();
        numbers.entry(*c).or_insert(next);
    }
    let renumbered = community.iter().map(|c| numbers[c]).collect();
    (renumbered, numbers.len(), moved)
}

/// Renumbers the communities: the largest is 0; of equal ones the one with the lower first member.
fn by_size(of: &[usize]) -> Vec<usize> {
    let mut members: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (node, c) in of.iter().enumerate() {
        members.entry(*c).or_insert((0, node)).0 += 1;
    }
    let mut order: Vec<usize> = members.keys().copied().collect();
    order.sort_by_key(|c| (usize::MAX - members[c].0, members[c].1));
    let number: BTreeMap<usize, usize> = order.into_iter().zip(0..).collect();
    of.iter().map(|c| number[c]).collect()
}

/// How much more of the weight lies inside the groups than chance would put there (Newman 2004), edges
/// taken as undirected. `of` gives the group of each node by node index.
pub fn modularity(works: &WorkGraph, of: &[usize]) -> f64 {
    let weights = Weights::of(works);
    let groups = of.iter().max().map_or(0, |m| m + 1);
    let merged = weights.merged(of, groups);
    let twice_all: f64 = (0..groups).map(|g| merged.degree(g)).sum();
    if twice_all == 0.0 {
        return 0.0;
    }
    (0..groups)
        .map(|g| merged.loops[g] / twice_all - (merged.degree(g) / twice_all).powi(2))
        .sum()
}
