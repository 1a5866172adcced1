use super::label::{
    EdgeKind, FOCUS, SUPPRESSED, bodies_shown, body_place, edge_kinds, edge_tip, node_tip,
    short_title,
};
use super::style::{look, width};
use crate::graph::{View, ViewNode};
use crate::model::counted;
use crate::report::dot::{cluster, digraph, edge, edge_defaults, node, node_defaults, settings};
use graphviz_rust::dot_structures::Stmt;

const FONT: &str = "Helvetica,Arial,DejaVu Sans,sans-serif";
const LEGEND: &str = " legend ";

/// `view` as DOT text: a cluster a group, left to right, which is the shape that `dot` draws fast; a legend.
/// Nodes and edges stand in the order of the view, so that two runs can be compared line by line.
pub fn dot(view: &View) -> String {
    let mut stmts = vec![
        settings(&[
            ("rankdir", "LR"),
            ("fontname", FONT),
            ("fontsize", "16"),
            ("label", &view.title),
            ("labelloc", "t"),
            ("nodesep", "0.15"),
            ("ranksep", "1.0"),
            ("style", "rounded"),
            ("color", "#999999"),
        ]),
        node_defaults(&[
            ("fontname", FONT),
            ("fontsize", "11"),
            ("margin", "0.1,0.05"),
        ]),
        edge_defaults(&[("fontname", FONT), ("arrowsize", "0.7")]),
    ];
    for (number, name) in view.groups.iter().enumerate() {
        let inside: Vec<Stmt> = view
            .nodes
            .iter()
            .filter(|n| n.group == number)
            .map(|n| work(view, n))
            .collect();
        // A body drawn as one node needs no box around it.
        if name.is_empty() || view.nodes.iter().any(|n| n.kind == "body") {
            stmts.extend(inside);
        } else if !inside.is_empty() {
            stmts.push(cluster(&number.to_string(), name, inside));
        }
    }
    stmts.extend(view.edges.iter().map(|e| {
        let kind = EdgeKind::of(e);
        let from = &view.nodes[e.from];
        let width = width(e.weight).to_string();
        let tip = edge_tip(view, e);
        let mut pairs = vec![
            ("color", look(body_place(view, &from.body)).line),
            ("style", kind.line()),
            ("penwidth", &width),
            ("tooltip", &tip),
        ];
        if kind == EdgeKind::Title {
            pairs.push(("dir", "none"));
        }
        edge(&from.id, &view.nodes[e.to].id, &pairs)
    }));
    stmts.push(legend(view));
    digraph("resolutions", stmts)
}

fn work(view: &View, n: &ViewNode) -> Stmt {
    let look = look(body_place(view, &n.body));
    let (shape, style) = look.shape.graphviz();
    let lines = [vec![n.id.clone()], short_title(&n.title)].concat();
    let label = lines.join("\n");
    let style = if n.suppressed.is_some() {
        format!("{style},dashed")
    } else {
        style.to_owned()
    };
    node(
        &n.id,
        &[
            ("label", &label),
            ("tooltip", &node_tip(n)),
            ("shape", shape),
            ("style", &style),
            ("color", look.line),
            ("fillcolor", look.fill),
            ("penwidth", if n.focus { "4" } else { "1" }),
        ],
    )
}

fn legend(view: &View) -> Stmt {
    let mut inside = Vec::new();
    for (place, body) in bodies_shown(view) {
        let look = look(place);
        let (shape, style) = look.shape.graphviz();
        inside.push(node(
            &format!("{LEGEND}{body}"),
            &[
                ("label", body),
                ("shape", shape),
                ("style", style),
                ("color", look.line),
                ("fillcolor", look.fill),
            ],
        ));
    }
    let marks = [
        (view.nodes.iter().any(|n| n.focus), FOCUS, "solid", "4"),
        (
            view.nodes.iter().any(|n| n.suppressed.is_some()),
            SUPPRESSED,
            "dashed",
            "1",
        ),
    ];
    for (_, meaning, style, width) in marks.into_iter().filter(|(is, ..)| *is) {
        let name = format!("{LEGEND}{meaning}");
        let look = [
            ("label", meaning),
            ("shape", "box"),
            ("style", style),
            ("penwidth", width),
        ];
        inside.push(node(&name, &look));
    }
    inside.extend(legend_of_edges(view));
    if view.ambiguous > 0 {
        let note = format!(
            "{} may mean several texts:\nnot drawn",
            counted(view.ambiguous, "citation")
        );
        inside.push(node(
            &format!("{LEGEND}note"),
            &[("label", &note), ("shape", "plaintext")],
        ));
    }
    cluster("legend", "Legend", inside)
}

/// Of each kind of edge one, between a point and its meaning.
fn legend_of_edges(view: &View) -> Vec<Stmt> {
    let mut inside = Vec::new();
    for (number, (kind, meaning)) in edge_kinds(view).into_iter().enumerate() {
        let ends = [0, 1].map(|end| format!("{LEGEND}{number}{end}"));
        inside.push(node(&ends[0], &[("label", ""), ("shape", "point")]));
        inside.push(node(
            &ends[1],
            &[("label", meaning), ("shape", "plaintext")],
        ));
        let arrow = if kind == EdgeKind::Title {
            "none"
        } else {
            "forward"
        };
        inside.push(edge(
            &ends[0],
            &ends[1],
            &[("style", kind.line()), ("dir", arrow)],
        ));
    }
    inside
}
