//! From a new wording to the least that has to be struck and put in.

use crate::model::{Change, Document, Span};

/// A stretch to strike, and what to put in behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    /// Where, in the text with both sides of earlier changes.
    pub(super) span: Span,
    /// The stretches of it that stand in the text as it is now: what was struck before is no concern of ours.
    pub(super) struck: Vec<Span>,
    /// What is put in.
    pub(super) new: String,
}

/// The text of `span` as it stands once all earlier changes are accepted, each byte with its place.
pub(super) fn standing(document: &Document, span: Span) -> (String, Vec<usize>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    let changes = document.changes.iter();
    let mut struck: Vec<Span> = changes
        .filter(|c| c.change == Change::Deleted && c.span.end > span.start)
        .map(|c| c.span)
        .collect();
    struck.sort_unstable_by_key(|s| (s.start, s.end));
    let mut next = 0;
    let mut gone = |at: usize| {
        while struck.get(next).is_some_and(|s| s.end <= at) {
            next += 1;
        }
        struck.get(next).is_some_and(|s| s.start <= at)
    };
    for (at, c) in document.text[span.range()].char_indices() {
        let at = span.start + at;
        if !gone(at) {
            text.push(c);
            places.extend(at..at + c.len_utf8());
        }
    }
    (text, places)
}

/// What has to be struck and put in so that the text of `span` reads `new`.
pub(super) fn hunks(document: &Document, span: Span, new: &str) -> Vec<Hunk> {
    let (old, places) = standing(document, span);
    let (a, b) = (pieces(&old), pieces(new));
    let kept = common(&a, &b);
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (x, y) in kept.into_iter().chain([(a.len(), b.len())]) {
        if i < x || j < y {
            let from = a.get(i).map_or(old.len(), |p| p.0);
            let upto = a.get(x).map_or(old.len(), |p| p.0);
            let put: String = b[j..y].iter().map(|p| p.1).collect();
            out.push(hunk(&places, span, from, upto, put));
        }
        (i, j) = (x + 1, y + 1);
    }
    out
}

fn hunk(places: &[usize], span: Span, from: usize, upto: usize, new: String) -> Hunk {
    let mut struck: Vec<Span> = Vec::new();
    for at in &places[from..upto] {
        match struck.last_mut() {
            Some(last) if last.end == *at => last.end += 1,
            _ => struck.push(Span::new(*at, at + 1)),
        }
    }
    let start = struck.first().map(|s| s.start);
    // Words alone are put in behind what stands before them.
    let behind = match from {
        0 => span.start,
        _ => places[from - 1] + 1,
    };
    let start = start.unwrap_or(behind);
    let end = struck.last().map_or(start, |s| s.end);
    Hunk {
        span: Span::new(start, end),
        struck,
        new,
    }
}

/// Words, gaps and single signs, each with its place.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut out: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let joins = before.is_some_and(|b| b.is_alphanumeric() && c.is_alphanumeric());
        if before.is_some() && !joins {
            out.push((start, &text[start..at]));
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        out.push((start, &text[start..]));
    }
    out
}

/// The pieces that both have, in order: the longest such row, of words rather than of gaps between words that go.
fn common(a: &[(usize, &str)], b: &[(usize, &str)]) -> Vec<(usize, usize)> {
    let is_word = |text: &str| text.chars().any(char::is_alphanumeric);
    let weight = |text: &str| if is_word(text) { 10 } else { 1 };
    let mut best = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i][j] = match a[i].1 == b[j].1 {
                true => best[i + 1][j + 1] + weight(a[i].1),
                false => best[i + 1][j].max(best[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i].1 == b[j].1 {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    whole_stretches(a, b, out)
}

/// Leaves out gaps and signs that stand alone between two changes: a change is read more easily in one piece.
fn whole_stretches(
    a: &[(usize, &str)],
    b: &[(usize, &str)],
    kept: Vec<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let is_word = |text: &str| text.chars().any(char::is_alphanumeric);
    let mut runs: Vec<Vec<(usize, usize)>> = Vec::new();
    for pair in kept {
        match runs.last_mut() {
            Some(run)
                if run
                    .last()
                    .is_some_and(|l| l.0 + 1 == pair.0 && l.1 + 1 == pair.1) =>
            {
                run.push(pair)
            }
            _ => runs.push(vec![pair]),
        }
    }
    runs.retain(|run| {
        let at_start = run[0].0 == 0 && run[0].1 == 0;
        let at_end = run
            .last()
            .is_some_and(|l| l.0 + 1 == a.len() && l.1 + 1 == b.len());
        at_start || at_end || run.iter().any(|(i, _)| is_word(a[*i].1))
    });
    runs.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let document = Document {
            text: old.to_owned(),
            ..Document::default()
        };
        let mut out = String::new();
        let mut done = 0;
        for hunk in hunks(&document, Span::new(0, old.len()), new) {
            out.push_str(&old[done..hunk.span.start]);
            let struck = &old[hunk.span.range()];
            if !struck.is_empty() {
                out.push_str(&format!("[-{struck}-]"));
            }
            if !hunk.new.is_empty() {
                out.push_str(&format!("{{+{}+}}", hunk.new));
            }
            done = hunk.span.end;
        }
        out + &old[done..]
    }

    #[test]
    fn as_little_as_can_be_is_struck_and_put_in() {
        for (old, new, want) in [
            (
                "Resolution 35 of WTSA",
                "Resolution 208 of WTSA",
                "Resolution [-35-]{+208+} of WTSA",
            ),
            (
                "Resolutions 30, 37 and 44",
                "Resolutions 37 and 44",
                "Resolutions [-30, -]37 and 44",
            ),
            (
                "(Rev. Busan, 2014)",
                "(Rev. Dubai, 2018)",
                "(Rev. [-Busan, 2014-]{+Dubai, 2018+})",
            ),
            ("Resolution 35", "", "[-Resolution 35-]"),
            ("abc", "abc d", "abc{+ d+}"),
        ] {
            assert_eq!(shown(old, new), want);
        }
    }
}
