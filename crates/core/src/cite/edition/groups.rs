//! The groups of an edition: place, year, mark, and what parts them.

use super::Editions;
use crate::cite::class::*;
use crate::model::Edition;
use std::ops::Range;

/// No edition has more tokens.
const TOKENS: usize = 48;
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
    /// The year stands first and says that it is one.
    year_first: bool,
    pub(super) homoglyph: bool,
    pub(super) lookalike: Option<String>,
}

impl Group {
    fn is_empty(&self) -> bool {
        !self.rev && self.letters.is_empty() && self.digits.is_empty() && self.mark.is_none()
    }

    /// True where nothing but "Rev." is there.
    fn is_revised_only(&self) -> bool {
        self.rev && self.letters.is_empty() && self.digits.is_empty() && self.mark.is_none()
    }

    fn is_full(&self) -> bool {
        let digits = !self.digits.is_empty();
        self.mark.is_some() || digits && !(self.year_first && self.letters.is_empty())
    }

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
    group: Group,
    pending: u8,
}

impl Groups {
    fn close(&mut self) {
        if !self.group.is_empty() {
            self.groups.push(std::mem::take(&mut self.group));
        }
        self.group.before = std::mem::take(&mut self.pending);
    }

    fn take_sign(&mut self, class: u8) {
        self.group.stray |= class == COMMA && self.group.is_revised_only();
        self.pending = match class {
            COMMA if self.pending == 0 => COMMA,
            SEMICOLON | COLON => SEMICOLON,
            _ => self.pending,
        };
    }
}

impl Editions<'_> {
    /// The groups from token `at` on, up to the closing bracket.
    pub(super) fn groups(&self, at: usize) -> Option<Groups> {
        let mut found = Groups {
            end: at,
            ..Groups::default()
        };
        while found.end < self.tokens.all.len().min(at + TOKENS) && !found.closed {
            let here = found.end;
            found.closed = self.tokens.class(here) == CLOSE;
            if !found.closed && !self.take(&mut found, here) {
                // The closing bracket is lost, and the sentence goes on.
                if found.groups.is_empty() && self.is_whole(&found.group) {
                    break;
                }
                return None;
            }
            found.end = here + 1;
        }
        found.close();
        (!found.groups.is_empty()).then_some(found)
    }

    /// Takes the token `here`, where it is part of an edition.
    fn take(&self, found: &mut Groups, here: usize) -> bool {
        let tokens = self.tokens;
        let class = tokens.class(here);
        // A name in Han is cut by character.
        let named = class == HAN && tokens.is_glued(here) && tokens.class(here - 1) == HAN;
        let full = found.group.is_full() && !named;
        let group = &mut found.group;
        match class {
            // "(Rev. (Dubai, 2018)", "Rev. Dubai (2018)"
            OPEN => {
                let doubled = group.rev && group.letters.is_empty();
                found.doubled |= doubled;
                doubled || group.rev && group.digits.is_empty() && self.is_digits(here + 1)
            }
            COMMA | SEMICOLON | COLON | DOT | SLASH => {
                found.take_sign(class);
                true
            }
            HYPHEN => !group.letters.is_empty(),
            IN | AT | YEAR_SIGN if !group.is_empty() || group.before == AMENDED => true,
            YEAR | NUMBER | DIGITS | MIXED if self.is_digits(here) => {
                self.take_digits(found, here);
                true
            }
            AMENDED => {
                found.close();
                found.group.before = AMENDED;
                true
            }
            REVISED => {
                self.take_revised(found, here);
                true
            }
            AND if full => {
                let next = tokens.class(here + 1);
                let goes_on = matches!(next, REVISED | PLACE | NAME | CAPS | MARK | SESSION_MARK);
                if goes_on {
                    found.pending = AND;
                    found.close();
                }
                goes_on
            }
            MARK | SESSION_MARK if group.letters.is_empty() || full || found.pending == COMMA => {
                self.take_mark(found, here)
            }
            // "(WTSA, Hammamet, 2016)"
            BODY | GBODY | ACRO | GEN_BODY
                if group.is_empty()
                    && found.groups.is_empty()
                    && tokens.class(here + 1) == COMMA =>
            {
                found.body = tokens.body(here);
                true
            }
            // "Council-2009", "2011年, 理事会" and the like
            _ => self.take_word(found, here, full),
        }
    }

    fn is_digits(&self, at: usize) -> bool {
        let digit = |c: char| c.is_ascii_digit();
        matches!(self.tokens.class(at), YEAR | NUMBER | DIGITS | MIXED)
            && self.tokens.norm(at).starts_with(digit)
            || self.tokens.number(at).is_some_and(|n| n.lookalike)
    }

    fn take_digits(&self, found: &mut Groups, here: usize) {
        let tokens = self.tokens;
        // "2" of "Rev. 2 Johannesburg, 2008": how often it was revised.
        let next = here + 1 + usize::from(tokens.class(here + 1) == COMMA);
        let name = matches!(tokens.class(next), PLACE | NAME | CAPS) && !tokens.is_glued(next);
        let group = &found.group;
        let bare = group.rev && group.letters.is_empty() && group.digits.is_empty();
        if bare && name && tokens.written(here).len() <= 2 {
            return;
        }
        if !group.digits.is_empty() {
            found.close();
        }
        let group = &mut found.group;
        let before = std::mem::take(&mut found.pending);
        group.comma |= before == COMMA;
        if group.is_empty() {
            group.before = before;
        }
        match tokens.number(here).filter(|n| n.lookalike) {
            Some(number) => {
                group.lookalike = Some(tokens.written(here).to_owned());
                group.digits.push_str(&number.text);
            }
            None => group.digits.push_str(tokens.norm(here)),
        }
        if tokens.class(here + 1) == YEAR_SIGN && group.letters.is_empty() {
            (group.year_first, group.comma) = (true, true);
        }
    }

    /// True where place and year are there and fit.
    fn is_whole(&self, group: &Group) -> bool {
        let place = self.lexicon.places.exact(&group.letters);
        let met = place.zip(group.year());
        group.rev && met.is_some_and(|(place, year)| self.lexicon.places.met(place, year))
    }

    /// Takes a word of a place; `full`: the group before has all that it needs.
    fn take_word(&self, found: &mut Groups, here: usize, full: bool) -> bool {
        let tokens = self.tokens;
        let is_word = tokens.written(here).starts_with(char::is_alphabetic);
        if !is_word || full && tokens.is_small(here) {
            return false;
        }
        if full {
            found.close();
        }
        let key = tokens.key(here);
        let token = &tokens.all[here];
        let before = std::mem::take(&mut found.pending);
        let group = &mut found.group;
        if group.letters.is_empty() {
            group.place.start = token.start;
            group.comma |= group.year_first;
        } else if before == COMMA {
            // "Buenos, Aires": one place only where both words make one.
            let both = format!("{}{key}", group.letters);
            if self.lexicon.places.exact(&both).is_none() {
                return false;
            }
            group.stray = true;
        }
        group.letters.push_str(&key);
        group.homoglyph |= tokens.confused(here);
        group.place.end = token.end;
        group.letters.len() < LETTERS
    }

    fn take_revised(&self, found: &mut Groups, here: usize) {
        let group = &found.group;
        let behind = (group.is_full() || group.year_first) && !group.rev;
        // "2018年，迪拜，修订版" and "2018年，修订版，迪拜": it stands behind what it says something of.
        let last = self.tokens.class(here + 1) == CLOSE;
        let is_of_group = behind && (last || group.year_first);
        if !is_of_group && (group.is_full() || !group.letters.is_empty()) {
            found.close();
        }
        found.group.rev = true;
        found.pending = 0;
    }

    fn take_mark(&self, found: &mut Groups, here: usize) -> bool {
        let token = &self.tokens.all[here];
        let (Some(body), Some(year)) = (self.tokens.body(here), token.year) else {
            return false;
        };
        found.session |= token.class == SESSION_MARK;
        if found.group.is_full() || !found.group.letters.is_empty() {
            found.close();
        }
        // As it is printed, whatever its hyphen.
        let written = self.tokens.written(here);
        let written = written.replace(crate::script::is_hyphen, "-");
        let edition = Edition {
            year: Some(year),
            mark: Some(super::tidy(&written)),
            ..Edition::default()
        };
        found.group.mark = Some((body, edition));
        found.pending = 0;
        true
    }
}
