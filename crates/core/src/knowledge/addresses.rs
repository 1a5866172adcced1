use super::layers::Layers;
use super::links::Links;
use super::load::KnowledgeError;
use crate::model::{Edition, WorkId};
use regex::Regex;
use serde::Deserialize;

pub(super) const FILE: &str = "addresses.yaml";
/// By what the rows of both its lists name each other.
const KEYS: &[&str] = &["id", "link"];

/// Reads the patterns of links.
pub(super) fn load_links(source: &Layers) -> Result<Links, KnowledgeError> {
    let file: File = source.read(FILE, KEYS)?;
    Links::new(file.links, source.is_builtin())
}

/// Where texts can be read (`addresses.yaml`). Not part of [`Knowledge`](super::Knowledge), for only those who write
/// links ask.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    patterns: Vec<Pattern>,
}

#[derive(Clone, Debug)]
struct Pattern {
    id: Regex,
    years: Option<Vec<u16>>,
    address: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    addresses: Vec<Row>,
    #[serde(default)]
    links: Vec<super::links::Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    years: Option<Vec<u16>>,
    address: String,
    /// For people: what the pattern is known from.
    #[serde(rename = "known")]
    _known: String,
    examples: Vec<Example>,
}

/// An address, and what it is the address of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    pub(super) id: WorkId,
    pub(super) year: Option<u16>,
    pub(super) address: String,
}

impl Addresses {
    /// Reads the patterns and holds each against its own examples.
    pub(super) fn load(source: &Layers) -> Result<Self, KnowledgeError> {
        let file: File = source.read(FILE, KEYS)?;
        let mut patterns = Vec::new();
        for row in file.addresses {
            let wrong = |message: String| KnowledgeError::meaning(FILE, message);
            let id = Regex::new(&format!("^(?:{})$", row.id))
                .map_err(|e| wrong(format!("{}: {e}", row.id)))?;
            let pattern = Pattern {
                id,
                years: row.years,
                address: row.address,
            };
            for example in row.examples {
                let edition = Edition {
                    year: example.year,
                    ..Edition::default()
                };
                let made = pattern.of(&example.id, &edition);
                if made.as_ref() != Some(&example.address) {
                    return Err(wrong(format!(
                        "the example {} has the address {}, not {}",
                        example.id,
                        made.as_deref().unwrap_or("none"),
                        example.address
                    )));
                }
            }
            patterns.push(pattern);
        }
        Ok(Addresses { patterns })
    }

    /// The address of that edition of a work; none where none is known.
    pub fn of(&self, id: &WorkId, edition: &Edition) -> Option<String> {
        self.patterns.iter().find_map(|p| p.of(id, edition))
    }
}

impl Pattern {
    fn of(&self, id: &WorkId, edition: &Edition) -> Option<String> {
        let groups = self.id.captures(id.as_str())?;
        let is_of = |years: &Vec<u16>| edition.year.is_some_and(|year| years.contains(&year));
        if !self.years.as_ref().is_none_or(is_of) {
            return None;
        }
        let mut address = self.address.clone();
        for (n, group) in groups.iter().enumerate().skip(1) {
            address = address.replace(&format!("{{{n}}}"), group.map_or("", |g| g.as_str()));
        }
        let year = edition.year.map(|year| year.to_string());
        Some(address.replace("{year}", year.as_deref().unwrap_or("")))
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;
    use crate::model::{Edition, WorkId};

    #[test]
    fn an_address_is_given_where_one_is_known_and_nowhere_else() {
        let addresses = Knowledge::builtin()
            .and_then(|k| k.addresses())
            .expect("mappings/ load");
        let of = |id: &str, year: Option<u16>| {
            let edition = Edition {
                year,
                ..Edition::default()
            };
            addresses.of(&id.parse::<WorkId>().expect("an id"), &edition)
        };
        let rec = of("ITUT-Y.2001", None);
        assert_eq!(rec.as_deref(), Some("https://www.itu.int/rec/T-REC-Y.2001"));
        assert!(of("WTSA-44", Some(2016)).is_some_and(|a| a.ends_with("T-RES-T.44-2016")));
        // Not known: another edition, a number of one digit, a body without a pattern.
        for (id, year) in [
            ("WTSA-44", Some(2022)),
            ("WTSA-44", None),
            ("WTSA-1", Some(2016)),
            ("PP-123", Some(2018)),
            ("ITUT-X.509x", None),
        ] {
            assert_eq!(of(id, year), None, "{id}");
        }
    }
}
