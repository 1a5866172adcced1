use crate::model::{
    Change, Citation, Edition, EvidenceKind, Index, Kind, Mapping, ResolutionText, Role, Status,
    Target, TargetEvidence, WitnessKind, Work, WorkId,
};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

/// A work as a node of the graph.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkNode {
    /// Its id.
    pub id: WorkId,
    /// What kind of text.
    pub kind: Kind,
    /// Who adopted it: the short name of the body, or what its id begins with.
    pub body: String,
    /// The title of its latest known edition, or the empty string.
    pub title: String,
    /// The editions that are known, oldest first.
    pub editions: Vec<Edition>,
    /// The conference that suppressed it.
    pub suppressed: Option<String>,
    /// True where the index holds its text, so that what it cites is known.
    pub has_text: bool,
}

/// What links one work to another: all citations from the one to the other, taken together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edge {
    /// The citations, as positions in [`Index::citations`]; empty where only titles link the two.
    pub citations: Vec<usize>,
    /// How often the citing text cites; where the index holds several copies of that text, how often
    /// the copy that cites most does. 0 where only titles link the two.
    pub weight: u32,
    /// The editions cited, oldest first; an undated citation adds none.
    pub editions: Vec<Edition>,
    /// How many of them name an edition although a later one is known, in the copy with most of these. What an earlier
    /// edition of the citing text cites does not count: its own time knew no later one.
    pub stale: u32,
    /// What decided that the citations mean this work.
    pub evidence: BTreeSet<TargetEvidence>,
    /// How alike the titles are (0 to 1), where a mapping says that they say the same.
    pub same_title: Option<f64>,
}

impl Edge {
    /// True where at least one citation names an edition although a later one is known.
    pub fn is_stale(&self) -> bool {
        self.stale > 0
    }

    /// True where nothing but the titles links the two.
    pub fn is_title_only(&self) -> bool {
        self.citations.is_empty() && self.same_title.is_some()
    }
}

/// A citation that may mean several works.
#[derive(Clone, Debug, PartialEq)]
pub struct AmbiguousLink {
    /// The work in whose text it stands, where that is known.
    pub from: Option<WorkId>,
    /// The works it may mean.
    pub candidates: Vec<WorkId>,
    /// Its position in [`Index::citations`].
    pub citation: usize,
}

/// How many cited targets made no edge, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Nothing says which work is meant.
    pub unknown: usize,
    /// It is not known in whose text the citation stands (tables, notes, reports).
    pub no_origin: usize,
    /// Basic texts and meeting documents, which are no nodes.
    pub other_kinds: usize,
    /// The text cites itself.
    pub own: usize,
    /// The citation was struck out by a tracked change.
    pub deleted: usize,
    /// The citation stands in a draft of the text, and the whole adopted text is at hand.
    pub drafts: usize,
}

/// The graph of works.
///
/// Nodes stand in the order of their ids, edges in that of (from, to), so that equal indexes give equal
/// graphs.
#[derive(Clone, Debug, Default)]
pub struct WorkGraph {
    /// The works and the links between them, from the citing to the cited.
    pub graph: DiGraph<WorkNode, Edge>,
    /// Where each work is in the graph.
    pub nodes: BTreeMap<WorkId, NodeIndex>,
    /// Citations that may mean several works: they make no edge.
    pub ambiguous: Vec<AmbiguousLink>,
    /// What else made no edge.
    pub left_out: LeftOut,
}

/// The graph of all adopted texts that `index` knows, with an edge for every pair of which one cites the
/// other for certain. Headings, edition histories, self-references and places inside a text are no edges.
pub fn build(index: &Index) -> WorkGraph {
    let mut nodes: BTreeMap<WorkId, WorkNode> = index
        .works
        .iter()
        .filter(|(_, work)| work.kind.is_adopted())
        .map(|(id, work)| (id.clone(), node(id, Some(work))))
        .collect();
    let mut out = WorkGraph::default();
    let mut links: BTreeMap<(WorkId, WorkId), Vec<(usize, &Target)>> = BTreeMap::new();
    for (at, citation) in index.citations.iter().enumerate() {
        if citation.role != Role::Citation {
            continue;
        }
        for target in &citation.targets {
            if let Some(link) = classify(citation, target, at, &mut out) {
                links.entry(link).or_default().push((at, target));
            }
        }
    }
    for text in &index.texts {
        if let Some(id) = &text.work {
            let known = nodes.entry(id.clone());
            known
                .or_insert_with(|| node(id, index.works.get(id)))
                .has_text = true;
        }
    }
    for id in links.keys().flat_map(|(from, to)| [from, to]) {
        if !nodes.contains_key(id) {
            nodes.insert(id.clone(), node(id, index.works.get(id)));
        }
    }
    for (id, node) in nodes {
        let at = out.graph.add_node(node);
        out.nodes.insert(id, at);
    }
    let speaking: BTreeMap<&WorkId, &ResolutionText> = (index.texts.iter())
        .filter(|text| text.witness.speaks)
        .filter_map(|text| Some((text.work.as_ref()?, text)))
        .collect();
    for ((from, to), mut targets) in links {
        let speaks = speaking.get(&from).copied();
        if speaks.is_some_and(|text| text.witness.kind == WitnessKind::Full) {
            let all = targets.len();
            targets.retain(|(at, _)| !is_in_draft(index, *at));
            out.left_out.drafts += all - targets.len();
        }
        if targets.is_empty() {
            continue;
        }
        let edge = edge(index, &targets, speaks, index.works.get(&to));
        out.graph.add_edge(out.nodes[&from], out.nodes[&to], edge);
    }
    out
}

/// The link that a target makes; where it makes none, says so in `out`.
fn classify(
    citation: &Citation,
    target: &Target,
    at: usize,
    out: &mut WorkGraph,
) -> Option<(WorkId, WorkId)> {
    if target.change == Some(Change::Deleted) {
        out.left_out.deleted += 1;
        return None;
    }
    if !target.kind.is_adopted() {
        out.left_out.other_kinds += 1;
        return None;
    }
    if target.status == Status::Ambiguous {
        out.ambiguous.push(AmbiguousLink {
            from: citation.citing().cloned(),
            candidates: target.candidates.clone(),
            citation: at,
        });
        return None;
    }
    let Some(to) = target
        .id
        .clone()
        .filter(|_| target.status == Status::Resolved)
    else {
        out.left_out.unknown += 1;
        return None;
    };
    let Some(from) = citation.citing().cloned() else {
        out.left_out.no_origin += 1;
        return None;
    };
    if from == to {
        out.left_out.own += 1;
        return None;
    }
    Some((from, to))
}

fn node(id: &WorkId, work: Option<&Work>) -> WorkNode {
    let named = work.and_then(|w| w.body.as_deref());
    WorkNode {
        id: id.clone(),
        kind: work.map_or_else(|| id.kind(), |w| w.kind),
        body: named.unwrap_or(id.head()).to_owned(),
        title: work.and_then(|w| w.title.clone()).unwrap_or_default(),
        editions: work.map(|w| w.editions.clone()).unwrap_or_default(),
        suppressed: work.and_then(|w| w.suppressed.clone()),
        has_text: false,
    }
}

/// The text in which a citation stands.
fn text_around<'i>(index: &'i Index, citation: &Citation) -> Option<&'i ResolutionText> {
    index.texts.get(citation.text?)
}

fn is_in_draft(index: &Index, citation: usize) -> bool {
    let text = text_around(index, &index.citations[citation]);
    text.is_some_and(|t| t.witness.kind == WitnessKind::Draft)
}

/// The edge of `targets`, which are of `cited` and stand in copies of the work for which `speaks` speaks.
fn edge(
    index: &Index,
    targets: &[(usize, &Target)],
    speaks: Option<&ResolutionText>,
    cited: Option<&Work>,
) -> Edge {
    let mut edge = Edge::default();
    // Copies of the citing text are told apart by the text they stand in, so that they do not add up.
    let mut by_copy: BTreeMap<(usize, Option<usize>), (u32, u32)> = BTreeMap::new();
    let is_earlier = |citation: &Citation| {
        let own = text_around(index, citation).zip(speaks);
        own.is_some_and(|(own, speaks)| !own.is_of_edition(speaks))
    };
    let known: &[Edition] = cited.map_or(&[], |w| &w.editions);
    for &(at, target) in targets {
        if edge.citations.last() != Some(&at) {
            edge.citations.push(at);
            let citation = &index.citations[at];
            let copy = by_copy.entry((citation.source, citation.text)).or_default();
            copy.0 += 1;
            copy.1 += u32::from(is_superseded(&target.edition, known) && !is_earlier(citation));
        }
        edge.evidence.insert(target.evidence);
        if !target.edition.is_empty() && !edge.editions.contains(&target.edition) {
            edge.editions.push(target.edition.clone());
        }
    }
    edge.editions.sort_by_key(|e| (e.year, version(e)));
    edge.weight = by_copy.values().map(|copy| copy.0).max().unwrap_or(0);
    edge.stale = by_copy.values().map(|copy| copy.1).max().unwrap_or(0);
    edge
}

/// True where a later edition than `edition` is among the `known` ones. An undated citation means the work
/// and is never out of date.
pub(crate) fn is_superseded(edition: &Edition, known: &[Edition]) -> bool {
    known.iter().any(|other| match (edition.year, other.year) {
        (Some(cited), Some(later)) => later > cited,
        _ => matches!(
            (version(edition), version(other)),
            (Some(cited), Some(later)) if later > cited
        ),
    })
}

fn version(edition: &Edition) -> Option<u32> {
    edition.version.as_deref().and_then(|v| v.parse().ok())
}

impl WorkGraph {
    /// The node of a work.
    pub fn node(&self, id: &WorkId) -> Option<NodeIndex> {
        self.nodes.get(id).copied()
    }

    /// The id of a node.
    pub fn id(&self, node: NodeIndex) -> &WorkId {
        &self.graph[node].id
    }

    /// The edge from one work to another.
    pub fn edge(&self, from: &WorkId, to: &WorkId) -> Option<&Edge> {
        let edge = self.graph.find_edge(self.node(from)?, self.node(to)?)?;
        Some(&self.graph[edge])
    }

    /// Marks the pairs that a mapping holds for equal in title: on the edge between them where there is
    /// one, else by an edge of weight 0, in the direction of the mapping (key text to Sector text).
    pub fn add_same_titles(&mut self, mapping: &Mapping) {
        for row in &mapping.rows {
            for cell in row.cells.values().flatten().filter(|c| c.id != row.key) {
                let like = cell
                    .evidence
                    .iter()
                    .find(|e| e.kind == EvidenceKind::SameTitle);
                let ends = (self.node(&row.key), self.node(&cell.id));
                let (Some(like), (Some(key), Some(other))) = (like, ends) else {
                    continue;
                };
                let edge = self.edge_between(key, other);
                let edge = edge.unwrap_or_else(|| self.graph.add_edge(key, other, Edge::default()));
                self.graph[edge].same_title = Some(like.score.unwrap_or(1.0));
            }
        }
    }

    fn edge_between(&self, a: NodeIndex, b: NodeIndex) -> Option<EdgeIndex> {
        self.graph
            .find_edge(a, b)
            .or_else(|| self.graph.find_edge(b, a))
    }

    /// The part of the graph for which the two questions say yes; order and everything else is kept.
    pub fn filtered(
        &self,
        mut keep_node: impl FnMut(NodeIndex, &WorkNode) -> bool,
        mut keep_edge: impl FnMut(EdgeIndex, &Edge) -> bool,
    ) -> WorkGraph {
        let graph = self.graph.filter_map(
            |at, node| keep_node(at, node).then(|| node.clone()),
            |at, edge| keep_edge(at, edge).then(|| edge.clone()),
        );
        let nodes = graph
            .node_indices()
            .map(|at| (graph[at].id.clone(), at))
            .collect();
        WorkGraph {
            graph,
            nodes,
            ambiguous: self.ambiguous.clone(),
            left_out: self.left_out,
        }
    }
}
