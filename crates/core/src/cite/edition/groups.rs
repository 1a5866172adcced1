//! The groups of an edition: place, year, mark, and what parts them.

use super::{EditionFound, Editions};
use crate::cite::class::*;
use crate::cite::pattern::Hit;
use crate::model::Edition;
use crate::script::{is_hyphen, tidy};
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
    pub(super) closed: bool,
    pub(super) doubled: bool,
    /// What they say together.
    pub(super) found: EditionFound,
}

impl Editions<'_> {
    /// The groups from token `at` on, up to the closing bracket.
    pub(super) fn groups(&self, at: usize) -> Option<Groups> {
        let mut all = Groups::default();
        all.found.end = at;
        while !all.closed
            && let Some(hit) = self.behind(&self.rules.edition, all.found.end - 1)
            && let Some(group) = self.group(&hit, all.groups.is_empty())
        {
            let found = &mut all.found;
            found.body = found.body.or(hit.at("body").and_then(|at| self.body(at)));
            found.session |= hit
                .at("mark")
                .is_some_and(|at| self.class(at) == SESSION_MARK);
            found.end = hit.tokens.end;
            all.doubled |= hit.has("doubled");
            all.closed = hit.has("closed");
            all.groups.push(group);
        }
        // The closing bracket is lost, and the sentence goes on.
        let is_whole = |group: &Group| group.rev && self.is_met(group);
        let mut ends = matches!(all.groups.as_slice(), [group] if is_whole(group)) || all.closed;
        if !all.closed
            && let Some(hit) = self.behind(&self.rules.edition_end, all.found.end - 1)
        {
            (all.found.end, all.closed) = (hit.tokens.end, hit.has("closed"));
            ends = true;
        }
        (ends && !all.groups.is_empty()).then_some(all)
    }

    /// What one group says; a place behind another group begins with a capital.
    fn group(&self, hit: &Hit, is_first: bool) -> Option<Group> {
        let mut group = Group {
            rev: hit.has("rev"),
            comma: hit.has("comma"),
            stray: hit.has("stray"),
            ..Group::default()
        };
        let signs = hit.get("between").unwrap_or_default();
        let counts = |class: &u8| !matches!(*class, DOT | SLASH);
        let mut signs = signs.map(|i| self.class(i)).filter(counts);
        group.before = signs.next_back().unwrap_or_default();
        if let Some(at) = hit.at("mark") {
            group.mark = Some(self.mark(at)?);
        }
        if let Some(at) = hit.at("digits") {
            let number = self.number(at).filter(|n| n.lookalike);
            group.lookalike = number.map(|_| self.written(at).to_owned());
            let digits = number.map_or(self.norm(at), |n| &n.text);
            group.digits = digits.to_owned();
        }
        if let Some(at) = hit.get("place") {
            let is_word = |i: &usize| !matches!(self.class(*i), COMMA | HYPHEN);
            let words = at.clone().filter(is_word);
            group.letters = words.map(|i| self.key(i)).collect();
            group.homoglyph = at.clone().any(|i| self.confused(i));
            group.place = self.all[at.start].start..self.all[at.end - 1].end;
            // "Buenos, Aires": one place only where both words make one.
            let parted = self.any(at.clone(), |class| class == COMMA);
            group.stray |= parted;
            let known = !parted || self.lexicon.places.exact(&group.letters).is_some();
            if !known || group.letters.len() >= LETTERS || !is_first && self.is_small(at.start) {
                return None;
            }
        }
        Some(group)
    }

    /// The body and the edition of the mark that token `at` is.
    fn mark(&self, at: usize) -> Option<(usize, Edition)> {
        // As it is printed, whatever its hyphen.
        let written = self.written(at);
        let written = written.replace(is_hyphen, "-");
        let edition = Edition {
            year: Some(self.all[at].year?),
            mark: Some(tidy(&written)),
            ..Edition::default()
        };
        Some((self.body(at)?, edition))
    }

    /// True where place and year are there and fit.
    pub(super) fn is_met(&self, group: &Group) -> bool {
        let place = self.lexicon.places.exact(&group.letters);
        let met = place.zip(group.year());
        met.is_some_and(|(place, year)| self.lexicon.places.met(place, year))
    }
}
