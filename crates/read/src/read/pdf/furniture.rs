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
        r"^[^\p{L}\p{N}]*(?i:page |p\. ?)?\p{Nd}{1,4}( ?(/|(?i:of)) ?\p{Nd}{1,4})?[^\p{L}\p{N}]*$",
    )
    .ok()
});

/// The lines of each page without its furniture. The first page keeps the title that the others repeat at their top,
/// for it stands elsewhere or is printed larger; a head that stands there as on the others goes.
pub(super) fn without_furniture(pages: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
    let lines: Vec<Vec<&str>> = pages
        .iter()
        .map(|page| page.iter().map(words).collect())
        .collect();
    let is_head = |line: usize| {
        let Some(of_first) = pages.first().map(|page| &page[line]) else {
            return false;
        };
        let mut others = pages[1..].iter().flatten();
        others.any(|l| stands_alike(l, of_first) && form(words(l)) == form(words(of_first)))
    };
    let taken = of(&lines, is_head);
    let kept = |(lines, taken): (Vec<Line>, Vec<bool>)| {
        let kept = lines.into_iter().zip(taken).filter(|(_, taken)| !taken);
        kept.map(|(line, _)| line).collect()
    };
    pages.into_iter().zip(taken).map(kept).collect()
}

/// True for lines at one height of their pages, in letters of one size.
fn stands_alike(a: &Line, b: &Line) -> bool {
    matches!((a.place, b.place), (Some((y, height)), Some((other, size)))
        if (y - other).abs() <= 1 && (height - size).abs() <= 2)
}

/// What a line says; cells of tables are nobody's furniture.
fn words(line: &Line) -> &str {
    match line.cell {
        None => line.text.trim(),
        Some(_) => "",
    }
}

/// For each line of each page whether it is furniture; an empty one is not. The first page keeps what stands at its top,
/// unless `is_head` says of a line that it stands there as on other pages.
pub(in crate::read) fn of(lines: &[Vec<&str>], is_head: impl Fn(usize) -> bool) -> Vec<Vec<bool>> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in lines {
        let mut seen: Vec<String> = edges(page).map(|i| form(page[i])).collect();
        seen.sort();
        seen.dedup();
        for form in seen {
            *counts.entry(form).or_default() += 1;
        }
    }
    let has_text = |page: &&Vec<&str>| page.iter().any(|l| !l.is_empty());
    let written = lines.iter().filter(has_text).count();
    let enough = PAGES.min(written.div_ceil(2)).max(2);
    let mut taken = Vec::with_capacity(lines.len());
    for (n, page) in lines.iter().enumerate() {
        let mut of_page = vec![false; page.len()];
        // What stands at the top of the first page may be the title that the others repeat.
        let top = edges(page).nth(EDGE - 1);
        for i in edges(page) {
            let repeats = counts.get(&form(page[i])).is_some_and(|c| *c >= enough);
            let is_foot = top.is_some_and(|top| i > top);
            of_page[i] = repeats && (n > 0 || is_foot || is_page_number(page[i]) || is_head(i));
        }
        taken.push(of_page);
    }
    taken
}

/// True for the number of a page alone, with what little is printed around it.
pub(in crate::read) fn is_page_number(line: &str) -> bool {
    PAGE_NUMBER.as_ref().is_some_and(|r| r.is_match(line))
}

/// The lines at the top and at the bottom of a page.
fn edges(page: &[&str]) -> impl Iterator<Item = usize> {
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
