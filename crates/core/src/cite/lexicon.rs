//! Every word that the grammar knows: what stands at a place of a text, and what class it is of.

use super::class::*;
use super::places::{Places, squeeze};
use super::sieve::Sieve;
use super::terms::Terms;
use crate::knowledge::{Body, EditionMarking, Knowledge, NumberShape};
use crate::model::{BodyId, Clue, Kind, Says as Named};
use crate::script::{Folded, Sort};
use regex::{Regex, RegexSet};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What parts the pieces of a text as the automaton reads them.
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

/// What is known of a body where its texts are cited.
#[derive(Clone, Debug)]
pub(super) struct Adopter {
    pub(super) id: BodyId,
    pub(super) adopts: Vec<Kind>,
    /// The assembly of a Sector.
    pub(super) of_sector: bool,
    /// Editions are versions: a hyphen in a number is no range.
    pub(super) versions: bool,
    /// Editions are years.
    pub(super) years: bool,
    /// All its numbers look like those of sessions.
    pub(super) symbol: bool,
}

/// The terms of `mappings/`.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    terms: Terms,
    pub(super) sieve: Sieve,
    pub(super) bodies: Vec<Adopter>,
    /// The words of each name of a body.
    names: Vec<(usize, Vec<String>)>,
    pub(super) places: Places,
    /// The assembly of each Sector.
    pub(super) of_sectors: FxHashMap<String, usize>,
    /// Conferences by their mark without hyphens: body and year.
    pub(super) marks: FxHashMap<String, (usize, u16)>,
    /// Years of conferences by body and the digits of the mark.
    pub(super) mark_years: FxHashMap<(usize, String), u16>,
    /// Letters of sessions ("C19").
    pub(super) sessions: FxHashMap<String, usize>,
    /// Letters that melt into the word behind them, and their class.
    pub(super) joined: Vec<(String, u8)>,
    /// The right words of each kind: one, many.
    pub(super) right: Vec<(Kind, String, String)>,
    /// "Section", as it is printed, by the word as it is compared.
    pub(super) articles: FxHashMap<String, String>,
    /// What the numbers of a basic text look like, where that alone tells it.
    pub(super) basic_shapes: Vec<(Kind, Regex)>,
    /// "Report", before a code that is then none of a recommendation.
    pub(super) no_recommendation: FxHashSet<String>,
    /// What numbers look like, where that alone tells the body, and all of it in one expression.
    shapes: Vec<(Kind, NumberShape)>,
    any_shape: RegexSet,
}

/// A term being added.
struct Building {
    terms: FxHashMap<String, Vec<Term>>,
    joined: Vec<(String, u8)>,
}

impl Building {
    fn add(&mut self, written: &str, class: u8, says: &Says) {
        let key = pieces(written);
        if key.is_empty() {
            return;
        }
        let term = Term {
            class,
            says: says.clone(),
            case: case_of(written),
        };
        // "الجمعية" stands without its article behind a joined letter that holds it.
        for (letters, joined) in &self.joined {
            if *joined == THE
                && let Some(bare) = key.strip_prefix(letters.as_str())
                && bare.chars().next().is_some_and(|c| c != PART)
            {
                self.terms.entry(bare.to_owned()).or_default().push(Term {
                    class: term.class,
                    ..term.clone()
                });
            }
        }
        self.terms.entry(key).or_default().push(term);
    }

    fn all<'a>(&mut self, words: impl IntoIterator<Item = &'a String>, class: u8, says: &Says) {
        for word in words {
            self.add(word, class, says);
        }
    }

    /// Capitals tell the name of whoever is addressed; where a script has none, or a name goes on small ("Генеральному
    /// секретарю"), the names that are known do.
    fn add_addressees(&mut self, knowledge: &Knowledge) {
        for names in knowledge.addressees.names() {
            let of_key = |name: &String| self.terms.get(&pieces(name));
            let is_adopter = |term: &Term| is_body(term.class);
            let mut known = names.values().flatten().filter_map(of_key).flatten();
            if known.any(is_adopter) {
                continue;
            }
            let small =
                |word: &str| word.starts_with(char::is_lowercase) && word.chars().count() > 3;
            let led = |name: &str| name.starts_with(char::is_uppercase);
            let cased = |name: &str| name.chars().any(|c| c.is_lowercase() || c.is_uppercase());
            let plain = |name: &&String| !cased(name) || led(name) && name.split(' ').any(small);
            let plain: Vec<&String> = names.values().flatten().filter(plain).collect();
            self.all(plain, OWN_ORGAN, &Says::Nothing);
        }
    }
}

/// A single word with a capital counts only so, one in capitals too; phrases count in any case.
fn case_of(written: &str) -> Case {
    let letters = || written.chars().filter(|c| c.is_alphabetic());
    let words = written.split_whitespace().count();
    let first = letters().next().is_some_and(char::is_uppercase);
    if written.len() == 1 && written.bytes().all(|b| b.is_ascii_lowercase()) {
        Case::Small
    } else if first && letters().all(char::is_uppercase) && words == 1 {
        Case::All
    } else if first && words == 1 {
        Case::First
    } else {
        Case::Any
    }
}

/// A term as the automaton reads it: its words, each with the sign behind it.
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
    pub(super) fn new(knowledge: &Knowledge) -> Result<Self, String> {
        let mut joined = Vec::new();
        for one in &knowledge.lexicon.joined {
            let class = named(&one.class).ok_or_else(|| unknown(&one.class))?;
            joined.push((crate::script::fold(&one.letters).into_owned(), class));
        }
        joined.sort_by_key(|(letters, _)| std::cmp::Reverse(letters.len()));
        let mut building = Building {
            terms: FxHashMap::default(),
            joined,
        };
        let shapes = knowledge.bodies.iter().flat_map(|b| &b.numbers);
        let mut lexicon = Lexicon {
            terms: Terms::default(),
            sieve: Sieve::default(),
            bodies: Vec::new(),
            names: Vec::new(),
            places: Places::new(knowledge),
            of_sectors: FxHashMap::default(),
            marks: FxHashMap::default(),
            mark_years: FxHashMap::default(),
            sessions: FxHashMap::default(),
            joined: Vec::new(),
            right: Vec::new(),
            articles: FxHashMap::default(),
            basic_shapes: Vec::new(),
            no_recommendation: FxHashSet::default(),
            any_shape: RegexSet::new(shapes.clone().map(|(_, shape)| shape.pattern_at_start()))
                .map_err(|e| e.to_string())?,
            shapes: shapes.map(|(k, shape)| (*k, shape.clone())).collect(),
        };
        // Where a term is of several classes, the one that is added first counts.
        lexicon.add_bodies(knowledge, &mut building);
        for (class, languages) in &knowledge.lexicon.terms {
            if let Some(class @ (DIVISION | EMPHASIS)) = named(class) {
                for words in languages.values() {
                    building.all(words, class, &Says::Nothing);
                }
            }
        }
        lexicon.add_forms(knowledge, &mut building);
        for (spelling, place) in lexicon.places.spelt() {
            building.add(spelling, PLACE, &Says::Place(place));
        }
        for phrase in knowledge.phrases.adverbs.values().flatten() {
            building.add(phrase, ADVERB, &Says::Nothing);
        }
        for (class, languages) in &knowledge.lexicon.terms {
            let class = named(class).ok_or_else(|| unknown(class))?;
            for words in languages.values() {
                building.all(words, class, &Says::Nothing);
            }
        }
        let phrases = &knowledge.phrases;
        let openers = phrases.operative_terms().chain(phrases.preamble_terms());
        for (_, _, term) in openers {
            building.add(term, OPENER, &Says::Nothing);
        }
        building.add_addressees(knowledge);
        lexicon.joined = std::mem::take(&mut building.joined);
        Ok(lexicon.build(building))
    }

    /// Length of the number at the start of `text` that looks as those of some body do.
    pub(super) fn number_at(&self, text: &str) -> Option<usize> {
        if !self.any_shape.is_match(text) {
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

    fn build(mut self, building: Building) -> Self {
        let mut all: Vec<(String, Vec<Term>)> = building.terms.into_iter().collect();
        // "May" is a month before it is "may".
        for (_, terms) in &mut all {
            terms.sort_by_key(|t| t.case == Case::Any);
        }
        self.terms = Terms::new(all);
        let classes = |terms: &[Term]| terms.iter().map(|t| t.class).collect();
        let terms = self.terms.iter();
        self.sieve = Sieve::new(terms.map(|(key, terms)| (key, classes(terms))));
        self
    }

    fn add_bodies(&mut self, knowledge: &Knowledge, building: &mut Building) {
        let of_texts = || knowledge.bodies.iter().filter(|b| !b.series);
        for body in of_texts() {
            self.bodies.push(Adopter {
                id: body.id.clone(),
                adopts: body.adopts.clone(),
                of_sector: body.sector.is_some(),
                versions: body.editions == EditionMarking::Version,
                years: body.editions == EditionMarking::Year,
                symbol: !body.symbol.is_empty(),
            });
        }
        for (i, body) in of_texts().enumerate() {
            self.add_body(i, body, building);
        }
        for (i, body) in of_texts().enumerate() {
            if let Some(sector) = &body.sector {
                self.of_sectors.insert(sector.clone(), i);
            }
            building.all(&body.gathering, GATHERING, &Says::Nothing);
        }
        for conference in &knowledge.conferences {
            self.add_conference(conference, building);
        }
    }

    fn add_body(&mut self, i: usize, body: &Body, building: &mut Building) {
        let says = Says::Body(i);
        building.all(&body.generic, GBODY, &says);
        building.all(&body.genitive, GEN_BODY, &says);
        building.all(&body.names, BODY, &says);
        let words = |name: &String| (i, name.split_whitespace().map(squeeze).collect());
        self.names.extend(body.names.iter().map(words));
        for short in &body.short {
            let acronym = short.chars().all(|c| c.is_uppercase() || c == ' ');
            building.add(short, if acronym { ACRO } else { BODY }, &says);
        }
        if let Some(session) = &body.session {
            let key = pieces(session).trim_end_matches(PART).to_owned();
            self.sessions.insert(key, i);
        }
        // "Resolution ITU-R 7": the Sector that is named so.
        for prefix in &body.prefix {
            building.add(prefix, SECTOR, &Says::Sector(sector_of(body).into()));
        }
        building.all(&body.symbol, SYMBOL, &says);
    }

    fn add_conference(
        &mut self,
        conference: &crate::knowledge::Conference,
        building: &mut Building,
    ) {
        let id = conference.body.clone();
        let head: String = conference
            .mark
            .chars()
            .take_while(|c| !c.is_ascii_digit() && *c != '-' && *c != ' ')
            .collect();
        // Conferences of a body that is not described adopt for the one whose name their mark begins with.
        let body = self.bodies.iter().position(|b| b.id == id).or_else(|| {
            let key = pieces(&head);
            let terms = building.terms.get(&key)?;
            terms.iter().find_map(|t| match t.says {
                Says::Body(i) => Some(i),
                _ => None,
            })
        });
        let Some(body) = body else { return };
        let says = Says::Body(body);
        if !head.is_empty() && !building.terms.contains_key(&pieces(&head)) {
            building.add(&head, ACRO, &says);
        }
        for mark in conference.folded_marks() {
            let digits = mark.trim_start_matches(|c: char| !c.is_ascii_digit());
            let key = (body, digits.to_owned());
            self.mark_years.entry(key).or_insert(conference.year);
            // "Mob-87" of "WARC Mob-87"
            let written = conference.mark.as_str();
            if let Some(second) = written.split(['-', ' ']).nth(1)
                && second.chars().all(char::is_alphabetic)
            {
                let short = format!("{}{digits}", second.to_lowercase());
                self.marks.entry(short).or_insert((body, conference.year));
                building.add(second, NAME, &Says::Mark);
            }
            self.marks.entry(mark).or_insert((body, conference.year));
        }
    }

    fn add_forms(&mut self, knowledge: &Knowledge, building: &mut Building) {
        let forms = &knowledge.forms;
        for kind in &forms.kinds {
            let right = Says::Kind(kind.kind, None);
            building.all(&kind.words, KIND, &right);
            building.all(&kind.many, KINDS, &right);
            building.all(&kind.short, KSHORT, &right);
            let word = |words: &[String]| words.first().cloned().unwrap_or_default();
            let (one, many) = (word(&kind.words), word(&kind.many));
            let meant = |word: &str| Says::Kind(kind.kind, Some(word.into()));
            building.all(&kind.misspelt, KIND, &meant(&one));
            building.all(&kind.many_misspelt, KINDS, &meant(&many));
            self.right.push((kind.kind, one, many));
        }
        for text in &forms.basic_texts {
            building.all(&text.names, BASIC, &Says::Basic(text.kind));
            building.all(&text.short, BASIC_SHORT, &Says::Basic(text.kind));
            let shape = text.numbers.as_ref();
            let shape = shape.and_then(|s| Regex::new(&format!("^(?:{s})$")).ok());
            self.basic_shapes.extend(shape.map(|s| (text.kind, s)));
        }
        for (printed, written) in &forms.basic_words.articles {
            building.all(written, ARTICLE, &Says::Article(printed.as_str().into()));
            let keys = written.iter().map(|w| (squeeze(w), printed.clone()));
            self.articles.extend(keys);
        }
        let reports = forms.no_recommendation.iter();
        self.no_recommendation = reports.map(|w| squeeze(w)).collect();
        building.all(&forms.basic_words.numbers, BASIC_NUMBER, &Says::Nothing);
        for sector in &forms.sector_recommendations {
            building.all(
                &sector.names,
                SECTOR,
                &Says::Sector(sector.sector.as_str().into()),
            );
        }
        for body in knowledge.bodies.iter().filter_map(|b| b.sector.as_ref()) {
            building.add(body, SECTOR, &Says::Sector(body.as_str().into()));
        }
        for (i, paper) in forms.documents.iter().enumerate() {
            // A single letter is a letter first.
            let words = paper.words.iter().filter(|w| w.chars().count() > 1);
            building.all(words, PAPER, &Says::Paper(i));
        }
        building.all(&forms.groups.names, GROUP, &Says::Nothing);
        building.all(&forms.groups.numbered, GROUP, &Says::Nothing);
    }

    /// The longest term at the begin of `text`, which is in pieces: its terms, and its length.
    /// `capitals` says of a length how much of it is written in capitals.
    pub(super) fn at<'a>(
        &'a self,
        text: &str,
        capitals: impl Fn(usize) -> (bool, bool),
    ) -> Option<(&'a Term, usize)> {
        self.terms.at(text).find_map(|(terms, length)| {
            let (first, all) = capitals(length);
            let fits = |t: &&Term| match t.case {
                Case::Any => true,
                Case::Small => !first,
                Case::First => first,
                Case::All => all,
            };
            terms.iter().find(fits).map(|term| (term, length))
        })
    }

    /// True where all of `written` is a term of that class.
    pub(super) fn is_term(&self, written: &str, class: u8) -> bool {
        let key = pieces(written);
        let whole = self
            .terms
            .at(&key)
            .next()
            .filter(|(_, length)| *length == key.len());
        whole.is_some_and(|(terms, _)| terms.iter().any(|t| t.class == class))
    }

    /// The body that a clue names.
    pub(super) fn body(&self, clue: &Clue) -> Option<usize> {
        match &clue.says {
            Named::Body(id) => self.bodies.iter().position(|b| b.id == *id),
            _ => None,
        }
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

    /// The right word of a kind.
    pub(super) fn right_word(&self, kind: Kind, many: bool) -> &str {
        let right = self.right.iter().find(|(k, _, _)| *k == kind);
        right.map_or("", |(_, one, all)| if many { all } else { one })
    }
}

fn sector_of(body: &Body) -> String {
    body.sector.clone().unwrap_or_else(|| body.id.to_string())
}

fn unknown(class: &str) -> String {
    format!("no class of words is called `{class}`")
}
