//! Automatic list numbers: what Word prints before a paragraph and does not write into it.
//!
//! After ECMA-376 part 1, 17.9: a paragraph names a list (`w:num`) and a level; the list names its pattern
//! (`w:abstractNum`), whose counters all lists of that pattern share, and may override where they start.

mod number;
mod read;

pub use number::number;

use super::styles::{ListRef, Styles};
use crate::model::Change;
use std::collections::{BTreeMap, BTreeSet};

/// Word has nine levels.
const LEVELS: usize = 9;
/// A label longer than this is no label.
const LONGEST_LABEL: usize = 64;

/// The lists of a Word file.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: BTreeMap<String, Pattern>,
    lists: BTreeMap<String, List>,
}

#[derive(Debug, Default)]
struct Pattern {
    levels: BTreeMap<usize, Level>,
    /// The list style whose pattern is meant in place of this one.
    link: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<i64>,
    format: String,
    /// `%1.%2)`: the printed form, with the counters of the levels.
    text: String,
    /// The level whose counting starts this one anew (from 1); 0: none does.
    restart: Option<usize>,
    is_legal: bool,
    style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    pattern: String,
    starts: BTreeMap<usize, i64>,
    levels: BTreeMap<usize, Level>,
}

impl Numbering {
    /// The list and the id of the pattern that counts for it: that of a list style where it names one.
    fn pattern<'a>(&'a self, list: &'a List, styles: &'a Styles) -> Option<(&'a str, &'a Pattern)> {
        let mut id = list.pattern.as_str();
        // One link is what Word writes; the bound is for files that link in a circle.
        for _ in 0..4 {
            let pattern = self.patterns.get(id)?;
            let linked = pattern
                .link
                .as_ref()
                .and_then(|style| self.lists.get(styles.list_of(style)?));
            match linked {
                Some(linked) if linked.pattern != id => id = &linked.pattern,
                _ => return Some((id, pattern)),
            }
        }
        None
    }
}

/// Counts the paragraphs of the lists, for the text with all changes accepted and for that with all rejected.
#[derive(Debug, Default)]
pub(super) struct Counters {
    accepted: Side,
    original: Side,
}

#[derive(Debug, Default)]
struct Side {
    /// By pattern: the number last printed at each level.
    counts: BTreeMap<String, [Option<i64>; LEVELS]>,
    /// Lists and levels whose start override has been used.
    begun: BTreeSet<(String, usize)>,
}

impl Counters {
    /// The label of the next paragraph of a list. `mark` says whether the paragraph as such was inserted or
    /// deleted; `want_original` asks for the label that it had before all changes.
    pub(super) fn label(
        &mut self,
        numbering: &Numbering,
        styles: &Styles,
        list: &ListRef,
        mark: Option<Change>,
        want_original: bool,
    ) -> Option<String> {
        let id = list.list.as_deref()?;
        let definition = numbering.lists.get(id)?;
        let (pattern_id, pattern) = numbering.pattern(definition, styles)?;
        let by_style = |level: &Level| level.style.is_some() && level.style == list.style;
        let at = match list.style {
            Some(_) => pattern
                .levels
                .iter()
                .find(|(_, l)| by_style(l))
                .map(|(at, _)| *at),
            None => None,
        };
        let at = at.or(list.level).unwrap_or(0).min(LEVELS - 1);
        let undefined = Level::default();
        let level = |i: usize| definition.levels.get(&i).or(pattern.levels.get(&i));
        let levels: Vec<&Level> = (0..LEVELS)
            .map(|i| level(i).unwrap_or(&undefined))
            .collect();
        let of = |side: &mut Side| side.next(id, pattern_id, definition, &levels, at);
        let accepted = (mark != Some(Change::Deleted)).then(|| of(&mut self.accepted));
        let original = (mark != Some(Change::Inserted)).then(|| of(&mut self.original));
        let label = if want_original {
            original.or(accepted)
        } else {
            accepted.or(original)
        };
        label.filter(|l| !l.trim().is_empty())
    }
}

impl Side {
    fn next(
        &mut self,
        list: &str,
        pattern: &str,
        definition: &List,
        levels: &[&Level],
        at: usize,
    ) -> String {
        let counts = self.counts.entry(pattern.to_owned()).or_default();
        let start = |i: usize| {
            let own = definition.starts.get(&i).copied();
            own.or(levels[i].start).unwrap_or(0)
        };
        let overridden = definition.starts.contains_key(&at);
        let begins = overridden && self.begun.insert((list.to_owned(), at));
        counts[at] = Some(match counts[at] {
            Some(count) if !begins => count.saturating_add(1),
            _ => start(at),
        });
        for i in 0..LEVELS {
            let restarts = match levels[i].restart {
                Some(0) => false,
                Some(by) => at < by,
                None => true,
            };
            if i > at && restarts {
                counts[i] = None;
            } else if i < at && counts[i].is_none() {
                counts[i] = Some(start(i));
            }
        }
        print(levels[at], levels, counts)
    }
}

/// The printed label: the level's pattern with the counters put in.
fn print(level: &Level, levels: &[&Level], counts: &[Option<i64>; LEVELS]) -> String {
    if level.format == "none" && !level.text.contains('%') {
        return String::new();
    }
    if level.format == "bullet" {
        return level.text.chars().take(1).map(bullet).collect();
    }
    let mut label = String::new();
    let mut chars = level.text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = chars
            .peek()
            .and_then(|d| d.to_digit(10))
            .filter(|d| (1..=9).contains(d));
        match digit {
            Some(digit) if c == '%' => {
                chars.next();
                let i = digit as usize - 1;
                let format = if level.is_legal {
                    "decimal"
                } else {
                    &levels[i].format
                };
                label.push_str(&number(counts[i].unwrap_or(1), format));
            }
            _ => label.push(c),
        }
        if label.len() > LONGEST_LABEL {
            return String::new();
        }
    }
    label
}

/// Symbol fonts keep their signs in the private use area; what a reader sees is a dot or a dash.
fn bullet(c: char) -> char {
    match c {
        '\u{f02d}' | '-' => '–',
        '\u{e000}'..='\u{f8ff}' => '•',
        // Courier's "o" is how Word draws a hollow dot.
        'o' => '•',
        c => c,
    }
}
