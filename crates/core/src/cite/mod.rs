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
mod junk;
mod lexicon;
mod links;
mod listed;
mod number;
mod papers;
mod pattern;
mod places;
mod readings;
mod redline;
mod rules;
mod segments;
mod series;
mod sieve;
mod terms;
mod tokens;

use crate::knowledge::{Knowledge, KnowledgeError};
use crate::model::{Document, Mention, MentionForm, Span};
use class::*;
use found::{Found, each_provision};
pub(crate) use junk::residue;
use lexicon::Lexicon;
use rules::Rules;
use rustc_hash::FxHashSet;
use std::ops::Range;
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
    listed: listed::Listed,
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
            listed: listed::Listed::new(knowledge),
        })
    }

    /// Every mention in `doc`, in order, with both sides of its tracked changes, the numbers of lists, and what links
    /// name.
    pub fn mentions_of(&self, doc: &Document) -> Vec<Mention> {
        let mut found = readings::mentions_of(self, doc);
        self.listed.add(self, doc, &mut found);
        links::add(&self.links, doc, &mut found);
        found
    }

    /// Every mention in `text`, in order, none overlapping another.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        // Recommendations that were named with their Sector so far.
        let mut codes = FxHashSet::default();
        for range in segments::of(text) {
            if self.lexicon.sieve.is_plain(&text[range.clone()]) {
                continue;
            }
            let first = found.len();
            self.read(text, range.clone(), &mut found, &mut codes);
            let end = found.len();
            // A phrase goes on behind a note that stands within it; what the note itself says comes beside.
            for note in junk::notes(text, range) {
                let before = found.len();
                self.read(text, note, &mut found, &mut codes);
                let (of_text, of_note) = found[first..].split_at(before - first);
                let clear = |m: &Mention| !of_text.iter().any(|t| t.span.overlaps(m.span));
                let of_note: Vec<Mention> = of_note.iter().filter(|m| clear(m)).cloned().collect();
                found.truncate(before);
                found.extend(of_note);
            }
            if found.len() > end {
                found[first..].sort_by_key(|m| m.span.start);
            }
        }
        found
    }

    /// The mentions of one paragraph.
    fn read(
        &self,
        text: &str,
        range: Range<usize>,
        found: &mut Vec<Mention>,
        codes: &mut FxHashSet<String>,
    ) {
        let tokens = Tokens::new(text, range, &self.lexicon, &self.codes);
        let reader = Reader {
            tokens: &tokens,
            lexicon: &self.lexicon,
            rules: &self.rules,
            forms: &self.forms,
        };
        reader.read(found, codes);
    }
}

/// What all readers of phrases of one paragraph read in.
#[derive(Clone, Copy)]
struct Reader<'a> {
    tokens: &'a Tokens<'a>,
    lexicon: &'a Lexicon,
    rules: &'a Rules,
    forms: &'a crate::knowledge::Forms,
}

impl Reader<'_> {
    /// Where these tokens stand in the text.
    fn span(&self, tokens: Range<usize>) -> Span {
        let all = &self.tokens.all;
        let start = all.get(tokens.start).map_or(0, |t| t.start);
        let last = tokens.end.checked_sub(1).and_then(|last| all.get(last));
        Span::new(start, last.map_or(start, |t| t.end).max(start))
    }

    fn read(self, found: &mut Vec<Mention>, codes: &mut FxHashSet<String>) {
        let mut at = 0;
        let mut floor = 0;
        let has_thereof = self.tokens.classes.contains(&THEREOF);
        while at < self.tokens.all.len() {
            if has_thereof && let Some(end) = inner::thereof(self, at, floor, found) {
                (at, floor) = (end, end);
                continue;
            }
            let next = self.mention(at, floor, found, codes);
            let Some(mut one) = next.filter(|f| f.tokens.end > at && !f.mention.written.is_empty())
            else {
                at += 1;
                continue;
            };
            self.join(floor, found, &mut one);
            (at, floor) = (one.tokens.end, one.tokens.end);
            // A list of one is made with room for four, and there may be a million of them.
            one.mention.written.shrink_to_fit();
            let named = one.mention.written.iter().filter(|w| w.sector.is_some());
            codes.extend(named.filter_map(|w| w.number.clone()));
            found.push(one.mention);
        }
    }

    /// The mention that begins at, or is found by, token `at`.
    fn mention(
        self,
        at: usize,
        floor: usize,
        found: &[Mention],
        codes: &FxHashSet<String>,
    ) -> Option<Found> {
        match self.tokens.class(at) {
            KIND | KINDS | KSHORT => self.kind(at, floor),
            BASIC_NUMBER | NUMBER_SIGN | ARTICLE => basic::numbered(self, at, found.last()),
            IBID => inner::ibid(self, at),
            DIVISION => {
                basic::numbered(self, at, found.last()).or_else(|| self.provision(at, floor, found))
            }
            OPENER | ADVERB | ITEM | ACTION => self.provision(at, floor, found),
            BASIC | BASIC_SHORT => basic::named(self, at, floor),
            SECTOR => {
                let mut found = series::of_sector(self, at, floor)?;
                self.add_behind(&mut found);
                Some(found)
            }
            SYMBOL => {
                let mut found = adopted::by_symbol(self, at)?;
                self.add_behind(&mut found);
                Some(found)
            }
            CODE | PAPER | SESSION_MARK => papers::mention(self, at, floor),
            LETTER | CAPS | ROMAN | BODY | ACRO | AND | A => {
                series::alone(self, at, codes, found.last())
                    .or_else(|| papers::mention(self, at, floor))
            }
            _ => None,
        }
    }

    fn kind(self, at: usize, floor: usize) -> Option<Found> {
        if let Some(mut found) = inner::pointer(self, at, floor) {
            // 本决议附件1
            if found.mention.form == MentionForm::This && self.tokens.is_glued(found.tokens.end) {
                self.add_behind(&mut found);
                if found.mention.written.iter().any(|w| w.provision.is_some()) {
                    found.mention.form = MentionForm::Provision;
                }
            }
            return Some(found);
        }
        let mut found = adopted::mention(self, at, floor)?;
        self.add_before(&mut found, floor);
        self.add_behind(&mut found);
        Some(found)
    }

    /// Provisions at `at`: of the text that is named behind them, or of the text that they stand in.
    fn provision(self, at: usize, floor: usize, before: &[Mention]) -> Option<Found> {
        let provisions = inner::provisions(self, at)?;
        // "taking into account Resolution 5" says no place in it.
        let place = provisions.is_place(self.tokens.class(at));
        if let Some(owner) = inner::owner(self, &provisions).filter(|_| place)
            && let Some(mut found) = self.owner(owner)
        {
            found.tokens.start = at;
            found.mention.span = self.span(found.tokens.clone());
            found.each_provision(&provisions.paths);
            return Some(found);
        }
        let last = before.last().filter(|_| floor > 0 && floor + 1 == at);
        let follows = last.is_some_and(|m| m.form == MentionForm::Provision);
        inner::internal(self, at, &provisions, follows)
    }

    /// The text named at token `at`, perhaps behind its body: "WTSA Resolution 1", "Rec. ITU-T A.1".
    fn owner(self, at: usize) -> Option<Found> {
        let mut here = at;
        while matches!(self.tokens.class(here), THE | QUOTE) {
            here += 1;
        }
        for token in here..(here + 9).min(self.tokens.all.len()) {
            let found = match self.tokens.class(token) {
                KIND | KINDS | KSHORT => {
                    let found = adopted::mention(self, token, here);
                    let found = found.or_else(|| {
                        series::of_sector(
                            self,
                            token + 1 + usize::from(self.tokens.class(token + 1) == DOT),
                            here,
                        )
                    });
                    // "resolves 3 of the same Resolution"
                    let pointer = || inner::pointer(self, token, at.saturating_sub(1));
                    found.or_else(|| pointer().filter(|f| f.mention.form == MentionForm::Above))
                }
                SECTOR => series::of_sector(self, token, here),
                SYMBOL => adopted::by_symbol(self, token),
                CODE => papers::mention(self, token, here),
                DOT | SEMICOLON | COMMA | COLON => return None,
                _ => None,
            };
            if let Some(found) = found {
                let whole = found.tokens.start <= here
                    || self.tokens.class(token) == CODE && token <= here + 3;
                return whole.then_some(found);
            }
        }
        None
    }

    /// "7.4.1 of" before the phrase.
    fn add_before(&self, found: &mut Found, floor: usize) {
        let start = found.tokens.start;
        let from = floor.max(start.saturating_sub(40));
        let hit = self.tokens.before(&self.rules.sections, from, start);
        let Some(list) = hit.and_then(|hit| self.tokens.group(&hit, "list")) else {
            return;
        };
        let decimals = list.clone().filter(|i| self.tokens.class(*i) == DECIMAL);
        let paths: Vec<String> = decimals
            .map(|i| self.tokens.written(i).to_owned())
            .collect();
        if paths.is_empty() {
            return;
        }
        found.tokens.start = list.start;
        found.mention.span = self.span(found.tokens.clone());
        found.each_provision(&paths);
    }

    /// "…, Section 9" behind the phrase.
    fn add_behind(&self, found: &mut Found) {
        let provided = found.mention.written.iter().any(|w| w.provision.is_some());
        if let Some(provisions) = inner::behind(*self, found.tokens.end).filter(|_| !provided) {
            found.tokens.end = provisions.end;
            found.mention.span = self.span(found.tokens.clone());
            found.each_provision(&provisions.paths);
        }
    }
}
