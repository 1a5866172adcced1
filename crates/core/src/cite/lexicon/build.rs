//! Puts the lexicon together from what is known.

use super::{Adopter, Case, Lexicon, PART, Says, Term, pieces};
use crate::cite::class::*;
use crate::cite::number::Shapes;
use crate::cite::places::{Places, squeeze};
use crate::cite::sieve::Sieve;
use crate::cite::terms::Terms;
use crate::knowledge::{Body, EditionMarking, Knowledge, Lazy};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

impl Lexicon {
    pub(in crate::cite) fn new(knowledge: &Knowledge) -> Result<Self, String> {
        let mut building = Building {
            terms: FxHashMap::default(),
            joined: joined(knowledge)?,
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
            joins_ascii: false,
            right: Vec::new(),
            articles: FxHashMap::default(),
            basic_shapes: Vec::new(),
            no_recommendation: FxHashSet::default(),
            numbers: numbers(knowledge)
                .map_err(|error| format!("`numbers` in forms.yaml: {error}"))?,
            any_shape: OnceLock::new(),
            shapes: shapes.map(|(k, shape)| (*k, shape.clone())).collect(),
        };
        lexicon.add_terms(knowledge, &mut building)?;
        lexicon.joined = std::mem::take(&mut building.joined);
        lexicon.joins_ascii = lexicon.joined.iter().any(|(letters, _)| letters.is_ascii());
        Ok(lexicon.build(building))
    }

    /// Adds all terms. Where one is of several classes, the one that is added first counts.
    fn add_terms(&mut self, knowledge: &Knowledge, building: &mut Building) -> Result<(), String> {
        self.add_bodies(knowledge, building);
        for (class, languages) in &knowledge.lexicon.terms {
            if let Some(class @ (DIVISION | EMPHASIS)) = named(class) {
                for words in languages.values() {
                    building.all(words, class, &Says::Nothing);
                }
            }
        }
        self.add_forms(knowledge, building);
        for (spelling, place) in self.places.spelt() {
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
        Ok(())
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
            let shape = shape.map(|s| Lazy::new(format!("^(?:{s})$")));
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
}

/// A term being added.
struct Building {
    terms: FxHashMap<String, Vec<Term>>,
    joined: Vec<(String, u8)>,
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

fn sector_of(body: &Body) -> String {
    body.sector.clone().unwrap_or_else(|| body.id.to_string())
}

fn unknown(class: &str) -> String {
    format!("no class of words is called `{class}`")
}

/// What numbers look like; what is built in was tried by the tests.
fn numbers(knowledge: &Knowledge) -> Result<Shapes, String> {
    let shapes = Shapes::new(&knowledge.forms.numbers)?;
    if !knowledge.is_builtin() {
        shapes.check().map_err(|error| error.to_string())?;
    }
    Ok(shapes)
}

/// The letters that melt into the word behind them, the longest first, with their classes.
fn joined(knowledge: &Knowledge) -> Result<Vec<(String, u8)>, String> {
    let all = knowledge.lexicon.joined.iter();
    let classed = all.map(|one| {
        let class = named(&one.class).ok_or_else(|| unknown(&one.class))?;
        Ok((crate::script::fold(&one.letters).into_owned(), class))
    });
    let mut all = classed.collect::<Result<Vec<_>, String>>()?;
    all.sort_by_key(|(letters, _)| std::cmp::Reverse(letters.len()));
    Ok(all)
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
