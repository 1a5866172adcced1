use super::{BodyId, Change, Edition, Kind, Span};

/// A phrase that may cite something, as it is written: what stands where, before anyone asks what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The whole phrase, in bytes of the document's text.
    pub span: Span,
    /// Which sort of phrase it is.
    pub form: MentionForm,
    /// What it names, in the order of the text; a list has several, and so has a tracked change.
    pub written: Vec<Written>,
}

/// Which sort of phrase a [`Mention`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionForm {
    /// Names a text by kind and number.
    Cited,
    /// "this resolution".
    This,
    /// "the above resolution", "the two above-mentioned resolutions".
    Above,
    /// A place inside a text: "instructs 2 above", "annex to this resolution", "(i. TSBDir 2)".
    Provision,
    /// An edition history in brackets: "(Dubai, 2012; Hammamet, 2016)".
    History,
}

/// One thing that a [`Mention`] names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// What kind of text.
    pub kind: Option<Kind>,
    /// The number as written, without leading zeros; for a Radiocommunication Assembly text without version.
    pub number: Option<String>,
    /// Where the number itself stands.
    pub number_span: Span,
    /// The edition, the spelling of its place corrected.
    pub edition: Edition,
    /// The year of the day on which it was adopted, where that is written: "resolution 1373 of 28 September 2001".
    pub dated: Option<u16>,
    /// The gathering that adopted it, where nothing else is said: "Resolution 5 of the Assembly".
    pub gathering: Option<String>,
    /// Every hint of whose it is. Nothing is decided here.
    pub clues: Vec<Clue>,
    /// The group of a meeting document: `TSAG`.
    pub group: Option<String>,
    /// The Sector of a recommendation: `ITU-T`.
    pub sector: Option<String>,
    /// The provision in front or behind, as written: `resolves 6`, `annex`.
    pub provision: Option<String>,
    /// The side of a tracked change.
    pub change: Option<Change>,
    /// What is wrong with the writing, and how it was read.
    pub slips: Vec<Slip>,
}

impl Written {
    /// A text of that kind, of which nothing else is said.
    pub fn of(kind: Kind) -> Self {
        Written {
            kind: Some(kind),
            ..Written::default()
        }
    }

    /// The text of that number, which stands at `span`.
    pub fn numbered(kind: Kind, number: String, span: Span) -> Self {
        Written {
            number: Some(number),
            number_span: span,
            ..Written::of(kind)
        }
    }

    /// The body that the phrase itself names, by its strongest clue.
    pub fn body(&self) -> Option<&BodyId> {
        let said = |sector: bool| {
            let clues = self.clues.iter();
            let said = move |c: &&Clue| {
                (c.sort == ClueSort::Sector) == sector && c.sort != ClueSort::Neighbour
            };
            clues.filter(said).find_map(Clue::body)
        };
        said(false).or_else(|| said(true))
    }
}

/// A hint of whose a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clue {
    /// Which sort of hint.
    pub sort: ClueSort,
    /// What it says.
    pub says: Says,
    /// Where it stands.
    pub span: Span,
}

impl Clue {
    /// A hint that the text is of that body.
    pub fn of(body: &BodyId, sort: ClueSort, span: Span) -> Self {
        let says = Says::Body(body.clone());
        Clue { sort, says, span }
    }

    /// The body that it names.
    pub fn body(&self) -> Option<&BodyId> {
        match &self.says {
            Says::Body(body) => Some(body),
            Says::Citing | Says::Other => None,
        }
    }
}

/// What a [`Clue`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The text is of this body.
    Body(BodyId),
    /// It is of the body whose text cites it.
    Citing,
    /// It is of somebody who is none of the bodies.
    Other,
}

/// The sorts of clue that a phrase holds, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClueSort {
    /// The body stands before the word, or its symbol before the number: "WTSA Resolution 44", "A/RES/70/1".
    Before,
    /// Behind: "Resolution 20 (…) of WTSA".
    Behind,
    /// The mark of a conference is the edition: "(Rev.WRC-19)".
    Mark,
    /// The subject of the sentence: "WTSA-16 adopted Resolution 92".
    Subject,
    /// A Sector, whose assembly is meant: "ITU-R Resolution 7".
    Sector,
    /// Another member of the list says so.
    List,
    /// The heading of the list or column that a bare number stands in: "General Assembly resolutions".
    Heading,
    /// A link leads to a text of the body.
    Link,
    /// "of this conference".
    ThisConference,
    /// Another name stands beside it: "the Fishnet Resolution 5".
    Name,
    /// An organ of somebody else: "Resolution 4 of Study Group 20".
    Organ,
    /// It is said of the text that it is joined to: "Resolution 37 and Resolution 50 of WTDC".
    Neighbour,
}

/// A slip of the pen that was read right.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Slip {
    /// Which sort.
    pub kind: SlipKind,
    /// What is written.
    pub written: String,
    /// What it was read as.
    pub meant: String,
}

impl Slip {
    /// A slip of that sort; `meant` is empty where it is not said what is.
    pub fn new(kind: SlipKind, written: &str, meant: &str) -> Self {
        Slip {
            kind,
            written: written.to_owned(),
            meant: meant.to_owned(),
        }
    }
}

/// The sorts of slip; the audit has a finding for each.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum SlipKind {
    /// A place that no conference met at, but nearly.
    MisspeltPlace,
    /// "Resoluton".
    MisspeltWord,
    /// Brackets, commas or digits lost or doubled.
    Punctuation,
    /// A place and year at which no conference met.
    ImpossibleEdition,
    /// A letter of another script, or one that stands for a digit.
    Homoglyph,
    /// A tracked change whose two sides run together.
    RedlineResidue,
    /// A tracked change that can be split in more than one way.
    UndecidedRedline,
    /// A range of so many texts that only its two ends are read.
    LongRange,
}
