//! Finds what cites what: *what is written where*, before anyone asks what it means.
//!
//! A paragraph is cut into tokens by one lexicon (`lexicon.yaml` and the names in `mappings/`); the patterns of
//! `grammar.yaml`, which are regular expressions over the classes of tokens, find what belongs to a phrase. What comes
//! out are mentions with clues: whose a text may be. What they mean is decided elsewhere.

mod adopted;
mod basic;
mod class;
mod edition;
mod examples;
mod found;
mod inner;
mod join;
mod lexicon;
mod links;
mod listed;
mod number;
mod papers;
mod pattern;
mod places;
mod readings;
mod rules;
mod segments;
mod series;
mod sieve;
mod terms;
mod tokens;

use crate::knowledge::{Knowledge, KnowledgeError};
use crate::model::{Document, Mention, MentionForm, Span};
use crate::script::junk;
use class::*;
use found::{Found, each_provision};
use lexicon::Lexicon;
use rules::Rules;
use rustc_hash::FxHashSet;
use std::ops::{Deref, Range};
use std::sync::Arc;
use tokens::Tokens;

/// Finds mentions; made once from what is known, used for any number of texts.
#[derive(Clone, Debug)]
pub struct Scanner {
    lexicon: Lexicon,
    rules: Rules,
    codes: papers::Codes,
    forms: crate::knowledge::Forms,
    links: crate::knowledge::Links,
}

impl Scanner {
    /// A scanner for the forms, bodies and conferences in `knowledge`.
    ///
    /// # Panics
    /// Where a word or a pattern of `knowledge` cannot be read; see [`try_new`](Self::try_new).
    pub fn new(knowledge: &Knowledge) -> Self {
        match Self::try_new(knowledge) {
            Ok(scanner) => scanner,
            Err(error) => panic!("{error}"),
        }
    }

    /// The scanner of `knowledge`, made when it is asked for first: the terms and patterns of hundreds of short texts
    /// need not be put together again for each.
    ///
    /// # Panics
    /// As [`new`](Self::new).
    pub fn of(knowledge: &Knowledge) -> Arc<Self> {
        knowledge.once(Self::new)
    }

    /// The same, for knowledge that somebody else may have written.
    ///
    /// # Errors
    /// A class of words or a piece of a pattern that nobody knows, a pattern that is no regular expression.
    pub fn try_new(knowledge: &Knowledge) -> Result<Self, KnowledgeError> {
        let in_file = |file| move |message| knowledge.error_at(file, message);
        let lexicon = Lexicon::new(knowledge).map_err(in_file("lexicon.yaml"))?;
        let rules = Rules::new(&knowledge.grammar, knowledge.is_builtin())
            .map_err(in_file("grammar.yaml"))?;
        Ok(Scanner {
            rules,
            codes: papers::Codes::new(&knowledge.forms),
            forms: knowledge.forms.clone(),
            lexicon,
            links: knowledge.links.clone(),
        })
    }

    /// Every mention in `doc`, in order, with both sides of its tracked changes, the numbers of lists, and what links
    /// name.
    pub fn mentions_of(&self, doc: &Document) -> Vec<Mention> {
        let mut found = readings::mentions_of(self, doc);
        listed::add(self, doc, &mut found);
        links::add(&self.links, doc, &mut found);
        found
    }

    /// Every mention in `text`, in order, none overlapping another.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut seen = Seen::default();
        for range in segments::of(text) {
            if self.lexicon.sieve.is_plain(&text[range.clone()]) {
                continue;
            }
            let first = seen.found.len();
            self.read(text, range.clone(), &mut seen);
            let end = seen.found.len();
            // A phrase goes on behind a note that stands within it; what the note itself says comes beside.
            for note in junk::notes(text, range) {
                let before = seen.found.len();
                self.read(text, note, &mut seen);
                let mut of_note = seen.found.split_off(before);
                let of_text = &seen.found[first..];
                of_note.retain(|m| !of_text.iter().any(|t| t.span.overlaps(m.span)));
                seen.found.append(&mut of_note);
            }
            if seen.found.len() > end {
                seen.found[first..].sort_by_key(|m| m.span.start);
            }
        }
        seen.found
    }

    /// The mentions of one paragraph.
    fn read(&self, text: &str, range: Range<usize>, seen: &mut Seen) {
        let tokens = Tokens::new(text, range, &self.lexicon, &self.codes);
        let reader = Reader {
            tokens: &tokens,
            lexicon: &self.lexicon,
            rules: &self.rules,
            forms: &self.forms,
        };
        reader.read(seen);
    }
}

/// What was read so far.
#[derive(Default)]
struct Seen {
    found: Vec<Mention>,
    /// Recommendations that were named with their Sector.
    codes: FxHashSet<String>,
}

/// What all readers of phrases of one paragraph read in.
#[derive(Clone, Copy)]
struct Reader<'a> {
    tokens: &'a Tokens<'a>,
    lexicon: &'a Lexicon,
    rules: &'a Rules,
    forms: &'a crate::knowledge::Forms,
}

impl<'a> Deref for Reader<'a> {
    type Target = Tokens<'a>;

    fn deref(&self) -> &Tokens<'a> {
        self.tokens
    }
}

impl Reader<'_> {
    /// Where these tokens stand in the text.
    fn span(&self, tokens: Range<usize>) -> Span {
        let all = &self.all;
        let start = all.get(tokens.start).map_or(0, |t| t.start);
        let last = tokens.end.checked_sub(1).and_then(|last| all.get(last));
        Span::new(start, last.map_or(start, |t| t.end).max(start))
    }

    /// These tokens as written.
    fn text_of(&self, tokens: Range<usize>) -> &str {
        &self.text[self.span(tokens).range()]
    }

    fn read(self, seen: &mut Seen) {
        let mut at = 0;
        let mut floor = 0;
        let has_thereof = self.classes.contains(&THEREOF);
        while at < self.all.len() {
            if has_thereof && let Some(end) = inner::thereof(self, at, floor, &mut seen.found) {
                (at, floor) = (end, end);
                continue;
            }
            let next = self.mention(at, floor, seen);
            let Some(mut one) = next.filter(|f| f.tokens.end > at && !f.mention.written.is_empty())
            else {
                at += 1;
                continue;
            };
            self.join(floor, &mut seen.found, &mut one);
            (at, floor) = (one.tokens.end, one.tokens.end);
            // A list of one is made with room for four, and there may be a million of them.
            one.mention.written.shrink_to_fit();
            let named = one.mention.written.iter().filter(|w| w.sector.is_some());
            seen.codes.extend(named.filter_map(|w| w.number.clone()));
            seen.found.push(one.mention);
        }
    }

    /// The mention that begins at, or is found by, token `at`.
    fn mention(self, at: usize, floor: usize, seen: &Seen) -> Option<Found> {
        match self.class(at) {
            KIND | KINDS | KSHORT => self.kind(at, floor),
            BASIC_NUMBER | NUMBER_SIGN | ARTICLE => basic::numbered(self, at, seen.found.last()),
            IBID => inner::ibid(self, at),
            DIVISION => basic::numbered(self, at, seen.found.last())
                .or_else(|| self.provision(at, floor, seen)),
            OPENER | ADVERB | ITEM | ACTION => self.provision(at, floor, seen),
            BASIC | BASIC_SHORT => basic::named(self, at, floor),
            SECTOR => Some(self.with_behind(series::of_sector(self, at, floor)?)),
            SYMBOL => Some(self.with_behind(adopted::by_symbol(self, at)?)),
            CODE | PAPER | SESSION_MARK => papers::mention(self, at, floor),
            LETTER | CAPS | ROMAN | BODY | ACRO | AND | A => {
                series::alone(self, at, seen).or_else(|| papers::mention(self, at, floor))
            }
            _ => None,
        }
    }

    fn kind(self, at: usize, floor: usize) -> Option<Found> {
        if let Some(mut found) = inner::pointer(self, at, floor) {
            // 本决议附件1
            if found.mention.form == MentionForm::This && self.is_glued(found.tokens.end) {
                found = self.with_behind(found);
                if found.mention.written.iter().any(|w| w.provision.is_some()) {
                    found.mention.form = MentionForm::Provision;
                }
            }
            return Some(found);
        }
        let mut found = adopted::mention(self, at, floor)?;
        self.add_before(&mut found, floor);
        Some(self.with_behind(found))
    }

    /// Provisions at `at`: of the text that is named behind them, or of the text that they stand in.
    fn provision(self, at: usize, floor: usize, seen: &Seen) -> Option<Found> {
        let provisions = inner::provisions(self, at)?;
        // "taking into account Resolution 5" says no place in it.
        let place = provisions.labelled || matches!(self.class(at), DIVISION | ACTION);
        if let Some(owner) = inner::owner(self, &provisions).filter(|_| place)
            && let Some(mut found) = self.owner(owner)
        {
            found.widen(self, at..found.tokens.end);
            each_provision(&mut found.mention, &provisions.paths);
            return Some(found);
        }
        let last = seen.found.last().filter(|_| floor > 0 && floor + 1 == at);
        let follows = last.is_some_and(|m| m.form == MentionForm::Provision);
        inner::internal(self, at, &provisions, follows)
    }

    /// The text named at token `at`, perhaps behind its body: "WTSA Resolution 1", "Rec. ITU-T A.1".
    fn owner(self, at: usize) -> Option<Found> {
        let mut here = at;
        while matches!(self.class(here), THE | QUOTE) {
            here += 1;
        }
        for token in here..(here + 9).min(self.all.len()) {
            let found = match self.class(token) {
                KIND | KINDS | KSHORT => {
                    let sector = self.past(token + 1, DOT);
                    // "resolves 3 of the same Resolution"
                    let pointer = || inner::pointer(self, token, at.saturating_sub(1));
                    adopted::mention(self, token, here)
                        .or_else(|| series::of_sector(self, sector, here))
                        .or_else(|| pointer().filter(|f| f.mention.form == MentionForm::Above))
                }
                SECTOR => series::of_sector(self, token, here),
                SYMBOL => adopted::by_symbol(self, token),
                CODE => papers::mention(self, token, here),
                DOT | SEMICOLON | COMMA | COLON => return None,
                _ => None,
            };
            if let Some(found) = found {
                let whole =
                    found.tokens.start <= here || self.class(token) == CODE && token <= here + 3;
                return whole.then_some(found);
            }
        }
        None
    }

    /// "7.4.1 of" before the phrase.
    fn add_before(&self, found: &mut Found, floor: usize) {
        let start = found.tokens.start;
        let from = floor.max(start.saturating_sub(40));
        let hit = self.before(&self.rules.sections, from, start);
        let Some(list) = hit.and_then(|hit| hit.get("list")) else {
            return;
        };
        let decimals = list.clone().filter(|i| self.class(*i) == DECIMAL);
        let paths: Vec<String> = decimals.map(|i| self.written(i).to_owned()).collect();
        if paths.is_empty() {
            return;
        }
        found.widen(*self, list.start..found.tokens.end);
        each_provision(&mut found.mention, &paths);
    }

    /// "…, Section 9" behind the phrase.
    fn with_behind(self, mut found: Found) -> Found {
        let provided = found.mention.written.iter().any(|w| w.provision.is_some());
        if let Some(provisions) = inner::behind(self, found.tokens.end).filter(|_| !provided) {
            found.widen(self, found.tokens.start..provisions.end);
            each_provision(&mut found.mention, &provisions.paths);
        }
        found
    }
}
