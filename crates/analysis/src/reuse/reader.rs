//! Provisions as their words count when they are compared: bodies, bureaux, groups and Sectors as one word, "should"
//! as "shall", numbers as one; and what makes a difference all the same.

use super::glosses;
use super::words::{Editions, words};
use crate::knowledge::{ByLanguage, Knowledge};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What all organs are written as, and all numbers; no word of a text is written so.
const ORGAN: &str = "0organ";
const NUMBER: &str = "0number";
/// What all words are written as that say of a number that it is the least or the most.
const BOUND: &str = "0bound";

/// So many words back stands at most what says that something is so ("are hereby prohibited").
const PREDICATE: usize = 2;

/// So many words stand at most between a general term and the organ that it is part of ("of the").
const NARROWING: usize = 2;

/// What a word says where provisions are compared.
#[derive(Clone, Debug, Default)]
struct Sense {
    /// How it is written where it is compared; none: as it is.
    canonical: Option<String>,
    negation: bool,
    /// It turns the clause round, and counts as a word all the same.
    refraining: bool,
    /// It says what something is like, unless something is said to be so.
    qualifying: bool,
    /// It says that something is so.
    being: bool,
    binding: bool,
    inviting: bool,
    naming: bool,
    joining: bool,
    bound: Option<Bound>,
    value: Option<u32>,
    month: Option<u32>,
    /// The organs that it names.
    organs: BTreeSet<u16>,
    /// It stands for several organs, of which the words behind it may single one out.
    general: bool,
}

impl Sense {
    /// True for a month whose name is another word as well ("may").
    fn is_a_word_too(&self) -> bool {
        self.canonical.is_some() || self.negation || self.binding || self.inviting
    }
}

/// True where a number stands beside the words from `at` on.
fn is_dated(words: &[String], at: usize, length: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]);
    let beside = before.into_iter().chain(words.get(at + length));
    beside
        .into_iter()
        .any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Reads provisions for comparing.
#[derive(Clone, Debug)]
pub struct Reader {
    /// By the first word the terms, longest first: their other words and what they say.
    terms: FxHashMap<String, Vec<(Vec<String>, Sense)>>,
    /// Words before those who are only to be worked with or reported to.
    beside: Vec<Vec<String>>,
    /// The ids of the organs, by their numbers.
    organs: Vec<String>,
}

/// A number that says how much or when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quantity {
    /// How many.
    Number(u64),
    /// A year or a month.
    Date(u64),
}

/// What a number bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// It is the least.
    Least,
    /// It is the most.
    Most,
}

/// A word as it counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Token {
    pub(super) canonical: String,
    pub(super) quantity: Option<Quantity>,
    /// A number that is a name: that of a resolution.
    pub(super) name: Option<u64>,
    pub(super) negation: bool,
    /// It turns the clause round, and counts as a word all the same.
    pub(super) refraining: bool,
    /// It only says what something is like: "unlawful access".
    pub(super) qualifying: bool,
    /// It stands in a bracket that explains what stands before: in which of those of the provision, from 0.
    pub(super) gloss: Option<usize>,
    pub(super) binding: bool,
    pub(super) inviting: bool,
    pub(super) bound: Option<Bound>,
    pub(super) organs: BTreeSet<u16>,
}

impl Token {
    /// True for a word that is compared as it is written, and neither turns round nor obliges.
    pub(super) fn is_plain(&self) -> bool {
        let stands_for_many = self.canonical.starts_with(|c: char| c.is_ascii_digit());
        !(stands_for_many || self.negation || self.binding || self.inviting)
    }
}

/// Who is told to do something, and how strongly.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Act {
    /// The organs that are to act; empty where nobody is addressed.
    pub(super) organs: BTreeSet<u16>,
    /// They are invited, not told.
    pub(super) inviting: bool,
}

/// A provision read for comparing.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub(super) tokens: Vec<Token>,
}

impl Reading {
    /// The words as they are compared, one behind the other. What turns a clause round is left out: the clause is
    /// about the same thing without it.
    pub fn canonical(&self) -> String {
        let words = self.tokens.iter().filter(|t| !t.negation || t.refraining);
        let words: Vec<&str> = words.map(|t| t.canonical.as_str()).collect();
        words.join(" ")
    }
}

impl Reader {
    /// A reader that knows the words of `knowledge`.
    pub fn new(knowledge: &Knowledge) -> Reader {
        let wording = &knowledge.wording;
        let mut terms = Terms::default();
        for (id, names) in &wording.equal {
            terms.all(names, |s| s.canonical = Some(format!("0{id}")));
        }
        terms.all(&wording.negation, |s| s.negation = true);
        terms.all(&wording.refraining, |s| {
            (s.negation, s.refraining) = (true, true);
        });
        terms.all(&wording.qualifying, |s| {
            (s.negation, s.refraining, s.qualifying) = (true, true, true);
        });
        terms.all(&wording.being, |s| s.being = true);
        terms.all(&wording.binding, |s| s.binding = true);
        terms.all(&wording.inviting, |s| s.inviting = true);
        terms.all(&wording.at_least, |s| s.bound = Some(Bound::Least));
        terms.all(&wording.at_most, |s| s.bound = Some(Bound::Most));
        terms.all(&wording.naming, |s| s.naming = true);
        terms.all(&wording.joining, |s| s.joining = true);
        for (word, value) in wording.numbers.values().flatten() {
            terms.add(word, |s| s.value = Some(*value));
        }
        for names in wording.months.values() {
            // Behind the twelve, their other forms.
            for (month, word) in (1..=12).cycle().zip(names) {
                terms.add(word, |s| s.month = Some(month));
            }
        }
        let mut ids: Vec<&str> = Vec::new();
        for organ in &wording.organs {
            let mut meant = BTreeSet::new();
            let stands_for = organ.stands_for.iter().map(String::as_str);
            let own = Some(organ.id.as_str()).filter(|_| organ.stands_for.is_empty());
            for id in stands_for.chain(own) {
                meant.insert(number(&mut ids, id));
            }
            terms.all(&organ.names, |s| {
                s.organs.extend(&meant);
                s.general |= !organ.stands_for.is_empty();
            });
        }
        for body in &knowledge.bodies {
            let id = number(&mut ids, body.sector.as_deref().unwrap_or(&body.id));
            let names = body.names.iter().chain(&body.short).chain([&body.name]);
            for name in names {
                terms.add(name, |s| {
                    s.organs.insert(id);
                });
            }
        }
        let roles = &knowledge.addressees.roles;
        let beside = roles.collaborates.iter().chain(&roles.reports);
        Reader {
            terms: terms.sorted(),
            organs: ids.into_iter().map(str::to_owned).collect(),
            beside: beside.map(|words| split(words)).collect(),
        }
    }

    /// Reads a provision.
    pub fn read(&self, text: &str) -> Reading {
        let glosses = glosses::of(text);
        let words = words(text, Editions::Drop);
        let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
        // Behind a word such as "Resolution" numbers are names, up to a word that does not go on with them.
        let mut naming = false;
        let mut at = 0;
        while at < words.len() {
            let (length, sense) = self.term(&words[at..]);
            let written = words[at..at + length].join(" ");
            let digits = written.parse::<u64>().ok();
            let mut token = Token {
                gloss: glosses.iter().position(|words| words.contains(&at)),
                ..Token::default()
            };
            if let Some(number) = digits {
                let is_year = written.len() == 4 && (1900..2100).contains(&number);
                token.quantity = (!naming).then_some(match is_year {
                    true => Quantity::Date(number),
                    false => Quantity::Number(number),
                });
                token.name = naming.then_some(number);
                token.canonical = NUMBER.to_owned();
            } else if let Some(sense) = sense {
                naming = sense.naming || (naming && sense.joining);
                let value = sense.value.filter(|_| !sense.naming);
                let month = sense
                    .month
                    .filter(|_| !sense.is_a_word_too() || is_dated(&words, at, length))
                    .map(|m| Quantity::Date(u64::from(m)));
                token.quantity = value.map(|v| Quantity::Number(u64::from(v))).or(month);
                token.negation = sense.negation;
                token.refraining = sense.refraining;
                token.qualifying = sense.qualifying && !self.says_it_is_so(&words[..at]);
                token.binding = sense.binding && month.is_none();
                token.inviting = sense.inviting && month.is_none();
                token.bound = sense.bound;
                token.organs.clone_from(&sense.organs);
                token.canonical = match &sense.canonical {
                    _ if !sense.organs.is_empty() => ORGAN.to_owned(),
                    _ if token.quantity.is_some() => NUMBER.to_owned(),
                    _ if token.bound.is_some() => BOUND.to_owned(),
                    Some(canonical) => canonical.clone(),
                    None => written,
                };
            } else {
                // Labels and versions stand between the numbers of a list.
                naming &=
                    written.chars().any(|c| c.is_ascii_digit()) || written.chars().count() == 1;
                token.canonical = written;
            }
            at += length;
            // "the Director of TSB and the Director of BDT" is as long as "the Directors of the Bureaux".
            match tokens.last_mut() {
                Some(last) if token.canonical == ORGAN && last.canonical == ORGAN => {
                    last.organs.extend(&token.organs);
                }
                _ => tokens.push(token),
            }
        }
        Reading { tokens }
    }

    /// True where the words before say that something is what the next one says: "are hereby".
    fn says_it_is_so(&self, before: &[String]) -> bool {
        let last = before.len().saturating_sub(PREDICATE)..before.len();
        last.into_iter()
            .any(|at| self.term(&before[at..]).1.is_some_and(|sense| sense.being))
    }

    /// Who is told to act by an opening phrase.
    pub fn act(&self, phrase: &str) -> Act {
        let words = words(phrase, Editions::Drop);
        let beside = (0..words.len())
            .find(|at| self.beside.iter().any(|b| words[*at..].starts_with(b)))
            .unwrap_or(words.len());
        let mut act = Act::default();
        // Where the last general term ends, and what it stands for: "the study groups of the Sector of roads" are that
        // Sector's alone.
        let mut general: Option<(usize, &BTreeSet<u16>)> = None;
        let mut at = 0;
        while at < beside {
            let (length, sense) = self.term(&words[at..]);
            if let Some(sense) = sense {
                act.inviting |= sense.inviting;
                if sense.joining || !sense.organs.is_empty() {
                    let before = general.take();
                    let (end, meant) = before.unwrap_or((at, &sense.organs));
                    let narrows = !sense.general
                        && !sense.organs.is_empty()
                        && at - end <= NARROWING
                        && sense.organs.is_subset(meant);
                    if before.is_some() && !narrows {
                        act.organs.extend(meant);
                    }
                    match sense.general {
                        true => general = Some((at + length, &sense.organs)),
                        false => act.organs.extend(&sense.organs),
                    }
                }
            }
            at += length;
        }
        act.organs
            .extend(general.into_iter().flat_map(|(_, meant)| meant));
        act
    }

    /// True where an act tells, and does not merely invite, the organ of that id.
    pub fn tells(&self, act: &Act, organ: &str) -> bool {
        !act.inviting && self.names(act, organ)
    }

    /// True where an act addresses the organ of that id.
    pub fn names(&self, act: &Act, organ: &str) -> bool {
        let number = self.organs.iter().position(|id| id == organ);
        let number = number.and_then(|n| u16::try_from(n).ok());
        number.is_some_and(|n| act.organs.contains(&n))
    }

    /// The longest term at the beginning of `words`: how many words it has, and what it says.
    fn term(&self, words: &[String]) -> (usize, Option<&Sense>) {
        let terms = self.terms.get(&words[0]).map_or(&[][..], Vec::as_slice);
        let found = terms.iter().find(|(rest, _)| words[1..].starts_with(rest));
        found.map_or((1, None), |(rest, sense)| (1 + rest.len(), Some(sense)))
    }
}

/// The number of an id, a new one for one not seen so far.
fn number<'i>(ids: &mut Vec<&'i str>, id: &'i str) -> u16 {
    let known = ids.iter().position(|i| *i == id);
    let number = known.unwrap_or_else(|| {
        ids.push(id);
        ids.len() - 1
    });
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn split(term: &str) -> Vec<String> {
    words(term, Editions::Keep)
}

#[derive(Default)]
struct Terms {
    by_words: FxHashMap<Vec<String>, Sense>,
}

impl Terms {
    fn add(&mut self, term: &str, say: impl FnOnce(&mut Sense)) {
        let words = split(term);
        if !words.is_empty() {
            say(self.by_words.entry(words).or_default());
        }
    }

    fn all(&mut self, names: &ByLanguage, say: impl Fn(&mut Sense)) {
        for name in names.values().flatten() {
            self.add(name, &say);
        }
    }

    /// The terms by their first words, longest first.
    fn sorted(self) -> FxHashMap<String, Vec<(Vec<String>, Sense)>> {
        let mut terms: FxHashMap<String, Vec<(Vec<String>, Sense)>> = FxHashMap::default();
        // Sorted below.
        #[allow(clippy::iter_over_hash_type)]
        for (mut words, sense) in self.by_words {
            let rest = words.split_off(1);
            let first = words.pop().unwrap_or_default();
            terms.entry(first).or_default().push((rest, sense));
        }
        #[allow(clippy::iter_over_hash_type)]
        for of_one in terms.values_mut() {
            of_one.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        terms
    }
}
