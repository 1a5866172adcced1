use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

/// Any text as a quoted name or label of the DOT language.
///
/// Backslash and quote are escaped, a newline becomes a line break, other control characters are dropped;
/// all else stands as it is. `graphviz-rust` prints what it is given, so every text must pass through here.
pub fn quoted(text: &str) -> Id {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out.push('"');
    Id::Escaped(out)
}

/// A list of attributes, `[("label", "…"), …]`; the names are those of Graphviz.
pub fn attributes(pairs: &[(&str, &str)]) -> Vec<Attribute> {
    pairs
        .iter()
        .map(|(name, value)| Attribute(Id::Plain((*name).to_string()), quoted(value)))
        .collect()
}

/// A node.
pub fn node(name: &str, pairs: &[(&str, &str)]) -> Stmt {
    Stmt::Node(Node::new(NodeId(quoted(name), None), attributes(pairs)))
}

/// An edge.
pub fn edge(from: &str, to: &str, pairs: &[(&str, &str)]) -> Stmt {
    let end = |name| Vertex::N(NodeId(quoted(name), None));
    Stmt::Edge(Edge {
        ty: EdgeTy::Pair(end(from), end(to)),
        attributes: attributes(pairs),
    })
}

/// What holds for all nodes that follow.
pub fn node_defaults(pairs: &[(&str, &str)]) -> Stmt {
    Stmt::GAttribute(GraphAttributes::Node(attributes(pairs)))
}

/// What holds for all edges that follow.
pub fn edge_defaults(pairs: &[(&str, &str)]) -> Stmt {
    Stmt::GAttribute(GraphAttributes::Edge(attributes(pairs)))
}

/// What holds for the graph or cluster that it stands in.
pub fn settings(pairs: &[(&str, &str)]) -> Stmt {
    Stmt::GAttribute(GraphAttributes::Graph(attributes(pairs)))
}

/// A box with a label around nodes; `name` must differ from those of the other clusters.
pub fn cluster(name: &str, label: &str, mut inside: Vec<Stmt>) -> Stmt {
    inside.insert(0, settings(&[("label", label)]));
    Stmt::Subgraph(Subgraph {
        id: quoted(&format!("cluster_{name}")),
        stmts: inside,
    })
}

/// A directed graph as DOT text, ended by a newline. Statements stand in the order in which they are given:
/// sort them for texts that can be compared.
pub fn digraph(name: &str, stmts: Vec<Stmt>) -> String {
    let graph = Graph::DiGraph {
        id: quoted(name),
        strict: false,
        stmts,
    };
    let mut text = graph.print(&mut PrinterContext::default());
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unquoted(id: &Id) -> String {
        let Id::Escaped(text) = id else {
            panic!("not quoted: {id:?}")
        };
        let inner = &text[1..text.len() - 1];
        let mut out = String::new();
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n') => out.push('\n'),
                    Some(c) => out.push(c),
                    None => panic!("ends in a backslash: {text}"),
                },
                (c, _) => out.push(c),
            }
        }
        out
    }

    #[test]
    fn hostile_labels_come_back_from_the_parser() {
        for text in [
            "Bridging \"the\" gap",
            "ends in a backslash\\",
            "\\N \\G \\l",
            "<b>bold</b>",
            "a->b; } digraph {",
            "{a|b} <port>",
            "ITU\u{2011}T № 7",
            "node",
            "",
            "two\nlines",
            "// no comment /* here */ # nor here",
        ] {
            let dot = digraph(text, vec![node(text, &[("label", text)])]);
            let read =
                graphviz_rust::parse(&dot).unwrap_or_else(|e| panic!("{text:?}: {e}\n{dot}"));
            let Graph::DiGraph { id, stmts, .. } = read else {
                panic!("no digraph")
            };
            assert_eq!(unquoted(&id), text);
            let [Stmt::Node(found)] = stmts.as_slice() else {
                panic!("{text:?}: {stmts:?}")
            };
            assert_eq!(unquoted(&found.id.0), text);
            assert_eq!(unquoted(&found.attributes[0].1), text);
        }
    }

    #[test]
    fn carriage_return_and_nul_are_dropped() {
        assert_eq!(quoted("a\r\n\0b"), Id::Escaped("\"a\\nb\"".into()));
    }

    #[test]
    fn clusters_and_edges_are_read_back() {
        let dot = digraph(
            "g",
            vec![
                cluster("PP", "PP \"x\"", vec![node("PP-1", &[])]),
                edge("PP-1", "RA-[COM5/2]", &[("color", "red")]),
            ],
        );
        let Ok(Graph::DiGraph { stmts, .. }) = graphviz_rust::parse(&dot) else {
            panic!("{dot}")
        };
        assert!(matches!(
            stmts.as_slice(),
            [Stmt::Subgraph(_), Stmt::Edge(_)]
        ));
    }
}
