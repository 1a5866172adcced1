use super::label::{
    EdgeKind, FOCUS, SUPPRESSED, bodies_shown, body_place, edge_kinds, short_title,
};
use super::style::{Shape, look};
use crate::graph::View;
use std::fmt::Write;

/// More links than this Mermaid itself refuses to draw.
pub const MERMAID_LINKS: usize = 500;

/// A graph that Mermaid would refuse.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0} links are more than the {MERMAID_LINKS} that Mermaid draws: draw less with --focus, --body, --min-weight or --collapse body, or write SVG"
)]
pub struct TooManyLinks(pub usize);

/// `view` as a Mermaid flowchart.
///
/// # Errors
/// More links than Mermaid draws.
pub fn mermaid(view: &View) -> Result<String, TooManyLinks> {
    if view.edges.len() > MERMAID_LINKS {
        return Err(TooManyLinks(view.edges.len()));
    }
    let mut out = String::from("flowchart LR\n");
    for (number, name) in view.groups.iter().enumerate() {
        let inside = || {
            view.nodes
                .iter()
                .enumerate()
                .filter(|(_, n)| n.group == number)
        };
        if inside().next().is_none() {
            continue;
        }
        if !name.is_empty() {
            let _ = writeln!(out, "  subgraph g{number}[\"{}\"]", escape(name));
        }
        for (at, node) in inside() {
            let place = body_place(view, &node.body);
            let (open, close) = brackets(look(place).shape);
            let lines = [vec![node.id.clone()], short_title(&node.title)].concat();
            let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
            let label = lines.join("<br>");
            let _ = writeln!(out, "    n{at}{open}\"{label}\"{close}:::b{place}");
            if node.focus {
                let _ = writeln!(out, "    style n{at} stroke-width:4px");
            } else if node.suppressed.is_some() {
                let _ = writeln!(out, "    style n{at} stroke-dasharray:4 3");
            }
        }
        if !name.is_empty() {
            out.push_str("  end\n");
        }
    }
    for edge in &view.edges {
        let arrow = arrow(EdgeKind::of(edge));
        let count = if edge.weight > 1 {
            format!("|{}|", edge.weight)
        } else {
            String::new()
        };
        let _ = writeln!(out, "  n{} {arrow}{count} n{}", edge.from, edge.to);
    }
    legend(view, &mut out);
    for (place, _) in bodies_shown(view) {
        let look = look(place);
        let _ = writeln!(
            out,
            "  classDef b{place} fill:{},stroke:{},color:#000",
            look.fill, look.line
        );
    }
    Ok(out)
}

/// What the shapes, colours and lines mean.
fn legend(view: &View, out: &mut String) {
    out.push_str("  subgraph legend[\"Legend\"]\n");
    for (place, body) in bodies_shown(view) {
        let (open, close) = brackets(look(place).shape);
        let _ = writeln!(
            out,
            "    l{place}{open}\"{}\"{close}:::b{place}",
            escape(body)
        );
    }
    for (name, meaning, style) in node_marks(view) {
        let _ = writeln!(out, "    m{name}[\"{meaning}\"]\n    style m{name} {style}");
    }
    for (number, (kind, meaning)) in edge_kinds(view).into_iter().enumerate() {
        let arrow = arrow(kind);
        let _ = writeln!(
            out,
            "    k{number}a[\" \"] {arrow} k{number}b[\"{meaning}\"]"
        );
    }
    out.push_str("  end\n");
}

/// The marks that single nodes bear: a name, what it means, how Mermaid draws it.
fn node_marks(view: &View) -> Vec<(&'static str, &'static str, &'static str)> {
    let all = [
        (
            view.nodes.iter().any(|n| n.focus),
            ("f", FOCUS, "stroke-width:4px"),
        ),
        (
            view.nodes.iter().any(|n| n.suppressed.is_some()),
            ("s", SUPPRESSED, "stroke-dasharray:4 3"),
        ),
    ];
    all.into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, mark)| mark)
        .collect()
}

fn arrow(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Cites => "-->",
        EdgeKind::Stale => "-.->",
        EdgeKind::Title => "-.-",
    }
}

fn brackets(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Box => ("[", "]"),
        Shape::Round => ("([", "])"),
        Shape::Hexagon => ("{{", "}}"),
        Shape::Octagon => ("[[", "]]"),
        Shape::Slanted => ("[/", "/]"),
        Shape::Arrow => (">", "]"),
        Shape::Note => ("(", ")"),
        Shape::Tab => ("[(", ")]"),
    }
}

/// Text of a quoted label: what Mermaid or its HTML would take for markup is written as an entity.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | ';' | '\\' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
