//! What may begin at which word.

use super::{Terms, single};
use crate::cite::lex::Lex;
use crate::cite::phrases::{Opening, opening};
use crate::cite::words::{Word, fold_phrase};
use crate::knowledge::Knowledge;
use crate::model::Kind;
use std::collections::BTreeSet;

/// Fewer letters of a word than this do not stand before a break.
const HEAD: usize = 4;

/// A word that says which kind of text is named.
#[derive(Clone, Copy, Debug)]
pub(in crate::cite) struct KindWord {
    pub(in crate::cite) kind: Kind,
    /// Several texts; unknown for abbreviations.
    pub(in crate::cite) many: Option<bool>,
    /// An abbreviation.
    pub(in crate::cite) short: bool,
    /// Misspelt.
    pub(in crate::cite) slip: bool,
}

/// What begins at a word.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cite) struct Opens {
    pub(in crate::cite) kind: Option<KindWord>,
    pub(in crate::cite) sector: bool,
    /// The name or abbreviation of a basic text, or what stands before its numbers.
    pub(in crate::cite) basic: bool,
    /// What stands before the numbers of basic texts.
    pub(in crate::cite) numbered: bool,
    pub(in crate::cite) paper: bool,
    /// The opening words of a provision, a division or an action.
    pub(in crate::cite) provision: bool,
    pub(in crate::cite) division: bool,
    pub(in crate::cite) action: bool,
}

impl Terms {
    /// Notes what may begin at which first word.
    pub(super) fn index(&mut self, knowledge: &Knowledge) {
        for name in (knowledge.forms.sector_recommendations.iter()).flat_map(|e| &e.names) {
            if let Some(first) = fold_phrase(name).first() {
                self.sector_heads.add(first.bytes());
            }
            self.open(fold_phrase(name), |opens| opens.sector = true);
        }
        let short = self.basic_short.keys().chain(self.articles.keys());
        let short: Vec<String> = short
            .chain(self.basic_numbers.keys())
            .map(|w| String::from_utf8_lossy(w).into_owned())
            .collect();
        for word in short {
            self.opens.of(&word).basic = true;
        }
        let numbered = self.articles.keys().chain(self.basic_numbers.keys());
        let numbered = numbered.map(|w| String::from_utf8_lossy(w).into_owned());
        for word in numbered.collect::<Vec<_>>() {
            self.opens.of(&word).numbered = true;
        }
        for words in self.papers.iter().flat_map(|p| &p.words) {
            if let Some(first) = words.first() {
                self.opens.of(first).paper = true;
            }
        }
        for word in self.provision.first_words() {
            self.opens.of(word).provision = true;
        }
        let divisions = &knowledge.forms.divisions;
        for word in single(&divisions.words) {
            let opens = self.opens.of(&word);
            (opens.provision, opens.division) = (true, true);
        }
        for word in single(&divisions.short) {
            let opens = self.opens.of(&word);
            (opens.provision, opens.action) = (true, true);
        }
        for (word, kind) in kind_words(knowledge) {
            self.kinds.add(word.bytes());
            self.heads.extend(
                (HEAD..word.len())
                    .filter_map(|n| word.get(..n))
                    .map(str::to_owned),
            );
            self.opens.of(&word).kind = Some(kind);
        }
    }

    pub(super) fn open(&mut self, phrase: Vec<String>, note: impl Fn(&mut Opens)) {
        if let Some(first) = phrase.first() {
            note(self.opens.of(first));
            self.openings.push(phrase);
        }
    }

    /// How every phrase begins at which something of these may be found.
    pub(in crate::cite) fn openings(&self) -> BTreeSet<Opening<'_>> {
        let mut openings: BTreeSet<Opening> = self.provision.openings().collect();
        openings.extend(self.openings.iter().filter_map(|p| opening(p)));
        let said = || self.opens.iter();
        let alone = said().filter(|(_, o)| o.division || o.kind.is_some());
        openings.extend(alone.map(|(word, _)| (word, None)));
        openings.extend(self.heads.iter().map(|head| (head.as_bytes(), None)));
        // Numbers stand behind these, and where a word does it is of the same sort.
        let numbers = || self.basic_numbers.keys().chain(self.articles.keys());
        for word in numbers().chain(self.basic_short.keys()) {
            openings.extend(numbers().map(|second| (word, Some(second))));
            openings.insert((word, Some(b"s")));
        }
        // Or before them: "476 CV".
        openings.extend(self.basic_short.keys().map(|word| (word, None)));
        for word in self.articles.keys() {
            openings.extend(self.romans.iter().map(|r| (word, Some(r.as_bytes()))));
        }
        for words in self.papers.iter().flat_map(|p| &p.words) {
            openings.extend(opening(words).map(|(word, second)| (word, second.or(Some(b"")))));
        }
        let actions = said().filter(|(_, o)| o.action);
        openings.extend(actions.map(|(word, _)| (word, Some(&b""[..]))));
        openings
    }

    pub(in crate::cite) fn opens(&self, word: &Word) -> Opens {
        self.opens.get(word).copied().unwrap_or_default()
    }

    /// False where the word at `at` is none that says which kind of text is named.
    pub(in crate::cite) fn may_be_kind(&self, lex: Lex, at: usize) -> bool {
        self.kinds.may_be(lex.byte(at), lex.byte(at + 1))
    }
}

fn kind_words(knowledge: &Knowledge) -> Vec<(String, KindWord)> {
    let mut kinds = Vec::new();
    for entry in &knowledge.forms.kinds {
        let sorts = [
            (&entry.words, Some(false), false, false),
            (&entry.many, Some(true), false, false),
            (&entry.short, None, true, false),
            (&entry.misspelt, Some(false), false, true),
            (&entry.many_misspelt, Some(true), false, true),
        ];
        let kind = entry.kind;
        for (words, many, short, slip) in sorts {
            let said = KindWord {
                kind,
                many,
                short,
                slip,
            };
            kinds.extend(single(words).map(|word| (word, said)));
        }
    }
    kinds
}
