//! What stands on a page and where: words in boxes, ruling lines. All coordinates are points, y runs down.

/// A word, or a part of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) x: (f64, f64),
    pub(super) y: (f64, f64),
}

impl Word {
    pub(super) fn height(&self) -> f64 {
        self.y.1 - self.y.0
    }

    /// True for what can be the mark of a note: digits, stars and the commas between them.
    pub(super) fn is_mark(&self) -> bool {
        let is_sign = |c: char| c.is_ascii_digit() || "*,†‡¹²³⁴⁵⁶⁷⁸⁹⁰".contains(c);
        !self.text.is_empty() && self.text.chars().all(is_sign)
    }
}

/// A ruling line, upright or level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// True where it is level.
    pub(super) is_level: bool,
    /// Its place: y where it is level, else x.
    pub(super) at: f64,
    /// From where to where it runs.
    pub(super) from: f64,
    pub(super) to: f64,
}

#[cfg(feature = "pdf")]
impl Rule {
    /// The line between two points, unless it is slanted or too short to be a border.
    pub(super) fn between(a: (f64, f64), b: (f64, f64)) -> Option<Self> {
        const STRAIGHT: f64 = 1.0;
        const SHORTEST: f64 = 4.0;
        let (width, height) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        if height <= STRAIGHT && width >= SHORTEST {
            let (from, to) = (a.0.min(b.0), a.0.max(b.0));
            Some(Rule {
                is_level: true,
                at: a.1,
                from,
                to,
            })
        } else if width <= STRAIGHT && height >= SHORTEST {
            let (from, to) = (a.1.min(b.1), a.1.max(b.1));
            Some(Rule {
                is_level: false,
                at: a.0,
                from,
                to,
            })
        } else {
            None
        }
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) words: Vec<Word>,
    pub(super) rules: Vec<Rule>,
}
