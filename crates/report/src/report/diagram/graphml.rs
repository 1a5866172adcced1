use crate::graph::View;
use crate::report::xml::escaped;
use std::fmt::Write;

/// Names and types of attributes.
type Keys = &'static [(&'static str, &'static str)];

const NODE_KEYS: [(&str, &str); 11] = [
    ("title", "string"),
    ("body", "string"),
    ("kind", "string"),
    ("editions", "string"),
    ("latest", "string"),
    ("suppressed", "string"),
    ("has_text", "boolean"),
    ("group", "string"),
    ("topic", "string"),
    ("cites", "int"),
    ("cited_by", "int"),
];
const EDGE_KEYS: [(&str, &str); 7] = [
    ("weight", "double"),
    ("citations", "int"),
    ("stale", "int"),
    ("same_title", "double"),
    ("cited_editions", "string"),
    ("evidence", "string"),
    ("places", "string"),
];

/// `view` as GraphML, as yEd, Gephi and networkx read it. Lists are joined by `; `; what is not known is the
/// empty string, a missing likeness of titles is 0.
pub fn graphml(view: &View) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (of, keys) in [("node", &NODE_KEYS[..]), ("edge", &EDGE_KEYS[..])] {
        for (name, kind) in keys {
            let _ = writeln!(
                out,
                "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
            );
        }
    }
    out.push_str("  <graph id=\"resolutions\" edgedefault=\"directed\">\n");
    for (id, values) in node_rows(view) {
        let _ = writeln!(out, "    <node id=\"{}\">", escaped(id));
        data(&mut out, &NODE_KEYS, &values);
        out.push_str("    </node>\n");
    }
    for (number, (from, to, values)) in edge_rows(view).enumerate() {
        let (from, to) = (escaped(from), escaped(to));
        let _ = writeln!(
            out,
            "    <edge id=\"e{number}\" source=\"{from}\" target=\"{to}\">"
        );
        data(&mut out, &EDGE_KEYS, &values);
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn data(out: &mut String, keys: &[(&str, &str)], values: &[String]) {
    for ((name, _), value) in keys.iter().zip(values) {
        let _ = writeln!(out, "      <data key=\"{name}\">{}</data>", escaped(value));
    }
}

/// Names and types of what [`node_rows`] and [`edge_rows`] give.
pub(super) fn keys() -> (Keys, Keys) {
    (&NODE_KEYS, &EDGE_KEYS)
}

/// Of each node its id and its values in the order of the keys.
pub(super) fn node_rows(view: &View) -> impl Iterator<Item = (&str, Vec<String>)> {
    view.nodes.iter().map(|n| {
        let values = vec![
            n.title.clone(),
            n.body.clone(),
            n.kind.clone(),
            n.editions.join("; "),
            n.editions.last().cloned().unwrap_or_default(),
            n.suppressed.clone().unwrap_or_default(),
            n.has_text.to_string(),
            view.groups[n.group].clone(),
            n.topic.clone(),
            n.cites.to_string(),
            n.cited_by.to_string(),
        ];
        (n.id.as_str(), values)
    })
}

/// Of each edge its ends and its values in the order of the keys. `weight` is at least 1, as layouts want it;
/// `citations` is the true count.
pub(super) fn edge_rows(view: &View) -> impl Iterator<Item = (&str, &str, Vec<String>)> {
    view.edges.iter().map(|e| {
        let values = vec![
            e.weight.max(1).to_string(),
            e.weight.to_string(),
            e.stale.to_string(),
            e.same_title.unwrap_or(0.0).to_string(),
            e.editions.join("; "),
            e.evidence.join("; "),
            e.places.join("; "),
        ];
        (
            view.nodes[e.from].id.as_str(),
            view.nodes[e.to].id.as_str(),
            values,
        )
    })
}
