use super::Lazy;
use super::layers::Layers;
use super::load::KnowledgeError;
use crate::model::{BodyId, Day, Edition, Kind, WorkId};
use crate::script::bare;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Who adopts texts (`bodies.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Short name, the beginning of its ids: `PP`.
    pub id: BodyId,
    /// Full name.
    pub name: String,
    /// How texts write it out, in any language.
    #[serde(default)]
    pub names: Vec<String>,
    /// Abbreviations before or behind a number.
    #[serde(default)]
    pub short: Vec<String>,
    /// Names as they stand right behind a number, without a word between: "Резолюция 71 Полномочной конференции".
    #[serde(default)]
    pub genitive: Vec<String>,
    /// Those names of it that organs of others have too.
    #[serde(default)]
    pub generic: Vec<String>,
    /// The kinds of text that carry its numbers.
    pub adopts: Vec<Kind>,
    /// How an edition is marked.
    pub editions: EditionMarking,
    /// The symbols of its texts as documents, before their number: one, or several.
    #[serde(default, deserialize_with = "one_or_several")]
    pub symbol: Vec<String>,
    /// The letters before the year of a session.
    #[serde(default)]
    pub session: Option<String>,
    /// The words of "this conference".
    #[serde(default)]
    pub gathering: Vec<String>,
    /// The column of the mapping table.
    #[serde(default)]
    pub column: Option<String>,
    /// True for the body onto whose texts those of the others are mapped.
    #[serde(default)]
    pub parent: bool,
    /// By kind, what its numbers look like, where that alone tells the body.
    #[serde(default)]
    pub numbers: BTreeMap<Kind, NumberShape>,
    /// How many digits its numbers have at most, where `numbers` says nothing.
    #[serde(default)]
    pub digits: Option<u8>,
    /// From which number on its texts are not older than which year: a number that is cited with an earlier year is
    /// none of its own.
    #[serde(default)]
    pub since: BTreeMap<u32, u16>,
    /// From which number on its texts are of which year, year by year: number and year together tell the body, and with
    /// another year it is none of its texts.
    #[serde(default)]
    pub dated: BTreeMap<u32, u16>,
    /// The Sector whose study groups work under it.
    #[serde(default)]
    pub sector: Option<String>,
    /// What stands between kind and number: "Resolution ITU-R 7".
    #[serde(default)]
    pub prefix: Vec<String>,
    /// True where its texts are cited only with its name beside them.
    #[serde(default)]
    pub named: bool,
    /// True where its texts are numbered in lettered series (E.164).
    #[serde(default)]
    pub series: bool,
}

fn one_or_several<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(String),
        Several(Vec<String>),
    }
    Ok(match Written::deserialize(source)? {
        Written::One(one) => vec![one],
        Written::Several(several) => several,
    })
}

impl Body {
    /// Whether the text of that number is one of that year, as far as `dated` tells; a year that has no row of its own is
    /// not ruled out.
    pub fn is_of_year(&self, number: &str, year: u16) -> Option<bool> {
        let number: u32 = number.parse().ok()?;
        let (_, first) = self.dated.range(..=number).next_back()?;
        let next = self.dated.range(number + 1..).next();
        // The last row holds for all years to come.
        Some(year >= *first && next.is_none_or(|(_, next)| year < *next))
    }

    /// False where the text of that number is none of that year, by `dated` or by `since`.
    pub fn may_be_of(&self, number: &str, year: u16) -> bool {
        if !self.dated.is_empty() {
            return self.is_of_year(number, year) != Some(false);
        }
        let number: Option<u32> = number.parse().ok();
        let since = number.and_then(|n| self.since.range(..=n).next_back());
        since.is_none_or(|(_, first)| year >= *first)
    }
}

/// What the numbers of a body look like: a regular expression for the whole number.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct NumberShape {
    whole: Lazy,
    /// At the beginning of a longer text.
    start: Lazy,
}

impl NumberShape {
    /// True where `number` looks so.
    pub fn is_match(&self, number: &str) -> bool {
        self.whole.get().is_some_and(|whole| whole.is_match(number))
    }

    /// Length of the number that looks so at the start of `text`, where no letter or digit follows it.
    pub fn at_start(&self, text: &str) -> Option<usize> {
        let found = self.start.get()?.captures(text)?;
        Some(found.name("number")?.end())
    }

    /// The regular expression for the whole number.
    pub(crate) fn pattern(&self) -> &str {
        self.whole.pattern()
    }

    /// The regular expression that [`at_start`](Self::at_start) looks for.
    pub(crate) fn pattern_at_start(&self) -> &str {
        self.start.pattern()
    }
}

impl TryFrom<String> for NumberShape {
    type Error = regex::Error;

    fn try_from(pattern: String) -> Result<Self, Self::Error> {
        let start = format!(r"^(?P<number>{pattern})(?:\z|\p{{Han}}|[^\p{{L}}\p{{N}}])");
        Ok(NumberShape {
            whole: Lazy::parsed(format!("^(?:{pattern})$"))?,
            start: Lazy::parsed(start)?,
        })
    }
}

/// How a body marks the editions of its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditionMarking {
    /// (Rev. Dubai, 2018)
    PlaceYear,
    /// ITU-R 7-3
    Version,
    /// (Rev.WRC-19)
    Mark,
    /// (2011)
    Year,
    /// Not at all.
    None,
}

/// A conference (`conferences.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conference {
    /// Short name of the body.
    pub body: BodyId,
    /// Where it met.
    pub place: String,
    /// When.
    pub year: u16,
    /// Its printed short name: `PP-18`.
    pub mark: String,
    /// That name in other languages, where those of its body do not tell it: `CAMR-92`.
    #[serde(default)]
    pub marks: Vec<String>,
    /// Other right spellings of the place, in any language.
    #[serde(default)]
    pub spellings: Vec<String>,
    /// False for a planned one.
    #[serde(default = "yes")]
    pub met: bool,
    /// Its last day.
    #[serde(default, deserialize_with = "day")]
    pub ended: Option<Day>,
}

fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Day>, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map(Some).map_err(serde::de::Error::custom)
}

fn yes() -> bool {
    true
}

/// How a written place relates to a known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceMatch {
    /// A known spelling, whatever its case.
    Exact,
    /// Nearly: this many letters are wrong.
    Near(usize),
}

impl Conference {
    /// True where `place` is a known spelling, whatever its case.
    pub fn is_spelt(&self, place: &str) -> bool {
        let place = place.to_lowercase();
        self.all_spellings().any(|s| s.to_lowercase() == place)
    }

    /// The place in all its right spellings, the canonical one first.
    pub fn all_spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.place.as_str()).chain(self.spellings.iter().map(String::as_str))
    }

    /// True where an edition names its year, and its place or none.
    pub fn has_adopted(&self, edition: &Edition) -> bool {
        let place = edition.place.as_deref();
        Some(self.year) == edition.year && place.is_none_or(|place| self.is_spelt(place))
    }

    /// Its last day, or the last of its year where that is not known.
    pub fn day(&self) -> Day {
        self.ended.unwrap_or(Day::last_of(self.year, None))
    }

    /// The mark with its year in two digits and in four, folded by [`fold_mark`].
    pub(crate) fn folded_marks(&self) -> impl Iterator<Item = String> {
        let marks = std::iter::once(&self.mark).chain(&self.marks);
        marks.flat_map(|mark| {
            let short = fold_mark(mark);
            let head = short.trim_end_matches(|c: char| c.is_ascii_digit());
            let long = format!("{head}{}", self.year);
            let two = format!("{head}{:02}", self.year % 100);
            [short.clone(), long, two]
        })
    }
}

/// A temporary number and what became of it (`aliases.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The final id.
    pub id: WorkId,
    /// The temporary number without brackets: `COM5/2`.
    pub temporary: String,
    /// The conference at which it was used.
    pub session: String,
    /// [`temporary`](Self::temporary), however it is written.
    #[serde(skip)]
    pub(super) folded: String,
}

/// `WTSA-16`, `wtsa 16`, `WTSA‑16` → `wtsa16`.
pub(crate) fn fold_mark(mark: &str) -> String {
    bare(mark)
}

/// `[COM5/2]`, `COM5-2` → `COM5/2`.
pub(super) fn fold_temporary(number: &str) -> String {
    number
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | ' '))
        .map(|c| {
            if c == '-' || c == '\u{2011}' {
                '/'
            } else {
                c.to_ascii_uppercase()
            }
        })
        .collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bodies {
    bodies: Vec<Body>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Conferences {
    #[serde(default)]
    conferences: Vec<Conference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Aliases {
    #[serde(default)]
    aliases: Vec<Alias>,
}

/// The file of the bodies.
pub(super) const FILE: &str = "bodies.yaml";

pub(super) fn load_bodies(source: &Layers) -> Result<Vec<Body>, KnowledgeError> {
    let file: Bodies = source.read(FILE, &["id"])?;
    if !source.is_builtin() {
        for shape in file.bodies.iter().flat_map(|body| body.numbers.values()) {
            let checked = shape.whole.check().and_then(|()| shape.start.check());
            checked.map_err(|error| KnowledgeError::meaning(FILE, error.to_string()))?;
        }
    }
    Ok(file.bodies)
}

pub(super) fn load_conferences(source: &Layers) -> Result<Vec<Conference>, KnowledgeError> {
    let file: Conferences = source.read("conferences.yaml", &["body", "place", "year"])?;
    Ok(file.conferences)
}

pub(super) fn load_aliases(source: &Layers) -> Result<Vec<Alias>, KnowledgeError> {
    let mut file: Aliases = source.read("aliases.yaml", &["temporary", "session"])?;
    for alias in &mut file.aliases {
        alias.folded = fold_temporary(&alias.temporary);
    }
    Ok(file.aliases)
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;
    use crate::model::Kind;

    fn kind(word: &str) -> Kind {
        word.parse().expect(word)
    }

    #[test]
    fn place_and_year_decide() {
        let k = Knowledge::builtin().expect("mappings/ load");
        for (place, year, body) in [
            ("Dubai", 2012, "WTSA"),
            ("dubai", 2014, "WTDC"),
            ("DUBAI", 2018, "PP"),
            ("Florianopolis", 2004, "WTSA"),
            ("Dubái", 2018, "PP"),
        ] {
            assert!(
                k.bodies_at(kind("resolution"), place, year).contains(&body),
                "{place} {year}"
            );
        }
        assert!(k.bodies_at(kind("resolution"), "Dubai", 2017).is_empty());
        assert_eq!(k.bodies_at(kind("opinion"), "Dubai", 2012), ["WTSA"]);
    }

    #[test]
    fn marks_and_temporary_numbers_are_found_in_any_writing() {
        let k = Knowledge::builtin().expect("mappings/ load");
        for mark in ["WTSA-16", "WTSA 2016", "wtsa‑16"] {
            assert_eq!(
                k.conference_by_mark(mark).map(|c| c.place.as_str()),
                Some("Hammamet")
            );
        }
        for number in ["[COM5/2]", "COM5-2", "com5/2"] {
            assert_eq!(
                k.alias("PP", number, None).map(|id| id.as_str()),
                Some("PP-208")
            );
        }
        assert_eq!(k.alias("WTSA", "[COM5/2]", None), None);
    }
}
