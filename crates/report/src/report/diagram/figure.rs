//! Outlines, and text that fits into them.

use super::label::cut;
use super::style::Shape;

/// The outline of a box.
pub(super) fn outline(shape: Shape, x: f64, y: f64, w: f64, h: f64) -> String {
    let (right, bottom, middle) = (x + w, y + h, y + h / 2.0);
    match shape {
        Shape::Box => format!("M{x} {y}h{w}v{h}h-{w}z"),
        Shape::Round => {
            let (r, straight) = (h / 2.0, w - h);
            format!(
                "M{} {y}h{straight}a{r} {r} 0 0 1 0 {h}h-{straight}a{r} {r} 0 0 1 0 -{h}z",
                x + r
            )
        }
        Shape::Hexagon => {
            let (a, b) = (x + 10.0, right - 10.0);
            format!("M{a} {y}L{b} {y} {right} {middle} {b} {bottom} {a} {bottom} {x} {middle}z")
        }
        Shape::Octagon => {
            let (a, b, c, d) = (x + 8.0, right - 8.0, y + 8.0, bottom - 8.0);
            format!(
                "M{a} {y}L{b} {y} {right} {c} {right} {d} {b} {bottom} {a} {bottom} {x} {d} {x} {c}z"
            )
        }
        Shape::Slanted => {
            format!(
                "M{} {y}L{right} {y} {} {bottom} {x} {bottom}z",
                x + 9.0,
                right - 9.0
            )
        }
        Shape::Arrow => {
            let b = right - 11.0;
            format!("M{x} {y}L{b} {y} {right} {middle} {b} {bottom} {x} {bottom}z")
        }
        Shape::Note => {
            let (b, c) = (right - 9.0, y + 9.0);
            format!(
                "M{x} {y}L{b} {y} {right} {c} {right} {bottom} {x} {bottom}zM{b} {y}V{c}H{right}"
            )
        }
        Shape::Tab => {
            let (a, c) = (x + 40.0, y - 4.0);
            format!(
                "M{x} {c}L{a} {c} {a} {y} {right} {y} {right} {bottom} {x} {bottom}zM{x} {y}H{a}"
            )
        }
    }
}

/// `text` cut so that it is no wider than `room` at that font size.
pub(super) fn fit(text: &str, room: f64, size: f64) -> String {
    let mut most = (room / (0.3 * size)) as usize;
    loop {
        let shorter = cut(text, most);
        if most <= 2 || text_width(&shorter, size) <= room {
            return shorter;
        }
        most -= 1;
    }
}

/// `text` on at most two lines no wider than `room`; the second is cut where there is more.
pub(super) fn lines(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut first = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.peek() {
        let gap = if first.is_empty() { "" } else { " " };
        if text_width(&format!("{first}{gap}{word}"), size) > room {
            break;
        }
        first.push_str(gap);
        first.push_str(word);
        words.next();
    }
    let rest: Vec<&str> = words.collect();
    let rest = fit(&rest.join(" "), room, size);
    [first, rest]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect()
}

/// About how wide `text` is in a common sans-serif font, rather too wide than too narrow.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    let em: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ' ' | '(' | ')' | '/' | '-' => 0.33,
            'm' | 'w' | 'M' | 'W' | '…' => 0.95,
            'A'..='Z' => 0.73,
            'a'..='z' | '0'..='9' => 0.58,
            c if u32::from(c) >= 0x1100 => 1.0,
            _ => 0.68,
        })
        .sum();
    em * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stay_inside_their_box() {
        for text in [
            "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
            "BRIDGING THE STANDARDIZATION GAP BETWEEN COUNTRIES",
            "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
        ] {
            let short = fit(text, 172.0, 11.0);
            assert!(text_width(&short, 11.0) <= 172.0, "{short}");
        }
    }
}
