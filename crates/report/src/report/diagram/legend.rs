//! What the signs of our own drawing mean: below it, a line for the boxes and one for the edges.

use super::columns::MARGIN;
use super::figure::{outline, text_width};
use super::label::{FOCUS, SUPPRESSED, bodies_shown, edge_kinds};
use super::style::look;
use crate::graph::View;
use crate::model::counted;
use crate::report::xml::escaped;
use std::fmt::Write;

pub(super) fn legend(view: &View, bottom: f64) -> String {
    let mut out = String::from("<g font-size=\"12\">\n");
    let y = bottom - 44.0;
    let mut x = MARGIN;
    for (place, body) in bodies_shown(view) {
        let look = look(place);
        let wide = text_width(body, 12.0) + 34.0;
        let _ = writeln!(
            out,
            "<path d=\"{}\" fill=\"{}\" stroke=\"{}\"/><text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            outline(look.shape, x, y - 10.0, wide, 20.0),
            look.fill,
            look.line,
            x + 16.0,
            y + 4.0,
            escaped(body)
        );
        x += wide + 12.0;
    }
    let marks = [
        (
            view.nodes.iter().any(|n| n.focus),
            FOCUS,
            "stroke-width=\"4\"",
        ),
        (
            view.nodes.iter().any(|n| n.suppressed.is_some()),
            SUPPRESSED,
            "stroke-dasharray=\"4 3\"",
        ),
    ];
    for (_, meaning, style) in marks.into_iter().filter(|(is, ..)| *is) {
        let wide = text_width(meaning, 12.0) + 34.0;
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"{wide:.1}\" height=\"20\" fill=\"#fff\" stroke=\"#333\" {style}/>\
             <text x=\"{:.1}\" y=\"{:.1}\">{meaning}</text>",
            y - 10.0,
            x + 16.0,
            y + 4.0
        );
        x += wide + 12.0;
    }
    legend_of_edges(view, bottom - 16.0, &mut out);
    out.push_str("</g>\n");
    out
}

/// The kinds of edges in a line, and how many citations are not drawn.
fn legend_of_edges(view: &View, y: f64, out: &mut String) {
    let mut x = MARGIN;
    for (kind, meaning) in edge_kinds(view) {
        let _ = writeln!(
            out,
            "<path d=\"M{x} {:.1}h34\" stroke=\"#333\" stroke-width=\"1.6\"{}/>\
             <text x=\"{:.1}\" y=\"{y:.1}\">{meaning}</text>",
            y - 4.0,
            kind.dashes(),
            x + 40.0
        );
        x += 60.0 + text_width(meaning, 12.0);
    }
    if view.ambiguous > 0 {
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\">{} may mean several texts: not drawn</text>",
            counted(view.ambiguous, "citation")
        );
    }
}
