//! Puts the lexicon together from what is known.

use super::{Basic, Case, Lexicon, PART, Says, Term, pieces};
use crate::cite::class::*;
use crate::cite::number::Shapes;
use crate::cite::places::{Places, squeeze};
use crate::cite::sieve::Sieve;
use crate::cite::terms::Terms;
use crate::knowledge::{Body, Conference, Knowledge, Lazy};
use rustc_hash::{FxHashMap, FxHashSet};

/// The lexicon while its terms are added.
struct Building<'k> {
    knowledge: &'k Knowledge,
    lexicon: Lexicon,
    terms: FxHashMap<String, Vec<Term>>,
}

impl Lexicon {
    pub(in crate::cite) fn new(knowledge: &Knowledge) -> Result<Self, String> {
        let shapes = knowledge.bodies.iter().flat_map(|b| &b.numbers);
        let joined = joined(knowledge)?;
        let wrong = |error| format!("`numbers` in forms.yaml: {error}");
        let numbers = Shapes::new(&knowledge.forms.numbers).map_err(wrong)?;
        // What is built in was tried by the tests.
        if !knowledge.is_builtin() {
            numbers.check().map_err(|error| wrong(error.to_string()))?;
        }
        let mut building = Building {
            knowledge,
            lexicon: Lexicon {
                bodies: of_texts(knowledge).cloned().collect(),
                numbers,
                shapes: shapes.map(|(k, shape)| (*k, shape.clone())).collect(),
                joins_ascii: joined.iter().any(|(letters, _)| letters.is_ascii()),
                joined,
                ..Lexicon::default()
            },
            terms: FxHashMap::default(),
        };
        building.add_terms()?;
        Ok(building.end())
    }
}

impl Building<'_> {
    /// Adds all terms. Where one is of several classes, the one that is added first counts.
    fn add_terms(&mut self) -> Result<(), String> {
        let Knowledge {
            lexicon, phrases, ..
        } = self.knowledge;
        self.add_bodies();
        for (class, languages) in &lexicon.terms {
            if let Some(class @ (DIVISION | EMPHASIS)) = named(class) {
                self.all(languages.values().flatten(), class, &Says::Nothing);
            }
        }
        self.add_forms();
        let places = Places::new(self.knowledge);
        for (spelling, place) in places.spelt() {
            self.add(spelling, PLACE, &Says::Place(place));
        }
        self.lexicon.places = places;
        self.all(phrases.adverbs.values().flatten(), ADVERB, &Says::Nothing);
        for (class, languages) in &lexicon.terms {
            let class = named(class).ok_or_else(|| unknown(class))?;
            self.all(languages.values().flatten(), class, &Says::Nothing);
        }
        let openers = phrases.operative_terms().chain(phrases.preamble_terms());
        for (_, _, term) in openers {
            self.add(term, OPENER, &Says::Nothing);
        }
        self.add_addressees();
        Ok(())
    }

    fn end(self) -> Lexicon {
        let mut all: Vec<(String, Vec<Term>)> = self.terms.into_iter().collect();
        // "May" is a month before it is "may".
        for (_, terms) in &mut all {
            terms.sort_by_key(|t| t.case == Case::Any);
        }
        let terms = Terms::new(all);
        let classes = |terms: &[Term]| terms.iter().map(|t| t.class).collect();
        let sessions = self.lexicon.sessions.keys();
        let sessions = sessions.map(|letters| (letters.as_str(), vec![SESSION_MARK]));
        let all = terms.iter().map(|(key, terms)| (key, classes(terms)));
        let sieve = Sieve::new(all.chain(sessions));
        Lexicon {
            terms,
            sieve,
            ..self.lexicon
        }
    }

    fn add_bodies(&mut self) {
        let knowledge = self.knowledge;
        for (i, body) in of_texts(knowledge).enumerate() {
            self.add_body(i, body);
        }
        for body in of_texts(knowledge) {
            self.all(&body.gathering, GATHERING, &Says::Nothing);
        }
        for conference in &knowledge.conferences {
            self.add_conference(conference);
        }
    }

    fn add_body(&mut self, i: usize, body: &Body) {
        let says = Says::Body(i);
        self.all(&body.generic, GBODY, &says);
        self.all(&body.genitive, GEN_BODY, &says);
        self.all(&body.names, BODY, &says);
        let words = |name: &String| (i, name.split_whitespace().map(squeeze).collect());
        self.lexicon.names.extend(body.names.iter().map(words));
        for short in &body.short {
            let acronym = short.chars().all(|c| c.is_uppercase() || c == ' ');
            self.add(short, if acronym { ACRO } else { BODY }, &says);
        }
        if let Some(session) = &body.session {
            let key = pieces(session).trim_end_matches(PART).to_owned();
            self.lexicon.sessions.insert(key, i);
        }
        // "Resolution ITU-R 7": the Sector that is named so.
        let sector = body.sector.as_deref().unwrap_or(body.id.as_str());
        self.all(&body.prefix, SECTOR, &Says::Sector(sector.into()));
        self.all(&body.symbol, SYMBOL, &says);
    }

    fn add_conference(&mut self, conference: &Conference) {
        let is_end = |c: char| c.is_ascii_digit() || matches!(c, '-' | ' ');
        let head = conference.mark.split(is_end).next().unwrap_or_default();
        let named = self.terms.get(&pieces(head));
        let body = |term: &Term| match term.says {
            Says::Body(body) => Some(body),
            _ => None,
        };
        // Conferences of a body that is not described adopt for the one whose name their mark begins with.
        let mut known = self.lexicon.bodies.iter();
        let known = known.position(|b| b.id == conference.body);
        let Some(body) = known.or_else(|| named?.iter().find_map(body)) else {
            return;
        };
        if !head.is_empty() && named.is_none() {
            self.add(head, ACRO, &Says::Body(body));
        }
        let met = (body, conference.year);
        for mark in conference.folded_marks() {
            let digits = mark.trim_start_matches(|c: char| !c.is_ascii_digit());
            let of_body = (body, digits.to_owned());
            // "Mob-87" of "WARC Mob-87"
            let second = conference.mark.split(['-', ' ']).nth(1);
            let second = second.filter(|second| second.chars().all(char::is_alphabetic));
            let short = second.map(|second| format!("{}{digits}", second.to_lowercase()));
            let Lexicon {
                marks, mark_years, ..
            } = &mut self.lexicon;
            mark_years.entry(of_body).or_insert(conference.year);
            for mark in short.into_iter().chain([mark]) {
                marks.entry(mark).or_insert(met);
            }
            if let Some(second) = second {
                self.add(second, NAME, &Says::Mark);
            }
        }
    }

    fn add_forms(&mut self) {
        let forms = &self.knowledge.forms;
        for kind in &forms.kinds {
            let right = Says::Kind(kind.kind, None);
            self.all(&kind.words, KIND, &right);
            self.all(&kind.many, KINDS, &right);
            self.all(&kind.short, KSHORT, &right);
            let meant = |words: &[String]| {
                let right = words.first().map_or("", String::as_str);
                Says::Kind(kind.kind, Some(right.into()))
            };
            self.all(&kind.misspelt, KIND, &meant(&kind.words));
            self.all(&kind.many_misspelt, KINDS, &meant(&kind.many));
        }
        for text in &forms.basic_texts {
            self.all(&text.names, BASIC, &Says::Basic(text.kind));
            self.all(&text.short, BASIC_SHORT, &Says::Basic(text.kind));
            let shape = text.numbers.as_ref();
            self.lexicon.basics.push(Basic {
                kind: text.kind,
                generic: text.generic,
                names: squeezed(&text.names),
                not_before: squeezed(&text.not_before),
                shape: shape.map(|s| Lazy::new(format!("^(?:{s})$"))),
            });
        }
        self.lexicon.not_basic = squeezed(&forms.basic_words.other);
        for (printed, written) in &forms.basic_words.articles {
            self.all(written, ARTICLE, &Says::Article(printed.as_str().into()));
            let keys = squeezed(written).into_iter();
            let printed = keys.map(|key| (key, printed.clone()));
            self.lexicon.articles.extend(printed);
        }
        self.lexicon.no_recommendation = squeezed(&forms.no_recommendation);
        self.all(&forms.basic_words.numbers, BASIC_NUMBER, &Says::Nothing);
        for sector in &forms.sector_recommendations {
            let says = Says::Sector(sector.sector.as_str().into());
            self.all(&sector.names, SECTOR, &says);
        }
        let bodies = self.knowledge.bodies.iter();
        for sector in bodies.filter_map(|b| b.sector.as_deref()) {
            self.add(sector, SECTOR, &Says::Sector(sector.into()));
        }
        for (i, paper) in forms.documents.iter().enumerate() {
            // A single letter is a letter first.
            let words = paper.words.iter().filter(|w| w.chars().count() > 1);
            self.all(words, PAPER, &Says::Paper(i));
        }
        self.all(&forms.groups.names, GROUP, &Says::Nothing);
        self.all(&forms.groups.numbered, GROUP, &Says::Nothing);
    }

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
        for (letters, joined) in &self.lexicon.joined {
            if *joined == THE
                && let Some(bare) = key.strip_prefix(letters.as_str())
                && bare.chars().next().is_some_and(|c| c != PART)
            {
                let terms = self.terms.entry(bare.to_owned()).or_default();
                terms.push(term.clone());
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
    fn add_addressees(&mut self) {
        for names in self.knowledge.addressees.names() {
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

/// The bodies that adopt texts.
fn of_texts(knowledge: &Knowledge) -> impl Iterator<Item = &Body> {
    knowledge.bodies.iter().filter(|b| !b.series)
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

/// Words as they are compared with [`squeeze`].
fn squeezed(words: &[String]) -> FxHashSet<String> {
    words.iter().map(|word| squeeze(word)).collect()
}

fn unknown(class: &str) -> String {
    format!("no class of words is called `{class}`")
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
