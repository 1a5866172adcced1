//! The groups of an edition: place, year, mark, and what parts them.

use super::{Editions, mark_text};
use crate::cite::class::*;

/// No edition has more tokens.
const TOKENS: usize = 48;
/// No name of a place is longer, two that run together included.
const LETTERS: usize = 160;

/// What stands before a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Before {
    #[default]
    Nothing,
    Comma,
    Semicolon,
    And,
    Amended,
}

/// The mark of a conference.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) body: usize,
    pub(super) year: u16,
    pub(super) written: String,
}

/// A place with its year, or a mark, or a year alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) before: Before,
    pub(super) rev: bool,
    /// The place, squeezed.
    pub(super) letters: String,
    /// Where the place stands in the text.
    pub(super) place: (usize, usize),
    pub(super) digits: String,
    pub(super) mark: Option<Mark>,
    /// A comma stands before the year.
    pub(super) comma: bool,
    /// A comma stands where none should be.
    pub(super) stray: bool,
    /// The year stands first and says that it is one.
    year_first: bool,
    pub(super) homoglyph: bool,
    pub(super) lookalike: Option<String>,
}

impl Group {
    fn is_empty(&self) -> bool {
        !self.rev && self.letters.is_empty() && self.digits.is_empty() && self.mark.is_none()
    }

    fn is_full(&self) -> bool {
        let digits = !self.digits.is_empty();
        self.mark.is_some() || digits && !(self.year_first && self.letters.is_empty())
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
    group: Group,
    pending: Before,
}

impl Groups {
    fn close(&mut self) {
        if !self.group.is_empty() {
            self.groups.push(std::mem::take(&mut self.group));
        }
        self.group.before = std::mem::take(&mut self.pending);
    }
}

impl Editions<'_> {
    /// The groups from token `at` on, up to the closing bracket.
    pub(super) fn groups(&self, at: usize) -> Option<Groups> {
        let mut found = Groups {
            end: at,
            ..Groups::default()
        };
        let mut here = at;
        while here < self.tokens.all.len() && here < at + TOKENS {
            if self.tokens.class(here) == CLOSE {
                found.closed = true;
                found.end = here + 1;
                break;
            }
            match self.step(&mut found, here) {
                Some(next) => here = next,
                // The closing bracket is lost, and the sentence goes on.
                None if found.groups.is_empty() && self.is_whole(&found.group) => break,
                None => return None,
            }
            found.end = here;
        }
        if !found.group.is_empty() {
            let last = std::mem::take(&mut found.group);
            found.groups.push(last);
        }
        (!found.groups.is_empty()).then_some(found)
    }

    /// Takes the token `here`; the next one.
    fn step(&self, found: &mut Groups, here: usize) -> Option<usize> {
        let tokens = self.tokens;
        match tokens.class(here) {
            OPEN if found.group.rev && found.group.letters.is_empty() => {
                found.doubled = true;
                Some(here + 1)
            }
            // "Rev. Dubai (2018)"
            OPEN if found.group.rev
                && found.group.digits.is_empty()
                && self.is_digits(here + 1) =>
            {
                Some(here + 1)
            }
            COMMA | SEMICOLON | COLON | DOT | SLASH => {
                let comma = tokens.class(here) == COMMA;
                let group = &mut found.group;
                let bare = group.rev && group.letters.is_empty() && group.mark.is_none();
                if comma && bare && group.digits.is_empty() {
                    group.stray = true;
                }
                found.pending = match tokens.class(here) {
                    COMMA if found.pending == Before::Nothing => Before::Comma,
                    SEMICOLON | COLON => Before::Semicolon,
                    _ => found.pending,
                };
                Some(here + 1)
            }
            HYPHEN if !found.group.letters.is_empty() => Some(here + 1),
            IN | AT | YEAR_SIGN
                if !found.group.is_empty() || found.group.before == Before::Amended =>
            {
                Some(here + 1)
            }
            YEAR | NUMBER | DIGITS | MIXED if self.is_digits(here) => self.digits(found, here),
            _ => self.letters(found, here),
        }
    }

    fn is_digits(&self, at: usize) -> bool {
        matches!(self.tokens.class(at), YEAR | NUMBER | DIGITS | MIXED)
            && self
                .tokens
                .norm(at)
                .starts_with(|c: char| c.is_ascii_digit())
            || self.tokens.number(at).is_some_and(|n| n.lookalike)
    }

    /// "2" of "Rev. 2 Johannesburg, 2008": how often it was revised.
    fn is_count(&self, at: usize, found: &Groups) -> bool {
        let group = &found.group;
        let bare = group.rev && group.letters.is_empty() && group.digits.is_empty();
        let next = at + 1 + usize::from(self.tokens.class(at + 1) == COMMA);
        let name = matches!(self.tokens.class(next), PLACE | NAME | CAPS);
        bare && name && !self.tokens.is_glued(next) && self.tokens.written(at).len() <= 2
    }

    fn digits(&self, found: &mut Groups, here: usize) -> Option<usize> {
        let tokens = self.tokens;
        if self.is_count(here, found) {
            return Some(here + 1);
        }
        let number = tokens.number(here);
        let digits = match number.filter(|n| n.lookalike) {
            Some(number) => number.text.clone(),
            None => tokens.norm(here).to_owned(),
        };
        if !found.group.digits.is_empty() {
            found.close();
        }
        let group = &mut found.group;
        group.comma |= found.pending == Before::Comma;
        if group.is_empty() {
            group.before = found.pending;
        }
        found.pending = Before::Nothing;
        if number.is_some_and(|n| n.lookalike) {
            group.lookalike = Some(tokens.written(here).to_owned());
        }
        group.digits.push_str(&digits);
        if tokens.class(here + 1) == YEAR_SIGN && group.letters.is_empty() {
            (group.year_first, group.comma) = (true, true);
        }
        Some(here + 1)
    }

    /// True where place and year are there and fit.
    fn is_whole(&self, group: &Group) -> bool {
        let place = self.lexicon.places.exact(&group.letters);
        let year = group
            .digits
            .parse()
            .ok()
            .filter(|_| group.digits.len() == 4);
        let met = place.zip(year);
        group.rev && met.is_some_and(|(place, year)| self.lexicon.places.met(place, year))
    }

    fn letters(&self, found: &mut Groups, here: usize) -> Option<usize> {
        let tokens = self.tokens;
        let class = tokens.class(here);
        // A name in Han is cut by character.
        let named = class == HAN && tokens.is_glued(here) && tokens.class(here - 1) == HAN;
        let full = found.group.is_full() && !named;
        match class {
            AMENDED => {
                found.close();
                found.group.before = Before::Amended;
                Some(here + 1)
            }
            REVISED => Some(self.revised(found, here)),
            AND if full => {
                let next = tokens.class(here + 1);
                if !matches!(next, REVISED | PLACE | NAME | CAPS | MARK | SESSION_MARK) {
                    return None;
                }
                found.pending = Before::And;
                found.close();
                Some(here + 1)
            }
            MARK | SESSION_MARK
                if found.group.letters.is_empty() || full || found.pending == Before::Comma =>
            {
                self.take_mark(found, here)
            }
            // "(WTSA, Hammamet, 2016)"
            BODY | GBODY | ACRO | GEN_BODY
                if found.group.is_empty()
                    && found.groups.is_empty()
                    && tokens.class(here + 1) == COMMA =>
            {
                found.body = tokens.body(here);
                Some(here + 2)
            }
            // "Council-2009", "2011年, 理事会" and the like
            _ => self.part_of_place(found, here, full),
        }
    }

    /// A word of a place; `full`: the group before has all that it needs.
    fn part_of_place(&self, found: &mut Groups, here: usize, full: bool) -> Option<usize> {
        let tokens = self.tokens;
        let word = tokens.written(here);
        if !word.chars().next().is_some_and(char::is_alphabetic) {
            return None;
        }
        if full {
            if word.starts_with(char::is_lowercase) {
                return None;
            }
            found.close();
        }
        let key = tokens.key(here);
        let group = &mut found.group;
        if group.letters.is_empty() {
            group.place = (tokens.all[here].start, tokens.all[here].end);
            group.comma |= group.year_first;
        } else if found.pending == Before::Comma {
            // "Buenos, Aires": one place only where both words make one.
            self.lexicon
                .places
                .exact(&format!("{}{key}", group.letters))?;
            group.stray = true;
        }
        found.pending = Before::Nothing;
        group.letters.push_str(&key);
        group.homoglyph |= tokens.confused(here);
        group.place.1 = tokens.all[here].end;
        (group.letters.len() < LETTERS).then_some(here + 1)
    }

    fn revised(&self, found: &mut Groups, here: usize) -> usize {
        let group = &found.group;
        let behind = (group.is_full() || group.year_first) && !group.rev;
        // "2018年，迪拜，修订版" and "2018年，修订版，迪拜": it stands behind what it says something of.
        let last = self.tokens.class(here + 1) == CLOSE;
        if behind && (last || group.year_first) {
            found.group.rev = true;
            found.pending = Before::Nothing;
            return here + 1;
        }
        if group.is_full() || !group.letters.is_empty() {
            found.close();
        }
        found.group.rev = true;
        found.pending = Before::Nothing;
        here + 1
    }

    fn take_mark(&self, found: &mut Groups, here: usize) -> Option<usize> {
        let token = &self.tokens.all[here];
        let (body, year) = (self.tokens.body(here)?, token.year?);
        found.session |= token.class == SESSION_MARK;
        if found.group.is_full() || !found.group.letters.is_empty() {
            found.close();
        }
        found.group.mark = Some(Mark {
            body,
            year,
            written: mark_text(self.tokens.written(here)),
        });
        found.pending = Before::Nothing;
        Some(here + 1)
    }
}
