use super::WorkGraph;
use crate::model::WorkId;
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::algo::tarjan_scc;
use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use petgraph::visit::{EdgeRef, NodeIndexable};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Which way to follow the edges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Direction {
    /// Towards the texts that cite.
    In,
    /// Towards the texts that are cited.
    Out,
    /// Both.
    #[default]
    Both,
}

/// No work of the graph goes by that id.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("no work `{asked}` in the index{}", suggestions(.alike))]
pub struct NoSuchWork {
    /// What was asked for.
    pub asked: String,
    /// Ids with the same number, or that begin alike.
    pub alike: Vec<WorkId>,
}

fn suggestions(alike: &[WorkId]) -> String {
    if alike.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = alike.iter().map(WorkId::as_str).collect();
    format!("; there is {}", names.join(", "))
}

/// Works that cite each other in a circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// All works from each of which each other can be reached, in the order of their ids.
    pub members: Vec<NodeIndex>,
    /// One shortest way round through the first of them; it ends where it begins.
    pub way: Vec<NodeIndex>,
}

/// Two works that are cited by the same texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoCited {
    /// The one with the lower id.
    pub a: NodeIndex,
    /// The other one.
    pub b: NodeIndex,
    /// The texts that cite both.
    pub by: Vec<NodeIndex>,
}

impl WorkGraph {
    /// The node that a person means by `asked`: an id in any case, with blanks or a hyphen between its
    /// parts (`pp 123`).
    ///
    /// # Errors
    /// [`NoSuchWork`], with the ids that may have been meant.
    pub fn find(&self, asked: &str) -> Result<NodeIndex, NoSuchWork> {
        if let Ok(id) = asked.parse()
            && let Some(node) = self.node(&id)
        {
            return Ok(node);
        }
        let wanted = folded(asked);
        let same = self
            .nodes
            .iter()
            .find(|(id, _)| folded(id.as_str()) == wanted);
        if let Some((_, node)) = same {
            return Ok(*node);
        }
        let number = asked.rsplit(['-', ' ']).next().unwrap_or(asked);
        let alike = self.nodes.keys().filter(|id| id.number() == number);
        Err(NoSuchWork {
            asked: asked.to_owned(),
            alike: alike.take(5).cloned().collect(),
        })
    }

    /// The works that `node` is linked to in that direction, in the order of their ids.
    pub fn linked(&self, node: NodeIndex, direction: Direction) -> Vec<NodeIndex> {
        let (incoming, outgoing) = match direction {
            Direction::In => (true, false),
            Direction::Out => (false, true),
            Direction::Both => (true, true),
        };
        let mut all = BTreeSet::new();
        if incoming {
            all.extend(self.graph.neighbors_directed(node, Incoming));
        }
        if outgoing {
            all.extend(self.graph.neighbors_directed(node, Outgoing));
        }
        all.into_iter().collect()
    }

    /// All works within `depth` steps of the `start` works, with the number of steps.
    pub fn neighbourhood(
        &self,
        start: &[NodeIndex],
        depth: usize,
        direction: Direction,
    ) -> BTreeMap<NodeIndex, usize> {
        let mut steps: BTreeMap<NodeIndex, usize> = start.iter().map(|n| (*n, 0)).collect();
        let mut queue: VecDeque<NodeIndex> = start.iter().copied().collect();
        while let Some(node) = queue.pop_front() {
            let next = steps[&node] + 1;
            if next > depth {
                continue;
            }
            for other in self.linked(node, direction) {
                if let std::collections::btree_map::Entry::Vacant(entry) = steps.entry(other) {
                    entry.insert(next);
                    queue.push_back(other);
                }
            }
        }
        steps
    }

    /// A shortest way from one work to another along the citations (`Out`), against them (`In`) or
    /// either way (`Both`); of several equally short ones the one with the lowest ids. Both ends are in it.
    pub fn path(
        &self,
        from: NodeIndex,
        to: NodeIndex,
        direction: Direction,
    ) -> Option<Vec<NodeIndex>> {
        let mut before: BTreeMap<NodeIndex, NodeIndex> = BTreeMap::new();
        let mut seen = BTreeSet::from([from]);
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            if node == to {
                let mut way = vec![to];
                while let Some(previous) = before.get(&way[way.len() - 1]) {
                    way.push(*previous);
                }
                way.reverse();
                return Some(way);
            }
            for other in self.linked(node, direction) {
                if seen.insert(other) {
                    before.insert(other, node);
                    queue.push_back(other);
                }
            }
        }
        None
    }

    /// The sets of works that cite each other in a circle, the largest first.
    pub fn cycles(&self) -> Vec<Cycle> {
        let cited = self.filtered(|_, _| true, |_, edge| !edge.is_title_only());
        let mut cycles: Vec<Cycle> = tarjan_scc(&cited.graph)
            .into_iter()
            .filter(|members| members.len() > 1)
            .map(|mut members| {
                members.sort();
                let way = cited.way_round(members[0], &members);
                Cycle { members, way }
            })
            .collect();
        cycles.sort_by_key(|c| (usize::MAX - c.members.len(), c.members[0]));
        cycles
    }

    fn way_round(&self, start: NodeIndex, members: &[NodeIndex]) -> Vec<NodeIndex> {
        let inside = |n: &NodeIndex| members.binary_search(n).is_ok();
        let next = self.linked(start, Direction::Out);
        let ways = next.into_iter().filter(inside);
        let shortest = ways
            .filter_map(|n| self.path(n, start, Direction::Out))
            .min_by_key(Vec::len);
        std::iter::once(start)
            .chain(shortest.unwrap_or_default())
            .collect()
    }

    /// The sets of works that hang together whatever the direction, the largest first; works without any
    /// link are left out.
    pub fn components(&self) -> Vec<Vec<NodeIndex>> {
        let mut sets = UnionFind::new(self.graph.node_bound());
        for edge in self.graph.edge_references() {
            sets.union(edge.source().index(), edge.target().index());
        }
        let mut by_root: BTreeMap<usize, Vec<NodeIndex>> = BTreeMap::new();
        for node in self.graph.node_indices() {
            by_root
                .entry(sets.find(node.index()))
                .or_default()
                .push(node);
        }
        let mut all: Vec<Vec<NodeIndex>> = by_root.into_values().filter(|c| c.len() > 1).collect();
        all.sort_by_key(|c| (usize::MAX - c.len(), c[0]));
        all
    }

    /// The works that neither cite nor are cited.
    pub fn orphans(&self) -> Vec<NodeIndex> {
        let lone = |n: &NodeIndex| self.graph.neighbors_undirected(*n).next().is_none();
        self.graph.node_indices().filter(lone).collect()
    }

    /// The pairs of works that at least `least` texts cite together, most often first; with `of`, only
    /// pairs that it is one of.
    pub fn co_cited(&self, of: Option<NodeIndex>, least: usize) -> Vec<CoCited> {
        let mut pairs: BTreeMap<(NodeIndex, NodeIndex), Vec<NodeIndex>> = BTreeMap::new();
        for citing in self.graph.node_indices() {
            let cited = self.linked(citing, Direction::Out);
            for (i, a) in cited.iter().enumerate() {
                for b in &cited[i + 1..] {
                    if of.is_none_or(|n| n == *a || n == *b) {
                        pairs.entry((*a, *b)).or_default().push(citing);
                    }
                }
            }
        }
        let mut all: Vec<CoCited> = pairs
            .into_iter()
            .filter(|(_, by)| by.len() >= least.max(1))
            .map(|((a, b), by)| CoCited { a, b, by })
            .collect();
        all.sort_by_key(|c| (usize::MAX - c.by.len(), c.a, c.b));
        all
    }

    /// The works that both of the two are linked to in that direction.
    pub fn common(&self, a: NodeIndex, b: NodeIndex, direction: Direction) -> Vec<NodeIndex> {
        let others: BTreeSet<NodeIndex> = self.linked(b, direction).into_iter().collect();
        let mut shared = self.linked(a, direction);
        shared.retain(|n| others.contains(n));
        shared
    }
}

fn folded(id: &str) -> String {
    let letters = id
        .chars()
        .filter(|c| !matches!(c, '-' | ' ' | '\u{a0}' | '\u{2011}'));
    letters.flat_map(char::to_lowercase).collect()
}
