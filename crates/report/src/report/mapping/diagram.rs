use super::View;
use super::columns::{cells, short_name};
use crate::model::WorkId;
use crate::report::dot;
use graphviz_rust::dot_structures::Stmt;
use std::collections::BTreeMap;

/// Colours of the columns, in turn; far apart for readers who see few colours.
const COLOURS: [&str; 5] = ["#cfe2f3", "#d9ead3", "#fff2cc", "#f4cccc", "#e6e6e6"];

/// Each text with its column and a cell that shows it.
type Seen<'a> = BTreeMap<&'a WorkId, (usize, &'a crate::model::MappingCell)>;

/// The mapping as a DOT graph: a box a column, an edge from the key text of a row to each of its others,
/// the thicker the greater the commonality.
pub(super) fn diagram(view: &View) -> String {
    let mut seen = Seen::new();
    for row in &view.mapping.rows {
        for (i, column) in view.all_columns().enumerate() {
            for cell in cells(row, column) {
                seen.entry(&cell.id).or_insert((i, cell));
            }
        }
    }
    let mut stmts = look();
    for (i, column) in view.all_columns().enumerate() {
        let colour = COLOURS[i % COLOURS.len()];
        let nodes = seen
            .iter()
            .filter(|(_, (at, _))| *at == i)
            .map(|(id, (_, cell))| {
                let name = short_name(id, cell.edition.as_deref());
                let title = cell.title.as_deref().unwrap_or("");
                let label = match title {
                    "" => name,
                    title => format!("{name}\n{}", shortened(title, 42)),
                };
                dot::node(
                    id.as_str(),
                    &[("label", &label), ("tooltip", title), ("fillcolor", colour)],
                )
            })
            .collect();
        stmts.push(dot::cluster(&i.to_string(), &column.head, nodes));
    }
    stmts.extend(edges(view, &seen));
    dot::digraph("mapping", stmts)
}

/// What holds for the whole picture.
fn look() -> Vec<Stmt> {
    vec![
        dot::settings(&[
            ("rankdir", "LR"),
            ("fontname", "Helvetica"),
            ("ranksep", "2.5"),
            ("nodesep", "0.08"),
        ]),
        dot::node_defaults(&[
            ("shape", "box"),
            ("style", "filled,rounded"),
            ("fontname", "Helvetica"),
            ("fontsize", "10"),
            ("color", "#7f7f7f"),
            ("margin", "0.08,0.03"),
        ]),
        dot::edge_defaults(&[("color", "#b4bcc8"), ("arrowsize", "0.5")]),
    ]
}

/// An edge from the key text of each row to each of its others; where several rows have it, the strongest.
fn edges(view: &View, seen: &Seen<'_>) -> Vec<Stmt> {
    let mut edges: BTreeMap<(&WorkId, &WorkId), (f64, &str)> = BTreeMap::new();
    for row in &view.mapping.rows {
        for cell in row
            .cells
            .values()
            .flatten()
            .filter(|cell| cell.id != row.key)
        {
            let edge = edges
                .entry((&row.key, &cell.id))
                .or_insert((cell.strength, &row.subject));
            if cell.strength > edge.0 {
                *edge = (cell.strength, &row.subject);
            }
        }
    }
    let mut stmts = Vec::new();
    for ((from, to), (strength, subject)) in edges {
        let width = format!("{:.1}", 0.5 + 2.5 * strength.clamp(0.0, 1.0));
        let mut pairs = vec![("penwidth", width.as_str()), ("tooltip", subject)];
        if strength > super::GREATER {
            pairs.push(("color", "#34495e"));
        }
        // As many ranks apart as columns, so that the columns stand side by side; an edge that goes back,
        // or stays in its column, must not bend them.
        let column = |id| seen.get(id).map_or(0, |hit| hit.0);
        let apart = column(to).saturating_sub(column(from)).to_string();
        pairs.push(match apart.as_str() {
            "0" => ("constraint", "false"),
            apart => ("minlen", apart),
        });
        stmts.push(dot::edge(from.as_str(), to.as_str(), &pairs));
    }
    stmts
}

/// The beginning of a text, cut between words, with dots where something is left out.
fn shortened(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_string();
    }
    let cut: String = text.chars().take(room).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", &cut[..end])
}
