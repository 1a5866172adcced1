use super::reduce::reduced;
use super::{Direction, NoSuchWork, WorkGraph};
use crate::model::{Mapping, WorkId};
use petgraph::graph::{EdgeIndex, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

/// Which part of a graph is wanted. The default is all of it that has a link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Only these works and what is around them.
    pub focus: Vec<String>,
    /// How many steps around the focus or the subject; none: 1 around a focus, 0 around a subject.
    pub depth: Option<usize>,
    /// Which way to go from the focus, and along the path.
    pub direction: Direction,
    /// Only texts of these bodies (short names, any case); empty: all.
    pub bodies: Vec<String>,
    /// Only works whose subject area or title has all these words.
    pub subject: Option<String>,
    /// Only the works on the shortest ways from the one to the other.
    pub path: Option<(String, String)>,
    /// Only works with an edition of that year or later.
    pub since: Option<u16>,
    /// Only edges of at least that weight.
    pub min_weight: u32,
    /// Only edges between texts of different bodies.
    pub cross_body: bool,
    /// Leave out an edge where another way leads to the same text.
    pub reduce: bool,
    /// Keep works without any link.
    pub isolated: bool,
}

/// Why a selection could not be made.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SelectError {
    /// An id that is not in the graph.
    #[error(transparent)]
    NoSuchWork(#[from] NoSuchWork),
    /// Nothing leads from the one to the other.
    #[error("no way leads from {0} to {1}; --direction both takes the links either way")]
    NoWay(WorkId, WorkId),
    /// No subject area and no title has these words.
    #[error("no subject area and no title has the words `{0}`")]
    NoSubject(String),
    /// A body without texts.
    #[error("no text of a body `{0}` in the index; there are texts of {1}")]
    NoBody(String, String),
}

/// The part of `works` that `wanted` asks for. Subject areas are those of `mapping`, where one is given;
/// titles are searched either way.
///
/// # Errors
/// [`SelectError`]: names that are not in the graph, or ends that nothing connects.
pub fn select(
    works: &WorkGraph,
    wanted: &Selection,
    mapping: Option<&Mapping>,
) -> Result<WorkGraph, SelectError> {
    let bodies = known_bodies(works, &wanted.bodies)?;
    let focus = wanted
        .focus
        .iter()
        .map(|id| works.find(id))
        .collect::<Result<Vec<_>, _>>()?;
    let path = path_nodes(works, wanted)?;

    // First the edges that count, so that a neighbourhood is not reached over edges that are not shown.
    let mut part = counting(works, wanted, &bodies, &focus);
    if let Some(on_path) = path {
        let ids: BTreeSet<&WorkId> = on_path.iter().map(|n| works.id(*n)).collect();
        part = part.filtered(|_, node| ids.contains(&node.id), |_, _| true);
    }
    let mut start: Vec<NodeIndex> = focus
        .iter()
        .filter_map(|n| part.node(works.id(*n)))
        .collect();
    if let Some(words) = &wanted.subject {
        let found = of_subject(&part, words, mapping);
        if found.is_empty() {
            return Err(SelectError::NoSubject(words.clone()));
        }
        start.extend(found);
    }
    if !start.is_empty() {
        let depth = wanted
            .depth
            .unwrap_or(usize::from(wanted.subject.is_none()));
        let near = part.neighbourhood(&start, depth, wanted.direction);
        part = part.filtered(|at, _| near.contains_key(&at), |_, _| true);
    }
    if wanted.reduce {
        part = reduced(&part);
    }
    if !wanted.isolated {
        let lone: BTreeSet<NodeIndex> = part.orphans().into_iter().collect();
        let asked: BTreeSet<WorkId> = focus.iter().map(|n| works.id(*n).clone()).collect();
        part = part.filtered(
            |at, n| !lone.contains(&at) || asked.contains(&n.id),
            |_, _| true,
        );
    }
    Ok(part)
}

/// The works of the bodies and years that are wanted, those asked for by name whatever they are, and the edges that
/// are strong enough.
fn counting(
    works: &WorkGraph,
    wanted: &Selection,
    bodies: &BTreeSet<String>,
    focus: &[NodeIndex],
) -> WorkGraph {
    let crosses = |e: EdgeIndex| {
        let ends = works.graph.edge_endpoints(e);
        ends.is_some_and(|(a, b)| works.graph[a].body != works.graph[b].body)
    };
    let keep_node = |at: NodeIndex, node: &super::WorkNode| {
        let body = bodies.is_empty() || bodies.contains(&node.body);
        let year = node.editions.iter().filter_map(|e| e.year).max();
        let recent = wanted.since.is_none_or(|since| year >= Some(since));
        focus.contains(&at) || (body && recent)
    };
    works.filtered(keep_node, |at, edge| {
        (edge.weight >= wanted.min_weight || edge.is_title_only() && wanted.min_weight <= 1)
            && (!wanted.cross_body || crosses(at))
    })
}

fn known_bodies(works: &WorkGraph, asked: &[String]) -> Result<BTreeSet<String>, SelectError> {
    let known: BTreeSet<&str> = works
        .graph
        .node_weights()
        .map(|n| n.body.as_str())
        .collect();
    let mut found = BTreeSet::new();
    for name in asked {
        match known.iter().find(|b| b.eq_ignore_ascii_case(name)) {
            Some(body) => found.insert((*body).to_owned()),
            None => {
                let all: Vec<&str> = known.into_iter().collect();
                return Err(SelectError::NoBody(name.clone(), all.join(", ")));
            }
        };
    }
    Ok(found)
}

/// All works on the shortest ways that are asked for; none where no way is asked for.
fn path_nodes(
    works: &WorkGraph,
    wanted: &Selection,
) -> Result<Option<Vec<NodeIndex>>, SelectError> {
    let Some((from, to)) = &wanted.path else {
        return Ok(None);
    };
    let (from, to) = (works.find(from)?, works.find(to)?);
    let (ahead, back) = match wanted.direction {
        Direction::In => (Direction::In, Direction::Out),
        Direction::Out => (Direction::Out, Direction::In),
        Direction::Both => (Direction::Both, Direction::Both),
    };
    let there = works.neighbourhood(&[from], usize::MAX - 1, ahead);
    let here = works.neighbourhood(&[to], usize::MAX - 1, back);
    let Some(length) = there.get(&to).copied() else {
        return Err(SelectError::NoWay(
            works.id(from).clone(),
            works.id(to).clone(),
        ));
    };
    let on_way = there
        .into_iter()
        .filter(|(node, steps)| here.get(node).is_some_and(|rest| steps + rest == length));
    Ok(Some(on_way.map(|(node, _)| node).collect()))
}

/// The subject area of each work that stands in a row of `mapping`: that of its own row, or of the row in which it
/// stands most strongly.
pub fn subjects(mapping: &Mapping) -> BTreeMap<&WorkId, &str> {
    let mut of: BTreeMap<&WorkId, (f64, &str)> = BTreeMap::new();
    for row in &mapping.rows {
        for cell in row.cells.values().flatten() {
            let strength = match cell.id == row.key {
                true => f64::INFINITY,
                false => cell.strength,
            };
            let found = of.entry(&cell.id).or_insert((strength, &row.subject));
            if strength > found.0 {
                *found = (strength, &row.subject);
            }
        }
    }
    let named = of.into_iter().map(|(id, (_, subject))| (id, subject));
    named.collect()
}

fn of_subject(works: &WorkGraph, words: &str, mapping: Option<&Mapping>) -> Vec<NodeIndex> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let has_all = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|w| text.contains(w.as_str()))
    };
    let mut found = BTreeSet::new();
    for row in mapping
        .iter()
        .flat_map(|m| &m.rows)
        .filter(|r| has_all(&r.subject))
    {
        let cells = row.cells.values().flatten().map(|c| &c.id);
        found.extend(
            std::iter::once(&row.key)
                .chain(cells)
                .filter_map(|id| works.node(id)),
        );
    }
    let titled = |n: &NodeIndex| has_all(&works.graph[*n].title);
    found.extend(works.graph.node_indices().filter(titled));
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::build;
    use super::super::sample::{edition, index, links, text, work};
    use super::*;

    fn ids(works: &WorkGraph) -> Vec<&str> {
        works.nodes.keys().map(WorkId::as_str).collect()
    }

    fn picked(works: &WorkGraph, wanted: Selection) -> WorkGraph {
        select(works, &wanted, None).expect("a selection")
    }

    fn chain() -> WorkGraph {
        build(&links(&[
            ("PP-1", "PP-2", 3),
            ("PP-2", "WTSA-3", 1),
            ("WTSA-3", "WTSA-4", 1),
            ("PP-1", "WTSA-3", 1),
        ]))
    }

    #[test]
    fn a_focus_has_its_neighbours_in_the_direction_asked_for() {
        let focus = |depth, direction| Selection {
            focus: vec!["pp 2".to_owned()],
            depth: Some(depth),
            direction,
            ..Selection::default()
        };
        assert_eq!(
            ids(&picked(&chain(), focus(1, Direction::Both))),
            ["PP-1", "PP-2", "WTSA-3"]
        );
        assert_eq!(
            ids(&picked(&chain(), focus(2, Direction::Out))),
            ["PP-2", "WTSA-3", "WTSA-4"]
        );
        assert_eq!(ids(&picked(&chain(), focus(0, Direction::Out))), ["PP-2"]);
    }

    #[test]
    fn bodies_weights_and_crossings_select_edges() {
        let only = Selection {
            bodies: vec!["pp".to_owned()],
            ..Selection::default()
        };
        assert_eq!(ids(&picked(&chain(), only)), ["PP-1", "PP-2"]);
        let heavy = Selection {
            min_weight: 2,
            ..Selection::default()
        };
        assert_eq!(ids(&picked(&chain(), heavy)), ["PP-1", "PP-2"]);
        let crossing = Selection {
            cross_body: true,
            ..Selection::default()
        };
        assert_eq!(ids(&picked(&chain(), crossing)), ["PP-1", "PP-2", "WTSA-3"]);
    }

    #[test]
    fn unknown_names_are_errors_that_say_what_there_is() {
        let wanted = Selection {
            bodies: vec!["XYZ".to_owned()],
            ..Selection::default()
        };
        let error = select(&chain(), &wanted, None).expect_err("no such body");
        assert_eq!(
            error.to_string(),
            "no text of a body `XYZ` in the index; there are texts of PP, WTSA"
        );
        let wanted = Selection {
            path: Some(("WTSA-4".to_owned(), "PP-1".to_owned())),
            direction: Direction::Out,
            ..Selection::default()
        };
        assert!(matches!(
            select(&chain(), &wanted, None),
            Err(SelectError::NoWay(..))
        ));
    }

    #[test]
    fn a_path_has_all_shortest_ways() {
        let works = build(&links(&[
            ("PP-1", "PP-2", 1),
            ("PP-1", "PP-3", 1),
            ("PP-2", "PP-4", 1),
            ("PP-3", "PP-4", 1),
            ("PP-3", "PP-5", 1),
            ("PP-5", "PP-4", 1),
        ]));
        let wanted = Selection {
            path: Some(("PP-1".to_owned(), "PP-4".to_owned())),
            direction: Direction::Out,
            ..Selection::default()
        };
        assert_eq!(
            ids(&picked(&works, wanted)),
            ["PP-1", "PP-2", "PP-3", "PP-4"]
        );
    }

    #[test]
    fn subject_year_and_lone_works_are_selected() {
        let mut i = index();
        work(
            &mut i,
            "PP-1",
            "Bridging the gap",
            &[edition("Dubai", 2018)],
        );
        work(&mut i, "PP-2", "Something else", &[edition("Kyoto", 1994)]);
        text(&mut i, "PP-1", edition("Dubai", 2018));
        let works = build(&i);
        assert!(ids(&picked(&works, Selection::default())).is_empty());
        let by = |subject: Option<&str>, since| Selection {
            subject: subject.map(str::to_owned),
            since,
            isolated: true,
            ..Selection::default()
        };
        assert_eq!(
            ids(&picked(&works, by(Some("GAP bridging"), None))),
            ["PP-1"]
        );
        assert_eq!(ids(&picked(&works, by(None, Some(2010)))), ["PP-1"]);
        assert!(matches!(
            select(&works, &by(Some("space"), None), None),
            Err(SelectError::NoSubject(_))
        ));
    }

    #[test]
    fn reduction_drops_shortcuts_and_keeps_circles() {
        let wanted = || Selection {
            reduce: true,
            ..Selection::default()
        };
        let works = picked(&chain(), wanted());
        assert_eq!(works.graph.edge_count(), 3);
        assert_eq!(
            works.edge(
                &"PP-1".parse::<WorkId>().expect("an id"),
                &"WTSA-3".parse::<WorkId>().expect("an id")
            ),
            None
        );
        let circle = build(&links(&[
            ("PP-1", "PP-2", 1),
            ("PP-2", "PP-3", 1),
            ("PP-3", "PP-1", 1),
        ]));
        assert_eq!(picked(&circle, wanted()).graph.edge_count(), 3);
    }
}
