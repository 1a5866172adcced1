/// How the texts of a body look: by colour and by shape, so that print and colour-blind readers lose nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Outline and edges, dark enough on white.
    pub line: &'static str,
    /// Inside, light enough under black text.
    pub fill: &'static str,
    /// The outline.
    pub shape: Shape,
}

/// Outlines that hold a label of one or two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A rectangle.
    Box,
    /// A rectangle with round ends.
    Round,
    /// Pointed on both sides.
    Hexagon,
    /// A rectangle with cut corners.
    Octagon,
    /// A slanted rectangle.
    Slanted,
    /// Pointed on the right.
    Arrow,
    /// A rectangle with a folded corner.
    Note,
    /// A rectangle with a tab.
    Tab,
}

impl Shape {
    /// The shape and style attributes of Graphviz.
    pub fn graphviz(self) -> (&'static str, &'static str) {
        match self {
            Shape::Box => ("box", "filled"),
            Shape::Round => ("box", "filled,rounded"),
            Shape::Hexagon => ("hexagon", "filled"),
            Shape::Octagon => ("octagon", "filled"),
            Shape::Slanted => ("parallelogram", "filled"),
            Shape::Arrow => ("cds", "filled"),
            Shape::Note => ("note", "filled"),
            Shape::Tab => ("tab", "filled"),
        }
    }
}

// Colours after Okabe and Ito, which stay apart for colour-blind readers; the fills are tints of them.
const LOOKS: [Look; 8] = [
    Look {
        line: "#0072B2",
        fill: "#D9EAF5",
        shape: Shape::Box,
    },
    Look {
        line: "#B84F00",
        fill: "#FBE5D6",
        shape: Shape::Round,
    },
    Look {
        line: "#007A59",
        fill: "#D5EFE6",
        shape: Shape::Hexagon,
    },
    Look {
        line: "#9B3F76",
        fill: "#F5E2ED",
        shape: Shape::Octagon,
    },
    Look {
        line: "#8A5F00",
        fill: "#FBEFD0",
        shape: Shape::Slanted,
    },
    Look {
        line: "#2A78A8",
        fill: "#E3F3FC",
        shape: Shape::Arrow,
    },
    Look {
        line: "#555555",
        fill: "#EBEBEB",
        shape: Shape::Note,
    },
    Look {
        line: "#6B6500",
        fill: "#FAF7CC",
        shape: Shape::Tab,
    },
];

/// The look of the `n`-th body: each has its own colour, or from the ninth on its own pair of colour and shape.
pub fn look(n: usize) -> Look {
    let count = LOOKS.len();
    let colour = LOOKS[(n + 3 * (n / count)) % count];
    Look {
        shape: LOOKS[n % count].shape,
        ..colour
    }
}

/// Line width of an edge with so many citations: wider, but ever more slowly.
pub(super) fn width(weight: u32) -> f64 {
    let width = 1.0 + 0.6 * f64::from(weight.max(1)).log2();
    (width.min(4.0) * 10.0).round() / 10.0
}
