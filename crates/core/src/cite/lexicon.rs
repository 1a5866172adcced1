//! Every word that the grammar knows: what stands at a place of a text, and what class it is of.

mod build;

use super::number::Shapes;
use super::places::Places;
use super::sieve::Sieve;
use super::terms::{Beginning, Terms};
use crate::knowledge::{Body, EditionMarking, Lazy, NumberShape};
use crate::model::{Clue, Kind};
use crate::script::{Folded, Sort};
use regex::RegexSet;
use regex_syntax::hir::literal::Extractor;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, OnceLock};

/// What parts the pieces of a text as terms are compared with them.
pub(super) const PART: char = '\u{1f}';

/// What a term is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Says {
    /// Its class says all.
    Nothing,
    /// A kind of text; the word that is meant, where it is misspelt.
    Kind(Kind, Option<Arc<str>>),
    /// A body, by its place in [`Lexicon::bodies`].
    Body(usize),
    /// A place, by its number in [`Places`].
    Place(usize),
    /// A Sector, as it is printed.
    Sector(Arc<str>),
    /// A basic text.
    Basic(Kind),
    /// "Article", as it is printed.
    Article(Arc<str>),
    /// A sort of meeting document, by its place in the forms.
    Paper(usize),
    /// Begins the mark of a conference.
    Mark,
}

/// A term.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Its class.
    pub(super) class: u8,
    /// What it is.
    pub(super) says: Says,
    /// How much of it must be written in capitals.
    case: Case,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// "y" and "o" are words, "Y" and "O" are letters.
    Small,
    Any,
    First,
    All,
}

/// A basic text; words as they are compared.
#[derive(Clone, Debug)]
pub(super) struct Basic {
    pub(super) kind: Kind,
    /// Other organisations have one of that name.
    pub(super) generic: bool,
    pub(super) names: FxHashSet<String>,
    /// Words behind its name that make another text of it.
    pub(super) not_before: FxHashSet<String>,
    /// What its numbers look like, where that alone tells it.
    pub(super) shape: Option<Lazy>,
}

/// The terms of `mappings/`.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    terms: Terms,
    pub(super) sieve: Sieve,
    /// Those that adopt texts.
    pub(super) bodies: Vec<Body>,
    /// The words of each name of a body.
    names: Vec<(usize, Vec<String>)>,
    pub(super) places: Places,
    /// Conferences by their mark without hyphens: body and year.
    pub(super) marks: FxHashMap<String, (usize, u16)>,
    /// Years of conferences by body and the digits of the mark.
    pub(super) mark_years: FxHashMap<(usize, String), u16>,
    /// Letters of sessions ("C19").
    pub(super) sessions: FxHashMap<String, usize>,
    /// Letters that melt into the word behind them, and their class.
    pub(super) joined: Vec<(String, u8)>,
    /// Some of them are of ASCII.
    pub(super) joins_ascii: bool,
    /// "Section", as it is printed, by the word as it is compared.
    pub(super) articles: FxHashMap<String, String>,
    pub(super) basics: Vec<Basic>,
    /// Words behind the name of any basic text that make another one of it.
    pub(super) not_basic: FxHashSet<String>,
    /// "Report", before a code that is then none of a recommendation.
    pub(super) no_recommendation: FxHashSet<String>,
    /// What all numbers look like.
    pub(super) numbers: Shapes,
    /// What numbers look like, where that alone tells the body, all of it in one expression, and the bytes with
    /// which it may begin.
    shapes: Vec<(Kind, NumberShape)>,
    any_shape: OnceLock<(Option<RegexSet>, [bool; 256])>,
}

/// A term as it is compared: its words, each with the sign behind it.
pub(super) fn pieces(written: &str) -> String {
    let folded = Folded::new(written);
    let mut key = String::new();
    for token in folded.tokens() {
        let text = &folded.text()[token.at.clone()];
        if token.sort == Sort::Han {
            for c in text.chars() {
                key.push(c);
                key.push(PART);
            }
        } else {
            key.push_str(text);
            key.push(PART);
        }
    }
    key
}

impl Lexicon {
    /// Length of the number at the start of `text` that looks as those of some body do.
    pub(super) fn number_at(&self, text: &str) -> Option<usize> {
        let (any, first) = self.any_shape.get_or_init(|| {
            let shapes = || self.shapes.iter().map(|(_, s)| s);
            let mut first = [false; 256];
            for shape in shapes() {
                add_first_bytes(shape.pattern(), &mut first);
            }
            let any = RegexSet::new(shapes().map(NumberShape::pattern_at_start));
            (any.ok(), first)
        });
        let may_begin = text.bytes().next().is_some_and(|b| first[usize::from(b)]);
        if !may_begin || any.as_ref().is_some_and(|any| !any.is_match(text)) {
            return None;
        }
        let found = self.shapes.iter();
        found.filter_map(|(_, shape)| shape.at_start(text)).max()
    }

    /// True where the numbers of some body's texts of that kind look so.
    pub(super) fn is_number_of(&self, kind: Kind, number: &str) -> bool {
        let mut shapes = self.shapes.iter();
        shapes.any(|(k, shape)| *k == kind && shape.is_match(number))
    }

    /// The terms that begin with `piece`.
    pub(super) fn begin(&self, piece: &str) -> Option<&Beginning> {
        self.terms.begin(piece)
    }

    /// The longest term at the begin of `text`, which is in pieces: what it is, and its length.
    pub(super) fn at(&self, text: &str) -> Option<(&Term, usize)> {
        longest(self.terms.at(text), |_| (true, true))
    }

    /// The same of the terms that begin with its first piece, which is so long.
    /// `capitals` says of a length whether the first letter and all are capitals.
    pub(super) fn of(
        &self,
        begin: &Beginning,
        first: usize,
        text: &str,
        capitals: impl Fn(usize) -> (bool, bool),
    ) -> Option<(&Term, usize)> {
        longest(self.terms.of(begin, first, text), capitals)
    }

    /// True where all of `written` is a term of that class.
    pub(super) fn is_term(&self, written: &str, class: u8) -> bool {
        let key = pieces(written);
        let whole = self.terms.at(&key).next();
        let terms = whole.filter(|(_, length)| *length == key.len());
        terms.is_some_and(|(terms, _)| terms.iter().any(|t| t.class == class))
    }

    /// The body that a clue names.
    pub(super) fn body(&self, clue: &Clue) -> Option<usize> {
        let id = clue.body()?;
        self.bodies.iter().position(|b| b.id == *id)
    }

    /// The bodies of whose name every one of these words is one, but for a letter: their names, written otherwise.
    pub(super) fn resembling(&self, words: &[String]) -> Vec<usize> {
        let same = |word: &str, other: &str| {
            word == other || word.len() > 6 && strsim::osa_distance(word, other) < 2
        };
        let all = |name: &[String]| words.iter().all(|w| name.iter().any(|n| same(w, n)));
        let names = self.names.iter().filter(|_| words.len() > 2);
        let mut bodies: Vec<usize> = names.filter(|(_, name)| all(name)).map(|n| n.0).collect();
        bodies.dedup();
        bodies
    }

    /// True where the body adopts texts of that kind.
    pub(super) fn adopts(&self, body: usize, kind: Kind) -> bool {
        self.bodies[body].adopts.contains(&kind)
    }

    /// The assembly of a Sector.
    pub(super) fn of_sector(&self, sector: &str) -> Option<usize> {
        let is_its = |body: &Body| body.sector.as_deref() == Some(sector);
        self.bodies.iter().rposition(is_its)
    }

    /// True where its editions are versions: a hyphen in a number is no range.
    pub(super) fn is_versioned(&self, body: Option<usize>) -> bool {
        body.is_some_and(|body| self.bodies[body].editions == EditionMarking::Version)
    }
}

/// The first of `terms`, the longest of which come first, that is written as it must be.
fn longest<'a>(
    mut terms: impl Iterator<Item = (&'a [Term], usize)>,
    capitals: impl Fn(usize) -> (bool, bool),
) -> Option<(&'a Term, usize)> {
    terms.find_map(|(terms, length)| {
        let fits = |t: &&Term| match t.case {
            Case::Any => true,
            Case::Small => !capitals(length).0,
            Case::First => capitals(length).0,
            Case::All => capitals(length).1,
        };
        terms.iter().find(fits).map(|term| (term, length))
    })
}

/// Adds the bytes with which what fits an expression may begin.
fn add_first_bytes(pattern: &str, all: &mut [bool; 256]) {
    let prefixes = regex_syntax::parse(pattern).map(|parsed| {
        let mut prefixes = Extractor::new();
        prefixes.limit_literal_len(1).extract(&parsed)
    });
    let prefixes = prefixes.ok();
    let literals = prefixes.as_ref().and_then(|prefixes| prefixes.literals());
    match literals.filter(|all| all.iter().all(|l| !l.is_empty())) {
        Some(literals) => {
            for literal in literals {
                all[usize::from(literal.as_bytes()[0])] = true;
            }
        }
        // It is not known, or nothing fits too.
        None => all.fill(true),
    }
}
