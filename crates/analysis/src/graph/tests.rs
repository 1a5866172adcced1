use super::sample::{cite, edition, index, links, target, text, work};
use super::*;
use crate::model::{
    Change, Edition, Evidence, EvidenceKind, Index, Mapping, MappingCell, MappingRow, Role, Status,
    WitnessKind, WorkId,
};
use std::collections::BTreeMap;

fn id(text: &str) -> WorkId {
    text.parse::<WorkId>().expect("an id")
}

/// An index of undated links: `PP-1 PP-2, PP-2 PP-3 2` are one, and two of a kind.
fn drawn(all: &str) -> Index {
    let link = |link| {
        let mut words = str::split(link, ' ');
        let (from, to) = (words.next(), words.next());
        let times = words.next().map_or(1, |n| n.parse().expect("a number"));
        (from.expect("one end"), to.expect("the other"), times)
    };
    links(&all.split(", ").map(link).collect::<Vec<_>>())
}

fn names(works: &WorkGraph, nodes: &[petgraph::graph::NodeIndex]) -> Vec<String> {
    nodes.iter().map(|n| works.id(*n).to_string()).collect()
}

#[test]
fn citations_of_a_pair_make_one_edge_with_its_editions_and_its_staleness() {
    let mut i = index();
    let (old, new) = (edition("Busan", 2014), edition("Dubai", 2018));
    work(&mut i, "PP-1", "One", &[old.clone(), new.clone()]);
    work(&mut i, "WTSA-2", "Two", &[]);
    text(&mut i, "WTSA-2", edition("Hammamet", 2016));
    cite(&mut i, Some("WTSA-2"), vec![target("PP-1", new.clone())]);
    cite(&mut i, Some("WTSA-2"), vec![target("PP-1", old.clone())]);
    cite(
        &mut i,
        Some("WTSA-2"),
        vec![target("PP-1", Edition::default())],
    );
    let works = build(&i);
    let edge = works.edge(&id("WTSA-2"), &id("PP-1")).expect("an edge");
    assert_eq!(edge.citations, [0, 1, 2]);
    assert_eq!((edge.weight, edge.stale), (3, 1));
    assert_eq!(edge.editions, [old, new]);
    assert!(works.graph[works.nodes[&id("WTSA-2")]].has_text);
    assert!(!works.graph[works.nodes[&id("PP-1")]].has_text);
}

#[test]
fn versions_are_compared_as_numbers() {
    let version = |v: &str| Edition {
        version: Some(v.to_owned()),
        ..Edition::default()
    };
    let mut i = index();
    work(&mut i, "RA-7", "", &[version("3"), version("10")]);
    work(&mut i, "PP-1", "", &[]);
    cite(&mut i, Some("PP-1"), vec![target("RA-7", version("3"))]);
    assert!(
        build(&i)
            .edge(&id("PP-1"), &id("RA-7"))
            .expect("an edge")
            .is_stale()
    );
    i.citations[0].targets[0].edition = version("10");
    assert!(
        !build(&i)
            .edge(&id("PP-1"), &id("RA-7"))
            .expect("an edge")
            .is_stale()
    );
}

#[test]
fn what_is_not_certain_is_no_edge_and_is_counted() {
    // Ids are read by the kinds of text that knowledge names.
    crate::knowledge::Knowledge::builtin().expect("mappings/ load");
    let mut i = drawn("PP-1 PP-2");
    let mut ambiguous = target("PP-3", Edition::default());
    ambiguous.status = Status::Ambiguous;
    ambiguous.id = None;
    ambiguous.candidates = vec![id("PP-3"), id("WTSA-3")];
    let mut unknown = ambiguous.clone();
    unknown.status = Status::Unknown;
    unknown.candidates.clear();
    let mut deleted = target("PP-4", Edition::default());
    deleted.change = Some(Change::Deleted);
    let basic = target("CS-242", Edition::default());
    cite(
        &mut i,
        Some("PP-1"),
        vec![ambiguous, unknown, deleted, basic],
    );
    cite(
        &mut i,
        Some("PP-1"),
        vec![target("PP-1", Edition::default())],
    );
    cite(&mut i, None, vec![target("PP-1", Edition::default())]);
    for role in [Role::Heading, Role::This, Role::History, Role::Provision] {
        cite(
            &mut i,
            Some("PP-2"),
            vec![target("PP-1", Edition::default())],
        );
        i.citations.last_mut().expect("just added").role = role;
    }
    let works = build(&i);
    assert_eq!(works.graph.edge_count(), 1);
    assert_eq!(works.ambiguous.len(), 1);
    assert_eq!(works.ambiguous[0].candidates, [id("PP-3"), id("WTSA-3")]);
    let counted = LeftOut {
        unknown: 1,
        no_origin: 1,
        other_kinds: 1,
        own: 1,
        deleted: 1,
        drafts: 0,
    };
    assert_eq!(works.left_out, counted);
}

/// Two copies of PP-1, the second of which speaks for it; the `n`-th citation stands in the `n`-th.
fn in_two_copies(i: &mut Index, (first, year): (WitnessKind, u16)) {
    for (n, kind, year) in [(0, first, year), (1, WitnessKind::Full, 2018)] {
        text(i, "PP-1", edition("Dubai", year));
        i.texts[n].witness.kind = kind;
        i.texts[n].witness.speaks = n == 1;
        i.citations[n].text = Some(n);
    }
}

#[test]
fn drafts_say_nothing_where_the_whole_text_is_at_hand() {
    let mut i = drawn("PP-1 PP-2, PP-1 PP-3");
    in_two_copies(&mut i, (WitnessKind::Draft, 2018));
    let works = build(&i);
    assert!(works.edge(&id("PP-1"), &id("PP-2")).is_none());
    assert!(works.edge(&id("PP-1"), &id("PP-3")).is_some());
    assert_eq!(works.left_out.drafts, 1);
    // An extract does not say that the rest is not so.
    i.texts[1].witness.kind = WitnessKind::Extract;
    assert!(build(&i).edge(&id("PP-1"), &id("PP-2")).is_some());
}

#[test]
fn an_earlier_edition_is_not_blamed_for_what_came_after_it() {
    let mut i = drawn("PP-1 PP-2 2");
    let (old, new) = (edition("Busan", 2010), edition("Dubai", 2018));
    work(&mut i, "PP-2", "Two", &[old.clone(), new.clone()]);
    in_two_copies(&mut i, (WitnessKind::Full, 2014));
    let mut stale = |of_first: &Edition, of_second: &Edition| {
        i.citations[0].targets[0].edition = of_first.clone();
        i.citations[1].targets[0].edition = of_second.clone();
        let works = build(&i);
        let edge = works.edge(&id("PP-1"), &id("PP-2")).expect("an edge");
        (edge.weight, edge.stale)
    };
    assert_eq!(stale(&old, &old), (1, 1));
    assert_eq!(stale(&old, &new), (1, 0));
}

#[test]
fn copies_of_the_citing_text_do_not_add_up() {
    let mut i = drawn("PP-1 PP-2 5");
    for (at, copy) in [(0, 0), (1, 0), (2, 1), (3, 1), (4, 1)] {
        i.citations[at].text = Some(copy);
    }
    assert_eq!(
        build(&i)
            .edge(&id("PP-1"), &id("PP-2"))
            .expect("an edge")
            .weight,
        3
    );
}

#[test]
fn titles_of_a_mapping_mark_edges_and_add_those_that_lack() {
    let like = |id: &str| MappingCell {
        id: id.parse::<WorkId>().expect("an id"),
        edition: None,
        title: None,
        strength: 0.5,
        evidence: vec![Evidence {
            kind: EvidenceKind::SameTitle,
            from: None,
            provision: None,
            file: None,
            line: None,
            score: Some(0.9),
            source: None,
        }],
    };
    let mapping = Mapping {
        rows: vec![MappingRow {
            subject: "A subject".to_owned(),
            key: id("PP-1"),
            cells: BTreeMap::from([("wtsa".to_owned(), vec![like("WTSA-2"), like("WTSA-3")])]),
        }],
        ..Mapping::default()
    };
    let mut works = build(&drawn("WTSA-2 PP-1, WTSA-3 WTSA-2"));
    works.add_same_titles(&mapping);
    let cited = works.edge(&id("WTSA-2"), &id("PP-1")).expect("an edge");
    assert_eq!(
        (cited.same_title, cited.is_title_only()),
        (Some(0.9), false)
    );
    let added = works.edge(&id("PP-1"), &id("WTSA-3")).expect("an edge");
    assert!(added.is_title_only());
    assert!(works.cycles().is_empty(), "titles make no circle");
}

#[test]
fn ids_are_found_as_people_write_them() {
    let works = build(&drawn("PP-1 WTSA-1"));
    for asked in ["PP-1", "pp-1", "PP 1", "pp1"] {
        assert_eq!(works.find(asked), Ok(works.nodes[&id("PP-1")]), "{asked}");
    }
    let error = works.find("WTDC-1").expect_err("no such work");
    assert_eq!(
        error.to_string(),
        "no work `WTDC-1` in the index; there is PP-1, WTSA-1"
    );
}

#[test]
fn ways_follow_the_direction_and_are_the_shortest() {
    let works = build(&drawn(
        "PP-1 PP-2, PP-2 PP-3, PP-1 PP-9, PP-9 PP-8, PP-8 PP-3",
    ));
    let [one, three] = ["PP-1", "PP-3"].map(|n| works.nodes[&id(n)]);
    let way = works.path(one, three, Direction::Out).expect("a way");
    assert_eq!(names(&works, &way), ["PP-1", "PP-2", "PP-3"]);
    assert_eq!(works.path(three, one, Direction::Out), None);
    assert_eq!(
        works.path(three, one, Direction::In).map(|w| w.len()),
        Some(3)
    );
    let near: Vec<_> = works
        .neighbourhood(&[one], 1, Direction::Out)
        .into_keys()
        .collect();
    assert_eq!(names(&works, &near), ["PP-1", "PP-2", "PP-9"]);
}

#[test]
fn circles_and_components_and_orphans_are_told() {
    let mut i = drawn("PP-1 PP-2, PP-2 PP-3, PP-3 PP-1, PP-2 PP-1, WTSA-1 WTSA-2");
    work(&mut i, "RA-1", "Alone", &[]);
    let works = build(&i);
    let cycles = works.cycles();
    assert_eq!(cycles.len(), 1);
    assert_eq!(names(&works, &cycles[0].members), ["PP-1", "PP-2", "PP-3"]);
    assert_eq!(names(&works, &cycles[0].way), ["PP-1", "PP-2", "PP-1"]);
    let components = works.components();
    assert_eq!(names(&works, &components[0]), ["PP-1", "PP-2", "PP-3"]);
    assert_eq!(names(&works, &components[1]), ["WTSA-1", "WTSA-2"]);
    assert_eq!(names(&works, &works.orphans()), ["RA-1"]);
}

#[test]
fn works_cited_together_are_counted() {
    let works = build(&drawn(
        "WTSA-1 PP-1, WTSA-1 PP-2 2, WTSA-2 PP-1, WTSA-2 PP-2, WTSA-2 PP-3",
    ));
    let together = works.co_cited(None, 2);
    assert_eq!(together.len(), 1);
    assert_eq!(
        names(&works, &[together[0].a, together[0].b]),
        ["PP-1", "PP-2"]
    );
    assert_eq!(names(&works, &together[0].by), ["WTSA-1", "WTSA-2"]);
    let third = works.nodes[&id("PP-3")];
    assert_eq!(works.co_cited(Some(third), 1).len(), 2);
}

/// The graph of `tests/python/metrics.py`.
fn of_the_script() -> Index {
    let mut all = Vec::new();
    for i in (0..30_usize).filter(|i| *i != 9) {
        for k in 1..=3 {
            let j = (7 * i * i + 11 * k + 3) % 30;
            if j != i {
                all.push((
                    format!("PP-{}", i + 1),
                    format!("PP-{}", j + 1),
                    1 + (i * k % 4) as u32,
                ));
            }
        }
    }
    let all: Vec<(&str, &str, u32)> = all.iter().map(|(a, b, n)| (&**a, &**b, *n)).collect();
    links(&all)
}

#[test]
fn ranks_and_betweenness_are_those_of_networkx() {
    let works = build(&of_the_script());
    assert_eq!(
        (works.graph.node_count(), works.graph.edge_count()),
        (30, 87)
    );
    let (rank, between) = (page_rank(&works), betweenness(&works));
    // Printed by tests/python/metrics.py with networkx 3.6.1.
    for (node, expected_rank, expected_between) in [
        (0, 0.005657873, 0.000000000),
        (3, 0.020506252, 0.012520525),
        (9, 0.023219055, 0.000000000),
        (14, 0.007260937, 0.008004926),
        (21, 0.039304532, 0.109195402),
        (29, 0.007795292, 0.008004926),
    ] {
        assert!(
            (rank[node] - expected_rank).abs() < 1e-8,
            "rank of {node}: {}",
            rank[node]
        );
        let found = between[node];
        assert!(
            (found - expected_between).abs() < 1e-8,
            "betweenness of {node}: {found}"
        );
    }
    assert!((rank.iter().sum::<f64>() - 1.0).abs() < 1e-9);
}

#[test]
fn communities_are_as_good_as_those_of_networkx() {
    let works = build(&of_the_script());
    let thirds: Vec<usize> = (0..30).map(|n| n % 3).collect();
    assert!((modularity(&works, &thirds) - -0.012158783869094206).abs() < 1e-12);
    let found = communities(&works);
    // The mean of 50 runs of networkx is 0.4072, the best 0.4105.
    assert!(found.modularity > 0.40, "{}", found.modularity);
    assert!((modularity(&works, &found.of) - found.modularity).abs() < 1e-12);
    assert_eq!(found, communities(&works), "the same every time");
}

#[test]
fn two_cliques_with_a_bridge_are_two_communities() {
    let works = build(&drawn(
        "PP-1 PP-2, PP-2 PP-3, PP-3 PP-1, PP-3 PP-4, PP-4 PP-5, PP-5 PP-6, PP-6 PP-4",
    ));
    assert_eq!(communities(&works).of, [0, 0, 0, 1, 1, 1]);
}

#[test]
fn an_empty_index_has_an_empty_graph() {
    let works = build(&Index::default());
    assert!(page_rank(&works).is_empty() && betweenness(&works).is_empty());
    assert_eq!(communities(&works), Communities::default());
    assert!(works.components().is_empty() && works.orphans().is_empty());
}
