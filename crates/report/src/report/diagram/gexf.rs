use super::graphml::{edge_rows, keys, node_rows};
use super::label::body_place;
use super::style::look;
use crate::graph::View;
use crate::report::xml::escaped;
use std::fmt::Write;

/// `view` as GEXF 1.3, as Gephi and networkx read it, with the colours of the bodies.
pub fn gexf(view: &View) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n  \
         <graph mode=\"static\" defaultedgetype=\"directed\">\n",
    );
    let (node_keys, edge_keys) = keys();
    // The weight of an edge is an attribute of GEXF's own.
    let edge_keys: Vec<_> = edge_keys
        .iter()
        .filter(|(name, _)| *name != "weight")
        .collect();
    attributes(&mut out, "node", node_keys.iter());
    attributes(&mut out, "edge", edge_keys.iter().copied());
    out.push_str("    <nodes>\n");
    for (node, (id, values)) in view.nodes.iter().zip(node_rows(view)) {
        let id = escaped(id);
        let _ = writeln!(out, "      <node id=\"{id}\" label=\"{id}\">");
        values_of(&mut out, &values);
        let colour = look(body_place(view, &node.body)).line;
        let part = |at: usize| u8::from_str_radix(&colour[at..at + 2], 16).unwrap_or(0);
        let (r, g, b) = (part(1), part(3), part(5));
        let _ = writeln!(
            out,
            "        <viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"/>\n      </node>"
        );
    }
    out.push_str("    </nodes>\n    <edges>\n");
    for (number, (from, to, values)) in edge_rows(view).enumerate() {
        let (from, to) = (escaped(from), escaped(to));
        let _ = writeln!(
            out,
            "      <edge id=\"{number}\" source=\"{from}\" target=\"{to}\" weight=\"{}\">",
            values[0]
        );
        values_of(&mut out, &values[1..]);
        out.push_str("      </edge>\n");
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

fn attributes<'a>(
    out: &mut String,
    class: &str,
    keys: impl Iterator<Item = &'a (&'a str, &'a str)>,
) {
    let _ = writeln!(out, "    <attributes class=\"{class}\">");
    for (number, (name, kind)) in keys.enumerate() {
        let kind = if *kind == "int" { "integer" } else { kind };
        let _ = writeln!(
            out,
            "      <attribute id=\"{number}\" title=\"{name}\" type=\"{kind}\"/>"
        );
    }
    out.push_str("    </attributes>\n");
}

fn values_of(out: &mut String, values: &[String]) {
    out.push_str("        <attvalues>\n");
    for (number, value) in values.iter().enumerate() {
        let value = escaped(value);
        let _ = writeln!(
            out,
            "          <attvalue for=\"{number}\" value=\"{value}\"/>"
        );
    }
    out.push_str("        </attvalues>\n");
}
