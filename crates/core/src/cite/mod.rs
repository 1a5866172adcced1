//! Finds what cites what: *what is written where*, before anyone asks what it means.
//!
//! A [`Scanner`] looks for the words of `mappings/forms.yaml` in one pass over the raw text, and reads a small
//! grammar around each: prefixes, lists, editions in brackets, tracked changes run together, the body behind.
//! Positions are those of the text, whatever no-break spaces, bookmarks and notes stand within a phrase.

mod adopted;
mod basic;
mod breaks;
mod edition;
mod heads;
mod inner;
mod lex;
mod number;
mod papers;
mod phrases;
mod places;
mod readings;
mod redline;
mod series;
mod sieve;
mod terms;
mod vocabulary;
mod words;

use crate::knowledge::Knowledge;
use crate::model::{Document, Mention, Written};
use lex::Lex;
use rustc_hash::FxHashSet;
use sieve::Sieve;
use terms::Opens;
use vocabulary::Vocabulary;
use words::Word;

/// Finds mentions; made once from what is known, used for any number of texts.
#[derive(Clone, Debug)]
pub struct Scanner {
    words: Vocabulary,
    sieve: Sieve,
}

impl Scanner {
    /// A scanner for the forms, bodies and conferences in `knowledge`.
    pub fn new(knowledge: &Knowledge) -> Self {
        let words = Vocabulary::new(knowledge);
        let sieve = Sieve::new(&words.openings());
        Scanner { words, sieve }
    }

    /// Every mention in `doc`, in order, with both sides of its tracked changes.
    pub fn mentions_of(&self, doc: &Document) -> Vec<Mention> {
        readings::mentions_of(self, doc)
    }

    /// Every mention in `text`, in order, none overlapping another.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let lex = Lex { text };
        let mut run = Run::new(lex, &self.words);
        let mut sweep = self.sieve.sweep(text);
        let mut at = 0;
        while let Some(next) = sweep.next(at) {
            at = run.step(next);
        }
        run.found
    }
}

/// The pass over one text.
struct Run<'a> {
    lex: Lex<'a>,
    words: &'a Vocabulary,
    found: Vec<Mention>,
    /// Recommendations that were named with their Sector so far.
    codes: FxHashSet<String>,
    /// The end of the last mention.
    floor: usize,
}

impl<'a> Run<'a> {
    fn new(lex: Lex<'a>, words: &'a Vocabulary) -> Self {
        Run {
            lex,
            words,
            found: Vec::new(),
            codes: FxHashSet::default(),
            floor: 0,
        }
    }

    /// Looks at what stands at `at`; where to go on.
    fn step(&mut self, at: usize) -> usize {
        let lex = self.lex;
        let found = match lex.word(at) {
            // The sieve may stop behind an accented letter.
            Some(word) if lex.char_before(at).is_some_and(char::is_alphabetic) => Err(word.end),
            Some(word) => self.mention(&word).ok_or(word.end),
            None if lex.text[at..].starts_with('§') => {
                self.provision(at).ok_or(at + '§'.len_utf8())
            }
            None => Err(at + lex.char_at(at).map_or(1, char::len_utf8)),
        };
        match found {
            Ok(mut mention) => {
                // A list of one is made with room for four, and there may be a million of them.
                mention.written.shrink_to_fit();
                self.floor = mention.span.end;
                let named = mention.written.iter().filter(|w| w.sector.is_some());
                self.codes.extend(named.filter_map(|w| w.number.clone()));
                self.found.push(mention);
                self.floor
            }
            Err(next) => next,
        }
    }

    /// The mention that begins at, or is found by, `word`.
    fn mention(&self, word: &Word) -> Option<Mention> {
        let (lex, words) = (self.lex, self.words);
        let opens = words.terms.opens(word);
        if opens.basic
            && let Some(mention) = self.basic(word, opens)
        {
            return Some(mention);
        }
        if opens.provision
            && let Some(mention) = self.provision(word.start)
        {
            return Some(mention);
        }
        if let Some(right) = self.lookalike(word) {
            return self.mention(&right);
        }
        if let Some(entry) = opens.kind {
            if let Some(mention) = inner::pointer(lex, words, word, entry, self.floor) {
                return Some(mention);
            }
            if let Some(mut mention) = adopted::mention(lex, words, word, entry, self.floor) {
                self.add_before(&mut mention);
                self.add_behind(&mut mention);
                return Some(mention);
            }
        }
        if opens.sector
            && let Some(mut mention) = series::of_sector(lex, words, word, self.floor)
        {
            self.add_behind(&mut mention);
            return Some(mention);
        }
        let coded = word.end - word.start <= 6 && lex.byte(word.start).is_ascii_uppercase();
        let next = lex.byte(word.end);
        if coded
            && (next == b'.' || next >= 0x80 || next == b'-')
            && word.end - word.start <= 2
            && let Some(mention) = series::alone(lex, words, word, &self.codes, self.found.last())
        {
            return Some(mention);
        }
        if coded
            && next == b'/'
            && let Some(mention) = adopted::by_symbol(lex, words, word)
        {
            return Some(mention);
        }
        let numbered = match next {
            b'-' => lex.byte(word.end + 1).is_ascii_digit(),
            _ => next == b'/' || next.is_ascii_digit(),
        };
        (opens.paper || coded && numbered)
            .then(|| papers::mention(lex, words, word, opens.paper, self.floor))
            .flatten()
    }

    /// The kind word that is meant by "Res0lution", of which `word` is the beginning.
    fn lookalike(&self, word: &Word) -> Option<Word> {
        let lex = self.lex;
        let letters = |at: usize| lex.bytes()[at..].iter().take(Word::LONGEST);
        if !matches!(lex.byte(word.end), b'0' | b'1' | b'3' | b'5')
            || !lex.byte(word.end + 1).is_ascii_alphabetic()
        {
            return None;
        }
        let right = |one: char| {
            let mut right = Word::empty(word.start);
            for byte in letters(word.start).take_while(|b| b.is_ascii_alphanumeric()) {
                right.push(match byte {
                    b'0' => 'o',
                    b'1' => one,
                    b'3' => 'e',
                    b'5' => 's',
                    _ => char::from(*byte),
                });
                right.end += 1;
            }
            right.homoglyph = true;
            right
        };
        let mut meant = ['l', 'i'].into_iter().map(right);
        meant.find(|w| self.words.kind(w).is_some_and(|k| !k.short))
    }

    fn basic(&self, word: &Word, opens: Opens) -> Option<Mention> {
        let (lex, words) = (self.lex, self.words);
        if opens.numbered {
            return basic::numbered(lex, words, word);
        }
        if lex.byte(word.start).is_ascii_lowercase() {
            return None;
        }
        basic::named(lex, words, word, self.floor)
    }

    /// Provisions at `at`: of the text that is named behind them, or of the text that they stand in.
    fn provision(&self, at: usize) -> Option<Mention> {
        let (lex, words) = (self.lex, self.words);
        let found = inner::provisions(lex, words, at)?;
        if let Some(owner) = inner::owner(lex, words, &found)
            && let Some(mut mention) = self.owner(owner)
        {
            mention.span.start = at;
            each_provision(&mut mention, &found.paths(lex));
            return Some(mention);
        }
        inner::internal(lex, words, at, &found)
    }

    /// The text named at `at`, perhaps behind its body: "WTSA Resolution 1", "Rec. ITU-T A.1".
    fn owner(&self, at: usize) -> Option<Mention> {
        let (lex, words) = (self.lex, self.words);
        let here = words
            .terms
            .the
            .at(lex, at)
            .and_then(|e| lex.soft_gap(e))
            .unwrap_or(at);
        let behind = match (words.mark_at(lex, here), words.body_at(lex, here)) {
            (Some((_, _, end)), _) | (None, Some((_, end))) => lex.soft_gap(end)?,
            (None, None) => here,
        };
        let word = lex.word(behind)?;
        if let Some(entry) = words.kind(&word) {
            if let Some(mention) =
                adopted::mention(lex, words, &word, entry, here.saturating_sub(1))
            {
                return Some(mention);
            }
            let dot = word.end + usize::from(lex.byte(word.end) == b'.');
            let next = lex.word(lex.soft_gap(dot)?)?;
            if !words.terms.opens(&next).sector {
                return None;
            }
            return series::of_sector(lex, words, &next, here.saturating_sub(1));
        }
        let word = lex.word(here)?;
        if words.terms.opens(&word).sector {
            return series::of_sector(lex, words, &word, here);
        }
        papers::behind_words(lex, words, here)
    }

    /// "7.4.1 of" before the phrase.
    fn add_before(&self, mention: &mut Mention) {
        let start = mention.span.start;
        if let Some((start, sections)) =
            papers::sections_before(self.lex, self.words, start, self.floor)
        {
            mention.span.start = start;
            each_provision(mention, &sections);
        }
    }

    /// "…, Section 9" behind the phrase.
    fn add_behind(&self, mention: &mut Mention) {
        if let Some(found) = inner::behind(self.lex, self.words, mention.span.end) {
            mention.span.end = found.end;
            each_provision(mention, &found.paths(self.lex));
        }
    }
}

/// Names each provision of each text: "resolves 6 and 7 of Resolution 49" points at two places.
fn each_provision(mention: &mut Mention, paths: &[String]) {
    let room = Vec::with_capacity(mention.written.len() * paths.len());
    let texts = std::mem::replace(&mut mention.written, room);
    for text in texts {
        for path in paths {
            mention.written.push(Written {
                provision: Some(path.clone()),
                ..text.clone()
            });
        }
    }
}

#[cfg(test)]
mod tests;
