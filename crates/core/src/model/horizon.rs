use super::{BodyId, WorkId};
use serde::{Deserialize, Serialize};

/// How far what is known of a body's texts reaches.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partly {
    /// Its mark.
    pub conference: String,
    /// Its texts that are known: adopted, revised, or suppressed by it.
    pub texts: Vec<WorkId>,
}

impl Horizon {
    /// The conferences that are not known in full, in the order in which they met.
    pub fn uncertain(&self) -> impl Iterator<Item = &str> {
        let part = self.part.iter().map(|p| p.conference.as_str());
        part.chain(self.met_since.iter().map(String::as_str))
    }
}
