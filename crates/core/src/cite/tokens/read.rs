//! Reads the tokens of a paragraph from its pieces.

use super::super::class::*;
use super::super::lexicon::{Lexicon, PART, Says};
use super::super::number::{self, Number};
use super::super::papers;
use super::super::terms::Beginning;
use super::{Token, Tokens};
use crate::script::{Gap, Sort};
use std::ops::Range;

/// A paragraph being read.
pub(super) struct Reading<'t, 'k> {
    pub(super) tokens: Tokens<'t>,
    pub(super) lexicon: &'k Lexicon,
    pub(super) codes: &'k papers::Codes,
}

/// A term of the lexicon that stands at a place.
struct Found<'k> {
    class: u8,
    says: &'k Says,
    /// The piece behind it.
    next: usize,
}

impl<'k> Reading<'_, 'k> {
    /// Reads the token that begins with the `at`-th piece; the piece to go on with.
    pub(super) fn read(&mut self, at: usize) -> usize {
        let sort = self.tokens.pieces.all[at].sort;
        let begin = self.lexicon.begin(self.tokens.pieces.norm(at));
        let is_small = self.tokens.pieces.is_small(at);
        // Most words: no term begins with them, and no number, code or mark is of small letters alone.
        if is_small && begin.is_none() && !self.lexicon.joins_ascii {
            return self.add(WORD, at..at + 1, Says::Nothing);
        }
        if !is_small && matches!(sort, Sort::Word | Sort::Number) {
            if let Some(next) = self.code(at) {
                return self.add(CODE, at..next, Says::Nothing);
            }
            if let Some(found) = number::described(&self.tokens.pieces, at, self.lexicon) {
                return self.add_number(found, at);
            }
        }
        let term = begin.and_then(|begin| self.term(at, begin));
        if sort == Sort::Word
            && let Some(next) = self.mark(at, term.as_ref())
        {
            return next;
        }
        if !is_small && let Some((says, class)) = self.lookalike(at) {
            return self.add(class, at..at + 3, says);
        }
        if let Some(term) = term {
            // "PP-18", "Council 2016" are read above; "ITU-R7" is a Sector and a number.
            let pieces = &self.tokens.pieces;
            let in_word =
                |next| pieces.glued(next) && pieces.first(next).is_some_and(char::is_alphabetic);
            return match term.class {
                KSHORT if in_word(term.next) => self.plain(at),
                class => self.add(class, at..term.next, term.says.clone()),
            };
        }
        if sort == Sort::Word && self.split_joined(at) {
            return self.read(at);
        }
        if let Some(found) = number::at(&self.tokens.pieces, at, self.lexicon) {
            return self.add_number(found, at);
        }
        self.plain(at)
    }

    /// The piece behind the number of a meeting document that begins at `at`.
    fn code(&self, at: usize) -> Option<usize> {
        let pieces = &self.tokens.pieces;
        let piece = &pieces.all[at];
        let behind = pieces.text.as_bytes().get(piece.end)?;
        // "TSAG/TD", "C-17/25": letters, digits and hyphens up to a stroke.
        if !(behind.is_ascii_alphanumeric() || matches!(behind, b'-' | b'/')) {
            return None;
        }
        let end = self.codes.at(pieces.text, piece.start)?;
        Some(pieces.following(at, end))
    }

    fn add_number(&mut self, found: Number, at: usize) -> usize {
        let class = found.class;
        let next = self.tokens.pieces.following(at, found.end).max(at + 1);
        let next = self.add(class, at..next, Says::Nothing);
        if let Some(token) = self.tokens.all.last_mut() {
            token.number = u32::try_from(self.tokens.numbers.len()).ok();
        }
        self.tokens.numbers.push(found);
        next
    }

    /// The kind that is meant by "Res0lution": a word that goes on behind a digit that looks like a letter.
    fn lookalike(&self, at: usize) -> Option<(Says, u8)> {
        let pieces = &self.tokens.pieces;
        let [word, digit, rest, ..] = &pieces.all[at..] else {
            return None;
        };
        let glued = digit.gap == Gap::None && rest.gap == Gap::None;
        let sorts = (word.sort, digit.sort, rest.sort);
        if !glued || sorts != (Sort::Word, Sort::Number, Sort::Word) {
            return None;
        }
        let letters: &[&str] = match pieces.norm(at + 1) {
            "0" => &["o"],
            "1" => &["l", "i"],
            "3" => &["e"],
            "5" => &["s"],
            _ => return None,
        };
        letters.iter().find_map(|letter| {
            let meant = format!("{}{letter}{}{PART}", pieces.norm(at), pieces.norm(at + 2));
            let (term, length) = self.lexicon.at(&meant)?;
            let kind = length == meant.len() && matches!(term.class, KIND | KINDS);
            kind.then(|| (term.says.clone(), term.class))
        })
    }

    /// The longest term that begins at `at`.
    fn term(&self, at: usize, begin: &Beginning) -> Option<Found<'k>> {
        let pieces = &self.tokens.pieces;
        let (norm, start) = (&pieces.all[at].norm, pieces.all[at].start);
        let text = &pieces.norm[norm.start..];
        let count = |length: usize| text[..length].matches(PART).count();
        let capitals = |length: usize| {
            let end = pieces.all[at + count(length).saturating_sub(1)].end;
            // A character that folds into several pieces can leave one that ends before it begins.
            let written = &pieces.text[start..end.max(start)];
            let mut letters = written.chars().filter(|c| c.is_alphabetic());
            let first = letters.clone().next().is_none_or(|c| !c.is_lowercase());
            (first, first && letters.all(|c| !c.is_lowercase()))
        };
        let (term, length) = self.lexicon.of(begin, norm.len(), text, capitals)?;
        Some(Found {
            class: term.class,
            says: &term.says,
            next: at + count(length),
        })
    }

    /// Cuts letters off the word at `at` that melt into it, where a known word stands behind them.
    fn split_joined(&mut self, at: usize) -> bool {
        let lexicon = self.lexicon;
        for (letters, class) in &lexicon.joined {
            let Some(rest) = self.tokens.pieces.norm(at).strip_prefix(letters.as_str()) else {
                continue;
            };
            let piece = &self.tokens.pieces.all[at];
            let (norm, start, end) = (piece.norm.start, piece.start, piece.end);
            if rest.is_empty() || !self.is_known(norm + letters.len(), 0) {
                continue;
            }
            // A ligature is one character of several letters, and is not cut.
            let written = self.tokens.pieces.text[start..end].char_indices();
            let mut written = written.filter(|(_, c)| c.is_alphabetic());
            let Some((bytes, _)) = written.nth(letters.chars().count()) else {
                continue;
            };
            let cut = start + bytes;
            // The letters are a token, and the piece is what is left of it.
            self.add(*class, at..at + 1, Says::Nothing);
            if let Some(token) = self.tokens.all.last_mut() {
                token.end = cut;
            }
            let piece = &mut self.tokens.pieces.all[at];
            piece.start = cut;
            piece.norm.start += letters.len();
            piece.gap = Gap::None;
            return true;
        }
        false
    }

    /// True where a term stands at `from` of the norm, perhaps behind more joined letters.
    fn is_known(&self, from: usize, depth: usize) -> bool {
        let norm = &self.tokens.pieces.norm[from..];
        if self.lexicon.at(norm).is_some() {
            return true;
        }
        let mut joined = self.lexicon.joined.iter().filter(|_| depth < 2);
        joined.any(|(letters, _)| {
            norm.starts_with(letters.as_str()) && self.is_known(from + letters.len(), depth + 1)
        })
    }

    /// The mark of a conference at `at`: "WTSA-16", "PP 2018", "Mob-87".
    fn mark(&mut self, at: usize, term: Option<&Found>) -> Option<usize> {
        let Some(term) = term.filter(|t| is_marked(t.class)) else {
            return self.session(at);
        };
        let (letters, hyphen, next) = self.mark_letters(at, term.next)?;
        let pieces = &self.tokens.pieces;
        let piece = pieces.all.get(next).filter(|p| p.sort == Sort::Number)?;
        let digits = pieces.norm(next);
        let goes_on = pieces.is(next + 1, Sort::Word) && pieces.glued(next + 1);
        // "ECOSOC 2020/12"
        let of_session = !hyphen && pieces.glued(next + 1) && pieces.first(next + 1) == Some('/');
        let of_session = of_session && pieces.is(next + 2, Sort::Number);
        if !matches!(digits.len(), 2 | 4) || goes_on || of_session {
            return None;
        }
        let glued = piece.gap == Gap::None;
        let marks = &self.lexicon.marks;
        let (body, year) = match (marks.get(&format!("{letters}{digits}")), term.says) {
            (Some(found), _) => *found,
            (None, &Says::Body(body)) => {
                let known = self.lexicon.mark_years.get(&(body, digits.to_owned()));
                let year = known.copied().or_else(|| year_of(digits))?;
                // "Council 2016" is a session as well as "Council-16"; "Council 16" is not.
                if !hyphen && digits.len() != 4 {
                    return None;
                }
                (body, year)
            }
            _ => return None,
        };
        // "PP 18" is a page or a number as well.
        if !hyphen && digits.len() == 2 && !glued {
            return None;
        }
        Some(self.add_session(MARK, at..next + 1, body, year))
    }

    /// The letters of a mark that begins at `at` with a term up to `next`, whether a hyphen stands behind them, and where
    /// its digits stand: "WARC Mob-87".
    fn mark_letters(&self, at: usize, mut next: usize) -> Option<(String, bool, usize)> {
        let pieces = &self.tokens.pieces;
        let mut letters = pieces.squeezed(at..next);
        let mut hyphen = false;
        for _ in 0..2 {
            while pieces.is(next, Sort::Hyphen) {
                (hyphen, next) = (true, next + 1);
            }
            let piece = pieces.all.get(next).filter(|p| p.gap <= Gap::Line)?;
            let is_name = || {
                let begin = self.lexicon.begin(pieces.norm(next));
                let term = begin.and_then(|begin| self.term(next, begin));
                term.is_some_and(|t| t.class == NAME && *t.says == Says::Mark)
            };
            match piece.sort {
                Sort::Number => break,
                Sort::Word if is_name() => letters.push_str(pieces.norm(next)),
                _ => return None,
            }
            next += 1;
        }
        Some((letters, hyphen, next))
    }

    /// "C19", "C-2000": a session of a body.
    fn session(&mut self, at: usize) -> Option<usize> {
        let pieces = &self.tokens.pieces;
        if !pieces.glued(at + 1) {
            return None;
        }
        let body = *self.lexicon.sessions.get(pieces.norm(at))?;
        let capital = pieces.first(at).is_some_and(char::is_uppercase);
        let next = at + 1 + usize::from(pieces.is(at + 1, Sort::Hyphen));
        pieces.all.get(next).filter(|p| p.sort == Sort::Number)?;
        let digits = pieces.norm(next);
        let known = capital && pieces.glued(next) && matches!(digits.len(), 2 | 4);
        let goes_on = pieces.glued(next + 1)
            && (pieces.is(next + 1, Sort::Word) || pieces.first(next + 1) == Some('/'));
        let year = year_of(digits).filter(|_| known && !goes_on)?;
        Some(self.add_session(SESSION_MARK, at..next + 1, body, year))
    }

    fn add_session(&mut self, class: u8, pieces: Range<usize>, body: usize, year: u16) -> usize {
        let next = self.add(class, pieces, Says::Body(body));
        if let Some(token) = self.tokens.all.last_mut() {
            token.year = Some(year);
        }
        next
    }

    /// A piece that is no term and no number.
    fn plain(&mut self, at: usize) -> usize {
        let piece = &self.tokens.pieces.all[at];
        let class = match piece.sort {
            Sort::Word => of_word(&self.tokens.text[piece.start..piece.end]),
            Sort::Number => DIGITS,
            Sort::Han => HAN,
            Sort::Hyphen => HYPHEN,
            Sort::Note => SIGN,
            Sort::Mark(c) => of_sign(c),
        };
        self.add(class, at..at + 1, Says::Nothing)
    }

    fn add(&mut self, class: u8, pieces: Range<usize>, says: Says) -> usize {
        let tokens = &mut self.tokens;
        let first = &tokens.pieces.all[pieces.start];
        match first.gap {
            _ if tokens.classes.is_empty() => tokens.classes.push(b'\n'),
            Gap::None => {}
            Gap::Space | Gap::Tab => tokens.classes.push(b' '),
            Gap::Line | Gap::Blank => tokens.classes.push(b'\n'),
        }
        tokens.all.push(Token {
            class,
            start: first.start,
            end: tokens.pieces.all[pieces.end - 1].end,
            at: tokens.classes.len(),
            pieces: pieces.clone(),
            says,
            number: None,
            year: None,
            gap: first.gap,
        });
        tokens.classes.push(class);
        pieces.end
    }
}

/// True for what the mark of a conference may begin with.
fn is_marked(class: u8) -> bool {
    matches!(class, BODY | ACRO | GBODY | GEN_BODY | NAME)
}

/// The year of a session from its digits.
fn year_of(digits: &str) -> Option<u16> {
    let number: u16 = digits.parse().ok()?;
    match digits.len() {
        4 => (1860..=2100).contains(&number).then_some(number),
        2 if number > 60 => Some(1900 + number),
        2 => Some(2000 + number),
        _ => None,
    }
}
