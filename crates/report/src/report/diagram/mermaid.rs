use super::label::{EdgeKind, bodies_shown, body_place, short_title};
use super::style::{Shape, look};
use crate::graph::View;
use std::fmt::Write;

/// `view` as a Mermaid flowchart.
pub fn mermaid(view: &View) -> String {
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
        }
        if !name.is_empty() {
            out.push_str("  end\n");
        }
    }
    for edge in &view.edges {
        let arrow = match EdgeKind::of(edge) {
            EdgeKind::Cites => "-->",
            EdgeKind::Stale => "-.->",
            EdgeKind::Title => "-.-",
        };
        let count = if edge.weight > 1 {
            format!("|{}|", edge.weight)
        } else {
            String::new()
        };
        let _ = writeln!(out, "  n{} {arrow}{count} n{}", edge.from, edge.to);
    }
    for (place, _) in bodies_shown(view) {
        let look = look(place);
        let _ = writeln!(
            out,
            "  classDef b{place} fill:{},stroke:{},color:#000",
            look.fill, look.line
        );
    }
    out
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
