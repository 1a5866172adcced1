//! Whose a text is, by what stands before the kind word.

use super::{Phrase, Prefix};
use crate::cite::class::*;
use crate::cite::pattern::Hit;
use crate::model::{Clue, ClueSort, Says};

/// So many tokens before the word are looked at.
const WINDOW: usize = 18;

impl Phrase<'_> {
    /// What the tokens before `start`, with which the phrase itself begins, say.
    pub(super) fn prefix(&self, start: usize) -> Prefix {
        let tokens = self.reader.tokens;
        let mut from = self.floor.max(start.saturating_sub(WINDOW));
        // A bookmark on a new line begins a heading: what the line before ends with is none of it.
        if self.begins_heading(start) {
            return Prefix::default();
        }
        // What stands before an empty line or a new line with a capital list label is another sentence.
        for i in (from + 1..start).rev() {
            if matches!(tokens.class(i), SEMICOLON | QUESTION) {
                from = i + 1;
                break;
            }
        }
        if from >= start {
            return Prefix::default();
        }
        let (classes, offset) = tokens.before_of(from, start);
        let rules = self.reader.rules;
        let short = self.class == KSHORT;
        let hit = match short {
            true => rules.before_short.first(classes, offset),
            false => None,
        };
        if let Some(hit) = hit
            && !tokens.begins_line(tokens.token_at(hit.span.0))
        {
            return self.somebody(&hit, "organ", ClueSort::Organ);
        }
        for hit in rules.before.all(classes, offset) {
            if let Some(prefix) = self.taken(&hit) {
                return prefix;
            }
        }
        Prefix::default()
    }

    /// True where a bookmark stands between the line before and the word.
    fn begins_heading(&self, start: usize) -> bool {
        let tokens = self.reader.tokens;
        if start == 0 || !tokens.begins_line(start) {
            return false;
        }
        let between = &tokens.text[tokens.all[start - 1].end..tokens.all[start].start];
        // A line that begins with a space begins behind a splice.
        between.contains("[bookmark") || between.contains("\n ")
    }

    /// What one pattern says; none where it does not count here.
    fn taken(&self, hit: &Hit) -> Option<Prefix> {
        let tokens = self.reader.tokens;
        let many = self.class == KINDS;
        if let Some(at) = hit.get("both").filter(|_| !many) {
            let mut clues = self.bodies_in(tokens.tokens_of(at), ClueSort::Before);
            let first = (clues.len() > 1).then(|| clues.remove(0));
            let body = first.as_ref().and_then(|c| self.reader.lexicon.body(c));
            return first.map(|first| Prefix {
                start: Some(tokens.tokens_of(at).start),
                clue: Some(first),
                body,
                both: clues,
                ..Prefix::default()
            });
        }
        if hit.get("joined").is_some() {
            let mut prefix = self.somebody(hit, "joined", ClueSort::Organ);
            prefix.start = None;
            return many.then_some(prefix);
        }
        if let Some(at) = hit.get("this") {
            let at = tokens.tokens_of(at);
            return Some(Prefix {
                start: Some(at.start),
                clue: Some(Clue {
                    sort: ClueSort::ThisConference,
                    says: Says::Citing,
                    span: self.reader.span(at),
                }),
                ..Prefix::default()
            });
        }
        if let Some(at) = hit.get("body").or_else(|| hit.get("weak")) {
            let weak = hit.get("body").is_none();
            return self.body_before(tokens.tokens_of(at).start, weak);
        }
        [
            ("organ", ClueSort::Organ),
            ("abbr", ClueSort::Organ),
            ("name", ClueSort::Name),
        ]
        .into_iter()
        .find(|(name, _)| hit.get(name).is_some())
        .filter(|(name, sort)| self.names_somebody(hit, name, *sort))
        .map(|(name, sort)| self.somebody(hit, name, sort))
    }

    /// True where capitals name somebody: a line in capitals names nobody by them; the label of an item neither.
    fn names_somebody(&self, hit: &Hit, name: &str, sort: ClueSort) -> bool {
        let tokens = self.reader.tokens;
        let at = hit.get(name).map(|at| tokens.tokens_of(at));
        let Some(at) = at.filter(|at| !at.is_empty()) else {
            return false;
        };
        let last = at.end - 1;
        let glued = tokens.is_glued(last + 1);
        let word = tokens.written(self.word).chars();
        let shouted = word.clone().any(char::is_uppercase)
            && word
                .clone()
                .all(|c| !c.is_lowercase() && !c.is_ascii_digit());
        let label = tokens.begins_line(at.start)
            && at.len() < 3
            && !glued
            && !matches!(
                tokens.class(at.start),
                CAPS | NAME | OTHER | GEN_OTHER | ORGAN
            );
        let apart = !glued && tokens.begins_line(last + 1);
        let by_capitals = shouted && !glued && !is_other(tokens.class(last));
        !(by_capitals || label || apart && sort == ClueSort::Name)
    }

    fn somebody(&self, hit: &Hit, name: &str, sort: ClueSort) -> Prefix {
        let at = hit.get(name).unwrap_or(hit.span);
        Prefix {
            clue: Some(Clue {
                sort,
                says: Says::Other,
                span: self.reader.span(self.reader.tokens.tokens_of(at)),
            }),
            ..Prefix::default()
        }
    }

    /// The body or Sector that token `at` names before the word.
    fn body_before(&self, at: usize, weak: bool) -> Option<Prefix> {
        let tokens = self.reader.tokens;
        let token = &tokens.all[at];
        let class = token.class;
        if class == SECTOR {
            let body = self.sector_body(at)?;
            return Some(Prefix {
                start: Some(at),
                clue: Some(self.clue(ClueSort::Sector, body, at)),
                body: Some(body),
                ..Prefix::default()
            });
        }
        let body = tokens.body(at)?;
        let adopts = self.reader.lexicon.adopts(body, self.kind);
        match class {
            MARK if !adopts => return Some(Prefix::default()),
            // "C19 Decision 619": the number is long enough to be one of its texts.
            SESSION_MARK => {
                let long =
                    tokens.number(self.word + 1 + usize::from(tokens.class(self.word + 1) == DOT));
                if !adopts || long.is_none_or(|n| n.text.len() < 3) {
                    return None;
                }
            }
            _ if !adopts => {
                return Some(Prefix {
                    foreign: true,
                    ..Prefix::default()
                });
            }
            _ => {}
        }
        let sort = if weak {
            ClueSort::Sector
        } else {
            ClueSort::Before
        };
        Some(Prefix {
            start: Some(at),
            clue: Some(self.clue(sort, body, at)),
            body: Some(body),
            year: token.year,
            generic: class == GBODY,
            ..Prefix::default()
        })
    }
}
