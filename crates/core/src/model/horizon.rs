use super::{BodyId, WorkId, counted};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How far what is known reaches, body by body, and the day as of which was asked: what every answer that rests on
/// knowledge carries.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horizons {
    /// As of when was asked: `WTSA-16 (2016-11-03)`; nothing for the latest that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Body by body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub horizon: Vec<Horizon>,
}

impl Horizons {
    /// That of the body of a work.
    pub fn of_work(&self, id: &WorkId) -> Option<&Horizon> {
        self.horizon.iter().find(|h| Some(&h.body) == id.body())
    }

    /// True where nothing says how far anything is known.
    pub fn is_empty(&self) -> bool {
        self.as_of.is_none() && self.horizon.is_empty()
    }
}

/// One sentence; nothing where nobody says.
impl fmt::Display for Horizons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = &self.horizon;
        let full: Vec<&str> = all.iter().filter_map(|h| h.full.as_deref()).collect();
        let partly = all.iter().flat_map(|h| &h.part);
        let partly: Vec<String> = partly.map(ToString::to_string).collect();
        let since = all.iter().flat_map(|h| &h.met_since);
        let since: Vec<&str> = since.map(String::as_str).collect();
        let mut parts = Vec::new();
        if let Some(as_of) = &self.as_of {
            parts.push(format!("As of {as_of}"));
        }
        if !full.is_empty() {
            parts.push(format!("Known in full to {}", full.join(", ")));
        }
        if !partly.is_empty() {
            parts.push(format!("in part: {}", partly.join(", ")));
        }
        if !since.is_empty() {
            let texts = "met since, texts not known here";
            parts.push(format!("{texts}: {}", since.join(", ")));
        }
        match parts.is_empty() {
            true => Ok(()),
            false => write!(f, "{}.", parts.join("; ")),
        }
    }
}

/// "PP-22 has met", "WTSA-20 and WTSA-24 have met"; none where nobody has.
pub fn has_met(conferences: &[&str]) -> Option<String> {
    match conferences {
        [] => None,
        [one] => Some(format!("{one} has met")),
        [rest @ .., last] => Some(format!("{} and {last} have met", rest.join(", "))),
    }
}

/// How far what is known of a body's texts reaches.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horizon {
    /// The body.
    pub body: BodyId,
    /// The last conference whose texts are known in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full: Option<String>,
    /// Those after it of whose texts some are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub part: Vec<Partly>,
    /// Those after it of which it is known only that they met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub met_since: Vec<String>,
}

/// A conference that is known in part.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partly {
    /// Its mark.
    pub conference: String,
    /// Its texts that are known: adopted, revised, or suppressed by it.
    pub texts: Vec<WorkId>,
}

/// `PP-22 (11 texts)`.
impl fmt::Display for Partly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.conference)?;
        match self.texts.len() {
            0 => Ok(()),
            n => write!(f, " ({})", counted(n, "text")),
        }
    }
}

impl Horizon {
    /// The conferences that are not known in full, in the order in which they met.
    pub fn uncertain(&self) -> impl Iterator<Item = &str> {
        let part = self.part.iter().map(|p| p.conference.as_str());
        part.chain(self.met_since.iter().map(String::as_str))
    }
}
