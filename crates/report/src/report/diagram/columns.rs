//! Our own drawing, which needs nothing installed: a column a group, numbers in order, curved edges behind
//! the boxes. It takes time in step with the number of nodes and edges, and the same view gives the same
//! bytes.

use super::figure::{fit, lines, outline};
use super::label::{EdgeKind, bodies_shown, body_place, edge_tip, node_tip};
use super::legend::legend;
use super::style::{look, width};
use crate::graph::{View, ViewEdge};
use crate::report::xml::escaped;
use std::collections::BTreeMap;
use std::fmt::Write;

const BOX_WIDTH: f64 = 220.0;
const BOX_HEIGHT: f64 = 46.0;
const ROW: f64 = 54.0;
const GAP: f64 = 110.0;
pub(super) const MARGIN: f64 = 30.0;
/// Where the first group's name stands, and how much room a name takes.
const TOP: f64 = 52.0;
const HEAD: f64 = 34.0;
/// Width over height of the picture that is aimed at.
const ASPECT: f64 = 1.4;
const FONT: &str = "Helvetica, Arial, 'DejaVu Sans', sans-serif";

/// Where a node is: its column, and the middle of its box.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    column: usize,
    x: f64,
    y: f64,
}

struct Columns {
    places: Vec<Place>,
    heads: Vec<Head>,
    width: f64,
    height: f64,
}

/// The name over the boxes of a group.
struct Head {
    group: usize,
    first: usize,
    last: usize,
    y: f64,
}

/// `view` as an SVG picture. With `bundle`, edges between the same two columns that lead to the same topic
/// run together.
pub fn columns(view: &View, bundle: bool) -> String {
    let columns = place(view);
    let legend = legend(view, columns.height);
    let mut out = String::new();
    let (width, height) = (columns.width, columns.height);
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" font-family=\"{FONT}\" role=\"img\">\n<title>{}</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
        escaped(&view.title)
    );
    out.push_str("<defs>\n");
    for (place, _) in bodies_shown(view) {
        let _ = writeln!(
            out,
            "<marker id=\"a{place}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" \
             markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">\
             <path d=\"M0 0 8 4 0 8z\" fill=\"{}\"/></marker>",
            look(place).line
        );
    }
    out.push_str("</defs>\n");
    let _ = writeln!(
        out,
        "<text x=\"{MARGIN}\" y=\"34\" font-size=\"20\" font-weight=\"bold\">{}</text>",
        escaped(&view.title)
    );
    out.push_str("<g fill=\"none\" stroke-opacity=\"0.6\">\n");
    let hubs = if bundle {
        hubs(view, &columns)
    } else {
        BTreeMap::new()
    };
    for edge in &view.edges {
        draw_edge(&mut out, view, edge, &columns, &hubs);
    }
    out.push_str("</g>\n");
    for head in &columns.heads {
        draw_head(&mut out, &view.groups[head.group], head);
    }
    for number in 0..view.nodes.len() {
        draw_node(&mut out, view, number, columns.places[number]);
    }
    out.push_str(&legend);
    out.push_str("</svg>\n");
    out
}

fn column_x(column: usize) -> f64 {
    MARGIN + column as f64 * (BOX_WIDTH + GAP)
}

/// Puts every group into one or more columns, no longer than makes a page of a good shape; small groups
/// stand below each other.
fn place(view: &View) -> Columns {
    let count = view.nodes.len().max(1) as f64;
    let square = (count * (BOX_WIDTH + GAP) / (ASPECT * ROW)).sqrt().ceil();
    let longest = TOP + HEAD + square.max(10.0) * ROW;
    let nowhere = Place {
        column: 0,
        x: 0.0,
        y: 0.0,
    };
    let mut places = vec![nowhere; view.nodes.len()];
    let (mut heads, mut column, mut y, mut lowest) = (Vec::new(), 0, TOP, TOP);
    for group in 0..view.groups.len() {
        let members: Vec<usize> = (0..view.nodes.len())
            .filter(|n| view.nodes[*n].group == group)
            .collect();
        if members.is_empty() {
            continue;
        }
        if y > TOP && y + HEAD + members.len() as f64 * ROW > longest {
            (column, y) = (column + 1, TOP);
        }
        let rows = ((longest - y - HEAD) / ROW).floor().max(1.0) as usize;
        let parts = members.len().div_ceil(rows);
        let each = members.len().div_ceil(parts);
        let first_row = y + HEAD;
        for (at, node) in members.iter().enumerate() {
            let (part, row) = (column + at / each, at % each);
            let middle = first_row + row as f64 * ROW + BOX_HEIGHT / 2.0;
            places[*node] = Place {
                column: part,
                x: column_x(part),
                y: middle,
            };
            lowest = lowest.max(middle + BOX_HEIGHT / 2.0);
        }
        heads.push(Head {
            group,
            first: column,
            last: column + parts - 1,
            y,
        });
        if parts > 1 {
            (column, y) = (column + parts, TOP);
        } else {
            y = first_row + each as f64 * ROW + 14.0;
        }
    }
    let last = places.iter().map(|p| p.column).max().unwrap_or(0);
    Columns {
        places,
        heads,
        width: (column_x(last) + BOX_WIDTH + GAP / 2.0 + MARGIN).max(640.0),
        height: lowest + 90.0,
    }
}

fn draw_head(out: &mut String, name: &str, head: &Head) {
    if name.is_empty() {
        return;
    }
    let (x, end) = (column_x(head.first), column_x(head.last) + BOX_WIDTH);
    let name = fit(name, end - x, 16.0);
    let _ = writeln!(
        out,
        "<text x=\"{x}\" y=\"{}\" font-size=\"16\" font-weight=\"bold\">{}</text>\
         <path d=\"M{x} {}H{end}\" stroke=\"#888\"/>",
        head.y + 18.0,
        escaped(&name),
        head.y + 25.0
    );
}

/// Where bundled edges meet: by the two columns and the topic of the cited work.
type Hubs<'a> = BTreeMap<(usize, usize, &'a str), (f64, f64)>;

fn hubs<'a>(view: &'a View, columns: &Columns) -> Hubs<'a> {
    let mut sums: BTreeMap<(usize, usize, &str), (f64, f64)> = BTreeMap::new();
    for edge in &view.edges {
        let (from, to) = (columns.places[edge.from], columns.places[edge.to]);
        if from.column != to.column {
            let key = (from.column, to.column, view.nodes[edge.to].topic.as_str());
            let sum = sums.entry(key).or_insert((0.0, 0.0));
            sum.0 += (from.y + to.y) / 2.0;
            sum.1 += 1.0;
        }
    }
    sums.into_iter()
        .map(|(key, (sum, count))| {
            // In the gap next to the cited column, on the side from which the edges come.
            let to = column_x(key.1);
            let x = if key.0 < key.1 {
                to - GAP * 0.6
            } else {
                to + BOX_WIDTH + GAP * 0.6
            };
            (key, (x, sum / count))
        })
        .collect()
}

fn draw_edge(out: &mut String, view: &View, edge: &ViewEdge, columns: &Columns, hubs: &Hubs) {
    let kind = EdgeKind::of(edge);
    let place = body_place(view, &view.nodes[edge.from].body);
    let (from, to) = (columns.places[edge.from], columns.places[edge.to]);
    let topic = view.nodes[edge.to].topic.as_str();
    let path = match hubs.get(&(from.column, to.column, topic)) {
        Some(hub) => bundled(from, to, *hub),
        None => curve(from, to),
    };
    let marker = if kind == EdgeKind::Title {
        String::new()
    } else {
        format!(" marker-end=\"url(#a{place})\"")
    };
    let _ = writeln!(
        out,
        "<path d=\"{path}\" stroke=\"{}\" stroke-width=\"{}\"{}{marker}><title>{}</title></path>",
        look(place).line,
        width(edge.weight),
        kind.dashes(),
        escaped(&edge_tip(view, edge))
    );
}

/// The sides at which an edge leaves and arrives.
fn sides(from: Place, to: Place) -> (f64, f64) {
    if from.column < to.column {
        (from.x + BOX_WIDTH, to.x)
    } else {
        (from.x, to.x + BOX_WIDTH)
    }
}

fn curve(from: Place, to: Place) -> String {
    if from.column == to.column {
        let x = from.x + BOX_WIDTH;
        let bulge = x + (18.0 + (from.y - to.y).abs() * 0.12).min(GAP * 0.9);
        return format!(
            "M{x} {:.1}C{bulge:.1} {:.1} {bulge:.1} {:.1} {x} {:.1}",
            from.y, from.y, to.y, to.y
        );
    }
    let (start, end) = sides(from, to);
    let reach = (end - start) * 0.5;
    let (a, b) = (start + reach, end - reach);
    format!(
        "M{start} {:.1}C{a:.1} {:.1} {b:.1} {:.1} {end} {:.1}",
        from.y, from.y, to.y, to.y
    )
}

fn bundled(from: Place, to: Place, (x, y): (f64, f64)) -> String {
    let (start, end) = sides(from, to);
    let (a, b) = ((start + x) / 2.0, (x + end) / 2.0);
    format!(
        "M{start} {:.1}C{a:.1} {:.1} {a:.1} {y:.1} {x:.1} {y:.1}C{b:.1} {y:.1} {b:.1} {:.1} {end} {:.1}",
        from.y, from.y, to.y, to.y
    )
}

fn draw_node(out: &mut String, view: &View, number: usize, place: Place) {
    let node = &view.nodes[number];
    let look = look(body_place(view, &node.body));
    let dashed = if node.suppressed.is_some() {
        " stroke-dasharray=\"4 3\""
    } else {
        ""
    };
    let thick = if node.focus {
        " stroke-width=\"4\""
    } else {
        ""
    };
    let left = place.x + 14.0;
    let room = BOX_WIDTH - 28.0;
    let _ = write!(
        out,
        "<g><title>{}</title><path d=\"{}\" fill=\"{}\" stroke=\"{}\"{dashed}{thick}/>",
        escaped(&node_tip(node)),
        outline(
            look.shape,
            place.x,
            place.y - BOX_HEIGHT / 2.0,
            BOX_WIDTH,
            BOX_HEIGHT
        ),
        look.fill,
        look.line
    );
    let lines = lines(&node.title, room, 10.5);
    let top = place.y - 6.0 * lines.len() as f64 + 4.5;
    let _ = write!(
        out,
        "<text x=\"{left}\" y=\"{top:.1}\" font-size=\"12.5\" font-weight=\"bold\">{}</text>",
        escaped(&fit(&node.id, room, 13.5))
    );
    for (number, line) in lines.iter().enumerate() {
        let _ = write!(
            out,
            "<text x=\"{left}\" y=\"{:.1}\" font-size=\"10.5\">{}</text>",
            top + 12.5 * (number + 1) as f64,
            escaped(line)
        );
    }
    out.push_str("</g>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::ViewNode;

    #[test]
    fn no_two_boxes_touch_and_all_lie_on_the_page() {
        let mut view = View {
            groups: vec!["A".to_owned(), "B".to_owned()],
            ..View::default()
        };
        for n in 0..300 {
            view.nodes.push(ViewNode {
                group: usize::from(n > 200),
                ..ViewNode::default()
            });
        }
        let columns = place(&view);
        for (i, a) in columns.places.iter().enumerate() {
            assert!(a.x + BOX_WIDTH <= columns.width && a.y + BOX_HEIGHT <= columns.height);
            for b in &columns.places[i + 1..] {
                let apart = (a.x - b.x).abs() >= BOX_WIDTH || (a.y - b.y).abs() >= BOX_HEIGHT;
                assert!(apart, "{a:?} {b:?}");
            }
        }
        let shape = columns.width / columns.height;
        assert!((0.7..2.5).contains(&shape), "{shape}");
    }
}
