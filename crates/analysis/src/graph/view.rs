use super::{WorkGraph, WorkNode, communities, subjects};
use crate::model::{Index, Mapping, counted};
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// What boxes, or columns, a diagram has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum ClusterBy {
    /// Who adopted the texts.
    #[default]
    Body,
    /// The subject areas of the mapping.
    Subject,
    /// What cites each other most.
    Community,
    /// None.
    None,
}

/// A graph made ready to be drawn or saved: names, words and groups, and nothing to look up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// What it shows.
    pub title: String,
    /// The nodes, by group and id.
    pub nodes: Vec<ViewNode>,
    /// The edges, by their ends.
    pub edges: Vec<ViewEdge>,
    /// The names of the groups.
    pub groups: Vec<String>,
    /// All bodies that are known, in their order: it decides colour and shape.
    pub bodies: Vec<String>,
    /// Citations that may mean several works and are not drawn.
    pub ambiguous: usize,
}

/// A node of a [`View`]: a work, or all works of a body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewNode {
    /// The id of the work, or the name of the body.
    pub id: String,
    /// The full title; for a body how many texts it has.
    pub title: String,
    /// Who adopted it.
    pub body: String,
    /// Its kind.
    pub kind: String,
    /// Its known editions, oldest first.
    pub editions: Vec<String>,
    /// Which conference suppressed it.
    pub suppressed: Option<String>,
    /// True where the index holds its text.
    pub has_text: bool,
    /// Position of its group in [`View::groups`].
    pub group: usize,
    /// The subject area, or the community around the work that is cited most.
    pub topic: String,
    /// True where the picture was asked for because of it.
    pub focus: bool,
    /// How many of the works shown it cites.
    pub cites: usize,
    /// How many of the works shown cite it.
    pub cited_by: usize,
}

/// An edge of a [`View`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewEdge {
    /// Position of the citing node.
    pub from: usize,
    /// Position of the cited node.
    pub to: usize,
    /// How many citations; 0 where only titles link the two.
    pub weight: u32,
    /// How many of them name an edition although a later one is known.
    pub stale: u32,
    /// How alike the titles are, where a mapping says that they say the same.
    pub same_title: Option<f64>,
    /// The editions cited.
    pub editions: Vec<String>,
    /// What decided which work is meant.
    pub evidence: Vec<String>,
    /// Where the citations stand: file, line and provision.
    pub places: Vec<String>,
}

impl View {
    /// Marks the works that the picture was asked for, by their ids.
    pub fn mark_focus(&mut self, ids: &[String]) {
        for node in &mut self.nodes {
            node.focus = ids.contains(&node.id);
        }
    }
}

impl ViewEdge {
    /// True where nothing but the titles links the two.
    pub fn is_title_only(&self) -> bool {
        self.weight == 0 && self.same_title.is_some()
    }
}

/// Makes `part` of the graph of `index` ready to be drawn. `bodies` are all short names in their order;
/// subject areas are taken from `mapping`.
pub fn view(
    index: &Index,
    part: &WorkGraph,
    bodies: &[String],
    mapping: Option<&Mapping>,
    by: ClusterBy,
) -> View {
    let mut bodies = bodies.to_vec();
    for node in part.graph.node_weights() {
        if !bodies.contains(&node.body) {
            bodies.push(node.body.clone());
        }
    }
    let (group_of, groups) = self::groups(part, &bodies, mapping, by);
    let topic_by = if mapping.is_some() {
        ClusterBy::Subject
    } else {
        ClusterBy::Community
    };
    let (topic_of, topics) = self::groups(part, &bodies, mapping, topic_by);
    let mut order: Vec<usize> = (0..part.graph.node_count()).collect();
    order.sort_by_key(|n| (group_of[*n], *n));
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let nodes = order
        .iter()
        .map(|old| {
            let at = petgraph::graph::NodeIndex::new(*old);
            let node = &part.graph[at];
            ViewNode {
                id: node.id.to_string(),
                title: node.title.clone(),
                body: node.body.clone(),
                kind: node.kind.word().to_owned(),
                editions: node.editions.iter().map(ToString::to_string).collect(),
                suppressed: node.suppressed.clone(),
                has_text: node.has_text,
                focus: false,
                group: group_of[*old],
                topic: topics[topic_of[*old]].clone(),
                cites: part.graph.edges_directed(at, Outgoing).count(),
                cited_by: part.graph.edges_directed(at, Incoming).count(),
            }
        })
        .collect();
    View {
        title: String::new(),
        nodes,
        edges: edges(index, part, &place),
        groups,
        bodies,
        ambiguous: part.ambiguous.len(),
    }
}

/// The links of the part, in the order of the nodes, which `place` gives.
fn edges(index: &Index, part: &WorkGraph, place: &[usize]) -> Vec<ViewEdge> {
    let mut edges: Vec<ViewEdge> = part
        .graph
        .edge_references()
        .map(|e| {
            let edge = e.weight();
            ViewEdge {
                from: place[e.source().index()],
                to: place[e.target().index()],
                weight: edge.weight,
                stale: edge.stale,
                same_title: edge.same_title,
                editions: edge.editions.iter().map(ToString::to_string).collect(),
                evidence: edge.evidence.iter().map(|e| e.word().to_owned()).collect(),
                places: edge
                    .citations
                    .iter()
                    .map(|at| citation_place(index, *at))
                    .collect(),
            }
        })
        .collect();
    edges.sort_by_key(|e| (e.from, e.to));
    edges
}

fn citation_place(index: &Index, at: usize) -> String {
    let Some(citation) = index.citations.get(at) else {
        return String::new();
    };
    let file = index
        .sources
        .get(citation.source)
        .map_or("", |s| s.file.as_str());
    let place = match &citation.locator {
        Some(locator) => format!("{file} ({locator})"),
        None => format!("{file}:{}", citation.line),
    };
    match &citation.provision {
        Some(provision) => format!("{place} {provision}"),
        None => place,
    }
}

/// The group of each node by node index, and the names of the groups.
type Groups = (Vec<usize>, Vec<String>);

fn groups(part: &WorkGraph, bodies: &[String], mapping: Option<&Mapping>, by: ClusterBy) -> Groups {
    match by {
        ClusterBy::None => (vec![0; part.graph.node_count()], vec![String::new()]),
        ClusterBy::Body => by_body(part, bodies),
        ClusterBy::Subject => by_subject(part, mapping),
        ClusterBy::Community => by_community(part),
    }
}

fn by_body(part: &WorkGraph, bodies: &[String]) -> Groups {
    let nodes = || part.graph.node_weights();
    let present: Vec<String> = bodies
        .iter()
        .filter(|b| nodes().any(|n| n.body == **b))
        .cloned()
        .collect();
    let of = nodes().map(|n| present.iter().position(|b| *b == n.body).unwrap_or(0));
    (of.collect(), present)
}

fn by_subject(part: &WorkGraph, mapping: Option<&Mapping>) -> Groups {
    let nodes = || part.graph.node_weights();
    let of_work = mapping.map(subjects).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for row in mapping.iter().flat_map(|m| &m.rows) {
        let used = nodes().any(|n| of_work.get(&n.id) == Some(&row.subject.as_str()));
        if used && !names.contains(&row.subject) {
            names.push(row.subject.clone());
        }
    }
    let rest = names.len();
    let group = |n: &WorkNode| {
        let subject = of_work.get(&n.id)?;
        names.iter().position(|name| name == subject)
    };
    let of: Vec<usize> = nodes().map(|n| group(n).unwrap_or(rest)).collect();
    if of.contains(&rest) {
        names.push("In no subject area".to_owned());
    }
    (of, names)
}

/// Communities, each named by its work that is cited most.
fn by_community(part: &WorkGraph) -> Groups {
    let found = communities(part);
    let cited = |n: &NodeIndex| part.graph.edges_directed(*n, Incoming).count();
    let name = |community: usize| {
        let nodes = part.graph.node_indices();
        let members = nodes.filter(|n| found.of[n.index()] == community);
        let most = members.max_by_key(|n| (cited(n), std::cmp::Reverse(*n)));
        most.map_or(String::new(), |n| format!("Around {}", part.id(n)))
    };
    let names = (0..found.count).map(name).collect();
    (found.of, names)
}

impl View {
    /// The same with one node a body: edges between the texts of two bodies are added up, those within a
    /// body are dropped.
    pub fn collapsed(&self) -> View {
        let present: Vec<&String> = self
            .bodies
            .iter()
            .filter(|b| self.nodes.iter().any(|n| n.body == **b))
            .collect();
        let of = |node: usize| {
            present
                .iter()
                .position(|b| **b == self.nodes[node].body)
                .unwrap_or(0)
        };
        let nodes = present.iter().enumerate().map(|(group, body)| {
            let count = self.nodes.iter().filter(|n| n.body == **body).count();
            ViewNode {
                id: (*body).clone(),
                title: counted(count, "text"),
                body: (*body).clone(),
                kind: "body".to_owned(),
                has_text: true,
                group,
                ..ViewNode::default()
            }
        });
        let mut nodes: Vec<ViewNode> = nodes.collect();
        let mut sums: BTreeMap<(usize, usize), ViewEdge> = BTreeMap::new();
        for edge in &self.edges {
            let (from, to) = (of(edge.from), of(edge.to));
            if from == to {
                continue;
            }
            let sum = sums.entry((from, to)).or_insert(ViewEdge {
                from,
                to,
                ..ViewEdge::default()
            });
            sum.weight += edge.weight;
            sum.stale += edge.stale;
            sum.same_title = sum
                .same_title
                .into_iter()
                .chain(edge.same_title)
                .reduce(f64::max);
            merge(&mut sum.evidence, &edge.evidence);
            sum.places.extend_from_slice(&edge.places);
        }
        for (from, to) in sums.keys() {
            nodes[*from].cites += 1;
            nodes[*to].cited_by += 1;
        }
        View {
            nodes,
            edges: sums.into_values().collect(),
            groups: present.into_iter().cloned().collect(),
            title: self.title.clone(),
            bodies: self.bodies.clone(),
            ambiguous: self.ambiguous,
        }
    }

    /// One view a group: its nodes, those outside that they are linked to, and the edges that touch it.
    pub fn pages(&self) -> Vec<View> {
        (0..self.groups.len())
            .map(|group| self.page(group))
            .collect()
    }

    fn page(&self, group: usize) -> View {
        let inside = |node: usize| self.nodes[node].group == group;
        let touches = |e: &&ViewEdge| inside(e.from) || inside(e.to);
        let edges: Vec<&ViewEdge> = self.edges.iter().filter(touches).collect();
        let mut keep: Vec<usize> = (0..self.nodes.len()).filter(|n| inside(*n)).collect();
        keep.extend(edges.iter().flat_map(|e| [e.from, e.to]));
        keep.sort_unstable();
        keep.dedup();
        let new = |old: usize| keep.binary_search(&old).unwrap_or(0);
        View {
            title: format!("{} – {}", self.title, self.groups[group]),
            nodes: keep.iter().map(|n| self.nodes[*n].clone()).collect(),
            edges: edges
                .into_iter()
                .map(|e| ViewEdge {
                    from: new(e.from),
                    to: new(e.to),
                    ..e.clone()
                })
                .collect(),
            ..self.clone()
        }
    }
}

fn merge(into: &mut Vec<String>, from: &[String]) {
    for word in from {
        if !into.contains(word) {
            into.push(word.clone());
        }
    }
}
