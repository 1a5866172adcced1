//! The kinds of text: resolution, decision … They are data (`kinds.yaml`), known to the whole process.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::{PoisonError, RwLock};

/// What is known of a kind (an entry of `kinds.yaml`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindInfo {
    /// The word of the `kind` field of all outputs.
    pub kind: String,
    /// The part of an id that tells the kind: behind the body for adopted texts (`PP-DEC-5`), in its place
    /// for all others (`CS-242`). The kind that has none is the one that is meant where none is told.
    #[serde(default)]
    pub code: String,
    /// What sort of text it is.
    pub sort: KindSort,
    /// Its abbreviation in tables: "Res.".
    #[serde(default)]
    pub label: String,
    /// True where its lettered numbers (E.164) tell it, so that ids need no code before them.
    #[serde(default)]
    pub series: bool,
}

/// The sorts of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KindSort {
    /// A body adopts it under a number of its own: a node of the graph.
    Adopted,
    /// There is one of it, and its articles or numbers are cited: a constitution.
    Basic,
    /// A paper of a meeting.
    Document,
}

/// A kind of text. Its order is that of `kinds.yaml`.
#[derive(Clone, Copy)]
pub struct Kind {
    info: &'static KindInfo,
    place: usize,
}

/// The kinds that are known, and the bodies whose ids would be read wrong if a kind took their name.
#[derive(Default)]
struct Known {
    kinds: Vec<Kind>,
    bodies: BTreeSet<String>,
}

static KNOWN: RwLock<Known> = RwLock::new(Known {
    kinds: Vec::new(),
    bodies: BTreeSet::new(),
});

impl Kind {
    /// Makes kinds known. Kinds stay known while the process runs: an id always means the same.
    ///
    /// # Errors
    /// A kind that cannot be told from another one or from a body; the message names it.
    pub fn register(infos: Vec<KindInfo>) -> Result<(), String> {
        if !infos.iter().any(|info| info.code.is_empty()) {
            return Err(
                "one kind is needed whose `code` is empty: that of ids such as PP-123".into(),
            );
        }
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        infos.into_iter().try_for_each(|info| known.add(info))
    }

    /// Makes the id of a body known.
    ///
    /// # Errors
    /// An id that begins as those of a kind do.
    pub(super) fn register_body(id: &str) -> Result<(), String> {
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        known.check_body(id)?;
        if !known.bodies.contains(id) {
            known.bodies.insert(id.to_owned());
        }
        Ok(())
    }

    /// All that are known, in their order.
    pub fn all() -> Vec<Kind> {
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        known.kinds.clone()
    }

    fn find(is: impl Fn(&KindInfo) -> bool) -> Option<Kind> {
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        known.kinds.iter().find(|k| is(k.info)).copied()
    }

    /// The kind of that word.
    pub fn named(word: &str) -> Option<Kind> {
        Self::find(|k| k.kind == word)
    }

    /// The kind that is meant where an id tells none.
    pub fn main() -> Kind {
        static NONE: KindInfo = KindInfo {
            kind: String::new(),
            code: String::new(),
            sort: KindSort::Adopted,
            label: String::new(),
            series: false,
        };
        // Knowledge is not loaded without one.
        let none = Kind {
            info: &NONE,
            place: usize::MAX,
        };
        Self::find(|k| k.code.is_empty()).unwrap_or(none)
    }

    /// The kind of lettered series.
    pub fn of_series() -> Option<Kind> {
        Self::find(|k| k.series)
    }

    /// Papers of meetings.
    pub fn of_documents() -> Option<Kind> {
        Self::find(|k| k.sort == KindSort::Document)
    }

    pub(super) fn by_code(code: &str, adopted: bool) -> Option<Kind> {
        Self::find(|k| {
            !code.is_empty() && k.code == code && (k.sort == KindSort::Adopted) == adopted
        })
    }

    /// The word of the output contract, e.g. `general-rules`.
    pub fn word(self) -> &'static str {
        &self.info.kind
    }

    /// The part of an id that tells the kind; see [`KindInfo::code`].
    pub fn code(self) -> &'static str {
        &self.info.code
    }

    /// Its abbreviation in tables.
    pub fn label(self) -> &'static str {
        &self.info.label
    }

    /// True for texts that a body adopts under a number of its own: the nodes of the graph.
    pub fn is_adopted(self) -> bool {
        self.info.sort == KindSort::Adopted
    }

    /// True for papers of meetings.
    pub fn is_document(self) -> bool {
        self.info.sort == KindSort::Document
    }

    /// True for the kind of lettered series.
    pub fn is_series(self) -> bool {
        self.info.series
    }

    /// True for the kind that is meant where none is told.
    pub fn is_main(self) -> bool {
        self.info.code.is_empty()
    }
}

impl Known {
    fn add(&mut self, info: KindInfo) -> Result<(), String> {
        let word = info.kind.clone();
        if let Some(same) = self.kinds.iter().find(|k| k.info.kind == word) {
            return match *same.info == info {
                true => Ok(()),
                false => Err(format!(
                    "`{word}`: this kind is known already, with another code, sort or label"
                )),
            };
        }
        let is_code = |c: char| c.is_alphanumeric();
        if word.is_empty() || !info.code.chars().all(is_code) {
            return Err(format!(
                "`{word}`: its code is `{}`: letters and digits alone",
                info.code
            ));
        }
        if info.code.is_empty() && info.sort != KindSort::Adopted {
            return Err(format!(
                "`{word}`: ids of texts that nobody adopts begin with a `code`"
            ));
        }
        if let Some(other) = self.kinds.iter().find(|k| k.info.code == info.code) {
            let other = other.word();
            return Err(format!(
                "`{word}`: its code `{}` is that of `{other}`",
                info.code
            ));
        }
        if info.sort != KindSort::Adopted && self.bodies.contains(&info.code) {
            return Err(format!(
                "`{word}`: its ids begin with `{}` as those of a body do; give it another code",
                info.code
            ));
        }
        let place = self.kinds.len();
        // Kinds are few, and known as long as the process runs.
        let info = Box::leak(Box::new(info));
        self.kinds.push(Kind { info, place });
        Ok(())
    }

    fn check_body(&self, id: &str) -> Result<(), String> {
        let clash = |k: &&Kind| !k.is_adopted() && k.code() == id;
        match self.kinds.iter().find(clash) {
            Some(kind) => Err(format!(
                "`{id}` cannot be the id of a body: `{id}-1` is an id of the kind `{kind}`; give the body \
                 another id, or the kind another code in kinds.yaml"
            )),
            None => Ok(()),
        }
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place
    }
}

impl Eq for Kind {}

impl Hash for Kind {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.place.hash(state);
    }
}

impl Ord for Kind {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place.cmp(&other.place)
    }
}

impl PartialOrd for Kind {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Kind::named(word).ok_or_else(|| {
            let known: Vec<&str> = Kind::all().into_iter().map(Kind::word).collect();
            let known = known.join(", ");
            format!("`{word}` is no kind of text that kinds.yaml describes; known: {known}")
        })
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        word.parse().map_err(D::Error::custom)
    }
}
