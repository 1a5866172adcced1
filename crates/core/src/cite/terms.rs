//! The words of `mappings/` for provisions, basic texts, Sector recommendations and documents.

mod opens;
mod papers;

pub(super) use opens::{KindWord, Opens};
pub(super) use papers::Paper;
use papers::{codes, paper};

use super::lex::Lex;
use super::phrases::{PhraseMap, Phrases};
use super::words::{Word, WordMap, WordSet, fold_phrase, squeeze};
use crate::knowledge::{Groups, Knowledge, Pairs};
use crate::model::Kind;
use crate::script::{Script, script};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

#[derive(Clone, Debug)]
struct Sector {
    name: String,
    /// Squeezed, each once.
    names: Vec<String>,
    letters: FxHashSet<String>,
    alone: FxHashSet<String>,
}

/// The words, folded.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    pub(super) above: Phrases,
    pub(super) each: Phrases,
    pub(super) each_behind: Phrases,
    pub(super) the: Phrases,
    pub(super) position: Phrases,
    pub(super) joining: Phrases,
    pub(super) leading: Phrases,
    pub(super) provision: Phrases,
    pub(super) provision_tail: Phrases,
    pub(super) basic_of: Phrases,
    pub(super) bare_of: Phrases,
    pub(super) owner: Phrases,
    pub(super) ordinals: Phrases,
    pub(super) no_recommendation: Phrases,
    pub(super) union: Phrases,
    pub(super) other: Phrases,
    pub(super) series: Phrases,
    pub(super) months: Phrases,
    /// "commission", "board"
    pub(super) organ: WordSet,
    /// "mondiale", behind one of these
    pub(super) organ_adjectives: WordSet,
    /// "of", within a name
    pub(super) of_name: WordSet,
    /// "on", within a name
    pub(super) on_name: WordSet,
    /// "decree": a law that no body adopts
    pub(super) other_texts: WordSet,
    /// "UNESCO"
    pub(super) others: Phrases,
    pub(super) its: Phrases,
    /// "adopted"
    pub(super) adopting: Phrases,
    /// "has", "also", around one of these
    pub(super) around_adopting: WordSet,
    pub(super) revision: WordSet,
    pub(super) revised_in: Phrases,
    pub(super) adopted_in: Phrases,
    pub(super) by_which: WordSet,
    pub(super) deciding: WordSet,
    pub(super) thereof: Phrases,
    /// What goes on behind a list of numbers, and is not what they count
    pub(super) behind_list: WordSet,
    /// "years", behind a number that counts something
    pub(super) units: WordSet,
    /// Capitals before a kind that name nobody
    pub(super) no_organ: WordSet,
    articles: WordMap<String>,
    /// `i` to `lx`: the numbers that articles may have
    romans: Vec<String>,
    basic_numbers: WordSet,
    basic: PhraseMap<Kind>,
    not_before: FxHashMap<Kind, Phrases>,
    basic_short: WordMap<Kind>,
    basic_shapes: Vec<(Kind, Regex)>,
    sectors: Vec<Sector>,
    /// How their names begin.
    sector_heads: Pairs,
    papers: Vec<Paper>,
    groups: Groups,
    codes: Option<Regex>,
    opens: WordMap<Opens>,
    /// How the words of kinds begin.
    kinds: Pairs,
    /// How the phrases begin of which `opens` tells by their first words.
    openings: Vec<Vec<String>>,
    /// The letters of kind words before a line break, or before a digit that stands for a letter.
    heads: Vec<String>,
}

impl Terms {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let forms = &knowledge.forms;
        let words = &forms.words;
        let basic = &forms.basic_words;
        let openings: Vec<String> = knowledge
            .phrases
            .preamble_terms()
            .chain(knowledge.phrases.operative_terms())
            .map(|(_, _, term)| term.to_owned())
            .filter(|term| term.chars().filter_map(script).all(|s| s == Script::Latin))
            .collect();
        let mut terms = Terms {
            above: Phrases::new(&words.above),
            each: Phrases::new(&words.each),
            each_behind: Phrases::new(&words.each_behind),
            the: Phrases::new(&words.the),
            position: Phrases::new(&words.position),
            joining: Phrases::new(&words.joining),
            leading: Phrases::new(&words.leading),
            provision: Phrases::new(&openings),
            provision_tail: Phrases::new(&words.to_do),
            basic_of: Phrases::new(&basic.of),
            bare_of: Phrases::new(&words.of),
            owner: Phrases::new(&basic.owner),
            ordinals: Phrases::new(&words.ordinals),
            no_recommendation: Phrases::new(&forms.no_recommendation),
            union: Phrases::new(&basic.union),
            other: Phrases::new(&basic.other),
            series: Phrases::new(&forms.series_words),
            months: Phrases::new(&words.months),
            organ: single(&words.organ_words).collect(),
            organ_adjectives: single(&words.organ_adjectives).collect(),
            of_name: single(&words.of_name).collect(),
            on_name: single(&words.on_name).collect(),
            other_texts: single(&words.other_texts).collect(),
            others: Phrases::new(&words.others),
            its: Phrases::new(&words.its),
            adopting: Phrases::new(&words.adopting),
            around_adopting: single(&words.around_adopting).collect(),
            revision: single(&words.revision).collect(),
            revised_in: Phrases::new(&words.revised_in),
            adopted_in: Phrases::new(&words.adopted_in),
            by_which: single(&words.by_which).collect(),
            deciding: single(&words.deciding).collect(),
            thereof: Phrases::new(&words.thereof),
            behind_list: single(&words.behind_list).collect(),
            units: single(&words.units).collect(),
            no_organ: single(&words.no_organ).collect(),
            articles: WordMap::default(),
            romans: romans(),
            basic_numbers: single(&basic.numbers).collect(),
            basic: PhraseMap::of(Vec::new()),
            not_before: FxHashMap::default(),
            basic_short: WordMap::default(),
            basic_shapes: Vec::new(),
            sectors: Vec::new(),
            sector_heads: Pairs::default(),
            papers: forms.documents.iter().map(paper).collect(),
            groups: forms.groups.clone(),
            codes: codes(knowledge),
            opens: WordMap::default(),
            kinds: Pairs::default(),
            openings: Vec::new(),
            heads: Vec::new(),
        };
        for (label, spelt) in &basic.articles {
            for word in spelt.iter().flat_map(|w| fold_phrase(w)) {
                terms.articles.insert(&word, label.clone());
            }
        }
        let mut basic_names = Vec::new();
        for text in &forms.basic_texts {
            basic_names.extend(text.names.iter().map(|n| (fold_phrase(n), text.kind)));
            terms
                .not_before
                .insert(text.kind, Phrases::new(&text.not_before));
            let shape = text
                .numbers
                .iter()
                .map(|n| Regex::new(&format!("^(?:{n})$")));
            let shape = shape.filter_map(Result::ok).map(|s| (text.kind, s));
            terms.basic_shapes.extend(shape);
            for short in text.short.iter().flat_map(|w| fold_phrase(w)) {
                terms.basic_short.insert(&short, text.kind);
            }
        }
        for (words, _) in &basic_names {
            terms.open(words.clone(), |opens| opens.basic = true);
        }
        terms.basic = PhraseMap::of(basic_names);
        for entry in &forms.sector_recommendations {
            terms.sectors.push(Sector {
                name: entry.sector.clone(),
                names: squeezed(&entry.names),
                letters: entry.letters.iter().cloned().collect(),
                alone: entry.alone.iter().cloned().collect(),
            });
        }
        terms.index(knowledge);
        terms
    }

    /// `Article` for "Articles", "Art.".
    pub(super) fn article(&self, word: &Word) -> Option<&str> {
        self.articles.get(word).map(String::as_str)
    }

    pub(super) fn is_basic_number(&self, word: &Word) -> bool {
        self.basic_numbers.contains(word)
    }

    pub(super) fn basic_short(&self, word: &Word) -> Option<Kind> {
        self.basic_short.get(word).copied()
    }

    /// True where what stands at `at`, behind the name of a basic text, makes it another text's name.
    pub(super) fn is_other(&self, lex: Lex, kind: Kind, at: usize) -> bool {
        self.not_before
            .get(&kind)
            .is_some_and(|p| p.at(lex, at).is_some())
    }

    /// The basic text whose name stands at `at`.
    pub(super) fn basic_at(&self, lex: Lex, at: usize) -> Option<(Kind, usize)> {
        let word = lex.word(at)?;
        if let Some(kind) = self.basic_short(&word).filter(|_| {
            lex.text[word.start..word.end]
                .chars()
                .all(|c| c.is_uppercase() || c == 's')
        }) {
            return Some((kind, word.end));
        }
        let (kind, end) = self.basic.find(lex, at)?;
        Some((*kind, end))
    }

    /// The basic text that alone has numbers like `numbers`.
    pub(super) fn basic_by_numbers<'a>(
        &self,
        mut numbers: impl Iterator<Item = &'a str>,
    ) -> Option<Kind> {
        let first = numbers.next()?;
        let (kind, shape) = self.basic_shapes.iter().find(|(_, s)| s.is_match(first))?;
        numbers.all(|n| shape.is_match(n)).then_some(*kind)
    }

    /// The Sector whose name stands at `at`, and where the name ends.
    pub(super) fn sector_at(&self, lex: Lex, at: usize) -> Option<(&str, usize)> {
        if !self.sector_heads.may_be(lex.byte(at), lex.byte(at + 1)) {
            return None;
        }
        let found = self.sector_from(lex, at)?;
        self.opens(&lex.word(at)?).sector.then_some(found)
    }

    /// The same for a place where a word stands that the name of a Sector begins with.
    pub(super) fn sector_from(&self, lex: Lex, at: usize) -> Option<(&str, usize)> {
        self.sectors.iter().find_map(|sector| {
            let end = sector.names.iter().find_map(|n| lex.squeezed(at, n))?;
            Some((sector.name.as_str(), end))
        })
    }

    /// The Sector whose codes may stand without its name.
    pub(super) fn default_sector(&self) -> Option<&str> {
        self.sectors
            .iter()
            .find(|s| !s.alone.is_empty())
            .map(|s| s.name.as_str())
    }

    fn sector(&self, name: &str) -> Option<&Sector> {
        self.sectors.iter().find(|s| s.name == name)
    }

    pub(super) fn is_series_letter(&self, sector: &str, letters: &str) -> bool {
        self.sector(sector)
            .is_some_and(|s| s.letters.contains(letters))
    }

    pub(super) fn stands_alone(&self, sector: &str, letters: &str) -> bool {
        self.sector(sector)
            .is_some_and(|s| s.alone.contains(letters))
    }
}

/// `i` to `lx`
fn romans() -> Vec<String> {
    let tens = ["", "x", "xx", "xxx", "xl", "l"];
    let ones = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let all = tens.iter().flat_map(|t| ones.iter().map(move |o| (t, o)));
    // Ten behind tens is the next ten.
    all.filter(|(t, o)| t.is_empty() || **o != "x")
        .map(|(t, o)| format!("{t}{o}"))
        .chain(["xx", "xxx", "xl", "l", "lx"].map(str::to_owned))
        .collect()
}

fn squeezed(names: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names.iter().map(|n| squeeze(n)) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

/// The words of `list`, each by itself.
fn single(list: &[String]) -> impl Iterator<Item = String> {
    list.iter().flat_map(|w| fold_phrase(w))
}
