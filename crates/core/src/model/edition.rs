use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Which edition of a work is meant, as far as the text says so. An undated citation has none of these.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edition {
    /// True where the text says "Rev.".
    #[serde(default)]
    pub rev: bool,
    /// Where the conference met, in its known spelling: `Dubai`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The year of the conference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The version suffix of a Radiocommunication Assembly text: `3` of `ITU-R 7-3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The conference mark where that is what is printed: `WRC-19`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// The marks of earlier editions where several are printed: `WARC-92` and `Rev.WRC-03` of
    /// `(WARC-92, Rev.WRC-03 and Rev.WRC-07)`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<String>,
}

impl Edition {
    /// True where nothing of an edition is known: the work as such is meant.
    pub fn is_empty(&self) -> bool {
        *self == Edition::default()
    }

    /// True where place and year are both known.
    pub fn is_dated(&self) -> bool {
        self.place.is_some() && self.year.is_some()
    }

    /// True where both name the same edition: nothing that both say differs, and something that both say is the
    /// same.
    pub fn is_same_as(&self, other: &Edition) -> bool {
        fn shared<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
            a.is_some() && a == b
        }
        let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
        self.agrees_with(other)
            && !differ(&self.mark, &other.mark)
            && (shared(&self.year, &other.year)
                || shared(&self.version, &other.version)
                || shared(&self.mark, &other.mark))
    }

    /// How much of it is known.
    pub fn fullness(&self) -> usize {
        let parts = [&self.place, &self.version, &self.mark];
        parts.iter().filter(|p| p.is_some()).count() + usize::from(self.year.is_some())
    }

    /// True where both say the same as far as both speak: `(Dubai, 2018)` and a bare year 2018 agree,
    /// version `3` and a bare number agree.
    pub fn agrees_with(&self, other: &Edition) -> bool {
        fn both<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        both(&self.place, &other.place)
            && both(&self.year, &other.year)
            && both(&self.version, &other.version)
    }
}

/// A text that is no edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no edition; write it as \"Rev. Dubai, 2018\", \"Rev.WRC-19\", \"2019\" or \"version 3\""
)]
pub struct NoEdition(String);

/// Reads the canonical writing; a version may stand behind place and year: `Rev. Geneva, 2015, version 7`.
impl FromStr for Edition {
    type Err = NoEdition;

    fn from_str(text: &str) -> Result<Edition, NoEdition> {
        let mut edition = Edition::default();
        let mut rest = text.trim();
        if let Some(version) = rest.strip_prefix("version ") {
            edition.version = Some(version.to_owned());
            return Ok(edition);
        }
        if let Some((before, version)) = rest.split_once(", version ") {
            edition.version = Some(version.to_owned());
            rest = before;
        }
        if let Some(behind) = rest.strip_prefix("Rev.") {
            edition.rev = true;
            rest = behind.trim_start();
        }
        let year = |text: &str| text.parse().ok().filter(|y| (1000..3000).contains(y));
        match rest.rsplit_once(", ") {
            Some((place, behind)) if !place.is_empty() && year(behind).is_some() => {
                edition.place = Some(place.to_owned());
                edition.year = year(behind);
            }
            None if year(rest).is_some() => edition.year = year(rest),
            None if rest.ends_with(|c: char| c.is_ascii_digit()) => {
                edition.mark = Some(rest.to_owned());
            }
            _ => return Err(NoEdition(text.to_owned())),
        }
        Ok(edition)
    }
}

/// The canonical writing without brackets: `Rev. Dubai, 2018`, `Busan, 2014`, `Rev.WRC-19`; for a version
/// alone `version 3`.
impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rev = if self.rev { "Rev." } else { "" };
        let gap = if self.rev { " " } else { "" };
        match (&self.mark, &self.place, self.year) {
            (Some(mark), _, _) => {
                for earlier in &self.earlier {
                    write!(f, "{earlier}, ")?;
                }
                write!(f, "{rev}{mark}")
            }
            (None, Some(place), Some(year)) => write!(f, "{rev}{gap}{place}, {year}"),
            (None, Some(place), None) => write!(f, "{rev}{gap}{place}"),
            (None, None, Some(year)) => write!(f, "{rev}{gap}{year}"),
            (None, None, None) => match &self.version {
                Some(version) => write!(f, "version {version}"),
                None => f.write_str(rev),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Edition;

    #[test]
    fn the_canonical_writing_is_read_back() {
        for text in [
            "Rev. Dubai, 2018",
            "Busan, 2014",
            "Rev.WRC-19",
            "Orb-88",
            "2019",
            "Rev. 2019",
            "version 3",
        ] {
            let edition: Edition = text.parse().expect("an edition");
            assert_eq!(edition.to_string(), text);
        }
        let edition: Edition = "Rev. Geneva, 2015, version 7".parse().expect("an edition");
        assert_eq!(edition.version.as_deref(), Some("7"));
        assert!(edition.is_same_as(&"version 7".parse().expect("an edition")));
        assert!(!edition.is_same_as(&"version 8".parse().expect("an edition")));
        for wrong in ["", "Rev.", "Dubai", ", 2018"] {
            assert!(wrong.parse::<Edition>().is_err(), "{wrong}");
        }
    }
}
