//! Tells running heads, running feet and page numbers from the text of a page.

use super::layout::Line;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Furniture stands among so many lines at the top or the bottom of a page.
const EDGE: usize = 5;
/// A line that stands at the edge of so many pages is furniture, and of fewer if that is half of all.
const PAGES: usize = 3;

/// The number of a page alone, with what little is printed around it: "3", "– 3 –", "Page 3 of 10".
static PAGE_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^[^A-Za-z0-9]*(?i:page |p\. ?)?[0-9]{1,4}( ?(/|(?i:of)) ?[0-9]{1,4})?[^A-Za-z0-9]*$",
    )
    .ok()
});

/// The lines of each page without its furniture; the first page keeps all but its number.
pub(super) fn without_furniture(pages: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
    // Cells of tables are nobody's furniture.
    let text = |line: &Line| match line.cell {
        None => line.text.trim().to_owned(),
        Some(_) => String::new(),
    };
    let lines: Vec<Vec<String>> = pages.iter().map(|p| p.iter().map(text).collect()).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in &lines {
        let mut seen: Vec<String> = edges(page).map(|i| form(&page[i])).collect();
        seen.sort();
        seen.dedup();
        for form in seen {
            *counts.entry(form).or_default() += 1;
        }
    }
    let written = lines
        .iter()
        .filter(|page| page.iter().any(|l| !l.is_empty()))
        .count();
    let enough = PAGES.min(written.div_ceil(2)).max(2);
    pages
        .into_iter()
        .zip(&lines)
        .enumerate()
        .map(|(n, (whole, page))| {
            let drop: Vec<usize> = edges(page)
                .filter(|i| {
                    let line = page[*i].as_str();
                    let repeats = counts
                        .get(&form(line))
                        .is_some_and(|count| *count >= enough);
                    let is_number = PAGE_NUMBER.as_ref().is_some_and(|r| r.is_match(line));
                    repeats && (n > 0 || is_number)
                })
                .collect();
            let kept = whole
                .into_iter()
                .enumerate()
                .filter(|(i, _)| !drop.contains(i));
            kept.map(|(_, line)| line).collect()
        })
        .collect()
}

/// The lines at the top and at the bottom of a page.
fn edges(page: &[String]) -> impl Iterator<Item = usize> {
    let written: Vec<usize> = (0..page.len()).filter(|i| !page[*i].is_empty()).collect();
    let behind = written
        .len()
        .saturating_sub(EDGE)
        .max(EDGE.min(written.len()));
    let edges: Vec<usize> = written[..EDGE.min(written.len())]
        .iter()
        .chain(&written[behind..])
        .copied()
        .collect();
    edges.into_iter()
}

/// What the line has in common with that of another page. In a line of words that is all of it, or a heading
/// with a number at the top of each page would be lost; without words, numbers count as alike.
fn form(line: &str) -> String {
    let has_words = line
        .split(|c: char| !c.is_alphabetic())
        .any(|w| w.chars().count() > 4);
    if !has_words {
        let form: String = line
            .chars()
            .map(|c| if c.is_ascii_digit() { '#' } else { c })
            .collect();
        return form
            .replace("####", "#")
            .replace("###", "#")
            .replace("##", "#");
    }
    // A head with the page number in front or behind.
    let bare = line.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let words = bare.split_whitespace().count();
    if words >= 3 {
        bare.to_owned()
    } else {
        line.to_owned()
    }
}
