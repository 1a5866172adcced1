use crate::graph::{View, ViewEdge, ViewNode};
use crate::model::counted;

/// How many characters of a title stand on a line of a node.
const LINE: usize = 26;

/// A title on at most two lines, the second cut at a word where there is more.
pub(super) fn short_title(title: &str) -> Vec<String> {
    let mut first = String::new();
    let mut words = title.split_whitespace().peekable();
    while let Some(word) = words.next_if(|w| (first.chars().count() + w.chars().count()) < LINE) {
        first.push_str(if first.is_empty() { "" } else { " " });
        first.push_str(word);
    }
    let rest = cut(&words.collect::<Vec<_>>().join(" "), LINE);
    [first, rest]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect()
}

/// A word that is longer may be cut inside, where otherwise much room would be lost.
const LONG_WORD: usize = 12;

/// `text` on one line of at most `most` characters, cut at a word, or inside a long one; with an ellipsis
/// where it was cut.
pub(super) fn cut(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let gap = usize::from(!out.is_empty());
        let count = word.chars().take(most + 1).count();
        if length + gap + count <= most {
            out.push_str(if gap == 1 { " " } else { "" });
            out.push_str(word);
            length += gap + count;
            continue;
        }
        let room = most.saturating_sub(length + gap + 1);
        if out.is_empty() || count > LONG_WORD && room >= LONG_WORD / 2 {
            out.push_str(if gap == 1 { " " } else { "" });
            out.extend(word.chars().take(room));
        }
        out.push('…');
        break;
    }
    out
}

/// What a pointer resting on a node shows.
pub(super) fn node_tip(node: &ViewNode) -> String {
    let mut tip = node.id.clone();
    if !node.title.is_empty() {
        tip.push_str(": ");
        tip.push_str(&node.title);
    }
    if let Some(edition) = node.editions.last() {
        tip.push_str(&format!(" ({edition})"));
    }
    if let Some(by) = &node.suppressed {
        tip.push_str(&format!("; suppressed by {by}"));
    }
    tip
}

/// What a pointer resting on an edge shows.
pub(super) fn edge_tip(view: &View, edge: &ViewEdge) -> String {
    let (from, to) = (&view.nodes[edge.from].id, &view.nodes[edge.to].id);
    if edge.is_title_only() {
        return format!("{from} and {to} have the same title");
    }
    let mut tip = format!(
        "{from} cites {to}: {}",
        counted(edge.weight as usize, "citation")
    );
    if !edge.editions.is_empty() {
        tip.push_str(&format!(", editions {}", edge.editions.join("; ")));
    }
    if edge.stale > 0 {
        tip.push_str("; a later edition is known");
    }
    tip
}

/// The kinds of edge that `view` has, for the legend: what they look like and what that means.
pub(super) fn edge_kinds(view: &View) -> Vec<(EdgeKind, &'static str)> {
    let has = |kind| view.edges.iter().any(|e| EdgeKind::of(e) == kind);
    let heavy = view.edges.iter().any(|e| e.weight > 1);
    let cites = if heavy {
        "cites (wider: more often)"
    } else {
        "cites"
    };
    [
        (EdgeKind::Cites, cites),
        (EdgeKind::Stale, "cites an edition that is not the latest"),
        (EdgeKind::Title, "same title only"),
    ]
    .into_iter()
    .filter(|(kind, _)| has(*kind))
    .collect()
}

/// What a thick outline means, for the legend.
pub(super) const FOCUS: &str = "asked for";
/// What a dashed outline means, for the legend.
pub(super) const SUPPRESSED: &str = "suppressed";

/// What an edge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EdgeKind {
    Cites,
    Stale,
    Title,
}

impl EdgeKind {
    pub(super) fn of(edge: &ViewEdge) -> Self {
        if edge.is_title_only() {
            EdgeKind::Title
        } else if edge.stale > 0 {
            EdgeKind::Stale
        } else {
            EdgeKind::Cites
        }
    }

    /// Graphviz's name of the line.
    pub(super) fn line(self) -> &'static str {
        match self {
            EdgeKind::Cites => "solid",
            EdgeKind::Stale => "dashed",
            EdgeKind::Title => "dotted",
        }
    }

    /// The dash pattern of SVG.
    pub(super) fn dashes(self) -> &'static str {
        match self {
            EdgeKind::Cites => "",
            EdgeKind::Stale => " stroke-dasharray=\"7 4\"",
            EdgeKind::Title => " stroke-dasharray=\"1.5 4\"",
        }
    }
}

/// The bodies that `view` shows, with their place in the order that decides the look.
pub(super) fn bodies_shown(view: &View) -> Vec<(usize, &str)> {
    let shown = |body: &str| view.nodes.iter().any(|n| n.body == body);
    let all = view.bodies.iter().map(String::as_str).enumerate();
    all.filter(|(_, body)| shown(body)).collect()
}

/// The place of a body in the order that decides the look.
pub(super) fn body_place(view: &View, body: &str) -> usize {
    view.bodies
        .iter()
        .position(|b| b == body)
        .unwrap_or(view.bodies.len())
}

#[cfg(test)]
mod tests {
    use super::{cut, short_title};

    #[test]
    fn titles_stand_on_two_lines() {
        for (title, expected) in [
            ("", vec![]),
            ("Short", vec!["Short"]),
            (
                "Bridging the standardization gap",
                vec!["Bridging the", "standardization gap"],
            ),
            (
                "Strengthening the role of everybody in all that is done everywhere",
                vec!["Strengthening the role of", "everybody in all that is…"],
            ),
        ] {
            assert_eq!(short_title(title), expected);
        }
    }

    #[test]
    fn titles_are_cut_at_words() {
        for (text, most, expected) in [
            ("Bridging the gap", 30, "Bridging the gap"),
            (
                "Bridging the standardization gap",
                20,
                "Bridging the standa…",
            ),
            ("Bridging the standardization gap", 16, "Bridging the…"),
            ("two\nlines  and\u{a0}more", 40, "two lines and more"),
            ("Standardization", 8, "Standar…"),
            ("", 8, ""),
        ] {
            assert_eq!(cut(text, most), expected);
        }
    }
}
