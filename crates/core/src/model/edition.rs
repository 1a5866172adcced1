use serde::{Deserialize, Serialize};
use std::fmt;

/// Which edition of a work is meant, as far as the text says so. An undated citation has none of these.
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
