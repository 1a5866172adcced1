use super::{Kind, natural_cmp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

/// The short name of who adopts texts, the beginning of their ids: `PP`. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BodyId(Arc<str>);

impl BodyId {
    /// The short name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Notes that ids of a body begin so, that no kind of text may take the same beginning later.
    ///
    /// # Errors
    /// A name that the ids of a kind begin with already.
    pub fn register(&self) -> Result<(), String> {
        Kind::register_body(&self.0)
    }
}

/// A short name that is known to be one.
impl From<&str> for BodyId {
    fn from(known: &str) -> Self {
        BodyId(known.into())
    }
}

impl FromStr for BodyId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fits = |c: char| c.is_alphanumeric() || c == '_';
        if text.is_empty() || !text.chars().all(fits) {
            return Err(format!(
                "`{text}` cannot be the id of a body: letters and digits alone, for a hyphen stands behind it \
                 in the ids of its texts"
            ));
        }
        Ok(BodyId(text.into()))
    }
}

impl Deref for BodyId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for BodyId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for BodyId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for BodyId {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<String> for BodyId {
    fn eq(&self, other: &String) -> bool {
        *self.0 == **other
    }
}

impl PartialEq<&str> for BodyId {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl Ord for BodyId {
    fn cmp(&self, other: &Self) -> Ordering {
        natural_cmp(&self.0, &other.0)
    }
}

impl PartialOrd for BodyId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for BodyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for BodyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for BodyId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for BodyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// A work, whatever its edition: who adopted it, its kind and its number. Written `PP-123`, `PP-DEC-5`,
/// `WTSA-OP-1`, `RA-7`, `UNGA-70/125`, `PP-[COM5/2]`; texts that no body adopts begin with the code of their
/// kind (`CS-242`), those of lettered series with who keeps the series (`ITUT-E.164`).
///
/// Cheap to clone. Ordered as people order them: by body, kind, then number with digits as numbers.
#[derive(Clone)]
pub struct WorkId(Arc<Parts>);

struct Parts {
    body: Option<BodyId>,
    kind: Kind,
    number: Box<str>,
    /// As it is written.
    text: Box<str>,
}

impl WorkId {
    /// The `number`-th text of this `kind` that `body` adopted.
    pub fn new(body: &BodyId, kind: Kind, number: &str) -> Self {
        let coded = !(kind.is_main() || kind.is_series() && is_of_series(number));
        let text = match coded {
            true => format!("{body}-{}-{number}", kind.code()),
            false => format!("{body}-{number}"),
        };
        WorkId::of(Some(body.clone()), kind, number, text)
    }

    /// The text of that `kind`, or its `number`, that no body adopts: `CS-242`.
    pub fn without_body(kind: Kind, number: &str) -> Self {
        WorkId::of(None, kind, number, format!("{}-{number}", kind.code()))
    }

    fn of(body: Option<BodyId>, kind: Kind, number: &str, text: String) -> Self {
        WorkId(Arc::new(Parts {
            body,
            kind,
            number: number.into(),
            text: text.into(),
        }))
    }

    /// The id as written, e.g. `PP-123`.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Who adopted it; none for basic texts and documents.
    pub fn body(&self) -> Option<&BodyId> {
        self.0.body.as_ref()
    }

    /// What stands before the first hyphen: the body, or the code of the kind.
    pub fn head(&self) -> &str {
        self.body().map_or(self.kind().code(), BodyId::as_str)
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The number alone: `123` of `PP-123`, `5` of `PP-DEC-5`, `70/125` of `UNGA-70/125`.
    pub fn number(&self) -> &str {
        &self.0.number
    }
}

/// True for the number of a lettered series: `E.164`.
fn is_of_series(number: &str) -> bool {
    number
        .split_once('.')
        .is_some_and(|(letters, _)| letters.len() <= 3 && letters.chars().all(char::is_alphabetic))
}

impl FromStr for WorkId {
    type Err = String;

    /// Takes an id as a person writes it; no check against what is known.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let wrong =
            || format!("`{text}` is no id of a text: expected one such as PP-123 or PP-DEC-5");
        let (head, rest) = text.split_once('-').ok_or_else(wrong)?;
        if rest.is_empty() || rest.contains(char::is_whitespace) && rest.trim() != rest {
            return Err(wrong());
        }
        if let Some(kind) = Kind::by_code(head, false) {
            return Ok(WorkId::of(None, kind, rest, text.to_owned()));
        }
        let body: BodyId = head.parse().map_err(|_| wrong())?;
        let coded = rest
            .split_once('-')
            .and_then(|(code, number)| Some((Kind::by_code(code, true)?, number)));
        if let Some((kind, number)) = coded.filter(|(_, number)| !number.is_empty()) {
            return Ok(WorkId::of(Some(body), kind, number, text.to_owned()));
        }
        let series = Kind::of_series().filter(|_| is_of_series(rest));
        let kind = series.unwrap_or_else(Kind::main);
        Ok(WorkId::of(Some(body), kind, rest, text.to_owned()))
    }
}

impl PartialEq for WorkId {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.text == other.0.text
    }
}

impl Eq for WorkId {}

impl Hash for WorkId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}

impl Ord for WorkId {
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other {
            return Ordering::Equal;
        }
        natural_cmp(self.head(), other.head())
            .then_with(|| self.kind().cmp(&other.kind()))
            .then_with(|| natural_cmp(self.number(), other.number()))
            .then_with(|| self.as_str().cmp(other.as_str()))
    }
}

impl PartialOrd for WorkId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for WorkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for WorkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for WorkId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for WorkId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{KindInfo, KindSort};

    fn know() {
        let info = |kind: &str, code: &str, sort, label: &str| KindInfo {
            kind: kind.into(),
            code: code.into(),
            sort,
            label: label.into(),
            series: kind == "recommendation",
        };
        // As in mappings/: other tests of this process load them from there.
        Kind::register(vec![
            info("resolution", "", KindSort::Adopted, "Res."),
            info("decision", "DEC", KindSort::Adopted, "Dec."),
            info("opinion", "OP", KindSort::Adopted, "Op."),
            info("recommendation", "REC", KindSort::Adopted, "Rec."),
            info("document", "DOC", KindSort::Document, "Doc."),
            info("constitution", "CS", KindSort::Basic, "CS"),
        ])
        .expect("they can be told apart");
    }

    #[test]
    fn ids_tell_their_parts() {
        know();
        for (text, body, kind, number) in [
            ("PP-123", Some("PP"), "resolution", "123"),
            ("PP-DEC-5", Some("PP"), "decision", "5"),
            ("WTSA-OP-1", Some("WTSA"), "opinion", "1"),
            ("OP-1", Some("OP"), "resolution", "1"),
            ("OP-OP-1", Some("OP"), "opinion", "1"),
            ("WTDC-REC-9", Some("WTDC"), "recommendation", "9"),
            ("UNGA-70/125", Some("UNGA"), "resolution", "70/125"),
            ("PP-[COM5/2]", Some("PP"), "resolution", "[COM5/2]"),
            ("PP-[PLEN-1]", Some("PP"), "resolution", "[PLEN-1]"),
            ("CS-242", None, "constitution", "242"),
            ("DOC-WTSA-24/35", None, "document", "WTSA-24/35"),
            ("ITUT-E.164", Some("ITUT"), "recommendation", "E.164"),
        ] {
            let id: WorkId = text.parse().expect(text);
            assert_eq!(
                (id.body().map(BodyId::as_str), id.kind().word(), id.number()),
                (body, kind, number)
            );
            let again = match id.body() {
                Some(body) => WorkId::new(body, id.kind(), number),
                None => WorkId::without_body(id.kind(), number),
            };
            assert_eq!(again.as_str(), text);
        }
        for no in ["", "PP", "PP-", "-5", "P P-5"] {
            assert!(no.parse::<WorkId>().is_err(), "{no}");
        }
    }

    #[test]
    fn what_could_not_be_told_apart_is_refused() {
        know();
        let body: BodyId = "CS".parse().expect("letters");
        let error = body.register().expect_err("the ids of the Constitution");
        assert!(
            error.contains("`CS`") && error.contains("constitution"),
            "{error}"
        );
        assert!("A-B".parse::<BodyId>().is_err());
        let decree = |code: &str| KindInfo {
            kind: "decree".into(),
            code: code.into(),
            sort: KindSort::Basic,
            label: String::new(),
            series: false,
        };
        "XQ".parse::<BodyId>()
            .expect("letters")
            .register()
            .expect("nobody's");
        let main = KindInfo {
            kind: "resolution".into(),
            sort: KindSort::Adopted,
            label: "Res.".into(),
            ..decree("")
        };
        for code in ["DEC", "XQ", ""] {
            let error = Kind::register(vec![main.clone(), decree(code)]).expect_err(code);
            assert!(error.contains("decree"), "{error}");
        }
    }

    #[test]
    fn numbers_sort_as_numbers() {
        know();
        let mut ids: Vec<WorkId> = ["PP-10", "PP-9", "PP-DEC-5", "PP-009"]
            .map(|id| id.parse().expect(id))
            .to_vec();
        ids.sort();
        let ids: Vec<&str> = ids.iter().map(WorkId::as_str).collect();
        assert_eq!(ids, ["PP-009", "PP-9", "PP-10", "PP-DEC-5"]);
    }
}
