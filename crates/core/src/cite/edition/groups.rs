//! The groups of an edition: place, year, mark, and what parts them.

use super::Editions;
use crate::cite::class::*;
use crate::cite::pattern::Hit;
use crate::model::Edition;
use std::ops::Range;

/// No name of a place is longer, two that run together included.
const LETTERS: usize = 160;

/// A place with its year, or a mark, or a year alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// The class of what stands before it: a comma, a semicolon, "and", "amended"; 0 for nothing.
    pub(super) before: u8,
    pub(super) rev: bool,
    /// The place, squeezed.
    pub(super) letters: String,
    /// Where the place stands in the text.
    pub(super) place: Range<usize>,
    pub(super) digits: String,
    /// The mark of a conference: its body, and the edition that it is.
    pub(super) mark: Option<(usize, Edition)>,
    /// A comma stands before the year.
    pub(super) comma: bool,
    /// A comma stands where none should be.
    pub(super) stray: bool,
    pub(super) homoglyph: bool,
    pub(super) lookalike: Option<String>,
}

impl Group {
    /// The year, where it has four digits.
    pub(super) fn year(&self) -> Option<u16> {
        let digits = Some(&self.digits).filter(|d| d.len() == 4);
        digits.and_then(|d| d.parse().ok())
    }
}

/// The groups of one edition.
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub(super) groups: Vec<Group>,
    /// The token behind the last.
    pub(super) end: usize,
    pub(super) closed: bool,
    pub(super) doubled: bool,
    pub(super) session: bool,
    pub(super) body: Option<usize>,
}

impl Editions<'_> {
    /// The groups from token `at` on, up to the closing bracket.
    pub(super) fn groups(&self, at: usize) -> Option<Groups> {
        let tokens = self.tokens;
        let mut found = Groups {
            end: at,
            ..Groups::default()
        };
        while !found.closed
            && let Some(hit) = tokens.behind(&self.rules.edition, found.end - 1)
        {
            let is_first = found.groups.is_empty();
            let Some(group) = self.group(&hit, is_first) else {
                break;
            };
            let one = |name: &str| tokens.group(&hit, name).map(|at| at.start);
            found.body = found.body.or(one("body").and_then(|at| tokens.body(at)));
            found.session |= one("mark").is_some_and(|at| tokens.class(at) == SESSION_MARK);
            found.doubled |= one("doubled").is_some();
            found.end = tokens.tokens_of(hit.span).end;
            found.closed = one("closed").is_some();
            found.groups.push(group);
        }
        // The closing bracket is lost, and the sentence goes on.
        let is_whole = || matches!(found.groups.as_slice(), [group] if self.is_whole(group));
        match tokens.behind(&self.rules.edition_end, found.end - 1) {
            Some(hit) if !found.closed => {
                found.end = tokens.tokens_of(hit.span).end;
                found.closed = hit.get("closed").is_some();
            }
            _ if found.closed || is_whole() => {}
            _ => return None,
        }
        (!found.groups.is_empty()).then_some(found)
    }

    /// What one group says; a place behind another group begins with a capital.
    fn group(&self, hit: &Hit, is_first: bool) -> Option<Group> {
        let tokens = self.tokens;
        let at = |name: &str| tokens.group(hit, name);
        let mut group = Group {
            rev: at("rev").is_some(),
            comma: at("comma").is_some(),
            stray: at("stray").is_some(),
            ..Group::default()
        };
        let signs = at("between").unwrap_or_default();
        let counts = |class: &u8| !matches!(*class, DOT | SLASH);
        let mut signs = signs.map(|i| tokens.class(i)).filter(counts);
        group.before = signs.next_back().unwrap_or_default();
        if let Some(at) = at("mark") {
            group.mark = Some(self.mark(at.start)?);
        }
        if let Some(at) = at("digits") {
            let number = tokens.number(at.start).filter(|n| n.lookalike);
            group.lookalike = number.map(|_| tokens.written(at.start).to_owned());
            let digits = number.map_or(tokens.norm(at.start), |n| &n.text);
            group.digits = digits.to_owned();
        }
        if let Some(at) = at("place") {
            let words = at
                .clone()
                .filter(|i| !matches!(tokens.class(*i), COMMA | HYPHEN));
            group.letters = words.map(|i| tokens.key(i)).collect();
            group.homoglyph = at.clone().any(|i| tokens.confused(i));
            group.place = tokens.all[at.start].start..tokens.all[at.end - 1].end;
            // "Buenos, Aires": one place only where both words make one.
            let parted = tokens.any(at.clone(), |class| class == COMMA);
            group.stray |= parted;
            let known = !parted || self.lexicon.places.exact(&group.letters).is_some();
            if !known || group.letters.len() >= LETTERS || !is_first && tokens.is_small(at.start) {
                return None;
            }
        }
        Some(group)
    }

    /// The body and the edition of the mark that token `at` is.
    fn mark(&self, at: usize) -> Option<(usize, Edition)> {
        // As it is printed, whatever its hyphen.
        let written = self.tokens.written(at);
        let written = written.replace(crate::script::is_hyphen, "-");
        let edition = Edition {
            year: Some(self.tokens.all[at].year?),
            mark: Some(super::tidy(&written)),
            ..Edition::default()
        };
        Some((self.tokens.body(at)?, edition))
    }

    /// True where place and year are there and fit.
    fn is_whole(&self, group: &Group) -> bool {
        let place = self.lexicon.places.exact(&group.letters);
        let met = place.zip(group.year());
        group.rev && met.is_some_and(|(place, year)| self.lexicon.places.met(place, year))
    }
}
