//! Whose a text is, by what stands before the kind word.

use super::{Member, Named, Phrase};
use crate::cite::class::*;
use crate::cite::pattern::Hit;
use crate::model::{ClueSort, Says};
use std::ops::Range;

/// So many tokens before the word are looked at.
const WINDOW: usize = 18;

/// What stands before the word.
pub(super) enum Before {
    Nobody,
    Somebody(Named),
    /// A body that adopts no such texts.
    Foreign,
}

impl Phrase<'_> {
    /// Who is named before `start`, with which the phrase itself begins.
    pub(super) fn before(&self, start: usize) -> Before {
        let tokens = self.reader.tokens;
        // A bookmark on a new line begins a heading: what the line before ends with is none of it.
        if self.begins_heading(start) {
            return Before::Nobody;
        }
        // What stands before such a sign is another sentence.
        let parts = |i: usize| !matches!(tokens.class(i), SEMICOLON | QUESTION);
        let from = self.floor.max(start.saturating_sub(WINDOW));
        let (classes, offset) = tokens.before_of(tokens.run_before(start, from, parts), start);
        let rules = self.reader.rules;
        let short = rules.before_short.first(classes, offset);
        if let Some(hit) = short.filter(|_| self.class == KSHORT)
            && !tokens.begins_line(tokens.token_at(hit.span.0))
        {
            return self.somebody(&hit, "organ").unwrap_or(Before::Nobody);
        }
        let mut all = rules.before.all(classes, offset);
        all.find_map(|hit| self.taken(&hit))
            .unwrap_or(Before::Nobody)
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
    fn taken(&self, hit: &Hit) -> Option<Before> {
        let tokens_of = |name: &str| self.reader.tokens.group(hit, name);
        let many = self.class == KINDS;
        if let Some(at) = tokens_of("both").filter(|_| !many) {
            let mut clues = self.bodies_in(at.clone(), ClueSort::Before).into_iter();
            let first = clues.next().filter(|_| clues.len() > 0)?;
            return Some(Before::Somebody(Named {
                body: self.reader.lexicon.body(&first),
                clue: first,
                year: None,
                both: clues.collect(),
                tokens: at,
            }));
        }
        if let Some(at) = tokens_of("joined") {
            // "WTSA and PP Resolution 44" names one of PP; WTDC第1号决议 has no other word for several.
            let told = many || at.end < self.word;
            let both = self.bodies_in(at.clone(), ClueSort::Before);
            let named = self.named(ClueSort::Organ, Says::Other, at);
            return told.then_some(Before::Somebody(Named { both, ..named }));
        }
        if let Some(at) = tokens_of("this") {
            return Some(Before::Somebody(self.named_this(at)));
        }
        if let Some(at) = tokens_of("body").or_else(|| tokens_of("weak")) {
            let weak = hit.get("body").is_none();
            return self.body_before(at.start, weak);
        }
        let mut names = ["organ", "abbr", "name"].into_iter();
        let name = names.find(|name| hit.get(name).is_some())?;
        tokens_of(name).filter(|at| self.names_somebody(at, name))?;
        self.somebody(hit, name)
    }

    /// True where capitals name somebody: a line in capitals names nobody by them; the label of an item neither.
    fn names_somebody(&self, at: &Range<usize>, name: &str) -> bool {
        let tokens = self.reader.tokens;
        let glued = tokens.is_glued(at.end);
        let first = matches!(
            tokens.class(at.start),
            CAPS | NAME | OTHER | GEN_OTHER | ORGAN
        );
        let label = tokens.begins_line(at.start) && at.len() < 3 && !glued && !first;
        let word = tokens.written(self.word);
        let shouted = word.contains(char::is_uppercase)
            && !word.contains(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let by_capitals = shouted && !glued && !is_other(tokens.class_before(at.end));
        let apart = !glued && tokens.begins_line(at.end);
        !(by_capitals || label || apart && name == "name")
    }

    /// "WTSA and WTDC Resolutions 1": the one number is that of a text of each; whose several are nobody says.
    pub(super) fn of_each(&self, mut named: Named, members: &[Member]) -> Named {
        if members.len() == 1 && named.body.is_none() && named.both.len() > 1 {
            named.clue = named.both.remove(0);
            named.body = self.reader.lexicon.body(&named.clue);
        }
        named
    }

    /// Somebody else, by the group of that name.
    fn somebody(&self, hit: &Hit, group: &str) -> Option<Before> {
        let sort = match group {
            "name" => ClueSort::Name,
            _ => ClueSort::Organ,
        };
        let at = self.reader.tokens.group(hit, group)?;
        Some(Before::Somebody(self.named(sort, Says::Other, at)))
    }

    /// The body or Sector that token `at` names before the word.
    fn body_before(&self, at: usize, weak: bool) -> Option<Before> {
        let tokens = self.reader.tokens;
        let class = tokens.class(at);
        if class == SECTOR {
            let body = self.adopter(at)?;
            let named = self.named_body(ClueSort::Sector, body, at);
            return Some(Before::Somebody(named));
        }
        let body = tokens.body(at)?;
        match (class, self.reader.lexicon.adopts(body, self.kind)) {
            (MARK, false) => return Some(Before::Nobody),
            (SESSION_MARK, adopts) => {
                // "C19 Decision 619": the number is long enough to be one of its texts.
                let dot = usize::from(tokens.class(self.word + 1) == DOT);
                let number = tokens.number(self.word + 1 + dot);
                number.filter(|n| adopts && n.text.len() >= 3)?;
            }
            (_, false) => return Some(Before::Foreign),
            _ => {}
        }
        let sort = match weak {
            true => ClueSort::Sector,
            false => ClueSort::Before,
        };
        Some(Before::Somebody(self.named_body(sort, body, at)))
    }
}
