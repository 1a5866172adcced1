use super::columns::columns;
use super::*;
use sample::{cite, edition, index, target, text, work};

/// The small graph that the tests of `graph` use, too.
#[path = "../../../../analysis/src/graph/sample.rs"]
#[allow(dead_code)]
mod sample;
use crate::graph::{ClusterBy, Edge, View, build, view};
use crate::model::{Edition, Index};
use graphviz_rust::dot_structures::{Graph, Stmt};

fn bodies() -> Vec<String> {
    ["PP", "WTSA"].map(str::to_owned).to_vec()
}

fn seen(index: &Index) -> View {
    let mut works = build(index);
    let ends = ["PP-1", "WTSA-3"].map(|id| works.find(id));
    if let [Ok(a), Ok(b)] = ends {
        let like = Edge {
            same_title: Some(0.9),
            ..Edge::default()
        };
        works.graph.add_edge(a, b, like);
    }
    view(index, &works, &bodies(), None, ClusterBy::Body)
}

/// PP-1 cites PP-2 twice; WTSA-3 cites an old edition of PP-1, and has its title.
fn small() -> View {
    let mut i = index();
    let (old, new) = (edition("Busan", 2014), edition("Dubai", 2018));
    work(
        &mut i,
        "PP-1",
        "Bridging \"the\" <gap> & more",
        &[old.clone(), new],
    );
    work(&mut i, "PP-2", "Second", &[]);
    work(&mut i, "WTSA-3", "Third", &[]);
    text(&mut i, "PP-1", edition("Dubai", 2018));
    cite(
        &mut i,
        Some("PP-1"),
        vec![target("PP-2", Edition::default())],
    );
    cite(
        &mut i,
        Some("PP-1"),
        vec![target("PP-2", Edition::default())],
    );
    cite(&mut i, Some("WTSA-3"), vec![target("PP-1", old)]);
    seen(&i)
}

fn statements(view: &View) -> Vec<Stmt> {
    let text = dot(view);
    match graphviz_rust::parse(&text) {
        Ok(Graph::DiGraph { stmts, .. }) => stmts,
        other => panic!("{other:?}\n{text}"),
    }
}

#[test]
fn dot_reads_back_with_a_cluster_a_body_and_styled_edges() {
    let stmts = statements(&small());
    let clusters = stmts
        .iter()
        .filter(|s| matches!(s, Stmt::Subgraph(_)))
        .count();
    assert_eq!(clusters, 3, "PP, WTSA and the legend");
    let styles: Vec<String> = stmts
        .iter()
        .filter_map(|s| match s {
            Stmt::Edge(edge) => Some(edge),
            _ => None,
        })
        .flat_map(|edge| &edge.attributes)
        .filter(|a| a.0.to_string() == "style")
        .map(|a| a.1.to_string().replace("esc ", ""))
        .collect();
    assert_eq!(styles, ["\"solid\"", "\"dotted\"", "\"dashed\""]);
}

#[test]
fn dot_of_hostile_titles_reads_back() {
    for title in [
        "quote \" inside",
        "backslash \\",
        "<b>angle</b> {brackets|bars}",
        "two\nlines\r\n",
        "nul \0 and bell \u{7}",
        &"x".repeat(10_000),
        "שלום עולם مرحبا",
        "\\N \\G -> ; }",
    ] {
        let mut i = index();
        work(&mut i, "PP-1", title, &[]);
        work(&mut i, "PP-2", "", &[]);
        cite(
            &mut i,
            Some("PP-1"),
            vec![target("PP-2", Edition::default())],
        );
        let view = seen(&i);
        assert_eq!(
            statements(&view)
                .iter()
                .filter(|s| matches!(s, Stmt::Edge(_)))
                .count(),
            1
        );
        for xml in [columns(&view, false), graphml(&view), gexf(&view)] {
            well_formed(&xml);
        }
        let json: serde_json::Value =
            serde_json::from_str(&node_link(&view).to_string()).expect("JSON");
        assert_eq!(json["nodes"][0]["title"], title);
        let text = mermaid(&view).expect("few links");
        assert_eq!(text.lines().count(), 11, "{text}");
        assert!(csv_tables(&view).edges.lines().count() >= 2);
    }
}

fn well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{error}\n{xml}"),
        }
    }
}

#[test]
fn the_own_drawing_shows_every_work_and_edge_and_says_what_they_mean() {
    let svg = columns(&small(), false);
    assert_eq!(svg.matches("marker-end").count(), 2);
    for part in [
        ">PP-1<",
        "Bridging &quot;the&quot; &lt;gap&gt;",
        "WTSA-3 cites PP-1: 1 citation, editions Rev. Busan, 2014; a later edition is known",
        "cites an edition that is not the latest",
        "same title only",
    ] {
        assert!(svg.contains(part), "{part}\n{svg}");
    }
    assert_eq!(svg, columns(&small(), false));
    well_formed(&columns(&small(), true));
}

#[test]
fn node_link_json_has_all_that_is_known() {
    let json: serde_json::Value =
        serde_json::from_str(&node_link(&small()).to_string()).expect("JSON");
    let edge = &json["edges"][2];
    assert_eq!(edge["source"], "WTSA-3");
    assert_eq!(edge["editions"][0], "Rev. Busan, 2014");
    assert_eq!(edge["places"][0], "texts.txt:3 considering a)");
    assert_eq!(json["nodes"][0]["has_text"], true);
}

#[test]
fn bodies_can_be_collapsed_and_groups_put_on_pages() {
    let all = small().collapsed();
    assert_eq!(all.nodes.len(), 2);
    let weights: Vec<u32> = all.edges.iter().map(|e| e.weight).collect();
    assert_eq!(
        weights,
        [0, 1],
        "the title and the citation between the bodies"
    );
    let pages = small().pages();
    assert_eq!(pages.len(), 2);
    assert_eq!(pages[1].nodes.len(), 2, "WTSA-3 and PP-1, which it cites");
    assert_eq!(pages[1].edges.len(), 2);
}

/// What is asked for is marked and explained; too many links are refused with the way out.
#[test]
fn the_focus_is_marked_and_mermaid_has_its_limit() {
    let mut i = index();
    for id in ["PP-1", "PP-2"] {
        work(&mut i, id, "One", &[]);
    }
    cite(
        &mut i,
        Some("PP-1"),
        vec![target("PP-2", Edition::default())],
    );
    let mut view = seen(&i);
    view.mark_focus(&["PP-2".to_owned()]);
    let svg = columns(&view, false);
    assert!(svg.contains("stroke-width=\"4\"") && svg.contains(">asked for<"));
    assert!(dot(&view).contains("asked for"));
    let text = mermaid(&view).expect("few links");
    assert!(text.contains("stroke-width:4px") && text.contains("Legend"));
    let tables = csv_tables(&view);
    assert!(tables.nodes.starts_with("Id,Label,") && tables.edges.starts_with("Source,Target,"));
    view.edges = vec![view.edges[0].clone(); MERMAID_LINKS + 1];
    let error = mermaid(&view).expect_err("too many");
    assert!(error.to_string().contains("--focus"), "{error}");
}
