//! Running heads, running feet and page numbers that a converter left between the lines of a text file.
//!
//! Where pages are told by form feeds, what repeats at their edges is furniture, as in PDF files. Elsewhere a line is
//! taken for furniture only where it stands in the middle of a sentence and looks like the mark of a page, or where it
//! looks like one that does. A line that could be text stays text.

mod look;

use super::pdf::furniture;
use super::wrapped;
use crate::model::Span;
use look::{Look, has_word};
use resgraph_core::script::PAGE_TURN;
use std::collections::HashSet;

/// So many lines at most stand between two pages.
const MOST: usize = 4;
/// A line of prose is not shorter, in bytes, and the one with which it goes on not shorter than half of it.
const FULL: usize = 40;
/// Where a bracket opens, it is looked for so many bytes before the end of a page.
const BRACKET: usize = 200;

/// Writes spaces over the furniture of `text`, whose lines are `lines`, so that all else keeps its place; where a
/// sentence goes on behind it, a [`PAGE_TURN`] stands in its first line. Gives the lines, from 1.
pub(super) fn clear(text: &mut String, lines: &[Span]) -> Vec<usize> {
    let pages = Pages::new(text, lines);
    let taken = pages.furniture();
    if !taken.contains(&true) {
        return Vec::new();
    }
    let turns: HashSet<usize> = pages.turns(&taken).into_iter().collect();
    let mut bytes = std::mem::take(text).into_bytes();
    let mut cleared = Vec::new();
    for (i, line) in lines.iter().enumerate().filter(|(i, _)| taken[*i]) {
        bytes[line.range()].fill(b' ');
        if turns.contains(&i) {
            bytes[line.start] = PAGE_TURN as u8;
        }
        cleared.push(i + 1);
    }
    // Whole lines were written over, so that what is left is UTF-8.
    *text = String::from_utf8(bytes).unwrap_or_default();
    cleared
}

struct Pages<'t> {
    /// The lines without white space at their ends.
    lines: Vec<&'t str>,
    /// Whether a tab begins them, which begins a cell.
    cells: Vec<bool>,
    /// The first line of each page but the first, where form feeds tell.
    starts: Vec<usize>,
}

impl<'t> Pages<'t> {
    fn new(text: &'t str, lines: &[Span]) -> Self {
        let whole = || lines.iter().map(|line| &text[line.range()]);
        Pages {
            lines: whole().map(str::trim).collect(),
            cells: whole().map(|line| line.starts_with('\t')).collect(),
            starts: (0..lines.len())
                .filter(|i| text[lines[*i].range()].starts_with('\u{c}'))
                .collect(),
        }
    }

    /// For each line whether it is furniture.
    fn furniture(&self) -> Vec<bool> {
        let mut taken = self.at_edges();
        let looks: Vec<Look> = (0..self.lines.len())
            .map(|i| Look::of(self.lines[i], self.cells[i]))
            .collect();
        let mut forms = HashSet::new();
        let mut at = 0;
        while at < self.lines.len() {
            let Some((end, run)) = self.between(at, &looks) else {
                at += 1;
                continue;
            };
            for i in self.taken_of((at, end), &run, &looks) {
                taken[i] = true;
                if matches!(looks[i], Look::Mark | Look::Headed | Look::Parted)
                    || looks[i] == Look::Perhaps && has_word(self.lines[i])
                {
                    forms.insert(form(self.lines[i]));
                }
            }
            at = end;
        }
        for i in 0..self.lines.len() {
            let alike =
                !forms.is_empty() && looks[i] != Look::Text && forms.contains(&form(self.lines[i]));
            let mark = looks[i] == Look::Mark || alike || self.is_between_prose(i, &looks);
            taken[i] = taken[i] || mark && self.stands_alone(i, &taken);
        }
        taken
    }

    /// What repeats at the edges of pages that form feeds part.
    fn at_edges(&self) -> Vec<bool> {
        if self.starts.is_empty() {
            return vec![false; self.lines.len()];
        }
        let words = |i: usize| if self.cells[i] { "" } else { self.lines[i] };
        let ends = self.starts.iter().copied().chain([self.lines.len()]);
        let pages = ends.scan(0, |from, end| {
            let page: Vec<&str> = (*from..end).map(words).collect();
            *from = end;
            Some(page)
        });
        furniture::of(&pages.collect::<Vec<_>>(), |_| false).concat()
    }

    /// The lines between line `at` and the one with which its sentence goes on, and that one; none where no page ends
    /// there.
    fn between(&self, at: usize, looks: &[Look]) -> Option<(usize, Vec<usize>)> {
        if self.lines[at].is_empty() || self.cells[at] {
            return None;
        }
        let mut run = Vec::new();
        for (i, line) in self.lines.iter().enumerate().skip(at + 1) {
            if line.is_empty() {
                // A page ends in a few empty lines, not in many.
                if i > at + 6 * MOST {
                    return None;
                }
                continue;
            }
            let is_plain = matches!(looks[i], Look::Text | Look::Short);
            if is_plain && !run.is_empty() && self.goes_on(at, i) {
                return Some((i, run));
            }
            if looks[i] == Look::Text || run.len() == MOST {
                return None;
            }
            run.push(i);
        }
        None
    }

    /// True where the sentence of line `at` goes on with line `next`.
    fn goes_on(&self, at: usize, next: usize) -> bool {
        let (line, next) = (self.lines[at], self.lines[next]);
        let ended = line.ends_with(|c: char| ".;:!?。；：！？؛؟۔".contains(c));
        let small = next.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
        small && !ended && !wrapped::has_label(next) || closes(next) && is_open(line)
    }

    /// Which of the lines between two pages are furniture.
    fn taken_of(
        &self,
        (before, next): (usize, usize),
        run: &[usize],
        looks: &[Look],
    ) -> Vec<usize> {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            return Vec::new();
        };
        // Words above a column of numbers are few.
        let closed = is_open(self.lines[before]) && closes(self.lines[next]);
        let full = self.lines[before].len() >= FULL && self.lines[next].len() >= FULL / 2;
        let apart = full && self.lines[first - 1].is_empty() && self.lines[last + 1].is_empty();
        let sure = |i: &usize| match looks[*i] {
            Look::Mark | Look::Headed => true,
            Look::Perhaps => apart || closed && has_word(self.lines[*i]),
            _ => false,
        };
        if !run.iter().any(sure) {
            return Vec::new();
        }
        let with = |i: &&usize| {
            sure(i)
                || matches!(looks[**i], Look::Parted | Look::Perhaps)
                || self.stands_alone(**i, &[])
        };
        run.iter().filter(with).copied().collect()
    }

    /// True for a head with its page number between two paragraphs; in a list of contents others stand beside it.
    fn is_between_prose(&self, i: usize, looks: &[Look]) -> bool {
        let is_line = |i: &usize| !self.lines[*i].is_empty();
        let near = |mut lines: std::ops::Range<usize>, back: bool| match back {
            true => lines.rfind(is_line),
            false => lines.find(is_line),
        };
        let before = near(i.saturating_sub(MOST)..i, true);
        let behind = near(i + 1..self.lines.len().min(i + 1 + MOST), false);
        looks[i] == Look::Headed
            && before.is_some_and(|b| self.lines[b].ends_with(['.', ';', ',']))
            && behind
                .is_some_and(|b| matches!(looks[b], Look::Text | Look::Short) && !self.cells[b])
    }

    /// True for a line with nothing but empty lines and furniture beside it.
    fn stands_alone(&self, i: usize, taken: &[bool]) -> bool {
        let is_nothing = |i: usize| {
            let line = self.lines.get(i);
            line.is_none_or(|line| line.is_empty()) || taken.get(i) == Some(&true)
        };
        i.checked_sub(1).is_none_or(is_nothing) && is_nothing(i + 1)
    }

    /// The first line of furniture at each place where a sentence goes on behind it.
    fn turns(&self, taken: &[bool]) -> Vec<usize> {
        let mut turns = Vec::new();
        let mut last: Option<usize> = None;
        let mut first = None;
        for (i, line) in self.lines.iter().enumerate() {
            if taken[i] {
                first = first.or(Some(i));
            } else if !line.is_empty() {
                if let (Some(before), Some(first)) = (last, first)
                    && self.goes_on(before, i)
                    && (!self.lines[before].ends_with(',') || is_open(self.lines[before]))
                {
                    turns.push(first);
                }
                (last, first) = (Some(i), None);
            }
        }
        turns
    }
}

/// True where a bracket closes in `line` that opens before it.
fn closes(line: &str) -> bool {
    line.find(['(', ')'])
        .is_some_and(|i| line[i..].starts_with(')'))
}

/// True where a bracket stands open at the end of `line`.
fn is_open(line: &str) -> bool {
    let from = resgraph_core::script::floor(line, line.len().saturating_sub(BRACKET));
    let bracket = line[from..].rfind(['(', ')']);
    bracket.is_some_and(|i| line[from + i..].starts_with('('))
}

/// A line with its numbers left out, as it stands on other pages too.
fn form(line: &str) -> String {
    let mut form = String::new();
    for part in line.split_whitespace() {
        for c in part.chars() {
            match c.is_numeric() {
                true if form.ends_with('#') => {}
                true => form.push('#'),
                false => form.push(c),
            }
        }
        form.push(' ');
    }
    form
}

#[cfg(test)]
mod tests {
    use super::super::text::{lines, read};
    use super::clear;
    use resgraph_core::script::PAGE_TURN;

    /// The lines of `text` that are furniture, from 1.
    fn cleared(text: &str) -> Vec<usize> {
        let mut written = text.to_owned();
        let cleared = clear(&mut written, &lines(text));
        assert_eq!(written.len(), text.len());
        cleared
    }

    fn paragraphs(text: &str) -> Vec<String> {
        let doc = read("t.txt", text.to_owned());
        let words = |span: crate::model::Span| {
            let words: Vec<&str> = doc.text[span.range()].split_whitespace().collect();
            words.join(" ")
        };
        doc.blocks.iter().map(|b| words(b.span)).collect()
    }

    #[test]
    fn marks_of_pages_in_mid_sentence_are_cleared() {
        for marks in [
            "– 27 –",
            "- 3 -",
            "Page 4 of 10",
            "| 5 |",
            "Final Acts of the Conference     12",
            "\nRES12-2\n",
            "\n44\n",
            "\n– 27 –\n\u{c}Final Acts – Resolution 9 – 28\n",
            "— 7 —\nFinal Acts        Resolution 9",
            "\n28     Resolution 9 (Rev. Town, 2010)\n",
        ] {
            let text = format!(
                "the aims and the goals that are set out by\n{marks}\nthe Members in Resolution 5;\n"
            );
            let all: Vec<usize> = (2..2 + marks.split('\n').count()).collect();
            let written = |i: &usize| !text.split('\n').nth(i - 1).is_none_or(str::is_empty);
            let all: Vec<usize> = all.into_iter().filter(written).collect();
            assert_eq!(cleared(&text), all, "{marks}");
            assert_eq!(paragraphs(&text).len(), 1, "{marks}");
        }
    }

    #[test]
    fn a_bracket_goes_on_on_the_next_page() {
        let text = "as in Resolution 5 (Rev. Town,\n– 3 –\n2010) of the Conference;\n";
        assert_eq!(cleared(text), [2]);
        assert_eq!(
            paragraphs(text),
            ["as in Resolution 5 (Rev. Town, 2010) of the Conference;"]
        );
    }

    #[test]
    fn a_head_within_a_bracket_is_cleared() {
        let text = "as in Resolution 5 (Rev. Town,\nWTSA-16 – Resolution 44 – 3\n2010) of the Conference;\n";
        assert_eq!(cleared(text), [2]);
    }

    #[test]
    fn a_head_between_paragraphs_is_cleared_and_a_list_of_contents_is_not() {
        let head = "Rec. ITU-R M.1036-6       3";
        assert_eq!(
            cleared(&format!("1 to go on;\n\n{head}\n\n2 to stop,\n")),
            [3]
        );
        let contents = "Contents of this volume.\n\nResolution 1      3\n\nResolution 2      5\n\nResolution 3     9\n";
        assert_eq!(cleared(contents), [] as [usize; 0]);
        assert_eq!(
            cleared(&format!("See this text:\n\n{head}\n\nIt says so.\n")),
            [] as [usize; 0]
        );
    }

    #[test]
    fn what_looks_like_a_head_that_was_cleared_is_cleared_between_paragraphs() {
        let head = "Final Acts – Resolution 9     ";
        let text =
            format!("one goes\n{head}12\non;\n\n{head}13\n\n2 the next\n\nSomething else     14\n");
        assert_eq!(cleared(&text), [2, 5]);
    }

    #[test]
    fn text_stays_text() {
        for text in [
            "as said in the\nResolution 44\nof the Assembly;\n",
            "pursuant to Resolutions 25,\n27\nand 44 of the Assembly;\n",
            "under\n1     Resolution 71 on the\nplan of the Union;\n",
            "pursuant to Resolutions\n25 – 27\nof the Assembly;\n",
            "in  accordance  with  the\nPlan  and  with  Resolution  44\nof  the  Assembly;\n",
            "resolves\n\nResolution 44\n\nthe end\n",
            "The Conference,\n\n– see below –\n\nconsidering\n",
            "\tResolution\n\t44\n\n\tnumber\n\t12\n",
            "one\n\n1\n\ntwo\n",
            "the list\n\n[27]\n\nof members\n",
            "resolutions of the Assembly on matters of the web\n\n70/125\n\nof the last of its many sessions\n",
            "resolutions of the Assembly\n\n44\n\nof the last of its many sessions\n",
            "Решение 558 Совета\n",
            "第140号决议\n",
            "القرار ١٤٠\n",
            "pursuant to\nWTSA Resolution 44 and\nothers;\n",
        ] {
            assert_eq!(cleared(text), [] as [usize; 0], "{text}");
        }
    }

    #[test]
    fn an_opening_behind_a_page_begins_a_paragraph() {
        let text = "of the Union,\n– 3 –\nrecalling\n";
        assert_eq!(cleared(text), [2]);
        assert!(!read("t.txt", text.into()).text.contains(PAGE_TURN));
    }

    #[test]
    fn heads_and_feet_of_pages_that_form_feeds_part_are_cleared() {
        let page = |n: usize| {
            format!("A/CONF.1/{n}\nFirst words of page {n}.\n\nLast words of it.\n\n{n}/4\n\u{c}")
        };
        let text: String = ["Title\n"]
            .into_iter()
            .map(str::to_owned)
            .chain((1..5).map(page))
            .collect();
        let left = paragraphs(&text);
        assert!(!left.iter().any(|l| l.contains("/4")), "{left:?}");
        assert!(
            left.iter().any(|l| l == "First words of page 3."),
            "{left:?}"
        );
    }

    #[test]
    fn what_is_cleared_is_told() {
        let doc = read("t.txt", "one goes\n– 3 –\non.\n".into());
        assert_eq!(doc.remarks.len(), 1);
        assert!(doc.remarks[0].contains("(line 2)"), "{}", doc.remarks[0]);
    }
}
