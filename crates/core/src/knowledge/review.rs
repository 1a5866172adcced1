use super::layers::Layers;
use super::load::KnowledgeError;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;

pub(super) const FILE: &str = "review.yaml";

/// How the texts are reviewed that give people work (`review.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The title of the paper.
    pub title: String,
    /// Those who are given work and whom no document of theirs names.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// How a document says whose work it describes.
    #[serde(default)]
    pub named: Vec<NamedBy>,
    /// How the headings of its parts begin; `titled` ones have a title in the next line.
    #[serde(default)]
    pub parts: Vec<PartHead>,
    /// Names of preamble openings: the texts that one of them recalls together are a series.
    pub recalling: Vec<String>,
    /// What is said in the same words by so many works is a standing formula …
    pub formula_works: usize,
    /// … unless it has more words.
    pub formula_words: usize,
    /// A text that is older than so many years is looked at again.
    pub old_years: u16,
    /// The columns of the table, in their order.
    pub columns: Vec<Column>,
    /// What may become of a text, the first that has a sign is proposed.
    pub outcomes: Vec<Outcome>,
    /// Words of the paper.
    pub words: PaperWords,
}

/// Somebody who is given work.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Its short name.
    pub id: String,
    /// How texts write it.
    pub names: Vec<String>,
}

/// A pattern by which a document says whose work it describes: a group `name`, and perhaps one `short`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedBy {
    /// The pattern, on one paragraph.
    #[serde(deserialize_with = "regex")]
    pub pattern: Regex,
    /// Paragraphs that it must read, and whom they name.
    #[serde(default)]
    pub examples: Vec<NamedExample>,
}

/// A paragraph and whom it names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedExample {
    /// The paragraph.
    pub text: String,
    /// The short name, or the name where there is none.
    pub entity: String,
}

/// How the heading of a part begins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartHead {
    /// The pattern, from the beginning of the paragraph.
    #[serde(deserialize_with = "regex")]
    pub head: Regex,
    /// True where the next paragraph is its title.
    #[serde(default)]
    pub titled: bool,
}

/// A column of the table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What it holds.
    pub shows: Shows,
    /// Its head.
    pub head: String,
    /// Its width against the others.
    pub width: u32,
}

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    /// Who is given work.
    Entity,
    /// The text that gives it.
    Mandate,
    /// Its title.
    Title,
    /// Where the entity's document cites it.
    Cited,
    /// The paragraph.
    Paragraph,
    /// What the paragraph asks.
    Asks,
    /// The series that the text is one of, with its latest.
    Series,
    /// Who else cites it.
    Others,
    /// What may become of it.
    Outcome,
    /// Why.
    Reasons,
}

/// What may become of a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its short name.
    pub outcome: String,
    /// The word for it.
    pub word: String,
    /// The signs of it, each with the reason as it is printed: `{…}` stands for what was found.
    pub signs: BTreeMap<Sign, String>,
}

/// What can speak for an outcome.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// A later text has its title: `{latest}`, `{count}`.
    Superseded,
    /// It is recalled together with others by a later one: `{latest}`, `{count}`.
    Recalled,
    /// A provision of it stands in a text of another series too: `{paragraph}`, `{other}`, `{share}`.
    Repeated,
    /// Another text that is cited has its title, and none is later: `{other}`.
    SameTitle,
    /// The text is at hand, and no paragraph of it asks anything of the entity.
    AsksNothing,
    /// It is older than `old_years`: `{year}`, `{years}`.
    Old,
    /// It is the latest of its series: `{count}`.
    Latest,
    /// It asks something of the entity: `{count}`.
    Asks,
}

/// Words of the paper.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperWords {
    /// Where no sign speaks for any outcome.
    pub undecided: String,
    /// Where the text that is cited is not at hand.
    pub not_at_hand: String,
    /// The heading of the table.
    pub table: String,
    /// The heading of the texts that several entities cite.
    pub shared: String,
    /// The heading of the series.
    pub series: String,
    /// The heading of the standing formulas.
    pub formulas: String,
    /// The heading of the candidates.
    pub candidates: String,
    /// The heads of those tables.
    pub heads: Heads,
}

/// The heads of the smaller tables.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heads {
    /// Of the texts that several cite: text, title, who cites it.
    pub shared: Vec<String>,
    /// Of the series: latest, title, members, why.
    pub series: Vec<String>,
    /// Of the formulas: wording, number of works, works.
    pub formulas: Vec<String>,
    /// Of the candidates: outcome, text, title, whose, reasons.
    pub candidates: Vec<String>,
}

fn regex<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Regex, D::Error> {
    let pattern = String::deserialize(from)?;
    Regex::new(&pattern).map_err(serde::de::Error::custom)
}

impl Review {
    pub(super) fn load(source: &Layers) -> Result<Self, KnowledgeError> {
        let review: Review = source.read(FILE, &["id", "pattern", "head", "shows", "outcome"])?;
        for named in &review.named {
            for example in &named.examples {
                let found = named.find(&example.text);
                let found = found.map(|(name, short)| short.unwrap_or(name));
                if found != Some(&example.entity) {
                    let message = format!(
                        "\"{}\" names {}, not {}",
                        example.text,
                        found.unwrap_or("nobody"),
                        example.entity
                    );
                    return Err(KnowledgeError::meaning(FILE, message));
                }
            }
        }
        Ok(review)
    }

    /// The entity that a paragraph names as the one whose work its document describes: name and short name.
    pub fn named_in<'t>(&self, text: &'t str) -> Option<(&'t str, Option<&'t str>)> {
        self.named.iter().find_map(|named| named.find(text))
    }
}

impl NamedBy {
    fn find<'t>(&self, text: &'t str) -> Option<(&'t str, Option<&'t str>)> {
        let found = self.pattern.captures(text)?;
        let name = found.name("name")?.as_str().trim();
        Some((name, found.name("short").map(|m| m.as_str())))
    }
}
